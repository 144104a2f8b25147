//! What the clearing house's staff see.

mod board;
mod card_proposal;
mod cards;
mod facts;
mod tiles;
mod trail;

pub(crate) use board::monitor;
pub(crate) use card_proposal::card_proposal;
pub(crate) use cards::{cards, suspension};
pub(crate) use trail::trail;
