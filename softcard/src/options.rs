//! What the relying party asks: read as leniently as browsers do, who ignore what they do not know.

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::{Bytes, Refusal};

/// `PublicKeyCredentialCreationOptionsJSON`, as far as a card cares.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Creation {
    pub rp: Party,
    pub user: User,
    pub challenge: Bytes,
    pub pub_key_cred_params: Vec<Parameters>,
    #[serde(default)]
    pub exclude_credentials: Vec<Descriptor>,
    #[serde(default)]
    pub authenticator_selection: Selection,
    pub attestation: Option<String>,
    #[serde(default)]
    pub extensions: Extensions,
}

/// `PublicKeyCredentialRequestOptionsJSON`, as far as a card cares.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Request {
    pub rp_id: Option<String>,
    pub challenge: Bytes,
    #[serde(default)]
    pub allow_credentials: Vec<Descriptor>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Party {
    pub id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct User {
    pub id: Bytes,
    pub name: String,
    pub display_name: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Parameters {
    pub alg: i64,
}

/// A credential that is excluded or allowed. Its transports are hints for browsers that have several; a card has one.
#[derive(Debug, Deserialize)]
pub(crate) struct Descriptor {
    pub id: Bytes,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Selection {
    pub resident_key: Option<String>,
    pub require_resident_key: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Extensions {
    pub cred_props: bool,
    pub credential_protection_policy: Option<String>,
}

impl Creation {
    pub(crate) fn read(options: &Value) -> Result<Self, Refusal> {
        Self::deserialize(options).map_err(|error| Refusal::Options(error.to_string()))
    }

    /// Whether the credential is to be found without its id. A card that has room makes it so if it may.
    pub(crate) fn discoverable(&self) -> bool {
        match self.authenticator_selection.resident_key.as_deref() {
            Some("required" | "preferred") => true,
            Some("discouraged") => false,
            _ => self.authenticator_selection.require_resident_key,
        }
    }

    /// Whether the relying party asks who made the card.
    pub(crate) fn attested(&self) -> bool {
        matches!(self.attestation.as_deref(), Some("direct" | "indirect" | "enterprise"))
    }

    /// The level of the extension credProtect (CTAP 2.1, §12.1).
    pub(crate) fn protection(&self) -> Option<u8> {
        match self.extensions.credential_protection_policy.as_deref()? {
            "userVerificationOptional" => Some(1),
            "userVerificationOptionalWithCredentialIDList" => Some(2),
            "userVerificationRequired" => Some(3),
            _ => None,
        }
    }
}

impl Request {
    pub(crate) fn read(options: &Value) -> Result<Self, Refusal> {
        Self::deserialize(options).map_err(|error| Refusal::Options(error.to_string()))
    }
}

/// The relying party's id: the one asked for if the origin may use it, or the origin's host.
pub(crate) fn rp_id(origin: &str, asked: Option<&str>) -> Result<String, Refusal> {
    let url = Url::parse(origin).map_err(|error| Refusal::Options(format!("origin {origin}: {error}")))?;
    let host = url.host_str().unwrap_or_default();
    let Some(asked) = asked else { return Ok(host.to_owned()) };
    let within = host == asked || host.strip_suffix(asked).is_some_and(|rest| rest.ends_with('.'));
    if !within {
        return Err(Refusal::ForeignId { origin: origin.to_owned(), rp_id: asked.to_owned() });
    }
    Ok(asked.to_owned())
}
