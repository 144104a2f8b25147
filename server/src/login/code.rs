//! The code step: completes a login.

use app::ports::login::CodeRefusal;
use domain::{
    life::Step,
    phase::{Door, two_factor_door},
};
use serde_json::json;

use super::{Browser, Failure, Ticket, challenge};
use crate::{
    app::App,
    audit::Scribe,
    random::Token,
    registration::life,
    session::{self, Opened},
    store::{
        accounts::{self, Account},
        browsers,
        events::Actor,
        logins::{self, Kind, Stage},
    },
};

/// A completed login.
#[derive(Debug)]
pub struct Completed {
    /// The session it opened.
    pub session: Opened,
    /// The browser's own token, new with each login: by it this browser is known from now on.
    pub browser: Token,
    /// Where to go.
    pub return_to: Option<String>,
    /// Who it is.
    pub account: Account,
}

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
) -> Result<Completed, Failure<CodeRefusal>> {
    let mut tx = app.store.begin().await?;
    let (mut login, account) = challenge::hold(app, &mut tx, ticket, Kind::Login).await?;
    match login.stage {
        Stage::Code => {}
        Stage::Over => return Err(Failure::Refused(CodeRefusal::UsedUp)),
        Stage::Password | Stage::Done => return Err(Failure::StartAgain),
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
    let door = two_factor_door(app.phase(), account.standing());
    if door == Door::Closed {
        let detail = json!({ "phase": app.phase().name() });
        scribe.event(&mut tx, "login.phase-closed", Some(&account.id), detail).await?;
        tx.commit().await?;
        return Err(Failure::Refused(CodeRefusal::NotOpenYet));
    }
    let session = session::open(app, &mut tx, &scribe, &account, session::TWO_FACTOR, &browser.label).await?;
    accounts::note_login(&mut tx, &account.id, session::TWO_FACTOR, scribe.now).await?;
    if door == Door::Terminal {
        life::step(&mut tx, &scribe, &account, Step::UseTwoFactor).await?;
    }
    let token = Token::draw(scribe.random);
    if let Some(before) = &browser.token {
        browsers::renew(&mut tx, &before.hash(), &token.hash()).await?;
    }
    browsers::remember(&mut tx, &token.hash(), &account.id, scribe.now).await?;
    let detail = json!({ "method": session::TWO_FACTOR, "terminal": door == Door::Terminal });
    scribe.event(&mut tx, "login.completed", Some(&account.id), detail).await?;
    tx.commit().await?;
    Ok(Completed { session, browser: token, return_to: login.return_to, account })
}
