//! The connectivity test: the browser, the test login, and what is kept of them.

use std::time::Duration;

use domain::phase::Phase;
use server::config::FixedPhase;

use crate::support::{Answer, Backend, Browser, MAKER, PASSWORD, TestServer, USER, address_of, on_both};

mod firm;
mod test_login;

on_both! {
    it_works_without_an_account_in_every_phase_and_leaves_nothing,
    a_browser_that_keeps_no_cookies_is_told_so,
    a_connection_that_a_trusted_proxy_took_in_plain_fails,
    what_a_browser_says_is_taken_from_a_closed_list,
    a_session_leaves_its_browser_and_what_failed,
    a_session_by_card_has_passed_the_card,
    results_are_bounded,
    the_account_leads_to_the_test_until_it_is_passed,
}

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// What a browser says of itself in which everything works.
const WELL: [(&str, &str); 5] =
    [("action", "start"), ("clock", "pass"), ("javascript", "pass"), ("webassembly", "pass"), ("webauthn", "pass")];

async fn in_phase(backend: Backend, phase: Phase) -> TestServer {
    TestServer::with(backend, |config| config.schedule.phase = FixedPhase(Some(phase))).await
}

/// Checks a browser, and shows what that found.
async fn checked(browser: &Browser, said: &[(&str, &str)]) -> Answer {
    let answer = browser.post("/connectivity", said).await;
    browser.follow(&answer).await
}

/// The results of the checks on a page, as words.
fn results(page: &Answer) -> Vec<String> {
    let rows = page.body.split("<tbody>").nth(1).unwrap_or_default().split("</tbody>").next().unwrap_or_default();
    let rows = rows.split("<tr>").skip(1).map(|row| row.split("class=\"tag").nth(1).unwrap_or_default());
    rows.map(|row| row.split('>').nth(1).unwrap_or_default().split('<').next().unwrap_or_default().to_owned()).collect()
}

/// The password step of a test login, and the code that arrives.
async fn ask_code(server: &TestServer, browser: &Browser, account: &str) -> String {
    let (participant, user) = account.split_once('/').unwrap();
    let answer = browser.test(participant, user, PASSWORD).await;
    assert_eq!(answer.status, 303, "{:?}", answer.problems());
    let code = server.mails.code_to(&address_of(account)).await;
    server.quiet().await;
    code
}

/// Outcome, reason and browser of every result, in the order in which they were kept.
async fn kept(server: &TestServer) -> Vec<Vec<String>> {
    server.rows("SELECT outcome, COALESCE(reason, '-'), browser FROM connectivity_results ORDER BY at, id").await
}

async fn it_works_without_an_account_in_every_phase_and_leaves_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let empty = server.dump().await;
    for phase in Phase::ALL {
        let server = server.another_with(|config| config.schedule.phase = FixedPhase(Some(phase))).await;
        let browser = server.browser();
        let page = browser.get("/connectivity").await;
        assert_eq!((page.status.as_u16(), page.heading().as_str()), (200, "Connectivity test"));
        assert!(browser.cookies().is_empty(), "a GET changes nothing");
        let pending = "Not yet checked";
        assert_eq!(results(&page), ["Pass", pending, pending, pending, pending, pending, pending, pending]);
        assert!(page.words().contains("Our clock shows 09:00:00"), "{}", page.words());
        assert!(page.words().contains("Passing is not being authorised"));

        let page = checked(&browser, &WELL).await;
        let pass = "Pass";
        assert_eq!(results(&page), [pass, pass, pass, pass, pass, pass, pending, pending]);
        let ticket = page.body.split("<pre").nth(1).unwrap();
        assert!(ticket.contains(page.header("x-request-id")), "{ticket}");
        assert!(ticket.contains("22 November 2026, 09:00 HKT") && ticket.contains("Edge · Windows"), "{ticket}");
        let open = phase >= Phase::ConnectivityTest;
        assert_eq!(page.body.contains("value=\"log-in\""), open, "{phase}");
        assert_eq!(page.words().contains("The test login is not open yet"), !open, "{phase}");
        // A browser without scripts says nothing of itself.
        let silent = checked(&server.browser(), &[("action", "start")]).await;
        assert_eq!(results(&silent), [pass, pending, pass, "Fail", pending, pending, pending, pending]);
        assert!(silent.words().contains("For the firm’s IT staff: Allow JavaScript"), "{}", silent.words());
    }
    assert_eq!(server.dump().await, empty);
}

async fn a_browser_that_keeps_no_cookies_is_told_so(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = server.browser();
    let answer = browser.post("/connectivity", &WELL).await;
    browser.forget("__Host-probe");
    let page = browser.follow(&answer).await;
    assert_eq!(results(&page)[2], "Fail");
    assert!(page.words().contains("Allow cookies for this site"), "{}", page.words());
}

async fn a_connection_that_a_trusted_proxy_took_in_plain_fails(backend: Backend) {
    let secure = |config: &mut server::config::Config| config.server.public_url = "https://login.example".into();
    let server = TestServer::with(backend, secure).await;
    let forwarded = async |proto: &str| {
        let headers = [("sec-fetch-site", "none"), ("x-forwarded-proto", proto)];
        results(&server.browser().send(http::Method::GET, "/connectivity", &headers, "").await)[0].clone()
    };
    assert_eq!([forwarded("https").await, forwarded("http").await], ["Pass", "Fail"]);
    assert_eq!(forwarded("https, http").await, "Fail", "one of several hops was plain");
    let untrusting = server.another_with(|config| config.server.trusted_proxies = Vec::new().into()).await;
    let headers = [("sec-fetch-site", "none"), ("x-forwarded-proto", "http")];
    let page = untrusting.browser().send(http::Method::GET, "/connectivity", &headers, "").await;
    assert_eq!(results(&page)[0], "Pass", "what a stranger says of the connection counts nothing");
}

async fn what_a_browser_says_is_taken_from_a_closed_list(backend: Backend) {
    let server = in_phase(backend, Phase::ConnectivityTest).await;
    server.administrator(MAKER, "da-maker").await;
    let browser = server.session_of(MAKER).await;
    let said = [
        ("action", "start"),
        ("javascript", "pass"),
        ("webassembly", "<img src=x>"),
        ("webauthn", "FAIL"),
        ("clock", "=1+1"),
        ("tls", "fail"),
        ("login", "pass"),
        ("mail", "pass"),
        ("odd", "planted"),
    ];
    let answer = browser.post("/connectivity", &said).await;
    answer.assert_sees("/connectivity?started=1&javascript=pass&notice=kept");
    let checks = server.rows("SELECT checks FROM connectivity_results").await.concat().concat();
    let checks: serde_json::Value = serde_json::from_str(&checks).unwrap();
    let expected = serde_json::json!({
        "tls": "pass", "cookies": "pass", "javascript": "pass", "webassembly": "webassembly-off", "passkey": "pass"
    });
    assert_eq!(checks, expected);
    // Nor does a URL say more.
    let page = browser.get("/connectivity?started=1&javascript=pass&webassembly=%3Cimg%3E&login=pass&tls=fail").await;
    page.assert_sees("/connectivity?started=1&javascript=pass&notice=start-again");
}

async fn a_session_leaves_its_browser_and_what_failed(backend: Backend) {
    let server = in_phase(backend, Phase::ParallelRun).await;
    server.administrator(MAKER, "da-maker").await;
    let browser = server.session_of(MAKER).await;
    let page = checked(&browser, &WELL[..3]).await;
    assert!(page.words().contains("This result was kept"), "{}", page.words());
    assert!(page.words().contains("For the firm’s IT staff: Allow WebAssembly"), "{}", page.words());
    // The names of whoever is logged in are filled in.
    assert!(page.body.contains("value=\"CAAA\"") && page.body.contains("value=\"MAKER\""));
    assert_eq!(kept(&server).await, [["failed", "webassembly-off", "Edge · Windows"]]);
    assert_eq!((server.events("test.failed").await, server.life(MAKER).await), (1, "ready"));
    server.advance(MINUTE);
    checked(&browser, &WELL).await;
    assert_eq!(kept(&server).await[1], ["partly", "-", "Edge · Windows"]);
    assert_eq!((server.events("test.checked").await, server.life(MAKER).await), (1, "ready"));
}

async fn a_session_by_card_has_passed_the_card(backend: Backend) {
    let server = in_phase(backend, Phase::ParallelRun).await;
    server.ready(USER).await;
    let browser = server.session_of(USER).await;
    server.meddle("UPDATE sessions SET method = 'smartcard'").await;
    let page = checked(&browser, &WELL).await;
    assert!(page.words().contains("You are logged in with your smartcard."), "{}", page.words());
    assert_eq!(results(&page)[6], "Pass");
    assert!(!page.words().contains("Passkey"), "somebody without a passkey is not asked for one");
}

async fn results_are_bounded(backend: Backend) {
    let server = in_phase(backend, Phase::ParallelRun).await;
    server.administrator(MAKER, "da-maker").await;
    let browser = server.session_of(MAKER).await;
    for run in 0..25 {
        let answer = browser.post("/connectivity", &WELL).await;
        assert_eq!(answer.location().ends_with("notice=kept"), run < 20, "{run}");
    }
    assert_eq!(server.events("test.checked").await, 20);
    let count = "SELECT COUNT(*) FROM connectivity_results";
    let oldest = "SELECT MIN(at) FROM connectivity_results";
    let (before, browser) = (server.count(oldest).await, {
        server.advance(HOUR);
        server.session_of(MAKER).await
    });
    for _ in 0..20 {
        browser.post("/connectivity", &WELL).await;
    }
    assert_eq!(server.count(count).await, 20);
    assert!(server.count(oldest).await > before, "the oldest are dropped");
}

async fn the_account_leads_to_the_test_until_it_is_passed(backend: Backend) {
    let server = in_phase(backend, Phase::ConnectivityTest).await;
    server.ready(USER).await;
    let leads = async |server: &TestServer| {
        let page = server.session_of(USER).await.get("/account").await;
        assert_eq!(page.status, 200);
        page.words().contains("Make the test")
    };
    assert!(leads(&server).await);
    let browser = server.browser();
    let code = ask_code(&server, &browser, USER).await;
    browser.type_code(&code).await;
    assert_eq!(server.life(USER).await, "tested");
    assert!(!leads(&server).await);
    assert!(server.browser().get("/").await.body.contains("href=\"/connectivity\""));
    // Somebody tested stays so, however often they test.
    let code = ask_code(&server, &browser, USER).await;
    browser.type_code(&code).await;
    assert_eq!((server.life(USER).await, server.events("user.moved").await), ("tested", 3));
}
