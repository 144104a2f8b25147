//! Dated exceptions of firms and users, and those that are over.

use domain::{account::ParticipantCode, schedule::Exception, time::Instant};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError, requests::Subject};

/// An exception as it was granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// Its id, which sorts by time.
    pub id: String,
    /// To whom: a firm or a user.
    pub subject: Subject,
    /// What, and when.
    pub exception: Exception,
    /// Why.
    pub reason: String,
    /// Who asked for it: an account, or `operator`.
    pub requester: String,
    /// Who agreed.
    pub approver: Option<String>,
    /// The request.
    pub request: String,
    /// When it was granted.
    pub created_at: Instant,
    /// When it was over.
    pub ended_at: Option<Instant>,
}

fn granted(row: &AnyRow) -> Result<Granted, StoreError> {
    Ok(Granted {
        id: row.text("id")?,
        subject: Subject::parse(&row.text("subject")?)?,
        exception: Exception {
            kind: row.parsed("kind", "kind of exception")?,
            from: row.instant("from_at")?,
            until: row.instant("until_at")?,
        },
        reason: row.text("reason")?,
        requester: row.text("requester")?,
        approver: row.maybe_text("approver")?,
        request: row.text("request")?,
        created_at: row.instant("created_at")?,
        ended_at: row.maybe_instant("ended_at")?,
    })
}

/// Adds one, in the place of what its subject has.
///
/// # Errors
/// When the database does not take it.
pub async fn grant(db: &mut AnyConnection, new: &Granted) -> Result<(), StoreError> {
    end(db, &new.subject, new.created_at).await?;
    sqlx::query(
        "INSERT INTO exceptions (id, subject, kind, from_at, until_at, reason, requester, approver, request, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(new.id.clone())
    .bind(new.subject.to_string())
    .bind(new.exception.kind.name())
    .bind(new.exception.from.as_millis())
    .bind(new.exception.until.as_millis())
    .bind(new.reason.clone())
    .bind(new.requester.clone())
    .bind(new.approver.clone())
    .bind(new.request.clone())
    .bind(new.created_at.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Ends what `subject` has; says whether it had any.
///
/// # Errors
/// When the database does not take it.
pub async fn end(db: &mut AnyConnection, subject: &Subject, now: Instant) -> Result<bool, StoreError> {
    let done = sqlx::query("UPDATE exceptions SET ended_at = $2 WHERE subject = $1 AND ended_at IS NULL")
        .bind(subject.to_string())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// What `subject` has.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, subject: &Subject) -> Result<Option<Granted>, StoreError> {
    let row = sqlx::query("SELECT * FROM exceptions WHERE subject = $1 AND ended_at IS NULL")
        .bind(subject.to_string())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(granted).transpose()
}

/// Those of one firm and its users, or of all, newest first: those that hold or are to come, and at most `over` that
/// are over.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    over: u32,
) -> Result<Vec<Granted>, StoreError> {
    let firm = firm.map(|firm| firm.as_str().to_owned()).unwrap_or_default();
    let mut found = Vec::new();
    for (over, limit) in [(0_i64, i64::MAX), (1, i64::from(over))] {
        let rows = sqlx::query(
            "SELECT * FROM exceptions
             WHERE ($1 = '' OR subject = $1 OR subject LIKE $1 || '/%')
               AND (CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END) = $2
             ORDER BY created_at DESC, id DESC LIMIT $3",
        )
        .bind(firm.clone())
        .bind(over)
        .bind(limit)
        .fetch_all(&mut *db)
        .await?;
        found.extend(rows.iter().map(granted).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// The firms of those that hold or are to come: of the firm itself, or of a user of it.
///
/// # Errors
/// When the database cannot be read.
pub async fn firms(db: &mut AnyConnection) -> Result<Vec<ParticipantCode>, StoreError> {
    let rows = sqlx::query("SELECT subject FROM exceptions WHERE ended_at IS NULL").fetch_all(db).await?;
    rows.iter()
        .map(|row| match Subject::parse(&row.text("subject")?)? {
            Subject::Account(account) => Ok(account.participant),
            Subject::Firm(firm) => Ok(firm),
            Subject::Matter(value) => Err(StoreError::Row { value, wanted: "firm or account" }),
        })
        .collect()
}

/// Notes that those whose time has come have begun; says whether any had not yet.
///
/// # Errors
/// When the database does not take it.
pub async fn begin_due(db: &mut AnyConnection, now: Instant) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE exceptions SET begun_at = $1 WHERE ended_at IS NULL AND begun_at IS NULL AND from_at <= $1",
    )
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Ends those whose time has passed, and gives them.
///
/// # Errors
/// When the database does not take it.
pub async fn end_past(db: &mut AnyConnection, now: Instant) -> Result<Vec<Granted>, StoreError> {
    let rows = sqlx::query("UPDATE exceptions SET ended_at = $1 WHERE ended_at IS NULL AND until_at <= $1 RETURNING *")
        .bind(now.as_millis())
        .fetch_all(db)
        .await?;
    rows.iter().map(granted).collect()
}

/// Whether an extension is in force for anybody.
///
/// # Errors
/// When the database cannot be read.
pub async fn any_extension(db: &mut AnyConnection, now: Instant) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM exceptions
         WHERE ended_at IS NULL AND kind = 'extension' AND from_at <= $1 AND until_at > $1 LIMIT 1",
    )
    .bind(now.as_millis())
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Ends all of them, and says how many there were.
///
/// # Errors
/// When the database does not take it.
pub async fn end_all(db: &mut AnyConnection, now: Instant) -> Result<u64, StoreError> {
    let done = sqlx::query("UPDATE exceptions SET ended_at = $1 WHERE ended_at IS NULL")
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
