//! The help desk: whoever calls is found, and what is wrong and what to say stands on one page.

mod firm;
mod firms;
mod matters;
mod person;
mod search;
mod timeline;

pub(crate) use firm::firm;
pub(crate) use firms::firms;
pub(crate) use person::person;
pub(crate) use search::search;
