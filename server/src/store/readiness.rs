//! What firms told the clearing house: that they have the information package, that they are ready for an event.

use std::collections::HashMap;

use domain::{account::ParticipantCode, time::Instant};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError, accounts::Account};

/// That two people of a firm agreed on something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// When the second of them agreed.
    pub at: Instant,
    /// Who proposed it: an account, or `operator`.
    pub maker: String,
    /// Who approved it.
    pub checker: String,
    /// The request.
    pub request: String,
}

impl Agreed {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            at: row.instant("at")?,
            maker: row.text("maker")?,
            checker: row.text("checker")?,
            request: row.text("request")?,
        })
    }
}

/// That a firm has the information package and has passed it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Which edition.
    pub version: u32,
    /// Who agreed, and when.
    pub agreed: Agreed,
}

/// That a firm declared itself ready for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Its id, which sorts by time.
    pub id: String,
    /// The event.
    pub event: String,
    /// When the event was to happen.
    pub event_at: Instant,
    /// How many of the firm's users it would have shut out.
    pub blocked: u64,
    /// Who agreed, and when.
    pub agreed: Agreed,
}

/// Notes that `firm` has the package; once for each edition.
///
/// # Errors
/// When the database does not take it.
pub async fn add_package(db: &mut AnyConnection, firm: &ParticipantCode, new: &Package) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO packages (participant, version, at, maker, checker, request) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (participant, version) DO NOTHING",
    )
    .bind(firm.as_str().to_owned())
    .bind(i64::from(new.version))
    .bind(new.agreed.at.as_millis())
    .bind(new.agreed.maker.clone())
    .bind(new.agreed.checker.clone())
    .bind(new.agreed.request.clone())
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that `firm` is ready for an event.
///
/// # Errors
/// When the database does not take it.
pub async fn add_declaration(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    new: &Declaration,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO declarations (id, participant, event, event_at, blocked, at, maker, checker, request)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(new.id.clone())
    .bind(firm.as_str().to_owned())
    .bind(new.event.clone())
    .bind(new.event_at.as_millis())
    .bind(i64::try_from(new.blocked).unwrap_or(i64::MAX))
    .bind(new.agreed.at.as_millis())
    .bind(new.agreed.maker.clone())
    .bind(new.agreed.checker.clone())
    .bind(new.agreed.request.clone())
    .execute(db)
    .await?;
    Ok(())
}

/// The newest package that each firm has, or that one firm has.
///
/// # Errors
/// When the database cannot be read.
pub async fn packages(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
) -> Result<HashMap<ParticipantCode, Package>, StoreError> {
    let text = "SELECT * FROM packages WHERE ($1 = '' OR participant = $1) ORDER BY at";
    newest(db, text, firm, |row| {
        let version = u32::try_from(row.number("version")?).unwrap_or_default();
        Ok(Package { version, agreed: Agreed::from_row(row)? })
    })
    .await
}

/// What each firm declared last, or one firm.
///
/// # Errors
/// When the database cannot be read.
pub async fn declarations(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
) -> Result<HashMap<ParticipantCode, Declaration>, StoreError> {
    let text = "SELECT * FROM declarations WHERE ($1 = '' OR participant = $1) ORDER BY id";
    newest(db, text, firm, |row| {
        Ok(Declaration {
            id: row.text("id")?,
            event: row.text("event")?,
            event_at: row.instant("event_at")?,
            blocked: u64::try_from(row.number("blocked")?).unwrap_or_default(),
            agreed: Agreed::from_row(row)?,
        })
    })
    .await
}

/// Of rows that are read oldest first, the last of each firm.
async fn newest<T>(
    db: &mut AnyConnection,
    text: &'static str,
    firm: Option<&ParticipantCode>,
    read: impl Fn(&AnyRow) -> Result<T, StoreError>,
) -> Result<HashMap<ParticipantCode, T>, StoreError> {
    let code = firm.map(|firm| firm.as_str().to_owned()).unwrap_or_default();
    let rows = sqlx::query(text).bind(code).fetch_all(db).await?;
    rows.iter().map(|row| Ok((row.parsed("participant", "participant code")?, read(row)?))).collect()
}

/// The delegated administrators of every firm.
///
/// # Errors
/// When the database cannot be read.
pub async fn administrators(db: &mut AnyConnection) -> Result<HashMap<ParticipantCode, Vec<Account>>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM accounts WHERE participant <> 'STAFF' AND (da_maker = 1 OR da_checker = 1) ORDER BY account",
    )
    .fetch_all(db)
    .await?;
    let mut found: HashMap<ParticipantCode, Vec<Account>> = HashMap::new();
    for row in &rows {
        let account = Account::from_row(row)?;
        found.entry(account.id.participant.clone()).or_default().push(account);
    }
    Ok(found)
}
