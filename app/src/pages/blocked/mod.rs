//! Who would be blocked, why, what helps, and doing it.

mod call_list;
mod confirm;
mod firms;
mod reasons;
mod rehearsal;
mod users;

use domain::reach::{Help, WhyBlocked};

pub(crate) use call_list::call_list;
pub(crate) use confirm::confirm;
pub(crate) use rehearsal::rehearsal;

use crate::{
    components::{Frame, Problem, href},
    ports::rehearsal::{ChoiceProblem, Supposed},
};

/// Who would be blocked.
const BLOCKED: &str = "/monitor/blocked";
/// Whom to call.
const CALL_LIST: &str = "/monitor/blocked/call-list";
/// Asking for an exception.
const EXCEPTION: &str = "/monitor/exceptions/new";
/// What staff propose for a firm that cannot help itself.
const PROPOSAL: &str = "/monitor/approvals/new";

/// A URL about what is asked, with something else of it.
fn url(path: &str, asked: &Supposed, change: impl FnOnce(&mut Supposed)) -> String {
    // Another part of the list begins at its beginning.
    let mut asked = Supposed { after: String::new(), ..asked.clone() };
    change(&mut asked);
    let by = if asked.by == crate::ports::rehearsal::By::default() { "" } else { asked.by.name() };
    let query = [
        ("event", &*asked.event),
        ("date", &asked.date),
        ("time", &asked.time),
        ("phase", &asked.phase),
        ("by", by),
        ("firm", &asked.firm),
        ("reason", asked.reason.map_or("", WhyBlocked::name)),
        ("help", asked.help.map_or("", Help::name)),
        ("firms", if asked.all_firms { "all" } else { "" }),
        ("after", &asked.after),
    ];
    href(path, &query)
}

/// The id of the first box, which a problem with the choice leads to.
const FIRST: &str = "chosen-1";

/// Why nothing was done for those chosen; where nobody can be chosen, of the whole form.
fn problem(frame: &Frame, found: ChoiceProblem, chosen_at: Option<&'static str>) -> Problem {
    let of_choice = |words| match chosen_at {
        Some(field) => Problem::at(field, words),
        None => Problem::of_form(words),
    };
    match found {
        ChoiceProblem::Nobody => of_choice(frame.get("blocked-choose-somebody")),
        ChoiceProblem::Act => Problem::at("action", frame.get("blocked-choose-act")),
        ChoiceProblem::TooMany(most) => of_choice(frame.with("blocked-too-many", &[("count", most.into())])),
        ChoiceProblem::NoEvent => Problem::of_form(frame.get("blocked-no-event")),
        ChoiceProblem::NobodyFits => Problem::of_form(frame.get("blocked-nobody-fits")),
        ChoiceProblem::Until => Problem::at("until", frame.get("exception-until-wrong")),
        ChoiceProblem::TooSoon => Problem::at("until", frame.get("blocked-until-too-soon")),
        ChoiceProblem::TooLong(days) => {
            Problem::at("until", frame.with("exception-too-long", &[("days", days.into())]))
        }
        ChoiceProblem::ReasonMissing => Problem::at("reason", frame.get("reason-missing")),
    }
}
