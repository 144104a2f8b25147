//! Users from a file. What ends access ends it at once: sessions and open activations of whoever leaves `active`,
//! sessions of whoever loses a role.

use std::{
    collections::{HashMap, HashSet},
    io::{self, Read, Seek},
};

use domain::{
    account::{AccountId, ParticipantCode},
    approval::{Change, ChangeKind},
    life::{State, Status},
    role::DaRoles,
};
use serde_json::{Value, json};

use super::{
    ImportError, Job,
    hand::Hand,
    ledger::{Ledger, hash, seed},
    participants::label,
    reader::Record,
    tell,
    verdict::{Effect, Line, Reason},
};
use crate::{
    adoption,
    app::App,
    approval::propose::{Proposal, Proposer, propose_in},
    audit::Scribe,
    random::sortable_id,
    registration::invite,
    store::{
        self, Tx,
        accounts::{self, Account, Particulars},
        activations,
        directory::{BATCH, User},
        events::Event,
        requests::{self, Subject},
        sessions,
    },
};

pub(super) const COLUMNS: &[&str] = &["participant_code", "user_id", "name_en", "name_zh", "da_roles", "status"];

type Participants = HashSet<ParticipantCode>;

fn account(record: &Record<'_>, participants: &Participants) -> Result<AccountId, Reason> {
    record.sound()?;
    let participant = ParticipantCode::parse(record.cell(0)).map_err(|_| Reason::UnknownParticipant)?;
    if participant.is_staff() {
        return Err(Reason::Staff);
    }
    if !participants.contains(&participant) {
        return Err(Reason::UnknownParticipant);
    }
    AccountId::parse_parts(participant.as_str(), record.cell(1)).map_err(|_| Reason::MalformedUser)
}

fn particulars(record: &Record<'_>, participants: &Participants) -> Result<Particulars, Reason> {
    let id = account(record, participants)?;
    let name_en = label(record.cell(2))?;
    if name_en.is_empty() {
        return Err(Reason::NameMissing);
    }
    let name_zh = label(record.cell(3))?;
    let da = DaRoles::parse(record.cell(4)).map_err(|_| Reason::UnknownRole)?;
    let status = record.cell(5).trim().to_ascii_lowercase().parse().map_err(|_| Reason::UnknownStatus)?;
    Ok(Particulars { id, name_en, name_zh, da, staff_role: None, status })
}

/// Users read but not yet written: as many as one statement takes.
type Batch = Vec<(Line, Option<Particulars>)>;

pub(super) async fn import<S: Read + Seek + Send>(job: &mut Job<'_, S>, hand: &mut Hand) -> Result<(), ImportError> {
    let participants: Participants =
        store::directory::participants(hand.look()).await?.into_iter().map(|participant| participant.code).collect();
    let seed = seed(job.scribe.random);
    let key = |id: &AccountId| hash(seed, &[id.participant.as_str(), id.user.as_str()]);
    let mut ledger = Ledger::default();
    job.survey(|record| {
        let content = particulars(record, &participants)
            .map(|new| hash(seed, &[&new.name_en, &new.name_zh, &new.da.to_string(), new.status.name()]));
        ledger.note(account(record, &participants).map_or(0, |id| key(&id)), content);
    })
    .await?;
    ledger.settle(Reason::TwoRecords);

    let length = job.sheet.length();
    let mut records = job.sheet.records()?;
    let mut batch = Batch::new();
    for index in 0.. {
        let record = records.next_record()?;
        let ended = record.is_none();
        if let Some(record) = record {
            let reason = ledger.finding(index);
            let new = particulars(&record, &participants).ok().filter(|_| reason.is_none());
            batch.push((Line { record: record.number, reason, effect: None, cells: record.cells() }, new));
        }
        if ended || batch.len() == BATCH {
            job.summary.sessions_ended += put(job.app, job.scribe, hand, &mut batch).await?;
            for (line, _) in batch.drain(..) {
                tell(job.watch, &mut job.summary, &line)?;
            }
            job.watch.progress(length + records.taken(), 2 * length);
        }
        if ended {
            break;
        }
    }
    drop(records);
    if job.options.complete {
        let lacking = missing(job.watch, hand, &ledger.into_keys(), key, &mut job.summary.missing).await?;
        if let Some(tx) = hand.write() {
            adoption::note_reconciled(tx, job.scribe.now).await?;
            job.summary.proposed = propose_disabling(job, tx, lacking).await?;
        }
    }
    Ok(())
}

/// Proposes to put out of use those whom the file lacks: a request for each firm, decided by the staff's approvers.
async fn propose_disabling<S: Read + Seek>(
    job: &Job<'_, S>,
    tx: &mut Tx,
    lacking: Vec<AccountId>,
) -> Result<u64, ImportError> {
    let file = job.sheet.file();
    let mut proposed = 0;
    for firm in lacking.chunk_by(|a, b| a.participant == b.participant) {
        let Some(AccountId { participant, .. }) = firm.first() else { continue };
        let waiting = requests::waiting_subjects(tx, participant, ChangeKind::Disable).await?;
        let changes: Vec<_> = firm
            .iter()
            .filter(|id| !waiting.contains(&id.to_string()))
            .map(|id| (Subject::Account(id.clone()), Change::Disable))
            .collect();
        if changes.is_empty() {
            continue;
        }
        proposed += changes.len() as u64;
        let proposal = Proposal { participant, kind: ChangeKind::Disable, changes, reason: "", file };
        propose_in(job.app, tx, job.scribe, Proposer::Command, proposal).await?;
    }
    Ok(proposed)
}

/// Writes a batch, fills in what each record does, and says how many sessions ended.
async fn put(app: &App, scribe: &Scribe<'_>, hand: &mut Hand, batch: &mut Batch) -> Result<u64, ImportError> {
    let ids: Vec<&AccountId> = batch.iter().filter_map(|(_, new)| new.as_ref()).map(|new| &new.id).collect();
    let known: HashMap<AccountId, Account> = store::directory::accounts(hand.look(), &ids).await?;
    let mut added = Vec::new();
    let mut sessions_ended = 0;
    for (line, new) in batch {
        let Some(new) = new else { continue };
        match known.get(&new.id) {
            None => {
                line.effect = Some(Effect::Added);
                added.push(&*new);
            }
            Some(old) if differences(old, new).is_empty() => line.reason = Some(Reason::Unchanged),
            Some(old) => {
                line.effect = Some(if returns(old, new) { Effect::Returned } else { Effect::Changed });
                if let Some(tx) = hand.write() {
                    sessions_ended += change(app, scribe, tx, old, new).await?;
                }
            }
        }
    }
    if let Some(tx) = hand.write() {
        store::directory::add_users(tx, &added, scribe.now).await?;
        let events = added.iter().map(|new| Event {
            id: sortable_id(scribe.now, scribe.random),
            at: scribe.now,
            kind: "user.added",
            participant: Some(&new.id.participant),
            account: Some(&new.id),
            actor: scribe.actor.clone(),
            request: scribe.request,
            detail: json!({ "status": new.status.name(), "da_roles": new.da.to_string(), "by": "import" }),
        });
        store::directory::append_events(tx, events.collect()).await?;
    }
    Ok(sessions_ended)
}

/// What differs, for the audit. Of names only that they changed.
fn differences(old: &Account, new: &Particulars) -> serde_json::Map<String, Value> {
    let mut found = serde_json::Map::new();
    if old.status != new.status {
        found.insert("status".into(), json!({ "from": old.status.name(), "to": new.status.name() }));
    }
    if old.da != new.da {
        found.insert("da_roles".into(), json!({ "from": old.da.to_string(), "to": new.da.to_string() }));
    }
    if (&old.name_en, &old.name_zh) != (&new.name_en, &new.name_zh) {
        found.insert("name".into(), json!("changed"));
    }
    found
}

/// Whether somebody who was disabled comes back whose address was registered but never activated: the activation that
/// was revoked is due again.
fn returns(old: &Account, new: &Particulars) -> bool {
    let back = old.status == Status::Disabled && new.status != Status::Disabled;
    back && old.state == State::Registered && old.address.is_some()
}

async fn change(
    app: &App,
    scribe: &Scribe<'_>,
    tx: &mut Tx,
    old: &Account,
    new: &Particulars,
) -> Result<u64, ImportError> {
    accounts::set_particulars(tx, new).await?;
    let out_of_use = new.status != Status::Active;
    let loses_role = (old.da.maker && !new.da.maker) || (old.da.checker && !new.da.checker);
    let mut sessions_ended = 0;
    // Somebody dormant may set up, and logs in once a delegated administrator has confirmed it.
    if new.status == Status::Disabled {
        activations::revoke_open(tx, &new.id, scribe.now).await?;
    }
    if out_of_use || loses_role {
        sessions_ended = sessions::revoke_all(tx, &new.id, None).await?;
    }
    let mut detail = differences(old, new);
    detail.insert("sessions_ended".into(), json!(sessions_ended));
    detail.insert("by".into(), json!("import"));
    scribe.event(tx, "user.changed", Some(&new.id), Value::Object(detail)).await?;
    if returns(old, new) {
        invite::activate(app, tx, scribe, old).await?;
    }
    Ok(sessions_ended)
}

/// Lists the users that no record names, by the sorted `keys` of all records, and gives those who are in use.
async fn missing(
    watch: &mut dyn super::Watch,
    hand: &mut Hand,
    keys: &[u64],
    key: impl Fn(&AccountId) -> u64 + Send,
    count: &mut u64,
) -> Result<Vec<AccountId>, ImportError> {
    let mut in_use = Vec::new();
    let mut told: io::Result<()> = Ok(());
    let each = |user: User| {
        if told.is_ok() && !user.id.is_staff() && keys.binary_search(&key(&user.id)).is_err() {
            *count += 1;
            told = watch.missing(&user);
            if user.status != Status::Disabled {
                in_use.push(user.id);
            }
        }
    };
    store::directory::for_each_user(hand.look(), each).await?;
    told.map_err(|error| ImportError::Report("result".to_owned(), error))?;
    Ok(in_use)
}
