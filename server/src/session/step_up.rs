//! Stepping up: somebody who is logged in types the password again before a change to what they log in with.

use domain::{budget::Closed, password::Password, time::Instant};
use serde_json::json;

use super::Present;
use crate::{
    app::App,
    audit::Scribe,
    login::{
        Browser, Failure,
        begin::tell_of_closing,
        budget::{Method, Purse},
        challenge,
    },
    store::budgets::Payment,
};

/// Why the password was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepUpRefusal {
    /// It was not given.
    Missing,
    /// It is not right.
    Wrong,
    /// Too many failures: nothing is evaluated until then.
    ClosedUntil(Instant),
}

/// A password that was right just now, and the budget to be given back once the change is done.
#[derive(Debug)]
pub struct SteppedUp {
    /// The password, for a comparison with a new one.
    pub password: Password,
    purse: Purse,
}

impl SteppedUp {
    /// Gives the attempt back: in the transaction of the change.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn settle(
        &self,
        app: &App,
        tx: &mut crate::store::Tx,
        now: Instant,
    ) -> Result<(), crate::store::StoreError> {
        self.purse.succeed(app, tx, now).await
    }
}

/// Verifies the present password, paid for from the budgets of a login.
///
/// # Errors
/// [`Failure`] says why it was not taken.
pub async fn step_up(
    app: &App,
    scribe: &Scribe<'_>,
    present: &Present,
    typed: &str,
    browser: &Browser,
) -> Result<SteppedUp, Failure<StepUpRefusal>> {
    let account = &present.account;
    if typed.is_empty() {
        return Err(Failure::Refused(StepUpRefusal::Missing));
    }
    let password = Password::typed(typed);
    let mut tx = app.store.begin().await?;
    let known = challenge::known(&mut tx, browser.token.as_ref(), &account.id).await?;
    let purse = Purse::of(app, Method::Password, &account.id.to_string(), browser.source, known.as_ref());
    if let Payment::Closed { why, first } = purse.spend(app, &mut tx, scribe, Some(&account.id)).await? {
        if first {
            tell_of_closing(&mut tx, scribe, Some(account), known.is_some(), why).await?;
        }
        tx.commit().await?;
        app.outbox.ring();
        return Err(Failure::Refused(match why {
            Closed::Until(until) => StepUpRefusal::ClosedUntil(until),
            Closed::Paused => StepUpRefusal::Wrong,
        }));
    }
    tx.commit().await?;
    match app.hasher.verify(account.password_hash.as_deref(), &password).await {
        Ok(verified) if verified.right => Ok(SteppedUp { password, purse }),
        Ok(_) => {
            let mut tx = app.store.begin().await?;
            scribe.event(&mut tx, "password.refused", Some(&account.id), json!({ "why": "wrong password" })).await?;
            tx.commit().await?;
            Err(Failure::Refused(StepUpRefusal::Wrong))
        }
        Err(error) => {
            let mut tx = app.store.begin().await?;
            purse.refund(&mut tx, scribe.now).await?;
            tx.commit().await?;
            Err(error.into())
        }
    }
}
