use domain::schedule::ExceptionKind;

use super::{EXCEPTIONS, READINESS, exception_words, kind_word};
use crate::{
    components::{Chips, Choice, Frame, Paging, Problem, Reason, TextField, Time, href},
    markup::*,
    pages::approvals::{gap, radios},
    ports::readiness::{ExceptionForm, ExceptionProblem, ExceptionRow, ExceptionTyped, Exceptions, Standing},
    render::Sheet,
};

/// The register of all exceptions.
const REGISTER: &str = "/monitor/exceptions";

/// How an exception stands.
fn standing_word(frame: &Frame, standing: Standing) -> String {
    frame.get(match standing {
        Standing::InForce => "exception-in-force",
        Standing::ToCome => "exception-to-come",
        Standing::Over => "exception-over",
    })
}

fn path(model: &Exceptions) -> &'static str {
    if model.firm.is_some() { EXCEPTIONS } else { REGISTER }
}

/// What the page is asked for, one value set otherwise.
fn asked(model: &Exceptions, path: &str, with: (&str, &str)) -> String {
    let own = [
        ("participant", model.participant.as_str()),
        ("kind", model.kind.map_or("", ExceptionKind::name)),
        ("standing", model.standing.map_or("", Standing::name)),
    ];
    let mut query: Vec<(&str, &str)> = own.into_iter().filter(|(name, _)| *name != with.0).collect();
    query.push(with);
    href(path, &query)
}

/// `/portal/exceptions` and `/monitor/exceptions`.
pub(super) fn exceptions(frame: &Frame, model: Exceptions) -> Sheet {
    let title = frame.get("exceptions-title");
    let form_problem = model.form.as_ref().and_then(|form| form.problem);
    let problems: Vec<_> = form_problem.or(model.problem).map(|found| problem(frame, found)).into_iter().collect();
    let lead = if model.firm.is_some() { "exceptions-lead" } else { "exceptions-lead-staff" };
    let back = match &model.firm {
        Some(_) => view! { <p class="back"><a href=READINESS>{frame.get("readiness-back")}</a></p> },
        None => view! { <p class="back"><a href="/monitor/readiness">{frame.get("overview-title")}</a></p> },
    };
    let firm = model.firm.as_ref().map(|firm| {
        view! { <p class="muted under">{frame.with("participant-is", &[("participant", (&firm.participant).into())])}</p> }
    });
    let propose = (model.firm.is_none() && model.proposes).then(|| {
        view! { <p class="act"><a class="button second" href="/monitor/exceptions/new">{frame.get("exception-propose")}</a></p> }
    });
    let desk = if model.firm.is_some() { "portal" } else { "monitor" };
    let waiting = (!model.waiting.is_empty()).then(|| {
        let items = model
            .waiting
            .iter()
            .map(|(about, request)| {
                let words = frame.with("exception-waits", &[("about", about.into())]);
                view! { <li>{words} " " <a href=format!("/{desk}/approvals/{request}")>{frame.get("waiting-open")}</a></li> }
            })
            .collect_view();
        view! { <div class="inset"><ul>{items}</ul></div> }
    });
    let form = match (&model.form, model.proposes) {
        (Some(form), true) => Some(view! { <Form frame=frame.clone() form=form.clone() problems=problems.clone() /> }),
        (Some(_), false) => Some(view! { <p class="inset">{frame.get("user-not-maker")}</p> }),
        (None, _) => None,
    };
    let form = form.map(|form| {
        view! {
            <h2>{frame.get("exception-ask-title")}</h2>
            {form}
        }
    });
    let body = view! {
        {back}
        <h1>{title.clone()}</h1>
        {firm}
        <p class="lead">{frame.get(lead)}</p>
        {propose}
        {waiting}
        <List frame=frame.clone() model />
        {form}
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

/// The exceptions found.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Exceptions,
) -> impl IntoView {
    let path = path(&model);
    let filtered = model.kind.is_some() || model.standing.is_some() || !model.participant.is_empty();
    if model.rows.is_empty() && !filtered {
        return view! { <p class="empty">{frame.get("exceptions-none")}</p> };
    }
    let any = || (String::new(), frame.get("exceptions-any"));
    let kinds = ExceptionKind::ALL.map(|kind| (kind.name().to_owned(), kind_word(&frame, kind)));
    let standings = Standing::ALL.map(|standing| (standing.name().to_owned(), standing_word(&frame, standing)));
    let firm = model.firm.is_none().then(|| {
        view! { <TextField name="participant" label=frame.get("participant") value=model.participant.clone() /> }
    });
    let mut chips = Vec::new();
    if !model.participant.is_empty() {
        chips.push((model.participant.clone(), asked(&model, path, ("participant", ""))));
    }
    chips.extend(model.kind.map(|kind| (kind_word(&frame, kind), asked(&model, path, ("kind", "")))));
    chips.extend(
        model.standing.map(|standing| (standing_word(&frame, standing), asked(&model, path, ("standing", "")))),
    );
    // The form for a new one has a field of the same name.
    let filters = view! {
        <form class="filters" method="get" action=path role="search">
            {firm}
            <Pick frame=frame.clone() name="kind" label="exception-kind" options=std::iter::once(any()).chain(kinds).collect() chosen=model.kind.map_or("", ExceptionKind::name) />
            <Choice
                name="standing"
                label=frame.get("exception-standing")
                groups=vec![(String::new(), std::iter::once(any()).chain(standings).collect())]
                chosen=model.standing.map_or("", Standing::name)
            />
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        <Chips frame=frame.clone() chips />
    };
    if model.rows.is_empty() {
        return view! {
            {filters}
            <p class="empty">{frame.get("exceptions-no-match")}</p>
        };
    }
    let ends = model.proposes;
    let rows = model
        .rows
        .iter()
        .map(|row| view! { <Row frame=frame.clone() row=row.clone() firm=model.firm.is_some() ends /> })
        .collect_view();
    let heads = ["exception-of", "exception-what", "exception-standing", "reason", "exception-people"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let page = |page: u64| asked(&model, path, ("page", &page.to_string()));
    let urls = (page(model.page.0.saturating_sub(1)), page(model.page.0 + 1));
    let export = model.firm.is_none().then(|| {
        view! { <p><a href=asked(&model, "/monitor/exceptions.csv", ("page", ""))>{frame.get("readiness-export")}</a></p> }
    });
    view! {
        {filters}
        <table class="rows">
            <caption>{frame.with("exceptions-found", &[("count", model.found.into())])}</caption>
            <thead>
                <tr>
                    {heads}
                    {ends.then(|| view! { <td></td> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Paging frame=frame.clone() page=model.page urls />
        {export}
    }
}

/// A choice among the filters, whose id another form of the page does not have.
#[component]
fn Pick(
    /// Words and frame.
    frame: Frame,
    /// Its name.
    name: &'static str,
    /// The key of its words.
    label: &'static str,
    /// What can be chosen: value and words.
    options: Vec<(String, String)>,
    /// The value that is chosen.
    #[prop(into)]
    chosen: String,
) -> impl IntoView {
    let id = format!("filter-{name}");
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{frame.get(label)}</label>
            <select id=id.clone() name=name>{options}</select>
        </div>
    }
}

/// One exception.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// The exception.
    row: ExceptionRow,
    /// Whether the page is a firm's.
    firm: bool,
    /// Whether the reader asks for its end.
    ends: bool,
) -> impl IntoView {
    let whom = match (&row.user, firm) {
        (Some(user), true) => {
            let id = user.user.as_str().to_owned();
            view! { <a href=format!("/portal/users/{id}")>{id.clone()}</a> }
        }
        (Some(user), false) => user.to_string().into_any(),
        (None, _) => frame.with("exception-firm", &[("participant", (&row.subject).into())]).into_any(),
    };
    let over = row.standing == Standing::Over;
    let ended = row.ended.map(|at| {
        view! { <span class="muted second-line">{frame.with("exception-ended-at", &[("time", frame.when(at).into())])}</span> }
    });
    let people = [("requester", (&row.requester).into()), ("approver", (&row.approver).into())];
    let look = if over { "tag off" } else { "tag good" };
    let end = ends.then(|| {
        let form = (!over).then(|| {
            let of = frame.with("exception-end-of", &[("about", (&row.subject).into())]);
            view! {
                <form method="post" action=frame.chrome.here.clone()>
                    <input type="hidden" name="subject" value=row.subject.clone() />
                    <button class="button second small" type="submit" name="action" value="end">
                        {frame.get("exception-end")} {gap(&frame)} <span class="unseen">{of}</span>
                    </button>
                </form>
            }
        });
        view! { <td>{form}</td> }
    });
    view! {
        <tr class:off=over>
            <th scope="row">{whom} <span class="muted second-line">{row.name.clone()}</span></th>
            <td data-label=frame.get("exception-what")>
                {kind_word(&frame, row.exception.kind)}
                <span class="second-line">
                    <Time frame=frame.clone() at=row.exception.from /> " – " <Time frame=frame.clone() at=row.exception.until />
                </span>
            </td>
            <td data-label=frame.get("exception-standing")>
                <span class=look>{standing_word(&frame, row.standing)}</span>
                {ended}
            </td>
            <td data-label=frame.get("reason")>{row.reason.clone()}</td>
            <td data-label=frame.get("exception-people")>{frame.with("exception-by", &people)}</td>
            {end}
        </tr>
    }
}

/// `/monitor/exceptions/new`.
pub(super) fn proposal(frame: &Frame, model: ExceptionForm) -> Sheet {
    let title = frame.get("exception-propose");
    let problems: Vec<_> = model.problem.map(|found| problem(frame, found)).into_iter().collect();
    let body = view! {
        <p class="step"><a href=REGISTER>{frame.get("exceptions-title")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("exceptions-lead-staff")}</p>
        <Form frame=frame.clone() form=model problems=problems.clone() />
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// The form for an exception.
#[component]
fn Form(
    /// Words and frame.
    frame: Frame,
    /// What was typed.
    form: ExceptionForm,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let ExceptionTyped { scope, participant, user, kind, from, until, reason, .. } = form.typed;
    let firm = if form.staff { "exception-scope-any-firm" } else { "exception-scope-firm" };
    let scopes =
        [("firm", firm, "exception-scope-firm-hint"), ("user", "exception-scope-user", "exception-scope-user-hint")];
    let kinds = [
        ("extension", "exception-extension", "exception-extension-hint"),
        ("early-move", "exception-early-move", "exception-early-move-hint"),
    ];
    let participant = form.staff.then(|| {
        view! {
            <TextField
                name="participant"
                label=frame.get("participant")
                value=participant
                look="short"
                problems=problems.clone()
            />
        }
    });
    let next = if form.staff { "staff-proposal-next" } else { "exception-next" };
    view! {
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            {radios(&frame, "scope", "exception-scope", &scopes, &scope, &problems)}
            {participant}
            <TextField
                name="user"
                label=frame.get("user")
                hint=frame.get("registry-user-hint")
                value=user
                look="short"
                problems=problems.clone()
            />
            {radios(&frame, "kind", "exception-kind", &kinds, &kind, &problems)}
            <TextField
                name="from"
                label=frame.get("exception-from")
                hint=frame.get("exception-from-hint")
                value=from
                look="short"
                problems=problems.clone()
            />
            <TextField
                name="until"
                label=frame.get("exception-until")
                hint=frame.get("exception-until-hint")
                value=until
                look="short"
                problems=problems.clone()
            />
            <Reason frame=frame.clone() value=reason problems=problems.clone() />
            <button class="button" type="submit" name="action" value="propose">{frame.get("continue")}</button>
            <p class="beside">{frame.get(next)}</p>
        </form>
    }
}

/// Why something was not taken.
pub(super) fn problem(frame: &Frame, found: ExceptionProblem) -> Problem {
    let (field, key) = match found {
        ExceptionProblem::ScopeMissing => ("scope", "exception-scope-missing"),
        ExceptionProblem::UnknownFirm => ("participant", "registry-unknown-firm"),
        ExceptionProblem::UnknownUser => ("user", "exception-unknown-user"),
        ExceptionProblem::KindMissing => ("kind", "exception-kind-missing"),
        ExceptionProblem::From => ("from", "exception-from-wrong"),
        ExceptionProblem::Until => ("until", "exception-until-wrong"),
        ExceptionProblem::Dates => ("until", "exception-dates"),
        ExceptionProblem::TooLong(days) => {
            return Problem::at("until", frame.with("exception-too-long", &[("days", days.into())]));
        }
        ExceptionProblem::ReasonMissing => ("reason", "reason-missing"),
        ExceptionProblem::Count => ("count", "exception-count-wrong"),
        ExceptionProblem::NoWayBack => return Problem::of_form(frame.get("exception-no-way-back")),
        ExceptionProblem::Nothing => return Problem::of_form(frame.get("exception-nothing")),
        ExceptionProblem::Waits => return Problem::of_form(frame.get("exception-waits-already")),
        ExceptionProblem::NotMaker => return Problem::of_form(frame.get("not-maker")),
    };
    Problem::at(field, frame.get(key))
}

/// An exception that matters to a user, for the user's page.
pub(in crate::pages) fn of_user(frame: &Frame, own: bool, exception: domain::schedule::Exception) -> String {
    let key = if own { "exception-of-user" } else { "exception-of-firm" };
    frame.with(key, &[("exception", exception_words(frame, exception).into())])
}
