//! Activations: a mail that carries a code with which its reader proves the mailbox.

use domain::account::AccountId;
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    mail,
    random::{opaque_id, reference},
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        activations::{self, Activation},
        logins::Kind,
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

/// Writes an activation and its mail. The caller commits, and rings the outbox.
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
    activations::revoke_open(tx, &account.id, scribe.now).await?;
    let activation = Activation {
        id: opaque_id(scribe.random),
        account: account.id.clone(),
        reference: reference(scribe.random),
        address,
        created_at: scribe.now,
        expires_at: scribe.now.plus(*app.config.setup.activation_lifetime),
        used_at: None,
        hand_over: false,
    };
    activations::add(tx, &activation).await?;
    let detail = json!({ "reference": activation.reference.to_string(), "address": activation.address.masked() });
    scribe.event(tx, "activation.sent", Some(&account.id), detail).await?;
    mail::outbox::post(tx, scribe, mail::Kind::Activation, &account.id, &activation.id, activation.expires_at).await?;
    Ok(activation)
}
