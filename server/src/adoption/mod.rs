//! The adoption in figures: how far each firm's users have come, now and as each day ended, and what happened.
//!
//! Figures are kept beside what they count. What the audit is told, they follow: writing an event marks its firm in the
//! transaction ([`marks`]), and the commit counts that firm anew, once, and keeps the same as the day's. So every
//! figure moves in the transaction of what it counts, and no page counts users. What was a whole house on a day that is
//! over is kept too ([`settle`]). [`mod@fold`] builds all of it a second time, from the audit alone.
//!
//! *To add a figure*: a field of [`Figures`] and its name, a column, a line of `store::adoption`, a line of
//! [`domain::adoption::Counted`], and the events that move it in [`marks`].

mod blocked;
pub mod check;
pub mod export;
pub mod fold;
pub mod marks;
pub mod settle;

use domain::{
    account::ParticipantCode,
    adoption::{Day, Figures, Happening, House},
    time::Instant,
};
use sqlx::AnyConnection;

pub use self::blocked::{BlockedHouse, blocked};
use crate::{
    app::App,
    audit::Scribe,
    store::{self, StoreError, events::Actor},
};

/// The mark that says when the directory was last compared with a complete list of users.
const RECONCILED: &str = "directory.reconciled";

/// How firms are put in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FirmOrder {
    /// Those with the most users who are not ready first.
    #[default]
    Worst,
    /// By code.
    Code,
}

/// Which firms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FirmQuery {
    /// As this day ended; none: now.
    pub day: Option<Day>,
    /// How many to pass over.
    pub offset: u64,
    /// How many at most.
    pub limit: u32,
    /// In which order.
    pub order: FirmOrder,
}

/// A firm and its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirmLine {
    /// Its code.
    pub code: ParticipantCode,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Traditional Chinese.
    pub name_zh: String,
    /// Its figures.
    pub figures: Figures,
    /// Whether it has a working pair of delegated administrators.
    pub has_pair: bool,
}

/// All firms together, now or as `day` ended.
///
/// # Errors
/// When the database cannot be read.
pub async fn house(db: &mut AnyConnection, day: Option<Day>) -> Result<House, StoreError> {
    if let Some(day) = day
        && let Some((_, house)) = store::adoption::settled(db, day, day).await?.into_iter().next()
    {
        return Ok(house);
    }
    unsettled(db, day, None).await
}

/// The house as a day ended that is not settled, or as it is now: `now`, where that was read already. Where nothing has
/// changed since, what holds now held then: the days of two thousand firms cost as much as all the rest of a page.
async fn unsettled(db: &mut AnyConnection, day: Option<Day>, now: Option<House>) -> Result<House, StoreError> {
    let over = match day {
        Some(day) => store::adoption::changed_after(db, day).await?,
        None => false,
    };
    match now {
        Some(now) if !over => Ok(now),
        _ => store::adoption::house(db, day.filter(|_| over)).await,
    }
}

/// Firms and their figures.
///
/// # Errors
/// When the database cannot be read.
pub async fn firms(db: &mut AnyConnection, query: &FirmQuery) -> Result<Vec<FirmLine>, StoreError> {
    store::adoption::firms(db, query).await
}

/// The figures of one firm, now or as `day` ended; none where it had none yet.
///
/// # Errors
/// When the database cannot be read.
pub async fn firm(
    db: &mut AnyConnection,
    code: &ParticipantCode,
    day: Option<Day>,
) -> Result<Option<FirmLine>, StoreError> {
    store::adoption::firm(db, code, day).await
}

/// All firms together as each day ended, from `from` to `until`, both counted in. Days before there were figures are
/// left out. A day that is not over is as it stands: as `now` says, where that was read already.
///
/// # Errors
/// When the database cannot be read.
pub async fn series(
    db: &mut AnyConnection,
    from: Day,
    until: Day,
    now: Option<House>,
) -> Result<Vec<(Day, House)>, StoreError> {
    let Some(began) = began(db).await? else { return Ok(Vec::new()) };
    let from = from.max(began);
    let mut settled = store::adoption::settled(db, from, until).await?.into_iter().peekable();
    let mut series = Vec::new();
    let mut day = from;
    while day <= until {
        let house = match settled.next_if(|(at, _)| *at == day) {
            Some((_, house)) => house,
            None => unsettled(db, Some(day), now).await?,
        };
        series.push((day, house));
        day = day.later(1);
    }
    Ok(series)
}

/// What happened from `from` to `until`, both counted in, by day and kind. What did not happen is not there.
///
/// # Errors
/// When the database cannot be read.
pub async fn happenings(
    db: &mut AnyConnection,
    from: Day,
    until: Day,
) -> Result<Vec<(Day, Happening, u64)>, StoreError> {
    store::adoption::happenings(db, from, until).await
}

/// The first day of which there are figures.
///
/// # Errors
/// When the database cannot be read.
pub async fn began(db: &mut AnyConnection) -> Result<Option<Day>, StoreError> {
    store::adoption::began(db).await
}

/// When the directory was last compared with a complete list of users.
///
/// # Errors
/// When the database cannot be read.
pub async fn reconciled(db: &mut AnyConnection) -> Result<Option<Instant>, StoreError> {
    let mark = store::marks::find(db, RECONCILED).await?;
    Ok(mark.and_then(|millis| millis.parse().ok()).map(Instant::from_millis))
}

/// Notes that the directory was compared with a complete list of users.
///
/// # Errors
/// When the database does not take it.
pub async fn note_reconciled(db: &mut AnyConnection, now: Instant) -> Result<(), StoreError> {
    store::marks::put(db, RECONCILED, &now.as_millis().to_string()).await
}

/// Counts the firms of a database that was filled before figures were kept.
///
/// # Errors
/// When the database does not take it.
pub async fn begin(app: &App) -> Result<(), StoreError> {
    if store::adoption::any_missing(&mut *app.store.reader().await?).await? {
        recount(app).await?;
    }
    Ok(())
}

/// Counts every firm anew.
///
/// # Errors
/// When the database does not take it.
pub async fn recount(app: &App) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    tx.marks().everybody(app.clock.now());
    tx.commit().await
}

/// Ends what sole proprietors' exceptions let them do, once their time has passed. Any number of instances may do so.
///
/// # Errors
/// When the database does not take it.
pub async fn end_sole(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    if store::accounts::any_sole_over(&mut *app.store.reader().await?, now).await? {
        let mut tx = app.store.begin().await?;
        let scribe = Scribe::of_command(app, Actor::System);
        for (id, until) in store::accounts::end_sole(&mut tx, now).await? {
            let detail = serde_json::json!({ "until": until.to_string() });
            scribe.event(&mut tx, "sole.over", Some(&id), detail).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
