//! Whom to call, firm by firm, and what to say. No addresses stand in it.

use std::collections::HashMap;

use app::ports::rehearsal::{CallFirm, CallList};
use domain::{
    account::{AccountId, ParticipantCode},
    language::Language,
    life::Status,
    reach::Help,
    schedule::Blocked,
};
use sqlx::AnyConnection;

use super::{
    rehearsal::Question,
    relief::{FirmTally, Relief},
};
use crate::{
    approval::jury::able,
    session::account::firm_name,
    store::{StoreError, accounts::Account, directory, participants::Participant, readiness},
};

/// A firm to call, as it is held.
#[derive(Clone, Debug)]
pub struct Line {
    /// The firm.
    pub firm: Participant,
    /// Its administrators who are in use.
    pub administrators: Vec<Account>,
    /// How its users fare.
    pub tally: FirmTally,
    /// Of what helps them, what is asked for, and how many it helps.
    pub helps: Vec<(Help, u64)>,
    /// Whether it has a working pair of administrators.
    pub has_pair: bool,
}

/// The firms with somebody whom `question` asks for, worst first.
///
/// # Errors
/// When the database cannot be read.
pub async fn lines(db: &mut AnyConnection, question: &Question) -> Result<Vec<Line>, StoreError> {
    let Question { ground, wanted, .. } = question;
    let relief = Relief::of(db, ground, wanted.firm.as_ref()).await?;
    let mut administrators = readiness::administrators(db).await?;
    let mut firms: HashMap<ParticipantCode, Participant> =
        directory::participants(db).await?.into_iter().map(|firm| (firm.code.clone(), firm)).collect();
    let mut lines = Vec::new();
    for (code, tally) in relief.worst_first(ground) {
        let asked = tally.helps.iter().filter(|(help, _)| wanted.is_about(**help));
        let helps: Vec<_> = asked.map(|(help, users)| (*help, *users)).collect();
        let Some(firm) = firms.remove(code).filter(|_| !helps.is_empty()) else { continue };
        let held = administrators.remove(code).unwrap_or_default();
        let in_use = held.into_iter().filter(|account| account.status == Status::Active).collect();
        lines.push(Line { firm, administrators: in_use, tally: tally.clone(), helps, has_pair: ground.has_pair(code) });
    }
    Ok(lines)
}

/// The page. Numbers are shown to those who call: `numbers`.
pub fn page(question: Question, lines: Vec<Line>, numbers: bool, language: Language) -> CallList {
    let shown = |line: Line| CallFirm {
        code: line.firm.code.to_string(),
        name: firm_name(&line.firm, language),
        administrators: line.administrators.iter().map(|account| administrator(account, language)).collect(),
        number: if numbers { line.firm.call_back } else { String::new() },
        blocked: line.tally.blocked,
        active: line.tally.active,
        has_pair: line.has_pair,
        helps: line.helps,
    };
    let firms: Vec<CallFirm> = lines.into_iter().map(shown).collect();
    let users = firms.iter().flat_map(|firm| &firm.helps).map(|(_, users)| users).sum();
    CallList {
        at: question.ground.at,
        phase: question.phase(),
        blocked: Blocked { users, firms: firms.len() as u64 },
        firms,
        as_of: question.ground.now,
        asked: question.asked,
    }
}

fn administrator(account: &Account, language: Language) -> (String, AccountId, bool) {
    (account.name(language).to_owned(), account.id.clone(), able(account))
}
