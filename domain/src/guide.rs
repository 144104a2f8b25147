//! The user guide: whom a document is for, and who is to say that it was read.

use std::{fmt, str::FromStr};

use crate::{
    name::{UnknownName, lookup},
    role::DaRoles,
};

/// Whom a document is for: who acknowledges it where that is asked. Everybody may read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Every user of a firm, delegated administrators among them.
    #[default]
    User,
    /// Delegated administrators.
    Administrator,
}

/// Who is to acknowledge a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Acknowledge {
    /// Nobody.
    #[default]
    None,
    /// Each of its audience.
    User,
    /// Each firm once, by one of its delegated administrators.
    Firm,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 2] = [Self::User, Self::Administrator];

    /// The name in documents, forms and the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Administrator => "da",
        }
    }
}

impl Acknowledge {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::None, Self::User, Self::Firm];

    /// The name in documents, forms and the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::User => "user",
            Self::Firm => "firm",
        }
    }

    /// Whether a firm's user with these roles is one who acknowledges a document for `audience`.
    #[must_use]
    pub const fn by(self, audience: Audience, roles: DaRoles) -> bool {
        match (self, audience) {
            (Self::None, _) => false,
            (Self::User, Audience::User) => true,
            (Self::User, Audience::Administrator) | (Self::Firm, _) => roles.any(),
        }
    }
}

impl FromStr for Audience {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        lookup("audience", &Self::ALL, Self::name, name)
    }
}

impl FromStr for Acknowledge {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        lookup("way to acknowledge", &Self::ALL, Self::name, name)
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Acknowledge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_acknowledges_by_its_administrators_and_a_user_alone() {
        let user = DaRoles::default();
        let checker = DaRoles { maker: false, checker: true };
        for (way, audience, of_user, of_checker) in [
            (Acknowledge::None, Audience::User, false, false),
            (Acknowledge::None, Audience::Administrator, false, false),
            (Acknowledge::User, Audience::User, true, true),
            (Acknowledge::User, Audience::Administrator, false, true),
            (Acknowledge::Firm, Audience::User, false, true),
            (Acknowledge::Firm, Audience::Administrator, false, true),
        ] {
            assert_eq!((way.by(audience, user), way.by(audience, checker)), (of_user, of_checker), "{way} {audience}");
        }
    }
}
