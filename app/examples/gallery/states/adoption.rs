//! The adoption in figures, as it begins, half way, and done.

use std::time::Duration;

use app::{
    ports::adoption::{
        AsAt, BlockedNow, Course, FiguresPage, Firm, Firms, Happenings, MailHealth, Monitor, NextPhase, Now, Only,
        ViewData,
    },
    render::Page,
};
use domain::{
    adoption::{Day, Figures, Happening, House},
    language::Language,
    method::Method,
    phase::Phase,
    reach::WhyBlocked,
    role::StaffRole,
    schedule::{Bilingual, Blocked},
    time::Instant,
};

use super::{Exhibit, chrome, now, person};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn today() -> Day {
    Day::of(now())
}

fn began() -> Day {
    day("2026-06-01")
}

const NAMES: [(&str, &str); 6] = [
    ("Kestrel Futures Limited", "紅隼期貨有限公司"),
    ("Heron & Bay Clearing Services (Hong Kong) Limited", "鷺灣結算服務（香港）有限公司"),
    ("Osprey Derivatives", "魚鷹衍生工具"),
    ("Pelican Brokers Limited", "鵜鶘經紀有限公司"),
    ("Cormorant Options", "鸕鷀期權"),
    ("Egret Securities and Futures Limited", "白鷺證券期貨有限公司"),
];

/// A firm of `size` that has come so far, from 0 to 1000.
fn figures(size: u64, come: u64) -> Figures {
    let ready = size * come / 1000;
    let rest = size - ready;
    let used = ready * come / 1100;
    let by_state = [
        rest - rest * 3 / 5,
        rest / 5,
        rest * 3 / 5 - rest / 5,
        ready - used - (ready - used) / 2,
        (ready - used) / 2,
        used,
        0,
    ];
    Figures {
        by_state,
        with_card: by_state.map(|users| users * 9 / 10),
        dormant: size / 40,
        disabled: size / 60,
        with_passkey: ready / 9,
        by_mail_alone: ready / 14,
        mail_refused: size / 90,
        administrators: 2,
        administrators_seen: u64::from(come > 60) * 2,
    }
}

/// The house at `come`, of 158 firms.
fn house(come: u64) -> House {
    let mut house = House::default();
    for firm in 0..158_u64 {
        house.add(&figures(6 + firm * 7 % 23, (come * (130 + firm % 70) / 130).min(1000)), firm % 40 != 7);
    }
    house
}

/// The way to where everybody has come on `until`: slowly, then in a rush, then stragglers.
fn series(until: Day, come: u64) -> Vec<(Day, House)> {
    let whole = began().days_until(until);
    let at = |day: i64| 1.0 / (1.0 + (-9.0 * (day as f64 / whole.max(1) as f64 - 0.55)).exp());
    (0..=whole).map(|days| (began().later(days), house((come as f64 * at(days) / at(whole)) as u64))).collect()
}

fn firms(language: Language, come: u64, count: usize) -> Vec<Firm> {
    let firm = |place: usize| {
        let (en, zh) = NAMES[place % NAMES.len()];
        Firm {
            code: format!("C{}{}{}", letter(place / 5), letter(place), letter(place * 7)),
            name: if language == Language::En { en } else { zh }.to_owned(),
            figures: figures(46 - place as u64 * 3, (come * (5 + place as u64) / 12).min(1000)),
            has_pair: place != 3,
        }
    };
    (0..count).map(firm).filter(|firm| firm.figures.behind() > 0).collect()
}

fn letter(place: usize) -> char {
    char::from(b'A' + u8::try_from(place % 26).unwrap_or_default())
}

fn happenings(until: Day, come: u64, kinds: &[Happening]) -> Happenings {
    let count = |day: Day, kind: Happening| {
        let weekend = (day.number() + 3).rem_euclid(7) >= 5;
        let wave = 900 + day.number().rem_euclid(11) as u64 * 17;
        let full = match kind {
            Happening::Login(Method::TwoFactor) => wave * come / 1000,
            Happening::Login(Method::Smartcard) => wave * (1000 - come) / 1000,
            Happening::Login(Method::Passkey) => wave * come / 9000,
            Happening::Login(Method::X509) => 12,
            Happening::Login(Method::OneTimePass) => day.number().rem_euclid(3) as u64,
            Happening::Reset => 3 + day.number().rem_euclid(5) as u64,
            Happening::Unlock => 8 + day.number().rem_euclid(7) as u64 * 2,
            Happening::Pass => u64::from(day.number().rem_euclid(9) == 0) * 4,
        };
        if weekend { full / 30 } else { full }
    };
    (-29..=0)
        .map(|days| until.later(days))
        .map(|day| (day, kinds.iter().map(|kind| (*kind, count(day, *kind))).collect()))
        .collect()
}

fn logins(until: Day, come: u64) -> ViewData {
    ViewData::Logins(happenings(until, come, &Happening::ALL[..5]))
}

fn help(until: Day) -> ViewData {
    ViewData::Help(happenings(until, 0, &Happening::ALL[5..]))
}

fn mail() -> MailHealth {
    MailHealth {
        p50: Some(Duration::from_millis(2_140)),
        p95: Some(Duration::from_millis(11_900)),
        measured: 812,
        refused: vec![("kestrel-001.example".to_owned(), 9), ("heron-017.example".to_owned(), 2)],
        waiting: 14,
        waiting_more: false,
        oldest: Some(Duration::from_secs(95)),
    }
}

fn blocked(house: &House) -> BlockedNow {
    let reasons: Vec<_> = house.users.shut_out(Phase::TwoFactorOnly).fold(
        WhyBlocked::ALL.map(|why| (why, 0_u64)).into_iter().collect(),
        |mut reasons: Vec<_>, (why, users)| {
            reasons.iter_mut().filter(|(at, _)| *at == why).for_each(|(_, sum)| *sum += users);
            reasons
        },
    );
    let users = house.users.blocked(Phase::TwoFactorOnly);
    BlockedNow {
        phase: Phase::TwoFactorOnly,
        in_force: false,
        blocked: Blocked { users, firms: house.firms - house.firms_ready },
        reasons: reasons.into_iter().filter(|(_, users)| *users > 0).collect(),
        shut_out: u64::from(users > 0) * 4,
        active: house.users.active(),
    }
}

fn as_at(day: Option<Day>) -> AsAt {
    AsAt { instant: now(), today: today(), day, began: Some(began()) }
}

fn course() -> Course {
    Course { began: Some(began()), closes: Some(day("2026-11-24")) }
}

fn of_now(house: &House) -> Now {
    Now {
        phase: Phase::ParallelRun,
        coming: Some(NextPhase {
            event: "two-factor-only".to_owned(),
            title: Bilingual { en: "Parallel run ends".to_owned(), zh: "並行運作結束".to_owned() },
            when: Ok("2026-11-24T10:00:00Z".parse().expect("an instant")),
        }),
        blocked: blocked(house),
        reconciled: Some(Instant::from_millis(now().as_millis() - 12 * 86_400_000)),
        unacknowledged: 2,
        passes: 3,
        passes_waiting: 1,
        mail_delayed_at: None,
        decommissioned_at: None,
        mark: "7d1f".to_owned(),
    }
}

/// The page on `until`, with everybody come so far.
fn board(language: Language, come: u64, until: Day) -> Monitor {
    let house = house(come);
    let rows = firms(language, come, 12);
    let behind = rows.len() as u64;
    let found = Firms { only: None, rows: rows.clone(), found: behind, all: 158, page: (1, 1) };
    let series = series(until, come);
    Monitor {
        role: StaffRole::Operator,
        as_at: as_at(None),
        wrong: false,
        house,
        week_ago: series.iter().rev().nth(7).map(|(_, house)| *house),
        course: course(),
        worst: rows,
        views: vec![
            ViewData::Readiness(series.clone(), course()),
            ViewData::Firms(found),
            ViewData::Funnel(house),
            ViewData::Blocked(blocked(&house)),
            logins(until, come),
            help(until),
            ViewData::Mail(mail()),
            ViewData::Proofs(series),
        ],
        now: Some(of_now(&house)),
    }
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, here: &str, page: Page| {
        let chrome = super::Chrome {
            signed_in: Some(person(language, "STAFF/IPS", false, true)),
            ..chrome(language, here, Phase::ParallelRun)
        };
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let of = |model: Monitor| Page::Monitor(Box::new(model));
    let middle = || board(language, 800, today());
    let empty = Monitor {
        house: House::default(),
        week_ago: None,
        course: Course::default(),
        as_at: AsAt { began: None, ..as_at(None) },
        worst: vec![],
        views: vec![],
        ..middle()
    };
    add("monitor-empty", "/monitor", of(empty));
    let mut start = board(language, 20, began());
    start.course.closes = None;
    start.week_ago = None;
    start.as_at = AsAt { today: began(), ..as_at(None) };
    start.views[0] = ViewData::Readiness(series(began(), 20), start.course);
    start.views[6] = ViewData::Mail(MailHealth::default());
    start.now = start.now.map(|now| Now {
        phase: Phase::Registration,
        coming: Some(NextPhase {
            event: "preparation".to_owned(),
            title: Bilingual { en: "Set-up opens".to_owned(), zh: "開放設定".to_owned() },
            when: Err(Bilingual { en: "late Q2 2027".to_owned(), zh: "2027年第二季末".to_owned() }),
        }),
        blocked: BlockedNow {
            blocked: Blocked::default(),
            reasons: vec![],
            shut_out: 0,
            phase: Phase::Preparation,
            ..now.blocked
        },
        reconciled: None,
        unacknowledged: 0,
        passes: 0,
        passes_waiting: 0,
        ..now
    });
    add("monitor-start", "/monitor", of(start));
    add("monitor", "/monitor", of(middle()));
    let mut ready = board(language, 1000, today());
    ready.worst.clear();
    ready.now = ready.now.map(|at| Now { mail_delayed_at: Some(now()), ..at });
    add("monitor-ready", "/monitor", of(ready));
    let last = day("2026-10-01");
    let mut past = board(language, 550, last);
    past.as_at = as_at(Some(last));
    past.now = None;
    past.views.retain(|view| !matches!(view, ViewData::Mail(_) | ViewData::Blocked(_)));
    add("monitor-past", "/monitor?day=2026-10-01", of(past));
    add("monitor-wrong", "/monitor?day=tomorrow", of(Monitor { wrong: true, ..middle() }));
    let mut gone = board(language, 1000, today());
    gone.role = StaffRole::Approver;
    gone.now = gone.now.map(|at| Now {
        phase: Phase::TwoFactorOnly,
        coming: None,
        blocked: BlockedNow { in_force: true, ..at.blocked },
        decommissioned_at: Some(now()),
        ..at
    });
    add("monitor-decommissioned", "/monitor", of(gone));

    let house = house(800);
    let far = |only, rows: Vec<Firm>| {
        let found = rows.len() as u64;
        ViewData::Firms(Firms { only, rows, found, all: 158, page: (1, 3) })
    };
    for (name, data, day) in [
        ("figures-funnel", ViewData::Funnel(house), None),
        ("figures-readiness", ViewData::Readiness(series(today(), 800), course()), None),
        ("figures-readiness-none", ViewData::Readiness(vec![], Course::default()), None),
        ("figures-logins", logins(today(), 800), None),
        ("figures-help", help(today()), None),
        ("figures-firms", far(None, firms(language, 800, 14)), None),
        ("figures-firms-past", far(Some(Only::WithoutPair), firms(language, 500, 3)), Some(last)),
        ("figures-firms-none", far(Some(Only::NeverCame), vec![]), None),
        ("figures-blocked", ViewData::Blocked(blocked(&house)), None),
        ("figures-mail", ViewData::Mail(mail()), None),
        ("figures-proofs", ViewData::Proofs(series(today(), 800)), None),
    ] {
        let here = data.name().path();
        let page = FiguresPage { data, as_at: as_at(day), span: (today().later(-29), today()), wrong: None };
        add(name, &here, Page::Figures(Box::new(page)));
    }
    let wrong = FiguresPage {
        data: help(today()),
        as_at: as_at(None),
        span: (today().later(-29), today()),
        wrong: Some("from"),
    };
    add("figures-wrong", "/monitor/figures/help?from=x", Page::Figures(Box::new(wrong)));
    all
}
