//! Whom a phase shuts out of the terminal. The rule is [`domain::reach::blocked`], the one that logins come to as well.

use std::collections::BTreeMap;

use domain::{
    account::ParticipantCode,
    reach::{self, WhyBlocked},
    schedule::{Blocked, Terms, Timeline},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::store::{
    StoreError,
    schedule::{self, Group},
};

/// Why the users of `group` are shut out at `at` where `timeline` holds for everybody; none: they are not.
fn why(group: &Group, timeline: Timeline, at: Instant) -> Option<WhyBlocked> {
    let terms = Terms { timeline, own: group.own, firm: group.firm_wide };
    reach::blocked(terms.phase(at), group.state, group.card)
}

/// How many `timeline` shuts out at `at`.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &mut AnyConnection, timeline: Timeline, at: Instant) -> Result<Blocked, StoreError> {
    Ok(Summary::of(db, None, timeline, at).await?.blocked)
}

/// Whom a timeline shuts out, by reason and by firm.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// In all.
    pub blocked: Blocked,
    /// Active users looked at.
    pub active: u64,
    /// By reason.
    pub reasons: BTreeMap<WhyBlocked, u64>,
    /// By firm, in the order of codes: blocked and active users. Firms without active users are not there.
    pub firms: BTreeMap<ParticipantCode, (u64, u64)>,
}

impl Summary {
    /// Of one firm, or of all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(
        db: &mut AnyConnection,
        firm: Option<&ParticipantCode>,
        timeline: Timeline,
        at: Instant,
    ) -> Result<Self, StoreError> {
        let mut summary = Self::default();
        for group in schedule::groups(db, firm).await? {
            let why = why(&group, timeline, at);
            let line = summary.firms.entry(group.firm).or_default();
            line.1 += group.users;
            summary.active += group.users;
            if let Some(why) = why {
                line.0 += group.users;
                summary.blocked.users += group.users;
                *summary.reasons.entry(why).or_default() += group.users;
            }
        }
        summary.blocked.firms = summary.firms.values().filter(|(blocked, _)| *blocked > 0).count() as u64;
        Ok(summary)
    }

    /// Firms none of whose active users reach the terminal.
    pub fn shut_out(&self) -> impl Iterator<Item = &ParticipantCode> {
        self.firms.iter().filter(|(_, (blocked, active))| blocked == active).map(|(firm, _)| firm)
    }
}

/// One user who is shut out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shut {
    /// Who, and how they stand.
    pub member: schedule::Member,
    /// Why.
    pub why: WhyBlocked,
}

impl Shut {
    /// `member`, if `timeline` shuts them out at `at`.
    fn of(member: schedule::Member, timeline: Timeline, at: Instant) -> Option<Self> {
        let terms = Terms { timeline, own: member.own, firm: member.firm_wide };
        let why = reach::blocked(terms.phase(at), member.case.state, member.case.card)?;
        Some(Self { member, why })
    }
}

/// Everybody whom `timeline` shuts out at `at`, of one firm or of all, in the order of their names.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    timeline: Timeline,
    at: Instant,
) -> Result<Vec<Shut>, StoreError> {
    list_as_if(db, firm, timeline, at, |_| {}).await
}

/// The same, as if `change` had been made to everybody first: whom an exception would shut out.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_as_if(
    db: &mut AnyConnection,
    firm: Option<&ParticipantCode>,
    timeline: Timeline,
    at: Instant,
    change: impl Fn(&mut schedule::Member),
) -> Result<Vec<Shut>, StoreError> {
    let mut shut = Vec::new();
    schedule::each_member(db, firm, at, |mut member| {
        change(&mut member);
        shut.extend(Shut::of(member, timeline, at));
    })
    .await?;
    Ok(shut)
}
