//! What goes with smartcards, and the figures of the closing pack.

use sqlx::AnyConnection;

use super::{Columns as _, StoreError};

/// How much was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Smartcards and certificates.
    pub cards: u64,
    /// Users who held one.
    pub holders: u64,
    /// Codes to bind one that were still good.
    pub codes: u64,
    /// Ceremonies and set-ups under way that rested on one.
    pub under_way: u64,
}

/// Takes every smartcard away, and what rests on one.
///
/// # Errors
/// When the database does not take it.
pub async fn purge_cards(db: &mut AnyConnection) -> Result<Purged, StoreError> {
    const CARDS: &str = "kind IN ('card', 'certificate')";
    let count = |text: String| sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(text));
    let holders =
        count(format!("SELECT COUNT(DISTINCT account) FROM credentials WHERE {CARDS}")).fetch_one(&mut *db).await?;
    let mut done = Vec::new();
    for text in [
        format!("DELETE FROM credentials WHERE {CARDS}"),
        "DELETE FROM bindings WHERE used_at IS NULL AND revoked_at IS NULL".to_owned(),
        "DELETE FROM ceremonies WHERE purpose IN ('card-login', 'card-binding', 'proof')".to_owned(),
        "DELETE FROM logins WHERE proof = 'card'".to_owned(),
    ] {
        done.push(sqlx::query(sqlx::AssertSqlSafe(text)).execute(&mut *db).await?.rows_affected());
    }
    Ok(Purged {
        cards: done[0],
        holders: u64::try_from(holders).unwrap_or_default(),
        codes: done[1],
        under_way: done[2] + done[3],
    })
}

async fn counts(db: &mut AnyConnection, text: &'static str) -> Result<Vec<(String, u64)>, StoreError> {
    let rows = sqlx::query(text).fetch_all(db).await?;
    rows.iter().map(|row| Ok((row.text("name")?, u64::try_from(row.number("times")?).unwrap_or_default()))).collect()
}

/// Users by state; those out of use by their status.
///
/// # Errors
/// When the database cannot be read.
pub async fn users_by_state(db: &mut AnyConnection) -> Result<Vec<(String, u64)>, StoreError> {
    counts(
        db,
        "SELECT CASE WHEN status = 'active' THEN state ELSE status END AS name, COUNT(*) AS times FROM accounts
         WHERE staff_role IS NULL GROUP BY CASE WHEN status = 'active' THEN state ELSE status END ORDER BY name",
    )
    .await
}

/// How often logins were refused, by kind, since the phase in force began.
///
/// # Errors
/// When the database cannot be read.
pub async fn refusals(db: &mut AnyConnection) -> Result<Vec<(String, u64)>, StoreError> {
    counts(
        db,
        "SELECT e.kind AS name, COUNT(*) AS times FROM events e JOIN timeline t ON t.one = 1
         WHERE e.at >= t.since AND (e.kind LIKE '%.refused' AND e.kind NOT IN ('mail.refused', 'page.refused')
                              OR e.kind IN ('login.phase-closed', 'code.wrong'))
         GROUP BY e.kind ORDER BY e.kind",
    )
    .await
}

/// How many events the audit holds.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_events(db: &mut AnyConnection) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM events").fetch_one(db).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}
