//! The form of an event, and what is wrong with it.

use domain::schedule::{EventKind, EventState};

use super::words;
use crate::{
    components::{Choice, Frame, Problem, TextArea, TextField},
    markup::*,
    pages::approvals::radios,
    ports::schedule::{PlanProblem, PlanTyped, Timing},
};

/// The form of an event; `state` is the event's, none of a new one.
pub(super) fn form(frame: &Frame, typed: PlanTyped, state: Option<EventState>, problems: &[Problem]) -> AnyView {
    let new = state.is_none();
    let problems = problems.to_vec();
    let kinds = new.then(|| {
        let any = (String::new(), frame.get("schedule-kind-choose"));
        let kinds = EventKind::ALL.map(|kind| (kind.name().to_owned(), words::kind(frame, kind)));
        let groups = vec![(String::new(), std::iter::once(any).chain(kinds).collect())];
        view! {
            <Choice name="kind" label=frame.get("schedule-kind") groups chosen=typed.kind.clone() problems=problems.clone() />
        }
    });
    let timings: Vec<_> =
        Timing::ALL.into_iter().filter(|timing| !new || *timing != Timing::Cancelled).map(said).collect();
    let held =
        (state == Some(EventState::Held)).then(|| view! { <p class="inset">{frame.get("schedule-held-form")}</p> });
    let line = |name, key: &str, value: &str| {
        view! { <TextField name label=frame.get(key) value=value.to_owned() problems=problems.clone() /> }
    };
    let text = |id, key: &str, value: &str| {
        view! { <TextArea id name=id label=frame.get(key) value=value.to_owned() rows=4 problems=problems.clone() /> }
    };
    view! {
        <form class="card event-form" method="post" action=frame.chrome.here.clone() novalidate=true>
            <input type="hidden" name="version" value=typed.version.clone() />
            {held}
            {kinds}
            {radios(frame, "timing", "schedule-timing", &timings, &typed.timing, &problems)}
            <fieldset class="for for-confirmed">
                <legend>{frame.get("schedule-instant")}</legend>
                <TextField
                    name="date"
                    label=frame.get("schedule-date")
                    hint=frame.get("schedule-date-hint")
                    value=typed.date.clone()
                    look="short"
                    problems=problems.clone()
                />
                <TextField
                    name="time"
                    label=frame.get("schedule-time")
                    hint=frame.get("schedule-time-hint")
                    value=typed.time.clone()
                    look="short"
                    problems=problems.clone()
                />
            </fieldset>
            <fieldset class="for for-tentative">
                <legend>{frame.get("schedule-words")}</legend>
                {line("when_en", "schedule-when-en", &typed.when_en)}
                {line("when_zh", "schedule-when-zh", &typed.when_zh)}
            </fieldset>
            <fieldset class="for for-words">
                <legend>{frame.get("schedule-says")}</legend>
                {line("title_en", "schedule-title-en", &typed.title_en)}
                {line("title_zh", "schedule-title-zh", &typed.title_zh)}
                {text("text_en", "schedule-text-en", &typed.text_en)}
                {text("text_zh", "schedule-text-zh", &typed.text_zh)}
            </fieldset>
            <button class="button" type="submit" name="action" value="check">{frame.get("schedule-check")}</button>
            <p class="beside">{frame.get("schedule-check-next")}</p>
        </form>
    }
}

/// The value of a timing, its words and what it means.
const fn said(timing: Timing) -> (&'static str, &'static str, &'static str) {
    let (label, hint) = match timing {
        Timing::Tentative => ("timing-tentative", "timing-tentative-hint"),
        Timing::Confirmed => ("timing-confirmed", "timing-confirmed-hint"),
        Timing::AtOnce => ("timing-at-once", "timing-at-once-hint"),
        Timing::Cancelled => ("timing-cancelled", "timing-cancelled-hint"),
    };
    (timing.name(), label, hint)
}

/// What is wrong, at its field.
pub(super) fn problem(frame: &Frame, found: PlanProblem) -> Problem {
    let of_field = |field, key: &str| Problem::at(field, frame.get(key));
    match found {
        PlanProblem::KindMissing => of_field("kind", "schedule-kind-missing"),
        PlanProblem::TimingMissing => of_field("timing", "schedule-timing-missing"),
        PlanProblem::Date => of_field("date", "schedule-date-wrong"),
        PlanProblem::Past => of_field("date", "schedule-date-past"),
        PlanProblem::SameInstant => of_field("date", "schedule-date-taken"),
        PlanProblem::WhenMissing(field) => of_field(field, "schedule-when-missing"),
        PlanProblem::TitleMissing(field) => of_field(field, "schedule-title-missing"),
        PlanProblem::TextMissing(field) => of_field(field, "schedule-text-missing"),
        PlanProblem::TooLong(field) => of_field(field, "schedule-too-long"),
        PlanProblem::Unprintable(field) => of_field(field, "schedule-unprintable"),
        PlanProblem::NeedsArming => of_field("timing", "schedule-at-once-needs-arming"),
        PlanProblem::Over => Problem::of_form(frame.get("schedule-over")),
        PlanProblem::NoWayBack => Problem::of_form(frame.get("schedule-no-way-back")),
        PlanProblem::Waits => Problem::of_form(frame.get("schedule-waits-already")),
        PlanProblem::Changed => Problem::of_form(frame.get("schedule-changed")),
        PlanProblem::Nothing => Problem::of_form(frame.get("schedule-nothing")),
    }
}
