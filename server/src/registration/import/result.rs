//! The result file: the file that was imported, each record with what became of it.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

use super::verdict::Line;
use crate::{sheet::formula_safe, store::directory::User};

/// What stands before the cells of the file.
pub const FOUND: [&str; 3] = ["record", "verdict", "why"];

/// A record of a result: its number, what became of it and why, and its cells, none of which a spreadsheet would run.
pub fn row<'r>(found: [&'r str; 3], cells: &'r [String]) -> impl Iterator<Item = Cow<'r, str>> {
    found.into_iter().map(Cow::Borrowed).chain(cells.iter().map(|cell| formula_safe(cell)))
}

/// A result file under way. Until it is finished it has another name, so that a file of that name is always whole.
/// What is there already and is no regular file (a pipe, a device) is written into and stays what it is.
pub struct ResultFile {
    path: PathBuf,
    /// None: `path` is written into.
    part: Option<PathBuf>,
    header: Vec<String>,
    csv: Option<csv::Writer<BufWriter<File>>>,
}

impl ResultFile {
    /// Where the result of `file` stands unless told otherwise: beside it.
    pub fn beside(file: &Path) -> PathBuf {
        suffixed(file, ".result.csv")
    }

    /// Begins the result file at `path` of a file with `header`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(path: &Path, header: &[String]) -> io::Result<Self> {
        let special = fs::metadata(path).is_ok_and(|there| !there.is_file());
        // Through a link, the file that it leads to is replaced, not the link.
        let path = if special { path.to_owned() } else { fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()) };
        let part = (!special).then(|| suffixed(&path, ".part"));
        let file = match &part {
            Some(part) => File::create(part)?,
            None => File::options().write(true).open(&path)?,
        };
        let csv = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(file));
        let mut result = Self { path, part, header: header.to_vec(), csv: Some(csv) };
        result.write(FOUND, header)?;
        Ok(result)
    }

    /// Adds a record.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn line(&mut self, line: &Line) -> io::Result<()> {
        self.write([&line.record.to_string(), line.verdict().name(), &line.why()], &line.cells)
    }

    /// Adds a user that the file lacks.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn missing(&mut self, user: &User) -> io::Result<()> {
        let cell = |column: &String| match column.trim().to_ascii_lowercase().as_str() {
            "participant_code" => user.id.participant.as_str(),
            "user_id" => user.id.user.as_str(),
            "status" => user.status.name(),
            _ => "",
        };
        let cells: Vec<String> = self.header.iter().map(|column| cell(column).to_owned()).collect();
        self.write(["", "missing", "not in the file"], &cells)
    }

    /// Ends it and gives it its name, which is answered.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<PathBuf> {
        if let Some(csv) = self.csv.take() {
            csv.into_inner().map_err(|error| error.into_error())?.into_inner().map_err(|error| error.into_error())?;
        }
        if let Some(part) = &self.part {
            fs::rename(part, &self.path)?;
        }
        Ok(self.path.clone())
    }

    fn write(&mut self, found: [&str; 3], cells: &[String]) -> io::Result<()> {
        let Some(csv) = &mut self.csv else { return Ok(()) };
        csv.write_record(row(found, cells).map(Cow::into_owned))?;
        Ok(())
    }
}

impl Drop for ResultFile {
    fn drop(&mut self) {
        // After `finish` there is no such file any more.
        if let Some(part) = &self.part {
            let _ = fs::remove_file(part);
        }
    }
}

fn suffixed(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
