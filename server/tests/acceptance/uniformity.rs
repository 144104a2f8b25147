//! Accounts that may not log in answer like those that do not exist.

use domain::life::Status;

use crate::support::{Answer, Backend, PASSWORD, TestServer, on_both};

on_both! {
    whatever_is_wrong_with_an_account_the_answer_is_the_same,
    a_closed_account_answers_like_a_closed_name_that_nobody_has,
    whatever_is_wrong_with_an_account_the_work_is_the_same,
    the_truth_goes_to_the_audit_and_to_the_owner_of_the_mailbox,
}

const WRONG: &str = "this is no password of anybody";

/// Everything of an answer that a stranger sees, without what is new in each: nonces, the request's id, the date, and
/// what was typed.
pub fn shown(answer: &Answer, typed: &[&str]) -> String {
    let request_id = answer.header("x-request-id").to_owned();
    let nonce = answer
        .header("content-security-policy")
        .split_once("'nonce-")
        .map(|(_, rest)| rest.split('\'').next().unwrap_or_default().to_owned());
    let mut text = format!("{}\n", answer.status);
    let mut headers: Vec<_> = answer.headers.iter().filter(|(name, _)| *name != "date").collect();
    headers.sort_by_key(|(name, _)| name.as_str());
    for (name, value) in headers {
        text.push_str(&format!("{name}: {}\n", value.to_str().unwrap()));
    }
    text.push_str(&answer.body);
    text = text.replace(&request_id, "[request]");
    if let Some(nonce) = nonce.filter(|nonce| !nonce.is_empty()) {
        text = text.replace(&nonce, "[nonce]");
    }
    for typed in typed.iter().filter(|typed| !typed.is_empty()) {
        text = text.replace(&format!("value=\"{typed}\""), "value=\"[typed]\"");
    }
    text
}

/// One account of every kind that may not log in: its user ID, and the password that somebody types. All of one
/// length, so that lengths can be compared as well.
async fn everybody(server: &TestServer) -> Vec<(&'static str, &'static str, &'static str)> {
    server.ready("CAAA/GOOD01").await;
    for (user, status) in [("CAAA/SHUT01", Status::Disabled), ("CAAA/DORM01", Status::Dormant)] {
        let id = server.ready(user).await;
        server.set_status(&id, status).await;
    }
    server.add_user("CAAA/BARE01").await;
    server.invited("CAAA/MAIL01").await;
    // Set up, and the address taken away since.
    let id = server.ready("CAAA/LOST01").await;
    server
        .meddle(&format!(
            "UPDATE accounts SET email = NULL, email_key = NULL, state = 'authorised' WHERE account = '{id}'"
        ))
        .await;
    server.quiet().await;
    vec![
        ("CAAA", "NONE01", PASSWORD),
        ("ZZZZ", "GOOD01", PASSWORD),
        ("CAAA", "GOOD 1", PASSWORD),
        ("CA A", "GOOD01", PASSWORD),
        ("CAAA", "GOOD01", WRONG),
        ("CAAA", "SHUT01", PASSWORD),
        ("CAAA", "SHUT01", WRONG),
        ("CAAA", "DORM01", PASSWORD),
        ("CAAA", "BARE01", PASSWORD),
        ("CAAA", "MAIL01", PASSWORD),
        ("CAAA", "LOST01", PASSWORD),
    ]
}

async fn whatever_is_wrong_with_an_account_the_answer_is_the_same(backend: Backend) {
    let server = TestServer::start(backend).await;
    let mut seen: Option<(String, String)> = None;
    for (participant, user, password) in everybody(&server).await {
        let browser = server.browser();
        let answer = browser.log_in(participant, user, password).await;
        answer.assert_refused(422, "do not match");
        assert!(browser.cookies().is_empty());
        let text = shown(&answer, &[participant, user]);
        assert!(!text.contains(user) && !text.contains(password));
        let name = format!("{participant}/{user}");
        match &seen {
            None => seen = Some((name, text)),
            Some((first, expected)) => assert_eq!(expected, &text, "{first} and {name} differ"),
        }
    }
}

async fn a_closed_account_answers_like_a_closed_name_that_nobody_has(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 3).await;
    everybody(&server).await;
    let mut seen: Option<String> = None;
    for (participant, user) in [
        ("CAAA", "GOOD01"),
        ("CAAA", "SHUT01"),
        ("CAAA", "DORM01"),
        ("CAAA", "BARE01"),
        ("CAAA", "NONE01"),
        ("ZZZZ", "GOOD01"),
        ("CAAA", "GOOD 1"),
    ] {
        let mut texts = Vec::new();
        // Three are evaluated, and then not even the right one is.
        for password in [WRONG, WRONG, WRONG, WRONG, PASSWORD] {
            let answer = server.browser().log_in(participant, user, password).await;
            texts.push(shown(&answer, &[participant, user]));
        }
        assert_eq!(texts[3], texts[4]);
        let text = texts.join("\n");
        assert!(text.contains("429 Too Many Requests") && text.contains("Try again after"));
        match &seen {
            None => seen = Some(text),
            Some(expected) => assert_eq!(expected, &text, "{participant}/{user}"),
        }
    }
}

async fn whatever_is_wrong_with_an_account_the_work_is_the_same(backend: Backend) {
    let server = TestServer::start(backend).await;
    let people = everybody(&server).await;
    let mut work = Vec::new();
    for (participant, user, password) in people {
        let before = (server.app.hasher.verifications(), server.events("login.refused").await);
        assert_eq!(server.browser().log_in(participant, user, password).await.status, 422);
        let after = (server.app.hasher.verifications(), server.events("login.refused").await);
        work.push((user, after.0 - before.0, after.1 - before.1));
    }
    assert!(work.iter().all(|(_, verified, written)| (*verified, *written) == (1, 1)), "{work:?}");
}

async fn the_truth_goes_to_the_audit_and_to_the_owner_of_the_mailbox(backend: Backend) {
    let server = TestServer::start(backend).await;
    for (participant, user, password) in everybody(&server).await {
        server.browser().log_in(participant, user, password).await;
    }
    let mut told: Vec<String> = server
        .rows("SELECT account, detail FROM events WHERE kind = 'login.refused'")
        .await
        .into_iter()
        .map(|row| row.join(" "))
        .collect();
    told.sort();
    let why = |account: &str, why: &str| format!("{account} {{\"why\":\"{why}\"}}");
    let mut expected = vec![
        why("CAAA/GOOD01", "wrong password"),
        why("CAAA/SHUT01", "disabled"),
        why("CAAA/SHUT01", "wrong password"),
        why("CAAA/DORM01", "dormant"),
        why("CAAA/BARE01", "not set up"),
        why("CAAA/MAIL01", "not set up"),
        why("CAAA/LOST01", "not set up"),
    ];
    expected.extend(std::iter::repeat_n(why("", "unknown account"), 4));
    expected.sort();
    assert_eq!(told, expected);
    server.quiet().await;
    let mut closed: Vec<String> =
        server.mails.subjects().into_iter().filter(|subject| subject.contains("not active")).collect();
    closed.sort();
    assert_eq!(closed.len(), 2, "{closed:?}");
    assert!(closed[0].starts_with("dorm01@caaa.example: ") && closed[1].starts_with("shut01@caaa.example: "));
}
