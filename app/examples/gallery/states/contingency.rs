//! What stands in for e-mail while it is down, in every state.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        approval::{CodesFile, DecisionProblem, Desk, Diff, DiffField, HandOver, Item, Look, Request, RequestRow, Why},
        contingency::{
            CallBackForm, CallBackProblem, Contingency, FirmContingency, MailDelay, PassLine, PassList, PassProblem,
            PassState, PassTyped, PassedBy, Passes, PassesFound,
        },
        login::{CodeRefusal, Delivery, PasswordForm},
        portal::{Firm, Rights},
        setup::{ActivationForm, Setup},
    },
    render::Page,
};
use domain::{
    approval::{ChangeKind, ItemState},
    language::Language,
    phase::Phase,
    time::Instant,
};

use super::{Exhibit, chrome, code, firm, now, person};

const NUMBER: &str = "+852 5550 0123";

/// So many minutes before the page was made.
fn ago(minutes: i64) -> Instant {
    Instant::from_millis(now().as_millis() - minutes * 60_000)
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = delayed(language);
    all.extend(staff(language));
    all.extend(administrators(language));
    all.extend(passing_on(language));
    all
}

fn say(language: Language, english: &str, chinese: &str) -> String {
    match language {
        Language::En => english.to_owned(),
        Language::ZhHk => chinese.to_owned(),
    }
}

/// Pages that wait for mail while it is delayed, and the field for a pass.
fn delayed(language: Language) -> Vec<Exhibit> {
    let late = |here: &str, phase, cards| Chrome {
        mail_delay: Some(MailDelay { since: ago(47), passkeys: true, cards }),
        ..chrome(language, here, phase)
    };
    let made = |name: &str, chrome, page| Exhibit { name: name.to_owned(), chrome, page };
    let run = Phase::ParallelRun;
    let login = PasswordForm { passkeys: true, ..PasswordForm::default() };
    let here = "/login/code?login=q7h3";
    let pass = |problem| {
        let model = app::ports::login::CodeForm { pass: true, ..code(Delivery::Slow, problem) };
        (late("/login/code?login=q7h3&pass=1", run, true), Page::Code(model))
    };
    let mut all = vec![
        made("delay-login", late("/login", run, true), Page::Login(login.clone())),
        made("delay-login-after-cards", late("/login", Phase::TwoFactorOnly, false), Page::Login(login)),
        made("delay-code", late(here, run, true), Page::Code(code(Delivery::Slow, None))),
        made("delay-setup", late("/setup", run, true), Page::Setup(Setup::Activation(ActivationForm::default()))),
    ];
    for (name, problem) in [
        ("pass-entry", None),
        ("pass-entry-shape", Some(CodeRefusal::Shape { digits: 6 })),
        ("pass-entry-refused", Some(CodeRefusal::PassRefused { left: 4 })),
    ] {
        let (chrome, page) = pass(problem);
        all.push(made(name, chrome, page));
    }
    all
}

/// A pass in every state.
fn lines(language: Language, operator: bool) -> Vec<PassLine> {
    let called = || PassedBy::Call(NUMBER.to_owned());
    let people = if operator {
        (
            say(language, "Ip Siu (STAFF/IPS)", "葉兆（STAFF/IPS）"),
            say(language, "Ho Lan (STAFF/HOL)", "何蘭（STAFF/HOL）"),
        )
    } else {
        (
            say(language, "Ma Ka (CAAA/MAKA)", "馬嘉（CAAA/MAKA）"),
            say(language, "Au Wai (CAAA/AUW)", "區慧（CAAA/AUW）"),
        )
    };
    let mut number = 0;
    let mut line = |state, agreed: i64, passed: Option<(i64, PassedBy)>, expires: i64, used: Option<i64>| {
        number += 1;
        PassLine {
            account: format!("CAAA/CAAA00{number}").parse().expect("an account"),
            name: say(language, "Chan Tai Man", "陳大文"),
            state,
            request: format!("01KP{number}"),
            asked_by: people.0.clone(),
            agreed_by: people.1.clone(),
            agreed_at: ago(agreed),
            passed: passed.map(|(at, way)| (ago(at), way)),
            expires_at: ago(-expires),
            used_at: used.map(ago),
        }
    };
    vec![
        line(PassState::Agreed, 3, None, 1437, None),
        line(PassState::Open, 12, Some((10, called())), 20, None),
        line(PassState::Used, 40, Some((38, PassedBy::InPerson)), -8, Some(31)),
        line(PassState::Expired, 95, Some((90, called())), -60, None),
        line(PassState::Void, 99, None, 1300, None),
    ]
}

fn found(language: Language, operator: bool) -> PassesFound {
    let lines = lines(language, operator);
    PassesFound { page: 1, pages: 1, count: lines.len() as u64, lines, ..PassesFound::default() }
}

/// `/monitor/contingency`, and the number to call back.
fn staff(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, page: Page| {
        let signed_in = Some(person(language, "STAFF/IPS", false, true));
        let chrome = Chrome { signed_in, ..chrome(language, here, Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let here = "/monitor/contingency";
    let full = Contingency {
        operator: true,
        guardian: true,
        delayed_since: Some(ago(47)),
        just_switched: false,
        mail_waiting: 1_204,
        mail_oldest: Some(ago(52)),
        without_number: 17,
        firm: None,
        counts: PassState::ALL.into_iter().map(|state| (state, 1)).collect(),
        found: found(language, true),
        typed: PassTyped::default(),
        problem: None,
        minutes: 30,
    };
    let page = |model: Contingency| Page::Contingency(Box::new(model));
    let quiet = Contingency {
        delayed_since: None,
        mail_waiting: 0,
        mail_oldest: None,
        without_number: 0,
        counts: PassState::ALL.into_iter().map(|state| (state, 0)).collect(),
        found: PassesFound { page: 1, pages: 1, ..PassesFound::default() },
        ..full.clone()
    };
    add("contingency", here, page(full.clone()));
    add("contingency-quiet", here, page(quiet.clone()));
    add("contingency-viewer", here, page(Contingency { operator: false, guardian: false, ..full.clone() }));
    add(
        "contingency-switched-on",
        "/monitor/contingency?switched=1",
        page(Contingency { just_switched: true, ..full.clone() }),
    );
    add(
        "contingency-switched-off",
        "/monitor/contingency?switched=1",
        page(Contingency { just_switched: true, ..quiet.clone() }),
    );
    for (name, number) in [("contingency-firm", NUMBER), ("contingency-firm-without", "")] {
        let found = PassesFound {
            participant: "CAAA".to_owned(),
            state: Some(PassState::Open),
            page: 2,
            pages: 3,
            ..found(language, true)
        };
        let firm = Some((firm(language), number.to_owned()));
        add(
            name,
            "/monitor/contingency?participant=CAAA&state=open&page=2",
            page(Contingency { found, firm, ..full.clone() }),
        );
    }
    for (name, problem) in [
        ("scope-missing", PassProblem::ScopeMissing),
        ("unknown-firm", PassProblem::UnknownFirm),
        ("no-number", PassProblem::NoNumber),
        ("unknown-user", PassProblem::UnknownUser),
        ("not-able", PassProblem::NotAble),
        ("waits", PassProblem::Waits),
        ("nobody", PassProblem::Nobody),
        ("reason-missing", PassProblem::ReasonMissing),
    ] {
        let typed = PassTyped {
            participant: "caaa".to_owned(),
            scope: "user".to_owned(),
            user: "CAAA001".to_owned(),
            reason: "Ask HR </textarea><b>first</b>".to_owned(),
        };
        let model = Contingency { typed, problem: Some(problem), ..quiet.clone() };
        add(&format!("contingency-{name}"), here, page(model));
    }
    let here = "/monitor/participants/CAAA/call-back";
    let form = CallBackForm {
        participant: "CAAA".to_owned(),
        name: firm(language),
        on_file: NUMBER.to_owned(),
        number: NUMBER.to_owned(),
        ..CallBackForm::default()
    };
    add("call-back", here, Page::CallBack(form.clone()));
    let none = CallBackForm { on_file: String::new(), number: String::new(), ..form.clone() };
    add("call-back-none", here, Page::CallBack(none));
    add("call-back-pending", here, Page::CallBack(CallBackForm { waits: Some("01KP9".to_owned()), ..form.clone() }));
    for (name, problem) in [
        ("not-number", CallBackProblem::NotNumber),
        ("same", CallBackProblem::Same),
        ("waits", CallBackProblem::Waits),
        ("reason-missing", CallBackProblem::ReasonMissing),
    ] {
        let model = CallBackForm { number: "call me".to_owned(), problem: Some(problem), ..form.clone() };
        add(&format!("call-back-{name}"), here, Page::CallBack(model));
    }
    all
}

/// `/portal/contingency`.
fn administrators(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, model: FirmContingency| {
        let signed_in = Some(person(language, "CAAA/MAKA", true, false));
        let chrome = Chrome { signed_in, ..chrome(language, "/portal/contingency", Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page: Page::FirmContingency(Box::new(model)) });
    };
    let full = FirmContingency {
        firm: Firm { participant: "CAAA".to_owned(), name: firm(language) },
        rights: Rights { maker: true, ..Rights::default() },
        delayed_since: Some(ago(47)),
        call_back: NUMBER.to_owned(),
        found: found(language, false),
        typed: PassTyped::default(),
        problem: None,
        minutes: 30,
    };
    add("firm-contingency", full.clone());
    let checker = Rights { checker: true, ..Rights::default() };
    let empty = PassesFound { page: 1, pages: 1, ..PassesFound::default() };
    let quiet = FirmContingency { delayed_since: None, call_back: String::new(), found: empty, ..full.clone() };
    add("firm-contingency-checker", FirmContingency { rights: checker, ..quiet.clone() });
    for (name, problem) in [("oneself", PassProblem::Oneself), ("not-maker", PassProblem::NotMaker)] {
        add(&format!("firm-contingency-{name}"), FirmContingency { problem: Some(problem), ..quiet.clone() });
    }
    all
}

/// A request for passes, and the passes.
fn passing_on(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, page: Page| {
        let signed_in = Some(person(language, "STAFF/IPS", false, true));
        let chrome = Chrome { signed_in, ..chrome(language, "/monitor/approvals/01KP1", Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let request = |passes: Passes, problem| Request {
        desk: Desk::Monitor { operator: true, approver: false },
        request: RequestRow {
            id: "01KP1".to_owned(),
            kind: ChangeKind::OneTimePass,
            participant: "CAAA".to_owned(),
            maker: say(language, "Ip Siu (STAFF/IPS)", "葉兆（STAFF/IPS）"),
            mine: true,
            at: ago(12),
            expires_at: now().plus(Duration::from_secs(86_400)),
            about: "CAAA/CAAA001".to_owned(),
            rows: 1,
            waiting: 0,
            yours: 0,
        },
        reason: say(
            language,
            "Mail is down since 14:20; the user clears at 16:00",
            "電郵自 14:20 中斷，用戶須於 16:00 結算",
        ),
        counts: vec![(ItemState::Done, 1)],
        show: None,
        items: vec![Item {
            number: 1,
            account: "CAAA/CAAA001".parse().ok(),
            name: say(language, "Chan Tai Man", "陳大文"),
            state: ItemState::Done,
            diffs: vec![Diff {
                field: DiffField::Said("agreed-pass"),
                now: String::new(),
                proposed: app::words::Words::of(language).get("agreed-pass-once"),
                new_domain: false,
                shared: false,
            }],
            sessions: 0,
            not_yours: None,
            decided: Some((say(language, "Ho Lan (STAFF/HOL)", "何蘭（STAFF/HOL）"), ago(3))),
            why: Why::Nothing,
        }],
        page: (1, 1),
        seen: "7b1c".to_owned(),
        not_yours: None,
        sessions: 0,
        totals: None,
        mails: None,
        hand_over: HandOver::None,
        typed_reason: String::new(),
        problem,
        notice: None,
        just_proposed: false,
        left_out: 0,
        codes: CodesFile::None,
        passes,
        look: Look::Nothing,
    };
    let call = || PassedBy::Call(NUMBER.to_owned());
    let to_show = |way| Passes::ToShow { passes: 1, way, minutes: 30 };
    for (name, passes, problem) in [
        ("to-call", to_show(call()), None),
        ("in-person", to_show(PassedBy::InPerson), None),
        ("no-number", Passes::NoNumber, None),
        ("shown", Passes::Shown(ago(1)), None),
        ("not-confirmed", to_show(call()), Some(DecisionProblem::PassNotConfirmed)),
        ("number-changed", to_show(call()), Some(DecisionProblem::PassNumberChanged)),
        ("nothing", Passes::Shown(ago(1)), Some(DecisionProblem::NoPasses)),
        ("not-yours", Passes::None, Some(DecisionProblem::PassesNotYours)),
    ] {
        add(&format!("approval-pass-{name}"), Page::Request(Box::new(request(passes, problem))));
    }
    let list = |way, count: u32| PassList {
        passes: (1..=count)
            .map(|number| {
                let account = format!("CAAA/CAAA00{number}").parse().expect("an account");
                (account, say(language, "Chan Tai Man", "陳大文"), format!("7K3M-Q2XA-9DT{number}"))
            })
            .collect(),
        until: ago(-30),
        way,
        back: "/monitor/approvals/01KP1".to_owned(),
    };
    add("passes-call", Page::Passes(Box::new(list(call(), 1))));
    add("passes-in-person", Page::Passes(Box::new(list(PassedBy::InPerson, 4))));
    all
}
