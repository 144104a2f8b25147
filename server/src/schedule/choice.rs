//! What staff do for several of those who are blocked: remind them by a campaign of their own, or propose extensions.

use std::{
    collections::{BTreeSet, HashSet},
    time::Duration,
};

use app::{
    ports::rehearsal::ChoiceProblem,
    words::{Words, grouped},
};
use domain::{
    account::{AccountId, ParticipantCode},
    approval::{Change, ChangeKind},
    campaign::{Plan, Rhythm},
    language::Language,
    life::State,
    schedule::{Blocked, Event, EventState, Exception, ExceptionKind, next_closing},
    time::{Instant, hong_kong_day, hong_kong_moment},
};
use sqlx::AnyConnection;

use super::{
    exceptions::{self, ExceptionProblem, LONGEST_DAYS},
    rehearsal::Question,
    relief::{self, Wanted},
    view,
};
use crate::{
    app::App,
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    audit::Scribe,
    campaign::draft,
    rights::Operator,
    store::{
        StoreError,
        directory::BATCH,
        requests::{self, Subject},
    },
};

/// The most users for whom something is done at once.
pub const MOST: usize = 5_000;

/// Those chosen, as they fare.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Whom it is done for, in the order of their names.
    pub users: Vec<AccountId>,
    /// Those who were chosen and for whom it is not done.
    pub left_out: u64,
}

/// Who of `question` are chosen: of everybody whom it finds those named, or all of them where none is.
///
/// # Errors
/// When the database cannot be read. `Ok(Err(_))` says why nobody is.
pub async fn chosen(
    db: &mut AnyConnection,
    question: &Question,
    named: &[AccountId],
    all: bool,
) -> Result<Result<Vec<(AccountId, relief::Fate)>, ChoiceProblem>, StoreError> {
    if !all && named.is_empty() {
        return Ok(Err(ChoiceProblem::Nobody));
    }
    let mut found = Vec::new();
    if all {
        found = relief::page(db, &question.ground, &question.wanted, ("", MOST + 1)).await?;
    } else {
        let firms: BTreeSet<&ParticipantCode> = named.iter().map(|id| &id.participant).collect();
        for firm in firms {
            // Who was ticked is looked for by name, whichever list it was ticked on.
            let wanted = Wanted { firm: Some(firm.clone()), pass: question.wanted.pass, ..Wanted::default() };
            let here = relief::page(db, &question.ground, &wanted, ("", usize::MAX)).await?;
            found.extend(here.into_iter().filter(|(member, _)| named.contains(&member.id)));
        }
    }
    let found: Vec<_> = found.into_iter().map(|(member, fate)| (member.id, fate)).collect();
    Ok(match found.len() {
        0 => Err(ChoiceProblem::Nobody),
        many if many > MOST => Err(ChoiceProblem::TooMany(MOST as u64)),
        _ => Ok(found),
    })
}

/// The event that users are reminded of: the one that is supposed, if it comes by itself; else what closes next.
///
/// # Errors
/// When the database cannot be read.
pub async fn event(
    app: &App,
    db: &mut AnyConnection,
    question: &Question,
) -> Result<Option<(Event, Instant)>, StoreError> {
    let now = question.ground.now;
    let (timeline, events) = view::standing(app, db, now).await?;
    let supposed = events.iter().find(|event| event.id == question.asked.event && event.state == EventState::Confirmed);
    let event = supposed.filter(|event| event.due_at().is_some_and(|at| at > now));
    let event = event.or_else(|| next_closing(timeline, &events, now));
    Ok(event.and_then(|event| event.due_at().map(|at| (event.clone(), at))))
}

/// Drafts a campaign of exactly `users`, that leads to their being ready before `event`; says what it is called.
///
/// # Errors
/// When the database does not take it.
pub async fn remind(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    users: Vec<AccountId>,
    event: &Event,
    language: Language,
) -> Result<String, StoreError> {
    let count = grouped(users.len() as u64);
    let title = Words::of(language).with("blocked-campaign", &[("count", count.into())]);
    let firm = users.first().map(|first| &first.participant);
    let firm = firm.filter(|firm| users.iter().all(|user| user.participant == **firm)).cloned();
    let plan = Plan {
        title,
        goal: State::Ready,
        firm,
        users,
        event: event.id.clone(),
        rhythm: Rhythm::default(),
        daily: draft::DAILY,
    };
    draft::add(app, scribe, by, plan).await
}

/// Of those chosen, whom an extension lets in and for whom none waits yet.
///
/// # Errors
/// When the database cannot be read.
pub async fn extendable(db: &mut AnyConnection, chosen: &[(AccountId, relief::Fate)]) -> Result<Chosen, StoreError> {
    let fits: Vec<&AccountId> = chosen.iter().filter(|(_, fate)| fate.extension).map(|(id, _)| id).collect();
    let mut waiting = HashSet::new();
    for some in fits.chunks(BATCH) {
        let names: Vec<String> = some.iter().map(ToString::to_string).collect();
        let held = requests::waiting_for(db, &names).await?.into_iter();
        waiting.extend(held.filter(|(_, kind, _)| *kind == ChangeKind::Exception).map(|(name, ..)| name));
    }
    let users: Vec<AccountId> = fits.into_iter().filter(|id| !waiting.contains(&id.to_string())).cloned().collect();
    let left_out = (chosen.len() - users.len()) as u64;
    Ok(Chosen { users, left_out })
}

/// Reads until when the extensions of `users` would last, who are asked about at `at`.
///
/// # Errors
/// When the database cannot be read. `Ok(Err(_))` says what is wrong with it.
pub async fn extension(
    db: &mut AnyConnection,
    users: &[AccountId],
    (until, at, now): (&str, Instant, Instant),
) -> Result<Result<Exception, ChoiceProblem>, StoreError> {
    let Some(first) = users.first() else { return Ok(Err(ChoiceProblem::NobodyFits)) };
    // A day alone is meant with all of its hours.
    let day = hong_kong_day(until).map(|day| day.plus(DAY));
    let Some(until) = hong_kong_moment(until).or(day) else { return Ok(Err(ChoiceProblem::Until)) };
    if until <= at {
        return Ok(Err(ChoiceProblem::TooSoon));
    }
    let exception = Exception { kind: ExceptionKind::Extension, from: now, until };
    // Whom it is for makes no difference to whether it may be.
    Ok(match exceptions::check(db, &Subject::Account(first.clone()), exception, now).await? {
        None => Ok(exception),
        Some(ExceptionProblem::TooLong) => Err(ChoiceProblem::TooLong(LONGEST_DAYS)),
        Some(ExceptionProblem::Dates) => Err(ChoiceProblem::TooSoon),
        Some(ExceptionProblem::NoWayBack | ExceptionProblem::Nothing) => Err(ChoiceProblem::NobodyFits),
    })
}

const DAY: Duration = Duration::from_secs(86_400);

/// Proposes the extension for each of `users`, as one request; says which.
///
/// # Errors
/// [`ProposeError`] says why nothing was proposed; nothing is written then. `Ok(Err(_))`: the reason is missing.
pub async fn extend(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    users: Vec<AccountId>,
    exception: Exception,
    reason: &str,
) -> Result<Result<String, ChoiceProblem>, ProposeError> {
    if tidy_reason(reason).is_empty() {
        return Ok(Err(ChoiceProblem::ReasonMissing));
    }
    let change = Change::Exception { exception, blocked: Blocked::default() };
    let proposal = Proposal {
        participant: &ParticipantCode::staff(),
        kind: ChangeKind::Exception,
        changes: users.into_iter().map(|user| (Subject::Account(user), change.clone())).collect(),
        reason,
        file: "",
    };
    propose::propose(app, scribe, Proposer::Staff(by), proposal).await.map(|request| Ok(request.id))
}
