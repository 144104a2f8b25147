//! Sessions: opened by a login, checked by every page and by the terminal, ended at once everywhere.

pub mod account;
pub mod browser;
pub mod change_password;
pub mod step_up;

use std::time::Duration;

use domain::{
    account::AccountId,
    life::Status,
    method::Method,
    phase::{Door, Phase, Standing},
    schedule::Exception,
    time::Instant,
};
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    random::{Token, opaque_id},
    schedule,
    store::{
        StoreError, Tx,
        accounts::Account,
        sessions::{self, Caller, Session},
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
    /// The phase in force for the account.
    pub phase: Phase,
    /// The exception that it rests on.
    pub exception: Option<Exception>,
    /// What the session opens in that phase.
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
    let Some((session, account, stored)) = sessions::find(&mut reader, &token_hash).await? else {
        return Ok(None);
    };
    let now = app.clock.now();
    let terms = schedule::current(app, &mut reader, stored, now).await?;
    drop(reader);
    let limits = Limits::of(app, session.last_seen_at, session.ends_at);
    let door = terms.session_door(
        session.method,
        account.standing(),
        session.opened_at,
        now,
        *app.config.session.closing_grace,
    );
    if !limits.let_in(app, account.status, door) {
        return Ok(None);
    }
    let Limits { ends_at, at_absolute_limit } = limits;
    let phase = terms.phase(now);
    let exception = terms.exception(now);
    Ok(Some(Present { session, account, phase, exception, door, token_hash, ends_at, at_absolute_limit }))
}

/// When a session ends if it is not used again.
struct Limits {
    ends_at: Instant,
    at_absolute_limit: bool,
}

impl Limits {
    fn of(app: &App, last_seen_at: Instant, absolute: Instant) -> Self {
        let idle_at = last_seen_at.plus(*app.config.session.idle);
        Self { ends_at: idle_at.min(absolute), at_absolute_limit: absolute <= idle_at }
    }

    /// Whether somebody of that status is still let in, by a method that opens `door`.
    fn let_in(&self, app: &App, status: Status, door: Door) -> bool {
        self.ends_at > app.clock.now() && status == Status::Active && door != Door::Closed
    }
}

/// Who asks for the terminal by `token`, if anybody who is logged in, and what that opens; notes that the session was
/// used, at most once a minute.
///
/// # Errors
/// When the database cannot be read or written: nobody is let in then.
pub async fn caller(app: &App, token: &Token) -> Result<Option<(Caller, Door)>, StoreError> {
    let token_hash = token.hash();
    let mut reader = app.store.reader().await?;
    let Some((caller, stored)) = sessions::find_caller(&mut reader, &token_hash).await? else { return Ok(None) };
    let now = app.clock.now();
    let terms = schedule::current(app, &mut reader, stored, now).await?;
    drop(reader);
    let standing = Standing { delegated_administrator: caller.da.any(), staff: caller.staff };
    let door = terms.session_door(caller.method, standing, caller.opened_at, now, *app.config.session.closing_grace);
    if !Limits::of(app, caller.last_seen_at, caller.ends_at).let_in(app, caller.status, door) {
        return Ok(None);
    }
    note_use(app, &token_hash, caller.last_seen_at).await?;
    Ok(Some((caller, door)))
}

/// Notes that a session was used, at most once a minute; says when, if it was noted now.
async fn note_use(app: &App, token_hash: &str, last_seen_at: Instant) -> Result<Option<Instant>, StoreError> {
    let now = app.clock.now();
    if now.since(last_seen_at) < NOTE_EVERY {
        return Ok(None);
    }
    let mut tx = app.store.begin().await?;
    sessions::touch(&mut tx, token_hash, now).await?;
    tx.commit().await?;
    Ok(Some(now))
}

/// Who is logged in by `token`, and notes that the session was used, at most once a minute.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn check(app: &App, token: &Token) -> Result<Option<Present>, StoreError> {
    let Some(mut present) = look(app, token).await? else {
        return Ok(None);
    };
    if let Some(now) = note_use(app, &present.token_hash, present.session.last_seen_at).await? {
        let Limits { ends_at, at_absolute_limit } = Limits::of(app, now, present.session.ends_at);
        present.ends_at = ends_at;
        present.at_absolute_limit = at_absolute_limit;
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
