use serde_json::{Value, json};
use softcard::{Card, Flaws, Issuer, Kind};
use webauthn_rs::prelude::*;

use crate::relying_party::{HOLDER, ORIGIN, Outcome, RelyingParty, flaws, options};

/// What the relying party says to an assertion with these flaws.
fn verdicts(cases: &[(Value, &str)], mut login: impl FnMut(&Flaws) -> Outcome) {
    for (json, expected) in cases {
        let verdict = login(&flaws(json.clone())).map_or_else(|error| format!("{error:?}"), |_| "let in".to_owned());
        assert_eq!(&verdict, expected, "flaws {json}");
    }
}

/// A registered card of this kind.
fn registered(relying_party: &RelyingParty, kind: Kind) -> (Issuer, Card, Credential) {
    let issuer = Issuer::new(kind).unwrap();
    let mut card = issuer.card();
    let credential = relying_party.register(&issuer, &mut card, &Flaws::default()).unwrap();
    (issuer, card, credential)
}

/// The credential as the relying party would have stored it otherwise.
fn stored(credential: &Credential, changes: Value) -> Credential {
    let mut json = serde_json::to_value(credential).unwrap();
    for (name, value) in changes.as_object().unwrap() {
        json[name] = value.clone();
    }
    serde_json::from_value(json).unwrap()
}

#[test]
fn good_cards_of_both_kinds_and_passkeys_are_let_in() {
    let relying_party = RelyingParty::new();
    for kind in [Kind::Forge, Kind::Token] {
        let (_, mut card, credential) = registered(&relying_party, kind);
        for counter in 1..=2 {
            let (answer, state) = relying_party.assertion(&mut card, &Flaws::default()).unwrap();
            let (holder, id) = relying_party.0.identify_discoverable_authentication(&answer).unwrap();
            assert_eq!((holder, id), (HOLDER, credential.cred_id.as_ref()));
            let done = relying_party.0.finish_discoverable_authentication_v2(&answer, state, &credential).unwrap();
            assert_eq!(done.counter(), counter, "{kind:?}");
            assert!(done.user_verified() && !done.backup_eligible());
        }
        assert_eq!(card.exports()[0].counter, 2);
    }
    let mut passkey = Card::passkey();
    let credential = relying_party.register_passkey(&mut passkey, &Flaws::default()).unwrap();
    let done = relying_party.login(&mut passkey, &credential, &Flaws::default()).unwrap();
    assert!(done.backup_eligible() && done.counter() == 0 && !done.needs_update());
}

#[test]
fn each_flaw_of_a_card_is_refused_by_its_name() {
    let relying_party = RelyingParty::new();
    let (_, mut card, credential) = registered(&relying_party, Kind::Forge);
    let cases = [
        (json!({ "unverified": true }), "UserNotVerified"),
        (json!({ "absent": true }), "UserNotPresent"),
        (json!({ "synced": true }), "CredentialBackupEligibilityInconsistent"),
        (json!({ "backedUpOnly": true }), "CredentialMayNotBeHardwareBound"),
        (json!({ "brokenSignature": true }), "AuthenticationFailure"),
        (json!({ "credentialId": "AQID" }), "CredentialNotFound"),
    ];
    verdicts(&cases, |flaws| relying_party.login(&mut card, &credential, flaws));

    // What was stored about verification does not soften what is asked.
    let unverified = stored(&credential, json!({ "user_verified": false, "registration_policy": "preferred" }));
    verdicts(&cases[..1], |flaws| relying_party.login(&mut card, &unverified, flaws));
    // A credential that could be synchronised cannot cease to.
    let eligible = stored(&credential, json!({ "backup_eligible": true }));
    verdicts(&[(json!({}), "CredentialBackupEligibilityInconsistent")], |flaws| {
        relying_party.login(&mut card, &eligible, flaws)
    });
}

#[test]
fn each_flaw_of_a_browser_is_refused_by_its_name_whoever_made_the_card() {
    let relying_party = RelyingParty::new();
    let cases = [
        (json!({ "origin": "https://evil.example" }), "InvalidRPOrigin"),
        (json!({ "origin": "https://sub.changeover.example" }), "InvalidRPOrigin"),
        (json!({ "origin": "http://changeover.example" }), "InvalidRPOrigin"),
        (json!({ "origin": "https://changeover.example:444" }), "InvalidRPOrigin"),
        (json!({ "type": "webauthn.create" }), "InvalidClientDataType"),
        (json!({ "challenge": "AAAA" }), "MismatchedChallenge"),
        (json!({ "rpId": "evil.example" }), "InvalidRPIDHash"),
        (json!({ "credentialId": "AQID" }), "CredentialNotFound"),
    ];
    for kind in [Kind::Forge, Kind::Token] {
        let (_, mut card, credential) = registered(&relying_party, kind);
        verdicts(&cases, |flaws| relying_party.login(&mut card, &credential, flaws));
    }
    let mut passkey = Card::passkey();
    let credential = relying_party.register_passkey(&mut passkey, &Flaws::default()).unwrap();
    verdicts(&cases, |flaws| relying_party.login(&mut passkey, &credential, flaws));
}

#[test]
fn a_card_that_poses_as_anothers_cannot_sign_for_it() {
    let relying_party = RelyingParty::new();
    let (issuer, _, credential) = registered(&relying_party, Kind::Forge);
    let mut thief = issuer.card();
    relying_party.register(&issuer, &mut thief, &Flaws::default()).unwrap();
    let id = credential.cred_id.to_vec();
    let posing = Flaws { credential_id: Some(id.into()), ..Flaws::default() };
    let refused = relying_party.login(&mut thief, &credential, &posing);
    assert!(matches!(refused, Err(WebauthnError::AuthenticationFailure)), "{refused:?}");
    let refused = relying_party.login(&mut thief, &credential, &Flaws::default());
    assert!(matches!(refused, Err(WebauthnError::CredentialNotFound)), "{refused:?}");
}

#[test]
fn a_counter_must_have_grown_since_it_was_stored() {
    let relying_party = RelyingParty::new();
    let (_, mut card, credential) = registered(&relying_party, Kind::Forge);
    let used = stored(&credential, json!({ "counter": 100 }));
    let cases = [
        (json!({ "counter": 0 }), "CredentialPossibleCompromise"),
        (json!({ "counter": 99 }), "CredentialPossibleCompromise"),
        (json!({ "counter": 100 }), "CredentialPossibleCompromise"),
        (json!({ "counter": 101 }), "let in"),
    ];
    verdicts(&cases, |flaws| relying_party.login(&mut card, &used, flaws));
    // A card that never counted may begin to.
    verdicts(&[(json!({ "counter": 0 }), "let in"), (json!({ "counter": 5 }), "let in")], |flaws| {
        relying_party.login(&mut card, &credential, flaws)
    });

    // A copied card is found out by whoever comes second, if the relying party stores what it was told.
    let mut copy = card.clone();
    let counter = relying_party.login(&mut card, &credential, &Flaws::default()).unwrap().counter();
    let after = stored(&credential, json!({ "counter": counter }));
    let refused = relying_party.login(&mut copy, &after, &Flaws::default());
    assert!(matches!(refused, Err(WebauthnError::CredentialPossibleCompromise)), "{refused:?}");

    let mut dumb = card.without_counter();
    assert_eq!(relying_party.login(&mut dumb, &credential, &Flaws::default()).unwrap().counter(), 0);
}

#[test]
fn what_the_relying_partys_library_lets_pass() {
    let relying_party = RelyingParty::new();
    let (_, mut card, credential) = registered(&relying_party, Kind::Forge);
    let cases = [
        // Whose credential it is: the relying party has to compare.
        (json!({ "userHandle": null }), "let in"),
        (json!({ "userHandle": "" }), "let in"),
        (json!({ "userHandle": "AQID" }), "let in"),
        (json!({ "userHandle": "AAAAAAAAAAAAAAAAAAAACA" }), "let in"),
        // A frame in somebody's page: refused at registration, not here.
        (json!({ "crossOrigin": true }), "let in"),
        (json!({ "crossOrigin": true, "topOrigin": "https://evil.example" }), "let in"),
    ];
    verdicts(&cases, |flaws| relying_party.login(&mut card, &credential, flaws));

    // Only its reading of the handle wants one of sixteen bytes, anybody's.
    for (handle, read) in [
        (json!(null), None),
        (json!(""), None),
        (json!("AQID"), None),
        (json!("AAAAAAAAAAAAAAAAAAAACA"), Some(Uuid::from_u128(8))),
    ] {
        let (answer, _) = relying_party.assertion(&mut card, &flaws(json!({ "userHandle": handle }))).unwrap();
        let identified = relying_party.0.identify_discoverable_authentication(&answer).map(|(holder, _)| holder);
        assert!(matches!((read, &identified), (None, Err(WebauthnError::InvalidUserUniqueId)) | (Some(_), Ok(_))));
        assert_eq!(identified.ok(), read);
    }

    // The same answer to the same challenge, and a type that is none.
    let (answer, state) = relying_party.assertion(&mut card, &Flaws::default()).unwrap();
    let mut other = serde_json::to_value(&answer).unwrap();
    other["type"] = json!("password");
    for answer in [answer.clone(), answer, serde_json::from_value(other).unwrap()] {
        relying_party.0.finish_discoverable_authentication_v2(&answer, state.clone(), &credential).unwrap();
    }
}

#[test]
fn what_the_relying_partys_library_asks_for() {
    let relying_party = RelyingParty::new();
    let (_, mut card, credential) = registered(&relying_party, Kind::Forge);
    let (challenge, state) = relying_party.0.start_discoverable_authentication().unwrap();
    let whole = serde_json::to_value(&challenge).unwrap();
    assert_eq!(whole["mediation"], "conditional");
    let mut asked = options(challenge);
    assert_eq!(asked["userVerification"], "required");
    assert_eq!(asked["allowCredentials"], json!([]));
    assert_eq!(asked["rpId"], "changeover.example");
    assert_eq!(asked["timeout"], 300_000);

    // It minds no list that is added on the way, nor an answer without a handle.
    asked["allowCredentials"] = json!([
        { "type": "public-key", "id": "AQID" },
        { "type": "public-key", "id": card.exports()[0].credential_id, "transports": ["smart-card", "by-post"] },
    ]);
    let answer = card.get(ORIGIN, &asked, &flaws(json!({ "userHandle": null }))).unwrap();
    let answer: PublicKeyCredential = serde_json::from_value(answer).unwrap();
    relying_party.0.finish_discoverable_authentication_v2(&answer, state, &credential).unwrap();
}

#[test]
fn a_credential_is_taken_in_every_form_it_is_stored_in() {
    let relying_party = RelyingParty::new();
    let (_, mut card, credential) = registered(&relying_party, Kind::Forge);
    let (answer, state) = relying_party.assertion(&mut card, &Flaws::default()).unwrap();
    let library = &relying_party.0;
    let (card, passkey) = (AttestedPasskey::from(credential.clone()), Passkey::from(credential.clone()));
    library.finish_discoverable_authentication_v2(&answer, state.clone(), &card).unwrap();
    library.finish_discoverable_authentication_v2(&answer, state.clone(), &passkey).unwrap();
    library.finish_discoverable_authentication_v2(&answer, state.clone(), DiscoverableKey::from(&card)).unwrap();
    library.finish_discoverable_authentication_v2(&answer, state, &credential).unwrap();
}
