//! The audit's events: written in the transaction that they tell of, never changed.

use domain::{
    account::{AccountId, ParticipantCode},
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError, Tx};

/// Events read at a time where a whole trail is.
const PAGE: u32 = 500;

/// Events read at a time where the figures are told of all.
const TOLD: usize = 5000;

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

/// Writes an event; the figures follow it when the transaction is committed.
///
/// # Errors
/// When the database does not take it; the caller's transaction must not be committed then.
pub async fn append(tx: &mut Tx, event: Event<'_>) -> Result<(), StoreError> {
    tx.marks().hear(&event);
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
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// An event as the figures are told of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Instant,
    /// What, as `family.happening`.
    pub kind: String,
    /// The firm whose trail it belongs to.
    pub participant: Option<ParticipantCode>,
    /// Whom it concerns; none where it has expired.
    pub account: Option<AccountId>,
    /// Particulars; none where they have expired.
    pub detail: Option<serde_json::Value>,
}

/// Shows `each` every event of `kinds`, in the order of ids, a page at a time, until it says no more. Names of kinds
/// only: nothing that was typed.
///
/// # Errors
/// When the database cannot be read.
pub async fn each_of(
    db: &mut AnyConnection,
    kinds: &[&'static str],
    mut each: impl FnMut(Told) -> bool,
) -> Result<(), StoreError> {
    let kinds: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    let text = format!(
        "SELECT id, at, kind, participant, account, detail FROM events WHERE id > $1 AND kind IN ({})
         ORDER BY id LIMIT {TOLD}",
        kinds.join(", ")
    );
    let mut after = String::new();
    loop {
        let rows = sqlx::query(AssertSqlSafe(text.clone())).bind(after).fetch_all(&mut *db).await?;
        for row in &rows {
            let detail = row.text("detail")?;
            let told = Told {
                id: row.text("id")?,
                at: row.instant("at")?,
                kind: row.text("kind")?,
                participant: row.maybe_parsed("participant", "participant code", |text| text.parse().ok())?,
                account: row.maybe_parsed("account", "account", |text| text.parse().ok())?,
                detail: serde_json::from_str(&detail).ok(),
            };
            if !each(told) {
                return Ok(());
            }
        }
        match rows.last() {
            Some(last) if rows.len() == TOLD => after = last.text("id")?,
            _ => return Ok(()),
        }
    }
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

/// Which events of a trail to show; all of what is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The firm that they concern.
    pub participant: Option<ParticipantCode>,
    /// The account that they concern.
    pub account: Option<AccountId>,
    /// The kind up to its dot, as in `login`.
    pub family: Option<String>,
    /// The first instant.
    pub from: Option<Instant>,
    /// The first instant that is too late.
    pub until: Option<Instant>,
}

/// An event as it is read again.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its id, which sorts by time.
    pub id: String,
    /// When.
    pub at: Instant,
    /// What, as `family.happening`.
    pub kind: String,
    /// Whom it concerns; none where it has expired.
    pub account: Option<AccountId>,
    /// Who did it, as [`Actor`] is written; empty where it has expired.
    pub actor: String,
    /// The id of the request that did it.
    pub request: Option<String>,
    /// Particulars; null where they have expired.
    pub detail: serde_json::Value,
    /// Whether it stands in the chain.
    pub sealed: bool,
}

fn recorded(row: &AnyRow) -> Result<Recorded, StoreError> {
    let detail = row.text("detail")?;
    Ok(Recorded {
        id: row.text("id")?,
        at: row.instant("at")?,
        kind: row.text("kind")?,
        account: row.maybe_parsed("account", "account", |text| text.parse().ok())?,
        actor: row.text("actor")?,
        request: row.maybe_text("request")?,
        // Somebody who has meddled with it must not thereby hide the page.
        detail: match detail.as_str() {
            "" => serde_json::Value::Null,
            text => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        },
        sealed: row.maybe_number("seal")?.is_some(),
    })
}

/// Up to `limit` events that `filter` lets through, newest first, after the page that ended with the id `before`.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    db: &mut AnyConnection,
    filter: &Filter,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<Recorded>, StoreError> {
    let (conditions, values) = conditions(filter, before);
    let text = format!(
        "SELECT id, at, kind, account, actor, request, detail, seal FROM events {conditions} ORDER BY id DESC LIMIT {limit}"
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for value in values {
        query = query.bind(value);
    }
    query.fetch_all(db).await?.iter().map(recorded).collect()
}

/// Shows `each` everything that `filter` lets through, in the order of [`list`], a page at a time: an export of exactly
/// what is shown.
///
/// # Errors
/// When the database cannot be read, and whatever `each` returns.
pub async fn for_each<E: From<StoreError>>(
    db: &mut AnyConnection,
    filter: &Filter,
    mut each: impl FnMut(Recorded) -> Result<(), E>,
) -> Result<(), E> {
    let mut before: Option<String> = None;
    loop {
        let page = list(db, filter, before.as_deref(), PAGE).await?;
        let full = page.len() == PAGE as usize;
        before = page.last().map(|last| last.id.clone());
        page.into_iter().try_for_each(&mut each)?;
        if !full {
            return Ok(());
        }
    }
}

/// The `WHERE` of a filter and what is bound in it: one text for each set of conditions, so that each uses its index.
/// An id begins with its instant, in milliseconds as twelve hexadecimal digits (RFC 9562 §5.7), so that instants are
/// bounds of ids.
fn conditions(filter: &Filter, before: Option<&str>) -> (String, Vec<String>) {
    let instant = |at: Instant| format!("{:012x}", at.as_millis().max(0));
    let dotted = filter.family.as_ref().map(|family| format!("{family}."));
    let start = dotted.as_ref().map_or(0, |dotted| dotted.chars().count());
    let all = [
        ("participant =".to_owned(), filter.participant.as_ref().map(|code| code.as_str().to_owned())),
        ("account =".to_owned(), filter.account.as_ref().map(ToString::to_string)),
        (format!("SUBSTR(kind, 1, {start}) ="), dotted),
        ("id >=".to_owned(), filter.from.map(instant)),
        ("id <".to_owned(), filter.until.map(instant)),
        ("id <".to_owned(), before.map(str::to_owned)),
    ];
    let (mut text, mut values) = (String::new(), Vec::new());
    for (condition, value) in all {
        if let Some(value) = value {
            let joint = if values.is_empty() { "WHERE" } else { " AND" };
            values.push(value);
            text.push_str(&format!("{joint} {condition} ${}", values.len()));
        }
    }
    (text, values)
}
