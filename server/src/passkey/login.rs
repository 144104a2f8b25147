//! Logging in by passkey: the authenticator itself says whose it is.

use app::ports::ceremony::CeremonyRefusal;
use domain::{
    life::{Status, has_two_factor},
    method::Method,
};
use serde_json::{Value, json};

use super::are_taken;
use crate::{
    app::App,
    audit::Scribe,
    ceremony::{
        begin::{self, Asked, Question},
        finish::{self, No},
    },
    login::{
        Browser, Failure, Ticket,
        enter::{self, Entered},
    },
    store::{
        Tx, accounts,
        ceremonies::{Ceremony, Purpose},
        credentials::Kind,
        events::Actor,
    },
};

/// Asks for a passkey.
///
/// # Errors
/// [`Failure`] says why there is nothing to be answered.
pub async fn begin(
    app: &App,
    scribe: &Scribe<'_>,
    return_to: Option<&str>,
    browser: &Browser,
) -> Result<(Ticket, Ceremony), Failure<CeremonyRefusal>> {
    let Some(ceremonies) = app.ceremonies.as_ref().filter(|_| are_taken(app)) else {
        return Err(Failure::Refused(CeremonyRefusal::Closed));
    };
    let mut tx = begin::step(app, browser, scribe.now).await?;
    let errand = json!({ "return_to": return_to });
    let question = Question { purpose: Purpose::PasskeyLogin, account: None, errand: &errand };
    let begun = begin::ask(app, ceremonies, &mut tx, scribe, question, Asked::Discoverable).await?;
    tx.commit().await?;
    Ok(begun)
}

/// Takes the passkey's answer. Everything happens in one transaction; whatever the answer is worth, the ceremony is
/// over.
///
/// # Errors
/// [`Failure`] says why nobody was let in.
pub async fn finish(
    app: &App,
    scribe: &Scribe<'_>,
    ticket: Option<&Ticket>,
    answer: &str,
    browser: &Browser,
) -> Result<Entered, Failure<CeremonyRefusal>> {
    let mut tx = begin::step(app, browser, scribe.now).await?;
    let outcome = prove(app, &mut tx, scribe, ticket, answer, browser).await?;
    tx.commit().await?;
    outcome.map_err(Failure::Refused)
}

async fn prove(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    ticket: Option<&Ticket>,
    answer: &str,
    browser: &Browser,
) -> Result<Result<Entered, CeremonyRefusal>, Failure<CeremonyRefusal>> {
    let (no, whose) = 'refused: {
        let Some(ceremonies) = app.ceremonies.as_ref().filter(|_| are_taken(app)) else {
            break 'refused (No::because(CeremonyRefusal::Closed, "passkeys are not taken"), None);
        };
        let ceremony = match finish::take(tx, ticket, Purpose::PasskeyLogin, scribe.now).await? {
            Ok(ceremony) => ceremony,
            Err(no) => break 'refused (no, None),
        };
        let passkey =
            match finish::proved(ceremonies, tx, &ceremony, answer, None, &[Kind::Passkey], scribe.now).await? {
                Ok(passkey) => passkey,
                Err((no, held)) => break 'refused (no, held.map(|held| held.account)),
            };
        let Some(account) = accounts::find(tx, &passkey.account).await? else {
            break 'refused (No::because(CeremonyRefusal::Unknown, "no account"), None);
        };
        let why = if account.status != Status::Active {
            account.status.name()
        } else if !has_two_factor(account.state) {
            "not set up"
        } else if !accounts::hold_at(tx, &account.id, account.epoch).await? {
            "changed meanwhile"
        } else {
            let errand: Value = serde_json::from_str(&ceremony.errand).unwrap_or_default();
            let return_to = errand["return_to"].as_str().map(str::to_owned);
            let scribe = scribe.acting(Actor::Account(account.id.clone()));
            let entered = enter::enter(app, tx, &scribe, account, Method::Passkey, browser, return_to).await?;
            return Ok(entered.ok_or(CeremonyRefusal::Closed));
        };
        (No::because(CeremonyRefusal::NotAllowed, why), Some(account.id))
    };
    scribe.event(tx, "passkey.refused", whose.as_ref(), no.told()).await?;
    Ok(Err(no.refusal))
}
