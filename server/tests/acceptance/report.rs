//! The weekly report: once a week, to all of the staff, the same figures in the mail and in its file, and of no person.

use std::time::Duration;

use data_encoding::BASE64;
use domain::{
    account::AccountId, language::Language, life::Status, phase::Phase, role::StaffRole, schedule::EventKind,
};
use server::{
    config::ReportTime,
    mail::letter::Finished,
    report::{self, round::round},
    store::accounts,
};

use crate::{
    mail::{assert_sound, read},
    support::{APPROVER, Backend, OPERATOR, TestServer, address_of, by_schedule, on_both},
};

on_both! {
    every_member_of_staff_gets_one_report_a_week_from_whichever_instance,
    what_was_missed_is_sent_once_when_the_server_is_back,
    without_a_time_there_is_no_report,
    whoever_has_left_gets_none,
    the_report_says_how_the_change_stands,
}

const VIEWER: &str = "STAFF/VIEWER";
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);
/// From the start of a test, a Sunday at nine, to Monday at eight in Hong Kong.
const TO_MONDAY: Duration = Duration::from_secs(23 * 3600);

const STAFF: [(&str, StaffRole); 3] =
    [(VIEWER, StaffRole::Viewer), (OPERATOR, StaffRole::Operator), (APPROVER, StaffRole::Approver)];

async fn staffed(backend: Backend) -> TestServer {
    let server = TestServer::with(backend, by_schedule).await;
    for (account, role) in STAFF {
        server.staff(account, role).await;
    }
    // The first look at the clock sends nothing: that week was over before.
    assert!(!round(&server.app).await.unwrap());
    server
}

async fn set_status(server: &TestServer, account: &AccountId, status: Status) {
    let mut tx = server.app.store.begin().await.unwrap();
    accounts::set_status(&mut tx, account, status).await.unwrap();
    tx.commit().await.unwrap();
}

async fn every_member_of_staff_gets_one_report_a_week_from_whichever_instance(backend: Backend) {
    let server = staffed(backend).await;
    let other = server.another().await;
    let gone = server.staff("STAFF/GONE", StaffRole::Operator).await;
    set_status(&server, &gone, Status::Disabled).await;
    server.add_person("STAFF/NOBODY", |person| person.staff_role = Some(StaffRole::Viewer)).await;
    server.advance(TO_MONDAY - Duration::from_secs(1));
    assert!(!round(&server.app).await.unwrap(), "a second too early");
    server.advance(Duration::from_secs(1));
    let mut rounds = tokio::task::JoinSet::new();
    for app in [&server, &other, &server, &other].map(|server| server.app.clone()) {
        rounds.spawn(async move { round(&app).await.unwrap() });
    }
    let sent = rounds.join_all().await;
    assert_eq!(sent.iter().filter(|sent| **sent).count(), 1, "{sent:?}");
    for (account, _) in STAFF {
        server.mails.next_to(&address_of(account)).await;
    }
    server.quiet().await;
    assert_eq!(server.mails.all().len(), 3);
    assert_eq!(server.events("report.sent").await, 1);
    // Until the next Monday there is none.
    for _ in 0..6 {
        server.advance(DAY);
        assert!(!round(&other.app).await.unwrap());
    }
    server.advance(DAY);
    assert!(round(&other.app).await.unwrap());
}

async fn what_was_missed_is_sent_once_when_the_server_is_back(backend: Backend) {
    let server = staffed(backend).await;
    server.advance(DAY * 17);
    assert!(round(&server.app).await.unwrap());
    assert!(!round(&server.app).await.unwrap());
    assert_eq!(server.letters("weekly-report", VIEWER).await, 1);
}

async fn without_a_time_there_is_no_report(backend: Backend) {
    let server = TestServer::with(backend, |config| config.report.weekly = ReportTime(None)).await;
    server.staff(VIEWER, StaffRole::Viewer).await;
    for _ in 0..3 {
        assert!(!round(&server.app).await.unwrap());
        server.advance(DAY * 7);
    }
    assert_eq!(server.letters("weekly-report", VIEWER).await, 0);
}

async fn whoever_has_left_gets_none(backend: Backend) {
    let mut server = staffed(backend).await;
    server.stop_worker();
    server.advance(TO_MONDAY);
    assert!(round(&server.app).await.unwrap());
    set_status(&server, &VIEWER.parse().unwrap(), Status::Disabled).await;
    let server = server.restarted().await;
    server.until("SELECT COUNT(*) FROM outbox WHERE kind = 'weekly-report' AND state = 'useless'", 1).await;
    server.quiet().await;
    assert!(server.mails.all_to(&address_of(VIEWER)).is_empty());
}

async fn the_report_says_how_the_change_stands(backend: Backend) {
    let server = staffed(backend).await;
    server.move_to(Phase::ParallelRun).await;
    server.plan(EventKind::TwoFactorOnly, server.within(DAY * 40 + HOUR)).await;
    for user in ["CAAA/CAAA001", "CAAA/CAAA002", "CBBB/CBBB001"] {
        server.ready(user).await;
    }
    for user in ["CAAA/CAAA003", "CBBB/CBBB002", "CBBB/CBBB003"] {
        server.add_user(user).await;
    }
    server.recount().await;
    // A week in which somebody logs in and somebody gets further.
    server.advance(DAY * 7);
    for user in ["CAAA/CAAA001", "CBBB/CBBB001", "CBBB/CBBB001"] {
        server.logged_in(user).await;
    }
    server.register(&"CAAA/CAAA003".parse().unwrap()).await;
    server.recount().await;
    server.advance(TO_MONDAY);
    let mut tx = server.app.store.begin().await.unwrap();
    accounts::set_language(&mut tx, &APPROVER.parse().unwrap(), Language::ZhHk).await.unwrap();
    tx.commit().await.unwrap();
    server.quiet().await;
    let before = server.mails.all().len();
    assert!(round(&server.app).await.unwrap());
    let mails = [OPERATOR, APPROVER].map(address_of);
    server.quiet().await;
    let sent: Vec<Finished> = server.mails.all().split_off(before);
    let of = |to: &str| sent.iter().find(|mail| mail.to == to).unwrap();
    for mail in &sent {
        assert_sound(mail);
        for person in ["CAAA00", "CBBB00", "@caaa", "@cbbb", "Chan", "陳"] {
            assert!(!mail.text.contains(person), "{person}: {}", mail.text);
        }
    }
    let csv = attached(of(&mails[0]));
    let gathered = report::gather(&server.app, &mut server.app.store.reader().await.unwrap()).await.unwrap();
    assert_eq!(csv.as_bytes(), report::file::csv(&gathered).unwrap());
    let told = |figure: &str| {
        let line = csv.lines().find(|line| line.split(',').nth(1) == Some(figure)).unwrap();
        let cells: Vec<&str> = line.split(',').collect();
        (cells[5].to_owned(), cells[6].to_owned())
    };
    let pair = |now: &str, then: &str| (now.to_owned(), then.to_owned());
    assert_eq!(told("users_active"), pair("6", "6"));
    assert_eq!(told("users_ready"), pair("3", "3"));
    assert_eq!(told("users_state_two_factor"), pair("2", "0"));
    assert_eq!(told("users_state_registered"), pair("1", "0"));
    assert_eq!(told("last_7_days_login_two_factor"), pair("3", ""));
    assert_eq!(told("would_be_blocked_users"), pair("3", ""));
    assert_eq!(told("days_to_next_phase"), pair("32", ""));
    insta::assert_snapshot!("weekly_report", read(of(&mails[0])));
    insta::assert_snapshot!("weekly_report_chinese_first", read(of(&mails[1])));
    insta::assert_snapshot!("weekly_report_file", csv.trim_start_matches('\u{FEFF}'));
}

/// The CSV file of a mail.
fn attached(mail: &Finished) -> String {
    let whole = String::from_utf8(mail.message.formatted()).unwrap();
    let (said, file) = whole.split_once("filename=\"adoption-2026-11-30.csv\"").unwrap();
    assert!(said.contains("multipart/mixed") && said.contains("multipart/alternative"), "{said}");
    let (head, body) = file.split_once("\r\n\r\n").unwrap();
    assert!(format!("{said}{head}").ends_with("base64"), "{head}");
    let body: String = body.split("\r\n--").next().unwrap().split_whitespace().collect();
    String::from_utf8(BASE64.decode(body.as_bytes()).unwrap()).unwrap()
}
