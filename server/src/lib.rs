//! The server of Changeover: what is done.
//!
//! Use cases stand one folder a capability and take an [`App`], which holds the store, the clock, the randomness and
//! the mailer; `http` and the command line call them and hold no rules.

pub mod adoption;
pub mod app;
pub mod approval;
pub mod audit;
pub mod briefing;
pub mod campaign;
pub mod ceremony;
pub mod certificate;
pub mod cli;
pub mod clock;
pub mod config;
pub mod connectivity;
pub mod contingency;
pub mod decommission;
pub mod demo;
pub mod enquiry;
pub mod guide;
pub mod http;
pub mod keys;
pub mod login;
pub mod mail;
pub mod monitor;
pub mod passkey;
pub mod random;
pub mod readiness;
pub mod registration;
pub mod report;
pub mod rights;
pub mod schedule;
pub mod session;
pub mod sheet;
pub mod smartcard;
pub mod store;

pub use app::App;
