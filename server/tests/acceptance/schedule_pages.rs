//! The schedule's pages: what everybody sees, how staff change it, arm, hold and go back, and the rehearsal.

use std::time::Duration;

use domain::{
    phase::Phase,
    role::StaffRole,
    schedule::{Bilingual, EventKind, Exception, ExceptionKind, Plan, Timeline},
    time::Instant,
};
use serde_json::json;
use server::{
    config::FixedPhase,
    schedule::{self, blocked, plan, settle},
    store::{
        exceptions::{self, Granted},
        requests::Subject,
        schedule as store,
    },
};

use crate::support::{
    APPROVER, Answer, Backend, Browser, CHECKER, MAKER, OPERATOR, TestServer, USER, forge, id, on_both, proposed,
};

on_both! {
    everybody_reads_the_schedule_and_subscribes_to_it,
    a_change_is_checked_proposed_approved_published_and_told,
    what_is_wrong_with_a_change_is_said_at_its_field,
    a_change_that_somebody_overtook_is_shown_again_or_stale,
    the_first_event_says_which_phase_it_begins,
    arming_takes_the_count_and_two_people,
    one_person_holds_and_two_confirm_again,
    the_way_back_happens_at_once,
    viewers_look_and_do_nothing,
    the_rehearsal_is_the_blocked_list,
    an_extension_keeps_the_way_by_card_open,
    in_the_last_week_of_cards_every_login_asks_to_set_up,
}

const PARALLEL_RUN: &str = "2026-11-01T01:00:00Z";
/// Twelve days after the test begins: `2026-12-04` `18:00`.
const CLOSING: &str = "2026-12-04T10:00:00Z";

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Lets time pass until then.
fn travel(server: &TestServer, until: &str) {
    server.advance(at(until).since(server.app.clock.now()));
}

fn planned(id: &str, when: Option<&str>) -> Plan {
    let both = |text: String| Bilingual { zh: format!("（{text}）"), en: text };
    Plan {
        kind: id.parse().unwrap_or(EventKind::UserGuide),
        at: when.map(at),
        when: both("late in the year".to_owned()),
        title: both(format!("Event {id}")),
        text: both(format!("What to know of {id}")),
    }
}

/// Puts an event into the schedule, as a file does; the phase stays what it is until it happens.
pub async fn announce(server: &TestServer, id: &str, when: Option<&str>) {
    let mut tx = server.app.store.begin().await.unwrap();
    plan::set(&mut tx, &server.operator(), id, planned(id, when), false, None, json!({})).await.unwrap();
    tx.commit().await.unwrap();
}

/// A house in the parallel run that closes cards at [`CLOSING`].
async fn house(backend: Backend) -> TestServer {
    let server = TestServer::with(backend, |config| config.schedule.phase = FixedPhase(None)).await;
    begin(&server).await;
    server
}

async fn begin(server: &TestServer) {
    announce(server, "parallel-run", Some(PARALLEL_RUN)).await;
    announce(server, "two-factor-only", Some(CLOSING)).await;
    settle::round(&server.app).await.unwrap();
}

async fn staff(server: &TestServer) -> (Browser, Browser) {
    for (account, role) in
        [(OPERATOR, StaffRole::Operator), (APPROVER, StaffRole::Approver), ("STAFF/VIEWER", StaffRole::Viewer)]
    {
        server.staff(account, role).await;
    }
    (server.session_of(OPERATOR).await, server.session_of(APPROVER).await)
}

const EVENT: &str = "/monitor/schedule/two-factor-only";

/// What the form of [`EVENT`] holds, with other values in some fields.
fn form<'f>(action: &'f str, changes: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("action", action),
        ("timing", "confirmed"),
        ("date", "2026-12-11"),
        ("time", "18:00"),
        ("when_en", ""),
        ("when_zh", ""),
        ("title_en", "Parallel run ends"),
        ("title_zh", "並行運作結束"),
        ("text_en", ""),
        ("text_zh", ""),
        ("reason", "asked for by the firms"),
    ];
    for (name, value) in changes {
        match fields.iter_mut().find(|(held, _)| held == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    fields
}

async fn approve(by: &Browser, request: &str) -> Answer {
    by.press("monitor", request, "approve-all", &[]).await
}

async fn phase(server: &TestServer) -> Phase {
    let mut reader = server.app.store.reader().await.unwrap();
    schedule::phase(&server.app, &mut reader, server.app.clock.now()).await.unwrap()
}

async fn event_state(server: &TestServer, id: &str) -> String {
    server.rows(&format!("SELECT state FROM schedule_events WHERE id = '{id}'")).await.concat().concat()
}

async fn everybody_reads_the_schedule_and_subscribes_to_it(backend: Backend) {
    let server = house(backend).await;
    announce(&server, "decommissioning", None).await;
    let anybody = server.browser();
    let words = anybody.get("/schedule").await.words();
    for wanted in [
        "In force now: Parallel run",
        "1 November 2026, 09:00 HKT Done",
        "4 December 2026, 18:00 HKT Confirmed",
        "late in the year Tentative",
        "What to know of two-factor-only",
    ] {
        assert!(words.contains(wanted), "{wanted}: {words}");
    }
    let chinese = anybody.get("/schedule?lang=zh-HK").await;
    assert!(chinese.words().contains("（Event two-factor-only）"), "{}", chinese.words());
    assert!(chinese.body.contains("href=\"/schedule.ics?lang=zh-HK\""));

    let file = server.browser().get("/schedule.ics").await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    let calendar: icalendar::Calendar = file.body.parse().unwrap();
    let uids: Vec<_> = calendar.events().filter_map(|event| icalendar::Component::get_uid(event)).collect();
    assert_eq!(uids, ["parallel-run@localhost:8080", "two-factor-only@localhost:8080"]);
    assert!(file.body.contains("DTSTART:20261204T100000Z\r\n"), "{}", file.body);
    assert_eq!(server.browser().get("/schedule.ics").await.body, file.body, "the same until something changes");
    let chinese = server.browser().get("/schedule.ics?lang=zh-HK").await;
    assert!(chinese.body.contains("SUMMARY:（Event two-factor-only）"), "{}", chinese.body);
}

async fn a_change_is_checked_proposed_approved_published_and_told(backend: Backend) {
    let server = house(backend).await;
    server.pair().await;
    let (operator, approver) = staff(&server).await;
    let check = operator.post(EVENT, &form("check", &[])).await;
    assert_eq!(check.status, 200);
    let words = check.words();
    for wanted in [
        "11 December 2026, 18:00 HKT",
        "The phase changes from “Parallel run” to “Two factors only”.",
        "Two people must arm it",
    ] {
        assert!(words.contains(wanted), "{wanted}: {words}");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 0, "checking proposes nothing");

    let without = operator.post(EVENT, &form("propose", &[("reason", " ")])).await;
    without.assert_refused(422, "Enter a reason");
    assert_eq!(without.hidden("date").as_deref(), Some("2026-12-11"), "what was typed stays");
    let request = proposed(&operator.post(EVENT, &form("propose", &[])).await);
    assert!(server.browser().get("/schedule").await.words().contains("4 December 2026"), "nothing has changed yet");
    assert!(operator.get(EVENT).await.body.contains(&format!("/monitor/approvals/{request}")));

    approve(&approver, &request).await;
    assert_eq!(server.states(&request).await, ["done"]);
    let words = server.browser().get("/schedule").await.words();
    assert!(words.contains("11 December 2026, 18:00 HKT") && words.contains("Parallel run ends"), "{words}");
    for administrator in [MAKER, CHECKER] {
        assert_eq!(server.letters("schedule-changed", administrator).await, 1, "{administrator}");
    }
    let file = server.browser().get("/schedule.ics").await.body;
    assert!(file.contains("SEQUENCE:1\r\n") && file.contains("DTSTART:20261211T100000Z\r\n"), "{file}");
    let history = operator.get(EVENT).await.words();
    assert!(history.contains("Moved from 4 December 2026, 18:00 HKT to 11 December 2026, 18:00 HKT"), "{history}");
    assert!(history.contains("STAFF/OPERATOR and STAFF/APPROVER"), "{history}");

    // Cancelled, it stays on the schedule, and calendars take it off.
    let cancel = form("propose", &[("timing", "cancelled")]);
    approve(&approver, &proposed(&operator.post(EVENT, &cancel).await)).await;
    assert!(server.browser().get("/schedule").await.words().contains("Cancelled"));
    assert!(server.browser().get("/schedule.ics").await.body.contains("STATUS:CANCELLED"));
}

async fn what_is_wrong_with_a_change_is_said_at_its_field(backend: Backend) {
    let server = house(backend).await;
    announce(&server, "user-guide", Some("2026-12-24T10:00:00Z")).await;
    let (operator, _) = staff(&server).await;
    let refusals: &[(&[(&str, &str)], &str)] = &[
        (&[("timing", "")], "Choose when it happens"),
        (&[("date", "11/12/2026")], "Enter a date as 2027-06-25"),
        (&[("time", "6pm")], "Enter a date as 2027-06-25"),
        (&[("date", "2026-11-01")], "an instant that has not passed"),
        (&[("date", "2026-12-24")], "Another event happens at that instant"),
        (&[("timing", "tentative")], "Enter when, in words"),
        (&[("title_zh", "")], "Enter a title in this language too"),
        (&[("text_en", "Only in English")], "Enter the text in this language too"),
        (&[("title_en", "Hidden\u{200B}letter")], "cannot be seen"),
        (&[("timing", "at-once")], "This event closes a way in"),
    ];
    for (changes, wanted) in refusals {
        for action in ["check", "propose"] {
            let answer = operator.post(EVENT, &form(action, changes)).await;
            answer.assert_refused(422, wanted);
            assert!(answer.body.contains("並行運作結束") || changes[0].0 == "title_zh", "what was typed stays");
        }
    }
    let new = "/monitor/schedule/new";
    operator.post(new, &form("check", &[])).await.assert_refused(422, "Choose what happens");
    let never = form("check", &[("kind", "user-guide"), ("timing", "cancelled")]);
    operator.post(new, &never).await.assert_refused(422, "Choose when it happens");
    let same =
        [("date", "2026-12-04"), ("title_en", "Event two-factor-only"), ("title_zh", "（Event two-factor-only）")];
    let mut same = same.to_vec();
    same.extend([("text_en", "What to know of two-factor-only"), ("text_zh", "（What to know of two-factor-only）")]);
    same.extend([("when_en", "late in the year"), ("when_zh", "（late in the year）")]);
    operator.post(EVENT, &form("check", &same)).await.assert_refused(422, "You have changed nothing");
    assert_eq!(operator.get("/monitor/schedule/nothing").await.status, 404);
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 0);
}

async fn a_change_that_somebody_overtook_is_shown_again_or_stale(backend: Backend) {
    let server = house(backend).await;
    let (operator, approver) = staff(&server).await;
    let version = operator.get(EVENT).await.hidden("version").unwrap();
    let request = proposed(&operator.post(EVENT, &form("propose", &[("version", &version)])).await);
    let second = operator.post(EVENT, &form("propose", &[("version", &version), ("date", "2026-12-12")])).await;
    second.assert_refused(422, "waits for a second person already");
    // A file moves the event in between.
    announce(&server, "two-factor-only", Some("2026-12-18T10:00:00Z")).await;
    approve(&approver, &request).await;
    assert_eq!(server.states(&request).await, ["stale"]);
    // A form that was loaded before is not laid over what has changed.
    let old = operator.post(EVENT, &form("check", &[("version", &version)])).await;
    old.assert_refused(422, "Somebody changed this event meanwhile");
    assert!(old.body.contains("value=\"2026-12-18\""), "as it is now: {}", old.words());
    let words = server.browser().get("/schedule").await.words();
    assert!(words.contains("18 December 2026"), "{words}");
}

async fn the_first_event_says_which_phase_it_begins(backend: Backend) {
    let server = TestServer::with(backend, |config| config.schedule.phase = FixedPhase(None)).await;
    let (operator, approver) = staff(&server).await;
    assert_eq!(phase(&server).await, Phase::ParallelRun, "without a schedule");
    let new =
        form("propose", &[("kind", "registration"), ("timing", "tentative"), ("when_en", "May"), ("when_zh", "五月")]);
    let check = form("check", &new[1..]);
    let words = operator.post("/monitor/schedule/new", &check).await.words();
    assert!(words.contains("This is the first event"), "{words}");
    let request = proposed(&operator.post("/monitor/schedule/new", &new).await);
    approve(&approver, &request).await;
    assert_eq!(phase(&server).await, Phase::Registration);
    assert_eq!(event_state(&server, "registration").await, "tentative");
    // A second of the kind gets a name of its own.
    let request = proposed(&operator.post("/monitor/schedule/new", &new).await);
    approve(&approver, &request).await;
    assert_eq!(event_state(&server, "registration-2").await, "tentative");
}

/// Gives every operator and approver a passkey that they have used.
async fn with_passkeys(server: &TestServer) {
    for account in [OPERATOR, APPROVER] {
        server
            .meddle(&format!(
                "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at,
                     changed_at, last_used_at)
                 VALUES ('{account}', '{account}', 'passkey', 'Desk', '', '', '', 0, 'bound', 0, 0, 1)"
            ))
            .await;
    }
}

async fn arm(by: &Browser, count: &str) -> Answer {
    by.post(EVENT, &[("action", "arm"), ("count", count)]).await
}

async fn arming_takes_the_count_and_two_people(backend: Backend) {
    let server = house(backend).await;
    server.add_user(USER).await;
    server.add_user("CBBB/CBBB001").await;
    server.administrator(MAKER, "da-maker").await;
    let (operator, _) = staff(&server).await;
    let early = operator.get(EVENT).await.words();
    assert!(early.contains("It can be armed from 1 December 2026, 18:00 HKT on"), "{early}");
    arm(&operator, "2").await.assert_refused(422, "cannot be armed now");

    travel(&server, "2026-12-02T10:00:00Z");
    let (operator, approver) = (server.session_of(OPERATOR).await, server.session_of(APPROVER).await);
    let words = operator.get(EVENT).await.words();
    assert!(words.contains("needs a passkey") && words.contains("STAFF/APPROVER"), "{words}");
    arm(&operator, "2").await.assert_refused(422, "cannot be armed now");
    with_passkeys(&server).await;
    let words = operator.get(EVENT).await.words();
    assert!(words.contains("2 users of 2 firms would be blocked"), "{words}");
    assert!(words.contains("CAAA/MAKER"), "administrators without a passkey are named: {words}");
    for wrong in ["", "3", "two"] {
        arm(&operator, wrong).await.assert_refused(422, "not the number of users");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 0);

    let request = proposed(&arm(&operator, " 2 ").await);
    assert!(operator.get(EVENT).await.words().contains("A request to arm it waits"));
    // Whoever decides sees whom it blocks now, and the way to the list.
    server.add_user("CBBB/CBBB002").await;
    let shown = approver.look_at("monitor", &request).await;
    let words = shown.words();
    assert!(words.contains("As things stand, 3 users of 2 firms would be blocked. See who"), "{words}");
    assert!(words.contains("Event two-factor-only") && !words.contains("event:two-factor-only"), "{words}");
    assert!(shown.body.contains("href=\"/monitor/blocked?event=two-factor-only\""), "the list it is armed on");
    approve(&approver, &request).await;
    let words = operator.get(EVENT).await.words();
    assert!(
        words.contains("By STAFF/OPERATOR and STAFF/APPROVER at 2 December 2026, 18:00 HKT, on 2 users"),
        "{words}"
    );
    assert!(words.contains("no later than 5 December 2026, 18:00 HKT"), "{words}");
    travel(&server, CLOSING);
    settle::round(&server.app).await.unwrap();
    assert_eq!(phase(&server).await, Phase::TwoFactorOnly);
    assert!(server.browser().get("/schedule").await.words().contains("In force now: Two factors only"));
}

async fn one_person_holds_and_two_confirm_again(backend: Backend) {
    let server = house(backend).await;
    let (operator, approver) = staff(&server).await;
    let hold = |by: &Browser, reason: &'static str| {
        let by = by.copied();
        async move { by.post(EVENT, &[("action", "hold"), ("reason", reason)]).await }
    };
    hold(&approver, " ").await.assert_refused(422, "Enter why it is put on hold");
    hold(&approver, "The relay is down").await.assert_sees("/monitor/schedule/two-factor-only?held=1");
    assert_eq!(event_state(&server, "two-factor-only").await, "held");
    assert!(server.browser().get("/schedule").await.words().contains("This event is on hold"));
    assert!(server.browser().get("/schedule.ics").await.body.contains("SUMMARY:On hold: Event two-factor-only"));
    assert!(operator.get(EVENT).await.words().contains("Put on hold: The relay is down"));
    hold(&operator, "again").await.assert_refused(422, "nothing to hold");

    // The same plan again, once the second has agreed.
    let again = form("propose", &[("date", "2026-12-04")]);
    let request = proposed(&operator.post(EVENT, &again).await);
    assert_eq!(event_state(&server, "two-factor-only").await, "held");
    approve(&approver, &request).await;
    assert_eq!(event_state(&server, "two-factor-only").await, "confirmed");
}

async fn the_way_back_happens_at_once(backend: Backend) {
    let server = house(backend).await;
    let (operator, approver) = staff(&server).await;
    assert!(!operator.get("/monitor/schedule").await.words().contains("Way back"), "nothing to go back from");
    server.meddle("UPDATE timeline SET phase = 'two-factor-only', former = 'parallel-run', since = 1").await;
    let desk = operator.get("/monitor/schedule").await;
    assert!(desk.body.contains("/monitor/schedule/new?back=1"), "{}", desk.words());
    let back = "/monitor/schedule/new?back=1";
    let prepared = operator.get(back).await;
    assert!(prepared.words().contains("from “Two factors only” to “Parallel run”"), "{}", prepared.words());
    let names = ["kind", "timing", "title_en", "title_zh", "text_en", "text_zh", "version"];
    let held: Vec<(&str, String)> = names.map(|name| (name, prepared.hidden(name).unwrap_or_default())).into();
    let mut fields: Vec<(&str, &str)> = held.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend([("action", "propose"), ("reason", "Mail is down")]);
    let request = proposed(&operator.post(back, &fields).await);
    assert_eq!(phase(&server).await, Phase::TwoFactorOnly);
    approve(&approver, &request).await;
    assert_eq!(server.states(&request).await, ["done"], "{:?}", server.whys(&request).await);
    assert_eq!(phase(&server).await, Phase::ParallelRun);
    assert_eq!(event_state(&server, "parallel-run-2").await, "done");
    assert!(server.browser().get("/schedule").await.words().contains("Parallel run again"));
}

async fn viewers_look_and_do_nothing(backend: Backend) {
    let server = house(backend).await;
    staff(&server).await;
    let viewer = server.session_of("STAFF/VIEWER").await;
    for page in ["/monitor/schedule", EVENT, "/monitor/blocked"] {
        let answer = viewer.get(page).await;
        assert_eq!(answer.status, 200, "{page}");
        assert!(!answer.body.contains("method=\"post\" action=\"/monitor"), "{page}");
    }
    for action in ["check", "propose", "arm", "hold"] {
        assert_eq!(viewer.post(EVENT, &form(action, &[("count", "0")])).await.status, 403, "{action}");
    }
    // Who decides does not propose.
    let approver = server.session_of(APPROVER).await;
    for action in ["check", "propose", "arm"] {
        assert_eq!(approver.post(EVENT, &form(action, &[("count", "0")])).await.status, 403, "{action}");
    }
    assert_eq!(event_state(&server, "two-factor-only").await, "confirmed");
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 0);
}

/// The first two columns of a CSV file.
fn names(csv: &str) -> Vec<String> {
    csv.lines().skip(1).map(|line| line.split(',').take(2).collect::<Vec<_>>().join("/")).collect()
}

async fn the_rehearsal_is_the_blocked_list(backend: Backend) {
    let server = house(backend).await;
    staff(&server).await;
    for number in 1..=60 {
        server.add_user(&format!("CAAA/CAAA{number:03}")).await;
    }
    let registered = server.add_user("CBBB/CBBB001").await;
    server.register(&registered).await;
    server.ready("CBBB/CBBB002").await;
    server.pair().await;
    // An extension until after the closing: this one is not blocked then.
    grant(&server, "CAAA/CAAA060", ExceptionKind::Extension, "2027-01-01T00:00:00Z").await;
    let card = "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at,
                    changed_at) VALUES ('c', 'CAAA/CAAA060', 'card', '1', '', '', '', 0, 'bound', 0, 0)";
    server.meddle(card).await;
    let viewer = server.session_of("STAFF/VIEWER").await;
    // The extension begins with whoever comes first.
    viewer.get("/monitor/schedule").await;
    let before = server.held().await;
    let before_sessions = server.count("SELECT COUNT(*) FROM sessions").await;

    let page = viewer.get("/monitor/blocked?by=firm").await;
    let words = page.words();
    assert!(words.contains("60 of 64 active users would be blocked, in 2 firms"), "{words}");
    assert!(words.contains("if “Two factors only” were in force at 4 December 2026, 18:00 HKT"), "{words}");
    assert!(words.contains("59 of 62") && words.contains("No working pair of administrators"), "{words}");
    assert!(!page.body.contains("@caaa.example") && !page.body.contains("@cbbb.example"), "no address");

    let all = viewer.get("/monitor/blocked.csv").await;
    let timeline = Timeline { phase: Phase::TwoFactorOnly, former: Phase::ParallelRun, ..Timeline::START };
    let mut reader = server.app.store.reader().await.unwrap();
    let shut = blocked::list(&mut reader, None, timeline, at(CLOSING)).await.unwrap();
    drop(reader);
    let wanted: Vec<String> = shut.iter().map(|shut| shut.member.id.to_string()).collect();
    assert_eq!((names(&all.body), wanted.len()), (wanted.clone(), 60));
    assert!(!all.body.contains("@"), "no address");

    // The pages of the list are the list.
    let listed = |page: &Answer| {
        let list = page.body.split("<section id=\"users\"").nth(1).unwrap_or_default();
        let rows = list.split("href=\"/monitor/users/").skip(1);
        rows.map(|row| row.split('"').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let mut found = listed(&page);
    let next = page.body.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    found.extend(listed(&viewer.get(next.replace("&amp;", "&").split('#').next().unwrap()).await));
    assert_eq!(found, wanted);

    // By firm and reason, at another instant, in another phase.
    let one = viewer.get("/monitor/blocked?event=two-factor-only&firm=cbbb&reason=not-set-up").await;
    assert_eq!(listed(&one), ["CBBB/CBBB001"]);
    let later = viewer.get("/monitor/blocked?at=2027-02-01T00:00:00Z&phase=two-factor-only").await.words();
    assert!(later.contains("61 of 64 active users"), "the extension is over: {later}");
    let open = viewer.get("/monitor/blocked?phase=registration").await.words();
    assert!(open.contains("63 of 64 active users"), "only cards, and one holds one: {open}");
    let before_it = viewer.get("/monitor/blocked?date=2026-12-03&time=10:00").await.words();
    assert!(before_it.contains("if “Parallel run” were in force at 3 December 2026, 10:00 HKT"), "{before_it}");
    for (query, wanted) in [
        ("date=yesterday", "Enter a date as"),
        ("event=none", "no such event"),
        ("phase=none", "no such phase"),
        ("firm=%21", "not a participant code"),
    ] {
        viewer.get(&format!("/monitor/blocked?{query}")).await.assert_refused(422, wanted);
    }
    // It switched nothing.
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, before_sessions);
    assert_eq!(phase(&server).await, Phase::ParallelRun);
    let without_sessions =
        |dump: &str| dump.lines().filter(|line| !line.starts_with("sessions:")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(without_sessions(&before), without_sessions(&server.held().await));
}

async fn grant(server: &TestServer, account: &str, kind: ExceptionKind, until: &str) {
    let now = server.app.clock.now();
    let granted = Granted {
        id: account.replace('/', "-"),
        subject: Subject::Account(id(account)),
        exception: Exception { kind, from: now, until: at(until) },
        reason: "a test".to_owned(),
        requester: "operator".to_owned(),
        approver: None,
        request: String::new(),
        created_at: now,
        ended_at: None,
    };
    let mut tx = server.app.store.begin().await.unwrap();
    exceptions::grant(&mut tx, &granted).await.unwrap();
    tx.commit().await.unwrap();
}

async fn an_extension_keeps_the_way_by_card_open(backend: Backend) {
    let server = TestServer::with(backend, |config| {
        config.schedule.phase = FixedPhase(Some(Phase::TwoFactorOnly));
    })
    .await;
    server.add_user(USER).await;
    let link = "Your firm has an extension?";
    let anybody = server.browser();
    assert!(!anybody.get("/").await.words().contains(link));
    assert!(anybody.get("/login/smartcard").await.body.contains("value=\"prove\""), "set-up alone");
    grant(&server, USER, ExceptionKind::Extension, "2026-12-24T00:00:00Z").await;
    assert!(anybody.get("/").await.words().contains(link));
    let page = anybody.get("/login/smartcard").await;
    assert!(page.body.contains("value=\"read\""), "a login: {}", page.words());
    assert!(page.words().contains("only for firms and users with an extension"), "{}", page.words());
    // An early move is no extension, and an extension ends by itself.
    server.advance(Duration::from_secs(40 * 86_400));
    assert!(!anybody.get("/").await.words().contains(link));
    let mut reader = server.app.store.reader().await.unwrap();
    assert_eq!(store::list(&mut reader).await.unwrap().len(), 0);
}

async fn in_the_last_week_of_cards_every_login_asks_to_set_up(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |config| {
        config.schedule.phase = FixedPhase(None);
        config.setup.remind_every = Duration::from_secs(30 * 86_400).into();
    })
    .await;
    begin(&server).await;
    let account = server.add_user(USER).await;
    server.register(&account).await;
    let mut card = server.imported(&issuer, USER).await;
    let asked = "/account/set-up";
    let browser = server.browser();
    browser.card_login(&mut card, USER).await.assert_sees(asked);
    let page = browser.get(asked).await.words();
    assert!(page.contains("in 13 days") && page.contains("We ask again in 30 days"), "{page}");
    browser.post(asked, &[("action", "later")]).await.assert_sees("/account");
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
    // Seven days and an hour, then seven days.
    travel(&server, "2026-11-27T09:00:00Z");
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
    travel(&server, "2026-11-27T10:00:00Z");
    for _ in 0..2 {
        let browser = server.browser();
        browser.card_login(&mut card, USER).await.assert_sees(asked);
        let page = browser.get(asked).await.words();
        assert!(page.contains("in 7 days") && page.contains("We ask again at your next login"), "{page}");
        browser.post(asked, &[("action", "later")]).await.assert_sees("/account");
    }
    // With an extension there is more time.
    grant(&server, USER, ExceptionKind::Extension, "2027-01-01T00:00:00Z").await;
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
}
