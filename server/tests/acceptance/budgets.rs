//! Attempt budgets: what strangers can and cannot spend.

use std::{sync::Arc, time::Duration};

use tokio::task::JoinSet;

use crate::{
    login::other_than,
    support::{ADDRESS, Answer, Backend, Browser, PASSWORD, TestServer, USER, on_both},
};

on_both! {
    of_200_wrong_codes_at_once_no_more_than_the_limit_is_evaluated,
    of_many_logins_at_once_no_more_than_the_accounts_budget_is_evaluated,
    of_50_right_codes_at_once_one_opens_a_session,
    of_200_wrong_passwords_at_once_no_more_than_the_budget_is_evaluated,
    failures_survive_resend_login_restart_and_instance,
    patience_never_buys_unlimited_guesses,
    failures_of_strangers_never_shut_out_a_known_browser,
    failures_in_a_known_browser_close_that_browser_alone,
    a_closed_account_is_told_once_a_window,
    spellings_of_one_account_share_its_budget_and_look_alikes_have_none_of_it,
    one_source_is_stopped_and_others_are_not,
    forwarded_addresses_count_only_from_trusted_proxies,
    a_success_gives_back_what_it_paid_and_nothing_else,
}

const HOUR: Duration = Duration::from_secs(3600);

/// Types each code in a copy of `browser`, each at another address, half of them at the other instance, all at once.
async fn all_at_once(browser: &Browser, other: &TestServer, codes: impl Iterator<Item = String>) -> Vec<Answer> {
    let barrier = Arc::new(tokio::sync::Semaphore::new(0));
    let mut under_way = JoinSet::new();
    for (place, code) in codes.enumerate() {
        let copy = browser.moved_to(&format!("198.51.{}.{}", 100 + place / 250, place % 250));
        let copy = if place % 2 == 0 { copy } else { copy.at_instance(other) };
        let barrier = Arc::clone(&barrier);
        under_way.spawn(async move {
            let _ = barrier.acquire().await.unwrap();
            copy.type_code(&code).await
        });
    }
    barrier.add_permits(under_way.len());
    under_way.join_all().await
}

async fn of_200_wrong_codes_at_once_no_more_than_the_limit_is_evaluated(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    server.ready(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    let wrong = other_than(&code);
    let answers = all_at_once(&browser, &other, std::iter::repeat_n(wrong, 200)).await;
    assert_eq!(answers.len(), 200);
    assert!(answers.iter().all(|answer| answer.status == 422 || answer.status == 429));
    assert_eq!(server.events("code.wrong").await, 5);
    browser.type_code(&code).await.assert_refused(422, "This login has had all its tries");
    browser.at_instance(&other).type_code(&code).await.assert_refused(422, "This login has had all its tries");
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 0);
}

async fn of_many_logins_at_once_no_more_than_the_accounts_budget_is_evaluated(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    server.ready(USER).await;
    let mut under_way = JoinSet::new();
    let mut last = None;
    for _ in 0..8 {
        let browser = server.browser();
        let code = server.ask_code(&browser, USER).await;
        for place in 0..5 {
            let copy = browser.moved_to(&format!("203.0.113.{place}"));
            let copy = if place % 2 == 0 { copy } else { copy.at_instance(&other) };
            let wrong = other_than(&code);
            under_way.spawn(async move { copy.type_code(&wrong).await });
        }
        last = Some((browser, code));
    }
    under_way.join_all().await;
    assert_eq!(server.events("code.wrong").await, 20);
    // Nor is a right one evaluated then.
    let fresh = server.browser();
    let code = server.ask_code(&fresh, USER).await;
    fresh.type_code(&code).await.assert_refused(429, "There were too many wrong codes for this account");
    let (browser, code) = last.unwrap();
    assert_ne!(browser.type_code(&code).await.status, 303);
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 0);
}

async fn of_50_right_codes_at_once_one_opens_a_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    server.ready(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    let answers = all_at_once(&browser, &other, std::iter::repeat_n(code, 50)).await;
    let through: Vec<_> = answers.iter().filter(|answer| answer.location() == "/account").collect();
    assert_eq!(through.len(), 1);
    assert!(answers.iter().all(|answer| answer.status == 303), "the others start again");
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 1);
    assert_eq!(server.events("login.completed").await, 1);
}

async fn of_200_wrong_passwords_at_once_no_more_than_the_budget_is_evaluated(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    server.ready(USER).await;
    let mut under_way = JoinSet::new();
    for place in 0..200 {
        let browser = if place % 2 == 0 { server.browser() } else { other.browser() };
        under_way.spawn(async move { browser.log_in("CAAA", "CAAA001", "not the password at all").await });
    }
    let answers = under_way.join_all().await;
    assert!(answers.iter().all(|answer| [422, 429, 503].contains(&answer.status.as_u16())));
    assert!(server.app.hasher.verifications() + other.app.hasher.verifications() <= 20);
    let answer = server.browser().log_in("CAAA", "CAAA001", PASSWORD).await;
    answer.assert_refused(429, "There were too many failed tries");
}

async fn failures_survive_resend_login_restart_and_instance(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 8).await;
    server.ready(USER).await;
    let wrong = |code: &str| other_than(code);

    // A resend.
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    for left in [4, 3] {
        browser.type_code(&wrong(&code)).await.assert_refused(422, &format!("You have {left} tries left"));
    }
    server.quiet().await;
    server.advance(Duration::from_secs(60));
    assert_eq!(browser.resend().await.status, 303);
    server.mails.next_to(ADDRESS).await;
    browser.type_code(&wrong(&code)).await.assert_refused(422, "You have 2 tries left");
    // A new login.
    let newer = server.browser();
    let newer_code = server.ask_code(&newer, USER).await;
    for left in [4, 3] {
        newer.type_code(&wrong(&newer_code)).await.assert_refused(422, &format!("You have {left} tries left"));
    }
    // A restart.
    server.quiet().await;
    let server = server.restarted().await;
    let newer = newer.at_instance(&server);
    newer.type_code(&wrong(&newer_code)).await.assert_refused(422, "You have 2 tries left");
    // Another instance.
    let other = server.another().await;
    let third = other.browser();
    let third_code = other.ask_code(&third, USER).await;
    for left in [4, 3] {
        third.type_code(&wrong(&third_code)).await.assert_refused(422, &format!("You have {left} tries left"));
    }
    // Eight by now: the right codes of all three are refused, everywhere.
    assert_eq!(server.events("code.wrong").await, 8);
    for (browser, code) in [(&browser.at_instance(&other), &code), (&newer, &newer_code), (&third, &third_code)] {
        browser.type_code(code).await.assert_refused(429, "There were too many wrong codes for this account");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 0);
    // After the window there are eight more, and no more than eight.
    server.advance(HOUR);
    let later = server.browser();
    let code = server.ask_code(&later, USER).await;
    later.type_code(&code).await.assert_sees("/account");
}

async fn patience_never_buys_unlimited_guesses(backend: Backend) {
    let limits = |config: &mut server::config::Config| {
        config.login.budget_failures = 25;
        config.login.code_attempts = 25;
    };
    let server = TestServer::with(backend, limits).await;
    server.ready(USER).await;
    server.ready("CAAA/CAAA002").await;
    for window in 0..4 {
        let browser = server.browser();
        let code = server.ask_code(&browser, USER).await;
        for _ in 0..25 {
            assert_eq!(browser.type_code(&other_than(&code)).await.status, 422, "window {window}");
        }
        server.advance(HOUR);
    }
    assert_eq!(server.events("code.wrong").await, 100);
    // A hundred in a row: no window opens it any more (SP 800-63B-4 §3.2.2).
    for _ in 0..3 {
        let browser = server.browser();
        let code = server.ask_code(&browser, USER).await;
        browser.type_code(&code).await.assert_refused(429, "This account is paused after many wrong codes");
        server.advance(30 * 24 * HOUR);
    }
    assert_eq!(server.events("code.paused").await, 1);
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 0);
    server.logged_in("CAAA/CAAA002").await;
}

async fn failures_of_strangers_never_shut_out_a_known_browser(backend: Backend) {
    let limits = |config: &mut server::config::Config| {
        config.login.budget_failures = 5;
        config.login.source_failures = 30;
        config.login.mails_per_account = 100;
    };
    let server = TestServer::with(backend, limits).await;
    server.ready(USER).await;
    let known = server.logged_in(USER).await;
    assert_eq!(known.post("/logout", &[]).await.status, 303);

    // The account's budget for codes, by somebody who has the password.
    let thief = server.browser();
    let code = server.ask_code(&thief, USER).await;
    for _ in 0..5 {
        assert_eq!(thief.type_code(&other_than(&code)).await.status, 422);
    }
    let newcomer = server.browser();
    let code = server.ask_code(&newcomer, USER).await;
    newcomer.type_code(&code).await.assert_refused(429, "too many wrong codes");
    // The account's budget for passwords.
    for _ in 0..5 {
        assert_eq!(server.browser().log_in("CAAA", "CAAA001", "not the password at all").await.status, 422);
    }
    server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(429, "too many failed tries");
    // The source's budget, by somebody behind the same address.
    let mut status = 0;
    for place in 0..40 {
        let neighbour = server.browser().moved_to(known.source());
        status = neighbour.log_in("CAAA", &format!("NOBODY{place}"), "guess").await.status.as_u16();
    }
    assert_eq!(status, 429);
    // Set-up's as well.
    for _ in 0..8 {
        server.browser().moved_to(known.source()).activate("CAAA", "CAAA001", "0000-0000-0000").await;
    }

    // The owner, in the browser that is known.
    server.log_in(&known, USER).await.assert_sees("/account");
    assert_eq!(known.terminal().await, 200);
    // Known to this account, it is nobody's for another.
    server.ready("CAAA/CAAA002").await;
    known.log_in("CAAA", "CAAA002", PASSWORD).await.assert_refused(429, "too many failed tries");
}

async fn failures_in_a_known_browser_close_that_browser_alone(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 5).await;
    server.ready(USER).await;
    let known = server.logged_in(USER).await;
    let copy = known.copied();
    for _ in 0..5 {
        assert_eq!(copy.log_in("CAAA", "CAAA001", "not the password at all").await.status, 422);
    }
    known.log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(429, "too many failed tries");
    server.logged_in(USER).await;
    server.quiet().await;
    assert!(!server.mails.subjects().concat().contains("paused"), "strange browsers are not what is paused");
    server.advance(HOUR);
    server.log_in(&known, USER).await.assert_sees("/account");
}

async fn a_closed_account_is_told_once_a_window(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 3).await;
    server.ready(USER).await;
    for window in 1..=2 {
        for _ in 0..9 {
            server.browser().log_in("CAAA", "CAAA001", "not the password at all").await;
        }
        let mail = server.mails.next_to(ADDRESS).await;
        assert!(mail.subject.starts_with("Login attempts on your account are paused"), "{}", mail.subject);
        server.quiet().await;
        assert_eq!(server.mails.all_to(ADDRESS).len(), window);
        assert_eq!(server.events("login.paused").await, window as i64);
        server.advance(HOUR);
    }
    // Strangers who keep at it are no reason for more than a few a day.
    for _ in 0..4 {
        for _ in 0..4 {
            server.browser().log_in("CAAA", "CAAA001", "not the password at all").await;
        }
        server.quiet().await;
        server.advance(HOUR);
    }
    assert_eq!(server.mails.all_to(ADDRESS).len(), 3);
}

async fn spellings_of_one_account_share_its_budget_and_look_alikes_have_none_of_it(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 6).await;
    server.ready(USER).await;
    // Full-width, zero-width, Cyrillic, combining, soft hyphen, trailing dot, NUL, the other field's separator.
    let look_alikes = [
        ("ＣＡＡＡ", "CAAA001"),
        ("CAAA", "CAAA００1"),
        ("CA\u{200B}AA", "CAAA001"),
        ("CAAA", "\u{FEFF}CAAA001"),
        ("СААА", "CAAA001"),
        ("CAA\u{C1}", "CAAA001"),
        ("CAAA\u{301}", "CAAA001"),
        ("CAAA", "CAAA\u{AD}001"),
        ("CAAA", "CAAA001."),
        ("CAAA.", "CAAA001"),
        ("CAAA", "CAAA001\0"),
        ("CAAA/CAAA001", "CAAA001"),
        ("CAAA", "CAAA/CAAA001"),
        ("CAAA' OR '1'='1", "CAAA001"),
        ("CAAA", "CAAA001' --"),
        ("C%AA", "CAAA___"),
    ];
    for (participant, user) in look_alikes {
        let answer = server.browser().log_in(participant, user, PASSWORD).await;
        answer.assert_refused(422, "do not match");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM budgets WHERE name = 'password:CAAA/CAAA001'").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM logins").await, 0);
    for (participant, user) in [
        ("caaa", "caaa001"),
        ("CaAa", "cAAA001"),
        (" CAAA", "CAAA001 "),
        ("CAAA", "\u{3000}CAAA001"),
        ("CAAA", "CAAA001\t"),
        ("CAAA\n", "CAAA001"),
    ] {
        assert_eq!(server.browser().log_in(participant, user, "not the password at all").await.status, 422);
    }
    server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(429, "too many failed tries");
    server.browser().log_in("caaa", "caaa001", PASSWORD).await.assert_refused(429, "too many failed tries");
}

async fn one_source_is_stopped_and_others_are_not(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.source_failures = 4).await;
    server.ready(USER).await;
    let flood = server.browser();
    for place in 0..4 {
        assert_eq!(flood.log_in("CAAA", &format!("U{place}"), "guess").await.status, 422);
    }
    flood.log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(429, "too many failed tries");
    flood.activate("CAAA", "CAAA001", "0000-0000-0000").await.assert_refused(429, "too many tries");
    assert_eq!((server.events("source.paused").await, server.events("login.paused").await), (1, 0));
    assert!(server.mails.all().is_empty(), "nobody typed too many passwords for this account");
    server.logged_in(USER).await;
    // A line has a whole /64 of IPv6, and no more than one budget.
    for place in 0..4 {
        let host = server.browser().moved_to(&format!("2001:db8:1:2::{place}"));
        assert_eq!(host.log_in("CAAA", "NOBODY", "guess").await.status, 422);
    }
    let host = server.browser().moved_to("2001:db8:1:2:ffff::1");
    assert_eq!(host.log_in("CAAA", "CAAA001", PASSWORD).await.status, 429);
    let host = server.browser().moved_to("2001:db8:1:3::1");
    assert_eq!(host.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    // The same IPv4 address as IPv6 writes it.
    let mapped = server.browser().moved_to(&format!("::ffff:{}", flood.source()));
    assert_eq!(mapped.log_in("CAAA", "CAAA001", PASSWORD).await.status, 429);
    server.advance(HOUR);
    assert_eq!(flood.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
}

async fn forwarded_addresses_count_only_from_trusted_proxies(backend: Backend) {
    let direct = |config: &mut server::config::Config| {
        config.login.source_failures = 3;
        config.server.trusted_proxies = Vec::new().into();
    };
    let server = TestServer::with(backend, direct).await;
    server.ready(USER).await;
    for _ in 0..3 {
        assert_eq!(server.browser().log_in("CAAA", "NOBODY", "guess").await.status, 422);
    }
    // Whatever address each of them says, they are the one that is connected.
    let answer = server.browser().log_in("CAAA", "CAAA001", PASSWORD).await;
    assert_eq!(answer.status, 429);
    // Behind a proxy that is trusted, what a client wrote before it counts nothing.
    let proxied =
        server.another_with(|config| config.server.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()].into()).await;
    for place in 0..3 {
        let liar = proxied.browser().moved_to(&format!("192.0.2.{place}, 198.51.100.7"));
        assert_eq!(liar.log_in("CAAA", "NOBODY", "guess").await.status, 422);
    }
    let liar = proxied.browser().moved_to("192.0.2.9, 198.51.100.7");
    assert_eq!(liar.log_in("CAAA", "CAAA001", PASSWORD).await.status, 429);
    assert_eq!(proxied.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
}

async fn a_success_gives_back_what_it_paid_and_nothing_else(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 3).await;
    server.ready(USER).await;
    for _ in 0..2 {
        assert_eq!(server.browser().log_in("CAAA", "CAAA001", "not the password at all").await.status, 422);
    }
    // The owner's logins in new browsers cost nothing, and forgive no stranger.
    for _ in 0..3 {
        server.logged_in(USER).await;
    }
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", "not the password at all").await.status, 422);
    server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(429, "too many failed tries");
}
