//! What pages show of briefings.

use std::collections::HashMap;

use app::ports::{
    briefing::{Attendance, Attendee, Briefings, Calendar, FirmRow, Offer, Session, SessionPage},
    guide::PaperLink,
};
use domain::{briefing::Seat, language::Language, time::Instant};

use crate::{
    app::App,
    guide::paper,
    session::Present,
    store::{
        StoreError,
        accounts::Account,
        briefings::{self, Briefing},
        papers,
    },
};

/// So long sessions that are over stay on the page, for the sake of their materials: in milliseconds.
const PAST: i64 = 180 * 86_400_000;
/// Firms on a page.
const PAGE: u32 = 50;

/// A session as pages show it at `now`.
pub fn session(held: &Briefing, language: Language, now: Instant) -> Session {
    let outline = &held.outline;
    Session {
        id: held.id.clone(),
        title: outline.title(language).to_owned(),
        place: outline.place(language).to_owned(),
        starts_at: outline.starts_at,
        minutes: outline.minutes,
        spoken: outline.spoken,
        capacity: outline.capacity,
        taken: held.taken,
        waiting: held.waiting,
        called_off: held.called_off_at.is_some(),
        begun: outline.starts_at <= now,
    }
}

fn attendee((attendee, account): (briefings::Attendee, Account), language: Language) -> Attendee {
    Attendee {
        name: account.name(language).to_owned(),
        account: account.id,
        seat: attendee.seat,
        attended: attendee.attended,
    }
}

fn material(paper: &papers::Paper, language: Language) -> PaperLink {
    paper::link(paper, format!("/briefings/materials/{}", paper.id), language)
}

/// `/briefings`, as far as it is the reader's: of other firms nothing but how many seats are left.
///
/// # Errors
/// When the database cannot be read.
pub async fn offers(app: &App, present: &Present, language: Language) -> Result<Briefings, StoreError> {
    let db = &mut *app.store.reader().await?;
    let now = app.clock.now();
    let from = Instant::from_millis(now.as_millis() - PAST);
    let administrator = present.administrator();
    let mut materials: HashMap<String, Vec<PaperLink>> = HashMap::new();
    for (briefing, paper) in papers::materials(db, from).await? {
        materials.entry(briefing).or_default().push(material(&paper, language));
    }
    let (mut coming, mut past) = (Vec::new(), Vec::new());
    for held in briefings::list(db, from).await? {
        let begun = held.outline.starts_at <= now;
        let mine = briefings::seat_of(db, &held.id, present.id()).await?;
        // What was called off stands there until it would have begun.
        if begun && held.called_off_at.is_some() {
            continue;
        }
        let colleagues = match administrator.filter(|_| !begun) {
            Some(by) => briefings::attendees(db, &held.id, Some(by.firm())).await?,
            None => Vec::new(),
        };
        let offer = Offer {
            session: session(&held, language, now),
            came: mine.as_ref().filter(|_| held.recorded_at.is_some()).map(|mine| mine.attended),
            mine: mine.map(|mine| mine.seat),
            colleagues: colleagues
                .into_iter()
                .filter(|(attendee, _)| attendee.account != *present.id())
                .map(|found| attendee(found, language))
                .collect(),
            materials: materials.remove(&held.id).unwrap_or_default(),
        };
        if begun { past.push(offer) } else { coming.push(offer) }
    }
    past.reverse();
    Ok(Briefings {
        coming,
        past,
        guest: present.staff().is_some(),
        administrator: administrator.is_some(),
        ..Briefings::default()
    })
}

/// `/monitor/briefings`.
///
/// # Errors
/// When the database cannot be read.
pub async fn calendar(app: &App, operator: bool, language: Language) -> Result<Calendar, StoreError> {
    let now = app.clock.now();
    let held = briefings::list(&mut *app.store.reader().await?, Instant::from_millis(0)).await?;
    let (coming, mut past): (Vec<_>, Vec<_>) =
        held.iter().map(|held| session(held, language, now)).partition(|session| !session.begun);
    past.reverse();
    Ok(Calendar { operator, coming, past })
}

/// `/monitor/briefings/{id}`; `None` where there is no such session.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(app: &App, operator: bool, language: Language, id: &str) -> Result<Option<SessionPage>, StoreError> {
    let db = &mut *app.store.reader().await?;
    let Some(held) = briefings::find(db, id).await? else { return Ok(None) };
    let attendees = briefings::attendees(db, id, None).await?;
    let (seated, waiting) = attendees
        .into_iter()
        .map(|found| attendee(found, language))
        .partition(|attendee: &Attendee| attendee.seat == Seat::Taken);
    let materials = papers::materials_of(db, id).await?;
    Ok(Some(SessionPage {
        operator,
        session: session(&held, language, app.clock.now()),
        seated,
        waiting,
        recorded_at: held.recorded_at,
        materials: materials.iter().map(|paper| material(paper, language)).collect(),
        notice: None,
        problem: None,
    }))
}

/// `/monitor/briefings/attendance`.
///
/// # Errors
/// When the database cannot be read.
pub async fn attendance(app: &App, none_only: bool, page: u64, language: Language) -> Result<Attendance, StoreError> {
    let db = &mut *app.store.reader().await?;
    let page = page.max(1);
    let (found, firms, absent) = briefings::by_firm(db, none_only, (page - 1) * u64::from(PAGE), PAGE).await?;
    let all = if none_only { absent } else { firms };
    Ok(Attendance {
        none_only,
        firms,
        absent,
        page: (page, all.div_ceil(u64::from(PAGE)).max(1)),
        rows: found
            .into_iter()
            .map(|firm| FirmRow {
                name: if language == Language::ZhHk && !firm.name_zh.is_empty() { firm.name_zh } else { firm.name_en },
                participant: firm.participant.to_string(),
                signed_up: firm.signed_up,
                attended: firm.attended,
            })
            .collect(),
    })
}
