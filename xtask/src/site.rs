//! The browser bundle: Trunk builds `app` for wasm into `target/site`, which the server embeds when it is compiled.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use crate::{
    Outcome, process,
    tools::{self, Tools},
    workspace::{self, Workspace},
};

/// All that the bundle is made from. The style sheets are not in it: the server embeds those itself.
const SOURCES: [&str; 6] = ["app", "domain", "Cargo.lock", "Cargo.toml", "Trunk.toml", "rust-toolchain.toml"];

/// Builds the bundle, unless nothing that it is made from has changed since the last time.
/// Hands back the stamp of what it is made from.
pub fn build(workspace: &Workspace) -> Outcome<String> {
    let _lock = workspace::lock(&workspace.root.join("target/site.lock"))?;
    let stamp_file = workspace.root.join("target/site.stamp");
    let stamp = stamp(&workspace.root)?;
    let complete = ["app.js.br", "app_bg.wasm.br"].iter().all(|name| workspace.site().join(name).is_file());
    if complete && fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp) {
        eprintln!("The browser bundle is up to date");
        return Ok(stamp);
    }
    // Should this run break off, the next one starts anew.
    let _ = fs::remove_file(&stamp_file);

    let tools = Tools::find()?;
    tools.ensure_bundler(workspace)?;
    // Trunk keeps cargo off the network, so what the lock file names must be there.
    process::run(process::cargo(workspace).args(["fetch", "--quiet"]))?;
    let mut trunk = process::program("trunk", workspace);
    trunk.env("PATH", tools.path()?).args([
        "build",
        "--release",
        "--offline",
        "--skip-version-check",
        "--config",
        "Trunk.toml",
    ]);
    // Trunk takes only `true` or `false` here, while the convention is any value.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    process::run(&mut trunk)?;
    compress(workspace)?;
    workspace::write(&stamp_file, &stamp)?;
    Ok(stamp)
}

/// Makes the folder that the server's build looks into, for builds that need no browser.
pub fn make_folder(workspace: &Workspace) -> Outcome {
    workspace::create_folder(&workspace.site())
}

fn compress(workspace: &Workspace) -> Outcome {
    let mut files = files_in(&workspace.site())?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "js" || extension == "wasm"));
    process::run(
        tools::node(workspace)?
            .arg("xtask/src/compress.mjs")
            .args(files.iter().map(|file| file.strip_prefix(&workspace.root).unwrap_or(file))),
    )
}

/// Says whether two builds would be the same; no protection against a made-up collision.
fn stamp(root: &Path) -> Outcome<String> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        let path = root.join(source);
        let files = if path.is_dir() { files_in(&path)? } else { vec![path] };
        for file in files {
            file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

/// Every file below a folder, sorted.
fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error| format!("cannot read {}: {error}", folder.display());
    let mut entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stamp_follows_contents_and_names() -> Outcome {
        let root = std::env::temp_dir().join(format!("changeover-stamp-{}", std::process::id()));
        for source in SOURCES.iter().skip(2) {
            workspace::write(&root.join(source), "same")?;
        }
        workspace::write(&root.join("app/src/lib.rs"), "one")?;
        workspace::write(&root.join("domain/src/lib.rs"), "one")?;
        let first = stamp(&root)?;
        assert_eq!(stamp(&root)?, first);

        workspace::write(&root.join("app/src/lib.rs"), "two")?;
        let changed = stamp(&root)?;
        assert_ne!(changed, first);

        let renamed = fs::rename(root.join("app/src/lib.rs"), root.join("app/src/mod.rs"));
        renamed.map_err(|error| error.to_string())?;
        assert_ne!(stamp(&root)?, changed);
        fs::remove_dir_all(&root).map_err(|error| error.to_string())
    }
}
