//! The server's clock, as well as a browser can follow it.

use crate::browser;

/// Follows the server's clock from an instant that the server named.
#[derive(Clone, Copy, Default)]
pub(super) struct ServerClock {
    ahead: i64,
}

impl ServerClock {
    /// From the instant at which the server made this page. The page counts as made when it began to arrive: the clock
    /// is behind by the time its first byte was on the way, and never ahead, so that no button is offered before the
    /// server takes it. What the server took to answer (a password takes long) is in neither.
    pub(super) fn of_page(made_at: i64) -> Self {
        Self { ahead: made_at + browser::since_arrival() - browser::wall_clock() }
    }

    /// From the server's clock in an answer that arrived just now.
    pub(super) fn of_answer(now: i64) -> Self {
        Self { ahead: now - browser::wall_clock() }
    }

    /// Whole seconds since an instant; none before it.
    pub(super) fn seconds_since(self, instant: i64) -> i64 {
        (browser::wall_clock() + self.ahead - instant).div_euclid(1000).max(0)
    }

    /// Whole seconds until an instant, rounded up; none once it has passed.
    pub(super) fn seconds_until(self, instant: i64) -> i64 {
        ((instant - browser::wall_clock() - self.ahead) + 999).div_euclid(1000).max(0)
    }
}

/// Minutes and seconds, `4:05`.
pub(super) fn minutes(seconds: i64) -> String {
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let zero = if seconds < 10 { "0" } else { "" };
    minutes.to_string() + ":" + zero + &seconds.to_string()
}
