use serde::{Deserialize, Deserializer};
use uuid::Uuid;

use crate::Bytes;

/// What is wrong with one answer; by default nothing.
///
/// In JSON every name is in camel case, and what is left out is right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Flaws {
    /// How the authenticator vouches for itself when it makes a credential.
    pub attestation: Attestation,
    /// Another certificate authority signed the leaf, of the same name as the issuer's.
    pub foreign_ca: bool,
    /// The leaf certificate ran out in 2021.
    pub expired: bool,
    /// The leaf certificate has no AAGUID.
    pub no_certificate_aaguid: bool,
    /// The AAGUID of the leaf certificate; without it, the one of the authenticator data.
    pub certificate_aaguid: Option<Uuid>,
    /// The organisational unit of the leaf certificate, in place of `Authenticator Attestation`.
    pub certificate_unit: Option<String>,
    /// The AAGUID of the authenticator data, and of the leaf unless [`certificate_aaguid`](Self::certificate_aaguid)
    /// names another.
    pub aaguid: Option<Uuid>,
    /// The holder was not verified: no PIN, no fingerprint.
    pub unverified: bool,
    /// The holder was not even present.
    pub absent: bool,
    /// The credential can be synchronised, and is: flags BE and BS.
    pub synced: bool,
    /// The credential cannot be synchronised, and is: flag BS without BE, which no authenticator may say.
    pub backed_up_only: bool,
    /// The relying party's id that the authenticator hashes.
    pub rp_id: Option<String>,
    /// The value of the signature counter, in this answer only.
    pub counter: Option<u32>,
    /// The signature is not over what was sent.
    pub broken_signature: bool,
    /// The credential's id: a new credential takes it; an assertion claims it, signed by the card's own key.
    pub credential_id: Option<Bytes>,
    /// The user handle of an assertion.
    pub user_handle: UserHandle,
    /// The origin that the browser says it was at.
    pub origin: Option<String>,
    /// The type of the client data, `webauthn.create` or `webauthn.get` if right.
    #[serde(rename = "type")]
    pub ceremony: Option<String>,
    /// The challenge that the browser says it was given.
    pub challenge: Option<Bytes>,
    /// The browser was in a frame of another origin.
    pub cross_origin: bool,
    /// The origin of the page around that frame.
    pub top_origin: Option<String>,
}

/// How an authenticator vouches for a new credential.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attestation {
    /// As a card of its kind does, if the relying party asks: `packed` with a certificate.
    #[default]
    Own,
    /// Not at all.
    None,
    /// By the credential's own key: `packed` without a certificate.
    #[serde(rename = "self")]
    Itself,
    /// As the predecessor of WebAuthn did: `fido-u2f`, with the issuer's certificate and no AAGUID.
    FidoU2f,
}

/// The user handle of an assertion. In JSON: a string in base64url, or null for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UserHandle {
    /// The one the credential was made with, if it is discoverable.
    #[default]
    Own,
    /// None.
    Absent,
    /// Somebody else's.
    Other(Bytes),
}

impl<'de> Deserialize<'de> for UserHandle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Bytes>::deserialize(deserializer)?.map_or(Self::Absent, Self::Other))
    }
}

impl Flaws {
    /// Whether it is an authenticator's that only a forged card can have.
    pub(crate) fn forged(&self) -> bool {
        let browser = Self {
            rp_id: self.rp_id.clone(),
            user_handle: self.user_handle.clone(),
            origin: self.origin.clone(),
            ceremony: self.ceremony.clone(),
            challenge: self.challenge.clone(),
            cross_origin: self.cross_origin,
            top_origin: self.top_origin.clone(),
            ..Self::default()
        };
        *self != browser
    }
}
