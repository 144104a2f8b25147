//! `cargo xtask dist`: one release binary with the site inside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    Outcome, process, site,
    workspace::{self, Workspace},
};

/// Builds the site, then the server around it. Hands back the binary, which runs from any folder.
pub fn dist(workspace: &Workspace) -> Outcome<PathBuf> {
    // In this order: the server embeds the site when it is compiled.
    let site = site::build(workspace)?;
    // Cargo watches the files that were embedded, not the folder: a server compiled while it was empty would stay so.
    let embedded = workspace.release_binary("changeover.site");
    let anew = fs::read_to_string(&embedded).ok().as_ref() != Some(&site);
    if anew {
        process::run(process::cargo(workspace).args(["clean", "--quiet", "--release", "--package", "server"]))?;
    }
    process::run(process::cargo(workspace).args(["build", "--release", "--package", "server"]))?;
    let built = workspace.release_binary("changeover");
    if anew {
        if !holds(&built, &workspace.site().join("app.js"))? {
            return Err("the release binary lacks the browser bundle: does the server embed `../target/site`?".into());
        }
        workspace::write(&embedded, &site)?;
    }
    let promised =
        Workspace { target: workspace.root.join("target"), ..workspace.clone() }.release_binary("changeover");
    if built != promised {
        copy_over(&built, &promised)?;
    }
    Ok(built)
}

/// Whether a file stands in the other as it is.
fn holds(binary: &Path, file: &Path) -> Outcome<bool> {
    let bytes = |path: &Path| fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()));
    let (binary, file) = (bytes(binary)?, bytes(file)?);
    Ok(!file.is_empty() && binary.windows(file.len()).any(|window| window == file))
}

/// Copies by way of a new file, since one that is running cannot be written.
fn copy_over(from: &Path, to: &Path) -> Outcome {
    if let Some(folder) = to.parent() {
        workspace::create_folder(folder)?;
    }
    let new = to.with_extension("new");
    fs::copy(from, &new)
        .and_then(|_| fs::rename(&new, to))
        .map_err(|error| format!("cannot copy {} to {}: {error}", from.display(), to.display()))
}
