use domain::reach::Help;

use super::{BLOCKED, CALL_LIST, PROPOSAL, url};
use crate::{
    components::Frame,
    markup::*,
    pages::schedule::words,
    ports::rehearsal::{BlockedAct, HelpLine, Rehearsal, help_word},
    words::grouped,
};

/// By what is missing, with what helps and the way to do it beside it.
pub(super) fn reasons(frame: &Frame, model: &Rehearsal) -> AnyView {
    let rows = model.lines.iter().map(|line| row(frame, model, line)).collect_view();
    let act = model.operator.then(|| view! { <th scope="col">{frame.get("blocked-do")}</th> });
    view! {
        <table class="rows reasons">
            <caption>{frame.get("blocked-by-reason")}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("blocked-missing")}</th>
                    <th scope="col">{frame.get("blocked-helps")}</th>
                    <th scope="col" class="num">{frame.get("blocked-users")}</th>
                    <th scope="col" class="num">{frame.get("blocked-firms")}</th>
                    {act}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(frame: &Frame, model: &Rehearsal, line: &HelpLine) -> AnyView {
    let HelpLine { help, users, firms, .. } = *line;
    let only = |path: &str| {
        url(path, &model.asked, |asked| {
            asked.reason = Some(help.against());
            asked.help = Some(help);
        })
    };
    let act = model.operator.then(|| {
        let mut acts: Vec<(BlockedAct, u64)> = Vec::new();
        if help.takes_reminding() {
            acts.push((BlockedAct::Remind, users));
        }
        if line.extendable > 0 {
            acts.push((BlockedAct::Extend, line.extendable));
        }
        let call = view! { <a href=only(CALL_LIST)>{frame.get("blocked-call")} " " {of(frame, help)}</a> };
        view! {
            <td data-label=frame.get("blocked-do")>
                <div class="deeds">{buttons(frame, &acts, help)} {staff(frame, help)} " " {call}</div>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{words::why(frame, help.against())}</th>
            <td data-label=frame.get("blocked-helps")>{frame.get(help_word(help))}</td>
            <td class="num" data-label=frame.get("blocked-users")>
                <a href=format!("{}#users", only(BLOCKED))>{grouped(users)}</a>
            </td>
            <td class="num" data-label=frame.get("blocked-firms")>{grouped(firms)}</td>
            {act}
        </tr>
    }
}

/// Whom a button is about, for those who hear it alone.
fn of(frame: &Frame, help: Help) -> AnyView {
    view! { <span class="unseen">{frame.with("blocked-of-whom", &[("what", words::why(frame, help.against()).into())])}</span> }
}

/// What can be done for all of a line.
fn buttons(frame: &Frame, acts: &[(BlockedAct, u64)], help: Help) -> Option<AnyView> {
    if acts.is_empty() {
        return None;
    }
    let buttons = acts
        .iter()
        .map(|(act, count)| {
            let key = match act {
                BlockedAct::Remind => "blocked-remind-count",
                BlockedAct::Extend => "blocked-extend-count",
            };
            view! {
                <button class="button second small" type="submit" name="action" value=act.name()>
                    {frame.with(key, &[("count", (*count).into())])} " " {of(frame, help)}
                </button>
            }
        })
        .collect_view();
    let form = view! {
        <form method="post" action=frame.chrome.here.clone()>
            <input type="hidden" name="all" value="yes" />
            <input type="hidden" name="only" value=help.name() />
            {buttons}
        </form>
    };
    Some(form.into_any())
}

/// Where staff do what is theirs to do.
fn staff(frame: &Frame, help: Help) -> Option<AnyView> {
    let (path, key) = match help {
        Help::StaffRegister | Help::StaffCorrect => (PROPOSAL, "blocked-staff-register"),
        Help::StaffApprove => ("/monitor/approvals", "blocked-staff-approve"),
        Help::BindCard => ("/monitor/cards/new", "blocked-staff-bind"),
        _ => return None,
    };
    Some(view! { <a href=path>{frame.get(key)}</a> })
}
