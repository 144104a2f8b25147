//! The adoption in figures: what is counted of users and firms, and of each day.
//!
//! Figures are kept beside what they count, by firm and by day; whatever a page says of the whole house is a sum of
//! them. The rules that say what a figure means stand here, once.

mod counted;
mod day;
mod happening;
mod listed;
mod part;

pub use counted::Counted;
pub use day::{Day, DayError};
pub use happening::Happening;
pub use part::Part;

use crate::{
    life::State,
    phase::Phase,
    reach::{WhyBlocked, blocked},
};

/// How many states the life of a user has.
const STATES: usize = State::ALL.len();

/// What is counted of a firm, or of several together. Dormant and disabled users are counted apart: of them nothing
/// else is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Active users in each state, in the order of [`State::ALL`].
    pub by_state: [u64; STATES],
    /// Of these, who hold a smartcard that proves.
    pub with_card: [u64; STATES],
    /// Dormant users.
    pub dormant: u64,
    /// Disabled users.
    pub disabled: u64,
    /// Active users who hold a passkey.
    pub with_passkey: u64,
    /// Active users who proved no more than their mailbox when they set up.
    pub by_mail_alone: u64,
    /// Active users whose registered address refuses mail.
    pub mail_refused: u64,
    /// Active delegated administrators.
    pub administrators: u64,
    /// Of these, who have logged in at least once, by whichever method.
    pub administrators_seen: u64,
}

impl Figures {
    /// Active users: the whole that every share is of.
    #[must_use]
    pub fn active(&self) -> u64 {
        self.by_state.iter().sum()
    }

    /// Active users in `state`.
    #[must_use]
    pub fn at(&self, state: State) -> u64 {
        State::ALL.iter().zip(self.by_state).filter(|(at, _)| **at == state).map(|(_, users)| users).sum()
    }

    /// Active users who have come at least as far as `state`.
    #[must_use]
    pub fn at_least(&self, state: State) -> u64 {
        State::ALL.iter().zip(self.by_state).filter(|(at, _)| **at >= state).map(|(_, users)| users).sum()
    }

    /// Active users who have an address agreed on.
    #[must_use]
    pub fn registered(&self) -> u64 {
        self.at_least(State::Registered)
    }

    /// Active users who are able to log in by two factors.
    #[must_use]
    pub fn ready(&self) -> u64 {
        self.at_least(State::Ready)
    }

    /// Active users who have logged in by two factors.
    #[must_use]
    pub fn used(&self) -> u64 {
        self.at_least(State::TwoFactor)
    }

    /// Active users who are not ready yet: what firms are put in order by, worst first.
    #[must_use]
    pub fn behind(&self) -> u64 {
        self.active() - self.ready()
    }

    /// Whether the firm is ready: it has active users, and all of them are.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.active() > 0 && self.behind() == 0
    }

    /// Whether the firm has delegated administrators and none of them ever came in.
    #[must_use]
    pub fn never_came(&self) -> bool {
        self.administrators > 0 && self.administrators_seen == 0
    }

    /// Active users whom `phase` shuts out of the terminal, by reason. Exceptions are the caller's.
    pub fn shut_out(&self, phase: Phase) -> impl Iterator<Item = (WhyBlocked, u64)> {
        let groups = State::ALL.into_iter().zip(self.by_state).zip(self.with_card);
        groups
            .flat_map(|((state, users), cards)| [(state, true, cards), (state, false, users - cards)])
            .filter(|(.., users)| *users > 0)
            .filter_map(move |(state, card, users)| Some((blocked(phase, state, card)?, users)))
    }

    /// How many that are in all.
    #[must_use]
    pub fn blocked(&self, phase: Phase) -> u64 {
        self.shut_out(phase).map(|(_, users)| users).sum()
    }
}

impl Figures {
    /// Each figure with the same one of `other`, put together by `join`.
    fn zip(self, other: Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let (mine, others) = (self.values(), other.values());
        Self::from_values(std::array::from_fn(|at| join(mine[at], others[at])))
    }
}

impl std::ops::AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        *self = self.zip(other, |mine, others| mine + others);
    }
}

/// Never below nothing.
impl std::ops::SubAssign for Figures {
    fn sub_assign(&mut self, other: Self) {
        *self = self.zip(other, u64::saturating_sub);
    }
}

impl std::iter::Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}

/// The whole clearing house, or as much of it as is looked at: what its firms sum up to, and how many of them stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// The users of all its firms.
    pub users: Figures,
    /// Firms.
    pub firms: u64,
    /// Firms all of whose active users are ready.
    pub firms_ready: u64,
    /// Firms without a working pair of delegated administrators.
    pub firms_without_pair: u64,
    /// Firms none of whose delegated administrators ever came in.
    pub firms_never_came: u64,
}

impl House {
    /// Adds a firm: its figures, and whether it has a working pair of delegated administrators.
    pub fn add(&mut self, firm: &Figures, has_pair: bool) {
        self.users += *firm;
        self.firms += 1;
        self.firms_ready += u64::from(firm.is_ready());
        self.firms_without_pair += u64::from(!has_pair);
        self.firms_never_came += u64::from(firm.never_came());
    }
}

/// The share of users, in thousandths, that should be ready at the end of `day` for the last to be ready when
/// smartcards close: a straight line from the day on which registration began to the eve of the closing. None before
/// it, all after.
#[must_use]
pub fn target(began: Day, closes: Day, day: Day) -> u64 {
    let (whole, gone) = (began.days_until(closes).max(1), began.days_until(day) + 1);
    u64::try_from((gone * 1000 / whole).clamp(0, 1000)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    #[test]
    fn the_target_begins_with_registration_and_is_whole_on_the_eve_of_the_closing() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let (began, closes) = (day("2022-12-01"), day("2022-12-11"));
        let shares = ["2022-11-30", "2022-12-01", "2022-12-05", "2022-12-10", "2023-01-01"];
        assert_eq!(shares.map(|at| target(began, closes, day(at))), [0, 100, 500, 1000, 1000]);
    }

    proptest! {
        #[test]
        fn users_are_shut_out_for_one_reason_each_and_never_more_than_there_are(
            users in prop::array::uniform7(0_u64..50), phase in select(&Phase::ALL[..]), share in 0_u64..=100,
        ) {
            let figures = Figures { by_state: users, with_card: users.map(|n| n * share / 100), ..Figures::default() };
            prop_assert!(figures.blocked(phase) <= figures.active());
            if phase == Phase::TwoFactorOnly {
                prop_assert_eq!(figures.blocked(phase), figures.behind());
            }
        }
    }
}
