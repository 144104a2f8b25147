//! The schedule: for everybody, for staff, and what it would do.

mod check;
mod desk;
mod event;
mod form;
mod public;
pub(in crate::pages) mod words;

pub(crate) use check::check;
pub(crate) use desk::desk;
pub(crate) use event::event;
pub(crate) use public::schedule;
pub(in crate::pages) use words::{held, kind, phase, state_key};
pub(crate) use words::{phase as phase_name, why as why_blocked};

/// The staff's schedule.
const DESK: &str = "/monitor/schedule";
/// Who would be blocked.
const BLOCKED: &str = "/monitor/blocked";
