//! Campaigns, whom they address, and every mail that they put in.

mod letters;
mod people;

pub use letters::*;
pub use people::*;

use domain::{
    account::AccountId,
    campaign::{Plan, Stage},
    life::State,
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError};

/// Rows read at a time.
const PAGE: i64 = 5000;

/// One campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its id, which sorts by time.
    pub id: String,
    /// What is planned.
    pub plan: Plan,
    /// Where it stands.
    pub stage: Stage,
    /// Raised by every change of plan and stage.
    pub version: i64,
    /// Who drafted it.
    pub made_by: AccountId,
    /// When.
    pub created_at: Instant,
    /// When plan or stage changed last.
    pub changed_at: Instant,
    /// When two people first let it run.
    pub started_at: Option<Instant>,
    /// When it is looked at next for mails that are due.
    pub next_at: Instant,
    /// The request that waits for a second person.
    pub request: Option<String>,
}

const SELECT: &str = "SELECT c.*, (SELECT r.request FROM request_rows r WHERE r.subject = 'campaign:' || c.id \
     AND r.kind = 'campaign' AND r.state = 'waiting') AS request FROM campaigns c";

fn campaign(row: &AnyRow) -> Result<Campaign, StoreError> {
    let plan = row.text("plan")?;
    Ok(Campaign {
        id: row.text("id")?,
        plan: serde_json::from_str(&plan).map_err(|_| StoreError::Row { value: plan, wanted: "plan of a campaign" })?,
        stage: row.parsed("stage", "stage of a campaign")?,
        version: row.number("version")?,
        made_by: row.parsed("made_by", "account")?,
        created_at: row.instant("created_at")?,
        changed_at: row.instant("changed_at")?,
        started_at: row.maybe_instant("started_at")?,
        next_at: row.instant("next_at")?,
        request: row.maybe_text("request")?,
    })
}

/// Adds a campaign.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &Campaign) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO campaigns (id, plan, stage, version, made_by, created_at, changed_at, started_at, next_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(new.id.clone())
    .bind(serde_json::json!(new.plan).to_string())
    .bind(new.stage.name())
    .bind(new.version)
    .bind(new.made_by.to_string())
    .bind(new.created_at.as_millis())
    .bind(new.changed_at.as_millis())
    .bind(new.started_at.map(Instant::as_millis))
    .bind(new.next_at.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// One campaign.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Campaign>, StoreError> {
    // Whatever stands in a URL: no id of ours is other than this.
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(None);
    }
    let text = format!("{SELECT} WHERE c.id = $1");
    let row = sqlx::query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(db).await?;
    row.as_ref().map(campaign).transpose()
}

/// Holds a campaign until the transaction ends: its mails are put in by one at a time, and its stage stays as read.
///
/// # Errors
/// When the database does not take it.
pub async fn hold(db: &mut AnyConnection, id: &str) -> Result<Option<Campaign>, StoreError> {
    sqlx::query("UPDATE campaigns SET version = version WHERE id = $1").bind(id.to_owned()).execute(&mut *db).await?;
    find(db, id).await
}

/// Every campaign, newest first, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &mut AnyConnection, limit: u32) -> Result<Vec<Campaign>, StoreError> {
    let text = format!("{SELECT} ORDER BY c.id DESC LIMIT $1");
    let rows = sqlx::query(AssertSqlSafe(text)).bind(i64::from(limit)).fetch_all(db).await?;
    rows.iter().map(campaign).collect()
}

/// Campaigns that run and are to be looked at.
///
/// # Errors
/// When the database cannot be read.
pub async fn due(db: &mut AnyConnection, now: Instant) -> Result<Vec<Campaign>, StoreError> {
    let text = format!("{SELECT} WHERE c.stage = 'running' AND c.next_at <= $1 ORDER BY c.id");
    let rows = sqlx::query(AssertSqlSafe(text)).bind(now.as_millis()).fetch_all(db).await?;
    rows.iter().map(campaign).collect()
}

/// Writes plan, stage and when it is looked at next, a version above `changed.version`; false where it is not at that
/// version any more.
///
/// # Errors
/// When the database does not take it.
pub async fn put(db: &mut AnyConnection, changed: &Campaign) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE campaigns SET plan = $3, stage = $4, changed_at = $5, started_at = $6, next_at = $7,
                version = version + 1
         WHERE id = $1 AND version = $2",
    )
    .bind(changed.id.clone())
    .bind(changed.version)
    .bind(serde_json::json!(changed.plan).to_string())
    .bind(changed.stage.name())
    .bind(changed.changed_at.as_millis())
    .bind(changed.started_at.map(Instant::as_millis))
    .bind(changed.next_at.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes when a campaign is looked at next, unless it was changed since it was at `version`.
///
/// # Errors
/// When the database does not take it.
pub async fn set_next(db: &mut AnyConnection, id: &str, version: i64, at: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE campaigns SET next_at = $3 WHERE id = $1 AND version = $2")
        .bind(id.to_owned())
        .bind(version)
        .bind(at.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// Whose mails count, for [`Told`].
#[derive(Clone, Copy, Debug)]
pub struct Since<'s> {
    /// The campaign; empty: none.
    pub campaign: &'s str,
    /// The day.
    pub day: i64,
}

/// The states before `goal`, for SQL text: names of ours.
fn before(goal: State) -> String {
    let names: Vec<String> =
        State::ALL.iter().filter(|state| **state < goal).map(|state| format!("'{}'", state.name())).collect();
    names.join(", ")
}
