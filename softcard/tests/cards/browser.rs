use serde_json::{Value, json};
use softcard::{Card, Flaws, Issuer, Kind};

use crate::relying_party::flaws;

const ORIGIN: &str = "https://login.changeover.example/set-up";

fn creation() -> Value {
    json!({
        "rp": { "name": "Changeover", "id": "changeover.example" },
        "user": { "id": "AQID", "name": "holder", "displayName": "Holder" },
        "challenge": "BAUG",
        "pubKeyCredParams": [{ "type": "public-key", "alg": -8 }, { "type": "public-key", "alg": -7 }],
        "excludeCredentials": [{ "type": "public-key", "id": "AQID", "transports": ["smart-card", "by-post"] }],
        "authenticatorSelection": { "residentKey": "required", "hint": "unknown" },
        "attestation": "direct",
        "extensions": { "credProps": true, "unknown": { "a": 1 } },
    })
}

fn request() -> Value {
    json!({ "challenge": "BAUG", "rpId": "changeover.example" })
}

fn cards() -> [Card; 3] {
    [Issuer::new(Kind::Forge).unwrap().card(), Issuer::new(Kind::Token).unwrap().card(), Card::passkey()]
}

fn made(card: &mut Card, options: &Value) -> Result<Value, &'static str> {
    card.create(ORIGIN, options, &Flaws::default()).map_err(|refusal| refusal.name())
}

fn signed(card: &mut Card, options: &Value) -> Result<Value, &'static str> {
    card.get(ORIGIN, options, &Flaws::default()).map_err(|refusal| refusal.name())
}

fn client_data(answer: &Value) -> Value {
    let text = answer["response"]["clientDataJSON"].as_str().unwrap();
    serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()).unwrap()
}

#[test]
fn answers_have_the_form_that_browsers_give() {
    for mut card in cards() {
        let answer = made(&mut card, &creation()).unwrap();
        assert_eq!(answer["id"], answer["rawId"]);
        assert_eq!(answer["type"], "public-key");
        assert_eq!(answer["clientExtensionResults"], json!({ "credProps": { "rk": true } }));
        assert_eq!(answer["response"]["publicKeyAlgorithm"], -7);
        for name in ["clientDataJSON", "attestationObject", "authenticatorData", "publicKey"] {
            assert!(answer["response"][name].is_string(), "{name}");
        }
        let origin = "https://login.changeover.example";
        let expected =
            json!({ "type": "webauthn.create", "challenge": "BAUG", "origin": origin, "crossOrigin": false });
        assert_eq!(client_data(&answer), expected);

        let answer = signed(&mut card, &request()).unwrap();
        assert_eq!(answer["response"]["userHandle"], "AQID");
        assert_eq!(client_data(&answer)["type"], "webauthn.get");
        for name in ["clientDataJSON", "authenticatorData", "signature"] {
            assert!(answer["response"][name].is_string(), "{name}");
        }
    }
    let [mut forged, _, mut passkey] = cards();
    let answer = made(&mut forged, &creation()).unwrap();
    assert_eq!(answer["response"]["transports"], json!(["smart-card", "usb", "nfc"]));
    assert_eq!(answer["authenticatorAttachment"], "cross-platform");
    let answer = made(&mut passkey, &creation()).unwrap();
    assert_eq!(answer["response"]["transports"], json!(["internal", "hybrid"]));
    assert_eq!(answer["authenticatorAttachment"], "platform");
    let answer = made(&mut forged.with_transports(["nfc"]), &creation()).unwrap();
    assert_eq!(answer["response"]["transports"], json!(["nfc"]));
}

#[test]
fn a_credential_is_found_without_its_id_only_if_that_was_asked_for() {
    for selection in [json!({}), json!({ "residentKey": "discouraged", "requireResidentKey": true })] {
        for mut card in cards() {
            let mut options = creation();
            options["authenticatorSelection"] = selection.clone();
            let id = made(&mut card, &options).unwrap()["id"].clone();
            assert_eq!(signed(&mut card, &request()), Err("NotAllowedError"));
            let mut named = request();
            named["allowCredentials"] = json!([{ "type": "public-key", "id": id, "transports": ["smart-card"] }]);
            let answer = signed(&mut card, &named).unwrap();
            assert_eq!(answer["id"], id);
            assert_eq!(answer["response"]["userHandle"], Value::Null, "what it does not keep it cannot say");
        }
    }
}

#[test]
fn the_newest_credential_answers_unless_another_is_named() {
    for mut card in cards() {
        let first = made(&mut card, &creation()).unwrap()["id"].clone();
        let second = made(&mut card, &creation()).unwrap()["id"].clone();
        assert_eq!(signed(&mut card, &request()).unwrap()["id"], second);
        let mut named = request();
        named["allowCredentials"] = json!([{ "type": "public-key", "id": first }]);
        assert_eq!(signed(&mut card, &named).unwrap()["id"], first);
        named["allowCredentials"] = json!([{ "type": "public-key", "id": "AQID" }]);
        assert_eq!(signed(&mut card, &named), Err("NotAllowedError"));
    }
}

#[test]
fn cards_refuse_as_browsers_do() {
    for mut card in cards() {
        assert_eq!(signed(&mut card, &request()), Err("NotAllowedError"), "no credential");
        let id = made(&mut card, &creation()).unwrap()["id"].clone();
        let mut excluding = creation();
        excluding["excludeCredentials"] = json!([{ "type": "public-key", "id": id }]);
        assert_eq!(made(&mut card, &excluding), Err("InvalidStateError"));
        let mut modern = creation();
        modern["pubKeyCredParams"] = json!([{ "type": "public-key", "alg": -8 }]);
        assert_eq!(made(&mut card, &modern), Err("NotSupportedError"));
        for id in ["evil.example", "over.example", "www.login.changeover.example"] {
            let mut foreign = creation();
            foreign["rp"]["id"] = json!(id);
            assert_eq!(made(&mut card, &foreign), Err("SecurityError"), "{id}");
        }
        assert_eq!(made(&mut card, &json!({ "publicKey": creation() })), Err("TypeError"));
        // Another relying party of the same site has nothing on the card.
        let other = json!({ "challenge": "BAUG", "rpId": "login.changeover.example" });
        assert_eq!(signed(&mut card, &other), Err("NotAllowedError"));

        card.insert(false);
        assert_eq!(signed(&mut card, &request()), Err("NotAllowedError"), "no card");
        assert_eq!(made(&mut card, &creation()), Err("NotAllowedError"), "no card");
        card.insert(true);
        assert!(signed(&mut card, &request()).is_ok());
    }
}

#[test]
fn a_token_says_that_it_cannot_be_wrong_in_its_own_part() {
    let [_, mut token, _] = cards();
    made(&mut token, &creation()).unwrap();
    for flaw in [json!({ "unverified": true }), json!({ "counter": 3 }), json!({ "brokenSignature": true })] {
        let flaws = flaws(flaw);
        assert_eq!(token.create(ORIGIN, &creation(), &flaws).unwrap_err().name(), "NotSupportedError");
        assert_eq!(token.get(ORIGIN, &request(), &flaws).unwrap_err().name(), "NotSupportedError");
    }
}

#[test]
fn flaws_are_read_from_json() {
    assert_eq!(flaws(json!({})), Flaws::default());
    assert_ne!(flaws(json!({ "userHandle": null })), Flaws::default());
    assert!(serde_json::from_value::<Flaws>(json!({ "unverifed": true })).is_err(), "a slip is no good card");
}
