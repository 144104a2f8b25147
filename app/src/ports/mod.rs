//! What a page asks of a server: the models that a page shows, and the traits behind server functions.
//!
//! A page is a pure function of its model. The server's use cases fill the model; the page never looks anything up.

pub mod account;
pub mod adoption;
pub mod approval;
pub mod briefing;
pub mod campaign;
pub mod card;
pub mod ceremony;
pub mod certificate;
pub mod connectivity;
pub mod contingency;
pub mod domains;
pub mod enquiry;
pub mod events;
pub mod frame;
pub mod guide;
pub mod login;
pub mod mail_desk;
pub mod mailbox;
pub mod overview;
pub mod passkey;
pub mod portal;
pub mod readiness;
pub mod refusal;
pub mod registry;
pub mod rehearsal;
pub mod schedule;
pub mod setup;
pub mod trail;
pub mod upload;
pub mod visit;

pub use frame::{Chrome, Clearing, SignedIn, Support};
