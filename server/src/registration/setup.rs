//! Set-up: an activation, a password, a first code.

use app::ports::{login::CodeRefusal, setup::ActivationRefusal};
use domain::{
    account::AccountId,
    budget::Closed,
    card::Proof,
    code::{ActivationCode, TypedActivation},
    life::{Step, has_two_factor, may_set_up},
    password::{Password, PasswordProblem},
    phase::{Phase, may_set_up_in},
};
use serde_json::json;

use super::{life, second_proof};
use crate::{
    app::App,
    approval::hand_over,
    audit::Scribe,
    ceremony,
    config::SecondProof,
    login::{
        Browser, Failure, Ticket,
        budget::{Method, Purse, nameless},
        challenge::{self, LOGIN_LIFETIME},
        password,
    },
    mail,
    random::Token,
    schedule,
    session::Present,
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        activations,
        budgets::{self, Payment},
        events::Actor,
        logins::{self, Kind, Login, Stage},
        participants, sessions,
    },
};

/// What was typed in the first step.
#[derive(Debug)]
pub struct Typed<'a> {
    /// The participant code as typed.
    pub participant: &'a str,
    /// The user ID as typed.
    pub user: &'a str,
    /// The activation code.
    pub activation: TypedActivation,
    /// The hand-over code, if one was typed.
    pub hand_over: Option<TypedActivation>,
    /// The browser.
    pub browser: &'a Browser,
}

/// A set-up that has begun.
#[derive(Clone, Debug)]
pub enum Begun {
    /// The password comes next.
    Password(Ticket),
    /// The card or passkey that the user holds comes next: the set-up, and its ceremony.
    Proof(Ticket, Ticket),
}

/// Verifies an activation and begins a set-up. The activation stays good until the set-up is completed, so that a
/// closed window costs nobody a new one.
///
/// # Errors
/// [`Failure`] says why there is no set-up; unknown accounts, used and expired codes answer alike.
pub async fn begin(app: &App, scribe: &Scribe<'_>, typed: Typed<'_>) -> Result<Begun, Failure<ActivationRefusal>> {
    let id = AccountId::parse_parts(typed.participant, typed.user).ok();
    let name = id.as_ref().map_or_else(|| nameless(typed.participant, typed.user), ToString::to_string);
    let purse = Purse::of(app, Method::Activation, &name, typed.browser.source, None);

    let mut tx = app.store.begin().await?;
    if let Payment::Closed { why, first } = purse.spend(app, &mut tx, scribe, id.as_ref()).await? {
        if first {
            scribe.event(&mut tx, "activation.paused", id.as_ref(), json!({})).await?;
        }
        tx.commit().await?;
        return Err(Failure::Refused(match why {
            Closed::Until(until) => ActivationRefusal::ClosedUntil(until),
            Closed::Paused => ActivationRefusal::Refused,
        }));
    }
    let account = match &id {
        Some(id) => accounts::find(&mut tx, id).await?,
        None => None,
    };
    let activation = match &account {
        Some(account) => activations::find_open(&mut tx, &account.id).await?,
        None => None,
    };
    // Derived whoever it is, so that an unknown account costs the same.
    let derived_from = activation.as_ref().map_or(name.as_str(), |a| a.id.as_str());
    let right = ActivationCode::derive(&app.keys.code, derived_from).matches(&typed.activation);
    let handed = match (&account, &typed.hand_over) {
        (Some(account), Some(code)) => hand_over::code(app, &mut tx, account).await?.matches(code),
        _ => false,
    };
    let good = account.zip(activation).filter(|(account, activation)| {
        right
            && activation.expires_at > scribe.now
            && Kind::Setup.takes(account.status)
            && may_set_up(account.state)
            && account.address.as_ref() == Some(&activation.address)
    });
    let held = match &good {
        Some((account, _)) if !handed => second_proof::held(app, &mut tx, &account.id).await?,
        _ => Vec::new(),
    };
    // A hand-over code that was asked for is a part of what was typed: without one, only a card or passkey helps.
    let shown = second_proof::Shown::of(app, &held);
    // Activations that were sent before the policy was raised fall under it too.
    let required = app.config.setup.second_proof == SecondProof::Required;
    let good = good.filter(|(_, activation)| {
        handed || !(required || activation.hand_over) || shown != second_proof::Shown::Nothing
    });
    let Some((account, activation)) = good else {
        scribe.event(&mut tx, "activation.refused", id.as_ref(), json!({})).await?;
        tx.commit().await?;
        return Err(Failure::Refused(ActivationRefusal::Refused));
    };
    purse.succeed(app, &mut tx, scribe.now).await?;
    let phase = schedule::phase_of(app, &mut tx, &account.id, scribe.now).await?;
    if !may_set_up_in(phase, account.standing()) {
        scribe.event(&mut tx, "activation.refused", Some(&account.id), json!({ "why": "set-up not open" })).await?;
        tx.commit().await?;
        return Err(Failure::Refused(ActivationRefusal::NotOpenYet));
    }
    if shown == second_proof::Shown::Certificate {
        scribe.event(&mut tx, "activation.refused", Some(&account.id), json!({ "why": "certificate first" })).await?;
        tx.commit().await?;
        return Err(Failure::Refused(ActivationRefusal::CertificateFirst));
    }
    let scribe = scribe.acting(Actor::Account(account.id.clone()));
    let activation = Some(activation.id);
    if let (second_proof::Shown::Credential, Some(ceremonies)) = (shown, &app.ceremonies) {
        let ticket = start(&mut tx, &scribe, app, &account, activation, None, Stage::Proof).await?;
        let ceremony = second_proof::ask(app, ceremonies, &mut tx, &scribe, &account, &held, &ticket).await?;
        tx.commit().await?;
        return Ok(Begun::Proof(ticket, ceremony));
    }
    let proof = Some(if handed { Proof::HandOver } else { Proof::Mailbox });
    let ticket = start(&mut tx, &scribe, app, &account, activation, proof, Stage::Password).await?;
    tx.commit().await?;
    Ok(Begun::Password(ticket))
}

/// Whether set-up is open in `phase` to somebody who is proved: the phase, an address, and the account allow it.
pub fn is_open_to(phase: Phase, account: &Account) -> bool {
    Kind::Setup.takes(account.status)
        && account.address.is_some()
        && may_set_up(account.state)
        && may_set_up_in(phase, account.standing())
}

/// Whether somebody, logged in by card, can set up two-factor login now: the card stands for the activation.
pub fn is_open_by_card(present: &Present) -> bool {
    let account = &present.account;
    present.session.method.is_card() && !has_two_factor(account.state) && is_open_to(present.phase, account)
}

/// Begins a set-up of somebody who is logged in by card. `Ok(None)` where it is not open to them.
///
/// # Errors
/// [`Failure::StartAgain`] where the card was stopped or the session ended meanwhile.
pub async fn begin_by_card(
    app: &App,
    scribe: &Scribe<'_>,
    present: &Present,
    browser: &Browser,
) -> Result<Option<Ticket>, Failure<ActivationRefusal>> {
    if !is_open_by_card(present) {
        return Ok(None);
    }
    let mut tx = ceremony::begin::step(app, browser, scribe.now).await?;
    let stands = accounts::hold_at(&mut tx, present.id(), present.account.epoch).await?
        && sessions::find(&mut tx, &present.token_hash).await?.is_some();
    let ticket = match stands {
        true => Some(begin_proved(&mut tx, scribe, app, &present.account, Proof::Card).await?),
        false => None,
    };
    tx.commit().await?;
    ticket.map(Some).ok_or(Failure::StartAgain)
}

/// Begins a set-up without an activation, for somebody whom a card or passkey has proved. The mailbox is proved by the
/// code at its end.
///
/// # Errors
/// When the database does not take it.
pub async fn begin_proved(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    app: &App,
    account: &Account,
    proof: Proof,
) -> Result<Ticket, StoreError> {
    start(tx, scribe, app, account, None, Some(proof), Stage::Password).await
}

async fn start(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    app: &App,
    account: &Account,
    activation: Option<String>,
    proof: Option<Proof>,
    stage: Stage,
) -> Result<Ticket, StoreError> {
    let ticket = Ticket { tag: challenge::draw_tag(app), secret: Token::draw(scribe.random) };
    let login = Login {
        tag: ticket.tag.clone(),
        secret_hash: ticket.secret.hash(),
        kind: Kind::Setup,
        stage,
        account: account.id.clone(),
        epoch: account.epoch,
        activation,
        proof,
        new_password_hash: None,
        asked: None,
        mails: 0,
        attempts: 0,
        return_to: None,
        created_at: scribe.now,
        expires_at: scribe.now.plus(LOGIN_LIFETIME),
    };
    logins::add(tx, &login).await?;
    scribe.event(tx, "setup.begun", Some(&account.id), json!({ "proof": proof.map(Proof::name) })).await?;
    Ok(ticket)
}

/// Takes the password of a set-up under way, and asks for a code. The browser gets a new secret.
///
/// # Errors
/// [`Failure`] says why the password was not taken.
pub async fn choose_password(
    app: &App,
    scribe: &Scribe<'_>,
    ticket: &Ticket,
    typed: &str,
) -> Result<Ticket, Failure<PasswordProblem>> {
    let mut tx = app.store.begin().await?;
    let (login, account) = challenge::hold(app, &mut tx, ticket, Kind::Setup).await?;
    if login.stage != Stage::Password {
        return Err(Failure::StartAgain);
    }
    let firm = participants::find(&mut tx, &account.id.participant).await?;
    drop(tx);
    let new = Password::typed(typed);
    password::judge(app, &new, &password::names(app, &account, firm.as_ref())).map_err(Failure::Refused)?;
    let hash = app.hasher.hash(&new, scribe.random).await?;

    let mut tx = app.store.begin().await?;
    let (mut login, account) = challenge::hold(app, &mut tx, ticket, Kind::Setup).await?;
    if login.stage != Stage::Password {
        return Err(Failure::StartAgain);
    }
    let secret = Token::draw(scribe.random);
    login.secret_hash = secret.hash();
    login.new_password_hash = Some(hash);
    let scribe = scribe.acting(Actor::Account(account.id));
    if challenge::ask(app, &mut tx, &scribe, &mut login).await?.is_err() {
        // This account has had all its mails for now: the page after says so, and offers to send again.
        challenge::untried(app, &mut tx, &scribe, &login, challenge::Untried::NoMoreMails).await?;
        login.stage = Stage::Code;
    }
    logins::update(&mut tx, &login).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(Ticket { tag: ticket.tag.clone(), secret })
}

/// Tries the code; if it is right, the password counts, the mailbox is proved and the user is ready.
///
/// # Errors
/// [`Failure`] says why the set-up is not completed.
pub async fn complete(
    app: &App,
    scribe: &Scribe<'_>,
    ticket: &Ticket,
    typed: &str,
    browser: &Browser,
) -> Result<(), Failure<CodeRefusal>> {
    let mut tx = app.store.begin().await?;
    let (mut login, account) = challenge::hold(app, &mut tx, ticket, Kind::Setup).await?;
    match login.stage {
        Stage::Code => {}
        Stage::Over => return challenge::used_up(app, tx, scribe, &login).await,
        Stage::Proof | Stage::Password | Stage::Done => return Err(Failure::StartAgain),
    }
    let purse = challenge::purse(app, &mut tx, &account.id, browser).await?;
    if let Err(refusal) = challenge::attempt(app, &mut tx, scribe, &mut login, &purse, typed).await? {
        logins::update(&mut tx, &login).await?;
        tx.commit().await?;
        return Err(Failure::Refused(refusal));
    }
    if !accounts::hold_at(&mut tx, &account.id, account.epoch).await? {
        return Err(Failure::StartAgain);
    }
    let phase = schedule::phase_of(app, &mut tx, &account.id, scribe.now).await?;
    if !may_set_up_in(phase, account.standing()) {
        tx.commit().await?;
        return Err(Failure::Refused(CodeRefusal::NotOpenYet));
    }
    let (Some(hash), Some(proof)) = (&login.new_password_hash, login.proof) else {
        return Err(Failure::StartAgain);
    };
    match &login.activation {
        Some(activation) if !activations::complete(&mut tx, activation, scribe.now).await? => {
            return Err(Failure::StartAgain);
        }
        Some(_) => {}
        // A card or passkey began it: what was mailed is not needed any more.
        None => activations::revoke_open(&mut tx, &account.id, scribe.now).await?,
    }
    let scribe = scribe.acting(Actor::Account(account.id.clone()));
    accounts::set_password(&mut tx, &account.id, hash, scribe.now).await?;
    accounts::set_proof(&mut tx, &account.id, proof).await?;
    accounts::set_awaits(&mut tx, &account.id, false).await?;
    life::step(&mut tx, &scribe, &account, Step::SetUp).await?;
    // Whoever failed before it was the owner's, or before the reset, has nothing to do with the new password.
    for method in [Method::Password, Method::Code] {
        budgets::clear(&mut tx, &method.budget_of(&account.id)).await?;
    }
    let ended = sessions::revoke_all(&mut tx, &account.id, None).await?;
    scribe
        .event(&mut tx, "setup.completed", Some(&account.id), json!({ "sessions ended": ended, "proof": proof.name() }))
        .await?;
    notice(&mut tx, &scribe, &account).await?;
    login.stage = Stage::Done;
    login.epoch = account.epoch + 1;
    logins::update(&mut tx, &login).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(())
}

/// A set-up over a password that was there before is told to the mailbox's owner.
async fn notice(tx: &mut Tx, scribe: &Scribe<'_>, account: &Account) -> Result<(), StoreError> {
    if account.password_hash.is_some() {
        mail::outbox::notice(tx, scribe, mail::Kind::PasswordChanged, account).await?;
    }
    Ok(())
}
