//! `cargo xtask bench`: the load generator against the release binary.

use crate::{Outcome, dist, process, workspace::Workspace};

/// Builds both and hands the arguments on.
pub fn bench(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let binary = dist::dist(workspace)?;
    process::run(process::cargo(workspace).args(["build", "--release", "--package", "bench"]))?;
    let mut generator = process::program(workspace.release_binary("bench"), workspace);
    process::run(generator.args(arguments).env("CHANGEOVER_BINARY", binary))
}
