//! Registered addresses that refuse mail: since when, who said so, and in which words.
//!
//! `accounts.mail_refused_at` says that one does; the row here says why. Both are written together.

use domain::{account::AccountId, address::EmailAddress, time::Instant};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError};

/// Who said that the address refuses mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The relay, as the mail was brought to it: the next mail that it takes says otherwise.
    Smtp,
    /// A report that came back after a relay had taken the mail: that a relay takes mail proves nothing then.
    Report,
}

impl Source {
    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Report => "report",
        }
    }
}

/// Why an address is taken to refuse mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// When it was said last.
    pub at: Instant,
    /// By whom.
    pub source: Source,
    /// The code of RFC 3463; empty where there was none.
    pub status: String,
    /// What was said, without addresses.
    pub answer: String,
    /// The mail, where it is known.
    pub letter: Option<String>,
}

impl Refusal {
    /// The code and the words on one line.
    pub fn said(&self) -> String {
        // Most servers repeat the code in their words.
        if self.status.is_empty() || self.answer.contains(&self.status) {
            self.answer.clone()
        } else {
            format!("{} {}", self.status, self.answer).trim_end().to_owned()
        }
    }
}

/// Notes that the registered address of `account` refuses mail; says whether that is news.
///
/// # Errors
/// When the database does not take it.
pub async fn note(db: &mut AnyConnection, account: &AccountId, refusal: &Refusal) -> Result<bool, StoreError> {
    let news = sqlx::query("UPDATE accounts SET mail_refused_at = $2 WHERE account = $1 AND mail_refused_at IS NULL")
        .bind(account.to_string())
        .bind(refusal.at.as_millis())
        .execute(&mut *db)
        .await?;
    // What a report said stands until somebody clears it, whatever a relay says later.
    sqlx::query(
        "INSERT INTO mail_refusals (account, at, source, status, answer, letter) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account) DO UPDATE SET at = $2, status = $4, answer = $5, letter = $6,
             source = CASE WHEN mail_refusals.source = 'report' THEN mail_refusals.source ELSE $3 END",
    )
    .bind(account.to_string())
    .bind(refusal.at.as_millis())
    .bind(refusal.source.name())
    .bind(refusal.status.clone())
    .bind(refusal.answer.clone())
    .bind(refusal.letter.clone())
    .execute(db)
    .await?;
    Ok(news.rows_affected() > 0)
}

/// Notes that a relay took a mail to the registered address of `account`; says whether it is therefore written to
/// again. Where a report said that it refuses mail, it is not.
///
/// # Errors
/// When the database does not take it.
pub async fn taken(db: &mut AnyConnection, account: &AccountId) -> Result<bool, StoreError> {
    // Most mail is taken by a mailbox that has always taken it: nothing is written then.
    let done = sqlx::query(
        "UPDATE accounts SET mail_refused_at = NULL
         WHERE account = $1 AND mail_refused_at IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM mail_refusals r WHERE r.account = $1 AND r.source = 'report')",
    )
    .bind(account.to_string())
    .execute(&mut *db)
    .await?;
    let news = done.rows_affected() > 0;
    if news {
        forget(db, account).await?;
    }
    Ok(news)
}

/// Takes it back that the registered address of `account` refuses mail; says whether it stood.
///
/// # Errors
/// When the database does not take it.
pub async fn clear(db: &mut AnyConnection, account: &AccountId) -> Result<bool, StoreError> {
    let done =
        sqlx::query("UPDATE accounts SET mail_refused_at = NULL WHERE account = $1 AND mail_refused_at IS NOT NULL")
            .bind(account.to_string())
            .execute(&mut *db)
            .await?;
    forget(db, account).await?;
    Ok(done.rows_affected() > 0)
}

/// Forgets why: the address is another now, or mail is taken again.
///
/// # Errors
/// When the database does not take it.
pub(super) async fn forget(db: &mut AnyConnection, account: &AccountId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM mail_refusals WHERE account = $1").bind(account.to_string()).execute(db).await?;
    Ok(())
}

/// A line of the list of addresses that refuse mail.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// Whose.
    pub account: AccountId,
    /// The person's names in English and in Chinese.
    pub name: (String, String),
    /// The address, whole.
    pub address: Option<EmailAddress>,
    /// Since when.
    pub since: Instant,
    /// Why.
    pub refusal: Refusal,
}

fn suppressed(row: &AnyRow) -> Result<Suppressed, StoreError> {
    let since = row.instant("mail_refused_at")?;
    let reported = row.maybe_text("source")?.as_deref() == Some(Source::Report.name());
    Ok(Suppressed {
        account: row.parsed("account", "account")?,
        name: (row.text("name_en")?, row.text("name_zh")?),
        address: row.maybe_parsed("email", "e-mail address", |text| EmailAddress::parse(text).ok())?,
        since,
        refusal: Refusal {
            at: row.maybe_instant("at")?.unwrap_or(since),
            source: if reported { Source::Report } else { Source::Smtp },
            status: row.maybe_text("status")?.unwrap_or_default(),
            answer: row.maybe_text("answer")?.unwrap_or_default(),
            letter: row.maybe_text("letter")?,
        },
    })
}

/// Accounts whose address refuses mail, the newest first, `limit` of them after the one that has refused since an
/// instant.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    db: &mut AnyConnection,
    after: Option<&(Instant, AccountId)>,
    limit: u32,
) -> Result<Vec<Suppressed>, StoreError> {
    let (since, account) = match after {
        Some((since, account)) => (since.as_millis(), account.to_string()),
        None => (i64::MAX, String::new()),
    };
    let rows = sqlx::query(
        "SELECT a.account, a.name_en, a.name_zh, a.email, a.mail_refused_at, r.at, r.source, r.status, r.answer, r.letter
         FROM accounts a LEFT JOIN mail_refusals r ON r.account = a.account
         WHERE a.mail_refused_at IS NOT NULL
           AND (a.mail_refused_at < $1 OR (a.mail_refused_at = $1 AND a.account < $2))
         ORDER BY a.mail_refused_at DESC, a.account DESC LIMIT $3",
    )
    .bind(since)
    .bind(account)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter().map(suppressed).collect()
}

/// How many accounts that is, `most` at most.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &mut AnyConnection, most: u32) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM (SELECT account FROM accounts WHERE mail_refused_at IS NOT NULL LIMIT $1) refusing",
    )
    .bind(i64::from(most))
    .fetch_one(db)
    .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}
