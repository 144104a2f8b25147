//! `/monitor/exceptions`: the exceptions of all firms and users, and what operators propose.

use app::{
    ports::readiness::{ExceptionForm, ExceptionProblem, ExceptionTyped, Sheet, Standing},
    render::Page,
};
use axum::extract::Query;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        super::{
            fields::Fields,
            guard::{Answer, No},
            visitor::Visitor,
        },
        files::csv_file,
        portal::present_or_away,
    },
    exceptions::{Asked, Asker, status, typed},
    named, searched,
};
use crate::{approval::propose::Proposer, readiness::request, session::Present};

/// GET `/monitor/exceptions`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    page(&visitor, &present, &asked, None).await
}

async fn page(visitor: &Visitor, present: &Present, asked: &Asked, problem: Option<ExceptionProblem>) -> Answer {
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let language = visitor.language(Some(present));
    let mut reader = app.store.reader().await?;
    let wanted = asked.wanted();
    let mut model = request::page(&mut reader, None, wanted, app.clock.now(), language, named(language, true)).await?;
    model.waiting = request::waiting(&mut reader, None).await?;
    drop(reader);
    model.proposes = staff.operator().is_some();
    model.problem = problem;
    Ok(visitor.page(status(problem), Some(present), Page::Readiness(Sheet::Exceptions(Box::new(model)))))
}

/// POST `/monitor/exceptions`: the end of one.
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    match ask(&visitor, &present, "/monitor/exceptions", &fields, "end").await? {
        Ok(answer) => Ok(answer),
        Err(problem) => page(&visitor, &present, &asked, Some(problem)).await,
    }
}

/// What the URL of a form may fill in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    scope: String,
    participant: String,
    user: String,
    kind: String,
}

/// GET `/monitor/exceptions/new`
pub async fn show_proposal(visitor: Visitor, Query(filled): Query<Filled>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    let Filled { scope, participant, user, kind } = filled;
    let typed = ExceptionTyped {
        scope: searched(&scope),
        participant: searched(&participant),
        user: searched(&user),
        kind: searched(&kind),
        ..ExceptionTyped::default()
    };
    let form = ExceptionForm { staff: true, typed, ..ExceptionForm::default() };
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Readiness(Sheet::Proposal(Box::new(form)))))
}

/// POST `/monitor/exceptions/new`
pub async fn propose(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    match ask(&visitor, &present, "/monitor/exceptions/new", &fields, "propose").await? {
        Ok(answer) => Ok(answer),
        Err(problem) => {
            let form = ExceptionForm { staff: true, typed: typed(&fields), problem: Some(problem) };
            let page = Page::Readiness(Sheet::Proposal(Box::new(form)));
            Ok(visitor.page(status(Some(problem)), Some(&present), page))
        }
    }
}

async fn ask(
    visitor: &Visitor,
    present: &Present,
    back: &'static str,
    fields: &Fields,
    action: &str,
) -> Result<Result<axum::response::Response, ExceptionProblem>, No> {
    let operator = present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    let asker = Asker { visitor, present, firm: None, proposer: Proposer::Staff(operator), back };
    let mut typed = typed(fields);
    action.clone_into(&mut typed.action);
    asker.ask(&typed, fields.ticked("confirmed")).await
}

/// GET `/monitor/exceptions.csv`: every one that is found.
pub async fn export(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let now = app.clock.now();
    let mut reader = app.store.reader().await?;
    let found = request::found(&mut reader, None, &asked.wanted(), now).await?;
    drop(reader);
    let head =
        ["subject", "kind", "standing", "from", "until", "ended_at", "reason", "requester", "approver", "request"];
    let rows = found.into_iter().map(|granted| {
        [
            granted.subject.to_string(),
            granted.exception.kind.name().to_owned(),
            Standing::of(granted.exception, granted.ended_at, now).name().to_owned(),
            granted.exception.from.to_string(),
            granted.exception.until.to_string(),
            granted.ended_at.map(|at| at.to_string()).unwrap_or_default(),
            granted.reason,
            granted.requester,
            granted.approver.unwrap_or_default(),
            granted.request,
        ]
    });
    csv_file("exceptions.csv", head, rows)
}
