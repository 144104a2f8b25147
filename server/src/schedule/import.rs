//! The schedule in a file: what a record says, whether it may be so, and the same file written again.

use std::io::{self, Write};

use app::ports::schedule::PlanProblem;
use domain::{
    schedule::{Event, EventKind, EventState, Plan, Timeline, upcoming},
    time::{Instant, typed_in_hong_kong},
};

use super::{
    edit::{Parts, is_id, read},
    plan,
};
use crate::{
    registration::import::{
        reader::Record,
        verdict::{Effect, Reason},
    },
    sheet::formula_safe,
};

/// The columns: an instant is the day `2027-06-25` and the hour `18:00` in Hong Kong; both empty: tentative.
pub const COLUMNS: &[&str] =
    &["event", "kind", "date", "time", "when_en", "when_zh", "title_en", "title_zh", "text_en", "text_zh"];

/// The name of the event that a record is about.
///
/// # Errors
/// Why it has none.
pub fn name(record: &Record<'_>) -> Result<String, Reason> {
    record.sound()?;
    let name = record.cell(0).trim().to_ascii_lowercase();
    if is_id(&name) { Ok(name) } else { Err(Reason::MalformedEvent) }
}

/// What a record plans.
///
/// # Errors
/// What is wrong with it.
pub fn planned(record: &Record<'_>) -> Result<Plan, Reason> {
    name(record)?;
    let kind: EventKind = record.cell(1).trim().to_ascii_lowercase().parse().map_err(|_| Reason::UnknownEventKind)?;
    let (date, time) = (record.cell(2).trim(), record.cell(3).trim());
    let dated = !(date.is_empty() && time.is_empty());
    let both = |column| (unmarked(record.cell(column)), unmarked(record.cell(column + 1)));
    let parts = Parts { at: dated.then_some((date, time)), when: both(4), title: both(6), text: both(8) };
    read(kind, parts, !dated).map_err(|problems| match problems.first() {
        Some(PlanProblem::Date) => Reason::MalformedInstant,
        Some(PlanProblem::WhenMissing(_)) => Reason::WhenMissing,
        Some(PlanProblem::TextMissing(_)) => Reason::TextInOneLanguage,
        Some(PlanProblem::TooLong(_)) => Reason::CellTooLong,
        Some(PlanProblem::Unprintable(_)) => Reason::CellUnprintable,
        _ => Reason::TitleMissing,
    })
}

/// Whether a cell is written behind an apostrophe: a spreadsheet would run it, or it looks as if it were so written.
fn is_marked(cell: &str) -> bool {
    formula_safe(cell) != cell || cell.strip_prefix('\'').is_some_and(is_marked)
}

/// A cell as it was before it was written.
fn unmarked(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_marked(rest)).unwrap_or(cell)
}

/// The schedule as it becomes, record by record.
#[derive(Clone, Debug)]
pub struct Becoming {
    events: Vec<Event>,
    timeline: Timeline,
    /// A first schedule may tell of what has happened already: a house does not always begin at the beginning.
    first: bool,
    now: Instant,
}

impl Becoming {
    /// From what stands now.
    pub const fn new(events: Vec<Event>, timeline: Timeline, now: Instant) -> Self {
        let first = events.is_empty();
        Self { events, timeline, first, now }
    }

    /// Whether there was no schedule.
    pub const fn is_first(&self) -> bool {
        self.first
    }

    /// How the event `id` is planned.
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.events.iter().find(|event| event.id == id).map(|event| &event.plan)
    }

    /// The events that lead back, at their instants, from the phase in force by then to an earlier one. A first schedule
    /// has nothing to lead back from.
    pub fn backward(&self) -> Vec<&str> {
        if self.first {
            return Vec::new();
        }
        let mut timeline = self.timeline;
        let mut found = Vec::new();
        for event in upcoming(&self.events) {
            if event.plan.kind.opens().is_some_and(|phase| phase < timeline.phase) {
                found.push(event.id.as_str());
            }
            timeline = timeline.after(event);
        }
        found
    }

    /// Takes the event `id` as planned, and says what that does.
    ///
    /// # Errors
    /// Why it stays as it is.
    pub fn take(&mut self, id: &str, planned: &Plan) -> Result<Effect, Reason> {
        let held = self.events.iter().find(|event| event.id == id);
        match held {
            Some(event) if event.plan == *planned => return Err(Reason::Unchanged),
            Some(event) if !event.state.is_open() => return Err(Reason::EventOver),
            // One person held it, and it takes two to let it go on.
            Some(event) if event.state == EventState::Held => return Err(Reason::EventHeld),
            // Nor does one undo what two agreed on.
            Some(event) if event.armed.is_some() => return Err(Reason::EventArmed),
            _ => {}
        }
        let problem = plan::problem(&self.events, self.timeline, id, planned, false, self.now);
        match problem {
            None => {}
            Some(plan::PlanProblem::Past) if self.first => {}
            Some(plan::PlanProblem::Past) => return Err(Reason::InstantPassed),
            Some(plan::PlanProblem::SameInstant) => return Err(Reason::SameInstant),
            Some(plan::PlanProblem::NoWayBack) => return Err(Reason::NoWayBack),
            Some(plan::PlanProblem::Over | plan::PlanProblem::NeedsArming) => return Err(Reason::EventOver),
        }
        let effect = if held.is_some() { Effect::Changed } else { Effect::Added };
        let state = if planned.at.is_some() { EventState::Confirmed } else { EventState::Tentative };
        let version = held.map_or(0, |event| event.version);
        self.events.retain(|event| event.id != id);
        let (armed, held, happened_at) = (None, None, None);
        self.events.push(Event { id: id.to_owned(), plan: planned.clone(), state, armed, held, happened_at, version });
        Ok(effect)
    }
}

/// When an event happens, in words for people: in Hong Kong's time where it has an instant.
fn when(plan: &Plan) -> String {
    match plan.at.map(typed_in_hong_kong) {
        Some((day, hour)) => format!("{day} {hour} HKT"),
        None => plan.when.en.clone(),
    }
}

/// What becomes of an event's date, in words for people.
pub fn moved(former: Option<&Plan>, planned: &Plan) -> String {
    match former.map(when) {
        Some(former) => format!("{former} → {}", when(planned)),
        None => when(planned),
    }
}

/// Writes `events` as a file that [`planned`] reads again; those that were cancelled are left out.
///
/// # Errors
/// When it cannot be written.
pub fn write(events: &[Event], out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for event in events.iter().filter(|event| event.state != EventState::Cancelled) {
        let Plan { kind, at, when, title, text } = &event.plan;
        let (date, time) = at.map(typed_in_hong_kong).unwrap_or_default();
        let cells =
            [&event.id, kind.name(), &date, &time, &when.en, &when.zh, &title.en, &title.zh, &text.en, &text.zh];
        csv.write_record(cells.map(|cell| if is_marked(cell) { format!("'{cell}") } else { cell.to_owned() }))?;
    }
    csv.flush()
}
