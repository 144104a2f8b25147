//! `/setup`: activation, password, code.

use app::{
    ports::{
        login::CodeRefusal,
        setup::{ActivationForm, ActivationRefusal, NewPassword, Setup, SetupDone},
    },
    render::Page,
};
use axum::{Form, extract::Query, response::Response};
use domain::{
    code::{ActivationShape, TypedActivation},
    password::PasswordProblem,
    phase::{Door, two_factor_door},
};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        cookies,
        guard::{Answer, No, fault},
        visitor::Visitor,
    },
    code::{status, ticket},
    see_other, to_login,
};
use crate::{
    ceremony::{self, finish},
    config::SecondProof,
    login::{Failure, Ticket, challenge, password, view},
    registration::{
        second_proof,
        setup::{self, Begun},
    },
    schedule,
    store::{
        accounts::Account,
        ceremonies::Purpose,
        logins::{Kind, Login, Stage},
        participants,
    },
};

/// What the URL carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    login: String,
    sent: String,
    notice: String,
    handover: String,
    ceremony: String,
}

/// The form of whichever step.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    login: String,
    participant: String,
    user: String,
    activation: Option<String>,
    handover: String,
    password: Option<String>,
    code: Option<String>,
    ceremony: String,
    credential: Option<String>,
    action: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    if asked.login.is_empty() {
        let problem = (asked.notice == "start-again").then_some(ActivationRefusal::StartAgain);
        let hand_over_asked = hand_over_required(&visitor) || !asked.handover.is_empty();
        return Ok(first(&visitor, ActivationForm { problem, hand_over_asked, ..ActivationForm::default() }));
    }
    let Some(ticket) = ticket(&visitor, "", &asked.login) else {
        return Ok(start_again());
    };
    if !asked.ceremony.is_empty()
        && let Some(page) = proof_step(&visitor, &asked.ceremony).await?
    {
        return Ok(page);
    }
    step(&visitor, &ticket, None, asked.sent == "1").await
}

/// POST
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, Form(typed): Form<Typed>) -> Answer {
    if typed.action == "card" {
        return begin_by_card(&visitor).await;
    }
    if typed.activation.is_some() {
        return begin(&visitor, typed).await;
    }
    let Some(ticket) = ticket(&visitor, &typed.login, &asked.login) else {
        return Ok(start_again());
    };
    let scribe = visitor.scribe();
    if typed.action == "resend" {
        return match challenge::resend(&visitor.app, &scribe, &ticket, Kind::Setup).await {
            Ok(()) => Ok(see_other(&format!("/setup?login={}&sent=1", ticket.tag), [])),
            Err(Failure::Refused(problem)) => step(&visitor, &ticket, Some(Problem::Code(problem)), false).await,
            Err(Failure::StartAgain) => Ok(start_again()),
            Err(failure) => Err(fault(&failure)),
        };
    }
    if let Some(answer) = &typed.credential {
        return prove(&visitor, &ticket, &typed.ceremony, answer).await;
    }
    if let Some(code) = &typed.code {
        return match setup::complete(&visitor.app, &scribe, &ticket, code, &visitor.browser()).await {
            Ok(()) => Ok(see_other(&format!("/setup?login={}", ticket.tag), [])),
            Err(Failure::Refused(problem)) => step(&visitor, &ticket, Some(Problem::Code(problem)), false).await,
            Err(Failure::StartAgain) => Ok(start_again()),
            Err(failure) => Err(fault(&failure)),
        };
    }
    let typed = typed.password.unwrap_or_default();
    match setup::choose_password(&visitor.app, &scribe, &ticket, &typed).await {
        Ok(ticket) => Ok(see_other(&format!("/setup?login={}", ticket.tag), [cookies::keep_login(&ticket)])),
        Err(Failure::Refused(problem)) => step(&visitor, &ticket, Some(Problem::Password(problem)), false).await,
        Err(Failure::StartAgain) => Ok(start_again()),
        Err(Failure::Busy) => step(&visitor, &ticket, Some(Problem::Busy), false).await,
        Err(failure) => Err(fault(&failure)),
    }
}

/// Set-up by somebody who is logged in by card: the card stands for the activation.
async fn begin_by_card(visitor: &Visitor) -> Answer {
    let app = &visitor.app;
    let Some(present) = visitor.present().await? else {
        return Ok(to_login("/account"));
    };
    match setup::begin_by_card(app, &visitor.scribe_of(&present), &present, &visitor.browser()).await {
        Ok(Some(ticket)) => Ok(see_other(&format!("/setup?login={}", ticket.tag), [cookies::keep_login(&ticket)])),
        Ok(None) => Ok(see_other("/account/set-up", [])),
        Err(Failure::StartAgain) => Ok(to_login("/account")),
        Err(failure) => Err(fault(&failure)),
    }
}

/// The card or passkey that the user holds, if its ceremony still is under way.
async fn proof_step(visitor: &Visitor, tag: &str) -> Result<Option<Response>, No> {
    let (Some(ticket), Some(ceremonies)) = (visitor.cookies.ceremony(tag), &visitor.app.ceremonies) else {
        return Ok(None);
    };
    let held = finish::look(&visitor.app, &ticket, Purpose::Proof).await?;
    Ok(held.map(|held| {
        let page = Page::Setup(Setup::Proof(ceremony::page(ceremonies, held)));
        visitor.page(StatusCode::OK, None, page)
    }))
}

async fn prove(visitor: &Visitor, ticket: &Ticket, ceremony: &str, answer: &str) -> Answer {
    let held = visitor.cookies.ceremony(ceremony);
    match second_proof::prove(&visitor.app, &visitor.scribe(), ticket, held.as_ref(), answer).await {
        Ok(next) => {
            let cookies = [cookies::keep_login(&next), cookies::drop_ceremony(ceremony)];
            Ok(see_other(&format!("/setup?login={}", next.tag), cookies))
        }
        Err(Failure::Refused(refusal)) => {
            let problem = Some(ActivationRefusal::Proof(refusal));
            Ok(first(&visitor.at("/setup"), ActivationForm { problem, ..ActivationForm::default() }))
        }
        Err(Failure::StartAgain) => Ok(start_again()),
        Err(failure) => Err(fault(&failure)),
    }
}

enum Problem {
    Password(PasswordProblem),
    Code(CodeRefusal),
    Busy,
}

/// Whether the policy asks everybody for a hand-over code.
fn hand_over_required(visitor: &Visitor) -> bool {
    visitor.app.config.setup.second_proof == SecondProof::Required
}

fn start_again() -> Response {
    see_other("/setup?notice=start-again", [])
}

fn first(visitor: &Visitor, form: ActivationForm) -> Response {
    let status = match &form.problem {
        None | Some(ActivationRefusal::StartAgain) => StatusCode::OK,
        Some(ActivationRefusal::ClosedUntil(_)) => StatusCode::TOO_MANY_REQUESTS,
        Some(ActivationRefusal::NotOpenYet) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    visitor.page(status, None, Page::Setup(Setup::Activation(form)))
}

async fn begin(visitor: &Visitor, typed: Typed) -> Answer {
    let required = hand_over_required(visitor);
    let hand_over_missing = typed.handover.trim().is_empty();
    let activation = typed.activation.unwrap_or_default();
    let missing = ActivationRefusal::Missing {
        participant: typed.participant.trim().is_empty(),
        user: typed.user.trim().is_empty(),
        activation: activation.trim().is_empty(),
    };
    let none_missing = ActivationRefusal::Missing { participant: false, user: false, activation: false };
    let outcome = match TypedActivation::parse(&activation) {
        _ if missing != none_missing => Err(Failure::Refused(missing)),
        Err(ActivationShape::Empty | ActivationShape::WrongLength { .. } | ActivationShape::NotSymbols) => {
            Err(Failure::Refused(ActivationRefusal::Shape))
        }
        Ok(parsed) => {
            let browser = visitor.browser();
            let typed_hand_over = typed.handover.trim();
            match (typed_hand_over.is_empty(), TypedActivation::parse(typed_hand_over)) {
                (false, Err(_)) => Err(Failure::Refused(ActivationRefusal::HandOver)),
                (_, hand_over) => {
                    let typed = setup::Typed {
                        participant: &typed.participant,
                        user: &typed.user,
                        activation: parsed,
                        hand_over: hand_over.ok(),
                        browser: &browser,
                    };
                    setup::begin(&visitor.app, &visitor.scribe(), typed).await
                }
            }
        }
    };
    match outcome {
        Ok(Begun::Password(ticket)) => {
            Ok(see_other(&format!("/setup?login={}", ticket.tag), [cookies::keep_login(&ticket)]))
        }
        Ok(Begun::Proof(ticket, ceremony)) => {
            let target = format!("/setup?login={}&ceremony={}", ticket.tag, ceremony.tag);
            Ok(see_other(&target, [cookies::keep_login(&ticket), cookies::keep_ceremony(&ceremony)]))
        }
        Err(Failure::Refused(problem)) => Ok(first(
            visitor,
            ActivationForm {
                participant: typed.participant,
                user: typed.user,
                activation,
                hand_over_asked: required || !typed.handover.is_empty(),
                hand_over: typed.handover,
                // Said of what was typed alone, so that it tells nothing of the code.
                problem: Some(match problem {
                    ActivationRefusal::Refused if required && hand_over_missing => ActivationRefusal::HandOver,
                    problem => problem,
                }),
            },
        )),
        Err(failure) => Err(fault(&failure)),
    }
}

/// The step at which the set-up stands.
async fn step(visitor: &Visitor, ticket: &Ticket, problem: Option<Problem>, just_resent: bool) -> Answer {
    let app = &visitor.app;
    let (login, account) = match view::look::<CodeRefusal>(app, ticket, Kind::Setup).await {
        Ok(found) => found,
        Err(Failure::StartAgain) => return Ok(start_again()),
        Err(failure) => return Err(fault(&failure)),
    };
    let masked_address = account.address.as_ref().map(|a| a.masked()).unwrap_or_default();
    let (status, page) = match (login.stage, problem) {
        (Stage::Proof, _) => return Ok(start_again()),
        (Stage::Password, problem) => password_step(visitor, &login, &account, problem).await?,
        (Stage::Code | Stage::Over, problem) => {
            let problem = if let Some(Problem::Code(problem)) = problem { Some(problem) } else { None };
            let status = problem.as_ref().map_or(StatusCode::OK, status);
            match view::code_form(app, &login, &account, problem, just_resent).await {
                Ok(form) => (status, Setup::Code(form)),
                Err(Failure::StartAgain) => return Ok(start_again()),
                Err(failure) => return Err(fault(&failure)),
            }
        }
        (Stage::Done, _) => {
            let Some(asked) = login.asked else {
                return Ok(start_again());
            };
            let standing = account.standing();
            let phase = schedule::phase_of(app, &mut *app.store.reader().await?, &account.id, app.clock.now()).await?;
            let done = SetupDone {
                reference: asked.reference,
                masked_address,
                can_log_in: Kind::Login.takes(account.status) && two_factor_door(phase, standing) != Door::Closed,
                own_pages: standing.staff || standing.delegated_administrator,
            };
            (StatusCode::OK, Setup::Done(done))
        }
    };
    Ok(visitor.page(status, None, Page::Setup(page)))
}

async fn password_step(
    visitor: &Visitor,
    login: &Login,
    account: &Account,
    problem: Option<Problem>,
) -> Result<(StatusCode, Setup), No> {
    let app = &visitor.app;
    let firm = participants::find(&mut *app.store.reader().await?, &account.id.participant).await?;
    let busy = matches!(problem, Some(Problem::Busy));
    let problem = if let Some(Problem::Password(problem)) = problem { Some(problem) } else { None };
    let status = match (&problem, busy) {
        (Some(_), _) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::SERVICE_UNAVAILABLE,
        (None, false) => StatusCode::OK,
    };
    let page = NewPassword {
        login: login.tag.clone(),
        masked_address: account.address.as_ref().map(|a| a.masked()).unwrap_or_default(),
        username: account.id.to_string(),
        min_length: password::rules(app).min_length,
        names: password::names(app, account, firm.as_ref()),
        problem,
        busy,
    };
    Ok((status, Setup::Password(page)))
}
