//! An address that refuses mail is spared, until it takes mail again or somebody clears it.

use std::time::Duration;

use server::mail::{Kind, suppression::TRIED_A_DAY};

use super::{bounces, notices::tell};
use crate::support::{ADDRESS, Backend, MAKER, Mood, OPERATOR, PASSWORD, TestServer, USER, address_of, id, on_both};

on_both! {
    bulk_mail_spares_an_address_that_refuses_mail_until_it_is_cleared,
    a_code_is_tried_a_few_times_a_day_and_then_once_an_hour,
    a_relay_that_takes_mail_again_ends_what_it_said_itself,
    the_list_says_who_since_when_and_by_which_answer,
    what_is_not_suppressed_cannot_be_cleared,
}

const LIST: &str = "/monitor/mail/suppressed";

async fn bulk_mail_spares_an_address_that_refuses_mail_until_it_is_cleared(backend: Backend) {
    let server = bounces::taking(backend).await;
    let (operator, _) = server.house().await;
    server.ready(USER).await;
    let mail = bounces::sent(&server, USER).await;
    bounces::bounce(&server, ADDRESS, &mail).await;
    let (told, tries) = (server.mails.all_to(ADDRESS).len(), server.mails.tries());
    tell(&server, Kind::CardBound, &id(USER), |letter| letter.bulk = false).await;
    server.quiet().await;
    assert_eq!(server.mails.all_to(ADDRESS).len(), told + 1, "a warning is still tried");
    let notice = "SELECT state FROM outbox WHERE kind = 'card-retired' ORDER BY id";
    tell(&server, Kind::CardRetired, &id(USER), |_| {}).await;
    server.quiet().await;
    assert_eq!(server.rows(notice).await.concat(), ["suppressed"]);
    assert_eq!(server.mails.tries(), tries + 1, "no relay was asked");
    // An activation is somebody's own wish.
    server.add_user("CAAA/CAAA002").await;
    server.register(&id("CAAA/CAAA002")).await;
    server.meddle("UPDATE accounts SET mail_refused_at = 1 WHERE account = 'CAAA/CAAA002'").await;
    server.invite("CAAA/CAAA002").await;
    server.quiet().await;
    assert_eq!(server.mails.all_to(&address_of("CAAA/CAAA002")).len(), 1);

    let answer = operator.post(LIST, &[("action", "clear"), ("account", USER)]).await;
    assert_eq!(operator.follow(&answer).await.status, 200);
    assert_eq!(server.account(&id(USER)).await.mail_refused_at, None);
    let told = server.rows("SELECT actor, account, detail FROM events WHERE kind = 'mail.cleared'").await;
    assert_eq!(told, [[OPERATOR, USER, r#"{"address":"c•••@caaa.example"}"#]]);
    tell(&server, Kind::CardRetired, &id(USER), |_| {}).await;
    server.quiet().await;
    assert_eq!(server.rows(notice).await.concat(), ["suppressed", "sent"]);
}

async fn a_code_is_tried_a_few_times_a_day_and_then_once_an_hour(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    // What was taken before is not counted.
    for _ in 0..TRIED_A_DAY {
        tell(&server, Kind::PasswordChanged, &id(USER), |_| {}).await;
    }
    server.quiet().await;
    server.mails.set_mood(Mood::Refuses);
    // Notices have tries of their own: they use up none of a code's.
    for _ in 0..=TRIED_A_DAY {
        tell(&server, Kind::PasswordChanged, &id(USER), |_| {}).await;
        server.quiet().await;
    }
    let suppressed = "SELECT COUNT(*) FROM outbox WHERE state = 'suppressed'";
    assert_eq!(server.count(suppressed).await, 1);
    let before = server.mails.tries();
    let log_in = async || {
        let browser = server.browser();
        let answer = browser.log_in("CAAA", "CAAA001", PASSWORD).await;
        assert_eq!(answer.status, 303);
        server.quiet().await;
        browser.follow(&answer).await.words()
    };
    for _ in 0..TRIED_A_DAY {
        assert!(log_in().await.contains("Your mail system refused the mail."));
    }
    let asked = server.mails.tries();
    assert_eq!(asked, before + TRIED_A_DAY as usize);
    assert!(log_in().await.contains("Your mail system refused the mail."), "whoever waits is told the same");
    assert_eq!(server.mails.tries(), asked);
    assert_eq!(server.count(suppressed).await, 2);
    assert_eq!(server.events("mail.refused").await, 1, "said once");
    // From then on one an hour: a mailbox that works again is found to.
    for _ in 0..2 {
        server.advance(Duration::from_secs(3600 + 1));
        log_in().await;
        log_in().await;
    }
    assert_eq!(server.mails.tries(), asked + 2);
    server.advance(Duration::from_secs(24 * 3600 + 1));
    log_in().await;
    log_in().await;
    assert_eq!(server.mails.tries(), asked + 4);
}

async fn a_relay_that_takes_mail_again_ends_what_it_said_itself(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.mails.set_mood(Mood::Refuses);
    tell(&server, Kind::PasswordChanged, &id(USER), |_| {}).await;
    server.quiet().await;
    assert_eq!(server.account(&id(USER)).await.mail_refused_at, Some(server.app.clock.now()));
    server.mails.set_mood(Mood::Takes);
    tell(&server, Kind::PasswordChanged, &id(USER), |_| {}).await;
    server.quiet().await;
    assert_eq!(server.account(&id(USER)).await.mail_refused_at, None);
    let told = "SELECT kind, participant, detail FROM events WHERE kind LIKE 'mail.%' ORDER BY id";
    let refused = r#"{"address":"c•••@caaa.example","answer":"550 no mailbox <recipient>","status":""}"#;
    let accepted = r#"{"by":"relay"}"#;
    assert_eq!(server.rows(told).await, [["mail.refused", "CAAA", refused], ["mail.accepted", "CAAA", accepted]]);
}

async fn the_list_says_who_since_when_and_by_which_answer(backend: Backend) {
    let server = bounces::taking(backend).await;
    let (operator, _) = server.house().await;
    server.staff("STAFF/VIEWER", domain::role::StaffRole::Viewer).await;
    let viewer = server.session_of("STAFF/VIEWER").await;
    assert!(operator.get(LIST).await.words().contains("No registered address refuses mail."));
    server.administrator(MAKER, "da-maker").await;
    server.ready(USER).await;
    server.mails.set_mood(Mood::Refuses);
    tell(&server, Kind::PasswordChanged, &id(MAKER), |_| {}).await;
    server.quiet().await;
    server.mails.set_mood(Mood::Takes);
    server.advance(Duration::from_secs(60));
    let mail = bounces::sent(&server, USER).await;
    bounces::bounce(&server, ADDRESS, &mail).await;
    let page = operator.get(LIST).await;
    let words = page.words();
    for said in [
        "2 registered addresses refuse mail.",
        "550 no mailbox <recipient>",
        "Mail relay, at sending",
        "550 5.1.1 <recipient>: Recipient address rejected: User unknown",
        "Mail server, in a report afterwards",
        "c•••@caaa.example",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(words.find(USER) < words.find(MAKER), "the newest first: {words}");
    assert!(!page.body.contains(ADDRESS));
    // What is shown, in files; a viewer sees no address in any of it, and clears nothing.
    let csv = operator.get(&format!("{LIST}.csv")).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(csv.body.lines().count(), 3);
    let json: serde_json::Value = serde_json::from_str(&operator.get(&format!("{LIST}.json")).await.body).unwrap();
    assert_eq!(json["as_at"], server.app.clock.now().to_string());
    assert_eq!(json["complete"], true);
    assert_eq!(json["rows"][0]["account"], USER);
    assert_eq!(json["rows"][0]["said_by"], "report");
    assert_eq!(json["rows"][1]["recipient"], "m•••@caaa.example");
    for path in [LIST, "/monitor/mail/suppressed.csv", "/monitor/mail/suppressed.json"] {
        let body = viewer.get(path).await.body.replace("help@harbour-clearing.example", "");
        assert!(body.contains(USER) && !body.contains('@') && !body.contains("value=\"clear\""), "{path}: {body}");
    }
}

async fn what_is_not_suppressed_cannot_be_cleared(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, _) = server.house().await;
    server.ready(USER).await;
    for account in [USER, "CAAA/NOBODY", "nonsense", ""] {
        let answer = operator.post(LIST, &[("action", "clear"), ("account", account)]).await;
        answer.assert_refused(422, "Nothing to clear");
    }
    assert_eq!(server.events("mail.cleared").await, 0);
}
