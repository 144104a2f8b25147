//! What is typed of an event, in a form or a file, and what it would do.

use std::time::Duration;

use app::ports::{
    approval::Diff,
    schedule::{Effect, EventCheck, PlanProblem, PlanTyped, Timing},
};
use domain::{
    approval::{Change, ChangeKind},
    language::Language,
    schedule::{Bilingual, Event, EventKind, EventState, Plan},
    time::{Instant, hong_kong_minute, typed_in_hong_kong},
};
use sqlx::AnyConnection;

use super::{blocked::Summary, plan, settle, view};
use crate::{
    app::App,
    approval::diffs,
    registration::import::is_hidden,
    store::{
        StoreError,
        requests::{self, Subject},
        schedule,
    },
};

/// The longest title, and words that say when, in characters.
const LONGEST_LINE: usize = 200;
/// The longest text, in characters.
const LONGEST_TEXT: usize = 2000;

/// The parts of a plan as they are typed.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'p> {
    /// The day and the hour in Hong Kong; none of an event without an instant.
    pub at: Option<(&'p str, &'p str)>,
    /// When, in words.
    pub when: (&'p str, &'p str),
    /// What it is called.
    pub title: (&'p str, &'p str),
    /// What people should know.
    pub text: (&'p str, &'p str),
}

/// Reads a plan of `kind`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(kind: EventKind, parts: Parts<'_>, needs_words: bool) -> Result<Plan, Vec<PlanProblem>> {
    let mut problems = Vec::new();
    let at = parts.at.and_then(|(date, time)| {
        let at = hong_kong_minute(date, time);
        problems.extend(at.is_none().then_some(PlanProblem::Date));
        at
    });
    let mut both = |(en, zh): (&str, &str), fields: [&'static str; 2], longest| {
        let mut one = |text: &str, field| {
            tidy(text, longest).unwrap_or_else(|problem| {
                problems.push(problem(field));
                text.to_owned()
            })
        };
        Bilingual { en: one(en, fields[0]), zh: one(zh, fields[1]) }
    };
    let when = both(parts.when, ["when_en", "when_zh"], LONGEST_LINE);
    let title = both(parts.title, ["title_en", "title_zh"], LONGEST_LINE);
    let text = both(parts.text, ["text_en", "text_zh"], LONGEST_TEXT);
    if needs_words {
        problems.extend(when.en.is_empty().then_some(PlanProblem::WhenMissing("when_en")));
        problems.extend(when.zh.is_empty().then_some(PlanProblem::WhenMissing("when_zh")));
    }
    problems.extend(title.en.is_empty().then_some(PlanProblem::TitleMissing("title_en")));
    problems.extend(title.zh.is_empty().then_some(PlanProblem::TitleMissing("title_zh")));
    match (text.en.is_empty(), text.zh.is_empty()) {
        (true, false) => problems.push(PlanProblem::TextMissing("text_en")),
        (false, true) => problems.push(PlanProblem::TextMissing("text_zh")),
        _ => {}
    }
    if problems.is_empty() { Ok(Plan { kind, at, when, title, text }) } else { Err(problems) }
}

/// A text as it is kept. One that may be long keeps its lines.
fn tidy(typed: &str, longest: usize) -> Result<String, fn(&'static str) -> PlanProblem> {
    let lines = longest > LONGEST_LINE;
    let text = typed.trim().replace("\r\n", "\n");
    if text.chars().count() > longest {
        return Err(PlanProblem::TooLong);
    }
    if text.chars().any(|c| is_hidden(c) && !(lines && c == '\n')) {
        return Err(PlanProblem::Unprintable);
    }
    Ok(text)
}

/// Whether `id` can be the name of an event.
pub fn is_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    // That one is the page for what has no name yet.
    (1..=40).contains(&id.len()) && id.chars().all(plain) && id != "new"
}

/// The name of a new event of `kind`: the kind's, and a number from the second on.
fn free_id(events: &[Event], kind: EventKind) -> String {
    let names = (1_u32..).map(|number| if number == 1 { kind.to_string() } else { format!("{kind}-{number}") });
    let mut free = names.filter(|name| !events.iter().any(|event| event.id == *name));
    free.next().unwrap_or_default()
}

/// An event as its form holds it.
pub fn typed(event: &Event) -> PlanTyped {
    let plan = &event.plan;
    let (date, time) = plan.at.map(typed_in_hong_kong).unwrap_or_default();
    PlanTyped {
        kind: plan.kind.name().to_owned(),
        timing: if plan.at.is_some() { Timing::Confirmed } else { Timing::Tentative }.name().to_owned(),
        date,
        time,
        when_en: plan.when.en.clone(),
        when_zh: plan.when.zh.clone(),
        title_en: plan.title.en.clone(),
        title_zh: plan.title.zh.clone(),
        text_en: plan.text.en.clone(),
        text_zh: plan.text.zh.clone(),
        version: event.version.to_string(),
    }
}

/// What was typed, ready to be proposed.
#[derive(Clone, Debug)]
pub struct Meant {
    /// The event's name.
    pub id: String,
    /// The event as it stands; none where it is new.
    pub former: Option<Event>,
    /// What is planned.
    pub plan: Plan,
    /// Whether it will not happen.
    pub cancelled: bool,
    /// Whether it happens as soon as it is approved.
    pub at_once: bool,
}

impl Meant {
    /// What two people are to agree on.
    pub fn change(&self) -> Change {
        Change::Schedule { plan: self.plan.clone(), cancelled: self.cancelled, at_once: self.at_once }
    }

    /// Whether the event changes by it. One that is held is confirmed again, whatever was typed.
    fn changes(&self) -> bool {
        let same = |event: &Event| event.plan == self.plan && event.state != EventState::Held;
        self.cancelled || self.at_once || !self.former.as_ref().is_some_and(same)
    }
}

/// Reads what was typed of the event `former`, or of a new one.
///
/// # Errors
/// When the database cannot be read. `Ok(Err(_))` says why it cannot be proposed.
pub async fn meant(
    db: &mut AnyConnection,
    former: Option<Event>,
    typed: &PlanTyped,
    now: Instant,
) -> Result<Result<Meant, Vec<PlanProblem>>, StoreError> {
    let refused = |problem| Ok(Err(vec![problem]));
    let version = former.as_ref().map_or(0, |event| event.version);
    if !typed.version.is_empty() && typed.version != version.to_string() {
        return refused(PlanProblem::Changed);
    }
    let kind = match &former {
        Some(event) => event.plan.kind,
        None => match typed.kind.parse() {
            Ok(kind) => kind,
            Err(_) => return refused(PlanProblem::KindMissing),
        },
    };
    let timing = Timing::parse(&typed.timing).filter(|timing| former.is_some() || *timing != Timing::Cancelled);
    let Some(timing) = timing else { return refused(PlanProblem::TimingMissing) };
    if former.as_ref().is_some_and(|event| !event.state.is_open()) {
        return refused(PlanProblem::Over);
    }
    let parts = Parts {
        at: (timing == Timing::Confirmed).then_some((&*typed.date, &*typed.time)),
        when: (&typed.when_en, &typed.when_zh),
        title: (&typed.title_en, &typed.title_zh),
        text: (&typed.text_en, &typed.text_zh),
    };
    let plan = match (&former, timing) {
        (Some(event), Timing::Cancelled) => event.plan.clone(),
        _ => match read(kind, parts, timing == Timing::Tentative) {
            Ok(plan) => plan,
            Err(problems) => return Ok(Err(problems)),
        },
    };
    let id = match &former {
        Some(event) => event.id.clone(),
        None => free_id(&schedule::list(db).await?, kind),
    };
    let (cancelled, at_once) = (timing == Timing::Cancelled, timing == Timing::AtOnce);
    let meant = Meant { id, former, plan, cancelled, at_once };
    if !meant.changes() {
        return refused(PlanProblem::Nothing);
    }
    if !cancelled && let Some(problem) = plan::check(db, &meant.id, &meant.plan, at_once, now).await? {
        return refused(said(problem));
    }
    let waiting = requests::waiting_for(db, &[Subject::event(&meant.id).to_string()]).await?;
    if waiting.iter().any(|(_, kind, _)| *kind == ChangeKind::Schedule) {
        return refused(PlanProblem::Waits);
    }
    Ok(Ok(meant))
}

const fn said(problem: plan::PlanProblem) -> PlanProblem {
    match problem {
        plan::PlanProblem::Past => PlanProblem::Past,
        plan::PlanProblem::Over => PlanProblem::Over,
        plan::PlanProblem::SameInstant => PlanProblem::SameInstant,
        plan::PlanProblem::NoWayBack => PlanProblem::NoWayBack,
        plan::PlanProblem::NeedsArming => PlanProblem::NeedsArming,
    }
}

/// The page that says what a change would do, before it is proposed.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(
    app: &App,
    db: &mut AnyConnection,
    meant: Meant,
    typed: PlanTyped,
    language: Language,
    now: Instant,
) -> Result<EventCheck, StoreError> {
    let former = meant.former.as_ref();
    let begins = match app.config.schedule.phase.0 {
        None if schedule::list(db).await?.is_empty() => {
            let phase = super::phase(app, db, now).await?;
            let beginning = plan::beginning(db, now).await?;
            (beginning.phase != phase).then_some(phase)
        }
        _ => None,
    };
    let moved = former.is_some_and(|event| event.plan.at != meant.plan.at);
    Ok(EventCheck {
        id: former.map(|event| event.id.clone()),
        kind: meant.plan.kind,
        title: meant.plan.title.clone(),
        diffs: differences(&meant, language),
        effect: effect(app, db, &meant, now).await?,
        begins,
        disarms: former.is_some_and(|event| event.armed.is_some()) && (moved || meant.cancelled),
        typed,
        reason: String::new(),
        reason_missing: false,
    })
}

fn differences(meant: &Meant, language: Language) -> Vec<Diff> {
    let former = meant.former.as_ref().map(|event| &event.plan);
    diffs::of_plan(former, &meant.plan, meant.cancelled, meant.at_once, language)
}

/// What the event does at its instant; none where it switches nothing.
async fn effect(app: &App, db: &mut AnyConnection, meant: &Meant, now: Instant) -> Result<Option<Effect>, StoreError> {
    let at = match (meant.cancelled, meant.at_once, meant.plan.at) {
        (false, true, _) => now,
        (false, false, Some(at)) => at,
        _ => return Ok(None),
    };
    let (timeline, events) = match view::standing(app, db, now).await? {
        // The first event begins the schedule.
        (_, events) if events.is_empty() => (plan::beginning(db, now).await?, events),
        standing => standing,
    };
    let before = plan::before(timeline, &events, &meant.id, at);
    let event = Event {
        id: meant.id.clone(),
        plan: Plan { at: Some(at), ..meant.plan.clone() },
        state: EventState::Confirmed,
        armed: None,
        held: None,
        happened_at: None,
        version: 0,
    };
    let after = before.after(&event);
    let summary = Summary::of(db, None, after, at).await?;
    Ok(Some(Effect {
        at: (!meant.at_once).then_some(at),
        before: before.phase,
        after: after.phase,
        blocked: summary.blocked,
        shut_out: summary.shut_out().count() as u64,
        reasons: summary.reasons.into_iter().collect(),
        sessions: settle::sessions_shut(db, after, at, Duration::ZERO).await?.len() as u64,
        needs_arming: event.plan.kind.needs_arming(before.phase),
    }))
}
