//! Small facts about the database itself, by name.

use sqlx::AnyConnection;

use super::StoreError;

/// Reads a mark.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, name: &str) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar("SELECT value FROM marks WHERE name = $1").bind(name.to_owned()).fetch_optional(db).await?)
}

/// Sets a mark.
///
/// # Errors
/// When the database does not take it.
pub async fn put(db: &mut AnyConnection, name: &str, value: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO marks (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name.to_owned())
    .bind(value.to_owned())
    .execute(db)
    .await?;
    Ok(())
}
