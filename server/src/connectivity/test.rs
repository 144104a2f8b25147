//! The test login: names, password and code by the steps of a login, with its budgets and its answers. It opens no
//! session, and makes no browser known.

use app::ports::login::CodeRefusal;
use domain::{
    connectivity::{Check, Finding, Findings, Latency, Reason},
    life::Step,
    time::Instant,
};
use sqlx::AnyConnection;

use super::{record, run::Run};
use crate::{
    app::App,
    audit::Scribe,
    login::{Browser, Failure, Ticket, challenge, view},
    registration::life,
    schedule,
    store::{
        StoreError, accounts,
        accounts::Account,
        connectivity::{self, RunResult},
        events::Actor,
        logins::{self, Kind, Login, Stage},
        outbox,
    },
};

/// Where a test login stands.
pub enum Standing {
    /// Its code is asked for.
    Code(Box<(Login, Account)>),
    /// It has ended, with this result.
    Ended(RunResult),
}

/// Looks at the test login that `ticket` proves; changes nothing.
///
/// # Errors
/// [`Failure::StartAgain`] when the ticket proves none, or it is over without a result.
pub async fn look(app: &App, ticket: &Ticket) -> Result<Standing, Failure<CodeRefusal>> {
    let (login, account) = view::look(app, ticket, Kind::Test).await?;
    if login.stage == Stage::Code {
        return Ok(Standing::Code(Box::new((login, account))));
    }
    let result = connectivity::find(&mut *app.store.reader().await?, &login.tag).await?;
    result.map(Standing::Ended).ok_or(Failure::StartAgain)
}

/// Tries `typed`; if it is the code, keeps the result and takes the user one step further. Everything happens in one
/// transaction, as at a login.
///
/// # Errors
/// [`Failure`] says why the test is not passed; what that shows is kept as well.
pub async fn complete(
    app: &App,
    scribe: &Scribe<'_>,
    ticket: &Ticket,
    typed: &str,
    browser: &Browser,
    run: &Run,
) -> Result<(), Failure<CodeRefusal>> {
    let mut tx = app.store.begin().await?;
    let (mut login, account) = challenge::hold(app, &mut tx, ticket, Kind::Test).await?;
    match login.stage {
        Stage::Code => {}
        Stage::Over => return challenge::used_up(app, tx, scribe, &login).await,
        Stage::Proof | Stage::Password | Stage::Done => return Err(Failure::StartAgain),
    }
    let purse = challenge::purse(app, &mut tx, &account.id, browser).await?;
    let mut findings = of_login(run);
    if let Err(refusal) = challenge::attempt(app, &mut tx, scribe, &mut login, &purse, typed).await? {
        logins::update(&mut tx, &login).await?;
        if let Some(reason) = shown_by(&refusal) {
            findings.fault(reason);
            let latency = latency(&mut tx, &login, None).await?;
            record::keep(&mut tx, scribe, &login.tag, &account.id, &browser.label, findings, latency).await?;
        }
        tx.commit().await?;
        return Err(Failure::Refused(refusal));
    }
    if !accounts::hold_at(&mut tx, &account.id, account.epoch).await? {
        return Err(Failure::StartAgain);
    }
    login.stage = Stage::Done;
    logins::update(&mut tx, &login).await?;
    let phase = schedule::phase_of(app, &mut tx, &account.id, scribe.now).await?;
    if !login.kind.is_open(phase, account.standing()) {
        tx.commit().await?;
        return Err(Failure::Refused(CodeRefusal::NotOpenYet));
    }
    let scribe = scribe.acting(Actor::Account(account.id.clone()));
    let latency = latency(&mut tx, &login, Some(scribe.now)).await?;
    findings.note(Check::Mail, latency.finding(*app.config.login.code_lifetime));
    findings.note(Check::Login, Finding::Pass);
    life::step(&mut tx, &scribe, &account, Step::PassTest).await?;
    record::keep(&mut tx, &scribe, &login.tag, &account.id, &browser.label, findings, latency).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a test login whose mail has not come, and keeps why as far as our relay can tell.
///
/// # Errors
/// [`Failure::StartAgain`] when there is none to be ended.
pub async fn give_up(
    app: &App,
    scribe: &Scribe<'_>,
    ticket: &Ticket,
    browser: &Browser,
    run: &Run,
) -> Result<(), Failure<CodeRefusal>> {
    let mut tx = app.store.begin().await?;
    let (mut login, account) = challenge::hold(app, &mut tx, ticket, Kind::Test).await?;
    if login.stage != Stage::Code {
        return Err(Failure::StartAgain);
    }
    let fate = outbox::fate(&mut tx, &login.tag).await?;
    let mut findings = of_login(run);
    findings.fault(match fate.as_ref().map(|fate| fate.state.as_str()) {
        Some("sent") => Reason::MailMissing,
        Some("refused" | "suppressed") => Reason::MailRefused,
        _ => Reason::MailWaits,
    });
    login.stage = Stage::Over;
    logins::update(&mut tx, &login).await?;
    let latency = latency(&mut tx, &login, None).await?;
    record::keep(&mut tx, scribe, &login.tag, &account.id, &browser.label, findings, latency).await?;
    tx.commit().await?;
    Ok(())
}

/// What a run found in a browser that came as far as a code: its cookie of the login is back.
fn of_login(run: &Run) -> Findings {
    let mut findings = run.findings(None);
    findings.note(Check::Cookies, Finding::Pass);
    findings
}

/// What a refused code shows of the test; a code that was mistyped shows nothing yet.
const fn shown_by(refusal: &CodeRefusal) -> Option<Reason> {
    match refusal {
        CodeRefusal::UsedUp => Some(Reason::CodeWrong),
        CodeRefusal::ClosedUntil(_) | CodeRefusal::Paused => Some(Reason::CodeClosed),
        CodeRefusal::Expired => Some(Reason::MailLate),
        _ => None,
    }
}

/// How long the newest mail of a login took.
async fn latency(db: &mut AnyConnection, login: &Login, typed_at: Option<Instant>) -> Result<Latency, StoreError> {
    let fate = outbox::fate(db, &login.tag).await?.filter(|fate| fate.state == "sent");
    let taken = fate.and_then(|fate| Some(fate.settled_at?.since(fate.created_at)));
    let typed = login.asked.as_ref().zip(typed_at).map(|(asked, at)| at.since(asked.asked_at));
    Ok(Latency { relay: taken, typed })
}
