//! Days that are over are kept whole, so that a chart of a year costs a row a day.

use std::time::Duration;

use domain::adoption::Day;

use crate::{
    app::App,
    store::{StoreError, adoption},
};

/// How long after its end a day is settled: whatever was under way at midnight has ended by then.
const AFTER: Duration = Duration::from_secs(3600);

/// Days of one transaction.
const AT_ONCE: i64 = 31;

/// Settles days that are over; says whether there may be more. Any number of instances may do so.
///
/// # Errors
/// When the database does not take it.
pub async fn round(app: &App) -> Result<bool, StoreError> {
    let today = Day::of(app.clock.now().minus(AFTER));
    let mut reader = app.store.reader().await?;
    let first = match adoption::newest_settled(&mut reader).await? {
        Some(day) => day.later(1),
        None => match adoption::began(&mut reader).await? {
            Some(day) => day,
            None => return Ok(false),
        },
    };
    let days = first.days_until(today).clamp(0, AT_ONCE);
    if days == 0 {
        return Ok(false);
    }
    let mut houses = Vec::new();
    for day in (0..days).map(|later| first.later(later)) {
        houses.push((day, adoption::house(&mut reader, Some(day)).await?));
    }
    drop(reader);
    let mut tx = app.store.begin().await?;
    for (day, house) in &houses {
        adoption::settle(&mut tx, *day, house).await?;
    }
    tx.commit().await?;
    Ok(days == AT_ONCE)
}
