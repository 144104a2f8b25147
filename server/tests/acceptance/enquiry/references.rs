//! Whatever a page or mail shows the caller finds the caller.

use std::time::Duration;

use softcard::Flaws;

use super::{main_of, read_out};
use crate::support::{ADDRESS, Backend, OPERATOR, PASSWORD, TestServer, USER, forge, on_both};

on_both! {
    a_name_an_id_and_an_account_find_people,
    a_name_is_found_by_parts_page_by_page,
    the_number_of_a_refusal_finds_who_was_refused,
    every_way_in_that_refuses_gives_a_number_that_finds_the_caller,
    whoever_is_turned_away_by_their_address_is_found,
    the_number_is_found_however_it_is_written_down,
    the_reference_of_a_mail_finds_its_reader,
    attempts_that_are_not_looked_at_are_found_as_well,
    a_page_that_says_no_to_somebody_is_found,
    a_flood_of_refusals_fills_no_audit,
    what_is_not_found_says_what_to_try,
}

const WRONG: &str = "this is no password of anybody";

async fn a_name_an_id_and_an_account_find_people(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    server.add_user(USER).await;
    server
        .add_person("CBBB/CAAA001", |person| {
            person.name_en = "Lee Ka Yan".to_owned();
            person.name_zh = "李嘉欣".to_owned();
        })
        .await;
    for (q, found, not) in [
        ("CAAA/CAAA001", USER, "CBBB/CAAA001"),
        ("ｃａａａ／ｃａａａ００１", USER, "CBBB/CAAA001"),
        ("tai man chan", USER, "CBBB/CAAA001"),
        ("大文", USER, "CBBB/CAAA001"),
        ("LEE ka", "CBBB/CAAA001", USER),
        ("嘉欣", "CBBB/CAAA001", USER),
        ("cbbb caaa001", "CBBB/CAAA001", USER),
    ] {
        let page = viewer.find(q).await;
        let link = |account: &str| page.body.contains(&format!("href=\"/monitor/users/{account}\""));
        assert!(link(found) && !link(not), "{q}: {}", page.words());
    }
    let both = viewer.find("caaa001").await;
    assert!(both.words().contains("李嘉欣") && both.words().contains("陳大文"), "{}", both.words());
    // Staff are found as well.
    assert!(viewer.find("operator").await.body.contains("/monitor/users/STAFF/OPERATOR"));
    // Wildcards of the database and look-alikes of other scripts are nobody's names.
    for q in ["%", "_", "CAAA00_", "САAA001"] {
        assert!(viewer.find(q).await.words().contains("Nothing was found"), "{q}");
    }
    // Searching is no looking at somebody.
    assert_eq!(server.events("user.looked-up").await, 0);
}

async fn a_name_is_found_by_parts_page_by_page(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    for number in 1..=45 {
        server.add_user(&format!("CAAA/CAAA{number:03}")).await;
    }
    let mut seen = Vec::new();
    let mut page = viewer.find("chan").await;
    loop {
        let rows = page.body.matches("scope=\"row\"").count();
        assert!(rows <= 20);
        let links = page.body.split("href=\"/monitor/users/CAAA/").skip(1);
        seen.extend(links.map(|link| link.split('"').next().unwrap().to_owned()));
        let Some((_, next)) = page.body.split_once("rel=\"next\" href=\"") else { break };
        let next = next.split('"').next().unwrap().replace("&amp;", "&");
        page = viewer.get(&next).await;
    }
    let wanted: Vec<String> = (1..=45).map(|number| format!("CAAA{number:03}")).collect();
    assert_eq!(seen, wanted);
}

async fn the_number_of_a_refusal_finds_who_was_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    server.ready(USER).await;
    server.invited("CAAA/CAAA002").await;
    let browser = server.browser();
    let login = browser.log_in("CAAA", "CAAA001", WRONG).await;
    login.assert_refused(422, "do not match");
    let activation = browser.activate("CAAA", "CAAA002", "AAAA-AAAA-AAAA").await;
    activation.assert_refused(422, "");
    for (answer, account, failed) in [
        (login, USER, "The password was wrong."),
        (activation, "CAAA/CAAA002", "Names and activation code did not go together"),
    ] {
        let number = read_out(&answer);
        assert_eq!(number, answer.header("x-request-id"));
        let found = viewer.find(&number).await;
        assert!(found.body.contains(&format!("href=\"/monitor/users/{account}\"")), "{}", found.words());
        assert!(found.words().contains(failed), "{}", found.words());
    }
    // A field left empty is no refusal: there is nothing to call about.
    let empty = browser.log_in("CAAA", "", WRONG).await;
    assert!(!empty.body.contains("call-reference"));
}

async fn every_way_in_that_refuses_gives_a_number_that_finds_the_caller(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |_| {}).await;
    let [viewer, ..] = server.desk().await;
    server.ready(USER).await;
    let mut card = server.bound(&issuer, USER).await;
    let (mut passkey, session) = server.with_passkey(USER).await;
    let broken = Flaws { broken_signature: true, ..Flaws::default() };

    let browser = server.browser();
    let question = browser.card_question(USER).await;
    let by_card = browser.answer(&question, &question.signed(&mut card, &broken)).await;
    let question = browser.passkey_question().await;
    let by_passkey = browser.answer(&question, &question.signed(&mut passkey, &broken)).await;
    let binding = browser.ask_binding(USER, "AAAA-AAAA-AAAA").await;
    let own = session.post("/account/password", &[("current", WRONG), ("password", "some other words here")]).await;
    let adding = session.ask_passkey("Phone", WRONG).await;
    let test = browser.test("CAAA", "CAAA001", WRONG).await;
    for (what, answer) in [
        ("card", by_card),
        ("passkey", by_passkey),
        ("binding", binding),
        ("own password", own),
        ("own password for a passkey", adding),
        ("test login", test),
    ] {
        assert_eq!(answer.status, 422, "{what}: {}", answer.words());
        let number = read_out(&answer);
        assert_eq!(number, answer.header("x-request-id"), "{what}");
        let found = viewer.find(&number).await;
        assert!(found.body.contains("href=\"/monitor/users/CAAA/CAAA001\""), "{what}: {}", found.words());
    }
}

async fn whoever_is_turned_away_by_their_address_is_found(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.source_failures = 3).await;
    let [viewer, ..] = server.desk().await;
    server.ready(USER).await;
    let browser = server.browser();
    for _ in 0..3 {
        browser.log_in("CAAA", "NOBODY", WRONG).await;
    }
    // The address is closed, to whoever is right as well.
    for (what, turned) in [
        ("login", browser.log_in("CAAA", "CAAA001", PASSWORD).await),
        ("test login", browser.test("CAAA", "CAAA001", PASSWORD).await),
        ("activation", browser.activate("CAAA", "CAAA001", "AAAA-AAAA-AAAA").await),
    ] {
        assert_eq!(turned.status, 429, "{what}: {}", turned.words());
        let found = viewer.find(&read_out(&turned)).await;
        assert!(found.body.contains("href=\"/monitor/users/CAAA/CAAA001\""), "{what}: {}", found.words());
    }
}

async fn the_number_is_found_however_it_is_written_down(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    server.ready(USER).await;
    let number = read_out(&server.browser().log_in("CAAA", "CAAA001", WRONG).await);
    let wide: String = number.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
    let misread = number.replace('0', "O").replace('1', "l");
    for heard in [number.to_lowercase(), number.replace('-', " "), number.replace('-', ""), wide, misread] {
        let found = viewer.find(&heard).await;
        assert!(found.body.contains("/monitor/users/CAAA/CAAA001"), "{heard}: {}", found.words());
    }
}

async fn the_reference_of_a_mail_finds_its_reader(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    server.ready(USER).await;
    server.invited("CAAA/CAAA002").await;
    let browser = server.browser();
    server.ask_code(&browser, USER).await;
    let shown = browser.look().await.reference();
    assert!(server.mails.all_to(ADDRESS).iter().any(|mail| mail.text.contains(&shown)));
    let found = viewer.find(&shown.to_lowercase()).await;
    assert!(found.body.contains("/monitor/users/CAAA/CAAA001"), "{}", found.words());
    let sent = server.rows("SELECT reference FROM activations WHERE account = 'CAAA/CAAA002'").await.concat().concat();
    let found = viewer.find(&sent).await;
    assert!(found.body.contains("/monitor/users/CAAA/CAAA002"), "{}", found.words());
    // A login that is used up shows the reference once more, and so it is found.
    for _ in 0..5 {
        browser.type_code("000000").await;
    }
    let over = browser.look().await;
    assert_eq!(read_out(&over), shown);
}

async fn attempts_that_are_not_looked_at_are_found_as_well(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 3).await;
    server.ready(USER).await;
    for _ in 0..3 {
        server.browser().log_in("CAAA", "CAAA001", WRONG).await;
    }
    let first = server.browser().log_in("CAAA", "CAAA001", PASSWORD).await;
    let second = server.browser().log_in("CAAA", "CAAA001", PASSWORD).await;
    server.advance(Duration::from_secs(3600));
    let [viewer, ..] = server.desk().await;
    for answer in [first, second] {
        answer.assert_refused(429, "Try again after");
        let found = viewer.find(&read_out(&answer)).await;
        assert!(found.body.contains("/monitor/users/CAAA/CAAA001"), "{}", found.words());
        assert!(found.words().contains("too many attempts had failed"), "{}", found.words());
    }
}

async fn a_page_that_says_no_to_somebody_is_found(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, ..] = server.desk().await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    for (path, status) in [("/monitor", 403), ("/nowhere", 404)] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, status);
        let found = viewer.find(&read_out(&answer)).await;
        assert!(found.body.contains("/monitor/users/CAAA/CAAA001"), "{path}: {}", found.words());
    }
    // Nobody is known where nobody is logged in; when it was can be said still.
    let nobody = server.browser().get("/nowhere").await;
    let found = viewer.find(&read_out(&nobody)).await;
    assert!(found.words().contains("A page with this reference was shown on"), "{}", found.words());
}

async fn a_flood_of_refusals_fills_no_audit(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 3).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    for _ in 0..30 {
        server.browser().log_in("CAAA", "CAAA001", WRONG).await;
        browser.get("/nowhere").await;
    }
    assert_eq!(server.events("login.refused").await, 3);
    assert_eq!(server.events("login.turned-away").await, 3);
    assert_eq!(server.events("page.refused").await, 20);
}

async fn what_is_not_found_says_what_to_try(backend: Backend) {
    let server = TestServer::start(backend).await;
    let [viewer, operator, approver] = server.desk().await;
    for browser in [&viewer, &operator, &approver] {
        let asked = browser.get("/monitor/users").await;
        assert_eq!(asked.status, 200);
        assert!(asked.words().contains("Never ask for a password"));
        let nothing = browser.find("nobody at all").await;
        assert!(nothing.words().contains("Nothing was found for “nobody at all”"), "{}", nothing.words());
        assert!(nothing.words().contains("Ask for the participant code and the user ID"));
    }
    // What must not be read out is known for what it is, and is found in nothing.
    for secret in ["123456", "7K3M-Q2XA-9DTE"] {
        let page = viewer.find(secret).await;
        assert!(page.words().contains("Ask them not to read it out"), "{}", page.words());
    }
    assert!(!main_of(&viewer.find(OPERATOR).await).contains('@'));
}
