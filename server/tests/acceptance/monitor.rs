//! `/monitor`, the views behind it, and how the page keeps itself up.

mod links;
mod withheld;

use std::time::Duration;

use domain::{adoption::Day, life::State, role::StaffRole, time::Instant};
use server::{
    adoption::{self, FirmQuery},
    monitor::live,
    store::operator_acts,
};

use crate::support::{APPROVER, Answer, Backend, Browser, CHECKER, MAKER, TestServer, USER, on_both};

on_both! {
    every_figure_on_the_page_is_the_one_that_is_kept,
    page_table_and_files_of_a_view_say_the_same,
    a_past_day_is_shown_as_it_ended_without_what_is_known_now_alone,
    firms_are_listed_by_what_they_are_looked_at_for,
    whom_the_next_phase_would_block_is_what_the_list_says,
    listeners_are_told_when_the_figures_move,
    listening_does_not_keep_a_session_and_ends_with_it,
    listening_ends_with_the_server_and_has_a_limit,
}

const VIEWER: &str = "STAFF/VIEWER";
const DAY: Duration = Duration::from_secs(86_400);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Two firms: one with a pair and two users who are ready, one of them by a real login; one that has not begun.
async fn house(server: &TestServer) -> Browser {
    server.administrator(MAKER, "da-maker").await;
    server.administrator(CHECKER, "da-checker").await;
    server.ready(USER).await;
    server.logged_in(USER).await;
    server.ready("CAAA/CAAA002").await;
    server.add_user("CAAA/CAAA003").await;
    server.invited("CBBB/CBBB001").await;
    server.add_user("CBBB/CBBB002").await;
    server.staff(VIEWER, StaffRole::Viewer).await;
    server.session_of(VIEWER).await
}

/// What stands beside `term` in a list of facts, or in the next line.
pub fn beside(answer: &Answer, term: &str) -> String {
    let words = answer.words();
    let mut lines = words.lines().skip_while(|line| *line != term);
    assert!(lines.next().is_some(), "{term}: {words}");
    lines.next().unwrap_or_default().to_owned()
}

async fn every_figure_on_the_page_is_the_one_that_is_kept(backend: Backend) {
    let server = TestServer::start(backend).await;
    let viewer = house(&server).await;
    let acts = [("01A", "import"), ("01B", "staff-added")];
    let mut tx = server.app.store.begin().await.unwrap();
    for (id, what) in acts {
        let act =
            operator_acts::Act { id: id.to_owned(), at: server.app.clock.now(), what: what.to_owned(), facts: vec![] };
        operator_acts::add(&mut tx, &act).await.unwrap();
    }
    tx.commit().await.unwrap();
    let page = viewer.get("/monitor").await;
    assert_eq!(page.status, 200);
    let db = &mut *server.app.store.reader().await.unwrap();
    let house = adoption::house(db, None).await.unwrap();
    let users = &house.users;
    assert_eq!((users.active(), users.ready(), users.used(), house.firms), (7, 4, 1, 2));
    let words = page.words();
    for said in [
        format!("{} of {} active users are ready.", users.ready(), users.active()),
        format!("{} of {} firms are ready.", house.firms_ready, house.firms),
        format!("{}\nusers are not ready. 2 of 2 firms are not.", users.behind()),
        format!("{} are registered, {} are able", users.registered(), users.ready()),
    ] {
        assert!(words.contains(&said), "{said}: {words}");
    }
    for (term, figure) in [
        ("Firms without a working pair of DAs", house.firms_without_pair),
        ("Firms whose DAs never came in", house.firms_never_came),
        ("Users set up by mail alone", users.by_mail_alone),
        ("Users with a passkey", users.with_passkey),
        ("Dormant users, counted apart", users.dormant),
        ("The operator’s acts not acknowledged", operator_acts::count_unacknowledged(db).await.unwrap()),
        ("One-time passes open", 0),
    ] {
        assert_eq!(beside(&page, term), figure.to_string(), "{term}");
    }
    // One that somebody has acknowledged is no news any more.
    server.staff(APPROVER, StaffRole::Approver).await;
    let mut tx = server.app.store.begin().await.unwrap();
    assert!(
        operator_acts::acknowledge(&mut tx, "01A", &crate::support::id(APPROVER), Instant::from_millis(1))
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    let before = beside(&page, "The operator’s acts not acknowledged").parse::<u64>().unwrap();
    let after = beside(&viewer.get("/monitor").await, "The operator’s acts not acknowledged");
    assert_eq!(after, (before - 1).to_string());
    for (state, words) in [(State::Authorised, "No address yet"), (State::Registered, "Address registered, not set up")]
    {
        let funnel = viewer.get("/monitor/figures/funnel").await.words();
        assert!(funnel.contains(&format!("{words}\n{}", users.at(state))), "{words}: {funnel}");
    }
}

/// The rows of a CSV file as they stand, without the byte order mark.
fn rows(answer: &Answer) -> Vec<Vec<String>> {
    let body = answer.body.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(body.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

async fn page_table_and_files_of_a_view_say_the_same(backend: Backend) {
    let server = TestServer::start(backend).await;
    let viewer = house(&server).await;
    server.meddle("UPDATE participants SET name_en = '=2+2' WHERE code = 'CBBB'").await;
    let as_at = server.app.clock.now().to_string();
    for view in ["funnel", "readiness", "logins", "firms", "blocked", "help", "mail", "proofs"] {
        let path = format!("/monitor/figures/{view}");
        let (page, csv) = (viewer.get(&path).await, viewer.get(&format!("{path}.csv")).await);
        let json = viewer.get(&format!("{path}.json")).await;
        assert_eq!([page.status, csv.status, json.status].map(|status| status.as_u16()), [200; 3], "{view}");
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        let told: serde_json::Value = serde_json::from_str(&json.body).unwrap();
        let (csv, words) = (rows(&csv), page.words());
        assert_eq!((told["view"].as_str(), told["as_at"].as_str()), (Some(view), Some(&*as_at)));
        assert!(words.contains(told["takeaway"].as_str().unwrap()), "{view}: {words}");
        let columns: Vec<_> = told["columns"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
        assert_eq!(csv[0][..columns.len()], columns, "{view}");
        assert_eq!(csv[0].last().map(String::as_str), Some("as_at"));
        let listed = told["rows"].as_array().unwrap();
        assert_eq!(csv.len() - 1, listed.len(), "{view}");
        for (line, row) in csv[1..].iter().zip(listed) {
            assert_eq!(line.last(), Some(&as_at));
            for (cell, column) in line.iter().zip(&columns) {
                let value = &row[column];
                let same = match value {
                    serde_json::Value::String(text) => cell.trim_start_matches('\'') == text,
                    serde_json::Value::Null => cell.is_empty(),
                    serde_json::Value::Bool(yes) => cell == if *yes { "yes" } else { "no" },
                    number => cell.parse::<f64>().ok() == number.as_f64(),
                };
                assert!(same, "{view} {column}: {cell} {value}");
            }
        }
        // A row of the page is a row of the files.
        let table =
            page.body.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap_or_default();
        assert_eq!(table.matches("<tr").count(), listed.len(), "{view}");
    }
    let firms = rows(&viewer.get("/monitor/figures/firms.csv").await);
    assert!(firms.iter().any(|line| line[1] == "'=2+2"), "{firms:?}");
    assert_eq!(viewer.get("/monitor/figures/nothing").await.status, 404);
    assert_eq!(viewer.get("/monitor/figures/funnel.xlsx").await.status, 404);
    assert_eq!(viewer.get("/monitor/figures/funnel?day=tomorrow").await.status, 422);
    assert_eq!(viewer.get("/monitor/figures/help.csv?from=x").await.status, 400);
}

async fn a_past_day_is_shown_as_it_ended_without_what_is_known_now_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    house(&server).await;
    let first = Day::of(server.app.clock.now());
    server.advance(10 * DAY);
    server.ready("CBBB/CBBB003").await;
    let viewer = server.session_of(VIEWER).await;
    let past = viewer.get(&format!("/monitor?day={first}")).await;
    assert_eq!(past.status, 200);
    let words = past.words();
    assert!(words.contains("4 of 7 active users are ready."), "{words}");
    assert!(
        words.contains("As 22 November 2026 ended") && words.contains("What is only known now is left out"),
        "{words}"
    );
    for now_alone in ["One-time passes open", "If the next phase came now", "Half of the codes", "began now"] {
        assert!(!words.contains(now_alone), "{now_alone}: {words}");
    }
    assert!(
        !past.body.contains("<leptos-island") || !past.body.contains("data-component=\"FiguresAge"),
        "nothing moves"
    );
    let now = viewer.get("/monitor").await.words();
    assert!(now.contains("5 of 8 active users are ready."), "{now}");
    assert!(now.contains("+1"), "the week before counts: {now}");
    let firms = rows(&viewer.get(&format!("/monitor/figures/firms.csv?day={first}")).await);
    assert_eq!(firms[1].last().map(String::as_str), Some(&*first.ends().to_string()));
    for wrong in ["yesterday", "2026-11-21", "2027-01-01"] {
        viewer.get(&format!("/monitor?day={wrong}")).await.assert_refused(422, "Choose a day that has figures");
    }
    let today = Day::of(server.app.clock.now());
    assert!(viewer.get(&format!("/monitor?day={today}")).await.words().contains("One-time passes open"));
    assert!(first < day("2026-12-01"));
}

async fn firms_are_listed_by_what_they_are_looked_at_for(backend: Backend) {
    let server = TestServer::start(backend).await;
    let viewer = house(&server).await;
    let db = &mut *server.app.store.reader().await.unwrap();
    let worst = adoption::firms(db, &FirmQuery { limit: 9, ..FirmQuery::default() }).await.unwrap();
    assert_eq!(worst.len(), 2);
    for (only, firms) in [
        ("", vec!["CBBB", "CAAA"]),
        ("authorised", vec!["CBBB", "CAAA"]),
        ("registered", vec!["CBBB"]),
        ("ready", vec!["CAAA"]),
        ("without-pair", vec!["CBBB"]),
        ("never-came", vec!["CAAA"]),
        ("dormant", vec![]),
        ("nonsense", vec!["CBBB", "CAAA"]),
    ] {
        let found = rows(&viewer.get(&format!("/monitor/figures/firms.csv?only={only}")).await);
        let codes: Vec<_> = found[1..].iter().map(|line| line[0].as_str()).collect();
        assert_eq!(codes, firms, "{only}");
    }
}

async fn whom_the_next_phase_would_block_is_what_the_list_says(backend: Backend) {
    let server = TestServer::start(backend).await;
    let viewer = house(&server).await;
    let page = viewer.get("/monitor").await;
    assert!(
        page.words().contains("Two factors only: if it began now, 3 users of 2 firms would be blocked."),
        "{}",
        page.words()
    );
    let list = viewer.get("/monitor/blocked?phase=two-factor-only").await.words();
    assert!(list.contains('3') && page.body.contains("/monitor/blocked?phase=two-factor-only"), "{list}");
    let reasons = rows(&viewer.get("/monitor/figures/blocked.csv").await);
    let counts: Vec<_> = reasons[1..].iter().map(|line| line[1].as_str()).collect();
    assert_eq!(counts, ["2", "1"]);
    let blocked = rows(&viewer.get("/monitor/blocked.csv?phase=two-factor-only").await);
    assert_eq!(blocked.len() - 1, 3);
}

/// What a stream said until it ended.
async fn streamed(server: &TestServer, browser: Browser, mut during: impl AsyncFnMut()) -> String {
    let stream = tokio::spawn(async move { browser.get("/monitor/live").await });
    while server.app.live.listeners() == 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    during().await;
    let answer = stream.await.unwrap();
    assert_eq!(answer.header("content-type"), "text/event-stream");
    answer.body
}

async fn told(server: &TestServer) {
    live::round(&server.app).await.unwrap();
    // The listener is woken before the next round overtakes this one.
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
}

fn marks(stream: &str) -> Vec<&str> {
    stream.lines().filter_map(|line| line.strip_prefix("data: ")?.split_once(' ')).map(|(_, mark)| mark).collect()
}

async fn listeners_are_told_when_the_figures_move(backend: Backend) {
    let server = TestServer::start(backend).await;
    let viewer = house(&server).await;
    let shown = viewer.get("/monitor").await.body;
    let said = streamed(&server, viewer, async || {
        told(&server).await;
        told(&server).await;
        server.add_user("CBBB/CBBB009").await;
        told(&server).await;
        server.app.live.end();
    })
    .await;
    let marks = marks(&said);
    assert_eq!(marks.len(), 3, "{said}");
    assert!(marks[0] == marks[1] && marks[1] != marks[2], "{marks:?}");
    assert!(shown.contains(marks[0]), "the page knows its own mark");
    assert!(!said.contains("event: over"), "a browser asks the next instance");
}

async fn listening_does_not_keep_a_session_and_ends_with_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let viewer = house(&server).await;
    let looking = viewer.copied();
    let said = streamed(&server, viewer, async || {
        for _ in 0..2 {
            server.advance(Duration::from_secs(25 * 60));
            told(&server).await;
            assert_eq!(looking.get("/monitor?quiet=1").await.status, 200);
        }
        // Nobody has used it for an hour.
        server.advance(Duration::from_secs(11 * 60));
        told(&server).await;
    })
    .await;
    assert_eq!(marks(&said).len(), 2, "{said}");
    assert!(said.trim_end().ends_with("event: over\ndata:") || said.contains("event: over"), "{said}");
    looking.get("/monitor?quiet=1").await.assert_sees("/login?return_to=%2Fmonitor");
    let told = looking.get("/monitor/live").await;
    assert_eq!((told.status.as_u16(), told.body.as_str()), (204, ""), "whoever asks again is told to stop");
}

async fn listening_ends_with_the_server_and_has_a_limit(backend: Backend) {
    let server = TestServer::start(backend).await;
    let viewer = house(&server).await;
    let listen = |who: String| server.app.live.listen(&who.parse().unwrap());
    let greedy: Vec<_> = (0..150).filter_map(|who| listen(format!("STAFF/GREEDY{}", who / 5))).collect();
    assert_eq!(greedy.len(), 120, "four for each of thirty");
    let others: Vec<_> = (0..20).filter_map(|who| listen(format!("STAFF/OTHER{who}"))).collect();
    assert_eq!(others.len(), 8, "128 in all");
    let full = viewer.get("/monitor/live").await;
    assert_eq!((full.status.as_u16(), full.header("retry-after")), (503, "5"));
    drop((greedy, others));
    server.app.live.end();
    let over = viewer.get("/monitor/live").await;
    assert_eq!((over.status.as_u16(), over.body.as_str()), (200, ""));
    live::round(&server.app).await.unwrap();
    assert_eq!(viewer.get("/monitor/live").await.body, "", "the end is the end");
}
