//! Smartcards and passkeys.

use std::collections::HashMap;

use domain::{
    account::{AccountId, ParticipantCode, UserId},
    card::CardState,
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{
    Columns as _, StoreError,
    directory::{BATCH, places},
};

/// What a credential is for. An id is held once, whatever it is for: no passkey poses as a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// Adds a credential. False where one of that id is held already.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &Credential) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at,
                                  changed_at, last_used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING",
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
    Ok(done.rows_affected() == 1)
}

/// Adds credentials, at most [`BATCH`] of them, as [`add`] does one.
///
/// # Errors
/// When the database does not take them.
pub async fn add_all(db: &mut AnyConnection, new: &[&Credential]) -> Result<(), StoreError> {
    if new.is_empty() {
        return Ok(());
    }
    let text = format!(
        "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at,
                                  changed_at) VALUES {}",
        places(new.len(), 11)
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for credential in new {
        query = query
            .bind(credential.id.clone())
            .bind(credential.account.to_string())
            .bind(credential.kind.name())
            .bind(credential.name.clone())
            .bind(credential.key.clone())
            .bind(credential.aaguid.clone())
            .bind(credential.transports.join(","))
            .bind(i64::from(credential.counter))
            .bind(credential.state.name())
            .bind(credential.created_at.as_millis())
            .bind(credential.changed_at.as_millis());
    }
    query.execute(db).await?;
    Ok(())
}

/// Writes what a card is called and how it is reached.
///
/// # Errors
/// When the database does not take it.
pub async fn describe(db: &mut AnyConnection, id: &str, name: &str, transports: &[String]) -> Result<(), StoreError> {
    sqlx::query("UPDATE credentials SET name = $2, transports = $3 WHERE id = $1")
        .bind(id.to_owned())
        .bind(name.to_owned())
        .bind(transports.join(","))
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

/// Those of `ids` that there are. At most [`BATCH`] of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_all(db: &mut AnyConnection, ids: &[String]) -> Result<HashMap<String, Credential>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    debug_assert!(ids.len() <= BATCH);
    let text = format!("SELECT * FROM credentials WHERE id IN {}", places(1, ids.len()));
    let mut query = sqlx::query(AssertSqlSafe(text));
    for id in ids {
        query = query.bind(id.clone());
    }
    let rows = query.fetch_all(db).await?;
    rows.iter().map(|row| Credential::from_row(row).map(|held| (held.id.clone(), held))).collect()
}

/// How the smartcards of `accounts` stand, each card once and in the order of the states; accounts without cards are
/// left out. At most [`BATCH`] accounts.
///
/// # Errors
/// When the database cannot be read.
pub async fn card_states(
    db: &mut AnyConnection,
    accounts: &[&AccountId],
) -> Result<HashMap<AccountId, Vec<CardState>>, StoreError> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    debug_assert!(accounts.len() <= BATCH);
    let text = format!(
        "SELECT account, state FROM credentials WHERE kind IN ('card', 'certificate') AND account IN {}",
        places(1, accounts.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for account in accounts {
        query = query.bind(account.to_string());
    }
    let mut held = HashMap::<AccountId, Vec<CardState>>::new();
    for row in &query.fetch_all(db).await? {
        let state = row.parsed("state", "state of a card")?;
        held.entry(row.parsed("account", "account")?).or_default().push(state);
    }
    held.values_mut().for_each(|states| states.sort_unstable());
    Ok(held)
}

/// How many smartcards stand in each state.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_cards(db: &mut AnyConnection) -> Result<Vec<(CardState, u64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT state, COUNT(*) AS found FROM credentials WHERE kind IN ('card', 'certificate') GROUP BY state",
    )
    .fetch_all(db)
    .await?;
    let mut counts: Vec<_> = CardState::ALL.iter().map(|state| (*state, 0)).collect();
    for row in &rows {
        let found: CardState = row.parsed("state", "state of a card")?;
        let number = u64::try_from(row.number("found")?).unwrap_or_default();
        counts.iter_mut().filter(|(state, _)| *state == found).for_each(|(_, count)| *count = number);
    }
    Ok(counts)
}

/// Which smartcards.
#[derive(Clone, Debug, Default)]
pub struct CardQuery {
    /// Of one firm.
    pub participant: Option<ParticipantCode>,
    /// Of users with that ID.
    pub user: Option<UserId>,
    /// In one state.
    pub state: Option<CardState>,
}

/// The smartcards found, in order of their holders, from `offset` on, and how many there are in all.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_cards(
    db: &mut AnyConnection,
    query: &CardQuery,
    offset: u64,
    limit: u32,
) -> Result<(Vec<Credential>, u64), StoreError> {
    // Only what is asked for stands in the text: both databases then go by the index of it.
    let asked = [
        ("a.participant", query.participant.as_ref().map(ToString::to_string)),
        ("a.user_id", query.user.as_ref().map(ToString::to_string)),
        ("c.state", query.state.map(|state| state.name().to_owned())),
    ];
    let mut scope = "c.kind IN ('card', 'certificate')".to_owned();
    let mut values = Vec::new();
    for (column, value) in asked {
        if let Some(value) = value {
            values.push(value);
            scope.push_str(&format!(" AND {column} = ${}", values.len()));
        }
    }
    let from = if query.participant.is_some() || query.user.is_some() {
        "credentials c JOIN accounts a ON a.account = c.account"
    } else {
        "credentials c"
    };
    let text = format!("SELECT COUNT(*) FROM {from} WHERE {scope}");
    let mut count = sqlx::query_scalar(AssertSqlSafe(text));
    for value in &values {
        count = count.bind(value.clone());
    }
    let found: i64 = count.fetch_one(&mut *db).await?;
    let (most, past) = (values.len() + 1, values.len() + 2);
    let text = format!("SELECT c.* FROM {from} WHERE {scope} ORDER BY c.account, c.id LIMIT ${most} OFFSET ${past}");
    let mut list = sqlx::query(AssertSqlSafe(text));
    for value in values {
        list = list.bind(value);
    }
    let rows = list.bind(i64::from(limit)).bind(i64::try_from(offset).unwrap_or(i64::MAX)).fetch_all(db).await?;
    Ok((rows.iter().map(Credential::from_row).collect::<Result<_, _>>()?, u64::try_from(found).unwrap_or_default()))
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
    // Names of states only: nothing that was typed enters the SQL text.
    let from: Vec<String> = from.iter().map(|state| format!("'{state}'")).collect();
    let text = format!(
        "UPDATE credentials SET state = $2, changed_at = $3
         WHERE account = $1 AND kind IN ('card', 'certificate') AND state IN ({})",
        from.join(", ")
    );
    let done = sqlx::query(AssertSqlSafe(text))
        .bind(account.to_string())
        .bind(to.name())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
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

/// Members of staff who propose or decide and hold no passkey that they have used: mail is their only way in.
///
/// # Errors
/// When the database cannot be read.
pub async fn guardians_without_passkey(db: &mut AnyConnection) -> Result<Vec<AccountId>, StoreError> {
    without_passkey(db, "a.participant = 'STAFF' AND a.staff_role IN ('operator', 'approver')").await
}

/// Delegated administrators who hold no passkey that they have used: mail is their only way in once cards are closed.
///
/// # Errors
/// When the database cannot be read.
pub async fn administrators_without_passkey(db: &mut AnyConnection) -> Result<Vec<AccountId>, StoreError> {
    without_passkey(db, "a.staff_role IS NULL AND (a.da_maker = 1 OR a.da_checker = 1)").await
}

async fn without_passkey(db: &mut AnyConnection, who: &'static str) -> Result<Vec<AccountId>, StoreError> {
    let text = format!(
        "SELECT a.account FROM accounts a WHERE {who} AND a.status = 'active' AND NOT EXISTS (
             SELECT 1 FROM credentials c
             WHERE c.account = a.account AND c.kind = 'passkey' AND c.last_used_at IS NOT NULL)
         ORDER BY a.account"
    );
    let rows = sqlx::query(AssertSqlSafe(text)).fetch_all(db).await?;
    rows.iter().map(|row| row.parsed("account", "account")).collect()
}
