//! `/login/smartcard`: logging in by smartcard, and binding one; and what comes after a login by card.

use domain::{card::CardState, phase::Rule, time::Instant};

use super::ceremony::CeremonyRefusal;

/// `/login/smartcard`: who, then the card. Fields `participant` and `user`, both empty where the card itself knows;
/// hidden `return_to`; button `action=read`, or `action=prove` once cards log nobody in any more.
#[derive(Clone, Debug)]
pub struct CardLogin {
    /// As typed before, or empty.
    pub participant: String,
    /// As typed before, or empty.
    pub user: String,
    /// Where to go afterwards: a target that the server has already accepted, or nothing.
    pub return_to: Option<String>,
    /// What the phase says of smartcards. Where it says no, a card still lets its holder set up two-factor login.
    pub rule: Rule,
    /// Whether some hold an extension, for whom smartcards work on though the phase has closed them.
    pub extensions: bool,
    /// Where a card with an X.509 certificate logs in: another address of this server, if there is one.
    pub certificate_url: Option<String>,
    /// Why the page is shown again.
    pub problem: Option<CardProblem>,
    /// Whether a card was just bound.
    pub bound: bool,
}

/// Why a login by card did not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardProblem {
    /// One of the two names is missing: both, or neither.
    Half {
        /// The participant code is the one that is missing.
        participant: bool,
    },
    /// Names that no account can have.
    NoSuchNames,
    /// What the card said was refused.
    Refused(CeremonyRefusal),
    /// This server cannot ask cards: its address is no host name.
    Unavailable,
}

/// `/login/smartcard?bind=1`: binding a card with a one-time code. Fields `participant`, `user`, `binding`; button
/// `action=bind`.
#[derive(Clone, Debug, Default)]
pub struct CardBinding {
    /// As typed before, or empty.
    pub participant: String,
    /// As typed before, or empty.
    pub user: String,
    /// As typed before, or empty.
    pub code: String,
    /// Whether the make of a card is not asked for: a demonstration, which the page must say.
    pub demonstration: bool,
    /// Why the page is shown again.
    pub problem: Option<BindingProblem>,
}

/// Why a binding did not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BindingProblem {
    /// Fields left empty.
    Missing {
        /// The participant code.
        participant: bool,
        /// The user ID.
        user: bool,
        /// The binding code.
        code: bool,
    },
    /// Not the form of a binding code: three groups of four.
    Shape,
    /// Not these three together; used and expired ones answer alike.
    Refused,
    /// Too many tries: nothing is evaluated until then.
    ClosedUntil(Instant),
    /// Smartcards are closed in this phase.
    Closed,
    /// No card issuer is configured, or this server cannot ask cards: nothing the user can do.
    Unavailable,
    /// What the card said was refused.
    Card(CeremonyRefusal),
}

/// A card of one's own, on `/account`.
#[derive(Clone, Debug)]
pub struct CardRow {
    /// Its number or subject.
    pub name: String,
    /// Where it stands.
    pub state: CardState,
    /// Since when it is there.
    pub since: Instant,
    /// When it was used last.
    pub last_used: Option<Instant>,
    /// Whether it speaks by an X.509 certificate.
    pub certificate: bool,
}

/// `/account/set-up`: asked of whoever logs in by card and has no password and code yet. Forms: `POST /setup` with
/// `action=card` sets up now; `POST /account/set-up` with `action=later` goes on to `return_to`.
#[derive(Clone, Debug)]
pub struct SetUpReminder {
    /// Where codes will go, masked; none: no address is registered, and an administrator has to register one first.
    pub masked_address: Option<String>,
    /// Days until smartcards close, once the schedule says so.
    pub days_left: Option<u32>,
    /// In how many days it is asked again.
    pub again_in: u32,
    /// Where "later" leads: a target that the server has already accepted.
    pub return_to: String,
}
