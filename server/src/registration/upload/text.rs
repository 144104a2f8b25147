//! The text in which an upload is kept: UTF-8 with commas, all columns and the header as they stand in the file.
//!
//! Record numbers and the number of cells of each record stay as they were, whatever the file's encoding and separator
//! and whatever stands in its cells. What the database's text cannot hold, and what marks a record that was left out,
//! stand as noncharacters (Unicode 23.7), which no file has any business to use: in a file they are undecodable.

use std::{
    borrow::Cow,
    io::{Cursor, Read, Seek},
};

use super::{
    super::import::{
        addresses::COLUMNS,
        reader::{MAX_RECORD, Record, Sheet},
    },
    MOST_RECORDS, UploadError,
};
use app::ports::upload::FileProblem;

/// Stands for NUL, which PostgreSQL does not keep in a text.
const NUL: char = '\u{FDD0}';
/// The only cell of a record that was left out.
const LEFT_OUT: &str = "\u{FDD1}";
/// Begins the text, so that it is read as UTF-8 without another look and keeps a mark that is a cell's own.
const MARK: &str = "\u{FEFF}";

/// An upload's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text itself.
    pub content: String,
    /// How many records follow the header, those that were left out not counted.
    pub records: u64,
}

/// A kept text, to be read.
pub type Kept<'t> = Sheet<Cursor<Cow<'t, [u8]>>>;

/// Opens a kept text.
///
/// # Errors
/// When it is none.
pub fn open(content: &str) -> Result<Kept<'_>, UploadError> {
    let bytes = if content.contains(NUL) {
        Cow::Owned(content.replace(NUL, "\0").into_bytes())
    } else {
        Cow::Borrowed(content.as_bytes())
    };
    Ok(Sheet::new("upload".to_owned(), Cursor::new(bytes), COLUMNS)?)
}

/// Whether a record of a kept text was left out.
pub fn left_out(record: &Record<'_>) -> bool {
    let mut cells = record.iter();
    cells.next() == Some(LEFT_OUT) && cells.next().is_none()
}

/// Reads a file into a text to keep.
///
/// # Errors
/// What is wrong with the file as a whole; more than [`MOST_RECORDS`] are.
pub fn keep<S: Read + Seek>(sheet: &mut Sheet<S>) -> Result<Text, UploadError> {
    let mut writer = Writer::begin(sheet.header())?;
    let mut records = sheet.records()?;
    while let Some(record) = records.next_record()? {
        writer.add(record.number, record.iter())?;
    }
    writer.end()
}

/// What becomes of a record of a kept text.
#[derive(Clone, Debug)]
pub enum Change {
    /// Nothing.
    Stays,
    /// It has these cells.
    Cells(Vec<String>),
    /// It is left out; the others keep their numbers.
    LeftOut,
}

/// Writes a kept text again, with changes.
///
/// # Errors
/// When a record has become too long.
pub fn rewrite(content: &str, mut change: impl FnMut(&Record<'_>) -> Change) -> Result<Text, UploadError> {
    let mut sheet = open(content)?;
    let mut writer = Writer::begin(sheet.header())?;
    let mut records = sheet.records()?;
    while let Some(record) = records.next_record()? {
        let change = if left_out(&record) { Change::LeftOut } else { change(&record) };
        match change {
            Change::Stays => writer.add(record.number, record.iter())?,
            Change::Cells(cells) => writer.add(record.number, cells.iter().map(String::as_str))?,
            Change::LeftOut => writer.leave_out()?,
        }
    }
    writer.end()
}

/// A cell as it is kept.
fn kept(cell: &str) -> Cow<'_, str> {
    if !cell.contains(['\0', '\u{FDD0}', '\u{FDD1}']) {
        return Cow::Borrowed(cell);
    }
    let kept = |c| match c {
        '\0' => NUL,
        '\u{FDD0}' | '\u{FDD1}' => '\u{FFFD}',
        other => other,
    };
    Cow::Owned(cell.chars().map(kept).collect())
}

struct Writer {
    csv: csv::Writer<Vec<u8>>,
    records: u64,
}

impl Writer {
    fn begin(header: &[String]) -> Result<Self, UploadError> {
        let csv = csv::WriterBuilder::new().flexible(true).from_writer(MARK.as_bytes().to_vec());
        let mut writer = Self { csv, records: 0 };
        writer.write(1, header.iter().map(String::as_str))?;
        Ok(writer)
    }

    fn add<'c>(&mut self, number: u64, cells: impl Iterator<Item = &'c str>) -> Result<(), UploadError> {
        self.records += 1;
        if self.records > MOST_RECORDS {
            return Err(UploadError::File(FileProblem::TooManyRecords));
        }
        self.write(number, cells)
    }

    fn leave_out(&mut self) -> Result<(), UploadError> {
        self.csv.write_record([LEFT_OUT]).map_err(failed)
    }

    fn write<'c>(&mut self, number: u64, cells: impl Iterator<Item = &'c str>) -> Result<(), UploadError> {
        let mut length = 0;
        for cell in cells {
            let cell = kept(cell);
            // As long as it can become: all its quotation marks doubled, quoted, and with a separator.
            length += cell.len() + cell.matches('"').count() + 3;
            if length > MAX_RECORD {
                return Err(UploadError::File(FileProblem::RecordTooLong(number)));
            }
            self.csv.write_field(&*cell).map_err(failed)?;
        }
        self.csv.write_record(None::<&[u8]>).map_err(failed)
    }

    fn end(self) -> Result<Text, UploadError> {
        let bytes = self.csv.into_inner().map_err(|error| UploadError::Failed(error.to_string()))?;
        let content = String::from_utf8(bytes).map_err(|error| UploadError::Failed(error.to_string()))?;
        Ok(Text { content, records: self.records })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "taken by map_err")]
fn failed(error: csv::Error) -> UploadError {
    UploadError::Failed(error.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    /// Records of any shape: short, long, empty, with everything that a cell can hold.
    fn records() -> impl Strategy<Value = Vec<Vec<String>>> {
        let nasty = select(
            &[
                "",
                " ",
                "\"",
                "\"\"",
                "a\"b",
                ",",
                ";",
                "\t",
                "\n",
                "\r",
                "\r\n",
                "a\r",
                "\u{FEFF}",
                "\u{FEFF}x",
                "\0",
                "陳大文",
                "\u{FFFD}",
                "=1+1",
                "'",
                "x@y.example",
                "line\nBcc: z@evil.example",
                "\u{2028}",
                "\u{200B}",
                "😀",
            ][..],
        );
        let cell = prop_oneof![nasty.prop_map(str::to_owned), "[ -~\u{80}-\u{2FFF}]{0,12}"];
        vec(vec(cell, 1..6), 0..40)
    }

    fn all<S: Read + Seek>(sheet: &mut Sheet<S>) -> Vec<(u64, Vec<String>)> {
        let mut found = Vec::new();
        let mut records = sheet.records().unwrap();
        while let Some(record) = records.next_record().unwrap() {
            found.push((record.number, record.cells()));
        }
        found
    }

    fn written(records: &[Vec<String>], separator: u8, crlf: bool, quoted: bool) -> Vec<u8> {
        let mut builder = csv::WriterBuilder::new();
        builder.flexible(true).delimiter(separator);
        if crlf {
            builder.terminator(csv::Terminator::CRLF);
        }
        if quoted {
            builder.quote_style(csv::QuoteStyle::Always);
        }
        let mut csv = builder.from_writer(Vec::new());
        csv.write_record(["name", "PARTICIPANT_CODE ", "email", "user_id"]).unwrap();
        for record in records {
            csv.write_record(record).unwrap();
        }
        csv.into_inner().unwrap()
    }

    proptest! {
        #[test]
        fn no_record_loses_its_number_or_a_cell(
            records in records(),
            separator in select(&b",;\t"[..]),
            crlf in any::<bool>(),
            quoted in any::<bool>(),
        ) {
            let bytes = written(&records, separator, crlf, quoted);
            let mut sheet = Sheet::new("x".to_owned(), Cursor::new(bytes), COLUMNS).unwrap();
            let as_read = all(&mut sheet);
            let text = keep(&mut sheet).unwrap();
            prop_assert!(!text.content.contains('\0'), "PostgreSQL keeps no NUL");
            prop_assert_eq!(text.records, as_read.len() as u64);
            let mut kept = open(&text.content).unwrap();
            prop_assert_eq!(kept.header(), sheet.header());
            prop_assert_eq!(&all(&mut kept), &as_read);
            // Written again without a change it is the same text.
            prop_assert_eq!(rewrite(&text.content, |_| Change::Stays).unwrap(), text);
        }

        #[test]
        fn a_record_left_out_moves_no_other(records in records(), out in any::<prop::sample::Index>()) {
            prop_assume!(!records.is_empty());
            let mut sheet = Sheet::new("x".to_owned(), Cursor::new(written(&records, b',', false, true)), COLUMNS).unwrap();
            let mut as_read = all(&mut sheet);
            let text = keep(&mut sheet).unwrap();
            let (number, _) = as_read.remove(out.index(as_read.len()));
            let less = rewrite(&text.content, |record| {
                if record.number == number { Change::LeftOut } else { Change::Stays }
            }).unwrap();
            prop_assert_eq!(less.records + 1, text.records);
            let mut kept = open(&less.content).unwrap();
            let mut found = Vec::new();
            let mut records = kept.records().unwrap();
            while let Some(record) = records.next_record().unwrap() {
                if !left_out(&record) {
                    found.push((record.number, record.cells()));
                }
            }
            prop_assert_eq!(found, as_read);
        }
    }

    #[test]
    fn arbitrary_bytes_are_read_the_same_once_kept() {
        proptest!(|(tail in vec(any::<u8>(), 0..400))| {
            let mut bytes = b"participant_code,user_id,email\n".to_vec();
            bytes.extend(tail);
            if let Ok(mut sheet) = Sheet::new("x".to_owned(), Cursor::new(bytes), COLUMNS) {
                let as_read = all(&mut sheet);
                let text = keep(&mut sheet).unwrap();
                prop_assert_eq!(all(&mut open(&text.content).unwrap()), as_read);
            }
        });
    }

    #[test]
    fn a_record_that_would_not_be_read_again_is_refused_by_its_number() {
        let long = "\"".repeat(MAX_RECORD / 3);
        let records = vec![vec!["a".to_owned()], vec![long]];
        let mut sheet =
            Sheet::new("x".to_owned(), Cursor::new(written(&records, b',', false, false)), COLUMNS).unwrap();
        assert!(keep(&mut sheet).is_ok());
        let records = vec![vec!["a".to_owned()], vec!["\"".repeat(MAX_RECORD)]];
        let mut sheet =
            Sheet::new("x".to_owned(), Cursor::new(written(&records, b',', false, false)), COLUMNS).unwrap();
        assert!(matches!(keep(&mut sheet), Err(UploadError::File(FileProblem::RecordTooLong(3)))));
    }
}
