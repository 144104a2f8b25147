//! What is wrong when somebody calls the help desk: from how an account stands, the reasons that keep its holder out or
//! soon will, the weightiest first. Each has words for what is wrong and for what to say to the caller.

mod failure;
mod sought;

pub use failure::{Cause, Failure, Flaw, Shut};
pub use sought::Sought;

use crate::{
    budget::Closed,
    card::CardState,
    life::{State, Status},
    phase::{Door, Phase, Standing, may_set_up_in, two_factor_door},
    time::Instant,
};

/// The activation that was sent last and neither used nor ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// When it was sent.
    pub at: Instant,
    /// When its code stops working.
    pub expires_at: Instant,
}

/// How the account of a caller stands.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Whether it is in use.
    pub status: Status,
    /// How far it has come.
    pub state: State,
    /// What its holder is besides a user.
    pub standing: Standing,
    /// The phase in force for it.
    pub phase: Phase,
    /// Whether password and address are there and set-up was completed.
    pub set_up: bool,
    /// Whether the registered address refuses mail.
    pub mail_refused: bool,
    /// What too many failures have closed to browsers that are not known.
    pub paused: Option<Closed>,
    /// The activation that waits to be used.
    pub activation: Option<Sent>,
    /// Whether an activation leaves by itself once set-up is open.
    pub awaits_activation: bool,
    /// The states of the smartcards that it holds.
    pub cards: Vec<CardState>,
    /// The newest failure since the newest completed login.
    pub failure: Option<Failure>,
}

/// A reason why somebody calls, or soon will.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The account is disabled.
    Disabled,
    /// The account is dormant.
    Dormant,
    /// No address is registered.
    NoAddress,
    /// An address waits for a second person's approval.
    AddressWaits,
    /// Set-up is not open to the user in the phase in force.
    SetUpNotOpen,
    /// The activation has not left yet, and leaves by itself.
    ActivationComing,
    /// An address is registered, and no activation waits to be used.
    ActivationMissing,
    /// The activation was sent and can be used.
    ActivationSent(Sent),
    /// The activation was sent and has expired.
    ActivationExpired(Sent),
    /// Too many failures: strangers' browsers are shut out until then, or until somebody clears it.
    Paused(Option<Instant>),
    /// The registered address refuses mail.
    AddressRefuses,
    /// Password and code open nothing for the user in the phase in force.
    TwoFactorNotOpen,
    /// Every smartcard of the user is suspended or retired, while smartcards still log in.
    CardsStopped,
    /// Something failed since the newest completed login.
    Failed(Failure),
    /// Nothing that is known keeps the user out.
    Nothing,
}

/// What the right password meets at the login page, in a browser that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A code is sent, and with it they are in.
    Code,
    /// The one refusal that tells no reason.
    Refused,
    /// Nothing is evaluated.
    Closed,
    /// Not in this phase.
    NotOpenYet,
}

impl Matter {
    /// What the right password meets where this is the weightiest reason.
    #[must_use]
    pub const fn answer(self) -> Answer {
        match self {
            Self::Disabled
            | Self::Dormant
            | Self::NoAddress
            | Self::AddressWaits
            | Self::SetUpNotOpen
            | Self::ActivationComing
            | Self::ActivationMissing
            | Self::ActivationSent(_)
            | Self::ActivationExpired(_) => Answer::Refused,
            Self::Paused(_) => Answer::Closed,
            Self::TwoFactorNotOpen => Answer::NotOpenYet,
            Self::AddressRefuses | Self::CardsStopped | Self::Failed(_) | Self::Nothing => Answer::Code,
        }
    }
}

/// What the right password of this caller meets now, in a browser that is not known.
#[must_use]
pub fn answer(matters: &[Matter]) -> Answer {
    let answers = || matters.iter().map(|matter| matter.answer());
    // A closed budget is looked at before anything else.
    if answers().any(|answer| answer == Answer::Closed) {
        return Answer::Closed;
    }
    answers().find(|answer| *answer != Answer::Code).unwrap_or(Answer::Code)
}

/// Why somebody calls, the weightiest reason first; never empty.
#[must_use]
pub fn matters(caller: &Caller, now: Instant) -> Vec<Matter> {
    let mut matters = Vec::new();
    matters.extend(match caller.status {
        Status::Disabled => Some(Matter::Disabled),
        Status::Dormant => Some(Matter::Dormant),
        Status::Active => None,
    });
    if !caller.set_up {
        matters.push(before_set_up(caller, now));
    }
    matters.extend(caller.paused.map(|closed| match closed {
        Closed::Until(until) => Matter::Paused(Some(until)),
        Closed::Paused => Matter::Paused(None),
    }));
    if caller.mail_refused {
        matters.push(Matter::AddressRefuses);
    }
    if caller.set_up && two_factor_door(caller.phase, caller.standing) == Door::Closed {
        matters.push(Matter::TwoFactorNotOpen);
    }
    let opens = crate::phase::smartcard_door(caller.phase, caller.standing) != Door::Closed;
    if opens && !caller.cards.is_empty() && !caller.cards.iter().any(|card| card.proves()) {
        matters.push(Matter::CardsStopped);
    }
    matters.extend(caller.failure.filter(|failure| !failure.is_said_by(&matters)).map(Matter::Failed));
    if matters.is_empty() {
        matters.push(Matter::Nothing);
    }
    matters
}

/// What has not happened yet on the way to a password.
fn before_set_up(caller: &Caller, now: Instant) -> Matter {
    match (caller.state, caller.activation) {
        (State::Authorised, _) => Matter::NoAddress,
        (State::Proposed, _) => Matter::AddressWaits,
        _ if !may_set_up_in(caller.phase, caller.standing) => Matter::SetUpNotOpen,
        (_, Some(sent)) if sent.expires_at <= now => Matter::ActivationExpired(sent),
        (_, Some(sent)) => Matter::ActivationSent(sent),
        (_, None) if caller.awaits_activation => Matter::ActivationComing,
        (_, None) => Matter::ActivationMissing,
    }
}
