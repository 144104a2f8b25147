//! `/portal/approvals` and `/monitor/approvals`: queues, and one request below each.

use app::{
    ports::{
        approval::{Decided, DecisionProblem, Desk, HandOver},
        contingency::PassList,
    },
    render::Page,
};
use axum::extract::{Path, Query};
use domain::approval::ItemState;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        super::{
            fields::Fields,
            guard::{Answer, No},
            visitor::Visitor,
        },
        files::attachment,
        see_other,
    },
    present_or_away,
};
use crate::{
    approval::{
        decide::{self, DecideError, Pick, Verdict},
        hand_over,
        jury::Decider,
        view::{self, Onlooker, Shown},
    },
    contingency::pass_on::{self, PassOnError},
    registration::roster,
    session::Present,
    smartcard::codes::{self, CodesError},
    store::{
        operator_acts,
        requests::{self, Request},
    },
};

/// At which desk the page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// `/portal/approvals`
    Portal,
    /// `/monitor/approvals`
    Monitor,
}

impl At {
    const fn path(self) -> &'static str {
        match self {
            Self::Portal => "/portal/approvals",
            Self::Monitor => "/monitor/approvals",
        }
    }

    /// The desk of somebody who may sit at it.
    async fn desk(self, visitor: &Visitor, present: &Present) -> Result<Desk, No> {
        match self {
            Self::Portal => {
                let by = present.administrator().ok_or(No::FORBIDDEN)?;
                let mut reader = visitor.app.store.reader().await?;
                let firm = roster::firm(&mut reader, by, visitor.language(Some(present))).await?;
                Ok(Desk::Portal { firm, rights: roster::rights(by, visitor.app.clock.now()) })
            }
            Self::Monitor => {
                let staff = present.staff().ok_or(No::FORBIDDEN)?;
                Ok(Desk::Monitor { operator: staff.operator().is_some(), approver: staff.approver().is_some() })
            }
        }
    }

    /// The right to decide here, if they hold it.
    fn decider(self, present: &Present) -> Option<Decider<'_>> {
        match self {
            Self::Portal => present.administrator().and_then(|by| by.checker()).map(Decider::Firm),
            Self::Monitor => present.staff().and_then(|staff| staff.approver()).map(Decider::Staff),
        }
    }
}

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    page: String,
    proposed: String,
    done: u64,
    rejected: u64,
    stale: u64,
    left: u64,
    withdrawn: u64,
    acknowledged: u64,
    unfit: u64,
}

impl Asked {
    fn page(&self) -> u64 {
        self.page.parse().unwrap_or(1).clamp(1, 1_000_000)
    }

    fn notice(&self) -> Option<Decided> {
        let decided = Decided {
            done: self.done,
            rejected: self.rejected,
            stale: self.stale,
            left: self.left,
            withdrawn: self.withdrawn,
            acknowledged: self.acknowledged > 0,
        };
        (decided != Decided::default()).then_some(decided)
    }
}

fn told(decided: Decided) -> String {
    let Decided { done, rejected, stale, left, withdrawn, acknowledged } = decided;
    let figures = [
        ("done", done),
        ("rejected", rejected),
        ("stale", stale),
        ("left", left),
        ("withdrawn", withdrawn),
        ("acknowledged", u64::from(acknowledged)),
    ];
    let some = figures.iter().filter(|(_, figure)| *figure > 0).map(|(name, figure)| format!("{name}={figure}"));
    some.collect::<Vec<_>>().join("&")
}

fn onlooker<'o>(visitor: &Visitor, present: &'o Present) -> Onlooker<'o> {
    Onlooker { account: &present.account, language: visitor.language(Some(present)), now: visitor.app.clock.now() }
}

/// GET `/portal/approvals`
pub async fn portal(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    queue(&visitor, At::Portal, asked).await
}

/// GET `/monitor/approvals`
pub async fn monitor(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    queue(&visitor, At::Monitor, asked).await
}

async fn queue(visitor: &Visitor, at: At, asked: Asked) -> Answer {
    let present = present_or_away!(*visitor);
    show_queue(visitor, &present, at, &asked, None, "").await
}

async fn show_queue(
    visitor: &Visitor,
    present: &Present,
    at: At,
    asked: &Asked,
    problem: Option<DecisionProblem>,
    reason: &str,
) -> Answer {
    let desk = at.desk(visitor, present).await?;
    let mut reader = visitor.app.store.reader().await?;
    let mut page = view::queue(&mut reader, desk, onlooker(visitor, present), asked.page()).await?;
    drop(reader);
    page.problem = problem;
    page.notice = asked.notice();
    reason.clone_into(&mut page.reason);
    Ok(visitor.page(status(problem), Some(present), Page::Queue(Box::new(page))))
}

const fn status(problem: Option<DecisionProblem>) -> StatusCode {
    match problem {
        None => StatusCode::OK,
        Some(DecisionProblem::NotYours(_) | DecisionProblem::CodesYourOwn | DecisionProblem::PassesNotYours) => {
            StatusCode::FORBIDDEN
        }
        Some(
            DecisionProblem::Changed
            | DecisionProblem::CodesTaken
            | DecisionProblem::PassNumberChanged
            | DecisionProblem::NoPasses,
        ) => StatusCode::CONFLICT,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// POST `/portal/approvals`
pub async fn portal_submit(visitor: Visitor, fields: Fields) -> Answer {
    decide_many(&visitor, At::Portal, fields).await
}

/// POST `/monitor/approvals`
pub async fn monitor_submit(visitor: Visitor, fields: Fields) -> Answer {
    decide_many(&visitor, At::Monitor, fields).await
}

/// Requests decided by one press, at most.
const MANY: usize = 200;

async fn decide_many(visitor: &Visitor, at: At, fields: Fields) -> Answer {
    let present = present_or_away!(*visitor);
    at.desk(visitor, &present).await?;
    if fields.one("action") == "acknowledge" {
        return acknowledge(visitor, &present, at, fields.one("act")).await;
    }
    let reason = fields.one("reason");
    let asked = Asked::default();
    let chosen: Vec<&str> = fields.all("request").into_iter().take(MANY).collect();
    let verdict = match fields.one("action") {
        "approve" => Verdict::Approve,
        "reject" => Verdict::Reject(reason),
        _ => return Err(No::NOT_FOUND),
    };
    if chosen.is_empty() {
        let problem = Some(DecisionProblem::NothingChosen);
        return show_queue(visitor, &present, at, &asked, problem, reason).await;
    }
    let mut all = Decided::default();
    let mut first_problem = None;
    for id in chosen {
        // Those of another firm are not found here either.
        let request = find(visitor, &present, at, id).await?;
        match one(visitor, &present, at, &request, None, Pick::All, verdict).await? {
            Ok(decided) => {
                all.done += decided.done;
                all.rejected += decided.rejected;
                all.stale += decided.stale;
                all.left += decided.left;
            }
            Err(problem) => first_problem = first_problem.or(Some(problem)),
        }
    }
    match first_problem {
        Some(problem) if all == Decided::default() => {
            show_queue(visitor, &present, at, &asked, Some(problem), reason).await
        }
        _ => Ok(see_other(&format!("{}?{}", at.path(), told(all)), [])),
    }
}

async fn acknowledge(visitor: &Visitor, present: &Present, at: At, act: &str) -> Answer {
    let approver = match at {
        At::Monitor => present.staff().and_then(|staff| staff.approver()),
        At::Portal => None,
    };
    let approver = approver.ok_or(No::FORBIDDEN)?.account();
    let scribe = visitor.scribe_of(present);
    let mut tx = visitor.app.store.begin().await?;
    if operator_acts::acknowledge(&mut tx, act, &approver.id, scribe.now).await? {
        let detail = serde_json::json!({ "act": act });
        scribe.event(&mut tx, "act.acknowledged", Some(&approver.id), detail).await?;
        tx.commit().await?;
    }
    Ok(see_other("/monitor/approvals?acknowledged=1", []))
}

/// The request, if this desk may see it; another firm's is not found, and that is written down.
async fn find(visitor: &Visitor, present: &Present, at: At, id: &str) -> Result<Request, No> {
    let found = requests::find(&mut *visitor.app.store.reader().await?, id).await?;
    let mine = |request: &Request| at == At::Monitor || request.participant == present.id().participant;
    match found.filter(mine) {
        Some(request) => Ok(request),
        None => Err(super::not_theirs(visitor, present, super::Asked::Request(id)).await),
    }
}

async fn one(
    visitor: &Visitor,
    present: &Present,
    at: At,
    request: &Request,
    seen: Option<&str>,
    pick: Pick<'_>,
    verdict: Verdict<'_>,
) -> Result<Result<Decided, DecisionProblem>, No> {
    let Some(by) = at.decider(present) else {
        return Ok(Err(DecisionProblem::NotYours(domain::approval::NotYours::NoRight)));
    };
    let done = decide::decide(&visitor.app, &visitor.scribe_of(present), by, &request.id, seen, pick, verdict).await;
    problem(done)
}

fn problem(done: Result<Decided, DecideError>) -> Result<Result<Decided, DecisionProblem>, No> {
    Ok(match done {
        Ok(decided) => Ok(decided),
        Err(DecideError::NotFound) => return Err(No::NOT_FOUND),
        Err(DecideError::Store(error)) => return Err(error.into()),
        Err(DecideError::Nothing) => Err(DecisionProblem::NothingChosen),
        Err(DecideError::ReasonMissing) => Err(DecisionProblem::ReasonMissing),
        Err(DecideError::NotYours(why)) => Err(DecisionProblem::NotYours(why)),
        Err(DecideError::Changed) => Err(DecisionProblem::Changed),
    })
}

/// GET `/portal/approvals/{id}`
pub async fn portal_request(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    show_request(&visitor, At::Portal, &id, &asked).await
}

/// GET `/monitor/approvals/{id}`
pub async fn monitor_request(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    show_request(&visitor, At::Monitor, &id, &asked).await
}

async fn show_request(visitor: &Visitor, at: At, id: &str, asked: &Asked) -> Answer {
    let present = present_or_away!(*visitor);
    let desk = at.desk(visitor, &present).await?;
    let request = find(visitor, &present, at, id).await?;
    page(visitor, &present, desk, &request, asked, None, "", None).await
}

#[expect(clippy::too_many_arguments, reason = "what a page shows again after a form was not taken")]
async fn page(
    visitor: &Visitor,
    present: &Present,
    desk: Desk,
    request: &Request,
    asked: &Asked,
    problem: Option<DecisionProblem>,
    reason: &str,
    codes: Option<HandOver>,
) -> Answer {
    let app = &visitor.app;
    let shown = Shown { state: asked.show.parse::<ItemState>().ok(), page: asked.page() };
    let mut reader = app.store.reader().await?;
    let mut page = view::request(app, &mut reader, desk, onlooker(visitor, present), request, shown).await?;
    drop(reader);
    page.problem = problem;
    page.notice = asked.notice();
    page.just_proposed = asked.proposed == "1" && page.request.mine;
    page.left_out = if page.just_proposed { asked.unfit } else { 0 };
    reason.clone_into(&mut page.typed_reason);
    if let Some(codes) = codes {
        page.hand_over = codes;
    }
    Ok(visitor.page(status(problem), Some(present), Page::Request(Box::new(page))))
}

/// POST `/portal/approvals/{id}`
pub async fn portal_decide(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    decide_one(&visitor, At::Portal, &id, fields).await
}

/// POST `/monitor/approvals/{id}`
pub async fn monitor_decide(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    decide_one(&visitor, At::Monitor, &id, fields).await
}

async fn decide_one(visitor: &Visitor, at: At, id: &str, fields: Fields) -> Answer {
    let present = present_or_away!(*visitor);
    let desk = at.desk(visitor, &present).await?;
    let request = find(visitor, &present, at, id).await?;
    let (reason, rows, seen) = (fields.one("reason"), fields.numbers("row"), fields.one("seen"));
    let asked = Asked::default();
    let picked = if rows.is_empty() { None } else { Some(Pick::Rows(&rows)) };
    let (pick, verdict) = match fields.one("action") {
        "hand-over" => {
            let scribe = visitor.scribe_of(&present);
            let language = visitor.language(Some(&present));
            let codes = hand_over::show(&visitor.app, &scribe, &request, present.id(), language).await?;
            return page(visitor, &present, desk, &request, &asked, None, "", Some(codes)).await;
        }
        "take-codes" if at == At::Monitor => return take_codes(visitor, &present, desk, &request).await,
        "show-passes" => return show_passes(visitor, &present, at, desk, &request, &fields).await,
        "approve" => (picked, Some(Verdict::Approve)),
        "approve-all" => (Some(Pick::All), Some(Verdict::Approve)),
        "reject" => (picked, Some(Verdict::Reject(reason))),
        "reject-all" => (Some(Pick::All), Some(Verdict::Reject(reason))),
        "withdraw" => (picked, None),
        "withdraw-all" => (Some(Pick::All), None),
        _ => return Err(No::NOT_FOUND),
    };
    let outcome = match (pick, verdict) {
        (None, _) => Err(DecisionProblem::NothingChosen),
        (Some(pick), Some(verdict)) => one(visitor, &present, at, &request, Some(seen), pick, verdict).await?,
        (Some(pick), None) => {
            let done =
                decide::withdraw(&visitor.app, &visitor.scribe_of(&present), present.id(), &request.id, pick).await;
            problem(done)?
        }
    };
    match outcome {
        Ok(decided) => Ok(see_other(&format!("{}/{}?{}", at.path(), request.id, told(decided)), [])),
        Err(problem) => {
            // How it stands now, which may be other than what was looked at.
            let request = find(visitor, &present, at, id).await?;
            page(visitor, &present, desk, &request, &asked, Some(problem), reason, None).await
        }
    }
}

/// The file of binding codes, once.
async fn take_codes(visitor: &Visitor, present: &Present, desk: Desk, request: &Request) -> Answer {
    let by = present.staff().and_then(|staff| staff.guardian()).ok_or(No::FORBIDDEN)?;
    let problem = match codes::take(&visitor.app, &visitor.scribe_of(present), by, request).await {
        Ok(file) => return Ok(attachment(&format!("binding-codes-{}.csv", request.id), file)),
        Err(CodesError::Taken) => DecisionProblem::CodesTaken,
        Err(CodesError::Own) => DecisionProblem::CodesYourOwn,
        Err(CodesError::None | CodesError::Waits) => DecisionProblem::NoCodes,
        Err(CodesError::Store(error)) => return Err(error.into()),
        Err(error @ CodesError::Csv(_)) => return Err(No::failed(error)),
    };
    // How it stands now: somebody else may have taken it since.
    let request = find(visitor, present, At::Monitor, &request.id).await?;
    page(visitor, present, desk, &request, &Asked::default(), Some(problem), "", None).await
}

/// One-time passes, once, to whoever asked for them.
async fn show_passes(
    visitor: &Visitor,
    present: &Present,
    at: At,
    desk: Desk,
    request: &Request,
    fields: &Fields,
) -> Answer {
    let (number, confirmed) = (fields.one("number"), fields.ticked("confirmed"));
    let (scribe, language) = (visitor.scribe_of(present), visitor.language(Some(present)));
    let shown = pass_on::show(&visitor.app, &scribe, present.id(), request, number, confirmed, language).await;
    let problem = match shown {
        Ok(list) => {
            let list = PassList { back: format!("{}/{}", at.path(), request.id), ..list };
            return Ok(visitor.page(StatusCode::OK, Some(present), Page::Passes(Box::new(list))));
        }
        Err(PassOnError::NotTheirs) => DecisionProblem::PassesNotYours,
        Err(PassOnError::NotConfirmed) => DecisionProblem::PassNotConfirmed,
        Err(PassOnError::NumberChanged) => DecisionProblem::PassNumberChanged,
        Err(PassOnError::None) => DecisionProblem::NoPasses,
        Err(PassOnError::Store(error)) => return Err(error.into()),
    };
    page(visitor, present, desk, request, &Asked::default(), Some(problem), "", None).await
}
