//! Attempt budgets: how often something may be tried, without letting strangers lock an account.
//!
//! An attempt is paid for **before** it is evaluated, in the statement that reads the budget, and given back when it
//! succeeds. Two hundred attempts at once therefore cannot all be evaluated before the first failure is counted.

use std::time::Duration;

use crate::time::Instant;

/// How many attempts a budget grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetRule {
    /// Failures in one window.
    pub failures: u32,
    /// How long a window lasts from its first attempt.
    pub window: Duration,
    /// Failures in a row, over any number of windows, after which the budget stays closed until somebody opens it
    /// (SP 800-63B-4, section 3.2.2 sets 100 at most). `None` counts none.
    pub streak: Option<u32>,
}

/// What has been spent so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// When the window opened.
    pub opened_at: Instant,
    /// Attempts in this window that did not succeed, or not yet.
    pub spent: u32,
    /// Attempts since the last success, over all windows.
    pub streak: u32,
}

/// Why no attempt is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The window is spent; the next opens at this instant.
    Until(Instant),
    /// Too many failures in a row: closed until somebody opens it.
    Paused,
}

impl BudgetRule {
    /// Pays for one attempt. Only who gets a budget back may evaluate it, and stores that budget in the same
    /// transaction.
    ///
    /// # Errors
    /// [`Closed`]; nothing is spent then.
    pub fn spend(&self, held: Option<Budget>, now: Instant) -> Result<Budget, Closed> {
        let fresh = |streak| Budget { opened_at: now, spent: 0, streak };
        let current = match held {
            None => fresh(0),
            // A new window forgives what was spent but not the streak: patience must not buy unlimited guesses.
            Some(old) if old.opened_at.plus(self.window) <= now => fresh(old.streak),
            Some(open) => open,
        };
        if self.streak.is_some_and(|most| current.streak >= most) {
            return Err(Closed::Paused);
        }
        if current.spent >= self.failures {
            return Err(Closed::Until(current.opened_at.plus(self.window)));
        }
        Ok(Budget { spent: current.spent.saturating_add(1), streak: current.streak.saturating_add(1), ..current })
    }

    /// Gives a successful attempt back and ends the streak. Earlier failures of the window stay spent: a stranger's
    /// guesses are not forgiven because the owner logged in between them.
    #[must_use]
    pub fn succeed(&self, budget: Budget) -> Budget {
        Budget { spent: budget.spent.saturating_sub(1), streak: 0, ..budget }
    }
}
