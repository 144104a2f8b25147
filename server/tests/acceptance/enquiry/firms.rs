//! Firms: all of them, and everything about one.

use std::time::Duration;

use domain::schedule::{Exception, ExceptionKind};

use super::main_of;
use crate::support::{Answer, Backend, CHECKER, MAKER, TestServer, USER, on_both};

on_both! {
    firms_are_found_and_narrowed,
    firms_are_listed_page_by_page,
    a_firm_stands_on_one_page,
    a_viewer_sees_no_address_of_a_firm,
}

/// The codes of the firms listed.
fn listed(answer: &Answer) -> Vec<String> {
    let links = main_of(answer).split("<th scope=\"row\"><a href=\"/monitor/participants/").skip(1);
    links.map(|link| link.split('"').next().unwrap().to_owned()).collect()
}

async fn firms_are_found_and_narrowed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    // CAAA: a pair that came in, one user behind. CBBB: nobody came in. CCCC: one who is ready, and an exception.
    server.pair().await;
    server.add_user(USER).await;
    server.add_person("CBBB/DA1", |person| person.da.maker = true).await;
    server.ready("CCCC/CCCC001").await;
    server.add_person("CDDD/CDDD001", |person| person.status = domain::life::Status::Dormant).await;
    for account in [USER, "CBBB/DA1", "CDDD/CDDD001"] {
        server.tell_of(account).await;
    }
    let (from, until) = (server.within(Duration::from_secs(60)), server.within(Duration::from_secs(86_400)));
    server.except("CCCC/CCCC001", Exception { kind: ExceptionKind::Extension, from, until }).await;
    for (query, codes) in [
        ("", vec!["CAAA", "CBBB", "CCCC", "CDDD"]),
        ("?q=ccc", vec!["CCCC"]),
        ("?q=KESTREL", vec!["CAAA", "CBBB", "CCCC", "CDDD"]),
        ("?q=%E7%B4%85%E9%9A%BC", vec!["CAAA", "CBBB", "CCCC", "CDDD"]),
        ("?q=%25", vec![]),
        ("?show=not-ready", vec!["CAAA", "CBBB"]),
        ("?show=no-pair", vec!["CBBB", "CCCC", "CDDD"]),
        ("?show=never-came", vec!["CBBB"]),
        ("?show=exception", vec!["CCCC"]),
        ("?show=ready", vec!["CCCC"]),
        ("?show=ready&q=CAAA", vec![]),
    ] {
        let page = viewer.get(&format!("/monitor/participants{query}")).await;
        assert_eq!(page.status, 200);
        assert_eq!(listed(&page), codes, "{query}: {}", page.words());
    }
    // Over, it counts no more.
    server.advance(Duration::from_secs(2 * 86_400));
    let viewer = server.session_of(super::VIEWER).await;
    assert_eq!(listed(&viewer.get("/monitor/participants?show=exception").await), Vec::<String>::new());
}

async fn firms_are_listed_page_by_page(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    let codes: Vec<String> = (0..60).map(|number| format!("C{number:03}")).collect();
    for code in &codes {
        server.add_user(&format!("{code}/U1")).await;
        server.tell_of(&format!("{code}/U1")).await;
    }
    let first = viewer.get("/monitor/participants").await;
    assert!(first.words().contains("60 participants"), "{}", first.words());
    let next = first.body.split_once("rel=\"next\" href=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let second = viewer.get(&next).await;
    assert!(!second.body.contains("rel=\"next\""));
    assert_eq!([listed(&first), listed(&second)].concat(), codes);
}

async fn a_firm_stands_on_one_page(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, operator, _] = server.desk().await;
    let (maker, _) = server.pair().await;
    server.administrator("CAAA/DA3", "da-checker").await;
    server.set_status(&crate::support::id("CAAA/DA3"), domain::life::Status::Disabled).await;
    server.ready(USER).await;
    server.add_user("CAAA/CAAA002").await;
    maker.propose("CAAA002", "caaa002@else.example").await;
    server.meddle(&format!("UPDATE accounts SET mail_refused_at = 1 WHERE account = '{USER}'")).await;
    let (from, until) = (server.within(Duration::from_secs(3600)), server.within(Duration::from_secs(86_400)));
    server.except("CAAA", Exception { kind: ExceptionKind::Extension, from, until }).await;
    server.except(USER, Exception { kind: ExceptionKind::EarlyMove, from, until }).await;
    // Somebody whose browser cannot do all, and who has a seat; somebody whose browser can.
    let browser = server.session_of(USER).await;
    let checked = [("action", "start"), ("clock", "pass"), ("javascript", "pass"), ("webauthn", "pass")];
    browser.post("/connectivity", &checked).await;
    maker.post("/connectivity", &[&checked[..], &[("webassembly", "pass")]].concat()).await;
    let briefing = server.briefing(&operator, &[]).await;
    for by in [&browser, &maker] {
        let seat = [("briefing", briefing.as_str()), ("action", "sign-up")];
        by.post("/briefings", &seat).await.assert_sees("/briefings?done=signed-up");
    }
    let page = operator.get("/monitor/participants/caaa").await;
    assert_eq!(page.status, 200);
    let words = page.words();
    for said in [
        "Kestrel Securities Limited, CAAA",
        "紅隼證券有限公司",
        "A maker and a checker who work together can log in.",
        "none on file",
        "caaa.example",
        "can act",
        "Disabled",
        "The whole firm: Extension: 22 November 2026, 10:00 HKT to 23 November 2026, 09:00 HKT",
        "CAAA001 Early move: 22 November 2026, 10:00 HKT to 23 November 2026, 09:00 HKT",
        "Browser checked, no test login\n1",
        "Never tested\n2",
        "Whose newest test failed\nCAAA001 Chan Tai Man",
        "Scripts run, but WebAssembly did not start.",
        "Getting ready 25 November 2026, 10:00 HKT",
        "2 seats, 0 came",
        "Connectivity test failed CAAA001",
        "Not declared for what closes next",
        "Everything about this firm in the audit",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for link in [
        "/monitor/users/CAAA/MAKER",
        "/monitor/users/CAAA/CHECKER",
        "/monitor/participants/CAAA/call-back",
        "/monitor/exceptions/new?scope=firm&amp;participant=CAAA",
        "/monitor/contingency?participant=CAAA",
        "/monitor/audit?participant=CAAA",
        &format!("/monitor/briefings/{briefing}"),
        "/monitor/approvals/",
    ] {
        assert!(page.body.contains(&format!("href=\"{link}")), "{link}");
    }
    // Whoever only looks is offered nothing that asks for a change.
    assert!(!viewer.get("/monitor/participants/CAAA").await.body.contains("call-back\""));
    // Its pair gone, the page says so first.
    server.set_status(&crate::support::id(CHECKER), domain::life::Status::Disabled).await;
    let page = viewer.get("/monitor/participants/CAAA").await;
    assert!(page.words().contains("This firm has no working pair"), "{}", page.words());
    for nowhere in ["CZZZ", "STAFF", "C.A"] {
        assert_eq!(viewer.get(&format!("/monitor/participants/{nowhere}")).await.status, 404, "{nowhere}");
    }
    assert_eq!(server.session_of(MAKER).await.get("/monitor/participants/CAAA").await.status, 403);
}

async fn a_viewer_sees_no_address_of_a_firm(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, operator, _] = server.desk().await;
    let (maker, checker) = server.pair().await;
    server.invited(USER).await;
    let request = maker.propose("CAAA001", "other@caaa.example").await;
    checker.approve(&request).await;
    for path in ["/monitor/participants/CAAA", "/monitor/participants", "/monitor/users?q=caaa"] {
        let page = viewer.get(path).await;
        assert_eq!(page.status, 200);
        assert!(!main_of(&page).contains('@'), "{path}: {}", page.words());
    }
    let page = operator.get("/monitor/participants/CAAA").await;
    assert!(main_of(&page).contains('@') && !page.body.contains("other@caaa.example"));
}
