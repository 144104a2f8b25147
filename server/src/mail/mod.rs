//! Mail: what is to be told stands in the outbox as kind and ids, and is written when it is sent.
//!
//! To add a mail: a [`Kind`], its words in `mails.ftl`, its paragraphs in [`letter`].

pub mod caught;
pub mod letter;
pub mod outbox;
pub mod relay;
pub mod worker;

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A one-time code. The subject is a login.
    Code,
    /// An activation code. The subject is an activation.
    Activation,
    /// Too many failures closed the password for strange browsers.
    LoginPaused,
    /// The right password for an account that is not active.
    AccountClosed,
    /// The password was changed.
    PasswordChanged,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Code, Self::Activation, Self::LoginPaused, Self::AccountClosed, Self::PasswordChanged];

    /// Its name in the outbox.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Activation => "activation",
            Self::LoginPaused => "login-paused",
            Self::AccountClosed => "account-closed",
            Self::PasswordChanged => "password-changed",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether codes overtake it.
    pub const fn bulk(self) -> bool {
        matches!(self, Self::Activation)
    }
}
