//! "I have read it": by each reader for themselves, or by one administrator for the firm.

use domain::guide::Acknowledge;
use serde_json::json;

use super::{Document, document, documents};
use crate::{
    app::App,
    audit::Scribe,
    store::{
        StoreError,
        accounts::Account,
        guides::{self, Acknowledged},
    },
};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is recorded, now or before.
    Recorded,
    /// Another version holds than the one that was read.
    Overtaken,
    /// There is no such document, or it is not theirs to acknowledge.
    NotTheirs,
}

/// Who acknowledges `document` when `account` does: a user, a firm, or nobody.
pub fn holder(document: &Document, account: &Account) -> Option<String> {
    if account.id.is_staff() || !document.acknowledge.by(document.audience, account.da) {
        return None;
    }
    Some(match document.acknowledge {
        Acknowledge::Firm => account.id.participant.to_string(),
        Acknowledge::User | Acknowledge::None => account.id.to_string(),
    })
}

/// What there is of `held` for `document` and its holder.
pub fn found<'a>(document: &Document, holder: &str, held: &'a [Acknowledged]) -> Option<&'a Acknowledged> {
    held.iter().find(|held| held.document == document.id && held.version == document.version && held.holder == holder)
}

/// How many documents wait to be acknowledged by `account`, for themselves or for their firm.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting(db: &mut sqlx::AnyConnection, account: &Account) -> Result<u64, StoreError> {
    let documents = documents(db).await?;
    let held = guides::acknowledged(db, &account.id).await?;
    let waits = |document: &&Document| {
        holder(document, account).is_some_and(|holder| found(document, &holder, &held).is_none())
    };
    Ok(documents.iter().filter(waits).count() as u64)
}

/// Records that `by` acknowledges `version` of a document.
///
/// # Errors
/// When the database does not take it.
pub async fn acknowledge(
    app: &App,
    scribe: &Scribe<'_>,
    by: &Account,
    id: &str,
    version: &str,
) -> Result<Outcome, StoreError> {
    let mut tx = app.store.begin().await?;
    let Some(document) = document(&mut tx, id).await? else { return Ok(Outcome::NotTheirs) };
    let Some(holder) = holder(&document, by) else { return Ok(Outcome::NotTheirs) };
    if document.version != version {
        return Ok(Outcome::Overtaken);
    }
    if guides::acknowledge(&mut tx, id, version, &holder, &by.id, scribe.now).await? {
        let detail = json!({ "document": id, "edition": version, "for": document.acknowledge.name() });
        match document.acknowledge {
            Acknowledge::Firm => scribe.firm_event(&mut tx, "guide.acknowledged", &by.id.participant, detail).await?,
            _ => scribe.event(&mut tx, "guide.acknowledged", Some(&by.id), detail).await?,
        }
        tx.commit().await?;
    }
    Ok(Outcome::Recorded)
}
