use webauthn_authenticator_rs::{
    AuthenticatorBackendHashedClientData as _, error::WebauthnCError, softtoken::SoftToken,
};
use webauthn_rs_proto::{
    AllowCredentials, AttestationConveyancePreference, AuthenticatorSelectionCriteria, PubKeyCredParams,
    PublicKeyCredentialCreationOptions, PublicKeyCredentialRequestOptions, RelyingParty, ResidentKeyRequirement, User,
    UserVerificationPolicy,
};

use crate::{Bytes, Flaws, Refusal, options::Creation};

/// The time a ceremony may take. Software takes none.
const TIMEOUT_MS: u32 = 60_000;
/// The type of every credential.
const TYPE: &str = "public-key";

/// A `SoftToken`. It is kept in its written form, which can be copied, and read for each ceremony.
#[derive(Clone, Debug)]
pub(crate) struct Token(Bytes);

impl Token {
    pub(crate) const fn new(written: Bytes) -> Self {
        Self(written)
    }

    /// Makes a credential: the attestation object.
    pub(crate) fn make(
        &mut self,
        rp_id: &str,
        client_data_hash: Vec<u8>,
        creation: &Creation,
        flaws: &Flaws,
    ) -> Result<Vec<u8>, Refusal> {
        let options = PublicKeyCredentialCreationOptions {
            rp: RelyingParty { name: rp_id.to_owned(), id: flaws.rp_id.as_deref().unwrap_or(rp_id).to_owned() },
            user: User {
                id: creation.user.id.0.clone(),
                name: creation.user.name.clone(),
                display_name: creation.user.display_name.clone(),
            },
            // It signs the hash of the client data, and is not told more.
            challenge: Vec::new(),
            pub_key_cred_params: vec![PubKeyCredParams { type_: TYPE.to_owned(), alg: -7 }],
            timeout: Some(TIMEOUT_MS),
            exclude_credentials: None,
            authenticator_selection: Some(AuthenticatorSelectionCriteria {
                authenticator_attachment: None,
                // The card remembers the holder: a token finds no credential without its id.
                resident_key: Some(ResidentKeyRequirement::Discouraged),
                require_resident_key: false,
                user_verification: UserVerificationPolicy::Required,
            }),
            hints: None,
            attestation: Some(AttestationConveyancePreference::Direct),
            attestation_formats: None,
            extensions: None,
        };
        let made = self.with(|token| token.perform_register(client_data_hash, options, TIMEOUT_MS))?;
        Ok(made.response.attestation_object)
    }

    /// Signs with the credential `id`: authenticator data and signature.
    pub(crate) fn sign(
        &mut self,
        rp_id: &str,
        client_data_hash: Vec<u8>,
        id: &[u8],
        flaws: &Flaws,
    ) -> Result<(Vec<u8>, Vec<u8>), Refusal> {
        let options = PublicKeyCredentialRequestOptions {
            challenge: Vec::new(),
            timeout: Some(TIMEOUT_MS),
            rp_id: flaws.rp_id.as_deref().unwrap_or(rp_id).to_owned(),
            allow_credentials: vec![AllowCredentials { type_: TYPE.to_owned(), id: id.to_vec(), transports: None }],
            user_verification: UserVerificationPolicy::Required,
            hints: None,
            extensions: None,
        };
        let signed = self.with(|token| token.perform_auth(client_data_hash, options, TIMEOUT_MS))?;
        Ok((signed.response.authenticator_data, signed.response.signature))
    }

    fn with<T>(&mut self, act: impl FnOnce(&mut SoftToken) -> Result<T, WebauthnCError>) -> Result<T, Refusal> {
        let failed = |error| Refusal::Failed(format!("{error:?}"));
        let mut token = SoftToken::from_cbor(&self.0.0).map_err(failed)?;
        let done = act(&mut token).map_err(failed)?;
        self.0 = token.to_cbor().map_err(failed)?.into();
        Ok(done)
    }
}
