//! When e-mail is down: one-time passes (case 31), the number to call back, and telling everybody.

use std::time::Duration;

use domain::phase::Phase;
use server::config::FixedPhase;
use tokio::task::JoinSet;

use crate::support::{
    ADDRESS, APPROVER, Answer, Backend, Browser, CHECKER, MAKER, OPERATOR, PASSWORD, TestServer, USER, id, on_both,
};

mod agreeing;
mod delay;

on_both! {
    a_pass_replaces_the_code_of_one_login_and_no_password,
    a_pass_shows_nothing_of_two_factor_login_and_adds_no_passkey,
    of_fifty_at_once_one_opens_a_session,
    whatever_is_wrong_with_a_pass_the_answer_is_the_same,
    a_pass_from_before_a_change_is_void,
    wrong_passes_are_paid_for_like_wrong_codes,
    a_pass_works_where_the_code_has_expired_and_never_proves_a_mailbox,
    a_phase_that_closes_meanwhile_refuses_at_the_pass,
}

const OTHER: &str = "CAAA/CAAA002";
const MINUTE: Duration = Duration::from_secs(60);
/// What every pass that does not work is told.
const NO_PASS: &str = "That is no one-time pass of yours that works";

/// Asks for passes at a desk.
async fn ask(by: &Browser, desk: &str, fields: &[(&str, &str)]) -> Answer {
    let mut fields = fields.to_vec();
    fields.extend([("action", "ask"), ("reason", "mail is down and the auction begins")]);
    by.post(&format!("/{desk}/contingency"), &fields).await
}

/// Asks for a pass for one user of the own firm, and says which request it became.
async fn ask_for(by: &Browser, account: &str) -> String {
    let user = account.split_once('/').unwrap().1;
    crate::support::proposed(&ask(by, "portal", &[("scope", "user"), ("user", user)]).await)
}

/// Whoever asked confirms that they are with the user.
async fn show(by: &Browser, request: &str) -> Answer {
    by.press("portal", request, "show-passes", &[("confirmed", "yes")]).await
}

/// The passes that a page shows.
fn passes(answer: &Answer) -> Vec<String> {
    let shaped = |word: &&str| {
        word.len() == 14
            && word.split('-').all(|group| group.len() == 4 && group.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    let words = answer.words();
    words.split_whitespace().filter(shaped).map(str::to_owned).collect()
}

/// A pass that the firm's pair agreed on, shown to the maker.
async fn agreed((maker, checker): &(Browser, Browser), account: &str) -> String {
    let request = ask_for(maker, account).await;
    assert_eq!(checker.approve(&request).await.status, 303);
    let shown = show(maker, &request).await;
    assert_eq!(shown.status, 200, "{}", shown.words());
    passes(&shown).concat()
}

/// A browser in which the password of `account` was right.
async fn at_the_code(server: &TestServer, account: &str) -> Browser {
    let browser = server.browser();
    let (participant, user) = account.split_once('/').unwrap();
    assert_eq!(browser.log_in(participant, user, PASSWORD).await.status, 303);
    browser
}

/// Why passes were refused, for the audit alone.
async fn whys(server: &TestServer) -> Vec<String> {
    let told = server.rows("SELECT detail FROM events WHERE kind = 'pass.wrong' ORDER BY id").await.concat();
    told.iter().map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap()["why"].to_string()).collect()
}

async fn a_pass_replaces_the_code_of_one_login_and_no_password(backend: Backend) {
    let server = TestServer::start(backend).await;
    let pair = server.pair().await;
    server.ready(USER).await;
    let pass = agreed(&pair, USER).await;
    assert_eq!(pass.len(), 14, "{pass}");

    // Without the password it opens nothing, wherever it is typed.
    let stranger = server.browser();
    stranger.log_in("CAAA", "CAAA001", &pass).await.assert_refused(422, "do not match");
    let typed = [("code", &*pass)];
    stranger.post("/login/code", &typed).await.assert_sees("/login?notice=start-again");
    let browser = at_the_code(&server, USER).await;
    let of_another = format!("/login/code?login={}", browser.tag());
    stranger.post(&of_another, &typed).await.assert_sees("/login?notice=start-again");
    assert_eq!(server.events("pass.wrong").await, 0);

    // With it, in the field of the code, as it was heard.
    let page = browser.get(&format!("{}&pass=1", browser.page())).await;
    assert_eq!((page.heading().as_str(), page.hidden("login")), ("Enter your one-time pass", Some(browser.tag())));
    browser.type_code(&pass.to_lowercase().replace('-', " ")).await.assert_sees("/account");
    let terminal = browser.get("/api/authz/auth-request").await;
    assert_eq!((terminal.status.as_u16(), terminal.header("remote-method")), (200, "one-time-pass"));
    assert_eq!(server.count("SELECT COUNT(*) FROM accounts WHERE last_login_method = 'one-time-pass'").await, 1);

    // Once.
    let again = at_the_code(&server, USER).await;
    again.type_code(&pass).await.assert_refused(422, NO_PASS);
    assert_eq!(again.terminal().await, 401);
    assert_eq!(whys(&server).await, ["\"used before\""]);
    // The code of that login is as good as ever.
    server.quiet().await;
    let code = server.mails.all_to(ADDRESS).iter().map(crate::support::first_line).rfind(|line| line.len() == 6);
    again.type_code(&code.unwrap()).await.assert_sees("/account");

    // Its owner and the audit know.
    assert_eq!((server.letters("pass-issued", USER).await, server.letters("pass-used", USER).await), (1, 1));
    for (kind, actor) in [("pass.issued", CHECKER), ("pass.shown", MAKER), ("pass.call-confirmed", MAKER)] {
        let text = format!("SELECT COUNT(*) FROM events WHERE kind = '{kind}' AND actor = '{actor}'");
        assert_eq!(server.count(&text).await, 1, "{kind}");
    }
    assert_eq!(server.events("pass.used").await, 1);
    let trail = pair.0.get("/portal/audit").await.words();
    assert!(trail.contains("One-time pass used") && !trail.contains(&pass), "{trail}");
}

async fn a_pass_shows_nothing_of_two_factor_login_and_adds_no_passkey(backend: Backend) {
    let server = TestServer::start(backend).await;
    let pair = server.pair().await;
    server.ready(USER).await;
    let pass = agreed(&pair, USER).await;
    let browser = at_the_code(&server, USER).await;
    browser.type_code(&pass).await.assert_sees("/account");
    assert_eq!(server.life(USER).await, "ready", "nothing is known of the mailbox");
    let page = browser.get("/account/passkeys").await;
    assert!(page.words().contains("You logged in with a one-time pass"), "{}", page.words());
    let fields = [("action", "add"), ("name", "desk"), ("current", PASSWORD)];
    assert_eq!(browser.post("/account/passkeys", &fields).await.status, 422);
    // Whoever takes the address away ends it, as a session of two factors.
    let request = pair.0.propose_act(&server, "CAAA001", &[("action", "remove-address")]).await;
    assert_eq!(pair.1.approve(&request).await.status, 303);
    assert_eq!(browser.terminal().await, 401);
}

async fn of_fifty_at_once_one_opens_a_session(backend: Backend) {
    let server = TestServer::with(backend, |config| {
        config.login.budget_failures = 1000;
        config.login.mails_per_account = 1000;
    })
    .await;
    let other = server.another().await;
    let pair = server.pair().await;
    server.ready(USER).await;
    let pass = agreed(&pair, USER).await;
    let mut browsers = Vec::new();
    for _ in 0..10 {
        // Five copies of each of ten logins.
        let browser = at_the_code(&server, USER).await;
        browsers.extend((0..4).map(|_| browser.copied()));
        browsers.push(browser);
    }
    let mut under_way = JoinSet::new();
    for (place, browser) in browsers.into_iter().enumerate() {
        let browser = if place % 2 == 0 { browser } else { browser.at_instance(&other) };
        let pass = pass.clone();
        under_way.spawn(async move { browser.type_code(&pass).await });
    }
    let answers = under_way.join_all().await;
    let opened = answers.iter().filter(|answer| answer.location() == "/account").count();
    assert_eq!((answers.len(), opened), (50, 1));
    let sessions = "SELECT COUNT(*) FROM sessions WHERE method = 'one-time-pass'";
    assert_eq!((server.count(sessions).await, server.events("pass.used").await), (1, 1));
}

async fn whatever_is_wrong_with_a_pass_the_answer_is_the_same(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 1000).await;
    let pair = server.pair().await;
    for account in [USER, OTHER] {
        server.ready(account).await;
    }
    let mut asked = Vec::new();
    let mut refused = async |account: &str, pass: &str, why: &str| {
        let browser = at_the_code(&server, account).await;
        let answer = browser.type_code(pass).await;
        answer.assert_refused(422, NO_PASS);
        assert!(answer.words().contains("You have 4 tries left"), "{}", answer.words());
        assert_eq!(browser.terminal().await, 401);
        asked.push(format!("\"{why}\""));
        assert_eq!(whys(&server).await, asked);
    };
    refused(USER, "0000-0000-0000", "no such pass").await;
    // Of another user.
    let theirs = agreed(&pair, OTHER).await;
    refused(USER, &theirs, "no such pass").await;
    // Late: half an hour after it was shown.
    server.advance(29 * MINUTE + Duration::from_secs(59));
    at_the_code(&server, OTHER).await.type_code(&theirs).await.assert_sees("/account");
    let late = agreed(&pair, USER).await;
    server.advance(30 * MINUTE);
    refused(USER, &late, "expired").await;
    // In another's place.
    let former = agreed(&pair, USER).await;
    let newer = ask_for(&pair.0, USER).await;
    pair.1.approve(&newer).await;
    refused(USER, &former, "another took its place").await;
    // Agreed on, and shown to nobody.
    let derived = server.rows(&format!("SELECT id FROM passes WHERE request = '{newer}'")).await.concat().concat();
    let unseen = domain::code::ActivationCode::pass(&server.app.keys.code, &derived);
    refused(USER, unseen.expose(), "not shown to anybody").await;
    // Shown at last, it works.
    let shown = passes(&show(&pair.0, &newer).await).concat();
    assert_eq!(shown, unseen.expose());
    at_the_code(&server, USER).await.type_code(&shown).await.assert_sees("/account");
}

async fn a_pass_from_before_a_change_is_void(backend: Backend) {
    let server = TestServer::start(backend).await;
    let pair = server.pair().await;
    server.ready(USER).await;
    // Another password: the login under way is over, and so is the pass in the next one.
    let pass = agreed(&pair, USER).await;
    let waiting = at_the_code(&server, USER).await;
    let session = server.session_of(USER).await;
    let new = "another umber kettle sideways";
    assert_eq!(session.post("/account/password", &[("current", PASSWORD), ("password", new)]).await.status, 303);
    waiting.type_code(&pass).await.assert_sees("/login?notice=start-again");
    let browser = server.browser();
    browser.log_in("CAAA", "CAAA001", new).await;
    browser.type_code(&pass).await.assert_refused(422, NO_PASS);
    assert_eq!(whys(&server).await, ["\"from before a change\""]);

    // Out of use, and in use again.
    server.ready(OTHER).await;
    let pass = agreed(&pair, OTHER).await;
    let waiting = at_the_code(&server, OTHER).await;
    let status = domain::life::Status::Disabled;
    server.set_status(&id(OTHER), status).await;
    waiting.type_code(&pass).await.assert_sees("/login?notice=start-again");
    server.set_status(&id(OTHER), domain::life::Status::Active).await;
    at_the_code(&server, OTHER).await.type_code(&pass).await.assert_refused(422, NO_PASS);
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions WHERE method = 'one-time-pass'").await, 0);

    // One that was not shown before a change is not shown after it.
    let request = ask_for(&pair.0, OTHER).await;
    pair.1.approve(&request).await;
    server.meddle(&format!("UPDATE accounts SET epoch = epoch + 1 WHERE account = '{OTHER}'")).await;
    show(&pair.0, &request).await.assert_refused(409, "There is no pass to show any more");
}

async fn wrong_passes_are_paid_for_like_wrong_codes(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 6).await;
    let other = server.another().await;
    let pair = server.pair().await;
    server.ready(USER).await;
    let known = server.logged_in(USER).await;
    let pass = agreed(&pair, USER).await;
    // Five tries of one login, whichever they are.
    let browser = at_the_code(&server, USER).await;
    for (left, wrong) in [(4, "0000-0000-0000"), (3, "000000"), (2, "1111-1111-1111"), (1, "111111")] {
        let answer = browser.at_instance(&other).type_code(wrong).await;
        assert_eq!(answer.status, 422);
        assert!(answer.problems().concat().contains(&format!("You have {left} tr")), "{:?}", answer.problems());
    }
    browser.type_code("2222-2222-2222").await.assert_refused(422, "had all its tries");
    browser.type_code(&pass).await.assert_refused(422, "had all its tries");
    // One more, and the account is closed for codes and passes of strangers alike.
    let second = at_the_code(&server, USER).await;
    second.type_code("3333-3333-3333").await.assert_refused(422, NO_PASS);
    second.type_code(&pass).await.assert_refused(429, "too many wrong codes for this account");
    assert_eq!(server.count("SELECT COUNT(*) FROM passes WHERE used_at IS NOT NULL").await, 0);
    // A browser that has logged in before has a budget of its own, and the pass is still good.
    assert_eq!(known.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    known.type_code(&pass).await.assert_sees("/account");
}

async fn a_pass_works_where_the_code_has_expired_and_never_proves_a_mailbox(backend: Backend) {
    let server = TestServer::start(backend).await;
    let pair = server.pair().await;
    server.ready(USER).await;
    let browser = at_the_code(&server, USER).await;
    server.advance(20 * MINUTE);
    let pass = agreed(&pair, USER).await;
    browser.type_code(&pass).await.assert_sees("/account");

    // A set-up under way takes no pass, whoever's.
    let pass = agreed(&pair, USER).await;
    let activation = server.invite(USER).await;
    let browser = server.browser();
    browser.activate("CAAA", "CAAA001", &activation).await;
    assert_eq!(browser.choose_password("marble kettle drawn sideways").await.status, 303);
    browser.type_code(&pass).await.assert_refused(422, "The one-time code is 6 digits");
    assert_eq!(server.count("SELECT COUNT(*) FROM passes WHERE used_at IS NOT NULL").await, 1);
}

async fn a_phase_that_closes_meanwhile_refuses_at_the_pass(backend: Backend) {
    let server = TestServer::start(backend).await;
    let pair = server.pair().await;
    server.ready(USER).await;
    let pass = agreed(&pair, USER).await;
    let browser = at_the_code(&server, USER).await;
    let closed = server.another_with(|config| config.schedule.phase = FixedPhase(Some(Phase::Preparation))).await;
    let answer = browser.at_instance(&closed).type_code(&pass).await;
    answer.assert_refused(403, "do not open the terminal yet");
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions WHERE method = 'one-time-pass'").await, 0);
    let text = "SELECT detail FROM events WHERE kind = 'login.phase-closed'";
    assert!(server.rows(text).await.concat().concat().contains("one-time-pass"));
}
