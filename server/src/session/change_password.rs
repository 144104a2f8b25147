//! A new password, by somebody who is logged in and knows the present one.

use app::ports::account::ChangeRefusal;
use domain::{
    budget::Closed,
    password::{Password, PasswordProblem},
};
use serde_json::json;

use super::{Opened, Present};
use crate::{
    app::App,
    audit::Scribe,
    login::{
        Browser, Failure,
        budget::{Method, Purse},
        challenge, password,
    },
    mail,
    random::Token,
    store::{accounts, budgets::Payment, participants, sessions},
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
    let (current, new) = (Password::typed(current), Password::typed(new));
    let firm = participants::find(&mut *app.store.reader().await?, &account.id.participant).await?;
    password::judge(app, &new, &password::names(app, account, firm.as_ref()))
        .map_err(|problem| refused(ChangeRefusal::New(problem)))?;
    let mut tx = app.store.begin().await?;
    let known = challenge::known(&mut tx, browser.token.as_ref(), &account.id).await?;
    let purse = Purse::of(app, Method::Password, &account.id.to_string(), browser.source, known.as_ref());
    if let Payment::Closed { why, .. } = purse.spend(app, &mut tx, scribe).await? {
        tx.commit().await?;
        return Err(refused(match why {
            Closed::Until(until) => ChangeRefusal::ClosedUntil(until),
            Closed::Paused => ChangeRefusal::CurrentWrong,
        }));
    }
    tx.commit().await?;

    let hash = account.password_hash.as_deref();
    let right = match app.hasher.verify(hash, &current).await {
        Ok(verified) => verified.right,
        Err(error) => {
            let mut tx = app.store.begin().await?;
            purse.refund(&mut tx, scribe.now).await?;
            tx.commit().await?;
            return Err(error.into());
        }
    };
    if !right {
        let mut tx = app.store.begin().await?;
        scribe.event(&mut tx, "password.refused", Some(&account.id), json!({ "why": "wrong password" })).await?;
        tx.commit().await?;
        return Err(refused(ChangeRefusal::CurrentWrong));
    }
    if current.expose() == new.expose() {
        return Err(refused(ChangeRefusal::New(PasswordProblem::SameAsNow)));
    }
    let new_hash = app.hasher.hash(&new, scribe.random).await?;

    let mut tx = app.store.begin().await?;
    purse.succeed(app, &mut tx, scribe.now).await?;
    // Whatever changed the account or ended this session meanwhile has the last word.
    if !accounts::hold_at(&mut tx, &account.id, account.epoch).await? {
        return Err(Failure::StartAgain);
    }
    let held = sessions::find(&mut tx, &present.token_hash).await?;
    let Some((session, now_held)) = held.filter(|(_, now)| now.password_hash == account.password_hash) else {
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
