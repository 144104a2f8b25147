//! Where things are.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Outcome, process};

/// The clone, and where cargo builds.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder, absolute; outside the clone where `CARGO_TARGET_DIR` says so.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the clone that this program was built from, and asks cargo for its target folder.
    pub fn find() -> Outcome<Self> {
        // Set by `cargo run`; what was compiled in serves a direct call.
        let crate_folder =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = crate_folder.parent().ok_or("xtask does not stand in a workspace")?.to_path_buf();
        // Asked from where the caller stands: a relative CARGO_TARGET_DIR counts from there.
        let mut metadata = Command::new(process::cargo_program());
        metadata
            .args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"])
            .arg(root.join("Cargo.toml"));
        let metadata = process::output(&mut metadata)?;
        let target = quoted_after(&metadata, "\"target_directory\":").ok_or("cargo metadata names no target folder")?;
        Ok(Self { root, target: PathBuf::from(target) })
    }

    /// Where Trunk puts the browser bundle and the server embeds it from: always inside the clone.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// A release binary as cargo leaves it.
    pub fn release_binary(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    /// A binary of the development profile as cargo leaves it.
    pub fn debug_binary(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// The version of a package in `Cargo.lock`; the first, where there are several.
    pub fn locked_version(&self, package: &str) -> Outcome<String> {
        let lock = read(&self.root.join("Cargo.lock"))?;
        locked_version(&lock, package).ok_or_else(|| format!("Cargo.lock has no package `{package}`"))
    }
}

/// Reads a text file; the error names it.
pub fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Writes a file, making its folder where missing; the error names it.
pub fn write(path: &Path, contents: &str) -> Outcome {
    create_folder(path.parent().unwrap_or(Path::new(".")))?;
    fs::write(path, contents).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Makes a folder and those above it; the error names it.
pub fn create_folder(path: &Path) -> Outcome {
    fs::create_dir_all(path).map_err(|error| format!("cannot make the folder {}: {error}", path.display()))
}

/// Waits until this process is the only one that holds the lock file; it is released when the file is dropped.
pub fn lock(path: &Path) -> Outcome<fs::File> {
    create_folder(path.parent().unwrap_or(Path::new(".")))?;
    let file = fs::File::create(path).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    file.lock().map_err(|error| format!("cannot lock {}: {error}", path.display()))?;
    Ok(file)
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let entry =
        lock.split("[[package]]").find(|entry| entry.lines().any(|line| line == format!("name = \"{package}\"")))?;
    quoted_after(entry, "version = ").map(str::to_owned)
}

/// The text in the double quotes that follow `label`.
pub fn quoted_after<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let after = text.split_once(label)?.1.trim_start().strip_prefix('"')?;
    after.split_once('"').map(|(quoted, _)| quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_version_is_that_of_the_named_package() {
        let lock = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
