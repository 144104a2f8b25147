//! Files for spreadsheets: CSV in UTF-8 (RFC 4180), none of whose cells is run when it is opened.

use std::borrow::Cow;

/// What stands first in a file: without it spreadsheets take UTF-8 for another encoding.
pub const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// What would be run as a formula when a spreadsheet opens the file is made text by an apostrophe (OWASP, "CSV
/// injection"). Some input methods' full-width signs start a formula too.
pub fn formula_safe(cell: &str) -> Cow<'_, str> {
    let begins =
        cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if begins { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// A file that is being written. All its records are equally long.
#[derive(Debug)]
pub struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    /// A file whose first record is `head`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn of(head: impl IntoIterator<Item: AsRef<str>>) -> csv::Result<Self> {
        let mut sheet = Self(csv::Writer::from_writer(MARK.to_vec()));
        sheet.record(head)?;
        Ok(sheet)
    }

    /// A later piece of a file, which begins with none of it.
    pub fn piece() -> Self {
        Self(csv::Writer::from_writer(Vec::new()))
    }

    /// Adds a record.
    ///
    /// # Errors
    /// When it is not as long as those before it.
    pub fn record(&mut self, cells: impl IntoIterator<Item: AsRef<str>>) -> csv::Result<()> {
        for cell in cells {
            self.0.write_field(&*formula_safe(cell.as_ref()))?;
        }
        self.0.write_record(None::<&[u8]>)
    }

    /// The file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(self) -> csv::Result<Vec<u8>> {
        self.0.into_inner().map_err(|error| error.into_error().into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Sheet, formula_safe};

    #[test]
    fn what_a_spreadsheet_would_run_is_escaped() {
        for cell in ["=1+1@firm.example", "+852", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "＝1"] {
            assert_eq!(formula_safe(cell), format!("'{cell}"));
        }
        assert_eq!(formula_safe("anna@firm.example"), "anna@firm.example");
    }

    #[test]
    fn a_file_begins_with_the_mark_and_its_pieces_do_not() {
        let mut sheet = Sheet::of(["name", "note"]).unwrap();
        sheet.record(["陳", "=1, \"2\""]).unwrap();
        assert_eq!(sheet.end().unwrap(), "\u{feff}name,note\n陳,\"'=1, \"\"2\"\"\"\n".as_bytes());
        let mut piece = Sheet::piece();
        piece.record(["陳", ""]).unwrap();
        assert_eq!(piece.end().unwrap(), "陳,\n".as_bytes());
        assert!(Sheet::of(["name", "note"]).unwrap().record(["only a name"]).is_err());
    }
}
