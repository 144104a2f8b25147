//! The connectivity test, and what a firm's administrators see of it.

mod firm;
mod rows;
mod test;
mod ticket;
mod words;

pub(crate) use firm::firm_results;
pub(crate) use test::{connectivity, test_code};
pub(in crate::pages) use words::{browser_name, check_name, outcome_word, reason, show_words};

/// The page of the test.
const CONNECTIVITY: &str = "/connectivity";
