//! Sessions: opened by a login, checked by every page and by the terminal, ended at once everywhere.

pub mod account;
pub mod browser;
pub mod change_password;
pub mod step_up;

use std::time::Duration;

use domain::{account::AccountId, life::Status, method::Method, phase::Door, time::Instant};
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    random::{Token, opaque_id},
    store::{
        StoreError, Tx,
        accounts::Account,
        sessions::{self, Session},
    },
};

/// Last use is noted at most so often.
const NOTE_EVERY: Duration = Duration::from_secs(60);

/// A session just opened, with the token that the browser keeps.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The token for the cookie.
    pub token: Token,
    /// When the session ends at the latest.
    pub ends_at: Instant,
}

/// Opens a session for `account`.
///
/// # Errors
/// When the database does not take it.
pub async fn open(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    account: &Account,
    method: Method,
    browser: &str,
) -> Result<Opened, StoreError> {
    let token = Token::draw(scribe.random);
    let ends_at = scribe.now.plus(*app.config.session.absolute);
    let session = Session {
        id: opaque_id(scribe.random),
        account: account.id.clone(),
        method,
        browser: browser.to_owned(),
        opened_at: scribe.now,
        last_seen_at: scribe.now,
        ends_at,
    };
    sessions::add(tx, &token.hash(), &session).await?;
    Ok(Opened { token, ends_at })
}

/// Somebody who is logged in.
#[derive(Clone, Debug)]
pub struct Present {
    /// The session.
    pub session: Session,
    /// The account, as it stands now.
    pub account: Account,
    /// What the session opens in the phase in force.
    pub door: Door,
    /// Hash of the token, to end or renew this session.
    pub token_hash: String,
    /// When the session ends if it is not used again.
    pub ends_at: Instant,
    /// Whether that is the absolute limit.
    pub at_absolute_limit: bool,
}

impl Present {
    /// The account's name.
    pub fn id(&self) -> &AccountId {
        &self.account.id
    }
}

/// Who is logged in by `token`, if anybody. One indexed read; nothing is noted.
///
/// # Errors
/// When the database cannot be read: nobody is let in then.
pub async fn look(app: &App, token: &Token) -> Result<Option<Present>, StoreError> {
    let token_hash = token.hash();
    let mut reader = app.store.reader().await?;
    let Some((session, account)) = sessions::find(&mut reader, &token_hash).await? else {
        return Ok(None);
    };
    let now = app.clock.now();
    let idle_at = session.last_seen_at.plus(*app.config.session.idle);
    let ends_at = idle_at.min(session.ends_at);
    let door = session.method.door(app.phase(), account.standing());
    if ends_at <= now || account.status != Status::Active || door == Door::Closed {
        return Ok(None);
    }
    let at_absolute_limit = session.ends_at <= idle_at;
    Ok(Some(Present { session, account, door, token_hash, ends_at, at_absolute_limit }))
}

/// Who is logged in by `token`, and notes that the session was used, at most once a minute.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn check(app: &App, token: &Token) -> Result<Option<Present>, StoreError> {
    let Some(mut present) = look(app, token).await? else {
        return Ok(None);
    };
    let now = app.clock.now();
    if now.since(present.session.last_seen_at) >= NOTE_EVERY {
        let mut tx = app.store.begin().await?;
        sessions::touch(&mut tx, &present.token_hash, now).await?;
        tx.commit().await?;
        let idle_at = now.plus(*app.config.session.idle);
        present.ends_at = idle_at.min(present.session.ends_at);
        present.at_absolute_limit = present.session.ends_at <= idle_at;
        present.session.last_seen_at = now;
    }
    Ok(Some(present))
}

/// Ends one of the person's own sessions by its public id. False when there is none.
///
/// # Errors
/// When the database does not take it.
pub async fn end(app: &App, scribe: &Scribe<'_>, account: &AccountId, id: &str) -> Result<bool, StoreError> {
    let mut tx = app.store.begin().await?;
    let ended = sessions::revoke(&mut tx, account, id).await?;
    if ended {
        scribe.event(&mut tx, "session.ended", Some(account), json!({ "sessions": 1 })).await?;
    }
    tx.commit().await?;
    Ok(ended)
}

/// Ends all of the person's sessions but `keep`, and says how many.
///
/// # Errors
/// When the database does not take it.
pub async fn end_all(
    app: &App,
    scribe: &Scribe<'_>,
    account: &AccountId,
    keep: Option<&str>,
) -> Result<u64, StoreError> {
    let mut tx = app.store.begin().await?;
    let ended = sessions::revoke_all(&mut tx, account, keep).await?;
    scribe.event(&mut tx, "session.ended", Some(account), json!({ "sessions": ended })).await?;
    tx.commit().await?;
    Ok(ended)
}
