//! The user guide: documents as pages and PDFs, acknowledged, and asked for again.

use std::time::Duration;

use domain::role::StaffRole;
use http::Method;
use server::guide::{paper::MOST_BYTES, tell};

use crate::support::{
    APPROVER, Answer, Backend, Browser, CHECKER, MAKER, OPERATOR, PUBLIC_URL, TestServer, USER, address_of, on_both,
};

on_both! {
    the_guide_is_public_in_both_languages,
    a_pdf_is_served_to_be_kept_and_never_shown,
    what_is_no_pdf_is_refused,
    a_pdf_beyond_its_bound_is_refused,
    only_operators_publish,
    each_reader_acknowledges_for_themselves,
    one_administrator_acknowledges_for_the_firm,
    a_new_version_asks_again_and_the_former_stays_on_record,
    what_was_read_is_what_is_acknowledged,
    those_who_are_to_acknowledge_are_told_once,
    nobody_is_told_of_what_came_with_the_program,
    staff_see_who_has_acknowledged_which_version,
}

/// As much of a PDF as is looked at.
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Title (x) >>\nendobj\n%%EOF\n";

const BOUNDARY: &str = "----changeover-paper";

/// A form with a file: its type and its body.
pub fn multipart(fields: &[(&str, &str)], name: &str, file: &[u8]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    body.extend(
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/pdf\r\n\r\n"
        )
        .bytes(),
    );
    body.extend(file);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
}

impl Browser {
    /// Posts a form with a file.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
        let (kind, body) = multipart(fields, name, file);
        self.send_form(path, &kind, body).await
    }

    /// Posts a body of that type.
    pub async fn send_form(&self, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let headers = [("origin", PUBLIC_URL), ("sec-fetch-site", "same-origin"), ("content-type", kind)];
        self.send(Method::POST, path, &headers, body).await
    }

    async fn publish(&self, change: &[(&str, &str)]) -> Answer {
        self.upload("/monitor/guide/new", &document(change), "guide.pdf", PDF).await
    }

    async fn acknowledge(&self, document: &str, version: &str) -> Answer {
        let fields = [("action", "acknowledge"), ("version", version)];
        self.post(&format!("/guide/{document}"), &fields).await
    }
}

fn document<'a>(change: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("title_en", "Desk card"),
        ("title_zh", "案頭指引"),
        ("language", "en"),
        ("document", ""),
        ("version", "1.0"),
        ("audience", "user"),
        ("acknowledge", "user"),
    ];
    let mut fields: Vec<_> =
        usual.into_iter().filter(|(name, _)| change.iter().all(|(other, _)| other != name)).collect();
    fields.extend(change);
    fields
}

impl TestServer {
    /// A server with an operator at a browser.
    async fn with_operator(backend: Backend) -> (Self, Browser) {
        let server = Self::start(backend).await;
        server.staff(OPERATOR, StaffRole::Operator).await;
        let operator = server.session_of(OPERATOR).await;
        (server, operator)
    }

    /// Publishes a PDF, and gives its document and its id.
    async fn published(&self, operator: &Browser, change: &[(&str, &str)]) -> (String, String) {
        operator.publish(change).await.assert_sees("/monitor/guide?done=published");
        let found = "SELECT document, paper FROM guide_papers ORDER BY paper DESC LIMIT 1";
        let row = self.rows(found).await.concat();
        (row[0].clone(), row[1].clone())
    }

    /// Tells whoever is to be told, as often as there is anybody.
    async fn tell_all(&self) -> u64 {
        let mut told = 0;
        loop {
            let round = tell::round(&self.app).await.unwrap();
            told += round;
            if round == 0 {
                return told;
            }
        }
    }
}

async fn the_guide_is_public_in_both_languages(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = server.browser();
    let list = browser.get("/guide").await;
    assert!(list.words().contains("Logging in with two factors"), "{}", list.words());
    for (language, title, section) in [
        ("en", "Logging in with two factors", "When the code does not come"),
        ("zh-HK", "以雙重認證登入", "收不到驗證碼"),
    ] {
        let page = browser.get(&format!("/guide/two-factor-login?lang={language}")).await;
        assert_eq!((page.status.as_u16(), page.heading()), (200, title.to_owned()));
        assert!(page.words().matches(section).count() >= 2, "in the contents and above the section");
        assert!(page.body.contains("<h2 id=\"section-1\">") && page.body.contains("href=\"#section-1\""));
        assert!(!page.words().contains("I have read it"), "nobody is logged in");
    }
    for nothing in ["/guide/nothing", "/guide/../etc", "/guide/two-factor-login.md", "/guide/papers/nothing"] {
        assert_eq!(browser.get(nothing).await.status, 404, "{nothing}");
    }
}

async fn a_pdf_is_served_to_be_kept_and_never_shown(backend: Backend) {
    let (server, operator) = TestServer::with_operator(backend).await;
    // What a page of ours would be, if a browser were to guess.
    let hostile = [b"%PDF-1.7\n<html><script>alert(1)</script>", PDF].concat();
    let answer = operator.upload("/monitor/guide/new", &document(&[]), "a\"b\r\nX: y.html", &hostile).await;
    answer.assert_sees("/monitor/guide?done=published");
    let paper = server.rows("SELECT paper FROM guide_papers").await.concat().concat();
    let served = server.browser().get(&format!("/guide/papers/{paper}")).await;
    assert_eq!((served.status.as_u16(), served.body.as_bytes()), (200, &*hostile));
    for (header, value) in [
        ("content-type", "application/pdf"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
        ("x-frame-options", "DENY"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(served.header(header), value, "{header}");
    }
    let disposition = served.header("content-disposition");
    assert!(disposition.starts_with("attachment; filename=\"") && disposition.ends_with(".pdf\""), "{disposition}");
    assert_eq!(disposition.matches('"').count(), 2, "{disposition}");
}

async fn what_is_no_pdf_is_refused(backend: Backend) {
    let (server, operator) = TestServer::with_operator(backend).await;
    for (name, file, words) in [
        ("a.pdf", &b"<html>%PDF-1.7"[..], "That file is not a PDF"),
        ("a.pdf", b" %PDF-1.7", "That file is not a PDF"),
        ("a.pdf", b"", "That file is not a PDF"),
        ("a.pdf", b"%PD", "That file is not a PDF"),
        ("", b"", "Choose a file"),
    ] {
        let answer = operator.upload("/monitor/guide/new", &document(&[]), name, file).await;
        answer.assert_refused(422, words);
        assert!(answer.body.contains("value=\"Desk card\""), "what was typed stays");
    }
    for (field, value, words) in [
        ("title_en", "", "Enter the title in English"),
        ("title_zh", " ", "Enter the title in Traditional Chinese"),
        ("language", "fr", "Choose one of these"),
        ("version", "", "Enter the version"),
        ("audience", "everybody", "Choose one of these"),
        ("acknowledge", "maybe", "Choose one of these"),
        ("document", "two-factor-login", "Choose one of these"),
    ] {
        operator.publish(&[(field, value)]).await.assert_refused(422, words);
    }
    let torn = operator.send_form("/monitor/guide/new", "multipart/form-data; boundary=x", b"--x\r\n".to_vec()).await;
    torn.assert_refused(422, "The file did not arrive whole");
    assert_eq!(server.count("SELECT COUNT(*) FROM papers").await, 0);
}

async fn a_pdf_beyond_its_bound_is_refused(backend: Backend) {
    let (server, operator) = TestServer::with_operator(backend).await;
    let mut file = PDF.to_vec();
    // No two stretches of it are alike, so that none can be lost, repeated or moved on the way back.
    let more: Vec<u8> =
        (0_u32..).flat_map(|n| format!("{n} ").into_bytes()).take(MOST_BYTES as usize - PDF.len()).collect();
    file.extend(more);
    let whole = operator.upload("/monitor/guide/new", &document(&[]), "a.pdf", &file).await;
    whole.assert_sees("/monitor/guide?done=published");
    let paper = server.rows("SELECT paper FROM guide_papers").await.concat().concat();
    let served = server.browser().get(&format!("/guide/papers/{paper}")).await;
    assert_eq!(served.header("content-length"), MOST_BYTES.to_string());
    assert!(served.body.as_bytes() == file, "{} bytes came back", served.body.len());
    file.push(b' ');
    for file in [&file[..], &vec![b'%'; 2 * MOST_BYTES as usize]] {
        let answer = operator.upload("/monitor/guide/new", &document(&[]), "a.pdf", file).await;
        answer.assert_refused(413, "That file is larger than 10 MB");
    }
    assert_eq!(server.count("SELECT size FROM papers").await, MOST_BYTES as i64);
}

async fn only_operators_publish(backend: Backend) {
    let (server, _) = TestServer::with_operator(backend).await;
    server.staff("STAFF/VIEWER", StaffRole::Viewer).await;
    server.staff(APPROVER, StaffRole::Approver).await;
    server.administrator(MAKER, "da-maker").await;
    server.ready(USER).await;
    for account in ["STAFF/VIEWER", APPROVER, MAKER, USER] {
        assert_eq!(server.session_of(account).await.publish(&[]).await.status, 403, "{account}");
    }
    assert!(server.browser().publish(&[]).await.location().starts_with("/login?"));
    assert_eq!(server.count("SELECT COUNT(*) FROM papers").await, 0);
}

async fn each_reader_acknowledges_for_themselves(backend: Backend) {
    let (server, operator) = TestServer::with_operator(backend).await;
    server.ready(USER).await;
    server.ready("CAAA/CAAA002").await;
    let (document, _) = server.published(&operator, &[]).await;
    let user = server.session_of(USER).await;
    let before = user.get("/account").await.words();
    assert!(before.contains("documents of the user guide wait") || before.contains("document of the user guide waits"));
    let page = user.get(&format!("/guide/{document}")).await;
    assert!(page.words().contains("I have read it") && page.hidden("version").as_deref() == Some("1.0"));
    for _ in 0..2 {
        user.acknowledge(&document, "1.0").await.assert_sees(&format!("/guide/{document}?done=acknowledged"));
    }
    let after = user.get(&format!("/guide/{document}")).await.words();
    assert!(after.contains("You acknowledged this version on 22 November 2026, 09:00 HKT."), "{after}");
    assert_eq!(server.events("guide.acknowledged").await, 1);
    let other = server.session_of("CAAA/CAAA002").await.get(&format!("/guide/{document}")).await;
    assert!(other.words().contains("I have read it"), "each for themselves");
    // Staff are asked nothing, and nobody is asked by a GET.
    assert!(!operator.get(&format!("/guide/{document}")).await.words().contains("I have read it"));
    assert_eq!(operator.acknowledge(&document, "1.0").await.status, 404);
    assert_eq!(user.acknowledge("nothing", "1.0").await.status, 404);
    assert_eq!(server.count("SELECT COUNT(*) FROM guide_acknowledgements").await, 1);
}

async fn one_administrator_acknowledges_for_the_firm(backend: Backend) {
    let (server, operator) = TestServer::with_operator(backend).await;
    server.administrator(MAKER, "da-maker").await;
    server.administrator(CHECKER, "da-checker").await;
    server.administrator("CBBB/MAKER", "da-maker").await;
    server.ready(USER).await;
    let (document, _) = server.published(&operator, &[("audience", "da"), ("acknowledge", "firm")]).await;
    let path = format!("/guide/{document}");
    assert_eq!(server.session_of(USER).await.acknowledge(&document, "1.0").await.status, 404);
    let maker = server.session_of(MAKER).await;
    let waiting = maker.get("/portal/users").await.words();
    assert!(waiting.contains("to be acknowledged by you"), "{waiting}");
    assert!(maker.get(&path).await.words().contains("We have read it"));
    maker.acknowledge(&document, "1.0").await.assert_sees(&format!("{path}?done=acknowledged"));
    let checker = server.session_of(CHECKER).await;
    let said = checker.get(&path).await.words();
    assert!(said.contains(&format!("Person {MAKER} acknowledged this version for your firm on")), "{said}");
    checker.acknowledge(&document, "1.0").await;
    let rows = server.rows("SELECT holder, account FROM guide_acknowledgements").await;
    assert_eq!(rows, [["CAAA", MAKER]], "once for the firm, by who was first");
    let theirs = server.session_of("CBBB/MAKER").await.get(&path).await.words();
    assert!(theirs.contains("We have read it") && !theirs.contains(MAKER), "another firm is asked for itself");
    let trail = checker.get("/portal/audit").await.words();
    assert!(trail.contains("Document of the user guide acknowledged"), "{trail}");
}

async fn a_new_version_asks_again_and_the_former_stays_on_record(backend: Backend) {
    let (server, operator) = TestServer::with_operator(backend).await;
    server.ready(USER).await;
    let user = server.session_of(USER).await;
    let (document, former) = server.published(&operator, &[]).await;
    user.acknowledge(&document, "1.0").await;
    let again = [("document", document.as_str()), ("version", "1.0")];
    operator.publish(&again).await.assert_refused(422, "This document has that version already");
    server.advance(Duration::from_secs(60));
    let new = [("document", document.as_str()), ("version", "2.0"), ("title_en", "Desk card, revised")];
    let (same, newer) = server.published(&operator, &new).await;
    assert_eq!(same, document);
    let page = user.get(&format!("/guide/{document}")).await;
    assert!(page.words().contains("I have read it") && page.words().contains("Version 2.0"), "{}", page.words());
    let list = user.get("/guide").await.words();
    assert!(list.contains("Desk card, revised") && !list.contains("Desk card\n"), "{list}");
    // What was acknowledged stays written, and the former version is the staff's to look at.
    assert_eq!(server.rows("SELECT version FROM guide_acknowledgements").await.concat(), ["1.0"]);
    assert_eq!(user.get(&format!("/guide/papers/{newer}")).await.status, 200);
    assert_eq!(user.get(&format!("/guide/papers/{former}")).await.status, 404);
    assert_eq!(operator.get(&format!("/guide/papers/{former}")).await.status, 200);
    let library = operator.get("/monitor/guide").await.words();
    assert!(library.contains("Former versions") && library.contains("Version 1.0, replaced on"), "{library}");
}

async fn what_was_read_is_what_is_acknowledged(backend: Backend) {
    let (server, operator) = TestServer::with_operator(backend).await;
    server.ready(USER).await;
    let user = server.session_of(USER).await;
    let (document, _) = server.published(&operator, &[]).await;
    server.published(&operator, &[("document", &document), ("version", "1.1")]).await;
    let answer = user.acknowledge(&document, "1.0").await;
    answer.assert_refused(409, "There is a newer version than the one you had before you.");
    assert_eq!(answer.hidden("version").as_deref(), Some("1.1"));
    assert_eq!(server.count("SELECT COUNT(*) FROM guide_acknowledgements").await, 0);
}

async fn those_who_are_to_acknowledge_are_told_once(backend: Backend) {
    let (server, operator) = TestServer::with_operator(backend).await;
    let another = server.another().await;
    server.administrator(MAKER, "da-maker").await;
    server.administrator("CBBB/MAKER", "da-maker").await;
    for account in [USER, "CAAA/CAAA002"] {
        server.ready(account).await;
    }
    server.add_user("CAAA/NOADDRESS").await;
    let disabled = server.ready("CAAA/DISABLED").await;
    server.set_status(&disabled, domain::life::Status::Disabled).await;
    server.tell_all().await;
    let (document, _) = server.published(&operator, &[]).await;
    server.session_of("CAAA/CAAA002").await.acknowledge(&document, "1.0").await;
    let mut told = 0;
    for _ in 0..5 {
        let (one, two) = tokio::join!(tell::round(&server.app), tell::round(&another.app));
        told += one.unwrap() + two.unwrap();
    }
    assert_eq!(told, 3);
    let letters =
        server.rows("SELECT account FROM outbox WHERE kind = 'guide-version' ORDER BY account").await.concat();
    assert_eq!(letters, [USER, MAKER, "CBBB/MAKER"]);
    let mail = server.mails.next_to(&address_of(USER)).await;
    insta::assert_snapshot!("guide_mail", format!("{}\n\n{}", mail.subject, mail.text));
    assert!(
        mail.text.contains("\nDocument: Desk card\nVersion: 1.0\n") && mail.text.contains("\n文件：案頭指引\n"),
        "{}",
        mail.text
    );

    // Of what a firm acknowledges its administrators are told, and only while it has not.
    let firm = [("audience", "da"), ("acknowledge", "firm"), ("title_en", "For firms")];
    let (document, _) = server.published(&operator, &firm).await;
    server.session_of("CBBB/MAKER").await.acknowledge(&document, "1.0").await;
    assert_eq!(server.tell_all().await, 1);
    assert_eq!(server.letters("guide-version", MAKER).await, 2);
    // Of what nobody acknowledges nobody is told.
    server.published(&operator, &[("acknowledge", "none")]).await;
    assert_eq!(server.tell_all().await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM guide_tellings WHERE done_at IS NULL").await, 0);
}

async fn nobody_is_told_of_what_came_with_the_program(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.administrator(MAKER, "da-maker").await;
    assert_eq!(server.tell_all().await, 0);
    let known = server.count("SELECT COUNT(*) FROM guide_tellings WHERE done_at IS NOT NULL").await;
    assert!(known >= 2);
    // Another version than the one that is known: as after an update of the program.
    server.meddle("UPDATE guide_tellings SET version = '0.9'").await;
    assert_eq!(server.tell_all().await, known as u64, "one mail for each document that asks to be acknowledged");
    let mail = server.mails.next_to(&address_of(MAKER)).await;
    assert!(mail.subject.starts_with("The user guide waits to be acknowledged"), "{}", mail.subject);
}

async fn staff_see_who_has_acknowledged_which_version(backend: Backend) {
    let (server, operator) = TestServer::with_operator(backend).await;
    for account in [USER, "CAAA/CAAA002", "CBBB/CBBB001"] {
        server.ready(account).await;
    }
    let disabled = server.ready("CAAA/DISABLED").await;
    let (document, _) = server.published(&operator, &[("title_en", "=cmd|x")]).await;
    for account in [USER, "CAAA/DISABLED", "CBBB/CBBB001"] {
        server.session_of(account).await.acknowledge(&document, "1.0").await;
    }
    server.set_status(&disabled, domain::life::Status::Disabled).await;
    let library = operator.get("/monitor/guide").await.words();
    assert!(library.contains("2 of 3 users, and all of them at 1 of 2 firms"), "{library}");
    let path = format!("/monitor/guide/{document}");
    let firms = operator.get(&path).await.words();
    assert!(firms.contains("1 of 2") && firms.contains("1 of 1"), "{firms}");
    let missing = operator.get(&format!("{path}?show=missing")).await.words();
    assert!(missing.contains("CAAA") && !missing.contains("CBBB"), "{missing}");
    let file = operator.get("/monitor/guide.csv").await.body;
    let lines: Vec<_> = file.lines().filter(|line| line.starts_with(&document)).collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].contains(",'=cmd|x,1.0,CAAA,Kestrel Securities Limited,2,1,2026-11-22T01:00:00Z,"),
        "{}",
        lines[0]
    );
    assert_eq!(operator.get("/monitor/guide/nothing").await.status, 404);
}
