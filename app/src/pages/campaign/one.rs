use domain::campaign::{Rhythm, Stage};

use super::{CAMPAIGNS, goal, log::Log, look, preview::Recipients, scope, stage, step};
use crate::{
    components::{Frame, Problem, TextArea, Time, fact},
    markup::*,
    ports::campaign::{ActProblem, CampaignPage},
    render::Sheet,
    words::grouped,
};

/// `/monitor/campaigns/{id}`.
pub(crate) fn campaign(frame: &Frame, model: CampaignPage) -> Sheet {
    let title = model.plan.title.clone();
    let problems: Vec<Problem> = model.problem.map(|found| problem(frame, found)).into_iter().collect();
    let waits = model.request.as_ref().map(|request| {
        let url = format!("/monitor/approvals/{request}");
        view! { <p class="notice">{frame.get("campaign-waits")} " " <a href=url>{frame.get("campaign-request")}</a></p> }
    });
    let log = (!model.log.is_empty()).then(|| {
        view! { <Log frame=frame.clone() id=model.id.clone() log=model.log.clone() moved=model.moved /> }
    });
    let preview = model.preview.clone().map(|preview| {
        view! { <Recipients frame=frame.clone() id=model.id.clone() plan=model.plan.clone() preview /> }
    });
    let body = view! {
        <p class="step"><a href=CAMPAIGNS>{frame.get("campaigns-title")}</a></p>
        <h1>{title.clone()}</h1>
        <p><span class=look(model.stage)>{stage(frame, model.stage, model.request.is_some())}</span></p>
        {waits}
        <Facts frame=frame.clone() model=model.clone() />
        {log}
        {preview}
        <Acts frame=frame.clone() model problems=problems.clone() />
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn problem(frame: &Frame, found: ActProblem) -> Problem {
    let key = match found {
        ActProblem::ReasonMissing(action) => {
            return Problem::at(field(action), frame.get("staff-proposal-reason-missing"));
        }
        ActProblem::NotNow => "campaign-problem-not-now",
        ActProblem::NoDate => "campaign-problem-no-date",
        ActProblem::Nobody => "campaign-problem-nobody",
        ActProblem::Changed => "campaign-problem-changed",
    };
    Problem::of_form(frame.get(key))
}

/// The id of the reason for an action.
fn field(action: &str) -> &'static str {
    match action {
        "pause" => "pause-reason",
        "stop" => "stop-reason",
        _ => "reason",
    }
}

/// What is planned.
#[component]
fn Facts(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: CampaignPage,
) -> impl IntoView {
    let rhythm = &model.plan.rhythm;
    let event = match &model.event {
        Some((title, at)) => view! {
            {title.get(frame.language()).to_owned()}
            <span class="second-line muted"><Time frame=frame.clone() at=*at /></span>
        },
        None => frame.get("campaign-no-date").into_any(),
    };
    let days: Vec<String> = rhythm.days().iter().map(u16::to_string).collect();
    let from = |day: Option<u16>| day.map_or_else(|| frame.get("campaign-only-unreached"), |day| step(&frame, day));
    let next =
        model.event.as_ref().filter(|_| matches!(model.stage, Stage::Running | Stage::Draft)).and_then(|(_, at)| {
            let now = frame.chrome.now;
            // What is under way of a draft leaves as soon as it is agreed on.
            match rhythm.due(*at, now).filter(|_| model.stage == Stage::Draft) {
                Some(due) => Some(frame.with("campaign-next-at-once", &[("step", step(&frame, due).into())])),
                None => {
                    let begins = rhythm.next(*at, now)?;
                    let due = rhythm.days().iter().find(|day| Rhythm::begins(**day, *at) == begins)?;
                    let values = [("step", step(&frame, *due).into()), ("time", frame.when(begins).into())];
                    Some(frame.with("campaign-next-at", &values))
                }
            }
        });
    let (maker, at) = model.made;
    let made = [("maker", maker.to_string().into()), ("time", frame.when(at).into())];
    let chosen = model.plan.users.len();
    let chosen = (chosen > 0).then(|| {
        let words = frame.with("agreed-campaign-chosen", &[("count", chosen.into())]);
        fact(frame.get("agreed-campaign-users"), words)
    });
    view! {
        <dl class="facts card">
            {fact(frame.get("campaign-goal-fact"), goal(&frame, model.plan.goal))}
            {fact(frame.get("campaign-firm"), scope(&frame, model.plan.firm.as_ref()))}
            {chosen}
            {fact(frame.get("campaign-event"), event)}
            {fact(frame.get("campaign-days"), days.join(", "))}
            {next.map(|next| fact(frame.get("campaign-next"), next))}
            {fact(frame.get("campaign-administrators"), from(rhythm.administrators()))}
            {fact(frame.get("campaign-staff"), from(rhythm.staff()))}
            {fact(frame.get("campaign-daily"), grouped(u64::from(model.plan.daily)))}
            {fact(frame.get("campaign-made"), frame.with("campaign-made-by", &made))}
        </dl>
    }
}

/// What the reader may do with it.
#[component]
fn Acts(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: CampaignPage,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let waits = model.request.is_some();
    let seen = model.preview.as_ref().filter(|preview| preview.audience.0 > 0).map(|preview| preview.seen.clone());
    let typed = |action: &str| match model.problem {
        Some(ActProblem::ReasonMissing(of)) if of != action => String::new(),
        _ => model.reason.clone(),
    };
    let propose = seen.filter(|_| model.operator && model.stage.may_start() && !waits).map(|seen| {
        let (heading, lead) = match model.stage {
            Stage::Paused => ("campaign-resume", "campaign-resume-lead"),
            _ => ("campaign-propose", "campaign-propose-lead"),
        };
        view! {
            <h2>{frame.get(heading)}</h2>
            <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
                <p>{frame.get(lead)}</p>
                <input type="hidden" name="seen" value=seen />
                <TextArea
                    id="reason"
                    name="reason"
                    label=frame.get("approval-reason")
                    value=typed("propose")
                    problems=problems.clone()
                />
                <button class="button" type="submit" name="action" value="propose">{frame.get("staff-proposal-propose")}</button>
            </form>
        }
    });
    let edit = (model.operator && model.stage == Stage::Draft && !waits).then(|| {
        view! { <p><a href=format!("{CAMPAIGNS}/{}/edit", model.id)>{frame.get("campaign-edit")}</a></p> }
    });
    let stop = |action: &'static str, label: &str, means: &str| {
        let open = model.problem == Some(ActProblem::ReasonMissing(action));
        view! {
            <details open=open>
                <summary>{frame.get(label)}</summary>
                <form method="post" action=frame.chrome.here.clone() novalidate=true>
                    <p>{frame.get(means)}</p>
                    <TextArea
                        id=field(action)
                        name="reason"
                        label=frame.get("approval-reason")
                        value=if open { model.reason.clone() } else { String::new() }
                        problems=problems.clone()
                    />
                    <button class="button second" type="submit" name="action" value=action>{frame.get(label)}</button>
                </form>
            </details>
        }
    };
    let pause = (model.stage == Stage::Running).then(|| stop("pause", "campaign-pause", "campaign-pause-means"));
    let end = model.stage.may_stop().then(|| stop("stop", "campaign-stop", "campaign-stop-means"));
    let stops = (model.guardian && model.stage.may_stop()).then(|| {
        view! {
            <h2>{frame.get("campaign-stops")}</h2>
            <p class="muted">{frame.get("works-at-once")}</p>
            <div class="acts">{pause}{end}</div>
        }
    });
    view! { {propose} {edit} {stops} }
}
