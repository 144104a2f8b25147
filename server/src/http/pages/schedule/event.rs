//! `/monitor/schedule/{event}` and `/monitor/schedule/new`: change, check, request; arm; hold.

use app::{
    ports::schedule::{ArmRefusal, EventPage, HoldRefusal, PlanProblem, PlanTyped, Timing},
    render::Page,
    words::Words,
};
use axum::extract::{Path, Query};
use domain::{
    account::ParticipantCode,
    approval::{Change, ChangeKind},
    language::Language,
    schedule::{Event, EventKind},
};
use http::StatusCode;
use serde::Deserialize;

use super::super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::{present_or_away, users::no},
    see_other,
};
use crate::{
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    rights::Operator,
    schedule::{
        arming, edit,
        hold::{self, HoldError},
        view,
    },
    session::Present,
    store::requests::Subject,
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    held: String,
    back: String,
}

/// GET `/monitor/schedule/{event}`
pub async fn show(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let (_, page) = find(&visitor, &id).await?;
    event(&visitor, &present, EventPage { just_held: asked.held == "1", ..page })
}

/// GET `/monitor/schedule/new`; with `back` the way back, ready to be proposed.
pub async fn show_new(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    operator(&present)?;
    if asked.back == "1" {
        return check(&visitor, &present, None, view::new_event(), way_back(), None).await;
    }
    event(&visitor, &present, view::new_event())
}

/// POST `/monitor/schedule/new`
pub async fn submit_new(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    change(&visitor, &present, None, view::new_event(), &fields).await
}

/// POST `/monitor/schedule/{event}`
pub async fn submit(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    staff.guardian().ok_or(No::FORBIDDEN)?;
    let (found, page) = find(&visitor, &id).await?;
    match fields.one("action") {
        "hold" => held(&visitor, &present, page, &id, fields.one("reason")).await,
        "arm" => arm(&visitor, &present, page, &id, fields.one("count")).await,
        "check" | "edit" | "propose" => change(&visitor, &present, Some(found), page, &fields).await,
        _ => Err(No::NOT_FOUND),
    }
}

async fn find(visitor: &Visitor, id: &str) -> Result<(Event, EventPage), No> {
    let app = &visitor.app;
    view::event(app, &mut *app.store.reader().await?, id, app.clock.now()).await?.ok_or(No::NOT_FOUND)
}

fn operator(present: &Present) -> Result<Operator<'_>, No> {
    present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)
}

/// The page of an event, as the reader may use it.
fn event(visitor: &Visitor, present: &Present, page: EventPage) -> Answer {
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let wrong = !page.problems.is_empty() || page.arm_problem.is_some() || page.hold_problem.is_some();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (operator, guardian) = (staff.operator().is_some(), staff.guardian().is_some());
    let page = EventPage { operator, guardian, ..page };
    Ok(visitor.page(status, Some(present), Page::Event(Box::new(page))))
}

fn typed(fields: &Fields) -> PlanTyped {
    let one = |name| fields.one(name).to_owned();
    PlanTyped {
        kind: one("kind"),
        timing: one("timing"),
        date: one("date"),
        time: one("time"),
        when_en: one("when_en"),
        when_zh: one("when_zh"),
        title_en: one("title_en"),
        title_zh: one("title_zh"),
        text_en: one("text_en"),
        text_zh: one("text_zh"),
        version: one("version"),
    }
}

/// The parallel run again, as soon as it is approved.
fn way_back() -> PlanTyped {
    let [en, zh] = [Language::En, Language::ZhHk].map(Words::of);
    PlanTyped {
        kind: EventKind::ParallelRun.name().to_owned(),
        timing: Timing::AtOnce.name().to_owned(),
        title_en: en.get("schedule-back-event"),
        title_zh: zh.get("schedule-back-event"),
        text_en: en.get("schedule-back-text"),
        text_zh: zh.get("schedule-back-text"),
        ..PlanTyped::default()
    }
}

async fn change(
    visitor: &Visitor,
    present: &Present,
    former: Option<Event>,
    page: EventPage,
    fields: &Fields,
) -> Answer {
    operator(present)?;
    let typed = typed(fields);
    match fields.one("action") {
        "check" => check(visitor, present, former, page, typed, None).await,
        "edit" => event(visitor, present, EventPage { typed, editing: true, ..page }),
        "propose" => check(visitor, present, former, page, typed, Some(fields.one("reason"))).await,
        _ => Err(No::NOT_FOUND),
    }
}

/// Shows what a change would do; with a reason, proposes it.
async fn check(
    visitor: &Visitor,
    present: &Present,
    former: Option<Event>,
    page: EventPage,
    typed: PlanTyped,
    reason: Option<&str>,
) -> Answer {
    let by = operator(present)?;
    let app = &visitor.app;
    let now = app.clock.now();
    let mut reader = app.store.reader().await?;
    let meant = match edit::meant(&mut reader, former, &typed, now).await? {
        Ok(meant) => meant,
        Err(problems) => return refused(visitor, present, page, typed, problems),
    };
    let Some(reason) = reason.filter(|reason| !tidy_reason(reason).is_empty()) else {
        let language = visitor.language(Some(present));
        let mut page = edit::check(app, &mut reader, meant, typed, language, now).await?;
        page.reason_missing = reason.is_some();
        let status = if page.reason_missing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok(visitor.page(status, Some(present), Page::EventCheck(Box::new(page))));
    };
    drop(reader);
    let change = (Subject::event(&meant.id), meant.change());
    match proposed(visitor, present, by, change, reason).await? {
        Ok(target) => Ok(see_other(&target, [])),
        Err(Waits) => refused(visitor, present, page, typed, vec![PlanProblem::Waits]),
    }
}

/// The form again. What somebody else changed meanwhile is shown as it is now.
fn refused(
    visitor: &Visitor,
    present: &Present,
    page: EventPage,
    typed: PlanTyped,
    problems: Vec<PlanProblem>,
) -> Answer {
    let typed = if problems.contains(&PlanProblem::Changed) { page.typed.clone() } else { typed };
    event(visitor, present, EventPage { typed, editing: true, problems, ..page })
}

/// A change of the kind waits already.
struct Waits;

/// Proposes; says where the request stands.
async fn proposed(
    visitor: &Visitor,
    present: &Present,
    by: Operator<'_>,
    change: (Subject, Change),
    reason: &str,
) -> Result<Result<String, Waits>, No> {
    let kind: ChangeKind = change.1.kind();
    let participant = &ParticipantCode::staff();
    let proposal = Proposal { participant, kind, changes: vec![change], reason, file: "" };
    match propose::propose(&visitor.app, &visitor.scribe_of(present), Proposer::Staff(by), proposal).await {
        Ok(request) => Ok(Ok(format!("/monitor/approvals/{}?proposed=1", request.id))),
        Err(ProposeError::Waits(_)) => Ok(Err(Waits)),
        Err(error) => Err(no(error)),
    }
}

/// Proposes to arm an event, on the count that was typed.
async fn arm(visitor: &Visitor, present: &Present, page: EventPage, id: &str, typed: &str) -> Answer {
    let by = operator(present)?;
    let app = &visitor.app;
    let ground = arming::ground(&mut *app.store.reader().await?, id, app.clock.now()).await?.ok_or(No::NOT_FOUND)?;
    let count: String = typed.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let problem = if ground.problem.is_some() {
        ArmRefusal::NotNow
    } else if count.parse() != Ok(ground.blocked.users) {
        ArmRefusal::WrongCount
    } else {
        let change = (Subject::event(id), Change::Arm { blocked: ground.blocked });
        match proposed(visitor, present, by, change, "").await? {
            Ok(target) => return Ok(see_other(&target, [])),
            Err(Waits) => ArmRefusal::Waits,
        }
    };
    event(visitor, present, EventPage { arm_typed: typed.to_owned(), arm_problem: Some(problem), ..page })
}

async fn held(visitor: &Visitor, present: &Present, page: EventPage, id: &str, reason: &str) -> Answer {
    let by = present.staff().and_then(|staff| staff.guardian()).ok_or(No::FORBIDDEN)?;
    let problem = match hold::hold(&visitor.app, &visitor.scribe_of(present), by, id, reason).await {
        Ok(()) => return Ok(see_other(&format!("/monitor/schedule/{id}?held=1"), [])),
        Err(HoldError::ReasonMissing) => HoldRefusal::ReasonMissing,
        Err(HoldError::Happened) => HoldRefusal::Happened,
        Err(HoldError::Nothing) => HoldRefusal::Nothing,
        Err(HoldError::Store(error)) => return Err(error.into()),
    };
    event(visitor, present, EventPage { hold_problem: Some(problem), ..page })
}
