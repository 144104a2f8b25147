use serde_json::{Value, json};
use softcard::{Card, Flaws, Issuer, Kind};
use webauthn_rs::prelude::*;

use crate::relying_party::{HOLDER, ORIGIN, RelyingParty, creation, flaws, options, registered, trust};

const OTHER_MODEL: &str = "11111111-2222-4333-8444-555555555555";

/// What the relying party says to a new card with these flaws.
fn verdicts(cases: &[(Value, &str)], register: impl Fn(&Flaws) -> Result<Credential, WebauthnError>) {
    for (json, expected) in cases {
        let verdict = register(&flaws(json.clone())).map_or_else(|error| format!("{error:?}"), |_| "taken".to_owned());
        assert_eq!(&verdict, expected, "flaws {json}");
    }
}

#[test]
fn good_cards_of_both_kinds_are_taken() {
    let relying_party = RelyingParty::new();
    for kind in [Kind::Forge, Kind::Token] {
        let issuer = Issuer::new(kind).unwrap();
        let mut card = issuer.card();
        let credential = relying_party.register(&issuer, &mut card, &Flaws::default()).unwrap();
        let metadata = &credential.attestation.metadata;
        assert!(matches!(metadata, AttestationMetadata::Packed { aaguid } if *aaguid == issuer.aaguid()), "{kind:?}");
        assert!(!credential.backup_eligible);
        let [export] = &card.exports()[..] else { panic!("one credential") };
        assert_eq!(export.credential_id.0, credential.cred_id.to_vec());
        assert_eq!(export.aaguid, issuer.aaguid());
        let key: serde_cbor_2::Value = serde_cbor_2::from_slice(&export.public_key.0).unwrap();
        assert_eq!(COSEKey::try_from(&key).unwrap(), credential.cred, "the exported key is the registered one");
    }
}

#[test]
fn cards_of_one_issuer_differ_and_one_list_trusts_several_issuers() {
    let relying_party = RelyingParty::new();
    for kind in [Kind::Forge, Kind::Token] {
        let (issuer, foreign) = (Issuer::new(kind).unwrap(), Issuer::new(kind).unwrap());
        let (mut one, mut another) = (issuer.card(), issuer.card());
        let one = relying_party.register(&issuer, &mut one, &Flaws::default()).unwrap();
        let another = relying_party.register(&issuer, &mut another, &Flaws::default()).unwrap();
        assert_ne!(one.cred_id, another.cred_id);
        let refused = relying_party.register(&issuer, &mut foreign.card(), &Flaws::default());
        assert!(matches!(refused, Err(WebauthnError::AttestationChainNotTrusted(_))), "{refused:?}");

        let mut list = trust(&issuer);
        list.union(&trust(&foreign));
        let begun = relying_party.0.start_attested_passkey_registration(HOLDER, "h", "H", None, list, None);
        let (challenge, state) = begun.unwrap();
        let answer = foreign.card().create(ORIGIN, &creation(challenge), &Flaws::default()).unwrap();
        relying_party.0.finish_attested_passkey_registration(&registered(answer), &state).unwrap();
    }
}

#[test]
fn of_two_authorities_of_one_name_the_relying_partys_library_finds_one_only() {
    let relying_party = RelyingParty::new();
    let issuer = Issuer::new(Kind::Forge).unwrap();
    let namesake = issuer.namesake().unwrap();
    let mut list = trust(&issuer);
    list.union(&trust(&namesake));
    let taken = [issuer.card(), namesake.card()].map(|mut card| {
        let begun = relying_party.0.start_attested_passkey_registration(HOLDER, "h", "H", None, list.clone(), None);
        let (challenge, state) = begun.unwrap();
        let answer = card.create(ORIGIN, &creation(challenge), &Flaws::default()).unwrap();
        relying_party.0.finish_attested_passkey_registration(&registered(answer), &state).is_ok()
    });
    // Which of them is a matter of the hashes of their certificates.
    assert_ne!(taken[0], taken[1], "an authority that changes its key has to change its name");
}

#[test]
fn an_issuer_survives_being_written_down() {
    let relying_party = RelyingParty::new();
    for kind in [Kind::Forge, Kind::Token] {
        let issuer = Issuer::new(kind).unwrap();
        let read: Issuer = serde_json::from_str(&serde_json::to_string(&issuer).unwrap()).unwrap();
        relying_party.register(&issuer, &mut read.card(), &Flaws::default()).unwrap();
    }
}

#[test]
fn each_flaw_of_a_card_is_refused_by_its_name() {
    let relying_party = RelyingParty::new();
    let issuer = Issuer::new(Kind::Forge).unwrap();
    let own = issuer.aaguid();
    let cases = [
        (json!({ "attestation": "none" }), "AttestationNotVerifiable"),
        (json!({ "attestation": "self" }), "AttestationNotVerifiable"),
        (json!({ "attestation": "self", "brokenSignature": true }), "AttestationStatementSigInvalid"),
        (json!({ "attestation": "fido-u2f" }), "AttestationFormatMissingAaguid"),
        (json!({ "attestation": "fido-u2f", "aaguid": own }), "AttestationFormatMissingAaguid"),
        (json!({ "foreignCa": true }), "AttestationChainNotTrusted(SignatureVerificationFailed)"),
        (json!({ "expired": true }), "AttestationChainNotTrusted(NotAfter)"),
        (json!({ "certificateUnit": "Something" }), "AttestationCertificateRequirementsNotMet"),
        (json!({ "aaguid": OTHER_MODEL }), "AttestationUntrustedAaguid"),
        (json!({ "aaguid": OTHER_MODEL, "noCertificateAaguid": true }), "AttestationUntrustedAaguid"),
        (json!({ "certificateAaguid": OTHER_MODEL }), "AttestationCertificateAAGUIDMismatch"),
        (json!({ "aaguid": OTHER_MODEL, "certificateAaguid": own }), "AttestationCertificateAAGUIDMismatch"),
        (json!({ "brokenSignature": true }), "AttestationStatementSigInvalid"),
        (json!({ "unverified": true }), "UserNotVerified"),
        (json!({ "absent": true }), "UserNotPresent"),
        (json!({ "synced": true }), "CredentialMayNotBeHardwareBound"),
        (json!({ "backedUpOnly": true }), "CredentialMayNotBeHardwareBound"),
        (json!({ "rpId": "evil.example" }), "InvalidRPIDHash"),
    ];
    verdicts(&cases, |flaws| relying_party.register(&issuer, &mut issuer.card(), flaws));
}

#[test]
fn each_flaw_of_a_browser_is_refused_by_its_name_whoever_made_the_card() {
    let relying_party = RelyingParty::new();
    let cases = [
        (json!({ "origin": "https://evil.example" }), "InvalidRPOrigin"),
        (json!({ "origin": "https://sub.changeover.example" }), "InvalidRPOrigin"),
        (json!({ "origin": "http://changeover.example" }), "InvalidRPOrigin"),
        (json!({ "origin": "https://changeover.example:444" }), "InvalidRPOrigin"),
        (json!({ "type": "webauthn.get" }), "InvalidClientDataType"),
        (json!({ "challenge": "AAAA" }), "MismatchedChallenge"),
        (json!({ "crossOrigin": true }), "CredentialCrossOrigin"),
        (json!({ "crossOrigin": true, "topOrigin": "https://evil.example" }), "CredentialCrossOrigin"),
        (json!({ "rpId": "evil.example" }), "InvalidRPIDHash"),
    ];
    for kind in [Kind::Forge, Kind::Token] {
        let issuer = Issuer::new(kind).unwrap();
        verdicts(&cases, |flaws| relying_party.register(&issuer, &mut issuer.card(), flaws));
        verdicts(&cases, |flaws| relying_party.register_passkey(&mut issuer.card(), flaws));
    }
    verdicts(&cases, |flaws| relying_party.register_passkey(&mut Card::passkey(), flaws));
}

#[test]
fn a_passkey_need_not_say_who_made_it_but_must_verify_its_holder() {
    let relying_party = RelyingParty::new();
    let cases = [
        (json!({}), "taken"),
        (json!({ "attestation": "none" }), "taken"),
        (json!({ "attestation": "self" }), "taken"),
        (json!({ "attestation": "self", "brokenSignature": true }), "AttestationStatementSigInvalid"),
        (json!({ "unverified": true }), "UserNotVerified"),
        (json!({ "absent": true }), "UserNotPresent"),
        (json!({ "backedUpOnly": true }), "CredentialMayNotBeHardwareBound"),
    ];
    verdicts(&cases, |flaws| relying_party.register_passkey(&mut Card::passkey(), flaws));
    let passkey = relying_party.register_passkey(&mut Card::passkey(), &Flaws::default()).unwrap();
    assert!(passkey.backup_eligible && passkey.backup_state);

    // Where the maker counts, a passkey provider is no card.
    let issuer = Issuer::new(Kind::Forge).unwrap();
    let refused = relying_party.register(&issuer, &mut Card::passkey(), &Flaws::default());
    assert!(matches!(refused, Err(WebauthnError::AttestationNotVerifiable)), "{refused:?}");
}

#[test]
fn what_the_relying_partys_library_lets_pass() {
    let relying_party = RelyingParty::new();
    let issuer = Issuer::new(Kind::Forge).unwrap();
    let long = "A".repeat(1400);
    let cases = [
        // The standard has the extension optional; the AAGUID of the authenticator data is signed as well.
        (json!({ "noCertificateAaguid": true }), "taken"),
        (json!({ "counter": u32::MAX }), "taken"),
        // The standard has at most 1023 bytes, and a credential that has no name at all finds nobody.
        (json!({ "credentialId": long }), "taken"),
        (json!({ "credentialId": "" }), "taken"),
    ];
    verdicts(&cases, |flaws| relying_party.register(&issuer, &mut issuer.card(), flaws));

    let begin = |excluded| {
        let list = trust(&issuer);
        relying_party.0.start_attested_passkey_registration(HOLDER, "h", "H", excluded, list, None).unwrap()
    };
    let finish = |answer: Value, state| {
        relying_party.0.finish_attested_passkey_registration(&registered(answer), state).map(Credential::from)
    };

    // The id and the type outside of what is signed.
    let (challenge, state) = begin(None);
    let mut card = issuer.card();
    let mut answer = card.create(ORIGIN, &creation(challenge), &Flaws::default()).unwrap();
    answer["rawId"] = json!("AQID");
    answer["id"] = json!("AQID");
    answer["type"] = json!("password");
    let credential = finish(answer.clone(), &state).unwrap();
    assert_eq!(credential.cred_id.to_vec(), card.exports()[0].credential_id.0, "the id is the signed one");
    // The same answer to the same challenge.
    finish(answer, &state).unwrap();

    // A credential that is not discoverable and not protected, though both were asked for.
    let (challenge, state) = begin(None);
    let mut asked = creation(challenge);
    asked["extensions"] = json!({});
    asked["authenticatorSelection"] = json!({});
    finish(issuer.card().create(ORIGIN, &asked, &Flaws::default()).unwrap(), &state).unwrap();

    // An excluded id, in contrast, is refused, though by a name that says something else.
    let held = card.exports()[0].credential_id.clone();
    let (challenge, state) = begin(Some(vec![held.0.clone()]));
    let posing = Flaws { credential_id: Some(held), ..Flaws::default() };
    let refused = finish(issuer.card().create(ORIGIN, &creation(challenge), &posing).unwrap(), &state);
    assert!(matches!(refused, Err(WebauthnError::CredentialAlteredAlgFromRequest)), "{refused:?}");
}

#[test]
fn what_the_relying_partys_library_asks_for() {
    let relying_party = RelyingParty::new();
    let issuer = Issuer::new(Kind::Forge).unwrap();
    let list = trust(&issuer);
    let begun = relying_party.0.start_attested_passkey_registration(HOLDER, "h", "H", None, list, None);
    let card = options(begun.unwrap().0);
    let passkey = options(relying_party.0.start_passkey_registration(HOLDER, "h", "H", None).unwrap().0);
    for asked in [&card, &passkey] {
        let selection =
            json!({ "residentKey": "discouraged", "requireResidentKey": false, "userVerification": "required" });
        assert_eq!(asked["authenticatorSelection"], selection);
        assert_eq!(asked["timeout"], 300_000);
        assert_eq!(asked["extensions"]["credentialProtectionPolicy"], "userVerificationRequired");
        assert_eq!(asked["extensions"]["credProps"], true);
        assert_eq!(asked["user"]["id"], "AAAAAAAAAAAAAAAAAAAABw");
    }
    assert_eq!(card["attestation"], "direct");
    assert_eq!(card["attestationFormats"], json!(["packed", "tpm"]));
    assert_eq!(card["hints"], json!(["client-device", "security-key"]));
    assert_eq!(card["extensions"]["enforceCredentialProtectionPolicy"], true);
    assert_eq!(passkey["attestation"], "none");
    assert_eq!(passkey["hints"], Value::Null);
    assert_eq!(passkey["extensions"]["enforceCredentialProtectionPolicy"], false);
}
