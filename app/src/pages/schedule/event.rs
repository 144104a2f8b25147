use domain::schedule::{EventKind, EventState};

use super::{
    BLOCKED, DESK,
    desk::facts,
    form::{form, problem},
    words,
};
use crate::{
    components::{Frame, Notice, Problem, TextArea, TextField, Time, href},
    markup::*,
    pages::approvals::gap,
    ports::schedule::{ArmGround, ArmRefusal, EventPage, Happening, HistoryLine, HoldRefusal, NotArmable},
    render::Sheet,
};

/// `/monitor/schedule/{event}` and `/monitor/schedule/new`.
pub(crate) fn event(frame: &Frame, model: EventPage) -> Sheet {
    let problems = problems(frame, &model);
    let EventPage { operator, guardian, row, typed, editing, arming, arm_typed, just_held, history, .. } = model;
    let title = match &row {
        Some(row) => row.event.title.get(frame.language()).to_owned(),
        None => frame.get("schedule-new"),
    };
    let notice = (just_held && problems.is_empty()).then(|| view! { <Notice words=frame.get("schedule-just-held") /> });
    let state = row.as_ref().map(|row| row.event.state);
    let kind = row.as_ref().map(|row| row.event.kind);
    let no_way_back = (kind == Some(EventKind::Decommissioning) && state.is_some_and(EventState::is_open))
        .then(|| view! { <p class="inset warning">{frame.get("schedule-no-way-back-warning")}</p> });
    let held = guardian && state == Some(EventState::Confirmed);
    let changing = (operator && state.is_none_or(EventState::is_open)).then(|| {
        let form = form(frame, typed, state, &problems);
        match state {
            None => form,
            Some(_) => view! {
                <div class="acts">
                    <details open=editing>
                        <summary>{frame.get("schedule-change")}</summary>
                        {form}
                    </details>
                </div>
            },
        }
    });
    let id = row.as_ref().map(|row| row.event.id.clone()).unwrap_or_default();
    let says = row.map(|row| {
        view! {
            {words::paragraphs(row.event.text.get(frame.language()))}
            {facts(frame, &row)}
        }
    });
    let body = view! {
        <p class="step"><a href=DESK>{frame.get("schedule-desk-title")}</a></p>
        <h1>{title.clone()}</h1>
        {notice}
        {no_way_back}
        {says}
        {arming.map(|ground| arm(frame, &id, operator, ground, arm_typed, &problems))}
        {held.then(|| hold(frame, &problems))}
        {changing}
        {(!history.is_empty()).then(|| story(frame, history))}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn problems(frame: &Frame, model: &EventPage) -> Vec<Problem> {
    let plan = model.problems.iter().map(|found| problem(frame, *found));
    let arm = model.arm_problem.map(|found| match found {
        ArmRefusal::WrongCount => Problem::at("count", frame.get("schedule-arm-wrong-count")),
        ArmRefusal::NotNow => Problem::of_form(frame.get("schedule-arm-not-now")),
        ArmRefusal::Waits => Problem::of_form(frame.get("schedule-waits-already")),
    });
    let hold = model.hold_problem.map(|found| match found {
        HoldRefusal::ReasonMissing => Problem::at("hold-reason", frame.get("schedule-hold-reason-missing")),
        HoldRefusal::Happened => Problem::of_form(frame.get("schedule-hold-happened")),
        HoldRefusal::Nothing => Problem::of_form(frame.get("schedule-hold-nothing")),
    });
    plan.chain(arm).chain(hold).collect()
}

/// Arming: what it rests on, and the count to be typed.
fn arm(frame: &Frame, id: &str, operator: bool, ground: ArmGround, typed: String, problems: &[Problem]) -> AnyView {
    let figures = [("users", ground.blocked.users.into()), ("firms", ground.blocked.firms.into())];
    let shut_out = (ground.shut_out > 0)
        .then(|| view! { <li>{frame.with("schedule-firms-shut-out", &[("count", ground.shut_out.into())])}</li> });
    let sessions = view! { <li>{frame.with("schedule-sessions-end", &[("count", ground.sessions.into())])}</li> };
    let administrators = (!ground.administrators.is_empty()).then(|| {
        let names: Vec<_> = ground.administrators.iter().map(ToString::to_string).collect();
        view! {
            <details>
                <summary>{frame.with("schedule-administrators-without", &[("count", names.len().into())])}</summary>
                <p class="names">{names.join(&frame.get("list-comma"))}</p>
            </details>
        }
    });
    let ask = match (&ground.problem, ground.waits, operator) {
        (Some(NotArmable::TooEarly(from)), ..) => {
            let words = frame.with("schedule-arm-too-early", &[("time", frame.when(*from).into())]);
            view! { <p class="inset">{words}</p> }
        }
        (Some(NotArmable::Staff(staff)), ..) => {
            let names: Vec<_> = staff.iter().map(ToString::to_string).collect();
            let names = names.join(&frame.get("list-comma"));
            view! { <p class="inset warning">{frame.with("schedule-arm-staff", &[("names", names.into())])}</p> }
        }
        (None, true, _) => view! { <p class="inset">{frame.get("schedule-arm-waits")}</p> },
        (None, false, true) => view! {
            <form method="post" action=frame.chrome.here.clone() novalidate=true>
                <TextField
                    name="count"
                    label=frame.get("schedule-arm-count")
                    hint=frame.get("schedule-arm-count-hint")
                    value=typed
                    inputmode="numeric"
                    look="short"
                    problems=problems.to_vec()
                />
                <button class="button" type="submit" name="action" value="arm">{frame.get("schedule-arm-propose")}</button>
            </form>
        },
        (None, false, false) => ().into_any(),
    };
    let list = href(BLOCKED, &[("event", id)]);
    view! {
        <section class="card arm" aria-labelledby="arm-title">
            <h2 id="arm-title">{frame.get("schedule-arm-title")}</h2>
            <p>{frame.get("schedule-arm-means")}</p>
            <p><strong>{frame.with("schedule-would-block", &figures)}</strong>{gap(frame)} <a href=list>{frame.get("schedule-blocked-whom")}</a></p>
            <ul>
                {shut_out}
                {sessions}
                <li>{frame.with("schedule-arm-tolerance", &[("count", ground.tolerance.into())])}</li>
            </ul>
            {administrators}
            {ask}
        </section>
    }
}

/// Holding: one press, with a reason.
fn hold(frame: &Frame, problems: &[Problem]) -> AnyView {
    view! {
        <section class="card" aria-labelledby="hold-title">
            <h2 id="hold-title">{frame.get("schedule-hold-title")}</h2>
            <p>{frame.get("schedule-hold-means")}</p>
            <form method="post" action=frame.chrome.here.clone() novalidate=true>
                <TextArea id="hold-reason" name="reason" label=frame.get("approval-reason") problems=problems.to_vec() />
                <p class="act"><button class="button second" type="submit" name="action" value="hold">{frame.get("schedule-hold")}</button></p>
            </form>
        </section>
    }
}

/// What became of the event so far.
fn story(frame: &Frame, history: Vec<HistoryLine>) -> AnyView {
    let lines = history
        .into_iter()
        .map(|line| {
            let what = happening(frame, &line.what);
            let by: Vec<_> = line.by.iter().map(|who| who_words(frame, who)).collect();
            let request = line.request.map(|request| {
                let url = format!("/monitor/approvals/{request}");
                view! { " " <a href=url>{frame.get("schedule-history-request")}</a> }
            });
            view! {
                <li>
                    <Time frame=frame.clone() at=line.at />
                    <div>
                        <p>{what}</p>
                        <p class="muted">{by.join(&frame.get("schedule-and"))}{request}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{frame.get("schedule-history")}</h2>
        <ol class="timeline">{lines}</ol>
    }
}

fn who_words(frame: &Frame, who: &str) -> String {
    match who {
        "operator" => frame.get("schedule-by-operator"),
        "system" => frame.get("schedule-by-system"),
        account => account.to_owned(),
    }
}

fn happening(frame: &Frame, what: &Happening) -> String {
    let counted =
        |key: &str, users: u64, firms: u64| frame.with(key, &[("users", users.into()), ("firms", firms.into())]);
    match what {
        Happening::Planned(None, None) => frame.get("schedule-history-planned"),
        Happening::Planned(Some(from), None) => {
            frame.with("schedule-history-no-date", &[("from", frame.when(*from).into())])
        }
        Happening::Planned(None, Some(to)) => frame.with("schedule-history-dated", &[("to", frame.when(*to).into())]),
        Happening::Planned(Some(from), Some(to)) if from == to => {
            frame.with("schedule-history-same", &[("to", frame.when(*to).into())])
        }
        Happening::Planned(Some(from), Some(to)) => {
            frame.with("schedule-history-moved", &[("from", frame.when(*from).into()), ("to", frame.when(*to).into())])
        }
        Happening::Armed(blocked) => counted("schedule-history-armed", blocked.users, blocked.firms),
        Happening::Happened(blocked) => counted("schedule-history-happened", blocked.users, blocked.firms),
        Happening::Cancelled => frame.get("schedule-history-cancelled"),
        Happening::Held(why, reason) => {
            let why = why.map(|why| words::held(frame, why)).unwrap_or_default();
            match reason.is_empty() {
                true => frame.with("schedule-history-held", &[("why", why.into())]),
                false => frame.with("schedule-history-held-reason", &[("reason", reason.into())]),
            }
        }
    }
}
