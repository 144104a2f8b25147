//! When the database or the audit fails, nothing is half done and nobody gets in.

use std::{sync::Arc, time::Duration};

use domain::code::ActivationCode;
use server::{App, clock::ManualClock, random::SeededRandomness};

use crate::support::{ADDRESS, Backend, Ground, PASSWORD, TestServer, USER, id, on_both};

on_both! {
    without_a_database_nobody_gets_in_and_the_page_names_the_request,
    what_the_audit_cannot_take_does_not_happen,
    a_step_that_fails_in_its_middle_leaves_nothing_behind,
    instances_that_start_at_once_on_an_empty_database_all_start,
    what_is_there_survives_a_restart,
}

async fn without_a_database_nobody_gets_in_and_the_page_names_the_request(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let session = server.logged_in(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    server.app.store.close().await;

    for answer in [
        browser.type_code(&code).await,
        browser.look().await,
        browser.resend().await,
        server.browser().log_in("CAAA", "CAAA001", PASSWORD).await,
        server.browser().activate("CAAA", "CAAA001", "0000-0000-0000").await,
        session.get("/account").await,
        session.post("/account", &[("action", "end-all")]).await,
    ] {
        assert_eq!((answer.status.as_u16(), answer.heading().as_str()), (500, "Something went wrong"));
        assert!(answer.words().contains(answer.header("x-request-id")));
        assert!(!answer.headers.contains_key("set-cookie"));
        for inner in ["sqlx", "database", "pool", "PoolClosed"] {
            assert!(!answer.words().contains(inner), "{}", answer.words());
        }
    }
    assert_eq!(session.terminal().await, 503);
    assert_eq!(server.browser().terminal().await, 401, "nobody is known to be nobody");
    assert_eq!(session.get("/readyz").await.status, 503);
    assert_eq!(session.get("/metrics").await.status, 503);
    assert_eq!(session.get("/healthz").await.status, 200);
    assert_eq!(session.post("/logout", &[]).await.status, 500, "who is not logged out is not told so");
}

async fn what_the_audit_cannot_take_does_not_happen(backend: Backend) {
    let server = TestServer::start(backend).await;
    let user = server.ready(USER).await;
    let activation = server.invited("CAAA/CAAA002").await;
    let session = server.logged_in(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    let setup = server.browser();
    assert_eq!(setup.activate("CAAA", "CAAA002", &activation).await.status, 303);
    server.quiet().await;
    let before = server.account(&user).await;
    server.meddle("ALTER TABLE events RENAME TO events_away").await;

    let right = browser.type_code(&code).await;
    assert_eq!(right.status, 500);
    assert!(!right.headers.contains_key("set-cookie"));
    assert_eq!(browser.terminal().await, 401);
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 500);
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", "not the password at all").await.status, 500);
    assert_eq!(setup.choose_password(PASSWORD).await.status, 500);
    let fields = [("current", PASSWORD), ("password", "nine copper wheels at dusk")];
    assert_eq!(session.post("/account/password", &fields).await.status, 500);
    assert_eq!(session.post("/account", &[("action", "end-all")]).await.status, 500);
    assert_eq!(server.account(&user).await, before);
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 1);
    assert_eq!(server.count("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'").await, 0);

    // Each can be taken once the audit can be written: nothing was used up.
    server.meddle("ALTER TABLE events_away RENAME TO events").await;
    assert_eq!(session.terminal().await, 200);
    browser.type_code(&code).await.assert_sees("/account");
    assert_eq!(setup.choose_password(PASSWORD).await.status, 303);
    assert_eq!(server.events("login.completed").await, 2);
}

async fn a_step_that_fails_in_its_middle_leaves_nothing_behind(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    server.quiet().await;
    for table in ["sessions", "browsers", "budgets", "accounts"] {
        let before = server.dump().await;
        server.meddle(&format!("ALTER TABLE {table} RENAME TO {table}_away")).await;
        assert_eq!(browser.type_code(&code).await.status, 500, "{table}");
        if ["budgets", "accounts"].contains(&table) {
            assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 500, "{table}");
            assert_eq!(
                server.browser().log_in("CAAA", "CAAA001", "not the password at all").await.status,
                500,
                "{table}"
            );
        }
        server.meddle(&format!("ALTER TABLE {table}_away RENAME TO {table}")).await;
        assert_eq!(server.dump().await, before, "{table}");
    }
    server.meddle("ALTER TABLE outbox RENAME TO outbox_away").await;
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 500, "no login without its mail");
    server.meddle("ALTER TABLE outbox_away RENAME TO outbox").await;
    assert_eq!(server.count("SELECT COUNT(*) FROM logins").await, 1);
    browser.type_code(&code).await.assert_sees("/account");
}

async fn instances_that_start_at_once_on_an_empty_database_all_start(backend: Backend) {
    for _ in 0..3 {
        let ground = Ground::make(backend.clone()).await;
        // Each in a runtime of its own, as processes are.
        let start = |seed| {
            let config = ground.config.clone();
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    let clock = Arc::new(ManualClock::at("2026-11-22T01:00:00Z".parse().unwrap()));
                    let app = App::assemble(config, clock, Arc::new(SeededRandomness::new(seed))).await;
                    let app = app.map_err(|error| error.to_string())?;
                    let derived = ActivationCode::derive(&app.keys.code, "the same everywhere");
                    app.store.close().await;
                    Ok::<_, String>(derived.expose().to_owned())
                })
            })
        };
        let starting: Vec<_> = (100..108).map(start).collect();
        let codes =
            tokio::task::spawn_blocking(|| starting.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>());
        let codes = codes.await.unwrap();
        assert!(codes.iter().all(Result::is_ok), "{codes:?}");
        assert!(codes.windows(2).all(|pair| pair[0] == pair[1]), "all have the same keys");
    }
}

async fn what_is_there_survives_a_restart(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let session = server.logged_in(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    server.quiet().await;
    let server = server.restarted().await;
    assert_eq!(session.at_instance(&server).terminal().await, 200);
    let browser = browser.at_instance(&server);
    server.advance(Duration::from_secs(60));
    assert_eq!(browser.resend().await.status, 303);
    assert_eq!(server.mails.code_to(ADDRESS).await, code, "the keys are the same");
    browser.type_code(&code).await.assert_sees("/account");
    assert_eq!(server.account(&id(USER)).await.state.name(), "two-factor");
}
