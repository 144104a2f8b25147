//! What the audit tells of an event beside its kind, in words.

use domain::{
    approval::ChangeKind,
    connectivity::{Check, Reason},
    language::Language,
    life::{State, Status},
    method::Method,
    phase::Phase,
    role::{DaRoles, StaffRole},
    schedule::{EventKind, EventState, ExceptionKind, WhyHeld},
    time::Instant,
};

use super::{
    rows::{event_words, family_words},
    tables::{LABELS, VALUES},
};
use crate::{
    components::Frame,
    markup::*,
    pages::{account, approvals, connectivity, portal, readiness, schedule},
    ports::trail::{Moment, Said},
    words::grouped,
};

/// Ids that help nobody who reads, where they lead nowhere.
const IDS: [&str; 7] = ["act", "announcement", "briefing", "campaign", "paper", "upload", "plan"];

/// Particulars that somebody typed: never taken for a value of ours.
const TYPED: [&str; 9] = ["detail", "file", "name", "name_en", "name_zh", "place", "term", "text", "title"];

/// Particulars of an event, and what it belongs to: the request that two people decided, and for staff the campaign,
/// briefing or event of the schedule.
#[component]
pub(in crate::pages) fn Particulars(
    /// Words and frame.
    frame: Frame,
    /// The event.
    moment: Moment,
) -> impl IntoView {
    let staff = frame.chrome.signed_in.as_ref().is_some_and(|person| person.staff);
    let mut lines = Vec::new();
    for (name, said) in &moment.detail {
        let place = text(said).filter(|_| staff).and_then(|id| place(name, id));
        if let Some((url, key)) = place {
            lines.push(view! { <li><a href=url>{frame.get(key)}</a></li> });
        } else if !IDS.contains(&name.as_str()) {
            let (label, value) = (label(&frame, name), value(&frame, name, said));
            let colon = colon(&frame);
            lines.push(view! { <li><span class="muted">{label}{colon}</span>{value}</li> });
        }
    }
    if !moment.request.is_empty() {
        let url = format!("/{}/approvals/{}", if staff { "monitor" } else { "portal" }, moment.request);
        lines.push(view! { <li><a href=url>{frame.get("trail-request")}</a></li> });
    }
    (!lines.is_empty()).then(|| view! { <ul class="particulars">{lines}</ul> })
}

/// Where staff see what an id names.
fn place(name: &str, id: &str) -> Option<(String, &'static str)> {
    match name {
        "briefing" => Some((format!("/monitor/briefings/{id}"), "trail-briefing")),
        "campaign" => Some((format!("/monitor/campaigns/{id}"), "trail-campaign")),
        "event" => Some((format!("/monitor/schedule/{id}"), "trail-event")),
        _ => None,
    }
}

fn text(said: &Said) -> Option<&str> {
    match said {
        Said::Text(text) => Some(text),
        _ => None,
    }
}

/// What a particular is called; one that is not known is shown as the audit names it.
fn label(frame: &Frame, name: &str) -> String {
    // Some writers separate words by a space.
    let name = name.replace(' ', "_");
    match LABELS.iter().find(|(known, _)| *known == name) {
        Some((_, key)) => frame.get(key),
        None => name.replace('_', " "),
    }
}

/// What it says.
fn value(frame: &Frame, name: &str, said: &Said) -> String {
    let comma = frame.get("said-comma");
    match said {
        Said::Text(text) => words(frame, name, text),
        Said::Count(count) => grouped(*count),
        Said::Flag(flag) => frame.get(if *flag { "yes" } else { "said-no" }),
        Said::Withheld => frame.get("said-withheld"),
        Said::Many(texts) => texts.iter().map(|text| words(frame, name, text)).collect::<Vec<_>>().join(&comma),
        Said::Each(parts) => {
            let part = |wanted: &str| parts.iter().find(|(part, _)| part == wanted).map(|(_, said)| said);
            if let (Some(from), Some(to), 2) = (part("from"), part("to"), parts.len()) {
                let [from, to] = [from, to].map(|said| value(frame, name, said));
                return frame.with("said-change", &[("from", from.into()), ("to", to.into())]);
            }
            let part = |(name, said): &(String, Said)| label(frame, name) + colon(frame) + &value(frame, name, said);
            parts.iter().map(part).collect::<Vec<_>>().join(&comma)
        }
    }
}

/// A text of the audit: what is one of several has words, an instant is shown as everywhere, and what somebody typed
/// stays as it is.
fn words(frame: &Frame, name: &str, text: &str) -> String {
    if TYPED.contains(&name) {
        return text.to_owned();
    }
    if let Ok(at) = text.parse::<Instant>() {
        return frame.when(at);
    }
    of_its_kind(frame, name, text).unwrap_or_else(|| match VALUES.iter().find(|(known, _)| *known == text) {
        Some((_, key)) => frame.get(key),
        None => text.to_owned(),
    })
}

/// The words of a text whose name says what it is one of.
fn of_its_kind(frame: &Frame, name: &str, text: &str) -> Option<String> {
    match name {
        "method" => text.parse::<Method>().ok().map(|method| account::method_name(frame, method)),
        "phase" => text.parse::<Phase>().ok().map(|phase| schedule::phase(frame, phase)),
        "role" => text.parse::<StaffRole>().ok().map(|role| frame.get(staff_role(role))),
        "kind" => {
            let change = text.parse::<ChangeKind>().ok().map(|kind| approvals::kind_word(frame, kind, 1));
            let exception = || text.parse::<ExceptionKind>().ok().map(|kind| readiness::kind_word(frame, kind));
            let event = || text.parse::<EventKind>().ok().map(|kind| schedule::kind(frame, kind));
            change.or_else(exception).or_else(event)
        }
        "family" if text.contains('.') => Some(event_words(frame, text)),
        "family" => Some(family_words(frame, text)),
        "check" => Check::ALL
            .into_iter()
            .find(|check| check.name() == text)
            .map(|check| connectivity::check_name(frame, check)),
        "reason" => text.parse::<Reason>().ok().map(|reason| connectivity::reason(frame, reason).0),
        "why" => text.parse::<WhyHeld>().ok().map(|why| schedule::held(frame, why)),
        "state" | "status" | "from" | "to" | "roles" | "da_roles" => {
            let state = text.parse::<State>().ok().map(|state| portal::state_word(frame, state));
            let status = || text.parse::<Status>().ok().map(|status| portal::status_word(frame, status));
            let event = || text.parse::<EventState>().ok().map(|state| frame.get(schedule::state_key(state)));
            let roles = || {
                let roles = DaRoles::parse(text).ok()?;
                Some(if roles.any() { portal::roles_word(frame, roles) } else { frame.get("roles-none") })
            };
            state.or_else(status).or_else(event).or_else(roles)
        }
        _ => None,
    }
}

fn staff_role(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Viewer => "said-viewer",
        StaffRole::Operator => "said-operator",
        StaffRole::Approver => "said-approver",
    }
}

fn colon(frame: &Frame) -> &'static str {
    match frame.language() {
        Language::En => ": ",
        Language::ZhHk => "：",
    }
}
