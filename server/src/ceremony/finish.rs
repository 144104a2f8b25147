//! The answer: taken once, verified, and who it proves.

use app::ports::ceremony::CeremonyRefusal;
use domain::{account::AccountId, card::CardState, time::Instant};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    AttestationFormat, AttestationMetadata, AttestedPasskey, AttestedPasskeyRegistration, Credential as Key,
    DiscoverableAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, WebauthnError,
};

use super::{CardPolicy, Ceremonies};
use crate::{
    app::App,
    login::Ticket,
    store::{
        StoreError, Tx, accounts,
        ceremonies::{self, Ceremony, Purpose},
        credentials::{self, Credential, Kind},
    },
};

/// Why an answer was refused: for the page, and for the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct No {
    /// For the page.
    pub refusal: CeremonyRefusal,
    /// What exactly, for the audit.
    pub detail: String,
}

impl No {
    /// Says no.
    pub fn because(refusal: CeremonyRefusal, detail: impl Into<String>) -> Self {
        Self { refusal, detail: detail.into() }
    }

    /// What is shown of it where somebody was named: whatever can be found out without the credential is one answer,
    /// so that it does not tell whether the named one holds any.
    pub fn shown_of_named(&self) -> CeremonyRefusal {
        match self.refusal {
            CeremonyRefusal::Unknown | CeremonyRefusal::NotVerified => CeremonyRefusal::NotGenuine,
            other => other,
        }
    }

    /// What the audit says of it.
    pub fn told(&self) -> Value {
        json!({ "why": self.refusal.name(), "detail": self.detail })
    }
}

impl From<WebauthnError> for No {
    fn from(error: WebauthnError) -> Self {
        use CeremonyRefusal::{Copied, HeldAlready, NotGenuine, NotVerified, Synced, Untrusted};
        let whole = format!("{error:?}");
        // The variant alone: what follows it may hold parts of a certificate.
        let detail = whole.split(['(', ' ']).next().unwrap_or_default().to_owned();
        let refusal = match error {
            WebauthnError::UserNotVerified => NotVerified,
            WebauthnError::CredentialMayNotBeHardwareBound => Synced,
            // §7.2 step 22: an authenticator that counts never counts backwards.
            WebauthnError::CredentialPossibleCompromise => Copied,
            WebauthnError::CredentialAlreadyExists | WebauthnError::CredentialExcludedFromRequest => HeldAlready,
            _ if detail.starts_with("Attestation") || detail == "TrustFailure" => Untrusted,
            _ => NotGenuine,
        };
        Self { refusal, detail }
    }
}

/// Looks at the ceremony that `ticket` proves, to show it; it stays under way.
///
/// # Errors
/// When the database cannot be read.
pub async fn look(app: &App, ticket: &Ticket, purpose: Purpose) -> Result<Option<Ceremony>, StoreError> {
    let found = ceremonies::find(&mut *app.store.reader().await?, &ticket.tag).await?;
    let now = app.clock.now();
    Ok(found
        .filter(|held| held.purpose == purpose && held.secret_hash == ticket.secret.hash() && held.expires_at > now))
}

/// Takes the ceremony that `ticket` proves out of the database: it is over, whatever its answer is worth. The caller
/// commits in every case, without a ticket too.
///
/// # Errors
/// When the database does not take it.
pub async fn take(
    tx: &mut Tx,
    ticket: Option<&Ticket>,
    purpose: Purpose,
    now: Instant,
) -> Result<Result<Ceremony, No>, StoreError> {
    let over = |detail| Ok(Err(No::because(CeremonyRefusal::Over, detail)));
    let Some(ticket) = ticket else {
        return over("a ceremony of another browser, or none");
    };
    let Some(ceremony) = ceremonies::take(tx, &ticket.tag, &ticket.secret.hash()).await? else {
        return over("no such ceremony in this browser: finished before, or never begun");
    };
    if ceremony.purpose != purpose {
        return over("a ceremony of another purpose");
    }
    if ceremony.expires_at <= now {
        return over("later than five minutes");
    }
    Ok(Ok(ceremony))
}

/// Finds whose credential an answer comes from and verifies it (WebAuthn L3 §7.2): `whose`, where somebody was named,
/// whether there is such an account or not. Its counter has moved and its use
/// is noted afterwards; a card that stopped proving anybody, or is of another kind than `kinds`, is refused.
///
/// # Errors
/// When the database does not take it.
pub async fn proved(
    ceremonies: &Ceremonies,
    tx: &mut Tx,
    ceremony: &Ceremony,
    answer: &str,
    whose: Option<&AccountId>,
    kinds: &[Kind],
    now: Instant,
) -> Result<Result<Credential, (No, Option<Credential>)>, StoreError> {
    let answer: PublicKeyCredential = match parsed(answer) {
        Ok(answer) => answer,
        Err(no) => return Ok(Err((no, None))),
    };
    let id = data_encoding::BASE64URL_NOPAD.encode(answer.get_credential_id());
    let Some(held) = credentials::find(tx, &id).await? else {
        return Ok(Err((No::because(CeremonyRefusal::Unknown, "no such credential"), None)));
    };
    let counter = match verified(ceremonies, ceremony, &answer, &held, kinds) {
        Ok(counter) => counter,
        Err(no) => return Ok(Err((no, Some(held)))),
    };
    // Said to nobody but whoever holds the credential.
    if whose.is_some_and(|named| *named != held.account) {
        let no = No::because(CeremonyRefusal::OtherUser, "a credential of another account");
        return Ok(Err((no, Some(held))));
    }
    // Accounts before credentials, as whoever stops a card takes them.
    accounts::hold(tx, &held.account).await?;
    if !credentials::note_use(tx, &held.id, held.counter, counter, now).await? {
        let no = No::because(CeremonyRefusal::Over, "used by another login at the same moment");
        return Ok(Err((no, Some(held))));
    }
    Ok(Ok(held))
}

fn verified(
    ceremonies: &Ceremonies,
    ceremony: &Ceremony,
    answer: &PublicKeyCredential,
    held: &Credential,
    kinds: &[Kind],
) -> Result<u32, No> {
    if !kinds.contains(&held.kind) {
        return Err(No::because(CeremonyRefusal::Unknown, format!("a {}", held.kind.name())));
    }
    in_our_page(&answer.response.client_data_json)?;
    let state: DiscoverableAuthentication = parsed(&ceremony.state)?;
    let mut key: Key = parsed(&held.key)?;
    key.counter = held.counter;
    // Whose it is goes by the credential's id, which is held once: the handle that comes with it adds nothing, and a
    // card that a card-management system wrote has one of its own.
    let result = ceremonies.webauthn.finish_discoverable_authentication_v2(answer, state, &key)?;
    // Whether the card is stopped is said to nobody but its holder.
    match held.state {
        CardState::Suspended => return Err(No::because(CeremonyRefusal::Suspended, "suspended")),
        CardState::Retired => return Err(No::because(CeremonyRefusal::Retired, "retired")),
        CardState::Issued | CardState::Bound => {}
    }
    Ok(result.counter())
}

/// Refuses an answer from a frame within another page (WebAuthn L3 §5.8.1): webauthn-rs looks at it for new credentials
/// only.
fn in_our_page(client_data: &[u8]) -> Result<(), No> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct ClientData {
        #[serde(default)]
        cross_origin: bool,
        top_origin: Option<String>,
    }
    match serde_json::from_slice(client_data) {
        Ok(ClientData { cross_origin: false, top_origin: None }) => Ok(()),
        Ok(_) => Err(No::because(CeremonyRefusal::NotGenuine, "CredentialCrossOrigin")),
        Err(_) => Err(No::because(CeremonyRefusal::NotGenuine, "no client data")),
    }
}

/// The longest id of a credential, in bytes (WebAuthn L3 §7.1, step 25).
const LONGEST_ID: usize = 1023;

/// A credential just made, not kept yet.
#[derive(Debug)]
pub struct Made {
    /// Its id in base64url.
    pub id: String,
    /// Public key and what was attested of it.
    pub key: String,
    /// The authenticator's make.
    pub aaguid: String,
    /// As the browser named them.
    pub transports: Vec<String>,
    /// How often it was used.
    pub counter: u32,
}

/// Verifies a new credential (WebAuthn L3 §7.1): a card against its issuers and makes, a passkey by itself. A card is
/// never one whose keys can leave it.
///
/// # Errors
/// [`No`] says why it was not taken.
pub fn made(ceremonies: &Ceremonies, ceremony: &Ceremony, answer: &str) -> Result<Made, No> {
    let raw: Value = parsed(answer)?;
    let answer: RegisterPublicKeyCredential = parsed(answer)?;
    let card = ceremony.purpose == Purpose::CardBinding;
    let key: Key = match (&ceremonies.cards, card) {
        (CardPolicy::Issued(_), true) => {
            let state: AttestedPasskeyRegistration = parsed(&ceremony.state)?;
            let attested: AttestedPasskey =
                ceremonies.webauthn.finish_attested_passkey_registration(&answer, &state)?;
            attested.into()
        }
        (CardPolicy::None, true) => return Err(No::because(CeremonyRefusal::Untrusted, "no issuer is configured")),
        _ => {
            let state: PasskeyRegistration = parsed(&ceremony.state)?;
            ceremonies.webauthn.finish_passkey_registration(&answer, &state)?.into()
        }
    };
    if card && (key.backup_eligible || key.backup_state) {
        return Err(No::because(CeremonyRefusal::Synced, "its keys can leave it"));
    }
    if card && key.attestation_format == AttestationFormat::FIDOU2F {
        return Err(No::because(CeremonyRefusal::Untrusted, "U2F"));
    }
    if !key.user_verified {
        return Err(No::because(CeremonyRefusal::NotVerified, "UserNotVerified"));
    }
    if raw["type"] != "public-key" || !(1..=LONGEST_ID).contains(&key.cred_id.len()) {
        return Err(No::because(CeremonyRefusal::NotGenuine, "no credential of a public key"));
    }
    let aaguid = match &key.attestation.metadata {
        AttestationMetadata::Packed { aaguid } | AttestationMetadata::Tpm { aaguid, .. } => aaguid.to_string(),
        _ => String::new(),
    };
    Ok(Made {
        id: data_encoding::BASE64URL_NOPAD.encode(&key.cred_id),
        counter: key.counter,
        aaguid,
        transports: transports(&raw),
        key: serde_json::to_string(&key)
            .map_err(|error| No::because(CeremonyRefusal::NotGenuine, error.to_string()))?,
    })
}

/// As the browser named them, as far as they are names: letters and hyphens.
fn transports(answer: &Value) -> Vec<String> {
    let named = answer["response"]["transports"].as_array().map(Vec::as_slice).unwrap_or_default();
    named
        .iter()
        .filter_map(Value::as_str)
        .filter(|name| (1..=20).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        .take(8)
        .map(str::to_owned)
        .collect()
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, No> {
    serde_json::from_str(text).map_err(|_| No::because(CeremonyRefusal::NotGenuine, "not the JSON of a credential"))
}
