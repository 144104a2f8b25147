//! Changes of what other capabilities own: they judge and carry out, the mechanism around them is the same.

use domain::{
    approval::{Change, ChangeKind},
    life::Status,
    time::Instant,
};

use super::carry_out::{ACCOUNT_CHANGED, DISABLED, NOT_POSSIBLE};
use crate::{
    app::App,
    audit::Scribe,
    campaign::agree,
    contingency::{call_back, issue},
    readiness::{declaration, package},
    schedule::{arming, exceptions, plan},
    store::{
        StoreError, Tx,
        accounts::Account,
        requests::{Request, Row},
    },
};

/// Whether changes of that kind are judged and carried out here.
pub const fn is(kind: ChangeKind) -> bool {
    matches!(
        kind,
        ChangeKind::Schedule
            | ChangeKind::Arm
            | ChangeKind::Exception
            | ChangeKind::Campaign
            | ChangeKind::OneTimePass
            | ChangeKind::CallBack
            | ChangeKind::Package
            | ChangeKind::Readiness
    )
}

/// Whether the row can be carried out as things stand, which are then held; by what it has gone stale.
///
/// # Errors
/// When the database cannot be read.
pub async fn judge(
    app: &App,
    tx: &mut Tx,
    request: &Request,
    row: &Row,
    account: Option<&Account>,
    now: Instant,
) -> Result<Option<&'static str>, StoreError> {
    if account.is_some_and(|account| account.status == Status::Disabled) {
        return Ok(Some(DISABLED));
    }
    let fits = match &row.change {
        Change::Schedule { .. } => plan::judge(tx, row, now).await?,
        Change::Arm { .. } => arming::judge(app, tx, row, now).await?,
        Change::Exception { .. } => exceptions::judge(app, tx, row, now).await?,
        Change::OneTimePass => issue::judge(tx, request, row, account, now).await?,
        Change::CallBack { .. } => call_back::judge(tx, row).await?,
        Change::Package { .. } => package::judge(&app.config, row),
        Change::Readiness { .. } => declaration::judge(app, tx, row, now).await?,
        Change::Campaign { .. } => agree::judge(app, tx, row, now).await?,
        _ => return Ok(Some(NOT_POSSIBLE)),
    };
    Ok((!fits).then_some(ACCOUNT_CHANGED))
}

/// Carries the row out.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn apply(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    row: &Row,
) -> Result<(), StoreError> {
    match &row.change {
        Change::Schedule { .. } => plan::apply(app, tx, scribe, request, row).await,
        Change::Arm { .. } => arming::apply(tx, scribe, request, row).await,
        Change::Exception { .. } => exceptions::apply(app, tx, scribe, request, row).await,
        Change::OneTimePass => issue::apply(tx, scribe, request, row).await,
        Change::CallBack { number } => call_back::apply(tx, scribe, request, row, number).await,
        Change::Package { .. } => package::apply(tx, scribe, request, row).await,
        Change::Readiness { .. } => declaration::apply(tx, scribe, request, row).await,
        Change::Campaign { .. } => agree::apply(tx, scribe, request, row).await,
        _ => Ok(()),
    }
}
