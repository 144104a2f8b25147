//! Briefings and their seats. Whoever changes a seat holds the briefing's row first: seats are given one at a time.

use domain::{
    account::{AccountId, ParticipantCode},
    briefing::{Seat, Spoken},
    language::Language,
    time::Instant,
};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError, accounts::Account};

/// What staff say of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The title in English.
    pub title_en: String,
    /// The title in Traditional Chinese.
    pub title_zh: String,
    /// Where, in English.
    pub place_en: String,
    /// Where, in Traditional Chinese.
    pub place_zh: String,
    /// When it begins.
    pub starts_at: Instant,
    /// How many minutes it lasts.
    pub minutes: u32,
    /// The language that is spoken.
    pub spoken: Spoken,
    /// How many seats there are.
    pub capacity: u32,
}

impl Outline {
    /// The title in `language`.
    pub fn title(&self, language: Language) -> &str {
        match language {
            Language::En => &self.title_en,
            Language::ZhHk => &self.title_zh,
        }
    }

    /// The place in `language`.
    pub fn place(&self, language: Language) -> &str {
        match language {
            Language::En => &self.place_en,
            Language::ZhHk => &self.place_zh,
        }
    }
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Briefing {
    /// Its id, which sorts by when it was put down.
    pub id: String,
    /// What staff said of it.
    pub outline: Outline,
    /// Seats that are taken.
    pub taken: u32,
    /// How many wait for one.
    pub waiting: u32,
    /// Raised by every change.
    pub version: i64,
    /// When it was called off.
    pub called_off_at: Option<Instant>,
    /// When attendance was recorded last.
    pub recorded_at: Option<Instant>,
}

impl Briefing {
    /// Whether seats are given and given back at `now`.
    pub fn is_open(&self, now: Instant) -> bool {
        self.called_off_at.is_none() && self.outline.starts_at > now
    }
}

/// Reads one from a row with all columns of `briefings`, and `waiting`.
fn briefing(row: &AnyRow) -> Result<Briefing, StoreError> {
    Ok(Briefing {
        id: row.text("id")?,
        outline: Outline {
            title_en: row.text("title_en")?,
            title_zh: row.text("title_zh")?,
            place_en: row.text("place_en")?,
            place_zh: row.text("place_zh")?,
            starts_at: row.instant("starts_at")?,
            minutes: row.count("minutes")?,
            spoken: row.parsed("spoken", "spoken language")?,
            capacity: row.count("capacity")?,
        },
        taken: row.count("taken")?,
        waiting: row.count("waiting")?,
        version: row.number("version")?,
        called_off_at: row.maybe_instant("called_off_at")?,
        recorded_at: row.maybe_instant("recorded_at")?,
    })
}

/// Adds a session.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, id: &str, new: &Outline, now: Instant) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO briefings (id, title_en, title_zh, place_en, place_zh, starts_at, minutes, spoken, capacity,
                                taken, drawn, version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, $10)",
    )
    .bind(id.to_owned())
    .bind(new.title_en.clone())
    .bind(new.title_zh.clone())
    .bind(new.place_en.clone())
    .bind(new.place_zh.clone())
    .bind(new.starts_at.as_millis())
    .bind(i64::from(new.minutes))
    .bind(new.spoken.name())
    .bind(i64::from(new.capacity))
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Writes what staff say of a session that is held.
///
/// # Errors
/// When the database does not take it.
pub async fn change(db: &mut AnyConnection, id: &str, new: &Outline) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE briefings SET title_en = $2, title_zh = $3, place_en = $4, place_zh = $5, starts_at = $6, minutes = $7,
                spoken = $8, capacity = $9, version = version + 1
         WHERE id = $1",
    )
    .bind(id.to_owned())
    .bind(new.title_en.clone())
    .bind(new.title_zh.clone())
    .bind(new.place_en.clone())
    .bind(new.place_zh.clone())
    .bind(new.starts_at.as_millis())
    .bind(i64::from(new.minutes))
    .bind(new.spoken.name())
    .bind(i64::from(new.capacity))
    .execute(db)
    .await?;
    Ok(())
}

/// Calls a session off that is held.
///
/// # Errors
/// When the database does not take it.
pub async fn call_off(db: &mut AnyConnection, id: &str, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE briefings SET called_off_at = $2, version = version + 1 WHERE id = $1")
        .bind(id.to_owned())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// Finds a session.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Briefing>, StoreError> {
    let row = sqlx::query(
        "SELECT b.*, (SELECT COUNT(*) FROM briefing_seats s WHERE s.briefing = b.id AND s.state = 'waiting') AS waiting
         FROM briefings b WHERE b.id = $1",
    )
    .bind(id.to_owned())
    .fetch_optional(db)
    .await?;
    row.map(|row| briefing(&row)).transpose()
}

/// Finds a session, and keeps everybody else from it and from its seats until the transaction ends.
///
/// # Errors
/// When the database does not take it.
pub async fn hold(db: &mut AnyConnection, id: &str) -> Result<Option<Briefing>, StoreError> {
    sqlx::query("UPDATE briefings SET taken = taken WHERE id = $1").bind(id.to_owned()).execute(&mut *db).await?;
    find(db, id).await
}

/// Every session that begins at `from` or later, the next first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &mut AnyConnection, from: Instant) -> Result<Vec<Briefing>, StoreError> {
    sqlx::query(
        "SELECT b.*, (SELECT COUNT(*) FROM briefing_seats s WHERE s.briefing = b.id AND s.state = 'waiting') AS waiting
         FROM briefings b WHERE b.starts_at >= $1 ORDER BY b.starts_at, b.id",
    )
    .bind(from.as_millis())
    .fetch_all(db)
    .await?
    .iter()
    .map(briefing)
    .collect()
}

/// Gives `seats` seats of a session that has not begun and is not called off, all or none. Says the number that the
/// first of them has in the order of signing up; `None` where so many are not to be had. Of any number of transactions
/// at once no more than the capacity get one: the statement that looks is the one that takes.
///
/// # Errors
/// When the database does not take it.
pub async fn take_seats(db: &mut AnyConnection, id: &str, seats: u32, now: Instant) -> Result<Option<i64>, StoreError> {
    let drawn: Option<i64> = sqlx::query_scalar(
        "UPDATE briefings SET taken = taken + $2, drawn = drawn + $2
         WHERE id = $1 AND called_off_at IS NULL AND starts_at > $3 AND taken + $2 <= capacity
         RETURNING drawn",
    )
    .bind(id.to_owned())
    .bind(i64::from(seats))
    .bind(now.as_millis())
    .fetch_optional(db)
    .await?;
    Ok(drawn.map(|drawn| drawn - i64::from(seats)))
}

/// Draws `places` places at the end of the waiting list of a session that is held, and says the first of them.
///
/// # Errors
/// When the database does not take it.
pub async fn draw(db: &mut AnyConnection, id: &str, places: u32) -> Result<i64, StoreError> {
    let drawn: i64 = sqlx::query_scalar("UPDATE briefings SET drawn = drawn + $2 WHERE id = $1 RETURNING drawn")
        .bind(id.to_owned())
        .bind(i64::from(places))
        .fetch_one(db)
        .await?;
    Ok(drawn - i64::from(places))
}

/// Notes that one seat of a session that is held is free again.
///
/// # Errors
/// When the database does not take it.
pub async fn free_seat(db: &mut AnyConnection, id: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE briefings SET taken = taken - 1 WHERE id = $1").bind(id.to_owned()).execute(db).await?;
    Ok(())
}

/// Somebody who signed up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// The session.
    pub briefing: String,
    /// Who.
    pub account: AccountId,
    /// Whether there is a seat.
    pub seat: Seat,
    /// The place in the order of signing up.
    pub number: i64,
    /// Whether staff recorded that they came.
    pub attended: bool,
}

fn attendee(row: &AnyRow) -> Result<Attendee, StoreError> {
    Ok(Attendee {
        briefing: row.text("briefing")?,
        account: row.parsed("account", "account")?,
        seat: row.parsed("state", "seat")?,
        number: row.number("number")?,
        attended: row.flag("attended")?,
    })
}

/// A seat to be written down.
#[derive(Clone, Copy, Debug)]
pub struct NewSeat<'a> {
    /// The session.
    pub briefing: &'a str,
    /// Whose.
    pub account: &'a AccountId,
    /// A seat, or a place on the waiting list.
    pub seat: Seat,
    /// The place in the order of signing up.
    pub number: i64,
    /// Who signed them up.
    pub by: &'a AccountId,
    /// Whether a reminder would say nothing new.
    pub reminded: bool,
}

/// Writes a seat down that was drawn.
///
/// # Errors
/// When the database does not take it.
pub async fn add_seat(db: &mut AnyConnection, new: NewSeat<'_>, now: Instant) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO briefing_seats (briefing, account, state, number, signed_up_by, signed_up_at, reminded_at, attended)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
    )
    .bind(new.briefing.to_owned())
    .bind(new.account.to_string())
    .bind(new.seat.name())
    .bind(new.number)
    .bind(new.by.to_string())
    .bind(now.as_millis())
    .bind(new.reminded.then_some(now.as_millis()))
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a seat to somebody who waits for one.
///
/// # Errors
/// When the database does not take it.
pub async fn move_up(
    db: &mut AnyConnection,
    briefing: &str,
    account: &AccountId,
    reminded: Option<Instant>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE briefing_seats SET state = 'taken', reminded_at = $3 WHERE briefing = $1 AND account = $2")
        .bind(briefing.to_owned())
        .bind(account.to_string())
        .bind(reminded.map(Instant::as_millis))
        .execute(db)
        .await?;
    Ok(())
}

/// Takes somebody off a session that is held.
///
/// # Errors
/// When the database does not take it.
pub async fn remove_seat(db: &mut AnyConnection, briefing: &str, account: &AccountId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM briefing_seats WHERE briefing = $1 AND account = $2")
        .bind(briefing.to_owned())
        .bind(account.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// How `account` stands with a session.
///
/// # Errors
/// When the database cannot be read.
pub async fn seat_of(
    db: &mut AnyConnection,
    briefing: &str,
    account: &AccountId,
) -> Result<Option<Attendee>, StoreError> {
    sqlx::query("SELECT * FROM briefing_seats WHERE briefing = $1 AND account = $2")
        .bind(briefing.to_owned())
        .bind(account.to_string())
        .fetch_optional(db)
        .await?
        .map(|row| attendee(&row))
        .transpose()
}

/// Who waits longest, of those who are in use.
///
/// # Errors
/// When the database cannot be read.
pub async fn next_waiting(db: &mut AnyConnection, briefing: &str) -> Result<Option<AccountId>, StoreError> {
    let row = sqlx::query(
        "SELECT s.account FROM briefing_seats s JOIN accounts a ON a.account = s.account
         WHERE s.briefing = $1 AND s.state = 'waiting' AND a.status <> 'disabled'
         ORDER BY s.number LIMIT 1",
    )
    .bind(briefing.to_owned())
    .fetch_optional(db)
    .await?;
    row.map(|row| row.parsed("account", "account")).transpose()
}

/// Everybody on a session with their account: of all firms, or of `firm` alone. By firm and user ID; who waits last,
/// in the order of waiting.
///
/// # Errors
/// When the database cannot be read.
pub async fn attendees(
    db: &mut AnyConnection,
    briefing: &str,
    firm: Option<&ParticipantCode>,
) -> Result<Vec<(Attendee, Account)>, StoreError> {
    let rows = sqlx::query(
        "SELECT a.*, s.briefing, s.state AS seat, s.number, s.attended
         FROM briefing_seats s JOIN accounts a ON a.account = s.account
         WHERE s.briefing = $1 AND ($2 IS NULL OR a.participant = $2)
         ORDER BY CASE WHEN s.state = 'waiting' THEN s.number ELSE 0 END, a.participant, a.user_id",
    )
    .bind(briefing.to_owned())
    .bind(firm.map(|firm| firm.as_str().to_owned()))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let account = Account::from_row(row)?;
            let attendee = Attendee {
                briefing: row.text("briefing")?,
                account: account.id.clone(),
                seat: row.parsed("seat", "seat")?,
                number: row.number("number")?,
                attended: row.flag("attended")?,
            };
            Ok((attendee, account))
        })
        .collect()
}

/// Writes whether somebody came.
///
/// # Errors
/// When the database does not take it.
pub async fn set_attended(
    db: &mut AnyConnection,
    briefing: &str,
    account: &AccountId,
    attended: bool,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE briefing_seats SET attended = $3 WHERE briefing = $1 AND account = $2")
        .bind(briefing.to_owned())
        .bind(account.to_string())
        .bind(i64::from(attended))
        .execute(db)
        .await?;
    Ok(())
}

/// Notes when attendance was recorded.
///
/// # Errors
/// When the database does not take it.
pub async fn set_recorded(db: &mut AnyConnection, briefing: &str, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE briefings SET recorded_at = $2 WHERE id = $1")
        .bind(briefing.to_owned())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// Sets for everybody on a session when they were reminded.
///
/// # Errors
/// When the database does not take it.
pub async fn set_reminded(db: &mut AnyConnection, briefing: &str, at: Option<Instant>) -> Result<(), StoreError> {
    sqlx::query("UPDATE briefing_seats SET reminded_at = $2 WHERE briefing = $1")
        .bind(briefing.to_owned())
        .bind(at.map(Instant::as_millis))
        .execute(db)
        .await?;
    Ok(())
}

/// Sessions that begin after `now` and at `until` at the latest, with somebody to be reminded.
///
/// # Errors
/// When the database cannot be read.
pub async fn to_remind(db: &mut AnyConnection, now: Instant, until: Instant) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT b.id FROM briefings b
         WHERE b.called_off_at IS NULL AND b.starts_at > $1 AND b.starts_at <= $2
           AND EXISTS (SELECT 1 FROM briefing_seats s
                       WHERE s.briefing = b.id AND s.state = 'taken' AND s.reminded_at IS NULL)",
    )
    .bind(now.as_millis())
    .bind(until.as_millis())
    .fetch_all(db)
    .await?)
}

/// Notes that those with a seat of a session that is held are reminded now, and says who was not yet.
///
/// # Errors
/// When the database does not take it.
pub async fn mark_reminded(db: &mut AnyConnection, briefing: &str, now: Instant) -> Result<Vec<AccountId>, StoreError> {
    let rows = sqlx::query(
        "UPDATE briefing_seats SET reminded_at = $2
         WHERE briefing = $1 AND state = 'taken' AND reminded_at IS NULL
         RETURNING account",
    )
    .bind(briefing.to_owned())
    .bind(now.as_millis())
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| row.parsed("account", "account")).collect()
}

/// How a firm stands with the briefings, those that were called off not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirmAttendance {
    /// The firm's code.
    pub participant: ParticipantCode,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Traditional Chinese.
    pub name_zh: String,
    /// Seats that its users have or had.
    pub signed_up: u64,
    /// How often one of its users came.
    pub attended: u64,
}

/// Firms by code, from the `skip`th on, `limit` at most: all, or those of which nobody came. With how many there are,
/// and of how many nobody came.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_firm(
    db: &mut AnyConnection,
    none_only: bool,
    skip: u64,
    limit: u32,
) -> Result<(Vec<FirmAttendance>, u64, u64), StoreError> {
    const COUNTED: &str = "FROM participants p LEFT JOIN
            (SELECT a.participant, COUNT(*) AS seats, CAST(SUM(s.attended) AS BIGINT) AS came
             FROM briefing_seats s JOIN accounts a ON a.account = s.account JOIN briefings b ON b.id = s.briefing
             WHERE s.state = 'taken' AND b.called_off_at IS NULL GROUP BY a.participant) f
            ON f.participant = p.code WHERE p.code <> 'STAFF'";
    let number = |count: i64| u64::try_from(count).unwrap_or_default();
    let counts = sqlx::AssertSqlSafe(format!(
        "SELECT COUNT(*) AS firms, COUNT(CASE WHEN COALESCE(f.came, 0) = 0 THEN 1 END) AS absent {COUNTED}"
    ));
    let row = sqlx::query(counts).fetch_one(&mut *db).await?;
    let (firms, absent) = (number(row.number("firms")?), number(row.number("absent")?));
    let list = sqlx::AssertSqlSafe(format!(
        "SELECT p.code, p.name_en, p.name_zh, COALESCE(f.seats, 0) AS seats, COALESCE(f.came, 0) AS came {COUNTED}
         AND ($1 = 0 OR COALESCE(f.came, 0) = 0) ORDER BY p.code LIMIT $2 OFFSET $3"
    ));
    let rows = sqlx::query(list)
        .bind(i64::from(none_only))
        .bind(i64::from(limit))
        .bind(i64::try_from(skip).unwrap_or(i64::MAX))
        .fetch_all(db)
        .await?;
    let found = rows
        .iter()
        .map(|row| {
            Ok(FirmAttendance {
                participant: row.parsed("code", "participant code")?,
                name_en: row.text("name_en")?,
                name_zh: row.text("name_zh")?,
                signed_up: number(row.number("seats")?),
                attended: number(row.number("came")?),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok((found, firms, absent))
}
