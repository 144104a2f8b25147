//! Putting mail into the outbox, in the transaction of what it tells.

use std::{sync::Arc, time::Duration};

use domain::{account::AccountId, budget::BudgetRule, time::Instant};
use tokio::sync::Notify;

use super::Kind;
use crate::{
    audit::Scribe,
    random::sortable_id,
    store::{
        StoreError, Tx,
        accounts::Account,
        budgets::{self, Payment},
        outbox::{self, Letter},
    },
};

/// Notices of one kind that one account gets in a day at most: a stranger who keeps trying is no reason for more.
const NOTICES_A_DAY: u32 = 3;

/// How long a notice is worth sending.
const NOTICE_LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// How long it is worth telling somebody what others did with the account.
const TOLD_LIFETIME: Duration = Duration::from_secs(7 * 24 * 3600);

/// A digest that leaves sooner than this may be written before what is put down now is there to be counted.
const COUNTED_SOON: Duration = Duration::from_secs(5);

/// Wakes the worker at once where a mail was put in.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// There is mail.
    pub fn ring(&self) {
        self.0.notify_waiters();
        self.0.notify_one();
    }

    /// Waits for the next ring.
    pub async fn heard(&self) {
        self.0.notified().await;
    }
}

/// Writes a mail down, to be put in by [`outbox::add_all`]; [`Letter`]'s other fields can still be set.
pub fn letter(scribe: &Scribe<'_>, kind: Kind, account: &AccountId, subject: &str, useless_at: Instant) -> Letter {
    Letter {
        id: sortable_id(scribe.now, scribe.random),
        kind: kind.name().to_owned(),
        account: account.clone(),
        subject: subject.to_owned(),
        bulk: kind.bulk(),
        recipient: None,
        detail: serde_json::json!({}),
        cause: None,
        created_at: scribe.now,
        due_at: scribe.now,
        useless_at,
        tries: 0,
    }
}

/// Writes down a notice that something happened to `account`, worth sending for a week.
pub fn told(scribe: &Scribe<'_>, kind: Kind, account: &AccountId) -> Letter {
    letter(scribe, kind, account, "", scribe.now.plus(TOLD_LIFETIME))
}

/// Puts a mail about `subject` in for `account`.
///
/// # Errors
/// When the database does not take it.
pub async fn post(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    kind: Kind,
    account: &AccountId,
    subject: &str,
    useless_at: Instant,
) -> Result<(), StoreError> {
    outbox::add(tx, &letter(scribe, kind, account, subject, useless_at)).await
}

/// Tells the owner of `account` that something happened, a few times a day at most.
///
/// # Errors
/// When the database does not take it.
pub async fn notice(tx: &mut Tx, scribe: &Scribe<'_>, kind: Kind, account: &Account) -> Result<(), StoreError> {
    let rule = BudgetRule { failures: NOTICES_A_DAY, window: Duration::from_secs(24 * 3600), streak: None };
    let budget = format!("notice:{}:{}", kind.name(), account.id);
    if account.address.is_none() || budgets::spend(tx, &budget, &rule, scribe.now).await? != Payment::Paid {
        return Ok(());
    }
    post(tx, scribe, kind, &account.id, "", scribe.now.plus(NOTICE_LIFETIME)).await
}

/// Reminds `checker` after `delay` of what waits for their decision: one digest, however often it is called meanwhile.
/// What waits is counted when the digest is written, and without any it is not sent.
///
/// # Errors
/// When the database does not take it.
pub async fn remind(tx: &mut Tx, scribe: &Scribe<'_>, checker: &AccountId, delay: Duration) -> Result<(), StoreError> {
    let kind = Kind::RequestsWaiting;
    let counted_later = scribe.now.plus(COUNTED_SOON.min(delay / 2));
    if outbox::waits(tx, checker, kind.name(), counted_later).await? {
        return Ok(());
    }
    let due_at = scribe.now.plus(delay);
    let digest = letter(scribe, kind, checker, "", due_at.plus(TOLD_LIFETIME));
    outbox::add(tx, &Letter { due_at, ..digest }).await
}
