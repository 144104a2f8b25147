//! The adoption's figures: of each firm, of each day, and of what happened.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use domain::{
    account::ParticipantCode,
    adoption::{Day, Figures, Happening, House, Part},
    life::{State, Status, has_two_factor},
    phase::Phase,
    reach::{self, WhyBlocked},
    schedule::Blocked,
};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{
    Backend, Columns as _, StoreError,
    accounts::Account,
    directory::{BATCH, places},
};
use crate::adoption::{BlockedHouse, FirmLine, FirmOrder, FirmQuery};

/// The figures as a list of columns.
static COLUMNS: LazyLock<String> = LazyLock::new(|| Figures::NAMES.join(", "));

/// Users as the figures tell them apart: accounts, with the flags `card` and `passkey`.
pub(super) const USERS: &str = "SELECT a.*,
    CASE WHEN EXISTS (SELECT 1 FROM credentials c WHERE c.account = a.account
         AND c.kind IN ('card', 'certificate') AND c.state IN ('issued', 'bound')) THEN 1 ELSE 0 END AS card,
    CASE WHEN EXISTS (SELECT 1 FROM credentials c WHERE c.account = a.account
         AND c.kind = 'passkey') THEN 1 ELSE 0 END AS passkey
    FROM accounts a";

/// Whether one of [`USERS`], as `u`, belongs to `part`. What figures count and what lists show both come from here.
pub(super) fn condition(part: Part) -> String {
    let active = |condition: &str| format!("u.status = 'active' AND {condition}");
    let states = |states: &[State]| {
        let states: Vec<_> = states.iter().map(|state| format!("'{state}'")).collect();
        format!("u.state IN ({})", states.join(", "))
    };
    let able =
        |able: bool| states(&State::ALL.into_iter().filter(|at| has_two_factor(*at) == able).collect::<Vec<_>>());
    match part {
        Part::In(state) => active(&format!("u.state = '{state}'")),
        Part::Reached(state) => active(&states(&State::ALL.into_iter().filter(|at| *at >= state).collect::<Vec<_>>())),
        Part::WithCard(state) => active(&format!("u.state = '{state}' AND u.card = 1")),
        Part::Behind => active(&able(false)),
        Part::Dormant => format!("u.status = '{}'", Status::Dormant),
        Part::Disabled => format!("u.status = '{}'", Status::Disabled),
        Part::Passkey => active("u.passkey = 1"),
        Part::MailAlone => active(&format!("u.set_up_by = 'mailbox' AND {}", able(true))),
        Part::MailRefused => active("u.mail_refused_at IS NOT NULL"),
        Part::Administrators => active("(u.da_maker = 1 OR u.da_checker = 1)"),
        Part::AdministratorsSeen => active("(u.da_maker = 1 OR u.da_checker = 1) AND u.last_login_at IS NOT NULL"),
    }
}

/// Counts firms anew from their users.
static RECOUNT: LazyLock<String> = LazyLock::new(|| {
    let conditions = Figures::PARTS.into_iter().chain([Part::Behind]).map(condition);
    let sums = conditions.map(|condition| format!("COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)"));
    format!(
        "UPDATE adoption_firms SET ({}, behind) = (
             SELECT {} FROM ({USERS} WHERE a.participant = adoption_firms.participant) u)",
        *COLUMNS,
        sums.collect::<Vec<_>>().join(", ")
    )
});

/// Keeps the firms' figures as the day's.
static REMEMBER: LazyLock<String> = LazyLock::new(|| {
    let taken = Figures::NAMES.map(|name| format!("{name} = excluded.{name}")).join(", ");
    let columns = &*COLUMNS;
    format!(
        "INSERT INTO adoption_history (participant, day, has_pair, behind, {columns})
         SELECT participant, day, has_pair, behind, {columns} FROM adoption_firms WHERE participant IN $firms
         ON CONFLICT (participant, day) DO UPDATE SET has_pair = excluded.has_pair, behind = excluded.behind, {taken}"
    )
});

/// The figures in a row that has all their columns.
pub(crate) fn figures(row: &AnyRow) -> Result<Figures, StoreError> {
    let mut values = [0; Figures::NAMES.len()];
    for (value, name) in values.iter_mut().zip(Figures::NAMES) {
        *value = u64::try_from(row.number(name)?).unwrap_or_default();
    }
    Ok(Figures::from_values(values))
}

pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Every firm but the clearing house itself, in order.
///
/// # Errors
/// When the database cannot be read.
pub async fn every_firm(db: &mut AnyConnection) -> Result<Vec<ParticipantCode>, StoreError> {
    let rows = sqlx::query("SELECT code FROM participants WHERE code <> 'STAFF' ORDER BY code").fetch_all(db).await?;
    rows.iter().map(|row| row.parsed("code", "participant code")).collect()
}

/// Whether a firm has no figures yet.
///
/// # Errors
/// When the database cannot be read.
pub async fn any_missing(db: &mut AnyConnection) -> Result<bool, StoreError> {
    let found: Option<String> = sqlx::query_scalar(
        "SELECT code FROM participants p WHERE code <> 'STAFF'
         AND NOT EXISTS (SELECT 1 FROM adoption_firms f WHERE f.participant = p.code) LIMIT 1",
    )
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Keeps everybody else from the figures of `firms` until the transaction ends, and notes that they changed on `day`,
/// unless they changed later already. Says whether each is known to have a working pair. At most [`BATCH`], in order,
/// so that two who hold several never wait for each other.
///
/// # Errors
/// When the database does not take it.
pub async fn hold(
    db: &mut AnyConnection,
    firms: &[ParticipantCode],
    day: Day,
) -> Result<Vec<(ParticipantCode, bool)>, StoreError> {
    let text = format!(
        "INSERT INTO adoption_firms (participant, day)
         SELECT code, $1 FROM participants WHERE code <> 'STAFF' AND code IN {} ORDER BY code
         ON CONFLICT (participant) DO UPDATE
             SET day = CASE WHEN excluded.day > adoption_firms.day THEN excluded.day ELSE adoption_firms.day END
         RETURNING participant, has_pair",
        after(1, firms.len())
    );
    let query = sqlx::query(AssertSqlSafe(text)).bind(day.number());
    let query = firms.iter().fold(query, |query, firm| query.bind(firm.as_str().to_owned()));
    let rows = query.fetch_all(db).await?;
    rows.iter().map(|row| Ok((row.parsed("participant", "participant code")?, row.flag("has_pair")?))).collect()
}

/// `($2, $3)` for as many values after the first `bound`.
fn after(bound: usize, values: usize) -> String {
    let places: Vec<String> = (1..=values).map(|place| format!("${}", bound + place)).collect();
    format!("({})", places.join(", "))
}

/// The delegated administrators of `firms`, at most [`BATCH`] of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn administrators(
    db: &mut AnyConnection,
    firms: &[ParticipantCode],
) -> Result<HashMap<ParticipantCode, Vec<Account>>, StoreError> {
    let text = format!(
        "SELECT * FROM accounts WHERE participant IN {} AND (da_maker = 1 OR da_checker = 1)",
        places(1, firms.len())
    );
    let query = sqlx::query(AssertSqlSafe(text));
    let query = firms.iter().fold(query, |query, firm| query.bind(firm.as_str().to_owned()));
    let mut found = HashMap::<ParticipantCode, Vec<Account>>::new();
    for row in &query.fetch_all(db).await? {
        let account = Account::from_row(row)?;
        found.entry(account.id.participant.clone()).or_default().push(account);
    }
    Ok(found)
}

/// Notes whether a firm has a working pair of delegated administrators.
///
/// # Errors
/// When the database does not take it.
pub async fn set_pair(db: &mut AnyConnection, firm: &ParticipantCode, has_pair: bool) -> Result<(), StoreError> {
    sqlx::query("UPDATE adoption_firms SET has_pair = $2 WHERE participant = $1")
        .bind(firm.as_str().to_owned())
        .bind(i64::from(has_pair))
        .execute(db)
        .await?;
    Ok(())
}

/// Counts `firms` anew from their users, and keeps that as the day's. At most [`BATCH`] of them, which are held.
///
/// # Errors
/// When the database does not take it.
pub async fn recount(db: &mut AnyConnection, firms: &[ParticipantCode]) -> Result<(), StoreError> {
    debug_assert!(firms.len() <= BATCH);
    let named = places(1, firms.len());
    for text in [format!("{} WHERE participant IN {named}", *RECOUNT), REMEMBER.replace("$firms", &named)] {
        let query = sqlx::query(AssertSqlSafe(text));
        let query = firms.iter().fold(query, |query, firm| query.bind(firm.as_str().to_owned()));
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Adds to what happened on a day: so many times, in one of the rows that it is spread over. At most [`BATCH`], in
/// order.
///
/// # Errors
/// When the database does not take it.
pub async fn add_happenings(db: &mut AnyConnection, new: &[((Day, Happening, u8), u64)]) -> Result<(), StoreError> {
    let text = format!(
        "INSERT INTO adoption_days (day, happening, shard, times) VALUES {}
         ON CONFLICT (day, happening, shard) DO UPDATE SET times = adoption_days.times + excluded.times",
        places(new.len(), 4)
    );
    let query = sqlx::query(AssertSqlSafe(text));
    let query = new.iter().fold(query, |query, ((day, happening, shard), times)| {
        query.bind(day.number()).bind(happening.name()).bind(i64::from(*shard)).bind(signed(*times))
    });
    query.execute(db).await?;
    Ok(())
}

/// What happened from `from` to `until`, both counted in, by day.
///
/// # Errors
/// When the database cannot be read.
pub async fn happenings(
    db: &mut AnyConnection,
    from: Day,
    until: Day,
) -> Result<Vec<(Day, Happening, u64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT day, happening, CAST(SUM(times) AS BIGINT) AS times FROM adoption_days
         WHERE day >= $1 AND day <= $2 GROUP BY day, happening ORDER BY day, happening",
    )
    .bind(from.number())
    .bind(until.number())
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let times = u64::try_from(row.number("times")?).unwrap_or_default();
            Ok((Day::from_number(row.number("day")?), row.parsed("happening", "happening")?, times))
        })
        .collect()
}

/// The rows of all firms as `day` ended, or now.
const fn rows_of(day: Option<Day>) -> &'static str {
    match day {
        None => "adoption_firms f",
        Some(_) => {
            "adoption_firms n JOIN adoption_history f ON f.participant = n.participant AND f.day =
                 (SELECT MAX(h.day) FROM adoption_history h WHERE h.participant = n.participant AND h.day <= $1)"
        }
    }
}

/// Whether the figures of any firm changed after `day`.
///
/// # Errors
/// When the database cannot be read.
pub async fn changed_after(db: &mut AnyConnection, day: Day) -> Result<bool, StoreError> {
    let found = sqlx::query("SELECT 1 FROM adoption_firms WHERE day > $1 LIMIT 1")
        .bind(day.number())
        .fetch_optional(db)
        .await?;
    Ok(found.is_some())
}

/// The sum over all firms as `day` ended, or now.
///
/// # Errors
/// When the database cannot be read.
pub async fn house(db: &mut AnyConnection, day: Option<Day>) -> Result<House, StoreError> {
    let sum = |what: &str, name: &str| format!("CAST(COALESCE(SUM({what}), 0) AS BIGINT) AS {name}");
    let count = |condition: &str, name: &str| sum(&format!("CASE WHEN {condition} THEN 1 ELSE 0 END"), name);
    let sums = Figures::NAMES.map(|name| sum(&format!("f.{name}"), name)).join(", ");
    let text = format!(
        "SELECT COUNT(*) AS firms, {}, {}, {}, {sums} FROM {}",
        count(&format!("f.behind = 0 AND {} > 0", *ACTIVE), "firms_ready"),
        count("f.has_pair = 0", "firms_without_pair"),
        count("f.administrators > 0 AND f.administrators_seen = 0", "firms_never_came"),
        rows_of(day)
    );
    let query = sqlx::query(AssertSqlSafe(text));
    let query = day.into_iter().fold(query, |query, day| query.bind(day.number()));
    whole(&query.fetch_one(db).await?)
}

/// All active users of a firm.
static ACTIVE: LazyLock<String> = LazyLock::new(|| {
    let states = Figures::NAMES.into_iter().filter(|name| name.starts_with("state_"));
    format!("({})", states.map(|name| format!("f.{name}")).collect::<Vec<_>>().join(" + "))
});

fn whole(row: &AnyRow) -> Result<House, StoreError> {
    let count = |name: &str| Ok::<_, StoreError>(u64::try_from(row.number(name)?).unwrap_or_default());
    Ok(House {
        users: figures(row)?,
        firms: count("firms")?,
        firms_ready: count("firms_ready")?,
        firms_without_pair: count("firms_without_pair")?,
        firms_never_came: count("firms_never_came")?,
    })
}

/// The days from `from` to `until`, both counted in, that are settled, in order.
///
/// # Errors
/// When the database cannot be read.
pub async fn settled(db: &mut AnyConnection, from: Day, until: Day) -> Result<Vec<(Day, House)>, StoreError> {
    let rows = sqlx::query("SELECT * FROM adoption_totals WHERE day >= $1 AND day <= $2 ORDER BY day")
        .bind(from.number())
        .bind(until.number())
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok((Day::from_number(row.number("day")?), whole(row)?))).collect()
}

/// The newest day that is settled.
///
/// # Errors
/// When the database cannot be read.
pub async fn newest_settled(db: &mut AnyConnection) -> Result<Option<Day>, StoreError> {
    let day: Option<i64> = sqlx::query_scalar("SELECT MAX(day) FROM adoption_totals").fetch_one(db).await?;
    Ok(day.map(Day::from_number))
}

/// Keeps what all firms came to as `day` ended. Whoever was faster said the same.
///
/// # Errors
/// When the database does not take it.
pub async fn settle(db: &mut AnyConnection, day: Day, house: &House) -> Result<(), StoreError> {
    let values = house.users.values();
    let text = format!(
        "INSERT INTO adoption_totals (day, firms, firms_ready, firms_without_pair, firms_never_came, {})
         VALUES {} ON CONFLICT (day) DO NOTHING",
        *COLUMNS,
        places(1, 5 + values.len())
    );
    let query = sqlx::query(AssertSqlSafe(text))
        .bind(day.number())
        .bind(signed(house.firms))
        .bind(signed(house.firms_ready))
        .bind(signed(house.firms_without_pair))
        .bind(signed(house.firms_never_came));
    values.into_iter().fold(query, |query, value| query.bind(signed(value))).execute(db).await?;
    Ok(())
}

/// The first day of which there are figures.
///
/// # Errors
/// When the database cannot be read.
pub async fn began(db: &mut AnyConnection) -> Result<Option<Day>, StoreError> {
    let day: Option<i64> = sqlx::query_scalar("SELECT MIN(day) FROM adoption_history").fetch_one(db).await?;
    Ok(day.map(Day::from_number))
}

/// A firm in a row that has its figures, names and pair.
pub(super) fn line(row: &AnyRow) -> Result<FirmLine, StoreError> {
    Ok(FirmLine {
        code: row.parsed("code", "participant code")?,
        name_en: row.text("name_en")?,
        name_zh: row.text("name_zh")?,
        figures: figures(row)?,
        has_pair: row.flag("has_pair")?,
    })
}

/// Firms and their figures.
///
/// # Errors
/// When the database cannot be read.
pub async fn firms(db: &mut AnyConnection, query: &FirmQuery) -> Result<Vec<FirmLine>, StoreError> {
    let order = match query.order {
        FirmOrder::Worst => "f.behind DESC, f.participant",
        FirmOrder::Code => "f.participant",
    };
    let bound = usize::from(query.day.is_some());
    let text = format!(
        "SELECT p.code, p.name_en, p.name_zh, f.has_pair, {} FROM {} JOIN participants p ON p.code = f.participant
         ORDER BY {order} LIMIT ${} OFFSET ${}",
        Figures::NAMES.map(|name| format!("f.{name}")).join(", "),
        rows_of(query.day),
        bound + 1,
        bound + 2
    );
    let asked = sqlx::query(AssertSqlSafe(text));
    let asked = query.day.into_iter().fold(asked, |asked, day| asked.bind(day.number()));
    let asked = asked.bind(i64::from(query.limit)).bind(signed(query.offset));
    asked.fetch_all(db).await?.iter().map(line).collect()
}

/// One firm and its figures as `day` ended, or now.
///
/// # Errors
/// When the database cannot be read.
pub async fn firm(
    db: &mut AnyConnection,
    code: &ParticipantCode,
    day: Option<Day>,
) -> Result<Option<FirmLine>, StoreError> {
    let (table, until) = match day {
        None => ("adoption_firms", ""),
        Some(_) => ("adoption_history", "AND f.day <= $2 ORDER BY f.day DESC LIMIT 1"),
    };
    let text = format!(
        "SELECT p.code, p.name_en, p.name_zh, f.has_pair, {} FROM {table} f JOIN participants p ON p.code = f.participant
         WHERE f.participant = $1 {until}",
        Figures::NAMES.map(|name| format!("f.{name}")).join(", ")
    );
    let asked = sqlx::query(AssertSqlSafe(text)).bind(code.as_str().to_owned());
    let asked = day.into_iter().fold(asked, |asked, day| asked.bind(day.number()));
    asked.fetch_optional(db).await?.as_ref().map(line).transpose()
}

/// Whom `phase` shuts out where no exceptions are. Which figures are shut out, the domain's rule says: the database
/// adds them up.
///
/// # Errors
/// When the database cannot be read.
pub async fn shut_out(db: &mut AnyConnection, phase: Phase) -> Result<BlockedHouse, StoreError> {
    let groups = || State::ALL.into_iter().flat_map(|state| [(state, true), (state, false)]);
    let users = |why: Option<WhyBlocked>| {
        let shut = groups().filter(|(state, card)| match why {
            None => reach::blocked(phase, *state, *card).is_some(),
            some => reach::blocked(phase, *state, *card) == some,
        });
        let counts = shut.map(|(state, card)| {
            let name = state.name().replace('-', "_");
            if card { format!("f.card_{name}") } else { format!("(f.state_{name} - f.card_{name})") }
        });
        let sum = counts.collect::<Vec<_>>().join(" + ");
        if sum.is_empty() { "0".to_owned() } else { format!("({sum})") }
    };
    let sum = |what: &str, name: &str| format!("CAST(COALESCE(SUM({what}), 0) AS BIGINT) AS {name}");
    let all = users(None);
    let mut columns = vec![
        sum(&ACTIVE, "active"),
        sum(&all, "users"),
        sum(&format!("CASE WHEN {all} > 0 THEN 1 ELSE 0 END"), "firms"),
        sum(&format!("CASE WHEN {all} = {active} AND {active} > 0 THEN 1 ELSE 0 END", active = *ACTIVE), "shut"),
    ];
    columns.extend(WhyBlocked::ALL.map(|why| sum(&users(Some(why)), &why.name().replace('-', "_"))));
    let text = format!("SELECT {} FROM adoption_firms f", columns.join(", "));
    let row = sqlx::query(AssertSqlSafe(text)).fetch_one(db).await?;
    let count = |name: &str| Ok::<_, StoreError>(u64::try_from(row.number(name)?).unwrap_or_default());
    let mut house = BlockedHouse {
        blocked: Blocked { users: count("users")?, firms: count("firms")? },
        active: count("active")?,
        firms_shut_out: count("shut")?,
        ..BlockedHouse::default()
    };
    for why in WhyBlocked::ALL {
        house.reasons.insert(why, count(&why.name().replace('-', "_"))?);
    }
    Ok(house)
}

/// Everything that is kept.
#[derive(Debug, Default)]
pub struct Kept {
    /// The figures of each firm, and whether it has a working pair.
    pub firms: BTreeMap<ParticipantCode, (Figures, bool)>,
    /// The same, as days ended.
    pub history: BTreeMap<(ParticipantCode, Day), (Figures, bool)>,
    /// What happened on each day.
    pub happenings: BTreeMap<(Day, Happening), u64>,
    /// Days that are settled.
    pub totals: BTreeMap<Day, House>,
}

/// Reads everything that is kept.
///
/// # Errors
/// When the database cannot be read.
pub async fn kept(db: &mut AnyConnection) -> Result<Kept, StoreError> {
    let ever = (Day::from_number(i64::MIN), Day::from_number(i64::MAX));
    let mut kept = Kept::default();
    for row in &sqlx::query("SELECT * FROM adoption_firms").fetch_all(&mut *db).await? {
        kept.firms.insert(row.parsed("participant", "participant code")?, (figures(row)?, row.flag("has_pair")?));
    }
    for firm in kept.firms.keys() {
        let rows = sqlx::query("SELECT * FROM adoption_history WHERE participant = $1")
            .bind(firm.as_str().to_owned())
            .fetch_all(&mut *db)
            .await?;
        for row in &rows {
            let key = (firm.clone(), Day::from_number(row.number("day")?));
            kept.history.insert(key, (figures(row)?, row.flag("has_pair")?));
        }
    }
    for (day, happening, times) in happenings(db, ever.0, ever.1).await? {
        kept.happenings.insert((day, happening), times);
    }
    kept.totals = settled(db, ever.0, ever.1).await?.into_iter().collect();
    Ok(kept)
}

/// Keeps everybody else from every figure until the transaction ends, those of firms first, as [`hold`] does.
///
/// # Errors
/// When the database does not take it.
pub async fn hold_all(db: &mut AnyConnection, backend: Backend) -> Result<(), StoreError> {
    // SQLite has one writer as it is.
    if backend == Backend::Postgres {
        let tables = "adoption_firms, adoption_history, adoption_days, adoption_totals";
        sqlx::query(AssertSqlSafe(format!("LOCK TABLE {tables} IN EXCLUSIVE MODE"))).execute(db).await?;
    }
    Ok(())
}

/// Writes the figures of a firm, which changed last on `day`.
///
/// # Errors
/// When the database does not take it.
pub async fn put_firm(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    day: Day,
    figures: &Figures,
    has_pair: bool,
) -> Result<(), StoreError> {
    put(db, "adoption_firms", "participant", firm, day, figures, has_pair).await
}

/// Writes the figures of a firm as `day` ended.
///
/// # Errors
/// When the database does not take it.
pub async fn put_history(
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    day: Day,
    figures: &Figures,
    has_pair: bool,
) -> Result<(), StoreError> {
    put(db, "adoption_history", "participant, day", firm, day, figures, has_pair).await
}

async fn put(
    db: &mut AnyConnection,
    table: &'static str,
    key: &'static str,
    firm: &ParticipantCode,
    day: Day,
    figures: &Figures,
    has_pair: bool,
) -> Result<(), StoreError> {
    let values = figures.values();
    let taken = Figures::NAMES.map(|name| format!("{name} = excluded.{name}")).join(", ");
    let text = format!(
        "INSERT INTO {table} (participant, day, has_pair, behind, {}) VALUES {} ON CONFLICT ({key})
         DO UPDATE SET day = excluded.day, has_pair = excluded.has_pair, behind = excluded.behind, {taken}",
        *COLUMNS,
        places(1, 4 + values.len())
    );
    let query = sqlx::query(AssertSqlSafe(text))
        .bind(firm.as_str().to_owned())
        .bind(day.number())
        .bind(i64::from(has_pair))
        .bind(signed(figures.behind()));
    values.into_iter().fold(query, |query, value| query.bind(signed(value))).execute(db).await?;
    Ok(())
}

/// Takes away the figures of a firm, or of a day of it.
///
/// # Errors
/// When the database does not take it.
pub async fn remove_firm(db: &mut AnyConnection, firm: &ParticipantCode) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM adoption_firms WHERE participant = $1").bind(firm.as_str().to_owned()).execute(db).await?;
    Ok(())
}

/// Takes away the figures of a firm as `day` ended.
///
/// # Errors
/// When the database does not take it.
pub async fn remove_history(db: &mut AnyConnection, firm: &ParticipantCode, day: Day) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM adoption_history WHERE participant = $1 AND day = $2")
        .bind(firm.as_str().to_owned())
        .bind(day.number())
        .execute(db)
        .await?;
    Ok(())
}

/// Writes how often something happened on `day`; none: never.
///
/// # Errors
/// When the database does not take it.
pub async fn put_happening(
    db: &mut AnyConnection,
    day: Day,
    happening: Happening,
    times: Option<u64>,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM adoption_days WHERE day = $1 AND happening = $2")
        .bind(day.number())
        .bind(happening.name())
        .execute(&mut *db)
        .await?;
    match times {
        Some(times) => add_happenings(db, &[((day, happening, 0), times)]).await,
        None => Ok(()),
    }
}

/// Forgets what days that are over came to, so that they are settled anew.
///
/// # Errors
/// When the database does not take it.
pub async fn unsettle(db: &mut AnyConnection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM adoption_totals").execute(db).await?;
    Ok(())
}
