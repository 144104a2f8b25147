//! The audit trail as people read it: `/portal/audit`, and a user's timeline.

use domain::{account::AccountId, time::Instant};

use super::portal::Firm;

/// One event.
#[derive(Clone, Debug)]
pub struct Moment {
    /// When.
    pub at: Instant,
    /// What, as the audit names it: `family.happening`.
    pub kind: String,
    /// Whom it concerns, if one account.
    pub account: Option<AccountId>,
    /// Who did it.
    pub actor: Actor,
    /// Particulars, as label and value, to be shown as they are.
    pub detail: Vec<(String, String)>,
    /// Whether the audit's seal covers it already.
    pub sealed: bool,
    /// The request for a second person's agreement that it belongs to; empty without one.
    pub request: String,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// An account of the reader's own firm, or of staff for staff: account and name.
    Account(AccountId, String),
    /// Somebody of the clearing house's staff, who is not named to firms.
    Staff,
    /// Somebody not proved to be anyone.
    Anonymous,
    /// The operator at the command line.
    Operator,
    /// Changeover by itself.
    System,
}

/// `/portal/audit`. In the URL: `user`, `family`, `from` and `until` (dates), `before` (the page's key). The export of
/// what is shown is at `/portal/audit.csv` with the same filters.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    /// The firm.
    pub firm: Firm,
    /// `user` as typed.
    pub user: String,
    /// `family` as chosen; empty: all.
    pub family: String,
    /// `from` as typed.
    pub from: String,
    /// `until` as typed.
    pub until: String,
    /// The families that there are, as the audit names them.
    pub families: Vec<String>,
    /// The events shown, 50 at most, newest first.
    pub moments: Vec<Moment>,
    /// The key of the next, older page.
    pub older: Option<String>,
    /// Whether this is not the newest page.
    pub begun: bool,
    /// The field that could not be read: `user`, `from` or `until`.
    pub wrong: Option<&'static str>,
}
