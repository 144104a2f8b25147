use domain::reach::Help;

use super::{BLOCKED, EXCEPTION, FIRST, PROPOSAL, url};
use crate::{
    components::{Chips, Choice, Frame, Problem, Tick, Time, href, turn, words_at},
    markup::*,
    pages::schedule::words,
    ports::rehearsal::{BlockedAct, BlockedUser, By, Rehearsal, help_word},
};

/// The users themselves, to be chosen by those who act.
pub(super) fn users(frame: &Frame, model: &Rehearsal, problems: &[Problem]) -> AnyView {
    let asked = &model.asked;
    let firm = (!asked.firm.is_empty()).then(|| {
        (
            frame.with("blocked-chip-firm", &[("firm", (&asked.firm).into())]),
            url(BLOCKED, asked, |asked| asked.firm.clear()),
        )
    });
    let wider = || {
        url(BLOCKED, asked, |asked| {
            asked.reason = None;
            asked.help = None;
        })
    };
    let reason = asked.reason.map(|why| (words::why(frame, why), wider()));
    let help = asked.help.map(|help| (frame.get(help_word(help)), url(BLOCKED, asked, |asked| asked.help = None)));
    let chips: Vec<_> = firm.into_iter().chain(reason).chain(help).collect();
    let choosing = model.operator && asked.by != By::Mail;
    let list = match (model.users.is_empty(), choosing) {
        (true, _) => view! { <p class="empty">{frame.get("blocked-no-match")}</p> },
        (false, false) => table(frame, model, None),
        (false, true) => form(frame, model, problems),
    };
    let first = (!asked.after.is_empty()).then(|| ("blocked-first", format!("{}#users", url(BLOCKED, asked, |_| {}))));
    let next = model
        .next
        .clone()
        .map(|next| ("listing-after", format!("{}#users", url(BLOCKED, asked, |asked| asked.after = next))));
    view! {
        <section id="users" class="whom" aria-label=frame.get("blocked-users")>
            <Chips frame=frame.clone() chips />
            {list}
            {turn(frame, first, next)}
            <ul class="ways-on">
                <li><a href=url("/monitor/blocked.csv", asked, |_| {})>{frame.get("blocked-export")}</a></li>
                <li><a href=url("/monitor/blocked.json", asked, |_| {})>{frame.get("blocked-export-json")}</a></li>
            </ul>
        </section>
    }
}

/// The list with boxes, and what can be done for those ticked.
fn form(frame: &Frame, model: &Rehearsal, problems: &[Problem]) -> AnyView {
    let error = words_at(problems, FIRST);
    let wrong = error.is_some();
    let error = error.map(|words| view! { <p class="error" id=format!("{FIRST}-error")>{words}</p> });
    let all = (model.users_found > model.users.len() as u64).then(|| {
        let label = frame.with("blocked-all-found", &[("count", model.users_found.into())]);
        view! { <Tick id="all".to_owned() name="all" value="yes" label /> }
    });
    let acts = vec![
        (String::new(), frame.get("blocked-act-none")),
        (BlockedAct::Remind.name().to_owned(), frame.get("blocked-remind")),
        (BlockedAct::Extend.name().to_owned(), frame.get("blocked-extend")),
    ];
    view! {
        <form class="list" method="post" action=frame.chrome.here.clone()>
            {error}
            {table(frame, model, Some(wrong))}
            {all}
            <div class="bulk">
                <Choice
                    name="action"
                    label=frame.get("blocked-act")
                    groups=vec![(String::new(), acts)]
                    problems=problems.to_vec()
                />
                <button class="button second" type="submit">{frame.get("continue")}</button>
            </div>
        </form>
    }
}

/// The list; `choosing` says whether its boxes are what a problem is about.
fn table(frame: &Frame, model: &Rehearsal, choosing: Option<bool>) -> AnyView {
    let mut keys = vec!["user", "name", "blocked-helps"];
    if model.operator {
        keys.push("blocked-do");
    }
    keys.push("blocked-last-login");
    let heads = keys.into_iter().map(|key| view! { <th scope="col">{frame.get(key)}</th> }).collect_view();
    let rows = model
        .users
        .iter()
        .enumerate()
        .map(|(place, user)| row(frame, model, user, choosing.map(|wrong| (place, wrong && place == 0))))
        .collect_view();
    view! {
        <table class="rows blocked-users">
            <caption>{frame.with("blocked-list", &[("count", model.users_found.into())])}</caption>
            <thead>
                <tr>
                    {choosing.map(|_| view! { <td class="tick-cell"></td> })}
                    {heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(frame: &Frame, model: &Rehearsal, user: &BlockedUser, choosing: Option<(usize, bool)>) -> AnyView {
    let account = user.account.to_string();
    let tick = choosing.map(|(place, wrong)| {
        let id = format!("chosen-{}", place + 1);
        let label = frame.with("users-choose", &[("user", (&account).into())]);
        view! {
            <td class="tick-cell">
                <input
                    id=id.clone()
                    type="checkbox"
                    name="user"
                    value=account.clone()
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=wrong.then(|| format!("{id}-error"))
                />
                <label class="unseen" for=id>{label}</label>
            </td>
        }
    });
    let administrator =
        user.administrator.then(|| view! { " " <span class="tag">{frame.get("blocked-administrator")}</span> });
    let refused = user.mail_refused_at.map(|at| {
        let words = frame.with("blocked-mail-refused", &[("time", frame.when(at).into())]);
        view! { <span class="second-line">{words}</span> }
    });
    let why = match user.help {
        Some(help) => view! {
            {words::why(frame, help.against())}
            <span class="second-line muted">{frame.get(help_word(help))}</span>
        },
        None => frame.get("blocked-mail-missing").into_any(),
    };
    let last = match user.last_login_at {
        Some(at) => view! { <Time frame=frame.clone() at /> },
        None => view! { <span class="muted">{frame.get("never")}</span> },
    };
    let act = model.operator.then(|| {
        view! { <td data-label=frame.get("blocked-do")><div class="deeds">{deeds(frame, user)}</div></td> }
    });
    let page = format!("/monitor/users/{account}");
    view! {
        <tr>
            {tick}
            <th scope="row"><a href=page>{account.clone()}</a></th>
            <td data-label=frame.get("name")>{user.name.clone()}{administrator}</td>
            <td data-label=frame.get("blocked-helps")>{why}{refused}</td>
            {act}
            <td data-label=frame.get("blocked-last-login")>{last}</td>
        </tr>
    }
}

/// What can be done for one user: forms that are filled in already.
fn deeds(frame: &Frame, user: &BlockedUser) -> AnyView {
    let (participant, id) = (user.account.participant.as_str(), user.account.user.as_str());
    let of = || view! { <span class="unseen">{user.account.to_string()}</span> };
    let register = matches!(user.help, Some(Help::StaffRegister | Help::StaffCorrect)).then(|| {
        let query = [("kind", "address"), ("participant", participant), ("user", id)];
        view! { <a href=href(PROPOSAL, &query)>{frame.get("blocked-register-user")} " " {of()}</a> }
    });
    let extend = user.extension.then(|| {
        let query = [("scope", "user"), ("participant", participant), ("user", id), ("kind", "extension")];
        view! { <a href=href(EXCEPTION, &query)>{frame.get("blocked-extend-user")} " " {of()}</a> }
    });
    let pass = user.pass.then(|| {
        let query = [("participant", participant), ("scope", "user"), ("user", id)];
        let url = format!("{}#ask", href("/monitor/contingency", &query));
        view! { <a href=url>{frame.get("blocked-pass-user")} " " {of()}</a> }
    });
    view! { {register} {extend} {pass} }
}
