//! The connectivity test, and what a firm's administrators see of it, in every state.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        account::Account,
        connectivity::{Connectivity, FirmResults, LastResult, Show, TestForm, TestLogin, TestedUser},
        login::{CodeRefusal, Delivery, PasswordRefusal},
        portal::Firm,
    },
    render::Page,
};
use domain::{
    connectivity::{Check, Finding, Latency, Outcome, Reason},
    language::Language,
    life::State,
    phase::Phase,
    time::Instant,
};

use super::{Exhibit, chrome, code, firm, now, person};

/// The checks of somebody whom nobody knows yet.
const ANYBODY: [Check; 8] = [
    Check::Tls,
    Check::Clock,
    Check::Cookies,
    Check::JavaScript,
    Check::WebAssembly,
    Check::WebAuthn,
    Check::Mail,
    Check::Login,
];

fn rows(checks: &[Check], passed: usize, faults: &[Reason]) -> Vec<(Check, Option<Finding>)> {
    let finding = |place, check| {
        let fault = faults.iter().find(|reason| reason.check() == check).map(|reason| Finding::Because(*reason));
        fault.or((place < passed).then_some(Finding::Pass))
    };
    checks.iter().enumerate().map(|(place, check)| (*check, finding(place, *check))).collect()
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, chrome: Chrome, page: Page| {
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let at = |here: &str, phase| chrome(language, here, phase);
    let begun = "/connectivity?started=1&javascript=pass";
    let testing = Phase::ConnectivityTest;
    let blank = Connectivity {
        rows: rows(&ANYBODY, 1, &[]),
        started: false,
        browser: "Edge · Windows".to_owned(),
        origin: "https://login.clearing.example".to_owned(),
        test: TestLogin::Form(TestForm::default()),
        kept: false,
        start_again: false,
    };
    let page = |model: Connectivity| Page::Connectivity(Box::new(model));
    add("connectivity", at("/connectivity", testing), page(blank.clone()));
    let closed = Connectivity { test: TestLogin::NotOpen, ..blank.clone() };
    add("connectivity-closed", at("/connectivity", Phase::Preparation), page(closed));
    add(
        "connectivity-start-again",
        at("/connectivity?notice=start-again", testing),
        page(Connectivity { start_again: true, ..blank.clone() }),
    );
    let checked = Connectivity { rows: rows(&ANYBODY, 6, &[]), started: true, ..blank.clone() };
    add("connectivity-checked", at(begun, testing), page(checked.clone()));
    let faults = [Reason::ClockDrifts, Reason::CookiesBlocked, Reason::WebAssemblyOff, Reason::NoPlatform];
    let faulty = Connectivity { rows: rows(&ANYBODY, 6, &faults), ..checked.clone() };
    add("connectivity-faults", at(begun, Phase::ParallelRun), page(faulty));
    let mut silent = rows(&ANYBODY, 1, &[Reason::JavaScriptOff]);
    silent[2].1 = Some(Finding::Pass);
    let silent = Connectivity { rows: silent, browser: String::new(), ..checked.clone() };
    add("connectivity-silent", at("/connectivity?started=1", testing), page(silent));
    let form = |problem| {
        TestLogin::Form(TestForm { participant: "CAAA".to_owned(), user: "CAAA001".to_owned(), problem: Some(problem) })
    };
    for (name, problem) in [("refused", PasswordRefusal::Refused), ("not-open-yet", PasswordRefusal::NotOpenYet)] {
        let model = Connectivity { test: form(problem), ..checked.clone() };
        add(&format!("connectivity-{name}"), at(begun, testing), page(model));
    }
    let signed_in = |here: &str, administrator| Chrome {
        signed_in: Some(person(language, "CAAA/CAAA001", administrator, false)),
        ..chrome(language, here, testing)
    };
    let known = Connectivity { rows: rows(&Check::ALL, 7, &[]), kept: true, ..checked.clone() };
    add("connectivity-kept", signed_in(begun, true), page(known));

    let in_test = || at("/connectivity?started=1&login=q7h3", testing);
    let sent = Delivery::Sent(now().plus(Duration::from_secs(3)));
    add("connectivity-code", in_test(), Page::TestCode(code(sent, None)));
    let problem = Some(CodeRefusal::UsedUp);
    add("connectivity-code-used-up", in_test(), Page::TestCode(code(sent, problem)));
    let ended = |seconds: Option<u64>| TestLogin::Ended {
        account: "CAAA/CAAA001".parse().expect("an account"),
        at: now(),
        latency: Latency { relay: Some(Duration::from_millis(640)), typed: seconds.map(Duration::from_secs) },
    };
    let passed = Connectivity { rows: rows(&ANYBODY, 8, &[]), test: ended(Some(38)), kept: true, ..checked.clone() };
    add("connectivity-passed", in_test(), page(passed));
    let missing = rows(&ANYBODY, 6, &[Reason::MailMissing]);
    let failed = Connectivity { rows: missing, test: ended(None), kept: true, ..checked.clone() };
    add("connectivity-failed", in_test(), page(failed));
    for reason in Reason::ALL {
        let model = Connectivity { rows: rows(&[reason.check()], 0, &[reason]), ..checked.clone() };
        add(&format!("connectivity-reason-{reason}"), at(begun, testing), page(model));
    }

    let account = Account {
        guides: 0,
        firm: firm(language),
        masked_address: "s•••@kestrel-001.example".to_owned(),
        password_since: Some(now()),
        last_login: None,
        failures_since: 0,
        sessions: vec![],
        cards: vec![],
        passkeys: vec![],
        may_have_passkeys: false,
        may_set_up: false,
        may_test: true,
        terminal: false,
        notice: None,
    };
    add("account-test", signed_in("/account", false), Page::Account(account));

    let result = |outcome, reason, browser: &str, typed| {
        Some(LastResult {
            at: Instant::from_millis(now().as_millis() - 7_200_000),
            outcome,
            reason,
            browser: browser.to_owned(),
            latency: Latency {
                relay: Some(Duration::from_millis(640)),
                typed: Option::map(typed, Duration::from_secs),
            },
        })
    };
    let user = |number: u32, state, last| TestedUser {
        account: format!("CAAA/CAAA00{number}").parse().expect("an account"),
        name: person(language, "CAAA/CAAA001", false, false).name,
        state,
        last,
    };
    let edge = "Edge · Windows";
    let results = FirmResults {
        firm: Firm { participant: "CAAA".to_owned(), name: firm(language) },
        counts: Show::ALL.into_iter().zip([26, 2, 13, 1, 10]).collect(),
        q: String::new(),
        show: Show::All,
        users: vec![
            user(1, State::Tested, result(Outcome::Passed, None, edge, Some(38))),
            user(2, State::Ready, result(Outcome::Failed, Some(Reason::MailMissing), edge, None)),
            user(3, State::Ready, result(Outcome::Partly, None, "", None)),
            user(4, State::Registered, None),
            user(5, State::Tested, result(Outcome::Passed, Some(Reason::WebAssemblyOff), "Chrome · Windows", Some(9))),
        ],
        found: 26,
        page: 1,
        pages: 2,
    };
    let tests = |model| Page::FirmResults(Box::new(model));
    add("tests", signed_in("/portal/connectivity", true), tests(results.clone()));
    let none =
        FirmResults { q: "nobody".to_owned(), show: Show::Never, users: vec![], found: 0, pages: 1, ..results.clone() };
    add("tests-no-match", signed_in("/portal/connectivity?q=nobody&show=never", true), tests(none));
    let empty = FirmResults { counts: Show::ALL.map(|show| (show, 0)).to_vec(), users: vec![], pages: 1, ..results };
    add("tests-empty", signed_in("/portal/connectivity", true), tests(empty));
    all
}
