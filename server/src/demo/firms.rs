//! What firms do, by the use cases that their pages call.

use app::ports::portal::UserAct;
use domain::{
    account::{AccountId, ParticipantCode},
    approval::{Change, ChangeKind},
    card::CardState,
    life::Status,
};
use serde_json::json;

use super::{
    DemoError, files, house, names,
    past::Past,
    plan::{Leaving, Plan, day::Turn},
};
use crate::{
    approval::{
        decide::{DecideError, Pick, Verdict, decide},
        jury::{Decider, able},
        propose::{Proposal, Proposer, propose},
    },
    login::{
        begin,
        budget::{Method, Purse},
    },
    mail::{self, Kind as Mail},
    registration::acts,
    rights::{Administrator, Checker},
    smartcard::registry,
    store::{
        accounts::{self, Account},
        budgets::Payment,
        credentials::{self, Credential, Kind},
        outbox,
        requests::{self, Request, Subject},
    },
};

/// More requests than a firm ever has waiting.
const MOST_WAITING: u32 = 1000;

/// Plays one turn.
///
/// # Errors
/// When the database does not take it, or the script asks for what cannot be.
pub async fn play(past: &Past, plan: &Plan, turn: &Turn) -> Result<(), DemoError> {
    match turn {
        Turn::Propose(firm, users) => {
            let changes = users.iter().map(|who| (*who, Change::Address { address: plan.address(*who) }));
            ask(past, plan, *firm, ChangeKind::Address, changes.collect(), "").await
        }
        Turn::Reset(who) => {
            let firm = plan.person(*who).firm;
            ask(past, plan, firm, ChangeKind::Reset, vec![(*who, Change::Reset)], "Forgot the password").await
        }
        Turn::Agree(firm, kind) => agree(past, &names::code(*firm), *kind).await,
        Turn::Invite(who) => act(past, plan, *who, UserAct::Invite).await,
        Turn::Unlock(who) => {
            pause(past, &plan.id(*who)).await?;
            act(past, plan, *who, UserAct::Unlock).await
        }
        Turn::Leave(who, leaving) => {
            let leaves = match leaving {
                Leaving::Dormant => UserAct::Dormant,
                Leaving::Disabled => UserAct::Disable,
            };
            act(past, plan, *who, leaves).await
        }
        Turn::AddPasskey(who) => {
            let id = plan.id(*who);
            add_passkey(past, &id, files::credential(plan, *who, Kind::Passkey), "Windows Hello").await
        }
    }
}

/// The firm's administrators who are in use.
async fn administrators(past: &Past, firm: &ParticipantCode) -> Result<Vec<Account>, DemoError> {
    let mut found = accounts::administrators(&mut *past.app.store.reader().await?, firm).await?;
    found.retain(|account| account.status == Status::Active);
    Ok(found)
}

/// The firm's maker proposes; nothing, where there is none or what is asked for is settled.
async fn ask(
    past: &Past,
    plan: &Plan,
    firm: u32,
    kind: ChangeKind,
    wanted: Vec<(u32, Change)>,
    reason: &str,
) -> Result<(), DemoError> {
    let code = names::code(firm);
    let administrators = administrators(past, &code).await?;
    let maker = administrators.iter().find_map(|account| Administrator::of(account)?.maker());
    let Some(maker) = maker else { return Ok(()) };
    let mut changes = Vec::with_capacity(wanted.len());
    for (who, change) in wanted {
        let account = past.account(&plan.id(who)).await?;
        if kind.step(account.state).is_none_or(|step| account.state.after(step).is_ok()) {
            changes.push((Subject::Account(account.id), change));
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    let scribe = past.scribe_of(&maker.account().id);
    let proposal = Proposal { participant: &code, kind, changes, reason, file: "" };
    propose(&past.app, &scribe, Proposer::Firm(maker), proposal).await?;
    Ok(())
}

/// The firm's requests of `kind` are agreed on: by its checkers, and as far as they may not by staff.
async fn agree(past: &Past, firm: &ParticipantCode, kind: ChangeKind) -> Result<(), DemoError> {
    let waiting: Vec<Request> = requests::waiting(&mut *past.app.store.reader().await?, Some(firm), MOST_WAITING)
        .await?
        .into_iter()
        .filter(|request| request.kind == kind)
        .collect();
    for request in waiting {
        for account in administrators(past, firm).await?.iter().filter(|account| able(account)) {
            if let Some(checker) = Administrator::of(account).and_then(Administrator::checker) {
                decide_by_firm(past, checker, &request).await?;
            }
        }
        house::agree(past, &request.id).await?;
    }
    Ok(())
}

async fn decide_by_firm(past: &Past, checker: Checker<'_>, request: &Request) -> Result<(), DemoError> {
    let scribe = past.scribe_of(&checker.account().id);
    let by = Decider::Firm(checker);
    match decide(&past.app, &scribe, by, &request.id, None, Pick::All, Verdict::Approve).await {
        // What is not theirs goes to staff, and so does what is left.
        Ok(_) | Err(DecideError::NotYours(_) | DecideError::Changed | DecideError::Nothing) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// An administrator of the firm does something with one of its users, alone.
async fn act(past: &Past, plan: &Plan, who: u32, what: UserAct) -> Result<(), DemoError> {
    let id = plan.id(who);
    let administrators = administrators(past, &id.participant).await?;
    let other = |account: &&Account| account.id != id;
    let Some(by) = administrators.iter().filter(other).find_map(Administrator::of) else { return Ok(()) };
    let mut tx = past.app.store.begin().await?;
    // Where it is not possible any more there is nothing to be done.
    if acts::act(&past.app, &mut tx, &past.scribe_of(&by.account().id), by, &id, what).await?.is_ok() {
        tx.commit().await?;
    }
    Ok(())
}

/// A stranger types wrong passwords until the way in is closed to strangers.
async fn pause(past: &Past, id: &AccountId) -> Result<(), DemoError> {
    let account = past.account(id).await?;
    let scribe = past.scribe(crate::store::events::Actor::Anonymous);
    let source = std::net::IpAddr::from([192, 0, 2, 1]);
    let purse = Purse::of(&past.app, Method::Password, &id.to_string(), source, None);
    let mut tx = past.app.store.begin().await?;
    for _ in 0..=past.app.config.login.budget_failures {
        match purse.spend(&past.app, &mut tx, &scribe, Some(id)).await? {
            Payment::Paid => {
                scribe.event(&mut tx, "login.refused", Some(id), json!({ "why": "wrong password" })).await?
            }
            Payment::Closed { why, .. } => {
                begin::tell_of_closing(&mut tx, &scribe, Some(&account), false, why).await?;
                break;
            }
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Somebody adds a passkey, of a key that nobody holds: no browser is here to make one.
///
/// # Errors
/// When the database does not take it.
pub async fn add_passkey(past: &Past, id: &AccountId, credential: String, name: &str) -> Result<(), DemoError> {
    let scribe = past.scribe_of(id);
    let bytes = data_encoding::BASE64URL_NOPAD.decode(credential.as_bytes()).map_err(DemoError::script)?;
    let key = registry::imported_key(&bytes, &files::key(scribe.random)?, 0).map_err(DemoError::script)?;
    let passkey = Credential {
        id: credential,
        account: id.clone(),
        kind: Kind::Passkey,
        name: name.to_owned(),
        key: json!(key).to_string(),
        aaguid: String::new(),
        transports: vec!["internal".to_owned()],
        counter: 0,
        state: CardState::Bound,
        created_at: scribe.now,
        changed_at: scribe.now,
        last_used_at: None,
    };
    let mut tx = past.app.store.begin().await?;
    credentials::add(&mut tx, &passkey).await?;
    scribe.event(&mut tx, "passkey.added", Some(id), json!({ "name": name })).await?;
    let mut letter = mail::outbox::told(&scribe, Mail::PasskeyAdded, id);
    letter.detail = json!({ "name": name });
    outbox::add(&mut tx, &letter).await?;
    tx.commit().await?;
    Ok(())
}
