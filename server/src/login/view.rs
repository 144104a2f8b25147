//! What the code page shows of a login under way.

use std::time::Duration;

use app::ports::login::{CodeForm, CodeRefusal, Delivery};
use sqlx::AnyConnection;

use super::{Failure, Ticket, challenge::MAILS_PER_LOGIN};
use crate::{
    app::App,
    store::{
        StoreError, accounts,
        accounts::Account,
        logins::{self, Kind, Login, Stage},
        outbox,
    },
};

/// A mail that has waited longer than this is slow.
const SLOW_AFTER: Duration = Duration::from_secs(8);

/// Looks at the login that `ticket` proves, with its account; changes nothing.
///
/// # Errors
/// [`Failure::StartAgain`] when the ticket proves none or it is over.
pub async fn look<R: std::fmt::Debug>(app: &App, ticket: &Ticket, kind: Kind) -> Result<(Login, Account), Failure<R>> {
    let mut reader = app.store.reader().await?;
    let login = logins::find(&mut reader, &ticket.tag).await?.ok_or(Failure::StartAgain)?;
    let proved = login.kind == kind && login.secret_hash == ticket.secret.hash();
    if !proved || login.expires_at <= app.clock.now() {
        return Err(Failure::StartAgain);
    }
    let account = accounts::find(&mut reader, &login.account).await?.ok_or(Failure::StartAgain)?;
    if account.epoch != login.epoch || !kind.takes(account.status) {
        return Err(Failure::StartAgain);
    }
    Ok((login, account))
}

/// The code page of a login under way.
///
/// # Errors
/// [`Failure::StartAgain`] when it has not asked for a code.
pub async fn code_form(
    app: &App,
    login: &Login,
    account: &Account,
    problem: Option<CodeRefusal>,
    just_resent: bool,
) -> Result<CodeForm, Failure<CodeRefusal>> {
    let asked = login.asked.as_ref().ok_or(Failure::StartAgain)?;
    let over = login.stage == Stage::Over || login.attempts >= app.config.login.code_attempts;
    Ok(CodeForm {
        login: login.tag.clone(),
        masked_address: account.address.as_ref().map(|a| a.masked()).unwrap_or_default(),
        reference: asked.reference,
        digits: app.config.code_digits().get(),
        asked_at: asked.asked_at,
        expires_at: asked.expires_at,
        resend_at: asked.mailed_at.plus(*app.config.login.resend_after),
        resends_left: MAILS_PER_LOGIN.saturating_sub(login.mails),
        resend_wait: app.config.login.resend_after.as_secs(),
        lifetime_minutes: app.config.login.code_lifetime.as_secs().div_ceil(60),
        delivery: delivery(app, login).await?,
        just_resent,
        pass: matches!(problem, Some(CodeRefusal::PassRefused { .. })),
        problem: problem.or_else(|| over.then_some(CodeRefusal::UsedUp)),
    })
}

/// How the newest mail of `login` fares.
///
/// # Errors
/// When the database cannot be read.
pub async fn delivery(app: &App, login: &Login) -> Result<Delivery, StoreError> {
    fares(app, &mut *app.store.reader().await?, &login.tag).await
}

/// How the newest mail about `subject` fares.
///
/// # Errors
/// When the database cannot be read.
pub async fn fares(app: &App, db: &mut AnyConnection, subject: &str) -> Result<Delivery, StoreError> {
    let Some(fate) = outbox::fate(db, subject).await? else {
        return Ok(Delivery::Queued);
    };
    Ok(match (fate.state.as_str(), fate.settled_at) {
        ("sent", Some(at)) => Delivery::Sent(at),
        ("refused" | "suppressed", _) => Delivery::Refused,
        ("waiting", _) => {
            let late = app.clock.now().since(fate.created_at) >= SLOW_AFTER;
            if late || fate.deferred { Delivery::Slow } else { Delivery::Queued }
        }
        _ => Delivery::Slow,
    })
}
