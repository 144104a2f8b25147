//! The adoption's figures: kept beside what they count, and told a second time by the audit.

mod command;
mod counts;
mod lists;
mod pages;
mod plain;
mod population;
mod walk;

use std::time::Duration;

use domain::{
    adoption::{Day, Happening, House},
    life::{State, Status, Step},
    method::Method,
    phase::Phase,
    schedule::{Exception, ExceptionKind, Timeline},
    time::Instant,
};
use proptest::test_runner::{Config, TestRunner};
use server::{
    adoption::{
        self, FirmLine, FirmOrder, FirmQuery,
        check::{self, CheckError},
        export,
        fold::FoldError,
        settle,
    },
    audit::{
        expiry::{Part, expire},
        seal,
    },
    random::{Randomness as _, SeededRandomness},
    registration::{import::What, life},
    schedule::blocked::Summary,
    store::accounts,
};
use tokio::task::JoinSet;

use self::walk::{Walk, histories, make_ready, whole};
use crate::support::{Backend, TestServer, id, on_both};

on_both! {
    after_any_history_all_say_the_same,
    a_history_in_which_everything_happens_is_told_whole,
    two_instances_that_write_at_once_lose_no_count,
    a_past_day_shows_what_held_at_its_end,
    a_sole_proprietors_pair_ends_with_the_exception,
    whom_a_phase_shuts_out_is_the_same_with_every_exception,
    what_was_meddled_with_is_named_and_written_anew,
    events_that_have_expired_tell_nothing_and_nothing_is_written,
    a_database_from_before_is_counted_when_it_is_opened,
    a_users_first_login_counts_and_the_next_changes_no_firm,
    a_complete_list_of_users_is_remembered,
    firms_are_written_as_a_file,
}

const FIRMS: &str = "participant_code,name_en,name_zh,category,da_model
CAAA,Kestrel Securities Limited,紅隼證券有限公司,direct,pair
CAAB,Heron Futures Limited,蒼鷺期貨有限公司,direct,sole
CAAC,=Osprey,,direct,pair
";

const USERS: &str = "participant_code,user_id,name_en,name_zh,da_roles,status
CAAA,MAKER,Person Maker,,da-maker,active
CAAA,CHECKER,Person Checker,,da-checker,active
CAAA,CAAA001,Chan Tai Man,陳大文,,active
CAAA,CAAA002,Lee Siu Ming,李小明,,active
CAAA,CAAA003,Ng Wai,吳偉,,active
CAAA,CAAA004,Ho Ka Yan,何嘉欣,da-checker,active
CAAA,CAAA005,Yip Chi Fai,葉志輝,,dormant
CAAB,CAAB001,Lam Mei,林美,da-maker;da-checker,active
CAAB,CAAB002,Tse Kwok,謝國,,active
CAAB,CAAB003,Mak Tin,麥田,,disabled
";

/// Turns after which everything has happened that figures follow.
const WHOLE: u32 = 90;

const HOUR: Duration = Duration::from_secs(3600);

/// Three firms and their users.
async fn directory(server: &TestServer) {
    server.import(What::Participants, FIRMS.into()).await;
    server.import(What::Users, USERS.into()).await;
}

/// Every firm and its figures as `day` ended, or now.
async fn everybody(server: &TestServer, day: Option<Day>) -> Vec<FirmLine> {
    let query = FirmQuery { day, limit: 100, order: FirmOrder::Code, offset: 0 };
    adoption::firms(&mut server.app.store.reader().await.unwrap(), &query).await.unwrap()
}

async fn house(server: &TestServer, day: Option<Day>) -> House {
    adoption::house(&mut server.app.store.reader().await.unwrap(), day).await.unwrap()
}

fn summed(lines: &[FirmLine]) -> House {
    let mut house = House::default();
    lines.iter().for_each(|line| house.add(&line.figures, line.has_pair));
    house
}

/// What is not as the audit tells it.
async fn differences(server: &TestServer) -> Vec<String> {
    check::check(&server.app).await.unwrap().iter().map(ToString::to_string).collect()
}

/// All figures that are kept.
async fn kept(server: &TestServer) -> String {
    let dump = server.dump().await;
    dump.lines().filter(|line| line.starts_with("adoption_")).collect::<Vec<_>>().join("\n")
}

/// One step in a user's life.
async fn step(server: &TestServer, account: &str, step: Step) {
    let mut tx = server.app.store.begin().await.unwrap();
    let held = accounts::find(&mut tx, &id(account)).await.unwrap().unwrap();
    life::step(&mut tx, &server.operator(), &held, step).await.unwrap();
    tx.commit().await.unwrap();
}

/// Kept, counted, told by the audit, shown on pages: all say the same of what has happened.
async fn all_say_the_same(walk: &Walk) {
    let server = &walk.server;
    counts::agree(server).await;
    assert_eq!(differences(server).await, [""; 0]);
    for (day, stood) in &walk.ended {
        assert_eq!(everybody(server, Some(*day)).await, *stood, "{day}");
        assert_eq!(house(server, Some(*day)).await, summed(stood), "{day}");
    }
    pages::agree(server, &walk.approver, None).await;
    if let Some(day) = walk.ended.keys().next() {
        pages::agree(server, &walk.approver, Some(*day)).await;
    }

    // Settled or not, told anew or from nothing: always the same.
    while settle::round(&server.app).await.unwrap() {}
    for (day, stood) in &walk.ended {
        assert_eq!(house(server, Some(*day)).await, summed(stood), "{day}");
    }
    assert_eq!(differences(server).await, [""; 0]);
    let before = kept(server).await;
    assert_eq!(check::rebuild(&server.app, &server.operator()).await.unwrap(), []);
    assert_eq!(kept(server).await, before);
    let now = everybody(server, None).await;
    for table in ["firms", "history", "days", "totals"] {
        server.meddle(&format!("DELETE FROM adoption_{table}")).await;
    }
    assert!(!check::rebuild(&server.app, &server.operator()).await.unwrap().is_empty());
    assert_eq!(differences(server).await, [""; 0]);
    assert_eq!(everybody(server, None).await, now);
    pages::agree(server, &walk.approver, None).await;
}

async fn after_any_history_all_say_the_same(backend: Backend) {
    let cases = if backend == Backend::Sqlite { 6 } else { 2 };
    let config = Config { cases, max_shrink_iters: 24, failure_persistence: None, ..Config::default() };
    // Each history has a house of its own, in which it is lived through on this test's runtime.
    let lived = tokio::task::spawn_blocking(move || {
        TestRunner::new(config).run(&histories(24), |history| {
            tokio::runtime::Handle::current().block_on(async {
                let mut walk = Walk::begin(backend.clone()).await;
                walk.go(&history).await;
                all_say_the_same(&walk).await;
            });
            Ok(())
        })
    });
    lived.await.unwrap().unwrap();
}

async fn a_history_in_which_everything_happens_is_told_whole(backend: Backend) {
    let mut walk = Walk::begin(backend).await;
    let history = whole(WHOLE);
    for some in history.chunks(30) {
        walk.go(some).await;
    }
    all_say_the_same(&walk).await;
    assert!(walk.ended.len() > 1, "it ended within a day");
    let done = walk.done;
    let wanted = [
        "add passkey",
        "address",
        "bind",
        "card login",
        "disable",
        "dormant",
        "enable",
        "exception",
        "import card",
        "import change",
        "import new",
        "login",
        "refuse",
        "remove address",
        "reset",
        "restore",
        "retire",
        "roles",
        "set-up",
        "sole",
        "suspend-card",
        "test",
        "time",
    ];
    let missing: Vec<_> = wanted.into_iter().filter(|what| !done.contains(what)).collect();
    assert!(missing.is_empty(), "it never came to {missing:?}");
}

async fn two_instances_that_write_at_once_lose_no_count(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    let header = USERS.lines().next().unwrap();
    let users: Vec<String> = (0..40).map(|number| format!("CAAC,C{number:03},Person {number},,,active\n")).collect();
    server.import(What::Users, format!("{header}\n{}", users.concat()).into()).await;
    let other = server.another().await;
    let mut under_way = JoinSet::new();
    for number in 0..40 {
        let app = std::sync::Arc::clone(if number % 2 == 0 { &server.app } else { &other.app });
        under_way.spawn(async move {
            let scribe = server::audit::Scribe::of_command(&app, server::store::events::Actor::Operator);
            let id = id(&format!("CAAC/C{number:03}"));
            let mut tx = app.store.begin().await.unwrap();
            let held = accounts::find(&mut tx, &id).await.unwrap().unwrap();
            life::step(&mut tx, &scribe, &held, Step::Register).await.unwrap();
            let detail = serde_json::json!({ "method": "smartcard", "terminal": true });
            scribe.event(&mut tx, "login.completed", Some(&id), detail).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    under_way.join_all().await;
    counts::agree(&server).await;
    let now = house(&server, None).await;
    assert_eq!(now.users.by_state[State::Registered as usize], 40);
    let today = Day::of(server.app.clock.now());
    let happened = adoption::happenings(&mut server.app.store.reader().await.unwrap(), today, today).await.unwrap();
    assert_eq!(happened, [(today, Happening::Login(Method::Smartcard), 40)]);
    assert_eq!(differences(&server).await, [""; 0]);
}

async fn a_past_day_shows_what_held_at_its_end(backend: Backend) {
    let server = TestServer::start(backend).await;
    let first = Day::of(server.app.clock.now());
    directory(&server).await;
    step(&server, "CAAA/CAAA001", Step::Register).await;
    let end = first.ends();
    server.advance(end.since(server.app.clock.now()) - Duration::from_millis(1));
    step(&server, "CAAA/CAAA002", Step::Register).await;
    server.advance(Duration::from_millis(1));
    step(&server, "CAAA/CAAA003", Step::Register).await;
    // A day on which nothing happens.
    server.advance(HOUR * 48);
    step(&server, "CAAB/CAAB001", Step::Register).await;

    let registered = async |day: Option<Day>| house(&server, day).await.users.registered();
    let days: Vec<Day> = (0..4).map(|later| first.later(later)).collect();
    let shown = async || {
        let mut shown = Vec::new();
        for day in &days {
            shown.push(registered(Some(*day)).await);
        }
        shown
    };
    assert_eq!((shown().await, registered(None).await), (vec![2, 3, 3, 4], 4));
    assert_eq!(registered(Some(first.later(-1))).await, 0);
    let series = async || {
        let all = adoption::series(&mut server.app.store.reader().await.unwrap(), first.later(-5), days[3], None).await;
        all.unwrap().into_iter().map(|(day, house)| (day, house.users.registered())).collect::<Vec<_>>()
    };
    let expected: Vec<_> = days.iter().copied().zip([2, 3, 3, 4]).collect();
    assert_eq!(series().await, expected);

    // Days that are over are settled an hour later, once; today is not.
    while settle::round(&server.app).await.unwrap() {}
    let settled = server.rows("SELECT day FROM adoption_totals ORDER BY day").await.concat();
    assert_eq!(settled, days[..2].iter().map(|day| day.number().to_string()).collect::<Vec<_>>());
    server.advance(HOUR);
    while settle::round(&server.app).await.unwrap() {}
    assert_eq!(server.count("SELECT COUNT(*) FROM adoption_totals").await, 3);
    assert_eq!((series().await, shown().await), (expected, vec![2, 3, 3, 4]));
    assert_eq!(differences(&server).await, [""; 0]);
}

async fn a_sole_proprietors_pair_ends_with_the_exception(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    make_ready(&server, "CAAB/CAAB001").await;
    let pair = async || everybody(&server, None).await[1].has_pair;
    assert!(!pair().await, "one person is no pair");
    let mut tx = server.app.store.begin().await.unwrap();
    let until = server.within(HOUR);
    accounts::set_sole(&mut tx, &id("CAAB/CAAB001"), Some(until)).await.unwrap();
    let detail = serde_json::json!({ "until": until.to_string() });
    server.operator().event(&mut tx, "sole.granted", Some(&id("CAAB/CAAB001")), detail).await.unwrap();
    tx.commit().await.unwrap();
    assert!(pair().await);
    server.advance(HOUR);
    adoption::end_sole(&server.app).await.unwrap();
    adoption::end_sole(&server.app).await.unwrap();
    assert!(!pair().await);
    assert_eq!(server.events("sole.over").await, 1);
    assert_eq!(differences(&server).await, [""; 0]);
}

async fn whom_a_phase_shuts_out_is_the_same_with_every_exception(backend: Backend) {
    let server = TestServer::start(backend).await;
    let dice = SeededRandomness::new(7);
    let roll = |sides: usize| {
        let mut bytes = [0; 4];
        dice.fill(&mut bytes);
        u32::from_le_bytes(bytes) as usize % sides
    };
    let firms: String = (0..8).map(|firm| format!("CA{firm}A,Firm {firm},,direct,pair\n")).collect();
    server.import(What::Participants, format!("{}\n{firms}", FIRMS.lines().next().unwrap()).into()).await;
    let users: String = (0..40)
        .map(|user| format!("CA{}A,U{user:02},Person {user},,,{}\n", user % 7, Status::ALL[usize::from(roll(4) == 0)]))
        .collect();
    server.import(What::Users, format!("{}\n{users}", USERS.lines().next().unwrap()).into()).await;
    for round in 0..6 {
        for user in 0..40 {
            let account = format!("CA{}A/U{user:02}", user % 7);
            let state = State::ALL[if round == 5 { 0 } else { roll(7) }];
            server.meddle(&format!("UPDATE accounts SET state = '{state}' WHERE account = '{account}'")).await;
            server.meddle(&format!("DELETE FROM credentials WHERE account = '{account}'")).await;
            if roll(2) == 0 {
                let state = ["issued", "bound", "suspended"][roll(3)];
                let card = "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state,
                                                     created_at, changed_at)";
                let values = format!("VALUES ('{account}', '{account}', 'card', '', '', '', '', 0, '{state}', 0, 0)");
                server.meddle(&format!("{card} {values}")).await;
            }
        }
        server.recount().await;
        let now = server.app.clock.now();
        for _ in 0..roll(5) {
            let firm = roll(7);
            let user = firm + 7 * roll(5);
            let subject = if roll(2) == 0 { format!("CA{firm}A") } else { format!("CA{firm}A/U{user:02}") };
            let kind = ExceptionKind::ALL[roll(2)];
            let from = if roll(3) == 0 { now.plus(HOUR) } else { now.minus(HOUR) };
            server.except(&subject, Exception { kind, from, until: from.plus(HOUR * 3) }).await;
            server.advance(Duration::from_millis(1));
        }
        let db = &mut *server.app.store.reader().await.unwrap();
        for phase in Phase::ALL {
            for decommissioned in [false, true] {
                let timeline = Timeline { phase, since: Instant::from_millis(0), former: phase, decommissioned };
                let (kept, counted) = (
                    adoption::blocked(db, timeline, now).await.unwrap(),
                    Summary::of(db, None, timeline, now).await.unwrap(),
                );
                let case = format!("round {round}, {phase}, decommissioned: {decommissioned}");
                assert_eq!((kept.blocked, kept.active), (counted.blocked, counted.active), "{case}");
                assert_eq!(kept.firms_shut_out, counted.shut_out().count() as u64, "{case}");
                assert_eq!(kept.reasons, counted.reasons, "{case}");
            }
        }
    }
}

async fn what_was_meddled_with_is_named_and_written_anew(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    step(&server, "CAAA/CAAA001", Step::Register).await;
    server.advance(HOUR * 48);
    while settle::round(&server.app).await.unwrap() {}
    let right = kept(&server).await;
    server.meddle("UPDATE adoption_firms SET state_registered = 7, behind = 3 WHERE participant = 'CAAA'").await;
    server.meddle("UPDATE adoption_history SET dormant = 5 WHERE participant = 'CAAB'").await;
    server
        .meddle("UPDATE adoption_totals SET firms_ready = 2 WHERE day = (SELECT MIN(day) FROM adoption_totals)")
        .await;
    server.meddle("INSERT INTO adoption_days (day, happening, shard, times) VALUES (20000, 'reset', 3, 4)").await;
    let told = [
        "CAAA, now, state_registered: kept 7, told 1",
        "CAAB, 2026-11-22, dormant: kept 5, told 0",
        "all firms, 2024-10-04, reset: kept 4, told nothing",
        "all firms, 2026-11-22, firms_ready: kept 2, told 0",
    ];
    assert_eq!(differences(&server).await, told);
    assert_eq!(check::rebuild(&server.app, &server.operator()).await.unwrap().len(), 4);
    assert_eq!(differences(&server).await, [""; 0]);
    assert_eq!(kept(&server).await, right);
    assert_eq!(server.told("adoption.rebuilt").await[0].1, serde_json::json!({ "differences": 4 }));
    counts::agree(&server).await;
}

async fn events_that_have_expired_tell_nothing_and_nothing_is_written(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    seal::all(&server.app).await.unwrap();
    let event = server.rows("SELECT id FROM events WHERE kind = 'user.added' ORDER BY id LIMIT 1").await.concat();
    for part in [Part::Detail, Part::Who] {
        let mut tx = server.app.store.begin().await.unwrap();
        assert!(expire(&mut tx, &event[0], part).await.unwrap());
        tx.commit().await.unwrap();
        server.meddle("UPDATE adoption_firms SET dormant = 9").await;
        let before = kept(&server).await;
        let expired = |error: CheckError| matches!(error, CheckError::Fold(FoldError::Expired(id)) if id == event[0]);
        assert!(expired(check::check(&server.app).await.unwrap_err()));
        assert!(expired(check::rebuild(&server.app, &server.operator()).await.unwrap_err()));
        assert_eq!(kept(&server).await, before);
    }
    assert_eq!(server.events("adoption.rebuilt").await, 0);
}

async fn a_database_from_before_is_counted_when_it_is_opened(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    step(&server, "CAAA/CAAA001", Step::Register).await;
    server.meddle("DELETE FROM adoption_firms").await;
    server.meddle("DELETE FROM adoption_history").await;
    let server = server.restarted().await;
    counts::agree(&server).await;
    assert_eq!(house(&server, Some(Day::of(server.app.clock.now()))).await, house(&server, None).await);
}

async fn a_users_first_login_counts_and_the_next_changes_no_firm(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    make_ready(&server, "CAAA/MAKER").await;
    assert_eq!(house(&server, None).await.users.administrators_seen, 0);
    server.logged_in("CAAA/MAKER").await;
    assert_eq!(house(&server, None).await.users.administrators_seen, 1);
    // What nobody recounts stays as it was.
    server.meddle("UPDATE adoption_firms SET dormant = 9").await;
    server.logged_in("CAAA/MAKER").await;
    assert_eq!(house(&server, None).await.users.dormant, 27);
    let today = Day::of(server.app.clock.now());
    let happened = adoption::happenings(&mut server.app.store.reader().await.unwrap(), today, today).await.unwrap();
    assert_eq!(happened, [(today, Happening::Login(Method::TwoFactor), 2)]);
}

async fn a_complete_list_of_users_is_remembered(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    let reconciled = async || adoption::reconciled(&mut server.app.store.reader().await.unwrap()).await.unwrap();
    assert_eq!(reconciled().await, None);
    server.advance(HOUR);
    server.import_complete(USERS.into()).await;
    assert_eq!(reconciled().await, Some(server.app.clock.now()));
}

async fn firms_are_written_as_a_file(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    let lines = export::lines(&mut server.app.store.reader().await.unwrap(), None).await.unwrap();
    let mut file = Vec::new();
    export::csv(&lines, None, server.app.clock.now(), &mut file).unwrap();
    let file = String::from_utf8(file).unwrap();
    let rows: Vec<&str> = file.lines().collect();
    assert!(rows[0].starts_with("as_at,day,participant_code,name_en,name_zh,state_authorised,"), "{}", rows[0]);
    assert!(rows[0].ends_with("administrators,administrators_seen,active,ready,behind,has_pair"), "{}", rows[0]);
    let kestrel = "2026-11-22T01:00:00Z,,CAAA,Kestrel Securities Limited,紅隼證券有限公司,6,0,";
    assert!(rows[1].starts_with(kestrel), "{}", rows[1]);
    assert!(rows[3].contains(",CAAC,'=Osprey,"), "{}", rows[3]);
}
