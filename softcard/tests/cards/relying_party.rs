//! webauthn-rs as the relying party of every test.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use softcard::{Card, Flaws, Issuer, Refusal};
use webauthn_rs::prelude::*;

pub const ORIGIN: &str = "https://changeover.example";
pub const HOLDER: Uuid = Uuid::from_u128(7);

/// What one login came to.
pub type Outcome = Result<AuthenticationResult, WebauthnError>;

pub struct RelyingParty(pub Webauthn);

impl RelyingParty {
    pub fn new() -> Self {
        let origin = Url::parse(ORIGIN).unwrap();
        let builder = WebauthnBuilder::new("changeover.example", &origin).unwrap();
        Self(builder.rp_name("Changeover").build().unwrap())
    }

    /// Registers a card that only `issuer` may have made.
    pub fn register(&self, issuer: &Issuer, card: &mut Card, flaws: &Flaws) -> Result<Credential, WebauthnError> {
        let begun = self.0.start_attested_passkey_registration(HOLDER, "holder", "Holder", None, trust(issuer), None);
        let (challenge, state) = begun.unwrap();
        let answer = card.create(ORIGIN, &creation(challenge), flaws).unwrap();
        self.0.finish_attested_passkey_registration(&registered(answer), &state).map(Into::into)
    }

    /// Registers whatever comes.
    pub fn register_passkey(&self, card: &mut Card, flaws: &Flaws) -> Result<Credential, WebauthnError> {
        let (challenge, state) = self.0.start_passkey_registration(HOLDER, "holder", "Holder", None).unwrap();
        let answer = card.create(ORIGIN, &creation(challenge), flaws).unwrap();
        self.0.finish_passkey_registration(&registered(answer), &state).map(Into::into)
    }

    /// Logs in without naming a credential.
    pub fn login(&self, card: &mut Card, credential: &Credential, flaws: &Flaws) -> Outcome {
        let (answer, state) = self.assertion(card, flaws).unwrap();
        self.0.finish_discoverable_authentication_v2(&answer, state, credential)
    }

    pub fn assertion(
        &self,
        card: &mut Card,
        flaws: &Flaws,
    ) -> Result<(PublicKeyCredential, DiscoverableAuthentication), Refusal> {
        let (challenge, state) = self.0.start_discoverable_authentication().unwrap();
        let answer = card.get(ORIGIN, &options(challenge), flaws)?;
        Ok((serde_json::from_value(answer).unwrap(), state))
    }
}

/// The list of one issuer and its one model.
pub fn trust(issuer: &Issuer) -> AttestationCaList {
    let mut list = AttestationCaListBuilder::new();
    let pem = issuer.certificate_pem().as_bytes();
    list.insert_device_pem(pem, issuer.aaguid(), "card".to_owned(), BTreeMap::new()).unwrap();
    list.build()
}

/// The inner object that a browser is given.
pub fn options(challenge: impl serde::Serialize) -> Value {
    serde_json::to_value(challenge).unwrap()["publicKey"].take()
}

/// The same for a credential that is found without its id, which webauthn-rs does not ask for.
pub fn creation(challenge: CreationChallengeResponse) -> Value {
    let mut options = options(challenge);
    options["authenticatorSelection"]["residentKey"] = json!("required");
    options["authenticatorSelection"]["requireResidentKey"] = json!(true);
    options
}

pub fn registered(answer: Value) -> RegisterPublicKeyCredential {
    serde_json::from_value(answer).unwrap()
}

pub fn flaws(json: Value) -> Flaws {
    serde_json::from_value(json).unwrap()
}
