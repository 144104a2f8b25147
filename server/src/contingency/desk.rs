//! What staff and delegated administrators see of the contingency.

use std::collections::HashMap;

use app::{
    ports::contingency::{Contingency, FirmContingency, PassLine, PassState, PassTyped, PassedBy, PassesFound},
    words::Words,
};
use domain::{
    account::{AccountId, ParticipantCode},
    language::Language,
};
use sqlx::AnyConnection;

use super::call_back;
use crate::{
    app::App,
    registration::roster,
    rights::{Administrator, Viewer},
    schedule::news::News,
    session::account::firm_name,
    store::{
        StoreError,
        accounts::Account,
        directory, outbox, participants,
        passes::{self, Listed},
    },
};

/// Passes on a page. Two administrators of each are looked up with them: no more than a third of
/// [`directory::BATCH`].
const PAGE: u32 = 50;

/// The page of staff. Of `asked`, the filter and the page are taken.
///
/// # Errors
/// When the database cannot be read.
pub async fn staff(
    app: &App,
    by: Viewer<'_>,
    news: &News,
    asked: PassesFound,
    language: Language,
) -> Result<Contingency, StoreError> {
    let db = &mut *app.store.reader().await?;
    let (mail_waiting, mail_oldest) = outbox::waiting(db).await?;
    let firm = call_back::firm(db, &asked.participant).await?;
    let counted = passes::count(db, None, app.clock.now()).await?;
    let count = |state: PassState| counted.iter().find(|(name, _)| name == state.name()).map_or(0, |(_, count)| *count);
    // What no firm is called finds none.
    let nobody = !asked.participant.is_empty() && firm.is_none();
    let code = firm.as_ref().map(|firm| firm.code.clone());
    Ok(Contingency {
        operator: by.operator().is_some(),
        guardian: by.guardian().is_some(),
        delayed_since: news.mail_delayed_at,
        just_switched: false,
        mail_waiting,
        mail_oldest,
        without_number: participants::count_without_call_back(db).await?,
        counts: PassState::ALL.map(|state| (state, count(state))).to_vec(),
        found: if nobody {
            PassesFound { page: 1, pages: 1, ..asked }
        } else {
            found(app, db, code.as_ref(), asked, Names { language, firm: false }).await?
        },
        typed: PassTyped::default(),
        firm: firm.map(|firm| (firm_name(&firm, language), firm.call_back)),
        problem: None,
        minutes: minutes(app),
    })
}

/// The page of a firm's delegated administrators. Of `asked`, the filter and the page are taken.
///
/// # Errors
/// When the database cannot be read.
pub async fn firm(
    app: &App,
    by: Administrator<'_>,
    news: &News,
    asked: PassesFound,
    language: Language,
) -> Result<FirmContingency, StoreError> {
    let db = &mut *app.store.reader().await?;
    let held = participants::find(db, by.firm()).await?;
    Ok(FirmContingency {
        firm: roster::firm(db, by, language).await?,
        rights: roster::rights(by, app.clock.now()),
        delayed_since: news.mail_delayed_at,
        call_back: held.map(|firm| firm.call_back).unwrap_or_default(),
        found: found(app, db, Some(by.firm()), asked, Names { language, firm: true }).await?,
        typed: PassTyped::default(),
        problem: None,
        minutes: minutes(app),
    })
}

/// How long a pass works once it is shown, in minutes.
pub fn minutes(app: &App) -> u64 {
    app.config.login.pass_lifetime.as_secs().div_ceil(60)
}

/// How many passes stand so, for each of `states`.
///
/// # Errors
/// When the database cannot be read.
pub async fn count<const N: usize>(
    app: &App,
    db: &mut AnyConnection,
    states: [PassState; N],
) -> Result<[u64; N], StoreError> {
    let counted = passes::count(db, None, app.clock.now()).await?;
    Ok(states.map(|state| counted.iter().find(|(name, _)| name == state.name()).map_or(0, |(_, count)| *count)))
}

/// How people are named: staff are not, to firms.
#[derive(Clone, Copy)]
struct Names {
    language: Language,
    firm: bool,
}

impl Names {
    fn of(self, id: Option<&AccountId>, held: &HashMap<AccountId, Account>) -> String {
        let words = Words::of(self.language);
        match id {
            None => words.get("approvals-operator"),
            Some(id) if id.is_staff() && self.firm => words.get("approvals-staff"),
            Some(id) => match held.get(id) {
                Some(account) => format!("{} ({id})", account.name(self.language)),
                None => id.to_string(),
            },
        }
    }
}

async fn found(
    app: &App,
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    asked: PassesFound,
    names: Names,
) -> Result<PassesFound, StoreError> {
    let page = asked.page.max(1);
    let state = asked.state.map_or("", PassState::name);
    let (listed, count) = passes::list(db, firm, state, app.clock.now(), (page - 1) * u64::from(PAGE), PAGE).await?;
    let mut ids: Vec<&AccountId> = listed
        .iter()
        .flat_map(|one| [Some(&one.pass.account), one.maker.as_ref(), one.approver.as_ref()])
        .flatten()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let held = directory::accounts(db, &ids).await?;
    let lines = listed.iter().map(|one| line(one, &held, names)).collect();
    Ok(PassesFound { page, pages: count.div_ceil(u64::from(PAGE)).max(1), count, lines, ..asked })
}

fn line(listed: &Listed, held: &HashMap<AccountId, Account>, names: Names) -> PassLine {
    let pass = &listed.pass;
    let way = if pass.called.is_empty() { PassedBy::InPerson } else { PassedBy::Call(pass.called.clone()) };
    PassLine {
        account: pass.account.clone(),
        name: held.get(&pass.account).map(|account| account.name(names.language).to_owned()).unwrap_or_default(),
        // A name that is none of ours says at least that it cannot be used.
        state: PassState::parse(&listed.standing).unwrap_or(PassState::Void),
        request: pass.request.clone(),
        asked_by: names.of(listed.maker.as_ref(), held),
        agreed_by: names.of(listed.approver.as_ref(), held),
        agreed_at: pass.issued_at,
        passed: pass.shown_at.map(|at| (at, way)),
        expires_at: pass.expires_at,
        used_at: pass.used_at,
    }
}
