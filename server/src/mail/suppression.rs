//! Who is spared mail: an address that refuses it is not written to in bulk, and by everything else a few times a day,
//! since its owner may be waiting for a code at this moment. Codes have tries of their own, and after those one an hour:
//! a mailbox that works again is never cut off from the code that would show it.
//!
//! That an address refuses mail ends when it is another address, when a relay takes mail that it had refused, when its
//! owner types a code that was sent there, or when somebody clears it.

use std::time::Duration;

use domain::{account::AccountId, address::EmailAddress};
use serde_json::json;
use sqlx::AnyConnection;

use super::Kind;
use crate::{
    app::App,
    audit::Scribe,
    store::{
        StoreError, Tx,
        accounts::Account,
        events::Actor,
        mail_refusals::{self, Refusal},
        outbox::{self, Letter, Tried},
    },
};

/// Codes a day, and other mails a day, that are still tried to an address that refuses them.
pub const TRIED_A_DAY: u32 = 5;

const HOUR: Duration = Duration::from_secs(3600);

/// Whether `letter` to `account` is not to be sent. Mail to another than the registered address is none of this.
///
/// # Errors
/// When the database cannot be read.
pub async fn spares(
    app: &App,
    db: &mut AnyConnection,
    kind: Kind,
    letter: &Letter,
    account: &Account,
) -> Result<bool, StoreError> {
    let Some(refused_at) = account.mail_refused_at.filter(|_| letter.recipient.is_none()) else {
        return Ok(false);
    };
    // An activation is bulk for its pace alone: somebody has asked for each.
    if kind.bulk() && kind != Kind::Activation {
        return Ok(true);
    }
    let (now, codes) = (app.clock.now(), kind == Kind::Code);
    let tried = Tried { codes, refused_at, most: TRIED_A_DAY };
    if outbox::count_tried(db, &account.id, now.minus(24 * HOUR), tried).await? < TRIED_A_DAY {
        return Ok(false);
    }
    Ok(!codes || outbox::count_tried(db, &account.id, now.minus(HOUR), tried).await? > 0)
}

/// Notes that the registered address of the account refuses mail, and tells its firm; `kind` is the event.
///
/// # Errors
/// When the database does not take it.
pub async fn refused(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    kind: &str,
    account: &Account,
    refusal: &Refusal,
) -> Result<(), StoreError> {
    let news = mail_refusals::note(tx, &account.id, refusal).await?;
    // A relay refuses each mail anew; a report is taken once.
    if news || kind == BOUNCED {
        let detail = json!({
            "address": account.address.as_ref().map(EmailAddress::masked),
            "status": refusal.status,
            "answer": refusal.answer,
        });
        scribe.event(tx, kind, Some(&account.id), detail).await?;
    }
    Ok(())
}

/// The event of a relay's refusal.
pub const REFUSED: &str = "mail.refused";
/// The event of a report that a mail came back.
pub const BOUNCED: &str = "mail.bounced";

/// Notes that a relay took a mail to the registered address of the account, which it may have refused before.
///
/// # Errors
/// When the database does not take it.
pub async fn taken(tx: &mut Tx, scribe: &Scribe<'_>, account: &AccountId) -> Result<(), StoreError> {
    if mail_refusals::taken(tx, account).await? {
        scribe.event(tx, "mail.accepted", Some(account), json!({ "by": "relay" })).await?;
    }
    Ok(())
}

/// Somebody has typed a code that was sent to the registered address of the account: mail arrives there.
///
/// # Errors
/// When the database does not take it.
pub async fn proved(tx: &mut Tx, scribe: &Scribe<'_>, account: &AccountId) -> Result<(), StoreError> {
    if mail_refusals::clear(tx, account).await? {
        let scribe = scribe.acting(Actor::Account(account.clone()));
        scribe.event(tx, "mail.accepted", Some(account), json!({ "by": "code" })).await?;
    }
    Ok(())
}

/// Clears it at somebody's word; says whether there was anything to clear.
///
/// # Errors
/// When the database does not take it.
pub async fn clear(tx: &mut Tx, scribe: &Scribe<'_>, account: &Account) -> Result<bool, StoreError> {
    let cleared = mail_refusals::clear(tx, &account.id).await?;
    if cleared {
        let detail = json!({ "address": account.address.as_ref().map(EmailAddress::masked) });
        scribe.event(tx, "mail.cleared", Some(&account.id), detail).await?;
    }
    Ok(cleared)
}
