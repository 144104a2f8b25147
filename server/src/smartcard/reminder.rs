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
    schedule::{self, news::News},
    session::Present,
    store::{
        StoreError,
        accounts::{self, Account},
    },
};

/// In the last days before cards close, so many of them, it is asked at every login.
const LAST_DAYS: u32 = 7;

/// Where a login by card goes on: to the question first, where it is due, and from there to where it was to go.
///
/// # Errors
/// When the database cannot be read.
pub async fn on(
    app: &App,
    news: &News,
    account: &Account,
    phase: Phase,
    return_to: Option<String>,
) -> Result<Option<String>, StoreError> {
    let now = app.clock.now();
    if has_two_factor(account.state) || !may_set_up_in(phase, account.standing()) {
        return Ok(return_to);
    }
    let exception = schedule::terms(app, &mut *app.store.reader().await?, &account.id, now).await?.exception(now);
    let every_time = is_last(news.days_of_cards(exception, now));
    if !every_time && asked_lately(app, account, now) {
        return Ok(return_to);
    }
    Ok(Some(match return_to {
        Some(target) => {
            let query: String =
                form_urlencoded::Serializer::new(String::new()).append_pair("return_to", &target).finish();
            format!("/account/set-up?{query}")
        }
        None => "/account/set-up".to_owned(),
    }))
}

fn is_last(days_left: Option<u32>) -> bool {
    days_left.is_some_and(|days| days <= LAST_DAYS)
}

/// What the question shows; `None` for whoever has set up.
pub fn show(app: &App, present: &Present, days_left: Option<u32>, return_to: String) -> Option<SetUpReminder> {
    let account = &present.account;
    if has_two_factor(account.state) {
        return None;
    }
    let address = account.address.as_ref().filter(|_| setup::is_open_to(present.phase, account));
    let usual = app.config.setup.remind_every.as_secs().div_ceil(86_400);
    let again_in = if is_last(days_left) { 0 } else { u32::try_from(usual).unwrap_or(u32::MAX) };
    Some(SetUpReminder { masked_address: address.map(|address| address.masked()), days_left, again_in, return_to })
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

fn asked_lately(app: &App, account: &Account, now: Instant) -> bool {
    account.set_up_asked_at.is_some_and(|asked| now.since(asked) < *app.config.setup.remind_every)
}
