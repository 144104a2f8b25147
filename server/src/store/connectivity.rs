//! Results of the connectivity test, and a firm's users with their newest.

use std::time::Duration;

use app::ports::connectivity::Show;
use domain::{
    account::{AccountId, ParticipantCode},
    connectivity::{Check, Finding, Findings, Latency, Outcome, Reason},
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError, accounts::Account, roster};

/// What one run found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunResult {
    /// Its id: of a test login its tag.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// When.
    pub at: Instant,
    /// The browser's family and system; empty when not recognised.
    pub browser: String,
    /// Every check that was made.
    pub findings: Findings,
    /// How long the mail took.
    pub latency: Latency,
}

impl RunResult {
    pub(super) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let span = |column| -> Result<Option<Duration>, StoreError> {
            Ok(row.maybe_number(column)?.map(|ms| Duration::from_millis(u64::try_from(ms).unwrap_or_default())))
        };
        Ok(Self {
            id: row.text("id")?,
            account: row.parsed("account", "account")?,
            at: row.instant("at")?,
            browser: row.text("browser")?,
            findings: findings(&row.text("checks")?),
            latency: Latency { relay: span("relay_ms")?, typed: span("typed_ms")? },
        })
    }
}

/// As JSON: the name of each check, and `pass` or the name of the reason.
fn checks(findings: &Findings) -> String {
    let made = findings.iter().map(|(check, finding)| (check.name().to_owned(), finding.name().into()));
    serde_json::Value::Object(made.collect()).to_string()
}

fn findings(checks: &str) -> Findings {
    let checks: serde_json::Value = serde_json::from_str(checks).unwrap_or_default();
    let mut findings = Findings::default();
    for check in Check::ALL {
        match checks[check.name()].as_str() {
            Some("pass") => findings.note(check, Finding::Pass),
            Some(reason) => reason.parse().into_iter().for_each(|reason: Reason| findings.fault(reason)),
            None => {}
        }
    }
    findings
}

/// Writes a result, over the former one of the same id, and forgets all but the newest `keep` of the account.
///
/// # Errors
/// When the database does not take it.
pub async fn put(db: &mut AnyConnection, result: &RunResult, keep: u32) -> Result<(), StoreError> {
    let reason = result.findings.gravest();
    let ms = |span: Option<Duration>| span.map(|span| i64::try_from(span.as_millis()).unwrap_or(i64::MAX));
    sqlx::query(
        "INSERT INTO connectivity_results (id, account, at, browser, outcome, failed_check, reason, relay_ms, typed_ms,
                                           checks)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (id) DO UPDATE SET at = excluded.at, browser = excluded.browser, outcome = excluded.outcome,
                failed_check = excluded.failed_check, reason = excluded.reason, relay_ms = excluded.relay_ms,
                typed_ms = excluded.typed_ms, checks = excluded.checks",
    )
    .bind(result.id.clone())
    .bind(result.account.to_string())
    .bind(result.at.as_millis())
    .bind(result.browser.clone())
    .bind(result.findings.outcome().name())
    .bind(reason.map(|reason| reason.check().name()))
    .bind(reason.map(Reason::name))
    .bind(ms(result.latency.relay))
    .bind(ms(result.latency.typed))
    .bind(checks(&result.findings))
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "DELETE FROM connectivity_results WHERE account = $1 AND id NOT IN
         (SELECT id FROM connectivity_results WHERE account = $1 ORDER BY at DESC, id DESC LIMIT $2)",
    )
    .bind(result.account.to_string())
    .bind(i64::from(keep))
    .execute(db)
    .await?;
    Ok(())
}

/// Finds a result.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<RunResult>, StoreError> {
    sqlx::query("SELECT * FROM connectivity_results WHERE id = $1")
        .bind(id.to_owned())
        .fetch_optional(db)
        .await?
        .map(|row| RunResult::from_row(&row))
        .transpose()
}

/// Active users of a firm, each beside the newest result, if there is one.
const USERS: &str = "accounts a LEFT JOIN connectivity_results r ON r.account = a.account AND r.id =
        (SELECT n.id FROM connectivity_results n WHERE n.account = a.account ORDER BY n.at DESC, n.id DESC LIMIT 1)
    WHERE a.participant = $1 AND a.status = 'active'";

/// The condition of `show`: fixed texts only.
fn condition(show: Show) -> String {
    match show {
        Show::All => "1 = 1".to_owned(),
        Show::Outcome(outcome) => format!("r.outcome = '{outcome}'"),
        Show::Never => "r.id IS NULL".to_owned(),
    }
}

/// How many active users of a firm have which outcome as their newest; none: never tested.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(db: &mut AnyConnection, firm: &ParticipantCode) -> Result<Vec<(Option<Outcome>, u64)>, StoreError> {
    let text = format!("SELECT r.outcome AS outcome, COUNT(*) AS users FROM {USERS} GROUP BY r.outcome");
    let rows = sqlx::query(AssertSqlSafe(text)).bind(firm.as_str().to_owned()).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            let outcome = row.maybe_parsed("outcome", "outcome of a run", |text| text.parse().ok())?;
            Ok((outcome, u64::try_from(row.number("users")?).unwrap_or_default()))
        })
        .collect()
}

/// Active users of a firm by user ID, from `offset` on, each with the newest result; and how many there are in all.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    search: &str,
    show: Show,
    offset: u64,
    limit: u32,
) -> Result<(Vec<(Account, Option<RunResult>)>, u64), StoreError> {
    let (searched, condition) = (roster::SEARCHED, condition(show));
    let pattern = roster::pattern(search);
    let from = format!("{USERS} AND {condition} AND a.account IN (SELECT account FROM accounts WHERE {searched})");
    let text = format!("SELECT COUNT(*) FROM {from}");
    let found: i64 = sqlx::query_scalar(AssertSqlSafe(text))
        .bind(firm.as_str().to_owned())
        .bind(pattern.clone())
        .fetch_one(&mut *db)
        .await?;
    let text = format!(
        "SELECT a.*, r.id, r.at, r.browser, r.checks, r.relay_ms, r.typed_ms FROM {from} ORDER BY a.user_id LIMIT $3 OFFSET $4"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(firm.as_str().to_owned())
        .bind(pattern)
        .bind(i64::from(limit))
        .bind(i64::try_from(offset).unwrap_or(i64::MAX))
        .fetch_all(&mut *db)
        .await?;
    let users = rows.iter().map(|row| {
        let tested = row.maybe_text("id")?.is_some();
        Ok((Account::from_row(row)?, tested.then(|| RunResult::from_row(row)).transpose()?))
    });
    Ok((users.collect::<Result<_, StoreError>>()?, u64::try_from(found).unwrap_or_default()))
}
