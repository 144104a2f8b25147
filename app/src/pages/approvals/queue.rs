use std::time::Duration;

use super::{
    parts::{gap, no_default, pages, reason_field},
    words::{at, counted, decided, kind, problem, sentences},
};
use crate::{
    components::{Frame, Notice, Problem, Time, fact, words_at},
    markup::*,
    ports::approval::{Desk, OperatorAct, Queue, RequestRow},
    render::Sheet,
};

/// What is left of a request's time when the page says so.
const SOON: Duration = Duration::from_secs(24 * 60 * 60);

/// `/portal/approvals` and `/monitor/approvals`.
pub(crate) fn queue(frame: &Frame, model: Queue) -> Sheet {
    let title = frame.get("approvals-title");
    let problems: Vec<_> =
        model.problem.map(|found| problem(frame, &model.desk, found, "waiting")).into_iter().collect();
    let notice = model.notice.filter(|_| problems.is_empty()).and_then(|notice| decided(frame, notice));
    let lead = lead(frame, &model);
    let path = model.desk.path();
    let acts = matches!(model.desk, Desk::Monitor { .. })
        .then(|| view! { <Acts frame=frame.clone() acts=model.acts.clone() /> });
    // Above the requests while somebody has to look at them.
    let (pressing, settled_acts) =
        if model.acts.iter().any(|act| act.yours || act.seen.is_empty()) { (acts, None) } else { (None, acts) };
    let propose = matches!(model.desk, Desk::Monitor { operator: true, .. }).then(|| {
        view! { <p class="act"><a class="button second" href="/monitor/approvals/new">{frame.get("approvals-propose")}</a></p> }
    });
    let waiting = if model.waiting.is_empty() {
        view! { <Nothing frame=frame.clone() desk=model.desk.clone() /> }
    } else {
        view! {
            <Waiting
                frame=frame.clone()
                desk=model.desk.clone()
                rows=model.waiting
                reason=model.reason
                problems=problems.clone()
            />
        }
    };
    let settled = (!model.settled.is_empty()).then(|| {
        let turn = pages(frame, model.page, |page| format!("{path}?page={page}"));
        view! {
            <h2>{frame.get("approvals-settled")}</h2>
            <Settled frame=frame.clone() desk=model.desk.clone() rows=model.settled />
            {turn}
        }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice.map(|words| view! { <Notice words /> })}
        <p class="lead">{lead}</p>
        {pressing}
        {propose}
        <h2 id="waiting-title">{frame.get("approvals-waiting")}</h2>
        {rules(frame, &model.desk)}
        {waiting}
        {settled}
        {settled_acts}
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

/// How much waits, and for whom.
fn lead(frame: &Frame, model: &Queue) -> String {
    let yours: u64 = model.waiting.iter().map(|row| row.yours).sum();
    let others = model.waiting.iter().filter(|row| row.yours == 0).count() as u64;
    let mut all = vec![counted(frame, "approvals-yours", yours)];
    all.extend((others > 0).then(|| counted(frame, "approvals-others", others)));
    let acts = model.acts.iter().filter(|act| act.yours).count() as u64;
    all.extend((acts > 0).then(|| counted(frame, "approvals-acts-lead", acts)));
    sentences(frame, &all)
}

/// What the reader's rights mean here.
fn rules(frame: &Frame, desk: &Desk) -> Option<AnyView> {
    let words = match desk {
        Desk::Portal { rights, .. } => match (rights.sole_until, rights.maker, rights.checker) {
            (Some(until), ..) => at(frame, "approvals-rule-sole", until),
            (None, true, false) => frame.get("approvals-rule-maker"),
            (None, _, true) => frame.get("approvals-rule-checker"),
            (None, false, false) => return None,
        },
        Desk::Monitor { approver: true, .. } => frame.get("approvals-rule-approver"),
        Desk::Monitor { operator: true, .. } => frame.get("approvals-rule-operator"),
        Desk::Monitor { .. } => frame.get("approvals-rule-viewer"),
    };
    Some(view! { <p class="muted">{words}</p> })
}

/// Nothing waits, and what can be done.
#[component]
fn Nothing(
    /// Words and frame.
    frame: Frame,
    /// Whose queue.
    desk: Desk,
) -> impl IntoView {
    let next = matches!(desk, Desk::Portal { rights, .. } if rights.maker)
        .then(|| view! { {gap(&frame)} <a href="/portal/users">{frame.get("approvals-to-users")}</a> });
    view! { <p class="empty">{frame.get("approvals-nothing")}{next}</p> }
}

/// What was done at the command line: what nobody has acknowledged yet, and what somebody has.
#[component]
fn Acts(
    /// Words and frame.
    frame: Frame,
    /// What was done.
    acts: Vec<OperatorAct>,
) -> impl IntoView {
    let (seen, open): (Vec<_>, Vec<_>) = acts.into_iter().partition(|act| !act.seen.is_empty());
    let list = |acts: Vec<OperatorAct>, id: &'static str| {
        let cards = acts.into_iter().map(|act| view! { <Act frame=frame.clone() act /> }).collect_view();
        view! { <ul id=id>{cards}</ul> }
    };
    let open = if open.is_empty() {
        view! { <p>{frame.get("approvals-acts-none")}</p> }
    } else {
        list(open, "acts-open").into_any()
    };
    let seen = (!seen.is_empty()).then(|| {
        let waits = seen.iter().any(|act| act.yours);
        view! {
            <details open=waits>
                <summary>{frame.get("approvals-acts-seen")}</summary>
                {list(seen, "acts-seen")}
            </details>
        }
    });
    view! {
        <section class="outside" id="acts" aria-labelledby="acts-title">
            <h2 id="acts-title">{frame.get("approvals-acts")}</h2>
            <p class="muted">{frame.get("approvals-acts-means")}</p>
            {open}
            {seen}
        </section>
    }
}

/// One of them.
#[component]
fn Act(
    /// Words and frame.
    frame: Frame,
    /// What was done.
    act: OperatorAct,
) -> impl IntoView {
    let what = match act.what.as_str() {
        "import" => frame.get("approvals-act-import"),
        "staff-added" => frame.get("approvals-act-staff-added"),
        other => other.to_owned(),
    };
    let facts = act.facts.into_iter().map(|(label, value)| fact(label, value)).collect_view();
    let time = view! { <Time frame=frame.clone() at=act.at /> };
    let of = frame.with("approvals-act-of", &[("what", (&what).into()), ("time", frame.when(act.at).into())]);
    let seen = act.seen.into_iter().map(|(name, at)| {
        let words = frame.with("approvals-act-seen-by", &[("name", name.into()), ("time", frame.when(at).into())]);
        fact(frame.get("approvals-act-seen"), words)
    });
    let seen: Vec<_> = seen.collect();
    let acknowledge = act.yours.then(|| {
        view! {
            <form method="post" action=frame.chrome.here.clone()>
                <input type="hidden" name="act" value=act.id />
                <button class="button second small" type="submit" name="action" value="acknowledge">
                    {frame.get("approvals-acknowledge")} {gap(&frame)} <span class="unseen">{of}</span>
                </button>
            </form>
        }
    });
    view! {
        <li class="card">
            <div>
                <h3>{what}</h3>
                <dl class="facts">{fact(frame.get("approvals-act-at"), time)}{facts}{seen}</dl>
            </div>
            {acknowledge}
        </li>
    }
}

/// The requests that wait, with the form that decides on those chosen.
#[component]
fn Waiting(
    /// Words and frame.
    frame: Frame,
    /// Whose queue.
    desk: Desk,
    /// The requests.
    rows: Vec<RequestRow>,
    /// The reason as typed.
    reason: String,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let deciding = rows.iter().any(|row| row.yours > 0);
    let shown = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| view! { <WaitingRow frame=frame.clone() desk=desk.clone() row place deciding /> })
        .collect_view();
    let error = words_at(&problems, "waiting");
    let head = |key: &str| view! { <th scope="col">{frame.get(key)}</th> };
    let table = view! {
        <table class="ledger queue" id="waiting" tabindex=error.is_some().then_some("-1") aria-labelledby="waiting-title">
            <thead>
                <tr>
                    {deciding.then(|| view! { <th scope="col"><span class="unseen">{frame.get("approval-column-choose")}</span></th> })}
                    {head("approval-column-request")}
                    {head("approval-column-proposed")}
                    {head("approval-column-expires")}
                    {head("approval-column-yours")}
                    <th scope="col"><span class="unseen">{frame.get("approval-column-look")}</span></th>
                </tr>
            </thead>
            <tbody>{shown}</tbody>
        </table>
    };
    if !deciding {
        return table.into_any();
    }
    let hint = frame.get("approval-reason-hint");
    view! {
        <form class="deciding" method="post" action=frame.chrome.here.clone() novalidate=true>
            {no_default()}
            {error.map(|error| view! { <p class="error" id="waiting-error">{error}</p> })}
            {table}
            <div class="card decide">
                <h3>{frame.get("approvals-decide")}</h3>
                <p class="muted">{frame.get("approvals-decide-means")}</p>
                {reason_field(frame.get("approval-reason"), hint, &reason, &problems)}
                <div class="buttons">
                    <button class="button second" type="submit" name="action" value="approve">{frame.get("approval-approve-chosen")}</button>
                    <button class="button second" type="submit" name="action" value="reject">{frame.get("approval-reject-chosen")}</button>
                </div>
            </div>
        </form>
    }
}

#[component]
fn WaitingRow(
    /// Words and frame.
    frame: Frame,
    /// Whose queue.
    desk: Desk,
    /// The request.
    row: RequestRow,
    /// Its place in the list.
    place: usize,
    /// Whether the list has checkboxes.
    deciding: bool,
) -> impl IntoView {
    let id = format!("request-{place}");
    let what = kind(&frame, row.kind, row.rows);
    let values = [("what", (&what).into()), ("maker", (&row.maker).into())];
    let choose = deciding.then(|| {
        let pick = (row.yours > 0).then(|| {
            view! {
                <input type="checkbox" id=id.clone() name="request" value=row.id.clone() />
                <label class="unseen" for=id.clone()>{frame.with("approvals-choose", &values)}</label>
            }
        });
        view! { <td class="pick">{pick}</td> }
    });
    let soon = frame.chrome.now.plus(SOON) >= row.expires_at;
    let others = row.waiting.saturating_sub(row.yours);
    let yours = if row.yours > 0 {
        view! {
            <strong>{counted(&frame, "approvals-row-yours", row.yours)}</strong>
            {(others > 0).then(|| view! { <p class="muted">{counted(&frame, "approvals-row-others", others)}</p> })}
        }
    } else {
        let words =
            if row.mine { frame.get("approvals-row-mine") } else { counted(&frame, "approvals-row-others", others) };
        view! { <span class="muted">{words}</span> }
    };
    let look = frame.with("approvals-look-of", &values);
    let href = format!("{}/{}", desk.path(), row.id);
    view! {
        <tr>
            {choose}
            <th scope="row">{about(&frame, &desk, &row, what)}</th>
            <td data-label=frame.get("approval-column-proposed")>
                {row.maker.clone()}
                <p class="muted"><Time frame=frame.clone() at=row.at /></p>
            </td>
            <td data-label=frame.get("approval-column-expires")>
                <Time frame=frame.clone() at=row.expires_at />
                {soon.then(|| view! { <p><span class="tag look">{frame.get("approvals-soon")}</span></p> })}
            </td>
            <td data-label=frame.get("approval-column-yours")>{yours}</td>
            <td class="go">
                <a class="button small" class:second=row.yours == 0 href=href>
                    {frame.get("approvals-look")} {gap(&frame)} <span class="unseen">{look}</span>
                </a>
            </td>
        </tr>
    }
}

/// What a request holds and whom it is about.
fn about(frame: &Frame, desk: &Desk, row: &RequestRow, what: String) -> AnyView {
    let firm = matches!(desk, Desk::Monitor { .. }) && !row.participant.is_empty();
    let mut said = Vec::new();
    said.extend(firm.then(|| row.participant.clone()));
    said.extend((!row.about.is_empty()).then(|| row.about.clone()));
    said.extend((row.rows > 1).then(|| counted(frame, "approvals-changes", row.rows)));
    let said = said.into_iter().map(|words| view! { <span>{words}</span> }).collect_view();
    view! {
        <strong>{what}</strong>
        <p class="muted said">{said}</p>
    }
}

/// Requests in which nothing waits any more.
#[component]
fn Settled(
    /// Words and frame.
    frame: Frame,
    /// Whose queue.
    desk: Desk,
    /// The requests.
    rows: Vec<RequestRow>,
) -> impl IntoView {
    let shown = rows
        .into_iter()
        .map(|row| {
            let what = kind(&frame, row.kind, row.rows);
            let href = format!("{}/{}", desk.path(), row.id);
            let link = view! { <a href=href>{what}</a> };
            let firm = matches!(desk, Desk::Monitor { .. }).then(|| row.participant.clone()).unwrap_or_default();
            let about = if row.about.is_empty() { firm } else { row.about };
            view! {
                <tr>
                    <th scope="row">{link}</th>
                    <td data-label=frame.get("approval-column-about")>{(!about.is_empty()).then_some(about)}</td>
                    <td class="num" data-label=frame.get("approval-column-rows")>{crate::words::grouped(row.rows)}</td>
                    <td data-label=frame.get("approval-column-maker")>{row.maker}</td>
                    <td data-label=frame.get("approval-column-at")><Time frame=frame.clone() at=row.at /></td>
                </tr>
            }
        })
        .collect_view();
    let head = |key: &str| view! { <th scope="col">{frame.get(key)}</th> };
    view! {
        <table class="ledger settled" aria-label=frame.get("approvals-settled")>
            <thead>
                <tr>
                    {head("approval-column-request")}
                    {head("approval-column-about")}
                    <th class="num" scope="col">{frame.get("approval-column-rows")}</th>
                    {head("approval-column-maker")}
                    {head("approval-column-at")}
                </tr>
            </thead>
            <tbody>{shown}</tbody>
        </table>
    }
}
