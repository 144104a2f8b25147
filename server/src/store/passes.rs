//! One-time passes. The pass itself stands nowhere: it is derived from the id.

use domain::{
    account::{AccountId, ParticipantCode},
    approval::ChangeKind,
    life::{State, has_two_factor},
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError, accounts::Account};

/// One pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Its id, from which the pass is derived.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// The request that two people agreed on.
    pub request: String,
    /// The account's epoch when they did: raised since, it is void.
    pub epoch: i64,
    /// When they did.
    pub issued_at: Instant,
    /// Until it is shown, when it can be shown no more; from then on, when it stops working.
    pub expires_at: Instant,
    /// When it was shown to whoever passes it on.
    pub shown_at: Option<Instant>,
    /// The number that was called before; empty where it was passed on in person.
    pub called: String,
    /// When it replaced a code.
    pub used_at: Option<Instant>,
    /// When another took its place.
    pub revoked_at: Option<Instant>,
}

impl Pass {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text("id")?,
            account: row.parsed("account", "account")?,
            request: row.text("request")?,
            epoch: row.number("epoch")?,
            issued_at: row.instant("issued_at")?,
            expires_at: row.instant("expires_at")?,
            shown_at: row.maybe_instant("shown_at")?,
            called: row.maybe_text("called")?.unwrap_or_default(),
            used_at: row.maybe_instant("used_at")?,
            revoked_at: row.maybe_instant("revoked_at")?,
        })
    }
}

/// Adds a pass; those of the account that could still be used are ended.
///
/// # Errors
/// When the database does not take it.
pub async fn issue(db: &mut AnyConnection, new: &Pass) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE passes SET revoked_at = $2
         WHERE account = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2",
    )
    .bind(new.account.to_string())
    .bind(new.issued_at.as_millis())
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "INSERT INTO passes (id, account, request, epoch, issued_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(new.id.clone())
    .bind(new.account.to_string())
    .bind(new.request.clone())
    .bind(new.epoch)
    .bind(new.issued_at.as_millis())
    .bind(new.expires_at.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Of a pass: it can be shown at the instant `$2`, to no avail if its user has changed since.
const CAN_BE_SHOWN: &str = "request = $1 AND shown_at IS NULL AND used_at IS NULL AND revoked_at IS NULL \
     AND expires_at > $2 AND EXISTS (SELECT 1 FROM accounts a WHERE a.account = passes.account \
     AND a.epoch = passes.epoch AND a.status = 'active')";

/// Notes that the passes of `request` are shown, from now on until `until`, after `called` was called, and gives them in
/// the order of their users. Of several who ask at once one gets them.
///
/// # Errors
/// When the database does not take it.
pub async fn show(
    db: &mut AnyConnection,
    request: &str,
    now: Instant,
    until: Instant,
    called: &str,
) -> Result<Vec<Pass>, StoreError> {
    let text =
        format!("UPDATE passes SET shown_at = $2, expires_at = $3, called = $4 WHERE {CAN_BE_SHOWN} RETURNING *");
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(request.to_owned())
        .bind(now.as_millis())
        .bind(until.as_millis())
        .bind(called.to_owned())
        .fetch_all(db)
        .await?;
    let mut shown = rows.iter().map(Pass::from_row).collect::<Result<Vec<_>, _>>()?;
    shown.sort_by(|one, other| one.account.cmp(&other.account));
    Ok(shown)
}

/// How many passes of `request` can be shown, and when some were shown last.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_request(
    db: &mut AnyConnection,
    request: &str,
    now: Instant,
) -> Result<(u64, Option<Instant>), StoreError> {
    let text = format!("SELECT COUNT(*) FROM passes WHERE {CAN_BE_SHOWN}");
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(text))
        .bind(request.to_owned())
        .bind(now.as_millis())
        .fetch_one(&mut *db)
        .await?;
    // Not MAX: it loses its type where there is none.
    let shown: Option<i64> = sqlx::query_scalar(
        "SELECT shown_at FROM passes WHERE request = $1 AND shown_at IS NOT NULL ORDER BY shown_at DESC LIMIT 1",
    )
    .bind(request.to_owned())
    .fetch_optional(db)
    .await?;
    Ok((u64::try_from(count).unwrap_or_default(), shown.map(Instant::from_millis)))
}

/// The newest passes of `account`, whatever became of them, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn newest(db: &mut AnyConnection, account: &AccountId, limit: u32) -> Result<Vec<Pass>, StoreError> {
    sqlx::query("SELECT * FROM passes WHERE account = $1 ORDER BY issued_at DESC, id LIMIT $2")
        .bind(account.to_string())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?
        .iter()
        .map(Pass::from_row)
        .collect()
}

/// Uses a pass up for an account that stands at `epoch`. False when it was never shown, was used or ended, has expired,
/// or is from before a change of the account.
///
/// # Errors
/// When the database does not take it.
pub async fn complete(db: &mut AnyConnection, id: &str, epoch: i64, now: Instant) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE passes SET used_at = $3 WHERE id = $1 AND epoch = $2 AND shown_at IS NOT NULL
         AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $3",
    )
    .bind(id.to_owned())
    .bind(epoch)
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The users of `firm` who can get a pass, in order: in use, able to log in by password and code, and nobody asks for
/// one already. With how many users of the firm are in use in all.
///
/// # Errors
/// When the database cannot be read.
pub async fn able(db: &mut AnyConnection, firm: &ParticipantCode) -> Result<(Vec<Account>, u64), StoreError> {
    let all: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM accounts WHERE participant = $1 AND status = 'active'")
        .bind(firm.as_str().to_owned())
        .fetch_one(&mut *db)
        .await?;
    let states: Vec<String> =
        State::ALL.into_iter().filter(|state| has_two_factor(*state)).map(|state| format!("'{state}'")).collect();
    let text = format!(
        "SELECT * FROM accounts a WHERE participant = $1 AND status = 'active' AND state IN ({})
         AND password_hash IS NOT NULL AND email IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM request_rows r WHERE r.subject = a.account AND r.kind = '{}'
                         AND r.state = 'waiting')
         ORDER BY user_id",
        states.join(", "),
        ChangeKind::OneTimePass
    );
    let rows = sqlx::query(AssertSqlSafe(text)).bind(firm.as_str().to_owned()).fetch_all(db).await?;
    let able = rows.iter().map(Account::from_row).collect::<Result<_, _>>()?;
    Ok((able, u64::try_from(all).unwrap_or_default()))
}

/// Where a pass `p` of the account `a` stands at the instant `$1`.
const STANDING: &str = "CASE WHEN p.used_at IS NOT NULL THEN 'used' WHEN p.revoked_at IS NOT NULL THEN 'void' \
     WHEN p.expires_at <= $1 THEN 'expired' WHEN p.epoch <> a.epoch OR a.status <> 'active' THEN 'void' \
     WHEN p.shown_at IS NULL THEN 'agreed' ELSE 'open' END";

/// Passes and their accounts. A CROSS JOIN, which SQLite takes in this order: there are few passes and many accounts, and
/// before the first pass is written its planner knows no better than to walk through all of these.
const WITH_ACCOUNTS: &str = "passes p CROSS JOIN accounts a WHERE a.account = p.account";

/// How many passes stand in each state, by its name: of one firm, or of all.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    now: Instant,
) -> Result<Vec<(String, u64)>, StoreError> {
    let text = format!(
        "SELECT standing, COUNT(*) AS found FROM
             (SELECT {STANDING} AS standing FROM {WITH_ACCOUNTS} AND ($2 = '' OR a.participant = $2)) s
         GROUP BY standing"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(now.as_millis())
        .bind(firm.map(|firm| firm.as_str().to_owned()).unwrap_or_default())
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|row| Ok((row.text("standing")?, u64::try_from(row.number("found")?).unwrap_or_default())))
        .collect()
}

/// A pass as lists show it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The pass.
    pub pass: Pass,
    /// Where it stands, by name.
    pub standing: String,
    /// Who asked for it; none: the operator at the command line.
    pub maker: Option<AccountId>,
    /// Who agreed.
    pub approver: Option<AccountId>,
}

/// Passes, newest first, and how many there are: of one firm, or of all; of one standing, or all.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    standing: &str,
    now: Instant,
    offset: u64,
    limit: u32,
) -> Result<(Vec<Listed>, u64), StoreError> {
    let found = format!(
        "FROM (SELECT p.*, {STANDING} AS standing FROM {WITH_ACCOUNTS} AND ($2 = '' OR a.participant = $2)) l
         JOIN requests q ON q.id = l.request
         LEFT JOIN request_rows r ON r.request = l.request AND r.subject = l.account
         WHERE ($3 = '' OR l.standing = $3)"
    );
    let firm = firm.map(|firm| firm.as_str().to_owned()).unwrap_or_default();
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) {found}")))
        .bind(now.as_millis())
        .bind(firm.clone())
        .bind(standing.to_owned())
        .fetch_one(&mut *db)
        .await?;
    let text =
        format!("SELECT l.*, q.maker, r.decided_by {found} ORDER BY l.issued_at DESC, l.account LIMIT $4 OFFSET $5");
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(now.as_millis())
        .bind(firm)
        .bind(standing.to_owned())
        .bind(i64::from(limit))
        .bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .fetch_all(db)
        .await?;
    let listed = rows
        .iter()
        .map(|row| {
            Ok(Listed {
                pass: Pass::from_row(row)?,
                standing: row.text("standing")?,
                maker: row.text("maker")?.parse().ok(),
                approver: row.maybe_parsed("decided_by", "account", |text| text.parse().ok())?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok((listed, u64::try_from(count).unwrap_or_default()))
}
