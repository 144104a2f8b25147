//! Logging in: password, code, and what each step refuses.

use std::time::Duration;

use domain::{
    address::EmailAddress,
    life::Status,
    phase::Phase,
    role::{DaRoles, StaffRole},
};
use server::{
    config::FixedPhase,
    store::{accounts, sessions},
};

use crate::support::{ADDRESS, Backend, Browser, PASSWORD, TestServer, USER, address_of, id, on_both};

on_both! {
    password_and_code_open_a_session,
    a_login_leads_to_the_first_page_of_its_person,
    empty_fields_and_malformed_codes_are_told_and_cost_nothing,
    a_resend_repeats_the_code_and_extends_nothing,
    mails_of_one_login_and_of_one_account_are_limited,
    a_code_is_refused_once_its_time_is_over_and_a_fresh_one_can_be_had,
    a_code_works_once,
    a_code_of_a_former_login_is_refused,
    a_code_from_before_a_change_is_refused,
    a_change_that_commits_while_a_code_is_tried_has_the_last_word,
    a_code_of_another_login_is_refused_and_only_that_login_pays,
    steps_out_of_order_are_refused_and_show_nothing,
    a_phase_decides_at_the_password_whom_a_login_lets_in,
    a_phase_that_closes_meanwhile_refuses_at_the_code,
    a_test_login_opens_no_terminal,
    every_disguise_of_a_target_leads_to_the_default_page,
    a_listed_target_is_reached_after_the_code,
    a_password_hashed_under_lower_costs_is_hashed_anew,
}

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// A code that is not `code`.
pub fn other_than(code: &str) -> String {
    let last = code.bytes().last().unwrap();
    format!("{}{}", &code[..code.len() - 1], if last == b'9' { '0' } else { char::from(last + 1) })
}

/// Asserts that the login under way is over: back to the first step, with nothing shown of it.
#[track_caller]
fn assert_starts_again(answer: &crate::support::Answer) {
    answer.assert_sees("/login?notice=start-again");
    assert_eq!(answer.body, "");
}

async fn password_and_code_open_a_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();

    let answer = browser.log_in("caaa", " CAAA001 ", PASSWORD).await;
    assert_eq!(answer.status, 303);
    assert_eq!(browser.terminal().await, 401, "a password alone opens nothing");
    let page = browser.follow(&answer).await;
    assert_eq!((page.status.as_u16(), page.heading().as_str()), (200, "Enter your one-time code"));
    assert_eq!(page.hidden("login"), Some(browser.tag()));
    assert!(page.words().contains("c•••@caaa.example"), "{}", page.words());
    assert!(!page.body.contains(ADDRESS));

    let mail = server.mails.next_to(ADDRESS).await;
    assert_eq!(page.reference().len(), 4);
    assert!(mail.subject.contains(&page.reference()) && mail.text.contains(&page.reference()));
    let code = mail.text.lines().next().unwrap();
    assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
    assert!(!mail.subject.contains(code), "a code in the subject is shown on locked screens");
    let answer = browser.type_code(&format!(" {}-{} ", &code[..3], &code[3..])).await;
    answer.assert_sees("/account");
    assert_eq!(browser.terminal().await, 200);
    let account = browser.follow(&answer).await;
    assert_eq!((account.status.as_u16(), account.heading().as_str()), (200, "Your account"));
    assert_eq!(server.events("login.completed").await, 1);
    assert_eq!(server.account(&id(USER)).await.state.name(), "two-factor");
}

async fn a_login_leads_to_the_first_page_of_its_person(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready("CAAA/USER").await;
    server.ready_person("CAAA/ADMIN", |p| p.da = DaRoles { maker: true, checker: false }).await;
    server.ready_person("STAFF/ANN", |p| p.staff_role = Some(StaffRole::Approver)).await;
    let pages = ["/account", "/portal/users", "/monitor"];
    for (account, first, open) in [
        ("CAAA/USER", "/account", [200, 403, 403]),
        ("CAAA/ADMIN", "/portal/users", [200, 200, 403]),
        ("STAFF/ANN", "/monitor", [200, 403, 200]),
    ] {
        let browser = server.browser();
        server.log_in(&browser, account).await.assert_sees(first);
        for (page, status) in pages.iter().zip(open) {
            assert_eq!(browser.get(page).await.status.as_u16(), status, "{account} at {page}");
        }
    }
    let stranger = server.browser();
    for page in pages {
        let target = format!("/login?return_to={}", page.replace('/', "%2F"));
        stranger.get(page).await.assert_sees(&target);
    }
}

async fn empty_fields_and_malformed_codes_are_told_and_cost_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();
    let answer = browser.log_in(" ", "", "").await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problems(), ["Enter your participant code", "Enter your user ID", "Enter your password"]);
    assert!(answer.title().starts_with("Error: "));
    browser.log_in("CAAA", "CAAA001", "").await.assert_refused(422, "Enter your password");
    assert_eq!(server.app.hasher.verifications(), 0);

    let code = server.ask_code(&browser, USER).await;
    browser.type_code(" ").await.assert_refused(422, "Enter the one-time code from the mail");
    for malformed in ["12345", "1234567", "abcdef", "12345\u{0}", "１２３４５", "-1e5"] {
        browser.type_code(malformed).await.assert_refused(422, "The one-time code is 6 digits");
    }
    assert_eq!(server.count("SELECT attempts FROM logins").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM budgets WHERE name LIKE 'code:%' AND spent > 0").await, 0);
    browser.type_code(&code).await.assert_sees("/account");
}

async fn a_resend_repeats_the_code_and_extends_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    let reference = browser.look().await.reference();
    server.quiet().await;

    browser.resend().await.assert_refused(429, "A mail has only just been sent");
    server.advance(9 * MINUTE);
    let answer = browser.resend().await;
    answer.assert_sees(&format!("/login/code?login={}&sent=1", browser.tag()));
    let page = browser.follow(&answer).await;
    assert!(page.words().contains("asked our mail system to send another mail"), "{}", page.words());
    assert_eq!(page.reference(), reference);
    assert_eq!(server.mails.code_to(ADDRESS).await, code);

    server.advance(MINUTE);
    browser.type_code(&code).await.assert_refused(422, "That code has expired");
    assert_eq!(browser.terminal().await, 401);
}

async fn mails_of_one_login_and_of_one_account_are_limited(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.mails_per_account = 7).await;
    server.ready(USER).await;
    let browser = server.browser();
    server.ask_code(&browser, USER).await;
    for _ in 0..4 {
        server.quiet().await;
        server.advance(MINUTE);
        assert_eq!(browser.resend().await.status, 303);
        server.mails.next_to(ADDRESS).await;
    }
    server.quiet().await;
    server.advance(MINUTE);
    browser.resend().await.assert_refused(429, "We cannot send more mails to you");
    assert!(browser.look().await.words().contains("We cannot send another mail for this login"));
    // Two more logins use up what the account may have.
    for _ in 0..2 {
        server.ask_code(&server.browser(), USER).await;
    }
    let answer = server.browser().log_in("CAAA", "CAAA001", PASSWORD).await;
    answer.assert_refused(429, "Try again after");
    server.quiet().await;
    assert_eq!(server.mails.all_to(ADDRESS).len(), 7);
    server.advance(5 * MINUTE);
    server.ask_code(&server.browser(), USER).await;
}

async fn a_code_is_refused_once_its_time_is_over_and_a_fresh_one_can_be_had(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let (early, late) = (server.browser(), server.browser());
    let (first, second) = (server.ask_code(&early, USER).await, server.ask_code(&late, USER).await);
    server.quiet().await;
    server.advance(10 * MINUTE - SECOND);
    early.type_code(&first).await.assert_sees("/account");
    server.advance(2 * SECOND);
    late.type_code(&second).await.assert_refused(422, "That code has expired");
    // Neither evaluated nor paid for.
    assert_eq!(server.count("SELECT COUNT(*) FROM budgets WHERE name = 'code:CAAA/CAAA001' AND spent > 0").await, 0);

    assert_eq!(late.resend().await.status, 303);
    let third = server.mails.code_to(ADDRESS).await;
    assert_ne!(third, second);
    late.type_code(&second).await.assert_refused(422, "That is not the code");
    late.type_code(&third).await.assert_sees("/account");
}

async fn a_code_works_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    let thief = browser.copied();
    browser.type_code(&code).await.assert_sees("/account");
    assert_starts_again(&thief.type_code(&code).await);
    assert_starts_again(&thief.look().await);
    assert_eq!(thief.terminal().await, 401);
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 1);
}

async fn a_code_of_a_former_login_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();
    let former = server.ask_code(&browser, USER).await;
    let newer = server.ask_code(&browser, USER).await;
    assert_ne!(former, newer);
    browser.type_code(&former).await.assert_refused(422, "That is not the code");
    browser.type_code(&newer).await.assert_sees("/account");
}

async fn a_code_from_before_a_change_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let id = server.ready(USER).await;
    let elsewhere = server.logged_in(USER).await;

    // The password changed.
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    let fields = [("current", PASSWORD), ("password", "seven lanterns over granite")];
    elsewhere.post("/account/password", &fields).await.assert_sees("/account?notice=password-changed");
    assert_starts_again(&browser.type_code(&code).await);
    let fields = [("current", "seven lanterns over granite"), ("password", PASSWORD)];
    elsewhere.post("/account/password", &fields).await.assert_sees("/account?notice=password-changed");
    for _ in 0..2 {
        assert!(server.mails.next_to(ADDRESS).await.subject.contains("password was changed"));
    }

    // The address changed: not even the mail that was still to be sent goes to either.
    let code = server.ask_code(&browser, USER).await;
    let mut tx = server.app.store.begin().await.unwrap();
    let other = EmailAddress::parse("other@caaa.example").unwrap();
    accounts::set_address(&mut tx, &id, Some(&other)).await.unwrap();
    tx.commit().await.unwrap();
    assert_starts_again(&browser.type_code(&code).await);
    assert_starts_again(&browser.resend().await);
    assert!(server.mails.all_to("other@caaa.example").is_empty());

    // Out of use, and in use again.
    assert_eq!(browser.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    let code = server.mails.code_to("other@caaa.example").await;
    server.set_status(&id, Status::Disabled).await;
    assert_starts_again(&browser.type_code(&code).await);
    server.set_status(&id, Status::Active).await;
    assert_starts_again(&browser.type_code(&code).await);
    assert_starts_again(&browser.look().await);
}

async fn a_change_that_commits_while_a_code_is_tried_has_the_last_word(backend: Backend) {
    let server = TestServer::start(backend).await;
    let id = server.ready(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    server.quiet().await;

    let mut tx = server.app.store.begin().await.unwrap();
    accounts::set_password(&mut tx, &id, "another", server.app.clock.now()).await.unwrap();
    sessions::revoke_all(&mut tx, &id, None).await.unwrap();
    let trying = browser.copied();
    let trying = tokio::spawn(async move { trying.type_code(&code).await });
    // Long enough to come to where it has to wait for the change.
    tokio::time::sleep(Duration::from_millis(300)).await;
    tx.commit().await.unwrap();
    assert_starts_again(&trying.await.unwrap());
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 0);
}

async fn a_code_of_another_login_is_refused_and_only_that_login_pays(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = "CAAA/CAAA002";
    server.ready(USER).await;
    server.ready(other).await;
    let (mine, again, theirs) = (server.browser(), server.browser(), server.browser());
    let my_code = server.ask_code(&mine, USER).await;
    let again_code = server.ask_code(&again, USER).await;
    let their_code = server.ask_code(&theirs, other).await;

    theirs.type_code(&my_code).await.assert_refused(422, "You have 4 tries left");
    mine.type_code(&their_code).await.assert_refused(422, "You have 4 tries left");
    mine.type_code(&again_code).await.assert_refused(422, "You have 3 tries left");
    let spent = "SELECT name, spent FROM budgets WHERE name LIKE 'code:%' ORDER BY name";
    assert_eq!(server.rows(spent).await, [["code:CAAA/CAAA001", "2"], ["code:CAAA/CAAA002", "1"]]);
    // The right code with the right tag, in a browser that did not begin that login.
    let fields = [("login", mine.tag()), ("code", my_code.clone())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_starts_again(&theirs.post("/login/code", &fields).await);
    assert_starts_again(&server.browser().post("/login/code", &fields).await);
    // Nor with a secret of another login under the right name.
    let forger = server.browser();
    forger.plant(&format!("__Host-login-{}", mine.tag()), &theirs.secret().unwrap());
    assert_starts_again(&forger.post("/login/code", &fields).await);
    assert_starts_again(&forger.get(&mine.page()).await);
    let again = [("login", fields[0].1), ("action", "resend")];
    assert_starts_again(&forger.post("/login/code", &again).await);
    assert_eq!(server.rows(spent).await, [["code:CAAA/CAAA001", "2"], ["code:CAAA/CAAA002", "1"]]);
    mine.type_code(&my_code).await.assert_sees("/account");
    theirs.type_code(&their_code).await.assert_sees("/account");
}

async fn steps_out_of_order_are_refused_and_show_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let activation = server.invited("CAAA/CAAA002").await;
    let nothing = server.browser();
    for path in ["/login/code", "/login/code?login=0123456789abcdef", "/login/code?login=%00&sent=1"] {
        assert_starts_again(&nothing.get(path).await);
        assert_starts_again(&nothing.post(path, &[("code", "123456")]).await);
        assert_starts_again(&nothing.post(path, &[("action", "resend")]).await);
    }

    // With the first step's cookie alone nothing opens, whatever name it is sent under.
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    let pages = ["/account", "/account/password", "/portal/users", "/monitor"];
    let secret = browser.secret().unwrap();
    let renamed = browser.copied();
    renamed.plant("__Host-session", &secret);
    for browser in [&browser, &renamed] {
        assert_eq!(browser.terminal().await, 401);
        for page in pages {
            let answer = browser.get(page).await;
            assert!(answer.status == 303 && answer.location().starts_with("/login?return_to="), "{page}");
        }
        for page in ["/account", "/account/password"] {
            let answer = browser.post(page, &[("action", "end-all"), ("current", PASSWORD)]).await;
            assert!(answer.status == 303 && answer.location().starts_with("/login?return_to="), "{page}");
        }
    }

    // A login is no set-up, and a set-up no login.
    let tag = browser.tag();
    browser.get(&format!("/setup?login={tag}")).await.assert_sees("/setup?notice=start-again");
    for step in [("password", "seven lanterns over granite"), ("code", code.as_str()), ("action", "resend")] {
        browser.post("/setup", &[("login", &tag), step]).await.assert_sees("/setup?notice=start-again");
    }
    let setup = server.browser();
    assert_eq!(setup.activate("CAAA", "CAAA002", &activation).await.status, 303);
    let tag = setup.tag();
    for step in [("code", code.as_str()), ("action", "resend")] {
        assert_starts_again(&setup.post("/login/code", &[("login", &tag), step]).await);
        // The code before the password.
        setup.post("/setup", &[("login", &tag), step]).await.assert_sees("/setup?notice=start-again");
    }
    assert_starts_again(&setup.get(&format!("/login/code?login={tag}")).await);

    // A field twice, and a form of another kind.
    let twice = browser.post(&browser.page(), &[("code", &code), ("code", &code)]).await;
    assert_eq!(twice.status, 400);
    let json = [("origin", "http://localhost:8080"), ("content-type", "application/json")];
    let body = format!("{{\"code\":\"{code}\"}}");
    assert_eq!(browser.send(http::Method::POST, &browser.page(), &json, body).await.status, 400);
    // No step is taken by being looked at.
    assert_eq!(browser.get(&format!("{}&code={code}", browser.page())).await.status, 200);
    assert_eq!(browser.terminal().await, 401);
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 0);

    // The order that is right still works, and is over then.
    let kept = browser.copied();
    browser.type_code(&code).await.assert_sees("/account");
    for answer in [kept.look().await, kept.type_code(&code).await, kept.type_code("").await, kept.resend().await] {
        assert_starts_again(&answer);
    }
}

async fn log_in_of(server: &TestServer, account: &str) -> (Browser, crate::support::Answer) {
    let browser = server.browser();
    let (participant, user) = account.split_once('/').unwrap();
    let answer = browser.log_in(participant, user, PASSWORD).await;
    (browser, answer)
}

async fn a_phase_decides_at_the_password_whom_a_login_lets_in(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready("CAAA/USER").await;
    server.ready_person("CAAA/ADMIN", |p| p.da = DaRoles { maker: false, checker: true }).await;
    server.ready_person("STAFF/ANN", |p| p.staff_role = Some(StaffRole::Viewer)).await;
    for phase in Phase::ALL {
        let server = server.another_with(|config| config.schedule.phase = FixedPhase(Some(phase))).await;
        for account in ["CAAA/USER", "CAAA/ADMIN", "STAFF/ANN"] {
            let (browser, answer) = log_in_of(&server, account).await;
            let open = account != "CAAA/USER" || phase >= Phase::ConnectivityTest;
            if !open {
                answer.assert_refused(403, "do not open the terminal yet");
                // A wrong password is told nothing of the phase.
                let wrong = browser.log_in("CAAA", "USER", "not the password at all").await;
                wrong.assert_refused(422, "do not match");
                continue;
            }
            assert_eq!(answer.status, 303, "{account} in {phase}: {:?}", answer.problems());
            let code = server.mails.code_to(&address_of(account)).await;
            assert_eq!(browser.type_code(&code).await.status, 303);
            let terminal = account != "STAFF/ANN" && phase >= Phase::ParallelRun;
            assert_eq!(browser.terminal().await, if terminal { 200 } else { 403 }, "{account} in {phase}");
        }
    }
    assert_eq!(server.events("login.phase-closed").await, 2);
}

async fn a_phase_that_closes_meanwhile_refuses_at_the_code(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let session = server.logged_in(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;

    let closed = server.another_with(|config| config.schedule.phase = FixedPhase(Some(Phase::Preparation))).await;
    let answer = browser.at_instance(&closed).type_code(&code).await;
    answer.assert_refused(403, "do not open the terminal yet");
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 1);
    assert_eq!(browser.at_instance(&closed).terminal().await, 401);
    assert_eq!(session.at_instance(&closed).terminal().await, 401, "sessions of the method end with it");
    // The code is used up.
    assert_starts_again(&browser.type_code(&code).await);
}

async fn a_test_login_opens_no_terminal(backend: Backend) {
    let test = |config: &mut server::config::Config| config.schedule.phase = FixedPhase(Some(Phase::ConnectivityTest));
    let server = TestServer::with(backend, test).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    assert_eq!(browser.terminal().await, 403);
    assert!(browser.get("/account").await.words().contains("does not open the terminal"));
    assert_eq!(server.account(&id(USER)).await.state.name(), "ready", "no real login yet");
}

/// Targets that are somewhere else, or that would answer a login with a login.
const DISGUISES: [&str; 24] = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%0d%0aSet-Cookie:a=b\r\n",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example/desk",
    "http://terminal.example/desk",
    "https://terminal.example/desks",
    "https://terminal.example/",
    "https://terminal.example.evil.example/desk",
    "https://terminal.example@evil.example/desk",
    "https://user@terminal.example/desk",
    "https://terminal.example:444/desk",
    "https://terminal.example/desk/../admin",
    "https://localhost:8080@evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/login",
    "/logout",
    "/./%2e%2e//evil.example",
    "account",
];

async fn every_disguise_of_a_target_leads_to_the_default_page(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.mails_per_account = 100).await;
    server.ready(USER).await;
    let page = server.browser();
    for target in DISGUISES {
        let query: String =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("return_to", target).finish();
        let asked = format!("/login?{query}");
        assert_eq!(page.get(&asked).await.hidden("return_to"), None, "{target:?}");
        let browser = server.browser();
        let typed = [("participant", "CAAA"), ("user", "CAAA001"), ("password", PASSWORD)];
        // In the form, and in the page's URL.
        let in_form: Vec<_> = typed.iter().copied().chain([("return_to", target)]).collect();
        let (path, fields) = if target.len() % 2 == 0 { ("/login", in_form) } else { (asked.as_str(), typed.to_vec()) };
        let answer = browser.post(path, &fields).await;
        assert_eq!(answer.status, 303, "{target:?}");
        let code = server.mails.code_to(ADDRESS).await;
        let fields = [("code", code.as_str()), ("return_to", target)];
        browser.post(answer.location(), &fields).await.assert_sees("/account");
    }
}

async fn a_listed_target_is_reached_after_the_code(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    for (target, reached) in [
        ("/account/password", "/account/password"),
        ("/help?topic=code", "/help?topic=code"),
        ("https://terminal.example/desk/7?tab=1", "https://terminal.example/desk/7?tab=1"),
    ] {
        let browser = server.browser();
        let query: String =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("return_to", target).finish();
        let page = browser.get(&format!("/login?{query}")).await;
        let hidden = page.hidden("return_to").unwrap();
        assert!(page.words().contains("Log in to see that page"));
        // It survives a mistake.
        let wrong = [("participant", "CAAA"), ("user", "CAAA001"), ("password", "no"), ("return_to", &hidden)];
        let hidden = browser.post("/login", &wrong).await.hidden("return_to").unwrap();
        let right = [("participant", "CAAA"), ("user", "CAAA001"), ("password", PASSWORD), ("return_to", &hidden)];
        let answer = browser.post("/login", &right).await;
        assert_eq!(answer.status, 303);
        let code = server.mails.code_to(ADDRESS).await;
        browser.post(answer.location(), &[("code", &code)]).await.assert_sees(reached);
    }
}

async fn a_password_hashed_under_lower_costs_is_hashed_anew(backend: Backend) {
    let server = TestServer::start(backend).await;
    let id = server.ready(USER).await;
    let before = server.account(&id).await;
    let dearer = server.another_with(|config| config.password.argon2.0.passes = 3).await;
    // A wrong password changes nothing.
    assert_eq!(dearer.browser().log_in("CAAA", "CAAA001", "not the password at all").await.status, 422);
    assert_eq!(server.account(&id).await.password_hash, before.password_hash);
    let browser = dearer.browser();
    let code = dearer.ask_code(&browser, USER).await;
    let after = server.account(&id).await;
    assert!(after.password_hash.as_ref().unwrap().contains("m=19456,t=3,p=1"), "{:?}", after.password_hash);
    assert_eq!((after.password_at, after.epoch), (before.password_at, before.epoch), "it is the same password");
    browser.type_code(&code).await.assert_sees("/account");
    // The one with lower costs leaves it alone.
    server.logged_in(USER).await;
    assert_eq!(server.account(&id).await.password_hash, after.password_hash);
}
