//! What waits for a second person: the queue, one request, and what staff propose.

mod diff;
mod parts;
mod queue;
mod request;
mod staff_proposal;
mod words;

pub(in crate::pages) use diff::{field, now, proposed};
pub(in crate::pages) use parts::{gap, radios};
pub(crate) use queue::queue;
pub(crate) use request::request;
pub(crate) use staff_proposal::staff_proposal;
pub(in crate::pages) use words::kind as kind_word;
