use super::{BLOCKED, problem, url};
use crate::{
    components::{Frame, Reason, TextField},
    markup::*,
    ports::rehearsal::{BlockedAct, BlockedConfirm},
    render::Sheet,
};

/// Names that are written out before something is done for them.
const NAMED: usize = 60;

/// `/monitor/blocked`, asking before something is done for several.
pub(crate) fn confirm(frame: &Frame, model: BlockedConfirm) -> Sheet {
    let (asks, means, does) = match model.act {
        BlockedAct::Remind => ("blocked-confirm-remind", "blocked-remind-means", "blocked-remind-do"),
        BlockedAct::Extend => ("blocked-confirm-extend", "blocked-extend-means", "blocked-extend-do"),
    };
    let title = frame.with(asks, &[("count", model.count.into())]);
    let problems: Vec<_> = model.problem.map(|found| problem(frame, found, None)).into_iter().collect();
    let event = model.event.as_ref().map(|(title, at)| {
        let values = [("title", title.get(frame.language()).into()), ("time", frame.when(*at).into())];
        view! { <p>{frame.with("blocked-remind-event", &values)}</p> }
    });
    let left_out = (model.left_out > 0)
        .then(|| view! { <p class="inset">{frame.with("blocked-left-out", &[("count", model.left_out.into())])}</p> });
    let names = (!model.users.is_empty()).then(|| {
        let shown: Vec<String> = model.users.iter().take(NAMED).map(ToString::to_string).collect();
        let more = model.users.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| frame.with("blocked-and-more", &[("count", more.into())]));
        view! { <p>{shown.join(", ")} " " {more}</p> }
    });
    let whom = if model.users.is_empty() {
        let only = model.only.map(|help| view! { <input type="hidden" name="only" value=help.name() /> });
        view! { <input type="hidden" name="all" value="yes" /> {only} }
    } else {
        let users = model.users.iter();
        users.map(|user| view! { <input type="hidden" name="user" value=user.to_string() /> }).collect_view().into_any()
    };
    let fields = (model.act == BlockedAct::Extend).then(|| {
        let hint = frame.with("blocked-until-hint", &[("time", frame.when(model.at).into())]);
        view! {
            <TextField
                name="until"
                label=frame.get("exception-until")
                hint=hint
                value=model.until.clone()
                look="short"
                problems=problems.clone()
            />
            <Reason frame=frame.clone() value=model.reason.clone() problems=problems.clone() />
        }
    });
    let back = format!("{}#users", url(BLOCKED, &model.asked, |_| {}));
    let body = view! {
        <p class="step"><a href=back.clone()>{frame.get("blocked-title")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get(means)}</p>
        {event}
        {left_out}
        {names}
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            {whom}
            <input type="hidden" name="confirmed" value=model.count.to_string() />
            {fields}
            <button class="button" type="submit" name="action" value=model.act.name()>{frame.get(does)}</button>
            <p class="beside"><a href=back>{frame.get("blocked-back")}</a></p>
        </form>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}
