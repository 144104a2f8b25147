//! Where somebody who is logged in can go.

use super::Frame;
use crate::{markup::*, ports::SignedIn};

/// Places that belong together: what they are called, and each by its path and its words. The first is the way in.
type Group = (&'static str, &'static [(&'static str, &'static str)]);

/// Of the staff. More than fit side by side: the groups stand in one line, the places of the reader's in a second.
const STAFF: [Group; 5] = [
    ("monitor-link", &[("/monitor", "monitor-overview-link"), ("/monitor/readiness", "readiness-link")]),
    (
        "nav-schedule",
        &[
            ("/monitor/schedule", "nav-schedule-events"),
            ("/monitor/blocked", "blocked-link"),
            ("/monitor/exceptions", "exceptions-title"),
        ],
    ),
    (
        "nav-people",
        &[
            ("/monitor/participants", "nav-participants"),
            ("/monitor/users", "nav-users"),
            ("/monitor/cards", "registry-link"),
            ("/monitor/contingency", "contingency-link"),
        ],
    ),
    (
        "nav-telling",
        &[
            ("/monitor/campaigns", "campaigns-link"),
            ("/monitor/announcements", "nav-announcements"),
            ("/monitor/briefings", "briefings-link"),
            ("/monitor/guide", "guide-link"),
            ("/monitor/mail", "nav-mail"),
        ],
    ),
    ("nav-control", &[("/monitor/approvals", "approvals-link"), ("/monitor/audit", "audit-link")]),
];

/// Of a firm's delegated administrators.
const PORTAL: &[(&str, &str)] = &[
    ("/portal/users", "portal-link"),
    ("/portal/upload", "upload-link"),
    ("/portal/approvals", "approvals-link"),
    ("/portal/connectivity", "connectivity-link"),
    ("/portal/contingency", "contingency-link"),
    ("/portal/readiness", "readiness-link"),
    ("/portal/audit", "audit-link"),
];

/// Of everybody who is not of the staff.
const READER: &[(&str, &str)] = &[("/briefings", "briefings-link"), ("/guide", "guide-link")];

const ACCOUNT: (&str, &str) = ("/account", "account-link");

/// Whether `here` is the page of `path` or one below it.
fn below(here: &str, path: &str) -> bool {
    here.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The nearest of `paths` that `here` is at or below.
fn nearest<'p>(here: &str, paths: impl Iterator<Item = &'p str>) -> Option<&'p str> {
    paths.filter(|path| below(here, path)).max_by_key(|path| path.len())
}

fn link(path: &'static str, words: String, current: Option<&'static str>) -> AnyView {
    view! { <li><a href=path aria-current=current>{words}</a></li> }
}

/// How the place at `path` is marked where the reader is at `here` and `nearest` is the nearest place.
fn current(here: &str, nearest: Option<&str>, path: &str) -> Option<&'static str> {
    (nearest == Some(path)).then_some(if here == path { "page" } else { "true" })
}

/// Where somebody who is logged in can go, and the way out.
#[component]
pub fn Navigation(
    /// Words and frame.
    frame: Frame,
    /// Who is logged in.
    person: SignedIn,
) -> impl IntoView {
    let here = frame.chrome.here.split('?').next().unwrap_or_default();
    let (mut links, mut second) = (Vec::new(), None);
    if person.staff {
        let places = STAFF.iter().flat_map(|(_, places)| places.iter()).chain([&ACCOUNT]);
        let nearest = nearest(here, places.map(|(path, _)| *path));
        for (name, places) in STAFF {
            let inside = places.iter().any(|(path, _)| nearest == Some(*path));
            if let Some((path, _)) = places.first() {
                links.push(link(path, frame.get(name), inside.then_some("true")));
            }
            if inside {
                let places = places.iter().map(|(path, key)| link(path, frame.get(key), current(here, nearest, path)));
                second = Some((frame.get(name), places.collect_view()));
            }
        }
        links.push(link(ACCOUNT.0, frame.get(ACCOUNT.1), current(here, nearest, ACCOUNT.0)));
    } else {
        let portal = if person.delegated_administrator { PORTAL } else { &[] };
        let places: Vec<_> = portal.iter().chain(READER).chain([&ACCOUNT]).collect();
        let nearest = nearest(here, places.iter().map(|(path, _)| *path));
        links.extend(places.iter().map(|(path, key)| link(path, frame.get(key), current(here, nearest, path))));
    }
    let second = second.map(|(name, places)| {
        view! {
            <nav class="places within" aria-label=name>
                <div class="wide">
                    <ul>{places}</ul>
                </div>
            </nav>
        }
    });
    view! {
        <nav class="places" aria-label=frame.get("navigation")>
            <div class="wide">
                <ul>
                    {links}
                </ul>
                <form method="post" action="/logout">
                    <span class="who">{person.name}</span>
                    <button class="plain" type="submit">{frame.get("log-out")}</button>
                </form>
            </div>
        </nav>
        {second}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_place_of_the_staff_stands_in_one_group_and_the_nearest_is_found() {
        let paths: Vec<_> = STAFF.iter().flat_map(|(_, places)| places.iter()).map(|(path, _)| *path).collect();
        assert_eq!(paths.iter().collect::<BTreeSet<_>>().len(), paths.len());
        let at = |here| nearest(here, paths.iter().copied());
        assert_eq!(at("/monitor/figures/funnel"), Some("/monitor"));
        assert_eq!(at("/monitor/blocked"), Some("/monitor/blocked"));
        assert_eq!(at("/monitor/participants/CAAA"), Some("/monitor/participants"));
        assert_eq!(at("/monitors"), None);
    }
}
