//! What the help desk looks up: people by name or ID over every firm, firms, and what is known of one of them.

use std::{cmp::Reverse, collections::BTreeMap};

use app::ports::enquiry::Show;
use domain::{
    account::{AccountId, ParticipantCode, UserId},
    adoption::Part,
    life::State,
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Columns as _, StoreError, accounts::Account, adoption, connectivity::RunResult, roster::pattern};
use crate::adoption::FirmLine;

/// Everybody of exactly that user ID, by firm; at most `limit` of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn called(db: &mut AnyConnection, user: &UserId, limit: u32) -> Result<Vec<Account>, StoreError> {
    sqlx::query("SELECT * FROM accounts WHERE user_id = $1 ORDER BY account LIMIT $2")
        .bind(user.as_str().to_owned())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?
        .iter()
        .map(Account::from_row)
        .collect()
}

/// Whom to list; all of what is given must hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct People<'q> {
    /// Words, in lower case, each of which is a part of the user ID or of a name, or the firm's code.
    pub words: &'q [String],
    /// Of this firm.
    pub firm: Option<&'q ParticipantCode>,
    /// Whom a figure counts: no staff.
    pub part: Option<Part>,
}

/// The people asked for, at most `limit` of them, from after the key `after` on. Of one firm, they are in the order of
/// user IDs, which are the keys; else in that of accounts. Staff are among them where no figure is asked for.
///
/// # Errors
/// When the database cannot be read.
pub async fn people(
    db: &mut AnyConnection,
    asked: &People<'_>,
    after: &str,
    limit: u32,
) -> Result<Vec<Account>, StoreError> {
    let key = if asked.firm.is_some() { "u.user_id" } else { "u.account" };
    let mut values = Vec::new();
    let mut bind = |value: String| {
        values.push(value);
        format!("${}", values.len() + 2)
    };
    let mut conditions = vec![format!("{key} > $1")];
    conditions.extend(asked.firm.map(|firm| format!("u.participant = {}", bind(firm.as_str().to_owned()))));
    conditions.extend(asked.part.map(|part| format!("u.participant <> 'STAFF' AND {}", adoption::condition(part))));
    for word in asked.words {
        let (like, code) = (bind(pattern(word)), bind(word.to_uppercase()));
        conditions.push(format!(
            "(LOWER(u.user_id) LIKE {like} ESCAPE '\\' OR LOWER(u.name_en) LIKE {like} ESCAPE '\\'
              OR u.name_zh LIKE {like} ESCAPE '\\' OR u.participant = {code})"
        ));
    }
    let (users, conditions) = (adoption::USERS, conditions.join(" AND "));
    let text = format!("SELECT * FROM ({users}) u WHERE {conditions} ORDER BY {key} LIMIT $2");
    let query = sqlx::query(AssertSqlSafe(text)).bind(after.to_owned()).bind(i64::from(limit));
    let query = values.into_iter().fold(query, |query, value| query.bind(value));
    query.fetch_all(db).await?.iter().map(Account::from_row).collect()
}

/// A mail, without what it says.
#[derive(Clone, Debug)]
pub struct Posted {
    /// Its id, which sorts by time as those of events do.
    pub id: String,
    /// When it was put in.
    pub at: Instant,
    /// What it is for.
    pub kind: String,
    /// `waiting`, `sent`, `refused` or `useless`.
    pub state: String,
    /// When it was settled.
    pub settled_at: Option<Instant>,
    /// What the mail system answered last: it may name the address.
    pub answer: Option<String>,
}

/// Mails to an account, newest first, after the one or the event with the id `before`; at most `limit` of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn mails(
    db: &mut AnyConnection,
    account: &AccountId,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<Posted>, StoreError> {
    // The account leads through its index: joined to nothing, the id would lead through the mail of everybody.
    let older = if before.is_some() { "AND id || '' < $3" } else { "" };
    let text = format!(
        "SELECT id, created_at, kind, state, settled_at, answer FROM outbox
         WHERE account = $1 {older} ORDER BY id || '' DESC LIMIT $2"
    );
    let mut query = sqlx::query(AssertSqlSafe(text)).bind(account.to_string()).bind(i64::from(limit));
    if let Some(before) = before {
        query = query.bind(before.to_owned());
    }
    let rows = query.fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            Ok(Posted {
                id: row.text("id")?,
                at: row.instant("created_at")?,
                kind: row.text("kind")?,
                state: row.text("state")?,
                settled_at: row.maybe_instant("settled_at")?,
                answer: row.maybe_text("answer")?,
            })
        })
        .collect()
}

/// The newest results of the connectivity test of an account, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn results(db: &mut AnyConnection, account: &AccountId, limit: u32) -> Result<Vec<RunResult>, StoreError> {
    sqlx::query("SELECT * FROM connectivity_results WHERE account = $1 ORDER BY at DESC, id DESC LIMIT $2")
        .bind(account.to_string())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?
        .iter()
        .map(RunResult::from_row)
        .collect()
}

/// Which firms are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Firms<'q> {
    /// What is searched for in codes and names; empty: nothing.
    pub search: &'q str,
    /// Which.
    pub show: Show,
    /// When it is asked: exceptions that are over do not count.
    pub now: Instant,
}

/// What every statement about [`Firms`] looks at; the first parameter is the search's pattern, the second the instant.
fn firms_from(show: Show) -> String {
    let shown = match show {
        Show::All => "1 = 1",
        Show::Behind => "f.behind > 0",
        Show::NoPair => "f.has_pair = 0",
        Show::NeverCame => "f.administrators > 0 AND f.administrators_seen = 0",
        Show::Exception => EXCEPTED,
        Show::Ready => "f.behind = 0 AND f.active > 0",
    };
    let active: Vec<String> = State::ALL.iter().map(|state| state_column(*state)).collect();
    format!(
        "FROM participants p JOIN (SELECT *, {} AS active FROM adoption_firms) f ON f.participant = p.code
         WHERE (LOWER(p.code) LIKE $1 ESCAPE '\\' OR LOWER(p.name_en) LIKE $1 ESCAPE '\\' OR p.name_zh LIKE $1 ESCAPE '\\')
           AND $2 = $2 AND {shown}",
        active.join(" + ")
    )
}

/// The figure of a state.
fn state_column(state: State) -> String {
    format!("state_{}", state.name().replace('-', "_"))
}

/// That a firm or a user of it has an exception, in force or to come.
const EXCEPTED: &str = "EXISTS (SELECT 1 FROM exceptions e WHERE e.ended_at IS NULL AND e.until_at > $2
    AND (e.subject = p.code OR SUBSTR(e.subject, 1, LENGTH(p.code) + 1) = p.code || '/'))";

/// How many firms are found.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_firms(db: &mut AnyConnection, asked: &Firms<'_>) -> Result<u64, StoreError> {
    let text = format!("SELECT COUNT(*) {}", firms_from(asked.show));
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(text))
        .bind(pattern(asked.search))
        .bind(asked.now.as_millis())
        .fetch_one(db)
        .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Firms by code, from after the code `after` on, at most `limit` of them; each with its figures, and whether it or a
/// user of it has an exception.
///
/// # Errors
/// When the database cannot be read.
pub async fn firms(
    db: &mut AnyConnection,
    asked: &Firms<'_>,
    after: &str,
    limit: u32,
) -> Result<Vec<(FirmLine, bool)>, StoreError> {
    let text = format!(
        "SELECT p.code, p.name_en, p.name_zh, f.*, CASE WHEN {EXCEPTED} THEN 1 ELSE 0 END AS excepted {}
         AND p.code > $3 ORDER BY p.code LIMIT $4",
        firms_from(asked.show)
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(pattern(asked.search))
        .bind(asked.now.as_millis())
        .bind(after.to_owned())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok((adoption::line(row)?, row.flag("excepted")?))).collect()
}

/// The mail domains of a firm's registered addresses: how many users have each, and how many of these refuse mail; the
/// most used first.
///
/// # Errors
/// When the database cannot be read.
pub async fn domains(db: &mut AnyConnection, firm: &ParticipantCode) -> Result<Vec<(String, u64, u64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT email_key, CASE WHEN mail_refused_at IS NULL THEN 0 ELSE 1 END AS refused FROM accounts
         WHERE participant = $1 AND email_key IS NOT NULL",
    )
    .bind(firm.as_str().to_owned())
    .fetch_all(db)
    .await?;
    let mut counts = BTreeMap::<String, (u64, u64)>::new();
    for row in &rows {
        let key = row.text("email_key")?;
        let (users, refused) = counts.entry(key.rsplit('@').next().unwrap_or_default().to_owned()).or_default();
        *users += 1;
        *refused += u64::from(row.flag("refused")?);
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(domain, (users, refused))| (domain, users, refused)).collect();
    counts.sort_by_key(|(_, users, _)| Reverse(*users));
    Ok(counts)
}

/// Briefings that users of a firm have a seat at, newest first, with how many have, and how many of these came.
///
/// # Errors
/// When the database cannot be read.
pub async fn briefings(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    limit: u32,
) -> Result<Vec<(Attended, u64, u64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT b.id, b.title_en, b.title_zh, b.starts_at, COUNT(*) AS seats,
                CAST(SUM(s.attended) AS BIGINT) AS came
         FROM briefing_seats s JOIN accounts a ON a.account = s.account JOIN briefings b ON b.id = s.briefing
         WHERE a.participant = $1 AND s.state = 'taken' AND b.called_off_at IS NULL
         GROUP BY b.id, b.title_en, b.title_zh, b.starts_at ORDER BY b.starts_at DESC LIMIT $2",
    )
    .bind(firm.as_str().to_owned())
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let count = |column| Ok::<_, StoreError>(u64::try_from(row.number(column)?).unwrap_or_default());
            let briefing = Attended {
                id: row.text("id")?,
                title_en: row.text("title_en")?,
                title_zh: row.text("title_zh")?,
                at: row.instant("starts_at")?,
            };
            Ok((briefing, count("seats")?, count("came")?))
        })
        .collect()
}

/// A briefing, as far as a firm's page tells of it.
#[derive(Clone, Debug)]
pub struct Attended {
    /// Its id.
    pub id: String,
    /// Its title in English.
    pub title_en: String,
    /// Its title in Traditional Chinese.
    pub title_zh: String,
    /// When it begins.
    pub at: Instant,
}

/// What a firm as a whole has acknowledged of the user guide, newest first: document, version, when.
///
/// # Errors
/// When the database cannot be read.
pub async fn guides(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    limit: u32,
) -> Result<Vec<(String, String, Instant)>, StoreError> {
    let rows = sqlx::query(
        "SELECT document, version, at FROM guide_acknowledgements WHERE holder = $1 ORDER BY at DESC LIMIT $2",
    )
    .bind(firm.as_str().to_owned())
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((row.text("document")?, row.text("version")?, row.instant("at")?))).collect()
}
