//! Binding a card that is not imported: a one-time code that two of the staff agreed on, and the card itself, attested
//! by its issuer.

use app::ports::{card::BindingProblem, ceremony::CeremonyRefusal};
use domain::{
    account::AccountId,
    budget::Closed,
    card::CardState,
    code::{ActivationCode, TypedActivation},
    life::Status,
    phase::{Act, Rule},
};
use serde_json::{Value, json};

use super::login::turn_away;
use crate::{
    app::App,
    audit::Scribe,
    ceremony::{
        begin::{self, Question},
        finish::{self, No},
    },
    login::{
        Browser, Failure, Ticket,
        budget::{Method, Purse, nameless},
    },
    mail, schedule,
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        bindings,
        budgets::Payment,
        ceremonies::{Ceremony, Purpose},
        credentials::{self, Credential, Kind},
        events::Actor,
    },
};

/// What was typed.
#[derive(Debug)]
pub struct Typed<'a> {
    /// The participant code as typed.
    pub participant: &'a str,
    /// The user ID as typed.
    pub user: &'a str,
    /// The binding code.
    pub code: TypedActivation,
    /// The browser.
    pub browser: &'a Browser,
}

/// Verifies a binding code and asks for the card. The code stays good until a card is bound with it.
///
/// # Errors
/// [`Failure`] says why no card is asked for; unknown accounts, used and expired codes answer alike.
pub async fn begin(app: &App, scribe: &Scribe<'_>, typed: Typed<'_>) -> Result<Ticket, Failure<BindingProblem>> {
    let Some(ceremonies) = app.ceremonies.as_ref().filter(|ceremonies| ceremonies.binds_cards()) else {
        return Err(Failure::Refused(BindingProblem::Unavailable));
    };
    if !schedule::cards_open(app, &mut *app.store.reader().await?, scribe.now).await? {
        turn_away(app, scribe, typed.participant, typed.user, typed.browser).await?;
        return Err(Failure::Refused(BindingProblem::Closed));
    }
    let id = AccountId::parse_parts(typed.participant, typed.user).ok();
    let name = id.as_ref().map_or_else(|| nameless(typed.participant, typed.user), ToString::to_string);
    let purse = Purse::of(app, Method::Binding, &name, typed.browser.source, None);
    let mut tx = begin::step(app, typed.browser, scribe.now).await?;
    if let Payment::Closed { why, first } = purse.spend(app, &mut tx, scribe, id.as_ref()).await? {
        if first {
            scribe.event(&mut tx, "binding.paused", id.as_ref(), json!({})).await?;
        }
        tx.commit().await?;
        return Err(Failure::Refused(match why {
            Closed::Until(until) => BindingProblem::ClosedUntil(until),
            Closed::Paused => BindingProblem::Refused,
        }));
    }
    let account = match &id {
        Some(id) => accounts::find(&mut tx, id).await?,
        None => None,
    };
    let binding = match &account {
        Some(account) => bindings::find_open(&mut tx, &account.id).await?,
        None => None,
    };
    // Derived whoever it is, so that an unknown account costs the same.
    let derived_from = binding.as_ref().map_or(name.as_str(), |binding| binding.id.as_str());
    let right = ActivationCode::binding(&app.keys.code, derived_from).matches(&typed.code);
    let good = account.zip(binding).filter(|(account, binding)| {
        right && binding.expires_at > scribe.now && account.status == Status::Active && !account.id.is_staff()
    });
    let Some((account, binding)) = good else {
        let detail = json!({ "why": "no such code", "detail": "wrong, used, ended or expired, or no such user" });
        scribe.event(&mut tx, "binding.refused", id.as_ref(), detail).await?;
        tx.commit().await?;
        return Err(Failure::Refused(BindingProblem::Refused));
    };
    purse.succeed(app, &mut tx, scribe.now).await?;
    let held = credentials::of_account(&mut tx, &account.id).await?;
    let errand = json!({ "binding": binding.id });
    let question = Question { purpose: Purpose::CardBinding, account: Some(&account), errand: &errand };
    let (ticket, _) = begin::make(app, ceremonies, &mut tx, scribe, &account, question, &held).await?;
    let scribe = scribe.acting(Actor::Account(account.id.clone()));
    scribe.event(&mut tx, "binding.begun", Some(&account.id), json!({})).await?;
    tx.commit().await?;
    Ok(ticket)
}

/// Takes the card's answer and binds it. Says whose it is.
///
/// # Errors
/// [`Failure`] says why the card was not bound.
pub async fn finish(
    app: &App,
    scribe: &Scribe<'_>,
    ticket: Option<&Ticket>,
    answer: &str,
    browser: &Browser,
) -> Result<AccountId, Failure<CeremonyRefusal>> {
    let mut tx = begin::step(app, browser, scribe.now).await?;
    let ceremony = match finish::take(&mut tx, ticket, Purpose::CardBinding, scribe.now).await? {
        Ok(ceremony) => ceremony,
        Err(no) => {
            scribe.event(&mut tx, "binding.refused", None, no.told()).await?;
            tx.commit().await?;
            return Err(Failure::Refused(no.refusal));
        }
    };
    let outcome = bind(app, &mut tx, scribe, &ceremony, answer).await?;
    if let Err(no) = &outcome {
        scribe.event(&mut tx, "binding.refused", ceremony.account.as_ref(), no.told()).await?;
    }
    tx.commit().await?;
    app.outbox.ring();
    outcome.map_err(|no| Failure::Refused(no.refusal))
}

async fn bind(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    ceremony: &Ceremony,
    answer: &str,
) -> Result<Result<AccountId, No>, Failure<CeremonyRefusal>> {
    let no = |refusal, detail: &str| Ok(Err(No::because(refusal, detail)));
    let account: Option<Account> = match &ceremony.account {
        Some(id) => accounts::find(tx, id).await?,
        None => None,
    };
    let (Some(account), Some(ceremonies)) = (account, &app.ceremonies) else {
        return no(CeremonyRefusal::Over, "no account");
    };
    let phase = schedule::phase_of(app, tx, &account.id, scribe.now).await?;
    if phase.rule(Act::SmartcardLogin) == Rule::No {
        return no(CeremonyRefusal::Closed, phase.name());
    }
    let unchanged = accounts::hold_at(tx, &account.id, ceremony.epoch).await?;
    if !unchanged || account.status != Status::Active {
        return no(CeremonyRefusal::NotAllowed, account.status.name());
    }
    let made = match finish::made(ceremonies, ceremony, answer) {
        Ok(made) => made,
        Err(why) => return Ok(Err(why)),
    };
    if credentials::find(tx, &made.id).await?.is_some() {
        return no(CeremonyRefusal::HeldAlready, "a credential that is held already");
    }
    let errand: Value = serde_json::from_str(&ceremony.errand).unwrap_or_default();
    let binding = errand["binding"].as_str().unwrap_or_default();
    if !bindings::complete(tx, binding, scribe.now).await? {
        return no(CeremonyRefusal::Over, "the binding code was used or ended meanwhile");
    }
    let detail = json!({ "aaguid": made.aaguid, "transports": made.transports });
    // People tell cards apart by what they can read of them: of this one, the end of its id.
    let name = format!("…{}", &made.id[made.id.len().saturating_sub(8)..]);
    let card = Credential {
        id: made.id,
        account: account.id.clone(),
        kind: Kind::Card,
        name,
        key: made.key,
        aaguid: made.aaguid,
        transports: made.transports,
        counter: made.counter,
        state: CardState::Bound,
        created_at: scribe.now,
        changed_at: scribe.now,
        last_used_at: None,
    };
    if !credentials::add(tx, &card).await? {
        return Err(StoreError::Overtaken.into());
    }
    let scribe = scribe.acting(Actor::Account(account.id.clone()));
    scribe.event(tx, "card.bound", Some(&account.id), detail).await?;
    if account.address.is_some() {
        mail::outbox::notice(tx, &scribe, mail::Kind::CardBound, &account).await?;
    }
    Ok(Ok(account.id))
}
