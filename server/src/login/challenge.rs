//! The one-time code of a login or set-up: asked for, sent again, tried.

use std::time::Duration;

use app::ports::login::CodeRefusal;
use domain::{
    account::AccountId,
    budget::{BudgetRule, Closed},
    code::{CodeShape, OneTimeCode, TypedCode},
    time::Instant,
};
use serde_json::json;

use super::{
    Browser, Failure, Ticket,
    budget::{self, Method, Purse},
};
use crate::{
    app::App,
    audit::Scribe,
    mail::{self, Kind, suppression},
    random::{Token, opaque_id, reference},
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        browsers,
        budgets::{self, Payment},
        logins::{self, Asked, Login, Stage},
        outbox,
    },
};

/// How long a login or set-up may stay under way, whatever happens in it.
pub const LOGIN_LIFETIME: Duration = Duration::from_secs(3600);

/// Mails that one login may have.
pub const MAILS_PER_LOGIN: u32 = 5;

/// The tag of a new login: short enough for a URL, drawn so that it cannot be guessed by accident.
pub fn draw_tag(app: &App) -> String {
    opaque_id(&*app.random)[..16].to_owned()
}

/// Finds the login that `ticket` proves and holds it, with its account, until the transaction ends.
///
/// # Errors
/// [`Failure::StartAgain`] when the ticket proves none, when it is too old, or when the account has changed since.
pub async fn hold<R: std::fmt::Debug>(
    app: &App,
    tx: &mut Tx,
    ticket: &Ticket,
    kind: logins::Kind,
) -> Result<(Login, Account), Failure<R>> {
    let login = logins::hold(tx, &ticket.tag).await?.ok_or(Failure::StartAgain)?;
    let proved = login.kind == kind && login.secret_hash == ticket.secret.hash();
    if !proved || login.expires_at <= app.clock.now() {
        return Err(Failure::StartAgain);
    }
    let account = accounts::find(tx, &login.account).await?.ok_or(Failure::StartAgain)?;
    if account.epoch != login.epoch || !kind.takes(account.status) {
        return Err(Failure::StartAgain);
    }
    Ok((login, account))
}

/// Asks for a code: derives a new one and posts its mail. `Err` until when no more mails leave for this account.
///
/// # Errors
/// When the database does not take it.
pub async fn ask(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    login: &mut Login,
) -> Result<Result<(), Instant>, StoreError> {
    if let Err(until) = budget::pay_mail(app, tx, &login.account.to_string(), scribe.now).await? {
        return Ok(Err(until));
    }
    let asked = Asked {
        code_id: opaque_id(scribe.random),
        reference: reference(scribe.random),
        asked_at: scribe.now,
        expires_at: scribe.now.plus(*app.config.login.code_lifetime),
        mailed_at: scribe.now,
    };
    login.stage = Stage::Code;
    login.mails += 1;
    post(tx, scribe, &login.tag, &login.account, &asked).await?;
    login.asked = Some(asked);
    Ok(Ok(()))
}

async fn post(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    tag: &str,
    account: &AccountId,
    asked: &Asked,
) -> Result<(), StoreError> {
    let detail = json!({ "reference": asked.reference.to_string() });
    scribe.event(tx, "code.sent", Some(account), detail).await?;
    mail::outbox::post(tx, scribe, Kind::Code, account, tag, asked.expires_at).await
}

/// Sends the code again: the same one while it lives, so that two mails never disagree; a fresh one after. A mail
/// that still waits is not joined by another.
///
/// # Errors
/// [`Failure::Refused`] when it is too soon or there have been too many.
pub async fn resend(
    app: &App,
    scribe: &Scribe<'_>,
    ticket: &Ticket,
    kind: logins::Kind,
) -> Result<(), Failure<CodeRefusal>> {
    let mut tx = app.store.begin().await?;
    let (mut login, _) = hold(app, &mut tx, ticket, kind).await?;
    let Some(asked) = login.asked.clone().filter(|_| login.stage == Stage::Code) else {
        return Err(Failure::StartAgain);
    };
    let again_at = asked.mailed_at.plus(*app.config.login.resend_after);
    if scribe.now < again_at && !app.config.limits.off {
        return refuse(app, tx, scribe, &login, Untried::TooSoon, CodeRefusal::ResendTooSoon(again_at)).await;
    }
    let alive = scribe.now < asked.expires_at;
    let waits = outbox::fate(&mut tx, &login.tag).await?.is_some_and(|fate| fate.state == "waiting");
    if alive && waits {
        return Ok(());
    }
    if login.mails >= MAILS_PER_LOGIN {
        return refuse(app, tx, scribe, &login, Untried::NoMoreMails, CodeRefusal::NoMoreMails).await;
    }
    if alive {
        if budget::pay_mail(app, &mut tx, &login.account.to_string(), scribe.now).await?.is_err() {
            return refuse(app, tx, scribe, &login, Untried::NoMoreMails, CodeRefusal::NoMoreMails).await;
        }
        let asked = Asked { mailed_at: scribe.now, ..asked };
        post(&mut tx, scribe, &login.tag, &login.account, &asked).await?;
        login.mails += 1;
        login.asked = Some(asked);
    } else if ask(app, &mut tx, scribe, &mut login).await?.is_err() {
        return refuse(app, tx, scribe, &login, Untried::NoMoreMails, CodeRefusal::NoMoreMails).await;
    }
    logins::update(&mut tx, &login).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(())
}

/// Why nothing was tried or mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untried {
    /// The code had expired.
    Expired,
    /// The login had no tries left.
    UsedUp,
    /// No code had been sent.
    NeverSent,
    /// Another mail, too soon after the last.
    TooSoon,
    /// Another mail, where no more leave for now.
    NoMoreMails,
}

impl Untried {
    /// The name in the audit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::UsedUp => "used up",
            Self::NeverSent => "never sent",
            Self::TooSoon => "too soon",
            Self::NoMoreMails => "no more mails",
        }
    }
}

/// Writes down that nothing was tried or mailed, so that the help desk finds it by the reference that the page shows:
/// for each reason as often in a window as codes are tried in it, so that whoever presses a button fills no audit. Only
/// a browser that has proved itself comes so far: that it is written tells nobody whether an account exists.
///
/// # Errors
/// When the database does not take it.
pub async fn untried(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    login: &Login,
    why: Untried,
) -> Result<(), StoreError> {
    let rule = BudgetRule { streak: None, ..Method::Code.rule(app) };
    let told = format!("told:{}:{}", why.name(), login.account);
    if budgets::spend(tx, &told, &rule, scribe.now).await? != Payment::Paid {
        return Ok(());
    }
    let reference = login.asked.as_ref().map(|asked| asked.reference.to_string());
    let detail = json!({ "why": why.name(), "reference": reference });
    scribe.event(tx, "code.refused", Some(&login.account), detail).await
}

/// The end of a step of a login that is over: written down and refused.
///
/// # Errors
/// The refusal; or that the database does not take it.
pub async fn used_up<T>(app: &App, tx: Tx, scribe: &Scribe<'_>, login: &Login) -> Result<T, Failure<CodeRefusal>> {
    refuse(app, tx, scribe, login, Untried::UsedUp, CodeRefusal::UsedUp).await
}

async fn refuse<T>(
    app: &App,
    mut tx: Tx,
    scribe: &Scribe<'_>,
    login: &Login,
    why: Untried,
    refusal: CodeRefusal,
) -> Result<T, Failure<CodeRefusal>> {
    untried(app, &mut tx, scribe, login, why).await?;
    tx.commit().await?;
    Err(Failure::Refused(refusal))
}

/// The purse that a code of `account` is paid from.
pub async fn purse(app: &App, tx: &mut Tx, account: &AccountId, browser: &Browser) -> Result<Purse, StoreError> {
    let known = known(tx, browser.token.as_ref(), account).await?;
    Ok(Purse::of(app, Method::Code, &account.to_string(), browser.source, known.as_ref()))
}

/// The browser's token, if the browser has completed a login of `account`.
pub async fn known(
    db: &mut sqlx::AnyConnection,
    token: Option<&Token>,
    account: &AccountId,
) -> Result<Option<Token>, StoreError> {
    match token {
        Some(token) if browsers::knows(db, &token.hash(), account).await? => Ok(Some(token.clone())),
        _ => Ok(None),
    }
}

/// Tries what was typed against a login that is held. `Ok(Ok)` says that it is the code: the caller does what the
/// login is for, all in one transaction. `Ok(Err)` is a refusal whose count has to be committed.
///
/// # Errors
/// When the database does not take it.
pub async fn attempt(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    login: &mut Login,
    purse: &Purse,
    typed: &str,
) -> Result<Result<(), CodeRefusal>, StoreError> {
    let digits = app.config.code_digits();
    let Some(asked) = login.asked.clone() else {
        untried(app, tx, scribe, login, Untried::NeverSent).await?;
        return Ok(Err(CodeRefusal::Expired));
    };
    if login.attempts >= app.config.login.code_attempts {
        untried(app, tx, scribe, login, Untried::UsedUp).await?;
        return Ok(Err(CodeRefusal::UsedUp));
    }
    let typed = match TypedCode::parse(typed, digits) {
        Ok(typed) => typed,
        Err(CodeShape::Empty) => return Ok(Err(CodeRefusal::Empty)),
        Err(_) => return Ok(Err(CodeRefusal::Shape { digits: digits.get() })),
    };
    if scribe.now >= asked.expires_at {
        untried(app, tx, scribe, login, Untried::Expired).await?;
        return Ok(Err(CodeRefusal::Expired));
    }
    if let Err(refusal) = pay(app, tx, scribe, login, purse).await? {
        return Ok(Err(refusal));
    }
    if OneTimeCode::derive(&app.keys.code, &asked.code_id, digits).matches(&typed) {
        purse.succeed(app, tx, scribe.now).await?;
        suppression::proved(tx, scribe, &login.account).await?;
        return Ok(Ok(()));
    }
    let detail = json!({ "reference": asked.reference.to_string(), "attempt": login.attempts });
    scribe.event(tx, "code.wrong", Some(&login.account), detail).await?;
    Ok(Err(missed(app, login).map_or(CodeRefusal::UsedUp, |left| CodeRefusal::Wrong { left })))
}

/// Pays for one try of a login that is held, before it is evaluated. `Err` is a refusal whose count has to be committed.
///
/// # Errors
/// When the database does not take it.
pub async fn pay(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    login: &mut Login,
    purse: &Purse,
) -> Result<Result<(), CodeRefusal>, StoreError> {
    if let Payment::Closed { why, first } = purse.spend(app, tx, scribe, Some(&login.account)).await? {
        if first {
            scribe.event(tx, "code.paused", Some(&login.account), json!({})).await?;
        }
        return Ok(Err(match why {
            Closed::Until(until) => CodeRefusal::ClosedUntil(until),
            Closed::Paused => CodeRefusal::Paused,
        }));
    }
    login.attempts += 1;
    Ok(Ok(()))
}

/// How many more tries a login has after one that was wrong. Without any it is over.
pub fn missed(app: &App, login: &mut Login) -> Option<u32> {
    let left = app.config.login.code_attempts.saturating_sub(login.attempts);
    if left == 0 {
        login.stage = Stage::Over;
    }
    (left > 0).then_some(left)
}
