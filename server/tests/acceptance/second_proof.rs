//! Set-up with two proofs: a card or passkey beside the mailbox, in place of what is mailed or of what is handed over.

use std::time::Duration;

use domain::{card::CardState, phase::Phase};
use serde_json::json;
use server::{
    approval::hand_over,
    config::{Config, FixedPhase, SecondProof},
};
use softcard::{Card, Flaws, Issuer};

use crate::support::{
    Answer, Backend, Browser, CHECKER, MAKER, PASSWORD, Question, TestServer, USER, address_of, first_line, forge, id,
    on_both,
};

on_both! {
    a_login_by_card_asks_to_set_up_now_and_then_until_it_is_done,
    a_login_by_card_sets_up_without_an_activation,
    without_an_address_or_a_card_nobody_sets_up_by_card,
    what_changes_meanwhile_stops_a_set_up_by_card,
    an_activation_of_a_holder_leads_to_the_card,
    the_wrong_card_is_refused_and_the_activation_stays_good,
    no_step_is_left_out_and_none_is_taken_twice,
    a_passkey_proves_after_a_reset,
    a_code_that_was_handed_over_stands_for_the_card,
    a_card_or_passkey_stands_for_the_code_that_is_required,
    a_card_that_is_stopped_is_not_asked_for,
    switched_off_nobody_is_asked,
}

const OTHER: &str = "CAAA/CAAA002";

/// A registered user who holds a card, as the phase of parallel run finds most.
async fn with_holder(backend: Backend, change: impl FnOnce(&mut Config)) -> (TestServer, Issuer, Card) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], change).await;
    let account = server.add_user(USER).await;
    server.register(&account).await;
    let card = server.bound(&issuer, USER).await;
    server.quiet().await;
    (server, issuer, card)
}

/// Password and code; gives the last page's heading.
async fn go_on(server: &TestServer, browser: &Browser, account: &str) -> String {
    let answer = browser.choose_password(PASSWORD).await;
    assert_eq!(answer.status, 303, "{:?} {}", answer.problems(), answer.location());
    let answer = browser.type_code(&newest_code(server, account).await).await;
    browser.follow(&answer).await.heading()
}

/// The code that was mailed last: activations and notices go to the same mailbox.
async fn newest_code(server: &TestServer, account: &str) -> String {
    server.quiet().await;
    let lines = server.mails.all_to(&address_of(account)).iter().map(first_line).collect::<Vec<_>>();
    lines.into_iter().rfind(|line| line.len() == 6 && line.parse::<u32>().is_ok()).unwrap()
}

async fn set_up_by(server: &TestServer, account: &str) -> String {
    server
        .rows(&format!("SELECT state, set_up_by FROM accounts WHERE account = '{account}'"))
        .await
        .concat()
        .join(" by ")
}

/// Types an activation, with a hand-over code or without.
async fn begin(browser: &Browser, account: &str, activation: &str, hand_over: &str) -> Answer {
    let (participant, user) = account.split_once('/').unwrap();
    let fields = [("participant", participant), ("user", user), ("activation", activation), ("handover", hand_over)];
    browser.post("/setup", &fields).await
}

/// The page that asks for card or passkey after an activation.
async fn proof(browser: &Browser, account: &str, activation: &str) -> Question {
    let (participant, user) = account.split_once('/').unwrap();
    let begun = browser.activate(participant, user, activation).await;
    assert!(begun.location().contains("&ceremony="), "{} {:?}", begun.location(), begun.problems());
    browser.question(&begun).await
}

/// Whether a set-up began that asks for neither card nor passkey.
fn goes_on(answer: &Answer) -> bool {
    answer.status == 303 && answer.location().starts_with("/setup?login=") && !answer.location().contains("ceremony")
}

async fn hand_over_code(server: &TestServer, account: &str) -> String {
    let held = server.account(&id(account)).await;
    let code = hand_over::code(&server.app, &mut server.app.store.reader().await.unwrap(), &held).await.unwrap();
    code.expose().to_owned()
}

async fn a_login_by_card_asks_to_set_up_now_and_then_until_it_is_done(backend: Backend) {
    let every = |config: &mut Config| config.setup.remind_every = Duration::from_secs(3600).into();
    let (server, _, mut card) = with_holder(backend, every).await;
    let browser = server.browser();
    let answer = browser.card_login(&mut card, USER).await;
    answer.assert_sees("/account/set-up");
    let page = browser.follow(&answer).await;
    assert!(page.words().contains("Set up two-factor login now"), "{}", page.words());
    assert!(!page.body.contains(&address_of(USER)), "masked");
    assert_eq!(browser.terminal().await, 200, "the session is there, whatever is chosen");
    // Not chosen: asked again, and with where the person wanted.
    let (participant, user) = USER.split_once('/').unwrap();
    let again = server.browser();
    let fields = [("participant", participant), ("user", user), ("return_to", "/help?topic=code"), ("action", "read")];
    let question = again.question(&again.post("/login/smartcard", &fields).await).await;
    let answer = again.answer(&question, &question.signed(&mut card, &Flaws::default())).await;
    answer.assert_sees("/account/set-up?return_to=%2Fhelp%3Ftopic%3Dcode");
    let target = again.follow(&answer).await.hidden("return_to").unwrap();
    let later = again.post("/account/set-up", &[("action", "later"), ("return_to", &target)]).await;
    later.assert_sees("/help?topic=code");
    let evil = again.post("/account/set-up", &[("action", "later"), ("return_to", "https://evil.example/")]).await;
    evil.assert_sees("/account");
    // Not today.
    server.advance(Duration::from_secs(3599));
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
    server.advance(Duration::from_secs(1));
    let answer = server.browser().card_login(&mut card, USER).await;
    answer.assert_sees("/account/set-up");
    // Before set-up is open nobody is asked.
    let registration =
        server.another_with(|config| config.schedule.phase = FixedPhase(Some(Phase::Registration))).await;
    registration.browser().card_login(&mut card, USER).await.assert_sees("/account");
    // Nor is who has done it.
    server.meddle("UPDATE accounts SET state = 'ready'").await;
    let browser = server.browser();
    browser.card_login(&mut card, USER).await.assert_sees("/account");
    browser.get("/account/set-up").await.assert_sees("/account");
    let stranger = server.browser();
    for answer in
        [stranger.get("/account/set-up").await, stranger.post("/account/set-up", &[("action", "later")]).await]
    {
        assert!(answer.location().starts_with("/login?return_to="), "{}", answer.location());
    }
}

async fn a_login_by_card_sets_up_without_an_activation(backend: Backend) {
    let (server, _, mut card) = with_holder(backend, |_| {}).await;
    let mailed = server.invite(USER).await;
    let browser = server.browser();
    browser.card_login(&mut card, USER).await.assert_sees("/account/set-up");
    let session = browser.copied();
    let answer = browser.begin_set_up().await;
    assert!(goes_on(&answer), "{}", answer.location());
    assert_eq!(browser.get(answer.location()).await.hidden("login"), Some(browser.tag()));
    assert_eq!(go_on(&server, &browser, USER).await, "You are set up");
    assert_eq!(set_up_by(&server, USER).await, "ready by card");
    assert_eq!(session.terminal().await, 401, "a new password ends every session");
    assert_eq!(server.told("setup.completed").await[0].1["proof"], "card");
    // What was mailed before is worth nothing now.
    assert_eq!(server.browser().activate("CAAA", "CAAA001", &mailed).await.status, 422);
    let by_password = server.browser();
    assert_eq!(by_password.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    by_password.type_code(&newest_code(&server, USER).await).await.assert_sees("/account");
    // The card goes on working, and asks no more.
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
}

async fn without_an_address_or_a_card_nobody_sets_up_by_card(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |_| {}).await;
    server.add_user(USER).await;
    let mut card = server.bound(&issuer, USER).await;
    let browser = server.browser();
    let answer = browser.card_login(&mut card, USER).await;
    answer.assert_sees("/account/set-up");
    let page = browser.follow(&answer).await;
    assert!(page.words().contains("No e-mail address is registered"), "{}", page.words());
    browser.begin_set_up().await.assert_sees("/account/set-up");
    assert_eq!(server.events("setup.begun").await, 0);
    // A session of two factors is no card, nor is none.
    server.ready(OTHER).await;
    server.logged_in(OTHER).await.begin_set_up().await.assert_sees("/account/set-up");
    let (_, by_passkey) = server.with_passkey("CAAA/CAAA003").await;
    by_passkey.begin_set_up().await.assert_sees("/account/set-up");
    assert!(server.browser().begin_set_up().await.location().starts_with("/login?return_to="));
    assert_eq!(server.events("setup.begun").await, 0);
}

async fn what_changes_meanwhile_stops_a_set_up_by_card(backend: Backend) {
    let (server, _, mut card) = with_holder(backend, |_| {}).await;
    let browser = server.browser();
    browser.card_login(&mut card, USER).await.assert_sees("/account/set-up");
    browser.begin_set_up().await;
    // Set-up closed meanwhile: at its last step.
    assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
    let code = server.mails.code_to(&address_of(USER)).await;
    let closed = server.another_with(|config| config.schedule.phase = FixedPhase(Some(Phase::Registration))).await;
    browser.at_instance(&closed).type_code(&code).await.assert_refused(403, "do not open the terminal yet");
    assert_eq!(server.life(USER).await, "registered");
    // Another address meanwhile: the mailbox that the set-up proves is not the registered one.
    let browser = server.browser();
    browser.card_login(&mut card, USER).await.assert_sees("/account/set-up");
    browser.begin_set_up().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let other = domain::address::EmailAddress::parse("other@caaa.example").unwrap();
    server::store::accounts::set_address(&mut tx, &id(USER), Some(&other)).await.unwrap();
    tx.commit().await.unwrap();
    browser.choose_password(PASSWORD).await.assert_sees("/setup?notice=start-again");
}

async fn an_activation_of_a_holder_leads_to_the_card(backend: Backend) {
    let (server, _, mut card) = with_holder(backend, |_| {}).await;
    let activation = server.invite(USER).await;
    let browser = server.browser();
    let question = proof(&browser, USER, &activation).await;
    let id = card.exports()[0].credential_id.clone();
    assert_eq!(question.options["allowCredentials"][0]["id"], json!(id));
    assert_eq!(question.options["allowCredentials"].as_array().unwrap().len(), 1);
    assert_eq!(server.told("setup.begun").await[0].1, json!({ "proof": null }));
    let secret = browser.secret();
    let answer = browser.answer(&question, &question.signed(&mut card, &Flaws::default())).await;
    assert!(goes_on(&answer), "{} {:?}", answer.location(), answer.problems());
    assert_ne!(browser.secret(), secret, "a new secret with each proof");
    assert_eq!(browser.cookies().len(), 1, "the ceremony's is gone");
    assert_eq!(server.told("setup.proved").await[0].1, json!({ "proof": "card" }));
    assert_eq!(go_on(&server, &browser, USER).await, "You are set up");
    assert_eq!(set_up_by(&server, USER).await, "ready by card");
    assert_eq!(server.browser().activate("CAAA", "CAAA001", &activation).await.status, 422, "used up");
    // Who holds nothing is asked for nothing.
    let activation = server.invited(OTHER).await;
    assert!(goes_on(&server.browser().activate("CAAA", "CAAA002", &activation).await));
}

async fn the_wrong_card_is_refused_and_the_activation_stays_good(backend: Backend) {
    let (server, issuer, mut card) = with_holder(backend, |_| {}).await;
    server.ready(OTHER).await;
    let mut of_other = server.bound(&issuer, OTHER).await;
    let mut unknown = crate::support::unknown(issuer.card());
    let activation = server.invite(USER).await;
    let flaws = Flaws::default;
    let mut cases = Vec::new();
    for (why, detail, wrong, flaw) in [
        ("other-user", "a credential of another account", 1, flaws()),
        ("unknown", "no such credential", 2, flaws()),
        ("not-verified", "UserNotVerified", 0, Flaws { unverified: true, ..flaws() }),
        ("not-genuine", "InvalidRPOrigin", 0, Flaws { origin: Some("http://evil.example".to_owned()), ..flaws() }),
        ("not-genuine", "CredentialCrossOrigin", 0, Flaws { cross_origin: true, ..flaws() }),
        ("not-genuine", "AuthenticationFailure", 0, Flaws { broken_signature: true, ..flaws() }),
    ] {
        let browser = server.browser();
        let question = proof(&browser, USER, &activation).await;
        let hand = match wrong {
            0 => &mut card,
            1 => &mut of_other,
            _ => &mut unknown,
        };
        let answer = browser.answer(&question, &question.signed_unasked(hand, &flaw)).await;
        assert_eq!(answer.status, 422, "{detail}: {}", answer.location());
        assert!(!answer.problems().is_empty(), "{detail}");
        cases.push((USER.to_owned(), json!({ "why": why, "detail": detail })));
        let told = server.told("setup.refused").await;
        assert_eq!(told.len(), cases.len(), "{detail}");
        assert!(told.contains(&cases[cases.len() - 1]), "{detail}: {told:?}");
        // There is no second try at that ceremony, and no way past it.
        browser.answer(&question, &question.signed(&mut card, &flaws())).await;
        server.meddle("DELETE FROM events WHERE kind = 'setup.refused' AND detail LIKE '%no such ceremony%'").await;
        browser.choose_password(PASSWORD).await.assert_sees("/setup?notice=start-again");
        assert_eq!(server.told("setup.proved").await.len(), 0, "{detail}");
    }
    // Too late.
    let browser = server.browser();
    let question = proof(&browser, USER, &activation).await;
    server.advance(Duration::from_secs(301));
    let answer = browser.answer(&question, &question.signed(&mut card, &flaws())).await;
    assert_eq!(answer.status, 422);
    // And right.
    let browser = server.browser();
    let question = proof(&browser, USER, &activation).await;
    assert!(goes_on(&browser.answer(&question, &question.signed(&mut card, &flaws())).await));
    assert_eq!(go_on(&server, &browser, USER).await, "You are set up");
}

async fn no_step_is_left_out_and_none_is_taken_twice(backend: Backend) {
    let (server, _, mut card) = with_holder(backend, |_| {}).await;
    let activation = server.invite(USER).await;
    let right = Flaws::default();
    let browser = server.browser();
    let question = proof(&browser, USER, &activation).await;
    // Before the proof there is no password and no code.
    for field in [("password", PASSWORD), ("code", "123456"), ("action", "resend")] {
        let answer = browser.post("/setup", &[("login", &browser.tag()), field]).await;
        answer.assert_sees("/setup?notice=start-again");
    }
    browser.get(&format!("/setup?login={}", browser.tag())).await.assert_sees("/setup?notice=start-again");
    // In another browser, or with another set-up's ceremony, it proves nothing.
    let signed = question.signed(&mut card, &right);
    assert_ne!(server.browser().answer(&question, &signed).await.status, 200);
    let second = server.browser();
    let other = proof(&second, USER, &activation).await;
    let ticket = format!("__Host-ceremony-{}", other.tag);
    browser.plant(&ticket, &second.cookie(&ticket).unwrap());
    let crossed = other.signed(&mut card, &right);
    let page = format!("/setup?login={}", browser.tag());
    let answer = browser.answer_at(&page, &other.tag, &crossed).await;
    assert_eq!(answer.status, 422, "{}", answer.location());
    let told = server.told("setup.refused").await;
    let crossing = (USER.to_owned(), json!({ "why": "over", "detail": "a ceremony of another set-up" }));
    assert!(told.contains(&crossing), "{told:?}");
    // A card login's ceremony is no proof, and a proof no card login.
    let question = proof(&browser, USER, &activation).await;
    let signed = question.signed(&mut card, &right);
    assert_eq!(browser.answer_at("/login/smartcard", &question.tag, &signed).await.status, 422);
    assert_eq!(browser.terminal().await, 401);
    // Once.
    let question = proof(&browser, USER, &activation).await;
    let again = browser.copied();
    let signed = question.signed(&mut card, &right);
    assert!(goes_on(&browser.answer(&question, &signed).await));
    again.answer(&question, &signed).await.assert_sees("/setup?notice=start-again");
    assert_eq!(server.told("setup.proved").await.len(), 1);
    // At another instance.
    let other = server.another().await;
    let browser = server.browser();
    let question = proof(&browser, USER, &activation).await;
    let signed = question.signed(&mut card, &right);
    let there = browser.at_instance(&other);
    assert!(goes_on(&there.answer(&question, &signed).await));
    assert_eq!(go_on(&server, &there, USER).await, "You are set up");
}

async fn a_passkey_proves_after_a_reset(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.administrator(MAKER, "da-maker").await;
    server.administrator(CHECKER, "da-checker").await;
    let (maker, checker) = (server.logged_in(MAKER).await, server.logged_in(CHECKER).await);
    let (mut passkey, inside) = server.with_passkey(USER).await;
    let request = maker.propose_act(&server, "CAAA001", &[("action", "reset")]).await;
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert_eq!((inside.terminal().await, server.life(USER).await), (401, "registered"));
    assert_eq!(server.browser().passkey_login(&mut passkey).await.status, 422);
    let activation = server.invite(USER).await;
    let browser = server.browser();
    let question = proof(&browser, USER, &activation).await;
    assert!(goes_on(&browser.answer(&question, &question.signed(&mut passkey, &Flaws::default())).await));
    assert_eq!(server.told("setup.proved").await[0].1, json!({ "proof": "passkey" }));
    assert_eq!(go_on(&server, &browser, USER).await, "You are set up");
    assert_eq!(set_up_by(&server, USER).await, "ready by passkey");
    server.browser().passkey_login(&mut passkey).await.assert_sees("/account");
}

async fn a_code_that_was_handed_over_stands_for_the_card(backend: Backend) {
    let (server, _, _) = with_holder(backend, |_| {}).await;
    let activation = server.invite(USER).await;
    let code = hand_over_code(&server, USER).await;
    // A wrong one is none: the card is asked for, or, who types none of a card, refused.
    let browser = server.browser();
    let answer = begin(&browser, USER, &activation, "0000-0000-0000").await;
    assert!(!goes_on(&answer), "{}", answer.location());
    let page = server.browser().get("/setup?handover=1").await;
    assert!(page.body.contains("name=\"handover\""));
    let browser = server.browser();
    let answer = begin(&browser, USER, &activation, &code).await;
    assert!(goes_on(&answer), "{:?}", answer.problems());
    let page = answer.location().to_owned();
    let tag = page.split_once("login=").unwrap().1.to_owned();
    let answer = browser.post(&page, &[("login", &tag), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 303);
    let code = newest_code(&server, USER).await;
    let answer = browser.post(&page, &[("login", &tag), ("code", &code)]).await;
    assert_eq!(browser.follow(&answer).await.heading(), "You are set up");
    assert_eq!(set_up_by(&server, USER).await, "ready by hand-over");
}

async fn a_card_or_passkey_stands_for_the_code_that_is_required(backend: Backend) {
    let required = |config: &mut Config| config.setup.second_proof = SecondProof::Required;
    let (server, _, mut card) = with_holder(backend, required).await;
    let activation = server.invite(USER).await;
    let browser = server.browser();
    let question = proof(&browser, USER, &activation).await;
    assert!(goes_on(&browser.answer(&question, &question.signed(&mut card, &Flaws::default())).await));
    assert_eq!(go_on(&server, &browser, USER).await, "You are set up");
    assert_eq!(set_up_by(&server, USER).await, "ready by card");
    // A passkey does after a reset.
    let (mut passkey, _) = server.with_passkey(OTHER).await;
    server.meddle("UPDATE accounts SET state = 'registered', password_hash = NULL WHERE user_id = 'CAAA002'").await;
    let activation = server.invite(OTHER).await;
    let browser = server.browser();
    let question = proof(&browser, OTHER, &activation).await;
    assert!(goes_on(&browser.answer(&question, &question.signed(&mut passkey, &Flaws::default())).await));
    assert_eq!(go_on(&server, &browser, OTHER).await, "You are set up");
    assert_eq!(set_up_by(&server, OTHER).await, "ready by passkey");
    // Who holds nothing needs the code.
    let activation = server.invited("CAAA/CAAA003").await;
    let answer = begin(&server.browser(), "CAAA/CAAA003", &activation, "").await;
    assert_eq!(answer.status, 422);
    let code = hand_over_code(&server, "CAAA/CAAA003").await;
    assert!(goes_on(&begin(&server.browser(), "CAAA/CAAA003", &activation, &code).await));
    // A login by card does without both.
    server.add_user("CAAA/CAAA004").await;
    server.register(&id("CAAA/CAAA004")).await;
    let mut card = server.imported(&forge(), "CAAA/CAAA004").await;
    let browser = server.browser();
    browser.card_login(&mut card, "CAAA/CAAA004").await.assert_sees("/account/set-up");
    assert!(goes_on(&browser.begin_set_up().await));
    assert_eq!(go_on(&server, &browser, "CAAA/CAAA004").await, "You are set up");
    assert_eq!(set_up_by(&server, "CAAA/CAAA004").await, "ready by card");
}

async fn a_card_that_is_stopped_is_not_asked_for(backend: Backend) {
    let (server, _, mut card) = with_holder(backend, |_| {}).await;
    let activation = server.invite(USER).await;
    // Stopped while it is asked for.
    let browser = server.browser();
    let question = proof(&browser, USER, &activation).await;
    let signed = question.signed(&mut card, &Flaws::default());
    server.move_cards(USER, CardState::Suspended).await;
    let answer = browser.answer(&question, &signed).await;
    assert_eq!(answer.status, 422);
    assert_eq!(server.told("setup.refused").await[0].1, json!({ "why": "suspended", "detail": "suspended" }));
    for state in [CardState::Suspended, CardState::Retired] {
        server.move_cards(USER, state).await;
        assert!(goes_on(&server.browser().activate("CAAA", "CAAA001", &activation).await), "{state}");
    }
    // Cards are closed, and prove their holders all the same.
    server.move_cards(USER, CardState::Bound).await;
    let closed = server.another_with(|config| config.schedule.phase = FixedPhase(Some(Phase::TwoFactorOnly))).await;
    let browser = closed.browser();
    let question = proof(&browser, USER, &activation).await;
    assert!(goes_on(&browser.answer(&question, &question.signed(&mut card, &Flaws::default())).await));
}

async fn switched_off_nobody_is_asked(backend: Backend) {
    let (server, _, _) = with_holder(backend, |config| config.setup.second_proof = SecondProof::Off).await;
    let activation = server.invite(USER).await;
    let browser = server.browser();
    assert!(goes_on(&browser.activate("CAAA", "CAAA001", &activation).await));
    assert_eq!(go_on(&server, &browser, USER).await, "You are set up");
    assert_eq!(set_up_by(&server, USER).await, "ready by mailbox");
}
