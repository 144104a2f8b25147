//! What is true in Changeover, whoever asks: the phases and what each allows, the life of a user, and the rules
//! for accounts, addresses, codes, passwords and attempts.
//!
//! The crate is pure. It reads no clock and no random source, does no I/O and is never asynchronous; instants and
//! keys are arguments. The server and the browser compile the same rules, so a page cannot promise what the server
//! refuses.
//!
//! # How to add the next thing
//!
//! - **A rule about a phase** is a cell of the table in [`phase`]; nothing else may ask "which phase is it?".
//! - **A value that comes from outside** is a newtype with a `parse` that refuses and never repairs look-alikes;
//!   its `Deserialize` goes through the same `parse`.
//! - **A step in a user's life** is a variant of [`life::Step`] and an arm of [`life::State::after`].
//! - **A set of named values** has `ALL`, `name()` and `FromStr`; the names are part of files, addresses and the
//!   audit, so they are never changed once released.

pub mod account;
pub mod address;
pub mod adoption;
pub mod approval;
pub mod briefing;
pub mod budget;
pub mod campaign;
pub mod card;
pub mod code;
pub mod connectivity;
pub mod enquiry;
pub mod guide;
pub mod language;
pub mod life;
pub mod method;
pub mod name;
pub mod password;
pub mod phase;
pub mod reach;
pub mod role;
pub mod schedule;
pub mod telephone;
pub mod time;
pub mod weekly;

mod crockford;
