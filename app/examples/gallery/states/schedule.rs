//! The schedule, as everybody sees it and as staff steer it, and the rehearsal.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        approval::{Diff, DiffField},
        frame::Coming,
        login::PasswordForm,
        schedule::{
            ArmGround, ArmRefusal, Armed, DeskRow, Effect, EventCheck, EventPage, EventRow, Happening, HistoryLine,
            HoldRefusal, NotArmable, PlanProblem, PlanTyped, Schedule, ScheduleDesk, Timing,
        },
    },
    render::Page,
};
use domain::{
    language::Language,
    phase::Phase,
    reach::WhyBlocked,
    schedule::{Bilingual, Blocked, EventKind, EventState, Exception, ExceptionKind, WhyHeld},
    time::Instant,
};

use super::{Exhibit, chrome, now, person};

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

fn both(en: &str, zh: &str) -> Bilingual {
    Bilingual { en: en.to_owned(), zh: zh.to_owned() }
}

fn row(kind: EventKind, state: EventState, instant: Option<&str>, title: (&str, &str)) -> EventRow {
    EventRow {
        id: kind.name().to_owned(),
        kind,
        state,
        at: instant.map(at),
        when: both("Late in the second quarter of 2027", "2027年第二季末"),
        title: both(title.0, title.1),
        text: both(
            "Read the guide, and ask the hotline where something is unclear.",
            "請參閱用戶指南，如有疑問請致電熱線查詢。",
        ),
    }
}

fn rows() -> Vec<EventRow> {
    use EventKind as K;
    use EventState as S;
    let registration = ("Registration of e-mail addresses", "登記電郵地址");
    let parallel = ("Parallel run begins", "並行運作開始");
    vec![
        row(K::Registration, S::Done, Some("2026-06-01T01:00:00Z"), registration),
        row(K::Preparation, S::Done, Some("2026-08-03T01:00:00Z"), ("Briefing for the parallel run", "並行運作簡介會")),
        row(K::UserGuide, S::Cancelled, Some("2026-08-10T01:00:00Z"), ("User guide on paper", "印刷版用戶指南")),
        row(K::ParallelRun, S::Done, Some("2026-10-05T01:00:00Z"), parallel),
        row(K::ConnectivityTest, S::Held, Some("2026-11-30T01:00:00Z"), ("Second connectivity test", "第二次連線測試")),
        row(K::TwoFactorOnly, S::Confirmed, Some("2026-11-24T10:00:00Z"), ("Parallel run ends", "並行運作結束")),
        row(K::Decommissioning, S::Tentative, None, ("Smartcards are decommissioned", "智能卡停用")),
    ]
}

const COUNT: Blocked = Blocked { users: 1_204, firms: 87 };

fn desk_rows() -> Vec<DeskRow> {
    let row = |event: EventRow| DeskRow {
        needs_arming: event.state.is_open() && event.kind >= EventKind::TwoFactorOnly,
        held: (event.state == EventState::Held).then_some(WhyHeld::NotArmed),
        waits: (event.kind == EventKind::Decommissioning).then(|| "01KC1".to_owned()),
        armed: None,
        event,
    };
    rows().into_iter().map(row).collect()
}

fn armed() -> Armed {
    let by = vec!["STAFF/IPS".to_owned(), "STAFF/WONG".to_owned()];
    Armed { by, at: at("2026-11-22T03:00:00Z"), blocked: COUNT, until: at("2026-11-25T03:00:00Z") }
}

fn page(place: usize) -> EventPage {
    let row = desk_rows().swap_remove(place);
    let line = |days: i64, what, by: &[&str], request: bool| HistoryLine {
        at: Instant::from_millis(now().as_millis() - days * 86_400_000),
        what,
        by: by.iter().map(ToString::to_string).collect(),
        request: request.then(|| "01KC0".to_owned()),
    };
    let staff = ["STAFF/IPS", "STAFF/WONG"];
    let (first, second) = (at("2026-11-10T10:00:00Z"), at("2026-11-24T10:00:00Z"));
    EventPage {
        operator: true,
        guardian: true,
        typed: PlanTyped {
            timing: if row.event.at.is_some() { Timing::Confirmed } else { Timing::Tentative }.name().to_owned(),
            date: "2026-11-24".to_owned(),
            time: "18:00".to_owned(),
            title_en: row.event.title.en.clone(),
            title_zh: row.event.title.zh.clone(),
            text_en: row.event.text.en.clone(),
            text_zh: row.event.text.zh.clone(),
            version: "3".to_owned(),
            ..PlanTyped::default()
        },
        row: Some(row),
        editing: false,
        problems: vec![],
        arming: None,
        arm_typed: String::new(),
        arm_problem: None,
        hold_problem: None,
        just_held: false,
        history: vec![
            line(0, Happening::Armed(COUNT), &staff, true),
            line(1, Happening::Planned(Some(second), Some(second)), &staff, true),
            line(2, Happening::Planned(Some(first), Some(second)), &staff, true),
            line(3, Happening::Held(Some(WhyHeld::ByHand), "The relay is down".to_owned()), &["STAFF/WONG"], false),
            line(4, Happening::Held(Some(WhyHeld::Grown), String::new()), &["system"], false),
            line(20, Happening::Planned(None, Some(first)), &staff, true),
            line(30, Happening::Planned(Some(first), None), &staff, true),
            line(40, Happening::Planned(None, None), &["operator"], false),
            line(41, Happening::Happened(COUNT), &["system"], false),
            line(42, Happening::Cancelled, &staff, true),
        ],
    }
}

fn ground(problem: Option<NotArmable>) -> ArmGround {
    let account = |name: &str| name.parse().expect("an account");
    ArmGround {
        blocked: COUNT,
        shut_out: 4,
        sessions: 311,
        tolerance: 5,
        problem,
        administrators: vec![account("CAAA/CAAA001"), account("CBBB/CBBB007")],
        waits: false,
    }
}

/// Every page in every state.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, chrome: Chrome, page: Page| all.push(Exhibit { name: name.to_owned(), chrome, page });
    let public = |events| Schedule {
        phase: Phase::ParallelRun,
        events,
        calendar: "https://login.clearing.example/schedule.ics".to_owned(),
        as_of: now(),
    };
    let anybody = |here| chrome(language, here, Phase::ParallelRun);
    add("schedule", anybody("/schedule"), Page::Schedule(Box::new(public(rows()))));
    add("schedule-empty", anybody("/schedule"), Page::Schedule(Box::new(public(vec![]))));

    let coming = |kind, title: (&str, &str), seconds| {
        Some(Coming { kind, title: both(title.0, title.1), at: now().plus(Duration::from_secs(seconds)) })
    };
    let ends = ("Parallel run ends", "並行運作結束");
    let exception = |kind| Some(Exception { kind, from: now(), until: now().plus(Duration::from_secs(40 * 86_400)) });
    for (name, phase, coming, exception) in [
        ("coming", Phase::ParallelRun, coming(EventKind::TwoFactorOnly, ends, 12 * 86_400 + 60), None),
        ("coming-soon", Phase::ParallelRun, coming(EventKind::TwoFactorOnly, ends, 7_200), None),
        ("early-move", Phase::TwoFactorOnly, None, exception(ExceptionKind::EarlyMove)),
        (
            "extension",
            Phase::ParallelRun,
            coming(EventKind::Decommissioning, ("Smartcards are decommissioned", "智能卡停用"), 90 * 86_400),
            exception(ExceptionKind::Extension),
        ),
    ] {
        let chrome = Chrome { coming, exception, ..chrome(language, "/login", phase) };
        add(&format!("banner-{name}"), chrome, Page::Login(PasswordForm::default()));
    }

    let staff = |here: &str| {
        let signed_in = Some(person(language, "STAFF/IPS", false, true));
        Chrome { signed_in, ..chrome(language, here, Phase::ParallelRun) }
    };
    let desk = ScheduleDesk {
        operator: true,
        phase: Phase::ParallelRun,
        since: Some(at("2026-10-05T01:00:00Z")),
        fixed: false,
        decommissioned: false,
        way_back: false,
        events: desk_rows(),
        as_of: now(),
    };
    let at_desk = || staff("/monitor/schedule");
    let mut steered = desk.clone();
    steered.events[5].armed = Some(armed());
    add("schedule-desk", at_desk(), Page::ScheduleDesk(Box::new(steered)));
    let closed = ScheduleDesk { phase: Phase::TwoFactorOnly, way_back: true, ..desk.clone() };
    add("schedule-desk-way-back", at_desk(), Page::ScheduleDesk(Box::new(closed)));
    let gone = ScheduleDesk { phase: Phase::TwoFactorOnly, decommissioned: true, operator: false, ..desk.clone() };
    add("schedule-desk-decommissioned", at_desk(), Page::ScheduleDesk(Box::new(gone)));
    let empty = ScheduleDesk { events: vec![], since: None, fixed: true, ..desk };
    add("schedule-desk-empty", at_desk(), Page::ScheduleDesk(Box::new(empty)));

    let closing = || staff("/monitor/schedule/two-factor-only");
    let mut shown = page(5);
    if let Some(row) = &mut shown.row {
        row.armed = Some(armed());
    }
    shown.arming = Some(ArmGround { waits: true, ..ground(None) });
    add("event", closing(), Page::Event(Box::new(shown)));
    let staff_without = vec!["STAFF/WONG".parse().expect("an account")];
    for (name, arming, arm_problem) in [
        ("to-arm", ground(None), None),
        ("arm-wrong-count", ground(None), Some(ArmRefusal::WrongCount)),
        ("arm-early", ground(Some(NotArmable::TooEarly(at("2026-11-21T10:00:00Z")))), Some(ArmRefusal::NotNow)),
        ("arm-staff", ground(Some(NotArmable::Staff(staff_without))), Some(ArmRefusal::Waits)),
    ] {
        let page = EventPage { arming: Some(arming), arm_problem, arm_typed: "1,200".to_owned(), ..page(5) };
        add(&format!("event-{name}"), closing(), Page::Event(Box::new(page)));
    }
    for (name, found) in [
        ("reason-missing", HoldRefusal::ReasonMissing),
        ("happened", HoldRefusal::Happened),
        ("nothing", HoldRefusal::Nothing),
    ] {
        let page = EventPage { hold_problem: Some(found), ..page(5) };
        add(&format!("event-hold-{name}"), closing(), Page::Event(Box::new(page)));
    }
    let looking = EventPage { operator: false, guardian: false, arming: Some(ground(None)), ..page(5) };
    add("event-viewer", closing(), Page::Event(Box::new(looking)));
    let held = EventPage { just_held: true, ..page(4) };
    add("event-held", staff("/monitor/schedule/connectivity-test"), Page::Event(Box::new(held)));
    let last = EventPage { editing: true, ..page(6) };
    add("event-decommissioning", staff("/monitor/schedule/decommissioning"), Page::Event(Box::new(last)));
    let wrong = EventPage {
        editing: true,
        problems: vec![
            PlanProblem::TimingMissing,
            PlanProblem::Date,
            PlanProblem::WhenMissing("when_en"),
            PlanProblem::TitleMissing("title_zh"),
            PlanProblem::TextMissing("text_zh"),
            PlanProblem::TooLong("text_en"),
            PlanProblem::Unprintable("title_en"),
        ],
        ..page(5)
    };
    add("event-wrong", closing(), Page::Event(Box::new(wrong)));
    for (name, problem) in [
        ("past", PlanProblem::Past),
        ("over", PlanProblem::Over),
        ("same-instant", PlanProblem::SameInstant),
        ("no-way-back", PlanProblem::NoWayBack),
        ("needs-arming", PlanProblem::NeedsArming),
        ("waits", PlanProblem::Waits),
        ("changed", PlanProblem::Changed),
        ("nothing", PlanProblem::Nothing),
    ] {
        let page = EventPage { editing: true, problems: vec![problem], ..page(5) };
        add(&format!("event-{name}"), closing(), Page::Event(Box::new(page)));
    }
    let new = EventPage { row: None, history: vec![], typed: PlanTyped::default(), ..page(5) };
    add("event-new", staff("/monitor/schedule/new"), Page::Event(Box::new(new.clone())));
    let kindless = EventPage { problems: vec![PlanProblem::KindMissing], ..new };
    add("event-new-kind-missing", staff("/monitor/schedule/new"), Page::Event(Box::new(kindless)));

    let diff = |key, now: &str, proposed: &str| Diff {
        field: DiffField::Said(key),
        now: now.to_owned(),
        proposed: proposed.to_owned(),
        new_domain: false,
        shared: false,
    };
    let (from, to) = match language {
        Language::En => ("24 November 2026, 18:00 HKT", "11 December 2026, 18:00 HKT"),
        Language::ZhHk => ("2026年11月24日（星期二）18:00（香港時間）", "2026年12月11日（星期五）18:00（香港時間）"),
    };
    let check = EventCheck {
        id: Some("two-factor-only".to_owned()),
        kind: EventKind::TwoFactorOnly,
        title: both("Parallel run ends", "並行運作結束"),
        typed: page(5).typed,
        diffs: vec![diff("agreed-when", from, to)],
        effect: Some(Effect {
            at: Some(at("2026-12-11T10:00:00Z")),
            before: Phase::ParallelRun,
            after: Phase::TwoFactorOnly,
            blocked: COUNT,
            reasons: vec![(WhyBlocked::NoAddress, 512), (WhyBlocked::NotApproved, 88), (WhyBlocked::NotSetUp, 604)],
            shut_out: 4,
            sessions: 311,
            needs_arming: true,
        }),
        begins: None,
        disarms: true,
        reason: String::new(),
        reason_missing: false,
    };
    add("event-check", closing(), Page::EventCheck(Box::new(check.clone())));
    let reasonless = EventCheck { reason_missing: true, disarms: false, ..check.clone() };
    add("event-check-reason-missing", closing(), Page::EventCheck(Box::new(reasonless)));
    let first =
        EventCheck { id: None, effect: None, begins: Some(Phase::ParallelRun), disarms: false, ..check.clone() };
    add("event-check-first", staff("/monitor/schedule/new"), Page::EventCheck(Box::new(first)));
    let nobody = Blocked::default();
    let effect = |before, after| Effect {
        at: None,
        before,
        after,
        blocked: nobody,
        reasons: vec![],
        shut_out: 0,
        sessions: 0,
        needs_arming: false,
    };
    let back = EventCheck {
        id: None,
        kind: EventKind::ParallelRun,
        effect: Some(effect(Phase::TwoFactorOnly, Phase::ParallelRun)),
        disarms: false,
        ..check.clone()
    };
    add("event-check-back", staff("/monitor/schedule/new?back=1"), Page::EventCheck(Box::new(back)));
    let last = EventCheck {
        kind: EventKind::Decommissioning,
        effect: Some(effect(Phase::TwoFactorOnly, Phase::TwoFactorOnly)),
        disarms: false,
        ..check
    };
    add("event-check-decommissioning", staff("/monitor/schedule/decommissioning"), Page::EventCheck(Box::new(last)));

    all
}
