//! Two people agree on a pass, and one of them passes it on.

use std::time::Duration;

use domain::role::DaRoles;
use server::store::accounts;

use super::{
    APPROVER, CHECKER, MAKER, MINUTE, NO_PASS, OPERATOR, OTHER, USER, agreed, ask, ask_for, at_the_code, passes, show,
};
use crate::support::{Answer, Backend, Browser, TestServer, address_of, id, on_both, proposed};

on_both! {
    nobody_agrees_on_what_they_asked_for_and_nobody_asks_for_themselves,
    an_exception_for_a_sole_proprietor_is_none_for_passes,
    only_whoever_asked_sees_a_pass_and_once,
    a_pass_that_is_not_shown_within_a_day_is_over,
    all_users_of_a_firm_get_a_pass_in_one_request,
    staff_pass_on_by_calling_the_number_on_file_alone,
    the_number_on_file_takes_two_of_the_staff,
    lists_show_who_did_what_and_never_a_pass,
}

async fn nobody_agrees_on_what_they_asked_for_and_nobody_asks_for_themselves(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    server.ready(USER).await;
    // A second account of the maker's, and a checker who shares the maker's mailbox.
    server
        .ready_person("CAAA/SECOND", |person| {
            person.name_en = format!("Person {MAKER}");
            person.name_zh.clear();
            person.da = DaRoles { maker: true, checker: true };
        })
        .await;
    let second = server.session_of("CAAA/SECOND").await;
    for (user, problem) in [
        ("MAKER", "Nobody asks for a pass of their own"),
        ("SECOND", "Nobody asks for a pass of their own"),
        ("NOBODY", "Enter the ID of a user"),
        ("", "Enter the ID of a user"),
    ] {
        ask(&maker, "portal", &[("scope", "user"), ("user", user)]).await.assert_refused(422, problem);
    }
    server.add_user("CAAA/NEW001").await;
    ask(&maker, "portal", &[("scope", "user"), ("user", "NEW001")]).await.assert_refused(422, "cannot log in");
    ask(&maker, "portal", &[("user", "CAAA001")]).await.assert_refused(422, "Choose for whom");
    ask(&checker, "portal", &[("scope", "user"), ("user", "CAAA001")]).await.assert_refused(403, "may not propose");

    let request = ask_for(&maker, USER).await;
    ask(&maker, "portal", &[("scope", "user"), ("user", "CAAA001")]).await.assert_refused(422, "already");
    for own in [&maker, &second] {
        let answer = server.forge(own, "portal", &request, "approve-all", &[]).await;
        assert_eq!(answer.status, 403, "{:?}", answer.problems());
    }
    // Whoever administers another firm finds nothing.
    server.administrator("CBBB/CHECKER", "da-maker;da-checker").await;
    let stranger = server.session_of("CBBB/CHECKER").await;
    for action in ["approve-all", "show-passes"] {
        assert_eq!(server.forge(&stranger, "portal", &request, action, &[]).await.status, 404);
    }
    ask(&stranger, "portal", &[("participant", "CAAA"), ("scope", "user"), ("user", "CAAA001")])
        .await
        .assert_refused(422, "Enter the ID of a user");
    assert_eq!(server.count("SELECT COUNT(*) FROM passes").await, 0);

    // About the checker it is nobody's in the firm but the second one's: here, not theirs either.
    let about_checker = ask_for(&maker, CHECKER).await;
    let answer = server.forge(&checker, "portal", &about_checker, "approve-all", &[]).await;
    answer.assert_refused(403, "your own account");
    let (_, approver) = server.house().await;
    let answer = approver.press("monitor", &about_checker, "approve-all", &[]).await;
    assert_eq!(answer.status, 303, "{:?}", answer.problems());
    assert_eq!(passes(&show(&maker, &about_checker).await).len(), 1);
}

async fn an_exception_for_a_sole_proprietor_is_none_for_passes(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.administrator(MAKER, "da-maker;da-checker").await;
    server.ready(USER).await;
    let until = server.app.clock.now().plus(Duration::from_secs(86_400 * 30));
    let mut tx = server.app.store.begin().await.unwrap();
    accounts::set_sole(&mut tx, &id(MAKER), Some(until)).await.unwrap();
    tx.commit().await.unwrap();
    let sole = server.session_of(MAKER).await;
    let request = ask_for(&sole, USER).await;
    let answer = server.forge(&sole, "portal", &request, "approve-all", &[]).await;
    assert_eq!(answer.status, 403, "{:?}", answer.problems());
    let (_, approver) = server.house().await;
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    // Staff agreed, the firm's own administrator passes it on.
    approver
        .press("monitor", &request, "show-passes", &[("confirmed", "yes")])
        .await
        .assert_refused(403, "Only the one");
    assert_eq!(passes(&show(&sole, &request).await).len(), 1);
}

async fn only_whoever_asked_sees_a_pass_and_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    server.ready(USER).await;
    server.administrator("CAAA/MAKER2", "da-maker").await;
    let request = ask_for(&maker, USER).await;
    show(&maker, &request).await.assert_refused(409, "There is no pass to show");
    assert_eq!(checker.approve(&request).await.status, 303);
    for reader in [&checker, &server.session_of("CAAA/MAKER2").await] {
        assert!(!reader.look_at("portal", &request).await.body.contains("show-passes"));
        show(reader, &request).await.assert_refused(403, "Only the one who asked");
    }
    assert!(maker.look_at("portal", &request).await.body.contains("show-passes"));
    // Not before the maker says that the user is there.
    maker.press("portal", &request, "show-passes", &[]).await.assert_refused(422, "Tick the box");
    assert_eq!(server.count("SELECT COUNT(*) FROM passes WHERE shown_at IS NOT NULL").await, 0);
    // Two presses at once: one sees it.
    let again = maker.copied();
    let (one, two) = tokio::join!(show(&maker, &request), show(&again, &request));
    let mut seen = [passes(&one).len(), passes(&two).len()];
    seen.sort_unstable();
    assert_eq!(seen, [0, 1]);
    show(&maker, &request).await.assert_refused(409, "There is no pass to show");
    let page = maker.look_at("portal", &request).await;
    assert!(page.words().contains("not shown again") && passes(&page).is_empty(), "{}", page.words());
    let refused = server.events("pass.refused").await;
    assert_eq!(refused, 5);

    // Nor when the maker is one no more.
    let request = ask_for(&maker, USER).await;
    assert_eq!(checker.approve(&request).await.status, 303);
    server.change(MAKER, |person| person.da = DaRoles { maker: false, checker: true }).await;
    let session = server.session_of(MAKER).await;
    show(&session, &request).await.assert_refused(403, "Only the one who asked");
}

async fn a_pass_that_is_not_shown_within_a_day_is_over(backend: Backend) {
    let server = TestServer::with(backend, |config| {
        config.session.absolute = Duration::from_secs(86_400 * 10).into();
        config.session.idle = Duration::from_secs(86_400 * 10).into();
    })
    .await;
    let (maker, checker) = server.pair().await;
    server.ready(USER).await;
    let request = ask_for(&maker, USER).await;
    assert_eq!(checker.approve(&request).await.status, 303);
    server.advance(24 * 60 * MINUTE);
    show(&maker, &request).await.assert_refused(409, "its time is over");
    // And a request for one waits no longer.
    let request = ask_for(&maker, USER).await;
    server.advance(24 * 60 * MINUTE);
    server::approval::expire::round(&server.app).await.unwrap();
    assert_eq!(server.states(&request).await, ["expired"]);
    assert_ne!(server.forge(&checker, "portal", &request, "approve-all", &[]).await.status, 303);
}

async fn all_users_of_a_firm_get_a_pass_in_one_request(backend: Backend) {
    let server = TestServer::start(backend).await;
    let pair = server.pair().await;
    for account in [USER, OTHER, "CAAA/CAAA003"] {
        server.ready(account).await;
    }
    server.add_user("CAAA/NEW001").await;
    server.ready("CBBB/CBBB001").await;
    server.set_status(&id("CAAA/CAAA003"), domain::life::Status::Dormant).await;
    let (maker, checker) = &pair;
    let answer = ask(maker, "portal", &[("scope", "firm")]).await;
    // Left out: the maker, and who has not set up.
    let location = answer.location();
    assert!(location.ends_with("?proposed=1&unfit=2"), "{location}");
    let request = location.split(['/', '?']).nth(3).unwrap().to_owned();
    let named =
        server.rows(&format!("SELECT subject FROM request_rows WHERE request = '{request}' ORDER BY subject")).await;
    assert_eq!(named.concat(), [USER, OTHER, CHECKER]);
    // All but the checker's own, which goes to staff.
    assert_eq!(checker.approve(&request).await.status, 303);
    let shown = show(maker, &request).await;
    let list = passes(&shown);
    assert_eq!(list.len(), 2);
    at_the_code(&server, OTHER).await.type_code(&list[0]).await.assert_refused(422, NO_PASS);
    at_the_code(&server, USER).await.type_code(&list[0]).await.assert_sees("/account");
    at_the_code(&server, OTHER).await.type_code(&list[1]).await.assert_sees("/account");
    let (_, approver) = server.house().await;
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    let rest = passes(&show(maker, &request).await);
    assert_eq!(rest.len(), 1, "those that were not shown yet");
    at_the_code(&server, CHECKER).await.type_code(&rest[0]).await.assert_sees("/portal/users");
}

/// Puts a number on file.
async fn put_number((operator, approver): &(Browser, Browser), number: &str) -> Answer {
    let fields = [("number", number), ("reason", "the firm's letterhead")];
    let request = proposed(&operator.post("/monitor/participants/CAAA/call-back", &fields).await);
    approver.press("monitor", &request, "approve-all", &[]).await
}

/// An operator asks for a pass for a user of a firm.
async fn ask_by_staff(operator: &Browser) -> Answer {
    ask(operator, "monitor", &[("participant", "caaa"), ("scope", "user"), ("user", "CAAA001")]).await
}

async fn staff_pass_on_by_calling_the_number_on_file_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let house = server.house().await;
    let (operator, approver) = &house;
    let answer = ask_by_staff(operator).await;
    answer.assert_refused(422, "No number is on file");
    assert!(answer.body.contains("/monitor/participants/CAAA/call-back"));
    assert_eq!(put_number(&house, "+852 5555 0100").await.status, 303);
    let request = proposed(&ask_by_staff(operator).await);
    assert_eq!(server.forge(operator, "monitor", &request, "approve-all", &[]).await.status, 403);
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    assert!(!approver.look_at("monitor", &request).await.body.contains("show-passes"));
    let number = operator.look_at("monitor", &request).await.hidden("number").unwrap();
    assert_eq!(number, "+852 5555 0100");

    // The number changes between the page and the press: nothing is shown, and the new one is to be called.
    assert_eq!(put_number(&house, "+852 5555 0199").await.status, 303);
    let press = |number: &'static str, confirmed: &'static str| {
        let fields = [("number", number), ("confirmed", confirmed)];
        let request = request.clone();
        async move { operator.press("monitor", &request, "show-passes", &fields).await }
    };
    press("+852 5555 0100", "yes").await.assert_refused(409, "The number on file has changed");
    press("", "yes").await.assert_refused(409, "The number on file has changed");
    press("+852 5555 0199", "").await.assert_refused(422, "Tick the box");
    approver
        .press("monitor", &request, "show-passes", &[("number", "+852 5555 0199"), ("confirmed", "yes")])
        .await
        .assert_refused(403, "Only the one who asked");
    let pass = passes(&press("+852 5555 0199", "yes").await).concat();
    let confirmed = "SELECT detail FROM events WHERE kind = 'pass.call-confirmed'";
    assert!(server.rows(confirmed).await.concat().concat().contains("+852 5555 0199"));
    at_the_code(&server, USER).await.type_code(&pass).await.assert_sees("/account");

    // Without a number nothing is shown, whatever was agreed on before.
    let request = proposed(&ask_by_staff(operator).await);
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    assert_eq!(put_number(&house, "").await.status, 303);
    assert!(!operator.look_at("monitor", &request).await.body.contains("show-passes"));
    let fields = [("number", ""), ("confirmed", "yes")];
    let answer = operator.press("monitor", &request, "show-passes", &fields).await;
    answer.assert_refused(409, "The number on file has changed, or there is none");
    // Staff themselves have none: their way in does not rest on mail.
    ask(operator, "monitor", &[("participant", "STAFF"), ("scope", "user"), ("user", "APPROVER")])
        .await
        .assert_refused(422, "Enter the code of a participant");
}

async fn the_number_on_file_takes_two_of_the_staff(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, _) = server.pair().await;
    let house = server.house().await;
    let (operator, approver) = &house;
    let path = "/monitor/participants/CAAA/call-back";
    for (number, reason, problem) in [
        ("call me", "x", "Enter a telephone number"),
        ("", "x", "on file already"),
        ("+852 5555 0100", " ", "Enter the reason"),
    ] {
        operator.post(path, &[("number", number), ("reason", reason)]).await.assert_refused(422, problem);
    }
    for nowhere in ["CXXX", "STAFF", "c%00"] {
        assert_eq!(operator.get(&format!("/monitor/participants/{nowhere}/call-back")).await.status, 404, "{nowhere}");
    }
    let fields = [("number", "＋８５２ 5555 0100"), ("reason", "the firm's letterhead")];
    let request = proposed(&operator.post(path, &fields).await);
    operator
        .post(path, &[("number", "+852 5555 0199"), ("reason", "x")])
        .await
        .assert_refused(422, "waits for a decision");
    assert_eq!(server.forge(operator, "monitor", &request, "approve-all", &[]).await.status, 403);
    // Not the firm's own either.
    assert_ne!(server.forge(&maker, "portal", &request, "approve-all", &[]).await.status, 303);
    let on_file = "SELECT call_back FROM participants WHERE code = 'CAAA'";
    assert_eq!(server.rows(on_file).await.concat(), [""]);
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    assert_eq!(server.rows(on_file).await.concat(), ["+852 5555 0100"]);
    // The firm hears of it, and sees it.
    server.quiet().await;
    let mails = server.mails.all_to(&address_of(MAKER));
    assert!(mails.iter().any(|mail| mail.text.contains("Number now: +852 5555 0100")), "{:?}", server.mails.subjects());
    assert_eq!(server.letters("call-back-changed", CHECKER).await, 1);
    assert!(maker.get("/portal/contingency").await.words().contains("+852 5555 0100"));
    // What changed since it was proposed makes it stale.
    let stale = proposed(&operator.post(path, &[("number", "+852 5555 0111"), ("reason", "a new line")]).await);
    server.meddle("UPDATE participants SET version = version + 1 WHERE code = 'CAAA'").await;
    approver.press("monitor", &stale, "approve-all", &[]).await;
    assert_eq!(server.states(&stale).await, ["stale"]);
}

async fn lists_show_who_did_what_and_never_a_pass(backend: Backend) {
    let server = TestServer::start(backend).await;
    let pair = server.pair().await;
    let (operator, approver) = server.house().await;
    for account in [USER, OTHER] {
        server.ready(account).await;
    }
    let used = agreed(&pair, USER).await;
    let open = agreed(&pair, OTHER).await;
    at_the_code(&server, USER).await.type_code(&used).await.assert_sees("/account");
    server.administrator("CBBB/MAKER", "da-maker").await;
    for (reader, page, seen) in [
        (&operator, "/monitor/contingency", 2),
        (&approver, "/monitor/contingency?state=used", 1),
        (&approver, "/monitor/contingency?state=open&participant=CAAA", 1),
        (&approver, "/monitor/contingency?participant=CBBB", 0),
        (&approver, "/monitor/contingency?participant=nothing", 0),
        (&pair.0, "/portal/contingency", 2),
        (&pair.1, "/portal/contingency?state=used", 1),
        (&server.session_of("CBBB/MAKER").await, "/portal/contingency?participant=CAAA", 0),
    ] {
        let answer = reader.get(page).await;
        let words = answer.words();
        let lines = words.matches("In person").count();
        assert_eq!((answer.status.as_u16(), lines), (200, seen), "{page}: {words}");
        assert!(!answer.body.contains(&used) && !answer.body.contains(&open), "{page}");
        if seen > 0 {
            assert!(words.contains(&format!("Person {MAKER} ({MAKER})")), "{page}: {words}");
            assert!(words.contains(&format!("Person {CHECKER} ({CHECKER})")), "{page}: {words}");
        }
    }
    assert!(operator.get("/monitor").await.words().contains("One-time passes open\n1"));
    server.advance(30 * MINUTE);
    assert!(operator.get("/monitor").await.words().contains("One-time passes open\n0"));
    let expired = operator.get("/monitor/contingency?state=expired").await.words();
    assert!(expired.contains(OTHER) && !expired.contains(USER), "{expired}");
    // Staff are not named to firms.
    assert_eq!(put_number(&(operator, approver), "+852 5555 0100").await.status, 303);
    let (operator, approver) = (server.session_of(OPERATOR).await, server.session_of(APPROVER).await);
    let request = proposed(&ask_by_staff(&operator).await);
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    let page = server.session_of(MAKER).await.get("/portal/contingency").await.words();
    assert!(page.contains("the clearing house’s staff") && !page.contains("STAFF/"), "{page}");
}
