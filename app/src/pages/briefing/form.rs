use domain::briefing::Spoken;

use super::{CALENDAR, spoken_word};
use crate::{
    components::{Choice, Frame, Problem, TextField},
    markup::*,
    ports::briefing::{SessionForm, SessionProblem, SessionTyped},
    render::Sheet,
};

/// `/monitor/briefings/new` and `/monitor/briefings/{id}/change`.
pub(crate) fn session_form(frame: &Frame, model: SessionForm) -> Sheet {
    let title = frame.get(if model.id.is_some() { "session-change-title" } else { "session-new-title" });
    let problems: Vec<_> = model.problems.iter().map(|found| problem(frame, found)).collect();
    let SessionTyped { title_en, title_zh, place_en, place_zh, date, time, minutes, spoken, capacity } = model.typed;
    let languages = Spoken::ALL.map(|spoken| (spoken.name().to_owned(), spoken_word(frame, spoken)));
    let groups = vec![(String::new(), languages.into())];
    let back = match &model.id {
        Some(id) => format!("{CALENDAR}/{id}"),
        None => CALENDAR.to_owned(),
    };
    let told = (model.told > 0).then(|| {
        view! { <p class="inset">{frame.with("session-change-told", &[("count", model.told.into())])}</p> }
    });
    let field = |name: &'static str, label: &str, value: String| {
        view! { <TextField name label=frame.get(label) value problems=problems.clone() /> }
    };
    let body = view! {
        <p class="step"><a href=back>{frame.get(if model.id.is_some() { "session-back" } else { "briefings-title" })}</a></p>
        <h1>{title.clone()}</h1>
        {told}
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            {model.id.is_some().then(|| view! { <input type="hidden" name="seen" value=model.seen.to_string() /> })}
            {field("title_en", "session-title-en", title_en)}
            {field("title_zh", "session-title-zh", title_zh)}
            {field("place_en", "session-place-en", place_en)}
            {field("place_zh", "session-place-zh", place_zh)}
            <TextField
                name="date"
                label=frame.get("session-date")
                hint=frame.get("session-hong-kong")
                value=date
                kind="date"
                look="short"
                problems=problems.clone()
            />
            <TextField
                name="time"
                label=frame.get("session-time")
                hint=frame.get("session-hong-kong")
                value=time
                kind="time"
                look="short"
                problems=problems.clone()
            />
            <TextField
                name="minutes"
                label=frame.get("session-minutes")
                value=minutes
                inputmode="numeric"
                look="short"
                problems=problems.clone()
            />
            <Choice name="spoken" label=frame.get("briefing-spoken") groups chosen=spoken problems=problems.clone() />
            <TextField
                name="capacity"
                label=frame.get("session-capacity")
                value=capacity
                inputmode="numeric"
                look="short"
                problems=problems.clone()
            />
            <button class="button" type="submit">
                {frame.get(if model.id.is_some() { "session-save" } else { "session-create" })}
            </button>
            <p class="beside">{frame.get("session-next")}</p>
        </form>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn problem(frame: &Frame, found: &SessionProblem) -> Problem {
    let within =
        |key, least: &u32, most: &u32| frame.with(key, &[("least", (*least).into()), ("most", (*most).into())]);
    match found {
        SessionProblem::Missing(field) => Problem::at(
            *field,
            frame.get(match *field {
                "title_en" => "session-missing-title-en",
                "title_zh" => "session-missing-title-zh",
                "place_en" => "session-missing-place-en",
                _ => "session-missing-place-zh",
            }),
        ),
        SessionProblem::NotATime(field) => {
            Problem::at(*field, frame.get(if *field == "date" { "session-wrong-date" } else { "session-wrong-time" }))
        }
        SessionProblem::Past => Problem::at("date", frame.get("session-past")),
        SessionProblem::Minutes(least, most) => Problem::at("minutes", within("session-wrong-minutes", least, most)),
        SessionProblem::Capacity(least, most) => Problem::at("capacity", within("session-wrong-capacity", least, most)),
        SessionProblem::Taken(taken) => {
            Problem::at("capacity", frame.with("session-taken", &[("taken", (*taken).into())]))
        }
        SessionProblem::Spoken => Problem::at("spoken", frame.get("session-missing-spoken")),
        SessionProblem::Overtaken => Problem::of_form(frame.get("session-overtaken")),
        SessionProblem::Closed => Problem::of_form(frame.get("session-closed")),
    }
}
