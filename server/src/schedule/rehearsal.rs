//! Who would be blocked if the phase changed at an instant: asked without changing anything.

use app::ports::rehearsal::{BlockedFirm, BlockedUser, By, HelpLine, Rehearsal, Supposed};
use domain::{
    account::ParticipantCode,
    language::Language,
    phase::Phase,
    reach::Help,
    schedule::{Bilingual, Blocked, Event, Plan, Timeline, next_closing, planned},
    time::{Instant, hong_kong_minute, typed_in_hong_kong},
};
use sqlx::AnyConnection;

use super::{
    plan,
    relief::{self, Fate, FirmTally, Ground, Relief, Tally, Wanted},
    view,
};
use crate::{
    app::App,
    session::account::firm_name,
    store::{StoreError, participants, schedule::Member},
};

/// Firms on the page, unless all are asked for.
const FIRMS: usize = 20;
/// Users on a page.
const USERS: usize = 50;

/// Reads what is supposed. Where nothing is said, the next event that closes something is; where none has a date, the
/// one that will close cards; without one, that two factors alone opened the terminal now.
fn suppose(
    asked: &mut Supposed,
    timeline: Timeline,
    events: &[Event],
    now: Instant,
) -> Result<(Timeline, Instant), &'static str> {
    if [&asked.event, &asked.date, &asked.time, &asked.phase].into_iter().all(|field| field.is_empty()) {
        let in_order = view::in_order(events.to_vec());
        let closes_cards =
            |event: &&Event| event.state.is_open() && event.plan.kind.opens() == Some(Phase::TwoFactorOnly);
        match next_closing(timeline, events, now).or_else(|| in_order.iter().find(closes_cards)) {
            Some(event) => event.id.clone_into(&mut asked.event),
            None => Phase::TwoFactorOnly.name().clone_into(&mut asked.phase),
        }
    }
    if !asked.event.is_empty() {
        let event = events.iter().find(|event| event.id == asked.event).ok_or("event")?;
        let at = event.happened_at.or(event.plan.at).unwrap_or(now);
        let event = Event { plan: Plan { at: Some(at), ..event.plan.clone() }, ..event.clone() };
        return Ok((plan::before(timeline, events, &event.id, at).after(&event), at));
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
    Ok((timeline, at))
}

/// What somebody asks.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is supposed, with what was not said.
    pub asked: Supposed,
    /// What that comes to.
    pub ground: Ground,
    /// Which users are wanted.
    pub wanted: Wanted,
    /// The field that could not be read; what holds now stands for it.
    pub wrong: Option<&'static str>,
}

impl Question {
    /// Reads it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(
        app: &App,
        db: &mut AnyConnection,
        mut asked: Supposed,
        now: Instant,
    ) -> Result<Self, StoreError> {
        let (timeline, events) = view::standing(app, db, now).await?;
        let (supposed, mut wrong) = match suppose(&mut asked, timeline, &events, now) {
            Ok(supposed) => (supposed, None),
            Err(field) => ((timeline, now), Some(field)),
        };
        let firm = match asked.firm.trim() {
            "" => None,
            code => ParticipantCode::parse(code).inspect_err(|_| wrong = wrong.or(Some("firm"))).ok(),
        };
        let ground = Ground::of(app, db, supposed, now).await?;
        let wanted = Wanted { firm, reason: asked.reason, help: asked.help, pass: asked.by == By::Mail };
        Ok(Self { asked, ground, wanted, wrong })
    }

    /// The phase that is supposed.
    pub fn phase(&self) -> Phase {
        super::Terms::of(self.ground.timeline).phase(self.ground.at)
    }
}

/// `/monitor/blocked`.
///
/// # Errors
/// When the database cannot be read.
pub async fn rehearse(
    app: &App,
    db: &mut AnyConnection,
    question: Question,
    operator: bool,
    language: Language,
) -> Result<Rehearsal, StoreError> {
    let phase = question.phase();
    let Question { mut asked, ground, wanted, wrong } = question;
    let (at, now) = (ground.at, ground.now);
    let events = view::standing(app, db, now).await?.1;
    let whole = Relief::of(db, &ground, None).await?;
    let users_found = match &wanted.firm {
        Some(firm) => Relief::of(db, &ground, Some(firm)).await?.count(&wanted),
        None => whole.count(&wanted),
    };
    let mut users = relief::page(db, &ground, &wanted, (&asked.after, USERS + 1)).await?;
    let more = users.len() > USERS;
    users.truncate(USERS);
    let next = users.last().filter(|_| more).map(|(last, _)| last.id.to_string());
    if asked.event.is_empty() && asked.date.is_empty() {
        (asked.date, asked.time) = typed_in_hong_kong(at);
    }
    let dated = view::in_order(events).into_iter().filter(|event| event.state.is_open());
    let by_mail = Blocked { users: whole.pass.users, firms: whole.pass.firms.len() as u64 };
    let worst = whole.worst_first(&ground);
    Ok(Rehearsal {
        events: dated.map(|event| (event.id, event.plan.title, event.plan.at)).collect(),
        at,
        phase,
        blocked: whole.blocked,
        active: whole.active,
        shut_out: whole.shut_out(),
        without_pair: worst.iter().filter(|(code, _)| !ground.has_pair(code)).count() as u64,
        by_mail,
        mail_delayed: ground.mail_delayed,
        firms_found: whole.blocked.firms,
        firms: firms(db, &ground, &worst, asked.all_firms, language).await?,
        lines: whole.helps.iter().map(|(help, tally)| help_line(*help, tally)).collect(),
        users: users.into_iter().map(|(member, fate)| user(member, fate, language)).collect(),
        users_found,
        next,
        operator,
        wrong,
        problem: None,
        asked,
        as_of: now,
    })
}

fn help_line(help: Help, tally: &Tally) -> HelpLine {
    HelpLine { help, users: tally.users, firms: tally.firms.len() as u64, extendable: tally.extendable }
}

/// Firms with somebody blocked, the first of them unless `all` are wanted.
async fn firms(
    db: &mut AnyConnection,
    ground: &Ground,
    worst: &[(&ParticipantCode, &FirmTally)],
    all: bool,
    language: Language,
) -> Result<Vec<BlockedFirm>, StoreError> {
    let shown = if all { worst.len() } else { FIRMS };
    let mut firms = Vec::new();
    for (code, tally) in worst.iter().take(shown) {
        let firm = participants::find(db, code).await?;
        firms.push(BlockedFirm {
            code: code.to_string(),
            name: firm.map(|firm| firm_name(&firm, language)).unwrap_or_default(),
            blocked: tally.blocked,
            active: tally.active,
            helps: tally.helps.iter().map(|(help, users)| (*help, *users)).collect(),
            extendable: tally.extendable,
            has_pair: ground.has_pair(code),
        });
    }
    Ok(firms)
}

fn user(member: Member, fate: Fate, language: Language) -> BlockedUser {
    let (en, zh) = member.name;
    BlockedUser {
        account: member.id,
        name: Bilingual { en, zh }.get(language).to_owned(),
        help: fate.help,
        extension: fate.extension,
        pass: fate.pass,
        administrator: member.administrator,
        mail_refused_at: member.mail_refused_at,
        last_login_at: member.last_login_at,
    }
}
