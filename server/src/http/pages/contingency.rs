//! `/monitor/contingency`, `/portal/contingency` and the number to call back: what stands in for e-mail while it is down.

use app::{
    ports::contingency::{CallBackForm, PassProblem, PassScope, PassState, PassTyped, PassesFound},
    render::Page,
};
use axum::extract::{Path, Query};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::{administrator, present_or_away, users::no},
    see_other,
};
use crate::{
    approval::propose::Proposer,
    contingency::{
        ask::{self, Asked as Request},
        call_back, delay, desk,
    },
    session::Present,
    store::participants::Participant,
};

/// What is typed into the search, at most, in characters.
const LONGEST: usize = 40;

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    participant: String,
    state: String,
    page: String,
    switched: String,
    /// With `participant`, what the form that asks for passes is filled in with.
    scope: String,
    user: String,
}

impl Asked {
    fn found(&self) -> PassesFound {
        PassesFound {
            participant: self.participant.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            state: PassState::parse(&self.state),
            page: self.page.parse().unwrap_or(1).clamp(1, 1_000_000),
            ..PassesFound::default()
        }
    }
}

/// What the form is filled in with by the URL.
fn filled(asked: &Asked) -> PassTyped {
    let one = |text: &str| text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let scope = PassScope::parse(&asked.scope).map_or("", PassScope::name).to_owned();
    let participant = if scope.is_empty() { String::new() } else { one(&asked.participant) };
    PassTyped { participant, scope, user: one(&asked.user), reason: String::new() }
}

fn typed(fields: &Fields) -> PassTyped {
    let one = |name| fields.one(name).to_owned();
    PassTyped { participant: one("participant"), scope: one("scope"), user: one("user"), reason: one("reason") }
}

const fn status(problem: Option<PassProblem>) -> StatusCode {
    match problem {
        None => StatusCode::OK,
        Some(PassProblem::NotMaker) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Where a request for passes stands once it is made.
fn proposed(desk: &str, request: &Request) -> String {
    let unfit = if request.left_out > 0 { format!("&unfit={}", request.left_out) } else { String::new() };
    format!("/{desk}/approvals/{}?proposed=1{unfit}", request.request)
}

/// GET `/monitor/contingency`
pub async fn monitor(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    staff(&visitor, &present, &asked, filled(&asked), None).await
}

async fn staff(
    visitor: &Visitor,
    present: &Present,
    asked: &Asked,
    typed: PassTyped,
    problem: Option<PassProblem>,
) -> Answer {
    let by = present.staff().ok_or(No::FORBIDDEN)?;
    let language = visitor.language(Some(present));
    let mut page = desk::staff(&visitor.app, by, &visitor.news, asked.found(), language).await?;
    page.just_switched = asked.switched == "1";
    page.typed = typed;
    page.problem = problem;
    Ok(visitor.page(status(problem), Some(present), Page::Contingency(Box::new(page))))
}

/// POST `/monitor/contingency`: the switch, or a request for passes.
pub async fn monitor_submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().ok_or(No::FORBIDDEN)?;
    let scribe = visitor.scribe_of(&present);
    match fields.one("action") {
        action @ ("mail-delayed" | "mail-arrives") => {
            let guardian = by.guardian().ok_or(No::FORBIDDEN)?;
            delay::switch(&visitor.app, &scribe, guardian, action == "mail-delayed").await?;
            Ok(see_other("/monitor/contingency?switched=1", []))
        }
        "ask" => {
            let operator = by.operator().ok_or(No::FORBIDDEN)?;
            let typed = typed(&fields);
            match ask::ask(&visitor.app, &scribe, Proposer::Staff(operator), operator.account(), &typed).await {
                Ok(Ok(request)) => Ok(see_other(&proposed("monitor", &request), [])),
                Ok(Err(problem)) => staff(&visitor, &present, &asked, typed, Some(problem)).await,
                Err(error) => Err(no(error)),
            }
        }
        _ if by.guardian().is_none() => Err(No::FORBIDDEN),
        _ => Err(No::NOT_FOUND),
    }
}

/// GET `/portal/contingency`
pub async fn portal(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    firm(&visitor, &present, &asked, PassTyped::default(), None).await
}

async fn firm(
    visitor: &Visitor,
    present: &Present,
    asked: &Asked,
    typed: PassTyped,
    problem: Option<PassProblem>,
) -> Answer {
    let by = administrator(present)?;
    let found = PassesFound { participant: String::new(), ..asked.found() };
    let mut page = desk::firm(&visitor.app, by, &visitor.news, found, visitor.language(Some(present))).await?;
    page.typed = typed;
    page.problem = problem;
    Ok(visitor.page(status(problem), Some(present), Page::FirmContingency(Box::new(page))))
}

/// POST `/portal/contingency`
pub async fn portal_submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    if fields.one("action") != "ask" {
        return Err(No::NOT_FOUND);
    }
    // Whatever the form says: their own firm, and no other.
    let typed = PassTyped { participant: by.firm().to_string(), ..typed(&fields) };
    let Some(maker) = by.maker() else {
        return firm(&visitor, &present, &asked, typed, Some(PassProblem::NotMaker)).await;
    };
    let scribe = visitor.scribe_of(&present);
    match ask::ask(&visitor.app, &scribe, Proposer::Firm(maker), maker.account(), &typed).await {
        Ok(Ok(request)) => Ok(see_other(&proposed("portal", &request), [])),
        Ok(Err(problem)) => firm(&visitor, &present, &asked, typed, Some(problem)).await,
        Err(error) => Err(no(error)),
    }
}

/// The firm of a URL, for an operator.
async fn called(visitor: &Visitor, code: &str) -> Result<Participant, No> {
    call_back::firm(&mut *visitor.app.store.reader().await?, code).await?.ok_or(No::NOT_FOUND)
}

/// GET `/monitor/participants/{code}/call-back`
pub async fn call_back(visitor: Visitor, Path(code): Path<String>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    let firm = called(&visitor, &code).await?;
    let language = visitor.language(Some(&present));
    let form = call_back::form(&mut *visitor.app.store.reader().await?, &firm, language).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::CallBack(form)))
}

/// POST `/monitor/participants/{code}/call-back`
pub async fn call_back_submit(visitor: Visitor, Path(code): Path<String>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().and_then(|staff| staff.operator()).ok_or(No::FORBIDDEN)?;
    let firm = called(&visitor, &code).await?;
    let (number, reason) = (fields.one("number"), fields.one("reason"));
    let scribe = visitor.scribe_of(&present);
    match call_back::propose(&visitor.app, &scribe, by, &firm, number, reason).await {
        Ok(Ok(request)) => Ok(see_other(&format!("/monitor/approvals/{request}?proposed=1"), [])),
        Ok(Err(problem)) => {
            let language = visitor.language(Some(&present));
            let held = call_back::form(&mut *visitor.app.store.reader().await?, &firm, language).await?;
            let form =
                CallBackForm { number: number.to_owned(), reason: reason.to_owned(), problem: Some(problem), ..held };
            Ok(visitor.page(StatusCode::UNPROCESSABLE_ENTITY, Some(&present), Page::CallBack(form)))
        }
        Err(error) => Err(no(error)),
    }
}
