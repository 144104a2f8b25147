//! The test login: what it proves, what it opens, and what it shares with a login.

use std::time::Duration;

use domain::{life::Status, phase::Phase};
use server::config::FixedPhase;

use super::{HOUR, MINUTE, WELL, ask_code, checked, in_phase, kept, results};
use crate::{
    login::other_than,
    support::{ADDRESS, Backend, MAKER, Mood, PASSWORD, TestServer, USER, on_both},
    uniformity::shown,
};

on_both! {
    a_passed_test_moves_its_user_on_and_opens_nothing,
    a_test_is_refused_where_the_phase_has_none,
    a_phase_that_closes_meanwhile_refuses_at_the_code,
    whatever_is_wrong_with_an_account_the_test_answers_alike,
    tests_and_logins_share_one_budget_of_passwords,
    tests_and_logins_share_one_streak_of_wrong_codes,
    a_code_of_a_test_is_none_of_a_login_and_the_other_way_round,
    every_way_in_which_a_test_fails_is_kept,
    a_test_that_failed_and_is_finished_after_all_has_passed,
}

async fn a_passed_test_moves_its_user_on_and_opens_nothing(backend: Backend) {
    let server = in_phase(backend, Phase::ConnectivityTest).await;
    server.ready(USER).await;
    let browser = server.browser();
    checked(&browser, &WELL).await;
    let code = ask_code(&server, &browser, USER).await;
    let page = browser.look().await;
    assert_eq!((page.status.as_u16(), page.heading().as_str()), (200, "Enter your one-time code"));
    assert!(page.words().contains("c•••@caaa.example"));
    server.advance(Duration::from_secs(42));
    let answer = browser.type_code(&code).await;
    answer.assert_sees(&browser.page());
    let page = browser.follow(&answer).await;
    assert!(page.words().contains("You have passed the connectivity test."), "{}", page.words());
    assert!(page.words().contains("Code typed after\n42 seconds"), "{}", page.words());
    let last = results(&page);
    assert_eq!(last[last.len() - 2..], ["Pass", "Pass"]);

    assert_eq!(server.life(USER).await, "tested");
    assert_eq!(kept(&server).await, [["passed", "-", "Edge · Windows"]]);
    let spans = server.rows("SELECT relay_ms, typed_ms FROM connectivity_results").await;
    assert_eq!(spans, [["0", "42000"]]);
    assert_eq!((server.events("test.passed").await, server.events("login.completed").await), (1, 0));
    // It opened nothing, and made no browser known.
    assert_eq!(browser.terminal().await, 401);
    assert!(browser.get("/account").await.location().starts_with("/login?return_to="));
    for table in ["sessions", "browsers"] {
        assert_eq!(server.count(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
    // The code is used up, and the result stays where it is.
    browser.type_code(&code).await.assert_sees("/connectivity?notice=start-again");
    assert!(browser.look().await.words().contains("You have passed"));
    assert_eq!(kept(&server).await.len(), 1);
}

async fn a_test_is_refused_where_the_phase_has_none(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.administrator(MAKER, "da-maker").await;
    for phase in [Phase::Registration, Phase::Preparation] {
        let server = server.another_with(|config| config.schedule.phase = FixedPhase(Some(phase))).await;
        let browser = server.browser();
        let answer = browser.test("CAAA", "MAKER", PASSWORD).await;
        answer.assert_refused(403, "The test login is not open yet");
        let wrong = browser.test("CAAA", "MAKER", "not the password at all").await;
        wrong.assert_refused(422, "do not match");
    }
    assert_eq!(server.life(MAKER).await, "ready");
    assert!(server.mails.all().is_empty() && kept(&server).await.is_empty());
}

async fn a_phase_that_closes_meanwhile_refuses_at_the_code(backend: Backend) {
    let server = in_phase(backend, Phase::ConnectivityTest).await;
    server.ready(USER).await;
    let browser = server.browser();
    let code = ask_code(&server, &browser, USER).await;
    let closed = server.another_with(|config| config.schedule.phase = FixedPhase(Some(Phase::Preparation))).await;
    assert_eq!(browser.at_instance(&closed).type_code(&code).await.status, 403);
    browser.type_code(&code).await.assert_sees("/connectivity?notice=start-again");
    assert_eq!(server.life(USER).await, "ready");
    assert!(kept(&server).await.is_empty());
}

async fn whatever_is_wrong_with_an_account_the_test_answers_alike(backend: Backend) {
    let server = in_phase(backend, Phase::ConnectivityTest).await;
    server.ready("CAAA/GOOD01").await;
    let shut = server.ready("CAAA/SHUT01").await;
    server.set_status(&shut, Status::Disabled).await;
    server.add_user("CAAA/BARE01").await;
    let everybody = [
        ("CAAA", "NONE01", PASSWORD),
        ("CAAA", "GOOD01", "this is no password of anybody"),
        ("CAAA", "SHUT01", PASSWORD),
        ("CAAA", "BARE01", PASSWORD),
    ];
    let mut seen = Vec::new();
    for (participant, user, password) in everybody {
        let answer = server.browser().test(participant, user, password).await;
        answer.assert_refused(422, "do not match");
        seen.push(shown(&answer, &[participant, user]));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{}\n{}", seen[0], seen[1]);
    assert_eq!(server.app.hasher.verifications(), everybody.len() as u64);
    assert!(kept(&server).await.is_empty());
}

async fn tests_and_logins_share_one_budget_of_passwords(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 6).await;
    server.ready(USER).await;
    for _ in 0..3 {
        assert_eq!(server.browser().test("CAAA", "CAAA001", "not the password at all").await.status, 422);
        assert_eq!(server.browser().log_in("CAAA", "CAAA001", "not the password at all").await.status, 422);
    }
    server.browser().test("CAAA", "CAAA001", PASSWORD).await.assert_refused(429, "too many failed tries");
    server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(429, "too many failed tries");
}

async fn tests_and_logins_share_one_streak_of_wrong_codes(backend: Backend) {
    let limits = |config: &mut server::config::Config| {
        config.login.budget_failures = 25;
        config.login.code_attempts = 25;
    };
    let server = TestServer::with(backend, limits).await;
    server.ready(USER).await;
    for window in 0..4 {
        let browser = server.browser();
        let code = match window % 2 {
            0 => ask_code(&server, &browser, USER).await,
            _ => server.ask_code(&browser, USER).await,
        };
        for _ in 0..25 {
            assert_eq!(browser.type_code(&other_than(&code)).await.status, 422, "window {window}");
        }
        server.advance(HOUR);
    }
    assert_eq!(server.events("code.wrong").await, 100);
    let (test, login) = (server.browser(), server.browser());
    let code = ask_code(&server, &test, USER).await;
    test.type_code(&code).await.assert_refused(429, "This account is paused after many wrong codes");
    let code = server.ask_code(&login, USER).await;
    login.type_code(&code).await.assert_refused(429, "This account is paused after many wrong codes");
    assert_eq!(server.life(USER).await, "ready");
}

async fn a_code_of_a_test_is_none_of_a_login_and_the_other_way_round(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let (test, login) = (server.browser(), server.browser());
    let of_test = ask_code(&server, &test, USER).await;
    let of_login = server.ask_code(&login, USER).await;
    for step in [("code", of_test.as_str()), ("action", "resend")] {
        test.post("/login/code", &[("login", &test.tag()), step]).await.assert_sees("/login?notice=start-again");
        test.post("/setup", &[("login", &test.tag()), step]).await.assert_sees("/setup?notice=start-again");
        let path = format!("/connectivity?login={}", login.tag());
        for step in [step, ("code", of_login.as_str()), ("action", "give-up")] {
            login.post(&path, &[step]).await.assert_sees("/connectivity?notice=start-again");
        }
    }
    test.get(&format!("/login/code?login={}", test.tag())).await.assert_sees("/login?notice=start-again");
    login.get(&format!("/connectivity?login={}", login.tag())).await.assert_sees("/connectivity?notice=start-again");
    // Typed into each other's page they are wrong codes.
    login.type_code(&of_test).await.assert_refused(422, "That is not the code");
    test.type_code(&of_login).await.assert_refused(422, "That is not the code");
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 0);
    assert_eq!(server.life(USER).await, "ready");
    login.type_code(&of_login).await.assert_sees("/account");
}

async fn every_way_in_which_a_test_fails_is_kept(backend: Backend) {
    let server = in_phase(backend, Phase::ConnectivityTest).await;
    server.ready(USER).await;
    let mut expected = Vec::new();
    let mut fail = async |reason: &str| {
        expected.push(vec!["failed".to_owned(), reason.to_owned(), "Edge · Windows".to_owned()]);
        assert_eq!(kept(&server).await, expected);
        server.advance(HOUR);
    };
    // Taken by the relay, and not seen.
    let browser = server.browser();
    ask_code(&server, &browser, USER).await;
    let give_up = [("action", "give-up")];
    let answer = browser.post(&browser.page(), &give_up).await;
    let page = browser.follow(&answer).await;
    assert!(page.words().contains("Look in junk and quarantine"), "{}", page.words());
    fail("mail-missing").await;
    // Still here, and refused.
    for (mood, reason) in [(Mood::Down, "mail-waits"), (Mood::Refuses, "mail-refused")] {
        server.mails.set_mood(mood);
        let browser = server.browser();
        let tries = server.mails.tries();
        browser.test("CAAA", "CAAA001", PASSWORD).await;
        let tried = format!("SELECT COUNT(*) FROM outbox WHERE subject = '{}' AND answer IS NOT NULL", browser.tag());
        server.until(&tried, 1).await;
        assert!(server.mails.tries() > tries);
        browser.post(&browser.page(), &give_up).await;
        server.mails.set_mood(Mood::Takes);
        fail(reason).await;
    }
    server.quiet().await;
    // Every try wrong.
    let browser = server.browser();
    let code = ask_code(&server, &browser, USER).await;
    for _ in 0..5 {
        browser.type_code(&other_than(&code)).await;
    }
    assert!(browser.look().await.words().contains("The test login did not pass"));
    fail("code-wrong").await;
    // Too late: the same once more is not kept twice.
    let browser = server.browser();
    let code = ask_code(&server, &browser, USER).await;
    server.advance(11 * MINUTE);
    for _ in 0..2 {
        browser.type_code(&code).await.assert_refused(422, "That code has expired");
    }
    fail("mail-late").await;
    assert_eq!((server.events("test.failed").await, server.life(USER).await), (5, "ready"));
}

async fn a_test_that_failed_and_is_finished_after_all_has_passed(backend: Backend) {
    let server = in_phase(backend, Phase::ConnectivityTest).await;
    server.ready(USER).await;
    let browser = server.browser();
    let code = ask_code(&server, &browser, USER).await;
    server.advance(11 * MINUTE);
    browser.type_code(&code).await.assert_refused(422, "That code has expired");
    assert_eq!(browser.resend().await.status, 303);
    let code = server.mails.code_to(ADDRESS).await;
    browser.type_code(&code).await.assert_sees(&browser.page());
    assert_eq!(kept(&server).await, [["passed", "-", "Edge · Windows"]]);
    assert_eq!((server.events("test.failed").await, server.events("test.passed").await), (1, 1));
}
