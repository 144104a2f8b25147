//! `/portal/exceptions`: the exceptions of a firm and its users, and asking for one or for its end. What is asked for
//! here and at [`super::register`] goes the same way.

use app::{
    ports::readiness::{Effect, ExceptionForm, ExceptionProblem, ExceptionTyped, Sheet, Standing},
    render::Page,
};
use axum::{extract::Query, response::Response};
use domain::{
    account::ParticipantCode,
    approval::{Change, ChangeKind},
    schedule::Blocked,
};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        super::{
            fields::Fields,
            guard::{Answer, No},
            visitor::Visitor,
        },
        portal::{administrator, present_or_away, users::no},
        see_other,
    },
    named, numbered, searched,
};
use crate::{
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    readiness::{
        Sight,
        request::{self, Wanted},
    },
    registration::roster,
    rights::Administrator,
    session::Present,
};

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub(super) participant: String,
    pub(super) user: String,
    pub(super) scope: String,
    kind: String,
    standing: String,
    page: String,
}

impl Asked {
    pub(super) fn wanted(&self) -> Wanted {
        Wanted {
            participant: searched(&self.participant),
            kind: self.kind.parse().ok(),
            standing: Standing::parse(&self.standing),
            page: numbered(&self.page),
        }
    }
}

/// GET `/portal/exceptions`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    page(&visitor, &present, by, &asked, ExceptionForm::default()).await
}

async fn page(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    asked: &Asked,
    form: ExceptionForm,
) -> Answer {
    let app = &visitor.app;
    let language = visitor.language(Some(present));
    let now = app.clock.now();
    let wanted = Wanted { participant: String::new(), ..asked.wanted() };
    let mut reader = app.store.reader().await?;
    let mut model = request::page(&mut reader, Some(by.firm()), wanted, now, language, named(language, false)).await?;
    model.firm = Some(roster::firm(&mut reader, by, language).await?);
    model.waiting = request::waiting(&mut reader, Some(by.firm())).await?;
    drop(reader);
    model.proposes = by.maker().is_some();
    let status = status(form.problem);
    match form.typed.action.as_str() {
        "end" => model.problem = form.problem,
        _ => model.form = Some(form),
    }
    if model.form.is_none() {
        model.form = Some(ExceptionForm::default());
    }
    Ok(visitor.page(status, Some(present), Page::Readiness(Sheet::Exceptions(Box::new(model)))))
}

pub(super) fn status(problem: Option<ExceptionProblem>) -> StatusCode {
    match problem {
        None => StatusCode::OK,
        Some(ExceptionProblem::NotMaker) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

pub(super) fn typed(fields: &Fields) -> ExceptionTyped {
    let one = |name| fields.one(name).to_owned();
    ExceptionTyped {
        action: one("action"),
        subject: one("subject"),
        scope: one("scope"),
        participant: one("participant"),
        user: one("user"),
        kind: one("kind"),
        from: one("from"),
        until: one("until"),
        reason: one("reason"),
        count: one("count"),
    }
}

/// POST `/portal/exceptions`
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let typed = typed(&fields);
    let Some(maker) = by.maker() else {
        let form = ExceptionForm { typed, problem: Some(ExceptionProblem::NotMaker), ..ExceptionForm::default() };
        return page(&visitor, &present, by, &asked, form).await;
    };
    let asker = Asker {
        visitor: &visitor,
        present: &present,
        firm: Some(by.firm()),
        proposer: Proposer::Firm(maker),
        back: "/portal/exceptions",
    };
    match asker.ask(&typed, fields.ticked("confirmed")).await? {
        Ok(answer) => Ok(answer),
        Err(problem) => {
            let form = ExceptionForm { typed, problem: Some(problem), ..ExceptionForm::default() };
            page(&visitor, &present, by, &asked, form).await
        }
    }
}

/// Somebody who asks for an exception.
pub(super) struct Asker<'a> {
    pub(super) visitor: &'a Visitor,
    pub(super) present: &'a Present,
    /// The firm that they ask for; none: any.
    pub(super) firm: Option<&'a ParticipantCode>,
    pub(super) proposer: Proposer<'a>,
    /// The page that they came from.
    pub(super) back: &'static str,
}

impl Asker<'_> {
    /// Proposes what was typed, once whom it shuts out is confirmed: then the answer is the request's page, before that
    /// the page that shows whom.
    pub(super) async fn ask(
        &self,
        typed: &ExceptionTyped,
        confirmed: bool,
    ) -> Result<Result<Response, ExceptionProblem>, No> {
        let app = &self.visitor.app;
        let now = app.clock.now();
        let mut reader = app.store.reader().await?;
        let meant = match request::meant(&mut reader, self.firm, typed, now).await? {
            Ok(meant) => meant,
            Err(problem) => return Ok(Err(problem)),
        };
        let mut blocked = Blocked::default();
        if meant.closes() {
            let sight = Sight::of(app, &mut reader, now).await?;
            let found = request::shut_out(&mut reader, &sight, &meant).await?;
            let language = self.visitor.language(Some(self.present));
            blocked = found.blocked();
            let problem = match confirmed {
                true if typed.count.trim().parse() != Ok(blocked.users) => Some(ExceptionProblem::Count),
                true if tidy_reason(&typed.reason).is_empty() => Some(ExceptionProblem::ReasonMissing),
                _ => None,
            };
            if !confirmed || problem.is_some() {
                let effect = request::effect(&meant, &found, typed.clone(), self.back, language);
                let page = Page::Readiness(Sheet::Effect(Box::new(Effect { problem, ..effect })));
                return Ok(Ok(self.visitor.page(status(problem), Some(self.present), page)));
            }
        }
        drop(reader);
        let staff = ParticipantCode::staff();
        let (participant, desk) = match self.firm {
            Some(firm) => (firm, "portal"),
            None => (&staff, "monitor"),
        };
        let proposal = Proposal {
            participant,
            kind: ChangeKind::Exception,
            changes: vec![(meant.subject, Change::Exception { exception: meant.exception, blocked })],
            reason: &typed.reason,
            file: "",
        };
        match propose::propose(app, &self.visitor.scribe_of(self.present), self.proposer, proposal).await {
            Ok(request) => Ok(Ok(see_other(&format!("/{desk}/approvals/{}?proposed=1", request.id), []))),
            Err(ProposeError::Waits(_)) => Ok(Err(ExceptionProblem::Waits)),
            Err(error) => Err(no(error)),
        }
    }
}
