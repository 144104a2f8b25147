//! The schedule at work: phases switch at their instant, everywhere and once; what closes happens only if armed; nobody
//! gets in by what is closed; whom the report names is whom a login refuses.

mod report;

use std::time::Duration;

use domain::{
    phase::{Act, Phase, Rule},
    schedule::{EventKind, EventState, Exception, ExceptionKind, WhyHeld},
};
use serde_json::json;
use server::schedule::settle;
use softcard::{Card, Flaws};

use crate::support::{Backend, TestServer, USER, address_of, by_schedule, forge, on_both, opening};

on_both! {
    a_phase_switches_at_its_instant_on_every_instance_and_is_written_once,
    an_unarmed_closing_holds_on_every_instance_and_alarms_staff,
    an_arming_of_more_than_three_days_before_holds_nothing_open,
    a_count_that_grew_after_the_arming_holds_the_closing,
    an_armed_closing_ends_the_sessions_of_cards,
    sessions_of_a_closed_method_last_for_the_grace,
    nobody_completes_by_a_method_that_closed_meanwhile,
    an_exception_bends_the_phase_between_its_dates_and_is_over_by_itself,
    one_person_holds_an_event_and_nothing_happens_until_it_is_confirmed_again,
    a_firm_is_told_when_a_date_moves,
    a_first_event_shuts_out_nobody_who_gets_in_already,
    a_phase_fixed_by_the_configuration_settles_nothing,
}

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

async fn scheduled(backend: Backend) -> TestServer {
    TestServer::with(backend, by_schedule).await
}

/// Whether a card opens the terminal for `account`.
async fn gets_in(server: &TestServer, card: &mut Card, account: &str) -> bool {
    let browser = server.browser();
    let asked = browser.ask_card(account).await;
    if asked.status != 303 {
        return false;
    }
    let question = browser.question(&asked).await;
    browser.answer(&question, &question.signed(card, &Flaws::default())).await;
    browser.terminal().await == 200
}

/// How often each kind of event of the schedule stands in the audit.
async fn written(server: &TestServer, kind: &str) -> i64 {
    server.events(&format!("schedule.{kind}")).await
}

async fn a_phase_switches_at_its_instant_on_every_instance_and_is_written_once(backend: Backend) {
    let server = scheduled(backend).await;
    let other = server.another().await;
    assert_eq!(server.phase().await, Phase::ParallelRun, "without a schedule");
    let first = server.within(DAY);
    for (days, kind) in
        [EventKind::Registration, EventKind::Preparation, EventKind::ConnectivityTest].into_iter().enumerate()
    {
        server.plan(kind, first.plus(DAY * u32::try_from(days).unwrap())).await;
    }
    assert_eq!(server.phase().await, Phase::Registration, "before anything has happened");
    server.advance(DAY * 2 - Duration::from_millis(1));
    for instance in [&server, &other] {
        assert_eq!(instance.phase().await, Phase::Registration);
    }
    server.advance(Duration::from_millis(1));
    // Asked at once, and settled by nobody yet: it is the phase already.
    for instance in [&server, &other] {
        assert_eq!(instance.phase().await, Phase::Preparation);
        assert!(instance.browser().get("/login").await.words().contains("Users can set up two-factor login"));
    }
    let rounds = tokio::join!(settle::round(&server.app), settle::round(&other.app));
    assert!(rounds.0.is_ok() && rounds.1.is_ok());
    assert_eq!(written(&server, "happened").await, 2, "registration and preparation, once each");
    server.advance(DAY);
    let (one, two) = (server.browser(), other.browser());
    tokio::join!(one.get("/"), two.get("/"));
    assert_eq!(written(&server, "happened").await, 3);
    assert_eq!(server.phase().await, Phase::ConnectivityTest);
    let event = server.event("connectivity-test").await;
    assert_eq!((event.state, event.happened_at), (EventState::Done, event.plan.at), "at its instant, not when seen");
}

async fn an_unarmed_closing_holds_on_every_instance_and_alarms_staff(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], by_schedule).await;
    server.staff("STAFF/OPERATOR", domain::role::StaffRole::Operator).await;
    server.ready(USER).await;
    let mut card = server.bound(&issuer, USER).await;
    let other = server.another().await;
    server.plan(EventKind::ParallelRun, server.within(HOUR)).await;
    server.plan(EventKind::TwoFactorOnly, server.within(HOUR * 2)).await;
    server.advance(HOUR * 2);
    for instance in [&server, &other] {
        assert_eq!(instance.phase().await, Phase::ParallelRun);
        let browser = instance.browser();
        assert_eq!(browser.card_login(&mut card, USER).await.status, 303, "cards work on");
        assert_eq!(browser.terminal().await, 200);
    }
    let event = server.event("two-factor-only").await;
    assert_eq!((event.state, event.held), (EventState::Held, Some(WhyHeld::NotArmed)));
    assert_eq!(written(&server, "held").await, 1);
    server.quiet().await;
    let alarms = server.mails.all_to(&address_of("STAFF/OPERATOR"));
    assert!(alarms.iter().any(|mail| mail.subject.contains("held")), "staff are alarmed");
    // It stays held, however much time goes by.
    server.advance(DAY * 30);
    assert_eq!(other.phase().await, Phase::ParallelRun);
}

async fn an_arming_of_more_than_three_days_before_holds_nothing_open(backend: Backend) {
    let server = scheduled(backend).await;
    server.plan(EventKind::ParallelRun, server.within(HOUR)).await;
    server.plan(EventKind::TwoFactorOnly, server.within(DAY * 4)).await;
    server.arm("two-factor-only").await;
    server.advance(DAY * 4);
    assert_eq!(server.phase().await, Phase::ParallelRun);
    settle::round(&server.app).await.unwrap();
    assert_eq!(server.event("two-factor-only").await.held, Some(WhyHeld::NotArmed));
}

async fn a_count_that_grew_after_the_arming_holds_the_closing(backend: Backend) {
    let server = TestServer::with(backend, |config| {
        by_schedule(config);
        config.schedule.tolerance = 1;
    })
    .await;
    for user in 0..4 {
        server.ready(&format!("CAAA/USER{user}")).await;
    }
    for (times, grown) in [(1, false), (2, true)] {
        server.move_to(Phase::ParallelRun).await;
        let name = format!("switch-{times}");
        server.plan_as(&name, EventKind::TwoFactorOnly, Some(server.within(HOUR))).await;
        server.arm(&name).await;
        for user in 0..times {
            server.add_user(&format!("CAAA/NEW{times}{user}")).await;
        }
        server.advance(HOUR);
        let expected = if grown { Phase::ParallelRun } else { Phase::TwoFactorOnly };
        assert_eq!(server.phase().await, expected, "{times} more than were agreed on");
        settle::round(&server.app).await.unwrap();
        assert_eq!(server.event(&name).await.held, grown.then_some(WhyHeld::Grown));
    }
}

async fn an_armed_closing_ends_the_sessions_of_cards(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], by_schedule).await;
    let other = server.another().await;
    server.move_to(Phase::ParallelRun).await;
    server.ready(USER).await;
    let mut card = server.bound(&issuer, USER).await;
    let (by_card, by_code) = (server.browser(), server.logged_in(USER).await);
    by_card.card_login(&mut card, USER).await;
    assert_eq!((by_card.terminal().await, by_code.terminal().await), (200, 200));
    server.move_to(Phase::TwoFactorOnly).await;
    for instance in [&server, &other] {
        assert_eq!(by_card.at_instance(instance).terminal().await, 401);
        assert_eq!(by_code.at_instance(instance).terminal().await, 200);
    }
    settle::round(&server.app).await.unwrap();
    assert_eq!(written(&server, "sessions-ended").await, 1);
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions WHERE method = 'smartcard'").await, 0);
    // Going back lets cards in again, and does not bring back what was ended.
    server.move_to(Phase::ParallelRun).await;
    assert_eq!(by_card.terminal().await, 401);
    assert_eq!(server.browser().card_login(&mut card, USER).await.status, 303);
}

async fn sessions_of_a_closed_method_last_for_the_grace(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |config| {
        by_schedule(config);
        config.session.closing_grace = (HOUR / 2).into();
    })
    .await;
    server.move_to(Phase::ParallelRun).await;
    server.ready(USER).await;
    let mut card = server.bound(&issuer, USER).await;
    let browser = server.browser();
    browser.card_login(&mut card, USER).await;
    server.move_to(Phase::TwoFactorOnly).await;
    settle::round(&server.app).await.unwrap();
    server.advance(HOUR / 2 - Duration::from_secs(1));
    assert_eq!(browser.terminal().await, 200);
    assert!(!gets_in(&server, &mut card, USER).await, "nobody gets in anew meanwhile");
    server.advance(Duration::from_secs(1));
    assert_eq!(browser.terminal().await, 401);
    settle::round(&server.app).await.unwrap();
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions WHERE method = 'smartcard'").await, 0);
}

/// Case 30: for each change of phase, in both directions, what began before it ends as the phase afterwards says,
/// at another instance.
async fn nobody_completes_by_a_method_that_closed_meanwhile(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], by_schedule).await;
    let other = server.another().await;
    server.ready(USER).await;
    let mut card = server.bound(&issuer, USER).await;
    let (mut passkey, _) = server.with_passkey(USER).await;
    for (before, after) in Phase::ALL.windows(2).flat_map(|pair| [(pair[0], pair[1]), (pair[1], pair[0])]) {
        server.move_to(before).await;
        let by_code = server.browser();
        let begun = by_code.log_in("CAAA", "CAAA001", crate::support::PASSWORD).await;
        let code = match begun.status.as_u16() {
            303 => Some(server.mails.code_to(&address_of(USER)).await),
            _ => None,
        };
        assert_eq!(code.is_some(), before.rule(Act::TwoFactorLogin) != Rule::No, "{before}");
        let by_card = server.browser();
        let asked = by_card.ask_card(USER).await;
        let question = match asked.status.as_u16() {
            303 => Some(by_card.question(&asked).await),
            _ => None,
        };
        assert_eq!(question.is_some(), before.rule(Act::SmartcardLogin) != Rule::No, "{before}");
        let by_passkey = server.browser();
        let offered = by_passkey.passkey_question().await;

        server.move_to(after).await;
        let change = format!("{before} to {after}");
        let (terminal, own) = (after.rule(Act::TwoFactorLogin) == Rule::Yes, after.rule(Act::TwoFactorLogin));
        let expected = match own {
            Rule::No => 401,
            _ if terminal => 200,
            _ => 403,
        };
        if let Some(code) = code {
            let browser = by_code.at_instance(&other);
            let answer = browser.type_code(&code).await;
            assert_eq!(answer.status == 303, own != Rule::No, "{change} by code");
            assert_eq!(browser.terminal().await, expected, "{change} by code");
        }
        let browser = by_passkey.at_instance(&other);
        browser.answer(&offered, &offered.signed(&mut passkey, &Flaws::default())).await;
        assert_eq!(browser.terminal().await, expected, "{change} by passkey");
        if let Some(question) = question {
            let browser = by_card.at_instance(&other);
            browser.answer(&question, &question.signed(&mut card, &Flaws::default())).await;
            let open = after.rule(Act::SmartcardLogin) == Rule::Yes;
            assert_eq!(browser.terminal().await, if open { 200 } else { 401 }, "{change} by card");
        }
    }
}

async fn an_exception_bends_the_phase_between_its_dates_and_is_over_by_itself(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], by_schedule).await;
    server.move_to(Phase::ParallelRun).await;
    let mut cards: Vec<(&str, Card)> = Vec::new();
    for account in ["CAAA/ONE", "CAAA/TWO", "CBBB/ONE", "CCCC/ONE"] {
        server.ready(account).await;
        cards.push((account, server.bound(&issuer, account).await));
    }
    let now = server.app.clock.now();
    let lasting = |kind, from, until| Exception { kind, from: now.plus(from), until: now.plus(until) };
    server.except("CAAA", lasting(ExceptionKind::Extension, Duration::ZERO, DAY * 10)).await;
    server.except("CAAA/TWO", lasting(ExceptionKind::EarlyMove, Duration::ZERO, DAY * 10)).await;
    server.except("CCCC", lasting(ExceptionKind::EarlyMove, DAY, DAY * 5)).await;
    let mut let_in = Vec::new();
    // Today; after the early move of the third firm; after the switch; after the end of the exceptions.
    for (day, switch) in [(0_u32, false), (2, false), (3, true), (11, false)] {
        server.advance(now.plus(DAY * day).since(server.app.clock.now()));
        if switch {
            server.move_to(Phase::TwoFactorOnly).await;
        }
        settle::round(&server.app).await.unwrap();
        let mut these = Vec::new();
        for (account, card) in &mut cards {
            if gets_in(&server, card, account).await {
                these.push(*account);
            }
        }
        let_in.push(these);
    }
    assert_eq!(
        let_in,
        [vec!["CAAA/ONE", "CBBB/ONE", "CCCC/ONE"], vec!["CAAA/ONE", "CBBB/ONE"], vec!["CAAA/ONE"], vec![]],
        "the user's own before the firm's, and each between its dates"
    );
    assert_eq!(server.events("exception.over").await, 3);
}

async fn one_person_holds_an_event_and_nothing_happens_until_it_is_confirmed_again(backend: Backend) {
    let server = scheduled(backend).await;
    server.staff("STAFF/OPERATOR", domain::role::StaffRole::Operator).await;
    let operator = server.account(&"STAFF/OPERATOR".parse().unwrap()).await;
    let browser = server.session_of("STAFF/OPERATOR").await;
    assert_eq!(browser.get("/monitor").await.status, 200);
    server.plan(EventKind::Preparation, server.within(HOUR)).await;
    let present = server.present(&browser).await;
    let by = present.staff().unwrap().guardian().unwrap();
    assert_eq!(by.account().id, operator.id);
    let scribe = server.operator();
    server::schedule::hold::hold(&server.app, &scribe, by, "preparation", "not yet").await.unwrap();
    server.advance(DAY);
    settle::round(&server.app).await.unwrap();
    assert_eq!(server.phase().await, Phase::Registration);
    server.plan(EventKind::Preparation, server.within(HOUR)).await;
    server.advance(HOUR);
    assert_eq!(server.phase().await, Phase::Preparation);
    // What has happened is not held any more.
    let scribe = server.operator();
    assert!(server::schedule::hold::hold(&server.app, &scribe, by, "preparation", "too late").await.is_err());
}

async fn a_firm_is_told_when_a_date_moves(backend: Backend) {
    let server = scheduled(backend).await;
    server.administrator("CAAA/MAKER", "da-maker").await;
    server.plan_as("end", EventKind::TwoFactorOnly, None).await;
    assert_eq!(server.letters("schedule-changed", "CAAA/MAKER").await, 0, "what is new stands in the schedule");
    server.plan_as("end", EventKind::TwoFactorOnly, Some(server.within(DAY * 40))).await;
    server.plan_as("end", EventKind::TwoFactorOnly, Some(server.within(DAY * 40))).await;
    assert_eq!(server.letters("schedule-changed", "CAAA/MAKER").await, 1, "once for each change");
    let history = server.rows("SELECT what FROM schedule_history WHERE event = 'end' ORDER BY id").await;
    assert_eq!(json!(history), json!([["planned"], ["planned"], ["planned"]]), "and every change is kept");
}

async fn a_phase_fixed_by_the_configuration_settles_nothing(backend: Backend) {
    let server = TestServer::with(backend, |config| config.schedule.phase.0 = Some(Phase::Preparation)).await;
    let free = server.another_with(by_schedule).await;
    server.plan(EventKind::ParallelRun, server.within(HOUR)).await;
    server.advance(HOUR);
    assert_eq!(server.phase().await, Phase::Preparation);
    settle::round(&server.app).await.unwrap();
    assert_eq!(server.event("parallel-run").await.state, EventState::Confirmed);
    assert_eq!(free.phase().await, Phase::ParallelRun, "as soon as it is fixed no more");
    assert_eq!(opening(Phase::ParallelRun), EventKind::ParallelRun);
}

async fn a_first_event_shuts_out_nobody_who_gets_in_already(backend: Backend) {
    let server = scheduled(backend).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    // In words alone, and long before the others: it closes nothing.
    server.plan_as("registration", EventKind::Registration, None).await;
    assert_eq!(server.phase().await, Phase::ParallelRun);
    assert_eq!(browser.terminal().await, 200);
    // Going back to it is an event like any other that closes a method.
    server.plan_as("registration", EventKind::Registration, Some(server.within(HOUR))).await;
    server.advance(HOUR);
    assert_eq!(server.phase().await, Phase::ParallelRun);
    settle::round(&server.app).await.unwrap();
    assert_eq!(server.event("registration").await.held, Some(WhyHeld::NotArmed));
}
