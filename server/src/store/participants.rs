//! Clearing participants.

use domain::{account::ParticipantCode, time::Instant};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError};

/// A clearing participant, as the directory has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Its code.
    pub code: ParticipantCode,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Traditional Chinese.
    pub name_zh: String,
    /// The category of its participantship, as imported.
    pub category: String,
    /// `pair` or `sole`: how many delegated administrators it should have.
    pub da_model: String,
    /// The mail domains that the firm has agreed on; none: those in use.
    pub mail_domains: Vec<String>,
    /// The number that the firm is called back at, as people write it; empty: none is on file.
    pub call_back: String,
    /// Raised by every change that an approval makes, and by a file's other number to call back.
    pub version: i64,
}

impl Participant {
    /// The clearing house itself, to which its staff belong.
    pub fn house(name_en: String, name_zh: String) -> Self {
        Self {
            code: ParticipantCode::staff(),
            name_en,
            name_zh,
            category: "clearing-house".to_owned(),
            da_model: "sole".to_owned(),
            mail_domains: Vec::new(),
            call_back: String::new(),
            version: 0,
        }
    }

    pub(super) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            code: row.parsed("code", "participant code")?,
            name_en: row.text("name_en")?,
            name_zh: row.text("name_zh")?,
            category: row.text("category")?,
            da_model: row.text("da_model")?,
            mail_domains: row.text("mail_domains")?.lines().map(str::to_owned).collect(),
            call_back: row.text("call_back")?,
            version: row.number("version")?,
        })
    }
}

/// Writes the mail domains that a firm has agreed on.
///
/// # Errors
/// When the database does not take it.
pub async fn set_domains(db: &mut AnyConnection, code: &ParticipantCode, domains: &[String]) -> Result<(), StoreError> {
    sqlx::query("UPDATE participants SET mail_domains = $2, version = version + 1 WHERE code = $1")
        .bind(code.as_str().to_owned())
        .bind(domains.join("\n"))
        .execute(db)
        .await?;
    Ok(())
}

/// Writes the number that a firm is called back at; empty: none.
///
/// # Errors
/// When the database does not take it.
pub async fn set_call_back(db: &mut AnyConnection, code: &ParticipantCode, number: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE participants SET call_back = $2, version = version + 1 WHERE code = $1")
        .bind(code.as_str().to_owned())
        .bind(number.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// How many firms have no number on file to call back.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_without_call_back(db: &mut AnyConnection) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM participants WHERE code <> 'STAFF' AND call_back = ''")
        .fetch_one(db)
        .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The mail domains of a firm's registered addresses, with how many users have each, the most used first.
///
/// # Errors
/// When the database cannot be read.
pub async fn domains_in_use(db: &mut AnyConnection, code: &ParticipantCode) -> Result<Vec<(String, u64)>, StoreError> {
    let keys: Vec<String> =
        sqlx::query_scalar("SELECT email_key FROM accounts WHERE participant = $1 AND email_key IS NOT NULL")
            .bind(code.as_str().to_owned())
            .fetch_all(db)
            .await?;
    let mut counts = std::collections::BTreeMap::<&str, u64>::new();
    for key in &keys {
        *counts.entry(key.rsplit('@').next().unwrap_or_default()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(domain, users)| (domain.to_owned(), users)).collect();
    counts.sort_by_key(|(_, users)| std::cmp::Reverse(*users));
    Ok(counts)
}

/// Finds a participant.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, code: &ParticipantCode) -> Result<Option<Participant>, StoreError> {
    let row = sqlx::query("SELECT * FROM participants WHERE code = $1")
        .bind(code.as_str().to_owned())
        .fetch_optional(db)
        .await?;
    row.map(|row| Participant::from_row(&row)).transpose()
}

/// Adds a participant, or takes over what changed of one that is there. A number to call back that is on file stays:
/// two people replace it, by [`set_call_back`].
///
/// # Errors
/// When the database does not take it.
pub async fn put(db: &mut AnyConnection, participant: &Participant, now: Instant) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO participants (code, name_en, name_zh, category, da_model, created_at, call_back)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (code) DO UPDATE SET name_en = excluded.name_en, name_zh = excluded.name_zh,
             category = excluded.category, da_model = excluded.da_model,
             call_back = CASE participants.call_back WHEN '' THEN excluded.call_back ELSE participants.call_back END,
             version = participants.version
                 + CASE WHEN participants.call_back = '' AND excluded.call_back <> '' THEN 1 ELSE 0 END",
    )
    .bind(participant.code.as_str().to_owned())
    .bind(participant.name_en.clone())
    .bind(participant.name_zh.clone())
    .bind(participant.category.clone())
    .bind(participant.da_model.clone())
    .bind(now.as_millis())
    .bind(participant.call_back.clone())
    .execute(db)
    .await?;
    Ok(())
}

/// How many firms the directory has, the clearing house itself not counted.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &mut AnyConnection) -> Result<u64, StoreError> {
    let count: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM participants WHERE code <> 'STAFF'").fetch_one(db).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}
