//! `/login/certificate`, at the listener for cards with X.509 certificates.

use std::sync::Arc;

use app::{
    ports::certificate::{CertificateLogin, CertificateRefusal},
    render::Page,
};
use axum::{
    Extension,
    extract::Query,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;

use super::{
    super::{
        card_listener::Cards,
        cookies,
        guard::{Answer, fault},
        visitor::Visitor,
    },
    code::remember_language,
    first_page, see_other,
};
use crate::{
    certificate::{Presented, login, user},
    login::{Failure, return_to},
    smartcard::{arrive::Arrived, reminder},
};

/// What the URL carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    return_to: String,
}

/// What the middleware of the connection knows.
type Held<T> = Extension<Arc<T>>;

const fn status(problem: CertificateRefusal) -> StatusCode {
    match problem {
        CertificateRefusal::ClosedUntil(_) => StatusCode::TOO_MANY_REQUESTS,
        CertificateRefusal::Unchecked => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::FORBIDDEN,
    }
}

/// GET `/`
pub async fn first() -> Response {
    see_other("/login/certificate", [])
}

/// GET `/help`, which the frame of every page leads to.
pub async fn help(visitor: Visitor) -> Response {
    see_other(&format!("{}/help", visitor.app.config.origin()), [])
}

/// GET: whose card it is. Nothing is judged yet, since nothing may change.
pub async fn show(visitor: Visitor, cards: Held<Cards>, presented: Held<Presented>) -> Response {
    page(&visitor, &cards, &presented, None)
}

/// POST
pub async fn submit(
    visitor: Visitor,
    cards: Held<Cards>,
    presented: Held<Presented>,
    Query(asked): Query<Asked>,
) -> Answer {
    let app = &visitor.app;
    let target = return_to::accept(&app.config, &asked.return_to);
    let scribe = visitor.scribe();
    let entering =
        login::log_in(app, &scribe, &cards.issuers, &cards.user, &presented, &visitor.browser(), target).await;
    let mut response = match entering {
        Ok(Arrived::In(entered)) => {
            if let Some(language) = visitor.chosen_language() {
                remember_language(&visitor, &entered.account, language).await?;
            }
            let first = first_page(entered.account.staff_role.is_some(), entered.account.da.any());
            let on = reminder::on(app, &visitor.news, &entered.account, entered.phase, entered.return_to).await?;
            let target = at_pages(&visitor, on.as_deref().unwrap_or(first));
            let kept =
                [cookies::keep_session(&app.config, &entered.session.token), cookies::keep_browser(&entered.browser)];
            see_other(&target, kept)
        }
        Ok(Arrived::SetUp(ticket)) => {
            let kept = match cards.other_host {
                true => cookies::keep_shared_login(&app.config, &ticket),
                false => cookies::keep_login(&ticket),
            };
            see_other(&at_pages(&visitor, &format!("/setup?login={}", ticket.tag)), [kept])
        }
        Err(Failure::Refused(problem)) => page(&visitor, &cards, &presented, Some(problem)),
        Err(failure) => fault(&failure).into_response(),
    };
    // Another try is another handshake: with another card, perhaps.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    Ok(response)
}

/// The pages stand at the public URL, whatever the Host header says.
fn at_pages(visitor: &Visitor, target: &str) -> String {
    match target.starts_with('/') {
        true => format!("{}{target}", visitor.app.config.origin()),
        false => target.to_owned(),
    }
}

fn page(visitor: &Visitor, cards: &Cards, presented: &Presented, problem: Option<CertificateRefusal>) -> Response {
    let model = CertificateLogin {
        subject: presented.subject.clone(),
        issuer: presented.issuer.clone(),
        ends_at: presented.ends_at,
        account: user::named(&cards.user, presented).map(|account| account.to_string()),
        pages: visitor.app.config.origin(),
        problem,
    };
    visitor.page(problem.map_or(StatusCode::OK, status), None, Page::Certificate(model))
}
