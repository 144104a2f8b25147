//! What a proved card leads to, whichever way it spoke: a session where the phase has one, else the set-up of
//! two-factor login, and nothing else.

use app::ports::ceremony::CeremonyRefusal;
use domain::{
    card::Proof,
    life::{Status, has_two_factor},
    method::Method,
    phase::Door,
};
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    login::{
        Browser, Ticket,
        enter::{self, Entered},
    },
    registration::setup,
    schedule,
    store::{StoreError, Tx, accounts, accounts::Account, events::Actor},
};

/// Where somebody stands whose card was proved.
#[derive(Debug)]
pub enum Arrived {
    /// Logged in.
    In(Box<Entered>),
    /// At the set-up of two-factor login: cards open nothing any more, but they still prove their holder for it.
    SetUp(Ticket),
}

/// Goes on for the holder of a card that was proved by `method`. The caller commits in every case: a refusal is in
/// the audit.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn arrive(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    account: Account,
    method: Method,
    browser: &Browser,
    return_to: Option<String>,
) -> Result<Result<Arrived, CeremonyRefusal>, StoreError> {
    let scribe = scribe.acting(Actor::Account(account.id.clone()));
    let why = if account.id.is_staff() {
        Some("staff hold no cards")
    } else if account.status != Status::Active {
        Some(account.status.name())
    } else if !accounts::hold_at(tx, &account.id, account.epoch).await? {
        Some("changed meanwhile")
    } else {
        None
    };
    if let Some(why) = why {
        let detail = json!({ "why": why, "method": method.name() });
        scribe.event(tx, "login.refused", Some(&account.id), detail).await?;
        return Ok(Err(CeremonyRefusal::NotAllowed));
    }
    let terms = schedule::terms(app, tx, &account.id, scribe.now).await?;
    if terms.timeline.decommissioned {
        // Out of use for good: it opens nothing, and proves nobody any more.
        let detail = json!({ "why": "decommissioned", "method": method.name() });
        scribe.event(tx, "login.refused", Some(&account.id), detail).await?;
        return Ok(Err(CeremonyRefusal::Closed));
    }
    let phase = terms.phase(scribe.now);
    let closed = method.door(phase, account.standing()) == Door::Closed;
    if closed && !has_two_factor(account.state) && setup::is_open_to(phase, &account) {
        let ticket = setup::begin_proved(tx, &scribe, app, &account, Proof::Card).await?;
        return Ok(Ok(Arrived::SetUp(ticket)));
    }
    let entered = enter::enter(app, tx, &scribe, account, method, browser, return_to).await?;
    Ok(entered.map(|entered| Arrived::In(Box::new(entered))).ok_or(CeremonyRefusal::Closed))
}
