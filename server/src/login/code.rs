//! The code step: completes a login, by the code or by a one-time pass in its place.

use app::ports::login::CodeRefusal;
use domain::{code::TypedActivation, method::Method};

use super::{
    Browser, Failure, Ticket, challenge,
    enter::{self, Entered},
};
use crate::{
    app::App,
    audit::Scribe,
    contingency::accept,
    store::{
        accounts,
        events::Actor,
        logins::{self, Kind, Stage},
    },
};

/// Tries `typed`; if it is the code, or a pass that replaces it, opens a session. Everything happens in one transaction: of any number of right
/// codes at once one completes.
///
/// # Errors
/// [`Failure`] says why there is no session.
pub async fn complete(
    app: &App,
    scribe: &Scribe<'_>,
    ticket: &Ticket,
    typed: &str,
    browser: &Browser,
) -> Result<Entered, Failure<CodeRefusal>> {
    let mut tx = app.store.begin().await?;
    let (mut login, account) = challenge::hold(app, &mut tx, ticket, Kind::Login).await?;
    match login.stage {
        Stage::Code => {}
        Stage::Over => return challenge::used_up(app, tx, scribe, &login).await,
        Stage::Proof | Stage::Password | Stage::Done => return Err(Failure::StartAgain),
    }
    let purse = challenge::purse(app, &mut tx, &account.id, browser).await?;
    // No code has twelve symbols, and no pass fewer.
    let pass = TypedActivation::parse(typed).ok();
    let tried = match &pass {
        Some(pass) => accept::attempt(app, &mut tx, scribe, &mut login, &account, &purse, pass).await?,
        None => challenge::attempt(app, &mut tx, scribe, &mut login, &purse, typed).await?,
    };
    if let Err(refusal) = tried {
        logins::update(&mut tx, &login).await?;
        tx.commit().await?;
        return Err(Failure::Refused(refusal));
    }
    if !accounts::hold_at(&mut tx, &account.id, account.epoch).await? {
        return Err(Failure::StartAgain);
    }
    login.stage = Stage::Done;
    logins::update(&mut tx, &login).await?;

    let scribe = scribe.acting(Actor::Account(account.id.clone()));
    let method = if pass.is_some() { Method::OneTimePass } else { Method::TwoFactor };
    let entered = enter::enter(app, &mut tx, &scribe, account, method, browser, login.return_to).await?;
    tx.commit().await?;
    app.outbox.ring();
    entered.ok_or(Failure::Refused(CodeRefusal::NotOpenYet))
}
