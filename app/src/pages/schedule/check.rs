use domain::schedule::EventKind;

use super::{DESK, words};
use crate::{
    components::{Frame, Problem, TextArea},
    markup::*,
    pages::approvals::{field, now, proposed},
    ports::schedule::{Effect, EventCheck},
    render::Sheet,
};

/// `/monitor/schedule/{event}`: what a change would do, before it is proposed.
pub(crate) fn check(frame: &Frame, model: EventCheck) -> Sheet {
    let title = frame.get("schedule-check-title");
    let problems: Vec<_> = model
        .reason_missing
        .then(|| Problem::at("reason", frame.get("staff-proposal-reason-missing")))
        .into_iter()
        .collect();
    let fields = model
        .typed
        .fields()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned() /> })
        .into_iter()
        .collect_view();
    let head = |key: &str| view! { <th scope="col">{frame.get(key)}</th> };
    let rows = model
        .diffs
        .iter()
        .map(|diff| {
            view! {
                <tr>
                    <th scope="row">{field(frame, diff.field)}</th>
                    <td data-label=frame.get("approval-column-now")>{now(frame, diff)}</td>
                    <td data-label=frame.get("approval-column-would")>{proposed(frame, diff)}</td>
                </tr>
            }
        })
        .collect_view();
    let back = model.id.as_ref().map_or(DESK.to_owned(), |id| format!("{DESK}/{id}"));
    let disarms = model.disarms.then(|| view! { <p class="inset warning">{frame.get("schedule-disarms")}</p> });
    let begins = model.begins.map(|phase| {
        let phase = words::phase(frame, phase);
        view! { <p class="inset warning">{frame.with("schedule-begins", &[("phase", phase.into())])}</p> }
    });
    let name = model.title.get(frame.language()).to_owned();
    let lead = frame
        .with("schedule-check-lead", &[("title", (&name).into()), ("kind", words::kind(frame, model.kind).into())]);
    let body = view! {
        <p class="step"><a href=back>{name}</a></p>
        <h1>{title.clone()}</h1>
        <p class="lead">{lead}</p>
        {begins}
        {disarms}
        <table class="ledger checked">
            <caption>{frame.get("schedule-check-changes")}</caption>
            <thead>
                <tr>{head("approval-column-field")}{head("approval-column-now")}{head("approval-column-would")}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <h2>{frame.get("schedule-check-does")}</h2>
        {does(frame, model.kind, model.effect)}
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            {fields}
            <TextArea
                id="reason"
                name="reason"
                label=frame.get("approval-reason")
                hint=frame.get("schedule-reason-hint")
                value=model.reason
                problems=problems.clone()
            />
            <div class="pair">
                <button class="button" type="submit" name="action" value="propose">{frame.get("staff-proposal-propose")}</button>
                <button class="button second" type="submit" name="action" value="edit">{frame.get("schedule-edit")}</button>
            </div>
            <p class="beside">{frame.get("staff-proposal-next")}</p>
        </form>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// What the event does at its instant, in sentences.
fn does(frame: &Frame, kind: EventKind, effect: Option<Effect>) -> AnyView {
    let Some(effect) = effect else {
        return view! { <p>{frame.get("schedule-does-nothing")}</p> };
    };
    let at = match effect.at {
        Some(at) => frame.with("schedule-does-at", &[("time", frame.when(at).into())]),
        None => frame.get("schedule-does-at-once"),
    };
    let (before, after) = (words::phase(frame, effect.before), words::phase(frame, effect.after));
    let phase = match effect.before == effect.after {
        true => frame.with("schedule-does-keep", &[("phase", after.into())]),
        false => frame.with("schedule-does-switch", &[("before", before.into()), ("after", after.into())]),
    };
    let last = (kind == EventKind::Decommissioning)
        .then(|| view! { <li><strong>{frame.get("schedule-no-way-back-warning")}</strong></li> });
    let switches = effect.before != effect.after || kind == EventKind::Decommissioning;
    let blocks = switches.then(|| {
        let figures = [("users", effect.blocked.users.into()), ("firms", effect.blocked.firms.into())];
        let reasons = effect
            .reasons
            .iter()
            .map(|(why, count)| {
                let words = words::why(frame, *why);
                view! { <li>{frame.with("schedule-does-reason", &[("why", words.into()), ("count", (*count).into())])}</li> }
            })
            .collect_view();
        let shut_out = (effect.shut_out > 0)
            .then(|| view! { <li>{frame.with("schedule-firms-shut-out", &[("count", effect.shut_out.into())])}</li> });
        view! {
            <li>
                <strong>{frame.with("schedule-would-block", &figures)}</strong>
                <ul>{reasons}</ul>
            </li>
            {shut_out}
            <li>{frame.with("schedule-sessions-end", &[("count", effect.sessions.into())])}</li>
        }
    });
    let arm = effect.needs_arming.then(|| view! { <li>{frame.get("schedule-does-need-arming")}</li> });
    view! {
        <p>{at}</p>
        <ul class="effects">
            <li>{phase}</li>
            {last}
            {blocks}
            {arm}
        </ul>
    }
}
