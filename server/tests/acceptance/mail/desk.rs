//! `/monitor/mail`: the outbox as the staff see it.

use std::time::Duration;

use domain::role::StaffRole;
use server::mail::{Kind, health};

use super::notices::tell;
use crate::support::{ADDRESS, Backend, Mood, OPERATOR, PASSWORD, TestServer, USER, id, on_both};

on_both! {
    every_mail_is_shown_as_it_stands_and_found_by_each_filter,
    the_outbox_is_paged_by_key_newest_first,
    nobody_sees_a_code_and_a_viewer_no_address,
    the_files_hold_what_the_page_shows,
    a_filter_that_cannot_be_read_is_said_at_its_field,
    health_is_measured_by_codes_the_queue_and_refusals,
}

const MAIL: &str = "/monitor/mail";
const MINUTE: Duration = Duration::from_secs(60);

/// A mail of each fate: sent, refused, deferred; to two firms.
async fn mixed(server: &TestServer) {
    for account in [USER, "CAAA/CAAA002", "CBBB/CBBB001"] {
        server.ready(account).await;
    }
    tell(server, Kind::PasswordChanged, &id(USER), |_| {}).await;
    server.quiet().await;
    server.advance(MINUTE);
    server.mails.set_mood(Mood::Refuses);
    tell(server, Kind::CardBound, &id("CAAA/CAAA002"), |_| {}).await;
    server.quiet().await;
    server.advance(MINUTE);
    server.mails.set_mood(Mood::Down);
    tell(server, Kind::PasskeyRemoved, &id("CBBB/CBBB001"), |l| l.detail = serde_json::json!({ "name": "Desk" })).await;
    server.until("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND answer IS NOT NULL", 1).await;
}

async fn every_mail_is_shown_as_it_stands_and_found_by_each_filter(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    let operator = server.session_of(OPERATOR).await;
    assert!(operator.get(MAIL).await.words().contains("No mail has been written yet."));
    mixed(&server).await;
    let words = operator.get(MAIL).await.words();
    for said in [
        "All 3",
        "250 queued for <recipient>",
        "550 no mailbox <recipient>",
        "relay-1: connection refused",
        "Next try",
        "c•••@caaa.example",
        "Took 0.0 s",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for (query, shown) in [
        ("state=sent", "CAAA/CAAA001"),
        ("state=refused", "CAAA/CAAA002"),
        ("state=deferred", "CBBB/CBBB001"),
        ("kind=card-bound", "CAAA/CAAA002"),
        ("firm=cbbb", "CBBB/CBBB001"),
        ("domain=CBBB.example", "CBBB/CBBB001"),
        ("account=caaa/caaa002", "CAAA/CAAA002"),
        ("firm=CAAA&state=sent", "CAAA/CAAA001"),
        ("domain=caaa.example&state=refused&kind=card-bound", "CAAA/CAAA002"),
    ] {
        let page = operator.get(&format!("{MAIL}?{query}")).await;
        let found: Vec<_> = ["CAAA/CAAA001", "CAAA/CAAA002", "CBBB/CBBB001"]
            .into_iter()
            .filter(|account| page.body.contains(&format!("/monitor/users/{account}\"")))
            .collect();
        assert_eq!(found, [shown], "{query}");
        assert!(page.body.contains("class=\"chips\""), "{query}");
    }
    assert!(operator.get(&format!("{MAIL}?state=suppressed")).await.words().contains("No mail matches."));
    // Where mail is refused stands on top, as a link to these mails.
    let page = operator.get(MAIL).await.body;
    assert!(page.contains("href=\"/monitor/mail?state=refused&amp;domain=caaa.example&amp;hours=168\""), "{page}");
}

async fn the_outbox_is_paged_by_key_newest_first(backend: Backend) {
    let mut server = TestServer::start(backend).await;
    server.stop_worker();
    server.staff(OPERATOR, StaffRole::Operator).await;
    let operator = server.session_of(OPERATOR).await;
    for number in 0..120 {
        let account = format!("CAAA/U{number:03}");
        server.add_user(&account).await;
        tell(&server, Kind::CardBound, &id(&account), |_| {}).await;
        server.advance(Duration::from_secs(1));
    }
    let (mut path, mut seen) = (MAIL.to_owned(), Vec::new());
    loop {
        let page = operator.get(&path).await.body;
        let shown = page.split("/monitor/users/CAAA/U").skip(1).map(|rest| rest[..3].parse::<u32>().unwrap());
        seen.extend(shown);
        let Some((_, rest)) = page.split_once("rel=\"next\" href=\"") else { break };
        path = rest.split('"').next().unwrap().replace("&amp;", "&");
        // What comes meanwhile moves no page.
        tell(&server, Kind::CardRetired, &id("CAAA/U000"), |_| {}).await;
    }
    assert_eq!(seen, (0..120).rev().collect::<Vec<_>>());
}

async fn nobody_sees_a_code_and_a_viewer_no_address(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    server.staff("STAFF/VIEWER", StaffRole::Viewer).await;
    mixed(&server).await;
    server.mails.set_mood(Mood::Takes);
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    let code = server.mails.code_to(ADDRESS).await;
    server.quiet().await;
    let operator = server.session_of(OPERATOR).await;
    let viewer = server.session_of("STAFF/VIEWER").await;
    for path in ["", ".csv", ".json", "/domains", "/domains.csv", "/domains.json", "/suppressed"] {
        let shown = operator.get(&format!("{MAIL}{path}")).await.body;
        assert!(!shown.contains(&code) && !shown.contains(ADDRESS), "{path}");
        let seen = viewer.get(&format!("{MAIL}{path}")).await.body.replace("help@harbour-clearing.example", "");
        assert!(!seen.contains('@') && seen.to_lowercase().contains("caaa"), "{path}: {seen}");
    }
}

async fn the_files_hold_what_the_page_shows(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    mixed(&server).await;
    let operator = server.session_of(OPERATOR).await;
    let now = server.app.clock.now().to_string();
    let json: serde_json::Value = serde_json::from_str(&operator.get("/monitor/mail.json").await.body).unwrap();
    assert_eq!(json["as_at"], now);
    let states: Vec<_> = json["rows"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["deferred", "refused", "sent"]);
    assert_eq!(json["rows"][2]["latency_ms"], 0);
    assert_eq!(json["rows"][2]["recipient"], "c•••@caaa.example");
    let csv = operator.get("/monitor/mail.csv?state=refused").await;
    assert!(csv.header("content-disposition").contains("mail.csv"));
    let mut rows = csv::Reader::from_reader(csv.body.trim_start_matches('\u{feff}').as_bytes());
    let head = rows.headers().unwrap().clone();
    let all: Vec<_> = rows.records().map(Result::unwrap).collect();
    let [row] = all.as_slice() else { panic!("{all:?}") };
    let cell = |name: &str| &row[head.iter().position(|held| held == name).unwrap()];
    assert_eq!((cell("account"), cell("state"), cell("as_at")), ("CAAA/CAAA002", "refused", now.as_str()));
    assert_eq!((cell("kind"), cell("answer")), ("card-bound", "550 no mailbox <recipient>"));
}

async fn a_filter_that_cannot_be_read_is_said_at_its_field(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    let operator = server.session_of(OPERATOR).await;
    operator.get("/monitor/mail?firm=no%20firm").await.assert_refused(422, "Enter a participant code");
    operator.get("/monitor/mail?account=CAAA001").await.assert_refused(422, "Enter participant and user");
    assert_eq!(operator.get("/monitor/mail.csv?account=CAAA001").await.status, 400);
    for query in ["before=%27", "before=zz", "state=lost", "kind=secret", "domain=%00%0a"] {
        assert_eq!(operator.get(&format!("{MAIL}?{query}")).await.status, 200, "{query}");
    }
}

async fn health_is_measured_by_codes_the_queue_and_refusals(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let read = async || {
        let mut reader = server.app.store.reader().await.unwrap();
        health::health(&mut reader, server.app.clock.now()).await.unwrap()
    };
    assert_eq!(read().await, health::Health::default());
    // Codes that waited for 0 and 4 seconds; a notice that waited longer counts for nothing.
    for wait in [0, 4] {
        server.mails.set_mood(if wait > 0 { Mood::Down } else { Mood::Takes });
        assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
        if wait > 0 {
            server.until("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND answer IS NOT NULL", 1).await;
            let queue = read().await;
            assert_eq!((queue.waiting, queue.oldest), (1, Some(server.app.clock.now())));
            server.mails.set_mood(Mood::Takes);
            server.advance(Duration::from_secs(wait));
        }
        server.quiet().await;
    }
    server.mails.set_mood(Mood::Refuses);
    tell(&server, Kind::PasswordChanged, &id(USER), |_| {}).await;
    server.quiet().await;
    let health = read().await;
    assert_eq!((health.p50, health.p95), (Some(Duration::ZERO), Some(Duration::from_secs(4))));
    assert_eq!((health.measured, health.waiting, health.oldest), (2, 0, None));
    assert_eq!(health.refused, [("caaa.example".to_owned(), 1)]);
    // What is to leave later is no queue, and what is long ago no longer counts.
    tell(&server, Kind::PasswordChanged, &id(USER), |letter| letter.due_at = letter.due_at.plus(MINUTE * 60)).await;
    assert_eq!(read().await.waiting, 0);
    server.clock.advance(Duration::from_secs(8 * 24 * 3600));
    let later = read().await;
    assert_eq!((later.measured, later.refused.len()), (0, 0));
}
