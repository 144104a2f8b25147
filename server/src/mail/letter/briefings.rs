//! What mails about briefings and the user guide are about.

use domain::{
    briefing::{Seat, Spoken},
    language::Language,
};
use sqlx::AnyConnection;

use super::{
    WriteError,
    kinds::Notice,
    matter::{Fact, Matter, Value},
};
use crate::{
    guide::{acknowledge, document},
    mail::Kind,
    store::{briefings, guides},
};

/// A mail about a briefing, as it stands when the mail is written. Useless to whoever is not on it any more.
pub(super) async fn gather(db: &mut AnyConnection, kind: Kind, notice: Notice<'_>) -> Result<Matter, WriteError> {
    let id = &notice.letter.subject;
    let held = briefings::find(db, id).await?.ok_or(WriteError::Useless)?;
    let seat = briefings::seat_of(db, id, &notice.account.id).await?.ok_or(WriteError::Useless)?;
    let wanted = match kind {
        Kind::BriefingCalledOff => held.called_off_at.is_some(),
        Kind::BriefingMoved => held.called_off_at.is_none(),
        _ => held.called_off_at.is_none() && seat.seat == Seat::Taken,
    };
    if !wanted {
        return Err(WriteError::Useless);
    }
    let (subject, opening, paragraph) = match kind {
        Kind::BriefingSeat => ("mail-briefing-seat-subject", "mail-briefing-seat-purpose", "mail-briefing-way"),
        Kind::BriefingReminder => {
            ("mail-briefing-reminder-subject", "mail-briefing-reminder-purpose", "mail-briefing-way")
        }
        Kind::BriefingMoved => ("mail-briefing-moved-subject", "mail-briefing-moved-purpose", "mail-briefing-way"),
        Kind::BriefingCalledOff => ("mail-briefing-off-subject", "mail-briefing-off-purpose", "mail-briefing-off-way"),
        _ => ("mail-briefing-confirmed-subject", "mail-briefing-confirmed-purpose", "mail-briefing-way"),
    };
    let outline = held.outline;
    let spoken = match outline.spoken {
        Spoken::Cantonese => "spoken-cantonese",
        Spoken::English => "spoken-english",
        Spoken::Putonghua => "spoken-putonghua",
    };
    let facts = vec![
        Fact::text("mail-label-account", &notice.account.id),
        Fact::either("briefing-session", &outline.title_en, &outline.title_zh),
        Fact::date("briefing-when", outline.starts_at),
        Fact::count("session-minutes", u64::from(outline.minutes)),
        Fact::either("briefing-place", &outline.place_en, &outline.place_zh),
        Fact(Value::Words("briefing-spoken"), Value::Words(spoken)),
    ];
    Ok(Matter { facts, ..notice.of(subject, opening, &[paragraph]) })
}

/// A mail about a version of a document that waits to be acknowledged. Useless once it is, or another version holds.
pub(super) async fn guide(db: &mut AnyConnection, notice: Notice<'_>) -> Result<Matter, WriteError> {
    let (id, version) = notice.letter.subject.split_once(' ').ok_or(WriteError::Useless)?;
    let held = document(db, id).await?.filter(|held| held.version == version).ok_or(WriteError::Useless)?;
    let holder = acknowledge::holder(&held, notice.account).ok_or(WriteError::Useless)?;
    let acknowledged = guides::acknowledged(db, &notice.account.id).await?;
    if acknowledge::found(&held, &holder, &acknowledged).is_some() {
        return Err(WriteError::Useless);
    }
    let firm = holder != notice.account.id.to_string();
    let next = if firm { "mail-guide-next-firm" } else { "mail-guide-next" };
    let matter = notice.of("mail-guide-subject", "mail-guide-purpose", &[next, "mail-guide-way"]);
    Ok(matter.with([
        Fact::either("library-document", held.title(Language::En), held.title(Language::ZhHk)),
        Fact::text("library-version", super::detail::one_line(version)),
    ]))
}
