//! `/login/smartcard`: logging in by card, and binding one.

use app::{
    ports::{
        card::{BindingProblem, CardBinding, CardLogin, CardProblem},
        ceremony::CeremonyRefusal,
    },
    render::Page,
};
use axum::{Form, extract::Query, response::Response};
use domain::{
    code::TypedActivation,
    phase::{Act, Rule},
};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        cookies,
        guard::{Answer, No, fault},
        visitor::Visitor,
    },
    entered, query, see_other,
};
use crate::{
    app::App,
    ceremony::{self, finish},
    login::{Failure, Ticket, return_to},
    schedule,
    smartcard::{
        arrive::Arrived,
        binding,
        login::{self, Wish},
        reminder,
    },
    store::ceremonies::Purpose,
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    return_to: String,
    ceremony: String,
    bind: String,
    bound: String,
}

/// The form of whichever step.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    action: String,
    participant: String,
    user: String,
    binding: String,
    return_to: String,
    ceremony: String,
    credential: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let binds = !asked.bind.is_empty();
    if !asked.ceremony.is_empty() {
        let purpose = if binds { Purpose::CardBinding } else { Purpose::CardLogin };
        return match ceremony_page(&visitor, &asked.ceremony, purpose).await? {
            Some(response) => Ok(response),
            None if binds => bind_page(&visitor, Typed::default(), Some(BindingProblem::Card(CeremonyRefusal::Over))),
            None => {
                login_page(&visitor, &asked, Typed::default(), Some(CardProblem::Refused(CeremonyRefusal::Over))).await
            }
        };
    }
    if binds {
        bind_page(&visitor, Typed::default(), None)
    } else {
        login_page(&visitor, &asked, Typed::default(), None).await
    }
}

/// The page at which the browser asks card or passkey; `None` where this browser has no such ceremony under way.
pub(super) async fn ceremony_page(visitor: &Visitor, tag: &str, purpose: Purpose) -> Result<Option<Response>, No> {
    let (Some(ticket), Some(ceremonies)) = (visitor.cookies.ceremony(tag), &visitor.app.ceremonies) else {
        return Ok(None);
    };
    let Some(held) = finish::look(&visitor.app, &ticket, purpose).await? else { return Ok(None) };
    let page = Page::Ceremony(ceremony::page(ceremonies, held));
    let present = visitor.glance().await?;
    Ok(Some(visitor.page(StatusCode::OK, present.as_ref(), page)))
}

/// The ticket of the ceremony that form or URL name.
pub(super) fn ceremony_ticket(visitor: &Visitor, in_form: &str, in_url: &str) -> Option<Ticket> {
    let tag = [in_form, in_url].into_iter().find(|tag| !tag.is_empty())?;
    visitor.cookies.ceremony(tag)
}

/// The tag of a ceremony, to drop its cookie; nothing is dropped without one.
pub(super) fn tag_of(ticket: &Option<Ticket>) -> &str {
    ticket.as_ref().map_or("", |ticket| &ticket.tag)
}

/// POST
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, Form(typed): Form<Typed>) -> Answer {
    let binds = !asked.bind.is_empty();
    match (typed.action.as_str(), binds) {
        ("read", _) => read(&visitor, &asked, typed, Wish::LogIn).await,
        ("prove", _) => read(&visitor, &asked, typed, Wish::SetUp).await,
        ("bind", _) => bind(&visitor, typed).await,
        (_, true) => bound(&visitor, &asked, typed).await,
        (_, false) => answered(&visitor, &asked, typed).await,
    }
}

async fn read(visitor: &Visitor, asked: &Asked, typed: Typed, wish: Wish) -> Answer {
    let app = &visitor.app;
    let browser = visitor.browser();
    let attempt = login::Attempt {
        wish,
        participant: &typed.participant,
        user: &typed.user,
        return_to: wanted(visitor, asked, &typed),
        browser: &browser,
    };
    match login::begin(app, &visitor.scribe(), attempt).await {
        Ok(ticket) => {
            Ok(see_other(&format!("/login/smartcard?ceremony={}", ticket.tag), [cookies::keep_ceremony(&ticket)]))
        }
        Err(Failure::Refused(problem)) => login_page(visitor, asked, typed, Some(problem)).await,
        Err(failure) => Err(fault(&failure)),
    }
}

async fn answered(visitor: &Visitor, asked: &Asked, typed: Typed) -> Answer {
    let app = &visitor.app;
    let ticket = ceremony_ticket(visitor, &typed.ceremony, &asked.ceremony);
    match login::finish(app, &visitor.scribe(), ticket.as_ref(), &typed.credential, &visitor.browser()).await {
        Ok(Arrived::In(done)) => {
            let mut done = *done;
            done.return_to = reminder::on(app, &visitor.news, &done.account, done.phase, done.return_to).await?;
            entered(visitor, done, cookies::drop_ceremony(tag_of(&ticket))).await
        }
        Ok(Arrived::SetUp(set_up)) => {
            let target = format!("/setup?login={}", set_up.tag);
            Ok(see_other(&target, [cookies::keep_login(&set_up), cookies::drop_ceremony(tag_of(&ticket))]))
        }
        Err(Failure::Refused(refusal)) => login_page(visitor, asked, typed, Some(CardProblem::Refused(refusal))).await,
        Err(Failure::StartAgain) => login_page(visitor, asked, typed, Some(CardProblem::Unavailable)).await,
        Err(failure) => Err(fault(&failure)),
    }
}

fn wanted(visitor: &Visitor, asked: &Asked, typed: &Typed) -> Option<String> {
    let wanted = if typed.return_to.is_empty() { &asked.return_to } else { &typed.return_to };
    return_to::accept(&visitor.app.config, wanted)
}

async fn login_page(visitor: &Visitor, asked: &Asked, typed: Typed, problem: Option<CardProblem>) -> Answer {
    let app = &visitor.app;
    let unavailable = app.ceremonies.is_none().then_some(CardProblem::Unavailable);
    let status = match &problem {
        None => StatusCode::OK,
        Some(CardProblem::Refused(CeremonyRefusal::Closed)) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let return_to = wanted(visitor, asked, &typed);
    let mut reader = app.store.reader().await?;
    let rule = schedule::phase(app, &mut reader, app.clock.now()).await?.rule(Act::SmartcardLogin);
    let extensions = rule == Rule::No && schedule::cards_open(app, &mut reader, app.clock.now()).await?;
    drop(reader);
    let page = CardLogin {
        participant: typed.participant,
        user: typed.user,
        rule,
        extensions,
        certificate_url: certificate_url(app, return_to.as_deref()),
        return_to,
        problem: problem.or(unavailable),
        bound: asked.bound == "1",
    };
    let present = visitor.glance().await?;
    Ok(visitor.at("/login/smartcard").page(status, present.as_ref(), Page::CardLogin(page)))
}

/// Where cards with X.509 certificates log in, if anywhere.
fn certificate_url(app: &App, return_to: Option<&str>) -> Option<String> {
    let page = app.config.certificate_login()?;
    Some(return_to.map_or_else(|| page.clone(), |target| format!("{page}?{}", query(&[("return_to", target)]))))
}

async fn bind(visitor: &Visitor, typed: Typed) -> Answer {
    let missing = (typed.participant.trim().is_empty(), typed.user.trim().is_empty(), typed.binding.trim().is_empty());
    let (participant, user, code) = missing;
    if participant || user || code {
        return bind_page(visitor, typed, Some(BindingProblem::Missing { participant, user, code }));
    }
    let Ok(code) = TypedActivation::parse(&typed.binding) else {
        return bind_page(visitor, typed, Some(BindingProblem::Shape));
    };
    let browser = visitor.browser();
    let proof = binding::Typed { participant: &typed.participant, user: &typed.user, code, browser: &browser };
    match binding::begin(&visitor.app, &visitor.scribe(), proof).await {
        Ok(ticket) => {
            let target = format!("/login/smartcard?bind=1&ceremony={}", ticket.tag);
            Ok(see_other(&target, [cookies::keep_ceremony(&ticket)]))
        }
        Err(Failure::Refused(problem)) => bind_page(visitor, typed, Some(problem)),
        Err(failure) => Err(fault(&failure)),
    }
}

async fn bound(visitor: &Visitor, asked: &Asked, typed: Typed) -> Answer {
    let ticket = ceremony_ticket(visitor, &typed.ceremony, &asked.ceremony);
    match binding::finish(&visitor.app, &visitor.scribe(), ticket.as_ref(), &typed.credential, &visitor.browser()).await
    {
        Ok(_) => Ok(see_other("/login/smartcard?bound=1", [cookies::drop_ceremony(tag_of(&ticket))])),
        Err(Failure::Refused(refusal)) => bind_page(visitor, typed, Some(BindingProblem::Card(refusal))),
        Err(failure) => Err(fault(&failure)),
    }
}

fn bind_page(visitor: &Visitor, typed: Typed, problem: Option<BindingProblem>) -> Answer {
    let ceremonies = visitor.app.ceremonies.as_ref();
    let unavailable =
        (!ceremonies.is_some_and(|ceremonies| ceremonies.binds_cards())).then_some(BindingProblem::Unavailable);
    let status = match &problem {
        None => StatusCode::OK,
        Some(BindingProblem::ClosedUntil(_)) => StatusCode::TOO_MANY_REQUESTS,
        Some(BindingProblem::Closed | BindingProblem::Card(CeremonyRefusal::Closed)) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = CardBinding {
        participant: typed.participant,
        user: typed.user,
        code: typed.binding,
        demonstration: ceremonies.is_some_and(|ceremonies| ceremonies.is_demonstration()),
        problem: problem.or(unavailable),
    };
    Ok(visitor.at("/login/smartcard?bind=1").page(status, None, Page::CardBinding(page)))
}
