//! `cargo xtask bench`: the load generator against the release binary.

use std::env;

use crate::{
    Outcome, dist,
    postgres::{self, Postgres},
    process,
    workspace::Workspace,
};

/// Names a running PostgreSQL, for what is measured on both databases.
const TEST_POSTGRES: &str = "CHANGEOVER_TEST_POSTGRES";

/// Builds both and hands the arguments on.
pub fn bench(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let binary = dist::dist(workspace)?;
    process::run(process::cargo(workspace).args(["build", "--release", "--package", "bench"]))?;
    let mut names = arguments.iter().filter(|argument| !argument.starts_with('-')).peekable();
    let both = names.peek().is_none() || names.any(|name| name == "adoption");
    let given = env::var(TEST_POSTGRES).ok().filter(|url| !url.is_empty());
    let cluster = match given {
        None if both && postgres::programs().is_some() => Some(Postgres::start()?),
        _ => None,
    };
    let mut generator = process::program(workspace.release_binary("bench"), workspace);
    generator.args(arguments).env("CHANGEOVER_BINARY", binary);
    if let Some(url) = given.or_else(|| cluster.as_ref().map(Postgres::url)) {
        generator.env(TEST_POSTGRES, url);
    }
    process::run(&mut generator)
}
