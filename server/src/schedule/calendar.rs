//! `/schedule.ics`: the schedule as a calendar to subscribe to (iCalendar, RFC 5545; refreshing and naming, RFC 7986).
//!
//! An event is in it as long as it has an instant: one that is announced in words alone has no place in a calendar, and
//! appears there once it gets a date. UIDs stay, so that calendars move what has moved.

use domain::{
    language::Language,
    schedule::{Event, EventState},
    time::Instant,
};
use icalendar::{Calendar, Component as _, Event as Entry, EventStatus, Property};

/// What stands around the events.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The calendar's name.
    pub name: &'a str,
    /// Where people read the same: the public URL of `/schedule`.
    pub url: &'a str,
    /// The public host, which makes UIDs our own.
    pub host: &'a str,
    /// The language of titles and texts.
    pub language: Language,
    /// The word before the title of an event that is held.
    pub held: &'a str,
}

/// The file: `events`, each with the instant of its last change.
pub fn file(around: Around<'_>, events: &[(Event, Instant)]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Changeover//Schedule//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("URL", around.url),
        // How often to look again, by the standard's word and by the one that most calendars know.
        ("REFRESH-INTERVAL;VALUE=DURATION", "PT6H"),
        ("X-PUBLISHED-TTL", "PT6H"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(&plain(around.name));
    for (event, changed_at) in events {
        if let Some(entry) = entry(around, event, *changed_at) {
            calendar.push(entry);
        }
    }
    calendar.to_string()
}

fn entry(around: Around<'_>, event: &Event, changed_at: Instant) -> Option<Entry> {
    let at = utc(event.happened_at.or(event.plan.at)?);
    let title = plain(event.plan.title.get(around.language));
    let (status, summary) = match event.state {
        EventState::Held => (EventStatus::Tentative, format!("{}{title}", around.held)),
        EventState::Cancelled => (EventStatus::Cancelled, title),
        EventState::Tentative | EventState::Confirmed | EventState::Done => (EventStatus::Confirmed, title),
    };
    let mut entry = Entry::with_uid(&format!("{}@{}", event.id, around.host));
    entry.summary(&summary).status(status);
    // Without METHOD, when the entry was made is when it was changed last: the same events make the same file.
    for (key, value) in [("DTSTAMP", utc(changed_at)), ("LAST-MODIFIED", utc(changed_at)), ("DTSTART", at)] {
        entry.add_property(key, value);
    }
    entry.add_property("SEQUENCE", event.version.saturating_sub(1).to_string());
    entry.add_property("TRANSP", "TRANSPARENT");
    entry.add_property("URL", around.url);
    let text = plain(event.plan.text.get(around.language));
    if !text.is_empty() {
        entry.description(&text);
    }
    Some(entry.done())
}

/// A date-time in UTC: form 2 of RFC 5545, section 3.3.5, to the second.
fn utc(at: Instant) -> String {
    let text = at.to_string();
    let seconds = text.split(['.', 'Z']).next().unwrap_or_default();
    format!("{}Z", seconds.replace(['-', ':'], ""))
}

/// A text without what would end its line. Line breaks of ours stay: they are escaped.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use domain::schedule::{Bilingual, EventKind, Plan};
    use icalendar::{CalendarComponent, DatePerhapsTime};
    use proptest::prelude::*;

    use super::*;

    const AROUND: Around<'_> = Around {
        name: "Harbour Clearing: schedule",
        url: "https://login.clearing.example/schedule",
        host: "login.clearing.example",
        language: Language::En,
        held: "On hold: ",
    };

    fn event(id: &str, state: EventState, at: Option<&str>, title: &str, text: &str) -> (Event, Instant) {
        let both = |text: &str| Bilingual { en: text.to_owned(), zh: format!("中{text}") };
        let plan = Plan {
            kind: EventKind::ParallelRun,
            at: at.and_then(|at| at.parse().ok()),
            when: both("late Q2 2023"),
            title: both(title),
            text: both(text),
        };
        let held = None;
        let event = Event { id: id.to_owned(), plan, state, armed: None, held, happened_at: None, version: 3 };
        (event, Instant::from_millis(1_795_331_109_123))
    }

    #[test]
    fn instants_are_utc_and_what_has_none_is_left_out() {
        let at = Some("2027-06-25T10:00:00Z");
        let events = [
            event("parallel-run", EventState::Confirmed, at, "Parallel run", ""),
            event("two-factor-only", EventState::Tentative, None, "Two factors only", ""),
            event("user-guide", EventState::Held, at, "User guide", "One\nTwo"),
            event("registration", EventState::Cancelled, at, "Registration", ""),
        ];
        let english = file(AROUND, &events);
        let entries: Vec<&str> = english.split("BEGIN:VEVENT\r\n").collect();
        assert_eq!(entries.len(), 4, "{english}");
        assert!(entries[0].contains("NAME:Harbour Clearing: schedule\r\n"), "{english}");
        for (place, lines) in [
            (1, &["UID:parallel-run@login.clearing.example", "STATUS:CONFIRMED", "SUMMARY:Parallel run"][..]),
            (2, &["STATUS:TENTATIVE", "SUMMARY:On hold: User guide", "DESCRIPTION:One\\nTwo"]),
            (3, &["STATUS:CANCELLED", "SUMMARY:Registration"]),
        ] {
            let alike = ["DTSTART:20270625T100000Z", "DTSTAMP:20261122T070509Z", "LAST-MODIFIED:20261122T070509Z"];
            for line in lines.iter().chain(&alike).chain(&["SEQUENCE:2"]) {
                assert!(entries[place].contains(&format!("{line}\r\n")), "{line}: {english}");
            }
        }
        let chinese = file(Around { language: Language::ZhHk, ..AROUND }, &events);
        assert!(chinese.contains("SUMMARY:中Parallel run\r\n"));
    }

    proptest! {
        #[test]
        fn no_text_ends_its_line_or_begins_another(title in any::<String>(), text in "(\\PC|\r|\n|\r\n|[;,:\\\\])*") {
            let file = file(AROUND, &[event("e", EventState::Confirmed, Some("2027-06-25T10:00:00Z"), &title, &text)]);
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= 75, "{line:?}");
                prop_assert!(!line.contains(['\r', '\n']), "{line:?}");
            }
            // Without an English text the other stands in.
            let described = if text.is_empty() { "中".to_owned() } else { plain(&text) };
            let read: Calendar = file.parse().map_err(TestCaseError::fail)?;
            prop_assert_eq!(read.components.len(), 1);
            let CalendarComponent::Event(entry) = &read.components[0] else { return Err(TestCaseError::fail("no event")) };
            prop_assert_eq!(entry.get_uid(), Some("e@login.clearing.example"));
            prop_assert!(matches!(entry.get_start(), Some(DatePerhapsTime::DateTime(_))));
            prop_assert_eq!(entry.properties().len(), 9 + usize::from(!described.is_empty()));
        }
    }
}
