//! Smartcards out of use for good: what goes, what stays closed whatever is tried, and the pack that proves it.

use std::{io::Cursor, time::Duration};

use domain::{
    phase::Phase,
    schedule::{EventKind, EventState, Exception, ExceptionKind, WhyHeld},
};
use server::{
    audit::{anchor::Anchor, export, verify},
    registration::import::What,
    schedule::settle,
    store::events::Actor,
};
use softcard::{Flaws, Issuer};

use crate::support::{Backend, TestServer, USER, by_schedule, forge, on_both};

on_both! {
    cards_are_gone_and_nothing_brings_them_back,
    a_card_asked_before_the_end_answers_in_vain,
    cards_that_still_open_the_terminal_are_not_decommissioned,
    the_closing_pack_tells_of_decisions_and_exceptions_and_is_proved_without_the_server,
    a_changed_closing_pack_does_not_hold,
}

const HOUR: Duration = Duration::from_secs(3600);

/// A house on two factors only, with a card that is bound and a user who has set up.
async fn house(backend: Backend) -> (TestServer, Issuer, softcard::Card) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], by_schedule).await;
    server.move_to(Phase::ParallelRun).await;
    server.ready(USER).await;
    let card = server.bound(&issuer, USER).await;
    server.move_to(Phase::TwoFactorOnly).await;
    (server, issuer, card)
}

async fn decommission(server: &TestServer) {
    server.plan(EventKind::Decommissioning, server.within(HOUR)).await;
    server.arm("decommissioning").await;
    server.advance(HOUR);
    settle::round(&server.app).await.unwrap();
    assert_eq!(server.event("decommissioning").await.state, EventState::Done);
}

async fn cards_are_gone_and_nothing_brings_them_back(backend: Backend) {
    let (server, issuer, _) = house(backend).await;
    let now = server.app.clock.now();
    let extension = Exception { kind: ExceptionKind::Extension, from: now, until: now.plus(HOUR * 900) };
    server.except("CAAA", extension).await;
    let binding = server.binding_code(USER).await;
    decommission(&server).await;
    assert_eq!(server.count("SELECT COUNT(*) FROM credentials WHERE kind = 'card'").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM exceptions WHERE ended_at IS NULL").await, 0);
    assert_eq!(server.events("cards.decommissioned").await, 1);
    assert_eq!(server.browser().ask_card(USER).await.status, 403);
    let bind = server.browser().ask_binding(USER, &binding).await;
    assert!(!bind.problems().is_empty(), "{}", bind.status);
    // No configuration opens them again.
    let stubborn = server.another_with(|config| config.schedule.phase.0 = Some(Phase::ParallelRun)).await;
    let card = stubborn.imported(&issuer, USER).await;
    assert_eq!(stubborn.phase().await, Phase::TwoFactorOnly);
    assert_eq!(stubborn.browser().ask_card(USER).await.status, 403);
    drop(card);
    // Nor an event that was planned past the checks, nor an exception.
    server.plan_as("back", EventKind::ParallelRun, Some(server.within(HOUR))).await;
    server.except(USER, extension).await;
    server.advance(HOUR);
    settle::round(&server.app).await.unwrap();
    assert_eq!(server.phase().await, Phase::TwoFactorOnly);
    assert_eq!(server.browser().ask_card(USER).await.status, 403);
    let file = b"participant_code,user_id,credential_id,public_key,aaguid,transports,counter,label\n".to_vec();
    let refused = server.try_import(What::Cards, file).await.map(drop).map_err(|error| error.to_string());
    assert!(refused.is_err_and(|word| word.contains("decommissioned")));
}

async fn a_card_asked_before_the_end_answers_in_vain(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], by_schedule).await;
    server.move_to(Phase::ParallelRun).await;
    // Registered, not set up: until the end the card would lead to set-up.
    let id = server.add_user(USER).await;
    server.register(&id).await;
    let mut card = server.bound(&issuer, USER).await;
    server.move_to(Phase::TwoFactorOnly).await;
    server.plan(EventKind::Decommissioning, server.within(Duration::from_secs(60))).await;
    server.arm("decommissioning").await;
    let browser = server.browser();
    let names = [("participant", "CAAA"), ("user", "CAAA001"), ("action", "prove")];
    let asked = browser.post("/login/smartcard", &names).await;
    let question = browser.question(&asked).await;
    server.advance(Duration::from_secs(60));
    let other = server.another().await;
    let browser = browser.at_instance(&other);
    let answer = browser.answer(&question, &question.signed(&mut card, &Flaws::default())).await;
    assert_ne!(answer.status, 303, "{}", answer.location());
    assert_eq!(server.count("SELECT COUNT(*) FROM logins WHERE kind = 'setup'").await, 0);
}

async fn cards_that_still_open_the_terminal_are_not_decommissioned(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], by_schedule).await;
    server.move_to(Phase::ParallelRun).await;
    server.ready(USER).await;
    let mut card = server.bound(&issuer, USER).await;
    server.plan(EventKind::Decommissioning, server.within(HOUR)).await;
    server.arm("decommissioning").await;
    server.advance(HOUR);
    settle::round(&server.app).await.unwrap();
    let event = server.event("decommissioning").await;
    assert_eq!((event.state, event.held), (EventState::Held, Some(WhyHeld::TooEarly)));
    assert_eq!(server.browser().card_login(&mut card, USER).await.status, 303);
}

/// The pack, as staff download it.
async fn pack(server: &TestServer) -> String {
    server.staff("STAFF/APPROVER", domain::role::StaffRole::Approver).await;
    let browser = server.session_of("STAFF/APPROVER").await;
    let answer = browser.post("/monitor/closing-pack", &[]).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-disposition").contains("closing-pack.jsonl"));
    answer.body
}

async fn the_closing_pack_tells_of_decisions_and_exceptions_and_is_proved_without_the_server(backend: Backend) {
    let (server, ..) = house(backend).await;
    let now = server.app.clock.now();
    server.except("CAAA", Exception { kind: ExceptionKind::Extension, from: now, until: now.plus(HOUR) }).await;
    server.browser().log_in("CAAA", "CAAA001", "not the password at all").await;
    let whole = {
        let mut file = Vec::new();
        export::write(&server.app, Actor::Operator, 1..=i64::MAX, &mut file, |_, _| {}).await.unwrap();
        verify::verify(Cursor::new(file), &[]).unwrap()
    };
    decommission(&server).await;
    let pack = pack(&server).await;
    let proof = verify::verify(Cursor::new(pack.as_bytes()), &[]).unwrap();
    assert!(proof.first_seal > whole.last_seal, "it follows what was sealed before");
    let head = Anchor { seal: proof.last_seal.unwrap(), hash: proof.head.clone().unwrap(), at: None };
    assert_eq!(verify::verify(Cursor::new(pack.as_bytes()), &[head]).unwrap().anchors, 1);
    let event = pack
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .find(|line| line["event"]["kind"] == "closing.pack")
        .unwrap();
    let told: serde_json::Value = serde_json::from_str(event["event"]["detail"].as_str().unwrap()).unwrap();
    let happened = told["decisions"].as_array().unwrap().iter().filter(|decision| decision["what"] == "happened");
    let happened: Vec<&str> = happened.map(|decision| decision["detail"]["kind"].as_str().unwrap()).collect();
    assert_eq!(happened, ["parallel-run", "two-factor-only", "decommissioning"]);
    assert_eq!(told["exceptions"][0]["to"], "CAAA");
    assert_eq!(told["refusals"]["login.refused"], 1);
    assert_eq!(told["users"]["ready"], 1);
}

async fn a_changed_closing_pack_does_not_hold(backend: Backend) {
    let (server, ..) = house(backend).await;
    decommission(&server).await;
    let pack = pack(&server).await;
    let changed = pack.replacen("two-factor-only", "two-factor-Only", 1);
    assert_ne!(pack, changed);
    assert!(verify::verify(Cursor::new(changed.as_bytes()), &[]).is_err());
}
