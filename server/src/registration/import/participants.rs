//! Participants from a file.

use std::{
    collections::HashMap,
    io::{Read, Seek},
};

use domain::{
    account::ParticipantCode,
    approval::{Change, ChangeKind},
    telephone::Telephone,
};
use serde_json::json;

use super::{
    BREATH, ImportError, Job,
    hand::Hand,
    ledger::{Ledger, hash, seed},
    reader::Record,
    tell,
    verdict::{Effect, Line, Reason},
};
use crate::{
    app::App,
    approval::propose::{Proposal, Proposer, propose_in},
    audit::Scribe,
    store::{
        self,
        participants::Participant,
        requests::{self, Subject},
    },
};

pub(super) const COLUMNS: &[&str] = &["participant_code", "name_en", "name_zh", "category", "da_model"];

/// A column that a file may have besides: the number that the firm is called back at.
const CALL_BACK: &str = "call_back";

/// The most characters of a cell that pages and mails show.
const MAX_LABEL: usize = 200;

/// Reads a cell that pages and mails show: trimmed, of a sane length, nothing in it that cannot be seen.
pub(super) fn label(cell: &str) -> Result<String, Reason> {
    let text = cell.trim();
    if text.chars().count() > MAX_LABEL {
        return Err(Reason::CellTooLong);
    }
    if text.chars().any(is_hidden) { Err(Reason::CellUnprintable) } else { Ok(text.to_owned()) }
}

/// Zero-width, direction and line controls make one name look like another, or break a mail's header.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn code(record: &Record<'_>) -> Result<ParticipantCode, Reason> {
    record.sound()?;
    match ParticipantCode::parse(record.cell(0)) {
        Ok(code) if code.is_staff() => Err(Reason::Staff),
        Ok(code) => Ok(code),
        Err(_) => Err(Reason::MalformedCode),
    }
}

/// `call_back` is the place of the number to call back among the cells, where the file has one.
fn participant(record: &Record<'_>, call_back: Option<usize>) -> Result<Participant, Reason> {
    let code = code(record)?;
    let name_en = label(record.cell(1))?;
    if name_en.is_empty() {
        return Err(Reason::NameMissing);
    }
    let da_model = record.cell(4).trim().to_ascii_lowercase();
    if !matches!(da_model.as_str(), "pair" | "sole") {
        return Err(Reason::UnknownDaModel);
    }
    let call_back = call_back.and_then(|place| record.iter().nth(place)).unwrap_or_default().trim();
    let call_back = match call_back {
        "" => String::new(),
        typed => Telephone::parse(typed).map_err(|_| Reason::MalformedCallBack)?.to_string(),
    };
    Ok(Participant {
        code,
        name_en,
        name_zh: label(record.cell(2))?,
        category: label(record.cell(3))?,
        da_model,
        mail_domains: Vec::new(),
        call_back,
        version: 0,
    })
}

/// Proposes another number to call back, as `file` has it, unless a change of it waits already.
async fn replace_call_back(
    app: &App,
    scribe: &Scribe<'_>,
    hand: &mut Hand,
    firm: &ParticipantCode,
    number: String,
    file: &str,
) -> Result<Reason, ImportError> {
    let waiting = requests::waiting_for(hand.look(), &[firm.to_string()]).await?;
    if waiting.iter().any(|(_, kind, _)| *kind == ChangeKind::CallBack) {
        return Ok(Reason::CallBackWaits);
    }
    if let Some(tx) = hand.write() {
        let proposal = Proposal {
            participant: firm,
            kind: ChangeKind::CallBack,
            changes: vec![(Subject::Firm(firm.clone()), Change::CallBack { number })],
            reason: "",
            file,
        };
        propose_in(app, tx, scribe, Proposer::Command, proposal).await?;
    }
    Ok(Reason::CallBackProposed)
}

pub(super) async fn import<S: Read + Seek + Send>(job: &mut Job<'_, S>, hand: &mut Hand) -> Result<(), ImportError> {
    let seed = seed(job.scribe.random);
    let mut ledger = Ledger::default();
    let call_back = job.sheet.place(CALL_BACK);
    job.survey(|record| {
        let key = code(record).map_or(0, |code| hash(seed, &[code.as_str()]));
        let content = participant(record, call_back)
            .map(|p| hash(seed, &[&p.name_en, &p.name_zh, &p.category, &p.da_model, &p.call_back]));
        ledger.note(key, content);
    })
    .await?;
    ledger.settle(Reason::TwoParticipants);

    let known = store::directory::participants(hand.look()).await?;
    let known: HashMap<ParticipantCode, Participant> = known.into_iter().map(|p| (p.code.clone(), p)).collect();
    let (length, file) = (job.sheet.length(), job.sheet.file().to_owned());
    let mut records = job.sheet.records()?;
    let mut index = 0;
    while let Some(record) = records.next_record()? {
        let reason = ledger.finding(index);
        index += 1;
        let mut line = Line { record: record.number, reason, effect: None, cells: record.cells() };
        if let (None, Ok(mut new)) = (reason, participant(&record, call_back)) {
            let mut another = None;
            if let Some(known) = known.get(&new.code) {
                // What the firm agreed on is none of the file's business.
                new.mail_domains.clone_from(&known.mail_domains);
                new.version = known.version;
                // Nor does one person with a file replace a number over which accounts are opened, or forget it.
                if !known.call_back.is_empty() {
                    let typed = std::mem::replace(&mut new.call_back, known.call_back.clone());
                    another = Some(typed).filter(|typed| !typed.is_empty() && *typed != known.call_back);
                }
            }
            let (kind, effect) = match known.get(&new.code) {
                None => ("participant.added", Some(Effect::Added)),
                Some(known) if *known == new => ("", None),
                Some(_) => ("participant.changed", Some(Effect::Changed)),
            };
            line.effect = effect;
            line.reason = effect.is_none().then_some(Reason::Unchanged);
            if let Some(number) = another {
                let reason = replace_call_back(job.app, job.scribe, hand, &new.code, number, &file).await?;
                job.summary.proposed += u64::from(reason == Reason::CallBackProposed && hand.write().is_some());
                line.reason = Some(reason);
            }
            if let Some(tx) = hand.write().filter(|_| effect.is_some()) {
                store::participants::put(tx, &new, job.scribe.now).await?;
                let detail = json!({
                    "participant": new.code.as_str(), "category": new.category, "da_model": new.da_model,
                    "call_back": new.call_back,
                });
                job.scribe.event(tx, kind, None, detail).await?;
            }
        }
        tell(job.watch, &mut job.summary, &line)?;
        if line.record.is_multiple_of(BREATH) {
            job.watch.progress(length + records.taken(), 2 * length);
        }
    }
    Ok(())
}
