//! `/account/passkeys`: adding, naming and removing passkeys.

use domain::time::Instant;

use super::ceremony::CeremonyRefusal;

/// `/account/passkeys`. Forms: `action=add` with `name` and `current` (the password), `action=rename` with `passkey`
/// and `name`, `action=remove` with `passkey` and `current`.
#[derive(Clone, Debug, Default)]
pub struct Passkeys {
    /// Those there are, oldest first.
    pub passkeys: Vec<PasskeyRow>,
    /// The account, for the password manager's `username`.
    pub username: String,
    /// The name of a new one, as typed before, or what the browser and the day suggest.
    pub name: String,
    /// Whether one can be added: the user is ready, the policy lets them log in by it, and there are not too many.
    pub may_add: Option<WhyNone>,
    /// Why the page is shown again, and at which of its forms.
    pub problem: Option<(PasskeyForm, PasskeyProblem)>,
    /// What was just done.
    pub notice: Option<PasskeyNotice>,
}

/// Why none can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNone {
    /// Password and code come first.
    NotReady,
    /// The clearing house does not take passkeys.
    Policy,
    /// The session was opened by a one-time pass: log in by the code first.
    ByPass,
    /// There are as many as one account may have.
    TooMany,
    /// This server cannot ask them: its address is no host name.
    Unavailable,
}

/// A form of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeyForm {
    /// The one that adds.
    Add,
    /// Those of the passkey with this id.
    Of(String),
}

/// One passkey.
#[derive(Clone, Debug)]
pub struct PasskeyRow {
    /// Its id, for the buttons.
    pub id: String,
    /// The name its holder gave it.
    pub name: String,
    /// When it was added.
    pub created_at: Instant,
    /// When it was used last.
    pub last_used: Option<Instant>,
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeyProblem {
    /// Without a name.
    NameMissing,
    /// A name of more characters than this.
    NameTooLong(usize),
    /// The present password was not given.
    CurrentMissing,
    /// The present password is not right.
    CurrentWrong,
    /// Too many failures: nothing is evaluated until then.
    ClosedUntil(Instant),
    /// The server is busy; nothing was changed.
    Busy,
    /// What the passkey said was refused.
    Passkey(CeremonyRefusal),
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyNotice {
    /// One was added.
    Added,
    /// One has another name.
    Renamed,
    /// One was removed.
    Removed,
}
