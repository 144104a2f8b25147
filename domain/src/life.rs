//! The life of a user on the way from smartcard to two-factor login.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::name::{UnknownName, lookup};

/// Whether an account is in use. Dormant and disabled accounts are counted apart from the states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// In use.
    #[default]
    Active,
    /// Not used for long; may log in again once a delegated administrator confirms.
    Dormant,
    /// May not log in.
    Disabled,
}

/// How far a user has come. The order is the order of progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// May use the terminal; no address yet.
    #[default]
    Authorised,
    /// A maker proposed an address.
    Proposed,
    /// A checker approved it.
    Registered,
    /// The address is proved by a code, and a password is set.
    Ready,
    /// The connectivity test is passed.
    Tested,
    /// Has logged in for real by two factors.
    TwoFactor,
    /// As before, and the card is retired.
    TwoFactorOnly,
}

/// Something that happens to a user and may change the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// A maker proposes a first address.
    Propose,
    /// The proposal is withdrawn or rejected.
    Withdraw,
    /// The address is agreed.
    Register,
    /// A registered address is replaced by another, which has to be proved anew.
    ChangeAddress,
    /// A registered address is taken away.
    RemoveAddress,
    /// The address is proved and a password set.
    SetUp,
    /// Password and proof are void; the address stays.
    Reset,
    /// The connectivity test is passed.
    PassTest,
    /// A real login by two factors.
    UseTwoFactor,
    /// The smartcard is retired.
    RetireCard,
    /// A retired smartcard is valid again.
    RestoreCard,
}

/// A step that a user cannot take from where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{} is not possible for a user who is {}", .step.name(), .state.name())]
pub struct NotAllowed {
    /// Where the user is.
    pub state: State,
    /// What was attempted.
    pub step: Step,
}

impl State {
    /// Every state, in order of progress.
    pub const ALL: [Self; 7] = [
        Self::Authorised,
        Self::Proposed,
        Self::Registered,
        Self::Ready,
        Self::Tested,
        Self::TwoFactor,
        Self::TwoFactorOnly,
    ];

    /// The name in files, addresses and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authorised => "authorised",
            Self::Proposed => "proposed",
            Self::Registered => "registered",
            Self::Ready => "ready",
            Self::Tested => "tested",
            Self::TwoFactor => "two-factor",
            Self::TwoFactorOnly => "two-factor-only",
        }
    }

    /// The state after a step. A step that is already behind the user leaves the state as it is, so that a repeated
    /// set-up, test or login costs nobody their progress.
    ///
    /// # Errors
    /// [`NotAllowed`] where the step makes no sense yet, or any more.
    pub fn after(self, step: Step) -> Result<Self, NotAllowed> {
        use State::{Authorised, Proposed, Ready, Registered, Tested, TwoFactor, TwoFactorOnly};
        match (step, self) {
            (Step::Propose, Authorised | Proposed) => Ok(Proposed),
            (Step::Withdraw, Proposed) => Ok(Authorised),
            (Step::Register, Authorised | Proposed | Registered) => Ok(Registered),
            (Step::ChangeAddress, state) if state >= Registered => Ok(Registered),
            (Step::RemoveAddress, state) if state >= Registered => Ok(Authorised),
            (Step::SetUp, state) if state >= Registered => Ok(state.max(Ready)),
            (Step::Reset, state) if state >= Ready => Ok(Registered),
            (Step::PassTest, state) if state >= Ready => Ok(state.max(Tested)),
            (Step::UseTwoFactor, state) if state >= Ready => Ok(state.max(TwoFactor)),
            (Step::RetireCard, TwoFactor) => Ok(TwoFactorOnly),
            (Step::RestoreCard, TwoFactorOnly) => Ok(TwoFactor),
            (step, state) => Err(NotAllowed { state, step }),
        }
    }
}

/// Whether the user may prove the address and choose a password, the first time or again, as far as their own
/// progress goes. The phase has its say besides.
#[must_use]
pub fn may_set_up(state: State) -> bool {
    state.after(Step::SetUp).is_ok()
}

/// Whether the user has a password and a proved address.
#[must_use]
pub fn has_two_factor(state: State) -> bool {
    state >= State::Ready
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Active, Self::Dormant, Self::Disabled];

    /// The name in files and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Dormant => "dormant",
            Self::Disabled => "disabled",
        }
    }
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 11] = [
        Self::Propose,
        Self::Withdraw,
        Self::Register,
        Self::ChangeAddress,
        Self::RemoveAddress,
        Self::SetUp,
        Self::Reset,
        Self::PassTest,
        Self::UseTwoFactor,
        Self::RetireCard,
        Self::RestoreCard,
    ];

    /// The name in the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Withdraw => "withdraw",
            Self::Register => "register",
            Self::ChangeAddress => "change-address",
            Self::RemoveAddress => "remove-address",
            Self::SetUp => "set-up",
            Self::Reset => "reset",
            Self::PassTest => "pass-test",
            Self::UseTwoFactor => "use-two-factor",
            Self::RetireCard => "retire-card",
            Self::RestoreCard => "restore-card",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for State {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("state", &Self::ALL, Self::name, text)
    }
}

impl FromStr for Status {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("status", &Self::ALL, Self::name, text)
    }
}
