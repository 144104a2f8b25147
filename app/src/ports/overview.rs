//! How users stand, and the first page of staff.

use domain::{card::CardState, life::State, role::StaffRole, time::Instant};

/// How many users stand in each state.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Active users by state, in the order of the life of a user; states without users are there with 0.
    pub by_state: Vec<(State, u64)>,
    /// Dormant users, counted apart.
    pub dormant: u64,
    /// Disabled users, counted apart.
    pub disabled: u64,
}

/// `/monitor`.
#[derive(Clone, Debug)]
pub struct Monitor {
    /// What the reader may do.
    pub role: StaffRole,
    /// Firms in the directory.
    pub participants: u64,
    /// All users.
    pub standing: Standing,
    /// Active users who hold a passkey: counted apart from the states, in each of which they may be.
    pub passkey_holders: u64,
    /// Active users who proved no more than their mailbox when they set up.
    pub by_mailbox_alone: u64,
    /// Since when smartcards are out of use for good.
    pub decommissioned_at: Option<Instant>,
    /// Smartcards in each state.
    pub cards: Vec<(CardState, u64)>,
    /// One-time passes that work, or wait to be shown.
    pub passes: u64,
    /// Since when everybody is told that mail is delayed.
    pub mail_delayed_at: Option<Instant>,
    /// Mail that waits.
    pub mail_waiting: u64,
    /// When the oldest waiting mail was written.
    pub mail_oldest: Option<Instant>,
    /// The instant that the figures hold for.
    pub as_of: Instant,
}
