//! Whom the report names, before the switch, is whom a login refuses after it: for every one of 2,603 users.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use domain::{
    account::AccountId,
    password::Password,
    phase::Phase,
    schedule::{EventKind, Exception, ExceptionKind, planned},
};
use server::{
    registration::import::What,
    schedule::blocked::{self, Summary},
    store::{schedule, terms},
};
use softcard::Card;
use tokio::task::JoinSet;

use crate::support::{Backend, Browser, PASSWORD, TestServer, address_of, by_schedule, data, forge, on_both};

on_both! {
    whom_the_report_names_is_whom_a_login_refuses_after_the_switch,
}

const DAY: Duration = Duration::from_secs(86_400);

/// The clearing house of 158 participants, imported.
async fn house(server: &TestServer) -> Vec<String> {
    for (what, file) in [(What::Participants, "participants.csv"), (What::Users, "users.csv")] {
        server.import(what, data(file)).await;
    }
    let rows = server.rows("SELECT account FROM accounts WHERE participant <> 'STAFF' ORDER BY account").await;
    rows.concat()
}

/// Brings users as far as their place among the others says: a mixture of everything that there is.
async fn bring_forward(server: &TestServer, users: &[String]) {
    let hash = server.app.hasher.hash(&Password::typed(PASSWORD), &*server.app.random).await.unwrap();
    let states = ["authorised", "proposed", "registered", "ready", "tested", "two-factor", "two-factor-only"];
    let mut tx = server.app.store.begin().await.unwrap();
    for (place, account) in users.iter().enumerate() {
        // A third has come no further than registered.
        let state = states[if place % 3 == 0 { (place / 3) % 3 } else { 3 + (place / 3) % 4 }];
        let registered = place % 3 != 0 || state == "registered";
        let address = registered.then(|| address_of(account));
        sqlx::query(
            "UPDATE accounts SET state = $2, email = $3, email_key = $3, password_hash = $4 WHERE account = $1",
        )
        .bind(account.clone())
        .bind(state)
        .bind(address)
        .bind((place % 3 != 0).then(|| hash.clone()))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

/// Whether `account` reaches the terminal with password and code.
async fn reaches_by_code(server: &TestServer, account: &str) -> bool {
    let browser = server.browser();
    let (participant, user) = account.split_once('/').unwrap();
    if browser.log_in(participant, user, PASSWORD).await.status != 303 {
        return false;
    }
    let code = server.mails.code_to(&address_of(account)).await;
    browser.type_code(&code).await;
    browser.terminal().await == 200
}

async fn reaches_by_card(browser: &Browser, card: &mut Card, account: &str) -> bool {
    browser.card_login(card, account).await.status == 303 && browser.terminal().await == 200
}

async fn whom_the_report_names_is_whom_a_login_refuses_after_the_switch(backend: Backend) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |config| {
        by_schedule(config);
        config.limits.off = true;
    })
    .await;
    let users = house(&server).await;
    assert_eq!(users.len(), 2603);
    bring_forward(&server, &users).await;
    // Firms with extensions and early moves, users with their own; some of them, and some of the others, hold cards.
    let firms: BTreeSet<&str> = users.iter().map(|account| account.split('/').next().unwrap()).collect();
    let firms: Vec<&str> = firms.into_iter().collect();
    let now = server.app.clock.now();
    let exception = |kind, until: u32| Exception { kind, from: now, until: now.plus(DAY * until) };
    for (place, firm) in firms.iter().take(6).enumerate() {
        let kind = ExceptionKind::ALL[place % 2];
        server.except(firm, exception(kind, if place == 2 { 1 } else { 60 })).await;
    }
    for account in users.iter().step_by(97) {
        server.except(account, exception(ExceptionKind::Extension, 60)).await;
    }
    let mut cards = Vec::new();
    let of_some_firms = users.iter().filter(|account| firms[..5].iter().any(|firm| account.starts_with(firm)));
    let holders: BTreeSet<&String> = of_some_firms.chain(users.iter().step_by(97)).collect();
    for account in holders {
        cards.push((account.clone(), server.imported(&issuer, account).await));
    }

    server.plan(EventKind::ParallelRun, server.within(Duration::from_secs(60))).await;
    server.plan(EventKind::TwoFactorOnly, server.within(DAY * 2)).await;
    let at = server.within(DAY * 2);
    // Asked before, of the instant to come.
    let mut reader = server.app.store.reader().await.unwrap();
    let (timeline, _) = terms::timeline(&mut reader).await.unwrap();
    let then = planned(timeline, &schedule::list(&mut reader).await.unwrap(), at);
    let named = blocked::list(&mut reader, None, then, at).await.unwrap();
    let summary = Summary::of(&mut reader, None, then, at).await.unwrap();
    drop(reader);
    let named: BTreeSet<String> = named.iter().map(|shut| shut.member.id.to_string()).collect();
    assert_eq!(summary.blocked.users, named.len() as u64);
    assert_eq!(summary.reasons.values().sum::<u64>(), summary.blocked.users);
    assert!(named.len() > 500, "{}", named.len());

    server.advance(DAY * 2 - Duration::from_secs(600));
    server.arm("two-factor-only").await;
    server.advance(Duration::from_secs(600));
    assert_eq!(server.phase().await, Phase::TwoFactorOnly);

    let mut reached: BTreeSet<String> = BTreeSet::new();
    let server = Arc::new(server);
    let mut under_way = JoinSet::new();
    for account in users.clone() {
        if under_way.len() >= 8 {
            reached.extend(under_way.join_next().await.unwrap().unwrap());
        }
        let server = Arc::clone(&server);
        under_way.spawn(async move { reaches_by_code(&server, &account).await.then_some(account) });
    }
    while let Some(ended) = under_way.join_next().await {
        reached.extend(ended.unwrap());
    }
    for (account, card) in &mut cards {
        if reaches_by_card(&server.browser(), card, account).await {
            reached.insert(account.clone());
        }
    }
    // Users out of use are counted apart: a login refuses them whatever the phase.
    let active = server.rows("SELECT account FROM accounts WHERE status = 'active' AND participant <> 'STAFF'").await;
    let refused: BTreeSet<String> = active.concat().into_iter().filter(|account| !reached.contains(account)).collect();
    let wrong: Vec<&String> = refused.symmetric_difference(&named).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(users.iter().all(|account| account.parse::<AccountId>().is_ok()));
}
