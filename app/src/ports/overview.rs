//! How users stand.

use domain::life::State;

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
