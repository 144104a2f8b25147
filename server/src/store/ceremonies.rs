//! WebAuthn ceremonies under way.

use domain::{account::AccountId, time::Instant};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError};

/// What a ceremony is to end in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A session, by smartcard.
    CardLogin,
    /// A card bound to its holder.
    CardBinding,
    /// A set-up that goes on: the holder is proved by a card or a passkey.
    Proof,
    /// A session, by passkey.
    PasskeyLogin,
    /// A passkey added to the account.
    PasskeyAdding,
}

impl Purpose {
    /// The name in the store and the audit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CardLogin => "card-login",
            Self::CardBinding => "card-binding",
            Self::Proof => "proof",
            Self::PasskeyLogin => "passkey-login",
            Self::PasskeyAdding => "passkey-adding",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::CardLogin, Self::CardBinding, Self::Proof, Self::PasskeyLogin, Self::PasskeyAdding]
            .into_iter()
            .find(|purpose| purpose.name() == text)
    }
}

/// A ceremony under way in one tab of one browser.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// Its public name, in the page's URL.
    pub tag: String,
    /// Hash of the secret in the browser's cookie.
    pub secret_hash: String,
    /// What it is to end in.
    pub purpose: Purpose,
    /// Whose it is; none where the credential itself says it.
    pub account: Option<AccountId>,
    /// The account's epoch when it began: raised since, the ceremony is over. 0 without an account.
    pub epoch: i64,
    /// What the browser is asked, as JSON of WebAuthn L3 §5.1.8 and §5.1.9.
    pub options: String,
    /// What the answer is compared with.
    pub state: String,
    /// What is to be done in the end, as JSON.
    pub errand: String,
    /// When it began.
    pub created_at: Instant,
    /// When it is over whatever happens.
    pub expires_at: Instant,
}

impl Ceremony {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let purpose = row.text("purpose")?;
        Ok(Self {
            tag: row.text("tag")?,
            secret_hash: row.text("secret_hash")?,
            purpose: Purpose::parse(&purpose)
                .ok_or(StoreError::Row { value: purpose, wanted: "purpose of a ceremony" })?,
            account: row.maybe_parsed("account", "account", |t| t.parse().ok())?,
            epoch: row.number("epoch")?,
            options: row.text("options")?,
            state: row.text("state")?,
            errand: row.text("errand")?,
            created_at: row.instant("created_at")?,
            expires_at: row.instant("expires_at")?,
        })
    }
}

/// Adds a ceremony.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &Ceremony) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO ceremonies (tag, secret_hash, purpose, account, epoch, options, state, errand, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(new.tag.clone())
    .bind(new.secret_hash.clone())
    .bind(new.purpose.name().to_owned())
    .bind(new.account.as_ref().map(ToString::to_string))
    .bind(new.epoch)
    .bind(new.options.clone())
    .bind(new.state.clone())
    .bind(new.errand.clone())
    .bind(new.created_at.as_millis())
    .bind(new.expires_at.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Looks at a ceremony; it stays under way.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, tag: &str) -> Result<Option<Ceremony>, StoreError> {
    sqlx::query("SELECT * FROM ceremonies WHERE tag = $1")
        .bind(tag.to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| Ceremony::from_row(&row))
        .transpose()
}

/// Takes a ceremony out: of any number at once, one gets it.
///
/// # Errors
/// When the database does not take it.
pub async fn take(db: &mut AnyConnection, tag: &str, secret_hash: &str) -> Result<Option<Ceremony>, StoreError> {
    sqlx::query("DELETE FROM ceremonies WHERE tag = $1 AND secret_hash = $2 RETURNING *")
        .bind(tag.to_owned())
        .bind(secret_hash.to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| Ceremony::from_row(&row))
        .transpose()
}

/// Forgets ceremonies that were over before `before`.
///
/// # Errors
/// When the database does not take it.
pub async fn prune(db: &mut AnyConnection, before: Instant) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM ceremonies WHERE expires_at < $1").bind(before.as_millis()).execute(db).await?;
    Ok(())
}
