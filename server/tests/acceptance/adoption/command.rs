//! `changeover adoption`, run as its operator runs it.

use std::process::Command;

use domain::adoption::Day;
use serde_json::{Value, json};

use super::directory;
use crate::support::{Backend, TestServer, on_both};

on_both! {
    the_command_names_what_is_wrong_and_mends_it,
}

/// Runs the command against the server's database, from another folder; gives its code, and what it said.
async fn run(server: &TestServer, arguments: &[&str]) -> (Option<i32>, String, String) {
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_changeover"));
    let config = server.folder().join("command.toml");
    std::fs::write(&config, "").unwrap();
    command.arg("--config").arg(config).arg("adoption").args(arguments).current_dir(elsewhere.path());
    let url: &str = &server.app.config.database.url;
    if !url.is_empty() {
        command.env("CHANGEOVER_DATABASE__URL", url);
    }
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

async fn the_command_names_what_is_wrong_and_mends_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    let today = Day::of(server.app.clock.now());
    let fine = "The figures that are kept are those that the audit tells.\n";
    assert_eq!(run(&server, &["check"]).await, (Some(0), fine.to_owned(), String::new()));

    server.meddle("UPDATE adoption_firms SET dormant = 9 WHERE participant = 'CAAB'").await;
    let (code, out, err) = run(&server, &["check"]).await;
    assert_eq!((code, out.as_str()), (Some(1), "CAAB, now, dormant: kept 9, told 0\n"));
    assert_eq!(err, "changeover: one figure is not what the audit tells\n");
    server.meddle("UPDATE adoption_history SET disabled = 3 WHERE participant = 'CAAA'").await;
    let (code, out, err) = run(&server, &["check", "--json"]).await;
    let found: Value = serde_json::from_str(&out).unwrap();
    let wrong = json!([
        { "participant": "CAAA", "day": today.to_string(), "figure": "disabled", "kept": 3, "told": 0 },
        { "participant": "CAAB", "day": null, "figure": "dormant", "kept": 9, "told": 0 },
    ]);
    let mut listed = found["differences"].as_array().unwrap().clone();
    listed.sort_by_key(|one| one["participant"].to_string());
    assert_eq!((code, &found["count"], Value::from(listed)), (Some(1), &json!(2), wrong));
    assert_eq!(err, "changeover: 2 figures are not what the audit tells\n");

    // What was wrong is named once more, and mended; then nothing is.
    let (code, out, err) = run(&server, &["rebuild"]).await;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(out.contains("CAAB, now, dormant: kept 9, told 0"), "{out}");
    let (code, out, _) = run(&server, &["rebuild", "--json"]).await;
    assert_eq!((code, serde_json::from_str::<Value>(&out).unwrap()), (Some(0), json!({ "count": 0, "written": [] })));
    assert_eq!(run(&server, &["check"]).await.0, Some(0));

    let (code, csv, err) = run(&server, &["export"]).await;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let codes: Vec<_> = csv.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    assert_eq!(codes, ["CAAA", "CAAB", "CAAC"]);
    let (_, csv, _) = run(&server, &["export", "--day", &today.to_string()]).await;
    assert!(csv.lines().skip(1).all(|line| line.split(',').nth(1) == Some(&*today.to_string())), "{csv}");
    let (_, out, _) = run(&server, &["export", "--json", "--day", &today.to_string()]).await;
    let firms: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&firms["day"], firms["firms"].as_array().map(Vec::len)), (&json!(today.to_string()), Some(3)));
    assert_eq!(firms["firms"][0]["figures"]["dormant"], 1);
    let before = today.later(-1).to_string();
    let (_, csv, _) = run(&server, &["export", "--day", &before]).await;
    assert_eq!(csv.lines().count(), 1, "there was nobody yet: {csv}");
    assert_eq!(run(&server, &["export", "--day", "yesterday"]).await.0, Some(2));
}
