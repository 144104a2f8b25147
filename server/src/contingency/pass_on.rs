//! Passing a one-time pass on: whoever asked for it sees it, once, and tells the user.

use app::ports::contingency::{PassList, PassedBy, Passes};
use domain::{
    account::AccountId, approval::ChangeKind, code::ActivationCode, language::Language, life::Status, role::StaffRole,
    time::Instant,
};
use serde_json::json;
use sqlx::AnyConnection;

use crate::{
    app::App,
    audit::Scribe,
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        participants, passes,
        requests::{Origin, Request},
    },
};

/// Why no pass was shown.
#[derive(Debug, thiserror::Error)]
pub enum PassOnError {
    /// The reader did not ask for it, or may not ask any more.
    #[error("not theirs to pass on")]
    NotTheirs,
    /// The reader did not say that the user was called, or is there.
    #[error("not confirmed")]
    NotConfirmed,
    /// Another number is on file than the one that the reader saw, or none.
    #[error("the number has changed")]
    NumberChanged,
    /// All were shown before, or can be shown no more.
    #[error("there is none to show")]
    None,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PassOnError {
    /// The name in the audit, where it is a refusal that somebody should know of.
    const fn name(&self) -> Option<&'static str> {
        match self {
            Self::NotTheirs => Some("not the one who asked"),
            Self::NumberChanged => Some("the number has changed"),
            Self::None => Some("nothing to show any more"),
            Self::NotConfirmed | Self::Store(_) => None,
        }
    }
}

/// How it is passed on: staff call the number on file, a firm's own administrator is with the user.
async fn way(db: &mut AnyConnection, request: &Request) -> Result<PassedBy, StoreError> {
    if request.origin == Origin::Firm {
        return Ok(PassedBy::InPerson);
    }
    let firm = participants::find(db, &request.participant).await?;
    Ok(PassedBy::Call(firm.map(|firm| firm.call_back).unwrap_or_default()))
}

/// What `reader` may see of the passes of a request.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing(
    app: &App,
    db: &mut AnyConnection,
    request: &Request,
    reader: &AccountId,
    now: Instant,
) -> Result<Passes, StoreError> {
    if request.kind != ChangeKind::OneTimePass || request.maker.as_ref() != Some(reader) {
        return Ok(Passes::None);
    }
    let minutes = app.config.login.pass_lifetime.as_secs().div_ceil(60);
    Ok(match (passes::of_request(db, &request.id, now).await?, way(db, request).await?) {
        ((0, None), _) => Passes::None,
        ((0, Some(shown)), _) => Passes::Shown(shown),
        (_, PassedBy::Call(number)) if number.is_empty() => Passes::NoNumber,
        ((passes, _), way) => Passes::ToShow { passes, way, minutes },
    })
}

/// Shows the passes of `request` that were not shown yet, once; from now on they work. `number` is the one that the
/// reader's page told to call; `confirmed`, that they did, or that they are with the user.
///
/// # Errors
/// [`PassOnError`] says why none is shown; a refusal is in the audit.
pub async fn show(
    app: &App,
    scribe: &Scribe<'_>,
    reader: &AccountId,
    request: &Request,
    number: &str,
    confirmed: bool,
    language: Language,
) -> Result<PassList, PassOnError> {
    let shown = show_once(app, scribe, reader, request, number, confirmed, language).await;
    if let Err(error) = &shown
        && let Some(why) = error.name()
    {
        let mut tx = app.store.begin().await?;
        let mut detail = request.told();
        detail["why"] = json!(why);
        scribe.firm_event(&mut tx, "pass.refused", &request.participant, detail).await?;
        tx.commit().await?;
    }
    shown
}

async fn show_once(
    app: &App,
    scribe: &Scribe<'_>,
    reader: &AccountId,
    request: &Request,
    number: &str,
    confirmed: bool,
    language: Language,
) -> Result<PassList, PassOnError> {
    let mut tx = app.store.begin().await?;
    if request.maker.as_ref() != Some(reader) || !still_may(&mut tx, reader, request.origin).await? {
        return Err(PassOnError::NotTheirs);
    }
    let way = way(&mut tx, request).await?;
    if let PassedBy::Call(on_file) = &way
        && (on_file.is_empty() || on_file != number)
    {
        return Err(PassOnError::NumberChanged);
    }
    if !confirmed {
        return Err(PassOnError::NotConfirmed);
    }
    let until = scribe.now.plus(*app.config.login.pass_lifetime);
    let called = if let PassedBy::Call(number) = &way { number.as_str() } else { "" };
    let shown = passes::show(&mut tx, &request.id, scribe.now, until, called).await?;
    if shown.is_empty() {
        return Err(PassOnError::None);
    }
    let mut detail = request.told();
    detail["passes"] = json!(shown.len());
    detail["by"] = json!(if called.is_empty() { "in person" } else { "call" });
    if !called.is_empty() {
        detail["number"] = json!(called);
    }
    scribe.firm_event(&mut tx, "pass.call-confirmed", &request.participant, detail).await?;
    let mut list = Vec::with_capacity(shown.len());
    let mut told = Vec::with_capacity(shown.len());
    for pass in &shown {
        let account: Option<Account> = accounts::find(&mut tx, &pass.account).await?;
        let name = account.map(|account| account.name(language).to_owned()).unwrap_or_default();
        let code = ActivationCode::pass(&app.keys.code, &pass.id);
        list.push((pass.account.clone(), name, code.expose().to_owned()));
        let mut detail = request.told();
        detail["until"] = json!(until.to_string());
        told.push((Some(&pass.account), detail));
    }
    scribe.events(&mut tx, "pass.shown", &request.participant, told).await?;
    tx.commit().await?;
    Ok(PassList { passes: list, until, way, back: String::new() })
}

/// Whether the one who asked still holds the right to, in the transaction.
async fn still_may(tx: &mut Tx, reader: &AccountId, origin: Origin) -> Result<bool, StoreError> {
    let account = accounts::find(tx, reader).await?.filter(|account| account.status == Status::Active);
    Ok(account.is_some_and(|account| match origin {
        Origin::Firm => account.da.maker,
        Origin::Staff => account.staff_role == Some(StaffRole::Operator),
    }))
}
