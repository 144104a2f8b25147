//! The events themselves, newest first.

use domain::{
    account::AccountId,
    time::{self, Instant},
};

use super::Particulars;
use crate::{
    components::{Frame, turn},
    markup::*,
    pages::portal::user_path,
    ports::{
        events::{EVENTS, FAMILIES},
        trail::{Actor, Format, Moment},
    },
};

fn said(frame: &Frame, table: &[(&str, &str)], name: &str) -> String {
    match table.iter().find(|(known, _)| *known == name) {
        Some((_, key)) => frame.get(key),
        None => name.to_owned(),
    }
}

/// An event in plain words; a kind that is not known is shown as it is.
pub(in crate::pages) fn event_words(frame: &Frame, kind: &str) -> String {
    said(frame, EVENTS, kind)
}

/// A family of events in plain words; one that is not known is shown as it is.
pub(in crate::pages) fn family_words(frame: &Frame, family: &str) -> String {
    said(frame, FAMILIES, family)
}

/// Who did something.
pub(in crate::pages) fn actor_words(frame: &Frame, actor: &Actor) -> String {
    match actor {
        Actor::Account(account, name) if name.is_empty() => account.user.as_str().to_owned(),
        Actor::Account(account, name) => {
            frame.with("actor-account", &[("name", name.into()), ("user", account.user.as_str().into())])
        }
        Actor::Staff => frame.get("actor-staff"),
        Actor::Anonymous => frame.get("actor-anonymous"),
        Actor::Operator => frame.get("actor-operator"),
        Actor::System => frame.get("actor-system"),
        Actor::Expired => frame.get("actor-expired"),
    }
}

/// Date and time to the second, with the zone.
#[component]
pub(in crate::pages) fn Seconds(
    /// Words and frame.
    frame: Frame,
    /// When.
    at: Instant,
) -> impl IntoView {
    let (date, clock) = (time::date(at, frame.language()), time::clock_seconds(at, frame.language()));
    view! {
        <time datetime=at.to_string()>
            <span class="day">{date}</span>
            " "
            <span class="clock">{clock}</span>
        </time>
    }
}

/// The events, newest first. Staff see of which firm each is.
#[component]
pub(in crate::pages) fn Moments(
    /// Words and frame.
    frame: Frame,
    /// The events.
    moments: Vec<Moment>,
    /// Whether the reader is staff.
    #[prop(optional)]
    staff: bool,
) -> impl IntoView {
    let rows = moments.into_iter().map(|moment| view! { <Line frame=frame.clone() moment staff /> }).collect_view();
    let firm = staff.then(|| view! { <th scope="col">{frame.get("participant")}</th> });
    view! {
        <table class="rows moments">
            <caption>{frame.get("trail-caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("trail-time")}</th>
                    <th scope="col">{frame.get("trail-what")}</th>
                    {firm}
                    <th scope="col">{frame.get("user")}</th>
                    <th scope="col">{frame.get("trail-who")}</th>
                    <th scope="col">{frame.get("trail-particulars")}</th>
                    <th scope="col">{frame.get("trail-seal")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The ways to the newest page, where this is another, and to the next older one.
pub(in crate::pages) fn paging(frame: &Frame, newest: Option<String>, older: Option<String>) -> AnyView {
    turn(frame, newest.map(|url| ("trail-newest", url)), older.map(|url| ("trail-older", url)))
}

/// Everything that the filters let through, as a file. It is posted, because that it was taken is written down.
#[component]
pub(in crate::pages) fn Export(
    /// Words and frame.
    frame: Frame,
) -> impl IntoView {
    let here = frame.chrome.here.clone();
    let words = [frame.get("trail-export"), frame.get("trail-export-json")];
    let buttons = Format::ALL
        .into_iter()
        .zip(words)
        .map(|(format, words)| {
            view! { <button class="button second" type="submit" name="format" value=format.name()>{words}</button> " " }
        })
        .collect_view();
    view! {
        <form class="export" method="post" action=here>
            {buttons}
            <span class="muted">{frame.get("trail-export-means")}</span>
        </form>
    }
}

fn nothing() -> AnyView {
    view! { <span class="muted">"–"</span> }
}

/// The user, with the page that the reader has of them; of staff there is none.
fn user(account: &AccountId, staff: bool) -> AnyView {
    let name = account.user.as_str().to_owned();
    if account.is_staff() {
        return name.into_any();
    }
    let url = if staff { format!("/monitor/users/{account}") } else { user_path(account) };
    view! { <a href=url>{name}</a> }
}

/// One event.
#[component]
fn Line(
    /// Words and frame.
    frame: Frame,
    /// The event.
    moment: Moment,
    /// Whether the reader is staff.
    staff: bool,
) -> impl IntoView {
    let seal = frame.get(if moment.sealed { "trail-sealed" } else { "trail-unsealed" });
    let look = if moment.sealed { "tag good" } else { "tag" };
    let firm = staff.then(|| {
        let code = match &moment.participant {
            Some(code) if code.is_staff() => code.to_string().into_any(),
            Some(code) => {
                let url = format!("/monitor/participants/{code}");
                view! { <a href=url>{code.to_string()}</a> }
            }
            None => nothing(),
        };
        view! { <td data-label=frame.get("participant")>{code}</td> }
    });
    let user = moment.account.as_ref().map_or_else(nothing, |account| user(account, staff));
    view! {
        <tr>
            <td data-label=frame.get("trail-time")><Seconds frame=frame.clone() at=moment.at /></td>
            <th scope="row">{event_words(&frame, &moment.kind)}</th>
            {firm}
            <td data-label=frame.get("user")>{user}</td>
            <td data-label=frame.get("trail-who")>{actor_words(&frame, &moment.actor)}</td>
            <td data-label=frame.get("trail-particulars")><Particulars frame=frame.clone() moment=moment.clone() /></td>
            <td data-label=frame.get("trail-seal")><span class=look>{seal}</span></td>
        </tr>
    }
}
