//! What two people must agree on: proposed by one, decided by another, carried out as a whole.

pub mod digest;
