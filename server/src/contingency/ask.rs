//! Asking for one-time passes: for one user, or for all users of a firm.

use app::ports::contingency::{PassProblem, PassScope, PassTyped};
use domain::{
    account::{AccountId, ParticipantCode, UserId},
    approval::{Change, ChangeKind},
    time::Instant,
};
use sqlx::AnyConnection;

use super::issue::{fits, is_oneself};
use crate::{
    app::App,
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    audit::Scribe,
    store::{
        StoreError,
        accounts::{self, Account},
        participants, passes,
        requests::Subject,
    },
};

/// What was asked for, ready to be proposed.
struct Meant {
    firm: ParticipantCode,
    users: Vec<AccountId>,
    /// Users in use whom it would have meant and does not fit.
    left_out: u64,
}

/// A request for passes.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its id.
    pub request: String,
    /// Users in use whom it would have meant and does not fit.
    pub left_out: u64,
}

/// Proposes passes. `asker` is who proposes: nothing in it is about themselves.
///
/// # Errors
/// When the database cannot do it, or the right to propose is gone. `Ok(Err(_))` says why nothing was proposed.
pub async fn ask(
    app: &App,
    scribe: &Scribe<'_>,
    by: Proposer<'_>,
    asker: &Account,
    typed: &PassTyped,
) -> Result<Result<Asked, PassProblem>, ProposeError> {
    let meant = match meant(&mut *app.store.reader().await?, asker, typed, scribe.now).await? {
        Ok(meant) => meant,
        Err(problem) => return Ok(Err(problem)),
    };
    let changes = meant.users.into_iter().map(|user| (Subject::Account(user), Change::OneTimePass)).collect();
    let kind = ChangeKind::OneTimePass;
    let proposal = Proposal { participant: &meant.firm, kind, changes, reason: &typed.reason, file: "" };
    match propose::propose(app, scribe, by, proposal).await {
        Ok(request) => Ok(Ok(Asked { request: request.id, left_out: meant.left_out })),
        Err(ProposeError::Waits(_)) => Ok(Err(PassProblem::Waits)),
        Err(error) => Err(error),
    }
}

async fn meant(
    db: &mut AnyConnection,
    asker: &Account,
    typed: &PassTyped,
    now: Instant,
) -> Result<Result<Meant, PassProblem>, StoreError> {
    let firm = match ParticipantCode::parse(&typed.participant) {
        Ok(code) if !code.is_staff() => participants::find(db, &code).await?,
        _ => None,
    };
    let Some(firm) = firm else { return Ok(Err(PassProblem::UnknownFirm)) };
    // Staff pass it on by calling back, and by nothing else; the firm's own administrators know their people.
    if asker.id.is_staff() && firm.call_back.is_empty() {
        return Ok(Err(PassProblem::NoNumber));
    }
    let code = firm.code;
    let meant = match PassScope::parse(&typed.scope) {
        None => return Ok(Err(PassProblem::ScopeMissing)),
        Some(PassScope::User) => match one(db, asker, &code, &typed.user, now).await? {
            Ok(user) => Meant { firm: code, users: vec![user], left_out: 0 },
            Err(problem) => return Ok(Err(problem)),
        },
        Some(PassScope::Firm) => {
            let (able, all) = passes::able(db, &code).await?;
            let others = able.into_iter().filter(|account| !is_oneself(asker, account, now));
            let users: Vec<_> = others.map(|account| account.id).collect();
            let left_out = all.saturating_sub(users.len() as u64);
            Meant { firm: code, users, left_out }
        }
    };
    if meant.users.is_empty() {
        return Ok(Err(PassProblem::Nobody));
    }
    if tidy_reason(&typed.reason).is_empty() {
        return Ok(Err(PassProblem::ReasonMissing));
    }
    Ok(Ok(meant))
}

async fn one(
    db: &mut AnyConnection,
    asker: &Account,
    firm: &ParticipantCode,
    user: &str,
    now: Instant,
) -> Result<Result<AccountId, PassProblem>, StoreError> {
    let found = match UserId::parse(user) {
        Ok(user) => accounts::find(db, &AccountId { participant: firm.clone(), user }).await?,
        Err(_) => None,
    };
    Ok(match found {
        None => Err(PassProblem::UnknownUser),
        Some(account) if is_oneself(asker, &account, now) => Err(PassProblem::Oneself),
        Some(account) if !fits(&account) => Err(PassProblem::NotAble),
        Some(account) => Ok(account.id),
    })
}
