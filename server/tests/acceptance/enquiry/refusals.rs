//! A code that is not tried, and a mail that is not sent, leave a line that the help desk finds by what the caller reads
//! out, with its reason in plain words; and however often somebody tries, a bounded number of lines.

use std::time::Duration;

use super::read_out;
use crate::support::{ADDRESS, Answer, Backend, Browser, OPERATOR, PASSWORD, TestServer, USER, on_both};

on_both! {
    a_code_that_has_expired_leaves_a_line,
    a_login_that_is_used_up_leaves_a_line,
    another_mail_too_soon_leaves_a_line,
    where_no_more_mails_leave_a_line_says_so,
    set_up_and_test_logins_leave_lines_as_well,
    a_set_up_whose_code_was_never_sent_leaves_a_line,
    many_tries_leave_a_bounded_number_of_lines,
    who_has_proved_nothing_leaves_no_such_line,
    each_reason_of_a_pass_and_of_a_test_has_its_own_words,
    what_several_reasons_share_tells_its_own_beside_it,
}

const MINUTE: Duration = Duration::from_secs(60);

/// What the audit has of refused codes: whom each concerns and why.
async fn told(server: &TestServer) -> Vec<[String; 2]> {
    let rows = server.rows("SELECT account, detail FROM events WHERE kind = 'code.refused' ORDER BY id").await;
    let why =
        |detail: &str| serde_json::from_str::<serde_json::Value>(detail).unwrap()["why"].as_str().unwrap().to_owned();
    rows.into_iter().map(|row| [row[0].clone(), why(&row[1])]).collect()
}

/// The help desk finds one line of [`USER`], by the reference of the mail and by the number of the answer, that says
/// what is `said`, and what to say.
async fn assert_found(server: &TestServer, refused: &Answer, reference: &str, said: &str, say: &str) {
    let operator = server.session_of(OPERATOR).await;
    for heard in [reference, refused.header("x-request-id")] {
        let found = operator.find(heard).await;
        assert!(found.body.contains("href=\"/monitor/users/CAAA/CAAA001\""), "{heard}: {}", found.words());
        assert_eq!(found.words().matches(said).count(), 1, "{heard}: {}", found.words());
    }
    let page = operator.enquire(USER).await.words();
    let (top, timeline) = page.split_once("What has happened").unwrap();
    assert!(top.contains(said) && top.contains(say), "{top}");
    assert_eq!(timeline.matches(said).count(), 1, "{timeline}");
    assert!(timeline.contains(say), "{timeline}");
}

/// [`USER`] at the code of a login, and the reference of its mail.
async fn at_the_code(server: &TestServer) -> (Browser, String, String) {
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    server.quiet().await;
    let reference = browser.look().await.reference();
    (browser, code, reference)
}

async fn a_code_that_has_expired_leaves_a_line(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.house().await;
    server.ready(USER).await;
    let (browser, code, reference) = at_the_code(&server).await;
    server.advance(11 * MINUTE);
    let refused = browser.type_code(&code).await;
    refused.assert_refused(422, "That code has expired");
    let said = "The one-time code had expired before it was typed in.";
    assert_found(&server, &refused, &reference, said, "use the newest mail only").await;
    assert_eq!(told(&server).await, [[USER, "expired"]]);
    // Neither the code nor the mailbox stands with it.
    let detail = server.rows("SELECT detail FROM events WHERE kind = 'code.refused'").await.concat().concat();
    assert!(!detail.contains(&code) && !detail.contains('@'), "{detail}");
}

async fn a_login_that_is_used_up_leaves_a_line(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.house().await;
    server.ready(USER).await;
    let (browser, code, reference) = at_the_code(&server).await;
    for _ in 0..5 {
        browser.type_code("000000").await;
    }
    assert!(told(&server).await.is_empty(), "a wrong code has a line of its own");
    let refused = browser.type_code(&code).await;
    assert_eq!(refused.status, 422);
    assert_eq!(read_out(&refused), reference);
    let said = "Too many wrong codes: that login has no tries left.";
    assert_found(&server, &refused, &reference, said, "Please start again with your password").await;
    // A pass in the code's place is not tried either.
    browser.type_code("7K3M-Q2XA-9DTE").await;
    assert_eq!(told(&server).await, [[USER, "used up"], [USER, "used up"]]);
    assert_eq!(server.events("pass.wrong").await, 0);
}

async fn another_mail_too_soon_leaves_a_line(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.house().await;
    server.ready(USER).await;
    let (browser, _, reference) = at_the_code(&server).await;
    let refused = browser.resend().await;
    refused.assert_refused(429, "A mail has only just been sent");
    let said = "Another mail with a code was asked for too soon after the last.";
    assert_found(&server, &refused, &reference, said, "Please wait a minute").await;
    assert_eq!(told(&server).await, [[USER, "too soon"]]);
}

async fn where_no_more_mails_leave_a_line_says_so(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.mails_per_account = 1).await;
    server.house().await;
    server.ready(USER).await;
    let (browser, _, reference) = at_the_code(&server).await;
    server.advance(2 * MINUTE);
    let refused = browser.resend().await;
    refused.assert_refused(429, "We cannot send more mails");
    let said = "Another mail with a code was asked for, and no more leave for now.";
    assert_found(&server, &refused, &reference, said, "in ten minutes").await;
    // At the password the number of the page is all there is to read out.
    let closed = server.browser().log_in("CAAA", "CAAA001", PASSWORD).await;
    closed.assert_refused(429, "Try again after");
    let found = server.session_of(OPERATOR).await.find(&read_out(&closed)).await;
    assert!(found.words().contains(said), "{}", found.words());
    assert_eq!(told(&server).await, [[USER, "no more mails"], [USER, "no more mails"]]);
}

async fn set_up_and_test_logins_leave_lines_as_well(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let test = server.browser();
    test.test("CAAA", "CAAA001", PASSWORD).await;
    let of_test = server.mails.code_to(ADDRESS).await;
    let set_up = server.browser();
    let activation = server.invited("CAAA/CAAA002").await;
    set_up.activate("CAAA", "CAAA002", &activation).await;
    set_up.choose_password(PASSWORD).await;
    server.quiet().await;
    assert_eq!(test.post(&test.page(), &[("action", "resend")]).await.status, 429);
    assert_eq!(set_up.resend().await.status, 429);
    server.advance(11 * MINUTE);
    assert_eq!(test.post(&test.page(), &[("code", &of_test)]).await.status, 422);
    assert_eq!(set_up.type_code("000000").await.status, 422);
    let lines = [[USER, "too soon"], ["CAAA/CAAA002", "too soon"], [USER, "expired"], ["CAAA/CAAA002", "expired"]];
    assert_eq!(told(&server).await, lines);
}

async fn a_set_up_whose_code_was_never_sent_leaves_a_line(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.mails_per_account = 1).await;
    server.house().await;
    let activation = server.invited(USER).await;
    for _ in 0..2 {
        let browser = server.browser();
        browser.activate("CAAA", "CAAA001", &activation).await;
        browser.choose_password(PASSWORD).await;
        browser.type_code("000000").await;
    }
    assert_eq!(told(&server).await, [[USER, "no more mails"], [USER, "never sent"]]);
    let page = server.session_of(OPERATOR).await.enquire(USER).await;
    assert!(page.words().contains("A one-time code was typed, but none had been sent."), "{}", page.words());
}

async fn many_tries_leave_a_bounded_number_of_lines(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 6).await;
    server.ready(USER).await;
    let (browser, code, _) = at_the_code(&server).await;
    let other = at_the_code(&server).await.0;
    for _ in 0..5 {
        other.type_code("000000").await;
    }
    for _ in 0..15 {
        browser.resend().await;
        other.type_code(&code).await;
    }
    server.advance(11 * MINUTE);
    for _ in 0..15 {
        browser.type_code(&code).await;
    }
    let lines = told(&server).await;
    for why in ["too soon", "used up", "expired"] {
        assert_eq!(lines.iter().filter(|line| line[1] == why).count(), 6, "{why}: {lines:?}");
    }
    // An hour later there is room again.
    server.advance(60 * MINUTE);
    let (browser, ..) = at_the_code(&server).await;
    browser.resend().await;
    assert_eq!(told(&server).await.len(), lines.len() + 1);
}

async fn who_has_proved_nothing_leaves_no_such_line(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let (browser, code, _) = at_the_code(&server).await;
    server.advance(11 * MINUTE);
    // The name of the login alone, without its cookie, and logins that never were.
    for tag in [browser.tag().as_str(), "0123456789abcdef", ""] {
        for step in [("code", code.as_str()), ("action", "resend")] {
            let path = format!("/login/code?login={tag}");
            let answer = server.browser().post(&path, &[("login", tag), step]).await;
            answer.assert_sees("/login?notice=start-again");
        }
    }
    // Nor do names without an account, or a wrong password.
    for user in ["CAAA001", "NOBODY1"] {
        server.browser().log_in("CAAA", user, "this is no password of anybody").await;
    }
    assert!(told(&server).await.is_empty());
}

async fn each_reason_of_a_pass_and_of_a_test_has_its_own_words(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.house().await;
    server.ready(USER).await;
    // A test that somebody gives up on.
    let test = server.browser();
    test.test("CAAA", "CAAA001", PASSWORD).await;
    server.quiet().await;
    test.post(&test.page(), &[("action", "give-up")]).await;
    let passes = [
        ("used before", "The one-time pass had been used before.", "each works once"),
        ("another took its place", "A newer one-time pass had taken the place", "the newest one that was given to you"),
        ("not shown to anybody", "had not been shown to whoever asked for it", "Who gave it to you?"),
        ("expired", "The one-time pass had expired.", "for some minutes only"),
        ("from before a change", "The account had changed since", "Your account has changed"),
        ("no such pass", "this user was given no such pass", "That is not a one-time pass of yours"),
    ];
    for (why, ..) in passes {
        server.tell(USER, "pass.wrong", serde_json::json!({ "why": why, "attempt": 1 })).await;
    }
    let page = server.session_of(OPERATOR).await.enquire(USER).await.words();
    let timeline = page.split_once("What has happened").unwrap().1;
    for (why, said, say) in passes {
        assert_eq!(timeline.matches(said).count(), 1, "{why}: {timeline}");
        assert!(timeline.contains(say), "{why}: {timeline}");
    }
    let said = "The connectivity test failed. The mail left our mail system and was not found in the mailbox.";
    assert!(timeline.contains(said) && timeline.contains("Look in junk and quarantine"), "{timeline}");
    // What its words say is not said again beside it.
    assert!(!timeline.contains("Reason:"), "{timeline}");
}

async fn what_several_reasons_share_tells_its_own_beside_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.house().await;
    server.ready(USER).await;
    for (kind, detail) in [
        ("certificate.refused", serde_json::json!({ "why": "crl stale" })),
        ("certificate.refused", serde_json::json!({ "why": "revoked" })),
        ("login.turned-away", serde_json::json!({ "why": "too many failures", "what": "code" })),
    ] {
        server.tell(USER, kind, detail).await;
    }
    let page = server.session_of(OPERATOR).await.enquire(USER).await.words();
    let timeline = page.split_once("What has happened").unwrap().1;
    for said in ["Reason: the list of revoked certificates is out of date", "Reason: revoked", "What: one-time code"] {
        assert!(timeline.contains(said), "{said}: {timeline}");
    }
    assert!(!timeline.contains("Reason: too many failures"), "{timeline}");
}
