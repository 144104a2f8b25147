//! Activations: a mail that carries a code with which its reader proves the mailbox.

use domain::{
    account::{AccountId, ParticipantCode},
    address::EmailAddress,
};
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    config::SecondProof,
    mail,
    random::{opaque_id, reference},
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        activations::{self, Activation},
        logins::Kind,
        outbox,
    },
};

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// There is no such account.
    #[error("there is no account {0}")]
    Unknown(AccountId),
    /// The account is disabled.
    #[error("{0} is disabled")]
    Disabled(AccountId),
    /// No address is registered.
    #[error("no e-mail address is registered for {0}")]
    NoAddress(AccountId),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sends another activation: earlier ones stop working.
///
/// # Errors
/// [`InviteError`] says why nothing was sent.
pub async fn again(app: &App, scribe: &Scribe<'_>, id: &AccountId) -> Result<Activation, InviteError> {
    let mut tx = app.store.begin().await?;
    let account = accounts::find(&mut tx, id).await?.ok_or_else(|| InviteError::Unknown(id.clone()))?;
    if !Kind::Setup.takes(account.status) {
        return Err(InviteError::Disabled(id.clone()));
    }
    let activation = activate(app, &mut tx, scribe, &account).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(activation)
}

/// Writes an activation and its mail. The caller commits, and rings the outbox. Earlier ones stop working; the new one
/// asks for a hand-over code where they did.
///
/// # Errors
/// [`InviteError::NoAddress`] without an address; else the database's.
pub async fn activate(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    account: &Account,
) -> Result<Activation, InviteError> {
    let address = account.address.clone().ok_or_else(|| InviteError::NoAddress(account.id.clone()))?;
    let former = activations::find_open(tx, &account.id).await?.filter(|former| former.address == address);
    let hand_over =
        former.is_some_and(|former| former.hand_over) || asks_hand_over(app, tx, &account.id, &address).await?;
    let activation = draft(app, scribe, &account.id, address, hand_over);
    send_all(tx, scribe, &account.id.participant, std::slice::from_ref(&activation), None).await?;
    accounts::set_awaits(tx, &account.id, false).await?;
    Ok(activation)
}

/// Whether set-up of `account` with `address` asks for a hand-over code beside the mailbox.
///
/// # Errors
/// When the database cannot be read.
pub async fn asks_hand_over(
    app: &App,
    tx: &mut Tx,
    account: &AccountId,
    address: &EmailAddress,
) -> Result<bool, StoreError> {
    match app.config.setup.second_proof {
        SecondProof::Required => Ok(true),
        // Who shares a mailbox could otherwise set up each other.
        SecondProof::WhenHeld => accounts::shares(tx, account, &address.key()).await,
        SecondProof::Off => Ok(false),
    }
}

/// An activation, not written yet.
pub fn draft(
    app: &App,
    scribe: &Scribe<'_>,
    account: &AccountId,
    address: EmailAddress,
    hand_over: bool,
) -> Activation {
    Activation {
        id: opaque_id(scribe.random),
        account: account.clone(),
        reference: reference(scribe.random),
        address,
        created_at: scribe.now,
        expires_at: scribe.now.plus(*app.config.setup.activation_lifetime),
        used_at: None,
        hand_over,
    }
}

/// Writes activations of users of `firm` and their mails, caused by the request `cause`. Earlier ones stop working. At
/// most [`crate::store::directory::BATCH`] of them.
///
/// # Errors
/// When the database does not take them.
pub async fn send_all(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    firm: &ParticipantCode,
    drafts: &[Activation],
    cause: Option<&str>,
) -> Result<(), StoreError> {
    let mut letters = Vec::with_capacity(drafts.len());
    let mut told = Vec::with_capacity(drafts.len());
    for activation in drafts {
        activations::revoke_open(tx, &activation.account, scribe.now).await?;
        let Activation { account, id, reference, address, expires_at, .. } = activation;
        let mut letter = mail::outbox::letter(scribe, mail::Kind::Activation, account, id, *expires_at);
        letter.cause = cause.map(str::to_owned);
        letters.push(letter);
        told.push((Some(account), json!({ "reference": reference.to_string(), "address": address.masked() })));
    }
    activations::add_all(tx, drafts).await?;
    outbox::add_all(tx, &letters).await?;
    scribe.events(tx, "activation.sent", firm, told).await
}
