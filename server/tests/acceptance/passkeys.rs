//! Passkeys: added, named, removed; what they open, and what they never take away.

use std::time::Duration;

use domain::{life::Step, phase::Phase, role::StaffRole};
use serde_json::{Value, json};
use server::{config::FixedPhase, registration::life, store::accounts};
use softcard::{Card, Flaws, UserHandle};
use tokio::task::JoinSet;

use crate::support::{ADDRESS, Answer, Backend, Browser, PASSWORD, TestServer, USER, first_line, id, on_both, roles};

on_both! {
    a_passkey_is_added_named_and_removed_and_its_owner_is_told,
    a_passkey_opens_a_session_and_is_a_step,
    the_login_page_offers_what_its_island_asks,
    adding_and_removing_take_the_password,
    names_are_one_line_and_not_too_long,
    there_are_ten_at_most,
    who_is_not_ready_adds_none,
    a_policy_without_passkeys_takes_none,
    whatever_is_wrong_with_a_new_passkey_it_is_not_kept,
    whatever_is_wrong_with_an_answer_nobody_is_let_in,
    after_a_reset_and_out_of_use_a_passkey_opens_nothing,
    a_change_of_factors_renews_the_session_and_ends_those_that_rest_on_it,
    a_ceremony_belongs_to_the_session_that_began_it,
    nobody_touches_the_passkeys_of_another,
    the_last_passkey_takes_password_and_code_with_it_from_nobody,
    a_phase_that_closes_meanwhile_refuses_a_plain_user,
    of_fifty_equal_answers_at_once_one_opens_a_session,
}

const OTHER: &str = "CAAA/CAAA002";
const PAGE: &str = "/account/passkeys";

async fn method_of(browser: &Browser) -> (u16, String) {
    let answer = browser.get("/api/authz/auth-request").await;
    (answer.status.as_u16(), answer.header("remote-method").to_owned())
}

/// The ids of the passkeys of an account, oldest first.
async fn ids(server: &TestServer, account: &str) -> Vec<String> {
    let text = format!("SELECT id FROM credentials WHERE account = '{account}' ORDER BY created_at, id");
    server.rows(&text).await.concat()
}

async fn rename(browser: &Browser, id: &str, name: &str) -> Answer {
    browser.post(PAGE, &[("action", "rename"), ("passkey", id), ("name", name)]).await
}

async fn remove(browser: &Browser, id: &str, password: &str) -> Answer {
    browser.post(PAGE, &[("action", "remove"), ("passkey", id), ("current", password)]).await
}

/// Asserts that `answer` refused and that one event says why.
async fn assert_refused(server: &TestServer, answer: &Answer, why: &str, detail: &str) {
    assert_eq!(answer.status, 422, "{why}: {detail}: {}", answer.location());
    assert!(answer.headers.get("set-cookie").is_none(), "{why}: {detail}");
    let told = server.told("passkey.refused").await;
    assert_eq!(told.len(), 1, "{why}: {detail}");
    assert_eq!(told[0].1, json!({ "why": why, "detail": detail }));
    server.meddle("UPDATE events SET kind = 'seen' WHERE kind = 'passkey.refused'").await;
}

async fn a_passkey_is_added_named_and_removed_and_its_owner_is_told(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    let mut passkey = Card::passkey();
    let question = browser.question(&browser.ask_passkey("  Desk\t at \n home ", PASSWORD).await).await;
    for (place, wanted) in [
        ("/rp/id", json!("localhost")),
        ("/rp/name", json!("Harbour Clearing")),
        ("/user/name", json!(USER)),
        ("/authenticatorSelection/userVerification", json!("required")),
        ("/authenticatorSelection/residentKey", json!("preferred")),
        ("/attestation", json!("none")),
        ("/extensions", json!({ "credProps": true })),
        ("/excludeCredentials", json!([])),
    ] {
        assert_eq!(question.options.pointer(place), Some(&wanted), "{place} of {}", question.options);
    }
    let handle = question.options["user"]["id"].to_string();
    assert!(!handle.contains("CAAA") && handle.len() == 24, "16 bytes that say nothing: {handle}");
    let added = browser.answer(&question, &question.made(&mut passkey, &Flaws::default())).await;
    added.assert_sees("/account/passkeys?notice=added");
    let page = browser.follow(&added).await.words();
    assert!(page.contains("Desk at home") && page.contains("Your passkey is added"), "{page}");
    assert!(browser.get("/account").await.words().contains("Desk at home"));
    assert_eq!(server.told("passkey.added").await, [(USER.to_owned(), json!({ "name": "Desk at home" }))]);

    let id = ids(&server, USER).await.concat();
    rename(&browser, &id, "Phone").await.assert_sees("/account/passkeys?notice=renamed");
    assert!(browser.get(PAGE).await.words().contains("Phone"));
    remove(&browser, &id, PASSWORD).await.assert_sees("/account/passkeys?notice=removed");
    assert!(!browser.get(PAGE).await.words().contains("Phone"));
    assert_eq!(browser.terminal().await, 200);
    assert_eq!(server.told("passkey.removed").await[0].1, json!({ "name": "Phone", "sessions_ended": 0 }));

    server.quiet().await;
    let mails: Vec<String> =
        server.mails.all_to(ADDRESS).iter().map(first_line).filter(|line| line.contains(' ')).collect();
    assert_eq!(mails.len(), 2, "{mails:?}");
    let texts: String = server.mails.all_to(ADDRESS).iter().map(|mail| mail.text.clone()).collect();
    assert!(texts.contains("Desk at home") && texts.contains("Phone"), "{texts}");
    // Removed, it is not known any more.
    let answer = server.browser().passkey_login(&mut passkey).await;
    assert_refused(&server, &answer, "unknown", "no such credential").await;
}

async fn a_passkey_opens_a_session_and_is_a_step(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let (mut passkey, _) = server.with_passkey(USER).await;
    server.meddle("UPDATE accounts SET state = 'ready'").await;
    let browser = server.browser();
    let question = browser.passkey_question().await;
    assert_eq!(question.options["allowCredentials"], json!([]), "the passkey says whose it is");
    assert_eq!(question.options["userVerification"], "required");
    browser.answer(&question, &question.signed(&mut passkey, &Flaws::default())).await.assert_sees("/account");
    assert_eq!(method_of(&browser).await, (200, "passkey".to_owned()));
    assert_eq!(browser.cookies().len(), 2, "session and browser, no ceremony");
    assert_eq!(server.life(USER).await, "two-factor");
    assert_ne!(server.rows("SELECT last_used_at FROM credentials").await.concat(), [""]);

    // To where the person wanted, and nowhere else.
    for (target, reached) in [("/help?topic=code", "/help?topic=code"), ("https://evil.example/", "/account")] {
        let browser = server.browser();
        let begun = browser.post("/login/passkey", &[("action", "begin"), ("return_to", target)]).await;
        let question = browser.question(&begun).await;
        let signed = question.signed(&mut passkey, &Flaws::default());
        browser.answer(&question, &signed).await.assert_sees(reached);
    }
    // One that counts does, and one that keeps no handle is found all the same.
    let browser = server.logged_in(USER).await;
    let mut key = crate::support::forge().card();
    browser.add_passkey(&mut key, "Key").await.assert_sees("/account/passkeys?notice=added");
    let copy = key.clone();
    for _ in 0..2 {
        server.browser().passkey_login(&mut key).await.assert_sees("/account");
    }
    assert_eq!(server.browser().passkey_login(&mut copy.clone()).await.status, 422);
    assert_eq!(server.told("passkey.refused").await[0].1["why"], "copied");
}

async fn the_login_page_offers_what_its_island_asks(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (mut passkey, _) = server.with_passkey(USER).await;
    let browser = server.browser();
    let offer = async |browser: &Browser| browser.post("/api/page/passkey-offer", &[("return_to", "/help")]).await;
    let answer = offer(&browser).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
    let offered: Value = answer.body.parse().unwrap();
    assert_eq!(offered["seconds"], 300);
    let tag = offered["ceremony"].as_str().unwrap();
    let options: Value = offered["options"].as_str().unwrap().parse().unwrap();
    let signed = passkey.get(crate::support::PUBLIC_URL, &options, &Flaws::default()).unwrap();
    browser.answer_at("/login/passkey", tag, &signed).await.assert_sees("/help");
    assert_eq!(method_of(&browser).await, (200, "passkey".to_owned()));
    // A page of another site gets none.
    let foreign = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    let before = server.count("SELECT COUNT(*) FROM ceremonies").await;
    let answer = server.browser().post_with("/api/page/passkey-offer", &[], &foreign).await;
    assert_eq!(answer.status, 403);
    assert_eq!(server.count("SELECT COUNT(*) FROM ceremonies").await, before);
    // Nor does one that asks without end.
    let few = server.another_with(|config| config.login.source_failures = 1).await;
    let browser = few.browser();
    let mut statuses = Vec::new();
    for _ in 0..22 {
        statuses.push(offer(&browser).await.status.as_u16());
    }
    assert_eq!((statuses[19], statuses[20], statuses[21]), (200, 204, 204), "{statuses:?}");
    assert_eq!(browser.post("/login/passkey", &[("action", "begin")]).await.status, 503);
    // Those begun and never answered are forgotten.
    assert_eq!(server.count("SELECT COUNT(*) FROM ceremonies").await, before + 20);
}

async fn adding_and_removing_take_the_password(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 4).await;
    let (mut passkey, browser) = server.with_passkey(USER).await;
    let held = ids(&server, USER).await.concat();
    let ceremonies = "SELECT COUNT(*) FROM ceremonies";
    for (typed, problem) in [("", "Enter your current password"), ("not the password", "not your current password")] {
        browser.ask_passkey("Phone", typed).await.assert_refused(422, problem);
        remove(&browser, &held, typed).await.assert_refused(422, problem);
    }
    assert_eq!(server.count(ceremonies).await, 0);
    assert_eq!(server.told("password.refused").await.len(), 2);
    // Whoever sits at an unlocked screen cannot try for ever: not here, not there.
    browser.ask_passkey("Phone", "wrong again").await.assert_refused(422, "not your current password");
    remove(&browser, &held, "wrong again").await.assert_refused(422, "not your current password");
    browser.ask_passkey("Phone", PASSWORD).await.assert_refused(429, "too many failed tries");
    remove(&browser, &held, PASSWORD).await.assert_refused(429, "too many failed tries");
    assert_eq!((server.count(ceremonies).await, ids(&server, USER).await.len()), (0, 1));
    assert_eq!(browser.terminal().await, 200);
    server.browser().passkey_login(&mut passkey).await.assert_sees("/account");
    // Who is not logged in is sent to log in.
    let stranger = server.browser();
    for action in ["add", "rename", "remove", ""] {
        let answer =
            stranger.post(PAGE, &[("action", action), ("passkey", &held), ("name", "x"), ("current", PASSWORD)]).await;
        answer.assert_sees("/login?return_to=%2Faccount%2Fpasskeys");
    }
}

async fn names_are_one_line_and_not_too_long(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, browser) = server.with_passkey(USER).await;
    let held = ids(&server, USER).await.concat();
    for name in ["", "   ", "\n\t", &"x".repeat(41), &"鑰".repeat(41)] {
        assert_eq!(browser.ask_passkey(name, PASSWORD).await.status, 422, "{name:?}");
        assert_eq!(rename(&browser, &held, name).await.status, 422, "{name:?}");
    }
    assert_eq!(server.events("passkey.renamed").await, 0);
    let longest = "鑰".repeat(40);
    rename(&browser, &held, &longest).await.assert_sees("/account/passkeys?notice=renamed");
    assert!(browser.get(PAGE).await.words().contains(&longest));
    // What looks like markup is text, on the page and in the mail.
    rename(&browser, &held, "<b>\"x\"&'\u{7}").await.assert_sees("/account/passkeys?notice=renamed");
    assert!(!browser.get(PAGE).await.body.contains("<b>\"x"));
    assert_eq!(server.rows("SELECT name FROM credentials").await.concat(), ["<b>\"x\"&'"]);
}

async fn there_are_ten_at_most(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    for number in 1..=9 {
        let added = browser.add_passkey(&mut Card::passkey(), &format!("Passkey {number}")).await;
        added.assert_sees("/account/passkeys?notice=added");
    }
    // Two that both begin while there is room for one.
    let first = browser.question(&browser.ask_passkey("A", PASSWORD).await).await;
    let second = browser.question(&browser.ask_passkey("B", PASSWORD).await).await;
    assert_eq!(first.options["excludeCredentials"].as_array().unwrap().len(), 9);
    let made = first.made(&mut Card::passkey(), &Flaws::default());
    browser.answer(&first, &made).await.assert_sees("/account/passkeys?notice=added");
    let made = second.made(&mut Card::passkey(), &Flaws::default());
    let answer = browser.answer(&second, &made).await;
    assert_refused(&server, &answer, "not-allowed", "no more passkeys").await;
    assert_eq!(browser.ask_passkey("C", PASSWORD).await.status, 422);
    assert_eq!(ids(&server, USER).await.len(), 10);
    assert!(browser.get(PAGE).await.words().contains("as many passkeys as one account may have"));
    let removed = ids(&server, USER).await.remove(0);
    remove(&browser, &removed, PASSWORD).await.assert_sees("/account/passkeys?notice=removed");
    browser.add_passkey(&mut Card::passkey(), "D").await.assert_sees("/account/passkeys?notice=added");
}

async fn who_is_not_ready_adds_none(backend: Backend) {
    let issuer = crate::support::forge();
    let server = TestServer::trusting(backend, &[&issuer], |_| {}).await;
    server.add_user(USER).await;
    let mut card = server.bound(&issuer, USER).await;
    let browser = server.browser();
    browser.card_login(&mut card, USER).await.assert_sees("/account/set-up");
    assert!(browser.get(PAGE).await.words().contains("Set up password and code first"));
    for password in [PASSWORD, "", "x"] {
        assert_eq!(browser.ask_passkey("Phone", password).await.status, 422);
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM ceremonies").await, 0);
}

async fn a_policy_without_passkeys_takes_none(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (mut passkey, browser) = server.with_passkey(USER).await;
    let without = server.another_with(|config| config.login.passkeys = false).await;
    let there = browser.at_instance(&without);
    assert!(there.get(PAGE).await.words().contains("does not take passkeys"));
    let answer = there.ask_passkey("Phone", PASSWORD).await;
    assert_refused(&server, &answer, "not-allowed", "Some(Policy)").await;
    assert_eq!(without.browser().post("/login/passkey", &[("action", "begin")]).await.status, 403);
    assert_eq!(without.browser().post("/api/page/passkey-offer", &[]).await.status, 204);
    // One that was begun before is refused too, at the login and at the keeping.
    let visitor = server.browser();
    let question = visitor.passkey_question().await;
    let signed = question.signed(&mut passkey, &Flaws::default());
    let elsewhere = visitor.at_instance(&without);
    let answer = elsewhere.answer(&question, &signed).await;
    assert_eq!((answer.status.as_u16(), elsewhere.terminal().await), (403, 401));
    assert_eq!(server.told("passkey.refused").await[0].1["why"], "closed");
    let question = browser.question(&browser.ask_passkey("Phone", PASSWORD).await).await;
    let made = question.made(&mut Card::passkey(), &Flaws::default());
    assert_eq!(browser.at_instance(&without).answer(&question, &made).await.status, 422);
    assert_eq!(ids(&server, USER).await.len(), 1);
    // What is held can be removed still.
    let held = ids(&server, USER).await.concat();
    remove(&there, &held, PASSWORD).await.assert_sees("/account/passkeys?notice=removed");
}

async fn whatever_is_wrong_with_a_new_passkey_it_is_not_kept(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (mut held, browser) = server.with_passkey(USER).await;
    let flaws = Flaws::default;
    let cases = [
        ("not-verified", "UserNotVerified", Flaws { unverified: true, ..flaws() }),
        ("not-genuine", "UserNotPresent", Flaws { absent: true, ..flaws() }),
        ("not-genuine", "InvalidRPIDHash", Flaws { rp_id: Some("evil.example".to_owned()), ..flaws() }),
        ("not-genuine", "InvalidRPOrigin", Flaws { origin: Some("http://evil.example".to_owned()), ..flaws() }),
        ("not-genuine", "InvalidClientDataType", Flaws { ceremony: Some("webauthn.get".to_owned()), ..flaws() }),
        ("not-genuine", "MismatchedChallenge", Flaws { challenge: Some(vec![7; 32].into()), ..flaws() }),
        ("not-genuine", "CredentialCrossOrigin", Flaws { cross_origin: true, ..flaws() }),
        (
            "not-genuine",
            "no credential of a public key",
            Flaws { credential_id: Some(vec![7; 1024].into()), ..flaws() },
        ),
    ];
    for (why, detail, flaws) in cases {
        let question = browser.question(&browser.ask_passkey("Phone", PASSWORD).await).await;
        let made = question.made(&mut Card::passkey(), &flaws);
        let answer = browser.answer(&question, &made).await;
        assert_refused(&server, &answer, why, detail).await;
        // It is over with its first answer.
        let again = browser.answer(&question, &made).await;
        assert_eq!(again.status, 422);
        server.meddle("UPDATE events SET kind = 'seen' WHERE kind = 'passkey.refused'").await;
    }
    // The same once more: its device does not make it, and whoever says it did is refused.
    let question = browser.question(&browser.ask_passkey("Phone", PASSWORD).await).await;
    assert!(held.create(crate::support::PUBLIC_URL, &question.options, &Flaws::default()).is_err());
    let id = held.exports()[0].credential_id.clone();
    let made = question.made(&mut Card::passkey(), &Flaws { credential_id: Some(id), ..Flaws::default() });
    let answer = browser.answer(&question, &made).await;
    assert_refused(&server, &answer, "not-genuine", "CredentialAlteredAlgFromRequest").await;
    // Too late.
    let question = browser.question(&browser.ask_passkey("Phone", PASSWORD).await).await;
    let made = question.made(&mut Card::passkey(), &Flaws::default());
    server.advance(Duration::from_secs(301));
    let answer = browser.answer(&question, &made).await;
    assert_refused(&server, &answer, "over", "later than five minutes").await;
    assert_eq!(ids(&server, USER).await.len(), 1);
    assert_eq!(server.letters("passkey-added", USER).await, 1);
}

async fn whatever_is_wrong_with_an_answer_nobody_is_let_in(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (mut passkey, _) = server.with_passkey(USER).await;
    let (mut other, _) = server.with_passkey(OTHER).await;
    let sessions = server.count("SELECT COUNT(*) FROM sessions").await;
    let flaws = Flaws::default;
    let theirs = other.exports()[0].credential_id.clone();
    let cases = [
        ("not-verified", "UserNotVerified", Flaws { unverified: true, ..flaws() }),
        ("not-genuine", "UserNotPresent", Flaws { absent: true, ..flaws() }),
        ("not-genuine", "InvalidRPIDHash", Flaws { rp_id: Some("evil.example".to_owned()), ..flaws() }),
        ("not-genuine", "InvalidRPOrigin", Flaws { origin: Some("http://evil.example".to_owned()), ..flaws() }),
        ("not-genuine", "InvalidClientDataType", Flaws { ceremony: Some("webauthn.create".to_owned()), ..flaws() }),
        ("not-genuine", "MismatchedChallenge", Flaws { challenge: Some(vec![7; 32].into()), ..flaws() }),
        ("not-genuine", "CredentialCrossOrigin", Flaws { cross_origin: true, ..flaws() }),
        ("not-genuine", "CredentialCrossOrigin", Flaws { top_origin: Some("http://x.example".to_owned()), ..flaws() }),
        ("not-genuine", "AuthenticationFailure", Flaws { broken_signature: true, ..flaws() }),
        ("not-genuine", "AuthenticationFailure", Flaws { credential_id: Some(theirs), ..flaws() }),
        ("unknown", "no such credential", Flaws { credential_id: Some(vec![7; 32].into()), ..flaws() }),
    ];
    for (why, detail, flaws) in cases {
        let browser = server.browser();
        let question = browser.passkey_question().await;
        let signed = question.signed(&mut passkey, &flaws);
        let answer = browser.answer(&question, &signed).await;
        assert_refused(&server, &answer, why, detail).await;
        assert_eq!(browser.terminal().await, 401, "{detail}");
    }
    // Replayed, late, and in another browser.
    let browser = server.browser();
    let question = browser.passkey_question().await;
    let again = browser.copied();
    let signed = question.signed(&mut passkey, &flaws());
    let answer = server.browser().answer(&question, &signed).await;
    assert_refused(&server, &answer, "over", "a ceremony of another browser, or none").await;
    browser.answer(&question, &signed).await.assert_sees("/account");
    let answer = again.answer(&question, &signed).await;
    assert_refused(&server, &answer, "over", "no such ceremony in this browser: finished before, or never begun").await;
    let question = again.passkey_question().await;
    let signed = question.signed(&mut passkey, &flaws());
    server.advance(Duration::from_secs(301));
    let answer = again.answer(&question, &signed).await;
    assert_refused(&server, &answer, "over", "later than five minutes").await;
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, sessions + 1);
    // Whose it is goes by its id; the handle is a browser's word.
    let browser = server.browser();
    let question = browser.passkey_question().await;
    let user_handle = UserHandle::Other(vec![7; 16].into());
    let signed = question.signed(&mut other, &Flaws { user_handle, ..flaws() });
    browser.answer(&question, &signed).await.assert_sees("/account");
    assert_eq!(browser.get("/api/authz/auth-request").await.header("remote-user"), OTHER);
}

async fn after_a_reset_and_out_of_use_a_passkey_opens_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (mut passkey, _) = server.with_passkey(USER).await;
    let (mut of_disabled, _) = server.with_passkey(OTHER).await;
    let mut tx = server.app.store.begin().await.unwrap();
    let held = accounts::find(&mut tx, &id(USER)).await.unwrap().unwrap();
    accounts::remove_password(&mut tx, &held.id).await.unwrap();
    life::step(&mut tx, &server.operator(), &held, Step::Reset).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(server.life(USER).await, "registered");
    let browser = server.browser();
    let answer = browser.passkey_login(&mut passkey).await;
    assert_refused(&server, &answer, "not-allowed", "not set up").await;
    assert_eq!(browser.terminal().await, 401);
    let question = browser.passkey_question().await;
    let signed = question.signed(&mut of_disabled, &Flaws::default());
    server.disable(OTHER).await;
    let answer = browser.answer(&question, &signed).await;
    assert_refused(&server, &answer, "not-allowed", "disabled").await;
    assert_eq!(browser.terminal().await, 401);
}

async fn a_change_of_factors_renews_the_session_and_ends_those_that_rest_on_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    let by_code = server.logged_in(USER).await;
    let stolen = browser.copied();
    let mut passkey = Card::passkey();
    browser.add_passkey(&mut passkey, "Desk").await.assert_sees("/account/passkeys?notice=added");
    assert_eq!([browser.terminal().await, stolen.terminal().await, by_code.terminal().await], [200, 401, 200]);
    assert_eq!(stolen.at_instance(&other).terminal().await, 401);
    let (_, of_other) = server.with_passkey(OTHER).await;

    let by_passkey = server.browser();
    by_passkey.passkey_login(&mut passkey).await.assert_sees("/account");
    let there = by_passkey.at_instance(&other);
    assert_eq!([by_passkey.terminal().await, there.terminal().await], [200, 200]);
    let stolen = browser.copied();
    let held = ids(&server, USER).await.concat();
    // A name is no factor.
    rename(&browser, &held, "Phone").await.assert_sees("/account/passkeys?notice=renamed");
    assert_eq!(stolen.terminal().await, 200);
    remove(&browser, &held, PASSWORD).await.assert_sees("/account/passkeys?notice=removed");
    assert_eq!([by_passkey.terminal().await, there.terminal().await], [401, 401]);
    assert_eq!([browser.terminal().await, by_code.terminal().await, of_other.terminal().await], [200, 200, 200]);
    assert_eq!([stolen.terminal().await, stolen.at_instance(&other).terminal().await], [401, 401]);
    assert_eq!(server.told("passkey.removed").await[0].1, json!({ "name": "Phone", "sessions_ended": 1 }));

    // Removed in the session that it opened: that one stays, under a new token.
    let mut another = Card::passkey();
    browser.add_passkey(&mut another, "Desk").await.assert_sees("/account/passkeys?notice=added");
    let (one, two) = (server.browser(), server.browser());
    one.passkey_login(&mut another).await.assert_sees("/account");
    two.passkey_login(&mut another).await.assert_sees("/account");
    let stolen = one.copied();
    let held = ids(&server, USER).await.concat();
    remove(&one, &held, PASSWORD).await.assert_sees("/account/passkeys?notice=removed");
    assert_eq!([one.terminal().await, stolen.terminal().await, two.terminal().await], [200, 401, 401]);
}

async fn a_ceremony_belongs_to_the_session_that_began_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.ready(OTHER).await;
    let (mine, again, theirs) =
        (server.logged_in(USER).await, server.logged_in(USER).await, server.logged_in(OTHER).await);
    for browser in [&again, &theirs] {
        let question = mine.question(&mine.ask_passkey("Desk", PASSWORD).await).await;
        let made = question.made(&mut Card::passkey(), &Flaws::default());
        let name = format!("__Host-ceremony-{}", question.tag);
        browser.plant(&name, &mine.cookie(&name).unwrap());
        let answer = browser.answer(&question, &made).await;
        assert_refused(&server, &answer, "over", "a ceremony of another session").await;
        assert_eq!(server.count("SELECT COUNT(*) FROM credentials").await, 0);
    }
    // What changed the account meanwhile ends it.
    let question = mine.question(&mine.ask_passkey("Desk", PASSWORD).await).await;
    let made = question.made(&mut Card::passkey(), &Flaws::default());
    let mut tx = server.app.store.begin().await.unwrap();
    accounts::end_codes(&mut tx, &id(USER)).await.unwrap();
    tx.commit().await.unwrap();
    let answer = mine.answer(&question, &made).await;
    assert_refused(&server, &answer, "over", "the account changed meanwhile").await;
    // Logged out, there is nobody to add it to.
    let question = mine.question(&mine.ask_passkey("Desk", PASSWORD).await).await;
    let made = question.made(&mut Card::passkey(), &Flaws::default());
    mine.post("/logout", &[]).await.assert_sees("/login?notice=logged-out");
    assert_eq!(mine.answer(&question, &made).await.status, 303);
    assert_eq!(server.count("SELECT COUNT(*) FROM credentials").await, 0);
    // It goes on at another instance, in the same session.
    let other = server.another().await;
    let question = again.question(&again.ask_passkey("Desk", PASSWORD).await).await;
    let made = question.made(&mut Card::passkey(), &Flaws::default());
    again.at_instance(&other).answer(&question, &made).await.assert_sees("/account/passkeys?notice=added");
}

async fn nobody_touches_the_passkeys_of_another(backend: Backend) {
    let issuer = crate::support::forge();
    let server = TestServer::trusting(backend, &[&issuer], |_| {}).await;
    let (_, mine) = server.with_passkey(USER).await;
    let (mut theirs, _) = server.with_passkey(OTHER).await;
    server.quiet().await;
    let foreign = ids(&server, OTHER).await.concat();
    server.bound(&issuer, USER).await;
    let card = server.rows("SELECT id FROM credentials WHERE kind = 'card'").await.concat().concat();
    for id in [foreign.as_str(), card.as_str(), "", "AAAA", "'; DROP TABLE credentials; --"] {
        assert_eq!(rename(&mine, id, "Mine now").await.status, 404, "{id}");
        let token = mine.cookie("__Host-session");
        assert_eq!(remove(&mine, id, PASSWORD).await.status, 404, "{id}");
        assert_eq!(mine.cookie("__Host-session"), token, "{id}");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM credentials").await, 3);
    assert_eq!(server.events("passkey.removed").await + server.events("passkey.renamed").await, 0);
    assert!(!mine.get(PAGE).await.body.contains(&foreign));
    server.browser().passkey_login(&mut theirs).await.assert_sees("/account");
}

async fn the_last_passkey_takes_password_and_code_with_it_from_nobody(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, browser) = server.with_passkey(USER).await;
    let held = ids(&server, USER).await.concat();
    let before = server.account(&id(USER)).await;
    remove(&browser, &held, PASSWORD).await.assert_sees("/account/passkeys?notice=removed");
    let after = server.account(&id(USER)).await;
    assert_eq!((after.state, after.epoch), (before.state, before.epoch));
    let again = server.logged_in(USER).await;
    assert_eq!(method_of(&again).await, (200, "two-factor".to_owned()));
    again.add_passkey(&mut Card::passkey(), "New").await.assert_sees("/account/passkeys?notice=added");
}

async fn a_phase_that_closes_meanwhile_refuses_a_plain_user(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready_person("CAAA/ADMIN", |p| p.da = roles("da-maker")).await;
    server.ready_person("STAFF/ANN", |p| p.staff_role = Some(StaffRole::Viewer)).await;
    let (mut of_user, inside) = server.with_passkey(USER).await;
    let (mut of_admin, _) = server.with_passkey("CAAA/ADMIN").await;
    let (mut of_staff, _) = server.with_passkey("STAFF/ANN").await;
    for phase in Phase::ALL {
        let there = server.another_with(|config| config.schedule.phase = FixedPhase(Some(phase))).await;
        for (account, passkey) in [(USER, &mut of_user), ("CAAA/ADMIN", &mut of_admin), ("STAFF/ANN", &mut of_staff)] {
            let browser = server.browser();
            let question = browser.passkey_question().await;
            let moved = browser.at_instance(&there);
            let events = server.events("login.phase-closed").await;
            let answer = moved.answer(&question, &question.signed(passkey, &Flaws::default())).await;
            let open = account != USER || phase >= Phase::ConnectivityTest;
            assert_eq!(answer.status, if open { 303 } else { 403 }, "{account} in {phase}");
            assert_eq!(server.events("login.phase-closed").await - events, i64::from(!open), "{account} in {phase}");
            let terminal = account != "STAFF/ANN" && phase >= Phase::ParallelRun;
            let wanted = if terminal {
                200
            } else if open {
                403
            } else {
                401
            };
            assert_eq!(moved.terminal().await, wanted, "{account} in {phase}");
        }
    }
    let told = server.told("login.phase-closed").await;
    assert!(told.iter().all(|(account, detail)| account == USER && detail["method"] == "passkey"), "{told:?}");
    assert_eq!(inside.terminal().await, 200);
}

async fn of_fifty_equal_answers_at_once_one_opens_a_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (mut passkey, _) = server.with_passkey(USER).await;
    let other = server.another().await;
    let browser = server.browser();
    let question = browser.passkey_question().await;
    let signed = question.signed(&mut passkey, &Flaws::default());
    let mut posts = JoinSet::new();
    for place in 0..50 {
        let hand = if place % 2 == 0 { browser.copied() } else { browser.at_instance(&other) };
        let (question, signed) = (question.clone(), signed.clone());
        posts.spawn(async move { hand.answer(&question, &signed).await.status.as_u16() });
    }
    let mut statuses = posts.join_all().await;
    statuses.sort_unstable();
    assert_eq!((statuses[0], statuses[1], statuses[49]), (303, 422, 422), "{statuses:?}");
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions WHERE method = 'passkey'").await, 1);
}
