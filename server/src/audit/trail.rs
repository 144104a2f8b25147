//! Events as people read them.

use std::collections::HashMap;

use app::ports::trail::{Actor, Moment};
use domain::{account::AccountId, language::Language};
use serde_json::Value;
use sqlx::AnyConnection;

use crate::store::{
    StoreError,
    directory::{self, BATCH},
    events::Recorded,
};

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A firm: the clearing house's staff are not named to it.
    Firm,
    /// The staff.
    Staff,
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
    Ok(events
        .into_iter()
        .map(|event| Moment {
            at: event.at,
            account: event.account,
            actor: actor(&event.actor, &names, reader),
            detail: facts(&event.detail),
            sealed: event.sealed,
            request: event.detail["request"].as_str().unwrap_or_default().to_owned(),
            kind: event.kind,
        })
        .collect())
}

/// Who did it, as far as the reader may know.
pub fn actor(text: &str, names: &HashMap<AccountId, String>, reader: Reader) -> Actor {
    match (text, text.parse::<AccountId>()) {
        ("operator", _) => Actor::Operator,
        ("system", _) => Actor::System,
        (_, Ok(id)) if id.is_staff() && reader == Reader::Firm => Actor::Staff,
        (_, Ok(id)) => {
            let name = names.get(&id).cloned().unwrap_or_default();
            Actor::Account(id, name)
        }
        _ => Actor::Anonymous,
    }
}

/// The particulars as label and value: what is nothing is left out.
pub fn facts(detail: &Value) -> Vec<(String, String)> {
    let Value::Object(map) = detail else { return Vec::new() };
    // The request is a link of its own; the others help nobody who reads.
    let told = |key: &str| !matches!(key, "request" | "version" | "step");
    let shown = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(staff_unnamed(text)),
        Value::Array(values) if values.is_empty() => None,
        Value::Array(values) => Some(
            values
                .iter()
                .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned))
                .collect::<Vec<_>>()
                .join(", "),
        ),
        Value::Object(map) => Some(
            map.iter()
                .map(|(key, value)| {
                    format!("{key}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                })
                .collect::<Vec<_>>()
                .join(", "),
        ),
        other => Some(other.to_string()),
    };
    map.iter()
        .filter(|(key, _)| told(key))
        .filter_map(|(key, value)| Some((key.replace('_', " "), shown(value)?)))
        .collect()
}

/// Staff are not named among particulars: the actor says who acted, as far as the reader may know.
fn staff_unnamed(text: &str) -> String {
    if text.starts_with("STAFF/") { "STAFF".to_owned() } else { text.to_owned() }
}
