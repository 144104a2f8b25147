//! Records of a file as spreadsheets write it: UTF-8, UTF-16 or Big5; comma, semicolon or tab; CRLF or LF.
//!
//! A file is read in pieces and may be read again from its start; of a file of any size one record and a few buffers
//! are held. A file is refused as a whole when its columns cannot be told or a record has no end; anything else is
//! said of the record alone. Bytes that mean nothing in the file's encoding reject the record that they stand in.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use csv::{ErrorKind, ReaderBuilder, StringRecord};
use encoding_rs::Encoding;

use super::{
    encoding::{Decoded, TooLong, detect},
    verdict::Reason,
};

/// The longest record, in bytes of UTF-8.
pub const MAX_RECORD: usize = 64 * 1024;
/// The most records of a file: what is kept of each is bounded, so this bounds the memory of a check.
pub const MAX_RECORDS: u64 = 10_000_000;

const SEPARATORS: [(u8, &str); 3] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab")];

/// Why a file was refused as a whole.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system's word.
    #[error("{name}: {source}")]
    Read {
        /// The file.
        name: String,
        /// Why it cannot be read.
        source: io::Error,
    },
    /// Nothing is in it.
    #[error("{0} is empty: record 1 must be the header")]
    Empty(String),
    /// The header lacks columns.
    #[error("{name}: record 1 must name the columns {wanted}; missing: {missing}; found: {found}")]
    Columns {
        /// The file.
        name: String,
        /// All that must be there.
        wanted: String,
        /// What is not.
        missing: String,
        /// What is.
        found: String,
    },
    /// The header names a column twice.
    #[error("{name}: record 1 names the column {column} twice")]
    Twice {
        /// The file.
        name: String,
        /// The column.
        column: &'static str,
    },
    /// A record without an end.
    #[error("{name}: record {record} is longer than {} KiB; is a quotation mark not closed?", MAX_RECORD / 1024)]
    TooLong {
        /// The file.
        name: String,
        /// The record.
        record: u64,
    },
    /// More records than a check can hold.
    #[error("{0} has more than {MAX_RECORDS} records; divide it")]
    TooMany(String),
}

/// A file whose form and columns are known.
#[derive(Debug)]
pub struct Sheet<S> {
    name: String,
    source: S,
    encoding: &'static Encoding,
    separator: (u8, &'static str),
    /// Where each wanted column stands.
    places: Vec<usize>,
    header: Vec<String>,
    length: u64,
}

impl Sheet<File> {
    /// Opens the file at `path`, which must have `columns`.
    ///
    /// # Errors
    /// [`FileError`] says what is wrong with it.
    pub fn open(path: &Path, columns: &'static [&'static str]) -> Result<Self, FileError> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Self::new(name, file, columns),
            Err(source) => Err(FileError::Read { name, source }),
        }
    }
}

impl<S: Read + Seek> Sheet<S> {
    /// Reads the form and the header of `source`, which must have `columns`, in any order and case; other columns are
    /// passed over. `name` is for messages.
    ///
    /// # Errors
    /// [`FileError`] says what is wrong with it.
    pub fn new(name: String, mut source: S, columns: &'static [&'static str]) -> Result<Self, FileError> {
        let form = source.seek(SeekFrom::End(0)).and_then(|length| Ok((length, detect(&mut source)?)));
        let (length, encoding) = match form {
            Ok(form) => form,
            Err(source) => return Err(FileError::Read { name, source }),
        };
        let mut sheet =
            Self { name, source, encoding, separator: SEPARATORS[0], places: Vec::new(), header: Vec::new(), length };
        let mut nearest: Option<(usize, StringRecord)> = None;
        for separator in SEPARATORS {
            sheet.separator = separator;
            let header = sheet.first()?;
            let places: Vec<usize> = columns.iter().filter_map(|column| find(&header, column)).collect();
            if places.len() == columns.len() {
                if let Some(column) = columns.iter().find(|column| header.iter().filter(|c| is(c, column)).count() > 1)
                {
                    return Err(FileError::Twice { name: sheet.name, column });
                }
                sheet.header = header.iter().map(str::to_owned).collect();
                sheet.places = places;
                return Ok(sheet);
            }
            if nearest.as_ref().is_none_or(|(found, _)| places.len() > *found) {
                nearest = Some((places.len(), header));
            }
        }
        let header = nearest.map(|(_, header)| header).unwrap_or_default();
        let missing: Vec<&str> = columns.iter().copied().filter(|column| find(&header, column).is_none()).collect();
        let found: String = header.iter().collect::<Vec<_>>().join(", ").chars().take(200).collect();
        Err(FileError::Columns {
            name: sheet.name,
            wanted: columns.join(", "),
            missing: missing.join(", "),
            found: found.escape_debug().to_string(),
        })
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of its file, without folders.
    pub fn file(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or_default()
    }

    /// Its length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The cells of its header.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Where a column stands that not every file of its kind has.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|cell| is(cell, column))
    }

    /// Its encoding and separator, in words.
    pub fn form(&self) -> String {
        format!("{}, {}", self.encoding.name(), self.separator.1)
    }

    /// Its records from the second on. Each call begins anew.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn records(&mut self) -> Result<Records<'_, S>, FileError> {
        let mut records = self.all()?;
        records.read()?;
        Ok(records)
    }

    fn first(&mut self) -> Result<StringRecord, FileError> {
        let mut records = self.all()?;
        if !records.read()? {
            return Err(FileError::Empty(self.name.clone()));
        }
        Ok(records.record)
    }

    fn all(&mut self) -> Result<Records<'_, S>, FileError> {
        if let Err(source) = self.source.seek(SeekFrom::Start(0)) {
            return Err(FileError::Read { name: self.name.clone(), source });
        }
        let text = Decoded::new(&mut self.source, self.encoding, MAX_RECORD);
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(self.separator.0);
        Ok(Records {
            csv: builder.from_reader(text),
            record: StringRecord::new(),
            number: 0,
            name: &self.name,
            places: &self.places,
            width: self.header.len(),
        })
    }
}

fn is(cell: &str, column: &str) -> bool {
    cell.trim().eq_ignore_ascii_case(column)
}

fn find(header: &StringRecord, column: &str) -> Option<usize> {
    header.iter().position(|cell| is(cell, column))
}

/// The records of a [`Sheet`].
pub struct Records<'s, S> {
    csv: csv::Reader<Decoded<&'s mut S>>,
    record: StringRecord,
    number: u64,
    name: &'s str,
    places: &'s [usize],
    width: usize,
}

impl<S: Read> Records<'_, S> {
    /// The next record.
    ///
    /// # Errors
    /// When the source cannot be read, or is refused from here on.
    pub fn next_record(&mut self) -> Result<Option<Record<'_>>, FileError> {
        if !self.read()? {
            return Ok(None);
        }
        if self.number > MAX_RECORDS {
            return Err(FileError::TooMany(self.name.to_owned()));
        }
        Ok(Some(Record { number: self.number, all: &self.record, places: self.places, width: self.width }))
    }

    /// Bytes of the file read so far.
    pub fn taken(&self) -> u64 {
        self.csv.get_ref().taken()
    }

    fn read(&mut self) -> Result<bool, FileError> {
        self.number += 1;
        let found = self.csv.read_record(&mut self.record).map_err(|error| self.told(error))?;
        self.csv.get_mut().allow();
        Ok(found)
    }

    fn told(&self, error: csv::Error) -> FileError {
        let name = self.name.to_owned();
        match error.into_kind() {
            ErrorKind::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<TooLong>()) => {
                FileError::TooLong { name, record: self.number }
            }
            ErrorKind::Io(source) => FileError::Read { name, source },
            other => FileError::Read { name, source: io::Error::other(format!("{other:?}")) },
        }
    }
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub struct Record<'r> {
    /// Its number; the header is 1.
    pub number: u64,
    all: &'r StringRecord,
    places: &'r [usize],
    width: usize,
}

impl Record<'_> {
    /// The cell of the `column`th wanted column; empty where the record is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.places.get(column).and_then(|place| self.all.get(*place)).unwrap_or_default()
    }

    /// Its cells, one by one.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter()
    }

    /// All its cells, with other texts in some of the wanted columns; a record that is too short for one grows.
    pub fn with(&self, changes: &[(usize, &str)]) -> Vec<String> {
        let mut cells = self.cells();
        for (column, text) in changes {
            if let Some(&place) = self.places.get(*column) {
                cells.resize(cells.len().max(place + 1), String::new());
                (*text).clone_into(&mut cells[place]);
            }
        }
        cells
    }

    /// All its cells, as they stand in the file.
    pub fn cells(&self) -> Vec<String> {
        self.all.iter().map(str::to_owned).collect()
    }

    /// Whether it has the form of a record of its file.
    ///
    /// # Errors
    /// The reason why it has not.
    pub fn sound(&self) -> Result<(), Reason> {
        // Whoever wrote U+FFFD in good faith had lost the letter before.
        if self.all.as_slice().contains('\u{FFFD}') {
            return Err(Reason::Undecodable);
        }
        if self.all.iter().all(|cell| cell.trim().is_empty()) {
            return Err(Reason::EmptyRow);
        }
        match self.all.len() {
            cells if cells < self.width => Err(Reason::CellMissing),
            cells if cells > self.width => Err(Reason::CellTooMany),
            _ => Ok(()),
        }
    }
}
