//! The mail of the past: taken by the relay after a while, refused where a mailbox or its server refuses it.

use std::time::Duration;

use domain::{account::AccountId, address::EmailAddress, time::Instant};

use super::{DemoError, dice::mix, past::Past, plan::Plan};
use crate::{
    audit::Scribe,
    mail::worker::{note_domain, note_mailbox},
    store::{
        StoreError, Tx, accounts,
        events::Actor,
        outbox::{self, Letter, Outcome},
    },
};

/// Mails of one transaction.
const AT_ONCE: u32 = 1000;
/// Whose leases these are.
const WORKER: &str = "demonstration";

/// Settles every mail that is due by `until`; none may be on its way.
///
/// # Errors
/// When the database does not take it.
pub async fn deliver(past: &Past, plan: &Plan, until: Instant) -> Result<(), DemoError> {
    for bulk in [false, true] {
        loop {
            let mut tx = past.app.store.begin().await?;
            let lease = until.plus(Duration::from_secs(3600));
            let mut letters = outbox::lease(&mut tx, WORKER, bulk, AT_ONCE, until, lease).await?;
            // In the order in which they leave: events of one mailbox follow each other.
            letters.sort_by_key(|letter| (letter.due_at, letter.id.clone()));
            for letter in &letters {
                settle(&mut tx, past, plan, letter).await?;
            }
            tx.commit().await?;
            if letters.is_empty() {
                break;
            }
        }
    }
    Ok(())
}

async fn settle(tx: &mut Tx, past: &Past, plan: &Plan, letter: &Letter) -> Result<(), StoreError> {
    let number = plan.calendar.number(domain::adoption::Day::of(letter.due_at)).unwrap_or_default();
    let draw = letter.id.bytes().fold(plan.size.seed, |sum, byte| mix(sum, u64::from(byte), 0));
    let now = letter.due_at.plus(Duration::from_millis(plan.latency(number, draw)));
    let outcome = if letter.useless_at <= now {
        Outcome::Useless
    } else if letter.recipient.is_none() && who(plan, &letter.account).is_some_and(|who| plan.refuses(who, number)) {
        Outcome::Refused { answer: "550 5.1.1 <recipient>: no such mailbox here".to_owned() }
    } else {
        Outcome::Sent { relay: "relay-1.example".to_owned(), answer: "250 2.0.0 accepted".to_owned() }
    };
    let address = match &letter.recipient {
        Some(address) => Some(address.clone()),
        None => accounts::find(tx, &letter.account).await?.and_then(|account| account.address),
    };
    let domain = address.as_ref().map(EmailAddress::domain);
    outbox::settle(tx, &letter.id, WORKER, &outcome, domain, now).await?;
    note_domain(tx, letter, &outcome, domain, now);
    let scribe = Scribe { now, ..past.scribe(Actor::System) };
    note_mailbox(tx, &scribe, letter, &outcome).await
}

/// The user's place among all; none of the staff.
fn who(plan: &Plan, account: &AccountId) -> Option<u32> {
    let letters = account.participant.as_str().strip_prefix('D').filter(|letters| letters.len() == 3)?;
    let firm = letters
        .bytes()
        .try_fold(0, |sum: u32, letter| letter.is_ascii_uppercase().then(|| sum * 26 + u32::from(letter - b'A')))?;
    let number = account.user.as_str().strip_prefix(account.participant.as_str())?.parse().ok()?;
    plan.find(firm, number)
}
