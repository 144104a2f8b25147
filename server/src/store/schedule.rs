//! The schedule's events, their history, and the one row that says which phase is in force.

use std::collections::HashMap;

use domain::{
    account::{AccountId, ParticipantCode},
    life::State,
    reach::{Case, Invited},
    schedule::{Arming, Bilingual, Blocked, Event, Exception, Plan, Timeline},
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError, terms::exception};

fn event(row: &AnyRow) -> Result<Event, StoreError> {
    let count = |column| Ok::<_, StoreError>(row.maybe_number(column)?.and_then(|n| u64::try_from(n).ok()));
    let armed = match (row.maybe_instant("armed_at")?, count("armed_users")?, count("armed_firms")?) {
        (Some(at), Some(users), Some(firms)) => Some(Arming { at, blocked: Blocked { users, firms } }),
        _ => None,
    };
    let both = |en, zh| Ok::<_, StoreError>(Bilingual { en: row.text(en)?, zh: row.text(zh)? });
    Ok(Event {
        id: row.text("id")?,
        plan: Plan {
            kind: row.parsed("kind", "kind of event")?,
            at: row.maybe_instant("at")?,
            when: both("when_en", "when_zh")?,
            title: both("title_en", "title_zh")?,
            text: both("text_en", "text_zh")?,
        },
        state: row.parsed("state", "state of an event")?,
        armed,
        held: row.maybe_parsed("held_why", "reason why an event is held", |name| name.parse().ok())?,
        happened_at: row.maybe_instant("happened_at")?,
        version: row.number("version")?,
    })
}

/// Every event, in the order of their kinds.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &mut AnyConnection) -> Result<Vec<Event>, StoreError> {
    let rows = sqlx::query("SELECT * FROM schedule_events ORDER BY id").fetch_all(db).await?;
    let mut events = rows.iter().map(event).collect::<Result<Vec<_>, _>>()?;
    events.sort_by_key(|event| (event.plan.kind, event.plan.at, event.id.clone()));
    Ok(events)
}

/// One event.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Event>, StoreError> {
    let row = sqlx::query("SELECT * FROM schedule_events WHERE id = $1").bind(id.to_owned()).fetch_optional(db).await?;
    row.as_ref().map(event).transpose()
}

/// Writes an event as `new`, a version above what it was; false where it is not at `new.version` any more. An event
/// that is not there is added where `new.version` is 0.
///
/// # Errors
/// When the database does not take it.
pub async fn put(db: &mut AnyConnection, new: &Event) -> Result<bool, StoreError> {
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let done = sqlx::query(
        "INSERT INTO schedule_events (id, kind, state, at, when_en, when_zh, title_en, title_zh, text_en, text_zh,
                                      armed_at, armed_users, armed_firms, held_why, happened_at, version)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1
         WHERE $16 = 0 OR EXISTS (SELECT 1 FROM schedule_events WHERE id = $1)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, state = excluded.state, at = excluded.at,
             when_en = excluded.when_en, when_zh = excluded.when_zh, title_en = excluded.title_en,
             title_zh = excluded.title_zh, text_en = excluded.text_en, text_zh = excluded.text_zh,
             armed_at = excluded.armed_at, armed_users = excluded.armed_users, armed_firms = excluded.armed_firms,
             held_why = excluded.held_why, happened_at = excluded.happened_at,
             version = schedule_events.version + 1
         WHERE schedule_events.version = $16",
    )
    .bind(new.id.clone())
    .bind(new.plan.kind.name())
    .bind(new.state.name())
    .bind(new.plan.at.map(Instant::as_millis))
    .bind(new.plan.when.en.clone())
    .bind(new.plan.when.zh.clone())
    .bind(new.plan.title.en.clone())
    .bind(new.plan.title.zh.clone())
    .bind(new.plan.text.en.clone())
    .bind(new.plan.text.zh.clone())
    .bind(new.armed.map(|armed| armed.at.as_millis()))
    .bind(new.armed.map(|armed| signed(armed.blocked.users)))
    .bind(new.armed.map(|armed| signed(armed.blocked.firms)))
    .bind(new.held.map(|why| why.name()))
    .bind(new.happened_at.map(Instant::as_millis))
    .bind(new.version)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Holds the timeline until the transaction ends, so that one settles at a time; says at which revision.
///
/// # Errors
/// When the database does not take it.
pub async fn hold_timeline(db: &mut AnyConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("UPDATE timeline SET revision = revision + 1 WHERE one = 1 RETURNING revision")
        .fetch_one(db)
        .await?)
}

/// Writes the timeline, and when the next event is due.
///
/// # Errors
/// When the database does not take it.
pub async fn set_timeline(db: &mut AnyConnection, now: Timeline, next_at: Option<Instant>) -> Result<(), StoreError> {
    sqlx::query("UPDATE timeline SET phase = $1, since = $2, former = $3, next_at = $4 WHERE one = 1")
        .bind(now.phase.name())
        .bind(now.since.as_millis())
        .bind(now.former.name())
        .bind(next_at.map(Instant::as_millis))
        .execute(db)
        .await?;
    Ok(())
}

/// Notes that cards are out of use for good.
///
/// # Errors
/// When the database does not take it.
pub async fn set_decommissioned(db: &mut AnyConnection, at: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE timeline SET decommissioned_at = $1 WHERE one = 1 AND decommissioned_at IS NULL")
        .bind(at.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// When cards went out of use for good.
///
/// # Errors
/// When the database cannot be read.
pub async fn decommissioned_at(db: &mut AnyConnection) -> Result<Option<Instant>, StoreError> {
    let at: Option<i64> =
        sqlx::query_scalar("SELECT decommissioned_at FROM timeline WHERE one = 1").fetch_one(db).await?;
    Ok(at.map(Instant::from_millis))
}

/// Since when everybody is told that mail is delayed, where they are.
///
/// # Errors
/// When the database cannot be read.
pub async fn mail_delayed_at(db: &mut AnyConnection) -> Result<Option<Instant>, StoreError> {
    let at: Option<i64> =
        sqlx::query_scalar("SELECT mail_delayed_at FROM timeline WHERE one = 1").fetch_one(db).await?;
    Ok(at.map(Instant::from_millis))
}

/// Sets since when everybody is told that mail is delayed; none: they are told no more. False where it stood so.
///
/// # Errors
/// When the database does not take it.
pub async fn set_mail_delayed(db: &mut AnyConnection, at: Option<Instant>) -> Result<bool, StoreError> {
    let other = if at.is_some() { "IS NULL" } else { "IS NOT NULL" };
    let text = format!("UPDATE timeline SET mail_delayed_at = $1 WHERE one = 1 AND mail_delayed_at {other}");
    let done = sqlx::query(AssertSqlSafe(text)).bind(at.map(Instant::as_millis)).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Sets until when sessions of closed methods are let in; they are ended then.
///
/// # Errors
/// When the database does not take it.
pub async fn set_closing(db: &mut AnyConnection, at: Option<Instant>) -> Result<(), StoreError> {
    sqlx::query("UPDATE timeline SET closing_at = $1 WHERE one = 1")
        .bind(at.map(Instant::as_millis))
        .execute(db)
        .await?;
    Ok(())
}

/// Whether anything is due at `now`: an event, unless the phase is not `by_schedule`, the end of sessions, or the
/// beginning or end of an exception.
///
/// # Errors
/// When the database cannot be read.
pub async fn any_due(db: &mut AnyConnection, by_schedule: bool, now: Instant) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar(
        "SELECT one FROM timeline WHERE one = 1 AND ($2 = 1 AND next_at <= $1 OR closing_at <= $1
             OR EXISTS (SELECT 1 FROM exceptions WHERE ended_at IS NULL
                        AND (until_at <= $1 OR begun_at IS NULL AND from_at <= $1)))",
    )
    .bind(now.as_millis())
    .bind(i64::from(by_schedule))
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Until when sessions of closed methods are let in, where some are.
///
/// # Errors
/// When the database cannot be read.
pub async fn closing_at(db: &mut AnyConnection) -> Result<Option<Instant>, StoreError> {
    let at: Option<i64> = sqlx::query_scalar("SELECT closing_at FROM timeline WHERE one = 1").fetch_one(db).await?;
    Ok(at.map(Instant::from_millis))
}

/// One line of the history of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its id, which sorts by time.
    pub id: String,
    /// The event.
    pub event: String,
    /// When.
    pub at: Instant,
    /// `planned`, `armed`, `held`, `happened` or `cancelled`.
    pub what: String,
    /// An account, `operator` or `system`.
    pub actor: String,
    /// The request that two people agreed on.
    pub request: Option<String>,
    /// What it was and what it became.
    pub detail: serde_json::Value,
}

/// Adds a line to the history.
///
/// # Errors
/// When the database does not take it.
pub async fn add_chapter(db: &mut AnyConnection, new: &Chapter) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO schedule_history (id, event, at, what, actor, request, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id.clone())
    .bind(new.event.clone())
    .bind(new.at.as_millis())
    .bind(new.what.clone())
    .bind(new.actor.clone())
    .bind(new.request.clone())
    .bind(new.detail.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// The history of an event, or of all, newest first, at most `limit` lines.
///
/// # Errors
/// When the database cannot be read.
pub async fn history(db: &mut AnyConnection, event: Option<&str>, limit: u32) -> Result<Vec<Chapter>, StoreError> {
    let rows = sqlx::query("SELECT * FROM schedule_history WHERE ($1 = '' OR event = $1) ORDER BY id DESC LIMIT $2")
        .bind(event.unwrap_or_default().to_owned())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|row| {
            let detail = row.text("detail")?;
            Ok(Chapter {
                id: row.text("id")?,
                event: row.text("event")?,
                at: row.instant("at")?,
                what: row.text("what")?,
                actor: row.text("actor")?,
                request: row.maybe_text("request")?,
                detail: serde_json::from_str(&detail)
                    .map_err(|_| StoreError::Row { value: detail, wanted: "chapter of the schedule" })?,
            })
        })
        .collect()
}

/// When each event changed last.
///
/// # Errors
/// When the database cannot be read.
pub async fn changed_at(db: &mut AnyConnection) -> Result<HashMap<String, Instant>, StoreError> {
    let rows = sqlx::query("SELECT event, MAX(at) AS at FROM schedule_history GROUP BY event").fetch_all(db).await?;
    rows.iter().map(|row| Ok((row.text("event")?, row.instant("at")?))).collect()
}

/// Users that phases are counted for: active, and of a firm.
const COUNTED: &str = "a.status = 'active' AND a.staff_role IS NULL";

/// What exceptions reach the account `a`.
const EXCEPTIONS: &str = "xo.kind AS own_kind, xo.from_at AS own_from, xo.until_at AS own_until, \
     xf.kind AS firm_kind, xf.from_at AS firm_from, xf.until_at AS firm_until";

/// Joins them.
const EXCEPTION_JOINS: &str = "LEFT JOIN exceptions xo ON xo.subject = a.account AND xo.ended_at IS NULL \
     LEFT JOIN exceptions xf ON xf.subject = a.participant AND xf.ended_at IS NULL";

/// Whether the account `a` holds a card, looked up by an index: a joined list of all who do is walked through for every
/// account by SQLite, which knows nothing of its length.
const CARD: &str = "CASE WHEN EXISTS (SELECT 1 FROM credentials k WHERE k.account = a.account \
         AND k.kind IN ('card', 'certificate') AND k.state IN ('issued', 'bound')) THEN 1 ELSE 0 END AS card";

/// What else the account `a` holds and lacks, each looked up by an index; `$2` is the present instant.
const CASE: &str = "CASE WHEN EXISTS (SELECT 1 FROM credentials k WHERE k.account = a.account AND k.kind = 'passkey') \
         THEN 1 ELSE 0 END AS passkey, \
     CASE WHEN a.mail_refused_at IS NULL THEN 0 ELSE 1 END AS refused, \
     CASE WHEN a.da_maker = 1 OR a.da_checker = 1 THEN 1 ELSE 0 END AS administrator, \
     CASE WHEN a.state <> 'registered' THEN 0 \
          WHEN EXISTS (SELECT 1 FROM activations v WHERE v.account = a.account AND v.used_at IS NULL \
                       AND v.revoked_at IS NULL AND v.expires_at > $2) THEN 2 \
          WHEN EXISTS (SELECT 1 FROM activations v WHERE v.account = a.account AND v.used_at IS NULL \
                       AND v.revoked_at IS NULL) THEN 1 \
          ELSE 0 END AS invited";

/// How somebody stands: the columns of [`CARD`] and [`CASE`].
fn case(row: &AnyRow) -> Result<Case, StoreError> {
    Ok(Case {
        state: row.parsed("state", "state")?,
        card: row.flag("card")?,
        passkey: row.flag("passkey")?,
        mail_refused: row.flag("refused")?,
        invited: match row.number("invited")? {
            0 => Invited::Never,
            1 => Invited::Expired,
            _ => Invited::Open,
        },
    })
}

/// Active users of one firm who stand alike, as far as phases care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The firm.
    pub firm: ParticipantCode,
    /// Their state.
    pub state: State,
    /// Whether they hold a smartcard that proves.
    pub card: bool,
    /// Their own exception.
    pub own: Option<Exception>,
    /// Their firm's.
    pub firm_wide: Option<Exception>,
    /// How many there are.
    pub users: u64,
}

/// All active users in groups of those who stand alike. The rule that says who of them is blocked is the domain's: the
/// database only groups.
///
/// # Errors
/// When the database cannot be read.
pub async fn groups(db: &mut AnyConnection, firm: Option<&ParticipantCode>) -> Result<Vec<Group>, StoreError> {
    let text = format!(
        "SELECT a.participant, a.state, a.card, {EXCEPTIONS}, COUNT(*) AS users
         FROM (SELECT a.account, a.participant, a.state, {CARD} FROM accounts a
               WHERE {COUNTED} AND ($1 = '' OR a.participant = $1)) a {EXCEPTION_JOINS}
         GROUP BY a.participant, a.state, a.card,
                  xo.kind, xo.from_at, xo.until_at, xf.kind, xf.from_at, xf.until_at"
    );
    let code = firm.map(|firm| firm.as_str().to_owned()).unwrap_or_default();
    let rows = sqlx::query(AssertSqlSafe(text)).bind(code).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            Ok(Group {
                firm: row.parsed("participant", "participant code")?,
                state: row.parsed("state", "state")?,
                card: row.flag("card")?,
                own: exception(row, "own")?,
                firm_wide: exception(row, "firm")?,
                users: u64::try_from(row.number("users")?).unwrap_or_default(),
            })
        })
        .collect()
}

/// Active users of one firm who stand alike, as far as what helps them is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseGroup {
    /// The firm.
    pub firm: ParticipantCode,
    /// How they stand.
    pub case: Case,
    /// Whether they administer their firm.
    pub administrator: bool,
    /// Their own exception.
    pub own: Option<Exception>,
    /// Their firm's.
    pub firm_wide: Option<Exception>,
    /// How many there are.
    pub users: u64,
}

/// The same in the finer groups of those whom the same helps at `now`.
///
/// # Errors
/// When the database cannot be read.
pub async fn cases(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    now: Instant,
) -> Result<Vec<CaseGroup>, StoreError> {
    let alike = "participant, state, card, passkey, refused, administrator, invited, \
                 own_kind, own_from, own_until, firm_kind, firm_from, firm_until";
    let text = format!(
        "SELECT {alike}, COUNT(*) AS users FROM
             (SELECT a.participant, a.state, {CARD}, {CASE}, {EXCEPTIONS} FROM accounts a {EXCEPTION_JOINS}
              WHERE {COUNTED} AND ($1 = '' OR a.participant = $1)) standing
         GROUP BY {alike}"
    );
    let code = firm.map(|firm| firm.as_str().to_owned()).unwrap_or_default();
    let rows = sqlx::query(AssertSqlSafe(text)).bind(code).bind(now.as_millis()).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            Ok(CaseGroup {
                firm: row.parsed("participant", "participant code")?,
                case: case(row)?,
                administrator: row.flag("administrator")?,
                own: exception(row, "own")?,
                firm_wide: exception(row, "firm")?,
                users: u64::try_from(row.number("users")?).unwrap_or_default(),
            })
        })
        .collect()
}

/// One active user of a firm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: AccountId,
    /// The names in English and in Chinese.
    pub name: (String, String),
    /// How they stand.
    pub case: Case,
    /// Their own exception.
    pub own: Option<Exception>,
    /// Their firm's.
    pub firm_wide: Option<Exception>,
    /// Whether they administer their firm.
    pub administrator: bool,
    /// Since when their registered address refuses mail.
    pub mail_refused_at: Option<Instant>,
    /// When they logged in last.
    pub last_login_at: Option<Instant>,
}

/// Rows read at a time.
const PAGE: u32 = 5000;

/// Active users whose names come after `after`, of one firm or of all, in their order, at most `limit`, as they stand
/// at `now`.
///
/// # Errors
/// When the database cannot be read.
pub async fn members(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    after: &str,
    limit: u32,
    now: Instant,
) -> Result<Vec<Member>, StoreError> {
    let text = format!(
        "SELECT a.account, a.name_en, a.name_zh, a.state, a.mail_refused_at, a.last_login_at, {CARD}, {CASE}, {EXCEPTIONS}
         FROM accounts a {EXCEPTION_JOINS}
         WHERE {COUNTED} AND ($1 = '' OR a.participant = $1) AND a.account > $3 ORDER BY a.account LIMIT $4"
    );
    let code = firm.map(|firm| firm.as_str().to_owned()).unwrap_or_default();
    let query = sqlx::query(AssertSqlSafe(text)).bind(code).bind(now.as_millis());
    let rows = query.bind(after.to_owned()).bind(i64::from(limit)).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            Ok(Member {
                id: row.parsed("account", "account")?,
                name: (row.text("name_en")?, row.text("name_zh")?),
                case: case(row)?,
                own: exception(row, "own")?,
                firm_wide: exception(row, "firm")?,
                administrator: row.flag("administrator")?,
                mail_refused_at: row.maybe_instant("mail_refused_at")?,
                last_login_at: row.maybe_instant("last_login_at")?,
            })
        })
        .collect()
}

/// Shows every active user to `each`, of one firm or of all, in the order of their names, a page at a time, as they
/// stand at `now`.
///
/// # Errors
/// When the database cannot be read.
pub async fn each_member(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    now: Instant,
    mut each: impl FnMut(Member),
) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let found = members(&mut *db, firm, &after, PAGE, now).await?;
        let Some(last) = found.last() else { return Ok(()) };
        after = last.id.to_string();
        found.into_iter().for_each(&mut each);
    }
}
