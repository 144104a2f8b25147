//! `changeover schedule`.

use std::io::{self, Write as _};

use clap::Subcommand;
use domain::{language::Language, schedule::Terms, time::date_time};
use serde_json::json;

use crate::{
    app::App,
    schedule::{import, view},
};

type Done = Result<(), Box<dyn std::error::Error>>;

#[derive(Debug, Subcommand)]
pub(super) enum ScheduleVerb {
    /// Shows the phase in force and every event.
    Show {
        /// Answers as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Writes the schedule as the CSV file that `import schedule` reads.
    Export {
        /// Writes it as JSON, with states.
        #[arg(long)]
        json: bool,
    },
}

pub(super) async fn run(app: &App, verb: ScheduleVerb) -> Done {
    let now = app.clock.now();
    let (timeline, events) = view::standing(app, &mut *app.store.reader().await?, now).await?;
    let phase = Terms::of(timeline).phase(now);
    let events = view::in_order(events);
    let mut out = io::stdout().lock();
    match verb {
        ScheduleVerb::Export { json: false } => import::write(&events, out)?,
        ScheduleVerb::Show { json: true } | ScheduleVerb::Export { json: true } => {
            let all: Vec<_> = events
                .iter()
                .map(|event| {
                    json!({
                        "event": event.id, "plan": event.plan, "state": event.state, "armed": event.armed,
                        "held": event.held, "happened_at": event.happened_at, "version": event.version,
                    })
                })
                .collect();
            let decommissioned = timeline.decommissioned;
            let answer = json!({ "as_of": now, "phase": phase, "decommissioned": decommissioned, "events": all });
            serde_json::to_writer_pretty(&mut out, &answer)?;
            writeln!(out)?;
        }
        ScheduleVerb::Show { json: false } => {
            writeln!(out, "Phase in force: {phase}")?;
            if events.is_empty() {
                writeln!(out, "There is no schedule.")?;
            }
            for event in events {
                let at = event.happened_at.or(event.plan.at);
                let when = at.map_or_else(|| event.plan.when.en.clone(), |at| date_time(at, Language::En));
                let why = event.held.map(|why| format!(" ({why})")).unwrap_or_default();
                let armed = if event.armed.is_some() { ", armed" } else { "" };
                writeln!(out, "{:<28} {:<24} {}{why}{armed}  {}", when, event.id, event.state, event.plan.title.en)?;
            }
        }
    }
    Ok(())
}
