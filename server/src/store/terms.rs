//! Which phase is in force, for everybody and for one account: read with what asks for it, never kept.

use domain::{
    account::AccountId,
    schedule::{Exception, Terms, Timeline},
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError};

/// Columns of the terms, where the timeline is `t`, the user's own exception `xo` and the firm's `xf`.
pub(super) const COLUMNS: &str = "t.phase AS t_phase, t.since AS t_since, t.former AS t_former, t.next_at AS t_next, \
     t.decommissioned_at AS t_decommissioned, xo.kind AS own_kind, xo.from_at AS own_from, xo.until_at AS own_until, \
     xf.kind AS firm_kind, xf.from_at AS firm_from, xf.until_at AS firm_until";

/// Joins them to the account `a`.
pub(super) const JOINS: &str = "JOIN timeline t ON t.one = 1 \
     LEFT JOIN exceptions xo ON xo.subject = a.account AND xo.ended_at IS NULL \
     LEFT JOIN exceptions xf ON xf.subject = a.participant AND xf.ended_at IS NULL";

/// Terms as they are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The terms, as far as events are settled.
    pub terms: Terms,
    /// When the next event is due.
    pub next_at: Option<Instant>,
}

impl Stored {
    pub(super) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let (timeline, next_at) = timeline_of(row, "t_")?;
        Ok(Self { terms: Terms { timeline, own: exception(row, "own")?, firm: exception(row, "firm")? }, next_at })
    }
}

/// The exception in the columns that begin with `whose`, where there is one.
pub(super) fn exception(row: &AnyRow, whose: &str) -> Result<Option<Exception>, StoreError> {
    let column = |name: &str| format!("{whose}_{name}");
    let kind = row.maybe_parsed(&column("kind"), "kind of exception", |name| name.parse().ok())?;
    kind.map(|kind| Ok(Exception { kind, from: row.instant(&column("from"))?, until: row.instant(&column("until"))? }))
        .transpose()
}

fn timeline_of(row: &AnyRow, prefix: &str) -> Result<(Timeline, Option<Instant>), StoreError> {
    let column = |name: &str| format!("{prefix}{name}");
    let timeline = Timeline {
        phase: row.parsed(&column("phase"), "phase")?,
        since: row.instant(&column("since"))?,
        former: row.parsed(&column("former"), "phase")?,
        decommissioned: row.maybe_number(&column("decommissioned"))?.is_some(),
    };
    Ok((timeline, row.maybe_instant(&column("next"))?))
}

/// The terms of `account`; none where there is no such account.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, account: &AccountId) -> Result<Option<Stored>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM accounts a {JOINS} WHERE a.account = $1");
    let row = sqlx::query(AssertSqlSafe(text)).bind(account.to_string()).fetch_optional(db).await?;
    row.map(|row| Stored::from_row(&row)).transpose()
}

/// The timeline, and when the next event is due.
///
/// # Errors
/// When the database cannot be read.
pub async fn timeline(db: &mut AnyConnection) -> Result<(Timeline, Option<Instant>), StoreError> {
    let row = sqlx::query(
        "SELECT phase, since, former, next_at AS next, decommissioned_at AS decommissioned FROM timeline WHERE one = 1",
    )
    .fetch_one(db)
    .await?;
    timeline_of(&row, "")
}
