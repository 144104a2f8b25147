//! Binding a card: attested by its issuer, with a code that works once.

use std::time::Duration;

use serde_json::json;
use server::config::Attestation as Policy;
use softcard::{Attestation, Bytes, Card, Flaws};
use uuid::Uuid;

use super::{Before, OTHER, with_card};
use crate::{
    support::{ADDRESS, Backend, PASSWORD, PUBLIC_URL, TestServer, USER, forge, id, on_both},
    uniformity::shown,
};

on_both! {
    whatever_is_wrong_with_a_new_card_it_is_not_bound,
    a_binding_code_binds_one_card,
    whatever_is_wrong_with_a_binding_code_the_answer_is_the_same,
    wrong_binding_codes_close_the_budget_of_their_source,
    a_card_is_held_once,
    without_an_issuer_none_is_bound_but_in_a_demonstration,
}

fn other_model() -> Option<Uuid> {
    Some(Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef))
}

async fn whatever_is_wrong_with_a_new_card_it_is_not_bound(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |_| {}).await;
    server.ready(USER).await;
    let code = server.binding_code(USER).await;
    let flaws = Flaws::default;
    let evil = || Some("http://evil.example".to_owned());
    let cases = [
        ("untrusted", "AttestationNotVerifiable", Flaws { attestation: Attestation::None, ..flaws() }),
        ("untrusted", "AttestationNotVerifiable", Flaws { attestation: Attestation::Itself, ..flaws() }),
        ("untrusted", "AttestationFormatMissingAaguid", Flaws { attestation: Attestation::FidoU2f, ..flaws() }),
        ("untrusted", "AttestationChainNotTrusted", Flaws { foreign_ca: true, ..flaws() }),
        ("untrusted", "AttestationChainNotTrusted", Flaws { expired: true, ..flaws() }),
        ("untrusted", "AttestationUntrustedAaguid", Flaws { aaguid: other_model(), ..flaws() }),
        ("untrusted", "AttestationUntrustedAaguid", Flaws { aaguid: Some(Uuid::nil()), ..flaws() }),
        ("untrusted", "AttestationCertificateAAGUIDMismatch", Flaws { certificate_aaguid: other_model(), ..flaws() }),
        (
            "untrusted",
            "AttestationCertificateAAGUIDMismatch",
            Flaws { aaguid: other_model(), certificate_aaguid: Some(issuer.aaguid()), ..flaws() },
        ),
        (
            "untrusted",
            "AttestationCertificateRequirementsNotMet",
            Flaws { certificate_unit: Some("Marketing".to_owned()), ..flaws() },
        ),
        ("untrusted", "AttestationStatementSigInvalid", Flaws { broken_signature: true, ..flaws() }),
        ("not-verified", "UserNotVerified", Flaws { unverified: true, ..flaws() }),
        ("not-genuine", "UserNotPresent", Flaws { absent: true, ..flaws() }),
        ("synced", "CredentialMayNotBeHardwareBound", Flaws { synced: true, ..flaws() }),
        ("synced", "CredentialMayNotBeHardwareBound", Flaws { backed_up_only: true, ..flaws() }),
        ("not-genuine", "InvalidRPOrigin", Flaws { origin: evil(), ..flaws() }),
        ("not-genuine", "InvalidRPOrigin", Flaws { origin: Some("https://localhost:8080".to_owned()), ..flaws() }),
        ("not-genuine", "InvalidRPOrigin", Flaws { origin: Some("http://localhost:8081".to_owned()), ..flaws() }),
        ("not-genuine", "InvalidRPIDHash", Flaws { rp_id: Some("evil.example".to_owned()), ..flaws() }),
        ("not-genuine", "InvalidClientDataType", Flaws { ceremony: Some("webauthn.get".to_owned()), ..flaws() }),
        ("not-genuine", "MismatchedChallenge", Flaws { challenge: Some(vec![7; 32].into()), ..flaws() }),
        ("not-genuine", "CredentialCrossOrigin", Flaws { cross_origin: true, ..flaws() }),
        (
            "not-genuine",
            "no credential of a public key",
            Flaws { credential_id: Some(vec![7; 1024].into()), ..flaws() },
        ),
        ("not-genuine", "no credential of a public key", Flaws { credential_id: Some(Bytes(Vec::new())), ..flaws() }),
    ];
    for (why, detail, flaws) in cases {
        let browser = server.browser();
        let question = browser.question(&browser.ask_binding(USER, &code).await).await;
        let made = question.made(&mut issuer.card(), &flaws);
        let before = Before::of(&server).await;
        let answer = browser.answer(&question, &made).await;
        before.assert_refused(&server, &answer, "binding.refused", why, detail).await;
    }
    // The issuer's namesake has a certificate of its own, and cards that are right in themselves.
    let browser = server.browser();
    let question = browser.question(&browser.ask_binding(USER, &code).await).await;
    let made = question.made(&mut issuer.namesake().unwrap().card(), &Flaws::default());
    let before = Before::of(&server).await;
    let answer = browser.answer(&question, &made).await;
    before.assert_refused(&server, &answer, "binding.refused", "untrusted", "AttestationChainNotTrusted").await;
    // A passkey of the machine is no card.
    let question = browser.question(&browser.ask_binding(USER, &code).await).await;
    let made = question.made(&mut Card::passkey(), &Flaws::default());
    let before = Before::of(&server).await;
    let answer = browser.answer(&question, &made).await;
    assert_eq!(answer.status, 422);
    assert_eq!(server.held().await, before.held);
    // None of them cost the code.
    assert_eq!(server.count("SELECT COUNT(*) FROM credentials").await, 0);
    let bound = browser.bind_card(&mut issuer.card(), USER, &code, &Flaws::default()).await;
    bound.assert_sees("/login/smartcard?bound=1");
}

async fn a_binding_code_binds_one_card(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |_| {}).await;
    server.ready(USER).await;
    let code = server.binding_code(USER).await;
    // Two at once, each with a card of its own.
    let (one, two) = (server.browser(), server.browser());
    let first = one.question(&one.ask_binding(USER, &code).await).await;
    let second = two.question(&two.ask_binding(USER, &code.to_lowercase()).await).await;
    let (made, other) =
        (first.made(&mut issuer.card(), &Flaws::default()), second.made(&mut issuer.card(), &Flaws::default()));
    let (a, b) = tokio::join!(one.answer(&first, &made), two.answer(&second, &other));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(server.count("SELECT COUNT(*) FROM credentials").await, 1);
    let told = server.told("binding.refused").await;
    let detail = json!({ "why": "over", "detail": "the binding code was used or ended meanwhile" });
    assert_eq!(told, [(USER.to_owned(), detail)]);
    server.quiet().await;
    assert_eq!(server.mails.all_to(ADDRESS).len(), 1, "the mailbox's owner is told");
    // Another code, another card: both log in.
    let again = server.binding_code(USER).await;
    let mut card = issuer.card();
    let bound = server.browser().bind_card(&mut card, USER, &again, &Flaws::default()).await;
    bound.assert_sees("/login/smartcard?bound=1");
    let question = server.browser().card_question(USER).await;
    assert_eq!(question.options["allowCredentials"].as_array().unwrap().len(), 2);
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
}

async fn whatever_is_wrong_with_a_binding_code_the_answer_is_the_same(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |_| {}).await;
    for account in [USER, OTHER, "CAAA/EXPIRED", "CAAA/REVOKED", "CAAA/USED001", "CAAA/SHUT001", "CAAA/NONE001"] {
        server.ready(account).await;
    }
    let expired = server.binding_code("CAAA/EXPIRED").await;
    server.advance(Duration::from_secs(86_399));
    assert_eq!(server.browser().ask_binding("CAAA/EXPIRED", &expired).await.status, 303);
    server.advance(Duration::from_secs(1));
    let mine = server.binding_code(USER).await;
    let theirs = server.binding_code(OTHER).await;
    let revoked = server.binding_code("CAAA/REVOKED").await;
    server.binding_code("CAAA/REVOKED").await;
    let used = server.binding_code("CAAA/USED001").await;
    let browser = server.browser();
    browser
        .bind_card(&mut issuer.card(), "CAAA/USED001", &used, &Flaws::default())
        .await
        .assert_sees("/login/smartcard?bound=1");
    let shut = server.binding_code("CAAA/SHUT001").await;
    server.disable("CAAA/SHUT001").await;
    let wrong = "0000-0000-0000";
    let mut seen: Option<String> = None;
    for (account, code) in [
        (USER, wrong),
        (USER, &theirs),
        ("CAAA/EXPIRED", &expired),
        ("CAAA/REVOKED", &revoked),
        ("CAAA/USED001", &used),
        ("CAAA/SHUT001", &shut),
        ("CAAA/NONE001", &mine),
        ("CAAA/NOBODY1", &mine),
        ("ZZZZ/CAAA001", &mine),
        ("CAAA/CAAA 01", &mine),
    ] {
        let browser = server.browser();
        let events = server.events("binding.refused").await;
        let answer = browser.ask_binding(account, code).await;
        assert_eq!((answer.status.as_u16(), browser.cookies().len()), (422, 0), "{account}");
        assert_eq!(server.events("binding.refused").await, events + 1, "{account}");
        let (participant, user) = account.split_once('/').unwrap();
        let text = shown(&answer, &[participant, user, code]);
        match &seen {
            None => seen = Some(text),
            Some(expected) => assert_eq!(&text, expected, "{account}"),
        }
    }
    // Another kind of code is none.
    server.add_user("CAAA/INVITED").await;
    server.register(&id("CAAA/INVITED")).await;
    let activation = server.invite("CAAA/INVITED").await;
    assert_eq!(server.browser().ask_binding("CAAA/INVITED", &activation).await.status, 422);
    assert_eq!(server.browser().activate("CAAA", "CAAA001", &mine).await.status, 422);
    for (_, detail) in server.told("binding.refused").await {
        assert_eq!(detail["why"], "no such code");
    }
    // What is no code is said to be none, and costs nothing.
    for (account, code) in [(USER, "12"), (USER, ""), ("/CAAA001", &*mine), ("CAAA/", &*mine)] {
        let spent = server.count("SELECT COUNT(*) FROM budgets").await;
        assert_eq!(server.browser().ask_binding(account, code).await.status, 422, "{account} {code}");
        assert_eq!(server.count("SELECT COUNT(*) FROM budgets").await, spent);
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM ceremonies").await, 1);
    assert_eq!(server.browser().ask_binding(USER, &mine).await.status, 303);
}

async fn wrong_binding_codes_close_the_budget_of_their_source(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |config| config.login.budget_failures = 3).await;
    server.ready(USER).await;
    let code = server.binding_code(USER).await;
    for account in [USER, "CAAA/NOBODY1"] {
        let browser = server.browser();
        for _ in 0..3 {
            assert_eq!(browser.ask_binding(account, "0000-0000-0000").await.status, 422);
        }
        for typed in ["0000-0000-0000", code.as_str()] {
            assert_eq!(browser.ask_binding(account, typed).await.status, 429, "{account}");
        }
    }
    assert_eq!(server.events("binding.paused").await, 2);
    // Its owner, elsewhere, is not shut out.
    assert_eq!(server.browser().ask_binding(USER, &code).await.status, 303);
}

async fn a_card_is_held_once(backend: Backend) {
    let (server, issuer, mut card) = with_card(backend).await;
    server.ready(OTHER).await;
    let code = server.binding_code(OTHER).await;
    let mine = server.binding_code(USER).await;
    // Its own holder's card is not even asked.
    let browser = server.browser();
    let question = browser.question(&browser.ask_binding(USER, &mine).await).await;
    let id = card.exports()[0].credential_id.clone();
    assert_eq!(question.options["excludeCredentials"][0]["id"], json!(id));
    assert!(card.create(PUBLIC_URL, &question.options, &Flaws::default()).is_err());
    // Whoever else says that a new card has that id is refused.
    let question = browser.question(&browser.ask_binding(OTHER, &code).await).await;
    assert_eq!(question.options["excludeCredentials"], json!([]));
    let made = question.made(&mut issuer.card(), &Flaws { credential_id: Some(id.clone()), ..Flaws::default() });
    let before = Before::of(&server).await;
    let answer = browser.answer(&question, &made).await;
    let detail = "a credential that is held already";
    before.assert_refused(&server, &answer, "binding.refused", "held-already", detail).await;
    let adding = server.logged_in(OTHER).await;
    server.quiet().await;
    let question = adding.question(&adding.ask_passkey("Phone", PASSWORD).await).await;
    let made = question.made(&mut issuer.card(), &Flaws { credential_id: Some(id), ..Flaws::default() });
    let before = Before::of(&server).await;
    let answer = adding.answer(&question, &made).await;
    before.assert_refused(&server, &answer, "passkey.refused", "held-already", detail).await;
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
}

async fn without_an_issuer_none_is_bound_but_in_a_demonstration(backend: Backend) {
    let issuer = forge();
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let code = server.binding_code(USER).await;
    let answer = server.browser().ask_binding(USER, &code).await;
    assert_eq!(answer.status, 422);
    assert_eq!(server.count("SELECT COUNT(*) FROM ceremonies").await, 0);

    let demo = server.another_with(|config| config.smartcard.attestation = Policy::Demo).await;
    // Synced keys are no card there either.
    let browser = demo.browser();
    let synced = Flaws { synced: true, ..Flaws::default() };
    assert_eq!(browser.bind_card(&mut issuer.card(), USER, &code, &synced).await.status, 422);
    let unverified = Flaws { unverified: true, ..Flaws::default() };
    assert_eq!(browser.bind_card(&mut issuer.card(), USER, &code, &unverified).await.status, 422);
    let mut card = issuer.card();
    let itself = Flaws { attestation: Attestation::Itself, ..Flaws::default() };
    let question = browser.question(&browser.ask_binding(USER, &code).await).await;
    assert!(question.answer.words().contains("demonstration"), "{}", question.answer.words());
    let bound = browser.answer(&question, &question.made(&mut card, &itself)).await;
    bound.assert_sees("/login/smartcard?bound=1");
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
}
