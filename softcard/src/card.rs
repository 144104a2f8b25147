use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    Attestation, Bytes, Flaws, Issuer, Refusal, UserHandle,
    bytes::text,
    client_data, cose,
    forge::Forge,
    options::{self, Creation, Request},
    statement,
    token::Token,
};

/// ECDSA with SHA-256 on P-256, the one algorithm of every card here.
const ES256: i64 = -7;

/// A smartcard in its reader, or a passkey provider, with the browser in front of it.
///
/// A clone is a copy of the card with its keys and counters, as a thief would make it.
#[derive(Clone, Debug)]
pub struct Card {
    maker: Maker,
    transports: Vec<String>,
    attachment: Attachment,
    counts: bool,
    inserted: bool,
    credentials: Vec<Credential>,
}

#[derive(Clone, Debug)]
enum Maker {
    Forge(Forge),
    Token(Token),
}

/// How the authenticator is attached to the browser's machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attachment {
    /// It is part of the machine.
    Platform,
    /// It can be taken out, or is another machine.
    CrossPlatform,
}

/// What a card management system writes down of a credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// The credential's id.
    pub credential_id: Bytes,
    /// The public key, a COSE_Key in CBOR.
    pub public_key: Bytes,
    /// The model of the card.
    pub aaguid: Uuid,
    /// The signature counter after the last use.
    pub counter: u32,
}

#[derive(Clone, Debug)]
struct Credential {
    export: Export,
    rp_id: String,
    /// Of a discoverable credential: the user handle.
    user: Option<Bytes>,
}

impl Card {
    pub(crate) fn forged(issuer: Option<Issuer>) -> Self {
        Self::of(Maker::Forge(Forge::new(issuer, false)))
    }

    pub(crate) fn of_token(written: Bytes) -> Self {
        Self::of(Maker::Token(Token::new(written)))
    }

    fn of(maker: Maker) -> Self {
        let transports = ["smart-card", "usb", "nfc"].map(str::to_owned).to_vec();
        let attachment = Attachment::CrossPlatform;
        Self { maker, transports, attachment, counts: true, inserted: true, credentials: Vec::new() }
    }

    /// A passkey provider of the machine: synchronised credentials that nobody vouches for, and no counter.
    #[must_use]
    pub fn passkey() -> Self {
        Self {
            transports: ["internal", "hybrid"].map(str::to_owned).to_vec(),
            attachment: Attachment::Platform,
            ..Self::of(Maker::Forge(Forge::new(None, true)))
        }
    }

    /// The same card that speaks by other transports.
    #[must_use]
    pub fn with_transports(self, transports: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { transports: transports.into_iter().map(Into::into).collect(), ..self }
    }

    /// The same card without a signature counter: it always says nought. A token counts all the same.
    #[must_use]
    pub fn without_counter(self) -> Self {
        Self { counts: false, ..self }
    }

    /// Takes the card out of the reader, or puts it back.
    pub const fn insert(&mut self, inserted: bool) {
        self.inserted = inserted;
    }

    /// What a card management system would export, oldest credential first.
    #[must_use]
    pub fn exports(&self) -> Vec<Export> {
        self.credentials.iter().map(|credential| credential.export.clone()).collect()
    }

    /// Makes a credential as `navigator.credentials.create()` at `origin`: `options` are the
    /// `PublicKeyCredentialCreationOptionsJSON`, the answer is the `RegistrationResponseJSON`.
    ///
    /// # Errors
    ///
    /// A [`Refusal`], as a browser refuses: the card is out of the reader, holds an excluded credential, or the origin
    /// may not use the relying party's id; and if the card cannot have one of the flaws.
    pub fn create(&mut self, origin: &str, options: &Value, flaws: &Flaws) -> Result<Value, Refusal> {
        self.ready(flaws)?;
        let creation = Creation::read(options)?;
        let rp_id = options::rp_id(origin, creation.rp.id.as_deref())?;
        if creation.pub_key_cred_params.iter().all(|parameters| parameters.alg != ES256) {
            return Err(Refusal::NotSupported("the card knows ES256 only"));
        }
        let excluded =
            |held: &Credential| creation.exclude_credentials.iter().any(|d| d.id == held.export.credential_id);
        if self.credentials.iter().any(excluded) {
            return Err(Refusal::Excluded);
        }
        let client_data = client_data::write("webauthn.create", &creation.challenge.0, origin, flaws);
        let hash = Sha256::digest(&client_data).to_vec();
        let object = match &mut self.maker {
            Maker::Forge(forge) => forge.make(&rp_id, &hash, &creation, flaws)?,
            Maker::Token(token) => token.make(&rp_id, hash, &creation, flaws)?,
        };
        let auth_data = statement::auth_data(&object)?;
        // A browser takes the statement away from a relying party that did not ask for it.
        let unasked = !creation.attested() && flaws.attestation == Attestation::Own;
        let object = if unasked { statement::none(&auth_data)? } else { object };
        let (aaguid, id, public_key) = statement::credential(&auth_data)?;
        let mut extensions = Map::new();
        if creation.extensions.cred_props {
            extensions.insert("credProps".to_owned(), json!({ "rk": creation.discoverable() }));
        }
        let answer = self.answer(
            &id,
            &extensions,
            json!({
                "clientDataJSON": text(&client_data),
                "attestationObject": text(&object),
                "authenticatorData": text(&auth_data),
                "publicKey": text(&cose::spki(&public_key)?),
                "publicKeyAlgorithm": ES256,
                "transports": self.transports,
            }),
        );
        self.credentials.push(Credential {
            export: Export {
                credential_id: id.into(),
                public_key: public_key.into(),
                aaguid,
                counter: statement::counter(&auth_data)?,
            },
            rp_id,
            user: creation.discoverable().then_some(creation.user.id),
        });
        Ok(answer)
    }

    /// Signs as `navigator.credentials.get()` at `origin`: `options` are the `PublicKeyCredentialRequestOptionsJSON`,
    /// the answer is the `AuthenticationResponseJSON`. Without `allowCredentials` the newest discoverable credential of
    /// the relying party signs.
    ///
    /// # Errors
    ///
    /// A [`Refusal`], as a browser refuses: the card is out of the reader, holds no credential that fits, or the origin
    /// may not use the relying party's id; and if the card cannot have one of the flaws.
    pub fn get(&mut self, origin: &str, options: &Value, flaws: &Flaws) -> Result<Value, Refusal> {
        // Whose id an assertion claims is the browser's to write.
        self.ready(&Flaws { credential_id: None, ..flaws.clone() })?;
        let request = Request::read(options)?;
        let rp_id = options::rp_id(origin, request.rp_id.as_deref())?;
        let claimed = flaws.credential_id.is_some();
        let fits = |held: &&mut Credential| {
            let named = request.allow_credentials.iter().any(|d| d.id == held.export.credential_id);
            let found = request.allow_credentials.is_empty() && held.user.is_some();
            held.rp_id == rp_id && (named || found || claimed)
        };
        let held = self.credentials.iter_mut().rev().find(fits);
        let held = held.ok_or(Refusal::NotAllowed("the card holds no credential that fits"))?;
        let client_data = client_data::write("webauthn.get", &request.challenge.0, origin, flaws);
        let hash = Sha256::digest(&client_data).to_vec();
        let id = held.export.credential_id.0.clone();
        let (auth_data, signature) = match &mut self.maker {
            Maker::Forge(forge) => {
                let counter = if self.counts { held.export.counter.saturating_add(1) } else { 0 };
                forge.sign(&rp_id, &hash, &id, counter, flaws)?
            }
            Maker::Token(token) => token.sign(&rp_id, hash, &id, flaws)?,
        };
        if flaws.counter.is_none() {
            held.export.counter = statement::counter(&auth_data)?;
        }
        let user = match &flaws.user_handle {
            UserHandle::Own => held.user.clone(),
            UserHandle::Absent => None,
            UserHandle::Other(other) => Some(other.clone()),
        };
        let mut response = json!({
            "clientDataJSON": text(&client_data),
            "authenticatorData": text(&auth_data),
            "signature": text(&signature),
        });
        if let (Some(user), Some(response)) = (user, response.as_object_mut()) {
            response.insert("userHandle".to_owned(), json!(user));
        }
        let said = flaws.credential_id.as_ref().map_or(&id, |claimed| &claimed.0);
        Ok(self.answer(said, &Map::new(), response))
    }

    /// Whether there is a card, and it can be wrong in this way.
    fn ready(&self, flaws: &Flaws) -> Result<(), Refusal> {
        if !self.inserted {
            return Err(Refusal::NotAllowed("no card is in the reader"));
        }
        if matches!(self.maker, Maker::Token(_)) && flaws.forged() {
            return Err(Refusal::NotSupported("only a forged card has this flaw"));
        }
        Ok(())
    }

    fn answer(&self, id: &[u8], extensions: &Map<String, Value>, response: Value) -> Value {
        json!({
            "id": text(id),
            "rawId": text(id),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": extensions,
            "authenticatorAttachment": self.attachment,
        })
    }
}
