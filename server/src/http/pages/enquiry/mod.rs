//! The help desk's pages.

pub mod person;
pub mod search;
