//! What two people must agree on: a change that one proposes and another approves.
//!
//! Rules only: who may decide what, which changes there are and what makes a proposal stale. Storing and carrying out
//! belong to the server.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    account::AccountId,
    address::EmailAddress,
    campaign,
    life::{State, Step},
    name::{UnknownName, lookup},
    role::DaRoles,
    schedule::{Blocked, Exception, Plan},
    time::Instant,
};

/// The kinds of change that take two people. One request holds changes of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// A user gets an address, or another one.
    Address,
    /// A user's address is taken away.
    RemoveAddress,
    /// The password and the sessions end, and a new activation goes out.
    Reset,
    /// A user becomes a delegated administrator, or ceases to be one.
    Roles,
    /// A dormant or disabled user comes back into use.
    Enable,
    /// Users that a complete list of users lacks are put out of use.
    Disable,
    /// One person may check what they made, until a date: sole proprietors.
    Sole,
    /// The mail domains that a firm's addresses are expected in.
    Domains,
    /// A user gets a code with which they bind their smartcard.
    BindCard,
    /// A user's smartcards are taken out of use.
    RetireCards,
    /// A user's smartcards that were suspended or retired come back into use.
    RestoreCards,
    /// The schedule gets an event, or an event changes, is confirmed again after it was held, or is cancelled.
    Schedule,
    /// An event that closes a method is to happen, on the count of users that it shuts out.
    Arm,
    /// A firm or a user gets a dated exception, or it ends.
    Exception,
    /// Reminders go out to those who have not come far enough.
    Campaign,
    /// A user gets a pass that replaces one e-mailed code.
    OneTimePass,
    /// The telephone number that a firm is called back at.
    CallBack,
    /// A firm confirms that it has the information package.
    Package,
    /// A firm declares that it is ready for the next phase.
    Readiness,
}

/// One change, exactly as it will be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Change {
    /// [`ChangeKind::Address`]
    Address {
        /// The new address.
        address: EmailAddress,
    },
    /// [`ChangeKind::RemoveAddress`]
    RemoveAddress,
    /// [`ChangeKind::Reset`]
    Reset,
    /// [`ChangeKind::Roles`]
    Roles {
        /// The roles afterwards.
        roles: DaRoles,
    },
    /// [`ChangeKind::Enable`]
    Enable,
    /// [`ChangeKind::Disable`]
    Disable,
    /// [`ChangeKind::Sole`]
    Sole {
        /// The exception's end; none ends it at once.
        until: Option<Instant>,
    },
    /// [`ChangeKind::Domains`]
    Domains {
        /// The domains afterwards, in lower case and A-labels; none: any.
        domains: Vec<String>,
    },
    /// [`ChangeKind::BindCard`]
    BindCard,
    /// [`ChangeKind::RetireCards`]
    RetireCards,
    /// [`ChangeKind::RestoreCards`]
    RestoreCards,
    /// [`ChangeKind::Schedule`]
    Schedule {
        /// What is planned afterwards.
        plan: Plan,
        /// Whether the event will not happen.
        cancelled: bool,
        /// Whether it happens the moment that it is agreed on: a way back.
        at_once: bool,
    },
    /// [`ChangeKind::Arm`]
    Arm {
        /// What was counted.
        blocked: Blocked,
    },
    /// [`ChangeKind::Exception`]
    Exception {
        /// The exception; one that lasts for no time ends what was granted.
        exception: Exception,
        /// Whom it was seen to shut out who would not be otherwise.
        #[serde(default)]
        blocked: Blocked,
    },
    /// [`ChangeKind::Campaign`]
    Campaign {
        /// What is planned.
        plan: campaign::Plan,
        /// Whom it was seen to address.
        audience: campaign::Audience,
    },
    /// [`ChangeKind::OneTimePass`]
    OneTimePass,
    /// [`ChangeKind::CallBack`]
    CallBack {
        /// The number, as people write it; empty: none.
        number: String,
    },
    /// [`ChangeKind::Package`]
    Package {
        /// The package's version.
        version: u32,
    },
    /// [`ChangeKind::Readiness`]
    Readiness {
        /// The event that it is ready for.
        event: String,
        /// When that was to happen. Once it is to happen at another instant, nothing is declared any more.
        at: Instant,
        /// How many of its users the event would have shut out then.
        blocked: u64,
    },
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 19] = [
        Self::Address,
        Self::RemoveAddress,
        Self::Reset,
        Self::Roles,
        Self::Enable,
        Self::Disable,
        Self::Sole,
        Self::Domains,
        Self::BindCard,
        Self::RetireCards,
        Self::RestoreCards,
        Self::Schedule,
        Self::Arm,
        Self::Exception,
        Self::Campaign,
        Self::OneTimePass,
        Self::CallBack,
        Self::Package,
        Self::Readiness,
    ];

    /// The name in forms, the store and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::RemoveAddress => "remove-address",
            Self::Reset => "reset",
            Self::Roles => "roles",
            Self::Enable => "enable",
            Self::Disable => "disable",
            Self::Sole => "sole",
            Self::Domains => "domains",
            Self::BindCard => "bind-card",
            Self::RetireCards => "retire-cards",
            Self::RestoreCards => "restore-cards",
            Self::Schedule => "schedule",
            Self::Arm => "arm",
            Self::Exception => "exception",
            Self::Campaign => "campaign",
            Self::OneTimePass => "one-time-pass",
            Self::CallBack => "call-back",
            Self::Package => "package",
            Self::Readiness => "readiness",
        }
    }

    /// Whether the clearing house's staff alone decide it.
    #[must_use]
    pub const fn decided_by_staff(self) -> bool {
        self.proposed_by_staff() || matches!(self, Self::Exception)
    }

    /// Whether the clearing house's staff alone propose it.
    #[must_use]
    pub const fn proposed_by_staff(self) -> bool {
        matches!(
            self,
            Self::Sole
                | Self::BindCard
                | Self::RetireCards
                | Self::RestoreCards
                | Self::Schedule
                | Self::Arm
                | Self::Campaign
                | Self::CallBack
        )
    }

    /// Whether it takes two people whatever exception one of them has.
    #[must_use]
    pub const fn always_takes_two(self) -> bool {
        matches!(self, Self::OneTimePass)
    }

    /// Whether one request of it may hold users and firms of the whole house: it stands with the clearing house then.
    #[must_use]
    pub const fn reaches_beyond_a_firm(self) -> bool {
        self.is_about_cards() || matches!(self, Self::Exception)
    }

    /// Whether it is about smartcards, of which staff alone decide.
    #[must_use]
    pub const fn is_about_cards(self) -> bool {
        matches!(self, Self::BindCard | Self::RetireCards | Self::RestoreCards)
    }

    /// The step in the life of a user that it would take from `state`; none where it takes none.
    #[must_use]
    pub const fn step(self, state: State) -> Option<Step> {
        match self {
            Self::Address if (state as u8) < State::Registered as u8 => Some(Step::Register),
            Self::Address => Some(Step::ChangeAddress),
            Self::RemoveAddress => Some(Step::RemoveAddress),
            Self::Reset => Some(Step::Reset),
            Self::RetireCards if matches!(state, State::TwoFactor) => Some(Step::RetireCard),
            Self::RestoreCards if matches!(state, State::TwoFactorOnly) => Some(Step::RestoreCard),
            Self::Roles
            | Self::Enable
            | Self::Disable
            | Self::Sole
            | Self::Domains
            | Self::BindCard
            | Self::RetireCards
            | Self::RestoreCards
            | Self::Schedule
            | Self::Arm
            | Self::Exception
            | Self::Campaign
            | Self::OneTimePass
            | Self::CallBack
            | Self::Package
            | Self::Readiness => None,
        }
    }
}

impl Change {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ChangeKind {
        match self {
            Self::Address { .. } => ChangeKind::Address,
            Self::RemoveAddress => ChangeKind::RemoveAddress,
            Self::Reset => ChangeKind::Reset,
            Self::Roles { .. } => ChangeKind::Roles,
            Self::Enable => ChangeKind::Enable,
            Self::Disable => ChangeKind::Disable,
            Self::Sole { .. } => ChangeKind::Sole,
            Self::Domains { .. } => ChangeKind::Domains,
            Self::BindCard => ChangeKind::BindCard,
            Self::RetireCards => ChangeKind::RetireCards,
            Self::RestoreCards => ChangeKind::RestoreCards,
            Self::Schedule { .. } => ChangeKind::Schedule,
            Self::Arm { .. } => ChangeKind::Arm,
            Self::Exception { .. } => ChangeKind::Exception,
            Self::Campaign { .. } => ChangeKind::Campaign,
            Self::OneTimePass => ChangeKind::OneTimePass,
            Self::CallBack { .. } => ChangeKind::CallBack,
            Self::Package { .. } => ChangeKind::Package,
            Self::Readiness { .. } => ChangeKind::Readiness,
        }
    }
}

/// Where one row of a request stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// Nobody has decided.
    #[default]
    Waiting,
    /// Approved and carried out.
    Done,
    /// Rejected, with a reason.
    Rejected,
    /// What it rests on had changed when it was to be carried out: back to the maker.
    Stale,
    /// Taken back by the maker.
    Withdrawn,
    /// Nobody decided in time.
    Expired,
}

impl ItemState {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Done, Self::Rejected, Self::Stale, Self::Withdrawn, Self::Expired];

    /// The name in the store, the audit and forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Rejected => "rejected",
            Self::Stale => "stale",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }
}

/// Somebody who makes or checks, as far as the rules care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The account.
    pub account: AccountId,
    /// What the registered mailbox is the same by.
    pub mailbox: Option<String>,
    /// What the mailbox is the same by that a change in question would give the account.
    pub becomes: Option<String>,
    /// The person's name, in both languages.
    pub name: (String, String),
    /// Whether the person may check what a dated exception lets them make: a sole proprietor.
    pub sole: bool,
}

impl Party {
    /// Whether this one's mailbox stands behind the other, or would: whoever reads it could be either of them.
    #[must_use]
    pub fn shares_mailbox(&self, other: &Self) -> bool {
        let one = |mailbox: &Option<String>| self.mailbox.is_some() && self.mailbox == *mailbox;
        self.account == other.account || one(&other.mailbox) || one(&other.becomes)
    }

    /// Whether both accounts are taken for one person: one mailbox, or the same full name in the same firm. Two
    /// people who share a name lose nothing but the right to check what the other made.
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        let same_name =
            self.account.participant == other.account.participant && !self.name.0.is_empty() && self.name == other.name;
        self.shares_mailbox(other) || same_name
    }
}

/// Why somebody may not decide a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotYours {
    /// It concerns their own account.
    OwnAccount,
    /// They proposed it.
    OwnRequest,
    /// Another account of theirs proposed it, or it concerns another account of theirs.
    SamePerson,
    /// The firm's own checkers decide it.
    ForFirm,
    /// The clearing house's staff decide it.
    ForStaff,
    /// They hold no right to decide anything.
    NoRight,
}

/// Whether `checker`, who holds the right to check, may decide a change to `subject` that `maker` proposed; no maker
/// stands for the operator at the command line. A sole proprietor's exception lets them check what they made, and
/// never what concerns themselves.
///
/// # Errors
/// [`NotYours`] says why not.
pub fn may_decide(checker: &Party, maker: Option<&Party>, subject: Option<&Party>) -> Result<(), NotYours> {
    if let Some(subject) = subject {
        if subject.account == checker.account {
            return Err(NotYours::OwnAccount);
        }
        if checker.shares_mailbox(subject) {
            return Err(NotYours::SamePerson);
        }
    }
    match maker {
        Some(maker) if maker.account == checker.account && !checker.sole => Err(NotYours::OwnRequest),
        Some(maker) if maker.account != checker.account && checker.is_same_person(maker) => Err(NotYours::SamePerson),
        _ => Ok(()),
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for ItemState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ChangeKind {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("kind of change", &Self::ALL, Self::name, text)
    }
}

impl FromStr for ItemState {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("state of a row", &Self::ALL, Self::name, text)
    }
}
