//! Open sessions. The token stands in the browser only; the row has its hash.

use std::sync::LazyLock;

use domain::{
    account::{AccountId, ParticipantCode},
    life::Status,
    method::Method,
    phase::Standing,
    role::DaRoles,
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{
    Columns as _, StoreError,
    accounts::Account,
    directory::{BATCH, places},
    requests::Subject,
    terms::{COLUMNS, JOINS, Stored},
};

/// An open session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its public id.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// How it was opened, as `Remote-Method` says it.
    pub method: Method,
    /// The browser's family and system, or empty.
    pub browser: String,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was last used, to the minute.
    pub last_seen_at: Instant,
    /// When it ends at the latest.
    pub ends_at: Instant,
}

impl Session {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text("id")?,
            account: row.parsed("account", "account")?,
            method: row.parsed("method", "method")?,
            browser: row.text("browser")?,
            opened_at: row.instant("opened_at")?,
            last_seen_at: row.instant("last_seen_at")?,
            ends_at: row.instant("ends_at")?,
        })
    }
}

/// Adds a session.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, token_hash: &str, session: &Session) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO sessions (token_hash, id, account, method, browser, opened_at, last_seen_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(token_hash.to_owned())
    .bind(session.id.clone())
    .bind(session.account.to_string())
    .bind(session.method.name())
    .bind(session.browser.clone())
    .bind(session.opened_at.as_millis())
    .bind(session.last_seen_at.as_millis())
    .bind(session.ends_at.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Finds a session, its account and the terms that hold for it, by one indexed read.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, token_hash: &str) -> Result<Option<(Session, Account, Stored)>, StoreError> {
    let text = format!(
        "SELECT s.id, s.method, s.browser, s.opened_at, s.last_seen_at, s.ends_at, a.*, {COLUMNS}
         FROM sessions s JOIN accounts a ON a.account = s.account {JOINS} WHERE s.token_hash = $1"
    );
    sqlx::query(AssertSqlSafe(text))
        .bind(token_hash.to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| Ok((Session::from_row(&row)?, Account::from_row(&row)?, Stored::from_row(&row)?)))
        .transpose()
}

/// What the terminal is told of somebody, and what says whether they are still there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who it is.
    pub id: AccountId,
    /// The person's name in English.
    pub name_en: String,
    /// The registered address, or empty.
    pub address: String,
    /// What the person may do as delegated administrator.
    pub da: DaRoles,
    /// Whether the person belongs to the staff.
    pub staff: bool,
    /// Whether the account is in use.
    pub status: Status,
    /// How the session was opened.
    pub method: Method,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was last used, to the minute.
    pub last_seen_at: Instant,
    /// When it ends at the latest.
    pub ends_at: Instant,
}

/// As [`find`], with no more than what the terminal is told: it asks at every request of every user, and each column
/// costs.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_caller(db: &mut AnyConnection, token_hash: &str) -> Result<Option<(Caller, Stored)>, StoreError> {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT s.method, s.opened_at, s.last_seen_at, s.ends_at, a.account, a.name_en, a.email, a.da_maker, a.da_checker,
                    a.staff_role, a.status, {COLUMNS}
             FROM sessions s JOIN accounts a ON a.account = s.account {JOINS} WHERE s.token_hash = $1"
        )
    });
    sqlx::query(AssertSqlSafe(TEXT.as_str()))
        .bind(token_hash.to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| {
            let caller = Caller {
                id: row.parsed("account", "account")?,
                name_en: row.text("name_en")?,
                address: row.maybe_text("email")?.unwrap_or_default(),
                da: DaRoles { maker: row.flag("da_maker")?, checker: row.flag("da_checker")? },
                staff: row.maybe_text("staff_role")?.is_some(),
                status: row.parsed("status", "status")?,
                method: row.parsed("method", "method")?,
                opened_at: row.instant("opened_at")?,
                last_seen_at: row.instant("last_seen_at")?,
                ends_at: row.instant("ends_at")?,
            };
            Ok((caller, Stored::from_row(&row)?))
        })
        .transpose()
}

/// The account's sessions, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &mut AnyConnection, account: &AccountId) -> Result<Vec<Session>, StoreError> {
    sqlx::query("SELECT * FROM sessions WHERE account = $1 ORDER BY opened_at DESC, id")
        .bind(account.to_string())
        .fetch_all(db)
        .await?
        .iter()
        .map(Session::from_row)
        .collect()
}

/// How many sessions by `method` are open in one firm: of each account that has any, how many.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_of_firm(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    method: Method,
    now: Instant,
    idle_since: Instant,
) -> Result<Vec<(AccountId, u64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT s.account, COUNT(*) AS found FROM sessions s JOIN accounts a ON a.account = s.account
         WHERE a.participant = $1 AND s.method = $2 AND s.ends_at > $3 AND s.last_seen_at > $4 GROUP BY s.account",
    )
    .bind(firm.as_str().to_owned())
    .bind(method.name())
    .bind(now.as_millis())
    .bind(idle_since.as_millis())
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| Ok((row.parsed("account", "account")?, u64::try_from(row.number("found")?).unwrap_or_default())))
        .collect()
}

/// Notes that a session was used.
///
/// # Errors
/// When the database does not take it.
pub async fn touch(db: &mut AnyConnection, token_hash: &str, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE sessions SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2")
        .bind(token_hash.to_owned())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// Gives a session a new token: the old one is worth nothing from then on.
///
/// # Errors
/// When the database does not take it.
pub async fn renew(db: &mut AnyConnection, old_hash: &str, new_hash: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE sessions SET token_hash = $2 WHERE token_hash = $1")
        .bind(old_hash.to_owned())
        .bind(new_hash.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// Ends one session of `account` by its public id. False when there is none.
///
/// # Errors
/// When the database does not take it.
pub async fn revoke(db: &mut AnyConnection, account: &AccountId, id: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM sessions WHERE account = $1 AND id = $2")
        .bind(account.to_string())
        .bind(id.to_owned())
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Ends every session of `account` but the one with the public id `keep`, and says how many.
///
/// # Errors
/// When the database does not take it.
pub async fn revoke_all(db: &mut AnyConnection, account: &AccountId, keep: Option<&str>) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM sessions WHERE account = $1 AND id <> $2")
        .bind(account.to_string())
        .bind(keep.unwrap_or_default().to_owned())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// Ends the sessions of `account` that were opened by `method`, and says how many.
///
/// # Errors
/// When the database does not take it.
pub async fn revoke_method(db: &mut AnyConnection, account: &AccountId, method: Method) -> Result<u64, StoreError> {
    revoke_method_but(db, account, method, "").await
}

/// Ends the sessions of `account` that were opened by `method` but the one with the public id `keep`, and says how
/// many.
///
/// # Errors
/// When the database does not take it.
pub async fn revoke_method_but(
    db: &mut AnyConnection,
    account: &AccountId,
    method: Method,
    keep: &str,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM sessions WHERE account = $1 AND method = $2 AND id <> $3")
        .bind(account.to_string())
        .bind(method.name())
        .bind(keep.to_owned())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// Ends the sessions of `account` that a smartcard opened, whichever way it spoke, and says how many.
///
/// # Errors
/// When the database does not take it.
pub async fn revoke_cards(db: &mut AnyConnection, account: &AccountId) -> Result<u64, StoreError> {
    let mut ended = 0;
    for method in Method::ALL.into_iter().filter(|method| method.is_card()) {
        ended += revoke_method(db, account, method).await?;
    }
    Ok(ended)
}

/// How many open sessions that a smartcard opened belong to users about whom a row of `request` waits.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_cards_at_stake(db: &mut AnyConnection, request: &str) -> Result<u64, StoreError> {
    let cards = Method::ALL.into_iter().filter(|method| method.is_card());
    let cards: Vec<String> = cards.map(|method| format!("'{method}'")).collect();
    let text = format!(
        "SELECT COUNT(*) FROM sessions s JOIN request_rows r ON r.subject = s.account
         WHERE r.request = $1 AND r.state = 'waiting' AND s.method IN ({})",
        cards.join(", ")
    );
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(text)).bind(request.to_owned()).fetch_one(db).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// How many open sessions belong to users about whom a row of `request` waits.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_at_stake(db: &mut AnyConnection, request: &str) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM sessions s JOIN request_rows r ON r.subject = s.account
         WHERE r.request = $1 AND r.state = 'waiting'",
    )
    .bind(request.to_owned())
    .fetch_one(db)
    .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Forgets sessions past their end.
///
/// # Errors
/// When the database does not take it.
pub async fn prune(db: &mut AnyConnection, now: Instant, idle_since: Instant) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE ends_at < $1 OR last_seen_at < $2")
        .bind(now.as_millis())
        .bind(idle_since.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// An open session, as far as phases care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The hash of its token.
    pub token_hash: String,
    /// How it was opened.
    pub method: Method,
    /// When.
    pub opened_at: Instant,
    /// What whose it is is besides a user.
    pub standing: Standing,
    /// The terms that hold for them.
    pub stored: Stored,
}

/// Every open session, or those of one user or one firm.
///
/// # Errors
/// When the database cannot be read.
pub async fn every_open(db: &mut AnyConnection, of: Option<&Subject>) -> Result<Vec<Open>, StoreError> {
    let of_whom = match of {
        None => "$1 = ''",
        Some(Subject::Account(_)) => "s.account = $1",
        Some(_) => "a.participant = $1",
    };
    let text = format!(
        "SELECT s.token_hash, s.method, s.opened_at, a.da_maker, a.da_checker, a.staff_role, {COLUMNS}
         FROM sessions s JOIN accounts a ON a.account = s.account {JOINS} WHERE {of_whom}"
    );
    let whom = of.map(ToString::to_string).unwrap_or_default();
    let rows = sqlx::query(AssertSqlSafe(text)).bind(whom).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            let standing = Standing {
                delegated_administrator: row.flag("da_maker")? || row.flag("da_checker")?,
                staff: row.maybe_text("staff_role")?.is_some(),
            };
            Ok(Open {
                token_hash: row.text("token_hash")?,
                method: row.parsed("method", "method")?,
                opened_at: row.instant("opened_at")?,
                standing,
                stored: Stored::from_row(row)?,
            })
        })
        .collect()
}

/// Ends the sessions with these hashes of their tokens.
///
/// # Errors
/// When the database does not take it.
pub async fn revoke_tokens(db: &mut AnyConnection, hashes: &[String]) -> Result<(), StoreError> {
    for some in hashes.chunks(BATCH) {
        let text = format!("DELETE FROM sessions WHERE token_hash IN {}", places(1, some.len()));
        let mut query = sqlx::query(AssertSqlSafe(text));
        for hash in some {
            query = query.bind(hash.clone());
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}
