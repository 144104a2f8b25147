//! Which users a figure counts.

use super::{Figures, STATES};
use crate::life::State;

/// The users whom a figure counts, as far as it is a figure of users. None of them are staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Active users in a state.
    In(State),
    /// Active users who have come at least as far as a state.
    Reached(State),
    /// Active users in a state who hold a smartcard that proves.
    WithCard(State),
    /// Active users who are not ready yet.
    Behind,
    /// Dormant users.
    Dormant,
    /// Disabled users.
    Disabled,
    /// Active users who hold a passkey.
    Passkey,
    /// Active users who proved no more than their mailbox when they set up.
    MailAlone,
    /// Active users whose registered address refuses mail.
    MailRefused,
    /// Active delegated administrators.
    Administrators,
    /// Of these, who have logged in at least once.
    AdministratorsSeen,
}

impl Part {
    /// All active users.
    pub const ACTIVE: Self = Self::Reached(State::Authorised);
    /// Active users who have an address agreed on.
    pub const REGISTERED: Self = Self::Reached(State::Registered);
    /// Active users who are able to log in by two factors.
    pub const ABLE: Self = Self::Reached(State::Ready);
    /// Active users who have logged in by two factors.
    pub const USED: Self = Self::Reached(State::TwoFactor);

    /// Those that have nothing to do with one state.
    const OTHERS: [Self; 8] = [
        Self::Behind,
        Self::Dormant,
        Self::Disabled,
        Self::Passkey,
        Self::MailAlone,
        Self::MailRefused,
        Self::Administrators,
        Self::AdministratorsSeen,
    ];

    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_states: [fn(State) -> Self; 3] = [Self::In, Self::Reached, Self::WithCard];
        of_states.into_iter().flat_map(|part| State::ALL.map(part)).chain(Self::OTHERS)
    }

    /// The name in URLs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::In(state) => state.name(),
            Self::Reached(state) => match state {
                State::Authorised => "active",
                State::Proposed => "from-proposed",
                State::Registered => "from-registered",
                State::Ready => "from-ready",
                State::Tested => "from-tested",
                State::TwoFactor => "from-two-factor",
                State::TwoFactorOnly => "from-two-factor-only",
            },
            Self::WithCard(state) => match state {
                State::Authorised => "card-authorised",
                State::Proposed => "card-proposed",
                State::Registered => "card-registered",
                State::Ready => "card-ready",
                State::Tested => "card-tested",
                State::TwoFactor => "card-two-factor",
                State::TwoFactorOnly => "card-two-factor-only",
            },
            Self::Behind => "behind",
            Self::Dormant => "dormant",
            Self::Disabled => "disabled",
            Self::Passkey => "passkey",
            Self::MailAlone => "mail-alone",
            Self::MailRefused => "mail-refused",
            Self::Administrators => "administrators",
            Self::AdministratorsSeen => "administrators-seen",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().find(|part| part.name() == name)
    }

    /// How many they are.
    #[must_use]
    pub fn of(self, figures: &Figures) -> u64 {
        let at = |counts: [u64; STATES], state: State| {
            State::ALL.into_iter().zip(counts).filter(|(at, _)| *at == state).map(|(_, users)| users).sum()
        };
        match self {
            Self::In(state) => figures.at(state),
            Self::Reached(state) => figures.at_least(state),
            Self::WithCard(state) => at(figures.with_card, state),
            Self::Behind => figures.behind(),
            Self::Dormant => figures.dormant,
            Self::Disabled => figures.disabled,
            Self::Passkey => figures.with_passkey,
            Self::MailAlone => figures.by_mail_alone,
            Self::MailRefused => figures.mail_refused,
            Self::Administrators => figures.administrators,
            Self::AdministratorsSeen => figures.administrators_seen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_found_by_a_name_of_its_own() {
        for part in Part::all() {
            assert_eq!(Part::parse(part.name()), Some(part));
        }
        assert_eq!(Part::parse("firms-ready"), None);
    }
}
