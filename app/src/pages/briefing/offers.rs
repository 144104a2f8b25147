use domain::briefing::Seat;

use super::{facts, mark};
use crate::{
    components::{Frame, Notice, Problem, TextField, fact},
    markup::*,
    pages::guide::PaperList,
    ports::briefing::{Attendee, BriefingNotice, Briefings, Offer, SeatProblem},
    render::Sheet,
};

/// `/briefings`.
pub(crate) fn briefings(frame: &Frame, model: Briefings) -> Sheet {
    let title = frame.get("briefings-title");
    let of_users = !model.users.is_empty();
    let problems: Vec<_> =
        model.problem.iter().map(|(briefing, found)| problem(frame, briefing, found, of_users)).collect();
    let notice = model.notice.filter(|_| problems.is_empty()).map(|notice| {
        let key = match notice {
            BriefingNotice::SignedUp => "briefings-signed-up",
            BriefingNotice::Waits => "briefings-waits",
            BriefingNotice::GivenBack => "briefings-given-back",
        };
        view! { <Notice words=frame.get(key) /> }
    });
    let Briefings { coming, past, guest, administrator, problem: refused, users, .. } = model;
    let reader = Reader { guest, administrator };
    let coming = if coming.is_empty() {
        view! { <p class="empty">{frame.get("briefings-none")}</p> }
    } else {
        coming
            .into_iter()
            .map(|offer| {
                let refused = refused.as_ref().filter(|(id, _)| *id == offer.session.id).map(|(_, why)| why.clone());
                let typed = if refused.is_some() { users.clone() } else { String::new() };
                view! { <Coming frame=frame.clone() offer reader refused typed problems=problems.clone() /> }
            })
            .collect_view()
            .into_any()
    };
    let past = (!past.is_empty()).then(|| {
        let past = past.into_iter().map(|offer| view! { <Past frame=frame.clone() offer /> }).collect_view();
        view! {
            <h2>{frame.get("briefings-past")}</h2>
            {past}
        }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice}
        <p class="lead">{frame.get("briefings-lead")}</p>
        {guest.then(|| view! { <p class="inset">{frame.get("briefings-staff")} " " <a href=super::CALENDAR>{frame.get("briefings-staff-link")}</a></p> })}
        {coming}
        {past}
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

/// What is wrong, at the field for users or at the session itself.
fn problem(frame: &Frame, briefing: &str, found: &SeatProblem, of_users: bool) -> Problem {
    let users = format!("users-{briefing}");
    match found {
        SeatProblem::Full(left) => Problem::at(
            if of_users { users } else { format!("briefing-{briefing}") },
            frame.with("briefings-problem-full", &[("left", (*left).into())]),
        ),
        SeatProblem::Closed => Problem::of_form(frame.get("briefings-problem-closed")),
        SeatProblem::TooOften => Problem::of_form(frame.get("briefings-problem-too-often")),
        SeatProblem::NobodyNamed => Problem::at(users, frame.get("briefings-problem-nobody")),
        SeatProblem::TooMany(most) => {
            Problem::at(users, frame.with("briefings-problem-too-many", &[("most", (*most).into())]))
        }
        SeatProblem::UnknownUser(user) => {
            Problem::at(users, frame.with("briefings-problem-unknown", &[("user", user.into())]))
        }
    }
}

/// What the reader may do.
#[derive(Clone, Copy)]
struct Reader {
    guest: bool,
    administrator: bool,
}

/// A session that one can sign up for.
#[component]
fn Coming(
    /// Words and frame.
    frame: Frame,
    /// The session.
    offer: Offer,
    /// What the reader may do.
    reader: Reader,
    /// Why its form was not taken.
    refused: Option<SeatProblem>,
    /// What was typed into its form.
    typed: String,
    /// What is wrong on the page.
    problems: Vec<Problem>,
) -> impl IntoView {
    let Offer { session, mine, colleagues, materials, .. } = offer;
    let id = format!("briefing-{}", session.id);
    let left = if session.left() == 0 && session.waiting > 0 {
        frame.with("briefing-none-left-waiting", &[("count", session.waiting.into())])
    } else {
        frame.with("briefing-left", &[("left", session.left().into()), ("capacity", session.capacity.into())])
    };
    let open = session.is_open() && !reader.guest;
    let full = session.left() == 0;
    let own = open.then(|| {
        let (said, action, label, second) = match mine {
            Some(Seat::Taken) => (Some("briefing-yours"), "give-back", "briefing-give-back", true),
            Some(Seat::Waiting) => (Some("briefing-you-wait"), "give-back", "briefing-leave-list", true),
            None if full => (Some("briefing-full-way"), "wait", "briefing-wait", true),
            None => (None, "sign-up", "briefing-sign-up", false),
        };
        let said = said.map(|key| view! { <p class=if mine.is_some() { "inset" } else { "" }>{frame.get(key)}</p> });
        let look = if second { "button second" } else { "button" };
        view! {
            {said}
            <form class="act" method="post" action=frame.chrome.here.clone()>
                <input type="hidden" name="briefing" value=session.id.clone() />
                <button class=look type="submit" name="action" value=action>
                    {frame.get(label)} <span class="unseen">{frame.get("briefing-button-of") + &session.title}</span>
                </button>
            </form>
        }
    });
    let firm = (open && reader.administrator).then(|| {
        let wait = full || matches!(refused, Some(SeatProblem::Full(_)));
        view! { <Colleagues frame=frame.clone() briefing=session.id.clone() title=session.title.clone() colleagues wait opened=refused.is_some() typed problems /> }
    });
    view! {
        <section class="card way briefing" id=id.clone() aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title")>
                {session.title.clone()} " " {session.called_off.then(|| mark(&frame, &session))}
            </h2>
            <dl class="facts">
                {facts(&frame, &session)}
                {open.then(|| fact(frame.get("briefing-seats"), left))}
            </dl>
            {session.called_off.then(|| view! { <p>{frame.get("briefing-called-off-means")}</p> })}
            <PaperList frame=frame.clone() papers=materials />
            {own}
            {firm}
        </section>
    }
}

/// Users of the reader's firm on a session, and the form that signs more of them up.
#[component]
fn Colleagues(
    /// Words and frame.
    frame: Frame,
    /// The session's id.
    briefing: String,
    /// The session's title.
    title: String,
    /// Who is on it.
    colleagues: Vec<Attendee>,
    /// Whether the waiting list is offered, no seat being left.
    wait: bool,
    /// Whether the form is in use.
    opened: bool,
    /// What was typed.
    typed: String,
    /// What is wrong on the page.
    problems: Vec<Problem>,
) -> impl IntoView {
    let count = colleagues.len();
    let rows = colleagues
        .into_iter()
        .map(|person| {
            let user = person.account.user.as_str().to_owned();
            let of = frame.get("briefing-button-of") + &title;
            view! {
                <li>
                    <span>{user.clone()} " " <span class="name">{person.name}</span></span>
                    {(person.seat == Seat::Waiting).then(|| view! { " " <span class="tag">{frame.get("briefing-on-list")}</span> })}
                    <form method="post" action=frame.chrome.here.clone()>
                        <input type="hidden" name="briefing" value=briefing.clone() />
                        <input type="hidden" name="user" value=user.clone() />
                        <button class="plain" type="submit" name="action" value="give-back-user">
                            {frame.get("briefing-give-back-user")} <span class="unseen">{user} " " {of}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    let (action, label) =
        if wait { ("wait-users", "briefing-wait-users") } else { ("sign-up-users", "briefing-sign-up-users") };
    view! {
        <details open=opened>
            <summary>{frame.with("briefing-firm", &[("count", count.into())])}</summary>
            {(count > 0).then(|| view! { <ul class="guests">{rows}</ul> })}
            <form method="post" action=frame.chrome.here.clone() novalidate=true>
                <input type="hidden" name="briefing" value=briefing.clone() />
                <TextField
                    name="users"
                    id=format!("users-{briefing}")
                    label=frame.get("briefing-users")
                    hint=frame.get("briefing-users-hint")
                    value=typed
                    problems
                />
                <button class="button second" type="submit" name="action" value=action>
                    {frame.get(label)} <span class="unseen">{frame.get("briefing-button-of") + &title}</span>
                </button>
            </form>
        </details>
    }
}

/// A session that is over.
#[component]
fn Past(
    /// Words and frame.
    frame: Frame,
    /// The session.
    offer: Offer,
) -> impl IntoView {
    let Offer { session, mine, came, materials, .. } = offer;
    let key = match (mine, came) {
        (Some(Seat::Taken), Some(true)) => Some("briefing-you-came"),
        (Some(Seat::Taken), Some(false)) => Some("briefing-you-did-not-come"),
        _ => None,
    };
    view! {
        <section class="card way briefing" aria-labelledby=format!("past-{}", session.id)>
            <h3 id=format!("past-{}", session.id)>{session.title.clone()}</h3>
            <p class="muted">{frame.when(session.starts_at)}</p>
            {key.map(|key| view! { <p>{frame.get(key)}</p> })}
            <PaperList frame=frame.clone() papers=materials />
        </section>
    }
}
