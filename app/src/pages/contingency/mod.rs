//! What stands in for e-mail while it is down.

mod call_back;
mod delay;
mod monitor;
mod parts;
mod passes;
mod portal;

pub(crate) use call_back::call_back;
pub(crate) use delay::MailDelayed;
pub(crate) use monitor::contingency;
pub(crate) use passes::{PassSection, pass_list};
pub(crate) use portal::firm_contingency;
