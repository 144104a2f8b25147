//! Activations. The code itself stands nowhere: it is derived from the id.

use domain::{account::AccountId, address::EmailAddress, code::Reference, time::Instant};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError, directory::places};

/// One activation.
#[derive(Clone, Debug)]
pub struct Activation {
    /// Its id, from which the code is derived.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// What stands in the mail beside the code.
    pub reference: Reference,
    /// The address that it proves.
    pub address: EmailAddress,
    /// When it was written.
    pub created_at: Instant,
    /// When it stops working.
    pub expires_at: Instant,
    /// When it completed a set-up.
    pub used_at: Option<Instant>,
    /// Whether set-up asks for the code that the checker hands over, too.
    pub hand_over: bool,
}

impl Activation {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text("id")?,
            account: row.parsed("account", "account")?,
            reference: Reference::parse(&row.text("reference")?)
                .map_err(|_| StoreError::Row { value: String::new(), wanted: "reference" })?,
            address: EmailAddress::parse(&row.text("address")?)
                .map_err(|_| StoreError::Row { value: String::new(), wanted: "e-mail address" })?,
            created_at: row.instant("created_at")?,
            expires_at: row.instant("expires_at")?,
            used_at: row.maybe_instant("used_at")?,
            hand_over: row.flag("hand_over")?,
        })
    }
}

/// Adds an activation.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &Activation) -> Result<(), StoreError> {
    add_all(db, std::slice::from_ref(new)).await
}

/// Adds activations, at most [`super::directory::BATCH`] of them.
///
/// # Errors
/// When the database does not take them.
pub async fn add_all(db: &mut AnyConnection, new: &[Activation]) -> Result<(), StoreError> {
    if new.is_empty() {
        return Ok(());
    }
    let text = format!(
        "INSERT INTO activations (id, account, reference, address, created_at, expires_at, hand_over) VALUES {}",
        places(new.len(), 7)
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for activation in new {
        query = query
            .bind(activation.id.clone())
            .bind(activation.account.to_string())
            .bind(activation.reference.to_string())
            .bind(activation.address.as_str().to_owned())
            .bind(activation.created_at.as_millis())
            .bind(activation.expires_at.as_millis())
            .bind(i64::from(activation.hand_over));
    }
    query.execute(db).await?;
    Ok(())
}

/// Finds an activation, whatever became of it.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Activation>, StoreError> {
    sqlx::query("SELECT * FROM activations WHERE id = $1")
        .bind(id.to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| Activation::from_row(&row))
        .transpose()
}

/// The account's activation that has neither been used nor revoked, expired or not.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_open(db: &mut AnyConnection, account: &AccountId) -> Result<Option<Activation>, StoreError> {
    sqlx::query(
        "SELECT * FROM activations WHERE account = $1 AND used_at IS NULL AND revoked_at IS NULL
         ORDER BY created_at DESC LIMIT 1",
    )
    .bind(account.to_string())
    .fetch_optional(db)
    .await?
    .map(|row| Activation::from_row(&row))
    .transpose()
}

/// Ends the account's open activations.
///
/// # Errors
/// When the database does not take it.
pub async fn revoke_open(db: &mut AnyConnection, account: &AccountId, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE activations SET revoked_at = $2 WHERE account = $1 AND used_at IS NULL AND revoked_at IS NULL")
        .bind(account.to_string())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// Uses an activation up. False when it was used or revoked before.
///
/// # Errors
/// When the database does not take it.
pub async fn complete(db: &mut AnyConnection, id: &str, now: Instant) -> Result<bool, StoreError> {
    let done =
        sqlx::query("UPDATE activations SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL")
            .bind(id.to_owned())
            .bind(now.as_millis())
            .execute(db)
            .await?;
    Ok(done.rows_affected() == 1)
}
