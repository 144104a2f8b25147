//! The load generator behind `cargo xtask bench`: what Changeover costs, as ratios taken in one run.
//!
//! Each bench starts the release binary that `CHANGEOVER_BINARY` names, in a folder of its own, and talks to it as
//! browsers and a mail relay do. What the product is held against is measured in the same run, in turn with it, so
//! that a busy machine disturbs both alike. Figures go to standard output as JSON lines, a table to standard error;
//! the exit code is 1 where a limit is broken.
//!
//! | file | topic |
//! | --- | --- |
//! | [`adoption`], [`login`], [`page`], [`session`], [`smartcard`], [`uniformity`], [`upload`] | one bench each |
//! | [`report`] | figures, their limits, JSON lines and the table |
//! | [`installation`], [`user`], [`load`], [`client`], [`sink`] | the product under load: its folder and process, people, HTTP, mail |
//! | [`argon`], [`reference`] | what it is held against |
//! | [`usage`], [`sample`] | CPU and memory as the kernel counts them; medians |
//!
//! To add a bench: a file with `run`, and a line in [`BENCHES`].

#![allow(clippy::disallowed_methods, reason = "a bench reads the machine's clock; nothing of the product runs here")]

mod adoption;
mod argon;
mod client;
mod installation;
mod load;
mod login;
mod page;
mod reference;
mod report;
mod sample;
mod session;
mod sink;
mod smartcard;
mod uniformity;
mod upload;
mod usage;
mod user;

use std::{pin::Pin, process::ExitCode};

use tokio::signal::unix::{SignalKind, signal};

use report::Report;

/// What a step ends with; the error is a sentence for the person who started the bench.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How much is measured: `--quick` shows that everything works, and gives figures to be taken lightly.
#[derive(Clone, Copy, Debug)]
struct Scale {
    quick: bool,
}

impl Scale {
    fn of<T>(self, full: T, quick: T) -> T {
        if self.quick { quick } else { full }
    }
}

type Run = for<'r> fn(Scale, &'r mut Report) -> Pin<Box<dyn Future<Output = Outcome> + 'r>>;

/// Every bench, in the order in which all of them run.
const BENCHES: [(&str, Run); 7] = [
    ("adoption", |scale, report| Box::pin(adoption::run(scale, report))),
    ("login", |scale, report| Box::pin(login::run(scale, report))),
    ("page", |_, report| Box::pin(page::run(report))),
    ("session", |scale, report| Box::pin(session::run(scale, report))),
    ("smartcard", |scale, report| Box::pin(smartcard::run(scale, report))),
    ("uniformity", |scale, report| Box::pin(uniformity::run(scale, report))),
    ("upload", |scale, report| Box::pin(upload::run(scale, report))),
];

const USAGE: &str = "Usage: bench [adoption | login | page | session | smartcard | uniformity | upload] [--quick]

Without a name: all of them. CHANGEOVER_BINARY names the release binary; `cargo xtask bench` sets it.
CHANGEOVER_TEST_POSTGRES names a PostgreSQL for what is measured on both databases.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--help" | "-h"] => {
            eprint!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        ["reference", database] => reference::serve(database).map(|()| true),
        ref words => {
            let (options, names): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| word.starts_with('-'));
            let chosen: Vec<_> = BENCHES.iter().filter(|(name, _)| names.is_empty() || names.contains(name)).collect();
            if options.iter().any(|option| *option != "--quick") || chosen.len() < names.len() {
                eprint!("{USAGE}");
                return ExitCode::from(2);
            }
            measure(&chosen, Scale { quick: !options.is_empty() })
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("error: a limit is broken");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs benches one after the other on one thread, which leaves the other cores to the server. Says whether every
/// limit holds.
fn measure(benches: &[&(&'static str, Run)], scale: Scale) -> Outcome<bool> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut report = Report::default();
    let done = runtime.block_on(async {
        let mut told = signal(SignalKind::terminate())?;
        let all = async {
            for (name, run) in benches {
                eprintln!("== {name}");
                report.bench = name;
                run(scale, &mut report).await.map_err(|error| format!("{name}: {error}"))?;
            }
            Ok(())
        };
        // Told to end, it drops what it holds, and so ends the servers that it started.
        tokio::select! {
            done = all => done,
            _ = tokio::signal::ctrl_c() => Err("interrupted".into()),
            _ = told.recv() => Err("told to end".into()),
        }
    });
    eprint!("\n{report}");
    done.map(|()| report.holds())
}
