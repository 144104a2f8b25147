//! What helps those whom a phase shuts out. The rule is [`domain::reach::help`]'s; this asks it of everybody, in groups
//! for the counts and one by one for the list.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::{
    account::ParticipantCode,
    phase::{Standing, may_set_up_in},
    reach::{Around, Case, Help, WhyBlocked, blocked, extension_helps, help, pass_helps},
    schedule::{Blocked, Exception, Terms, Timeline},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::{
    app::App,
    registration::roster,
    store::{
        StoreError, readiness,
        schedule::{self, CaseGroup, Member},
    },
};

/// What is supposed, and what holds now.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The timeline that is supposed.
    pub timeline: Timeline,
    /// The instant that is asked about.
    pub at: Instant,
    /// Now.
    pub now: Instant,
    /// What is in force now.
    present: Timeline,
    /// Firms with a working pair of administrators.
    pairs: HashSet<ParticipantCode>,
    /// Whether mail is delayed for everybody.
    pub mail_delayed: bool,
}

/// How one user fares, or each of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// What helps them, who are shut out; none: they are not.
    pub help: Option<Help>,
    /// Whether an extension would let them in.
    pub extension: bool,
    /// Whether a one-time pass would: they reach the terminal by mail alone, and mail does not reach them.
    pub pass: bool,
}

impl Ground {
    /// Looks at what is supposed from `timeline` and `at`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(
        app: &App,
        db: &mut AnyConnection,
        (timeline, at): (Timeline, Instant),
        now: Instant,
    ) -> Result<Self, StoreError> {
        let present = super::timeline(app, db, now).await?;
        let administrators = readiness::administrators(db).await?;
        let works = |held: &[_]| matches!(roster::working(held, now), (makers, checkers) if makers > 0 && checkers > 0);
        let pairs = administrators.into_iter().filter(|(_, held)| works(held)).map(|(firm, _)| firm).collect();
        let mail_delayed = schedule::mail_delayed_at(db).await?.is_some();
        Ok(Self { timeline, at, now, present, pairs, mail_delayed })
    }

    /// Whether `firm` has a maker and another who checks, both able to log in.
    pub fn has_pair(&self, firm: &ParticipantCode) -> bool {
        self.pairs.contains(firm)
    }

    fn fate(
        &self,
        firm: &ParticipantCode,
        case: Case,
        administrator: bool,
        (own, firm_wide): (Option<Exception>, Option<Exception>),
    ) -> Fate {
        let under = |timeline| Terms { timeline, own, firm: firm_wide };
        let standing = Standing { delegated_administrator: administrator, staff: false };
        let around = Around {
            pair: self.has_pair(firm),
            set_up_open: may_set_up_in(under(self.present).phase(self.now), standing),
            mail_delayed: self.mail_delayed,
        };
        let terms = under(self.timeline);
        let why = blocked(terms.phase(self.at), case.state, case.card);
        Fate {
            help: why.map(|why| help(why, case, around)),
            extension: extension_helps(terms, self.at, case),
            pass: pass_helps(terms, self.at, case, around),
        }
    }

    fn of_group(&self, group: &CaseGroup) -> Fate {
        self.fate(&group.firm, group.case, group.administrator, (group.own, group.firm_wide))
    }

    /// How `member` fares.
    pub fn of_member(&self, member: &Member) -> Fate {
        let firm = &member.id.participant;
        self.fate(firm, member.case, member.administrator, (member.own, member.firm_wide))
    }
}

/// Which users are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of one firm; none: of any.
    pub firm: Option<ParticipantCode>,
    /// Shut out for this reason; none: for any.
    pub reason: Option<WhyBlocked>,
    /// Whom this helps; none: whatever helps.
    pub help: Option<Help>,
    /// Instead of those who are shut out, those whom a one-time pass helps.
    pub pass: bool,
}

impl Wanted {
    /// Whether those whom `help` helps are wanted, as far as that goes.
    pub fn is_about(&self, help: Help) -> bool {
        self.reason.is_none_or(|reason| reason == help.against()) && self.help.is_none_or(|wanted| wanted == help)
    }

    fn takes(&self, fate: Fate) -> bool {
        if self.pass { fate.pass } else { fate.help.is_some_and(|help| self.is_about(help)) }
    }
}

/// Users and firms to whom the same applies.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Users.
    pub users: u64,
    /// Firms with at least one of them.
    pub firms: BTreeSet<ParticipantCode>,
    /// Of the users, those whom an extension would let in.
    pub extendable: u64,
}

impl Tally {
    fn add(&mut self, group: &CaseGroup, fate: Fate) {
        self.users += group.users;
        self.extendable += if fate.extension { group.users } else { 0 };
        self.firms.insert(group.firm.clone());
    }
}

/// How the users of one firm fare.
#[derive(Clone, Debug, Default)]
pub struct FirmTally {
    /// Active users.
    pub active: u64,
    /// Those who are shut out.
    pub blocked: u64,
    /// Of these, those whom an extension would let in.
    pub extendable: u64,
    /// Those whom a one-time pass helps.
    pub pass: u64,
    /// What helps those who are shut out, and how many.
    pub helps: BTreeMap<Help, u64>,
}

/// How everybody fares.
#[derive(Clone, Debug, Default)]
pub struct Relief {
    /// Who are shut out in all.
    pub blocked: Blocked,
    /// Active users looked at.
    pub active: u64,
    /// By what helps, and so by reason.
    pub helps: BTreeMap<Help, Tally>,
    /// Those whom a one-time pass helps.
    pub pass: Tally,
    /// By firm, in the order of codes. Firms without active users are not there.
    pub firms: BTreeMap<ParticipantCode, FirmTally>,
}

impl Relief {
    /// Of one firm, or of all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(
        db: &mut AnyConnection,
        ground: &Ground,
        firm: Option<&ParticipantCode>,
    ) -> Result<Self, StoreError> {
        let mut relief = Self::default();
        for group in schedule::cases(db, firm, ground.now).await? {
            let fate = ground.of_group(&group);
            let line = relief.firms.entry(group.firm.clone()).or_default();
            line.active += group.users;
            relief.active += group.users;
            if let Some(help) = fate.help {
                line.blocked += group.users;
                line.extendable += if fate.extension { group.users } else { 0 };
                *line.helps.entry(help).or_default() += group.users;
                relief.blocked.users += group.users;
                relief.helps.entry(help).or_default().add(&group, fate);
            }
            if fate.pass {
                line.pass += group.users;
                relief.pass.add(&group, fate);
            }
        }
        relief.blocked.firms = relief.firms.values().filter(|firm| firm.blocked > 0).count() as u64;
        Ok(relief)
    }

    /// Firms none of whose active users reach the terminal.
    pub fn shut_out(&self) -> u64 {
        self.firms.values().filter(|firm| firm.blocked > 0 && firm.blocked == firm.active).count() as u64
    }

    /// How many are wanted.
    pub fn count(&self, wanted: &Wanted) -> u64 {
        if wanted.pass {
            return self.pass.users;
        }
        self.helps.iter().filter(|(help, _)| wanted.is_about(**help)).map(|(_, tally)| tally.users).sum()
    }

    /// Firms with somebody shut out, worst first: those that are wholly shut out, then those without a working pair of
    /// administrators, then by how many are.
    pub fn worst_first(&self, ground: &Ground) -> Vec<(&ParticipantCode, &FirmTally)> {
        let mut firms: Vec<_> = self.firms.iter().filter(|(_, firm)| firm.blocked > 0).collect();
        firms.sort_by_key(|(code, firm)| {
            (firm.blocked != firm.active, ground.has_pair(code), std::cmp::Reverse(firm.blocked))
        });
        firms
    }
}

/// Users looked at a time where a page of those who are wanted is gathered.
const GATHERED: u32 = 1000;

/// Of those who are wanted the next `limit` whose names come after `after`, in the order of their names: a page of a
/// list that may be of any length.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    db: &mut AnyConnection,
    ground: &Ground,
    wanted: &Wanted,
    (after, limit): (&str, usize),
) -> Result<Vec<(Member, Fate)>, StoreError> {
    let mut found = Vec::new();
    let mut after = after.to_owned();
    loop {
        let members = schedule::members(db, wanted.firm.as_ref(), &after, GATHERED, ground.now).await?;
        let Some(last) = members.last() else { return Ok(found) };
        after = last.id.to_string();
        let fates = members.into_iter().map(|member| {
            let fate = ground.of_member(&member);
            (member, fate)
        });
        found.extend(fates.filter(|(_, fate)| wanted.takes(*fate)));
        if found.len() >= limit {
            found.truncate(limit);
            return Ok(found);
        }
    }
}
