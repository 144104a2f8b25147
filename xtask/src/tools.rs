//! What is installed once, outside the clone: Trunk, wasm-bindgen, wasm-opt, cargo-deny, and Rust's wasm target.
//!
//! The folder is `$CHANGEOVER_TOOLS`, or else `changeover-tools` in the user's cache folder. It may be empty or deleted at any time.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Outcome, process,
    workspace::{self, Workspace},
};

/// The newest Trunk that Rust 1.95 builds.
const TRUNK: &str = "0.21.14";
/// npm's package of wasm-opt; `Trunk.toml` names the same version in wasm-opt's spelling.
const BINARYEN: &str = "132.0.0";
const CARGO_DENY: &str = "0.20.2";
/// The target of the browser bundle.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The folder of the tools.
#[derive(Debug, Clone)]
pub struct Tools {
    folder: PathBuf,
}

impl Tools {
    /// Finds the folder and makes it where missing.
    pub fn find() -> Outcome<Self> {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let cache = || set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")));
        let folder = set("CHANGEOVER_TOOLS")
            .or_else(|| Some(cache()?.join("changeover-tools")))
            .ok_or("neither CHANGEOVER_TOOLS nor HOME is set: nowhere to install tools")?;
        let folder = std::path::absolute(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        workspace::create_folder(&folder)?;
        Ok(Self { folder })
    }

    /// `PATH` with the tools first.
    pub fn path(&self) -> Outcome<OsString> {
        process::path_with(&[self.bin(), self.npm_bin()])
    }

    /// Everything that builds the browser bundle.
    pub fn ensure_bundler(&self, workspace: &Workspace) -> Outcome {
        ensure_wasm_target(workspace)?;
        node(workspace)?;
        let _lock = self.lock()?;
        self.ensure_binaryen()?;
        // wasm-bindgen without --locked: its lock file names a dependency that was withdrawn.
        self.ensure_cargo_tool("wasm-bindgen-cli", "wasm-bindgen", &workspace.locked_version("wasm-bindgen")?, &[])?;
        self.ensure_cargo_tool("trunk", "trunk", TRUNK, &["--locked"])
    }

    /// cargo-deny: the one on `PATH`, or else our own.
    pub fn ensure_cargo_deny(&self) -> Outcome<PathBuf> {
        if let Some(found) = self.find_cargo_deny() {
            return Ok(found);
        }
        let _lock = self.lock()?;
        self.ensure_cargo_tool("cargo-deny", "cargo-deny", CARGO_DENY, &["--locked"])?;
        Ok(self.bin().join("cargo-deny"))
    }

    /// cargo-deny where it is installed already.
    pub fn find_cargo_deny(&self) -> Option<PathBuf> {
        let own = self.bin().join("cargo-deny");
        if own.is_file() { Some(own) } else { process::on_path("cargo-deny") }
    }

    fn ensure_cargo_tool(&self, package: &str, binary: &str, version: &str, flags: &[&str]) -> Outcome {
        let installed = process::version(&mut Command::new(self.bin().join(binary)));
        if installed.is_some_and(|line| line.split_whitespace().nth(1) == Some(version)) {
            return Ok(());
        }
        eprintln!("Installing {package} {version} into {} (once; takes some minutes)", self.folder.display());
        let mut install = Command::new(process::cargo_program());
        process::clean(&mut install);
        install.arg("install").arg(package).args(["--version", version, "--root"]).arg(&self.folder).args(flags);
        // Link-time optimisation takes longer than all the rest and these tools do not need it.
        install.env("CARGO_PROFILE_RELEASE_LTO", "false").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        // Built in a folder that goes away, not among the product's own artefacts.
        install.env_remove("CARGO_TARGET_DIR");
        process::run(&mut install)
            .map_err(|error| format!("{error}\n{package} {version} could not be installed. Is the machine online?"))
    }

    fn ensure_binaryen(&self) -> Outcome {
        let package = self.folder.join("binaryen/node_modules/binaryen/package.json");
        let installed =
            workspace::read(&package).is_ok_and(|text| text.contains(&format!("\"version\": \"{BINARYEN}\"")));
        if installed && self.npm_bin().join("wasm-opt").exists() {
            return Ok(());
        }
        let folder = self.folder.join("binaryen");
        eprintln!("Installing wasm-opt (npm's binaryen {BINARYEN}) into {}", folder.display());
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| format!("cannot remove {}: {error}", folder.display()))?;
        }
        workspace::create_folder(&folder)?;
        let mut install = Command::new("npm");
        install
            .current_dir(&folder)
            .args(["install", "--no-audit", "--no-fund", "--loglevel", "error", "--prefix"])
            .arg(&folder)
            .arg(format!("binaryen@{BINARYEN}"));
        process::run(&mut install)
    }

    /// Two commands at once must not install into each other.
    fn lock(&self) -> Outcome<fs::File> {
        workspace::lock(&self.folder.join(".lock"))
    }

    fn bin(&self) -> PathBuf {
        self.folder.join("bin")
    }

    fn npm_bin(&self) -> PathBuf {
        self.folder.join("binaryen/node_modules/.bin")
    }
}

/// Adds the browser's target to the toolchain where it is missing.
pub fn ensure_wasm_target(workspace: &Workspace) -> Outcome {
    let mut ask = process::program("rustc", workspace);
    let folder = process::output(ask.args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    rustup(workspace, &["target", "add", WASM], "the standard library for wasm32-unknown-unknown")
}

/// Adds rustfmt and Clippy to the toolchain where they are missing.
pub fn ensure_lints(workspace: &Workspace) -> Outcome {
    let there = |name: &str| process::succeeds(process::cargo(workspace).args([name, "--version"]));
    if there("fmt") && there("clippy") {
        return Ok(());
    }
    rustup(workspace, &["component", "add", "rustfmt", "clippy"], "rustfmt and clippy")
}

fn rustup(workspace: &Workspace, arguments: &[&str], what: &str) -> Outcome {
    eprintln!("Installing {what}");
    process::run(process::program("rustup", workspace).args(arguments))
        .map_err(|error| format!("{error}\nThis Rust lacks {what}. With rustup: rustup {}; otherwise install it with the packages of this Rust", arguments.join(" ")))
}

/// Node, 20 or later.
pub fn node(workspace: &Workspace) -> Outcome<Command> {
    let help = "Node 20 or later is needed, with npm: from nodejs.org or the system's packages";
    let version = process::version(&mut process::program("node", workspace)).ok_or(help)?;
    let major: Option<u32> = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    if major.is_none_or(|major| major < 20) {
        return Err(format!("this is Node {version}. {help}"));
    }
    Ok(process::program("node", workspace))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Trunk refuses, or downloads, a tool of another version than its configuration names.
    #[test]
    fn trunk_names_the_tools_that_are_installed() -> Outcome {
        let workspace = Workspace::find()?;
        let trunk = workspace::read(&workspace.root.join("Trunk.toml"))?;
        assert_eq!(
            workspace::quoted_after(&trunk, "wasm_bindgen = "),
            Some(workspace.locked_version("wasm-bindgen")?.as_str())
        );
        let major = BINARYEN.split('.').next().unwrap_or_default();
        assert_eq!(workspace::quoted_after(&trunk, "wasm_opt = "), Some(format!("version_{major}").as_str()));
        Ok(())
    }
}
