//! The command: result file, summary, JSON.

use std::{fs, path::PathBuf};

use server::registration::import::{
    Options, What,
    command::{Order, run},
};

use crate::world::{World, data, on_each_database};

fn file(world: &World, name: &str) -> PathBuf {
    let path = world.folder.path().join(name);
    fs::write(&path, data(name)).unwrap();
    path
}

#[tokio::test]
async fn the_result_file_gives_each_record_back_with_its_verdict() {
    on_each_database("", async |world| {
        world.fill().await;
        let file = file(world, "dirty-emails.csv");
        let order = Order { what: What::Emails, file: &file, options: Options::default(), result: None, json: false };
        let mut out = Vec::new();
        run(&world.app, order, &mut out).await.unwrap();
        let out = String::from_utf8(out).unwrap().replace(file.to_str().unwrap(), "FILE");
        insta::assert_snapshot!("summary_of_dirty_addresses", out);
        let result = world.folder.path().join("dirty-emails.csv.result.csv");
        let lines = fs::read_to_string(&result).unwrap().replace('\0', "<NUL>").replace('\u{200B}', "<ZWSP>");
        insta::assert_snapshot!("result_of_dirty_addresses", lines);
        assert_eq!(
            fs::read_dir(world.folder.path())
                .unwrap()
                .filter(|f| { f.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part") })
                .count(),
            0
        );

        let order = Order { file: &result, options: Options { dry_run: true, complete: false }, ..order };
        let again = run(&world.app, order, &mut Vec::new()).await.unwrap();
        assert_eq!(again.unchanged, 7, "all but the escaped one: a result file is a file to import, too");
    })
    .await;
}

fn lacking_the_last(world: &World) -> PathBuf {
    let path = file(world, "users-big5.csv");
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.trim_ascii_end().iter().rposition(|byte| *byte == b'\n').unwrap();
    bytes.truncate(end + 1);
    fs::write(&path, bytes).unwrap();
    path
}

#[tokio::test]
async fn json_holds_every_record_the_missing_and_the_summary() {
    on_each_database("", async |world| {
        world.fill().await;
        let file = lacking_the_last(world);
        let result = world.folder.path().join("elsewhere.csv");
        let options = Options { dry_run: true, complete: true };
        let order = Order { what: What::Users, file: &file, options, result: Some(&result), json: true };
        let mut out = Vec::new();
        run(&world.app, order, &mut out).await.unwrap();
        let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(json["records"].as_array().unwrap().len(), 39);
        assert_eq!(json["records"][0]["verdict"], "unchanged");
        assert_eq!(json["missing"].as_array().unwrap().len(), 1);
        assert_eq!(json["summary"]["missing"], 1);
        assert_eq!(json["dry_run"], true);
        let lines = fs::read_to_string(&result).unwrap();
        assert_eq!(lines.lines().filter(|line| line.starts_with(",missing,")).count(), 1);

        let order = Order { options: Options::default(), ..order };
        let mut out = Vec::new();
        run(&world.app, order, &mut out).await.unwrap();
        let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert!(json["missing"].as_array().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_result_never_overwrites_the_file_and_must_be_possible_when_asked_for() {
    on_each_database("", async |world| {
        let file = file(world, "participants.csv");
        let order = Order {
            what: What::Participants,
            file: &file,
            options: Options::default(),
            result: Some(&file),
            json: false,
        };
        let error = run(&world.app, order, &mut Vec::new()).await.unwrap_err();
        assert!(error.to_string().contains("overwrite the file itself"));
        let nowhere = world.folder.path().join("no/such/folder.csv");
        assert!(run(&world.app, Order { result: Some(&nowhere), ..order }, &mut Vec::new()).await.is_err());
        assert_eq!(world.counts().await, [0; 9]);
        assert_eq!(fs::read(&file).unwrap(), data("participants.csv"));
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_regular_file_is_written_into_and_stays_what_it_is() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};

    on_each_database("", async |world| {
        let file = file(world, "participants.csv");
        let (pipe, link, target, nothing) = (
            world.folder.path().join("pipe"),
            world.folder.path().join("link"),
            world.folder.path().join("target"),
            world.folder.path().join("null"),
        );
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        symlink("/dev/null", &nothing).unwrap();
        fs::write(&target, "old").unwrap();
        symlink(&target, &link).unwrap();
        let options = Options { dry_run: true, complete: false };
        let order = Order { what: What::Participants, file: &file, options, result: Some(&pipe), json: false };

        let read = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        run(&world.app, order, &mut Vec::new()).await.unwrap();
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
        let whole = read.join().unwrap();
        assert_eq!(whole.lines().count(), 159);

        run(&world.app, Order { result: Some(&nothing), ..order }, &mut Vec::new()).await.unwrap();
        assert_eq!(fs::read_link(&nothing).unwrap(), PathBuf::from("/dev/null"));
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());

        run(&world.app, Order { result: Some(&link), ..order }, &mut Vec::new()).await.unwrap();
        assert_eq!(fs::read_link(&link).unwrap(), target);
        assert_eq!(fs::read_to_string(&target).unwrap(), whole);
        let parts = fs::read_dir(world.folder.path())
            .unwrap()
            .filter(|f| f.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part"));
        assert_eq!(parts.count(), 0);
    })
    .await;
}
