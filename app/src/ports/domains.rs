//! `/portal/domains`: the mail domains that a firm's addresses are expected in.

use super::portal::{Firm, Rights};

/// `/portal/domains`. The form posts `domains` (one a line), `reason`; `action` is `propose`.
#[derive(Clone, Debug, Default)]
pub struct Domains {
    /// The firm.
    pub firm: Firm,
    /// The reader's rights.
    pub rights: Rights,
    /// Domains agreed so far; none: those in use count.
    pub agreed: Vec<String>,
    /// Domains in use, with how many users of each.
    pub in_use: Vec<(String, u64)>,
    /// The request that waits, if one does.
    pub waits: Option<String>,
    /// What was typed.
    pub typed: String,
    /// The reason as typed.
    pub reason: String,
    /// Why it was not taken.
    pub problem: Option<DomainsProblem>,
}

/// Why domains were not proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DomainsProblem {
    /// Not a domain: this line.
    NotDomain(String),
    /// More than a hundred.
    TooMany,
    /// The same as now.
    Same,
    /// A change waits already.
    Waits,
    /// The reason is missing.
    ReasonMissing,
    /// The reader lacks the right to propose.
    NotMaker,
}
