//! The directory of firms and users in bulk: what an import reads and writes many rows at a time.

use std::collections::HashMap;

use domain::{
    account::{AccountId, ParticipantCode},
    approval::ChangeKind,
    card::CardState,
    life::Status,
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::{
    Columns as _, StoreError, Tx,
    accounts::{Account, Particulars},
    events::Event,
    participants::Participant,
};

/// The most rows of one statement. More would be slower: SQLite looks each parameter's name up among all of them.
pub const BATCH: usize = 50;

/// Rows read at a time.
const PAGE: usize = 5000;

/// A user as a check of a file sees it.
#[derive(Clone, Debug)]
pub struct User {
    /// Its name.
    pub id: AccountId,
    /// Whether it is in use.
    pub status: Status,
    /// What the registered address is the same by.
    pub address_key: Option<String>,
}

/// `($1, $2), ($3, $4)` for as many rows and columns. Numbers only: nothing of a file enters the SQL text.
pub(crate) fn places(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Every participant but the clearing house itself.
///
/// # Errors
/// When the database cannot be read.
pub async fn participants(db: &mut AnyConnection) -> Result<Vec<Participant>, StoreError> {
    sqlx::query("SELECT * FROM participants WHERE code <> 'STAFF' ORDER BY code")
        .fetch_all(db)
        .await?
        .iter()
        .map(Participant::from_row)
        .collect()
}

/// Shows every account to `each`, staff included, a page at a time.
///
/// # Errors
/// When the database cannot be read.
pub async fn for_each_user(db: &mut AnyConnection, mut each: impl FnMut(User)) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let rows =
            sqlx::query("SELECT account, status, email_key FROM accounts WHERE account > $1 ORDER BY account LIMIT $2")
                .bind(after)
                .bind(i64::try_from(PAGE).unwrap_or(i64::MAX))
                .fetch_all(&mut *db)
                .await?;
        for row in &rows {
            each(User {
                id: row.parsed("account", "account")?,
                status: row.parsed("status", "status")?,
                address_key: row.maybe_text("email_key")?,
            });
        }
        match rows.last() {
            Some(last) if rows.len() == PAGE => after = last.text("account")?,
            _ => return Ok(()),
        }
    }
}

/// Shows every user of one firm to `each`, in order, a page at a time.
///
/// # Errors
/// When the database cannot be read.
pub async fn for_each_user_of(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    mut each: impl FnMut(User),
) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let rows = sqlx::query(
            "SELECT account, user_id, status, email_key FROM accounts WHERE participant = $1 AND user_id > $2
             ORDER BY user_id LIMIT $3",
        )
        .bind(firm.as_str().to_owned())
        .bind(after)
        .bind(i64::try_from(PAGE).unwrap_or(i64::MAX))
        .fetch_all(&mut *db)
        .await?;
        for row in &rows {
            each(User {
                id: row.parsed("account", "account")?,
                status: row.parsed("status", "status")?,
                address_key: row.maybe_text("email_key")?,
            });
        }
        match rows.last() {
            Some(last) if rows.len() == PAGE => after = last.text("user_id")?,
            _ => return Ok(()),
        }
    }
}

/// Users of one firm that are not disabled, in order, from after the user `after` on: at most `limit` of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn users_in_use(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    after: &str,
    limit: u32,
) -> Result<Vec<Account>, StoreError> {
    sqlx::query(
        "SELECT * FROM accounts WHERE participant = $1 AND status <> 'disabled' AND user_id > $2
         ORDER BY user_id LIMIT $3",
    )
    .bind(firm.as_str().to_owned())
    .bind(after.to_owned())
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?
    .iter()
    .map(Account::from_row)
    .collect()
}

/// Whom a request about smartcards is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// One user.
    User(AccountId),
    /// The users of a firm.
    Firm(ParticipantCode),
    /// Every delegated administrator.
    Administrators,
    /// Every user.
    Everybody,
}

/// How somebody's smartcards must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding<'h> {
    /// At least one in one of these states.
    Some(&'h [CardState]),
    /// None in any of these states.
    None(&'h [CardState]),
}

/// The users whom `whom` means, of one of `statuses`, whose cards stand as `holding` says and for whom no change of
/// `kind` waits: delegated administrators first, then by firm and user ID. With how many users of these statuses there
/// are in all. Staff are never among them.
///
/// # Errors
/// When the database cannot be read.
pub async fn holders(
    db: &mut AnyConnection,
    whom: &Whom,
    statuses: &[Status],
    holding: Holding<'_>,
    kind: ChangeKind,
) -> Result<(Vec<AccountId>, u64), StoreError> {
    let (scope, value) = match whom {
        Whom::User(id) => ("a.account = $1", id.to_string()),
        Whom::Firm(firm) => ("a.participant = $1", firm.to_string()),
        Whom::Administrators => ("(a.da_maker = 1 OR a.da_checker = 1) AND $1 = ''", String::new()),
        Whom::Everybody => ("$1 = ''", String::new()),
    };
    // Names of states and kinds only: nothing that was typed enters the SQL text.
    let list = |names: Vec<&str>| names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    let statuses = list(statuses.iter().map(|status| status.name()).collect());
    let (not, states) = match holding {
        Holding::Some(states) => ("", states),
        Holding::None(states) => ("NOT", states),
    };
    let states = list(states.iter().map(|state| state.name()).collect());
    let from = format!("FROM accounts a WHERE a.participant <> 'STAFF' AND a.status IN ({statuses}) AND {scope}");
    let text = format!("SELECT COUNT(*) {from}");
    let all: i64 = sqlx::query_scalar(AssertSqlSafe(text)).bind(value.clone()).fetch_one(&mut *db).await?;
    let text = format!(
        "SELECT a.account {from}
         AND {not} EXISTS (SELECT 1 FROM credentials c WHERE c.account = a.account
                           AND c.kind IN ('card', 'certificate') AND c.state IN ({states}))
         AND NOT EXISTS (SELECT 1 FROM request_rows r WHERE r.subject = a.account AND r.kind = '{kind}'
                         AND r.state = 'waiting')
         ORDER BY CASE WHEN a.da_maker = 1 OR a.da_checker = 1 THEN 0 ELSE 1 END, a.participant, a.user_id"
    );
    let rows = sqlx::query(AssertSqlSafe(text)).bind(value).fetch_all(db).await?;
    let found = rows.iter().map(|row| row.parsed("account", "account")).collect::<Result<_, _>>()?;
    Ok((found, u64::try_from(all).unwrap_or_default()))
}

/// Those of `ids` that there are. At most [`BATCH`] of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn accounts(db: &mut AnyConnection, ids: &[&AccountId]) -> Result<HashMap<AccountId, Account>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let text = format!("SELECT * FROM accounts WHERE account IN {}", places(1, ids.len()));
    let mut query = sqlx::query(AssertSqlSafe(text));
    for id in ids {
        query = query.bind(id.to_string());
    }
    let rows = query.fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            let account = Account::from_row(row)?;
            Ok((account.id.clone(), account))
        })
        .collect()
}

/// Adds users in the state `authorised`, at most [`BATCH`] of them.
///
/// # Errors
/// When one is there already, or the database does not take them.
pub async fn add_users(db: &mut AnyConnection, new: &[&Particulars], now: Instant) -> Result<(), StoreError> {
    if new.is_empty() {
        return Ok(());
    }
    let text = format!(
        "INSERT INTO accounts (account, participant, user_id, name_en, name_zh, da_maker, da_checker, status, state,
                               epoch, created_at)
         VALUES {}",
        places(new.len(), 11)
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for user in new {
        query = query
            .bind(user.id.to_string())
            .bind(user.id.participant.as_str().to_owned())
            .bind(user.id.user.as_str().to_owned())
            .bind(user.name_en.clone())
            .bind(user.name_zh.clone())
            .bind(i64::from(user.da.maker))
            .bind(i64::from(user.da.checker))
            .bind(user.status.name().to_owned())
            .bind(domain::life::State::Authorised.name().to_owned())
            .bind(0_i64)
            .bind(now.as_millis());
    }
    query.execute(db).await?;
    Ok(())
}

/// Writes events, at most [`BATCH`] of them, as [`super::events::append`] does one.
///
/// # Errors
/// When the database does not take them; the caller's transaction must not be committed then.
pub async fn append_events(tx: &mut Tx, events: Vec<Event<'_>>) -> Result<(), StoreError> {
    if events.is_empty() {
        return Ok(());
    }
    let text = format!(
        "INSERT INTO events (id, at, kind, participant, account, actor, request, detail) VALUES {}",
        places(events.len(), 8)
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for event in events {
        tx.marks().hear(&event);
        query = query
            .bind(event.id)
            .bind(event.at.as_millis())
            .bind(event.kind.to_owned())
            .bind(event.participant.map(|p| p.as_str().to_owned()))
            .bind(event.account.map(ToString::to_string))
            .bind(event.actor.to_string())
            .bind(event.request.map(str::to_owned))
            .bind(event.detail.to_string());
    }
    query.execute(&mut **tx).await?;
    Ok(())
}
