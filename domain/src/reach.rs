//! Whether a user reaches the terminal, and what is missing where they do not: the question behind every report of
//! who would be blocked.

mod help;

pub use help::{Around, Case, Help, Invited, extension_helps, help, pass_helps};

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    life::{State, has_two_factor},
    name::{UnknownName, lookup},
    phase::{Act, Phase, Rule},
};

/// Why a user has no way into the terminal: the first thing that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyBlocked {
    /// No address is registered.
    NoAddress,
    /// An address waits for a second person.
    NotApproved,
    /// The address is registered; the user has not set up.
    NotSetUp,
    /// Cards alone open the terminal, and the user holds none.
    NoCard,
}

impl WhyBlocked {
    /// Every reason, in the order of what is to be done.
    pub const ALL: [Self; 4] = [Self::NoAddress, Self::NotApproved, Self::NotSetUp, Self::NoCard];

    /// The name in addresses, files and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::NotApproved => "not-approved",
            Self::NotSetUp => "not-set-up",
            Self::NoCard => "no-card",
        }
    }
}

impl fmt::Display for WhyBlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for WhyBlocked {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("reason", &Self::ALL, Self::name, text)
    }
}

/// Why an active user in `state`, who holds a smartcard that proves or not, does not reach the terminal in `phase`;
/// none: they reach it.
#[must_use]
pub fn blocked(phase: Phase, state: State, card: bool) -> Option<WhyBlocked> {
    let by_two_factor = phase.rule(Act::TwoFactorLogin) == Rule::Yes;
    let by_card = phase.rule(Act::SmartcardLogin) == Rule::Yes;
    match state {
        _ if by_two_factor && has_two_factor(state) || by_card && card => None,
        _ if !by_two_factor => Some(WhyBlocked::NoCard),
        State::Authorised => Some(WhyBlocked::NoAddress),
        State::Proposed => Some(WhyBlocked::NotApproved),
        _ => Some(WhyBlocked::NotSetUp),
    }
}

/// Whether an active user in `state` reaches the terminal in `phase`, and would not if no code arrived by e-mail:
/// neither a smartcard nor a passkey lets them in instead.
#[must_use]
pub fn rests_on_mail(phase: Phase, state: State, card: bool, passkey: bool) -> bool {
    !passkey && blocked(phase, state, card).is_none() && blocked(phase, State::Registered, card).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;
    use crate::{
        method::Method,
        phase::{Door, Standing},
    };

    proptest! {
        #[test]
        fn whoever_is_blocked_is_let_in_by_no_method_and_whoever_is_not_by_one(
            phase in select(&Phase::ALL[..]), state in select(&State::ALL[..]), card in any::<bool>(),
        ) {
            let held = |method: Method| if method.is_card() { card } else { has_two_factor(state) };
            let lets_in = |method: &Method| method.door(phase, Standing::default()) == Door::Terminal;
            let way = Method::ALL.into_iter().filter(|method| held(*method)).any(|method| lets_in(&method));
            prop_assert_eq!(blocked(phase, state, card).is_none(), way);
        }

        #[test]
        fn whoever_rests_on_mail_has_two_factors_and_no_card_or_passkey_that_opens(
            phase in select(&Phase::ALL[..]), state in select(&State::ALL[..]),
            card in any::<bool>(), passkey in any::<bool>(),
        ) {
            let by_card = card && phase.rule(Act::SmartcardLogin) == Rule::Yes;
            let by_code = has_two_factor(state) && phase.rule(Act::TwoFactorLogin) == Rule::Yes;
            let by_passkey = passkey && Method::Passkey.door(phase, Standing::default()) == Door::Terminal;
            prop_assert_eq!(rests_on_mail(phase, state, card, passkey), by_code && !by_card && !by_passkey);
        }
    }
}
