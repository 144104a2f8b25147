use super::{CALENDAR, facts, mark, seats};
use crate::{
    components::{Frame, Notice, Problem, Tick, fact},
    markup::*,
    pages::guide::size,
    ports::briefing::{Attendee, DeskProblem, SessionNotice, SessionPage},
    render::Sheet,
};

/// `/monitor/briefings/{id}`.
pub(crate) fn session(frame: &Frame, model: SessionPage) -> Sheet {
    let title = model.session.title.clone();
    let problems: Vec<_> = model
        .problem
        .map(|found| match found {
            DeskProblem::NotConfirmed => Problem::at("confirm", frame.get("session-not-confirmed")),
            DeskProblem::Closed => Problem::of_form(frame.get("session-closed")),
            DeskProblem::NotBegun => Problem::of_form(frame.get("session-not-begun")),
        })
        .into_iter()
        .collect();
    let notice = model.notice.filter(|_| problems.is_empty()).map(|notice| {
        let key = match notice {
            SessionNotice::Created => "session-created",
            SessionNotice::Changed => "session-changed",
            SessionNotice::CalledOff => "session-just-called-off",
            SessionNotice::Recorded => "session-recorded",
            SessionNotice::MaterialAdded => "session-material-added",
            SessionNotice::MaterialRemoved => "session-material-removed",
        };
        view! { <Notice words=frame.get(key) /> }
    });
    let path = format!("{CALENDAR}/{}", model.session.id);
    let open = model.session.is_open();
    let change = (open && model.operator).then(|| {
        view! { <p class="act"><a class="button second" href=format!("{path}/change")>{frame.get("session-change")}</a></p> }
    });
    let waiting = (!model.waiting.is_empty()).then(|| {
        let rows = model.waiting.iter().map(|person| view! { <li>{who(person)}</li> }).collect_view();
        view! {
            <h2>{frame.get("session-waiting-title")}</h2>
            <ol>{rows}</ol>
        }
    });
    let call_off = (open && model.operator).then(|| {
        let told = model.session.taken + model.session.waiting;
        view! {
            <h2>{frame.get("session-call-off-title")}</h2>
            <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
                <Tick
                    id="confirm".to_owned()
                    name="confirm"
                    value="yes"
                    label=frame.with("session-call-off-confirm", &[("count", told.into())])
                    problems=problems.clone()
                />
                <button class="button second" type="submit" name="action" value="call-off">
                    {frame.get("session-call-off")}
                </button>
            </form>
        }
    });
    let body = view! {
        <p class="back"><a href=CALENDAR>{frame.get("briefings-title")}</a></p>
        <h1>{title.clone()}</h1>
        {notice}
        <p>{mark(frame, &model.session)}</p>
        <dl class="facts card">
            {facts(frame, &model.session)}
            {fact(frame.get("briefing-seats"), seats(frame, &model.session))}
        </dl>
        {change}
        <h2>{frame.get("session-attendance-title")}</h2>
        {attendance(frame, &model)}
        {waiting}
        {materials(frame, &model, &path)}
        {call_off}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn who(person: &Attendee) -> String {
    format!("{} {}", person.account, person.name)
}

/// Who signed up, with a box each once it has begun.
fn attendance(frame: &Frame, model: &SessionPage) -> AnyView {
    if model.seated.is_empty() {
        return view! { <p class="empty">{frame.get("session-nobody")}</p> };
    }
    let begun = model.session.begun && !model.session.called_off;
    let recorded = match model.recorded_at.filter(|_| begun) {
        Some(at) => Some(frame.with("session-recorded-at", &[("time", frame.when(at).into())])),
        None => begun.then(|| frame.get("session-not-recorded")),
    };
    let boxes = begun && model.operator;
    let came = |person: &Attendee| {
        let id = format!("came-{}-{}", person.account.participant, person.account.user);
        if boxes {
            let label = frame.with("session-came", &[("account", person.account.to_string().into())]);
            view! {
                <td class="tick-cell">
                    <input id=id.clone() name="attended" type="checkbox" value=person.account.to_string() checked=person.attended />
                    <label class="unseen" for=id>{label}</label>
                </td>
            }
        } else {
            let word = begun.then(|| frame.get(if person.attended { "yes" } else { "no" }));
            view! { <td data-label=frame.get("session-came-column")>{word}</td> }
        }
    };
    let rows = model
        .seated
        .iter()
        .map(|person| {
            view! {
                <tr>
                    <th scope="row">{person.account.to_string()}</th>
                    <td data-label=frame.get("name")>{person.name.clone()}</td>
                    {came(person)}
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="rows">
            <caption>{frame.with("session-seated", &[("count", model.seated.len().into())])}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("user")}</th>
                    <th scope="col">{frame.get("name")}</th>
                    <th scope="col">{frame.get("session-came-column")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    let said = recorded.map(|words| view! { <p class="muted">{words}</p> });
    if boxes {
        view! {
            {said}
            <form class="record" method="post" action=frame.chrome.here.clone()>
                {table}
                <p class="act"><button class="button" type="submit" name="action" value="attendance">{frame.get("session-record")}</button></p>
            </form>
        }
    } else {
        view! { {said} {table} }
    }
}

/// What can be taken home, and the way to add more.
fn materials(frame: &Frame, model: &SessionPage, path: &str) -> AnyView {
    let rows = model
        .materials
        .iter()
        .map(|paper| {
            let remove = model.operator.then(|| {
                view! {
                    <form method="post" action=frame.chrome.here.clone()>
                        <input type="hidden" name="paper" value=paper.id.clone() />
                        <button class="plain" type="submit" name="action" value="remove-material">
                            {frame.get("session-remove")} <span class="unseen">{frame.get("briefing-button-of") + &paper.title}</span>
                        </button>
                    </form>
                }
            });
            view! {
                <li>
                    <span><a href=paper.url.clone() download>{paper.title.clone()}</a> " " <span class="muted">{size(frame, paper)}</span></span>
                    {remove}
                </li>
            }
        })
        .collect_view();
    let none = model.materials.is_empty();
    view! {
        <h2>{frame.get("session-materials-title")}</h2>
        {if none {
            view! { <p>{frame.get("session-no-materials")}</p> }
        } else {
            view! { <ul class="guests">{rows}</ul> }
        }}
        {model.operator.then(|| view! {
            <p class="ways-on"><a href=format!("{path}/materials")>{frame.get("session-add-material")}</a></p>
        })}
    }
}
