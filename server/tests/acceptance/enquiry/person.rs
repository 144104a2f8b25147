//! The page of a caller: what is wrong, what to say, what happened, and what staff do about it.

use std::time::Duration;

use domain::{life::Status, time::Instant};
use server::config::FixedPhase;

use super::{VIEWER, main_of};
use crate::support::{
    ADDRESS, APPROVER, Answer, Backend, Mood, OPERATOR, PASSWORD, TestServer, USER, address_of, id, on_both,
};

on_both! {
    the_timeline_tells_what_happened,
    a_timeline_is_read_page_by_page,
    no_mail_is_left_out_however_many_there_are,
    what_is_said_to_be_wrong_is_what_login_answers,
    a_viewer_sees_no_address,
    looking_somebody_up_is_written_down_once_an_hour,
    staff_help_at_once_and_leave_the_rest_to_two,
    staff_are_looked_up_too,
    what_takes_two_is_filled_in,
}

/// A card of [`USER`] whose certificate names a mailbox.
const CERTIFICATE: &str = "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state,
                                                    created_at, changed_at)
     VALUES ('x509:1', 'CAAA/CAAA001', 'certificate', 'CN=Chan, E=chan@caaa.example', '', '', '', 0, 'issued', 1, 1)";

const WRONG: &str = "this is no password of anybody";

/// What the card on top says is wrong.
fn wrong(answer: &Answer) -> String {
    let card = answer.body.split_once("id=\"matters\"").unwrap().1;
    let lead = card.split_once("class=\"lead\">").unwrap().1;
    lead.split_once("</p>").unwrap().0.to_owned()
}

/// The places of `said` on the page, which are to be in this order.
#[track_caller]
fn in_order(page: &str, said: &[&str]) {
    let mut rest = page;
    for piece in said {
        rest = rest.split_once(piece).unwrap_or_else(|| panic!("no {piece:?} in the rest of\n{page}")).1;
    }
}

async fn the_timeline_tells_what_happened(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 3).await;
    let [_, operator, _] = server.desk().await;
    // Invited to a mailbox that refuses, then set up, then many wrong passwords.
    server.add_user(USER).await;
    server.register(&id(USER)).await;
    server.mails.set_mood(Mood::Refuses);
    server.invite(USER).await;
    server.quiet().await;
    let page = operator.enquire(USER).await;
    assert_eq!(wrong(&page), wrong_activation(&page));
    assert!(page.words().contains("The mail system refused it, with answer 550."), "{}", page.words());
    assert!(page.words().contains("Our mails to you come back."), "{}", page.words());
    server.mails.set_mood(Mood::Takes);
    server.advance(Duration::from_secs(60));
    let activation = server.invite(USER).await;
    server.quiet().await;
    let browser = server.browser();
    browser.activate("CAAA", "CAAA001", &activation).await;
    browser.choose_password(PASSWORD).await;
    let mut code = server.mails.code_to(ADDRESS).await;
    if code.contains('-') {
        code = server.mails.code_to(ADDRESS).await;
    }
    assert_eq!(browser.type_code(&code).await.status, 303);
    for _ in 0..4 {
        server.advance(Duration::from_secs(5));
        server.browser().log_in("CAAA", "CAAA001", WRONG).await;
    }
    server.quiet().await;
    let page = operator.enquire(USER).await;
    let words = page.words();
    let timeline = words.split_once("What has happened").unwrap().1;
    in_order(
        timeline,
        &["Nothing was checked, because too many attempts had failed before.", "The password was wrong."],
    );
    in_order(
        timeline,
        &["The password was wrong.", "Set-up completed", "One-time code sent", "Activation sent", "User looked up"],
    );
    in_order(timeline, &["Mail: one-time code", "accepted", "Mail: activation code", "accepted"]);
    in_order(timeline, &["Mail: activation code", "refused"]);
    assert!(wrong(&page).contains("Too many attempts failed. New browsers are paused until"), "{}", wrong(&page));
    assert!(words.contains("it opens again by itself"));
    // Never a code, and never more of an address than its owner's mask.
    for secret in [&code, &activation, ADDRESS] {
        assert!(!page.body.contains(secret), "{secret}");
    }
    server.advance(Duration::from_secs(3600));
    let operator = server.session_of(OPERATOR).await;
    let page = operator.enquire(USER).await;
    assert!(wrong(&page).contains("Nothing was checked"), "{}", wrong(&page));
    // Once a login has been completed, what failed before is history.
    server.log_in(&server.browser(), USER).await;
    let page = operator.enquire(USER).await;
    assert!(wrong(&page).contains("Nothing that we know of"), "{}", wrong(&page));
}

fn wrong_activation(page: &Answer) -> String {
    let said = wrong(page);
    assert!(said.starts_with("An activation was sent on"), "{said}");
    said
}

async fn a_timeline_is_read_page_by_page(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.desk().await;
    server.ready(USER).await;
    for _ in 0..40 {
        server.advance(Duration::from_secs(700));
        let browser = server.browser();
        server.ask_code(&browser, USER).await;
        browser.type_code("000000").await;
    }
    server.quiet().await;
    let operator = server.session_of(OPERATOR).await;
    let (mut sent, mut mails, mut pages) = (0, 0, 0);
    let mut page = operator.enquire(USER).await;
    loop {
        pages += 1;
        sent += page.words().matches("One-time code sent").count();
        mails += page.words().matches("Mail: one-time code").count();
        let Some((_, next)) = page.body.split_once("rel=\"next\" href=\"") else { break };
        page = operator.get(&next.split('"').next().unwrap().replace("&amp;", "&")).await;
    }
    assert!(pages > 1);
    assert_eq!((sent, mails), (40, 40), "each stands on one page, and on one only");
}

async fn no_mail_is_left_out_however_many_there_are(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.desk().await;
    server.ready(USER).await;
    server.quiet().await;
    // Far more mails than events, many of them of one instant, which no event stands between.
    let mut tx = server.app.store.begin().await.unwrap();
    for _ in 0..65 {
        for _ in 0..2 {
            let kind = server::mail::Kind::GuideVersion;
            server::mail::outbox::post(&mut tx, &server.operator(), kind, &id(USER), "", Instant::from_millis(0))
                .await
                .unwrap();
        }
        server.clock.advance(Duration::from_secs(1));
    }
    tx.commit().await.unwrap();
    server.quiet().await;
    let operator = server.session_of(OPERATOR).await;
    let (mut mails, mut entries) = (0, Vec::new());
    let mut page = operator.enquire(USER).await;
    loop {
        mails += page.words().matches("Mail: user guide").count();
        let timeline = page.body.split_once("class=\"timeline\"").unwrap().1;
        entries.push(timeline.matches("<time ").count());
        let Some((_, next)) = page.body.split_once("rel=\"next\" href=\"") else { break };
        page = operator.get(&next.split('"').next().unwrap().replace("&amp;", "&")).await;
    }
    assert_eq!(mails, 130);
    let last = entries.pop().unwrap();
    assert!(last <= 50 && entries.iter().all(|page| *page == 50), "{entries:?} {last}");
}

/// What the login page says to the right password in a browser that nobody knows.
async fn answered(server: &TestServer, account: &str) -> &'static str {
    let (participant, user) = account.split_once('/').unwrap();
    let answer = server.browser().log_in(participant, user, PASSWORD).await;
    match answer.status.as_u16() {
        303 => "code",
        422 => "refused",
        429 => "closed",
        403 => "not open yet",
        other => panic!("{other}"),
    }
}

async fn what_is_said_to_be_wrong_is_what_login_answers(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 3).await;
    let [_, operator, _] = server.desk().await;
    for user in ["GOOD", "SHUT", "DORM", "BACK", "PAUSED", "FAILED"] {
        server.ready(&format!("CAAA/{user}")).await;
    }
    server.set_status(&id("CAAA/SHUT"), Status::Disabled).await;
    server.set_status(&id("CAAA/DORM"), Status::Dormant).await;
    server.meddle("UPDATE accounts SET mail_refused_at = 1 WHERE account = 'CAAA/BACK'").await;
    for (user, times) in [("PAUSED", 4), ("FAILED", 1)] {
        for _ in 0..times {
            server.browser().log_in("CAAA", user, WRONG).await;
        }
    }
    server.add_user("CAAA/BARE").await;
    server.invited("CAAA/MAILED").await;
    server.invited("CAAA/LATE").await;
    server.meddle("UPDATE activations SET expires_at = 1 WHERE account = 'CAAA/LATE'").await;
    server.add_user("CAAA/NONE").await;
    server.register(&id("CAAA/NONE")).await;
    server.quiet().await;
    for (user, said, answer) in [
        ("GOOD", "Nothing that we know of", "code"),
        ("SHUT", "The account is disabled", "refused"),
        ("DORM", "The account is dormant", "refused"),
        ("BACK", "refuses mails to the registered address", "code"),
        ("PAUSED", "New browsers are paused until", "closed"),
        ("FAILED", "The password was wrong.", "code"),
        ("BARE", "No e-mail address is registered", "refused"),
        ("MAILED", "An activation was sent on", "refused"),
        ("LATE", "The activation expired on", "refused"),
        ("NONE", "no activation code is waiting", "refused"),
    ] {
        let account = format!("CAAA/{user}");
        let page = operator.enquire(&account).await;
        assert!(wrong(&page).contains(said), "{user}: {}", wrong(&page));
        assert_eq!(answered(&server, &account).await, answer, "{user}");
    }
    // The same person in a phase that does not have the new way yet.
    let early =
        server.another_with(|config| config.schedule.phase = FixedPhase(Some(domain::phase::Phase::Preparation))).await;
    let operator = operator.at_instance(&early);
    for (user, said, answer) in [
        ("GOOD", "password and code do not open the terminal in this phase", "not open yet"),
        ("MAILED", "An activation was sent on", "refused"),
        ("SHUT", "The account is disabled", "refused"),
    ] {
        let account = format!("CAAA/{user}");
        let page = operator.enquire(&account).await;
        assert!(wrong(&page).contains(said), "{user}: {}", wrong(&page));
        assert_eq!(answered(&early, &account).await, answer, "{user}");
    }
}

async fn a_viewer_sees_no_address(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, operator, approver] = server.desk().await;
    server.ready(USER).await;
    server.invited("CAAA/CAAA002").await;
    server.log_in(&server.browser(), USER).await;
    server.meddle(CERTIFICATE).await;
    for account in [USER, "CAAA/CAAA002", OPERATOR] {
        let page = viewer.enquire(account).await;
        assert_eq!(page.status, 200);
        assert!(!main_of(&page).contains('@'), "{account}: {}", page.words());
        for browser in [&operator, &approver] {
            let page = browser.enquire(account).await;
            assert!(main_of(&page).contains('@'), "{account}");
            assert!(!page.body.contains(&address_of(account)), "{account}: whole");
        }
    }
}

async fn looking_somebody_up_is_written_down_once_an_hour(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, operator, _] = server.desk().await;
    server.ready(USER).await;
    for _ in 0..3 {
        viewer.enquire(USER).await;
        operator.enquire(USER).await;
    }
    let looked = "SELECT account, actor FROM events WHERE kind = 'user.looked-up' ORDER BY actor";
    let both = [vec![USER.to_owned(), OPERATOR.to_owned()], vec![USER.to_owned(), VIEWER.to_owned()]];
    assert_eq!(server.rows(looked).await, both);
    server.advance(Duration::from_secs(3601));
    server.session_of(VIEWER).await.enquire(USER).await;
    assert_eq!(server.events("user.looked-up").await, 3);
    // Nobody there, or not of the staff: nothing to write down.
    assert_eq!(server.session_of(VIEWER).await.enquire("CAAA/NOBODY").await.status, 404);
    assert_eq!(server.session_of(USER).await.enquire(USER).await.status, 403);
    assert_eq!(server.events("user.looked-up").await, 3);
}

async fn staff_help_at_once_and_leave_the_rest_to_two(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 3).await;
    let [viewer, operator, approver] = server.desk().await;
    server.ready(USER).await;
    server.invited("CAAA/CAAA002").await;
    let here = "/monitor/users/CAAA/CAAA001";
    let session = server.logged_in(USER).await;
    for _ in 0..4 {
        server.browser().log_in("CAAA", "CAAA001", WRONG).await;
    }
    let act = |name: &'static str| [("action", name)];
    // Whoever only looks does nothing; helping is the operators'.
    for name in ["invite", "unlock", "end-sessions"] {
        assert_eq!(viewer.post(here, &act(name)).await.status, 403, "{name}");
    }
    for name in ["invite", "unlock"] {
        assert_eq!(approver.post(here, &act(name)).await.status, 403, "{name}");
    }
    // What takes two is not done here, nor what is nothing.
    for name in ["disable", "reset", "suspend-card", "nothing"] {
        assert_eq!(operator.post(here, &act(name)).await.status, 404, "{name}");
    }
    assert!(!viewer.enquire(USER).await.body.contains("value=\"unlock\""));
    assert!(operator.enquire(USER).await.body.contains("value=\"unlock\""));
    let done = operator.post(here, &act("unlock")).await;
    done.assert_sees("/monitor/users/CAAA/CAAA001?done=unlock");
    assert!(operator.follow(&done).await.words().contains("The pauses of 1 user are cleared."));
    assert_eq!(answered(&server, USER).await, "code");
    assert_eq!(session.terminal().await, 200);
    approver.post(here, &act("end-sessions")).await.assert_sees("/monitor/users/CAAA/CAAA001?done=end-sessions");
    assert_eq!(session.terminal().await, 401);
    let nothing = operator.post(here, &act("unlock")).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.problems().join(" ").contains("Nothing is paused"), "{:?}", nothing.problems());
    // Activations go out again, five times a day.
    let other = "/monitor/users/CAAA/CAAA002";
    let sent = server.letters("activation", "CAAA/CAAA002").await;
    for _ in 0..5 {
        assert_eq!(operator.post(other, &act("invite")).await.status, 303);
    }
    assert_eq!(operator.post(other, &act("invite")).await.status, 422);
    assert_eq!(server.letters("activation", "CAAA/CAAA002").await, sent + 5);
    let by = "SELECT DISTINCT actor FROM events WHERE kind = 'pause.cleared'";
    assert_eq!(server.rows(by).await.concat(), [OPERATOR]);
}

async fn staff_are_looked_up_too(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [_, operator, _] = server.desk().await;
    let page = operator.enquire(APPROVER).await;
    assert_eq!(page.status, 200);
    assert!(page.words().contains("Staff: approver"), "{}", page.words());
    // They have no terminal: nothing that is asked for firms is offered.
    assert!(!page.body.contains("/monitor/contingency?"));
    // One's own sessions are ended elsewhere.
    assert_eq!(operator.post(&format!("/monitor/users/{OPERATOR}"), &[("action", "end-sessions")]).await.status, 422);
}

async fn what_takes_two_is_filled_in(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, operator, _] = server.desk().await;
    server.ready(USER).await;
    server.meddle(CERTIFICATE).await;
    let page = operator.enquire(USER).await;
    let links: Vec<String> = page
        .body
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .filter(|link| link.starts_with("/monitor/") && link.contains("user=CAAA001"))
        .collect();
    assert_eq!(links.len(), 6, "{links:?}");
    for link in links {
        let form = operator.get(&link).await;
        assert_eq!(form.status, 200, "{link}");
        assert!(form.body.contains("value=\"CAAA001\"") && form.body.contains("value=\"CAAA\""), "{link}");
    }
    assert!(!main_of(&viewer.enquire(USER).await).contains("user=CAAA001"));
}
