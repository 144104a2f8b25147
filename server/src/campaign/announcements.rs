//! Announcements: made by an operator, ended by anybody who guards.

use std::time::Duration;

use app::ports::campaign::{AnnouncementProblem, AnnouncementTyped};
use domain::{
    account::ParticipantCode,
    schedule::Bilingual,
    time::{Instant, hong_kong_day},
};
use serde_json::json;
use sqlx::AnyConnection;

use crate::{
    app::App,
    audit::Scribe,
    random::sortable_id,
    rights::{Guardian, Operator},
    session::Present,
    store::{
        StoreError,
        announcements::{self, Announcement, For},
        participants,
    },
};

/// The longest text, in characters.
const LONGEST: usize = 400;
/// How long one is shown at most.
const LONGEST_DAYS: u32 = 366;

/// Makes an announcement.
///
/// # Errors
/// When the database does not take it; what is wrong with it is the inner error, all of it.
pub async fn announce(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    typed: &AnnouncementTyped,
) -> Result<Result<(), Vec<AnnouncementProblem>>, StoreError> {
    let mut tx = app.store.begin().await?;
    let (text, audience, from, until) = match read(&mut tx, typed, scribe.now).await? {
        Ok(read) => read,
        Err(problems) => return Ok(Err(problems)),
    };
    let new = Announcement {
        id: sortable_id(scribe.now, scribe.random),
        text,
        audience,
        from,
        until,
        made_by: by.account().id.clone(),
        created_at: scribe.now,
        ended_at: None,
        ended_by: None,
    };
    announcements::add(&mut tx, &new).await?;
    let detail = json!({
        "announcement": new.id, "audience": new.audience.name(), "firm": new.audience.firm(), "text": new.text,
        "from": new.from.to_string(), "until": new.until.to_string(),
    });
    scribe.firm_event(&mut tx, "announcement.made", &ParticipantCode::staff(), detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

type Read = Result<(Bilingual, For, Instant, Instant), Vec<AnnouncementProblem>>;

async fn read(db: &mut AnyConnection, typed: &AnnouncementTyped, now: Instant) -> Result<Read, StoreError> {
    let mut problems = Vec::new();
    let mut text = |text: &str, problem| {
        let tidy = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
        let tidy = tidy.split_whitespace().collect::<Vec<_>>().join(" ");
        if tidy.is_empty() || tidy.chars().count() > LONGEST {
            problems.push(problem);
        }
        tidy
    };
    let text = Bilingual {
        en: text(&typed.text_en, AnnouncementProblem::English),
        zh: text(&typed.text_zh, AnnouncementProblem::Chinese),
    };
    let firm = match ParticipantCode::parse(&typed.firm) {
        Ok(code) if !code.is_staff() => participants::find(db, &code).await?.map(|firm| firm.code),
        _ => None,
    };
    let audience = For::parse(&typed.audience, firm);
    if audience.is_none() {
        let problem = if typed.audience == "firm" { AnnouncementProblem::Firm } else { AnnouncementProblem::Audience };
        problems.push(problem);
    }
    let day = Duration::from_secs(86_400);
    let from = hong_kong_day(&typed.from);
    // The whole of the last day.
    let until = hong_kong_day(&typed.until).map(|until| until.plus(day));
    if from.is_none() {
        problems.push(AnnouncementProblem::From);
    }
    let longest = from.unwrap_or(now).plus(day * LONGEST_DAYS);
    let until = until.filter(|until| *until > now && from.is_none_or(|from| *until > from) && *until <= longest);
    if until.is_none() {
        problems.push(AnnouncementProblem::Until);
    }
    Ok(match (audience, from, until) {
        (Some(audience), Some(from), Some(until)) if problems.is_empty() => Ok((text, audience, from, until)),
        _ => Err(problems),
    })
}

/// Ends an announcement that is shown or to come; false where there is nothing to end.
///
/// # Errors
/// When the database does not take it.
pub async fn end(app: &App, scribe: &Scribe<'_>, by: Guardian<'_>, id: &str) -> Result<bool, StoreError> {
    let mut tx = app.store.begin().await?;
    let Some(ended) = announcements::end(&mut tx, id, &by.account().id, scribe.now).await? else { return Ok(false) };
    let detail = json!({ "announcement": ended.id });
    scribe.firm_event(&mut tx, "announcement.ended", &ParticipantCode::staff(), detail).await?;
    tx.commit().await?;
    Ok(true)
}

/// Those of `shown` that are for the reader. Nobody who is not logged in sees what is for some.
pub fn for_reader(shown: &[Announcement], present: Option<&Present>) -> Vec<Bilingual> {
    let is_for = |audience: &For| match (audience, present.map(|present| &present.account)) {
        (For::Everybody, _) => true,
        (_, None) => false,
        (For::Administrators, Some(account)) => account.da.any(),
        (For::Staff, Some(account)) => account.id.is_staff(),
        (For::Firm(firm), Some(account)) => account.id.participant == *firm,
    };
    shown.iter().filter(|held| is_for(&held.audience)).map(|held| held.text.clone()).collect()
}
