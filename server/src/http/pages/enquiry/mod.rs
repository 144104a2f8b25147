//! The help desk's pages.

pub mod files;
pub mod firms;
pub mod person;
pub mod search;
