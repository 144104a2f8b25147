//! `cargo xtask dist`: one release binary with the site inside it.

use std::{fs, path::PathBuf};

use crate::{
    Outcome, process, site,
    workspace::{self, Workspace},
};

/// Builds the site, then the server around it. Hands back the binary, which runs from any folder.
pub fn dist(workspace: &Workspace) -> Outcome<PathBuf> {
    // In this order: the server embeds the site when it is compiled.
    site::build(workspace)?;
    process::run(process::cargo(workspace).args(["build", "--release", "--package", "server"]))?;
    let built = workspace.release_binary("changeover");
    let promised =
        Workspace { target: workspace.root.join("target"), ..workspace.clone() }.release_binary("changeover");
    if built != promised {
        copy_over(&built, &promised)?;
    }
    Ok(built)
}

/// Copies by way of a new file, since one that is running cannot be written.
fn copy_over(from: &PathBuf, to: &PathBuf) -> Outcome {
    if let Some(folder) = to.parent() {
        workspace::create_folder(folder)?;
    }
    let new = to.with_extension("new");
    fs::copy(from, &new)
        .and_then(|_| fs::rename(&new, to))
        .map_err(|error| format!("cannot copy {} to {}: {error}", from.display(), to.display()))
}
