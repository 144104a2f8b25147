//! Events as people read them.

use std::collections::HashMap;

use app::ports::trail::{Actor, Head, Moment, Said, Seals};
use domain::{account::AccountId, language::Language, role::StaffRole};
use serde_json::Value;
use sqlx::AnyConnection;

use super::anchor;
use crate::{
    config::Config,
    mail,
    store::{
        StoreError,
        directory::{self, BATCH},
        events::Recorded,
        outbox, seals,
    },
};

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A firm: the clearing house's staff are not named to it.
    Firm,
    /// Staff who propose or decide: they see addresses, masked.
    Staff,
    /// Staff who look: no address, not even masked.
    Viewer,
}

impl Reader {
    /// The reader that somebody of the staff is.
    pub fn of(staff: StaffRole) -> Self {
        if staff == StaffRole::Viewer { Self::Viewer } else { Self::Staff }
    }
}

/// Makes events readable: with the names of those who did them.
///
/// # Errors
/// When the database cannot be read.
pub async fn moments(
    db: &mut AnyConnection,
    events: Vec<Recorded>,
    reader: Reader,
    language: Language,
) -> Result<Vec<Moment>, StoreError> {
    let mut actors: Vec<AccountId> = events.iter().filter_map(|event| event.actor.parse().ok()).collect();
    actors.sort_unstable();
    actors.dedup();
    let mut names = HashMap::new();
    for some in actors.chunks(BATCH) {
        let held = directory::accounts(db, &some.iter().collect::<Vec<_>>()).await?;
        names.extend(held.into_iter().map(|(id, account)| (id, account.name(language).to_owned())));
    }
    let moment = |event: Recorded| Moment {
        at: event.at,
        participant: event.participant,
        account: event.account,
        actor: actor(&event.actor, &names, reader),
        detail: facts(&event.detail, reader),
        sealed: event.sealed,
        request: decided_as(&event.detail, reader).to_owned(),
        kind: event.kind,
    };
    Ok(events.into_iter().map(moment).collect())
}

/// The request that two people decide on, which the event belongs to, as far as the reader has a page of it.
fn decided_as(detail: &Value, reader: Reader) -> &str {
    let own = detail["request"].as_str();
    let staff = detail["staff_request"].as_str().filter(|_| reader != Reader::Firm);
    own.or(staff).unwrap_or_default()
}

/// Who did it, as far as the reader may know.
pub fn actor(text: &str, names: &HashMap<AccountId, String>, reader: Reader) -> Actor {
    match (text, text.parse::<AccountId>()) {
        ("operator", _) => Actor::Operator,
        ("system", _) => Actor::System,
        ("", _) => Actor::Expired,
        (_, Ok(id)) if id.is_staff() && reader == Reader::Firm => Actor::Staff,
        (_, Ok(id)) => {
            let name = names.get(&id).cloned().unwrap_or_default();
            Actor::Account(id, name)
        }
        _ => Actor::Anonymous,
    }
}

/// The particulars by name, as the reader may see them: what is nothing is left out.
pub fn facts(detail: &Value, reader: Reader) -> Vec<(String, Said)> {
    let Value::Object(map) = detail else { return Vec::new() };
    // The request is a link of its own; the others help nobody who reads.
    let told = |name: &str| !matches!(name, "request" | "staff_request" | "version" | "step");
    map.iter()
        .filter(|(name, _)| told(name))
        .filter_map(|(name, value)| Some((name.clone(), said(value, reader)?)))
        .collect()
}

fn said(value: &Value, reader: Reader) -> Option<Said> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => Said::Flag(*flag),
        Value::Number(number) => number.as_u64().map_or_else(|| Said::Text(number.to_string()), Said::Count),
        Value::String(text) if text.is_empty() => return None,
        Value::String(text) if holds_address(text, reader) => Said::Withheld,
        Value::String(text) => Said::Text(named(text, reader)),
        Value::Array(values) if values.is_empty() => return None,
        Value::Array(values) => {
            let texts: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
            match texts {
                Some(texts) if texts.iter().any(|text| holds_address(text, reader)) => Said::Withheld,
                Some(texts) => Said::Many(texts.into_iter().map(|text| named(text, reader)).collect()),
                // Whole rows are not for a line of a page.
                None => Said::Count(values.len() as u64),
            }
        }
        Value::Object(_) => Said::Each(facts(value, reader)),
    })
}

/// Whether a text holds an address that the reader does not see. What people typed may hold one too.
fn holds_address(text: &str, reader: Reader) -> bool {
    reader == Reader::Viewer && text.contains(['@', '＠'])
}

/// Staff are not named to firms among particulars: the actor says who acted, as far as the reader may know.
fn named(text: &str, reader: Reader) -> String {
    if reader == Reader::Firm && text.starts_with("STAFF/") { "STAFF".to_owned() } else { text.to_owned() }
}

/// Events waiting for the sealer that are counted at most.
const MOST_WAITING: u32 = 10_000;

/// How far the audit is sealed.
///
/// # Errors
/// When the database cannot be read.
pub async fn seals(db: &mut AnyConnection, config: &Config) -> Result<Seals, StoreError> {
    let head = seals::head(db).await?.map(|seal| Head {
        number: seal.number,
        at: seal.at,
        events: u64::try_from(seal.last_place).unwrap_or_default(),
        hash: seal.hash,
    });
    let waiting = seals::waiting(db, MOST_WAITING + 1).await?;
    Ok(Seals {
        head,
        waiting: waiting.min(u64::from(MOST_WAITING)),
        waiting_more: waiting > u64::from(MOST_WAITING),
        anchored: !config.audit.anchor_to.is_empty(),
        anchor_sent_at: outbox::last_sent(db, &anchor::keeper(), mail::Kind::AuditAnchor.name()).await?,
    })
}
