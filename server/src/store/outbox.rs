//! Mail that waits, is on its way, or is settled. A row says what kind of mail about which subject; text and code are
//! made when it is sent.

pub mod desk;
pub mod figures;

use domain::{account::AccountId, address::EmailAddress, time::Instant};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError, directory::BATCH, mail_domains::DOMAIN_OF_EMAIL};
use crate::mail::Kind;

/// Columns that are written when a mail is put in.
const COLUMNS: usize = 16;

/// The least id of a mail that was put in at `at` or later: ids begin with their instant (RFC 9562 §5.7).
pub(crate) fn since_id(at: Instant) -> String {
    format!("{:012x}", at.as_millis().max(0))
}

/// A mail to be written and sent.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its id.
    pub id: String,
    /// The name of its [`crate::mail::Kind`].
    pub kind: String,
    /// Whom it goes to.
    pub account: AccountId,
    /// Id of what it is about, in the table of its kind.
    pub subject: String,
    /// Whether codes overtake it.
    pub bulk: bool,
    /// Where it goes instead of the account's registered address: a former one, say.
    pub recipient: Option<EmailAddress>,
    /// Figures and names that it tells, as JSON; no address.
    pub detail: serde_json::Value,
    /// The request that caused it.
    pub cause: Option<String>,
    /// When it was put in.
    pub created_at: Instant,
    /// When it may leave.
    pub due_at: Instant,
    /// From when on nobody wants it any more.
    pub useless_at: Instant,
    /// How often it has been tried.
    pub tries: u32,
}

/// How the newest mail about a subject stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// `waiting`, `sent`, `refused`, `useless` or `suppressed`.
    pub state: String,
    /// Whether a try has failed already.
    pub deferred: bool,
    /// When it was put in.
    pub created_at: Instant,
    /// When it was settled.
    pub settled_at: Option<Instant>,
}

fn letter(row: &AnyRow) -> Result<Letter, StoreError> {
    Ok(Letter {
        id: row.text("id")?,
        kind: row.text("kind")?,
        account: row.parsed("account", "account")?,
        subject: row.text("subject")?,
        bulk: row.flag("bulk")?,
        recipient: row.maybe_parsed("recipient", "e-mail address", |t| EmailAddress::parse(t).ok())?,
        detail: serde_json::from_str(&row.text("detail")?).unwrap_or_default(),
        cause: row.maybe_text("cause")?,
        created_at: row.instant("created_at")?,
        due_at: row.instant("due_at")?,
        useless_at: row.instant("useless_at")?,
        tries: row.count("tries")?,
    })
}

/// Puts a mail in.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, letter: &Letter) -> Result<(), StoreError> {
    add_all(db, std::slice::from_ref(letter)).await
}

/// Puts mails in, however many: no statement takes values without end, and on SQLite each costs more the more there are.
///
/// # Errors
/// When the database does not take them.
pub async fn add_all(db: &mut AnyConnection, letters: &[Letter]) -> Result<(), StoreError> {
    for some in letters.chunks(BATCH) {
        add_some(db, some).await?;
    }
    Ok(())
}

/// Puts mails in, at least one and at most [`BATCH`] of them.
async fn add_some(db: &mut AnyConnection, letters: &[Letter]) -> Result<(), StoreError> {
    let rows = (0..letters.len()).map(|row| {
        let place = |column: usize| format!("${}", row * COLUMNS + column);
        let places: Vec<_> = (1..COLUMNS).map(place).collect();
        // The mailbox's domain, as far as it is known yet.
        let (given, account) = (place(COLUMNS), place(3));
        let registered = format!("(SELECT {DOMAIN_OF_EMAIL} FROM accounts WHERE account = {account})");
        format!("({}, COALESCE({given}, {registered}, ''))", places.join(", "))
    });
    let text = format!(
        "INSERT INTO outbox (id, kind, account, subject, bulk, state, recipient, detail, cause, created_at, due_at,
                             useless_at, tries, leased_until, participant, domain)
         VALUES {}",
        rows.collect::<Vec<_>>().join(", ")
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for letter in letters {
        query = query
            .bind(letter.id.clone())
            .bind(letter.kind.clone())
            .bind(letter.account.to_string())
            .bind(letter.subject.clone())
            .bind(i64::from(letter.bulk))
            .bind("waiting")
            .bind(letter.recipient.as_ref().map(|address| address.as_str().to_owned()))
            .bind(letter.detail.to_string())
            .bind(letter.cause.clone())
            .bind(letter.created_at.as_millis())
            .bind(letter.due_at.as_millis())
            .bind(letter.useless_at.as_millis())
            .bind(0_i64)
            .bind(0_i64)
            .bind(letter.account.participant.as_str().to_owned())
            .bind(letter.recipient.as_ref().map(|address| address.domain().to_owned()));
    }
    query.execute(db).await?;
    Ok(())
}

/// Whether a mail of `kind` to `account` waits already that leaves at `from` or later: an earlier one may be under way,
/// and tell nothing of what is written now.
///
/// # Errors
/// When the database cannot be read.
pub async fn waits(db: &mut AnyConnection, account: &AccountId, kind: &str, from: Instant) -> Result<bool, StoreError> {
    let found: Option<String> = sqlx::query_scalar(
        "SELECT id FROM outbox WHERE account = $1 AND kind = $2 AND state = 'waiting' AND due_at >= $3 LIMIT 1",
    )
    .bind(account.to_string())
    .bind(kind.to_owned())
    .bind(from.as_millis())
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// How the mails that a request caused fare: how many are in each state.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_by_cause(db: &mut AnyConnection, cause: &str) -> Result<Vec<(String, u64)>, StoreError> {
    let rows = sqlx::query("SELECT state, COUNT(*) AS mails FROM outbox WHERE cause = $1 GROUP BY state")
        .bind(cause.to_owned())
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok((row.text("state")?, u64::try_from(row.number("mails")?).unwrap_or_default()))).collect()
}

/// Takes up to `limit` mails that are due, for `worker` alone until `until`: of what is not bulk codes first, then the
/// oldest.
///
/// # Errors
/// When the database does not take it.
pub async fn lease(
    db: &mut AnyConnection,
    worker: &str,
    bulk: bool,
    limit: u32,
    now: Instant,
    until: Instant,
) -> Result<Vec<Letter>, StoreError> {
    // No codes are bulk, and a long queue of bulk mail is read in the order of its index.
    let first = if bulk { "" } else { "CASE WHEN kind = 'code' THEN 0 ELSE 1 END, " };
    let text = format!(
        "UPDATE outbox SET leased_until = $1, leased_by = $2, tries = tries + 1
         WHERE id IN (SELECT id FROM outbox
                      WHERE state = 'waiting' AND bulk = $3 AND due_at <= $4 AND leased_until <= $4
                      ORDER BY {first}due_at, id LIMIT $5)
           AND state = 'waiting' AND leased_until <= $4
         RETURNING *"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(until.as_millis())
        .bind(worker.to_owned())
        .bind(i64::from(bulk))
        .bind(now.as_millis())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(letter).collect()
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A relay took it.
    Sent {
        /// Which.
        relay: String,
        /// What it answered.
        answer: String,
    },
    /// To be tried again.
    Deferred {
        /// When.
        due_at: Instant,
        /// Why.
        answer: String,
    },
    /// The mail system refused it for good.
    Refused {
        /// What it answered.
        answer: String,
    },
    /// Nobody wants it any more.
    Useless,
    /// It was not sent, since the address refuses mail.
    Spared,
}

/// Writes how a try of `worker` ended, of a mail to a mailbox in `domain`. Nothing happens if the lease has gone to
/// another.
///
/// # Errors
/// When the database does not take it.
pub async fn settle(
    db: &mut AnyConnection,
    id: &str,
    worker: &str,
    outcome: &Outcome,
    domain: Option<&str>,
    now: Instant,
) -> Result<(), StoreError> {
    let (state, due_at, settled_at, relay, answer) = match outcome {
        Outcome::Sent { relay, answer } => ("sent", None, Some(now), Some(relay), Some(answer)),
        Outcome::Deferred { due_at, answer } => ("waiting", Some(*due_at), None, None, Some(answer)),
        Outcome::Refused { answer } => ("refused", None, Some(now), None, Some(answer)),
        Outcome::Useless => ("useless", None, Some(now), None, None),
        Outcome::Spared => ("suppressed", None, Some(now), None, None),
    };
    sqlx::query(
        "UPDATE outbox SET state = $3, due_at = COALESCE($4, due_at), settled_at = $5, relay = $6, answer = $7,
                domain = COALESCE($8, domain), leased_until = 0, leased_by = NULL
         WHERE id = $1 AND leased_by = $2",
    )
    .bind(id.to_owned())
    .bind(worker.to_owned())
    .bind(state.to_owned())
    .bind(due_at.map(Instant::as_millis))
    .bind(settled_at.map(Instant::as_millis))
    .bind(relay.cloned())
    .bind(answer.cloned())
    .bind(domain.map(str::to_owned))
    .execute(db)
    .await?;
    Ok(())
}

/// The mail.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Letter>, StoreError> {
    let row = sqlx::query("SELECT * FROM outbox WHERE id = $1").bind(id.to_owned()).fetch_optional(db).await?;
    row.as_ref().map(letter).transpose()
}

/// Which mails count as tried although the address refuses mail.
#[derive(Clone, Copy, Debug)]
pub struct Tried {
    /// Codes alone, or everything else.
    pub codes: bool,
    /// Since when it refuses mail: what was taken before is none of these.
    pub refused_at: Instant,
    /// It is counted no further.
    pub most: u32,
}

/// How many mails to the registered address of `account` that were put in since `since` were tried.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_tried(
    db: &mut AnyConnection,
    account: &AccountId,
    since: Instant,
    tried: Tried,
) -> Result<u32, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM (SELECT id FROM outbox WHERE account = $1 AND recipient IS NULL AND id >= $2
                               AND CASE WHEN kind = $5 THEN 1 ELSE 0 END = $6
                               AND (state = 'refused' OR (state = 'sent' AND created_at > $3)) LIMIT $4) tried",
    )
    .bind(account.to_string())
    .bind(since_id(since))
    .bind(tried.refused_at.as_millis())
    .bind(i64::from(tried.most))
    .bind(Kind::Code.name())
    .bind(i64::from(tried.codes))
    .fetch_one(db)
    .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Notes that a mail which a relay had taken came back, and what was said.
///
/// # Errors
/// When the database does not take it.
pub async fn came_back(db: &mut AnyConnection, id: &str, answer: &str, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE outbox SET state = 'refused', answer = $2, reported_at = $3 WHERE id = $1 AND state = 'sent'")
        .bind(id.to_owned())
        .bind(answer.to_owned())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// How the newest mail about `subject` stands.
///
/// # Errors
/// When the database cannot be read.
pub async fn fate(db: &mut AnyConnection, subject: &str) -> Result<Option<Fate>, StoreError> {
    sqlx::query(
        "SELECT state, answer, created_at, settled_at FROM outbox WHERE subject = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
    )
    .bind(subject.to_owned())
    .fetch_optional(db)
    .await?
    .map(|row| {
        Ok(Fate {
            state: row.text("state")?,
            deferred: row.maybe_text("answer")?.is_some(),
            created_at: row.instant("created_at")?,
            settled_at: row.maybe_instant("settled_at")?,
        })
    })
    .transpose()
}

/// When a mail of `kind` to `account` was last taken by a relay, as far as mails are kept.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_sent(db: &mut AnyConnection, account: &AccountId, kind: &str) -> Result<Option<Instant>, StoreError> {
    let text = "SELECT MAX(settled_at) AS at FROM outbox WHERE account = $1 AND kind = $2 AND state = 'sent'";
    let row = sqlx::query(text).bind(account.to_string()).bind(kind.to_owned()).fetch_one(db).await?;
    row.maybe_instant("at")
}

/// How many mails wait, and since when the oldest does.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting(db: &mut AnyConnection) -> Result<(u64, Option<Instant>), StoreError> {
    let row = sqlx::query("SELECT COUNT(*) AS mails, MIN(created_at) AS oldest FROM outbox WHERE state = 'waiting'")
        .fetch_one(db)
        .await?;
    Ok((u64::try_from(row.number("mails")?).unwrap_or_default(), row.maybe_instant("oldest")?))
}

/// Whether any mail of that class is due and free.
///
/// # Errors
/// When the database cannot be read.
pub async fn any_due(db: &mut AnyConnection, bulk: bool, now: Instant) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar(
        "SELECT due_at FROM outbox WHERE state = 'waiting' AND bulk = $1 AND due_at <= $2 AND leased_until <= $2 LIMIT 1",
    )
    .bind(i64::from(bulk))
    .bind(now.as_millis())
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// A mail as the operator sees it.
#[derive(Debug, serde::Serialize)]
pub struct Row {
    /// When it was put in, RFC 3339.
    pub created_at: String,
    /// `waiting`, `sent`, `refused`, `useless` or `suppressed`.
    pub state: String,
    /// What it is for.
    pub kind: String,
    /// Whom it goes to.
    pub account: String,
    /// How often it has been tried.
    pub tries: u32,
    /// Milliseconds from putting in to settling, once it is settled.
    pub latency_ms: Option<i64>,
    /// The relay that took it.
    pub relay: Option<String>,
    /// What was answered last.
    pub answer: Option<String>,
}

/// The newest mails, those that wait first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &mut AnyConnection, limit: u32) -> Result<Vec<Row>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM outbox ORDER BY CASE WHEN state = 'waiting' THEN 0 ELSE 1 END, created_at DESC, id DESC LIMIT $1",
    )
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let created_at = row.instant("created_at")?;
            let settled = row.maybe_number("settled_at")?;
            Ok(Row {
                created_at: created_at.to_string(),
                state: row.text("state")?,
                kind: row.text("kind")?,
                account: row.text("account")?,
                tries: row.count("tries")?,
                latency_ms: settled.map(|at| at - created_at.as_millis()),
                relay: row.maybe_text("relay")?,
                answer: row.maybe_text("answer")?,
            })
        })
        .collect()
}

/// Forgets mails that were settled before `before`, at most `limit` of them; says how many.
///
/// # Errors
/// When the database does not take it.
pub async fn forget_settled(db: &mut AnyConnection, before: Instant, limit: u32) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "DELETE FROM outbox WHERE id IN (
             SELECT id FROM outbox WHERE settled_at IS NOT NULL AND settled_at < $1 ORDER BY id LIMIT $2)",
    )
    .bind(before.as_millis())
    .bind(i64::from(limit))
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
