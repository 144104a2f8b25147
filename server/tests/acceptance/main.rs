//! The acceptance suite: a real server on a free port, real browsers as far as a server can tell, both databases, and
//! two instances where it matters. Each test has a server and a database of its own.
//!
//! To add a test: an `async fn(Backend)` named for what must hold, and its name in its file's `on_both!`.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on should say where")]

mod support;

mod adoption;
mod approvals;
mod audit;
mod blocked;
mod briefings;
mod budgets;
mod campaigns;
mod cards;
mod certificate;
mod connectivity;
mod contingency;
mod decommission;
mod enquiry;
mod failures;
mod guides;
mod hand_over;
mod login;
mod mail;
mod monitor;
mod origins;
mod pages;
mod passkeys;
mod portal;
mod readiness;
mod report;
mod rights;
mod schedule;
mod schedule_pages;
mod second_proof;
mod secrecy;
mod sessions;
mod setup;
mod smartcards;
mod staff_route;
mod trail;
mod uniformity;
mod upload;
