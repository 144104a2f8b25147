//! `changeover audit`.

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, IsTerminal as _, Read, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use crate::{
    app::App,
    audit::{
        anchor::Anchor,
        export, seal,
        verify::{self, Proof, VerifyError},
    },
    decommission::pack,
    store::events::Actor,
};

type Done = Result<(), Box<dyn std::error::Error>>;

#[derive(Debug, Subcommand)]
pub(super) enum AuditVerb {
    /// Seals what waits, and writes events and seals as JSON lines.
    Export {
        /// Begins with this seal.
        #[arg(long, value_name = "N", default_value_t = 1)]
        from: i64,
        /// Where to; without it to standard output.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Proves an export; needs no server, no database and no configuration.
    Verify(VerifyArgs),
    /// Seals what waits, and prints the newest seal as one line, to be kept elsewhere.
    Anchor,
    /// Writes the closing pack, once smartcards are decommissioned: decisions, counts, refusals and exceptions, under
    /// the audit's seals. `audit verify` proves it.
    ClosingPack {
        /// Where to.
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// The export; `-` is standard input.
    file: PathBuf,
    /// A file with lines that `audit anchor` printed, or a mail with one: the export must contain them.
    #[arg(long, value_name = "FILE")]
    anchor: Option<PathBuf>,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(app: &App, verb: AuditVerb) -> Done {
    match verb {
        AuditVerb::Export { from, output } => export(app, from, output.as_deref()).await,
        AuditVerb::Verify(args) => verify(&args),
        AuditVerb::Anchor => anchor(app).await,
        AuditVerb::ClosingPack { output } => closing_pack(app, &output).await,
    }
}

async fn export(app: &App, from: i64, output: Option<&Path>) -> Done {
    let bar = bar();
    let progress = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let done = match output {
        None => export::write(app, Actor::Operator, from..=i64::MAX, &mut BufWriter::new(io::stdout()), progress).await,
        Some(path) => {
            let mut out = owned(path)?;
            let done = export::write(app, Actor::Operator, from..=i64::MAX, &mut out, progress).await;
            out.get_ref().sync_all()?;
            done
        }
    };
    bar.finish_and_clear();
    let done = done?;
    // Standard output may be the export.
    let mut words = io::stderr().lock();
    write!(words, "exported {} events, {} seals", done.events, done.seals)?;
    match done.head {
        Some(head) => writeln!(words, "; head: {head}")?,
        None => writeln!(words)?,
    }
    if done.strays > 0 {
        let strays = done.strays;
        let word = "in the database say that they are sealed and are under no seal: somebody has meddled with it";
        return Err(format!("{strays} events {word}").into());
    }
    Ok(())
}

/// A file for its owner alone: it says who did what.
fn owned(path: &Path) -> Result<BufWriter<File>, String> {
    let file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    Ok(BufWriter::new(file.map_err(|error| format!("{}: {error}", path.display()))?))
}

async fn closing_pack(app: &App, output: &Path) -> Done {
    if !pack::is_there(app).await? {
        return Err("smartcards are not decommissioned: there is no closing pack yet".into());
    }
    let mut out = owned(output)?;
    let done = pack::export(app, Actor::Operator, &mut out).await?;
    out.get_ref().sync_all()?;
    if let Some(head) = done.and_then(|done| done.head) {
        writeln!(io::stderr(), "the closing pack is written; head: {head}")?;
    }
    Ok(())
}

async fn anchor(app: &App) -> Done {
    let head = seal::all(app).await?.ok_or("nothing has been written to the audit yet")?;
    writeln!(io::stdout(), "{}", Anchor::from(&head))?;
    Ok(())
}

/// Needs nothing but the files.
pub(super) fn verify(args: &VerifyArgs) -> Done {
    let anchors = match &args.anchor {
        None => Vec::new(),
        Some(path) => {
            let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            let text = fs::read_to_string(path).map_err(|error| named(&error))?;
            Anchor::all_in(&text).map_err(|error| named(&error))?
        }
    };
    let file: Box<dyn Read> = if args.file.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(&args.file).map_err(|error| format!("{}: {error}", args.file.display()))?)
    };
    let judged = verify::verify(BufReader::with_capacity(1 << 16, file), &anchors);
    let mut out = io::stdout().lock();
    if args.json {
        let answer = match &judged {
            Ok(proof) => json!({ "holds": true, "proof": proof }),
            Err(VerifyError::Wrong { line, wrong, reason }) => {
                json!({ "holds": false, "line": line, "wrong": wrong, "reason": reason })
            }
            Err(VerifyError::Read(error)) => json!({ "holds": false, "reason": error.to_string() }),
        };
        writeln!(out, "{answer}")?;
    } else if let Ok(proof) = &judged {
        tell(&mut out, proof)?;
    }
    judged.map(drop).map_err(|error| format!("the audit does not hold: {}, {error}", args.file.display()).into())
}

fn tell(out: &mut dyn Write, proof: &Proof) -> io::Result<()> {
    writeln!(out, "The audit holds: {} events under {} seals, as they were sealed.", proof.events, proof.seals)?;
    if !proof.clearing_house.is_empty() {
        writeln!(out, "  clearing house  {}", proof.clearing_house)?;
    }
    if let (Some(from), Some(until)) = (proof.from, proof.until) {
        writeln!(out, "  events          {from} to {until}")?;
    }
    if let (Some(first), Some(last)) = (proof.first_seal, proof.last_seal) {
        writeln!(out, "  seals           {first} to {last}")?;
    }
    if proof.expired > 0 {
        writeln!(out, "  expired         in {} events: names or particulars, by retention", proof.expired)?;
    }
    if let (Some(seal), Some(hash)) = (proof.last_seal, &proof.head) {
        let head = Anchor { seal, hash: hash.clone(), at: proof.sealed_at };
        writeln!(out, "  head            {head}")?;
    }
    if proof.first_seal.is_some_and(|first| first > 1) {
        writeln!(out, "What was before its first seal is not in this export, and not proved.")?;
    }
    match proof.anchors {
        0 => writeln!(
            out,
            "No anchor was given: seals missing at the end, or a chain written anew, cannot be seen without one."
        ),
        1 => writeln!(out, "The anchor is in it: up to there nothing was written anew."),
        many => writeln!(out, "All {many} anchors are in it: up to the last one nothing was written anew."),
    }
}

fn bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} seals {eta}") {
        bar.set_style(style);
    }
    bar
}
