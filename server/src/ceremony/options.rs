//! What the browser is asked, as JSON of WebAuthn L3 §5.1.8 and §5.1.9.
//!
//! webauthn-rs knows neither the transport `smart-card` nor the hint that goes with cards: both are set here.

use domain::{account::AccountId, code::CodeKey};
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::store::credentials::Credential;

/// How cards are reached where they did not say it themselves.
const CARD_TRANSPORTS: [&str; 3] = ["smart-card", "usb", "nfc"];

/// What stands under `publicKey` in a challenge.
pub(super) fn public_key(challenge: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(challenge) {
        Ok(Value::Object(mut whole)) => match whole.remove("publicKey") {
            Some(Value::Object(inner)) => inner,
            _ => Map::new(),
        },
        _ => Map::new(),
    }
}

/// One entry of `allowCredentials` or `excludeCredentials`.
pub(super) fn descriptor(credential: &Credential) -> Value {
    let transports: Vec<&str> = match credential.transports.is_empty() {
        true if credential.kind.is_card() => CARD_TRANSPORTS.to_vec(),
        _ => credential.transports.iter().map(String::as_str).collect(),
    };
    json!({ "type": "public-key", "id": credential.id, "transports": transports })
}

/// A card that nobody holds, always the same for the same name: what is asked of somebody who holds none, so that the
/// question does not tell.
pub(super) fn nobodys(key: &CodeKey, name: &str) -> Value {
    let id = key.authenticate("changeover card of nobody v1", name);
    card(&data_encoding::BASE64URL_NOPAD.encode(&id))
}

/// A card by its id alone, reached however cards are.
pub(super) fn card(id: &str) -> Value {
    json!({ "type": "public-key", "id": id, "transports": CARD_TRANSPORTS })
}

/// The handle under which an authenticator keeps the credentials of `account` (WebAuthn L3 §5.4.3): it says nothing of
/// the person. Who a credential belongs to is decided by its id alone.
pub(super) fn handle(key: &CodeKey, account: &AccountId) -> Uuid {
    let mac = key.authenticate("changeover user handle v1", &account.to_string());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mac[..16]);
    Uuid::from_bytes(bytes)
}
