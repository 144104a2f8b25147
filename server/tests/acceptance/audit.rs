//! The audit: sealed once and in order, found out when somebody has meddled, and without secrets.

use std::{collections::BTreeSet, path::Path, process::Command, time::Duration};

use app::ports::events::kinds_of;
use domain::{account::ParticipantCode, role::StaffRole, time::Instant};
use serde_json::json;
use server::{
    audit::{
        anchor::{self, Anchor},
        chain::Seal,
        expiry::{self, Part},
        export, retention,
        seal::{self, MOST},
        verify::{self, Proof, VerifyError, Wrong},
    },
    random::sortable_id,
    registration::staff,
    store::{
        directory,
        events::{self, Actor, Event, Filter, Recorded},
    },
};

use crate::{
    login::other_than,
    support::{ADDRESS, Backend, PASSWORD, TestServer, USER, address_of, id, on_both},
};

on_both! {
    what_has_been_kept_long_enough_goes_and_the_chain_holds,
    the_head_of_the_day_is_mailed_once_to_who_keeps_it,
    events_are_sealed_once_and_in_order_by_two_instances_at_once,
    an_event_that_comes_late_goes_into_a_later_seal,
    an_altered_row_is_found,
    a_removed_row_is_found,
    an_added_row_is_found,
    a_chain_written_anew_is_seen_by_the_anchor_alone,
    what_retention_takes_away_leaves_the_chain_whole,
    an_export_may_begin_at_any_seal,
    the_head_is_due_once_a_day_of_hong_kong,
    logins_leave_no_secret_and_no_whole_address,
    a_firm_has_its_trail,
    verifying_needs_nothing_but_the_file,
}

/// Writes `count` events about [`USER`].
async fn write(server: &TestServer, count: usize) {
    let account = id(USER);
    let now = server.app.clock.now();
    let mut tx = server.app.store.begin().await.unwrap();
    let all: Vec<_> = (0..count)
        .map(|number| Event {
            id: sortable_id(now, &*server.app.random),
            at: now,
            kind: "test.checked",
            participant: Some(&account.participant),
            account: Some(&account),
            actor: Actor::System,
            request: None,
            detail: json!({ "number": number }),
        })
        .collect();
    for some in all.chunks(directory::BATCH) {
        directory::append_events(&mut tx, some.to_vec()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Writes an event and seals it.
async fn write_and_seal(server: &TestServer, count: usize) -> Seal {
    server.advance(Duration::from_secs(1));
    write(server, count).await;
    seal::round(&server.app).await.unwrap().unwrap()
}

async fn export(server: &TestServer) -> Vec<u8> {
    export_from(server, 1).await
}

async fn export_from(server: &TestServer, from: i64) -> Vec<u8> {
    let mut out = Vec::new();
    let done = export::write(&server.app, Actor::Operator, from..=i64::MAX, &mut out, |_, _| {}).await.unwrap();
    let events = String::from_utf8_lossy(&out).lines().filter(|line| line.starts_with(r#"{"event":"#)).count();
    assert_eq!(done.events, events as u64);
    out
}

fn holds(export: &[u8]) -> Proof {
    verify::verify(export, &[]).unwrap()
}

fn wrong(export: &[u8], anchors: &[Anchor]) -> Wrong {
    match verify::verify(export, anchors) {
        Err(VerifyError::Wrong { wrong, .. }) => wrong,
        other => panic!("{other:?}"),
    }
}

async fn events_are_sealed_once_and_in_order_by_two_instances_at_once(backend: Backend) {
    let first = TestServer::start(backend).await;
    let second = first.another().await;
    let count = MOST as usize * 2 + 345;
    write(&first, count).await;
    let mut rounds = tokio::task::JoinSet::new();
    for server in [&first, &second, &first, &second, &first, &second] {
        let app = server.app.clone();
        rounds.spawn(async move { seal::round(&app).await.unwrap() });
    }
    let seals: Vec<Seal> = rounds.join_all().await.into_iter().flatten().collect();
    let numbers: BTreeSet<i64> = seals.iter().map(|seal| seal.number).collect();
    assert_eq!(numbers, BTreeSet::from([1, 2, 3]));
    assert_eq!(seals.len(), 3, "six rounds for three batches: three have nothing to do");
    assert_eq!(seals.iter().map(|seal| seal.events).sum::<i64>(), count as i64);

    let rows = first.rows("SELECT place, seal, id FROM events ORDER BY id").await;
    for (place, row) in (1..).zip(&rows) {
        assert_eq!(row[..2], [place.to_string(), ((place - 1) / i64::from(MOST) + 1).to_string()]);
    }
    // The export notes itself, and is sealed with it.
    let proof = holds(&export(&second).await);
    assert_eq!((proof.events, proof.seals), (count as u64 + 1, 4));
    assert!(seal::round(&first.app).await.unwrap().is_none());
}

async fn an_event_that_comes_late_goes_into_a_later_seal(backend: Backend) {
    let server = TestServer::start(backend).await;
    let late = sortable_id(server.app.clock.now(), &*server.app.random);
    let event = |at: Instant| Event {
        id: late.clone(),
        at,
        kind: "test.failed",
        participant: None,
        account: None,
        actor: Actor::System,
        request: None,
        detail: json!({}),
    };
    let at = server.app.clock.now();
    if matches!(server.backend(), Backend::Postgres(_)) {
        // Written first, committed after the later ones have been sealed; the sealer does not wait for it.
        let mut tx = server.app.store.begin().await.unwrap();
        events::append(&mut tx, event(at)).await.unwrap();
        assert_eq!(write_and_seal(&server, 3).await.number, 1);
        tx.commit().await.unwrap();
    } else {
        // There is one writer: what comes late comes from a clock that is behind.
        assert_eq!(write_and_seal(&server, 3).await.number, 1);
        let mut tx = server.app.store.begin().await.unwrap();
        events::append(&mut tx, event(at)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let seal = seal::round(&server.app).await.unwrap().unwrap();
    assert_eq!((seal.number, seal.first_place, seal.events), (2, 4, 1));
    let rows = server.rows("SELECT id FROM events WHERE seal = 2").await;
    assert_eq!(rows, [[late]]);
    assert_eq!(holds(&export(&server).await).events, 5);
}

async fn an_altered_row_is_found(backend: Backend) {
    let server = TestServer::start(backend).await;
    write_and_seal(&server, 5).await;
    write_and_seal(&server, 5).await;
    holds(&export(&server).await);
    for (column, value) in [
        ("detail", r#"'{"number":7}'"#),
        ("detail", "'no JSON'"),
        ("account", "'CAAA/CAAA009'"),
        ("account", "NULL"),
        ("actor", "'operator'"),
        ("participant", "NULL"),
        ("kind", "'test.unwritten'"),
        ("at", "0"),
        ("request", "'00'"),
        ("who_salt", "'00'"),
        ("hash", "'00'"),
        ("detail_hash", "hash"),
    ] {
        server.meddle("CREATE TABLE kept AS SELECT * FROM events WHERE place = 3").await;
        server.meddle(&format!("UPDATE events SET {column} = {value} WHERE place = 3")).await;
        let found = verify::verify(&export(&server).await[..], &[]).unwrap_err();
        let here = matches!(found, VerifyError::Wrong { line: 4, wrong: Wrong::EventAltered, .. });
        assert!(here, "{column} = {value}: {found}");
        server.meddle(&format!("UPDATE events SET {column} = (SELECT {column} FROM kept) WHERE place = 3")).await;
        server.meddle("DROP TABLE kept").await;
        holds(&export(&server).await);
    }
    server.meddle("UPDATE seals SET at = at + 1 WHERE number = 1").await;
    assert_eq!(wrong(&export(&server).await, &[]), Wrong::SealAltered);
}

async fn a_removed_row_is_found(backend: Backend) {
    for (removed, wanted) in [
        ("events WHERE place = 1", Wrong::EventMissing),
        ("events WHERE place = 3", Wrong::EventMissing),
        ("events WHERE place = 5", Wrong::EventMissing),
        ("events WHERE seal = 1", Wrong::EventMissing),
        ("seals WHERE number = 1", Wrong::EventMissing),
    ] {
        let server = TestServer::start(backend.clone()).await;
        write_and_seal(&server, 5).await;
        write_and_seal(&server, 5).await;
        server.meddle(&format!("DELETE FROM {removed}")).await;
        assert_eq!(wrong(&export(&server).await, &[]), wanted, "{removed}");
    }
}

async fn an_added_row_is_found(backend: Backend) {
    let server = TestServer::start(backend).await;
    write_and_seal(&server, 5).await;
    // Under a place that is taken, and in between.
    for place in [3, 5] {
        server
            .meddle(&format!(
                "INSERT INTO events (id, at, kind, participant, account, actor, request, detail, seal, place, hash,
                                     who_salt, detail_salt)
                 SELECT 'f' || id, at, kind, participant, account, actor, request, detail, seal, place, hash,
                        who_salt, detail_salt FROM events WHERE place = {place}"
            ))
            .await;
        assert_eq!(wrong(&export(&server).await, &[]), Wrong::EventInserted);
        server.meddle("DELETE FROM events WHERE id LIKE 'f%'").await;
        holds(&export(&server).await);
    }
    // Where no seal is, out of sight of the chain.
    for (seal, place) in [("0", "9"), ("900", "9"), ("1", "NULL")] {
        server
            .meddle(&format!(
                "INSERT INTO events (id, at, kind, actor, detail, seal, place)
                 VALUES ('f', 0, 'test.added', 'system', '{{}}', {seal}, {place})"
            ))
            .await;
        let done = export::write(&server.app, Actor::Operator, 1..=i64::MAX, &mut Vec::new(), |_, _| {}).await.unwrap();
        assert_eq!(done.strays, 1, "{seal} {place}");
        server.meddle("DELETE FROM events WHERE id = 'f'").await;
    }
    assert_eq!(
        export::write(&server.app, Actor::Operator, 1..=i64::MAX, &mut Vec::new(), |_, _| {}).await.unwrap().strays,
        0
    );
}

async fn a_chain_written_anew_is_seen_by_the_anchor_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    write_and_seal(&server, 5).await;
    let anchor = Anchor::from(&write_and_seal(&server, 5).await);
    let honest = export(&server).await;
    assert_eq!(verify::verify(&honest[..], std::slice::from_ref(&anchor)).unwrap().anchors, 1);

    server.meddle("DELETE FROM seals WHERE number >= 2").await;
    server.meddle("DELETE FROM events WHERE place = 8").await;
    server.meddle("UPDATE events SET seal = NULL, place = NULL, hash = NULL WHERE seal >= 2").await;
    let forged = export(&server).await;
    holds(&forged);
    assert_eq!(wrong(&forged, &[anchor]), Wrong::Anchor);
}

async fn what_retention_takes_away_leaves_the_chain_whole(backend: Backend) {
    let server = TestServer::start(backend).await;
    write_and_seal(&server, 5).await;
    let ids = server.rows("SELECT id FROM events ORDER BY place").await.concat();
    let mut tx = server.app.store.begin().await.unwrap();
    assert!(expiry::expire(&mut tx, &ids[1], Part::Detail).await.unwrap());
    assert!(!expiry::expire(&mut tx, &ids[1], Part::Detail).await.unwrap());
    assert!(expiry::expire(&mut tx, &ids[3], Part::Who).await.unwrap());
    assert!(expiry::expire(&mut tx, &ids[3], Part::Detail).await.unwrap());
    tx.commit().await.unwrap();
    let export = export(&server).await;
    let proof = holds(&export);
    assert_eq!((proof.events, proof.expired), (6, 2));
    let line = String::from_utf8_lossy(&export).lines().nth(4).unwrap().to_owned();
    assert!(line.contains(r#""account":null,"actor":null,"who_salt":null"#), "{line}");
    assert!(line.contains(r#""detail":null,"detail_salt":null"#), "{line}");

    // What is not sealed yet does not expire, and what has expired is shown as such.
    write(&server, 1).await;
    let [unsealed] = &server.rows("SELECT id FROM events WHERE seal IS NULL").await.concat()[..] else { panic!() };
    let mut tx = server.app.store.begin().await.unwrap();
    assert!(!expiry::expire(&mut tx, unsealed, Part::Who).await.unwrap());
    let shown = events::list(&mut tx, &Filter::default(), None, 100).await.unwrap();
    let expired = shown.iter().find(|event| event.id == ids[3]).unwrap();
    assert_eq!((expired.account.as_ref(), &*expired.actor, &expired.detail), (None, "", &serde_json::Value::Null));

    // Half of what it should be is not taken for expired.
    drop(tx);
    server.meddle("UPDATE events SET account = 'CAAA/CAAA001' WHERE place = 4").await;
    assert_eq!(wrong(&self::export(&server).await, &[]), Wrong::EventAltered);
}

async fn an_export_may_begin_at_any_seal(backend: Backend) {
    let server = TestServer::start(backend).await;
    // More seals than a page of the export.
    let mut seals = Vec::new();
    for _ in 0..103 {
        seals.push(write_and_seal(&server, 1).await);
    }
    let proof = holds(&export(&server).await);
    assert_eq!((proof.seals, proof.events), (104, 104));
    let late = export_from(&server, 50).await;
    let anchors = [Anchor::from(&seals[48]), Anchor::from(&seals[102])];
    let proof = verify::verify(&late[..], &anchors).unwrap();
    assert_eq!((proof.first_seal, proof.last_seal, proof.events), (Some(50), Some(105), 56));
    assert_eq!(wrong(&late, &[Anchor::from(&seals[10])]), Wrong::Anchor);

    let before = server.events("audit.exported").await;
    for from in [0, -1, 106] {
        let refused =
            export::write(&server.app, Actor::Operator, from..=i64::MAX, &mut Vec::new(), |_, _| {}).await.unwrap_err();
        assert_eq!(refused.to_string(), format!("there is no seal {from}; the newest is 105"));
    }
    assert_eq!(server.events("audit.exported").await, before);
}

async fn the_head_is_due_once_a_day_of_hong_kong(backend: Backend) {
    let first = TestServer::start(backend).await;
    let second = first.another().await;
    assert_eq!(due(&first).await, None, "nothing is sealed");
    let head = write_and_seal(&first, 1).await;
    let (one, other) = tokio::join!(due(&first), due(&second));
    assert_eq!([one, other].into_iter().flatten().collect::<Vec<_>>(), [Anchor::from(&head)]);
    // It is 09:00 in Hong Kong.
    first.advance(Duration::from_secs(14 * 3600 + 59 * 60));
    assert_eq!(due(&second).await, None);
    first.advance(Duration::from_secs(60));
    let head = write_and_seal(&first, 1).await;
    assert_eq!(due(&second).await, Some(Anchor::from(&head)));
    assert_eq!(due(&first).await, None);
    // Not committed, it is due still.
    first.advance(Duration::from_secs(86_400));
    let mut tx = first.app.store.begin().await.unwrap();
    assert!(anchor::take_due(&mut tx, first.app.clock.now()).await.unwrap().is_some());
    drop(tx);
    assert!(due(&first).await.is_some());
}

async fn due(server: &TestServer) -> Option<Anchor> {
    let mut tx = server.app.store.begin().await.unwrap();
    let due = anchor::take_due(&mut tx, server.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    due
}

async fn logins_leave_no_secret_and_no_whole_address(backend: Backend) {
    let server =
        TestServer::with(backend, |config| config.login.code_digits.0 = domain::code::CodeDigits::new(8).unwrap())
            .await;
    let mut secrets = Vec::new();
    let activation = server.invited(USER).await;
    secrets.extend([activation.clone(), activation.replace('-', "")]);
    assert_eq!(server.mails.code_to(ADDRESS).await, activation);
    let browser = server.browser();
    assert_eq!(browser.activate("CAAA", "CAAA001", "1A2B-3C4D-5E6F").await.status, 422);
    assert_eq!(browser.activate("CAAA", "CAAA001", &activation).await.status, 303);
    assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
    let code = server.mails.code_to(ADDRESS).await;
    assert_eq!(browser.type_code(&other_than(&code)).await.status, 422);
    assert_eq!(browser.type_code(&code).await.status, 303);
    secrets.extend([code.clone(), other_than(&code)]);
    assert_eq!(browser.log_in("CAAA", "CAAA001", "a wrong password of hers").await.status, 422);
    assert_eq!(browser.log_in("CAAA", "a password as a user", "x").await.status, 422);
    let code = server.ask_code(&browser, USER).await;
    secrets.extend([code.clone(), other_than(&code)]);
    assert_eq!(browser.type_code(&other_than(&code)).await.status, 422);
    assert_eq!(browser.type_code(&code).await.status, 303);
    let new = "nine copper wheels turning";
    let change = [("current", PASSWORD), ("password", new)];
    assert_eq!(browser.post("/account/password", &change).await.status, 303);
    let strict = server.another_with(|config| config.login.budget_failures = 1).await;
    let stranger = strict.browser();
    for _ in 0..3 {
        stranger.log_in("CAAA", "CAAA001", "a wrong password of hers").await;
    }
    secrets.extend(browser.cookies().into_iter().filter(|(name, _)| name != "__Host-language").map(|(_, value)| value));
    assert_eq!(browser.post("/logout", &[]).await.status, 303);
    staff::add(&server.app, &server.operator(), "ANN", &address_of("STAFF/ANN"), StaffRole::Viewer).await.unwrap();
    let passwords = [PASSWORD, new, "a wrong password of hers", "a password as a user"];
    secrets.extend(passwords.map(str::to_owned));
    let hash = server.account(&id(USER)).await.password_hash.unwrap();
    secrets.push(hash);

    let export = export(&server).await;
    let proof = holds(&export);
    assert!(proof.events >= 10, "{proof:?}");
    let text = String::from_utf8(export).unwrap();
    for secret in &secrets {
        assert!(!text.contains(secret.as_str()), "{secret} stands in the audit");
    }
    for address in [ADDRESS.to_owned(), address_of("STAFF/ANN")] {
        assert!(!text.to_lowercase().contains(&address), "{address} stands in the audit");
    }
    assert!(text.contains("@caaa.example"), "masked, it does");
}

async fn trail(server: &TestServer, filter: &Filter) -> Vec<Recorded> {
    events::list(&mut server.app.store.reader().await.unwrap(), filter, None, 5000).await.unwrap()
}

async fn a_firm_has_its_trail(backend: Backend) {
    let server = TestServer::start(backend).await;
    let firm: ParticipantCode = "CAAA".parse().unwrap();
    let other = server.ready("CBBB/CBBB001").await;
    let own = server.ready(USER).await;
    let start = server.app.clock.now();
    server.advance(Duration::from_secs(60));
    let mut tx = server.app.store.begin().await.unwrap();
    let scribe = server.operator();
    scribe.firm_event(&mut tx, "upload.previewed", &firm, json!({ "records": 3 })).await.unwrap();
    tx.commit().await.unwrap();
    server.advance(Duration::from_secs(60));
    server.logged_in(USER).await;
    server.logged_in("CBBB/CBBB001").await;

    let filter = Filter { participant: Some(firm.clone()), ..Filter::default() };
    let all = trail(&server, &filter).await;
    assert!(all.windows(2).all(|pair| pair[0].id > pair[1].id), "newest first");
    let whom: BTreeSet<Option<String>> =
        all.iter().map(|event| event.account.as_ref().map(ToString::to_string)).collect();
    assert_eq!(whom, BTreeSet::from([None, Some(USER.to_owned())]));
    let upload = all.iter().find(|event| event.kind == "upload.previewed").unwrap();
    assert_eq!((&*upload.actor, &upload.detail, upload.sealed), ("operator", &json!({ "records": 3 }), false));
    assert_eq!(upload.at, start.plus(Duration::from_secs(60)));

    // Page by page it is the same.
    let mut pages = Vec::new();
    let mut before = None;
    loop {
        let mut reader = server.app.store.reader().await.unwrap();
        let page = events::list(&mut reader, &filter, before.as_deref(), 2).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id.clone());
        pages.extend(page);
    }
    let ids = |events: &[Recorded]| events.iter().map(|event| event.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&pages), ids(&all));

    // Each condition, and all together.
    let account = trail(&server, &Filter { account: Some(own.clone()), ..Filter::default() }).await;
    assert_eq!(account.len(), all.len() - 1);
    let logins = trail(&server, &Filter { kinds: kinds_of("login"), ..filter.clone() }).await;
    assert!(!logins.is_empty() && logins.len() < all.len());
    assert!(logins.iter().all(|event| event.kind.starts_with("login.")), "{logins:?}");
    let minute = Duration::from_secs(60);
    let within = Filter { from: Some(start.plus(minute)), until: Some(start.plus(minute * 2)), ..filter.clone() };
    assert_eq!(ids(&trail(&server, &within).await), [upload.id.as_str()]);
    let none = Filter { account: Some(other), ..filter.clone() };
    assert!(trail(&server, &none).await.is_empty(), "another firm's account in a firm's trail");

    seal::all(&server.app).await.unwrap();
    assert!(trail(&server, &filter).await.iter().all(|event| event.sealed));
}

async fn verifying_needs_nothing_but_the_file(backend: Backend) {
    let server = TestServer::start(backend).await;
    let head = write_and_seal(&server, 5).await;
    let folder = tempfile::tempdir().unwrap();
    let empty = tempfile::tempdir().unwrap();
    let (file, anchor) = (folder.path().join("audit.jsonl"), folder.path().join("anchor"));
    let good = export(&server).await;
    std::fs::write(&file, &good).unwrap();
    std::fs::write(&anchor, format!("{}\n", Anchor::from(&head))).unwrap();
    let run = async |arguments: &[&Path]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_changeover"));
        command.args(["audit", "verify"]).args(arguments).current_dir(empty.path());
        command.env("CHANGEOVER_DATABASE__URL", "no database").env("CHANGEOVER_NO__KEY", "wrong");
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let anchored = [file.as_path(), Path::new("--anchor"), &anchor];

    let (code, out, err) = run(&anchored).await;
    assert_eq!((code, &*err), (Some(0), ""), "{out}");
    assert!(out.contains("The audit holds: 6 events under 2 seals"), "{out}");
    assert!(out.contains("Harbour Clearing") && out.contains("The anchor is in it"), "{out}");
    let (_, out, _) = run(&[&file]).await;
    assert!(out.contains("No anchor was given"), "{out}");
    let (_, out, _) = run(&[&file, Path::new("--json")]).await;
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&answer["holds"], &answer["proof"]["events"]), (&json!(true), &json!(6)), "{answer}");

    let bad = String::from_utf8(good).unwrap().replacen(USER, "CAAA/CAAA009", 1);
    std::fs::write(&file, bad).unwrap();
    let (code, out, err) = run(&anchored).await;
    assert_eq!((code, &*out), (Some(1), ""));
    assert!(err.contains("line 2: event altered: place 1"), "{err}");
    let (code, out, _) = run(&[&file, Path::new("--json")]).await;
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &answer["wrong"], &answer["line"]), (Some(1), &json!("event-altered"), &json!(2)));
    assert_eq!(std::fs::read_dir(&empty).unwrap().count(), 0, "it left something behind");
}

async fn the_head_of_the_day_is_mailed_once_to_who_keeps_it(backend: Backend) {
    let keeper = "auditor@elsewhere.example";
    let server = TestServer::with(backend, |config| config.audit.anchor_to = vec![keeper.into()].into()).await;
    let another = server.another().await;
    assert!(!anchor::round(&server.app).await.unwrap(), "nothing was sealed yet");
    server.ready(USER).await;
    let head = seal::round(&server.app).await.unwrap().unwrap();
    let (one, other) = tokio::join!(anchor::round(&server.app), anchor::round(&another.app));
    assert!(one.unwrap() ^ other.unwrap(), "one of the two instances");
    let mail = server.mails.next_to(keeper).await;
    let anchors = Anchor::all_in(&mail.text).unwrap();
    assert!(anchors.iter().all(|anchor| (anchor.seal, &anchor.hash) == (head.number, &head.hash)), "{}", mail.text);
    server.quiet().await;
    assert_eq!(server.mails.all_to(keeper).len(), 1);
}

async fn what_has_been_kept_long_enough_goes_and_the_chain_holds(backend: Backend) {
    let day = Duration::from_secs(86_400);
    let server = TestServer::with(backend, |config| {
        config.retention.who = (day * 30).into();
        config.retention.particulars = (day * 60).into();
        config.retention.mail = (day * 30).into();
    })
    .await;
    server.ready(USER).await;
    server.logged_in(USER).await;
    server.quiet().await;
    server.app.store.reader().await.unwrap();
    while seal::round(&server.app).await.unwrap().is_some() {}
    let named = "SELECT COUNT(*) FROM events WHERE account IS NOT NULL";
    let mails = "SELECT COUNT(*) FROM outbox";
    assert!(server.count(named).await > 0 && server.count(mails).await > 0);
    server.advance(day * 29);
    while retention::round(&server.app).await.unwrap() {}
    assert!(server.count(named).await > 0 && server.count(mails).await > 0, "not before its time");
    server.advance(day * 2);
    while retention::round(&server.app).await.unwrap() {}
    assert_eq!((server.count(named).await, server.count(mails).await), (0, 0));
    assert!(server.count("SELECT COUNT(*) FROM events WHERE detail <> ''").await > 0, "particulars live longer");
    assert_eq!(server.events("audit.expired").await, 1);
    server.advance(day * 30);
    while retention::round(&server.app).await.unwrap() {}
    let mut file = Vec::new();
    export::write(&server.app, Actor::Operator, 1..=i64::MAX, &mut file, |_, _| {}).await.unwrap();
    let proof = verify::verify(std::io::Cursor::new(file), &[]).unwrap();
    assert!(proof.expired > 0);
    let kept = server.rows("SELECT DISTINCT kind FROM events WHERE detail_hash IS NULL ORDER BY kind").await.concat();
    assert!(kept.iter().all(|kind| kind.starts_with("audit.")), "{kept:?}");
}
