//! `/login/code`: the one-time code.

use app::{
    ports::login::{CodeForm, CodeRefusal},
    render::Page,
};
use axum::{Form, extract::Query, response::Response};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        cookies,
        guard::{Answer, No, fault},
        visitor::Visitor,
    },
    entered, see_other,
};
use crate::{
    login::{Failure, Ticket, challenge, code, view},
    store::{
        accounts,
        logins::{Kind, Stage},
    },
};

/// What the URL carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    login: String,
    sent: String,
    pass: String,
}

/// The form: a code, or the wish for another mail.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    login: String,
    code: String,
    action: String,
}

/// The ticket of the login that form or URL name, or of the one begun last.
pub(super) fn ticket(visitor: &Visitor, in_form: &str, in_url: &str) -> Option<Ticket> {
    let tag = [in_form, in_url].into_iter().find(|tag| !tag.is_empty());
    visitor.cookies.ticket(tag)
}

/// The status of a code page that says no.
pub(super) const fn status(problem: &CodeRefusal) -> StatusCode {
    match problem {
        CodeRefusal::ClosedUntil(_)
        | CodeRefusal::Paused
        | CodeRefusal::ResendTooSoon(_)
        | CodeRefusal::NoMoreMails => StatusCode::TOO_MANY_REQUESTS,
        CodeRefusal::NotOpenYet => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn start_again() -> Response {
    see_other("/login?notice=start-again", [])
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let Some(ticket) = ticket(&visitor, "", &asked.login) else {
        return Ok(start_again());
    };
    page(&visitor, &ticket, &asked, None).await
}

/// POST
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, Form(typed): Form<Typed>) -> Answer {
    let app = &visitor.app;
    let Some(ticket) = ticket(&visitor, &typed.login, &asked.login) else {
        return Ok(start_again());
    };
    let scribe = visitor.scribe();
    if typed.action == "resend" {
        return match challenge::resend(app, &scribe, &ticket, Kind::Login).await {
            Ok(()) => Ok(see_other(&format!("/login/code?login={}&sent=1", ticket.tag), [])),
            Err(Failure::Refused(problem)) => {
                page(&visitor, &ticket, &Asked { sent: String::new(), ..asked }, Some(problem)).await
            }
            Err(Failure::StartAgain) => Ok(start_again()),
            Err(failure) => Err(fault(&failure)),
        };
    }
    match code::complete(app, &scribe, &ticket, &typed.code, &visitor.browser()).await {
        Ok(done) => entered(&visitor, done, cookies::drop_login(&ticket.tag)).await,
        Err(Failure::Refused(problem)) => {
            page(&visitor, &ticket, &Asked { sent: String::new(), ..asked }, Some(problem)).await
        }
        Err(Failure::StartAgain) => Ok(start_again()),
        Err(failure) => Err(fault(&failure)),
    }
}

/// The language in which somebody logged in is the one that mails to them begin with.
pub(super) async fn remember_language(
    visitor: &Visitor,
    account: &accounts::Account,
    language: domain::language::Language,
) -> Result<(), No> {
    if account.language != Some(language) {
        let mut tx = visitor.app.store.begin().await?;
        accounts::set_language(&mut tx, &account.id, language).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn page(visitor: &Visitor, ticket: &Ticket, asked: &Asked, problem: Option<CodeRefusal>) -> Answer {
    let app = &visitor.app;
    let (login, account) = match view::look::<CodeRefusal>(app, ticket, Kind::Login).await {
        Ok((login, _)) if login.stage == Stage::Done && problem.is_none() => return Ok(start_again()),
        Ok(found) => found,
        Err(Failure::StartAgain) => return Ok(start_again()),
        Err(failure) => return Err(fault(&failure)),
    };
    let status = problem.as_ref().map_or(StatusCode::OK, status);
    match view::code_form(app, &login, &account, problem, asked.sent == "1").await {
        Ok(form) => {
            let form = CodeForm { pass: form.pass || asked.pass == "1", ..form };
            Ok(visitor.page(status, None, Page::Code(form)))
        }
        Err(Failure::StartAgain) => Ok(start_again()),
        Err(failure) => Err(fault(&failure)),
    }
}
