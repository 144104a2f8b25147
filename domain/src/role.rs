//! The roles of delegated administrators and of staff.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::name::{UnknownName, lookup};

/// What a delegated administrator may do for their firm. Both roles in one person is an exception that staff grant;
/// holding both never lets anybody check what they made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DaRoles {
    /// Proposes changes.
    pub maker: bool,
    /// Approves what somebody else proposed.
    pub checker: bool,
}

/// A role that delegated administrators do not have.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{0:?} is no role of a delegated administrator; allowed: da-maker, da-checker, both joined by a semicolon, or none"
)]
pub struct UnknownDaRole(
    /// The role as it was given.
    pub String,
);

impl DaRoles {
    /// Reads the column of a file: `da-maker` and `da-checker` joined by `;`, or nothing. Order, case and spaces are
    /// free.
    ///
    /// # Errors
    /// [`UnknownDaRole`] names the first that is unknown.
    pub fn parse(text: &str) -> Result<Self, UnknownDaRole> {
        let mut roles = Self::default();
        for role in text.split(';').map(str::trim).filter(|role| !role.is_empty()) {
            if role.eq_ignore_ascii_case(MAKER) {
                roles.maker = true;
            } else if role.eq_ignore_ascii_case(CHECKER) {
                roles.checker = true;
            } else {
                return Err(UnknownDaRole(role.to_owned()));
            }
        }
        Ok(roles)
    }

    /// Whether this is a delegated administrator at all.
    #[must_use]
    pub const fn any(self) -> bool {
        self.maker || self.checker
    }
}

const MAKER: &str = "da-maker";
const CHECKER: &str = "da-checker";

impl fmt::Display for DaRoles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.maker, self.checker) {
            (true, true) => "da-maker;da-checker",
            (true, false) => MAKER,
            (false, true) => CHECKER,
            (false, false) => "",
        })
    }
}

impl FromStr for DaRoles {
    type Err = UnknownDaRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for DaRoles {
    type Error = UnknownDaRole;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<DaRoles> for String {
    fn from(roles: DaRoles) -> Self {
        roles.to_string()
    }
}

/// The role of a member of the clearing house's staff. The roles are separate, not a ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StaffRole {
    /// Reads.
    Viewer,
    /// Reads and proposes.
    Operator,
    /// Reads and approves what somebody else proposed.
    Approver,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Operator, Self::Approver];

    /// The name on the command line, in files and in the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Approver => "approver",
        }
    }

    /// Whether whoever holds it may stop what must not go on, alone and at once.
    #[must_use]
    pub const fn guards(self) -> bool {
        matches!(self, Self::Operator | Self::Approver)
    }
}

impl fmt::Display for StaffRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for StaffRole {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("staff role", &Self::ALL, Self::name, text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn order_case_and_spaces_are_free() {
        let both = DaRoles { maker: true, checker: true };
        for text in ["da-maker;da-checker", " DA-Checker ; da-maker ", "da-checker;;da-maker;da-maker"] {
            assert_eq!(DaRoles::parse(text), Ok(both), "{text}");
        }
        for text in ["", " ", ";"] {
            assert!(DaRoles::parse(text).is_ok_and(|roles| !roles.any()), "{text}");
        }
    }

    #[test]
    fn an_unknown_role_is_named() {
        assert_eq!(DaRoles::parse("da-maker;boss"), Err(UnknownDaRole("boss".to_owned())));
        assert!(DaRoles::parse("da-maker,da-checker").is_err());
    }

    #[test]
    fn staff_roles_are_read_back() {
        for role in StaffRole::ALL {
            assert_eq!(role.name().parse(), Ok(role));
        }
        assert!("root".parse::<StaffRole>().is_err());
    }

    proptest! {
        #[test]
        fn roles_are_read_back(maker in any::<bool>(), checker in any::<bool>()) {
            let roles = DaRoles { maker, checker };
            prop_assert_eq!(DaRoles::parse(&roles.to_string()), Ok(roles));
            prop_assert_eq!(roles.any(), maker || checker);
        }

        #[test]
        fn any_text_is_survived(text in "\\PC*") {
            let _ = DaRoles::parse(&text);
        }
    }
}
