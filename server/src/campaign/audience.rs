//! Whom a campaign addresses: which mails a step is made of. The rule is [`domain::campaign`]'s; this walks through the
//! firms with it.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    account::{AccountId, ParticipantCode},
    address::EmailAddress,
    campaign::{Audience, Plan, Rhythm, Role, closing, day},
    schedule::EventKind,
    time::Instant,
};
use sha2::{Digest as _, Sha256};
use sqlx::AnyConnection;

use crate::store::{
    StoreError,
    campaigns::{self, Laggard, Reader, Since, Told},
};

/// What a campaign is planned for: the plan, and the event as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'g> {
    /// The campaign's id; empty for one that is not there yet.
    pub id: &'g str,
    /// The plan.
    pub plan: &'g Plan,
    /// What the event is, and when it is planned for.
    pub event: (EventKind, Instant),
}

/// Which step is asked about.
#[derive(Clone, Copy, Debug)]
pub enum Moment {
    /// This one, whenever it comes to each: a preview.
    Step(u16),
    /// Whichever is under way.
    Now,
}

/// A mail of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// To whom.
    pub account: AccountId,
    /// Their names in English and in Chinese.
    pub name: (String, String),
    /// The registered address.
    pub address: EmailAddress,
    /// As what.
    pub role: Role,
    /// Days before the event.
    pub step: u16,
    /// When the step is over.
    pub ends: Instant,
    /// What they were told.
    pub told: Told,
}

impl Ground<'_> {
    /// When the event comes to `laggard`.
    pub fn closing(&self, laggard: &Laggard) -> Instant {
        closing(self.event.0, self.event.1, laggard.own, laggard.firm_wide)
    }

    /// The same as [`Rhythm::due`], where `moment` asks.
    fn step(&self, moment: Moment, closing: Instant, now: Instant) -> Option<u16> {
        match moment {
            Moment::Step(step) => Some(step),
            Moment::Now => self.plan.rhythm.due(closing, now),
        }
    }

    fn since(&self, now: Instant) -> Since<'_> {
        Since { campaign: self.id, day: day(now) }
    }
}

/// What was counted on the way.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// Users who are not done, to whom the event is still to come.
    pub audience: Audience,
    /// Those of them who cannot be written to.
    pub unreachable: u64,
    /// When a step begins next for any of them.
    pub next: Option<Instant>,
}

/// Shows every mail of a step to `each`, firm by firm, and counts those who are not done.
///
/// # Errors
/// When the database cannot be read.
pub async fn walk(
    db: &mut AnyConnection,
    ground: &Ground<'_>,
    moment: Moment,
    now: Instant,
    mut each: impl FnMut(Planned),
) -> Result<Count, StoreError> {
    let mut readers: HashMap<ParticipantCode, Vec<Reader>> = HashMap::new();
    for reader in campaigns::readers(db, None, ground.since(now)).await? {
        readers.entry(reader.account.participant.clone()).or_default().push(reader);
    }
    let staff = readers.remove(&ParticipantCode::staff()).unwrap_or_default();
    let mut walk =
        Walk { ground, moment, now, readers, count: Count::default(), hash: Sha256::new(), for_staff: 0, firm: vec![] };
    campaigns::each_laggard(db, ground.plan.goal, ground.plan.firm.as_ref(), ground.since(now), |laggard| {
        if walk.firm.first().is_some_and(|other| other.account.participant != laggard.account.participant) {
            walk.end_of_firm(&mut each);
        }
        if ground.plan.is_about(&laggard.account) && ground.closing(&laggard) > now {
            walk.firm.push(laggard);
        }
    })
    .await?;
    walk.end_of_firm(&mut each);
    if let Some(step) = walk.ground.step(moment, ground.event.1, now).filter(|_| walk.for_staff > 0) {
        let ends = ground.plan.rhythm.ends(step, ground.event.1);
        staff.iter().for_each(|reader| each(digest(reader, Role::Staff, step, ends)));
    }
    walk.count.audience.hash = data_encoding::HEXLOWER.encode(&walk.hash.finalize());
    Ok(walk.count)
}

struct Walk<'w> {
    ground: &'w Ground<'w>,
    moment: Moment,
    now: Instant,
    readers: HashMap<ParticipantCode, Vec<Reader>>,
    count: Count,
    hash: Sha256,
    /// Users whom staff are told of.
    for_staff: u64,
    /// Those of the firm that the walk is in.
    firm: Vec<Laggard>,
}

impl Walk<'_> {
    /// The mails about the users of one firm. An administrator who is not done gets the digest alone, which says so.
    fn end_of_firm(&mut self, each: &mut impl FnMut(Planned)) {
        let Self { ground, moment, now, .. } = *self;
        let laggards = std::mem::take(&mut self.firm);
        let Some(first) = laggards.first() else { return };
        let rhythm = &ground.plan.rhythm;
        let readers = self.readers.get(&first.account.participant).map_or(&[][..], Vec::as_slice);
        let firm_closing = closing(ground.event.0, ground.event.1, None, first.firm_wide);
        let firm_step = ground.step(moment, firm_closing, now);
        let house_step = ground.step(moment, ground.event.1, now);
        let whom = |step: u16, laggard: &Laggard| rhythm.whom(step, laggard.address.is_some(), !readers.is_empty());
        let told_of = firm_step.filter(|step| laggards.iter().any(|laggard| whom(*step, laggard).administrators));
        let mut digests = HashSet::new();
        if let Some(step) = told_of {
            for reader in readers {
                digests.insert(&reader.account);
                each(digest(reader, Role::Administrator, step, rhythm.ends(step, firm_closing)));
            }
        }
        self.count.audience.firms += 1;
        for laggard in &laggards {
            let comes = ground.closing(laggard);
            self.count.audience.users += 1;
            self.count.unreachable += u64::from(laggard.address.is_none());
            self.hash.update(format!("{}\n", laggard.account));
            self.for_staff += u64::from(house_step.is_some_and(|step| whom(step, laggard).staff));
            for begins in [comes, firm_closing, ground.event.1].into_iter().filter_map(|at| rhythm.next(at, now)) {
                self.count.next = Some(self.count.next.map_or(begins, |next| next.min(begins)));
            }
            let (Some(step), Some(address)) = (ground.step(moment, comes, now), &laggard.address) else { continue };
            if !(Some(step) == told_of && digests.contains(&laggard.account)) {
                each(Planned {
                    account: laggard.account.clone(),
                    name: laggard.name.clone(),
                    address: address.clone(),
                    role: Role::User,
                    step,
                    ends: rhythm.ends(step, comes),
                    told: laggard.told,
                });
            }
        }
    }
}

fn digest(reader: &Reader, role: Role, step: u16, ends: Instant) -> Planned {
    let Reader { account, name, address, told } = reader.clone();
    Planned { account, name, address, role, step, ends, told }
}

/// Whom a digest about `firm`, or about all, tells of at `step`: those who are not done, and to whom the event is still
/// to come.
///
/// # Errors
/// When the database cannot be read.
pub async fn told_of(
    db: &mut AnyConnection,
    ground: &Ground<'_>,
    firm: Option<&ParticipantCode>,
    step: u16,
    now: Instant,
) -> Result<Vec<Laggard>, StoreError> {
    let only = firm.or(ground.plan.firm.as_ref());
    let readers = campaigns::readers(db, only, ground.since(now)).await?;
    let firms: HashSet<&ParticipantCode> = readers.iter().map(|reader| &reader.account.participant).collect();
    let mut found = Vec::new();
    campaigns::each_laggard(db, ground.plan.goal, only, ground.since(now), |laggard| {
        let reachable = firms.contains(&laggard.account.participant);
        let whom = ground.plan.rhythm.whom(step, laggard.address.is_some(), reachable);
        let told = if firm.is_some() { whom.administrators } else { whom.staff };
        if told && ground.plan.is_about(&laggard.account) && ground.closing(&laggard) > now {
            found.push(laggard);
        }
    })
    .await?;
    Ok(found)
}

/// The same for staff, who are told how many of each firm.
///
/// # Errors
/// When the database cannot be read.
pub async fn firms_told_of(
    db: &mut AnyConnection,
    ground: &Ground<'_>,
    step: u16,
    now: Instant,
) -> Result<BTreeMap<ParticipantCode, u64>, StoreError> {
    let mut firms = BTreeMap::new();
    for laggard in told_of(db, ground, None, step, now).await? {
        *firms.entry(laggard.account.participant).or_insert(0) += 1;
    }
    Ok(firms)
}

/// The step that is under way, or that comes first.
pub fn nearest(rhythm: &Rhythm, at: Instant, now: Instant) -> u16 {
    rhythm
        .due(at, now)
        .or_else(|| rhythm.days().iter().find(|step| Rhythm::begins(**step, at) > now).copied())
        .or_else(|| rhythm.days().last().copied())
        .unwrap_or_default()
}
