//! The form of an export: JSON lines, each an object with one member that says what it is.
//!
//! ```text
//! {"header":{"format":"changeover-audit","version":1,"clearing_house":"…","exported_at":"…","first_seal":1,"last_seal":2,"hash":"…"}}
//! {"event":{"place":1,"id":"…","at":"…", …,"hash":"…"}}          every event of the first seal, by place
//! {"seal":{"number":1,"at":"…","first_place":1, …,"hash":"…"}}   that seal; then the events of the second, and so on
//! ```
//!
//! Each line ends with a line feed and is written in one way only: members in the order of [`Header`], [`Record`] and
//! [`Seal`], all of them, `null` where there is nothing, and no space outside of texts. A line that says the same in
//! another way is not accepted. A detail is a text that holds JSON, because its hash is that of the text.
//!
//! The header's hash is that of the fields `changeover.audit.header.1`, clearing_house, exported_at, first_seal and
//! last_seal, as in [`super::chain`]. It finds damage; against forgery stand the chain and the anchor.

use domain::time::Instant;
use serde::{Deserialize, Serialize};

use super::chain::{Fields, Record, Seal};

/// The name of the format.
pub const FORMAT: &str = "changeover-audit";

/// The version of the format that is written, and the only one that is read.
pub const VERSION: u32 = 1;

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The clearing house's English name.
    pub clearing_house: String,
    /// When it was exported.
    pub exported_at: Instant,
    /// Number of the first seal; none where nothing was sealed.
    pub first_seal: Option<i64>,
    /// Number of the last seal; none where nothing was sealed.
    pub last_seal: Option<i64>,
    /// The header's hash.
    pub hash: String,
}

impl Header {
    /// A header with its hash, for the seals from the first to the last of `seals`.
    pub fn new(clearing_house: &str, exported_at: Instant, seals: Option<(i64, i64)>) -> Self {
        let mut header = Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            clearing_house: clearing_house.to_owned(),
            exported_at,
            first_seal: seals.map(|(first, _)| first),
            last_seal: seals.map(|(_, last)| last),
            hash: String::new(),
        };
        header.hash = header.expected_hash();
        header
    }

    /// The hash that it should have.
    pub fn expected_hash(&self) -> String {
        let number = |number: Option<i64>| number.map(|number| number.to_string());
        Fields::of("changeover.audit.header.1")
            .text(&self.clearing_house)
            .number(self.exported_at.as_millis())
            .maybe(number(self.first_seal).as_deref())
            .maybe(number(self.last_seal).as_deref())
            .hash()
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    /// The first one.
    Header(Header),
    /// An event.
    Event(Record),
    /// A seal over the events since the one before.
    Seal(Seal),
}

impl Line {
    /// The line with its line feed.
    ///
    /// # Errors
    /// None in practice: everything in it can be JSON.
    pub fn written(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string(self)? + "\n")
    }

    /// Reads a line with its line feed; `None` unless it is written in the one way.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let line: Self = serde_json::from_slice(bytes).ok()?;
        (line.written().ok()?.as_bytes() == bytes).then_some(line)
    }
}
