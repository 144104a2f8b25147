//! The help desk: the search, a caller's page for every reason to call, and firms.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        account::SessionRow,
        connectivity::{LastResult, Show as Tested},
        enquiry::{
            AdministratorLine, Advice, AskedUsers, BriefingLine, DomainLine, Entry, FailedTest, FirmFile, FirmLine,
            Firms, FoundUser, MailEntry, MailFate, Person, Referred, Search, Show, WaitingRequest,
        },
        login::Delivery,
        overview::Standing,
        passkey::PasskeyRow,
        portal::{ActivationState, UserAct, WhyNot},
        readiness::Declared,
        trail::{Actor, Moment, Said},
    },
    render::Page,
};
use domain::{
    account::AccountId,
    adoption::{Figures, Part},
    approval::ChangeKind,
    connectivity::{Latency, Outcome, Reason},
    enquiry::{Failure, Flaw, Matter, Sent},
    language::Language,
    life::{State, Status},
    method::Method,
    phase::Phase,
    role::{DaRoles, StaffRole},
    schedule::{Exception, ExceptionKind},
    time::Instant,
};

use super::{Exhibit, chrome, firm, now, person, registry::card_rows};

fn minutes_ago(minutes: u64) -> Instant {
    now().minus(Duration::from_secs(60 * minutes))
}

fn id(account: &str) -> AccountId {
    account.parse().expect("an account")
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, page: Page| {
        let signed_in = Some(person(language, "STAFF/IPS", false, true));
        let chrome = Chrome { signed_in, ..chrome(language, here, Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    for (name, q, page) in searches(language) {
        add(&format!("enquiry-{name}"), &format!("/monitor/users{q}"), Page::Search(Box::new(page)));
    }
    let here = "/monitor/users/CAAA/CAAA001";
    let caller = caller(language);
    add("caller", here, Page::Person(Box::new(caller.clone())));
    for (place, matters) in reasons().into_iter().enumerate() {
        add(&format!("caller-reason-{place}"), here, Page::Person(Box::new(Person { matters, ..caller.clone() })));
    }
    let viewer = Person {
        sees_address: false,
        masked_address: Some(String::new()),
        acts: vec![],
        proposes: false,
        begun: true,
        ..caller.clone()
    };
    add("caller-viewer", &format!("{here}?before=0"), Page::Person(Box::new(viewer)));
    let done = Person { done: Some(UserAct::Unlock), acts: vec![UserAct::EndSessions], ..caller.clone() };
    add("caller-done", &format!("{here}?done=unlock"), Page::Person(Box::new(done)));
    let problem = Person { problem: Some((UserAct::Invite, WhyNot::Capped)), ..caller.clone() };
    add("caller-capped", here, Page::Person(Box::new(problem)));
    let staff = Person {
        account: id("STAFF/IPS"),
        firm: String::new(),
        staff_role: Some(StaffRole::Operator),
        proposes: false,
        masked_address: None,
        matters: vec![Matter::Nothing],
        timeline: vec![],
        cards: vec![],
        passkeys: vec![],
        sessions: vec![],
        results: vec![],
        exceptions: vec![],
        waiting: vec![],
        activation: None,
        last_login: None,
        older: None,
        ..caller
    };
    add("caller-staff", "/monitor/users/STAFF/IPS", Page::Person(Box::new(staff)));
    let listed = listed(language);
    add("firms", "/monitor/participants", Page::Firms(Box::new(listed.clone())));
    let narrowed = Firms { q: "C".to_owned(), show: Show::NoPair, begun: true, next: None, ..listed.clone() };
    add("firms-narrowed", "/monitor/participants?q=C&show=no-pair&after=CA", Page::Firms(Box::new(narrowed)));
    let none = Firms { q: "x".to_owned(), found: 0, lines: vec![], next: None, ..listed };
    add("firms-no-match", "/monitor/participants?q=x", Page::Firms(Box::new(none)));
    add("firms-empty", "/monitor/participants", Page::Firms(Box::default()));
    let file = file(language);
    let here = "/monitor/participants/CAAA";
    add("firm-file", here, Page::FirmFile(Box::new(file.clone())));
    let bare = FirmFile {
        operator: false,
        pair: false,
        sole: true,
        call_back: Some("+852 5550 0199".to_owned()),
        blocked: None,
        administrators: vec![],
        exceptions: vec![],
        declared: None,
        package: None,
        guides: vec![],
        domains: vec![],
        failed: vec![],
        waiting: vec![],
        briefings: vec![],
        history: vec![],
        older: None,
        begun: true,
        ..file
    };
    add("firm-file-bare", &format!("{here}?before=0"), Page::FirmFile(Box::new(bare)));
    all
}

fn searches(language: Language) -> Vec<(&'static str, &'static str, Search)> {
    let name = |en: &str, zh: &str| match language {
        Language::En => en.to_owned(),
        Language::ZhHk => zh.to_owned(),
    };
    let asked =
        |q: &str| Search { asked: AskedUsers { q: q.to_owned(), ..AskedUsers::default() }, ..Search::default() };
    let listed = |participant: &str, only| AskedUsers { participant: participant.to_owned(), only, q: String::new() };
    let referred = |kind: &str, failure, user| Referred { at: minutes_ago(3), kind: kind.to_owned(), failure, user };
    let chan = || (id("CAAA/CAAA001"), name("Chan Tai Man", "陳大文"));
    let found = |account: &str, status, state, seen: Option<u64>| FoundUser {
        account: id(account),
        name: name("Chan Tai Man", "陳大文"),
        other_name: name("陳大文", "Chan Tai Man"),
        status,
        state,
        last_login: seen.map(minutes_ago),
    };
    let users = vec![
        found("CAAA/CAAA001", Status::Active, State::TwoFactor, Some(90)),
        found("CBBB/CAAA001", Status::Active, State::Registered, None),
        found("CCCC/CAAA001", Status::Disabled, State::Tested, Some(70_000)),
    ];
    vec![
        ("search", "", Search::default()),
        (
            "number",
            "?q=1N8ZQ4-T07KXM",
            Search {
                referred: vec![
                    referred("login.refused", Some(Failure::WrongPassword), Some(chan())),
                    referred("login.refused", Some(Failure::WrongPassword), None),
                ],
                ..asked("1N8ZQ4-T07KXM")
            },
        ),
        (
            "mail",
            "?q=K7Q2",
            Search {
                referred: vec![
                    referred("code.refused", Some(Failure::CodeExpired), Some(chan())),
                    referred("code.sent", None, Some(chan())),
                ],
                ..asked("K7Q2")
            },
        ),
        (
            "names",
            "?q=chan&after=C",
            Search { users: users.clone(), next: Some("CCCC/CAAA001".to_owned()), begun: true, ..asked("chan") },
        ),
        (
            "list",
            "?only=from-ready",
            Search {
                asked: listed("", Some(Part::ABLE)),
                found: Some(1_842),
                users,
                next: Some("CCCC/CAAA001".to_owned()),
                ..Search::default()
            },
        ),
        (
            "list-none",
            "?participant=CAAA&only=dormant",
            Search { asked: listed("CAAA", Some(Part::Dormant)), found: Some(0), ..Search::default() },
        ),
        ("nobody", "?q=nobody", Search { advice: Some(Advice::Nobody), ..asked("nobody") }),
        ("shown", "?q=1N8ZQ4-T07KXN", Search { advice: Some(Advice::Shown(minutes_ago(5))), ..asked("1N8ZQ4-T07KXN") }),
        ("secret", "?q=123456", Search { advice: Some(Advice::Secret), ..asked("123456") }),
    ]
}

/// Every reason to call, and one page that has several.
fn reasons() -> Vec<Vec<Matter>> {
    let sent = Sent { at: minutes_ago(3 * 1440), expires_at: now().plus(Duration::from_secs(11 * 86_400)) };
    let all = [
        Matter::Disabled,
        Matter::Dormant,
        Matter::NoAddress,
        Matter::AddressWaits,
        Matter::SetUpNotOpen,
        Matter::ActivationComing,
        Matter::ActivationMissing,
        Matter::ActivationSent(sent),
        Matter::ActivationExpired(Sent { expires_at: minutes_ago(60), ..sent }),
        Matter::Paused(Some(now().plus(Duration::from_secs(1800)))),
        Matter::Paused(None),
        Matter::AddressRefuses,
        Matter::TwoFactorNotOpen,
        Matter::CardsStopped,
        Matter::Nothing,
    ];
    let failures = Failure::ALL.map(Matter::Failed);
    let several = vec![Matter::Paused(None), Matter::AddressRefuses, Matter::Failed(Failure::WrongCode)];
    all.into_iter().chain(failures).map(|matter| vec![matter]).chain([several]).collect()
}

fn moment(kind: &str, minutes: u64, actor: Actor, detail: &[(&str, &str)]) -> Moment {
    Moment {
        at: minutes_ago(minutes),
        kind: kind.to_owned(),
        participant: "CAAA".parse().ok(),
        account: Some(id("CAAA/CAAA001")),
        actor,
        detail: detail.iter().map(|(name, value)| ((*name).to_owned(), Said::Text((*value).to_owned()))).collect(),
        sealed: true,
        request: String::new(),
    }
}

fn caller(language: Language) -> Person {
    let say = |en: &str, zh: &str| match language {
        Language::En => en.to_owned(),
        Language::ZhHk => zh.to_owned(),
    };
    let told = |kind: &str, minutes, actor: Actor, detail: &[(&str, &str)], failure, number: &str| {
        Entry::Event(moment(kind, minutes, actor, detail), failure, number.to_owned())
    };
    let mail = |kind: &str, minutes, fate, answer: &str| {
        Entry::Mail(MailEntry {
            at: minutes_ago(minutes),
            kind: kind.to_owned(),
            fate,
            settled_at: matches!(fate, MailFate::Accepted | MailFate::Refused).then(|| minutes_ago(minutes)),
            answer: answer.to_owned(),
        })
    };
    let user = || Actor::Account(id("CAAA/CAAA001"), say("Chan Tai Man", "陳大文"));
    Person {
        account: id("CAAA/CAAA001"),
        name: say("Chan Tai Man", "陳大文"),
        other_name: say("陳大文", "Chan Tai Man"),
        firm: firm(language),
        roles: DaRoles { maker: true, checker: false },
        staff_role: None,
        status: Status::Active,
        state: State::TwoFactor,
        phase: Phase::ParallelRun,
        masked_address: Some("c•••@kestrel.example".to_owned()),
        sees_address: true,
        mail_refused_at: Some(minutes_ago(200)),
        matters: vec![Matter::Paused(Some(now().plus(Duration::from_secs(1800)))), Matter::AddressRefuses],
        activation: Some(ActivationState {
            reference: "K7Q2".to_owned(),
            sent_at: minutes_ago(5000),
            expires_at: now().plus(Duration::from_secs(86_400)),
            delivery: Delivery::Sent(minutes_ago(5000)),
        }),
        last_login: Some((minutes_ago(1500), Method::TwoFactor)),
        cards: card_rows()[..2].to_vec(),
        passkeys: vec![PasskeyRow {
            id: "p1".to_owned(),
            name: say("Desk computer", "桌上電腦"),
            created_at: minutes_ago(40_000),
            last_used: Some(minutes_ago(3000)),
        }],
        sessions: vec![SessionRow {
            id: "s1".to_owned(),
            current: false,
            method: Method::Smartcard,
            opened_at: minutes_ago(45),
            last_seen_at: minutes_ago(2),
            browser: "Edge · Windows".to_owned(),
        }],
        results: vec![LastResult {
            at: minutes_ago(9000),
            outcome: Outcome::Failed,
            reason: Some(Reason::ALL[0]),
            browser: "Edge · Windows".to_owned(),
            latency: Latency::default(),
        }],
        exceptions: vec![(
            false,
            Exception {
                kind: ExceptionKind::Extension,
                from: minutes_ago(60),
                until: now().plus(Duration::from_secs(30 * 86_400)),
            },
        )],
        waiting: vec![(ChangeKind::Address, "01KC1".to_owned())],
        acts: vec![UserAct::Invite, UserAct::Unlock, UserAct::EndSessions],
        proposes: true,
        timeline: vec![
            told(
                "login.turned-away",
                2,
                Actor::Anonymous,
                &[("what", "password")],
                Some(Failure::TooMany),
                "1N8ZQ4-T07KXM",
            ),
            told(
                "code.refused",
                3,
                Actor::Anonymous,
                &[("reference", "K7Q2")],
                Some(Failure::CodeExpired),
                "1N8ZQ3-4D7KXM",
            ),
            mail("login-paused", 4, MailFate::Deferred, ""),
            told("login.refused", 4, Actor::Anonymous, &[], Some(Failure::WrongPassword), "1N8ZQ1-9A2KXM"),
            mail("code", 200, MailFate::Refused, "550"),
            told("code.sent", 200, Actor::Anonymous, &[("reference", "K7Q2")], None, ""),
            told("user.looked-up", 900, Actor::Account(id("STAFF/IPS"), say("Ip Siu", "葉兆")), &[], None, ""),
            told("login.completed", 1500, user(), &[("method", "two-factor"), ("terminal", "true")], None, ""),
            mail("code", 1501, MailFate::Accepted, ""),
            told("pass.wrong", 8000, Actor::Anonymous, &[], Some(Failure::WrongPass(Flaw::Replaced)), "1N8ZJ1-9A2KXM"),
            told("test.failed", 8500, user(), &[], Some(Failure::Test(Some(Reason::MailMissing))), "1N8ZH1-9A2KXM"),
            mail("campaign-reminder", 9000, MailFate::Useless, ""),
            mail("activation", 9001, MailFate::Waiting, ""),
        ],
        older: Some("0".to_owned()),
        begun: false,
        done: None,
        problem: None,
    }
}

fn listed(language: Language) -> Firms {
    let line = |code: &str, by_state: [u64; 7], pair, exception, seen| FirmLine {
        code: code.to_owned(),
        name: firm(language),
        figures: Figures { by_state, administrators: 2, administrators_seen: seen, ..Figures::default() },
        pair,
        exception,
    };
    Firms {
        q: String::new(),
        show: Show::All,
        all: 158,
        found: 158,
        lines: vec![
            line("CAAA", [1, 1, 3, 2, 4, 9, 0], true, false, 2),
            line("CBBB", [4, 0, 0, 0, 0, 0, 0], false, true, 0),
            line("CCCC", [0, 0, 0, 3, 1, 12, 0], true, false, 2),
        ],
        next: Some("CCCC".to_owned()),
        begun: false,
    }
}

fn file(language: Language) -> FirmFile {
    let say = |en: &str, zh: &str| match language {
        Language::En => en.to_owned(),
        Language::ZhHk => zh.to_owned(),
    };
    let administrator = |account: &str, roles: DaRoles, status, state, able, seen: Option<u64>| AdministratorLine {
        account: id(account),
        name: say("Lee Ka Yan", "李嘉欣"),
        roles,
        status,
        state,
        able,
        last_login: seen.map(minutes_ago),
    };
    let (maker, checker) = (DaRoles { maker: true, checker: false }, DaRoles { maker: false, checker: true });
    let exception =
        Exception { kind: ExceptionKind::Extension, from: now(), until: now().plus(Duration::from_secs(30 * 86_400)) };
    FirmFile {
        code: "CAAA".to_owned(),
        name: firm(language),
        other_name: match language {
            Language::En => firm(Language::ZhHk),
            Language::ZhHk => firm(Language::En),
        },
        category: "direct".to_owned(),
        sole: false,
        call_back: Some(String::new()),
        operator: true,
        standing: Standing {
            by_state: State::ALL.into_iter().zip([1, 1, 3, 2, 4, 9, 0]).collect(),
            dormant: 1,
            disabled: 2,
        },
        blocked: Some((5, now().plus(Duration::from_secs(20 * 86_400)))),
        pair: true,
        administrators: vec![
            administrator("CAAA/DA1", maker, Status::Active, State::TwoFactor, true, Some(300)),
            administrator("CAAA/DA2", checker, Status::Active, State::Registered, false, None),
            administrator("CAAA/DA3", checker, Status::Disabled, State::Ready, false, Some(90_000)),
        ],
        exceptions: vec![(None, exception), (Some(id("CAAA/CAAA001")), exception)],
        declared: Some(Declared {
            at: minutes_ago(2000),
            blocked: 5,
            event_at: now().plus(Duration::from_secs(20 * 86_400)),
            maker: "CAAA/DA1".to_owned(),
            checker: "CAAA/DA2".to_owned(),
        }),
        package: Some(minutes_ago(4000)),
        guides: vec![("two-factor-login".to_owned(), "1".to_owned(), minutes_ago(6000))],
        domains: vec![
            DomainLine { domain: "kestrel.example".to_owned(), users: 17, refused: 2, agreed: true },
            DomainLine { domain: "elsewhere.example".to_owned(), users: 1, refused: 0, agreed: false },
        ],
        tests: Tested::ALL.into_iter().filter(|show| *show != Tested::All).zip([1, 12, 2, 5]).collect(),
        failed: vec![FailedTest {
            account: id("CAAA/CAAA001"),
            name: say("Chan Tai Man", "陳大文"),
            at: minutes_ago(9000),
            reason: Some(Reason::ALL[0]),
        }],
        waiting: vec![WaitingRequest {
            id: "01KC1".to_owned(),
            kind: ChangeKind::Address,
            at: minutes_ago(700),
            rows: 3,
            staff: 1,
        }],
        briefings: vec![BriefingLine {
            id: "01KB1".to_owned(),
            title: say("Parallel run", "並行運作"),
            at: minutes_ago(20_000),
            seats: 4,
            attended: 3,
        }],
        history: vec![
            moment(
                "request.proposed",
                700,
                Actor::Account(id("CAAA/DA1"), say("Lee Ka Yan", "李嘉欣")),
                &[("rows", "3")],
            ),
            moment("login.refused", 800, Actor::Anonymous, &[("why", "wrong password")]),
        ],
        older: Some("0".to_owned()),
        begun: false,
    }
}
