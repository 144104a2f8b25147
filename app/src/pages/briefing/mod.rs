//! Briefings: what is on, and how staff run them.

mod attendance;
mod calendar;
mod form;
mod offers;
mod session;

pub(crate) use attendance::attendance;
pub(crate) use calendar::calendar;
pub(crate) use form::session_form;
pub(crate) use offers::briefings;
pub(crate) use session::session;

use domain::briefing::Spoken;

use crate::{
    components::{Frame, Time, fact},
    markup::*,
    ports::briefing::Session,
    words::grouped,
};

/// The staff's list.
const CALENDAR: &str = "/monitor/briefings";

/// The language that is spoken, in words.
fn spoken_word(frame: &Frame, spoken: Spoken) -> String {
    frame.get(match spoken {
        Spoken::Cantonese => "spoken-cantonese",
        Spoken::English => "spoken-english",
        Spoken::Putonghua => "spoken-putonghua",
    })
}

/// When, where and in which language; each a line of a list of facts.
fn facts(frame: &Frame, session: &Session) -> impl IntoView + use<> {
    let when = view! { <Time frame=frame.clone() at=session.starts_at /> };
    [
        fact(frame.get("briefing-when"), when),
        fact(frame.get("briefing-length"), frame.with("briefing-minutes", &[("count", session.minutes.into())])),
        fact(frame.get("briefing-place"), session.place.clone()),
        fact(frame.get("briefing-spoken"), spoken_word(frame, session.spoken)),
    ]
    .into_iter()
    .collect_view()
}

/// Seats taken of those there are, and how many wait.
fn seats(frame: &Frame, session: &Session) -> String {
    let (taken, capacity) = (grouped(u64::from(session.taken)), grouped(u64::from(session.capacity)));
    let seats = frame.with("briefing-taken-of", &[("taken", taken.into()), ("capacity", capacity.into())]);
    if session.waiting == 0 {
        return seats;
    }
    seats + &frame.with("briefing-and-waiting", &[("count", session.waiting.into())])
}

/// What stands out about a session.
fn mark(frame: &Frame, session: &Session) -> AnyView {
    let (key, look) = match (session.called_off, session.begun, session.left()) {
        (true, ..) => ("briefing-called-off", "tag off"),
        (_, true, _) => ("briefing-over", "tag"),
        (_, _, 0) => ("briefing-full", "tag bad"),
        _ => ("briefing-open", "tag good"),
    };
    view! { <span class=look>{frame.get(key)}</span> }
}
