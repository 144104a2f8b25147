//! The staff's audit: found by whatever it is searched by, taken away as a file, and never more than the reader may see.

use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use app::{
    ports::events::{FAMILIES, family_of, known},
    words::Words,
};
use domain::{language::Language, role::StaffRole};
use serde_json::{Value, json};
use server::{
    audit::{anchor, seal},
    random::sortable_id,
    store::{
        directory,
        events::{self, Actor, Event},
    },
};

use crate::support::{APPROVER, Answer, Backend, Browser, CHECKER, MAKER, OPERATOR, TestServer, id, on_both};

on_both! {
    each_filter_finds_what_it_says_and_all_of_them_together,
    pages_follow_one_another_without_gap_or_repetition,
    a_file_holds_what_is_shown_and_that_it_was_taken_is_written_down,
    looking_writes_nothing,
    a_viewer_sees_no_address_on_the_page_or_in_a_file,
    staff_and_firm_each_follow_links_of_their_own,
    how_far_it_is_sealed_is_said_and_nothing_is_called_verified,
    what_cannot_be_read_is_said_at_its_field,
    particulars_are_in_the_language_of_the_page,
}

const VIEWER: &str = "STAFF/VIEWER";

/// One event, as the tests remember it.
#[derive(Clone, Debug)]
struct Told {
    kind: &'static str,
    participant: Option<&'static str>,
    account: Option<&'static str>,
    actor: &'static str,
    request: Option<String>,
    reference: Option<String>,
    /// Minutes after the first.
    minute: u64,
}

const KINDS: [&str; 7] = [
    "login.completed",
    "login.refused",
    "login.paused",
    "code.sent",
    "user.changed",
    "schedule.changed",
    "closing.pack",
];

/// Two hundred events, a minute apart, in which everything that can be searched for comes in every company.
async fn tell(server: &TestServer) -> Vec<Told> {
    let accounts = [Some("CAAA/CAAA010"), Some("CAAA/CAAA011"), Some("CBBB/CBBB010"), None];
    let actors = ["CAAA/CAAA010", "STAFF/SOMEBODY", "operator", "system", "-"];
    let mut all = Vec::new();
    for number in 0..200_usize {
        let account = accounts[(number / 3) % 4];
        let told = Told {
            kind: KINDS[number % 7],
            participant: account.map_or([Some("CAAA"), None][number % 2], |account| account.split('/').next()),
            account,
            actor: actors[(number / 2) % 5],
            request: (number % 3 == 0).then(|| format!("req{:02}", number % 12)),
            reference: (number % 7 == 3).then(|| format!("K7{:02}", number % 10)),
            minute: number as u64,
        };
        let mut tx = server.app.store.begin().await.unwrap();
        let now = server.app.clock.now();
        let (participant, account) = (told.participant.map(|code| code.parse().unwrap()), told.account.map(id));
        let actor = match told.actor {
            "operator" => Actor::Operator,
            "system" => Actor::System,
            "-" => Actor::Anonymous,
            account => Actor::Account(id(account)),
        };
        let event = Event {
            id: sortable_id(now, &*server.app.random),
            at: now,
            kind: told.kind,
            participant: participant.as_ref(),
            account: account.as_ref(),
            actor,
            request: told.request.as_deref(),
            detail: told.reference.as_ref().map_or(json!({}), |reference| json!({ "reference": reference })),
        };
        events::append(&mut tx, event).await.unwrap();
        tx.commit().await.unwrap();
        server.advance(Duration::from_secs(60));
        all.push(told);
    }
    all.reverse();
    all
}

/// A server with the events, and an operator.
async fn stage(backend: Backend) -> (TestServer, Vec<Told>, Browser) {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    server.meddle("DELETE FROM events").await;
    let all = tell(&server).await;
    let operator = server.session_of(OPERATOR).await;
    (server, all, operator)
}

/// Everything that a query lets through, by the file.
async fn file(browser: &Browser, query: &str) -> Value {
    let answer = browser.post(&format!("/monitor/audit?{query}"), &[("format", "json")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"), "{query}");
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

/// The rows of a page: their events in words.
fn rows(answer: &Answer) -> Vec<String> {
    let rows = answer.body.split("<th scope=\"row\">").skip(1);
    rows.map(|rest| rest.split("</th>").next().unwrap().to_owned()).collect()
}

async fn each_filter_finds_what_it_says_and_all_of_them_together(backend: Backend) {
    let (_server, all, operator) = stage(backend).await;
    let family = |told: &Told, name: &str| family_of(told.kind) == name;
    type Which = fn(&Told) -> bool;
    let single: [(&str, Which); 12] = [
        ("participant=caaa", |told| told.participant == Some("CAAA")),
        ("user=CBBB%2FCBBB010", |told| told.account == Some("CBBB/CBBB010")),
        ("participant=CAAA&user=CAAA011", |told| told.account == Some("CAAA/CAAA011")),
        ("actor=system", |told| told.actor == "system"),
        ("actor=staff/somebody", |told| told.actor == "STAFF/SOMEBODY"),
        ("actor=-", |told| told.actor == "-"),
        ("what=login", |told| told.kind.starts_with("login.")),
        ("what=login.paused", |told| told.kind == "login.paused"),
        ("q=req03", |told| told.request.as_deref() == Some("req03")),
        ("q=k7o3", |told| told.reference.as_deref() == Some("K703")),
        // The first is told at nine o'clock in Hong Kong.
        ("from=2026-11-22+09%3A30", |told| told.minute >= 30),
        ("until=2026-11-22T10%3A00", |told| told.minute <= 60),
    ];
    for (query, which) in single {
        for (other, and) in single {
            let names = |query: &str| -> BTreeSet<String> {
                query.split('&').map(|pair| pair.split('=').next().unwrap().to_owned()).collect()
            };
            let same = query == other;
            if !same && !names(query).is_disjoint(&names(other)) {
                continue;
            }
            let both = if same { query.to_owned() } else { format!("{query}&{other}") };
            let wanted: Vec<&str> = all.iter().filter(|told| which(told) && and(told)).map(|told| told.kind).collect();
            let found = file(&operator, &both).await;
            let found: Vec<_> = found["events"].as_array().unwrap().iter().map(|one| one["event"].clone()).collect();
            // Each file before this one was written down too.
            let found: Vec<_> = found.into_iter().filter(|kind| *kind != "audit.exported").collect();
            assert_eq!(found, wanted, "{both}");
        }
    }
    let by_family = all.iter().filter(|told| family(told, "login")).count();
    assert!(by_family > 50 && file(&operator, "what=login").await["events"].as_array().unwrap().len() == by_family);
    assert_eq!(file(&operator, "user=CBBB%2FCBBB010&participant=CAAA").await["events"], json!([]));
}

async fn pages_follow_one_another_without_gap_or_repetition(backend: Backend) {
    let (_server, all, operator) = stage(backend).await;
    let words = |told: &Told| {
        let key = app::ports::events::EVENTS.iter().find(|(kind, _)| *kind == told.kind).unwrap().1;
        Words::of(Language::En).get(key)
    };
    for (query, which) in [("", None), ("?what=login", Some("login")), ("?participant=CAAA", None)] {
        let wanted: Vec<String> = all
            .iter()
            .filter(|told| which.is_none_or(|family| family_of(told.kind) == family))
            .filter(|told| !query.contains("CAAA") || told.participant == Some("CAAA"))
            .map(words)
            .collect();
        let (mut found, mut url) = (Vec::new(), format!("/monitor/audit{query}"));
        loop {
            let page = operator.get(&url).await;
            assert_eq!(page.status, 200);
            let some = rows(&page);
            assert!(some.len() <= 50);
            found.extend(some);
            let Some((_, tag)) = page.body.split_once("<a rel=\"next\"") else { break };
            url = tag.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        }
        assert_eq!(found.len(), wanted.len(), "{query}");
        assert_eq!(found, wanted, "{query}");
    }
}

async fn a_file_holds_what_is_shown_and_that_it_was_taken_is_written_down(backend: Backend) {
    let (server, all, operator) = stage(backend).await;
    let query = "participant=CAAA&what=login";
    let wanted: Vec<&Told> =
        all.iter().filter(|told| told.participant == Some("CAAA") && told.kind.starts_with("login.")).collect();
    let json = file(&operator, query).await;
    assert_eq!(json["exported_at"], json!(server.app.clock.now()));
    assert_eq!((json["complete"].as_bool(), json["events"].as_array().unwrap().len()), (Some(true), wanted.len()));

    // A spreadsheet runs nothing of it.
    server.meddle("UPDATE events SET actor = '=1+1' WHERE kind = 'login.paused' AND participant = 'CAAA'").await;
    let answer = operator.post(&format!("/monitor/audit?{query}"), &[("format", "csv")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"audit.csv\"");
    let mut csv = csv::Reader::from_reader(answer.body.trim_start_matches('\u{FEFF}').as_bytes());
    assert_eq!(csv.headers().unwrap().iter().next_back(), Some("exported_at"));
    let records: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    let kinds: Vec<&str> = records.iter().map(|record| &record[1]).collect();
    assert_eq!(kinds, wanted.iter().map(|told| told.kind).collect::<Vec<_>>());
    for record in &records {
        assert_eq!(record[8], server.app.clock.now().to_string());
        assert_eq!(&record[4] == "'=1+1", &record[1] == "login.paused", "{record:?}");
    }

    // Both were written down, with what was asked for, and stand in neither file.
    let taken =
        server.rows("SELECT actor, participant, detail FROM events WHERE kind = 'audit.exported' ORDER BY id").await;
    let [actor, participant, detail] = &taken.last().unwrap()[..] else { panic!() };
    assert_eq!((&**actor, &**participant, taken.len()), (OPERATOR, "STAFF", 2));
    let detail: Value = serde_json::from_str(detail).unwrap();
    assert_eq!(detail, json!({ "format": "csv", "asked": { "participant": "CAAA", "family": "login" } }));
    assert_eq!(operator.post("/monitor/audit", &[("format", "exe")]).await.status, 404);
    assert_eq!(server.events("audit.exported").await, 2);

    // More than is read at a time.
    let now = server.app.clock.now();
    let mut tx = server.app.store.begin().await.unwrap();
    for _ in 0..24 {
        let event = |_| Event {
            id: sortable_id(now, &*server.app.random),
            at: now,
            kind: "test.passed",
            participant: None,
            account: None,
            actor: Actor::System,
            request: None,
            detail: json!({}),
        };
        directory::append_events(&mut tx, (0..directory::BATCH).map(event).collect()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let many = file(&operator, "what=test").await;
    assert_eq!(many["events"].as_array().unwrap().len(), 24 * directory::BATCH);

    // A firm's own trail is taken away in the same way.
    let (maker, _) = server.pair().await;
    let answer = maker.post("/portal/audit?family=login", &[("format", "json")]).await;
    let own: Value = serde_json::from_str(&answer.body).unwrap();
    assert!(own["events"].as_array().unwrap().iter().all(|event| event["participant_code"] == "CAAA"), "{own}");
    let noted = server.rows("SELECT actor, participant FROM events WHERE kind = 'audit.exported' ORDER BY id").await;
    assert_eq!(noted.last().unwrap()[..], [MAKER, "CAAA"]);
}

async fn looking_writes_nothing(backend: Backend) {
    let (server, _, operator) = stage(backend).await;
    operator.get("/monitor").await;
    let before = server.dump().await;
    for path in ["/monitor/audit", "/monitor/audit?q=req03", "/monitor/audit?format=csv", "/monitor/audit?before=zz"] {
        assert_eq!(operator.get(path).await.status, 200, "{path}");
    }
    assert_eq!(operator.send(http::Method::HEAD, "/monitor/audit", &[], "").await.status, 200);
    assert_eq!(before, server.dump().await);
}

async fn a_viewer_sees_no_address_on_the_page_or_in_a_file(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    server.add_user("CAAA/CAAA010").await;
    let request = maker.propose("CAAA010", "somebody@caaa.example").await;
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    let request = maker.propose("CAAA010", "another@caaa.example").await;
    let reason = [("reason", "call them at boss@caaa.example")];
    checker.press("portal", &request, "reject-all", &reason).await;
    for (account, role, sees) in [(VIEWER, StaffRole::Viewer, false), (APPROVER, StaffRole::Approver, true)] {
        server.staff(account, role).await;
        let browser = server.session_of(account).await;
        let page = browser.get("/monitor/audit?participant=CAAA").await;
        let answers = [
            page.words(),
            browser.post("/monitor/audit?participant=CAAA", &[("format", "csv")]).await.body,
            browser.post("/monitor/audit?participant=CAAA", &[("format", "json")]).await.body,
        ];
        for answer in answers {
            assert_eq!(answer.contains("@caaa.example"), sees, "{account}: {answer}");
            assert!(!answer.contains("somebody@") && !answer.contains("another@"), "never whole: {answer}");
            assert!(answer.contains("CAAA010"), "{answer}");
        }
        assert_eq!(page.words().contains("an address, not shown to viewers"), !sees);
    }
}

async fn staff_and_firm_each_follow_links_of_their_own(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, _) = server.pair().await;
    server.add_user("CAAA/CAAA010").await;
    let request = maker.propose("CAAA010", "somebody@caaa.example").await;
    server.staff(VIEWER, StaffRole::Viewer).await;
    let viewer = server.session_of(VIEWER).await;
    let theirs = viewer.get(&format!("/monitor/audit?q={request}")).await.body;
    for link in [
        format!("/monitor/approvals/{request}"),
        "/monitor/users/CAAA/CAAA010".to_owned(),
        "/monitor/participants/CAAA".to_owned(),
    ] {
        assert!(theirs.contains(&format!("href=\"{link}\"")), "{link}: {theirs}");
    }
    assert!(!theirs.contains("/portal/"), "{theirs}");
    let own = server.session_of(CHECKER).await.get("/portal/audit").await.body;
    assert!(own.contains(&format!("href=\"/portal/approvals/{request}\"")) && !own.contains("/monitor/"), "{own}");
}

async fn how_far_it_is_sealed_is_said_and_nothing_is_called_verified(backend: Backend) {
    let server =
        TestServer::with(backend, |config| config.audit.anchor_to = vec!["keeper@auditor.example".into()].into()).await;
    server.staff(VIEWER, StaffRole::Viewer).await;
    let viewer = server.session_of(VIEWER).await;
    let page = viewer.get("/monitor/audit").await.words();
    assert!(page.contains("Nothing is sealed yet."), "{page}");
    let sealed = seal::all(&server.app).await.unwrap().unwrap();
    let page = viewer.get("/monitor/audit").await.words();
    for words in [&*sealed.hash, "Newest seal", "22 November 2026, 09:00", "Not yet"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let waiting = server.count("SELECT COUNT(*) FROM events WHERE seal IS NULL").await;
    assert!(page.contains(&format!("Events waiting for the sealer\n{waiting}")), "{waiting}: {page}");
    assert!(anchor::round(&server.app).await.unwrap());
    server.quiet().await;
    server.advance(Duration::from_secs(600));
    let page = viewer.get("/monitor/audit").await.words();
    assert!(page.contains("Head last sent out\n22 November 2026, 09:00"), "{page}");
    assert!(!page.to_lowercase().contains("verified"), "{page}");
}

async fn what_cannot_be_read_is_said_at_its_field(backend: Backend) {
    let (server, _, operator) = stage(backend).await;
    for query in
        ["participant=%3F", "user=CAAA010", "actor=nobody", "what=planet", "q=a%20b", "from=yesterday", "until=1"]
    {
        let page = operator.get(&format!("/monitor/audit?{query}")).await;
        assert_eq!((page.status.as_u16(), page.problems().len()), (422, 1), "{query}");
        assert!(page.title().starts_with("Error: ") && rows(&page).is_empty(), "{query}");
        let answer = operator.post(&format!("/monitor/audit?{query}"), &[("format", "csv")]).await;
        assert_eq!((answer.status.as_u16(), answer.problems().len()), (422, 1), "{query}");
    }
    assert_eq!(server.events("audit.exported").await, 0);
}

async fn particulars_are_in_the_language_of_the_page(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff(VIEWER, StaffRole::Viewer).await;
    server.pair().await;
    server.browser().log_in("CAAA", "MAKER", "not the password at all").await;
    let viewer = server.session_of(VIEWER).await;
    let maker = server.session_of(MAKER).await;
    for (browser, page) in [(viewer, "/monitor/audit"), (maker, "/portal/audit")] {
        let english = browser.get(&format!("{page}?lang=en")).await.words();
        assert!(english.contains("Reason: wrong password") && english.contains("By: password and code"), "{english}");
        let chinese = browser.get(&format!("{page}?lang=zh-HK")).await.words();
        assert!(chinese.contains("原因：密碼不正確") && chinese.contains("可開啟終端機："), "{chinese}");
        assert!(!chinese.contains("wrong password"), "{chinese}");
    }
}

/// Literals of the sources that look like kinds of events and are none: marks, keys of the configuration, columns.
const NO_EVENTS: [&str; 9] = [
    "audit.anchored",
    "audit.sealing",
    "directory.reconciled",
    "login.example",
    "report.sending",
    "report.sent-for",
    "report.weekly",
    "schedule.phase",
    "test.clock",
];

#[test]
fn every_kind_of_event_that_is_written_has_words() {
    let mut found = BTreeSet::new();
    read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").as_path(), &mut found);
    assert!(found.contains("login.completed") && found.len() > 100, "{found:?}");
    let wordless: Vec<_> = found.iter().filter(|kind| known(kind).is_none()).collect();
    assert!(wordless.is_empty(), "no words in app::ports::events for {wordless:?}");
}

/// Literals in the sources that are written like kinds of events: of a family that is known, or where an event is
/// written.
fn read(folder: &Path, into: &mut BTreeSet<String>) {
    let part = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, into);
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            let writes = ["event(", "events(", "firm_event"].iter().any(|call| line.contains(call));
            for literal in line.split('"').skip(1).step_by(2) {
                let Some((family, happening)) = literal.split_once('.') else { continue };
                let told = writes || FAMILIES.iter().any(|(known, _)| *known == family);
                let file = ["csv", "txt", "pdf", "json", "jsonl", "toml"].contains(&happening);
                if part(family) && part(happening) && told && !file && !NO_EVENTS.contains(&literal) {
                    into.insert(literal.to_owned());
                }
            }
        }
    }
}
