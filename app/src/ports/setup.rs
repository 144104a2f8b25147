//! `/setup`: activation, password, code.

use domain::{code::Reference, password::PasswordProblem, time::Instant};

use super::{
    ceremony::{Ceremony, CeremonyRefusal},
    login::CodeForm,
};

/// The step that `/setup` stands at.
#[derive(Clone, Debug)]
pub enum Setup {
    /// Participant, user and activation code.
    Activation(ActivationForm),
    /// Prove oneself by the card or passkey that one holds.
    Proof(Ceremony),
    /// Choose a password.
    Password(NewPassword),
    /// Prove the mailbox with a one-time code.
    Code(CodeForm),
    /// Done: what happens next.
    Done(SetupDone),
}

/// First step of set-up.
#[derive(Clone, Debug, Default)]
pub struct ActivationForm {
    /// As typed before, or empty.
    pub participant: String,
    /// As typed before, or empty.
    pub user: String,
    /// As typed before, or empty: shown again, it is no password.
    pub activation: String,
    /// Whether the policy asks for the hand-over code beside it (field `handover`).
    pub hand_over_asked: bool,
    /// As typed before, or empty.
    pub hand_over: String,
    /// Why the page is shown again.
    pub problem: Option<ActivationRefusal>,
}

/// Why an activation was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivationRefusal {
    /// Fields left empty.
    Missing {
        /// The participant code.
        participant: bool,
        /// The user ID.
        user: bool,
        /// The activation code.
        activation: bool,
    },
    /// Not the form of an activation code: three groups of four.
    Shape,
    /// The hand-over code is missing, or has not its form: three groups of four.
    HandOver,
    /// Not these three together; used and expired ones answer alike with what to do next.
    Refused,
    /// Too many tries: nothing is evaluated until then.
    ClosedUntil(Instant),
    /// The phase does not open set-up yet.
    NotOpenYet,
    /// The set-up under way is over: start again with the code.
    StartAgain,
    /// The user holds a card with an X.509 certificate, which is the second proof: log in with it first.
    CertificateFirst,
    /// What card or passkey said was refused: start again with the code.
    Proof(CeremonyRefusal),
}

/// Second step: the new password. Also the form of `/account/password`.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// The set-up this page belongs to, in its URL.
    pub login: String,
    /// The address that codes will go to, masked.
    pub masked_address: String,
    /// The account, for the password manager's `username`.
    pub username: String,
    /// Least number of characters.
    pub min_length: usize,
    /// Names that the browser can warn about before the form is sent.
    pub names: Vec<String>,
    /// Why the page is shown again.
    pub problem: Option<PasswordProblem>,
    /// The server is busy; nothing was changed.
    pub busy: bool,
}

/// Set-up completed.
#[derive(Clone, Debug)]
pub struct SetupDone {
    /// The reference of the code that completed it.
    pub reference: Reference,
    /// The address that codes go to, masked.
    pub masked_address: String,
    /// Whether the person can log in with password and code now.
    pub can_log_in: bool,
    /// Delegated administrators and staff go to pages of their own.
    pub own_pages: bool,
}
