//! Campaigns: whom they address, what leaves, what stops it, and what the pages say of it.

mod announcements;
mod thousands;

use std::time::Duration;

use domain::{
    life::{State, Status, Step},
    role::StaffRole,
    schedule::{Bilingual, EventKind, Exception, ExceptionKind, Plan},
    time::Instant,
};
use server::{
    campaign::round::round,
    registration::life,
    store::{
        accounts,
        exceptions::{self, Granted},
        requests::Subject,
    },
};

use crate::{
    mail::{assert_sound, read},
    support::{APPROVER, Answer, Backend, Browser, OPERATOR, TestServer, address_of, id, on_both, proposed},
};

on_both! {
    a_campaign_is_drafted_previewed_approved_and_runs_by_itself,
    the_one_who_proposes_does_not_approve,
    whoever_gets_there_before_the_mail_is_written_gets_none,
    a_pause_stops_what_has_not_left_and_two_people_let_it_go_on,
    a_stop_is_for_good,
    a_day_has_its_cap_and_nobody_gets_two_mails_on_one,
    mails_go_up_from_user_to_administrators_to_staff,
    whoever_cannot_be_written_to_is_told_of_from_the_first_step,
    an_extension_shifts_the_days_of_whoever_has_it,
    a_request_goes_stale_where_many_more_came_to_be_addressed,
    what_is_proposed_is_what_was_seen,
    a_step_that_was_put_off_is_not_sent_again,
    a_draft_that_cannot_be_is_told_why,
    viewers_see_no_addresses,
    reminders_say_what_is_missing,
}

const DAY: Duration = Duration::from_secs(86_400);
/// The event that campaigns lead up to.
pub const EVENT: &str = "end-of-parallel-run";

/// A server with an event so many days ahead.
async fn house(backend: Backend, days: u32) -> TestServer {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    server.staff(APPROVER, StaffRole::Approver).await;
    set_event(&server, days).await;
    server
}

/// That event, so many days ahead.
pub async fn set_event(server: &TestServer, days: u32) {
    let plan = Plan {
        kind: EventKind::TwoFactorOnly,
        at: Some(server.app.clock.now().plus(DAY * days)),
        when: Bilingual::default(),
        title: Bilingual { en: "Parallel run ends".to_owned(), zh: "並行運作結束".to_owned() },
        text: Bilingual::default(),
    };
    let mut tx = server.app.store.begin().await.unwrap();
    server::schedule::plan::set(&mut tx, &server.operator(), EVENT, plan, false, None, serde_json::json!({}))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    // Administrators are told of another date: another matter.
    server.meddle("UPDATE outbox SET state = 'useless' WHERE kind = 'schedule-changed'").await;
}

/// Users with an address who have not set up.
pub async fn users(server: &TestServer, accounts: &[&str]) {
    for account in accounts {
        let id = server.add_user(account).await;
        server.register(&id).await;
    }
}

/// What is typed into a draft, but for what a test says otherwise.
fn fields<'f>(change: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let usual = [
        ("title", "Before the end"),
        ("goal", "ready"),
        ("firm", ""),
        ("event", EVENT),
        ("days", "30, 7, 1"),
        ("administrators", ""),
        ("staff", ""),
        ("daily", "5000"),
    ];
    usual
        .map(|(name, value)| change.iter().find(|(changed, _)| *changed == name).copied().unwrap_or((name, value)))
        .into()
}

/// Drafts a campaign; says where its page is.
async fn draft(server: &TestServer, change: &[(&str, &str)]) -> String {
    let answer = server.session_of(OPERATOR).await.post("/monitor/campaigns/new", &fields(change)).await;
    assert_eq!(answer.status, 303, "{:?}", answer.problems());
    answer.location().to_owned()
}

/// Proposes what the page shows; says which request it became.
async fn propose(operator: &Browser, page: &str) -> String {
    let seen = operator.get(page).await.hidden("seen").expect("nothing to propose");
    proposed(&operator.post(page, &[("action", "propose"), ("seen", &seen), ("reason", "as announced")]).await)
}

async fn approve(server: &TestServer, request: &str) -> Answer {
    server.session_of(APPROVER).await.press("monitor", request, "approve-all", &[]).await
}

/// Drafts a campaign, and lets it run; says where its page is.
pub async fn running(server: &TestServer, change: &[(&str, &str)]) -> String {
    let page = draft(server, change).await;
    let request = propose(&server.session_of(OPERATOR).await, &page).await;
    approve(server, &request).await;
    assert_eq!(server.states(&request).await, ["done"]);
    // What the request itself causes has left.
    server.quiet().await;
    page
}

/// A page as an operator sees it now: sessions do not last for days.
async fn look(server: &TestServer, page: &str) -> Answer {
    server.session_of(OPERATOR).await.get(page).await
}

/// Presses a button that stops something.
async fn stop(server: &TestServer, page: &str, action: &str) -> Answer {
    server.session_of(APPROVER).await.post(page, &[("action", action), ("reason", "a mistake in it")]).await
}

/// Lets every round put in what is due, and everything leave that may.
async fn settle(server: &TestServer) -> u64 {
    let mut all = 0;
    loop {
        match round(&server.app).await.unwrap() {
            0 => break,
            put => all += put,
        }
    }
    server.quiet().await;
    all
}

/// Days pass, and campaigns are looked at.
async fn days(server: &TestServer, days: u32) -> u64 {
    server.advance(DAY * days);
    settle(server).await
}

/// Where reminders went, in their order.
fn reminded(server: &TestServer) -> Vec<String> {
    let all = server.mails.all();
    let reminders = all.iter().filter(|mail| mail.subject.contains("to do"));
    let mut to: Vec<String> = reminders.map(|mail| mail.to.clone()).collect();
    to.sort();
    to
}

/// Somebody sets up.
async fn set_up(server: &TestServer, account: &str) {
    let mut tx = server.app.store.begin().await.unwrap();
    let held = accounts::find(&mut tx, &id(account)).await.unwrap().unwrap();
    life::step(&mut tx, &server.operator(), &held, Step::SetUp).await.unwrap();
    tx.commit().await.unwrap();
}

async fn extend(server: &TestServer, subject: Subject, until: Instant) {
    let from = server.app.clock.now();
    let granted = Granted {
        id: format!("x{subject}").replace('/', ""),
        subject,
        exception: Exception { kind: ExceptionKind::Extension, from, until },
        reason: String::new(),
        requester: "operator".to_owned(),
        approver: None,
        request: String::new(),
        created_at: from,
        ended_at: None,
    };
    let mut tx = server.app.store.begin().await.unwrap();
    exceptions::grant(&mut tx, &granted).await.unwrap();
    tx.commit().await.unwrap();
}

/// The cells of the table under `caption`, row by row.
fn table(answer: &Answer, caption: &str) -> Vec<String> {
    let rest = answer.body.split(&format!("<caption>{caption}</caption>")).nth(1).unwrap_or_default();
    let body = rest.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap_or_default();
    let cells = |row: &str| {
        let cells = row.split("</td>").map(|cell| {
            let text: String =
                cell.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text)).collect();
            text.trim().to_owned()
        });
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
    };
    body.split("</tr>").map(cells).filter(|row| !row.is_empty()).collect()
}

async fn a_campaign_is_drafted_previewed_approved_and_runs_by_itself(backend: Backend) {
    let server = house(backend, 31).await;
    users(&server, &["CAAA/CAAA001", "CAAA/CAAA002", "CBBB/CBBB001"]).await;
    server.ready("CAAA/CAAA003").await;
    let page = draft(&server, &[]).await;
    assert_eq!(settle(&server).await, 0, "a draft sends nothing");

    let operator = server.session_of(OPERATOR).await;
    let shown = operator.get(&page).await;
    let words = shown.words();
    assert!(words.contains("3 users still have to do it, at 2 participants."), "{words}");
    assert!(words.contains("3 mails – 3 to users, 0 to Delegated Administrators, 0 to staff."), "{words}");
    assert!(words.contains("caaa001@caaa.example") && !words.contains("caaa003@caaa.example"), "{words}");
    // The mails as they will read.
    assert!(words.contains("Set up two-factor login.") && words.contains("請設定雙重認證登入"), "{words}");

    let request = propose(&operator, &page).await;
    assert_eq!(settle(&server).await, 0, "it waits for a second person");
    assert!(operator.get("/monitor/campaigns").await.words().contains("Waits for approval"));
    let seen = server.session_of(APPROVER).await.look_at("monitor", &request).await.words();
    for said in ["Before the end", "set up two-factor login", "30, 7, 1", "3 users still have to do it"] {
        assert!(seen.contains(said), "{said}: {seen}");
    }
    approve(&server, &request).await;
    assert_eq!(server.states(&request).await, ["done"]);
    assert_eq!(settle(&server).await, 0, "the first step is a day off");

    assert_eq!(days(&server, 1).await, 3);
    assert_eq!(reminded(&server), ["caaa001@caaa.example", "caaa002@caaa.example", "cbbb001@cbbb.example"]);
    assert_eq!(days(&server, 1).await, 0, "one of a step");
    set_up(&server, "CAAA/CAAA001").await;
    assert_eq!(days(&server, 22).await, 2);
    let words = look(&server, &page).await.words();
    assert!(words.contains("3 users were written to; 1 has done it since."), "{words}");
    assert_eq!(days(&server, 6).await, 2);
    assert_eq!(days(&server, 2).await, 0, "the event has come");
    assert!(look(&server, "/monitor/campaigns").await.words().contains("Finished"));
    for (kind, count) in
        [("campaign.drafted", 1), ("campaign.started", 1), ("campaign.reminded", 3), ("campaign.done", 1)]
    {
        assert_eq!(server.events(kind).await, count, "{kind}");
    }
    // Addresses do not enter the trail.
    assert_eq!(server.count("SELECT COUNT(*) FROM events WHERE kind LIKE 'campaign.%' AND detail LIKE '%@%'").await, 0);
}

async fn the_one_who_proposes_does_not_approve(backend: Backend) {
    let server = house(backend, 20).await;
    users(&server, &["CAAA/CAAA001"]).await;
    let page = draft(&server, &[]).await;
    let operator = server.session_of(OPERATOR).await;
    let request = propose(&operator, &page).await;
    server.forge(&operator, "monitor", &request, "approve-all", &[]).await;
    // Nor after a change of role.
    server.change(OPERATOR, |person| person.staff_role = Some(StaffRole::Approver)).await;
    server.forge(&server.session_of(OPERATOR).await, "monitor", &request, "approve-all", &[]).await;
    assert_eq!(server.states(&request).await, ["waiting"]);
    assert_eq!(settle(&server).await, 0);
}

async fn whoever_gets_there_before_the_mail_is_written_gets_none(backend: Backend) {
    let mut server = house(backend, 30).await;
    let accounts = ["CAAA/CAAA001", "CAAA/CAAA002", "CAAA/CAAA003", "CAAA/CAAA004", "CAAA/CAAA005"];
    users(&server, &accounts).await;
    running(&server, &[]).await;
    // Between preview and putting in.
    set_up(&server, "CAAA/CAAA001").await;
    server.stop_worker();
    assert_eq!(round(&server.app).await.unwrap(), 4);
    // Between putting in and writing.
    set_up(&server, "CAAA/CAAA002").await;
    server.set_status(&id("CAAA/CAAA003"), Status::Disabled).await;
    server.set_status(&id("CAAA/CAAA004"), Status::Dormant).await;
    let other = server.another().await;
    other.quiet().await;
    assert_eq!(reminded(&server), ["caaa005@caaa.example"]);
    assert_eq!(
        server.count("SELECT COUNT(*) FROM outbox WHERE kind = 'campaign-reminder' AND state = 'useless'").await,
        3
    );
}

async fn a_pause_stops_what_has_not_left_and_two_people_let_it_go_on(backend: Backend) {
    let mut server = house(backend, 30).await;
    users(&server, &["CAAA/CAAA001", "CAAA/CAAA002"]).await;
    let page = running(&server, &[]).await;
    server.stop_worker();
    assert_eq!(round(&server.app).await.unwrap(), 2);
    // One is on its way to a worker that will ask once more; the other waits.
    let now = server.app.clock.now().plus(Duration::from_secs(60)).as_millis();
    server
        .meddle(&format!(
            "UPDATE outbox SET leased_until = {now}, leased_by = 'gone'
             WHERE kind = 'campaign-reminder' AND account = 'CAAA/CAAA001'"
        ))
        .await;
    stop(&server, &page, "pause").await.assert_sees(&page);
    let other = server.another().await;
    server.advance(Duration::from_secs(60));
    other.quiet().await;
    assert!(reminded(&server).is_empty());
    assert_eq!(days(&other, 1).await, 0);
    // Neither another person's pause nor one without a reason.
    stop(&server, &page, "pause").await.assert_refused(422, "It does not stand so that this could be done.");

    let request = propose(&server.session_of(OPERATOR).await, &page).await;
    assert_eq!(settle(&other).await, 0, "it takes two");
    approve(&server, &request).await;
    assert_eq!(settle(&other).await, 2);
    assert_eq!(reminded(&server), ["caaa001@caaa.example", "caaa002@caaa.example"]);
    assert_eq!(days(&other, 1).await, 0);
    for kind in ["campaign.paused", "campaign.resumed"] {
        assert_eq!(server.events(kind).await, 1, "{kind}");
    }
    let row = &table(&server.session_of(OPERATOR).await.get(&page).await, "Mails by step")[0];
    assert!(row.ends_with("User | 4 | 2 | 0 | 2 | 0 | 0"), "{row}");
}

async fn a_stop_is_for_good(backend: Backend) {
    let mut server = house(backend, 30).await;
    users(&server, &["CAAA/CAAA001"]).await;
    let page = running(&server, &[]).await;
    server.stop_worker();
    assert_eq!(round(&server.app).await.unwrap(), 1);
    let nobody = server.session_of(APPROVER).await.post(&page, &[("action", "stop"), ("reason", " ")]).await;
    nobody.assert_refused(422, "Enter a reason");
    stop(&server, &page, "stop").await.assert_sees(&page);
    let other = server.another().await;
    assert_eq!(days(&other, 23).await, 0);
    assert!(reminded(&server).is_empty());
    assert_eq!(server.session_of(OPERATOR).await.get(&page).await.hidden("seen"), None);
    // What was proposed before it was stopped does not bring it back.
    let page = draft(&server, &[]).await;
    let request = propose(&server.session_of(OPERATOR).await, &page).await;
    stop(&server, &page, "stop").await.assert_sees(&page);
    approve(&server, &request).await;
    assert_eq!((server.states(&request).await, settle(&other).await), (vec!["stale".to_owned()], 0));
}

async fn a_day_has_its_cap_and_nobody_gets_two_mails_on_one(backend: Backend) {
    let server = house(backend, 30).await;
    users(&server, &["CAAA/CAAA001", "CAAA/CAAA002", "CBBB/CBBB001", "CBBB/CBBB002", "CBBB/CBBB003"]).await;
    running(&server, &[("daily", "3")]).await;
    assert_eq!(settle(&server).await, 3);
    // Another campaign: whoever had one today gets its mail tomorrow.
    running(&server, &[("title", "Another"), ("days", "30")]).await;
    assert_eq!(settle(&server).await, 2);
    assert_eq!(reminded(&server).len(), 5);
    // Days are Hong Kong's: 09:00 becomes midnight.
    server.advance(Duration::from_secs(15 * 3600 - 1));
    assert_eq!(settle(&server).await, 0);
    server.advance(Duration::from_secs(1));
    assert_eq!(settle(&server).await, 5);
    let twice =
        "SELECT COUNT(*) FROM (SELECT account, day FROM campaign_letters GROUP BY account, day HAVING COUNT(*) > 1) t";
    assert_eq!((server.count(twice).await, reminded(&server).len()), (0, 10));
    assert_eq!(days(&server, 1).await, 0);
}

async fn mails_go_up_from_user_to_administrators_to_staff(backend: Backend) {
    let server = house(backend, 30).await;
    users(&server, &["CAAA/CAAA001", "CAAA/CAAA002", "CBBB/CBBB001"]).await;
    server.administrator("CAAA/MAKER", "da-maker").await;
    // An administrator who is behind as well.
    let checker = server.add_person("CAAA/CHECKER", |person| person.da.checker = true).await;
    server.register(&checker).await;
    let page = running(&server, &[("administrators", "7"), ("staff", "1")]).await;
    assert_eq!(settle(&server).await, 4, "users alone");
    let preview = server.session_of(OPERATOR).await.get(&format!("{page}?step=7")).await.words();
    assert!(preview.contains("5 mails – 3 to users, 2 to Delegated Administrators, 0 to staff."), "{preview}");
    assert_eq!(days(&server, 23).await, 5);
    let digest = server.mails.next_to("maker@caaa.example").await;
    assert!(digest.text.contains("3 users of your firm still have something to do"), "{}", digest.text);
    assert!(digest.text.contains("Chan Tai Man (CAAA001): has not set up two-factor login"), "{}", digest.text);
    assert!(!digest.text.contains("CBBB001") && !digest.text.contains("You are one of them"), "{}", digest.text);
    let own = server.mails.all_to("checker@caaa.example").pop().unwrap();
    assert!(own.text.contains("You are one of them.\n\nSet up two-factor login."), "{}", own.text);
    assert_eq!(days(&server, 6).await, 3 + 2 + 2, "operator and approver too");
    let house = server.mails.all_to(&address_of(APPROVER)).pop().unwrap();
    assert!(house.text.contains("4 users of 2 participants"), "{}", house.text);
    assert!(house.text.contains("\nCAAA: 3\nCBBB: 1\n"), "{}", house.text);
    // Whoever is done is in no digest; without anybody left none is sent.
    for account in ["CAAA/CAAA001", "CAAA/CAAA002", "CAAA/CHECKER", "CBBB/CBBB001"] {
        set_up(&server, account).await;
    }
    assert_eq!(days(&server, 1).await, 0);
}

async fn whoever_cannot_be_written_to_is_told_of_from_the_first_step(backend: Backend) {
    let server = house(backend, 30).await;
    server.add_user("CAAA/CAAA001").await;
    users(&server, &["CAAA/CAAA002", "CAAA/CAAA003"]).await;
    server.meddle("UPDATE accounts SET mail_refused_at = 1 WHERE account = 'CAAA/CAAA002'").await;
    server.administrator("CAAA/MAKER", "da-maker").await;
    // A firm without an administrator who could be told.
    server.add_user("CBBB/CBBB001").await;
    running(&server, &[]).await;
    assert_eq!(settle(&server).await, 1 + 1 + 2);
    let digest = server.mails.next_to("maker@caaa.example").await.text;
    assert!(digest.contains("(CAAA001): no registered address\n"), "{digest}");
    assert!(digest.contains("(CAAA002): the registered address refuses mail\n"), "{digest}");
    assert!(!digest.contains("CAAA003"), "who was written to is not in it: {digest}");
    let house = server.mails.all_to(&address_of(APPROVER)).pop().unwrap().text;
    assert!(house.contains("\nCBBB: 1\n") && !house.contains("CAAA:"), "{house}");
}

async fn an_extension_shifts_the_days_of_whoever_has_it(backend: Backend) {
    let server = house(backend, 30).await;
    users(&server, &["CAAA/CAAA001", "CAAA/CAAA002", "CBBB/CBBB001"]).await;
    let end = server.app.clock.now().plus(DAY * 30);
    extend(&server, Subject::Account(id("CAAA/CAAA001")), end.plus(DAY * 10)).await;
    extend(&server, Subject::Firm("CBBB".parse().unwrap()), end.plus(DAY * 20)).await;
    running(&server, &[("days", "30")]).await;
    assert_eq!(settle(&server).await, 1);
    assert_eq!(reminded(&server), ["caaa002@caaa.example"]);
    assert_eq!(days(&server, 9).await, 0);
    assert_eq!(days(&server, 1).await, 1);
    assert_eq!(server.mails.all_to("caaa001@caaa.example").len(), 1);
    assert_eq!(days(&server, 10).await, 1);
    let text = &server.mails.all_to("cbbb001@cbbb.example")[0].text;
    assert!(text.contains("When: 11 January 2027, 09:00 HKT"), "{text}");
}

async fn a_request_goes_stale_where_many_more_came_to_be_addressed(backend: Backend) {
    let server = house(backend, 30).await;
    users(&server, &["CAAA/CAAA001"]).await;
    let (page, other) = (draft(&server, &[]).await, draft(&server, &[("title", "Another")]).await);
    let operator = server.session_of(OPERATOR).await;
    let (request, within) = (propose(&operator, &page).await, propose(&operator, &other).await);
    // As many more as the tolerance allows.
    let more: Vec<String> = (10..15).map(|number| format!("CAAA/CAAA0{number}")).collect();
    users(&server, &more.iter().map(String::as_str).collect::<Vec<_>>()).await;
    approve(&server, &within).await;
    assert_eq!(server.states(&within).await, ["done"]);
    users(&server, &["CAAA/CAAA020"]).await;
    approve(&server, &request).await;
    assert_eq!(server.states(&request).await, ["stale"]);
    assert!(operator.get("/monitor/campaigns").await.words().contains("Draft"));
}

async fn what_is_proposed_is_what_was_seen(backend: Backend) {
    let server = house(backend, 30).await;
    users(&server, &["CAAA/CAAA001", "CAAA/CAAA002"]).await;
    let page = draft(&server, &[]).await;
    let operator = server.session_of(OPERATOR).await;
    let seen = operator.get(&page).await.hidden("seen").unwrap();
    let fields = [("action", "propose"), ("seen", &*seen), ("reason", "as announced")];
    // Another is addressed, and one no more: as many as before.
    set_up(&server, "CAAA/CAAA002").await;
    users(&server, &["CAAA/CAAA003"]).await;
    operator.post(&page, &fields).await.assert_refused(409, "It has changed since you looked.");
    // The draft is another.
    let seen = operator.get(&page).await.hidden("seen").unwrap();
    let edit = format!("{page}/edit");
    operator.post(&edit, &self::fields(&[("days", "15")])).await.assert_sees(&page);
    let fields = [("action", "propose"), ("seen", &*seen), ("reason", "as announced")];
    operator.post(&page, &fields).await.assert_refused(409, "It has changed since you looked.");
    let request = propose(&operator, &page).await;
    // What waits is changed no more.
    assert_eq!(operator.post(&edit, &self::fields(&[])).await.status, 404);
    approve(&server, &request).await;
    assert_eq!(settle(&server).await, 0, "fifteen days before, not thirty");
    assert_eq!(days(&server, 15).await, 2);
}

async fn a_step_that_was_put_off_is_not_sent_again(backend: Backend) {
    let server = house(backend, 30).await;
    users(&server, &["CAAA/CAAA001"]).await;
    running(&server, &[("days", "60, 30, 7")]).await;
    assert_eq!(settle(&server).await, 1);
    // It was a step of thirty days: none of sixty comes afterwards.
    set_event(&server, 65).await;
    assert_eq!(days(&server, 10).await, 0);
    assert_eq!(days(&server, 48).await, 1, "seven days before");
    // Without a date nothing leaves.
    users(&server, &["CAAA/CAAA002"]).await;
    server.meddle("UPDATE schedule_events SET state = 'held'").await;
    assert_eq!(days(&server, 1).await, 0);
}

async fn a_draft_that_cannot_be_is_told_why(backend: Backend) {
    let server = house(backend, 30).await;
    let operator = server.session_of(OPERATOR).await;
    for (field, value, words) in [
        ("title", " ", "Give the campaign a name."),
        ("goal", "two-factor-only", "Choose what is to be reached."),
        ("firm", "CZZZ", "There is no participant of that code."),
        ("firm", "STAFF", "There is no participant of that code."),
        ("event", "nothing\0", "Choose an event that has a date."),
        ("days", "30, 30", "Give one to twelve different numbers"),
        ("administrators", "8", "Give one of the days above, or nothing."),
        ("staff", "8", "Give one of the days above, or nothing."),
        ("daily", "0", "Give a number from 1 to 1,000,000."),
    ] {
        let answer = operator.post("/monitor/campaigns/new", &fields(&[(field, value)])).await;
        answer.assert_refused(422, words);
        assert_eq!(answer.problems().len(), 1, "{field}");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM campaigns").await, 0);
    assert_eq!(operator.get("/monitor/campaigns/nothing%00").await.status, 404);
    // Nobody to remind: nothing to propose.
    let page = draft(&server, &[]).await;
    assert_eq!(operator.get(&page).await.hidden("seen"), None);
    let answer = operator.post(&page, &[("action", "propose"), ("seen", ""), ("reason", "why not")]).await;
    answer.assert_refused(422, "Nobody is left to remind.");
}

async fn viewers_see_no_addresses(backend: Backend) {
    let server = house(backend, 30).await;
    server.staff("STAFF/VIEWER", StaffRole::Viewer).await;
    users(&server, &["CAAA/CAAA001"]).await;
    let page = running(&server, &[]).await;
    let file = format!("{page}/recipients.csv");
    let (viewer, operator) = (server.session_of("STAFF/VIEWER").await, server.session_of(OPERATOR).await);
    for path in [&page, &file] {
        assert!(operator.get(path).await.body.contains("caaa001@caaa.example"), "{path}");
        let body = viewer.get(path).await.body;
        assert!(body.contains("CAAA001") && !body.contains("caaa001@caaa.example"), "{path}");
    }
    for action in ["propose", "pause", "stop"] {
        assert_eq!(viewer.post(&page, &[("action", action), ("reason", "because")]).await.status, 403, "{action}");
    }
    assert_eq!(server.account(&id("CAAA/CAAA001")).await.state, State::Registered);
}

/// The mail to `account`, which must be sound.
fn said(server: &TestServer, name: &str, account: &str) {
    let all = server.mails.all_to(&address_of(account));
    let mail = all.iter().rfind(|mail| mail.subject.contains("to do")).unwrap();
    assert_sound(mail);
    insta::assert_snapshot!(name, read(mail));
}

async fn reminders_say_what_is_missing(backend: Backend) {
    let server = house(backend, 30).await;
    // With a code that works, without one, and one who has no address.
    server.invited("CAAA/CODE").await;
    users(&server, &["CAAA/NOCODE"]).await;
    server.add_user("CAAA/NOWHERE").await;
    let maker = server.add_person("CAAA/MAKER", |person| person.da.maker = true).await;
    server.register(&maker).await;
    server.meddle("UPDATE activations SET reference = 'K7Q2'").await;
    server.ready("CBBB/READY").await;
    let steps = [("days", "30"), ("administrators", "30"), ("staff", "30")];
    running(&server, &steps).await;
    assert_eq!(settle(&server).await, 2 + 1 + 2);
    for (name, account) in [
        ("reminder_with_code", "CAAA/CODE"),
        ("reminder_without_code", "CAAA/NOCODE"),
        ("reminder_to_administrator", "CAAA/MAKER"),
        ("reminder_to_staff", APPROVER),
    ] {
        said(&server, name, account);
    }
    for (goal, name) in [("tested", "reminder_to_test"), ("two-factor", "reminder_to_log_in")] {
        server.advance(DAY);
        set_event(&server, 30).await;
        running(&server, &[("title", goal), ("goal", goal), ("days", "30")]).await;
        settle(&server).await;
        said(&server, name, "CBBB/READY");
    }
}
