//! Mail as the staff see it: the outbox, the domains, and who refuses mail.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        frame::Coming,
        mail_desk::{
            Asked, DomainLine, Fate, MailDesk, MailDomains, MailHealth, MailLine, NoProbe, Probe, Standing,
            SuppressedLine, SuppressedList,
        },
    },
    render::Page,
};
use domain::{
    language::Language,
    phase::Phase,
    schedule::{Bilingual, EventKind},
    time::Instant,
};

use super::{Exhibit, chrome, now, person};

/// So many seconds before the page was made.
fn ago(seconds: u64) -> Instant {
    now().minus(Duration::from_secs(seconds))
}

fn mail(number: u64, kind: &str, fate: Fate) -> MailLine {
    MailLine {
        created_at: ago(240 * number + 7),
        kind: kind.to_owned(),
        account: format!("CAAA/CAAA{number:03}").parse().ok(),
        recipient: Some("c•••@kestrel-001.example".to_owned()),
        domain: "kestrel-001.example".to_owned(),
        fate,
        tries: 1,
        next_try: None,
        settled_at: Some(ago(240 * number)),
        latency: None,
        relay: String::new(),
        answer: String::new(),
        reported_at: None,
    }
}

/// A mail of every fate.
fn mails() -> Vec<MailLine> {
    let relay = || "mail.clearing.example:465".to_owned();
    let refused = "550 5.1.1 <recipient>: Recipient address rejected: User unknown".to_owned();
    vec![
        MailLine { tries: 0, settled_at: None, next_try: Some(now()), ..mail(1, "code", Fate::Waiting) },
        MailLine {
            tries: 4,
            settled_at: None,
            next_try: Some(now().plus(Duration::from_secs(480))),
            answer: "mail.clearing.example:465: 451 4.7.1 Greylisting in action, please come back later".to_owned(),
            ..mail(2, "campaign-reminder", Fate::Deferred)
        },
        MailLine { answer: refused.clone(), ..mail(3, "activation", Fate::Refused) },
        MailLine {
            latency: Some(Duration::from_millis(1_400)),
            relay: relay(),
            answer: refused,
            reported_at: Some(ago(600)),
            ..mail(4, "schedule-changed", Fate::Refused)
        },
        MailLine {
            latency: Some(Duration::from_millis(820)),
            relay: relay(),
            answer: "250 2.0.0 Ok: queued as 4F8A21D0".to_owned(),
            ..mail(5, "code", Fate::Sent)
        },
        mail(6, "guide-version", Fate::Suppressed),
        MailLine { account: None, recipient: None, ..mail(7, "audit-anchor", Fate::Useless) },
    ]
}

fn desk() -> MailDesk {
    MailDesk {
        as_of: now(),
        addresses: true,
        health: MailHealth {
            p50: Some(Duration::from_millis(1_240)),
            p95: Some(Duration::from_millis(8_900)),
            measured: 1_000,
            refused: vec![
                ("kestrel-001.example".to_owned(), 1_204),
                ("lantern-044.example".to_owned(), 12),
                ("harbour-102.example".to_owned(), 1),
            ],
            refused_elsewhere: 2,
            waiting: 214,
            waiting_more: false,
            oldest: Some(ago(1_260)),
        },
        suppressed: (31, false),
        never: (3, 41),
        reports: Some((14, 6, 2)),
        asked: Asked::default(),
        wrong: None,
        kinds: vec!["code", "activation", "campaign-reminder", "probe"],
        totals: Fate::ALL.into_iter().zip([198, 16, 22, 4_601, 9, 154]).collect(),
        counted: 5_000,
        lines: mails(),
        older: Some("019a2b3c4d5e7f60a1b2c3d4e5f60718".to_owned()),
        begun: true,
    }
}

fn domain(name: &str, users: u64, firm: &str) -> DomainLine {
    DomainLine {
        domain: name.to_owned(),
        users,
        largest: firm.parse().ok(),
        accepted_at: Some(ago(7_200)),
        accepted_after: Some(Duration::from_millis(1_100)),
        refused_at: None,
        refused: 0,
        refused_more: false,
        probe: None,
        can_probe: true,
    }
}

fn domains() -> MailDomains {
    let unreached = |line: DomainLine| DomainLine { accepted_at: None, accepted_after: None, ..line };
    let probe = Probe {
        at: ago(5_400),
        account: "CAAB/CAAB001".parse().ok(),
        fate: Some(Fate::Refused),
        answer: "550 5.7.1 <recipient>: Access denied".to_owned(),
        latency: None,
    };
    let accepted = Probe {
        fate: Some(Fate::Sent),
        answer: "250 2.0.0 Ok".to_owned(),
        latency: Some(Duration::from_millis(2_300)),
        ..probe.clone()
    };
    MailDomains {
        as_of: now(),
        operator: true,
        all: (158, 2_431),
        never: (3, 41),
        lines: vec![
            unreached(DomainLine {
                refused_at: Some(ago(5_400)),
                refused: 1,
                probe: Some(probe),
                can_probe: false,
                ..domain("lantern-044.example", 28, "CAAB")
            }),
            unreached(domain("peak-017.example", 13, "CAAC")),
            DomainLine {
                refused_at: Some(ago(90)),
                refused: 1_000,
                refused_more: true,
                probe: Some(accepted),
                ..domain("kestrel-001.example", 214, "CAAA")
            },
            domain("harbour-102.example", 61, "CAAD"),
        ],
        after: Some("2.61.harbour-102.example".to_owned()),
        begun: false,
        probed: None,
        problem: None,
    }
}

fn refusing(language: Language) -> SuppressedList {
    let line = |number: u32, reported, answer: &str| SuppressedLine {
        account: format!("CAAA/CAAA{number:03}").parse().expect("an account"),
        name: match language {
            Language::En => "Lee Ka Yan".to_owned(),
            Language::ZhHk => "李嘉欣".to_owned(),
        },
        recipient: Some("c•••@kestrel-001.example".to_owned()),
        since: ago(86_400 * u64::from(number)),
        at: ago(3_600),
        reported,
        answer: answer.to_owned(),
    };
    SuppressedList {
        as_of: now(),
        operator: true,
        addresses: true,
        all: (31, false),
        tried_a_day: 5,
        lines: vec![
            line(3, false, "550 5.1.1 <recipient>: Recipient address rejected: User unknown"),
            line(9, true, "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient <recipient> not found"),
            line(12, false, ""),
        ],
        after: Some("1763000000000-CAAA/CAAA012".to_owned()),
        begun: true,
        cleared: None,
        nothing: false,
    }
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, page: Page| {
        let signed_in = Some(person(language, "STAFF/IPS", false, true));
        let coming = Some(Coming {
            kind: EventKind::TwoFactorOnly,
            title: Bilingual { en: "Parallel run ends".to_owned(), zh: "並行運作結束".to_owned() },
            at: now().plus(Duration::from_secs(30 * 86_400)),
        });
        let chrome = Chrome { signed_in, coming, ..chrome(language, here, Phase::ParallelRun) };
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let mut outbox = |name: &str, query: &str, model: MailDesk| {
        add(name, &format!("/monitor/mail{query}"), Page::MailDesk(Box::new(model)));
    };
    outbox("mail-outbox", "?before=019b", desk());
    let asked = Asked {
        state: Some(Standing::Each(Fate::Refused)),
        domain: "kestrel-001.example".to_owned(),
        ..Asked::default()
    };
    let viewed = mails().into_iter().filter(|line| line.fate == Fate::Refused);
    let viewed = viewed.map(|line| MailLine { recipient: None, ..line }).collect();
    outbox(
        "mail-outbox-viewer",
        "?state=refused&domain=kestrel-001.example",
        MailDesk { addresses: false, asked: asked.clone(), lines: viewed, older: None, begun: false, ..desk() },
    );
    let nothing = MailDesk { lines: vec![], older: None, begun: false, ..desk() };
    outbox("mail-outbox-no-match", "?state=refused&domain=kestrel-001.example", MailDesk { asked, ..nothing.clone() });
    let wrong = Asked { account: "CAAA001".to_owned(), ..Asked::default() };
    outbox(
        "mail-outbox-wrong",
        "?account=CAAA001",
        MailDesk { asked: wrong, wrong: Some("account"), totals: vec![], ..nothing.clone() },
    );
    outbox(
        "mail-outbox-empty",
        "",
        MailDesk {
            health: MailHealth::default(),
            suppressed: (0, false),
            never: (0, 0),
            reports: None,
            totals: Fate::ALL.map(|fate| (fate, 0)).into(),
            ..nothing
        },
    );
    let mut list = |name: &str, model: MailDomains| {
        add(name, "/monitor/mail/domains", Page::MailDomains(Box::new(model)));
    };
    list("mail-domains", domains());
    list("mail-domains-probed", MailDomains { probed: Some("peak-017.example".to_owned()), ..domains() });
    list("mail-domains-not-probed", MailDomains { problem: Some(NoProbe::Today), ..domains() });
    list("mail-domains-good", MailDomains { operator: false, never: (0, 0), after: None, ..domains() });
    list("mail-domains-empty", MailDomains { all: (0, 0), never: (0, 0), lines: vec![], after: None, ..domains() });
    let mut list = |name: &str, model: SuppressedList| {
        add(name, "/monitor/mail/suppressed", Page::Suppressed(Box::new(model)));
    };
    list("mail-refusing", refusing(language));
    let cleared = "CAAA/CAAA001".parse().ok();
    list("mail-refusing-cleared", SuppressedList { cleared, ..refusing(language) });
    list("mail-refusing-nothing", SuppressedList { nothing: true, ..refusing(language) });
    let none = SuppressedList { all: (0, false), lines: vec![], after: None, begun: false, ..refusing(language) };
    list("mail-refusing-empty", SuppressedList { operator: false, addresses: false, ..none });
    all
}
