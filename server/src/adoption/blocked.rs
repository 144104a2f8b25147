//! How many a phase shuts out, from the figures that are kept.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    reach::WhyBlocked,
    schedule::{Blocked, Terms, Timeline},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::{
    schedule::blocked::Summary,
    store::{StoreError, adoption, exceptions},
};

/// Whom a timeline shuts out, in all firms together: what [`Summary::of`] says, without looking at the users.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockedHouse {
    /// In all.
    pub blocked: Blocked,
    /// Active users.
    pub active: u64,
    /// By reason.
    pub reasons: BTreeMap<WhyBlocked, u64>,
    /// Firms that have active users, none of whom reaches the terminal.
    pub firms_shut_out: u64,
}

/// Whom `timeline` shuts out at `at`. Firms without exceptions are one sum; the few with one, for all or for a user,
/// are looked at one by one. Where somebody changes state between the two looks it may be out by them, once.
///
/// # Errors
/// When the database cannot be read.
pub async fn blocked(db: &mut AnyConnection, timeline: Timeline, at: Instant) -> Result<BlockedHouse, StoreError> {
    let phase = Terms::of(timeline).phase(at);
    let mut house = adoption::shut_out(db, phase).await?;
    let firms: BTreeSet<_> = exceptions::firms(db).await?.into_iter().collect();
    for firm in firms {
        // What the firm added to the sum, as if it had no exception, is replaced by what holds for it.
        if let Some(line) = adoption::firm(db, &firm, None).await? {
            let (active, shut) = (line.figures.active(), line.figures.blocked(phase));
            let taken = |from: &mut u64, less: u64| *from = from.saturating_sub(less);
            taken(&mut house.active, active);
            taken(&mut house.blocked.users, shut);
            taken(&mut house.blocked.firms, u64::from(shut > 0));
            taken(&mut house.firms_shut_out, u64::from(active > 0 && shut == active));
            for (why, users) in line.figures.shut_out(phase) {
                taken(house.reasons.entry(why).or_default(), users);
            }
        }
        let summary = Summary::of(db, Some(&firm), timeline, at).await?;
        house.active += summary.active;
        house.blocked.users += summary.blocked.users;
        house.blocked.firms += summary.blocked.firms;
        house.firms_shut_out += summary.shut_out().count() as u64;
        for (why, users) in summary.reasons {
            *house.reasons.entry(why).or_default() += users;
        }
    }
    house.reasons.retain(|_, users| *users > 0);
    Ok(house)
}
