//! The phases of the changeover and what each allows: one table, which drives pages, refusals, reports and tests.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::name::{UnknownName, lookup};

/// A phase of the changeover, in the order in which they are announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Delegated administrators register addresses; smartcards alone log in.
    Registration,
    /// Briefings and the user guide; users set up two-factor login.
    Preparation,
    /// Users prove browser, mail delivery and a whole test login.
    ConnectivityTest,
    /// Smartcard or two-factor login, as each user likes.
    ParallelRun,
    /// Smartcards are refused.
    TwoFactorOnly,
}

/// Something that a phase allows or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Logging in to the terminal by smartcard.
    SmartcardLogin,
    /// Logging in to the terminal by password and e-mailed code, or by passkey.
    TwoFactorLogin,
    /// Registering an e-mail address.
    RegisterAddress,
    /// Proving the address by a code and choosing a password.
    SetUpTwoFactor,
    /// A test login that opens no terminal.
    TestLogin,
}

/// What a phase says about an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Allowed.
    Yes,
    /// Allowed as a test, which opens no terminal.
    TestOnly,
    /// Refused.
    No,
}

/// What each phase says about each act, in the order of [`Phase::ALL`] and [`Act::ALL`]. The only such table.
const RULES: [[Rule; 5]; 5] = {
    use Rule::{No, TestOnly, Yes};
    [
        // smartcard, two-factor, register, set up, test login
        [Yes, No, Yes, No, No],         // registration
        [Yes, No, Yes, Yes, No],        // preparation
        [Yes, TestOnly, Yes, Yes, Yes], // connectivity test
        [Yes, Yes, Yes, Yes, Yes],      // parallel run
        [No, Yes, Yes, Yes, Yes],       // two-factor only
    ]
};

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Self; 5] =
        [Self::Registration, Self::Preparation, Self::ConnectivityTest, Self::ParallelRun, Self::TwoFactorOnly];

    /// The name in configuration, files and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Preparation => "preparation",
            Self::ConnectivityTest => "connectivity-test",
            Self::ParallelRun => "parallel-run",
            Self::TwoFactorOnly => "two-factor-only",
        }
    }

    /// What this phase says about an act. It speaks of the terminal; who reaches the pages of Changeover itself is
    /// decided by [`two_factor_door`] and [`smartcard_door`].
    #[must_use]
    pub const fn rule(self, act: Act) -> Rule {
        RULES[self as usize][act as usize]
    }
}

impl Act {
    /// Every act, in the order of the table's columns.
    pub const ALL: [Self; 5] =
        [Self::SmartcardLogin, Self::TwoFactorLogin, Self::RegisterAddress, Self::SetUpTwoFactor, Self::TestLogin];

    /// The name in files and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SmartcardLogin => "smartcard-login",
            Self::TwoFactorLogin => "two-factor-login",
            Self::RegisterAddress => "register-address",
            Self::SetUpTwoFactor => "set-up-two-factor",
            Self::TestLogin => "test-login",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Phase {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("phase", &Self::ALL, Self::name, text)
    }
}

/// What a completed login opens, the widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// The terminal, and the pages of Changeover.
    Terminal,
    /// The pages of Changeover alone: portal, monitor, account, connectivity test.
    OwnPagesOnly,
    /// Nothing.
    Closed,
}

/// What an account is besides a user, as far as doors care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Standing {
    /// Holds at least one of the roles of a delegated administrator.
    pub delegated_administrator: bool,
    /// Belongs to the clearing house's staff.
    pub staff: bool,
}

/// What a two-factor login (password and code, or passkey) opens.
///
/// Staff have no terminal and reach their pages in every phase. Delegated administrators reach the portal in every
/// phase: they must be able to register others before the terminal accepts the new way.
#[must_use]
pub const fn two_factor_door(phase: Phase, standing: Standing) -> Door {
    if standing.staff {
        return Door::OwnPagesOnly;
    }
    match phase.rule(Act::TwoFactorLogin) {
        Rule::Yes => Door::Terminal,
        Rule::TestOnly => Door::OwnPagesOnly,
        Rule::No if standing.delegated_administrator => Door::OwnPagesOnly,
        Rule::No => Door::Closed,
    }
}

/// What a smartcard login opens. Staff hold no smartcards.
#[must_use]
pub const fn smartcard_door(phase: Phase, standing: Standing) -> Door {
    if standing.staff {
        return Door::Closed;
    }
    match phase.rule(Act::SmartcardLogin) {
        Rule::Yes => Door::Terminal,
        Rule::TestOnly => Door::OwnPagesOnly,
        Rule::No => Door::Closed,
    }
}

/// Whether somebody may set up two-factor login: as the table says; delegated administrators and staff always, since
/// their own pages must be reachable before the terminal is.
#[must_use]
pub const fn may_set_up_in(phase: Phase, standing: Standing) -> bool {
    standing.staff || standing.delegated_administrator || matches!(phase.rule(Act::SetUpTwoFactor), Rule::Yes)
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    const USER: Standing = Standing { delegated_administrator: false, staff: false };
    const DA: Standing = Standing { delegated_administrator: true, staff: false };

    #[test]
    fn rows_and_columns_stand_where_the_table_expects_them() {
        for (row, phase) in Phase::ALL.into_iter().enumerate() {
            assert_eq!(phase as usize, row);
            assert_eq!(phase.name().parse(), Ok(phase));
        }
        for (column, act) in Act::ALL.into_iter().enumerate() {
            assert_eq!(act as usize, column);
        }
    }

    #[test]
    fn an_unknown_phase_is_told_what_is_allowed() {
        let said = "Parallel".parse::<Phase>().map_err(|error| error.to_string());
        assert!(said.is_err_and(|said| said.contains("\"Parallel\"") && said.contains("connectivity-test")));
    }

    #[test]
    fn the_announced_doors() {
        use Door::{Closed, OwnPagesOnly, Terminal};
        let expected = [
            (Phase::Registration, Terminal, Closed, OwnPagesOnly),
            (Phase::Preparation, Terminal, Closed, OwnPagesOnly),
            (Phase::ConnectivityTest, Terminal, OwnPagesOnly, OwnPagesOnly),
            (Phase::ParallelRun, Terminal, Terminal, Terminal),
            (Phase::TwoFactorOnly, Closed, Terminal, Terminal),
        ];
        for (phase, card, user, administrator) in expected {
            assert_eq!(smartcard_door(phase, USER), card, "{phase}");
            assert_eq!(two_factor_door(phase, USER), user, "{phase}");
            assert_eq!(two_factor_door(phase, DA), administrator, "{phase}");
        }
    }

    fn any_standing() -> impl Strategy<Value = Standing> {
        any::<(bool, bool)>().prop_map(|(delegated_administrator, staff)| Standing { delegated_administrator, staff })
    }

    proptest! {
        #[test]
        fn staff_never_reach_a_terminal_and_never_lose_their_pages(phase in select(&Phase::ALL[..]), da in any::<bool>()) {
            let standing = Standing { delegated_administrator: da, staff: true };
            prop_assert_eq!(two_factor_door(phase, standing), Door::OwnPagesOnly);
            prop_assert_eq!(smartcard_door(phase, standing), Door::Closed);
        }

        #[test]
        fn a_terminal_opens_only_where_the_table_says_yes(phase in select(&Phase::ALL[..]), standing in any_standing()) {
            if two_factor_door(phase, standing) == Door::Terminal {
                prop_assert_eq!(phase.rule(Act::TwoFactorLogin), Rule::Yes);
            }
            if smartcard_door(phase, standing) == Door::Terminal {
                prop_assert_eq!(phase.rule(Act::SmartcardLogin), Rule::Yes);
            }
        }

        #[test]
        fn nobody_is_without_any_way_into_the_terminal(phase in select(&Phase::ALL[..]), da in any::<bool>()) {
            let standing = Standing { delegated_administrator: da, staff: false };
            prop_assert!(
                smartcard_door(phase, standing) == Door::Terminal || two_factor_door(phase, standing) == Door::Terminal
            );
        }

        #[test]
        fn administrators_reach_the_portal_in_every_phase(phase in select(&Phase::ALL[..])) {
            prop_assert_ne!(two_factor_door(phase, DA), Door::Closed);
        }

        #[test]
        fn no_later_phase_takes_back_a_two_factor_right(earlier in select(&Phase::ALL[..]), later in select(&Phase::ALL[..])) {
            prop_assume!(earlier <= later);
            for act in [Act::RegisterAddress, Act::SetUpTwoFactor, Act::TestLogin, Act::TwoFactorLogin] {
                if earlier.rule(act) == Rule::Yes {
                    prop_assert_eq!(later.rule(act), Rule::Yes);
                }
            }
        }
    }
}
