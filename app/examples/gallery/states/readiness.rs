//! A firm's readiness, exceptions and the information package, in every state; and every firm's.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        frame::Coming,
        portal::{Firm, Rights},
        readiness::{
            AtRisk, Declaration, Declared, Effect, EventChoice, ExceptionForm, ExceptionProblem, ExceptionRow,
            ExceptionTyped, Exceptions, FirmReadiness, FirmRow, Host, Laggard, Laggards, LookProblem, Looked, Nudge,
            NudgeConfirm, Nudged, Overview, Package, PackagePage, PackageProblem, PackageStanding, Purpose,
            ReadinessProblem, Sheet, Show, Standing, Totals, Wanted,
        },
    },
    render::Page,
};
use domain::{
    language::Language,
    phase::Phase,
    reach::WhyBlocked,
    schedule::{Bilingual, EventKind, Exception, ExceptionKind},
    time::Instant,
};

use super::{Exhibit, chrome, firm, now, person};

fn days(days: u64) -> Instant {
    now().plus(Duration::from_secs(days * 86_400))
}

fn ago(days: u64) -> Instant {
    now().minus(Duration::from_secs(days * 86_400))
}

fn switch() -> EventChoice {
    EventChoice {
        id: "two-factor-only".to_owned(),
        kind: EventKind::TwoFactorOnly,
        title: Bilingual { en: "Parallel run ends".to_owned(), zh: "並行運作結束".to_owned() },
        at: days(30),
    }
}

fn laggards(say: &impl Fn(&str, &str) -> String) -> Laggards {
    let rows = [
        ("CAAA007", WhyBlocked::NoAddress, false, None, Some(ago(2))),
        ("CAAA011", WhyBlocked::NotApproved, false, None, Some(ago(9))),
        ("CAAA019", WhyBlocked::NotSetUp, true, Some(ago(1)), None),
    ];
    Laggards {
        active: 24,
        blocked: 3,
        reasons: rows.iter().map(|row| (row.1, 1)).collect(),
        wanted: Wanted { page: 1, ..Wanted::default() },
        found: 3,
        page: (1, 1),
        rows: rows
            .into_iter()
            .map(|(user, why, administrator, mail_refused, last_login)| Laggard {
                account: format!("CAAA/{user}").parse().expect("an account"),
                name: say("Lee Ka Yan", "李嘉欣"),
                why,
                administrator,
                mail_refused,
                last_login,
            })
            .collect(),
        at_risk: vec![AtRisk {
            account: "CAAA/CAAA003".parse().expect("an account"),
            name: say("Wong Siu Ming", "黃小明"),
            since: ago(3),
        }],
    }
}

fn declared(at: Instant) -> Declared {
    let (maker, checker) = ("CAAA/CAAA001".to_owned(), "CAAA/CAAA002".to_owned());
    Declared { at, blocked: 2, event_at: days(20), maker, checker }
}

fn standing() -> PackageStanding {
    PackageStanding { version: 0x3F2A_90C1, waits: None, has: None, former: false }
}

fn package() -> Package {
    let host = |purpose, name: &str, port| Host { purpose, name: name.to_owned(), port, secure: true };
    Package {
        version: 0x3F2A_90C1,
        sender: "login@clearing.example".to_owned(),
        code_minutes: 10,
        hosts: vec![
            host(Purpose::Pages, "login.clearing.example", 443),
            host(Purpose::Certificates, "login.clearing.example", 8443),
            host(Purpose::Terminal, "terminal.clearing.example", 443),
        ],
        attestation: true,
    }
}

fn exception(kind: ExceptionKind, from: Instant, until: Instant) -> Exception {
    Exception { kind, from, until }
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let say = |english: &str, chinese: &str| match language {
        Language::En => english.to_owned(),
        Language::ZhHk => chinese.to_owned(),
    };
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, staff: bool, sheet: Sheet| {
        let signed_in = Some(person(language, if staff { "STAFF/IPS" } else { "CAAA/CAAA001" }, !staff, staff));
        let coming = Some(Coming { kind: EventKind::TwoFactorOnly, title: switch().title, at: days(30) });
        let chrome = Chrome { signed_in, coming, ..chrome(language, here, Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page: Page::Readiness(sheet) });
    };
    let own = Firm { participant: "CAAA".to_owned(), name: firm(language) };
    let maker = Rights { maker: true, checker: false, sole_until: None };
    let full = FirmReadiness {
        firm: own.clone(),
        rights: maker,
        phase: Phase::ParallelRun,
        exception: None,
        coming: Some(Coming { kind: EventKind::TwoFactorOnly, title: switch().title, at: days(30) }),
        choices: vec![switch()],
        looked: Looked { at: days(30), event: Some(switch()), two_factor_only: false },
        event: String::new(),
        at: String::new(),
        laggards: laggards(&say),
        declaration: Some(Declaration { event: switch(), blocked: 3, waits: None, declared: None, void: None }),
        package: standing(),
        nudged: None,
        problem: None,
        reason: String::new(),
    };
    let here = "/portal/readiness";
    let mut firm_page =
        |name: &str, here: &str, page: FirmReadiness| add(name, here, false, Sheet::Firm(Box::new(page)));
    firm_page("readiness", here, full.clone());
    let sent = Some(Nudged { nudge: Nudge::Remind, sent: 2, left: 1 });
    firm_page("readiness-reminded", here, FirmReadiness { nudged: sent, ..full.clone() });
    let sent = Some(Nudged { nudge: Nudge::Invite, sent: 0, left: 3 });
    firm_page("readiness-invited-nobody", here, FirmReadiness { nudged: sent, ..full.clone() });
    let ready = FirmReadiness {
        laggards: Laggards { active: 24, page: (1, 1), wanted: Wanted::default(), ..Laggards::default() },
        declaration: Some(Declaration {
            declared: Some(Declared { blocked: 0, ..declared(ago(1)) }),
            blocked: 0,
            event: switch(),
            waits: None,
            void: None,
        }),
        package: PackageStanding {
            has: Some((ago(9), "CAAA/CAAA001".to_owned(), "CAAA/CAAA002".to_owned())),
            ..standing()
        },
        exception: Some(exception(ExceptionKind::Extension, days(30), days(60))),
        ..full.clone()
    };
    firm_page("readiness-ready", here, ready.clone());
    let waiting = Declaration {
        waits: Some("01KAN4".to_owned()),
        void: Some(declared(ago(20))),
        event: switch(),
        blocked: 3,
        declared: None,
    };
    let moved = FirmReadiness {
        declaration: Some(waiting),
        package: PackageStanding { former: true, ..standing() },
        ..full.clone()
    };
    firm_page("readiness-moved", here, moved);
    let typed = "2026-11-30T18:00";
    let looked = FirmReadiness {
        looked: Looked { at: days(8), event: None, two_factor_only: false },
        at: typed.to_owned(),
        laggards: Laggards {
            wanted: Wanted { q: "lee".to_owned(), why: Some(WhyBlocked::NotSetUp), page: 1 },
            found: 61,
            page: (1, 2),
            ..laggards(&say)
        },
        declaration: None,
        coming: None,
        rights: Rights { maker: false, checker: true, sole_until: None },
        ..full.clone()
    };
    let there = "/portal/readiness?at=2026-11-30T18%3A00&q=lee&why=not-set-up";
    firm_page("readiness-looked", there, looked.clone());
    let none = Laggards { rows: vec![], found: 0, page: (1, 1), ..looked.laggards.clone() };
    firm_page("readiness-no-match", there, FirmReadiness { laggards: none, ..looked });
    let early = FirmReadiness {
        looked: Looked { at: now(), event: None, two_factor_only: true },
        phase: Phase::Registration,
        declaration: None,
        coming: None,
        choices: vec![],
        ..full.clone()
    };
    firm_page("readiness-early", here, early);
    let nobody = FirmReadiness {
        laggards: Laggards::default(),
        choices: vec![],
        declaration: None,
        coming: None,
        ..full.clone()
    };
    firm_page("readiness-nobody", here, nobody);
    for (name, problem) in [
        ("not-instant", ReadinessProblem::Look(LookProblem::NotInstant)),
        ("past", ReadinessProblem::Look(LookProblem::Past)),
        ("no-event", ReadinessProblem::Look(LookProblem::NoEvent)),
        ("nobody-chosen", ReadinessProblem::NobodyChosen),
        ("unknown-act", ReadinessProblem::UnknownAct),
        ("not-maker", ReadinessProblem::NotMaker),
        ("changed", ReadinessProblem::Changed),
        ("waits", ReadinessProblem::Waits),
    ] {
        firm_page(&format!("readiness-wrong-{name}"), here, FirmReadiness { problem: Some(problem), ..full.clone() });
    }
    let many = NudgeConfirm { nudge: Nudge::Remind, count: 43, users: vec![] };
    add("readiness-confirm", here, false, Sheet::Nudge(Box::new(many)));
    let users = (1..=22).map(|number| format!("CAAA{number:03}")).collect();
    let chosen = NudgeConfirm { nudge: Nudge::Invite, count: 22, users };
    add("readiness-confirm-chosen", here, false, Sheet::Nudge(Box::new(chosen)));

    let here = "/portal/package";
    let page =
        PackagePage { firm: own.clone(), rights: maker, package: package(), standing: standing(), problem: None };
    let mut package_page = |name: &str, page: PackagePage| add(name, here, false, Sheet::Package(Box::new(page)));
    package_page("package", page.clone());
    package_page("package-has", PackagePage { standing: ready.package, ..page.clone() });
    let waits = PackageStanding { waits: Some("01KAN4".to_owned()), former: true, ..standing() };
    package_page("package-waits", PackagePage { standing: waits, ..page.clone() });
    let bare = Package {
        sender: String::new(),
        hosts: vec![Host { secure: false, ..package().hosts[0].clone() }],
        attestation: false,
        ..package()
    };
    let checker = Rights { maker: false, checker: true, sole_until: None };
    package_page("package-bare", PackagePage { package: bare, rights: checker, ..page.clone() });
    for (name, problem) in [
        ("changed", PackageProblem::Changed),
        ("waiting", PackageProblem::Waits),
        ("not-maker", PackageProblem::NotMaker),
    ] {
        package_page(&format!("package-wrong-{name}"), PackagePage { problem: Some(problem), ..page.clone() });
    }

    let row = |user: Option<&str>, exception, standing, ended| ExceptionRow {
        subject: user.map_or("CAAA".to_owned(), |user| format!("CAAA/{user}")),
        user: user.map(|user| format!("CAAA/{user}").parse().expect("an account")),
        name: user.map_or_else(|| firm(language), |_| say("Lee Ka Yan", "李嘉欣")),
        exception,
        standing,
        ended,
        reason: say("New desks arrive late", "新工作枱遲到"),
        requester: "CAAA/CAAA001".to_owned(),
        approver: say("The clearing house", "結算所"),
    };
    let rows = vec![
        row(None, exception(ExceptionKind::Extension, days(30), days(60)), Standing::ToCome, None),
        row(Some("CAAA007"), exception(ExceptionKind::EarlyMove, ago(3), days(9)), Standing::InForce, None),
        row(Some("CAAA009"), exception(ExceptionKind::Extension, ago(90), ago(3)), Standing::Over, Some(ago(20))),
    ];
    let register = Exceptions {
        firm: Some(own),
        proposes: true,
        participant: String::new(),
        kind: None,
        standing: None,
        found: 3,
        page: (1, 1),
        rows,
        waiting: vec![("CAAA/CAAA012".to_owned(), "01KAN4".to_owned())],
        form: Some(ExceptionForm::default()),
        problem: None,
    };
    let (here, there) = ("/portal/exceptions", "/monitor/exceptions");
    let mut list = |name: &str, here: &str, page: Exceptions| {
        add(name, here, here.starts_with("/monitor"), Sheet::Exceptions(Box::new(page)));
    };
    list("exceptions", here, register.clone());
    let empty = Exceptions { rows: vec![], found: 0, waiting: vec![], proposes: false, ..register.clone() };
    list("exceptions-none", here, empty.clone());
    let typed = ExceptionTyped {
        action: "propose".to_owned(),
        scope: "user".to_owned(),
        participant: "CAAA".to_owned(),
        user: "CAAA007".to_owned(),
        kind: "early-move".to_owned(),
        from: "2026-12-01".to_owned(),
        until: "2026-12-31 18:00".to_owned(),
        reason: say("New desks arrive late", "新工作枱遲到"),
        ..ExceptionTyped::default()
    };
    for (name, problem) in [
        ("scope", ExceptionProblem::ScopeMissing),
        ("user", ExceptionProblem::UnknownUser),
        ("kind", ExceptionProblem::KindMissing),
        ("from", ExceptionProblem::From),
        ("until", ExceptionProblem::Until),
        ("dates", ExceptionProblem::Dates),
        ("too-long", ExceptionProblem::TooLong(366)),
        ("reason", ExceptionProblem::ReasonMissing),
        ("no-way-back", ExceptionProblem::NoWayBack),
        ("waits", ExceptionProblem::Waits),
        ("not-maker", ExceptionProblem::NotMaker),
    ] {
        let form = ExceptionForm { typed: typed.clone(), problem: Some(problem), staff: false };
        list(&format!("exceptions-wrong-{name}"), here, Exceptions { form: Some(form), ..register.clone() });
    }
    let ours = Exceptions { firm: None, form: None, found: 61, page: (1, 2), ..register.clone() };
    list("exceptions-all", there, ours.clone());
    let nothing = Exceptions { problem: Some(ExceptionProblem::Nothing), ..ours.clone() };
    list("exceptions-nothing-to-end", there, nothing);
    let narrowed = Exceptions {
        participant: "CBBB".to_owned(),
        kind: Some(ExceptionKind::Extension),
        standing: Some(Standing::InForce),
        rows: vec![],
        found: 0,
        page: (1, 1),
        proposes: false,
        ..ours
    };
    list("exceptions-no-match", "/monitor/exceptions?participant=CBBB&kind=extension&standing=in-force", narrowed);
    let form = ExceptionForm { staff: true, ..ExceptionForm::default() };
    let new = "/monitor/exceptions/new";
    add("exception-proposal", new, true, Sheet::Proposal(Box::new(form)));
    let form = ExceptionForm { staff: true, typed: typed.clone(), problem: Some(ExceptionProblem::UnknownFirm) };
    add("exception-proposal-unknown-firm", new, true, Sheet::Proposal(Box::new(form)));

    let effect = Effect {
        back: here.to_owned(),
        subject: "CAAA".to_owned(),
        exception: Some(exception(ExceptionKind::EarlyMove, days(9), days(39))),
        at: Some(days(9)),
        blocked: 3,
        rows: laggards(&say).rows,
        typed: ExceptionTyped { scope: "firm".to_owned(), ..typed.clone() },
        problem: None,
    };
    let mut effect_page = |name: &str, page: Effect| add(name, here, false, Sheet::Effect(Box::new(page)));
    effect_page("effect", effect.clone());
    effect_page("effect-nobody", Effect { blocked: 0, rows: vec![], ..effect.clone() });
    effect_page("effect-nothing", Effect { at: None, blocked: 0, rows: vec![], ..effect.clone() });
    effect_page("effect-count-wrong", Effect { problem: Some(ExceptionProblem::Count), ..effect.clone() });
    let ends = ExceptionTyped { action: "end".to_owned(), subject: "CAAA".to_owned(), ..ExceptionTyped::default() };
    effect_page("effect-end", Effect { exception: None, typed: ends, ..effect });

    let row = |code: &str, pair, blocked, declared, package: Option<Instant>, void| FirmRow {
        participant: code.to_owned(),
        name: firm(language),
        pair,
        active: 24,
        blocked,
        declared,
        void,
        package,
        exception: None,
    };
    let overview = Overview {
        closing: Some(switch()),
        version: 0x3F2A_90C1,
        totals: Totals { firms: 158, declared: 61, package: 90, no_pair: 2, blocked: 71 },
        q: String::new(),
        show: Show::All,
        found: 158,
        page: (1, 4),
        rows: vec![
            row("CBBB", false, 12, None, None, false),
            row("CCCC", true, 9, None, Some(ago(4)), true),
            FirmRow {
                exception: Some(exception(ExceptionKind::Extension, days(30), days(60))),
                ..row("CAAA", true, 0, Some(declared(ago(1))), Some(ago(9)), false)
            },
        ],
    };
    let here = "/monitor/readiness";
    let mut over = |name: &str, here: &str, page: Overview| add(name, here, true, Sheet::Overview(Box::new(page)));
    over("overview", here, overview.clone());
    let narrowed = Overview {
        q: "CZZZ".to_owned(),
        show: Show::NoPair,
        found: 0,
        page: (1, 1),
        rows: vec![],
        closing: None,
        ..overview.clone()
    };
    over("overview-no-match", "/monitor/readiness?q=CZZZ&show=no-pair", narrowed);
    over(
        "overview-empty",
        here,
        Overview { totals: Totals::default(), rows: vec![], found: 0, page: (1, 1), ..overview },
    );
    all
}
