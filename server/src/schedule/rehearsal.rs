//! Who would be blocked if the phase changed at an instant: asked without changing anything.

use app::ports::rehearsal::{BlockedFirm, BlockedUser, Rehearsal, Supposed};
use domain::{
    account::ParticipantCode,
    language::Language,
    phase::Phase,
    schedule::{Bilingual, Event, Plan, Timeline, planned},
    time::{Instant, hong_kong_minute, typed_in_hong_kong},
};
use sqlx::AnyConnection;

use super::{
    blocked::{self, Shut, Summary},
    plan, view,
};
use crate::{
    app::App,
    registration::roster,
    store::{StoreError, accounts, participants},
};

/// Firms on the page, unless all are asked for.
const FIRMS: usize = 20;
/// Users on a page.
const USERS: usize = 50;

/// What is supposed to be in force, and when.
#[derive(Clone, Copy, Debug)]
pub struct Supposition {
    /// The timeline.
    pub timeline: Timeline,
    /// The instant.
    pub at: Instant,
}

/// Reads what is supposed. Where nothing is said, the next event that closes something is; without one, that cards
/// were closed now.
fn suppose(
    asked: &mut Supposed,
    timeline: Timeline,
    events: &[Event],
    now: Instant,
) -> Result<Supposition, &'static str> {
    if [&asked.event, &asked.date, &asked.time, &asked.phase].into_iter().all(|field| field.is_empty()) {
        let closes = |event: &&Event| {
            let at = event.plan.at.unwrap_or(Instant::from_millis(i64::MAX));
            event.state.is_open() && event.plan.kind.needs_arming(plan::before(timeline, events, &event.id, at).phase)
        };
        match view::in_order(events.to_vec()).iter().find(closes) {
            Some(event) => event.id.clone_into(&mut asked.event),
            None => Phase::TwoFactorOnly.name().clone_into(&mut asked.phase),
        }
    }
    if !asked.event.is_empty() {
        let event = events.iter().find(|event| event.id == asked.event).ok_or("event")?;
        let at = event.happened_at.or(event.plan.at).unwrap_or(now);
        let event = Event { plan: Plan { at: Some(at), ..event.plan.clone() }, ..event.clone() };
        return Ok(Supposition { timeline: plan::before(timeline, events, &event.id, at).after(&event), at });
    }
    let at = match (asked.date.is_empty(), asked.time.is_empty()) {
        (true, true) => now,
        (true, false) => return Err("date"),
        (false, without) => hong_kong_minute(&asked.date, if without { "00:00" } else { &asked.time }).ok_or("date")?,
    };
    let timeline = match asked.phase.as_str() {
        "" => planned(timeline, events, at),
        phase => {
            let phase = phase.parse().map_err(|_| "phase")?;
            Timeline { phase, former: phase, since: at, ..timeline }
        }
    };
    Ok(Supposition { timeline, at })
}

/// Reads what is supposed, and notes in `asked` what was not said.
///
/// # Errors
/// When the database cannot be read. `Ok(Err(_))` names the field that could not be read.
pub async fn supposed(
    app: &App,
    db: &mut AnyConnection,
    asked: &mut Supposed,
    now: Instant,
) -> Result<Result<Supposition, &'static str>, StoreError> {
    let (timeline, events) = view::standing(app, db, now).await?;
    Ok(suppose(asked, timeline, &events, now))
}

/// `/monitor/blocked`.
///
/// # Errors
/// When the database cannot be read.
pub async fn rehearse(
    app: &App,
    db: &mut AnyConnection,
    mut asked: Supposed,
    language: Language,
    now: Instant,
) -> Result<Rehearsal, StoreError> {
    let (timeline, events) = view::standing(app, db, now).await?;
    let (supposed, mut wrong) = match suppose(&mut asked, timeline, &events, now) {
        Ok(supposed) => (supposed, None),
        Err(field) => (Supposition { timeline, at: now }, Some(field)),
    };
    let firm = match asked.firm.trim() {
        "" => None,
        code => ParticipantCode::parse(code).inspect_err(|_| wrong = wrong.or(Some("firm"))).ok(),
    };
    let Supposition { timeline, at } = supposed;
    let summary = Summary::of(db, None, timeline, at).await?;
    let of_firm = match &firm {
        Some(_) => Summary::of(db, firm.as_ref(), timeline, at).await?,
        None => summary.clone(),
    };
    let users_found = match asked.reason {
        Some(reason) => of_firm.reasons.get(&reason).copied().unwrap_or_default(),
        None => of_firm.blocked.users,
    };
    let here = (timeline, at);
    let mut users = blocked::page(db, firm.as_ref(), asked.reason, here, (&asked.after, USERS + 1)).await?;
    let more = users.len() > USERS;
    users.truncate(USERS);
    let next = users.last().filter(|_| more).map(|last| last.member.id.to_string());
    if asked.event.is_empty() && asked.date.is_empty() {
        (asked.date, asked.time) = typed_in_hong_kong(at);
    }
    let dated = view::in_order(events).into_iter().filter(|event| event.state.is_open());
    Ok(Rehearsal {
        events: dated.map(|event| (event.id, event.plan.title, event.plan.at)).collect(),
        at,
        phase: super::Terms::of(timeline).phase(at),
        blocked: summary.blocked,
        active: summary.active,
        shut_out: summary.shut_out().count() as u64,
        firms_found: summary.blocked.firms,
        firms: firms(db, &summary, asked.all_firms, language, now).await?,
        reasons: summary.reasons.into_iter().collect(),
        users: users.into_iter().map(|shut| user(shut, language)).collect(),
        users_found,
        next,
        wrong,
        asked,
        as_of: now,
    })
}

/// Firms with somebody blocked: those that are wholly shut out first, then by how many are.
async fn firms(
    db: &mut AnyConnection,
    summary: &Summary,
    all: bool,
    language: Language,
    now: Instant,
) -> Result<Vec<BlockedFirm>, StoreError> {
    let mut found: Vec<_> = summary.firms.iter().filter(|(_, (blocked, _))| *blocked > 0).collect();
    found.sort_by_key(|(code, (blocked, active))| (blocked != active, std::cmp::Reverse(*blocked), (*code).clone()));
    if !all {
        found.truncate(FIRMS);
    }
    let mut firms = Vec::with_capacity(found.len());
    for (code, (blocked, active)) in found {
        let firm = participants::find(db, code).await?;
        let name = firm.map(|firm| in_language((firm.name_en, firm.name_zh), language)).unwrap_or_default();
        let (_, checkers) = roster::working(&accounts::administrators(db, code).await?, now);
        let (code, has_pair) = (code.to_string(), checkers > 0);
        firms.push(BlockedFirm { code, name, blocked: *blocked, active: *active, has_pair });
    }
    Ok(firms)
}

/// A name as the page's language has it, or as the other does.
fn in_language((en, zh): (String, String), language: Language) -> String {
    Bilingual { en, zh }.get(language).to_owned()
}

fn user(shut: Shut, language: Language) -> BlockedUser {
    let Shut { member, why } = shut;
    BlockedUser {
        account: member.id,
        name: in_language(member.name, language),
        why,
        administrator: member.administrator,
        mail_refused_at: member.mail_refused_at,
        last_login_at: member.last_login_at,
    }
}
