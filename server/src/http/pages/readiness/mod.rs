//! Readiness: a firm's own pages, and what staff see of every firm.

pub mod exceptions;
pub mod firm;
pub mod package;
pub mod register;
pub mod staff;

use app::words::Words;
use domain::language::Language;

/// What is typed into a search, at most, in characters.
const LONGEST: usize = 100;

/// A search, as it was typed.
fn searched(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// The page that was asked for, from 1.
fn numbered(text: &str) -> u64 {
    text.parse().unwrap_or(1).clamp(1, 1_000_000)
}

/// Who did something, as a reader may know: staff are not named to firms.
fn named(language: Language, to_staff: bool) -> impl Fn(&str) -> String {
    move |who: &str| match who {
        "operator" => Words::of(language).get("approvals-operator"),
        who if who.starts_with("STAFF/") && !to_staff => Words::of(language).get("approvals-staff"),
        who => who.to_owned(),
    }
}
