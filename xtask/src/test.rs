//! `cargo xtask test`: every check there is, to its end, and one summary.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Outcome, debian, dist,
    postgres::Postgres,
    process,
    report::{Counts, Done, Report},
    site,
    tools::{self, Tools},
    workspace::Workspace,
};

/// Names a running PostgreSQL, in which every server test makes a place of its own.
const TEST_POSTGRES: &str = "CHANGEOVER_TEST_POSTGRES";

/// Runs all steps and prints the summary; its last line is the total.
pub fn test(workspace: &Workspace, fast: bool) -> Outcome {
    let mut report = Report::default();
    if fast {
        quick(workspace, &mut report);
    } else {
        all(workspace, &mut report);
    }
    println!("\n{report}");
    if report.failed() { Err(String::new()) } else { Ok(()) }
}

fn all(workspace: &Workspace, report: &mut Report) {
    let mut packages = vec![debian::CHROMIUM, debian::NGINX, debian::CJK_FONTS];
    let given = env::var(TEST_POSTGRES).ok().filter(|url| !url.is_empty());
    if given.is_none() {
        packages.push(debian::POSTGRESQL);
    }
    // What could not be installed shows again in the step that needs it.
    if let Err(missing) = debian::ensure(&packages) {
        eprintln!("{missing}");
    }

    report.step("browser bundle", |_| site::build(workspace).and(passed()));
    lints(workspace, report);
    report.step("dependencies", |_| dependencies(workspace, Some(Tools::find()?.ensure_cargo_deny()?)));

    let mut cluster = None;
    if given.is_none() {
        report.step("start PostgreSQL", |_| {
            cluster = Some(Postgres::start()?);
            passed()
        });
    }
    let postgres = given.or_else(|| cluster.as_ref().map(Postgres::url));
    let name = if postgres.is_some() { "tests on SQLite and PostgreSQL" } else { "tests on SQLite only" };
    report.step(name, |counts| rust_tests(workspace, postgres.as_deref(), counts));

    if report.step("release binary", |_| dist::dist(workspace).and(passed())) {
        report.step("browser tests", |counts| browser_tests(workspace, postgres.as_deref(), counts));
    } else {
        report.skip("browser tests", "there is no release binary");
    }
}

fn quick(workspace: &Workspace, report: &mut Report) {
    lints(workspace, report);
    report.step("dependencies", |_| dependencies(workspace, Tools::find()?.find_cargo_deny()));
    report.step("tests on SQLite", |counts| rust_tests(workspace, None, counts));
    for name in ["tests on PostgreSQL", "release binary", "browser tests"] {
        report.skip(name, "--fast");
    }
}

fn lints(workspace: &Workspace, report: &mut Report) {
    report.step("format", |_| {
        tools::ensure_lints(workspace)?;
        process::run(process::cargo(workspace).args(["fmt", "--all", "--check"])).and(passed())
    });
    report.step("lints", |_| {
        site::make_folder(workspace)?;
        // Never --all-features: the two halves of `app` exclude each other. `ssr` comes with the server.
        process::run(process::cargo(workspace).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
            .and(passed())
    });
    report.step("lints of the browser's half", |_| {
        tools::ensure_wasm_target(workspace)?;
        let mut clippy = process::cargo(workspace);
        clippy.args([
            "clippy",
            "--package",
            "app",
            "--features",
            "hydrate",
            "--target",
            tools::WASM,
            "--",
            "-D",
            "warnings",
        ]);
        process::run(&mut clippy).and(passed())
    });
}

/// Advisories are left out: their list would have to be fetched, and changes without us.
fn dependencies(workspace: &Workspace, cargo_deny: Option<PathBuf>) -> Outcome<Done> {
    let Some(cargo_deny) = cargo_deny else {
        return Ok(Done::Skipped("cargo-deny is not installed; `cargo xtask test` without --fast does".into()));
    };
    process::run(process::program(cargo_deny, workspace).args(["check", "bans", "licenses", "sources"])).and(passed())
}

fn rust_tests(workspace: &Workspace, postgres: Option<&str>, counts: &mut Counts) -> Outcome<Done> {
    site::make_folder(workspace)?;
    let mut cargo = process::cargo(workspace);
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    set_or_remove(&mut cargo, TEST_POSTGRES, postgres);
    process::watch(&mut cargo, |line| counts.add_line(line)).and(passed())
}

fn browser_tests(workspace: &Workspace, postgres: Option<&str>, counts: &mut Counts) -> Outcome<Done> {
    let chromium =
        chromium().ok_or("Chromium is not installed (Debian's package chromium); CHANGEOVER_CHROMIUM may name one")?;
    tools::node(workspace)?;
    let folder = workspace.root.join("e2e");
    let in_folder = |program: &str| {
        let mut command = process::program(program, workspace);
        command.current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        command
    };
    // The card that browsers have no reader for.
    process::run(process::cargo(workspace).args(["build", "--package", "softcard"]))?;
    process::run(in_folder("npm").args(["ci", "--no-audit", "--no-fund"]))?;
    let mut playwright = in_folder("npx");
    // The list reporter writes whole lines, with the counts at the end.
    playwright.args(["playwright", "test", "--reporter=list"]);
    playwright.env("CHANGEOVER_BINARY", workspace.release_binary("changeover")).env("CHANGEOVER_CHROMIUM", chromium);
    playwright.env("CHANGEOVER_SOFTCARD", workspace.debug_binary("softcard"));
    playwright.env("CHANGEOVER_CERTIFICATES", workspace.debug_binary("certificates"));
    set_or_remove(&mut playwright, TEST_POSTGRES, postgres);
    process::watch(&mut playwright, |line| counts.add_line(line)).and(passed())
}

/// The browser of the browser tests: `CHANGEOVER_CHROMIUM`, or the first of the usual names.
pub fn chromium() -> Option<PathBuf> {
    let given = env::var_os("CHANGEOVER_CHROMIUM").filter(|path: &OsString| !path.is_empty()).map(PathBuf::from);
    let of_macos = || {
        Some(Path::new("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome").to_path_buf())
            .filter(|path| path.is_file())
    };
    given
        .or_else(|| ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| process::on_path(name)))
        .or_else(of_macos)
}

fn set_or_remove(command: &mut Command, name: &str, value: Option<&str>) {
    match value {
        Some(value) => command.env(name, value),
        None => command.env_remove(name),
    };
}

fn passed() -> Outcome<Done> {
    Ok(Done::Passed)
}
