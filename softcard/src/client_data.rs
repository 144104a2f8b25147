use serde::Serialize;
use url::Url;

use crate::{Flaws, bytes::text};

/// What the browser has signed, in the order of [WebAuthn Level 3, §5.8.1.1].
///
/// [WebAuthn Level 3, §5.8.1.1]: https://www.w3.org/TR/webauthn-3/#clientdatajson-serialization
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ClientData<'a> {
    #[serde(rename = "type")]
    ceremony: &'a str,
    challenge: String,
    origin: String,
    cross_origin: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    top_origin: Option<&'a str>,
}

/// Writes `clientDataJSON` for `ceremony`.
pub(crate) fn write(ceremony: &str, challenge: &[u8], origin: &str, flaws: &Flaws) -> Vec<u8> {
    let own = || Url::parse(origin).map_or_else(|_| origin.to_owned(), |url| url.origin().ascii_serialization());
    let data = ClientData {
        ceremony: flaws.ceremony.as_deref().unwrap_or(ceremony),
        challenge: text(flaws.challenge.as_ref().map_or(challenge, |other| &other.0)),
        origin: flaws.origin.clone().unwrap_or_else(own),
        cross_origin: flaws.cross_origin,
        top_origin: flaws.top_origin.as_deref(),
    };
    serde_json::to_vec(&data).unwrap_or_default()
}
