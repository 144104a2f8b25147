//! The outbox as the staff see it: newest first, by key, through filters that each have an index.

use app::ports::mail_desk::Fate;
use domain::{
    account::{AccountId, ParticipantCode},
    address::EmailAddress,
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use crate::store::{Columns as _, StoreError};

/// Which mails; all of what is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// How they stand.
    pub fate: Option<Fate>,
    /// That they might leave at this instant and have not.
    pub queued: Option<Instant>,
    /// The first instant at which they were put in.
    pub since: Option<Instant>,
    /// The name of their kind.
    pub kind: Option<String>,
    /// The firm of the account that they go to.
    pub participant: Option<ParticipantCode>,
    /// The domain of the mailbox.
    pub domain: Option<String>,
    /// The account that they go to.
    pub account: Option<AccountId>,
}

/// A mail.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id, which sorts by time.
    pub id: String,
    /// The name of its kind.
    pub kind: String,
    /// Whose it is: an account, or what stands for one where there is none.
    pub account: String,
    /// The mailbox that it goes to, as far as it is known now.
    pub recipient: Option<EmailAddress>,
    /// The mailbox's domain when it was put in, or when it was tried.
    pub domain: String,
    /// How it stands.
    pub fate: Fate,
    /// How often it was tried.
    pub tries: u32,
    /// When it was put in.
    pub created_at: Instant,
    /// When it is tried next.
    pub due_at: Instant,
    /// When it was settled.
    pub settled_at: Option<Instant>,
    /// The relay that took it.
    pub relay: Option<String>,
    /// What was said last.
    pub answer: Option<String>,
    /// When a report said that it came back.
    pub reported_at: Option<Instant>,
}

/// The condition for each state, over what the database calls it.
const fn condition(fate: Fate) -> &'static str {
    match fate {
        Fate::Waiting => "o.state = 'waiting' AND o.answer IS NULL",
        Fate::Deferred => "o.state = 'waiting' AND o.answer IS NOT NULL",
        Fate::Refused => "o.state = 'refused'",
        Fate::Sent => "o.state = 'sent'",
        Fate::Useless => "o.state = 'useless'",
        Fate::Suppressed => "o.state = 'suppressed'",
    }
}

fn fate(state: &str, answered: bool) -> Result<Fate, StoreError> {
    Ok(match (state, answered) {
        ("waiting", false) => Fate::Waiting,
        ("waiting", true) => Fate::Deferred,
        ("refused", _) => Fate::Refused,
        ("sent", _) => Fate::Sent,
        ("useless", _) => Fate::Useless,
        ("suppressed", _) => Fate::Suppressed,
        _ => return Err(StoreError::Row { value: state.to_owned(), wanted: "state of a mail" }),
    })
}

fn line(row: &AnyRow) -> Result<Line, StoreError> {
    let answer = row.maybe_text("answer")?;
    let address = |column| row.maybe_parsed(column, "e-mail address", |text| EmailAddress::parse(text).ok());
    let recipient = match address("recipient")? {
        Some(other) => Some(other),
        None => address("email")?,
    };
    let domain = row.text("domain")?;
    Ok(Line {
        id: row.text("id")?,
        kind: row.text("kind")?,
        account: row.text("account")?,
        // The account may have had another address then.
        recipient: recipient.filter(|address| domain.is_empty() || address.domain() == domain),
        domain,
        fate: fate(&row.text("state")?, answer.is_some())?,
        tries: row.count("tries")?,
        created_at: row.instant("created_at")?,
        due_at: row.instant("due_at")?,
        settled_at: row.maybe_instant("settled_at")?,
        relay: row.maybe_text("relay")?,
        answer,
        reported_at: row.maybe_instant("reported_at")?,
    })
}

/// What a line is read from.
const LINES: &str =
    "SELECT o.id, o.kind, o.account, o.recipient, o.domain, o.state, o.tries, o.created_at, o.due_at, o.settled_at,
            o.relay, o.answer, o.reported_at, a.email
     FROM outbox o LEFT JOIN accounts a ON a.account = o.account";

/// The mail of that id.
///
/// # Errors
/// When the database cannot be read.
pub async fn one(db: &mut AnyConnection, id: &str) -> Result<Option<Line>, StoreError> {
    let text = format!("{LINES} WHERE o.id = $1");
    sqlx::query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(db).await?.as_ref().map(line).transpose()
}

/// Up to `limit` mails that `filter` lets through, newest first, after the page that ended with the id `before`.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    db: &mut AnyConnection,
    filter: &Filter,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<Line>, StoreError> {
    let (conditions, values) = conditions(filter, before);
    let text = format!("{LINES} {conditions} ORDER BY o.id DESC LIMIT {limit}");
    let mut query = sqlx::query(AssertSqlSafe(text));
    for value in values {
        query = query.bind(value);
    }
    query.fetch_all(db).await?.iter().map(line).collect()
}

/// How the newest mails stand that `filter` lets through, whatever state it asks for: `newest` of them at most.
///
/// # Errors
/// When the database cannot be read.
pub async fn totals(db: &mut AnyConnection, filter: &Filter, newest: u32) -> Result<Vec<(Fate, u64)>, StoreError> {
    let (conditions, values) = conditions(&Filter { fate: None, queued: None, ..filter.clone() }, None);
    let text = format!(
        "SELECT state, answered, COUNT(*) AS mails FROM (
             SELECT o.state, CAST(CASE WHEN o.answer IS NULL THEN 0 ELSE 1 END AS BIGINT) AS answered
             FROM outbox o {conditions} ORDER BY o.id DESC LIMIT {newest}) newest
         GROUP BY state, answered"
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for value in values {
        query = query.bind(value);
    }
    let mut counted = Fate::ALL.map(|fate| (fate, 0));
    for row in query.fetch_all(db).await? {
        let found = fate(&row.text("state")?, row.flag("answered")?)?;
        if let Some((_, mails)) = counted.iter_mut().find(|(fate, _)| *fate == found) {
            *mails += u64::try_from(row.number("mails")?).unwrap_or_default();
        }
    }
    Ok(counted.into())
}

/// How many mails to `domain` were refused, or came back, since an instant: `most` at most.
///
/// # Errors
/// When the database cannot be read.
pub async fn refused_at(db: &mut AnyConnection, domain: &str, since: Instant, most: u32) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM (SELECT id FROM outbox WHERE state = 'refused' AND domain = $1 AND id >= $2 LIMIT $3) refused",
    )
    .bind(domain.to_owned())
    .bind(super::since_id(since))
    .bind(i64::from(most))
    .fetch_one(db)
    .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The `WHERE` of a filter and what is bound in it: one text for each set of conditions, so that each uses its index.
fn conditions(filter: &Filter, before: Option<&str>) -> (String, Vec<String>) {
    let bound = [
        ("o.kind =", filter.kind.clone()),
        ("o.participant =", filter.participant.as_ref().map(|code| code.as_str().to_owned())),
        ("o.domain =", filter.domain.clone()),
        ("o.account =", filter.account.as_ref().map(ToString::to_string)),
        ("o.id >=", filter.since.map(super::since_id)),
        ("o.id <", before.map(str::to_owned)),
    ];
    let (mut all, mut values) = (Vec::new(), Vec::new());
    all.extend(filter.fate.map(|fate| condition(fate).to_owned()));
    all.extend(filter.queued.map(super::figures::queued));
    for (condition, value) in bound {
        if let Some(value) = value {
            values.push(value);
            all.push(format!("{condition} ${}", values.len()));
        }
    }
    let text = if all.is_empty() { String::new() } else { format!("WHERE {}", all.join(" AND ")) };
    (text, values)
}
