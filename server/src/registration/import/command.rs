//! `changeover import`: the file's records to the result file, progress and a summary to the operator.
//!
//! Rejected records are no failure of the command: they stand in the summary and the result file. A refused file is.

use std::{
    io::{self, IsTerminal as _, Write},
    path::Path,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::{
    ImportError, Options, Watch, What, import,
    reader::Sheet,
    result::ResultFile,
    verdict::{Line, Summary, Verdict},
};
use crate::{
    app::App,
    audit::Scribe,
    store::{directory::User, events::Actor},
};

/// What the command line says.
#[derive(Clone, Copy, Debug)]
pub struct Order<'o> {
    /// The kind of file.
    pub what: What,
    /// The file.
    pub file: &'o Path,
    /// How to import it.
    pub options: Options,
    /// Where the result file goes; by default beside the file.
    pub result: Option<&'o Path>,
    /// One JSON object instead of words.
    pub json: bool,
}

/// Imports a file as the operator, writes its result file, and tells `out` what came of it. With `json` each record is
/// written as it is done: after an error the object stays open, and its reader must go by the exit code.
///
/// # Errors
/// [`ImportError`]; nothing has changed then.
pub async fn run(app: &App, order: Order<'_>, out: &mut (dyn Write + Send)) -> Result<Summary, ImportError> {
    let mut sheet = Sheet::open(order.file, order.what.columns())?;
    let result = result_file(&order, sheet.header())?;
    let mut teller = Teller { result, bar: bar(), out, json: order.json, listed: 0, missing: 0, unlisted: 0 };
    teller.begin(&order, &sheet.form()).map_err(unwritten)?;
    let scribe = Scribe::of_command(app, Actor::Operator);
    let summary = import(app, &scribe, order.what, &mut sheet, order.options, &mut teller).await?;
    teller.end(&order, &summary).map_err(unwritten)?;
    Ok(summary)
}

fn unwritten(error: io::Error) -> ImportError {
    ImportError::Report("result".to_owned(), error)
}

/// A result file that was asked for must be possible; the one beside the file is a service.
fn result_file(order: &Order<'_>, header: &[String]) -> Result<Option<ResultFile>, ImportError> {
    let Some(path) = order.result else {
        let path = ResultFile::beside(order.file);
        let begun = ResultFile::begin(&path, header);
        return Ok(begun
            .inspect_err(|error| {
                eprintln!("no result file: {}: {error}; --result FILE says where else", path.display())
            })
            .ok());
    };
    let refuse = |error| ImportError::Report(path.display().to_string(), error);
    // What is no regular file (a pipe, a device) has no name to compare.
    if path.is_file() && path.canonicalize().map_err(refuse)? == order.file.canonicalize().map_err(refuse)? {
        return Err(refuse(io::Error::other("the result would overwrite the file itself")));
    }
    ResultFile::begin(path, header).map(Some).map_err(refuse)
}

fn bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{wide_bar} {percent:>3} % {eta:>4}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Records listed in words; all of them are in the result file.
const LISTED: u64 = 20;

struct Teller<'t> {
    result: Option<ResultFile>,
    bar: ProgressBar,
    out: &'t mut (dyn Write + Send),
    json: bool,
    listed: u64,
    missing: u64,
    unlisted: u64,
}

impl Teller<'_> {
    fn begin(&mut self, order: &Order<'_>, form: &str) -> io::Result<()> {
        if self.json {
            let (what, file) = (json!(order.what.name()), json!(order.file.display().to_string()));
            let dry_run = order.options.dry_run;
            return write!(self.out, r#"{{"what":{what},"file":{file},"dry_run":{dry_run},"records":["#);
        }
        writeln!(self.out, "{} ({form})", order.file.display())
    }

    fn end(&mut self, order: &Order<'_>, summary: &Summary) -> io::Result<()> {
        self.bar.finish_and_clear();
        let result = self.result.take().map(ResultFile::finish).transpose()?;
        if self.json {
            let open = if self.missing == 0 { r#"],"missing":["# } else { "" };
            return writeln!(self.out, r#"{open}],"summary":{}}}"#, json!(summary));
        }
        if self.unlisted > 0 {
            writeln!(self.out, "  … and {} more", self.unlisted)?;
        }
        let counts = Verdict::ALL.iter().map(|verdict| format!("{} {}", verdict.name(), summary.of(*verdict)));
        writeln!(self.out, "{} records: {}", summary.records, counts.collect::<Vec<_>>().join(", "))?;
        let Summary { added, changed, mails, sessions_ended, .. } = summary;
        let would = if order.options.dry_run { "would be " } else { "" };
        writeln!(
            self.out,
            "{would}added {added}, {would}changed {changed}; activations {would}queued {mails}, sessions {would}ended {sessions_ended}"
        )?;
        if order.options.complete {
            writeln!(
                self.out,
                "not in the file {}: nobody was disabled; {} proposed, which an approver of the staff decides",
                summary.missing, summary.proposed
            )?;
        } else if summary.proposed > 0 {
            writeln!(self.out, "proposed {}, which an approver of the staff decides", summary.proposed)?;
        }
        if let Some(path) = result {
            writeln!(self.out, "each record: {}", path.display())?;
        }
        if order.options.dry_run {
            writeln!(self.out, "dry run: nothing was changed")?;
        }
        Ok(())
    }

    fn list(&mut self, text: &dyn Fn() -> String) -> io::Result<()> {
        self.listed += 1;
        if self.listed > LISTED {
            self.unlisted += 1;
            return Ok(());
        }
        writeln!(self.out, "  {}", text())
    }
}

impl Watch for Teller<'_> {
    fn line(&mut self, line: &Line) -> io::Result<()> {
        if let Some(result) = &mut self.result {
            result.line(line)?;
        }
        if self.json {
            let comma = if self.listed == 0 { "" } else { "," };
            self.listed += 1;
            let record = json!({ "record": line.record, "verdict": line.verdict(), "why": line.why() });
            return write!(self.out, "{comma}\n{record}");
        }
        if matches!(line.verdict(), Verdict::Reject | Verdict::Warn) {
            self.list(&|| format!("record {}: {}: {}", line.record, line.verdict().name(), line.why()))?;
        }
        Ok(())
    }

    fn missing(&mut self, user: &User) -> io::Result<()> {
        if let Some(result) = &mut self.result {
            result.missing(user)?;
        }
        let first = self.missing == 0;
        self.missing += 1;
        if self.json {
            let comma = if first { "],\"missing\":[" } else { "," };
            return write!(self.out, "{comma}\n{}", json!({ "account": user.id, "status": user.status.name() }));
        }
        self.list(&|| format!("{}: {}: not in the file", user.id, user.status))
    }

    fn progress(&mut self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
    }
}
