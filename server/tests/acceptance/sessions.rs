//! Sessions: how long they last, who ends them, and what is none.

use std::time::Duration;

use domain::{life::Status, role::DaRoles};
use server::{
    random::digest,
    store::{logins, sessions},
};

use crate::support::{ADDRESS, Backend, PASSWORD, TestServer, USER, id, on_both};

on_both! {
    a_session_ends_when_it_is_not_used_and_at_its_limit_however_much_it_is,
    last_use_is_noted_once_a_minute_at_most,
    logout_ends_the_session_on_every_instance,
    looking_changes_nothing,
    the_account_page_shows_sessions_and_ends_one_or_all,
    nobody_ends_the_session_of_another,
    disabling_an_account_ends_its_sessions_at_the_next_check_everywhere,
    a_new_password_ends_all_other_sessions_and_renews_this_one,
    a_new_password_is_refused_for_what_is_wrong_with_it,
    a_proxy_is_told_who_it_is,
    identity_sent_by_the_client_counts_nothing,
    cookies_planted_before_login_are_replaced_at_each_step,
    no_other_secret_is_a_session,
    the_account_page_tells_of_failed_tries_since_the_last_login,
}

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const OTHER: &str = "CAAA/CAAA002";
const NEW_PASSWORD: &str = "seven lanterns over granite";

async fn a_session_ends_when_it_is_not_used_and_at_its_limit_however_much_it_is(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let idle = server.logged_in(USER).await;
    let busy = server.logged_in(USER).await;
    server.advance(HOUR - Duration::from_secs(1));
    assert_eq!(busy.terminal().await, 200);
    server.advance(Duration::from_secs(1));
    assert_eq!((idle.terminal().await, busy.terminal().await), (401, 200));
    for _ in 0..10 {
        server.advance(HOUR - MINUTE);
        assert_eq!(busy.terminal().await, 200);
    }
    server.advance(50 * MINUTE);
    assert_eq!(busy.terminal().await, 200);
    server.advance(20 * MINUTE);
    assert_eq!(busy.terminal().await, 401, "twelve hours");
    assert_eq!(busy.get("/account").await.status, 303);
}

async fn last_use_is_noted_once_a_minute_at_most(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    let seen = "SELECT last_seen_at - opened_at FROM sessions";
    server.advance(Duration::from_secs(59));
    assert_eq!(browser.terminal().await, 200);
    assert_eq!(server.count(seen).await, 0);
    server.advance(Duration::from_secs(1));
    assert_eq!(browser.terminal().await, 200);
    assert_eq!(server.count(seen).await, 60_000);
    // Pages that show only who is there do not use a session up or extend it.
    server.advance(2 * MINUTE);
    assert_eq!(browser.get("/help").await.status, 200);
    assert_eq!(server.count(seen).await, 60_000);
}

async fn logout_ends_the_session_on_every_instance(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    let kept = browser.copied().at_instance(&other);
    assert_eq!(kept.terminal().await, 200);
    browser.post("/logout", &[]).await.assert_sees("/login?notice=logged-out");
    assert_eq!(browser.cookie("__Host-session"), None);
    assert_eq!(kept.terminal().await, 401);
    assert!(browser.get("/login?notice=logged-out").await.words().contains("You have logged out"));
    // Again, and by nobody: the same answer.
    kept.post("/logout", &[]).await.assert_sees("/login?notice=logged-out");
    server.browser().post("/logout", &[]).await.assert_sees("/login?notice=logged-out");
}

async fn looking_changes_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    server.quiet().await;
    let before = server.dump().await;
    for path in [
        "/",
        "/login",
        "/login/code",
        "/setup",
        "/account",
        "/account?action=end-all",
        "/account/password",
        "/logout",
        "/help",
        "/forgot-password",
        "/api/authz/auth-request",
        "/api/page/extend-session",
        "/api/page/session-clock",
        "/api/page/delivery",
        "/healthz",
        "/readyz",
        "/metrics",
    ] {
        for method in [http::Method::GET, http::Method::HEAD, http::Method::OPTIONS] {
            browser.copied().send(method, path, &[], "").await;
        }
    }
    assert_eq!(server.dump().await, before);
    assert_eq!(browser.get("/logout").await.status, 405);
}

async fn the_account_page_shows_sessions_and_ends_one_or_all(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let first = server.logged_in(USER).await;
    server.advance(MINUTE);
    let second = server.logged_in(USER).await;
    server.advance(MINUTE);
    let third = server.logged_in(USER).await;
    let page = third.get("/account").await;
    let words = page.words();
    assert_eq!(words.matches("Edge · Windows").count(), 3, "{words}");
    assert_eq!(words.matches("Edge · Windows this one").count(), 1, "{words}");

    // One: the page names sessions newest first, this one without a button.
    let session = page.hidden("session").unwrap();
    let answer = third.post("/account", &[("action", "end"), ("session", &session)]).await;
    answer.assert_sees("/account?notice=session-ended");
    assert!(third.follow(&answer).await.words().contains("That session has ended"));
    assert_eq!([first.terminal().await, second.terminal().await, third.terminal().await], [200, 401, 200]);
    assert_eq!(third.post("/account", &[("action", "end"), ("session", &session)]).await.status, 404);
    assert_eq!(third.post("/account", &[("action", "other")]).await.status, 404);

    // All.
    third.post("/account", &[("action", "end-all")]).await.assert_sees("/login?notice=logged-out");
    assert_eq!([first.terminal().await, third.terminal().await], [401, 401]);
    assert_eq!(server.events("session.ended").await, 2);
    third.post("/account", &[("action", "end-all")]).await.assert_sees("/login?return_to=%2Faccount");
}

async fn nobody_ends_the_session_of_another(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.ready(OTHER).await;
    let (mine, theirs) = (server.logged_in(USER).await, server.logged_in(OTHER).await);
    let session = server.rows("SELECT id FROM sessions WHERE account = 'CAAA/CAAA002'").await.concat().concat();
    assert_eq!(mine.post("/account", &[("action", "end"), ("session", &session)]).await.status, 404);
    assert!(!mine.get("/account").await.body.contains(&session));
    mine.post("/account", &[("action", "end-all")]).await.assert_sees("/login?notice=logged-out");
    assert_eq!(theirs.terminal().await, 200);
}

async fn disabling_an_account_ends_its_sessions_at_the_next_check_everywhere(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    let id = server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    let elsewhere = browser.at_instance(&other);
    assert_eq!(elsewhere.terminal().await, 200);
    server.set_status(&id, Status::Disabled).await;
    assert_eq!((browser.terminal().await, elsewhere.terminal().await), (401, 401));
    assert_eq!(elsewhere.get("/account").await.status, 303);
}

async fn a_new_password_ends_all_other_sessions_and_renews_this_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.ready(OTHER).await;
    let browser = server.logged_in(USER).await;
    let elsewhere = server.logged_in(USER).await;
    let neighbour = server.logged_in(OTHER).await;
    let old = browser.copied();

    let fields = [("current", PASSWORD), ("password", NEW_PASSWORD)];
    let answer = browser.post("/account/password", &fields).await;
    answer.assert_sees("/account?notice=password-changed");
    assert_ne!(browser.cookie("__Host-session"), old.cookie("__Host-session"));
    assert!(
        browser.follow(&answer).await.words().contains("Your password is changed. All your other sessions have ended.")
    );
    let statuses =
        [browser.terminal().await, old.terminal().await, elsewhere.terminal().await, neighbour.terminal().await];
    assert_eq!(statuses, [200, 401, 401, 200]);
    let mail = server.mails.next_to(ADDRESS).await;
    let mail = if mail.subject.contains("code") { server.mails.next_to(ADDRESS).await } else { mail };
    assert!(mail.subject.starts_with("Your password was changed"), "{}", mail.subject);

    server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(422, "do not match");
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", NEW_PASSWORD).await.status, 303);
}

async fn a_new_password_is_refused_for_what_is_wrong_with_it(backend: Backend) {
    let list = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(list.path(), "seven lanterns over granite\r\n").unwrap();
    let server = TestServer::with(backend, |config| {
        config.login.budget_failures = 3;
        config.password.blocklist = Some(list.path().to_owned());
    })
    .await;
    let user = server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    let before = server.account(&user).await.password_hash;
    let verified = server.app.hasher.verifications();
    for (new, words) in [
        ("", "Enter a new password"),
        ("fourteen chars", "Your password has 14 characters. Use at least 15."),
        (&"密碼".repeat(65), "at most 128"),
        ("CAAA001CAAA001CAAA001", "rests on your name"),
        ("kestrel securities chan 12", "rests on your name"),
        ("aaaaaaaaaaaaaaaaaaaa", "too easy to guess"),
        ("passwordpassword1234", "too easy to guess"),
        ("Seven Lanterns Over Granite", "on a list of known passwords"),
    ] {
        let answer = browser.post("/account/password", &[("current", PASSWORD), ("password", new)]).await;
        answer.assert_refused(422, words);
        assert!(new.is_empty() || !answer.body.contains(&format!("value=\"{new}\"")));
    }
    assert_eq!(server.app.hasher.verifications(), verified, "none of these says anything of the present password");
    let answer = browser.post("/account/password", &[("current", PASSWORD), ("password", PASSWORD)]).await;
    answer.assert_refused(422, "This is the password you have now");
    let fields = |current| [("current", current), ("password", "nine copper wheels at dusk")];
    browser.post("/account/password", &fields("")).await.assert_refused(422, "Enter your current password");
    // Whoever sits at an unlocked screen cannot try for ever. One try went on the password that was the same.
    for _ in 0..2 {
        browser
            .post("/account/password", &fields("not the password"))
            .await
            .assert_refused(422, "not your current password");
    }
    browser.post("/account/password", &fields(PASSWORD)).await.assert_refused(429, "too many failed tries");
    assert_eq!(server.account(&user).await.password_hash, before);
    assert_eq!(browser.terminal().await, 200);
}

async fn a_proxy_is_told_who_it_is(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.ready_person("CAAA/ADMIN", |p| p.da = DaRoles { maker: true, checker: true }).await;
    server.ready_person("CAAA/CHAN", |p| p.name_en = "Chan \u{5927}\r\nRemote-User: X".to_owned()).await;
    let names = ["remote-user", "remote-name", "remote-email", "remote-groups", "remote-method"];
    let ask = async |account: &str| {
        let browser = server.logged_in(account).await;
        let answer = browser.get("/api/authz/auth-request").await;
        assert_eq!(
            (answer.status.as_u16(), answer.body.as_str(), answer.header("cache-control")),
            (200, "", "no-store")
        );
        names.map(|name| answer.header(name).to_owned())
    };
    assert_eq!(ask(USER).await, ["CAAA/CAAA001", "Chan Tai Man", ADDRESS, "users", "two-factor"]);
    assert_eq!(ask("CAAA/ADMIN").await[3], "users,da-maker,da-checker");
    let odd = ask("CAAA/CHAN").await;
    assert_eq!((odd[0].as_str(), odd[1].as_str()), ("CAAA/CHAN", "Chan Remote-User: X"));

    let stranger = server.browser().get("/api/authz/auth-request").await;
    assert_eq!((stranger.status.as_u16(), stranger.location()), (401, ""));
    for name in names {
        assert!(!stranger.headers.contains_key(name));
    }
    server.ready_person("STAFF/ANN", |_| {}).await;
    let staff = server.logged_in("STAFF/ANN").await.get("/api/authz/auth-request").await;
    assert_eq!((staff.status.as_u16(), staff.header("remote-user")), (403, ""));
}

async fn identity_sent_by_the_client_counts_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();
    for name in [
        "remote-user",
        "Remote_User",
        "x-remote-user",
        "x-forwarded-user",
        "authorization",
        "x-original-url",
        "x-forwarded-method",
    ] {
        let headers = [(name, "CAAA/CAAA001")];
        assert_eq!(
            browser.send(http::Method::GET, "/api/authz/auth-request", &headers, "").await.status,
            401,
            "{name}"
        );
    }
    for cookie in [
        "__Host-session=",
        "__Host-session=%00",
        "__Host-session=\"\"",
        "session=x",
        "__Host-session=a; __Host-session=b",
        ";;;=;",
    ] {
        let headers = [("cookie", cookie)];
        let answer = browser.send(http::Method::GET, "/api/authz/auth-request", &headers, "").await;
        assert!([400, 401].contains(&answer.status.as_u16()), "{cookie:?}: {}", answer.status);
    }
    let huge = "x".repeat(16_000);
    let answer = browser.send(http::Method::GET, "/api/authz/auth-request", &[("cookie", &huge)], "").await;
    assert!(!answer.status.is_success());
}

async fn cookies_planted_before_login_are_replaced_at_each_step(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.ready(OTHER).await;
    // What an attacker who owns another account can plant: every cookie of a browser of theirs.
    let attacker = server.logged_in(OTHER).await;
    server.ask_code(&attacker, OTHER).await;
    let victim = server.browser();
    for (name, value) in attacker.cookies() {
        victim.plant(&name, &value);
    }
    let planted = attacker.cookies();
    assert_eq!(planted.len(), 3, "session, browser, and a login under way");

    let code = server.ask_code(&victim, USER).await;
    assert_ne!(victim.tag(), attacker.tag());
    victim.type_code(&code).await.assert_sees("/account");
    for (name, value) in &planted {
        let now = victim.cookie(name);
        if name.starts_with("__Host-login-") {
            assert_eq!(now.as_ref(), Some(value), "the attacker's login stays what it was, and is used for nothing");
        } else {
            assert!(now.as_ref().is_some_and(|now| now != value), "{name} is what was planted");
        }
    }
    let remote_user = victim.get("/api/authz/auth-request").await;
    assert_eq!(remote_user.header("remote-user"), USER);
    // What the attacker kept opens nothing of the victim's, and is no known browser of theirs.
    assert_eq!(attacker.get("/api/authz/auth-request").await.header("remote-user"), OTHER);
    let hash = digest(&attacker.cookie("__Host-browser").unwrap());
    assert_eq!(
        server
            .count(&format!("SELECT COUNT(*) FROM browsers WHERE token_hash = '{hash}' AND account = '{USER}'"))
            .await,
        0
    );

    // In set-up the secret is another after the password than before it.
    let activation = server.invited("CAAA/CAAA003").await;
    let browser = server.browser();
    assert_eq!(browser.activate("CAAA", "CAAA003", &activation).await.status, 303);
    let before = browser.copied();
    assert_eq!(browser.choose_password(NEW_PASSWORD).await.status, 303);
    assert_ne!(browser.secret(), before.secret());
    before.look().await.assert_sees("/setup?notice=start-again");
    // And a login's session is another each time.
    let again = server.logged_in(USER).await;
    let first = again.cookie("__Host-session");
    server.log_in(&again, USER).await;
    assert_ne!(again.cookie("__Host-session"), first);
}

async fn no_other_secret_is_a_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let activation = server.invited("CAAA/CAAA003").await;
    let browser = server.logged_in(USER).await;
    let session = browser.cookie("__Host-session").unwrap();
    let known = browser.cookie("__Host-browser").unwrap();
    let code = server.ask_code(&browser, USER).await;
    let (secret, tag) = (browser.secret().unwrap(), browser.tag());
    let mut reader = server.app.store.reader().await.unwrap();
    let login = logins::find(&mut reader, &tag).await.unwrap().unwrap();
    let row = sessions::list(&mut reader, &id(USER)).await.unwrap().remove(0);
    drop(reader);
    let as_token = |bytes: &[u8]| data_encoding::BASE64URL_NOPAD.encode(bytes);
    let hash = digest(&session);
    let hash_bytes = data_encoding::HEXLOWER.decode(hash.as_bytes()).unwrap();
    let padded = |text: &str| as_token(format!("{text:0<32}").get(..32).unwrap().as_bytes());
    let secrets = [
        secret.clone(),
        known,
        activation.clone(),
        code.clone(),
        tag.clone(),
        row.id.clone(),
        login.secret_hash,
        login.asked.unwrap().code_id,
        hash,
        as_token(&hash_bytes),
        padded(&row.id),
        padded(&tag),
        padded(&activation),
        padded(&code),
        PASSWORD.to_owned(),
        padded(PASSWORD),
        format!("{session}="),
        format!(" {session}"),
        session.to_lowercase(),
        format!("{session}{session}"),
        String::new(),
        "A".repeat(43),
        "0".repeat(64),
    ];
    for other in &secrets {
        let thief = server.browser();
        let header = format!("__Host-session={}", other.trim());
        let headers = [("cookie", if other.trim() == session { "__Host-session=" } else { &header })];
        let answer = thief.send(http::Method::GET, "/api/authz/auth-request", &headers, "").await;
        assert_eq!(answer.status, 401, "{other:?}");
    }
    // Nor is a session any other secret, or a session under another name.
    let thief = server.browser();
    thief.plant(&format!("__Host-login-{tag}"), &session);
    thief.plant("__Host-browser", &session);
    thief.plant("__Secure-session", &session);
    thief.plant("session", &session);
    thief.plant("__host-session", &session);
    assert_eq!(thief.terminal().await, 401);
    assert_eq!(thief.get(&format!("/login/code?login={tag}")).await.location(), "/login?notice=start-again");
    assert_eq!(browser.terminal().await, 200);
}

async fn the_account_page_tells_of_failed_tries_since_the_last_login(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    assert!(browser.get("/account").await.words().contains("None: this is your first login"));
    server.advance(HOUR);
    for _ in 0..2 {
        server.browser().log_in("CAAA", "CAAA001", "not the password at all").await;
    }
    server.advance(HOUR);
    let words = server.logged_in(USER).await.get("/account").await.words();
    assert!(words.contains("Failed tries since\n2"), "{words}");
    assert!(words.contains("22 November 2026, 09:00 HKT, by password and code"), "{words}");
}
