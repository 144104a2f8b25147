//! A one-time pass in place of the e-mailed code.

use app::ports::login::CodeRefusal;
use domain::{
    code::{ActivationCode, TypedActivation},
    time::Instant,
};
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    login::{budget::Purse, challenge},
    mail::{self, Kind},
    store::{
        StoreError, Tx,
        accounts::Account,
        logins::Login,
        outbox,
        passes::{self, Pass},
    },
};

/// Passes of an account that what was typed is compared with. Older ones are wrong like any other.
const LATELY: u32 = 5;

/// Tries what was typed against the passes of the login's user; the login is held. `Ok(Ok)` says that it is one, and it
/// is used up. `Ok(Err)` is a refusal whose count has to be committed: whatever is wrong with a pass, the answer is the
/// same, it is paid for like a code, and the audit has the truth.
///
/// # Errors
/// When the database does not take it.
pub async fn attempt(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    login: &mut Login,
    account: &Account,
    purse: &Purse,
    typed: &TypedActivation,
) -> Result<Result<(), CodeRefusal>, StoreError> {
    if login.attempts >= app.config.login.code_attempts {
        challenge::untried(app, tx, scribe, login, challenge::Untried::UsedUp).await?;
        return Ok(Err(CodeRefusal::UsedUp));
    }
    if let Err(refusal) = challenge::pay(app, tx, scribe, login, purse).await? {
        return Ok(Err(refusal));
    }
    let all = passes::newest(tx, &account.id, LATELY).await?;
    let found = all.iter().find(|pass| ActivationCode::pass(&app.keys.code, &pass.id).matches(typed));
    if let Some(pass) = found
        && passes::complete(tx, &pass.id, account.epoch, scribe.now).await?
    {
        purse.succeed(app, tx, scribe.now).await?;
        let detail = json!({ "request": pass.request });
        scribe.event(tx, "pass.used", Some(&account.id), detail).await?;
        outbox::add(tx, &mail::outbox::told(scribe, Kind::PassUsed, &account.id)).await?;
        return Ok(Ok(()));
    }
    let why = found.map_or("no such pass", |pass| why(pass, account.epoch, scribe.now));
    let detail = json!({ "why": why, "attempt": login.attempts });
    scribe.event(tx, "pass.wrong", Some(&account.id), detail).await?;
    Ok(Err(challenge::missed(app, login).map_or(CodeRefusal::UsedUp, |left| CodeRefusal::PassRefused { left })))
}

/// Why a pass that is the user's own was not taken.
fn why(pass: &Pass, epoch: i64, now: Instant) -> &'static str {
    match pass {
        Pass { used_at: Some(_), .. } => "used before",
        Pass { revoked_at: Some(_), .. } => "another took its place",
        Pass { shown_at: None, .. } => "not shown to anybody",
        pass if pass.expires_at <= now => "expired",
        pass if pass.epoch != epoch => "from before a change",
        _ => "used meanwhile",
    }
}
