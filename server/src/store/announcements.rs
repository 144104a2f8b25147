//! Announcements: what staff tell people above their pages, for a time.

use domain::{
    account::{AccountId, ParticipantCode},
    schedule::Bilingual,
    time::Instant,
};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError};

/// Whom an announcement is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum For {
    /// Everybody, logged in or not.
    Everybody,
    /// Delegated administrators.
    Administrators,
    /// Staff.
    Staff,
    /// The users of one firm.
    Firm(ParticipantCode),
}

impl For {
    /// The name in the store, forms and the audit.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Administrators => "administrators",
            Self::Staff => "staff",
            Self::Firm(_) => "firm",
        }
    }

    /// The firm, if it is for one.
    pub const fn firm(&self) -> Option<&ParticipantCode> {
        match self {
            Self::Firm(firm) => Some(firm),
            _ => None,
        }
    }

    /// Reads name and firm.
    pub fn parse(name: &str, firm: Option<ParticipantCode>) -> Option<Self> {
        Some(match name {
            "everybody" => Self::Everybody,
            "administrators" => Self::Administrators,
            "staff" => Self::Staff,
            "firm" => Self::Firm(firm?),
            _ => return None,
        })
    }
}

/// One announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Its id, which sorts by time.
    pub id: String,
    /// What it says.
    pub text: Bilingual,
    /// Whom it is for.
    pub audience: For,
    /// From when.
    pub from: Instant,
    /// Until when, which it is no longer shown at.
    pub until: Instant,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub created_at: Instant,
    /// When somebody ended it.
    pub ended_at: Option<Instant>,
    /// Who.
    pub ended_by: Option<AccountId>,
}

fn announcement(row: &AnyRow) -> Result<Announcement, StoreError> {
    let firm = row.maybe_parsed("participant", "participant code", |code| code.parse().ok())?;
    let name = row.text("audience")?;
    Ok(Announcement {
        id: row.text("id")?,
        text: Bilingual { en: row.text("text_en")?, zh: row.text("text_zh")? },
        audience: For::parse(&name, firm).ok_or(StoreError::Row { value: name, wanted: "audience" })?,
        from: row.instant("from_at")?,
        until: row.instant("until_at")?,
        made_by: row.parsed("made_by", "account")?,
        created_at: row.instant("created_at")?,
        ended_at: row.maybe_instant("ended_at")?,
        ended_by: row.maybe_parsed("ended_by", "account", |account| account.parse().ok())?,
    })
}

/// Adds one.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &Announcement) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO announcements (id, text_en, text_zh, audience, participant, from_at, until_at, made_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(new.id.clone())
    .bind(new.text.en.clone())
    .bind(new.text.zh.clone())
    .bind(new.audience.name())
    .bind(new.audience.firm().map(|firm| firm.as_str().to_owned()))
    .bind(new.from.as_millis())
    .bind(new.until.as_millis())
    .bind(new.made_by.to_string())
    .bind(new.created_at.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Those that are shown at `now`, to whomever, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn shown(db: &mut AnyConnection, now: Instant) -> Result<Vec<Announcement>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM announcements WHERE ended_at IS NULL AND until_at > $1 AND from_at <= $1 ORDER BY from_at, id",
    )
    .bind(now.as_millis())
    .fetch_all(db)
    .await?;
    rows.iter().map(announcement).collect()
}

/// All, newest first, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &mut AnyConnection, limit: u32) -> Result<Vec<Announcement>, StoreError> {
    let rows = sqlx::query("SELECT * FROM announcements ORDER BY id DESC LIMIT $1")
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(announcement).collect()
}

/// Ends one that is shown or to come, and gives it; none where there is nothing to end.
///
/// # Errors
/// When the database does not take it.
pub async fn end(
    db: &mut AnyConnection,
    id: &str,
    by: &AccountId,
    now: Instant,
) -> Result<Option<Announcement>, StoreError> {
    // Whatever stands in a form: PostgreSQL's texts hold no NUL, and no id of ours is other than this.
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(None);
    }
    let row = sqlx::query(
        "UPDATE announcements SET ended_at = $2, ended_by = $3
         WHERE id = $1 AND ended_at IS NULL AND until_at > $2 RETURNING *",
    )
    .bind(id.to_owned())
    .bind(now.as_millis())
    .bind(by.to_string())
    .fetch_optional(db)
    .await?;
    row.as_ref().map(announcement).transpose()
}
