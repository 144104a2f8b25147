//! Asking: the challenge, and the ceremony's row.

use domain::time::Instant;
use serde_json::{Value, json};
use webauthn_rs::prelude::CredentialID;

use super::{CardPolicy, Ceremonies, LIFETIME, options};
use crate::{
    app::App,
    audit::Scribe,
    login::{Browser, Failure, Ticket, budget, challenge},
    random::Token,
    store::{
        StoreError, Tx,
        accounts::Account,
        ceremonies::{self, Ceremony, Purpose},
        credentials::{Credential, Kind},
    },
};

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// No issuer of cards is configured.
    #[error("no issuer of cards is configured")]
    NoIssuer,
    /// The library's word.
    #[error("webauthn: {0}")]
    Library(String),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<R: std::fmt::Debug> From<BeginError> for Failure<R> {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::Store(error) => Self::Store(error),
            error => Self::Library(error.to_string()),
        }
    }
}

/// Begins the transaction of one step of a ceremony, paid for: a question leaves a row and an answer an event, whatever
/// it is worth, and no source fills the database with either.
///
/// # Errors
/// [`Failure::Busy`] once the source has taken all its steps for now.
pub async fn step<R: std::fmt::Debug>(app: &App, browser: &Browser, now: Instant) -> Result<Tx, Failure<R>> {
    let mut tx = app.store.begin().await?;
    if budget::pay_ceremony(app, &mut tx, browser.source, now).await?.is_err() {
        tx.commit().await?;
        return Err(Failure::Busy);
    }
    Ok(tx)
}

/// Whose credentials are asked for.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    /// Any that the authenticator itself finds.
    Discoverable,
    /// Those of somebody who was named; where there are none, one of nobody.
    Named {
        /// The name as it was typed, whether somebody has it or not.
        name: &'a str,
        /// What that account holds.
        held: &'a [Credential],
    },
}

/// What a ceremony is for.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What it is to end in.
    pub purpose: Purpose,
    /// Whose it is, where that is known.
    pub account: Option<&'a Account>,
    /// What is to be done in the end.
    pub errand: &'a Value,
}

/// Asks for a credential that is known (WebAuthn L3 §7.2, steps 1 and 2), with user verification.
///
/// # Errors
/// [`BeginError`] says why nothing was asked; the caller must not commit then.
pub async fn ask(
    app: &App,
    ceremonies: &Ceremonies,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    question: Question<'_>,
    asked: Asked<'_>,
) -> Result<(Ticket, Ceremony), BeginError> {
    let (challenge, state) = ceremonies
        .webauthn
        .start_discoverable_authentication()
        .map_err(|error| BeginError::Library(error.to_string()))?;
    let mut options = options::public_key(&challenge);
    let allowed: Vec<Value> = match asked {
        Asked::Discoverable => Vec::new(),
        Asked::Named { name, held: [] } => vec![options::nobodys(&app.keys.code, name)],
        // As whoever holds one card of nobody: the transports of theirs would tell.
        Asked::Named { held, .. } if question.purpose == Purpose::CardLogin => {
            held.iter().map(|card| options::card(&card.id)).collect()
        }
        Asked::Named { held, .. } => held.iter().map(options::descriptor).collect(),
    };
    options.insert("allowCredentials".to_owned(), Value::Array(allowed));
    options.remove("extensions");
    if question.purpose == Purpose::CardLogin {
        options.insert("hints".to_owned(), json!(["security-key"]));
    }
    let state = serde_json::to_string(&state).map_err(|error| BeginError::Library(error.to_string()))?;
    keep(app, tx, scribe, question, &Value::Object(options), state).await
}

/// Asks for a new credential of `account` (WebAuthn L3 §7.1, steps 1 and 2): an attested card, or a passkey.
///
/// # Errors
/// As [`ask`].
pub async fn make(
    app: &App,
    ceremonies: &Ceremonies,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    account: &Account,
    question: Question<'_>,
    held: &[Credential],
) -> Result<(Ticket, Ceremony), BeginError> {
    let library = |error: &dyn std::fmt::Display| BeginError::Library(error.to_string());
    let handle = options::handle(&app.keys.code, &account.id);
    let (name, display) = (account.id.to_string(), account.name_en.as_str());
    let held: Vec<&Credential> = held.iter().filter(|credential| credential.kind != Kind::Certificate).collect();
    let exclude: Vec<CredentialID> = held
        .iter()
        .filter_map(|credential| data_encoding::BASE64URL_NOPAD.decode(credential.id.as_bytes()).ok())
        .collect();
    let webauthn = &ceremonies.webauthn;
    let (challenge, state) = match (&ceremonies.cards, question.purpose) {
        (CardPolicy::None, Purpose::CardBinding) => return Err(BeginError::NoIssuer),
        (CardPolicy::Issued(issuers), Purpose::CardBinding) => {
            let (challenge, state) = webauthn
                .start_attested_passkey_registration(handle, &name, display, Some(exclude), issuers.clone(), None)
                .map_err(|error| library(&error))?;
            (challenge, serde_json::to_string(&state))
        }
        _ => {
            let (challenge, state) = webauthn
                .start_passkey_registration(handle, &name, display, Some(exclude))
                .map_err(|error| library(&error))?;
            (challenge, serde_json::to_string(&state))
        }
    };
    let state = state.map_err(|error| library(&error))?;
    let mut options = options::public_key(&challenge);
    let excluded: Vec<Value> = held.iter().map(|credential| options::descriptor(credential)).collect();
    options.insert("excludeCredentials".to_owned(), Value::Array(excluded));
    if let Some(Value::Object(selection)) = options.get_mut("authenticatorSelection") {
        // A card that can keep it finds its holder by itself; one that cannot is asked by name.
        selection.insert("residentKey".to_owned(), json!("preferred"));
        selection.insert("requireResidentKey".to_owned(), json!(false));
        selection.insert("userVerification".to_owned(), json!("required"));
    }
    // Of what the library asks, the properties of the credential alone: a card need not know the other extensions, and
    // one that enforced the protection of its credentials would be no better asked for its PIN.
    options.insert("extensions".to_owned(), json!({ "credProps": true }));
    if question.purpose == Purpose::CardBinding {
        options.insert("hints".to_owned(), json!(["security-key"]));
    }
    let question = Question { account: Some(account), ..question };
    keep(app, tx, scribe, question, &Value::Object(options), state).await
}

async fn keep(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    question: Question<'_>,
    options: &Value,
    state: String,
) -> Result<(Ticket, Ceremony), BeginError> {
    let ticket = Ticket { tag: challenge::draw_tag(app), secret: Token::draw(scribe.random) };
    let ceremony = Ceremony {
        tag: ticket.tag.clone(),
        secret_hash: ticket.secret.hash(),
        purpose: question.purpose,
        account: question.account.map(|account| account.id.clone()),
        epoch: question.account.map_or(0, |account| account.epoch),
        options: options.to_string(),
        state,
        errand: question.errand.to_string(),
        created_at: scribe.now,
        expires_at: scribe.now.plus(LIFETIME),
    };
    ceremonies::add(tx, &ceremony).await?;
    Ok((ticket, ceremony))
}
