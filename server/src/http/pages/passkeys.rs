//! `/account/passkeys`: adding, naming and removing passkeys.

use app::{
    ports::passkey::{PasskeyForm, PasskeyNotice, PasskeyProblem, Passkeys},
    render::Page,
};
use axum::{Form, extract::Query};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        cookies,
        guard::{Answer, No, fault},
        visitor::Visitor,
    },
    see_other,
    smartcard::{ceremony_page, ceremony_ticket, tag_of},
    to_login,
};
use crate::{
    login::Failure,
    passkey::{keep, rows, why_none},
    session::Present,
    store::{ceremonies::Purpose, credentials},
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    ceremony: String,
    notice: String,
}

/// The form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    action: String,
    passkey: String,
    name: String,
    current: String,
    ceremony: String,
    credential: String,
}

const HERE: &str = "/account/passkeys";

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(HERE));
    };
    if !asked.ceremony.is_empty() {
        return match ceremony_page(&visitor, &asked.ceremony, Purpose::PasskeyAdding).await? {
            Some(page) => Ok(page),
            None => Ok(see_other(HERE, [])),
        };
    }
    let notice = match asked.notice.as_str() {
        "added" => Some(PasskeyNotice::Added),
        "renamed" => Some(PasskeyNotice::Renamed),
        "removed" => Some(PasskeyNotice::Removed),
        _ => None,
    };
    page(&visitor, &present, String::new(), None, notice).await
}

/// POST
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, Form(typed): Form<Typed>) -> Answer {
    let app = &visitor.app;
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(HERE));
    };
    let scribe = visitor.scribe_of(&present);
    let of_one = PasskeyForm::Of(typed.passkey.clone());
    let (form, failure) = match typed.action.as_str() {
        "add" => match keep::begin_add(app, &scribe, &present, &typed.name, &typed.current, &visitor.browser()).await {
            Ok(ticket) => {
                let target = format!("{HERE}?ceremony={}", ticket.tag);
                return Ok(see_other(&target, [cookies::keep_ceremony(&ticket)]));
            }
            Err(failure) => (PasskeyForm::Add, failure),
        },
        "rename" => match keep::rename(app, &scribe, &present, &typed.passkey, &typed.name).await {
            Ok(true) => return Ok(see_other(&format!("{HERE}?notice=renamed"), [])),
            Ok(false) => return Err(No::NOT_FOUND),
            Err(failure) => (of_one, failure),
        },
        "remove" => {
            let browser = visitor.browser();
            match keep::remove(app, &scribe, &present, &typed.passkey, &typed.current, &browser).await {
                Ok(Some(token)) => {
                    let cookie = cookies::keep_session(&app.config, &token);
                    return Ok(see_other(&format!("{HERE}?notice=removed"), [cookie]));
                }
                Ok(None) => return Err(No::NOT_FOUND),
                Err(failure) => (of_one, failure),
            }
        }
        _ => {
            if typed.credential.is_empty() {
                return Ok(see_other(HERE, []));
            }
            let ticket = ceremony_ticket(&visitor, &typed.ceremony, &asked.ceremony);
            match keep::finish_add(app, &scribe, &present, ticket.as_ref(), &typed.credential).await {
                Ok(token) => {
                    let cookies = [cookies::keep_session(&app.config, &token), cookies::drop_ceremony(tag_of(&ticket))];
                    return Ok(see_other(&format!("{HERE}?notice=added"), cookies));
                }
                Err(failure) => (PasskeyForm::Add, failure),
            }
        }
    };
    let problem = match failure {
        Failure::Refused(problem) => problem,
        Failure::Busy => PasskeyProblem::Busy,
        Failure::StartAgain => return Ok(to_login(HERE)),
        failure => return Err(fault(&failure)),
    };
    page(&visitor, &present, typed.name, Some((form, problem)), None).await
}

async fn page(
    visitor: &Visitor,
    present: &Present,
    name: String,
    problem: Option<(PasskeyForm, PasskeyProblem)>,
    notice: Option<PasskeyNotice>,
) -> Answer {
    let app = &visitor.app;
    let held = credentials::of_account(&mut *app.store.reader().await?, present.id()).await?;
    let status = match &problem {
        None => StatusCode::OK,
        Some((_, PasskeyProblem::ClosedUntil(_))) => StatusCode::TOO_MANY_REQUESTS,
        Some((_, PasskeyProblem::Busy)) => StatusCode::SERVICE_UNAVAILABLE,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    // Told apart by where they were made, until their holder names them better.
    let suggested = || visitor.browser().label;
    let page = Passkeys {
        passkeys: rows(&held),
        username: present.id().to_string(),
        name: if name.is_empty() && problem.is_none() { suggested() } else { name },
        may_add: why_none(app, present, &held),
        problem,
        notice,
    };
    Ok(visitor.at(HERE).page(status, Some(present), Page::Passkeys(page)))
}
