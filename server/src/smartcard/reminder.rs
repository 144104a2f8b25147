//! After a login by card: set up two-factor login now, or be reminded later.

use app::ports::card::SetUpReminder;
use domain::{
    account::AccountId,
    life::has_two_factor,
    phase::{Phase, may_set_up_in},
    time::Instant,
};
use url::form_urlencoded;

use crate::{
    app::App,
    registration::setup,
    session::Present,
    store::{
        StoreError,
        accounts::{self, Account},
    },
};

/// Where a login by card goes on: to the question first, where it is due, and from there to where it was to go.
pub fn on(app: &App, account: &Account, phase: Phase, return_to: Option<String>) -> Option<String> {
    if !is_due(app, account, phase, app.clock.now()) {
        return return_to;
    }
    Some(match return_to {
        Some(target) => {
            let query: String =
                form_urlencoded::Serializer::new(String::new()).append_pair("return_to", &target).finish();
            format!("/account/set-up?{query}")
        }
        None => "/account/set-up".to_owned(),
    })
}

/// What the question shows; `None` for whoever has set up.
pub fn show(app: &App, present: &Present, days_left: Option<u32>, return_to: String) -> Option<SetUpReminder> {
    let account = &present.account;
    if has_two_factor(account.state) {
        return None;
    }
    let address = account.address.as_ref().filter(|_| setup::is_open_to(present.phase, account));
    let days = app.config.setup.remind_every.as_secs().div_ceil(86_400);
    Some(SetUpReminder {
        masked_address: address.map(|address| address.masked()),
        days_left,
        again_in: u32::try_from(days).unwrap_or(u32::MAX),
        return_to,
    })
}

/// Notes that the person will be asked again later.
///
/// # Errors
/// When the database does not take it.
pub async fn put_off(app: &App, account: &AccountId) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    accounts::note_set_up_asked(&mut tx, account, app.clock.now()).await?;
    tx.commit().await
}

/// Whether somebody who has just logged in by card is to be asked: two-factor login is not set up, set-up is open to
/// them, and they were not asked lately.
fn is_due(app: &App, account: &Account, phase: Phase, now: Instant) -> bool {
    let asked_lately = account.set_up_asked_at.is_some_and(|asked| now.since(asked) < *app.config.setup.remind_every);
    !has_two_factor(account.state) && may_set_up_in(phase, account.standing()) && !asked_lately
}
