//! `/portal/upload`: a file of addresses, and the preview of what it would do at `/portal/upload/{id}`.

use domain::time::Instant;

use super::portal::Firm;

/// `/portal/upload`. The form is `multipart/form-data` with the field `file`.
#[derive(Clone, Debug, Default)]
pub struct UploadForm {
    /// The firm.
    pub firm: Firm,
    /// Whether the reader may propose; a checker sees the page and the template only.
    pub maker: bool,
    /// The most records of a file.
    pub most_records: u64,
    /// The most bytes of a file.
    pub most_bytes: u64,
    /// Uploads of the reader that were previewed and not proposed: id, file name, when.
    pub open: Vec<(String, String, Instant)>,
    /// Why the file was not taken.
    pub problem: Option<FileProblem>,
}

/// Why a file was not taken as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// No file was chosen.
    Missing,
    /// Nothing is in it.
    Empty,
    /// More bytes than are taken.
    TooLarge,
    /// More records than are taken.
    TooManyRecords,
    /// The header lacks columns: wanted, missing, found.
    Columns {
        /// All that must be there.
        wanted: String,
        /// What is not.
        missing: String,
        /// What is.
        found: String,
    },
    /// The header names a column twice.
    Twice(String),
    /// A record without an end.
    RecordTooLong(u64),
    /// A workbook (`.xlsx`, `.xls`) instead of text: how to save it as text.
    Workbook,
    /// It could not be read.
    Unreadable,
}

/// What a record of a file would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Registers a first address, or another one.
    Accept,
    /// Already so.
    Unchanged,
    /// Taken, and to be looked at.
    Warn,
    /// Passed over.
    Skip,
    /// Not taken.
    Reject,
}

impl Finding {
    /// Every finding, in the order in which pages show them.
    pub const ALL: [Self; 5] = [Self::Reject, Self::Warn, Self::Accept, Self::Unchanged, Self::Skip];

    /// The value of `show` in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Unchanged => "unchanged",
            Self::Warn => "warn",
            Self::Skip => "skip",
            Self::Reject => "reject",
        }
    }

    /// The finding of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.name() == name)
    }
}

/// Why a record is not simply taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordReason {
    /// Already so.
    Unchanged,
    /// Every cell is empty.
    EmptyRow,
    /// An earlier record says the same.
    Repeated,
    /// Two users of the firm or of the file would have one address.
    Shared,
    /// The same, and the policy refuses it.
    SharedRefused,
    /// Bytes that mean nothing in the file's encoding.
    Undecodable,
    /// A cell is missing.
    CellMissing,
    /// A cell too many.
    CellTooMany,
    /// Not a user of the firm.
    NotYours,
    /// The user is disabled.
    Disabled,
    /// The user is dormant, and the policy refuses or warns.
    Dormant,
    /// Not one plain address.
    NotPlainAddress,
    /// Letters beyond ASCII before the `@`.
    NonAsciiMailbox,
    /// The clearing house does not take the mail domain.
    DomainNotListed,
    /// Two addresses for one user.
    TwoAddresses,
    /// A change of this user's address waits already.
    Waits,
}

/// One record in the preview.
#[derive(Clone, Debug)]
pub struct RecordRow {
    /// Its number; the header is 1.
    pub record: u64,
    /// What it would do.
    pub finding: Finding,
    /// Why it is not simply taken.
    pub reason: Option<RecordReason>,
    /// The participant's cell as it stands in the file.
    pub participant: String,
    /// The user's cell as it stands in the file.
    pub user: String,
    /// The address's cell as it stands in the file.
    pub email: String,
    /// The user's name, where the record names a user of the firm.
    pub name: String,
    /// The address that is registered now; empty without one.
    pub now: String,
    /// Whether the mail domain is new to the firm.
    pub new_domain: bool,
    /// Whether the user's cell can be corrected here; the address's always can.
    pub user_editable: bool,
}

/// `/portal/upload/{id}`. In the URL: `show` ([`Finding::name`], or nothing for all), `page`, `notice=corrected`.
///
/// Forms, by the value of `action`: `correct` with `user-N` and `email-N` for records of the page; `drop` with `record`
/// (checkboxes: leaves those records out); `propose` with `reason`, and `confirm=yes` where the page asks for it;
/// `discard`. The file with a column of reasons is at `/portal/upload/{id}/result.csv`.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The firm.
    pub firm: Firm,
    /// The upload's id.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// Its encoding and separator, in words ("UTF-8, comma").
    pub form: String,
    /// How many records have each finding.
    pub counts: Vec<(Finding, u64)>,
    /// All records after the header.
    pub records: u64,
    /// How many users would get a first address.
    pub registers: u64,
    /// How many users would get another address.
    pub changes: u64,
    /// How many sessions that rest on a mailbox would end.
    pub sessions: u64,
    /// Mail domains that are new to the firm, with how many records have each.
    pub new_domains: Vec<(String, u64)>,
    /// The finding that is shown; none: all.
    pub show: Option<Finding>,
    /// The records shown, 50 at most.
    pub rows: Vec<RecordRow>,
    /// The page, from 1, and how many there are.
    pub page: (u64, u64),
    /// Whether records were just corrected.
    pub corrected: bool,
    /// The reason as typed.
    pub reason: String,
    /// Why it was not proposed.
    pub problem: Option<PreviewProblem>,
}

/// Why a preview was not proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewProblem {
    /// Nothing in it would change anything.
    NothingToPropose,
    /// New mail domains or shared addresses are to be confirmed first.
    Confirm,
    /// The phase does not allow it.
    PhaseClosed,
    /// A cell is too long, or has a line break.
    Cell(u64),
}
