//! Reports of mail servers, posted with a token.

use domain::address::EmailAddress;
use http::Method;
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use server::{mail::Kind, store::accounts};

use crate::support::{
    ADDRESS, Answer, Backend, Browser, CHECKER, MAKER, PASSWORD, TestServer, USER, address_of, id, on_both,
};

on_both! {
    a_report_in_any_dialect_says_that_the_address_refuses_mail,
    a_report_that_names_no_mail_of_ours_concerns_whoever_has_the_address,
    only_whoever_has_the_very_address_registered_is_concerned,
    a_mail_that_is_late_is_noted_and_nothing_else,
    nobody_posts_a_report_without_the_token,
    what_is_no_report_is_refused_with_what_is_wrong,
    arbitrary_bytes_flag_nobody,
    what_a_report_said_outlives_relays_and_ends_with_a_code_from_the_mailbox,
}

pub const TOKEN: &str = "0123456789abcdef-0123456789abcdef";
const POSTFIX: &str = include_str!("../../data/bounces/postfix.eml");
const EXCHANGE: &str = include_str!("../../data/bounces/exchange.eml");
const EXIM: &str = include_str!("../../data/bounces/exim.eml");
const DELAYED: &str = include_str!("../../data/bounces/delayed.eml");
const NOBODYS: &str = "ffffffffffff7fffbfffffffffffffff";

/// A server that takes reports.
pub async fn taking(backend: Backend) -> TestServer {
    TestServer::with(backend, |config| config.mail.bounce_token = Some(TOKEN.parse().unwrap())).await
}

/// The report of `sample` on a mail to `recipient`.
fn report(sample: &str, recipient: &str, mail: &str) -> String {
    sample.replace("{recipient}", recipient).replace("{mail}", mail)
}

/// Posts it as a mail server does, which is no browser.
async fn post(server: &TestServer, report: impl Into<Vec<u8>>) -> Answer {
    let token = format!("Bearer {TOKEN}");
    let headers = [("authorization", token.as_str()), ("content-type", "message/rfc822")];
    server.browser().send(Method::POST, "/api/mail/bounces", &headers, report.into()).await
}

/// Posts the report of Postfix, which is taken.
pub async fn bounce(server: &TestServer, recipient: &str, mail: &str) {
    taken(&post(server, report(POSTFIX, recipient, mail)).await, "failed");
}

/// That the report was taken, with one recipient among `among`.
fn taken(answer: &Answer, among: &str) {
    assert_eq!(answer.status, 202, "{}", answer.body);
    let counts: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    for (name, count) in counts.as_object().unwrap() {
        assert_eq!(*count, u64::from(name == among), "{name} in {}", answer.body);
    }
}

/// The newest mail to the account, by its Message-ID.
pub async fn sent(server: &TestServer, account: &str) -> String {
    super::notices::tell(server, Kind::PasswordChanged, &id(account), |_| {}).await;
    server.quiet().await;
    let mail = server.mails.all_to(&address_of(account)).pop().unwrap();
    let text = String::from_utf8(mail.message.formatted()).unwrap();
    let (_, rest) = text.split_once("Message-ID: <").unwrap();
    rest.split_once('@').unwrap().0.to_owned()
}

async fn a_report_in_any_dialect_says_that_the_address_refuses_mail(backend: Backend) {
    let server = taking(backend).await;
    server.administrator(MAKER, "da-maker").await;
    server.administrator(CHECKER, "da-checker").await;
    for (number, (sample, status)) in
        [(POSTFIX, "5.1.1"), (EXCHANGE, "5.1.10"), (EXIM, "5.0.0")].into_iter().enumerate()
    {
        let account = format!("CAAA/CAAA00{number}");
        server.ready(&account).await;
        let mail = sent(&server, &account).await;
        let mail = report(sample, &address_of(&account).to_uppercase().replace("CAAA.EXAMPLE", "caaa.example"), &mail);
        taken(&post(&server, mail.clone()).await, "failed");
        assert_eq!(server.account(&id(&account)).await.mail_refused_at, Some(server.app.clock.now()));
        let told = server
            .rows(&format!(
                "SELECT detail, participant FROM events WHERE kind = 'mail.bounced' AND account = '{account}'"
            ))
            .await;
        let [told] = told.as_slice() else { panic!("{told:?}") };
        assert!(told[0].contains("c•••@caaa.example") && told[0].contains(&format!("\"{status}\"")), "{told:?}");
        assert!(!told[0].to_lowercase().contains(&address_of(&account)) && told[1] == "CAAA", "{told:?}");
        // The same report again says nothing new, whichever way it took.
        taken(&post(&server, format!("Received: by another\r\n{mail}")).await, "repeated");
    }
    assert_eq!(server.events("mail.bounced").await, 3);
    assert_eq!(
        server.count("SELECT COUNT(*) FROM outbox WHERE state = 'refused' AND reported_at IS NOT NULL").await,
        3
    );
    // The firm sees it, in its list and in its trail.
    let maker = server.session_of(MAKER).await;
    assert!(maker.get("/portal/users?show=mail-refused").await.words().contains("CAAA002"));
    assert!(maker.get("/portal/audit?family=mail").await.words().contains("Mail returned"));
}

async fn a_report_that_names_no_mail_of_ours_concerns_whoever_has_the_address(backend: Backend) {
    let server = taking(backend).await;
    for account in [USER, "CAAA/CAAA002", "CAAA/CAAA003"] {
        server.ready(account).await;
    }
    let shared = EmailAddress::parse(ADDRESS).unwrap();
    let mut tx = server.app.store.begin().await.unwrap();
    accounts::set_address(&mut tx, &id("CAAA/CAAA002"), Some(&shared)).await.unwrap();
    tx.commit().await.unwrap();
    for unknown in ["none-of-ours", NOBODYS] {
        let answer = post(&server, report(EXIM, ADDRESS, unknown)).await;
        assert_eq!(answer.status, 202);
    }
    let flagged = "SELECT account FROM accounts WHERE mail_refused_at IS NOT NULL ORDER BY account";
    assert_eq!(server.rows(flagged).await.concat(), [USER, "CAAA/CAAA002"]);
    taken(&post(&server, report(EXIM, "nobody@caaa.example", "none-of-ours")).await, "unknown");
    assert_eq!(server.rows(flagged).await.len(), 2);
}

async fn only_whoever_has_the_very_address_registered_is_concerned(backend: Backend) {
    let server = taking(backend).await;
    server.ready(USER).await;
    server.ready("CBBB/CBBB001").await;
    let mail = sent(&server, USER).await;
    // It names a mail to one and the address of another: neither.
    taken(&post(&server, report(POSTFIX, &address_of("CBBB/CBBB001"), &mail)).await, "unknown");
    // The address was another's by the time.
    let mut tx = server.app.store.begin().await.unwrap();
    let other = EmailAddress::parse("other@caaa.example").unwrap();
    accounts::set_address(&mut tx, &id(USER), Some(&other)).await.unwrap();
    tx.commit().await.unwrap();
    taken(&post(&server, report(POSTFIX, ADDRESS, &mail)).await, "unknown");
    assert_eq!(server.count("SELECT COUNT(*) FROM accounts WHERE mail_refused_at IS NOT NULL").await, 0);
    assert_eq!(server.events("mail.bounced").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM outbox WHERE state = 'refused'").await, 0);
}

async fn a_mail_that_is_late_is_noted_and_nothing_else(backend: Backend) {
    let server = taking(backend).await;
    server.ready(USER).await;
    let mail = sent(&server, USER).await;
    taken(&post(&server, report(DELAYED, ADDRESS, &mail)).await, "delayed");
    taken(&post(&server, report(DELAYED, ADDRESS, &mail)).await, "repeated");
    assert_eq!(server.account(&id(USER)).await.mail_refused_at, None);
    assert_eq!(server.count("SELECT COUNT(*) FROM outbox WHERE state = 'sent'").await, 1);
    assert_eq!(server.count("SELECT COUNT(*) FROM mail_reports WHERE action = 'delayed' AND accounts = 1").await, 1);
    // That it failed after all is news.
    taken(&post(&server, report(POSTFIX, ADDRESS, &mail)).await, "failed");
}

async fn nobody_posts_a_report_without_the_token(backend: Backend) {
    let server = taking(backend).await;
    server.ready(USER).await;
    let body = report(POSTFIX, ADDRESS, NOBODYS);
    let sent = async |server: &TestServer, headers: &[(&str, &str)]| {
        server.browser().send(Method::POST, "/api/mail/bounces", headers, body.clone()).await
    };
    let longer = format!("Bearer {TOKEN}0");
    for shown in ["", "Bearer", "Bearer ", "Basic abc", TOKEN, &longer, "Bearer 0123456789abcdef"] {
        let answer = sent(&server, &[("authorization", shown)]).await;
        assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Bearer"), "{shown}");
    }
    assert_eq!(sent(&server, &[]).await.status, 401);
    // Neither does a page of another site, whatever it knows.
    let token = format!("Bearer {TOKEN}");
    let foreign = [("authorization", token.as_str()), ("origin", "https://evil.example")];
    assert_eq!(sent(&server, &foreign).await.status, 403);
    assert_eq!(server.count("SELECT COUNT(*) FROM mail_reports").await, 0);
    // A file may hold it instead; without one there is no such route.
    std::fs::write(server.folder().join("token"), format!("{TOKEN}\n")).unwrap();
    let by_file = server
        .another_with(|config| {
            config.mail.bounce_token = None;
            config.mail.bounce_token_file = Some("token".into());
        })
        .await;
    assert_eq!(sent(&by_file, &[("authorization", &token)]).await.status, 202);
    let without = server.another_with(|config| config.mail.bounce_token = None).await;
    assert_eq!(sent(&without, &[("authorization", &token)]).await.status, 404);
}

async fn what_is_no_report_is_refused_with_what_is_wrong(backend: Backend) {
    let server = taking(backend).await;
    server.ready(USER).await;
    let whole = report(POSTFIX, ADDRESS, NOBODYS);
    for (body, wrong) in [
        ("hello".to_owned(), "multipart/report"),
        (whole.replace("message/delivery-status", "text/plain"), "message/delivery-status"),
        (whole.replace("Final-Recipient", "X-Recipient"), "Final-Recipient"),
        (whole.replace("Status: 5.1.1", "Status: fine"), "Status"),
    ] {
        let answer = post(&server, body).await;
        assert!(answer.status == 400 && answer.body.contains(wrong), "{}: {}", answer.status, answer.body);
    }
    assert_eq!(post(&server, whole + &"x".repeat(600_000)).await.status, 413);
    assert_eq!(server.count("SELECT COUNT(*) FROM accounts WHERE mail_refused_at IS NOT NULL").await, 0);
}

async fn arbitrary_bytes_flag_nobody(backend: Backend) {
    let server = taking(backend).await;
    server.ready(USER).await;
    let mail = sent(&server, USER).await;
    let mut runner = TestRunner::deterministic();
    let bytes = proptest::collection::vec(any::<u8>(), 0..3_000);
    // Reports on somebody else, cut and with bytes replaced, that name a mail of ours.
    let changes = proptest::collection::vec((0..3_000_usize, any::<u8>()), 0..30);
    let samples = [POSTFIX, EXCHANGE, EXIM, DELAYED];
    for round in 0..60 {
        let mut body = bytes.new_tree(&mut runner).unwrap().current();
        let answer = post(&server, body.clone()).await;
        assert_eq!(answer.status, 400, "{body:?}");
        body = report(samples[round % samples.len()], "nobody@caaa.example", &mail).into_bytes();
        for (place, byte) in changes.new_tree(&mut runner).unwrap().current() {
            if let Some(held) = body.get_mut(place) {
                *held = byte;
            }
        }
        let answer = post(&server, body.clone()).await;
        assert!([202, 400].contains(&answer.status.as_u16()), "{}: {body:?}", answer.status);
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM accounts WHERE mail_refused_at IS NOT NULL").await, 0);
    assert_eq!(server.events("mail.bounced").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM outbox WHERE state = 'sent'").await, 1);
}

async fn what_a_report_said_outlives_relays_and_ends_with_a_code_from_the_mailbox(backend: Backend) {
    let server = taking(backend).await;
    server.ready(USER).await;
    let mail = sent(&server, USER).await;
    bounce(&server, ADDRESS, &mail).await;
    // That a relay takes a mail proves nothing: it took the last one too.
    let browser: Browser = server.browser();
    assert_eq!(browser.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    let code = server.mails.code_to(ADDRESS).await;
    server.quiet().await;
    assert!(server.account(&id(USER)).await.mail_refused_at.is_some());
    browser.type_code(&code).await.assert_sees("/account");
    assert_eq!(server.account(&id(USER)).await.mail_refused_at, None);
    assert_eq!(server.count("SELECT COUNT(*) FROM mail_refusals").await, 0);
    let told = server.rows("SELECT detail FROM events WHERE kind = 'mail.accepted'").await.concat();
    assert_eq!(told, [r#"{"by":"code"}"#]);
}
