//! The end of every login, whichever method proved the person: what it opens, and the session.

use domain::{
    life::Step,
    method::Method,
    phase::{Door, Phase},
};
use serde_json::json;

use super::Browser;
use crate::{
    app::App,
    audit::Scribe,
    random::Token,
    registration::life,
    schedule,
    session::{self, Opened},
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        browsers,
    },
};

/// A completed login.
#[derive(Debug)]
pub struct Entered {
    /// The session it opened.
    pub session: Opened,
    /// The browser's own token, new with each login: by it this browser is known from now on.
    pub browser: Token,
    /// Where to go.
    pub return_to: Option<String>,
    /// Who it is.
    pub account: Account,
    /// The phase in force for them.
    pub phase: Phase,
    /// What it opened.
    pub door: Door,
}

/// Opens a session for somebody who is proved by `method`, unless the phase in force closes it: the phase is asked
/// here, at the end, whatever was asked at the start. `None` where it is closed; that is in the audit then, and the
/// caller commits. The caller has held the account.
///
/// # Errors
/// When the database does not take it.
pub async fn enter(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    account: Account,
    method: Method,
    browser: &Browser,
    return_to: Option<String>,
) -> Result<Option<Entered>, StoreError> {
    let phase = schedule::phase_of(app, tx, &account.id, scribe.now).await?;
    let door = method.door(phase, account.standing());
    if door == Door::Closed {
        let detail = json!({ "phase": phase.name(), "method": method.name() });
        scribe.event(tx, "login.phase-closed", Some(&account.id), detail).await?;
        return Ok(None);
    }
    let session = session::open(app, tx, scribe, &account, method, &browser.label).await?;
    accounts::note_login(tx, &account.id, method, scribe.now).await?;
    // A test opens no terminal and is no step; a pass shows nothing of the mailbox.
    if method.shows_two_factor() && door == Door::Terminal {
        life::step(tx, scribe, &account, Step::UseTwoFactor).await?;
    }
    let token = Token::draw(scribe.random);
    if let Some(before) = &browser.token {
        browsers::renew(tx, &before.hash(), &token.hash()).await?;
    }
    browsers::remember(tx, &token.hash(), &account.id, scribe.now).await?;
    let mut detail = json!({ "method": method.name(), "terminal": door == Door::Terminal });
    if account.last_login.is_none() {
        detail["first"] = json!(true);
    }
    scribe.event(tx, "login.completed", Some(&account.id), detail).await?;
    Ok(Some(Entered { session, browser: token, return_to, account, phase, door }))
}
