//! A firm's users as its administrators list them.

use app::ports::portal::{Show, Sort};
use domain::{
    account::ParticipantCode,
    life::{State, Status},
};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Columns as _, StoreError, accounts::Account};

/// Which users, in which order.
#[derive(Clone, Debug, Default)]
pub struct Query<'q> {
    /// What is searched for in user ID, names and address; empty: nothing.
    pub search: &'q str,
    /// Which users.
    pub show: Show,
    /// By which column.
    pub sort: Sort,
    /// Whether from the last to the first.
    pub descending: bool,
}

impl Query<'_> {
    /// The condition of `show`: fixed texts only.
    fn condition(&self) -> String {
        match self.show {
            Show::All => "1 = 1".to_owned(),
            Show::NotReady => {
                format!("status = '{}' AND state IN ('authorised', 'proposed', 'registered')", Status::Active)
            }
            Show::NoAddress => format!("email IS NULL AND status <> '{}'", Status::Disabled),
            Show::State(state) => format!("status = '{}' AND state = '{state}'", Status::Active),
            Show::Status(status) => format!("status = '{status}'"),
            Show::MailRefused => "mail_refused_at IS NOT NULL".to_owned(),
            Show::Waiting => {
                "account IN (SELECT r.subject FROM request_rows r WHERE r.subject = account AND r.state = 'waiting')"
                    .to_owned()
            }
            Show::Administrators => "(da_maker = 1 OR da_checker = 1)".to_owned(),
        }
    }

    fn order(&self) -> String {
        let down = if self.descending { "DESC" } else { "ASC" };
        match self.sort {
            Sort::User => format!("user_id {down}"),
            Sort::Name => format!("name_en {down}, user_id"),
            Sort::State => {
                // States by progress, which their names do not sort by.
                let cases = State::ALL.iter().enumerate().map(|(place, state)| format!("WHEN '{state}' THEN {place}"));
                let cases: String = cases.collect::<Vec<_>>().join(" ");
                format!("CASE state {cases} END {down}, user_id")
            }
            // Never is before every login, on both databases.
            Sort::LastLogin => format!("COALESCE(last_login_at, 0) {down}, user_id"),
        }
    }
}

/// What a search is compared with.
pub(super) fn pattern(search: &str) -> String {
    let mut pattern = String::from("%");
    for c in search.trim().to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    if pattern.len() > 1 {
        pattern.push('%');
    }
    pattern
}

/// The condition of a search, whose pattern is the second parameter.
pub(super) const SEARCHED: &str = "(LOWER(user_id) LIKE $2 ESCAPE '\\' OR LOWER(name_en) LIKE $2 ESCAPE '\\'
    OR name_zh LIKE $2 ESCAPE '\\' OR LOWER(COALESCE(email, '')) LIKE $2 ESCAPE '\\')";

/// The users found, from `offset` on, and how many there are in all.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    query: &Query<'_>,
    offset: u64,
    limit: u32,
) -> Result<(Vec<Account>, u64), StoreError> {
    let (condition, order, pattern) = (query.condition(), query.order(), pattern(query.search));
    let text = format!("SELECT COUNT(*) FROM accounts WHERE participant = $1 AND {SEARCHED} AND {condition}");
    let found: i64 = sqlx::query_scalar(AssertSqlSafe(text))
        .bind(firm.as_str().to_owned())
        .bind(pattern.clone())
        .fetch_one(&mut *db)
        .await?;
    let text = format!(
        "SELECT * FROM accounts WHERE participant = $1 AND {SEARCHED} AND {condition} ORDER BY {order} LIMIT $3 OFFSET $4"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(firm.as_str().to_owned())
        .bind(pattern)
        .bind(i64::from(limit))
        .bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .fetch_all(db)
        .await?;
    Ok((rows.iter().map(Account::from_row).collect::<Result<_, _>>()?, u64::try_from(found).unwrap_or_default()))
}

/// How many active users of the firm have an address that refuses mail.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_refused(db: &mut AnyConnection, firm: &ParticipantCode) -> Result<u64, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS users FROM accounts
         WHERE participant = $1 AND mail_refused_at IS NOT NULL AND status = 'active'",
    )
    .bind(firm.as_str().to_owned())
    .fetch_one(db)
    .await?;
    Ok(u64::try_from(row.number("users")?).unwrap_or_default())
}
