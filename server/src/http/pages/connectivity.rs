//! `/connectivity`: the connectivity test.

use app::{
    ports::{
        connectivity::TestForm,
        login::{CodeRefusal, PasswordRefusal},
    },
    render::Page,
};
use axum::{extract::Query, response::Response};
use domain::password::Password;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        cookies,
        fields::Fields,
        guard::{Answer, No, fault},
        visitor::Visitor,
    },
    code,
    login::{missing, retry_later, status},
    see_other,
};
use crate::{
    connectivity::{
        page::{self, Besides},
        record,
        run::{Run, Seen},
        test::{self, Standing},
    },
    login::{Failure, Ticket, begin, challenge, view},
    session::Present,
    store::logins::Kind,
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    started: String,
    clock: String,
    javascript: String,
    webassembly: String,
    webauthn: String,
    login: String,
    sent: String,
    notice: String,
}

impl Asked {
    fn run(&self, visitor: &Visitor) -> Run {
        Run::of(self.started == "1", seen(visitor), |name| self.said(name))
    }

    /// What the browser said of the check `name`.
    fn said(&self, name: &str) -> &str {
        match name {
            "clock" => &self.clock,
            "javascript" => &self.javascript,
            "webassembly" => &self.webassembly,
            "webauthn" => &self.webauthn,
            _ => "",
        }
    }
}

fn seen(visitor: &Visitor) -> Seen {
    Seen { encrypted: visitor.is_encrypted(), cookie: visitor.cookies.probe() }
}

fn start_again(run: &Run) -> Response {
    see_other(&run.url(&[("notice", "start-again")]), [])
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let run = asked.run(&visitor);
    let present = visitor.glance().await?;
    let mut besides = Besides {
        kept: present.is_some() && asked.notice == "kept",
        start_again: asked.notice == "start-again",
        ..Besides::default()
    };
    if !asked.login.is_empty() {
        let Some(ticket) = visitor.cookies.ticket(Some(&asked.login)) else { return Ok(start_again(&run)) };
        match test::look(&visitor.app, &ticket).await {
            Ok(Standing::Code(_)) => return code_page(&visitor, &ticket, &run, None, asked.sent == "1").await,
            Ok(Standing::Ended(result)) => besides.ended = Some(result),
            Err(Failure::StartAgain) => return Ok(start_again(&run)),
            Err(failure) => return Err(fault(&failure)),
        }
    }
    page(&visitor, StatusCode::OK, present.as_ref(), &run, besides).await
}

async fn page(visitor: &Visitor, status: StatusCode, present: Option<&Present>, run: &Run, besides: Besides) -> Answer {
    let (label, origin) = (visitor.browser().label, visitor.origin());
    let model = page::show(&visitor.app, present, run, label, origin, besides).await?;
    Ok(visitor.page(status, present, Page::Connectivity(Box::new(model))))
}

/// POST
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let run = asked.run(&visitor);
    match fields.one("action") {
        "start" => start(&visitor, &fields).await,
        "log-in" => log_in(&visitor, &run, &fields).await,
        _ if asked.login.is_empty() => Err(No::NOT_FOUND),
        action => match visitor.cookies.ticket(Some(&asked.login)) {
            Some(ticket) => of_code(&visitor, &ticket, &run, action, fields.one("code")).await,
            None => Ok(start_again(&run)),
        },
    }
}

/// Takes what the browser found, and sets the cookie that is looked for on the page after.
async fn start(visitor: &Visitor, fields: &Fields) -> Answer {
    let run = Run::of(true, seen(visitor), |name| fields.one(name));
    let mut with = Vec::new();
    if let Some(present) = visitor.present().await? {
        let scribe = visitor.scribe_of(&present);
        let label = visitor.browser().label;
        if record::keep_of_session(&visitor.app, &scribe, &present, &run, &label).await? {
            with.push(("notice", "kept"));
        }
    }
    Ok(see_other(&run.url(&with), [cookies::keep_probe()]))
}

/// The password step of the test login.
async fn log_in(visitor: &Visitor, run: &Run, fields: &Fields) -> Answer {
    let app = &visitor.app;
    let (participant, user, password) = (fields.one("participant"), fields.one("user"), fields.one("password"));
    let outcome = match missing(participant, user, password) {
        Some(missing) => Err(Failure::Refused(missing)),
        None => {
            let browser = visitor.browser();
            let attempt = begin::Attempt {
                kind: Kind::Test,
                participant,
                user,
                password: Password::typed(password),
                return_to: None,
                browser: &browser,
            };
            begin::begin(app, &visitor.scribe(), attempt).await
        }
    };
    let problem = match outcome {
        Ok(ticket) => return Ok(see_other(&run.url(&[("login", &ticket.tag)]), [cookies::keep_login(&ticket)])),
        Err(Failure::Refused(problem)) => problem,
        Err(Failure::Busy) => PasswordRefusal::Busy,
        Err(failure) => return Err(fault(&failure)),
    };
    let status = status(&problem);
    let form = TestForm { participant: participant.to_owned(), user: user.to_owned(), problem: Some(problem) };
    let present = visitor.glance().await?;
    let besides = Besides { form: Some(form), ..Besides::default() };
    let mut response = page(visitor, status, present.as_ref(), run, besides).await?;
    retry_later(&mut response);
    Ok(response)
}

/// The code step of the test login: a code, the wish for another mail, or that none has come.
async fn of_code(visitor: &Visitor, ticket: &Ticket, run: &Run, action: &str, typed: &str) -> Answer {
    let (app, scribe, browser) = (&visitor.app, visitor.scribe(), visitor.browser());
    let (done, sent) = match action {
        "resend" => (challenge::resend(app, &scribe, ticket, Kind::Test).await, true),
        "give-up" => (test::give_up(app, &scribe, ticket, &browser, run).await, false),
        _ => (test::complete(app, &scribe, ticket, typed, &browser, run).await, false),
    };
    match done {
        Ok(()) => {
            let mut with = vec![("login", ticket.tag.as_str())];
            with.extend(sent.then_some(("sent", "1")));
            Ok(see_other(&run.url(&with), []))
        }
        Err(Failure::Refused(problem)) => code_page(visitor, ticket, run, Some(problem), false).await,
        Err(Failure::StartAgain) => Ok(start_again(run)),
        Err(failure) => Err(fault(&failure)),
    }
}

async fn code_page(
    visitor: &Visitor,
    ticket: &Ticket,
    run: &Run,
    problem: Option<CodeRefusal>,
    just_resent: bool,
) -> Answer {
    let status = problem.as_ref().map_or(StatusCode::OK, code::status);
    let present = visitor.glance().await?;
    let form = match view::look::<CodeRefusal>(&visitor.app, ticket, Kind::Test).await {
        Ok((login, account)) => view::code_form(&visitor.app, &login, &account, problem, just_resent).await,
        Err(failure) => Err(failure),
    };
    match form {
        Ok(form) => Ok(visitor.page(status, present.as_ref(), Page::TestCode(form))),
        Err(Failure::StartAgain) => Ok(start_again(run)),
        Err(failure) => Err(fault(&failure)),
    }
}
