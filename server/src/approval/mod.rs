//! What two people must agree on: proposed by one, decided by another, carried out as a whole.
//!
//! * [`propose`] writes a request down: the exact changes, their hash, and the versions they rest on.
//! * [`jury`] says who may decide which row: never the maker, never the one it concerns; the firm's checkers where there
//!   is one left, else the clearing house's approvers.
//! * [`decide`] approves, rejects and takes back; [`carry_out`] checks everything once more and does it.
//! * [`expire`] ends what nobody decided; [`digest`] counts what waits for somebody.
//!
//! To let another change take two people: a variant of [`domain::approval::Change`], an arm of `carry_out::judge` and
//! one of `carry_out::apply`; where another capability owns what changes, an arm each of [`elsewhere`].

pub mod carry_out;
pub mod decide;
pub mod diffs;
pub mod digest;
pub mod elsewhere;
pub mod expire;
pub mod hand_over;
pub mod jury;
pub mod propose;
pub mod view;
