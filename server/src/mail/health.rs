//! How mail fares at a glance: how fast codes leave, what waits, and where mail is refused.

use std::time::Duration;

use domain::time::Instant;
use sqlx::AnyConnection;

use crate::store::{StoreError, outbox::figures};

/// Codes of how long are measured.
const MEASURED_SPAN: Duration = Duration::from_secs(24 * 3600);

/// The most codes that are measured: the newest.
const MEASURED: u32 = 1_000;

/// Refusals of how long are counted.
const REFUSED_SPAN: Duration = Duration::from_secs(7 * 24 * 3600);

/// How mail fares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Half of the codes of the last 24 hours were taken by a relay within this time; none: no code was.
    pub p50: Option<Duration>,
    /// Nineteen of twenty were.
    pub p95: Option<Duration>,
    /// How many codes that is measured by: the newest 1,000 at most.
    pub measured: u64,
    /// Mails of the last seven days that were refused or came back, by the recipient's domain: the most first.
    pub refused: Vec<(String, u64)>,
    /// Mails that may leave and have not, [`figures::COUNTED`] at most.
    pub waiting: u64,
    /// Since when the oldest of these waits.
    pub oldest: Option<Instant>,
}

impl Health {
    /// Whether more waits than was counted.
    pub fn waiting_more(&self) -> bool {
        self.waiting >= u64::from(figures::COUNTED)
    }
}

/// How mail fares at `now`. It costs the same however many users and mails there are.
///
/// # Errors
/// When the database cannot be read.
pub async fn health(db: &mut AnyConnection, now: Instant) -> Result<Health, StoreError> {
    let mut taken = figures::codes(db, now.minus(MEASURED_SPAN), MEASURED).await?;
    taken.sort_unstable();
    let queue = figures::queue(db, now).await?;
    Ok(Health {
        p50: percentile(&taken, 50),
        p95: percentile(&taken, 95),
        measured: taken.len() as u64,
        refused: figures::refused(db, now.minus(REFUSED_SPAN)).await?,
        waiting: queue.waiting,
        oldest: queue.oldest,
    })
}

/// The nearest rank: the smallest of `sorted` that `percent` of them do not exceed.
fn percentile(sorted: &[Duration], percent: usize) -> Option<Duration> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::percentile;

    #[test]
    fn a_percentile_is_one_of_the_measured() {
        let of = |count: u64| (1..=count).map(Duration::from_secs).collect::<Vec<_>>();
        for (count, percent, wanted) in
            [(0, 50, None), (1, 50, Some(1)), (1, 95, Some(1)), (2, 50, Some(1)), (2, 95, Some(2)), (100, 95, Some(95))]
        {
            assert_eq!(percentile(&of(count), percent), wanted.map(Duration::from_secs), "{percent} of {count}");
        }
    }
}
