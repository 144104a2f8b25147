//! Mails about the schedule.

use domain::{
    schedule::{Bilingual, ExceptionKind, WhyHeld},
    time::Instant,
};
use serde::Deserialize;

use super::{
    WriteError, detail,
    kinds::Notice,
    matter::{Fact, Matter, Value},
};

/// The detail of [`crate::mail::Kind::ScheduleChanged`].
#[derive(Debug, Deserialize)]
struct Changed {
    title: Bilingual,
    cancelled: bool,
    former_at: Option<Instant>,
    former_when: Bilingual,
    at: Option<Instant>,
    when: Bilingual,
}

/// An event has another date, or none.
pub(super) fn changed(notice: Notice<'_>) -> Result<Matter, WriteError> {
    let told: Changed = detail::of(notice.letter)?;
    let opening = if told.cancelled { "mail-schedule-cancelled" } else { "mail-schedule-purpose" };
    let mut facts = vec![
        Fact(Value::Words("mail-label-event"), Value::Both(told.title)),
        Fact(Value::Words("mail-label-before"), date(told.former_at, told.former_when)),
    ];
    if !told.cancelled {
        facts.push(Fact(Value::Words("mail-label-now"), date(told.at, told.when)));
    }
    Ok(notice.of("mail-schedule-subject", opening, &["mail-schedule-where"]).with(facts))
}

/// An instant, or when in words.
fn date(at: Option<Instant>, when: Bilingual) -> Value {
    match at {
        Some(at) => Value::Date(at),
        None if when == Bilingual::default() => Value::Words("mail-schedule-none"),
        None => Value::Both(when),
    }
}

/// The detail of [`crate::mail::Kind::EventHeld`].
#[derive(Debug, Deserialize)]
struct Held {
    title: Bilingual,
    why: WhyHeld,
    reason: String,
}

/// An event is held.
pub(super) fn held(notice: Notice<'_>) -> Result<Matter, WriteError> {
    let told: Held = detail::of(notice.letter)?;
    let why = match told.why {
        WhyHeld::ByHand => "mail-held-by-hand",
        WhyHeld::NotArmed => "mail-held-not-armed",
        WhyHeld::Grown => "mail-held-grown",
        WhyHeld::TooEarly => "mail-held-too-early",
    };
    let mut facts =
        vec![Fact(Value::Words("mail-label-event"), Value::Both(told.title)), Fact::words("mail-label-why", why)];
    let reason = detail::one_line(&told.reason);
    if !reason.is_empty() {
        facts.push(Fact::text("mail-label-reason", reason));
    }
    Ok(notice.of("mail-held-subject", "mail-held-purpose", &["mail-held-next"]).with(facts))
}

/// The detail of [`crate::mail::Kind::ExceptionGranted`].
#[derive(Debug, Deserialize)]
struct Granted {
    about: String,
    kind: ExceptionKind,
    from: Instant,
    until: Instant,
    ended: bool,
}

/// An exception was granted, or ended before its time.
pub(super) fn exception(notice: Notice<'_>) -> Result<Matter, WriteError> {
    let told: Granted = detail::of(notice.letter)?;
    let about = Fact::text("mail-label-about", detail::one_line(&told.about));
    if told.ended {
        let matter = notice.of("mail-exception-ended-subject", "mail-exception-ended", &["mail-exception-way"]);
        return Ok(matter.with([about]));
    }
    let opening = match told.kind {
        ExceptionKind::Extension => "mail-exception-extension",
        ExceptionKind::EarlyMove => "mail-exception-early-move",
    };
    let facts = [about, Fact::date("mail-label-from", told.from), Fact::date("mail-label-to", told.until)];
    Ok(notice.of("mail-exception-subject", opening, &["mail-exception-way"]).with(facts))
}
