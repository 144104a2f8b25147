//! Smartcards and passkeys.

use domain::{account::AccountId, card::CardState, time::Instant};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError};

/// What a credential is for. An id is held once, whatever it is for: no passkey poses as a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A smartcard that speaks WebAuthn.
    Card,
    /// A smartcard with an X.509 certificate.
    Certificate,
    /// A passkey.
    Passkey,
}

impl Kind {
    /// The name in the store and the audit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Certificate => "certificate",
            Self::Passkey => "passkey",
        }
    }

    /// Whether it is a smartcard, whichever way it speaks.
    pub const fn is_card(self) -> bool {
        matches!(self, Self::Card | Self::Certificate)
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Card, Self::Certificate, Self::Passkey].into_iter().find(|kind| kind.name() == text)
    }
}

/// One credential.
#[derive(Clone, Debug)]
pub struct Credential {
    /// In base64url; of a certificate `x509:` and its SHA-256.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// What it is for.
    pub kind: Kind,
    /// What people call it.
    pub name: String,
    /// Public key and what was attested of it, as the ceremonies read it; empty for a certificate.
    pub key: String,
    /// The authenticator's make; empty for a certificate.
    pub aaguid: String,
    /// As the browser named them.
    pub transports: Vec<String>,
    /// How often it was used, as the authenticator counts; 0 where it does not count.
    pub counter: u32,
    /// Where it stands. A passkey is `bound` as long as it is there.
    pub state: CardState,
    /// When it was imported, bound or added.
    pub created_at: Instant,
    /// When its state changed last.
    pub changed_at: Instant,
    /// When it was used last.
    pub last_used_at: Option<Instant>,
}

impl Credential {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let kind = row.text("kind")?;
        Ok(Self {
            id: row.text("id")?,
            account: row.parsed("account", "account")?,
            kind: Kind::parse(&kind).ok_or(StoreError::Row { value: kind, wanted: "kind of credential" })?,
            name: row.text("name")?,
            key: row.text("key")?,
            aaguid: row.text("aaguid")?,
            transports: row.text("transports")?.split(',').filter(|t| !t.is_empty()).map(str::to_owned).collect(),
            counter: row.count("counter")?,
            state: row.parsed("state", "state of a card")?,
            created_at: row.instant("created_at")?,
            changed_at: row.instant("changed_at")?,
            last_used_at: row.maybe_instant("last_used_at")?,
        })
    }
}

/// Adds a credential. [`StoreError::is_unique_violation`] where somebody holds it already.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &Credential) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at,
                                  changed_at, last_used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(new.id.clone())
    .bind(new.account.to_string())
    .bind(new.kind.name().to_owned())
    .bind(new.name.clone())
    .bind(new.key.clone())
    .bind(new.aaguid.clone())
    .bind(new.transports.join(","))
    .bind(i64::from(new.counter))
    .bind(new.state.name().to_owned())
    .bind(new.created_at.as_millis())
    .bind(new.changed_at.as_millis())
    .bind(new.last_used_at.map(Instant::as_millis))
    .execute(db)
    .await?;
    Ok(())
}

/// Finds a credential by its id.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Credential>, StoreError> {
    sqlx::query("SELECT * FROM credentials WHERE id = $1")
        .bind(id.to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| Credential::from_row(&row))
        .transpose()
}

/// Everything that an account holds, cards before passkeys, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_account(db: &mut AnyConnection, account: &AccountId) -> Result<Vec<Credential>, StoreError> {
    sqlx::query("SELECT * FROM credentials WHERE account = $1 ORDER BY kind, created_at, id")
        .bind(account.to_string())
        .fetch_all(db)
        .await?
        .iter()
        .map(Credential::from_row)
        .collect()
}

/// Notes that a credential was used: its counter moves from `before` to `after` and an issued card is bound. False when
/// the counter is no longer `before` or the credential no longer proves anybody: somebody was faster, or it was
/// stopped meanwhile.
///
/// # Errors
/// When the database does not take it.
pub async fn note_use(
    db: &mut AnyConnection,
    id: &str,
    before: u32,
    after: u32,
    now: Instant,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE credentials SET counter = $3, last_used_at = $4,
                changed_at = CASE WHEN state = 'issued' THEN $4 ELSE changed_at END, state = 'bound'
         WHERE id = $1 AND counter = $2 AND state IN ('issued', 'bound')",
    )
    .bind(id.to_owned())
    .bind(i64::from(before))
    .bind(i64::from(after))
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Moves every card of `account` that stands in one of `from` to `to`, and says how many there were.
///
/// # Errors
/// When the database does not take it.
pub async fn move_cards(
    db: &mut AnyConnection,
    account: &AccountId,
    from: &[CardState],
    to: CardState,
    now: Instant,
) -> Result<u64, StoreError> {
    let mut moved = 0;
    for state in from {
        let done = sqlx::query(
            "UPDATE credentials SET state = $3, changed_at = $4
             WHERE account = $1 AND state = $2 AND kind IN ('card', 'certificate')",
        )
        .bind(account.to_string())
        .bind(state.name().to_owned())
        .bind(to.name().to_owned())
        .bind(now.as_millis())
        .execute(&mut *db)
        .await?;
        moved += done.rows_affected();
    }
    Ok(moved)
}

/// Names a passkey of `account`. False when there is none.
///
/// # Errors
/// When the database does not take it.
pub async fn rename_passkey(
    db: &mut AnyConnection,
    account: &AccountId,
    id: &str,
    name: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query("UPDATE credentials SET name = $3 WHERE id = $2 AND account = $1 AND kind = 'passkey'")
        .bind(account.to_string())
        .bind(id.to_owned())
        .bind(name.to_owned())
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a passkey of `account`. False when there is none.
///
/// # Errors
/// When the database does not take it.
pub async fn remove_passkey(db: &mut AnyConnection, account: &AccountId, id: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM credentials WHERE id = $2 AND account = $1 AND kind = 'passkey'")
        .bind(account.to_string())
        .bind(id.to_owned())
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// How many users of active status hold a passkey.
///
/// # Errors
/// When the database cannot be read.
pub async fn passkey_holders(db: &mut AnyConnection) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(DISTINCT c.account) FROM credentials c JOIN accounts a ON a.account = c.account
         WHERE c.kind = 'passkey' AND a.status = 'active' AND a.staff_role IS NULL",
    )
    .fetch_one(db)
    .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}
