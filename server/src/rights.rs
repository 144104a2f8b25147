//! Rights as capabilities: a use case asks for one, and only somebody who holds the role has one to give.
//!
//! A capability is made from a session, as it stood when the request began. What changes something looks at the role
//! once more in its own transaction.

use domain::{account::ParticipantCode, role::StaffRole};

use crate::{session::Present, store::accounts::Account};

macro_rules! capability {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'p>(&'p Account);

        impl<'p> $name<'p> {
            /// Who holds it.
            pub fn account(self) -> &'p Account {
                self.0
            }
        }
    };
}

capability! {
    /// A delegated administrator of a firm: sees its users, and acts where one person is enough.
    Administrator
}
capability! {
    /// Proposes for a firm.
    Maker
}
capability! {
    /// Decides what another proposed for a firm.
    Checker
}
capability! {
    /// A member of staff: reads.
    Viewer
}
capability! {
    /// A member of staff who proposes.
    Operator
}
capability! {
    /// A member of staff who decides.
    Approver
}

capability! {
    /// A member of staff who stops what must not go on, alone and at once: whoever proposes or decides.
    Guardian
}

impl<'p> Administrator<'p> {
    /// The right of `account`, if it holds one. Sessions give it by [`Present::administrator`].
    pub(crate) fn of(account: &'p Account) -> Option<Self> {
        (account.da.any() && !account.id.is_staff()).then_some(Self(account))
    }

    /// The firm that they administer: nothing of another firm is ever reached with this.
    pub fn firm(self) -> &'p ParticipantCode {
        &self.0.id.participant
    }

    /// The right to propose, if they hold it.
    pub fn maker(self) -> Option<Maker<'p>> {
        self.0.da.maker.then_some(Maker(self.0))
    }

    /// The right to decide, if they hold it.
    pub fn checker(self) -> Option<Checker<'p>> {
        self.0.da.checker.then_some(Checker(self.0))
    }
}

impl<'p> Viewer<'p> {
    /// The right of `account`, if it holds one. Sessions give it by [`Present::staff`].
    pub(crate) fn of(account: &'p Account) -> Option<Self> {
        (account.id.is_staff() && account.staff_role.is_some()).then_some(Self(account))
    }

    /// The right to propose, if they hold it.
    pub fn operator(self) -> Option<Operator<'p>> {
        (self.0.staff_role == Some(StaffRole::Operator)).then_some(Operator(self.0))
    }

    /// The right to decide, if they hold it.
    pub fn approver(self) -> Option<Approver<'p>> {
        (self.0.staff_role == Some(StaffRole::Approver)).then_some(Approver(self.0))
    }
}

impl<'p> Viewer<'p> {
    /// The right to stop what must not go on, if they hold it.
    pub fn guardian(self) -> Option<Guardian<'p>> {
        (self.0.staff_role.is_some_and(StaffRole::guards)).then_some(Guardian(self.0))
    }
}

impl Present {
    /// What they may do as delegated administrator, if they are one.
    pub fn administrator(&self) -> Option<Administrator<'_>> {
        Administrator::of(&self.account)
    }

    /// What they may do as staff, if they are of the staff.
    pub fn staff(&self) -> Option<Viewer<'_>> {
        Viewer::of(&self.account)
    }
}
