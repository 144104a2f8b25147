//! After a login by card: set up two-factor login now, or be reminded later.

use domain::{life::has_two_factor, phase::may_set_up_in, time::Instant};

use crate::{app::App, store::accounts::Account};

/// Whether somebody who has just logged in by card is to be asked: two-factor login is not set up, set-up is open to
/// them, and they were not asked lately.
pub fn is_due(app: &App, account: &Account, now: Instant) -> bool {
    let asked_lately = account.set_up_asked_at.is_some_and(|asked| now.since(asked) < *app.config.setup.remind_every);
    !has_two_factor(account.state) && may_set_up_in(app.phase(), account.standing()) && !asked_lately
}
