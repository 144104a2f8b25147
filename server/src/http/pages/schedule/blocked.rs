//! `/monitor/blocked`: who would be blocked if the phase changed at an instant, why, what helps, and doing it for
//! several at once.

use app::{
    ports::rehearsal::{BlockedAct, BlockedConfirm, By, ChoiceProblem, Supposed},
    render::Page,
};
use axum::{extract::Query, response::Response};
use domain::{account::AccountId, reach::Help, time::Instant};
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
    rights::Operator,
    schedule::{
        choice,
        rehearsal::{self, Question},
        relief::{Fate, Wanted},
    },
    session::Present,
};

/// What the URL may carry: [`Supposed`]; or the instant as `at` in RFC 3339, for programs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    event: String,
    at: String,
    date: String,
    time: String,
    phase: String,
    by: String,
    firm: String,
    reason: String,
    help: String,
    firms: String,
    after: String,
}

impl Asked {
    pub(super) fn supposed(self) -> Supposed {
        let at = self.at.parse::<Instant>().ok().map(domain::time::typed_in_hong_kong);
        let (date, time) = at.unwrap_or((self.date, self.time));
        Supposed {
            event: self.event.trim().to_owned(),
            date: date.trim().to_owned(),
            time: time.trim().to_owned(),
            phase: self.phase,
            by: By::parse(&self.by).unwrap_or_default(),
            firm: self.firm.trim().to_ascii_uppercase(),
            reason: self.reason.parse().ok(),
            help: self.help.parse().ok(),
            all_firms: self.firms == "all",
            after: self.after,
        }
    }
}

/// Reads the question of a URL.
pub(super) async fn question(visitor: &Visitor, asked: Asked) -> Result<Question, No> {
    let app = &visitor.app;
    let mut reader = app.store.reader().await?;
    Ok(Question::read(app, &mut reader, asked.supposed(), app.clock.now()).await?)
}

/// GET `/monitor/blocked`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let question = question(&visitor, asked).await?;
    page(&visitor, &present, question, None).await
}

async fn page(visitor: &Visitor, present: &Present, question: Question, problem: Option<ChoiceProblem>) -> Answer {
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let language = visitor.language(Some(present));
    let mut reader = app.store.reader().await?;
    let operator = staff.operator().is_some();
    let mut page = rehearsal::rehearse(app, &mut reader, question, operator, language).await?;
    drop(reader);
    page.problem = problem;
    let wrong = page.wrong.is_some() || problem.is_some();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(present), Page::Rehearsal(Box::new(page))))
}

/// POST `/monitor/blocked`: reminds, or proposes extensions for, those chosen.
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    // The whole of one line is pressed beside it, whatever the URL shows.
    let only: Option<Help> = fields.one("only").parse().ok();
    let mut question = question(&visitor, asked).await?;
    let shown = question.wanted.clone();
    if only.is_some() {
        question.wanted = Wanted { reason: None, help: only, ..shown.clone() };
    }
    let act = BlockedAct::parse(fields.one("action"));
    let all = fields.ticked("all");
    let named: Vec<AccountId> = fields.all("user").into_iter().filter_map(|user| user.parse().ok()).collect();
    let mut reader = visitor.app.store.reader().await?;
    let chosen = choice::chosen(&mut reader, &question, &named, all).await?;
    drop(reader);
    let problem = match (act, chosen) {
        (None, _) => ChoiceProblem::Act,
        (_, Err(problem)) => problem,
        _ if question.wrong.is_some() => return page(&visitor, &present, question, None).await,
        (Some(act), Ok(chosen)) => {
            let desk =
                Desk { visitor: &visitor, present: &present, by, question: &question, fields: &fields, all, only };
            let done = match act {
                BlockedAct::Remind => desk.remind(chosen).await?,
                BlockedAct::Extend => desk.extend(chosen).await?,
            };
            match done {
                Ok(answer) => return Ok(answer),
                Err(problem) => problem,
            }
        }
    };
    page(&visitor, &present, Question { wanted: shown, ..question }, Some(problem)).await
}

/// Somebody who does something for several.
struct Desk<'d> {
    visitor: &'d Visitor,
    present: &'d Present,
    by: Operator<'d>,
    question: &'d Question,
    fields: &'d Fields,
    all: bool,
    only: Option<Help>,
}

impl Desk<'_> {
    /// Whether exactly so many were shown before. Of everybody found there may be others by now.
    fn confirmed(&self, count: usize) -> bool {
        self.fields.one("confirmed").parse() == Ok(count)
    }

    fn confirm(&self, act: BlockedAct, users: &[AccountId], left_out: u64) -> BlockedConfirm {
        BlockedConfirm {
            act,
            asked: self.question.asked.clone(),
            count: users.len() as u64,
            left_out,
            users: if self.all { Vec::new() } else { users.to_vec() },
            only: self.only,
            event: None,
            at: self.question.ground.at,
            until: self.fields.one("until").to_owned(),
            reason: self.fields.one("reason").to_owned(),
            problem: None,
        }
    }

    fn ask(&self, confirm: BlockedConfirm) -> Response {
        let wrong = confirm.problem.is_some();
        let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        self.visitor.page(status, Some(self.present), Page::BlockedConfirm(Box::new(confirm)))
    }

    /// Drafts a campaign of those chosen, once that is confirmed.
    async fn remind(&self, chosen: Vec<(AccountId, Fate)>) -> Result<Result<Response, ChoiceProblem>, No> {
        let app = &self.visitor.app;
        let event = choice::event(app, &mut *app.store.reader().await?, self.question).await?;
        let Some((event, at)) = event else { return Ok(Err(ChoiceProblem::NoEvent)) };
        let users: Vec<AccountId> = chosen.into_iter().map(|(id, _)| id).collect();
        if !self.confirmed(users.len()) {
            let confirm = self.confirm(BlockedAct::Remind, &users, 0);
            return Ok(Ok(self.ask(BlockedConfirm { event: Some((event.plan.title, at)), ..confirm })));
        }
        let language = self.visitor.language(Some(self.present));
        let scribe = self.visitor.scribe_of(self.present);
        let campaign = choice::remind(app, &scribe, self.by, users, &event, language).await?;
        Ok(Ok(see_other(&format!("/monitor/campaigns/{campaign}"), [])))
    }

    /// Proposes an extension for each of those chosen whom it lets in, once that is confirmed.
    async fn extend(&self, chosen: Vec<(AccountId, Fate)>) -> Result<Result<Response, ChoiceProblem>, No> {
        let app = &self.visitor.app;
        let mut reader = app.store.reader().await?;
        let choice::Chosen { users, left_out } = choice::extendable(&mut reader, &chosen).await?;
        if users.is_empty() {
            return Ok(Err(ChoiceProblem::NobodyFits));
        }
        let confirm = self.confirm(BlockedAct::Extend, &users, left_out);
        if !self.confirmed(users.len()) {
            return Ok(Ok(self.ask(confirm)));
        }
        let (at, now) = (self.question.ground.at, self.question.ground.now);
        let exception = choice::extension(&mut reader, &users, (&confirm.until, at, now)).await?;
        drop(reader);
        let exception = match exception {
            Ok(exception) => exception,
            Err(problem) => return Ok(Ok(self.ask(BlockedConfirm { problem: Some(problem), ..confirm }))),
        };
        let scribe = self.visitor.scribe_of(self.present);
        match choice::extend(app, &scribe, self.by, users, exception, &confirm.reason).await.map_err(no)? {
            Ok(request) => {
                let unfit = if left_out > 0 { format!("&unfit={left_out}") } else { String::new() };
                Ok(Ok(see_other(&format!("/monitor/approvals/{request}?proposed=1{unfit}"), [])))
            }
            Err(problem) => Ok(Ok(self.ask(BlockedConfirm { problem: Some(problem), ..confirm }))),
        }
    }
}
