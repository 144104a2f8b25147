//! `cargo xtask run | test | bench | dist`: the commands a person needs, from a fresh machine with Rust and Node.
//!
//! Each command brings what it lacks (see [`tools`] and [`debian`]) and says what it could not bring.
//! It stands on the standard library alone, since it is compiled before anything else.
//!
//! | file | topic |
//! | --- | --- |
//! | [`cli`] | the command line and its words |
//! | [`workspace`] | where things are |
//! | [`process`] | starting other programs, with an environment that cannot spoil the build |
//! | [`tools`], [`debian`] | what is installed, where and how |
//! | [`site`] | the browser bundle |
//! | [`postgres`] | a throw-away PostgreSQL for tests |
//! | [`run`], [`test`], [`bench`], [`dist`] | one command each; [`report`] is the summary of `test` |
//!
//! To add a step to `cargo xtask test`, add one call in [`test::all`].

#![allow(clippy::print_stdout, reason = "a command line tool prints")]
#![allow(clippy::disallowed_methods, reason = "durations of steps, shown to a person; nothing decides by them")]

#[cfg(not(unix))]
compile_error!("xtask runs on Linux and macOS; on Windows, use the Windows Subsystem for Linux");

mod bench;
mod cli;
mod debian;
mod dist;
mod postgres;
mod process;
mod report;
mod run;
mod site;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use cli::Task;
use workspace::Workspace;

/// What a task ends with. The message is for the person at the terminal: what went wrong and what helps.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let task = match cli::parse(std::env::args().skip(1)) {
        Ok(task) => task,
        Err(wrong) => {
            eprintln!("error: {wrong}\n\n{}", cli::USAGE);
            return ExitCode::from(2);
        }
    };
    let done = match task {
        Task::Help => {
            print!("{}", cli::USAGE);
            Ok(())
        }
        Task::Run(options) => Workspace::find().and_then(|workspace| run::run(&workspace, &options)),
        Task::Test { fast } => Workspace::find().and_then(|workspace| test::test(&workspace, fast)),
        Task::Bench { arguments } => Workspace::find().and_then(|workspace| bench::bench(&workspace, &arguments)),
        Task::Dist => Workspace::find()
            .and_then(|workspace| dist::dist(&workspace))
            .map(|binary| println!("{}", binary.display())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // `test` has printed its summary already, whose last line stays last.
        Err(message) if message.is_empty() => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
