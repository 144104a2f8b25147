//! Adding, naming and removing passkeys: by somebody who is logged in and has typed the password again.

use app::ports::{ceremony::CeremonyRefusal, passkey::PasskeyProblem};
use domain::{card::CardState, method::Method};
use serde_json::{Value, json};

use super::why_none;
use crate::{
    app::App,
    audit::Scribe,
    ceremony::{
        begin::{self, Question},
        finish::{self, No},
    },
    login::{Browser, Failure, Ticket},
    mail::{self, Kind as Mail},
    random::Token,
    session::{
        Present,
        step_up::{StepUpRefusal, step_up},
    },
    store::{
        StoreError, Tx, accounts,
        ceremonies::{Ceremony, Purpose},
        credentials::{self, Credential, Kind},
        outbox, sessions,
    },
};

/// The longest name of a passkey, in characters.
pub const LONGEST_NAME: usize = 40;

/// A name as it is kept: one line, without control characters.
fn tidy_name(typed: &str) -> Result<String, PasskeyProblem> {
    let line: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let name = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(PasskeyProblem::NameMissing),
        1..=LONGEST_NAME => Ok(name),
        _ => Err(PasskeyProblem::NameTooLong(LONGEST_NAME)),
    }
}

fn words(why: StepUpRefusal) -> PasskeyProblem {
    match why {
        StepUpRefusal::Missing => PasskeyProblem::CurrentMissing,
        StepUpRefusal::Wrong => PasskeyProblem::CurrentWrong,
        StepUpRefusal::ClosedUntil(until) => PasskeyProblem::ClosedUntil(until),
    }
}

/// Verifies the password and asks for a new passkey.
///
/// # Errors
/// [`Failure`] says why none is asked for.
pub async fn begin_add(
    app: &App,
    scribe: &Scribe<'_>,
    present: &Present,
    name: &str,
    current: &str,
    browser: &Browser,
) -> Result<Ticket, Failure<PasskeyProblem>> {
    let name = tidy_name(name).map_err(Failure::Refused)?;
    let stepped = step_up(app, scribe, present, current, browser).await.map_err(|failure| failure.map(words))?;
    let mut tx = app.store.begin().await?;
    stepped.settle(app, &mut tx, scribe.now).await?;
    let held = credentials::of_account(&mut tx, present.id()).await?;
    let why = why_none(app, present, &held);
    let Some(ceremonies) = app.ceremonies.as_ref().filter(|_| why.is_none()) else {
        let no = No::because(CeremonyRefusal::NotAllowed, format!("{why:?}"));
        scribe.event(&mut tx, "passkey.refused", Some(present.id()), no.told()).await?;
        tx.commit().await?;
        return Err(Failure::Refused(PasskeyProblem::Passkey(CeremonyRefusal::NotAllowed)));
    };
    // The answer belongs to this session, wherever its page is opened.
    let errand = json!({ "name": name, "session": present.session.id });
    let account = &present.account;
    let question = Question { purpose: Purpose::PasskeyAdding, account: Some(account), errand: &errand };
    let (ticket, _) = begin::make(app, ceremonies, &mut tx, scribe, account, question, &held).await?;
    tx.commit().await?;
    Ok(ticket)
}

/// Takes the new passkey's answer and keeps it. The mailbox's owner is told, and the session gets a new token.
///
/// # Errors
/// [`Failure`] says why it was not kept.
pub async fn finish_add(
    app: &App,
    scribe: &Scribe<'_>,
    present: &Present,
    ticket: Option<&Ticket>,
    answer: &str,
) -> Result<Token, Failure<PasskeyProblem>> {
    let mut tx = app.store.begin().await?;
    let outcome = match finish::take(&mut tx, ticket, Purpose::PasskeyAdding, scribe.now).await? {
        Ok(ceremony) => keep(app, &mut tx, scribe, present, &ceremony, answer).await?,
        Err(no) => Err(no),
    };
    if let Err(no) = &outcome {
        scribe.event(&mut tx, "passkey.refused", Some(present.id()), no.told()).await?;
    }
    tx.commit().await?;
    app.outbox.ring();
    outcome.map_err(|no| Failure::Refused(PasskeyProblem::Passkey(no.refusal)))
}

async fn keep(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    present: &Present,
    ceremony: &Ceremony,
    answer: &str,
) -> Result<Result<Token, No>, StoreError> {
    let no = |refusal, detail: &str| Ok(Err(No::because(refusal, detail)));
    let Some(ceremonies) = &app.ceremonies else { return no(CeremonyRefusal::Closed, "no ceremonies") };
    let errand: Value = serde_json::from_str(&ceremony.errand).unwrap_or_default();
    if ceremony.account.as_ref() != Some(present.id()) || errand["session"] != present.session.id.as_str() {
        return no(CeremonyRefusal::Over, "a ceremony of another session");
    }
    if !accounts::hold_at(tx, present.id(), ceremony.epoch).await? {
        return no(CeremonyRefusal::Over, "the account changed meanwhile");
    }
    let held = credentials::of_account(tx, present.id()).await?;
    if why_none(app, present, &held).is_some() {
        return no(CeremonyRefusal::NotAllowed, "no more passkeys");
    }
    let made = match finish::made(ceremonies, ceremony, answer) {
        Ok(made) => made,
        Err(why) => return Ok(Err(why)),
    };
    if credentials::find(tx, &made.id).await?.is_some() {
        return no(CeremonyRefusal::HeldAlready, "a credential that is held already");
    }
    let name = errand["name"].as_str().unwrap_or_default().to_owned();
    let passkey = Credential {
        id: made.id,
        account: present.id().clone(),
        kind: Kind::Passkey,
        name: name.clone(),
        key: made.key,
        aaguid: made.aaguid,
        transports: made.transports,
        counter: made.counter,
        state: CardState::Bound,
        created_at: scribe.now,
        changed_at: scribe.now,
        last_used_at: None,
    };
    if !credentials::add(tx, &passkey).await? {
        return Err(StoreError::Overtaken);
    }
    scribe.event(tx, "passkey.added", Some(present.id()), json!({ "name": name })).await?;
    tell(tx, scribe, Mail::PasskeyAdded, present, &name).await?;
    let token = Token::draw(scribe.random);
    sessions::renew(tx, &present.token_hash, &token.hash()).await?;
    Ok(Ok(token))
}

async fn tell(tx: &mut Tx, scribe: &Scribe<'_>, kind: Mail, present: &Present, name: &str) -> Result<(), StoreError> {
    let mut letter = mail::outbox::told(scribe, kind, present.id());
    letter.detail = json!({ "name": name });
    outbox::add(tx, &letter).await
}

/// Whether a text can be the id of a passkey at all.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Names a passkey. `Ok(false)` when there is none of that id.
///
/// # Errors
/// [`Failure`] says why it keeps its name.
pub async fn rename(
    app: &App,
    scribe: &Scribe<'_>,
    present: &Present,
    id: &str,
    name: &str,
) -> Result<bool, Failure<PasskeyProblem>> {
    let name = tidy_name(name).map_err(Failure::Refused)?;
    if !is_id(id) {
        return Ok(false);
    }
    let mut tx = app.store.begin().await?;
    let renamed = credentials::rename_passkey(&mut tx, present.id(), id, &name).await?;
    if renamed {
        scribe.event(&mut tx, "passkey.renamed", Some(present.id()), json!({ "name": name })).await?;
    }
    tx.commit().await?;
    Ok(renamed)
}

/// Removes a passkey after the password was typed again. Other sessions that passkeys opened end with it, and this one
/// gets a new token. `Ok(None)` when there is none of that id.
///
/// # Errors
/// [`Failure`] says why it is still there.
pub async fn remove(
    app: &App,
    scribe: &Scribe<'_>,
    present: &Present,
    id: &str,
    current: &str,
    browser: &Browser,
) -> Result<Option<Token>, Failure<PasskeyProblem>> {
    let stepped = step_up(app, scribe, present, current, browser).await.map_err(|failure| failure.map(words))?;
    if !is_id(id) {
        return Ok(None);
    }
    let mut tx = app.store.begin().await?;
    stepped.settle(app, &mut tx, scribe.now).await?;
    // Whatever changed the account or ended this session meanwhile has the last word.
    let stands = accounts::hold_at(&mut tx, present.id(), present.account.epoch).await?
        && sessions::find(&mut tx, &present.token_hash).await?.is_some();
    if !stands {
        tx.commit().await?;
        return Err(Failure::StartAgain);
    }
    let held = credentials::find(&mut tx, id).await?;
    let removed = credentials::remove_passkey(&mut tx, present.id(), id).await?;
    let Some(passkey) = held.filter(|_| removed) else {
        tx.commit().await?;
        return Ok(None);
    };
    let ended = sessions::revoke_method_but(&mut tx, present.id(), Method::Passkey, &present.session.id).await?;
    let detail = json!({ "name": passkey.name, "sessions_ended": ended });
    scribe.event(&mut tx, "passkey.removed", Some(present.id()), detail).await?;
    tell(&mut tx, scribe, Mail::PasskeyRemoved, present, &passkey.name).await?;
    let token = Token::draw(scribe.random);
    sessions::renew(&mut tx, &present.token_hash, &token.hash()).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(Some(token))
}
