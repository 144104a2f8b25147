//! What agreeing on a one-time pass does.

use domain::{
    approval::{Change, ItemState},
    life::{Status, has_two_factor},
    time::Instant,
};
use serde_json::json;

use super::DAY;
use crate::{
    approval::jury::{party, subject},
    audit::Scribe,
    mail::{self, Kind},
    random::opaque_id,
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        outbox,
        passes::{self, Pass},
        requests::{Request, Row},
    },
};

/// Whether a pass is of any use to `account`: it replaces the code of somebody who logs in by password and code.
pub fn fits(account: &Account) -> bool {
    let set_up = account.password_hash.is_some() && account.address.is_some() && has_two_factor(account.state);
    account.status == Status::Active && set_up && !account.id.is_staff()
}

/// Whether `asker` and `account` are, or are taken for, one person: nobody is shown a pass of their own.
pub fn is_oneself(asker: &Account, account: &Account, now: Instant) -> bool {
    party(asker, now).is_same_person(&subject(account, &Change::OneTimePass, now))
}

/// Whether the row can be carried out as things stand, which are then held.
///
/// # Errors
/// When the database cannot be read.
pub async fn judge(
    tx: &mut Tx,
    request: &Request,
    row: &Row,
    account: Option<&Account>,
    now: Instant,
) -> Result<bool, StoreError> {
    let (Some(account), Some(maker)) = (account, &request.maker) else { return Ok(false) };
    let Some(maker) = accounts::find(tx, maker).await? else { return Ok(false) };
    let waits = row.state == ItemState::Waiting && fits(account) && !is_oneself(&maker, account, now);
    Ok(waits && accounts::hold_version(tx, &account.id, row.version).await?)
}

/// Issues the pass. It can be shown within a day; those that the user had before are void.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn apply(tx: &mut Tx, scribe: &Scribe<'_>, request: &Request, row: &Row) -> Result<(), StoreError> {
    let Some(id) = row.subject.account() else { return Ok(()) };
    // As it stands now that it is held.
    let Some(account) = accounts::find(tx, id).await? else { return Ok(()) };
    let pass = Pass {
        id: opaque_id(scribe.random),
        account: id.clone(),
        request: request.id.clone(),
        epoch: account.epoch,
        issued_at: scribe.now,
        expires_at: scribe.now.plus(DAY),
        shown_at: None,
        called: String::new(),
        used_at: None,
        revoked_at: None,
    };
    passes::issue(tx, &pass).await?;
    let mut detail = request.told();
    detail["maker"] = json!(request.maker.as_ref().map(ToString::to_string));
    detail["until"] = json!(pass.expires_at.to_string());
    scribe.event(tx, "pass.issued", Some(id), detail).await?;
    outbox::add(tx, &mail::outbox::told(scribe, Kind::PassIssued, id)).await
}
