//! The domains that mail goes to, and probes before a phase.

use std::{collections::BTreeMap, time::Duration};

use domain::{address::EmailAddress, role::StaffRole};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use server::{
    mail::Kind,
    store::{accounts, mail_domains},
};

use super::notices::tell;
use crate::support::{
    ADDRESS, Backend, CHECKER, MAKER, Mood, OPERATOR, TestServer, USER, address_of, first_line, id, on_both,
};

on_both! {
    what_is_kept_of_domains_is_what_a_count_of_the_addresses_gives,
    the_worst_domains_come_first_with_what_mail_did_there,
    a_probe_goes_to_an_administrator_of_the_largest_firm_once_a_day,
    a_probe_says_what_became_of_it,
    a_probe_that_nobody_can_get_is_not_sent,
}

const DOMAINS: &str = "/monitor/mail/domains";
const DAY: Duration = Duration::from_secs(24 * 3600);
const KEPT: &str =
    "SELECT domain, participant, users FROM mail_domain_firms WHERE users <> 0 ORDER BY domain, participant";

async fn what_is_kept_of_domains_is_what_a_count_of_the_addresses_gives(backend: Backend) {
    let server = TestServer::start(backend).await;
    let people = ["CAAA/A", "CAAA/B", "CAAA/C", "CBBB/A", "CBBB/B"];
    for account in people {
        server.add_user(account).await;
    }
    let mut runner = TestRunner::deterministic();
    let step = (0..people.len(), proptest::option::of(0..3_usize));
    let history = proptest::collection::vec(proptest::collection::vec(step, 1..6), 12);
    for transaction in history.new_tree(&mut runner).unwrap().current() {
        let mut tx = server.app.store.begin().await.unwrap();
        let kept = transaction.len() != 3;
        for (person, domain) in transaction {
            let account = id(people[person]);
            match domain {
                Some(domain) => {
                    let address = EmailAddress::parse(&format!("Somebody@D{domain}.example")).unwrap();
                    accounts::set_address(&mut tx, &account, Some(&address)).await.unwrap();
                }
                None => accounts::remove_address(&mut tx, &account).await.unwrap(),
            }
        }
        // What is not committed has not happened.
        match kept {
            true => tx.commit().await.unwrap(),
            false => drop(tx),
        }
        let mut counted: BTreeMap<(String, String), i64> = BTreeMap::new();
        for row in server.rows("SELECT email, participant FROM accounts WHERE email IS NOT NULL").await {
            let domain = row[0].rsplit_once('@').unwrap().1.to_owned();
            *counted.entry((domain, row[1].clone())).or_default() += 1;
        }
        let counted: Vec<_> = counted.into_iter().map(|((d, p), users)| vec![d, p, users.to_string()]).collect();
        assert_eq!(server.rows(KEPT).await, counted);
        let mut totals: BTreeMap<String, i64> = BTreeMap::new();
        for row in &counted {
            *totals.entry(row[0].clone()).or_default() += row[2].parse::<i64>().unwrap();
        }
        let totals: Vec<_> = totals.into_iter().map(|(domain, users)| vec![domain, users.to_string()]).collect();
        let kept = "SELECT domain, users FROM mail_domains WHERE users <> 0 ORDER BY domain";
        assert_eq!(server.rows(kept).await, totals);
        // And so says the count anew.
        let mut tx = server.app.store.begin().await.unwrap();
        mail_domains::recount(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((server.rows(KEPT).await, server.rows(kept).await), (counted, totals));
    }
}

async fn the_worst_domains_come_first_with_what_mail_did_there(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff("STAFF/VIEWER", StaffRole::Viewer).await;
    let viewer = server.session_of("STAFF/VIEWER").await;
    for account in ["CAAA/CAAA001", "CBBB/CBBB001", "CCCC/CCCC001", "CCCC/CCCC002", "CDDD/CDDD001"] {
        server.ready(account).await;
    }
    for account in ["CAAA/CAAA001", "CBBB/CBBB001"] {
        tell(&server, Kind::PasswordChanged, &id(account), |_| {}).await;
    }
    server.quiet().await;
    server.advance(Duration::from_secs(60));
    server.mails.set_mood(Mood::Refuses);
    tell(&server, Kind::PasswordChanged, &id("CBBB/CBBB001"), |_| {}).await;
    server.quiet().await;
    let page = viewer.get(DOMAINS).await;
    let words = page.words();
    assert!(words.contains("3 of 5 domains have never taken a mail from us."), "{words}");
    let order: Vec<_> = ["cccc.example", "cddd.example", "staff.example", "cbbb.example", "caaa.example"]
        .map(|domain| words.find(domain).unwrap_or_else(|| panic!("{domain}: {words}")))
        .into();
    assert!(order.is_sorted(), "{order:?} {words}");
    assert!(page.body.contains("/monitor/mail?state=refused&amp;domain=cbbb.example"));
    assert!(!page.body.contains("value=\"probe\""), "a viewer sends nothing");
    let json: serde_json::Value = serde_json::from_str(&viewer.get(&format!("{DOMAINS}.json")).await.body).unwrap();
    assert_eq!(json["rows"][0]["domain"], "cccc.example");
    assert_eq!(json["rows"][0]["addresses"], 2);
    assert_eq!(json["rows"][0]["largest_firm"], "CCCC");
    assert_eq!(json["rows"][3]["refused_in_30_days"], 1);
    assert_eq!(json["rows"][4]["accepted_after_ms"], 0);
    assert!(json["rows"][0]["accepted_at"].is_null());
}

async fn a_probe_goes_to_an_administrator_of_the_largest_firm_once_a_day(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    let operator = server.session_of(OPERATOR).await;
    // Another firm has an administrator at the domain; the largest one's is asked.
    for account in [USER, "CAAA/CAAA002"] {
        server.ready(account).await;
    }
    server.administrator(CHECKER, "da-checker").await;
    let other = server.administrator("CBBB/MAKER", "da-maker").await;
    let address = EmailAddress::parse("maker-b@caaa.example").unwrap();
    let mut tx = server.app.store.begin().await.unwrap();
    accounts::set_address(&mut tx, &other, Some(&address)).await.unwrap();
    tx.commit().await.unwrap();
    let probe = [("action", "probe"), ("domain", "caaa.example")];
    let answer = operator.post(DOMAINS, &probe).await;
    let page = operator.follow(&answer).await.words();
    assert!(page.contains("A probe to caaa.example is on its way."), "{page}");
    let mail = server.mails.next_to(&address_of(CHECKER)).await;
    assert!(mail.subject.starts_with("A test of mail delivery") && mail.text.contains("This mail holds no code."));
    assert!(first_line(&mail).contains(' '), "no code: {}", mail.text);
    server.quiet().await;
    let told = server.rows("SELECT actor, account, detail FROM events WHERE kind = 'mail.probed'").await;
    assert_eq!(told, [[OPERATOR, CHECKER, r#"{"address":"c•••@caaa.example","domain":"caaa.example"}"#]]);
    let page = operator.get(DOMAINS).await.words();
    assert!(page.contains("Accepted") && page.contains(CHECKER), "{page}");
    operator.post(DOMAINS, &probe).await.assert_refused(422, "has been probed today");
    assert_eq!(server.count("SELECT COUNT(*) FROM outbox WHERE kind = 'probe'").await, 1);
    server.advance(DAY);
    let operator = server.session_of(OPERATOR).await;
    assert_eq!(operator.post(DOMAINS, &probe).await.status, 303);
    assert_eq!(server.events("mail.probed").await, 2);
}

async fn a_probe_says_what_became_of_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    let operator = server.session_of(OPERATOR).await;
    server.administrator(MAKER, "da-maker").await;
    server.administrator("CBBB/MAKER", "da-maker").await;
    let probe = async |domain| operator.post(DOMAINS, &[("action", "probe"), ("domain", domain)]).await;
    server.mails.set_mood(Mood::Refuses);
    assert_eq!(probe("caaa.example").await.status, 303);
    server.quiet().await;
    server.mails.set_mood(Mood::Down);
    assert_eq!(probe("cbbb.example").await.status, 303);
    server.until("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND answer IS NOT NULL", 1).await;
    let words = operator.get(DOMAINS).await.words();
    for said in ["Refused", "550 no mailbox <recipient>", "Deferred", "relay-1: connection refused", "Never"] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

async fn a_probe_that_nobody_can_get_is_not_sent(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    let operator = server.session_of(OPERATOR).await;
    server.ready(USER).await;
    let probe = async |domain| operator.post(DOMAINS, &[("action", "probe"), ("domain", domain)]).await;
    for domain in ["", "nowhere.example", "CAAA.example", ADDRESS] {
        probe(domain).await.assert_refused(422, "Nobody has an address registered");
    }
    server.meddle("UPDATE accounts SET mail_refused_at = 1 WHERE participant = 'CAAA'").await;
    probe("caaa.example").await.assert_refused(422, "Nobody at this domain can be written to");
    assert_eq!(server.count("SELECT COUNT(*) FROM outbox").await, 0);
}
