//! Briefings: seats that hold whoever asks at once, the waiting list, reminders, attendance, materials.

use std::{sync::Arc, time::Duration};

use domain::role::StaffRole;
use server::briefing::remind;

use crate::{
    guides::{PDF, multipart},
    support::{Answer, Backend, Browser, MAKER, OPERATOR, TestServer, address_of, on_both},
};

on_both! {
    of_fifty_at_once_as_many_get_a_seat_as_there_are,
    a_seat_that_is_given_back_goes_to_whoever_waits_longest,
    more_seats_go_to_those_who_wait,
    a_reminder_leaves_once_from_two_instances,
    who_is_told_within_the_last_day_gets_no_reminder_and_a_move_reminds_again,
    those_who_signed_up_are_told_of_a_move_and_of_calling_off,
    an_administrator_signs_up_users_of_the_own_firm_all_or_none,
    nothing_of_another_firm_shows,
    a_session_that_has_begun_gives_and_takes_no_seat,
    attendance_is_recorded_as_a_whole_and_corrected_later,
    what_is_typed_is_hong_kong_time_and_what_is_wrong_is_said,
    two_operators_do_not_write_over_each_other,
    materials_are_for_whoever_is_logged_in,
    mails_say_what_holds_when_they_leave,
    nobody_signs_up_and_gives_back_without_end,
}

const DAY: Duration = Duration::from_secs(86_400);
/// From the start of a test to less than a day before the session.
const EVE: Duration = Duration::from_secs(2 * 86_400 + 7200);

impl TestServer {
    /// A session planned by the operator at `browser`, three days ahead, with ten seats unless `change` says otherwise.
    pub async fn briefing(&self, browser: &Browser, change: &[(&str, &str)]) -> String {
        let answer = browser.post("/monitor/briefings/new", &session(change)).await;
        let location = answer.location().to_owned();
        assert!(location.ends_with("?done=created"), "{:?} {}", answer.problems(), answer.status);
        location.trim_start_matches("/monitor/briefings/").trim_end_matches("?done=created").to_owned()
    }

    /// A server with an operator at a browser, and `users` of one firm.
    async fn with_briefing(backend: Backend, seats: &str, users: u32) -> (Self, Browser, String) {
        let server = Self::start(backend).await;
        server.staff(OPERATOR, StaffRole::Operator).await;
        let operator = server.session_of(OPERATOR).await;
        for user in 1..=users {
            server.ready(&user_of(user)).await;
        }
        let briefing = server.briefing(&operator, &[("capacity", seats)]).await;
        (server, operator, briefing)
    }

    /// Who has a seat of the one session, and who waits, in order.
    async fn seated(&self) -> (Vec<String>, Vec<String>) {
        let of = |state| format!("SELECT account FROM briefing_seats WHERE state = '{state}' ORDER BY number");
        let taken = self.count("SELECT taken FROM briefings").await;
        let (seated, waiting) = (self.rows(&of("taken")).await.concat(), self.rows(&of("waiting")).await.concat());
        assert_eq!(seated.len() as i64, taken, "what is counted is what is taken");
        (seated, waiting)
    }

    /// Mails of a kind for everybody.
    async fn mails_of(&self, kind: &str) -> i64 {
        self.count(&format!("SELECT COUNT(*) FROM outbox WHERE kind = '{kind}'")).await
    }
}

fn session<'a>(change: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("title_en", "Getting ready"),
        ("title_zh", "準備就緒"),
        ("place_en", "Exchange Square"),
        ("place_zh", "交易廣場"),
        ("date", "2026-11-25"),
        ("time", "10:00"),
        ("minutes", "90"),
        ("spoken", "cantonese"),
        ("capacity", "10"),
    ];
    let mut fields: Vec<_> =
        usual.into_iter().filter(|(name, _)| change.iter().all(|(other, _)| other != name)).collect();
    fields.extend(change);
    fields
}

fn user_of(number: u32) -> String {
    format!("CAAA/USER{number:02}")
}

impl Browser {
    async fn seat(&self, briefing: &str, action: &str) -> Answer {
        self.post("/briefings", &[("briefing", briefing), ("action", action)]).await
    }
}

async fn of_fifty_at_once_as_many_get_a_seat_as_there_are(backend: Backend) {
    let (server, _, briefing) = TestServer::with_briefing(backend, "7", 50).await;
    let another = server.another().await;
    let mut asking = Vec::new();
    for user in 1..=50 {
        let browser = server.session_of(&user_of(user)).await;
        let browser = if user % 2 == 0 { browser.at_instance(&another) } else { browser };
        let (browser, briefing) = (Arc::new(browser), briefing.clone());
        asking.push(tokio::spawn(async move { browser.seat(&briefing, "sign-up").await }));
    }
    let (mut given, mut full) = (0, 0);
    for answer in asking {
        let answer = answer.await.unwrap();
        match answer.status.as_u16() {
            303 => given += 1,
            _ => {
                answer.assert_refused(422, "No seat is left. Join the waiting list, or choose another session.");
                full += 1;
            }
        }
    }
    assert_eq!((given, full), (7, 43));
    assert_eq!(server.seated().await.0.len(), 7);
    assert_eq!((server.events("briefing.signed-up").await, server.mails_of("briefing-confirmed").await), (7, 7));
}

async fn a_seat_that_is_given_back_goes_to_whoever_waits_longest(backend: Backend) {
    let (server, _, briefing) = TestServer::with_briefing(backend, "1", 4).await;
    let mut browsers = Vec::new();
    for user in 1..=4 {
        browsers.push(server.session_of(&user_of(user)).await);
    }
    browsers[0].seat(&briefing, "sign-up").await.assert_sees("/briefings?done=signed-up");
    for browser in [2, 1, 3] {
        browsers[browser].seat(&briefing, "wait").await.assert_sees("/briefings?done=waits");
        // Pressing twice does no harm.
        assert_eq!(browsers[browser].seat(&briefing, "wait").await.status, 303);
    }
    let order = [3, 2, 4].map(user_of).to_vec();
    assert_eq!(server.seated().await, (vec![user_of(1)], order));
    assert!(browsers[2].get("/briefings").await.words().contains("You are on the waiting list."));

    // Who leaves the list frees no seat.
    browsers[1].seat(&briefing, "give-back").await.assert_sees("/briefings?done=given-back");
    assert_eq!(server.seated().await, (vec![user_of(1)], vec![user_of(3), user_of(4)]));
    browsers[0].seat(&briefing, "give-back").await.assert_sees("/briefings?done=given-back");
    assert_eq!(server.seated().await, (vec![user_of(3)], vec![user_of(4)]));
    let mail = server.mails.next_to(&address_of(&user_of(3))).await;
    assert!(mail.subject.starts_with("A seat at a briefing is yours now"), "{}", mail.subject);
    assert_eq!(server.letters("briefing-seat", &user_of(4)).await, 0);
    assert_eq!(server.events("briefing.moved-up").await, 1);
    // Somebody who is out of use is passed over.
    server.set_status(&crate::support::id(&user_of(4)), domain::life::Status::Disabled).await;
    browsers[2].seat(&briefing, "give-back").await.assert_sees("/briefings?done=given-back");
    assert_eq!(server.seated().await, (vec![], vec![user_of(4)]));
    // A seat that nobody has is not given back.
    assert_eq!(browsers[2].seat(&briefing, "give-back").await.status, 404);
}

async fn more_seats_go_to_those_who_wait(backend: Backend) {
    let (server, operator, briefing) = TestServer::with_briefing(backend, "1", 4).await;
    for user in 1..=4 {
        server.session_of(&user_of(user)).await.seat(&briefing, "wait").await;
    }
    let path = format!("/monitor/briefings/{briefing}/change");
    let less = operator.post(&path, &session(&[("seen", "0"), ("capacity", "0")])).await;
    less.assert_refused(422, "Enter 1 to 10,000 seats");
    let more = operator.post(&path, &session(&[("seen", "0"), ("capacity", "3")])).await;
    more.assert_sees(&format!("/monitor/briefings/{briefing}?done=changed"));
    assert_eq!(server.seated().await, ([1, 2, 3].map(user_of).to_vec(), vec![user_of(4)]));
    // Of the number of seats nobody is told.
    assert_eq!(server.mails_of("briefing-moved").await, 0);
    let fewer = operator.post(&path, &session(&[("seen", "1"), ("capacity", "2")])).await;
    fewer.assert_refused(422, "3 seats are taken already. Enter at least as many");
}

async fn a_reminder_leaves_once_from_two_instances(backend: Backend) {
    let (server, _, briefing) = TestServer::with_briefing(backend, "2", 3).await;
    let another = server.another().await;
    for user in 1..=3 {
        server.session_of(&user_of(user)).await.seat(&briefing, "wait").await;
    }
    assert_eq!(remind::round(&server.app).await.unwrap(), 0);
    server.advance(EVE);
    let (one, two) = tokio::join!(remind::round(&server.app), remind::round(&another.app));
    assert_eq!(one.unwrap() + two.unwrap(), 2, "who waits is not reminded");
    assert_eq!(remind::round(&another.app).await.unwrap(), 0);
    assert_eq!((server.mails_of("briefing-reminder").await, server.events("briefing.reminded").await), (2, 1));
    server.quiet().await;
    let mails = server.mails.all_to(&address_of(&user_of(1)));
    assert!(mails.iter().any(|mail| mail.text.contains("begins within a day")), "{:?}", server.mails.subjects());
    // After it has begun there is nothing to remind of.
    server.advance(DAY);
    server.meddle("UPDATE briefing_seats SET reminded_at = NULL").await;
    assert_eq!(remind::round(&server.app).await.unwrap(), 0);
}

async fn who_is_told_within_the_last_day_gets_no_reminder_and_a_move_reminds_again(backend: Backend) {
    let (server, _, briefing) = TestServer::with_briefing(backend, "5", 1).await;
    server.advance(EVE);
    server.session_of(&user_of(1)).await.seat(&briefing, "sign-up").await.assert_sees("/briefings?done=signed-up");
    assert_eq!(remind::round(&server.app).await.unwrap(), 0);
    let path = format!("/monitor/briefings/{briefing}/change");
    let operator = server.session_of(OPERATOR).await;
    assert_eq!(operator.post(&path, &session(&[("seen", "0"), ("date", "2026-11-30")])).await.status, 303);
    assert_eq!(remind::round(&server.app).await.unwrap(), 0);
    server.advance(5 * DAY);
    assert_eq!(remind::round(&server.app).await.unwrap(), 1);
}

async fn those_who_signed_up_are_told_of_a_move_and_of_calling_off(backend: Backend) {
    let (server, operator, briefing) = TestServer::with_briefing(backend, "1", 2).await;
    for user in 1..=2 {
        server.session_of(&user_of(user)).await.seat(&briefing, "wait").await;
    }
    server.quiet().await;
    let path = format!("/monitor/briefings/{briefing}");
    let change = session(&[
        ("seen", "0"),
        ("capacity", "1"),
        ("time", "14:30"),
        ("place_en", "City Hall\r\nBcc: x"),
        ("place_zh", "大會堂"),
    ]);
    assert_eq!(operator.post(&format!("{path}/change"), &change).await.status, 303);
    server.quiet().await;
    for user in 1..=2 {
        let mails = server.mails.all_to(&address_of(&user_of(user)));
        let moved = mails.iter().find(|mail| mail.subject.starts_with("A briefing has changed")).unwrap();
        for line in ["When: 25 November 2026, 14:30 HKT", "Place: City Hall Bcc: x", "地點：大會堂", "場次：準備就緒"]
        {
            assert!(moved.text.lines().any(|found| found == line), "{line} in {}", moved.text);
        }
    }
    let words = operator.get(&path).await.words();
    assert!(words.contains("call it off and tell the 2 people who have signed up"), "{words}");
    operator.post(&path, &[("action", "call-off")]).await.assert_refused(422, "Confirm that the session is called off");
    operator
        .post(&path, &[("action", "call-off"), ("confirm", "yes")])
        .await
        .assert_sees(&format!("{path}?done=called-off"));
    server.quiet().await;
    assert_eq!(server.mails_of("briefing-called-off").await, 2);
    // It is not changed, called off or signed up for any more, and nobody moves up.
    let again = operator.post(&path, &[("action", "call-off"), ("confirm", "yes")]).await;
    again.assert_refused(422, "has begun or was called off");
    let change = operator.post(&format!("{path}/change"), &session(&[("seen", "2")])).await;
    change.assert_refused(422, "has begun or was called off");
    let browser = server.session_of(&user_of(1)).await;
    browser.seat(&briefing, "give-back").await.assert_refused(422, "has begun or was called off");
    assert!(browser.get("/briefings").await.words().contains("This session does not take place."));
    assert_eq!(server.seated().await, (vec![user_of(1)], vec![user_of(2)]));
}

async fn an_administrator_signs_up_users_of_the_own_firm_all_or_none(backend: Backend) {
    let (server, _, briefing) = TestServer::with_briefing(backend, "2", 4).await;
    server.ready("CBBB/THEIRS").await;
    server.administrator(MAKER, "da-maker").await;
    let maker = server.session_of(MAKER).await;
    let sign_up = |action: &'static str, users: &'static str| {
        let (maker, briefing) = (maker.copied(), briefing.clone());
        async move { maker.post("/briefings", &[("briefing", &*briefing), ("action", action), ("users", users)]).await }
    };
    sign_up("sign-up-users", " ").await.assert_refused(422, "Enter at least one user ID");
    for unknown in ["USER01 THEIRS", "USER01 NOBODY", "USER01 \u{ff35}SER02", "CBBB/THEIRS"] {
        let answer = sign_up("sign-up-users", unknown).await;
        answer.assert_refused(422, "is not a user of your firm who is in use");
        assert!(answer.body.contains(&format!("value=\"{unknown}\"")), "what was typed stays");
    }
    let full = sign_up("sign-up-users", "USER01, USER02 USER03").await;
    full.assert_refused(422, "Only 2 seats are left. Name fewer users");
    assert!(full.words().contains("Put them on the waiting list"));
    assert_eq!(server.seated().await.0.len(), 0);
    sign_up("sign-up-users", "user01;USER02 USER01").await.assert_sees("/briefings?done=signed-up");
    assert_eq!(server.seated().await.0, [1, 2].map(user_of));
    assert_eq!(server.rows("SELECT DISTINCT signed_up_by FROM briefing_seats").await.concat(), [MAKER]);
    sign_up("wait-users", "USER03 USER04").await.assert_sees("/briefings?done=waits");
    let page = maker.get("/briefings").await.words();
    assert!(page.contains("Users of your firm: 4 signed up") && page.contains("USER03 Chan Tai Man waiting"), "{page}");
    let back =
        maker.post("/briefings", &[("briefing", &briefing), ("action", "give-back-user"), ("user", "USER01")]).await;
    back.assert_sees("/briefings?done=given-back");
    assert_eq!(server.seated().await, ([2, 3].map(user_of).to_vec(), vec![user_of(4)]));
    // Users do so for themselves alone.
    for action in ["sign-up-users", "wait-users", "give-back-user"] {
        let user = server.session_of(&user_of(2)).await;
        let fields = [("briefing", &*briefing), ("action", action), ("users", "USER01"), ("user", "USER03")];
        assert_eq!(user.post("/briefings", &fields).await.status, 403, "{action}");
    }
}

async fn nothing_of_another_firm_shows(backend: Backend) {
    let (server, _, briefing) = TestServer::with_briefing(backend, "9", 0).await;
    server.ready_person("CBBB/THEIRS", |person| person.name_en = "Secret Name".to_owned()).await;
    server.administrator(MAKER, "da-maker").await;
    server.session_of("CBBB/THEIRS").await.seat(&briefing, "sign-up").await.assert_sees("/briefings?done=signed-up");
    let maker = server.session_of(MAKER).await;
    let page = maker.get("/briefings").await;
    assert!(page.words().contains("8 left of 10") || page.words().contains("8 left of 9"), "{}", page.words());
    for secret in ["THEIRS", "Secret Name", "CBBB"] {
        assert!(!page.body.contains(secret), "{secret}");
    }
    let fields = [("briefing", &*briefing), ("action", "give-back-user"), ("user", "THEIRS")];
    assert_eq!(maker.post("/briefings", &fields).await.status, 404);
    for page in ["/monitor/briefings/attendance", "/monitor/briefings/attendance.csv"] {
        assert_eq!(maker.get(page).await.status, 403);
    }
    let trail = maker.post("/portal/audit", &[("format", "csv")]).await;
    assert!(!trail.body.contains("THEIRS") && !trail.body.contains("briefing."), "{}", trail.body);
    let theirs = server.ready_person("CBBB/DA", |person| person.da = crate::support::roles("da-maker")).await;
    let trail = server.session_of(&theirs.to_string()).await.get("/portal/audit").await.words();
    assert!(trail.contains("Signed up for a briefing"), "{trail}");
    assert_eq!(server.seated().await.0, ["CBBB/THEIRS"]);
}

async fn a_session_that_has_begun_gives_and_takes_no_seat(backend: Backend) {
    let (server, _, briefing) = TestServer::with_briefing(backend, "1", 2).await;
    for user in 1..=2 {
        server.session_of(&user_of(user)).await.seat(&briefing, "wait").await;
    }
    server.advance(3 * DAY + Duration::from_secs(3600));
    let browser = server.session_of(&user_of(1)).await;
    for action in ["sign-up", "give-back"] {
        browser.seat(&briefing, action).await.assert_refused(422, "That session has begun or was called off.");
    }
    assert_eq!(server.seated().await, (vec![user_of(1)], vec![user_of(2)]));
    assert_eq!(browser.seat("nothing", "sign-up").await.status, 404);
}

async fn attendance_is_recorded_as_a_whole_and_corrected_later(backend: Backend) {
    let (server, operator, briefing) = TestServer::with_briefing(backend, "3", 3).await;
    server.ready("CBBB/THEIRS").await;
    server.ready_person("CCCC/NONE", |person| person.name_en = "=cmd".to_owned()).await;
    for account in [user_of(1), user_of(2), "CBBB/THEIRS".to_owned(), user_of(3)] {
        server.session_of(&account).await.seat(&briefing, "wait").await;
    }
    let path = format!("/monitor/briefings/{briefing}");
    let early = operator.post(&path, &[("action", "attendance"), ("attended", &user_of(1))]).await;
    early.assert_refused(422, "There is no attendance to record.");

    server.advance(4 * DAY);
    let operator = server.session_of(OPERATOR).await;
    let record = |came: Vec<String>| {
        let (operator, path) = (operator.copied(), path.clone());
        async move {
            let mut fields = vec![("action", "attendance")];
            fields.extend(came.iter().map(|account| ("attended", account.as_str())));
            operator.post(&path, &fields).await.assert_sees(&format!("{path}?done=recorded"));
        }
    };
    // Whoever has no seat cannot have come, whatever the form says.
    record(vec![user_of(1), user_of(2), user_of(3), "CCCC/NONE".to_owned(), "nonsense".to_owned()]).await;
    let came = "SELECT account FROM briefing_seats WHERE attended = 1 ORDER BY account";
    assert_eq!(server.rows(came).await.concat(), [1, 2].map(user_of));
    assert_eq!(server.events("briefing.attendance").await, 3, "also of whom it is recorded that they did not come");
    record(vec![user_of(2)]).await;
    assert_eq!(server.rows(came).await.concat(), [user_of(2)]);
    assert_eq!(server.events("briefing.attendance").await, 4, "of what changed");

    let firms = operator.get("/monitor/briefings/attendance").await.words();
    assert!(firms.contains("Of 2 of 3 firms nobody has attended a session."), "{firms}");
    let absent = operator.get("/monitor/briefings/attendance?show=none").await.words();
    assert!(!absent.contains("CAAA") && absent.contains("CBBB") && absent.contains("CCCC"), "{absent}");
    let file = operator.get("/monitor/briefings/attendance.csv").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<_> = file.body.lines().skip(1).map(|line| line.split_once(",planned,").unwrap().1).collect();
    assert_eq!(
        lines,
        ["CAAA,USER01,taken,no", "CAAA,USER02,taken,yes", "CBBB,THEIRS,taken,no", "CAAA,USER03,waiting,"]
    );
    let own = server.session_of(&user_of(2)).await.get("/briefings").await.words();
    assert!(own.contains("Past sessions") && own.contains("You attended."), "{own}");
}

async fn what_is_typed_is_hong_kong_time_and_what_is_wrong_is_said(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    let operator = server.session_of(OPERATOR).await;
    let all = operator.post("/monitor/briefings/new", &[]).await;
    assert_eq!(all.status, 422);
    assert_eq!(all.problems().len(), 8, "{:?}", all.problems());
    for (field, value, words) in [
        ("title_zh", " \u{7} ", "Enter the title in Traditional Chinese"),
        ("date", "25 November", "Enter the day"),
        ("time", "25:00", "Enter the time with hours and minutes"),
        ("date", "2026-11-22", "Choose a time that is still to come"),
        ("minutes", "4", "Enter a length of 5 to 1,440 minutes"),
        ("spoken", "latin", "Choose the language that is spoken"),
        ("capacity", "-1", "Enter 1 to 10,000 seats"),
    ] {
        // It is 09:00 in Hong Kong.
        let time = if value == "2026-11-22" { "09:00" } else { "10:00" };
        let mut change = vec![(field, value)];
        if field != "time" {
            change.push(("time", time));
        }
        let answer = operator.post("/monitor/briefings/new", &session(&change)).await;
        answer.assert_refused(422, words);
        assert_eq!(answer.problems().len(), 1, "{:?}", answer.problems());
    }
    let briefing = server.briefing(&operator, &[("date", "2026-11-22"), ("time", "09:01")]).await;
    assert_eq!(server.count("SELECT starts_at FROM briefings").await, 1_795_309_260_000);
    let form = operator.get(&format!("/monitor/briefings/{briefing}/change")).await;
    assert!(form.body.contains("value=\"2026-11-22\"") && form.body.contains("value=\"09:01\""));
    let page = operator.get(&format!("/monitor/briefings/{briefing}?lang=zh-HK")).await.words();
    assert!(page.contains("2026年11月22日（星期日）09:01（香港時間）") && page.contains("交易廣場"), "{page}");
}

async fn two_operators_do_not_write_over_each_other(backend: Backend) {
    let (server, operator, briefing) = TestServer::with_briefing(backend, "5", 0).await;
    let path = format!("/monitor/briefings/{briefing}/change");
    let seen = operator.get(&path).await.hidden("seen").unwrap();
    assert_eq!(operator.post(&path, &session(&[("seen", &seen), ("title_en", "First")])).await.status, 303);
    let second = operator.post(&path, &session(&[("seen", &seen), ("title_en", "Second")])).await;
    second.assert_refused(409, "Somebody else has changed this session meanwhile.");
    assert!(second.body.contains("value=\"First\"") && !second.body.contains("value=\"Second\""));
    assert_eq!(server.rows("SELECT title_en FROM briefings").await.concat(), ["First"]);
}

async fn mails_say_what_holds_when_they_leave(backend: Backend) {
    let (server, operator, briefing) = TestServer::with_briefing(backend, "1", 2).await;
    let first = server.session_of(&user_of(1)).await;
    first.seat(&briefing, "sign-up").await;
    server.session_of(&user_of(2)).await.seat(&briefing, "wait").await;
    server.quiet().await;
    first.seat(&briefing, "give-back").await;
    server.quiet().await;
    let path = format!("/monitor/briefings/{briefing}");
    operator.post(&format!("{path}/change"), &session(&[("seen", "0"), ("spoken", "english")])).await;
    server.quiet().await;
    server.advance(EVE);
    remind::round(&server.app).await.unwrap();
    server.quiet().await;
    let operator = server.session_of(OPERATOR).await;
    operator.post(&path, &[("action", "call-off"), ("confirm", "yes")]).await;
    server.quiet().await;
    let mut mails = server.mails.all_to(&address_of(&user_of(1)));
    mails.extend(server.mails.all_to(&address_of(&user_of(2))));
    let read: Vec<_> = mails.iter().map(|mail| format!("{}\n\n{}", mail.subject, mail.text)).collect();
    assert_eq!(read.len(), 5);
    insta::assert_snapshot!("briefing_mails", read.join("\n=====\n"));
    assert!(!read.concat().contains("http"), "mails hold no link");

    // What was overtaken before it left is not sent.
    let again = server.briefing(&operator, &[("capacity", "5"), ("date", "2026-12-01")]).await;
    let second = server.session_of(&user_of(2)).await;
    server.mails.set_mood(crate::support::Mood::Down);
    second.seat(&again, "sign-up").await.assert_sees("/briefings?done=signed-up");
    second.seat(&again, "give-back").await.assert_sees("/briefings?done=given-back");
    server.mails.set_mood(crate::support::Mood::Takes);
    server.advance(Duration::from_secs(60));
    server.quiet().await;
    let confirmed = server.mails.all_to(&address_of(&user_of(2)));
    assert!(confirmed.iter().all(|mail| !mail.text.contains("1 December")), "{:?}", server.mails.subjects());
}

async fn materials_are_for_whoever_is_logged_in(backend: Backend) {
    let (server, operator, briefing) = TestServer::with_briefing(backend, "5", 1).await;
    let path = format!("/monitor/briefings/{briefing}/materials");
    let fields = [("title_en", "Slides"), ("title_zh", "簡報"), ("language", "en")];
    let refused = operator.upload(&path, &fields, "a.pdf", b"PK\x03\x04").await;
    refused.assert_refused(422, "That file is not a PDF. Choose another");
    assert!(refused.body.contains("value=\"Slides\""), "what was typed stays");
    operator
        .upload(&path, &fields, "簡報 1.pdf", PDF)
        .await
        .assert_sees(&format!("/monitor/briefings/{briefing}?done=material-added"));
    let url = format!("/briefings/materials/{}", server.rows("SELECT id FROM papers").await.concat().concat());
    let user = server.session_of(&user_of(1)).await;
    assert!(user.get("/briefings").await.body.contains(&format!("href=\"{url}\"")));
    let taken = user.get(&url).await;
    assert_eq!((taken.status.as_u16(), taken.body.as_bytes()), (200, PDF));
    assert_eq!(taken.header("content-type"), "application/pdf");
    assert_eq!(taken.header("content-disposition"), "attachment; filename=\"1.pdf\"");
    assert_eq!(server.browser().get(&url).await.location(), format!("/login?return_to={}", url.replace('/', "%2F")));
    // It is no document of the user guide, which everybody may read.
    assert_eq!(user.get(&url.replace("/briefings/materials", "/guide/papers")).await.status, 404);
    // Only operators add and remove.
    server.staff("STAFF/VIEWER", StaffRole::Viewer).await;
    let (kind, body) = multipart(&fields, "a.pdf", PDF);
    for account in ["STAFF/VIEWER", &user_of(1)] {
        let browser = server.session_of(account).await;
        assert_eq!(browser.send_form(&path, &kind, body.clone()).await.status, 403, "{account}");
        let page = format!("/monitor/briefings/{briefing}");
        let paper = url.rsplit('/').next().unwrap();
        assert_eq!(browser.post(&page, &[("action", "remove-material"), ("paper", paper)]).await.status, 403);
    }
    let page = format!("/monitor/briefings/{briefing}");
    let paper = url.rsplit('/').next().unwrap();
    let removed = operator.post(&page, &[("action", "remove-material"), ("paper", paper)]).await;
    removed.assert_sees(&format!("{page}?done=material-removed"));
    assert_eq!(user.get(&url).await.status, 404);
    assert_eq!(server.count("SELECT COUNT(*) FROM papers").await, 0);
}

async fn nobody_signs_up_and_gives_back_without_end(backend: Backend) {
    let (server, _, briefing) = TestServer::with_briefing(backend, "2", 2).await;
    let (first, second) = (server.session_of(&user_of(1)).await, server.session_of(&user_of(2)).await);
    for _ in 0..20 {
        first.seat(&briefing, "sign-up").await.assert_sees("/briefings?done=signed-up");
        // What is so already costs nothing.
        assert_eq!(first.seat(&briefing, "sign-up").await.status, 303);
        first.seat(&briefing, "give-back").await.assert_sees("/briefings?done=given-back");
    }
    let often = "You have signed up many times today. Try again tomorrow, or call the hotline.";
    first.seat(&briefing, "sign-up").await.assert_refused(422, often);
    assert_eq!((server.mails_of("briefing-confirmed").await, server.seated().await.0.len()), (20, 0));
    // It is the cap of one person, for one day.
    second.seat(&briefing, "sign-up").await.assert_sees("/briefings?done=signed-up");
    server.advance(DAY);
    let first = server.session_of(&user_of(1)).await;
    first.seat(&briefing, "sign-up").await.assert_sees("/briefings?done=signed-up");
}
