//! Smartcards from the records of a card-management system. What is imported is issued: it proves its holder from the
//! first use on. A card that two people claim belongs to neither.

use std::{
    collections::{HashMap, HashSet},
    io::{Read, Seek},
};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use domain::{
    account::{AccountId, ParticipantCode},
    card::CardState,
};
use serde_json::json;
use webauthn_rs::prelude::Credential as WebauthnCredential;

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
    audit::Scribe,
    random::sortable_id,
    smartcard::registry::{KeyError, imported_key},
    store::{
        self,
        credentials::{self, Credential, Kind},
        directory::BATCH,
        events::Event,
    },
};

pub(super) const COLUMNS: &[&str] =
    &["participant_code", "user_id", "credential_id", "public_key", "aaguid", "transports", "counter", "label"];

/// The most transports of a card, and the longest name of one.
const TRANSPORTS: (usize, usize) = (8, 32);
/// Characters of a credential id that stand for a label where the file has none.
const NAMED_BY: usize = 8;

type Users = HashSet<AccountId>;

/// What a record says, and the key as the ceremonies read it.
struct Card {
    credential: Credential,
    key: WebauthnCredential,
}

fn holder(record: &Record<'_>, users: &Users) -> Result<AccountId, Reason> {
    let participant = ParticipantCode::parse(record.cell(0)).map_err(|_| Reason::UnknownParticipant)?;
    if participant.is_staff() {
        return Err(Reason::Staff);
    }
    let id = AccountId::parse_parts(participant.as_str(), record.cell(1)).map_err(|_| Reason::MalformedUser)?;
    if users.contains(&id) { Ok(id) } else { Err(Reason::UnknownUser) }
}

/// Bytes in base64url (RFC 4648, section 5), with padding or without.
fn bytes(cell: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(cell.trim().trim_end_matches('=').as_bytes()).ok()
}

/// The id of a record's card, spelt in one way.
fn credential_id(record: &Record<'_>) -> Result<Vec<u8>, Reason> {
    record.sound()?;
    bytes(record.cell(2)).filter(|id| !id.is_empty()).ok_or(Reason::MalformedCredential)
}

/// An AAGUID as UUIDs are written (RFC 9562, section 4), with hyphens or without.
fn aaguid(cell: &str) -> Result<String, Reason> {
    let plain: String = cell.trim().chars().filter(|c| *c != '-').collect();
    let bytes = HEXLOWER_PERMISSIVE.decode(plain.as_bytes()).map_err(|_| Reason::MalformedAaguid)?;
    if bytes.len() != 16 {
        return Err(Reason::MalformedAaguid);
    }
    let hex = HEXLOWER_PERMISSIVE.encode(&bytes);
    Ok([&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-"))
}

/// The transports as the card-management system has them: names that nobody knows are kept for browsers that do.
fn transports(cell: &str) -> Result<Vec<String>, Reason> {
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let all: Vec<&str> = cell.split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
    let sound = |name: &&str| name.len() <= TRANSPORTS.1 && name.chars().all(named);
    if all.len() > TRANSPORTS.0 || !all.iter().all(sound) {
        return Err(Reason::MalformedTransports);
    }
    Ok(all.into_iter().map(str::to_owned).collect())
}

fn counter(cell: &str) -> Result<u32, Reason> {
    match cell.trim() {
        "" => Ok(0),
        cell => cell.parse().map_err(|_| Reason::MalformedCounter),
    }
}

fn card(record: &Record<'_>, users: &Users, scribe: &Scribe<'_>) -> Result<Card, Reason> {
    let id = credential_id(record)?;
    let account = holder(record, users)?;
    let counter = counter(record.cell(6))?;
    let cose = bytes(record.cell(3)).ok_or(Reason::MalformedKey)?;
    let key = imported_key(&id, &cose, counter).map_err(|error| match error {
        KeyError::Id => Reason::MalformedCredential,
        KeyError::Key => Reason::MalformedKey,
    })?;
    let id = BASE64URL_NOPAD.encode(&id);
    let name = match label(record.cell(7))? {
        none if none.is_empty() => id[id.len().saturating_sub(NAMED_BY)..].to_owned(),
        label => label,
    };
    let credential = Credential {
        account,
        kind: Kind::Card,
        name,
        key: String::new(),
        aaguid: aaguid(record.cell(4))?,
        transports: transports(record.cell(5))?,
        counter,
        state: CardState::Issued,
        created_at: scribe.now,
        changed_at: scribe.now,
        last_used_at: None,
        id,
    };
    Ok(Card { credential, key })
}

/// Records read but not yet written: as many as one statement takes.
type Batch = Vec<(Line, Option<Card>)>;

pub(super) async fn import<S: Read + Seek + Send>(job: &mut Job<'_, S>, hand: &mut Hand) -> Result<(), ImportError> {
    let mut users = Users::new();
    store::directory::for_each_user(hand.look(), |user| {
        users.insert(user.id);
    })
    .await?;
    let (seed, scribe) = (seed(job.scribe.random), job.scribe);
    let mut ledger = Ledger::default();
    job.survey(|record| {
        let content = card(record, &users, scribe).map(|Card { credential: new, .. }| {
            let (account, counter) = (new.account.to_string(), new.counter.to_string());
            let key = record.cell(3).trim().trim_end_matches('=');
            hash(seed, &[&account, key, &new.aaguid, &new.transports.join(","), &counter, &new.name])
        });
        let id = credential_id(record).map_or(0, |id| hash(seed, &[&BASE64URL_NOPAD.encode(&id)]));
        ledger.note(id, content);
    })
    .await?;
    ledger.settle(Reason::TwoCards);

    let length = job.sheet.length();
    let mut records = job.sheet.records()?;
    let mut batch = Batch::new();
    for index in 0.. {
        let record = records.next_record()?;
        let ended = record.is_none();
        if let Some(record) = record {
            let reason = ledger.finding(index);
            let new = card(&record, &users, scribe).ok().filter(|_| reason.is_none());
            batch.push((Line { record: record.number, reason, effect: None, cells: record.cells() }, new));
        }
        if ended || batch.len() == BATCH {
            put(job.scribe, hand, &mut batch).await?;
            for (line, _) in batch.drain(..) {
                tell(job.watch, &mut job.summary, &line)?;
            }
            job.watch.progress(length + records.taken(), 2 * length);
            tokio::task::yield_now().await;
        }
        if ended {
            break;
        }
    }
    Ok(())
}

/// Writes a batch, and fills in what each record does.
async fn put(scribe: &Scribe<'_>, hand: &mut Hand, batch: &mut Batch) -> Result<(), ImportError> {
    let ids: Vec<String> =
        batch.iter().filter_map(|(_, new)| new.as_ref()).map(|new| new.credential.id.clone()).collect();
    let known: HashMap<String, Credential> = credentials::find_all(hand.look(), &ids).await?;
    let mut added = Vec::new();
    let mut told = Vec::new();
    for (line, new) in batch {
        let Some(Card { credential: new, key }) = new else { continue };
        let Some(old) = known.get(&new.id) else {
            new.key = json!(key).to_string();
            line.effect = Some(Effect::Added);
            told.push(("card.imported", &*new));
            added.push(&*new);
            continue;
        };
        if old.account != new.account || old.kind != Kind::Card {
            line.reason = Some(Reason::CardHeld);
        } else if old.aaguid != new.aaguid || !is_key_of(&old.key, key) {
            line.reason = Some(Reason::CardDiffers);
        } else if (&old.name, &old.transports) == (&new.name, &new.transports) {
            // What its counter says now, the card has counted since.
            line.reason = Some(Reason::Unchanged);
        } else {
            line.effect = Some(Effect::Changed);
            if let Some(tx) = hand.write() {
                credentials::describe(tx, &new.id, &new.name, &new.transports).await?;
            }
            told.push(("card.described", &*new));
        }
    }
    if let Some(tx) = hand.write() {
        credentials::add_all(tx, &added).await?;
        let events = told.into_iter().map(|(kind, new)| Event {
            id: sortable_id(scribe.now, scribe.random),
            at: scribe.now,
            kind,
            participant: Some(&new.account.participant),
            account: Some(&new.account),
            actor: scribe.actor.clone(),
            request: scribe.request,
            detail: json!({ "card": new.name, "by": "import" }),
        });
        store::directory::append_events(tx, events.collect()).await?;
    }
    Ok(())
}

/// Whether `held`, as the store has it, is of the same public key.
fn is_key_of(held: &str, key: &WebauthnCredential) -> bool {
    serde_json::from_str::<WebauthnCredential>(held).is_ok_and(|held| held.cred == key.cred)
}
