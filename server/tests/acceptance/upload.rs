//! A firm's own file of addresses: taken within bounds, judged as the command would, proposed as one request.

use std::{collections::BTreeMap, time::Duration};

use app::ports::upload::{Finding, Preview, RecordReason, RecordRow};
use domain::{
    language::Language,
    life::{State, Status},
    role::DaRoles,
};
use http::Method;
use server::{
    config::Policy,
    registration::{
        import::What,
        upload::{
            MOST_BYTES, MOST_RECORDS,
            view::{self, Ask},
        },
    },
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::{Answer, Backend, Browser, TestServer, data, id, on_both};

on_both! {
    each_firm_sees_the_expected_verdicts_of_its_own_and_nobody_elses,
    what_excel_writes_is_read_in_every_encoding,
    a_file_beyond_its_bound_is_refused_without_being_read_whole,
    one_record_too_many_is_refused,
    what_is_no_such_file_is_refused_with_the_reason,
    a_correction_in_place_changes_its_record_alone,
    a_record_left_out_moves_no_other,
    a_proposal_is_one_request_and_changes_nobody,
    what_is_to_be_looked_at_is_confirmed_first,
    a_user_whose_change_waits_is_not_proposed_again,
    uploads_of_others_are_not_there,
    only_administrators_get_in_and_only_makers_upload,
    no_cell_of_a_download_is_a_formula,
    pages_tell_nothing_of_other_firms_and_change_nothing,
    dormant_users_are_taken_as_the_policy_says,
    forms_of_other_pages_stay_small,
}

const MAKER: &str = "CAAA/MAKER01";

impl TestServer {
    /// The firms of the data files with their first forty users, and a browser of a maker of CAAA.
    async fn with_firms(backend: Backend) -> (Self, Browser) {
        let server = Self::start(backend).await;
        server.fill().await;
        let browser = server.maker(MAKER).await;
        (server, browser)
    }

    async fn fill(&self) {
        self.import(What::Participants, data("participants.csv")).await;
        self.import(What::Users, data("users-excel-unicode.txt")).await;
    }

    /// A browser in which a new maker is logged in.
    async fn maker(&self, account: &str) -> Browser {
        self.ready_person(account, |person| person.da = DaRoles { maker: true, checker: false }).await;
        self.logged_in(account).await
    }

    async fn preview_of(&self, maker: &str, upload: &str, ask: Ask) -> Preview {
        view::preview(&self.app, &id(maker), Language::En, upload, ask).await.unwrap()
    }

    /// All records of an upload, by number.
    async fn judged(&self, maker: &str, upload: &str) -> BTreeMap<u64, RecordRow> {
        let mut rows = BTreeMap::new();
        let mut page = 1;
        loop {
            let preview = self.preview_of(maker, upload, Ask { page, ..Ask::default() }).await;
            rows.extend(preview.rows.into_iter().map(|row| (row.record, row)));
            if page == preview.page.1 {
                return rows;
            }
            page += 1;
        }
    }
}

const BOUNDARY: &str = "----changeover-test";

fn multipart(name: &str, file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    );
    [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

async fn post_file(browser: &Browser, name: &str, file: &[u8]) -> Answer {
    let form = format!("multipart/form-data; boundary={BOUNDARY}");
    let headers = [("content-type", form.as_str()), ("sec-fetch-site", "same-origin")];
    browser.send(Method::POST, "/portal/upload", &headers, multipart(name, file)).await
}

/// Uploads rows of addresses, and gives the upload's id.
async fn upload(browser: &Browser, rows: &[&str]) -> String {
    let file = format!("participant_code,user_id,email\n{}\n", rows.join("\n"));
    upload_file(browser, file.as_bytes()).await
}

async fn upload_file(browser: &Browser, file: &[u8]) -> String {
    let answer = post_file(browser, "addresses.csv", file).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().strip_prefix("/portal/upload/").unwrap().to_owned()
}

async fn act(browser: &Browser, upload: &str, fields: &[(&str, &str)]) -> Answer {
    browser.post(&format!("/portal/upload/{upload}"), fields).await
}

async fn result(browser: &Browser, upload: &str) -> Vec<Vec<String>> {
    let answer = browser.get(&format!("/portal/upload/{upload}/result.csv")).await;
    assert_eq!(answer.status, 200);
    records(&answer.body)
}

fn records(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{FEFF}').expect("a mark by which Excel knows UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

async fn each_firm_sees_the_expected_verdicts_of_its_own_and_nobody_elses(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.fill().await;
    let expected = data("dirty-emails.expected.csv");
    let mut expected = csv::Reader::from_reader(expected.as_slice());
    let expected: BTreeMap<u64, String> =
        expected.records().map(|r| r.unwrap()).map(|r| (r[0].parse().unwrap(), r[1].to_owned())).collect();
    for firm in ["CAAA", "CAAB", "CAAC", "CAAD", "CAAE"] {
        let maker = format!("{firm}/MAKER01");
        let browser = server.maker(&maker).await;
        let upload = upload_file(&browser, &data("dirty-emails.csv")).await;
        let rows = server.judged(&maker, &upload).await;
        assert_eq!(rows.len(), expected.len());
        let mut own = 0;
        for (record, row) in &rows {
            let told = (row.finding.name(), row.reason);
            if row.participant.trim().eq_ignore_ascii_case(firm) {
                own += 1;
                assert_eq!(told.0, expected[record], "{firm}, record {record}");
            } else {
                assert_eq!(told, ("reject", Some(RecordReason::NotYours)), "{firm}, record {record}");
                assert!(row.name.is_empty() && row.now.is_empty() && !row.user_editable && !row.new_domain);
            }
        }
        assert!(own > 3);
        let about = |record: u64| (rows[&record].finding, rows[&record].reason);
        match firm {
            "CAAA" => {
                assert_eq!(about(7), (Finding::Reject, Some(RecordReason::TwoAddresses)));
                assert_eq!(about(10), (Finding::Reject, Some(RecordReason::NotYours)), "nobody of that name");
                assert_eq!(about(11), (Finding::Reject, Some(RecordReason::NotYours)), "a user of another firm");
                assert!(rows[&10].user_editable, "a user ID can be mistyped");
                assert_eq!(rows[&2].name, "Kwok Suk Yee");
            }
            "CAAD" => assert_eq!(about(30), (Finding::Warn, Some(RecordReason::Shared))),
            "CAAE" => {
                assert_eq!(about(31), (Finding::Warn, Some(RecordReason::Shared)));
                assert_eq!(about(32), (Finding::Reject, Some(RecordReason::Disabled)));
                assert_eq!(about(33), (Finding::Reject, Some(RecordReason::CellMissing)));
                assert_eq!(about(34), (Finding::Reject, Some(RecordReason::CellTooMany)));
            }
            _ => {}
        }
        let lines = result(&browser, &upload).await;
        assert_eq!(lines[0], ["record", "verdict", "why", "participant_code", "user_id", "email"]);
        for line in &lines[1..] {
            let row = &rows[&line[0].parse().unwrap()];
            assert_eq!(line[1], row.finding.name());
            if row.reason == Some(RecordReason::NotYours) {
                assert_eq!(line[2], "not a user of your firm");
            }
        }
        assert_eq!(lines[33].len(), 3 + 4, "a cell too many stays one too many");
        assert_eq!(lines[32].len(), 3 + 2, "a cell missing stays missing");
    }
    assert_eq!(server.events("upload.previewed").await, 5);
    let details = server.rows("SELECT detail FROM events WHERE kind = 'upload.previewed'").await.concat().concat();
    assert!(!details.contains('@'), "{details}");
}

async fn what_excel_writes_is_read_in_every_encoding(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let text = "participant_code\tuser_id\tname\temail\r\nCAAA\tCAAA005\t郭凱琳\tkwok@caaa.example\r\n\
                CAAA\tCAAA006\t\"two\nlines\"\tleung@caaa.example\r\n";
    let utf_16 = [0xFEFF_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let big5 = encoding_rs_big5(&text.replace('\t', ";"));
    let utf_8 = format!("\u{FEFF}{}", text.replace('\t', ",")).into_bytes();
    for (bytes, form) in [(utf_16, "UTF-16LE, tab"), (big5, "Big5, semicolon"), (utf_8, "UTF-8, comma")] {
        let upload = upload_file(&browser, &bytes).await;
        let preview = server.preview_of(MAKER, &upload, Ask::default()).await;
        assert_eq!(preview.form, form);
        assert_eq!((preview.records, preview.registers, preview.changes), (2, 2, 0), "{form}");
        let lines = result(&browser, &upload).await;
        assert_eq!(lines[1], ["2", "accept", "a first address", "CAAA", "CAAA005", "郭凱琳", "kwok@caaa.example"]);
        assert_eq!(lines[2][5], "two\nlines");
    }
}

/// `郭凱琳` is all that is not ASCII here.
fn encoding_rs_big5(text: &str) -> Vec<u8> {
    let name = [0xB3, 0xA2, 0xB3, 0xCD, 0xB5, 0x59];
    let (before, after) = text.split_once("郭凱琳").unwrap();
    [before.as_bytes(), &name, after.as_bytes()].concat()
}

/// Sends a head and then `piece` over and over until `most` bytes or an answer, and gives the answer and what was sent.
async fn pour(server: &TestServer, browser: &Browser, framing: &str, piece: &[u8], most: u64) -> (String, u64) {
    pour_on(server, browser, framing, b"", piece, most).await
}

async fn pour_on(
    server: &TestServer,
    browser: &Browser,
    framing: &str,
    first: &[u8],
    piece: &[u8],
    most: u64,
) -> (String, u64) {
    let cookies: Vec<String> = browser.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
    let head = format!(
        "POST /portal/upload HTTP/1.1\r\nhost: localhost:8080\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\n\
         content-type: multipart/form-data; boundary={BOUNDARY}\r\n{framing}\r\n\r\n",
        cookies.join("; ")
    );
    let stream = TcpStream::connect(server.authority()).await.unwrap();
    let (mut from, mut to) = stream.into_split();
    to.write_all(&[head.as_bytes(), first].concat()).await.unwrap();
    let sending = tokio::spawn({
        let piece = piece.to_vec();
        async move {
            let mut sent = 0;
            while sent < most && to.write_all(&piece).await.is_ok() {
                sent += piece.len() as u64;
            }
            // The connection stays open: the answer must come without its end.
            (sent, to)
        }
    });
    let mut answer = Vec::new();
    let mut buffer = vec![0; 16 * 1024];
    let reading = async {
        loop {
            let count = from.read(&mut buffer).await.unwrap_or(0);
            answer.extend_from_slice(&buffer[..count]);
            if count == 0 || String::from_utf8_lossy(&answer).contains("</html>") {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), reading).await.expect("no answer");
    drop(from);
    let (sent, _) = tokio::time::timeout(Duration::from_secs(30), sending).await.expect("sending ends").unwrap();
    (String::from_utf8_lossy(&answer).into_owned(), sent)
}

async fn a_file_beyond_its_bound_is_refused_without_being_read_whole(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let giant = "content-length: 1073741824";
    let (answer, _) = pour(&server, &browser, giant, b"", 0).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(
        answer.contains("The file is larger than 16 MB.") && answer.to_lowercase().contains("connection: close"),
        "{answer}"
    );

    // Whoever sends without waiting gets the answer all the same.
    let piece = vec![b'x'; 64 * 1024];
    let (answer, sent) = pour(&server, &browser, giant, &piece, 1 << 30).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(sent < 200 << 20, "{sent} bytes were taken");

    let begin = multipart("endless.csv", b"participant_code,user_id,email\n");
    let begin = &begin[..begin.len() - format!("\r\n--{BOUNDARY}--\r\n").len()];
    let row = b"CAAA,CAAA005,a@caaa.example\n".repeat(2048);
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    // `pour` ends the head with an empty line, so the first chunk is the first piece.
    let first = chunk(begin);
    let (answer, sent) = pour_on(&server, &browser, "transfer-encoding: chunked", &first, &chunk(&row), 1 << 30).await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("The file is larger than 16 MB."), "{answer}");
    assert!(sent > MOST_BYTES && sent < 200 << 20, "{sent} bytes were taken");
    assert_eq!(server.count("SELECT COUNT(*) FROM uploads").await, 0);
    // An honest length just beyond, through a whole browser.
    let file = vec![b'x'; usize::try_from(MOST_BYTES).unwrap() + 1];
    let answer = post_file(&browser, "large.csv", &file).await;
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("The file is larger than 16 MB."));
    assert_eq!(browser.get("/portal/upload").await.status, 200);
}

async fn one_record_too_many_is_refused(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let mut file = b"participant_code,user_id,email\n".to_vec();
    for n in 0..=MOST_RECORDS {
        file.extend(format!("CAAA,U{n},u{n}@caaa.example\n").into_bytes());
    }
    let answer = post_file(&browser, "many.csv", &file).await;
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("The file has more than 100,000 records."), "{:?}", answer.problems());
    assert_eq!(server.count("SELECT COUNT(*) FROM uploads").await, 0);

    let end = file.trim_ascii_end().iter().rposition(|byte| *byte == b'\n').unwrap();
    let upload = upload_file(&browser, &file[..end]).await;
    let preview = server.preview_of(MAKER, &upload, Ask { page: 5000, ..Ask::default() }).await;
    assert_eq!((preview.records, preview.page), (MOST_RECORDS, (2000, 2000)));
    assert_eq!(preview.rows.last().unwrap().record, MOST_RECORDS + 1);
}

async fn what_is_no_such_file_is_refused_with_the_reason(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    for (name, file, problem) in [
        ("a.xlsx", &b"PK\x03\x04rest"[..], "This is an Excel workbook."),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest", "This is an Excel workbook."),
        ("a.csv", b"", "The file is empty."),
        ("", b"", "Choose a file"),
        ("a.csv", b"\xEF\xBB\xBF", "The file is empty."),
        ("a.csv", b"user_id,email\nA,b", "The first line must name the columns"),
        ("a.csv", b"user_id,email,participant_code,email\nA,b", "names the column email twice"),
    ] {
        let answer = post_file(&browser, name, file).await;
        assert_eq!(answer.status, 422, "{name} {problem}");
        assert!(answer.body.contains(problem), "{name}: {:?}", answer.problems());
    }
    let open = [b"participant_code,user_id,email\nCAAA,CAAA001,\"", "x".repeat(80_000).as_bytes()].concat();
    let answer = post_file(&browser, "a.csv", &open).await;
    assert!(answer.body.contains("has no end. Check the quotation marks"), "{:?}", answer.problems());
    let answer = browser.post("/portal/upload", &[("file", "x")]).await;
    assert_eq!(answer.status, 422, "no multipart form");
    assert_eq!(server.count("SELECT COUNT(*) FROM uploads").await, 0);
}

async fn a_correction_in_place_changes_its_record_alone(backend: Backend) {
    let (_server, browser) = TestServer::with_firms(backend).await;
    let rows = [
        "CAAA,CAAA001,ann@caaa.example",
        "CAAA,CAAA002,no-at-sign",
        "CAAA,CAAA0O3,carl@caaa.example",
        "CAAA,CAAA004",
        "CAAB,CAAB001,x@caab.example",
        "CAAA,CAAA005,\"li\nne@caaa.example\"",
    ];
    let upload = upload(&browser, &rows).await;
    let before = result(&browser, &upload).await;
    assert_eq!(
        before.iter().map(|line| line[1].as_str()).collect::<Vec<_>>()[1..],
        ["accept", "reject", "reject", "reject", "reject", "reject"]
    );
    // The whole page comes with the form; a browser's field has lost the line break of record 7.
    let whole = [
        ("action", "correct"),
        ("email-2", "ann@caaa.example"),
        ("email-3", "ben@caaa.example"),
        ("email-4", "carl@caaa.example"),
        ("user-4", "CAAA0O3"),
        ("email-5", ""),
        ("user-6", "CAAA006"),
        ("email-6", "x@caab.example"),
        ("email-7", "line@caaa.example"),
    ];
    let answer = act(&browser, &upload, &whole).await;
    answer.assert_sees(&format!("/portal/upload/{upload}?notice=corrected"));
    let after = result(&browser, &upload).await;
    assert_eq!(after[2][1..], ["accept", "a first address", "CAAA", "CAAA002", "ben@caaa.example"]);
    for (line, (now, then)) in after.iter().zip(&before).enumerate().filter(|(line, _)| *line != 2) {
        assert_eq!(now, then, "line {line}");
    }
    act(&browser, &upload, &[("action", "correct"), ("user-4", "CAAA003"), ("email-5", "dora@caaa.example")]).await;
    let after = result(&browser, &upload).await;
    assert_eq!(after[3][1..], ["accept", "a first address", "CAAA", "CAAA003", "carl@caaa.example"]);
    assert_eq!(after[4][1..], ["accept", "a first address", "CAAA", "CAAA004", "dora@caaa.example"]);

    let answer = act(&browser, &upload, &[("action", "correct"), ("email-2", &"x".repeat(400))]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("the text is too long, or has a line break"), "{:?}", answer.problems());
    let answer = act(&browser, &upload, &[("action", "correct"), ("email-2", "a\nb@caaa.example")]).await;
    assert_eq!(answer.status, 422, "no field of a browser sends a line break");
    assert_eq!(result(&browser, &upload).await, after);
    // A whole page at the length of its cells fits.
    let long = format!("{}@caaa.example", "x".repeat(300));
    let names: Vec<String> = (2..52).flat_map(|n| [format!("user-{n}"), format!("email-{n}")]).collect();
    let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), long.as_str())).collect();
    let fields = [vec![("action", "correct")], fields].concat();
    assert_eq!(act(&browser, &upload, &fields).await.status, 303);
}

async fn a_record_left_out_moves_no_other(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let rows = ["CAAA,CAAA001,ann@caaa.example", "CAAA,CAAA002,no", "CAAA,CAAA002,ben@caaa.example"];
    let upload = upload(&browser, &rows).await;
    let answer =
        act(&browser, &upload, &[("action", "drop"), ("record", "2"), ("record", "3"), ("record", "99")]).await;
    answer.assert_sees(&format!("/portal/upload/{upload}"));
    let lines = result(&browser, &upload).await;
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1], ["4", "accept", "a first address", "CAAA", "CAAA002", "ben@caaa.example"]);
    let preview = server.preview_of(MAKER, &upload, Ask::default()).await;
    assert_eq!((preview.records, preview.rows.len(), preview.rows[0].record), (1, 1, 4));

    act(&browser, &upload, &[("action", "discard")]).await.assert_sees("/portal/upload");
    assert_eq!(browser.get(&format!("/portal/upload/{upload}")).await.status, 404);
    assert_eq!(server.events("upload.discarded").await, 1);
}

async fn a_proposal_is_one_request_and_changes_nobody(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let rows = [
        "CAAA,CAAA001,ann@caaa.example",
        "CAAA,CAAA002,no-at-sign",
        "CAAA,CAAA003,carl@caaa.example",
        "CAAB,CAAB001,x@caaa.example",
        "CAAA,MAKER01,maker01@caaa.example",
    ];
    let upload = upload(&browser, &rows).await;
    server.quiet().await;
    let mails = server.mails.all().len();
    let fields = [("action", "propose"), ("reason", "  new\n desk ")];
    let answer = act(&browser, &upload, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let requests =
        server.rows("SELECT id, participant, kind, origin, maker, reason, file, rows_all FROM requests").await;
    assert_eq!(requests.len(), 1);
    let request = requests[0][0].clone();
    answer.assert_sees(&format!("/portal/approvals/{request}?proposed=1"));
    assert_eq!(requests[0][1..], ["CAAA", "address", "firm", MAKER, "new desk", "addresses.csv", "2"]);
    let proposed = server.rows("SELECT subject, change FROM request_rows ORDER BY number").await;
    assert_eq!(proposed.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["CAAA/CAAA001", "CAAA/CAAA003"]);
    assert!(proposed[0][1].contains("ann@caaa.example") && proposed[1][1].contains("carl@caaa.example"));
    for account in ["CAAA/CAAA001", "CAAA/CAAA003"] {
        let held = server.account(&id(account)).await;
        assert_eq!((held.state, held.address), (State::Proposed, None));
    }
    assert_eq!(server.account(&id("CAAA/CAAA002")).await.state, State::Authorised);
    server.quiet().await;
    assert_eq!(server.mails.all().len(), mails, "nobody is mailed before somebody agrees");
    assert_eq!(server.count("SELECT COUNT(*) FROM uploads").await, 0);
    assert_eq!(server.events("upload.proposed").await, 1);
    let detail = server.rows("SELECT detail FROM events WHERE kind = 'upload.proposed'").await.concat().concat();
    assert!(!detail.contains('@') && detail.contains(&request), "{detail}");
    // Pressed twice.
    assert_eq!(act(&browser, &upload, &fields).await.status, 404);
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 1);
}

async fn what_is_to_be_looked_at_is_confirmed_first(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let fields = [("action", "propose"), ("reason", "x")];
    let confirmed = [("action", "propose"), ("reason", "x"), ("confirm", "yes")];

    let nothing = upload(&browser, &["CAAA,MAKER01,maker01@caaa.example"]).await;
    let answer = act(&browser, &nothing, &confirmed).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Nothing in this file would change anything."), "{:?}", answer.problems());

    let shared = upload(&browser, &["CAAA,CAAA001,maker01@caaa.example"]).await;
    let elsewhere = upload(&browser, &["CAAA,CAAA002,a@elsewhere.example", "CAAA,CAAA003,b@caaa.example"]).await;
    let preview = server.preview_of(MAKER, &elsewhere, Ask::default()).await;
    assert_eq!(preview.new_domains, [("elsewhere.example".to_owned(), 1)]);
    for upload in [&shared, &elsewhere] {
        let answer = act(&browser, upload, &fields).await;
        assert_eq!(answer.status, 422);
        assert!(answer.problems().concat().contains("Confirm that you have looked"), "{:?}", answer.problems());
        assert!(server.count(&format!("SELECT COUNT(*) FROM uploads WHERE id = '{upload}'")).await > 0);
        assert_eq!(act(&browser, upload, &confirmed).await.status, 303);
    }
    // Domains that are agreed count, not those in use.
    server.meddle("UPDATE participants SET mail_domains = 'elsewhere.example' WHERE code = 'CAAA'").await;
    let agreed = upload(&browser, &["CAAA,CAAA004,d@elsewhere.example", "CAAA,CAAA005,e@caaa.example"]).await;
    let preview = server.preview_of(MAKER, &agreed, Ask::default()).await;
    assert_eq!(preview.new_domains, [("caaa.example".to_owned(), 1)]);
    assert_eq!(preview.rows.iter().map(|row| row.new_domain).collect::<Vec<_>>(), [false, true]);
}

async fn a_user_whose_change_waits_is_not_proposed_again(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let first = upload(&browser, &["CAAA,CAAA001,ann@caaa.example"]).await;
    let second = upload(&browser, &["CAAA,CAAA001,anna@caaa.example", "CAAA,CAAA002,ben@caaa.example"]).await;
    assert_eq!(server.judged(MAKER, &second).await[&2].reason, None);
    assert_eq!(act(&browser, &first, &[("action", "propose")]).await.status, 303);
    let rows = server.judged(MAKER, &second).await;
    assert_eq!((rows[&2].finding, rows[&2].reason), (Finding::Reject, Some(RecordReason::Waits)));
    assert_eq!(act(&browser, &second, &[("action", "propose")]).await.status, 303);
    let subjects = server.rows("SELECT subject FROM request_rows ORDER BY subject").await.concat();
    assert_eq!(subjects, ["CAAA/CAAA001", "CAAA/CAAA002"]);
}

async fn uploads_of_others_are_not_there(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let upload = upload(&browser, &["CAAA,CAAA001,ann@caaa.example"]).await;
    let colleague = server.maker("CAAA/MAKER02").await;
    let stranger = server.maker("CAAB/MAKER01").await;
    let before = server.rows("SELECT * FROM uploads").await;
    for other in [&colleague, &stranger] {
        let unknown = other.get("/portal/upload/01890000-0000-7000-8000-000000000000").await;
        assert_eq!(unknown.status, 404);
        let page = other.get(&format!("/portal/upload/{upload}")).await;
        let words = |answer: &Answer| answer.words().replace(answer.header("x-request-id"), "[request]");
        assert_eq!((page.status, words(&page)), (unknown.status, words(&unknown)));
        assert_eq!(other.get(&format!("/portal/upload/{upload}/result.csv")).await.status, 404);
        for action in ["correct", "drop", "propose", "discard", "", "else"] {
            let fields = [("action", action), ("record", "2"), ("email-2", "x@y.example"), ("confirm", "yes")];
            assert_eq!(act(other, &upload, &fields).await.status, 404, "{action}");
        }
        assert!(!other.get("/portal/upload").await.body.contains(&upload));
    }
    assert_eq!(server.rows("SELECT * FROM uploads").await, before);
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 0);
    assert_eq!(server.events("other-firm.refused").await, 16);
    assert!(browser.get("/portal/upload").await.body.contains(&upload));
    // After a week it is forgotten, with the next file.
    server.meddle(&format!("UPDATE uploads SET created_at = created_at - {}", 8 * 86_400_000_i64)).await;
    let next = self::upload(&browser, &["CAAA,CAAA001,ann@caaa.example"]).await;
    assert_eq!(server.rows("SELECT id FROM uploads").await.concat(), [next]);
}

async fn only_administrators_get_in_and_only_makers_upload(backend: Backend) {
    let (server, maker) = TestServer::with_firms(backend).await;
    let upload = upload(&maker, &["CAAA,CAAA001,ann@caaa.example"]).await;
    let pages = [
        "/portal/upload",
        "/portal/upload/template.csv",
        &format!("/portal/upload/{upload}"),
        &format!("/portal/upload/{upload}/result.csv"),
    ];
    let nobody = server.browser();
    for page in pages {
        let answer = nobody.get(page).await;
        assert_eq!(answer.status, 303, "{page}");
        assert!(answer.location().starts_with("/login"), "{page}");
    }
    assert!(post_file(&nobody, "a.csv", b"x").await.location().starts_with("/login"));
    server.ready("CAAA/PLAIN01").await;
    server.ready("STAFF/OPS1").await;
    for account in ["CAAA/PLAIN01", "STAFF/OPS1"] {
        let browser = server.logged_in(account).await;
        for page in pages {
            assert_eq!(browser.get(page).await.status, 403, "{account} {page}");
        }
        assert_eq!(post_file(&browser, "a.csv", b"x").await.status, 403);
        assert_eq!(act(&browser, &upload, &[("action", "discard")]).await.status, 403);
    }
    server.ready_person("CAAA/CHECK01", |person| person.da = DaRoles { maker: false, checker: true }).await;
    let checker = server.logged_in("CAAA/CHECK01").await;
    assert_eq!(checker.get("/portal/upload").await.status, 200);
    assert_eq!(checker.get("/portal/upload/template.csv").await.status, 200);
    assert_eq!(
        post_file(&checker, "a.csv", b"participant_code,user_id,email\nCAAA,CAAA001,a@b.example").await.status,
        403
    );
    assert_eq!(checker.get(&format!("/portal/upload/{upload}")).await.status, 404);
    assert_eq!(act(&checker, &upload, &[("action", "discard")]).await.status, 403);

    let form = format!("multipart/form-data; boundary={BOUNDARY}");
    let foreign = [("content-type", form.as_str()), ("sec-fetch-site", "cross-site")];
    let answer = maker.send(Method::POST, "/portal/upload", &foreign, multipart("a.csv", b"x")).await;
    assert_eq!(answer.status, 403);
}

async fn no_cell_of_a_download_is_a_formula(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    for (account, name) in
        [("CAAA/X1", "=cmd|' /C calc'!A1"), ("CAAA/X2", "@SUM(A1)"), ("CAAA/X3", "-1"), ("CAAA/X4", "\tx")]
    {
        server
            .add_person(account, |person| {
                name.clone_into(&mut person.name_en);
                "＋1".clone_into(&mut person.name_zh);
            })
            .await;
    }
    server.import(What::Emails, b"participant_code,user_id,email\nCAAA,X1,=1+1@firm.example\n".to_vec()).await;
    server.set_status(&id("CAAA/CAAA006"), Status::Disabled).await;
    let answer = browser.get("/portal/upload/template.csv").await;
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"addresses-CAAA.csv\"");
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    let lines = records(&answer.body);
    assert_eq!(lines[0], ["participant_code", "user_id", "email", "name_en", "name_zh"]);
    assert_eq!(lines.len(), 1 + 5 + 1 + 4, "{lines:?}");
    assert!(
        !answer.body.contains("CAAA006") && !answer.body.contains("CAAB"),
        "disabled users and others are left out"
    );
    assert_eq!(
        lines.iter().find(|line| line[1] == "X1").unwrap()[2..],
        ["'=1+1@firm.example", "'=cmd|' /C calc'!A1", "'＋1"]
    );
    assert_eq!(lines.iter().find(|line| line[1] == "CAAA001").unwrap()[2..], ["", "Kwok Suk Yee", "郭淑儀"]);

    let upload =
        upload_file(&browser, b"=head,participant_code,user_id,email\n+1,CAAA,@x,-y@caaa.example\n\tz,=CAAA,X2,\n")
            .await;
    let answer = browser.get(&format!("/portal/upload/{upload}/result.csv")).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-disposition").starts_with("attachment"));
    for cell in records(&answer.body).concat().into_iter().chain(lines.concat()) {
        assert!(
            !cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']),
            "{cell:?}"
        );
    }
    // The template filled in is a file to upload, its names passed over.
    let filled = answer_with(&browser, "CAAA,CAAA001,,", "CAAA,CAAA001,ann@caaa.example,").await;
    let upload = upload_file(&browser, filled.as_bytes()).await;
    let rows = server.judged(MAKER, &upload).await;
    assert_eq!(rows.values().filter(|row| row.user == "CAAA001" && row.finding == Finding::Accept).count(), 1);
    assert_eq!(rows.values().filter(|row| row.user == "MAKER01" && row.finding == Finding::Unchanged).count(), 1);
}

async fn answer_with(browser: &Browser, from: &str, to: &str) -> String {
    let template = browser.get("/portal/upload/template.csv").await.body;
    assert!(template.contains(from), "{template}");
    template.replace(from, to)
}

/// A page without what differs from request to request.
fn lasting(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let request = answer.header("x-request-id").to_owned();
    let nonce = answer.body.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("-").to_owned();
    let policy = answer.header("content-security-policy");
    let policy_nonce =
        policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or("-").to_owned();
    let still =
        |text: &str| text.replace(&request, "[request]").replace(&nonce, "[nonce]").replace(&policy_nonce, "[nonce]");
    let headers = answer.headers.iter().filter(|(name, _)| *name != "date");
    let headers = headers.map(|(name, value)| (name.to_string(), still(value.to_str().unwrap()))).collect();
    (answer.status.as_u16(), headers, still(&answer.body))
}

async fn pages_tell_nothing_of_other_firms_and_change_nothing(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let rows = [
        "CAAB,CAAB777,x@caab.example",
        "CZZZ,CZZZ001,y@caaa.example",
        "STAFF,OPS1,z@caaa.example",
        "CAAA,CAAB777,v@caaa.example",
        "CAAA,CAAA001,shared@caab.example",
    ];
    let upload = upload(&browser, &rows).await;
    let urls = [
        format!("/portal/upload/{upload}"),
        format!("/portal/upload/{upload}?show=reject"),
        format!("/portal/upload/{upload}/result.csv"),
    ];
    let mut before = Vec::new();
    for url in &urls {
        let (first, again) = (lasting(&browser.get(url).await), lasting(&browser.get(url).await));
        assert_eq!(first, again, "{url}");
        before.push(first);
    }
    let dump = server.dump().await;
    server.add_user("CAAB/CAAB777").await;
    server.register(&id("CAAB/CAAB777")).await;
    server.meddle("UPDATE accounts SET email_key = 'shared@caab.example' WHERE account = 'CAAB/CAAB777'").await;
    server.add_user("CZZZ/CZZZ001").await;
    server.add_user("STAFF/OPS1").await;
    for (url, before) in urls.iter().zip(&before) {
        assert_eq!(lasting(&browser.get(url).await), *before, "{url}: nothing of others shows");
    }
    assert_eq!(dump.matches("uploads: ").count(), server.dump().await.matches("uploads: ").count());
    let rows = server.judged(MAKER, &upload).await;
    assert!((2..6).all(|record| rows[&record].reason == Some(RecordReason::NotYours)));
    assert_eq!(rows[&6].finding, Finding::Accept, "an address of another firm's user is nobody's business");
}

async fn dormant_users_are_taken_as_the_policy_says(backend: Backend) {
    for (policy, finding, reason) in [
        (Policy::Allow, Finding::Accept, None),
        (Policy::Warn, Finding::Warn, Some(RecordReason::Dormant)),
        (Policy::Block, Finding::Reject, Some(RecordReason::Dormant)),
    ] {
        let server = TestServer::with(backend.clone(), |config| config.registration.dormant = policy).await;
        server.fill().await;
        let browser = server.maker("CAAE/MAKER01").await;
        let upload = upload(&browser, &["CAAE,CAAE003,d@caae.example", "CAAE,CAAE001,e@caae.example"]).await;
        let rows = server.judged("CAAE/MAKER01", &upload).await;
        assert_eq!((rows[&2].finding, rows[&2].reason), (finding, reason), "{policy:?}");
        assert_eq!(rows[&3].finding, Finding::Accept);
    }
}

async fn forms_of_other_pages_stay_small(backend: Backend) {
    let (server, browser) = TestServer::with_firms(backend).await;
    let large = "x".repeat(70 * 1024);
    assert_eq!(browser.post("/login", &[("participant", &large)]).await.status, 413);
    assert_eq!(browser.post("/account", &[("action", &large)]).await.status, 413);
    let upload = upload(&browser, &["CAAA,MAKER01,new@caaa.example"]).await;
    assert_eq!(act(&browser, &upload, &[("action", &large)]).await.status, 422);
    assert_eq!(act(&browser, &upload, &[("action", &large.repeat(4))]).await.status, 413);
    let preview = server.preview_of(MAKER, &upload, Ask::default()).await;
    assert_eq!((preview.changes, preview.sessions), (1, 1), "the maker's own session rests on the mailbox");
    assert_eq!(preview.rows[0].now, "maker01@caaa.example");
}
