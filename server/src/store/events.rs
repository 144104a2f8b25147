//! The audit's events: written in the transaction that they tell of, never changed.

use app::ports::events::known;
use domain::{
    account::{AccountId, ParticipantCode},
    method::Method,
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError, Tx};

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
    debug_assert!(known(event.kind).is_some(), "{} is no kind of event that has words: app::ports::events", event.kind);
    tx.marks().hear(&event);
    sqlx::query(
        "INSERT INTO events (id, at, kind, participant, account, actor, request, detail, reference)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(event.id)
    .bind(event.at.as_millis())
    .bind(event.kind.to_owned())
    .bind(event.participant.map(|p| p.as_str().to_owned()))
    .bind(event.account.map(ToString::to_string))
    .bind(event.actor.to_string())
    .bind(event.request.map(str::to_owned))
    .bind(event.detail.to_string())
    .bind(reference(&event.detail))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What people find an event by, beside the request that did it: the reference of its code, or the request that two
/// people decide on.
pub(super) fn reference(detail: &serde_json::Value) -> Option<String> {
    ["reference", "request", "staff_request"].into_iter().find_map(|name| detail[name].as_str()).map(str::to_owned)
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
    // In the order of ids, whatever the database thinks of the index on kinds.
    let text = format!(
        "SELECT id, at, kind, participant, account, detail FROM events WHERE id > $1 AND kind || '' IN ({})
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
    let text = "SELECT COUNT(*) FROM events WHERE account = $1 AND kind = $2 AND at > $3 AND id >= $4";
    let count: i64 = sqlx::query_scalar(text)
        .bind(account.to_string())
        .bind(kind.to_owned())
        .bind(since.as_millis())
        .bind(first_id(since))
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
    /// Who did it, as [`Actor`] is written.
    pub actor: Option<String>,
    /// What: any of these kinds; none: whichever.
    pub kinds: Vec<&'static str>,
    /// The method in its particulars.
    pub method: Option<Method>,
    /// Those of firms alone: what the figures count.
    pub of_firms: bool,
    /// The request that did it, the reference of its code, or the request that two people decide on.
    pub named: Option<String>,
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
    /// The firm whose trail it belongs to.
    pub participant: Option<ParticipantCode>,
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
        participant: row.maybe_parsed("participant", "participant", |text| ParticipantCode::parse(text).ok())?,
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
    let (text, values) = selection(filter, before, limit);
    let mut query = sqlx::query(AssertSqlSafe(text));
    for value in values {
        query = query.bind(value);
    }
    query.fetch_all(db).await?.iter().map(recorded).collect()
}

/// What is read of an event.
const READ: &str = "id, at, kind, participant, account, actor, request, detail, seal";

/// The text that reads a page of a trail, and what is bound in it.
///
/// It never reads much more than the page, however many events there are: the narrowest thing that is asked for leads
/// through its index, which ends with the id and so is in the order of the page already; the others are kept from
/// leading by joining nothing to their column. Where kinds lead, each of them is read through the index by itself.
fn selection(filter: &Filter, before: Option<&str>, limit: u32) -> (String, Vec<String>) {
    let mut values = Vec::new();
    let mut bind = |value: String| {
        values.push(value);
        values.len()
    };
    let mut conditions = Vec::new();
    // Somebody did a few things; the system, or people who are not proved to be anyone, did very many.
    let (somebody, many) = match &filter.actor {
        Some(actor) if actor.contains('/') => (Some(actor.clone()), None),
        actor => (None, actor.clone()),
    };
    let given = [
        ("account", filter.account.as_ref().map(ToString::to_string)),
        ("named", filter.named.clone()),
        ("actor", somebody),
        ("participant", filter.participant.as_ref().map(|code| code.as_str().to_owned())),
        ("actor", many),
    ];
    let narrow = given[..4].iter().any(|(_, value)| value.is_some());
    let kinds_lead = !narrow && !filter.kinds.is_empty();
    for (column, value) in given {
        let Some(value) = value else { continue };
        let place = bind(value);
        conditions.push(match (column, conditions.is_empty() && !kinds_lead) {
            ("named", true) => format!("(request = ${place} OR reference = ${place})"),
            ("named", false) => format!("(request || '' = ${place} OR reference || '' = ${place})"),
            (_, true) => format!("{column} = ${place}"),
            (_, false) => format!("{column} || '' = ${place}"),
        });
    }
    if filter.of_firms {
        conditions.push("participant || '' <> 'STAFF'".to_owned());
    }
    if let Some(method) = filter.method {
        conditions.push(format!("detail LIKE ${}", bind(format!("%\"method\":\"{method}\"%"))));
    }
    let kinds: Vec<String> = filter.kinds.iter().map(|kind| format!("${}", bind((*kind).to_owned()))).collect();
    let each = if kinds.is_empty() {
        vec![None]
    } else if kinds_lead {
        kinds.iter().map(|kind| Some(format!("kind = {kind}"))).collect()
    } else {
        vec![Some(format!("kind || '' IN ({})", kinds.join(", ")))]
    };
    let bounds = [
        ("id >=", filter.from.map(first_id)),
        ("id <", filter.until.map(first_id)),
        ("id <", before.map(str::to_owned)),
    ];
    for (condition, value) in bounds {
        if let Some(value) = value {
            conditions.push(format!("{condition} ${}", bind(value)));
        }
    }
    let page = format!("ORDER BY id DESC LIMIT {limit}");
    let parts: Vec<String> = each
        .into_iter()
        .map(|kind| {
            let all: Vec<String> = kind.into_iter().chain(conditions.iter().cloned()).collect();
            let which = if all.is_empty() { String::new() } else { format!("WHERE {}", all.join(" AND ")) };
            format!("SELECT {READ} FROM events {which} {page}")
        })
        .collect();
    let text = match &parts[..] {
        [one] => one.clone(),
        several => {
            let several: Vec<String> =
                several.iter().enumerate().map(|(n, part)| format!("SELECT * FROM ({part}) AS part{n}")).collect();
            format!("{} {page}", several.join(" UNION ALL "))
        }
    };
    (text, values)
}

/// The least id that an event of `at` can have: an id begins with its instant, in milliseconds as twelve hexadecimal
/// digits (RFC 9562 §5.7), so that instants are bounds of ids.
fn first_id(at: Instant) -> String {
    format!("{:012x}", at.as_millis().max(0))
}
