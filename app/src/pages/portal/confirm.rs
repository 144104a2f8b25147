use super::{
    USERS,
    sayings::{People, act_means, act_when, act_word, why_not},
};
use crate::{
    components::{Frame, Problem, Reason},
    markup::*,
    ports::portal::{Confirm, UserAct},
    render::Sheet,
};

/// `/portal/users`, asking whether to go on.
pub(crate) fn confirm(frame: &Frame, model: Confirm) -> Sheet {
    let count = model.users.len();
    let key = match model.act {
        UserAct::Invite => "confirm-invite",
        UserAct::Unlock => "confirm-unlock",
        UserAct::EndSessions => "confirm-end-sessions",
        UserAct::Disable => "confirm-disable",
        UserAct::Dormant => "confirm-dormant",
        UserAct::SuspendCard => "confirm-suspend-card",
        UserAct::Reset => "confirm-reset",
        UserAct::RemoveAddress => "confirm-remove-address",
        UserAct::Enable => "confirm-enable",
    };
    let title = if count == 0 { frame.get("confirm-nobody") } else { frame.with(key, &[("count", count.into())]) };
    let problems = match model.reason_missing {
        true => vec![Problem::at("reason", frame.get("reason-missing"))],
        false => vec![],
    };
    let left_out = (!model.left_out.is_empty()).then(|| {
        let people = model.left_out.into_iter().map(|(user, why)| (user, Some(why_not(frame, why)))).collect();
        view! {
            <h2>{frame.get("confirm-left-out")}</h2>
            <People frame=frame.clone() people />
        }
    });
    let about = (count > 0).then(|| {
        let people = model.users.iter().map(|user| (user.clone(), None)).collect();
        let key = if model.act.proposes() { "sessions-would-end-then" } else { "sessions-would-end" };
        let sessions = (model.sessions > 0).then(|| {
            view! { <p class="inset">{frame.with(key, &[("count", model.sessions.into())])}</p> }
        });
        view! {
            <p class="lead">{act_means(frame, model.act)}</p>
            {sessions}
            <h2>{frame.with("confirm-whom", &[("count", count.into())])}</h2>
            <People frame=frame.clone() people />
        }
    });
    let form = (count > 0).then(|| {
        let hidden = model
            .users
            .iter()
            .map(|user| view! { <input type="hidden" name="user" value=user.account.user.as_str().to_owned() /> })
            .collect_view();
        let reason = model.act.proposes().then(|| {
            view! {
                <Reason frame=frame.clone() value=model.reason problems=problems.clone() />
            }
        });
        let button = if model.act.proposes() {
            frame.with("confirm-propose", &[("count", count.into())])
        } else {
            act_word(frame, model.act)
        };
        view! {
            <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
                {hidden}
                <input type="hidden" name="action" value=model.act.name() />
                <input type="hidden" name="confirmed" value="yes" />
                {reason}
                <p>{act_when(frame, model.act)}</p>
                <button class="button" type="submit">{button}</button>
            </form>
        }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        {about}
        {left_out}
        {form}
        <p class="ways-on"><a href=USERS>{frame.get("confirm-back")}</a></p>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}
