//! A new password, by somebody who is logged in and knows the present one.

use app::ports::account::ChangeRefusal;
use domain::password::{Password, PasswordProblem};
use serde_json::json;

use super::{
    Opened, Present,
    step_up::{StepUpRefusal, step_up},
};
use crate::{
    app::App,
    audit::Scribe,
    login::{Browser, Failure, password},
    mail,
    random::Token,
    store::{accounts, participants, sessions},
};

/// Changes the password. Every other session ends, this one gets a new token, codes under way are void, and the
/// mailbox's owner is told.
///
/// # Errors
/// [`Failure`] says why nothing changed.
pub async fn change(
    app: &App,
    scribe: &Scribe<'_>,
    present: &Present,
    current: &str,
    new: &str,
    browser: &Browser,
) -> Result<Opened, Failure<ChangeRefusal>> {
    let account = &present.account;
    let refused = |why| Failure::Refused(why);
    if current.is_empty() {
        return Err(refused(ChangeRefusal::CurrentMissing));
    }
    let new = Password::typed(new);
    let firm = participants::find(&mut *app.store.reader().await?, &account.id.participant).await?;
    password::judge(app, &new, &password::names(app, account, firm.as_ref()))
        .map_err(|problem| refused(ChangeRefusal::New(problem)))?;
    let stepped = step_up(app, scribe, present, current, browser).await.map_err(|failure| {
        failure.map(|why| match why {
            StepUpRefusal::Missing => ChangeRefusal::CurrentMissing,
            StepUpRefusal::Wrong => ChangeRefusal::CurrentWrong,
            StepUpRefusal::ClosedUntil(until) => ChangeRefusal::ClosedUntil(until),
        })
    })?;
    if stepped.password.expose() == new.expose() {
        return Err(refused(ChangeRefusal::New(PasswordProblem::SameAsNow)));
    }
    let new_hash = app.hasher.hash(&new, scribe.random).await?;

    let mut tx = app.store.begin().await?;
    stepped.settle(app, &mut tx, scribe.now).await?;
    // Whatever changed the account or ended this session meanwhile has the last word.
    if !accounts::hold_at(&mut tx, &account.id, account.epoch).await? {
        return Err(Failure::StartAgain);
    }
    let held = sessions::find(&mut tx, &present.token_hash).await?;
    let Some((session, now_held, _)) = held.filter(|(_, now, _)| now.password_hash == account.password_hash) else {
        return Err(Failure::StartAgain);
    };
    accounts::set_password(&mut tx, &account.id, &new_hash, scribe.now).await?;
    let ended = sessions::revoke_all(&mut tx, &account.id, Some(&session.id)).await?;
    let token = Token::draw(scribe.random);
    sessions::renew(&mut tx, &present.token_hash, &token.hash()).await?;
    scribe.event(&mut tx, "password.changed", Some(&account.id), json!({ "sessions ended": ended })).await?;
    mail::outbox::notice(&mut tx, scribe, mail::Kind::PasswordChanged, &now_held).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(Opened { token, ends_at: session.ends_at })
}
