//! Briefings: sessions that explain the change.
//!
//! * [`desk`] is what operators do: plan, change, call off, record who came, add materials.
//! * [`seats`] gives seats and places on the waiting list, and moves people up.
//! * [`remind`] tells those with a seat a day before.
//! * [`view`] shows all of it, [`file`] writes attendance as a file.

pub mod desk;
pub mod file;
pub mod remind;
pub mod seats;
pub mod view;

use std::time::Duration;

use domain::{account::AccountId, time::Instant};

use crate::{
    audit::Scribe,
    mail::{Kind, outbox::letter},
    store::{StoreError, Tx, briefings::Briefing, outbox},
};

/// So long before a session its guests are reminded. Whoever is told of it later needs no reminder.
const REMINDED_BEFORE: Duration = Duration::from_secs(24 * 3600);

/// Whether a reminder of `briefing` would say nothing new to somebody who is told of it at `now`.
fn is_late(briefing: &Briefing, now: Instant) -> bool {
    briefing.outline.starts_at <= now.plus(REMINDED_BEFORE)
}

/// Mails to `accounts` about `briefing`, useless once it has begun: who has no address gets none.
async fn tell(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    kind: Kind,
    briefing: &Briefing,
    accounts: &[AccountId],
) -> Result<(), StoreError> {
    let letters: Vec<_> = accounts
        .iter()
        .map(|account| letter(scribe, kind, account, &briefing.id, briefing.outline.starts_at))
        .collect();
    outbox::add_all(tx, &letters).await
}
