//! The code step: completes a login.

use app::ports::login::CodeRefusal;
use domain::method::Method;

use super::{
    Browser, Failure, Ticket, challenge,
    enter::{self, Entered},
};
use crate::{
    app::App,
    audit::Scribe,
    store::{
        accounts,
        events::Actor,
        logins::{self, Kind, Stage},
    },
};

/// Tries `typed`; if it is the code, opens a session. Everything happens in one transaction: of any number of right
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
        Stage::Over => return Err(Failure::Refused(CodeRefusal::UsedUp)),
        Stage::Proof | Stage::Password | Stage::Done => return Err(Failure::StartAgain),
    }
    let purse = challenge::purse(app, &mut tx, &account.id, browser).await?;
    if let Err(refusal) = challenge::attempt(app, &mut tx, scribe, &mut login, &purse, typed).await? {
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
    let entered = enter::enter(app, &mut tx, &scribe, account, Method::TwoFactor, browser, login.return_to).await?;
    tx.commit().await?;
    entered.ok_or(Failure::Refused(CodeRefusal::NotOpenYet))
}
