//! That staff searched, and looked a firm up, is written down: once an hour, without secrets, and to nobody whom it does
//! not concern.

use std::time::Duration;

use super::VIEWER;
use crate::support::{Backend, MAKER, OPERATOR, TestServer, USER, on_both};

on_both! {
    what_was_searched_for_is_written_down_once_an_hour,
    no_secret_and_no_address_is_written_down_of_a_search,
    looking_a_firm_up_is_written_down_once_an_hour,
    a_firm_reads_of_looks_at_it_and_nothing_of_searches,
}

const SEARCHES: &str = "SELECT actor, detail FROM events WHERE kind = 'users.searched' ORDER BY id";

async fn what_was_searched_for_is_written_down_once_an_hour(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, operator, _] = server.desk().await;
    for number in 1..=25 {
        server.add_user(&format!("CAAA/CAAA{number:03}")).await;
    }
    // The page without a question, further pages, and another way to write the same are no searches of their own.
    viewer.get("/monitor/users").await;
    for path in ["?q=Chan+Tai", "?q=chan++tai", "?q=Chan+Tai&after=CAAA%2FCAAA020", "?q=%EF%BC%A3han+tai"] {
        assert_eq!(viewer.get(&format!("/monitor/users{path}")).await.status, 200);
    }
    operator.find("chan tai").await;
    operator.find("caaa/caaa001").await;
    operator.find("nobody at all").await;
    let line = |who: &str, term: &str| vec![who.to_owned(), format!("{{\"term\":\"{term}\"}}")];
    let lines = vec![
        line(VIEWER, "chan tai"),
        line(OPERATOR, "chan tai"),
        line(OPERATOR, "CAAA/CAAA001"),
        line(OPERATOR, "nobody at all"),
    ];
    assert_eq!(server.rows(SEARCHES).await, lines);
    server.advance(Duration::from_secs(3601));
    server.session_of(VIEWER).await.find("chan tai").await;
    assert_eq!(server.events("users.searched").await, 5);
    // Who is not of the staff finds nobody, and leaves nothing.
    server.ready("CBBB/CBBB001").await;
    assert_eq!(server.session_of("CBBB/CBBB001").await.find("chan").await.status, 403);
    assert_eq!(server.events("users.searched").await, 5);
    let page = server.session_of(OPERATOR).await.get("/monitor/audit?what=users.searched").await.words();
    assert!(page.contains("Users searched") && page.contains("Searched for: nobody at all"), "{page}");
}

async fn no_secret_and_no_address_is_written_down_of_a_search(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    let long = "長".repeat(500);
    for q in ["123456", "12 34 56 78", "7K3M-Q2XA-9DTE", "7k3mq2xa9dte", "chan 654321", "tai@caaa.example", &long] {
        viewer.find(q).await;
    }
    let told = server.rows(SEARCHES).await.concat().concat();
    for secret in ["123456", "654321", "12 34", "7K3M", "7k3m", "tai@"] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    assert!(told.contains("t•••@caaa.example") && told.contains("chan …"), "{told}");
    assert!(told.matches('長').count() <= 80);
    // Nor do the budgets tell more.
    let budgets = server.rows("SELECT name FROM budgets WHERE name LIKE 'searched:%'").await.len();
    assert_eq!(i64::try_from(budgets).unwrap(), server.events("users.searched").await);
}

async fn looking_a_firm_up_is_written_down_once_an_hour(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, operator, _] = server.desk().await;
    server.add_user(USER).await;
    server.tell_of(USER).await;
    for _ in 0..3 {
        for browser in [&viewer, &operator] {
            assert_eq!(browser.get("/monitor/participants/caaa").await.status, 200);
            browser.get("/monitor/participants").await;
        }
    }
    let looked = "SELECT participant, account, actor FROM events WHERE kind = 'participant.looked-up' ORDER BY actor";
    let line = |who: &str| vec!["CAAA".to_owned(), String::new(), who.to_owned()];
    assert_eq!(server.rows(looked).await, [line(OPERATOR), line(VIEWER)]);
    server.advance(Duration::from_secs(3601));
    let viewer = server.session_of(VIEWER).await;
    viewer.get("/monitor/participants/CAAA").await;
    assert_eq!(viewer.get("/monitor/participants/CZZZ").await.status, 404);
    assert_eq!(server.events("participant.looked-up").await, 3);
}

async fn a_firm_reads_of_looks_at_it_and_nothing_of_searches(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    server.pair().await;
    viewer.find("CAAA/MAKER").await;
    viewer.enquire(MAKER).await;
    viewer.get("/monitor/participants/CAAA").await;
    let page = server.session_of(MAKER).await.get("/portal/audit").await.words();
    for said in ["User looked up", "Participant looked up"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Users searched") && !page.contains("VIEWER"), "{page}");
}
