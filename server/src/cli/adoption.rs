//! `changeover adoption`.

use std::io::{self, Write as _};

use clap::Subcommand;
use domain::adoption::Day;
use serde_json::{Value, json};

use crate::{
    adoption::{
        check::{self, Difference},
        export,
    },
    app::App,
    audit::Scribe,
    store::events::Actor,
};

type Done = Result<(), Box<dyn std::error::Error>>;

/// Differences that are listed at most.
const LISTED: usize = 50;

#[derive(Debug, Subcommand)]
pub(super) enum AdoptionVerb {
    /// Compares the figures that are kept with those that the audit's events tell; ends with 1 where they differ.
    Check {
        /// Answers as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Writes the figures that the audit's events tell.
    Rebuild {
        /// Answers as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Writes the figures of every firm as CSV.
    Export {
        /// As this day ended in Hong Kong, like 2026-11-22; without it, now.
        #[arg(long)]
        day: Option<Day>,
        /// Writes them as JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(super) async fn run(app: &App, verb: AdoptionVerb) -> Done {
    match verb {
        AdoptionVerb::Check { json } => {
            let found = check::check(app).await?;
            tell(&found, "differences", json)?;
            match found.len() {
                0 => Ok(()),
                1 => Err("one figure is not what the audit tells".into()),
                many => Err(format!("{many} figures are not what the audit tells").into()),
            }
        }
        AdoptionVerb::Rebuild { json } => {
            let written = check::rebuild(app, &Scribe::of_command(app, Actor::Operator)).await?;
            Ok(tell(&written, "written", json)?)
        }
        AdoptionVerb::Export { day, json } => {
            let as_at = app.clock.now();
            let lines = export::lines(&mut *app.store.reader().await?, day).await?;
            let mut out = io::stdout().lock();
            if json {
                serde_json::to_writer_pretty(&mut out, &export::json(&lines, day, as_at))?;
                writeln!(out)?;
            } else {
                export::csv(&lines, day, as_at, out)?;
            }
            Ok(())
        }
    }
}

fn tell(found: &[Difference], word: &str, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        let all: Vec<Value> = found
            .iter()
            .map(|one| {
                json!({
                    "participant": one.firm, "day": one.day, "figure": one.figure, "kept": one.kept, "told": one.told,
                })
            })
            .collect();
        return writeln!(out, "{}", json!({ "count": found.len(), word: all }));
    }
    for one in found.iter().take(LISTED) {
        writeln!(out, "{one}")?;
    }
    match found.len() {
        0 => writeln!(out, "The figures that are kept are those that the audit tells."),
        many if many > LISTED => writeln!(out, "… and {} more", many - LISTED),
        _ => Ok(()),
    }
}
