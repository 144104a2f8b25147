//! Briefings: planned, signed up for, attended.

use std::time::Duration;

use app::ports::briefing::SessionTyped;
use domain::{account::AccountId, briefing::Seat, time::Instant};

use super::{Member, OPERATOR, chore::briefings, no_right};
use crate::{
    briefing::{desk, seats},
    demo::{DemoError, dice::mix, past::Past, plan::Plan},
    store::briefings,
};

/// What the sessions are called, where they are held and in which language.
const SESSIONS: [(&str, &str, &str, &str, &str); 4] = [
    ("Preparing for the parallel run", "為並行運作作準備", "Harbour Room, 2/F", "二樓海港廳", "english"),
    ("Preparing for the parallel run", "為並行運作作準備", "Harbour Room, 2/F", "二樓海港廳", "cantonese"),
    ("Registering your users in bulk", "批量登記用戶", "Online", "網上", "cantonese"),
    ("The connectivity test, step by step", "連線測試逐步講解", "Online", "網上", "english"),
];

/// Seats of each.
const SEATS: u32 = 90;

/// Plans the sessions.
pub(super) async fn plan(past: &Past, plan: &Plan) -> Result<(), DemoError> {
    let member = Member::of(past, OPERATOR).await?;
    let operator = member.viewer()?.operator().ok_or_else(|| no_right(OPERATOR))?;
    for (day, (title_en, title_zh, place_en, place_zh, spoken)) in briefings(plan.calendar).into_iter().zip(SESSIONS) {
        let typed = SessionTyped {
            title_en: title_en.to_owned(),
            title_zh: title_zh.to_owned(),
            place_en: place_en.to_owned(),
            place_zh: place_zh.to_owned(),
            date: plan.calendar.day(day).to_string(),
            time: "15:00".to_owned(),
            minutes: "90".to_owned(),
            spoken: spoken.to_owned(),
            capacity: SEATS.max(plan.size.participants / 2).to_string(),
        };
        desk::create(&past.app, &past.scribe_of(&member.0.id), operator, &typed).await.map_err(DemoError::script)?;
        past.advance(Duration::from_secs(120));
    }
    Ok(())
}

/// The sessions in order of time, by their ids.
async fn sessions(past: &Past) -> Result<Vec<String>, DemoError> {
    let mut all = briefings::list(&mut *past.app.store.reader().await?, Instant::from_millis(0)).await?;
    all.sort_by_key(|briefing| briefing.outline.starts_at);
    Ok(all.into_iter().map(|briefing| briefing.id).collect())
}

/// The administrators whose turn it is sign up; some never do.
pub(super) async fn sign_up(past: &Past, plan: &Plan, number: u16) -> Result<(), DemoError> {
    let sessions = sessions(past).await?;
    let begins = past.app.clock.now();
    let administrators = (0_u32..).zip(&plan.people).filter(|(_, person)| person.da.any() && person.proposed.is_some());
    for (who, person) in administrators {
        let draw = mix(plan.size.seed, u64::from(who), 3);
        if !person.is_there(number) || 31 + draw % 22 != u64::from(number) {
            continue;
        }
        let Some(session) = sessions.get((draw >> 16) as usize % sessions.len().max(1)) else { return Ok(()) };
        past.set(begins.plus(Duration::from_secs(draw % 900)));
        let account = past.account(&plan.id(who)).await?;
        let ids = [account.id.clone()];
        seats::sign_up(&past.app, &past.scribe_of(&account.id), &account, session, &ids, true)
            .await
            .map_err(DemoError::script)?;
    }
    Ok(())
}

/// Who came: most of those with a seat.
pub(super) async fn record(past: &Past, plan: &Plan, place: usize) -> Result<(), DemoError> {
    let Some(session) = sessions(past).await?.into_iter().nth(place) else { return Ok(()) };
    let member = Member::of(past, OPERATOR).await?;
    let operator = member.viewer()?.operator().ok_or_else(|| no_right(OPERATOR))?;
    let on_it = briefings::attendees(&mut *past.app.store.reader().await?, &session, None).await?;
    let came: Vec<AccountId> = (0..)
        .zip(on_it)
        .filter(|(place, (attendee, _))| attendee.seat == Seat::Taken && mix(plan.size.seed, *place, 5) % 100 < 84)
        .map(|(_, (attendee, _))| attendee.account)
        .collect();
    desk::record(&past.app, &past.scribe_of(&member.0.id), operator, &session, &came).await.map_err(DemoError::script)
}
