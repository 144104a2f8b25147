//! Proves an export without server, database or configuration.
//!
//! It is read once from its beginning to its end, a line in memory at a time. What is wrong is named by the first line
//! where it shows. Nobody can see from an export alone that seals are missing at its end, or that the whole chain was
//! written anew: for that there are anchors.

mod check;

use std::io::{self, BufRead, Read as _};

use domain::time::Instant;
use serde::Serialize;

use super::{
    anchor::Anchor,
    file::{FORMAT, Header, Line, VERSION},
};
use check::Check;

/// The longest line that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// What an export that holds proves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The clearing house that the header names.
    pub clearing_house: String,
    /// Events.
    pub events: u64,
    /// Seals.
    pub seals: u64,
    /// Number of the first seal: what is before it is not proved.
    pub first_seal: Option<i64>,
    /// The earliest event.
    pub from: Option<Instant>,
    /// The latest event.
    pub until: Option<Instant>,
    /// Events of which retention has taken something away.
    pub expired: u64,
    /// Number of the last seal.
    pub last_seal: Option<i64>,
    /// Hash of the last seal.
    pub head: Option<String>,
    /// When the last seal was made.
    pub sealed_at: Option<Instant>,
    /// How many anchors were found in it.
    pub anchors: usize,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// It is no export, or one of another version.
    NoExport,
    /// The header was altered.
    HeaderAltered,
    /// A line is not written as an export writes it.
    LineDamaged,
    /// An event is not what was sealed.
    EventAltered,
    /// An event is not there.
    EventMissing,
    /// An event is there that was not sealed here.
    EventInserted,
    /// An event stands elsewhere than it was sealed.
    EventMoved,
    /// A seal, or an event under it together with its hash, was altered.
    SealAltered,
    /// A seal is not there.
    SealMissing,
    /// A seal is there that does not belong there.
    SealInserted,
    /// The export ends before its end.
    CutOff,
    /// The chain is not the one of an anchor, or ends before it.
    Anchor,
}

/// Why an export does not hold.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It could not be read.
    #[error("the export cannot be read: {0}")]
    Read(#[from] io::Error),
    /// It is wrong.
    #[error("line {line}: {reason}")]
    Wrong {
        /// The first line that shows it, from 1.
        line: u64,
        /// What it is.
        wrong: Wrong,
        /// The same in words.
        reason: String,
    },
}

/// Checks a whole export, and that each of `anchors` is in it.
///
/// # Errors
/// [`VerifyError::Wrong`] names the first line that is wrong, and why.
pub fn verify(export: impl BufRead, anchors: &[Anchor]) -> Result<Proof, VerifyError> {
    let mut lines = Lines { export, number: 0, bytes: Vec::new() };
    let header = header(&mut lines)?;
    let mut check = Check::new(&header, anchors);
    while let Some(line) = lines.next()? {
        let judged = match &line {
            Line::Event(record) => check.event(record),
            Line::Seal(seal) => check.seal(seal),
            Line::Header(_) => Err((Wrong::LineDamaged, "a second header".to_owned())),
        };
        if let Err((wrong, reason)) = judged {
            let at = lines.number;
            // A place that was skipped may stand further down.
            let moved = match &line {
                Line::Event(record) if wrong == Wrong::EventMissing => check.stands_later(record, &mut lines)?,
                _ => false,
            };
            return Err(if moved {
                fault(at, Wrong::EventMoved, format!("event moved: {reason}, but further down"))
            } else {
                fault(at, wrong, reason)
            });
        }
    }
    check.end(lines.number)
}

type Judged = Result<(), (Wrong, String)>;

fn fault(line: u64, wrong: Wrong, reason: String) -> VerifyError {
    VerifyError::Wrong { line, wrong, reason }
}

/// The lines of an export.
struct Lines<R> {
    export: R,
    /// Of the line read last, from 1.
    number: u64,
    bytes: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> Result<Option<Line>, VerifyError> {
        self.bytes.clear();
        self.export.by_ref().take(LONGEST).read_until(b'\n', &mut self.bytes)?;
        if self.bytes.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        if let Some(line) = Line::read(&self.bytes) {
            return Ok(Some(line));
        }
        let (wrong, reason) = if self.bytes.ends_with(b"\n") {
            (Wrong::LineDamaged, "damaged: this is not written as an export writes an event or a seal")
        } else {
            (Wrong::CutOff, "cut off: the export ends, or is damaged, within this line")
        };
        Err(fault(self.number, wrong, reason.to_owned()))
    }
}

fn header(lines: &mut Lines<impl BufRead>) -> Result<Header, VerifyError> {
    let no_export =
        || fault(1, Wrong::NoExport, format!("no header of {FORMAT}, version {VERSION}: this is no export"));
    match lines.next() {
        Ok(Some(Line::Header(header))) if header.format == FORMAT && header.version == VERSION => {
            let sound = match (header.first_seal, header.last_seal) {
                (None, None) => true,
                (Some(first), Some(last)) => first >= 1 && first <= last,
                _ => false,
            };
            if sound && header.hash == header.expected_hash() {
                Ok(header)
            } else {
                Err(fault(1, Wrong::HeaderAltered, "header altered: it does not have its hash".to_owned()))
            }
        }
        Err(error @ VerifyError::Read(_)) => Err(error),
        _ => Err(no_export()),
    }
}

#[cfg(test)]
mod tests;
