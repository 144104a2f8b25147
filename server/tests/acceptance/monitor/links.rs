//! Every figure leads to its list.

use std::collections::BTreeMap;

use app::ports::adoption::ViewName;
use domain::{role::StaffRole, schedule::EventKind};
use serde_json::json;
use server::store::operator_acts;

use super::{DAY, VIEWER, house, rows};
use crate::support::{
    APPROVER, Backend, Browser, CHECKER, MAKER, Mood, OPERATOR, TestServer, USER, between, id, on_both, proposed,
};

on_both! {
    every_figure_leads_to_a_list_as_long_as_it_says,
}

/// A link and the words in it.
fn links(body: &str) -> Vec<(String, String)> {
    let link = |rest: &str| {
        let (tag, rest) = rest.split_once('>')?;
        let href = tag.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&");
        let words = rest.split("</a>").next()?.split('<').map(|piece| piece.rsplit('>').next().unwrap_or_default());
        Some((href, words.collect::<Vec<_>>().concat()))
    };
    body.split("<a ").skip(1).filter_map(link).collect()
}

/// The first number in words.
fn figure(words: &str) -> Option<u64> {
    let digits: String = words
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// How long the list behind a link is; none: what it leads to is no list of what is counted.
async fn length(browser: &Browser, link: &str) -> Option<u64> {
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let length = match path {
        "/monitor/users" | "/monitor/figures/firms" | "/monitor/blocked" | "/monitor/mail" => {
            rows(&browser.get(&format!("{path}.csv?{query}")).await).len() - 1
        }
        "/monitor/audit" if query.contains("counted-") => {
            let file = browser.post(link, &[("format", "json")]).await;
            let told: serde_json::Value = serde_json::from_str(&file.body).unwrap();
            told["events"].as_array().unwrap().len()
        }
        "/monitor/contingency" if query.contains("state=") => {
            let body = browser.get(link).await.body;
            between(&body, "<tbody>", "</tbody>").unwrap_or_default().matches("<tr").count()
        }
        "/monitor/approvals#acts" => {
            let body = browser.get("/monitor/approvals").await.body;
            assert!(body.contains("id=\"acts\""));
            between(&body, "id=\"acts-open\"", "</ul>").unwrap_or_default().matches("<li").count()
        }
        _ => return None,
    };
    Some(length as u64)
}

/// Asks for a one-time pass that the firm's pair agrees on.
async fn pass(maker: &Browser, checker: &Browser, user: &str) -> String {
    let fields = [("action", "ask"), ("scope", "user"), ("user", user), ("reason", "mail is down")];
    let request = proposed(&maker.post("/portal/contingency", &fields).await);
    assert_eq!(checker.approve(&request).await.status, 303);
    request
}

/// A house in which every figure has something to say.
async fn full_house(backend: Backend) -> TestServer {
    let server = TestServer::start(backend).await;
    house(&server).await;
    server.plan(EventKind::TwoFactorOnly, server.app.clock.now().plus(2 * DAY)).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    server.staff(APPROVER, StaffRole::Approver).await;
    server.quiet().await;
    server.mails.set_mood(Mood::Refuses);
    server.invited("CBBB/CBBB003").await;
    server.quiet().await;
    server.mails.set_mood(Mood::Down);
    server.invited("CBBB/CBBB004").await;
    server.until("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND answer IS NOT NULL", 1).await;
    let (maker, checker) = (server.session_of(MAKER).await, server.session_of(CHECKER).await);
    let shown = pass(&maker, &checker, "CAAA001").await;
    assert_eq!(maker.press("portal", &shown, "show-passes", &[("confirmed", "yes")]).await.status, 200);
    pass(&maker, &checker, "CAAA002").await;
    let mut tx = server.app.store.begin().await.unwrap();
    let scribe = server.operator();
    for (kind, account, detail) in [
        ("access.reset", USER, json!({})),
        ("pause.cleared", USER, json!({})),
        ("pause.cleared", MAKER, json!({})),
        ("login.completed", USER, json!({ "method": "smartcard" })),
        // No figure counts what staff do.
        ("login.completed", OPERATOR, json!({ "method": "smartcard" })),
        ("pause.cleared", OPERATOR, json!({})),
    ] {
        scribe.event(&mut tx, kind, Some(&id(account)), detail).await.unwrap();
    }
    for number in 0..3 {
        let (id, what) = (format!("01A{number}"), "import".to_owned());
        let act = operator_acts::Act { id, at: server.app.clock.now(), what, facts: vec![] };
        operator_acts::add(&mut tx, &act).await.unwrap();
    }
    operator_acts::acknowledge(&mut tx, "01A1", &id(APPROVER), server.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    server.set_status(&id("CAAA/CAAA003"), domain::life::Status::Dormant).await;
    server
}

async fn every_figure_leads_to_a_list_as_long_as_it_says(backend: Backend) {
    let server = full_house(backend).await;
    for account in [VIEWER, OPERATOR, APPROVER] {
        let browser = server.session_of(account).await;
        let mut pages = vec!["/monitor".to_owned(), "/monitor/participants/CAAA".to_owned()];
        pages.push("/monitor/participants".to_owned());
        pages.extend(ViewName::ALL.map(ViewName::path));
        let mut lists = BTreeMap::<String, BTreeMap<String, u64>>::new();
        for page in &pages {
            let answer = browser.get(page).await;
            assert_eq!(answer.status, 200, "{page}");
            let main = between(&answer.body, "<main", "</main>").unwrap();
            for (link, words) in links(main) {
                if !link.starts_with("/monitor") || link.contains("?before=") {
                    continue;
                }
                if let Some(figure) = figure(&words) {
                    let known = lists.entry(link.clone()).or_default();
                    known.insert(format!("{page}: {words}"), figure);
                } else {
                    lists.entry(link).or_default();
                }
            }
        }
        let (mut compared, mut differ, mut something) = (BTreeMap::new(), Vec::new(), 0);
        for (link, figures) in &lists {
            let path = link.split('#').next().unwrap();
            assert_eq!(browser.get(path).await.status, 200, "{account}: {link}");
            if figures.is_empty() {
                continue;
            }
            let Some(length) = length(&browser, link).await else { continue };
            for (whence, figure) in figures {
                if length != *figure {
                    differ.push(format!("{whence} leads to {length} at {link}"));
                }
                *compared.entry(link.split(['?', '#']).next().unwrap()).or_insert(0) += 1;
                something += usize::from(length > 0);
            }
        }
        assert!(differ.is_empty(), "{account}: {differ:#?}");
        assert!(compared.len() >= 7, "{compared:?}");
        assert!(something > 60, "{something} of {compared:?}");
    }
}
