//! Events of the audit as pages show them, to a firm and to the staff.

mod filters;
mod particulars;
mod rows;
mod tables;

pub(super) use filters::{Field, Filters, Way, asked};
pub(super) use particulars::Particulars;
pub(super) use rows::{Export, Moments, Seconds, actor_words, event_words, family_words, paging};
