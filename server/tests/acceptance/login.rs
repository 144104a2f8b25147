//! Logging in: password, code, and what each step refuses.

use std::time::Duration;

use crate::support::{ADDRESS, Backend, PASSWORD, TestServer, USER, on_both};

on_both! {
    password_and_code_open_a_session,
}

const MINUTE: Duration = Duration::from_secs(60);

async fn password_and_code_open_a_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();

    let answer = browser.log_in("caaa", " CAAA001 ", PASSWORD).await;
    assert_eq!(answer.status, 303);
    assert_eq!(browser.terminal().await, 401, "a password alone opens nothing");
    let page = browser.follow(&answer).await;
    assert_eq!((page.status.as_u16(), page.heading().as_str()), (200, "Enter your one-time code"));
    assert!(page.words().contains("c•••@caaa.example"), "{}", page.words());
    assert!(!page.body.contains(ADDRESS));

    let mail = server.mails.next_to(ADDRESS).await;
    assert!(mail.subject.contains(&page.reference()) && mail.text.contains(&page.reference()));
    let code = mail.text.lines().next().unwrap();
    assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
    let answer = browser.type_code(code).await;
    answer.assert_sees("/account");
    assert_eq!(browser.terminal().await, 200);
    let _ = MINUTE;
}
