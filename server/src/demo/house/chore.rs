//! What staff do, and on which days.

use std::time::Duration;

use app::ports::{
    campaign::{AnnouncementTyped, CampaignTyped},
    contingency::PassTyped,
};
use domain::{
    account::ParticipantCode,
    approval::Change,
    language::Language,
    life::{State, Status},
    method::Method,
    schedule::{Blocked, EventKind, Exception, ExceptionKind, Plan as EventPlan},
    time::Instant,
};
use serde_json::json;

use super::{
    APPROVER, GAP, Member, OPERATOR, SECOND_APPROVER, agree, browser, meet, no_right, settle, staff, staff_passkeys,
};
use crate::{
    approval::propose::{Proposal, Proposer, propose},
    campaign::{announcements, draft},
    contingency::{ask as passes, delay, pass_on},
    demo::{
        DemoError,
        calendar::{CLOSING, Calendar, MAIL_DOWN, Notice, REMINDERS, clock},
        files, names,
        past::Past,
        plan::Plan,
    },
    login::enter,
    mail::{self, Kind},
    readiness::{
        Sight,
        request::{Meant, shut_out},
    },
    registration::import::What,
    rights::Administrator,
    schedule::arming,
    store::{
        accounts, campaigns, operator_acts, outbox, passes as issued,
        requests::{self, Subject},
    },
};

/// Something that staff do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chore {
    /// Firms, users, cards and the schedule are imported, and the staff put in.
    Begin,
    /// Whoever proposes and decides adds a passkey.
    Passkeys,
    /// Approvers acknowledge what the operator did; `true`: all of them, else all but one.
    Acknowledge(bool),
    /// An event gets a date, or is armed.
    Announce(Notice),
    /// One person who is a whole firm may agree on what they propose.
    Sole(u32),
    /// Briefings are planned.
    Plan,
    /// Administrators sign up for them.
    SignUp,
    /// Who came to the briefing of that number is recorded.
    Record(usize),
    /// Reminders begin.
    Remind,
    /// A firm moves before the others.
    MoveEarly(u32),
    /// A firm may go on with smartcards for a while.
    Extend(u32),
    /// A firm asks for more time; nobody has decided yet.
    AskForTime(u32),
    /// Mail is down: everybody is told, and the most urgent get one-time passes.
    MailDown,
    /// Mail is back.
    MailBack,
    /// The list of users is compared with that of the firms; `true`: it lacks some.
    Reconcile(bool),
    /// The closing is announced on every page.
    Banner,
}

/// How many get a one-time pass.
const PASSES: usize = 12;
/// How many briefings there are.
const BRIEFINGS: usize = 4;

/// The days of the briefings.
pub(super) fn briefings(calendar: Calendar) -> [u16; BRIEFINGS] {
    [50, 57, 64, 98].map(|number| calendar.working(number))
}

/// What staff do on that day, and when they begin.
pub fn chores(plan: &Plan, number: u16) -> Vec<(Instant, Chore)> {
    let calendar = plan.calendar;
    let mut all: Vec<(u16, Duration, Chore)> = vec![
        (0, clock(8, 10), Chore::Begin),
        (calendar.working(2), clock(10, 0), Chore::Passkeys),
        (calendar.working(30), clock(10, 0), Chore::Plan),
        (calendar.working(92), clock(17, 0), Chore::Reconcile(false)),
        (calendar.working(93), clock(9, 30), Chore::Acknowledge(true)),
        (calendar.working(REMINDERS), clock(10, 30), Chore::Remind),
        (calendar.working(MAIL_DOWN), clock(10, 30), Chore::MailDown),
        (calendar.working(MAIL_DOWN), clock(15, 40), Chore::MailBack),
        (calendar.working(CLOSING - 11), clock(17, 0), Chore::Reconcile(true)),
        (calendar.working(CLOSING - 10), clock(9, 30), Chore::Acknowledge(false)),
        (CLOSING - 7, clock(9, 0), Chore::Banner),
    ];
    all.extend(calendar.notices().into_iter().map(|(day, notice)| (day, clock(14, 20), Chore::Announce(notice))));
    all.extend((31..49).map(|day| (day, clock(17, 30), Chore::SignUp)));
    let record = |(place, day)| (calendar.working(day + 1), clock(10, 0), Chore::Record(place));
    all.extend(briefings(calendar).into_iter().enumerate().map(record));
    let firms = || (0_u32..).zip(&plan.firms);
    let alone = |of: &u32| plan.find(*of, 1).is_some_and(|who| plan.person(who).da.checker);
    all.extend(firms().map(|(of, _)| of).find(alone).map(|of| (calendar.working(16), clock(11, 0), Chore::Sole(of))));
    for (of, firm) in firms() {
        if let Some(early) = firm.early {
            all.push((calendar.working(early - 12), clock(11, 30), Chore::MoveEarly(of)));
        }
        if firm.extended {
            all.push((calendar.working(CLOSING - 9), clock(12, 30), Chore::Extend(of)));
        }
    }
    // One more would like to, and nobody has decided yet.
    let others = firms().filter(|(_, firm)| !firm.extended && firm.early.is_none());
    all.extend(others.last().map(|(of, _)| (CLOSING - 2, clock(11, 10), Chore::AskForTime(of))));
    let at = |(day, time, chore): (u16, Duration, Chore)| (day == number).then(|| (calendar.at(day, time), chore));
    all.into_iter().filter_map(at).collect()
}

/// Plays one chore. `hash` is of the password that the staff log in by.
///
/// # Errors
/// When the database does not take it, or the script asks for what cannot be.
pub async fn play(past: &Past, plan: &Plan, chore: &Chore, hash: &str) -> Result<(), DemoError> {
    let number = plan.calendar.number(domain::adoption::Day::of(past.app.clock.now())).unwrap_or_default();
    match chore {
        Chore::Begin => {
            files::bring(past, What::Participants, "participants.csv", files::participants(plan)?, false).await?;
            files::bring(past, What::Users, "users.csv", files::users(plan, 0, |_| false)?, false).await?;
            let cards = files::cards(plan, &*past.app.random)?;
            files::bring(past, What::Cards, "cards.csv", cards, false).await?;
            files::bring(past, What::Schedule, "schedule.csv", files::schedule(plan.calendar)?, false).await?;
            staff(past, hash).await
        }
        Chore::Passkeys => staff_passkeys(past, plan).await,
        Chore::Acknowledge(all) => {
            acknowledge(past, SECOND_APPROVER).await?;
            if *all { acknowledge(past, APPROVER).await } else { Ok(()) }
        }
        Chore::Announce(Notice::Date(kind, at)) => {
            let event = EventPlan { at: Some(*at), ..files::event(plan.calendar, *kind) };
            let change = Change::Schedule { plan: event, cancelled: false, at_once: false };
            let changes = vec![(Subject::event(kind.name()), change)];
            settle(past, &ParticipantCode::staff(), changes, "As agreed with the project board").await
        }
        Chore::Announce(Notice::Arm) => arm(past).await,
        Chore::Sole(of) => {
            let until = past.app.clock.now().plus(Duration::from_secs(180 * 86_400));
            let user = plan.find(*of, 1).map(|who| plan.id(who));
            let changes = user.into_iter().map(|user| (Subject::Account(user), Change::Sole { until: Some(until) }));
            settle(past, &names::code(*of), changes.collect(), "A firm of one").await
        }
        Chore::Plan => meet::plan(past, plan).await,
        Chore::SignUp => meet::sign_up(past, plan, number).await,
        Chore::Record(place) => meet::record(past, plan, *place).await,
        Chore::Remind => remind(past, plan).await,
        Chore::MoveEarly(of) => {
            let Some(early) = plan.firms[*of as usize].early else { return Ok(()) };
            let from = plan.calendar.at(early, clock(7, 0));
            except(past, plan, *of, ExceptionKind::EarlyMove, from, "Moves before the others").await
        }
        Chore::Extend(of) => {
            let from = plan.calendar.at(CLOSING, Calendar::hour(EventKind::TwoFactorOnly));
            except(past, plan, *of, ExceptionKind::Extension, from, "Its administrators are being replaced").await
        }
        Chore::AskForTime(of) => ask_for_time(past, plan, *of).await,
        Chore::MailDown => mail_down(past, plan, number).await,
        Chore::MailBack => switch(past, false).await,
        Chore::Reconcile(lacks) => {
            let dormant = |who: u32| plan.person(who).status == Status::Dormant && plan.person(who).number > 2;
            let gone: Vec<u32> =
                (0..).zip(&plan.people).map(|(who, _)| who).filter(|who| dormant(*who)).take(3).collect();
            let file = files::users(plan, number, |who| *lacks && gone.contains(&who))?;
            files::bring(past, What::Users, "users.csv", file, true).await
        }
        Chore::Banner => banner(past, plan).await,
    }
}

async fn acknowledge(past: &Past, user: &str) -> Result<(), DemoError> {
    let id = super::id(user);
    let scribe = past.scribe_of(&id);
    let mut tx = past.app.store.begin().await?;
    for act in operator_acts::unseen(&mut tx, &id).await? {
        if operator_acts::acknowledge(&mut tx, &act.id, &id, scribe.now).await? {
            scribe.event(&mut tx, "act.acknowledged", Some(&id), json!({ "act": act.id })).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn arm(past: &Past) -> Result<(), DemoError> {
    let id = EventKind::TwoFactorOnly.name();
    let ground = arming::ground(&mut *past.app.store.reader().await?, id, past.app.clock.now()).await?;
    let ground = ground.ok_or_else(|| DemoError::Script("there is nothing to arm".to_owned()))?;
    if let Some(problem) = ground.problem {
        return Err(DemoError::Script(format!("the closing cannot be armed: {problem:?}")));
    }
    let changes = vec![(Subject::event(id), Change::Arm { blocked: ground.blocked })];
    settle(past, &ParticipantCode::staff(), changes, "On the count of today").await
}

async fn except(
    past: &Past,
    plan: &Plan,
    of: u32,
    kind: ExceptionKind,
    from: Instant,
    reason: &str,
) -> Result<(), DemoError> {
    let code = names::code(of);
    let change = exception(past, plan, &code, kind, from).await?;
    settle(past, &code, vec![(Subject::Firm(code.clone()), change)], reason).await
}

/// An exception until a month after the closing, or for whoever moves early until it, with whom it is seen to shut out.
async fn exception(
    past: &Past,
    plan: &Plan,
    firm: &ParticipantCode,
    kind: ExceptionKind,
    from: Instant,
) -> Result<Change, DemoError> {
    let days = if kind == ExceptionKind::Extension { CLOSING + 30 } else { CLOSING };
    let until = plan.calendar.at(days, Calendar::hour(EventKind::TwoFactorOnly));
    let meant = Meant { subject: Subject::Firm(firm.clone()), exception: Exception { kind, from, until } };
    let mut reader = past.app.store.reader().await?;
    let sight = Sight::of(&past.app, &mut reader, past.app.clock.now()).await?;
    let blocked =
        if meant.closes() { shut_out(&mut reader, &sight, &meant).await?.blocked() } else { Blocked::default() };
    Ok(Change::Exception { exception: meant.exception, blocked })
}

/// The maker of a firm asks for an extension.
async fn ask_for_time(past: &Past, plan: &Plan, of: u32) -> Result<(), DemoError> {
    let code = names::code(of);
    let administrators = accounts::administrators(&mut *past.app.store.reader().await?, &code).await?;
    let in_use = administrators.iter().filter(|account| account.status == Status::Active);
    let Some(maker) = in_use.filter_map(Administrator::of).find_map(Administrator::maker) else { return Ok(()) };
    let from = plan.calendar.at(CLOSING, Calendar::hour(EventKind::TwoFactorOnly));
    let change = exception(past, plan, &code, ExceptionKind::Extension, from).await?;
    let changes = vec![(Subject::Firm(code.clone()), change)];
    let kind = domain::approval::ChangeKind::Exception;
    let proposal = Proposal { participant: &code, kind, changes, reason: "New desktops arrive next week", file: "" };
    propose(&past.app, &past.scribe_of(&maker.account().id), Proposer::Firm(maker), proposal).await?;
    Ok(())
}

/// Reminders to be ready before smartcards close, in the usual rhythm.
async fn remind(past: &Past, plan: &Plan) -> Result<(), DemoError> {
    let app = &past.app;
    let member = Member::of(past, OPERATOR).await?;
    let operator = member.viewer()?.operator().ok_or_else(|| no_right(OPERATOR))?;
    let typed = CampaignTyped {
        title: "Ready before smartcards close".to_owned(),
        goal: State::Ready.name().to_owned(),
        event: EventKind::TwoFactorOnly.name().to_owned(),
        days: "60, 45, 30, 15, 7, 1".to_owned(),
        administrators: "30".to_owned(),
        staff: "7".to_owned(),
        daily: plan.size.users.clamp(1, draft::MOST_A_DAY).to_string(),
        ..CampaignTyped::default()
    };
    let read = draft::read(&mut *app.store.reader().await?, &typed).await?;
    let campaign = read.map_err(|problems| DemoError::Script(format!("no campaign: {problems:?}")))?;
    let scribe = past.scribe_of(&member.0.id);
    let id = draft::add(app, &scribe, operator, campaign).await?;
    let mut reader = app.store.reader().await?;
    let Some(held) = campaigns::find(&mut reader, &id).await? else { return Ok(()) };
    let Some(count) = draft::count(&mut reader, &held, scribe.now).await? else { return Ok(()) };
    drop(reader);
    if count.audience.users == 0 {
        return Ok(());
    }
    let seen = draft::seen(&held, &count.audience);
    let request = draft::propose(app, &scribe, operator, &id, &seen, "As announced in the circular").await;
    let request = request.map_err(DemoError::script)?;
    past.advance(GAP);
    agree(past, &request.id).await
}

async fn switch(past: &Past, delayed: bool) -> Result<(), DemoError> {
    let member = Member::of(past, OPERATOR).await?;
    let guardian = member.viewer()?.guardian().ok_or_else(|| no_right(OPERATOR))?;
    delay::switch(&past.app, &past.scribe_of(&member.0.id), guardian, delayed).await?;
    Ok(())
}

/// Mail is down: some who cannot wait are called back, and log in by a one-time pass.
async fn mail_down(past: &Past, plan: &Plan, number: u16) -> Result<(), DemoError> {
    switch(past, true).await?;
    let begins = past.app.clock.now();
    let urgent = (0..).zip(&plan.people).filter(|(_, person)| person.needs_pass(number));
    let urgent: Vec<u32> = urgent.map(|(who, _)| who).step_by(7).take(PASSES).collect();
    for (place, who) in (0..).zip(urgent) {
        past.set(begins.plus(Duration::from_secs(60 * place)));
        pass(past, plan, who).await?;
    }
    Ok(())
}

async fn pass(past: &Past, plan: &Plan, who: u32) -> Result<(), DemoError> {
    let (app, id) = (&past.app, plan.id(who));
    let member = Member::of(past, OPERATOR).await?;
    let operator = member.viewer()?.operator().ok_or_else(|| no_right(OPERATOR))?;
    let typed = PassTyped {
        participant: id.participant.to_string(),
        scope: "user".to_owned(),
        user: id.user.to_string(),
        reason: "The code does not arrive".to_owned(),
    };
    let scribe = past.scribe_of(&member.0.id);
    // Whom a pass does not fit, because of a change that the script knows nothing of, waits for the mail.
    let asked = passes::ask(app, &scribe, Proposer::Staff(operator), &member.0, &typed).await?;
    let Ok(asked) = asked else { return Ok(()) };
    past.advance(Duration::from_secs(300));
    agree(past, &asked.request).await?;
    let mut reader = app.store.reader().await?;
    let request = requests::find(&mut reader, &asked.request).await?;
    let Some(pass) = issued::newest(&mut reader, &id, 1).await?.pop() else { return Ok(()) };
    drop(reader);
    let Some(request) = request else { return Ok(()) };
    past.advance(Duration::from_secs(120));
    let scribe = past.scribe_of(&member.0.id);
    let number = names::firm(plan.person(who).firm).call_back;
    pass_on::show(app, &scribe, &member.0.id, &request, &number, true, Language::En)
        .await
        .map_err(DemoError::script)?;
    past.advance(Duration::from_secs(60));
    let (scribe, account) = (past.scribe_of(&id), past.account(&id).await?);
    let mut tx = app.store.begin().await?;
    if issued::complete(&mut tx, &pass.id, account.epoch, scribe.now).await? {
        scribe.event(&mut tx, "pass.used", Some(&id), json!({ "request": pass.request })).await?;
        outbox::add(&mut tx, &mail::outbox::told(&scribe, Kind::PassUsed, &id)).await?;
        enter::enter(app, &mut tx, &scribe, account, Method::OneTimePass, &browser(), None).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn banner(past: &Past, plan: &Plan) -> Result<(), DemoError> {
    let member = Member::of(past, OPERATOR).await?;
    let operator = member.viewer()?.operator().ok_or_else(|| no_right(OPERATOR))?;
    let typed = AnnouncementTyped {
        text_en: "Smartcards stop opening the terminal soon. Set up two-factor login now if you have not done so."
            .to_owned(),
        text_zh: "智能卡即將不能再登入終端機。如仍未設定雙重認證登入，請立即設定。".to_owned(),
        audience: "everybody".to_owned(),
        from: plan.calendar.day(CLOSING - 7).to_string(),
        until: plan.calendar.day(CLOSING + 6).to_string(),
        ..AnnouncementTyped::default()
    };
    let made = announcements::announce(&past.app, &past.scribe_of(&member.0.id), operator, &typed).await?;
    made.map_err(|problems| DemoError::Script(format!("no announcement: {problems:?}")))
}
