//! Starting other programs, with errors that say what was started.

use std::{
    env,
    ffi::OsString,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
};

use crate::{Outcome, workspace::Workspace};

/// A program that works in the clone, cleaned by [`clean`].
pub fn program(name: impl AsRef<Path>, workspace: &Workspace) -> Command {
    let mut command = Command::new(name.as_ref());
    // No program here asks anything, and Cargo lets rustc read a standard input that is not empty.
    command.current_dir(&workspace.root).stdin(Stdio::null());
    clean(&mut command);
    command.env("CARGO_TARGET_DIR", &workspace.target);
    command
}

/// Cargo, at work on this workspace.
pub fn cargo(workspace: &Workspace) -> Command {
    program(cargo_program(), workspace)
}

/// The cargo that runs us, so that the toolchain stays the same.
pub fn cargo_program() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Takes out of the environment what changes or invalidates a build unseen:
/// compiler flags (they would reach the browser bundle), `LEPTOS_…` (`LEPTOS_OUTPUT_NAME` changes a file name at
/// compile time), and what `cargo run` tells xtask about xtask (some build scripts watch it and would run again).
pub fn clean(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let about_xtask =
            ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "LEPTOS_"].iter().any(|prefix| text.starts_with(prefix));
        let flags = [
            "RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_BUILD_RUSTFLAGS",
            "CARGO_CRATE_NAME",
            "CARGO_PRIMARY_PACKAGE",
            "OUT_DIR",
        ];
        if about_xtask || flags.contains(&text.as_ref()) {
            command.env_remove(&name);
        }
    }
}

/// Runs a program to its end, its output on ours.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    judge(command, status)
}

/// Runs a program and hands back its standard output; standard error stays on ours.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| not_started(command, &error))?;
    judge(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program and shows each line of its standard output to `look` as well as to the terminal.
pub fn watch(command: &mut Command, mut look: impl FnMut(&str)) -> Outcome {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(|error| format!("`{}`: {error}", name(command)))?;
            let line = String::from_utf8_lossy(&line);
            let mut out = io::stdout().lock();
            // A closed terminal must not end the tests.
            let _ = writeln!(out, "{line}").and_then(|()| out.flush());
            look(&line);
        }
    }
    let status = child.wait().map_err(|error| format!("`{}`: {error}", name(command)))?;
    judge(command, status)
}

/// Whether a program starts and ends well, with its output hidden.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What a program prints when asked for its version; `None` where it cannot be started.
pub fn version(command: &mut Command) -> Option<String> {
    let output = command.arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The full path of a program, searched in `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// `PATH` with these folders before all others.
pub fn path_with(folders: &[PathBuf]) -> Outcome<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))
        .map_err(|error| format!("cannot extend PATH: {error}"))
}

fn judge(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", name(command))) }
}

fn not_started(command: &Command, error: &io::Error) -> String {
    format!("cannot start `{}`: {error}", name(command))
}

/// The command as a person would type it, short of folders and of arguments that carry scripts.
fn name(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut name = program.to_string_lossy().into_owned();
    for argument in command.get_args().take(8) {
        name.push(' ');
        name.push_str(&argument.to_string_lossy());
    }
    name
}
