//! Canary secrets: nowhere in logs, metrics or the database.

use std::{env, fs, path::Path, process::Command};

use domain::role::StaffRole;
use server::registration::staff;

use crate::{
    login::other_than,
    support::{Answer, Backend, Browser, CHECKER, MAKER, TestServer, USER, address_of, id, on_both, proposed},
};

on_both! {
    secrets_stand_nowhere_but_in_their_mails,
}

/// An address that is proposed, rejected, proposed again and agreed on.
const PROPOSED: &str = "canary.proposed@caaa.example";

/// Tells the child which database to use, and where to leave what it knows.
const DATABASE: &str = "CHANGEOVER_TEST_CANARY_DATABASE";
const FOLDER: &str = "CHANGEOVER_TEST_CANARY_FOLDER";

/// The flows run in a process of their own, whose whole output at the finest level is then searched: a subscriber
/// here would hear the other tests too, and not the panics.
async fn secrets_stand_nowhere_but_in_their_mails(backend: Backend) {
    let folder = tempfile::tempdir().unwrap();
    let database = match backend {
        Backend::Sqlite => String::new(),
        Backend::Postgres(url) => url,
    };
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "secrecy::flows_with_canaries", "--ignored", "--nocapture"]);
    child.env(DATABASE, database).env(FOLDER, folder.path()).env("RUST_BACKTRACE", "0");
    let output = tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
    let printed = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let tail = &printed[printed.floor_char_boundary(printed.len().saturating_sub(3000))..];
    let panicked =
        printed.lines().skip_while(|line| !line.contains("panicked at")).take(5).collect::<Vec<_>>().join("\n");
    assert!(output.status.success() && printed.contains("1 passed"), "{panicked}\n{tail}");
    // It was listened to.
    for line in ["TRACE", "DEBUG", "request failed", "post from another site refused", "answered"] {
        assert!(printed.contains(line), "no {line} in the log");
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let canaries = read("canaries");
    assert!(canaries.lines().count() >= 25, "{canaries}");
    for canary in canaries.lines() {
        let (name, secret) = canary.split_once('=').unwrap();
        for (place, text) in [("log", &printed), ("database", &read("dump")), ("metrics", &read("metrics"))] {
            if let Some(at) = find(text, secret) {
                let from = text.floor_char_boundary(at.saturating_sub(300));
                let to = text.ceil_char_boundary((at + 100).min(text.len()));
                panic!("{name} stands in the {place}: {}", &text[from..to]);
            }
        }
    }
    // Addresses are no secrets, and yet not for logs.
    for address in [&address_of(USER), &address_of("STAFF/ANN"), &address_of(MAKER), PROPOSED] {
        assert_eq!(find(&printed, address), None, "an address stands in the log");
    }
}

/// Where `secret` stands by itself: digits inside a longer number are not the code.
fn find(text: &str, secret: &str) -> Option<usize> {
    let alone = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(secret)
        .map(|(at, _)| at)
        .find(|at| alone(text[..*at].chars().next_back()) && alone(text[at + secret.len()..].chars().next()))
}

/// What a test has seen of secrets.
#[derive(Default)]
struct Canaries(Vec<String>);

impl Canaries {
    fn note(&mut self, name: &str, secret: &str) {
        assert!(!secret.is_empty(), "{name}");
        self.0.push(format!("{name}={secret}"));
    }

    fn note_cookies(&mut self, browser: &Browser) {
        for (name, value) in browser.cookies() {
            let line = format!("{name}={value}");
            if name != "__Host-language" && !self.0.contains(&line) {
                self.0.push(line);
            }
        }
    }
}

#[tokio::test]
#[ignore = "run in a process of its own by secrets_stand_nowhere_but_in_their_mails"]
async fn flows_with_canaries() {
    let Ok(folder) = env::var(FOLDER) else { return };
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(std::io::stderr)
        .init();
    let backend = match env::var(DATABASE).unwrap() {
        url if url.is_empty() => Backend::Sqlite,
        url => Backend::Postgres(url),
    };
    // Eight digits, so that no other number is one by chance.
    let server =
        TestServer::with(backend, |config| config.login.code_digits.0 = domain::code::CodeDigits::new(8).unwrap())
            .await;
    let mut canaries = Canaries::default();

    // Set-up, with every mistake.
    let activation = server.invited(USER).await;
    canaries.note("activation", &activation);
    canaries.note("activation as typed", &activation.replace('-', "").to_lowercase());
    let browser = server.browser();
    browser.activate("CAAA", "CAAA001", "1A2B-3C4D-5E6F").await.assert_refused(422, "do not match");
    canaries.note("wrong activation", "1A2B-3C4D-5E6F");
    assert_eq!(browser.activate("CAAA", "CAAA001", &activation.replace('-', "").to_lowercase()).await.status, 303);
    canaries.note_cookies(&browser);
    for (name, password) in [("short password", "canary-short-1"), ("password on names", "caaa001caaa-canary")] {
        assert_eq!(browser.choose_password(password).await.status, 422);
        canaries.note(name, password);
    }
    let password = "canary umber kettle sideways";
    canaries.note("password", password);
    assert_eq!(browser.choose_password(password).await.status, 303);
    canaries.note_cookies(&browser);
    let code = next_code(&server, USER).await;
    canaries.note("set-up code", &code);
    canaries.note("wrong set-up code", &other_than(&code));
    assert_eq!(browser.type_code(&other_than(&code)).await.status, 422);
    assert_eq!(browser.type_code(&code).await.status, 303);

    // Logins: wrong, resent, right.
    let wrong = "canary wrong password here";
    canaries.note("wrong password", wrong);
    assert_eq!(browser.log_in("CAAA", "CAAA001", wrong).await.status, 422);
    // The password in the wrong field.
    canaries.note("password as user", "canary-password-as-user");
    assert_eq!(browser.log_in("CAAA", "canary-password-as-user", "x").await.status, 422);
    assert_eq!(browser.log_in("CAAA", "CAAA001", password).await.status, 303);
    canaries.note_cookies(&browser);
    let code = next_code(&server, USER).await;
    canaries.note("code", &code);
    canaries.note("wrong code", &other_than(&code));
    server.quiet().await;
    server.advance(std::time::Duration::from_secs(60));
    assert_eq!(browser.resend().await.status, 303);
    assert_eq!(next_code(&server, USER).await, code);
    assert_eq!(browser.type_code(&other_than(&code)).await.status, 422);
    let under_way = browser.copied();
    // In the middle of a failure.
    server.meddle("ALTER TABLE events RENAME TO events_away").await;
    assert_eq!(browser.type_code(&code).await.status, 500);
    assert_eq!(browser.log_in("CAAA", "CAAA001", password).await.status, 500);
    server.meddle("ALTER TABLE events_away RENAME TO events").await;
    assert_eq!(
        browser.post_with("/login/code", &[("code", &code)], &[("origin", "https://evil.example")]).await.status,
        403
    );
    browser.type_code(&code).await.assert_sees("/account");
    canaries.note_cookies(&browser);
    assert_eq!(under_way.type_code(&code).await.status, 303);

    // A new password, with its mistakes.
    let new = "canary nine copper wheels";
    canaries.note("new password", new);
    let wrong_current = "canary wrong current";
    canaries.note("wrong current password", wrong_current);
    assert_eq!(browser.post("/account/password", &[("current", wrong_current), ("password", new)]).await.status, 422);
    assert_eq!(browser.post("/account/password", &[("current", password), ("password", new)]).await.status, 303);
    canaries.note_cookies(&browser);
    assert_eq!(browser.post("/api/page/extend-session", &[]).await.status, 200);
    assert_eq!(browser.get("/api/authz/auth-request").await.status, 200);
    assert_eq!(browser.get("/account").await.status, 200);

    // A mailbox that refuses, a relay that is down, staff.
    server.mails.set_mood(crate::support::Mood::Refuses);
    assert_eq!(browser.log_in("CAAA", "CAAA001", new).await.status, 303);
    canaries.note_cookies(&browser);
    server.quiet().await;
    server.mails.set_mood(crate::support::Mood::Down);
    assert_eq!(browser.log_in("CAAA", "CAAA001", new).await.status, 303);
    canaries.note_cookies(&browser);
    server.until("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND answer IS NOT NULL", 1).await;
    server.mails.set_mood(crate::support::Mood::Takes);
    server.advance(std::time::Duration::from_secs(10));
    canaries.note("late code", &next_code(&server, USER).await);
    staff::add(&server.app, &server.operator(), "ANN", &address_of("STAFF/ANN"), StaffRole::Viewer).await.unwrap();
    canaries.note("staff activation", &server.mails.code_to(&address_of("STAFF/ANN")).await);
    register_with_canaries(&server, &mut canaries).await;
    pass_with_canaries(&server, &mut canaries, &browser, new).await;
    canaries.note("revoked activation", &activation);
    canaries.note("second activation", &server.invite(USER).await);
    assert_eq!(browser.post("/logout", &[]).await.status, 303);
    server.quiet().await;

    let keys = fs::read_to_string(server.folder().join("changeover.keys")).unwrap();
    canaries.note("key", keys.lines().find_map(|line| line.strip_prefix("code = ")).unwrap());
    let hash = server.account(&id(USER)).await.password_hash.unwrap();
    let folder = Path::new(&folder);
    // The hash is for the database alone.
    let mut dump = server.dump().await;
    assert!(dump.contains(&hash));
    dump = dump.replace(&hash, "[hash]");
    canaries.note("password hash", &hash);
    for file in ["changeover.sqlite", "changeover.sqlite-wal"] {
        // Pages that were freed are still in the file.
        if let Ok(bytes) = fs::read(server.folder().join(file)) {
            dump.push_str(&String::from_utf8_lossy(&bytes).replace(&hash, "[hash]"));
        }
    }
    fs::write(folder.join("dump"), dump).unwrap();
    fs::write(folder.join("metrics"), browser.get("/metrics").await.body).unwrap();
    fs::write(folder.join("canaries"), canaries.0.join("\n")).unwrap();
}

/// What two people agree on, and the code that one of them hands over: two users share the mailbox.
async fn register_with_canaries(server: &TestServer, canaries: &mut Canaries) {
    server.administrator(MAKER, "da-maker").await;
    server.administrator(CHECKER, "da-checker").await;
    let (maker, checker) = (server.session_of(MAKER).await, server.session_of(CHECKER).await);
    for browser in [&maker, &checker] {
        canaries.note_cookies(browser);
    }
    for user in ["CAAA020", "CAAA021"] {
        server.add_user(&format!("CAAA/{user}")).await;
        let rejected = maker.propose(user, PROPOSED).await;
        let answer = checker.press("portal", &rejected, "reject-all", &[("reason", "ask them again")]).await;
        assert_eq!(answer.status, 303);
        let request = maker.propose(user, PROPOSED).await;
        // In the middle of a failure. A mail under way would wait for its lease to end.
        server.quiet().await;
        server.meddle("ALTER TABLE outbox RENAME TO outbox_away").await;
        assert_eq!(checker.approve(&request).await.status, 500);
        server.meddle("ALTER TABLE outbox_away RENAME TO outbox").await;
        assert_eq!(checker.approve(&request).await.status, 303);
        let activation = server.mails.code_to(PROPOSED).await;
        canaries.note("activation of a proposed address", &activation);
        if user == "CAAA020" {
            continue;
        }
        let code = code_on(&checker.press("portal", &request, "hand-over", &[]).await);
        canaries.note("hand-over code", &code);
        canaries.note("hand-over code as typed", &code.replace('-', "").to_lowercase());
        canaries.note("wrong hand-over code", "9Z8Y-7X6W-5V4T");
        let browser = server.browser();
        for (handed, status) in [("9Z8Y-7X6W-5V4T", 422), (&*code.replace('-', "").to_lowercase(), 303)] {
            let fields = [("participant", "CAAA"), ("user", user), ("activation", &*activation), ("handover", handed)];
            assert_eq!(browser.post("/setup", &fields).await.status, status);
        }
        canaries.note_cookies(&browser);
    }
}

/// A one-time pass, with every mistake, by somebody whose password is `password`.
async fn pass_with_canaries(server: &TestServer, canaries: &mut Canaries, browser: &Browser, password: &str) {
    let (maker, checker) = (server.session_of(MAKER).await, server.session_of(CHECKER).await);
    for browser in [&maker, &checker] {
        canaries.note_cookies(browser);
    }
    let fields = [("action", "ask"), ("scope", "user"), ("user", "CAAA001"), ("reason", "mail is down")];
    let request = proposed(&maker.post("/portal/contingency", &fields).await);
    assert_eq!(checker.approve(&request).await.status, 303);
    let show = || maker.press("portal", &request, "show-passes", &[("confirmed", "yes")]);
    // In the middle of a failure nothing is shown, and nothing is lost.
    server.meddle("ALTER TABLE events RENAME TO events_away").await;
    assert_eq!(show().await.status, 500);
    server.meddle("ALTER TABLE events_away RENAME TO events").await;
    let pass = code_on(&show().await);
    canaries.note("one-time pass", &pass);
    let typed = pass.replace('-', "").to_lowercase();
    canaries.note("one-time pass as typed", &typed);
    canaries.note("wrong one-time pass", "8W8W-7V7V-6T6T");
    browser.log_in("CAAA", "CAAA001", &pass).await.assert_refused(422, "do not match");
    assert_eq!(browser.log_in("CAAA", "CAAA001", password).await.status, 303);
    canaries.note_cookies(browser);
    assert_eq!(browser.type_code("8W8W-7V7V-6T6T").await.status, 422);
    server.meddle("ALTER TABLE sessions RENAME TO sessions_away").await;
    assert_eq!(browser.type_code(&pass).await.status, 500);
    server.meddle("ALTER TABLE sessions_away RENAME TO sessions").await;
    browser.type_code(&typed).await.assert_sees("/account");
    canaries.note_cookies(browser);
    assert_eq!(browser.log_in("CAAA", "CAAA001", password).await.status, 303);
    canaries.note_cookies(browser);
    assert_eq!(browser.type_code(&pass).await.status, 422);
    server.quiet().await;
    let mails = server.mails.all();
    assert!(mails.iter().all(|mail| !mail.text.contains(&pass)), "a pass is told, never mailed");
}

/// The code in three groups that a page shows.
fn code_on(page: &Answer) -> String {
    let words = page.words();
    let shaped = |word: &&str| word.len() == 14 && word.matches('-').count() == 2;
    words.split_whitespace().find(shaped).unwrap_or_else(|| panic!("{words}")).to_owned()
}

/// The next one-time code; activations are passed over.
async fn next_code(server: &TestServer, account: &str) -> String {
    loop {
        let code = server.mails.code_to(&address_of(account)).await;
        if !code.contains('-') {
            return code;
        }
    }
}
