use domain::campaign::{GOALS, RhythmProblem};

use super::{CAMPAIGNS, goal};
use crate::{
    components::{Choice, Frame, Problem, TextField},
    markup::*,
    ports::campaign::{CampaignForm, CampaignProblem},
    render::Sheet,
};

/// `/monitor/campaigns/new` and `/monitor/campaigns/{id}/edit`.
pub(crate) fn form(frame: &Frame, model: CampaignForm) -> Sheet {
    let title = frame.get(if model.id.is_some() { "campaign-edit-title" } else { "campaign-new-title" });
    let problems: Vec<Problem> = model.problems.iter().map(|found| problem(frame, *found)).collect();
    let none = |key: &str| (String::new(), frame.get(key));
    let goals = GOALS.map(|state| (state.name().to_owned(), goal(frame, state)));
    let goals = std::iter::once(none("campaign-choose")).chain(goals).collect();
    let events = model.events.into_iter().map(|(id, title, at)| {
        let values = [("title", title.get(frame.language()).into()), ("time", frame.when(at).into())];
        (id, frame.with("campaign-event-at", &values))
    });
    let events = std::iter::once(none("campaign-choose")).chain(events).collect();
    let back = match &model.id {
        Some(id) => format!("{CAMPAIGNS}/{id}"),
        None => CAMPAIGNS.to_owned(),
    };
    let typed = model.typed;
    let line = |name: &'static str, label: &str, hint: &str, value: String, look: &'static str| {
        view! {
            <TextField
                name=name
                label=frame.get(label)
                hint=frame.get(hint)
                value=value
                look=look
                problems=problems.clone()
            />
        }
    };
    let body = view! {
        <p class="step"><a href=back>{frame.get("campaign-back")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("campaign-form-lead")}</p>
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            {line("title", "campaign-name", "campaign-name-hint", typed.title, "")}
            <Choice
                name="goal"
                label=frame.get("campaign-goal-ask")
                groups=vec![(String::new(), goals)]
                chosen=typed.goal
                problems=problems.clone()
            />
            {line("firm", "campaign-firm", "campaign-firm-hint", typed.firm, "short")}
            <Choice
                name="event"
                label=frame.get("campaign-event-ask")
                groups=vec![(String::new(), events)]
                chosen=typed.event
                problems=problems.clone()
            />
            {line("days", "campaign-days", "campaign-days-hint", typed.days, "")}
            {line("administrators", "campaign-administrators", "campaign-administrators-hint", typed.administrators, "short")}
            {line("staff", "campaign-staff", "campaign-staff-hint", typed.staff, "short")}
            {line("daily", "campaign-daily", "campaign-daily-hint", typed.daily, "short")}
            <button class="button" type="submit">{frame.get("campaign-save")}</button>
            <p class="beside">{frame.get("campaign-save-next")}</p>
        </form>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn problem(frame: &Frame, found: CampaignProblem) -> Problem {
    let (field, key) = match found {
        CampaignProblem::Title => ("title", "campaign-problem-title"),
        CampaignProblem::Goal => ("goal", "campaign-problem-goal"),
        CampaignProblem::Firm => ("firm", "campaign-problem-firm"),
        CampaignProblem::Event => ("event", "campaign-problem-event"),
        CampaignProblem::Rhythm(RhythmProblem::Days) => ("days", "campaign-problem-days"),
        CampaignProblem::Rhythm(RhythmProblem::Administrators) => ("administrators", "campaign-problem-administrators"),
        CampaignProblem::Rhythm(RhythmProblem::Staff) => ("staff", "campaign-problem-staff"),
        CampaignProblem::Daily => ("daily", "campaign-problem-daily"),
    };
    Problem::at(field, frame.get(key))
}
