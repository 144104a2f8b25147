//! Cards before a relying party that is not ours: good ones are let in, and each flaw is refused by its own name.
//!
//! What `webauthn-rs` lets pass is written down here as well: Changeover must look at it itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod bridge;
mod browser;
mod login;
mod registration;
mod relying_party;
