//! Logging in by smartcard: by name or by the card alone.

use app::ports::{card::CardProblem, ceremony::CeremonyRefusal};
use domain::account::AccountId;
use serde_json::{Value, json};

use super::arrive::{Arrived, arrive};
use crate::{
    app::App,
    audit::Scribe,
    ceremony::{
        Ceremonies,
        begin::{self, Asked},
        finish,
    },
    login::{Browser, Failure, Ticket, budget::tells_closed},
    schedule,
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        ceremonies::Purpose,
        credentials::{self, Kind},
    },
};

/// What a card is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// A session.
    LogIn,
    /// The set-up of two-factor login, once cards log nobody in any more.
    SetUp,
}

/// What was typed, and where it leads.
#[derive(Debug)]
pub struct Attempt<'a> {
    /// What for.
    pub wish: Wish,
    /// The participant code as typed; empty with the user ID where the card knows.
    pub participant: &'a str,
    /// The user ID as typed.
    pub user: &'a str,
    /// Where to go afterwards, already accepted.
    pub return_to: Option<String>,
    /// The browser.
    pub browser: &'a Browser,
}

/// Asks for a card. What is asked says nothing of whether there is such an account, or whether it holds one.
///
/// # Errors
/// [`Failure`] says why there is nothing to be answered.
pub async fn begin(app: &App, scribe: &Scribe<'_>, attempt: Attempt<'_>) -> Result<Ticket, Failure<CardProblem>> {
    let refused = |problem| Err(Failure::Refused(problem));
    let Some(ceremonies) = &app.ceremonies else { return refused(CardProblem::Unavailable) };
    // Set-up by card is for everybody who has not done it: whether it is open to this one is said at the end.
    let mut reader = app.store.reader().await?;
    let open = match attempt.wish {
        Wish::LogIn => schedule::cards_open(app, &mut reader, scribe.now).await?,
        Wish::SetUp => schedule::card_sets_up(app, &mut reader, scribe.now).await?,
    };
    drop(reader);
    if !open {
        turn_away(app, scribe, attempt.participant, attempt.user, attempt.browser).await?;
        return refused(CardProblem::Refused(CeremonyRefusal::Closed));
    }
    let (participant, user) = (attempt.participant.trim(), attempt.user.trim());
    let named = match (participant.is_empty(), user.is_empty()) {
        (true, true) => None,
        (false, false) => match AccountId::parse_parts(participant, user) {
            Ok(id) => Some(id),
            Err(_) => return refused(CardProblem::NoSuchNames),
        },
        (participant, _) => return refused(CardProblem::Half { participant }),
    };
    // Whose, as it was typed: the question is the same whether there is such an account or not.
    let named_in = named.as_ref().map(ToString::to_string);
    let errand = json!({ "return_to": attempt.return_to, "named": named_in });
    let mut tx = begin::step(app, attempt.browser, scribe.now).await?;
    let mut held = match &named {
        Some(id) => credentials::of_account(&mut tx, id).await?,
        None => Vec::new(),
    };
    held.retain(|credential| credential.kind == Kind::Card);
    let asked = match &named_in {
        Some(name) => Asked::Named { name, held: &held },
        None => Asked::Discoverable,
    };
    let question = begin::Question { purpose: Purpose::CardLogin, account: None, errand: &errand };
    let (ticket, _) = begin::ask(app, ceremonies, &mut tx, scribe, question, asked).await?;
    tx.commit().await?;
    Ok(ticket)
}

/// Writes down that cards are closed to whoever was named, so that the help desk finds them by the number that the page
/// shows: as often as attempts are evaluated, so that a flood fills no audit.
pub(super) async fn turn_away<R: std::fmt::Debug>(
    app: &App,
    scribe: &Scribe<'_>,
    participant: &str,
    user: &str,
    browser: &Browser,
) -> Result<(), Failure<R>> {
    let mut tx = begin::step(app, browser, scribe.now).await?;
    let account = match AccountId::parse_parts(participant, user) {
        Ok(id) => accounts::find(&mut tx, &id).await?,
        Err(_) => None,
    };
    let id = account.map(|account| account.id);
    if tells_closed(app, &mut tx, id.as_ref(), browser.source, scribe.now).await? {
        let detail = json!({ "method": domain::method::Method::Smartcard.name() });
        scribe.event(&mut tx, "login.phase-closed", id.as_ref(), detail).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes the card's answer. Everything happens in one transaction; whatever the answer is worth, the ceremony is over.
///
/// # Errors
/// [`Failure`] says why nobody was let in.
pub async fn finish(
    app: &App,
    scribe: &Scribe<'_>,
    ticket: Option<&Ticket>,
    answer: &str,
    browser: &Browser,
) -> Result<Arrived, Failure<CeremonyRefusal>> {
    let Some(ceremonies) = &app.ceremonies else { return Err(Failure::StartAgain) };
    let mut tx = begin::step(app, browser, scribe.now).await?;
    let outcome = match prove(ceremonies, &mut tx, scribe, ticket, answer).await? {
        Ok((errand, account)) => {
            let return_to = errand["return_to"].as_str().map(str::to_owned);
            arrive(app, &mut tx, scribe, account, domain::method::Method::Smartcard, browser, return_to).await?
        }
        Err(refusal) => Err(refusal),
    };
    tx.commit().await?;
    outcome.map_err(Failure::Refused)
}

/// The holder of the card, as it stands now. A refusal is in the audit.
async fn prove(
    ceremonies: &Ceremonies,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    ticket: Option<&Ticket>,
    answer: &str,
) -> Result<Result<(Value, Account), CeremonyRefusal>, StoreError> {
    let ceremony = match finish::take(tx, ticket, Purpose::CardLogin, scribe.now).await? {
        Ok(ceremony) => ceremony,
        Err(no) => {
            scribe.event(tx, "smartcard.refused", None, no.told()).await?;
            return Ok(Err(no.refusal));
        }
    };
    let errand: Value = serde_json::from_str(&ceremony.errand).unwrap_or_default();
    let named = errand["named"].as_str().and_then(|named| named.parse().ok());
    match finish::proved(ceremonies, tx, &ceremony, answer, named.as_ref(), &[Kind::Card], scribe.now).await? {
        Ok(card) => match accounts::find(tx, &card.account).await? {
            Some(account) => Ok(Ok((errand, account))),
            None => Ok(Err(CeremonyRefusal::Unknown)),
        },
        Err((no, held)) => {
            let whose = held.as_ref().map(|card| &card.account).or(named.as_ref());
            scribe.event(tx, "smartcard.refused", whose, no.told()).await?;
            Ok(Err(if named.is_some() { no.shown_of_named() } else { no.refusal }))
        }
    }
}
