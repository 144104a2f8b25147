//! `cargo xtask run`: from a clone to a page in the browser.

use std::{net::TcpListener, os::unix::process::CommandExt, path::Path, process::Command};

use crate::{
    Outcome,
    cli::RunOptions,
    dist, process,
    workspace::{self, Workspace},
};

/// Builds, fills an empty database with a demo changeover, prints its logins and becomes the server.
///
/// Configuration, database and keys are in `target/run`: deleting it starts anew.
pub fn run(workspace: &Workspace, options: &RunOptions) -> Outcome {
    // Before some minutes of building, not after them.
    TcpListener::bind(("127.0.0.1", options.port)).map_err(|error| {
        format!("cannot listen on port {}: {error}. Another one: cargo xtask run --port N", options.port)
    })?;
    let binary = dist::dist(workspace)?;
    let folder = workspace.root.join("target/run");
    let configuration = folder.join("changeover.toml");
    workspace::write(&configuration, &toml(options))?;
    if options.demo {
        // Prints the three logins every time; changes nothing in a database that is not empty.
        process::run(changeover(workspace, &binary, &folder).arg("demo").arg("--config").arg(&configuration))?;
    }
    // Becomes the server, so that Ctrl-C and signals reach it and nobody else.
    let error = changeover(workspace, &binary, &folder).arg("serve").arg("--config").arg(&configuration).exec();
    Err(format!("cannot start the server: {error}"))
}

fn changeover(workspace: &Workspace, binary: &Path, folder: &Path) -> Command {
    let mut command = process::program(binary, workspace);
    command.current_dir(folder);
    command
}

fn toml(options: &RunOptions) -> String {
    let port = options.port;
    let mut text = format!(
        "# Written by `cargo xtask run` each time: change its options, not this file.\n\
         [server]\nlisten = \"127.0.0.1:{port}\"\npublic_url = \"http://localhost:{port}\"\n"
    );
    if let Some(url) = &options.database {
        text.push_str(&format!("\n[database]\nurl = {}\n", quoted(url)));
    }
    // Without demo data too: there is no relay, so whoever tries it reads the mail at /demo/mail.
    text.push_str("\n[demo]\nmail = true\n");
    // Any security key of whoever tries it stands for a smartcard; pages say so.
    text.push_str("\n[smartcard]\nattestation = \"demo\"\n");
    text.push_str(HOUSE);
    text
}

/// The clearing house of the demonstration: it belongs to nobody.
const HOUSE: &str = r#"
[organisation]
name_en = "Victoria Clearing"
name_zh = "維港結算所"

[support]
hotline = "2000 0000"
email = "help@clearing.example"
"#;

/// A TOML basic string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_names_port_and_database() {
        let options = RunOptions { port: 9000, database: Some("postgres://u:p\"@h/d".into()), demo: true };
        assert_eq!(
            toml(&options).split_once('\n').and_then(|(_, rest)| rest.strip_suffix(HOUSE)),
            Some(
                "[server]\nlisten = \"127.0.0.1:9000\"\npublic_url = \"http://localhost:9000\"\n\n\
                 [database]\nurl = \"postgres://u:p\\\"@h/d\"\n\n[demo]\nmail = true\n\n[smartcard]\nattestation = \"demo\"\n"
            )
        );
    }
}
