//! The audit's events: written in the transaction that they tell of, never changed.

use domain::{
    account::{AccountId, ParticipantCode},
    time::Instant,
};
use sqlx::AnyConnection;

use super::StoreError;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody logged in, or proving who they are.
    Account(AccountId),
    /// Somebody who is not proved to be anyone.
    Anonymous,
    /// The operator at the command line.
    Operator,
    /// Changeover by itself.
    System,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Account(account) => account.fmt(f),
            Self::Anonymous => f.write_str("-"),
            Self::Operator => f.write_str("operator"),
            Self::System => f.write_str("system"),
        }
    }
}

/// One event. `detail` holds no code, password, token, and addresses masked only.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Its id, which sorts by time.
    pub id: String,
    /// When.
    pub at: Instant,
    /// What, as `family.happening`.
    pub kind: &'a str,
    /// The firm whose trail it belongs to.
    pub participant: Option<&'a ParticipantCode>,
    /// Whom it concerns.
    pub account: Option<&'a AccountId>,
    /// Who did it.
    pub actor: Actor,
    /// The id of the request that did it.
    pub request: Option<&'a str>,
    /// Particulars, as JSON.
    pub detail: serde_json::Value,
}

/// Writes an event.
///
/// # Errors
/// When the database does not take it; the caller's transaction must not be committed then.
pub async fn append(db: &mut AnyConnection, event: Event<'_>) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO events (id, at, kind, participant, account, actor, request, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(event.id)
    .bind(event.at.as_millis())
    .bind(event.kind.to_owned())
    .bind(event.participant.map(|p| p.as_str().to_owned()))
    .bind(event.account.map(ToString::to_string))
    .bind(event.actor.to_string())
    .bind(event.request.map(str::to_owned))
    .bind(event.detail.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// How many events of `kind` concern `account` after `since`.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_since(
    db: &mut AnyConnection,
    account: &AccountId,
    kind: &str,
    since: Instant,
) -> Result<u32, StoreError> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM events WHERE account = $1 AND kind = $2 AND at > $3")
        .bind(account.to_string())
        .bind(kind.to_owned())
        .bind(since.as_millis())
        .fetch_one(db)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
