//! `upload`: a firm's file of addresses through the portal until its preview is answered, the check of files by the
//! command, and the refusal of a file beyond the portal's bound.
//!
//! Nothing is proposed or approved. Memory is the most that the process held over what it held before.

use std::{
    fs,
    process::Stdio,
    time::{Duration, Instant},
};

use hyper::StatusCode;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{sleep, timeout},
};

use crate::{
    Outcome, Scale,
    client::{BOUNDARY, multipart},
    installation::{Installation, Server},
    report::{Bound, Report},
    sample::Spread,
    sink::Sink,
    usage,
    user::{PARTICIPANT, User},
};

/// Bytes of a KiB, in which the kernel counts memory.
const KIB: f64 = 1024.0;
/// No check takes longer.
const PATIENCE: Duration = Duration::from_secs(600);

/// Measures.
///
/// # Errors
/// When a file is not taken, or one beyond the bound is.
pub async fn run(scale: Scale, report: &mut Report) -> Outcome {
    let sink = Sink::start().await?;
    let most = scale.of(100_000, 10_000);
    let installation = Installation::new(&sink, "")?;
    installation.import_firm(most, "da-maker")?;
    let server = installation.start().await?;
    let mut users = installation.open_accounts(&sink, 1).await?;
    let maker = users.first_mut().ok_or("nobody is logged in")?;

    let rounds = scale.of(5, 2);
    let small = upload(&server, maker, 10_000, rounds).await?;
    report.hold("10,000 rows until the preview", small.seconds, "s", Bound::AtMost(1.0, 0.5))?;
    report.note("10,000 rows: rows a second", small.rows_a_second, "/s")?;
    report.note("10,000 rows: memory over the server's own", small.memory, "MiB")?;
    if !scale.quick {
        let large = upload(&server, maker, 100_000, rounds).await?;
        report.note("100,000 rows until the preview", large.seconds, "s")?;
        report.note("100,000 rows: rows a second", large.rows_a_second, "/s")?;
        report.note("100,000 rows: memory over the server's own", large.memory, "MiB")?;
    }

    let body = multipart(&file(1_000_000, most));
    let unread = refuse(&installation, maker, body.len(), &[]).await?;
    report.hold("1,000,000 rows: until refused, nothing sent", unread.seconds, "s", Bound::AtMost(1.0, 0.1))?;
    let refused = refuse(&installation, maker, body.len(), &body).await?;
    report.hold("1,000,000 rows: until refused, sent at once", refused.seconds, "s", Bound::AtMost(1.0, 0.1))?;
    report.note("1,000,000 rows: sent when the refusal came", refused.sent, "KiB")?;
    report.note("1,000,000 rows: size of the form", body.len() as f64 / KIB, "KiB")?;
    drop(server);

    let none = check(&installation, 1, most).await?;
    report.note("check of one row: its process and the directory", none.seconds, "s")?;
    for (rows, seconds, rate, bytes) in [
        (10_000, "check of 10,000 rows", "check of 10,000 rows: rows a second", "check of 10,000 rows: memory a row"),
        (
            100_000,
            "check of 100,000 rows",
            "check of 100,000 rows: rows a second",
            "check of 100,000 rows: memory a row",
        ),
        (
            1_000_000,
            "check of 1,000,000 rows",
            "check of 1,000,000 rows: rows a second",
            "check of 1,000,000 rows: memory a row",
        ),
    ] {
        if scale.quick && rows > 100_000 {
            continue;
        }
        let checked = check(&installation, rows, most).await?;
        report.note(seconds, checked.seconds, "s")?;
        report.note(rate, rows as f64 / (checked.seconds - none.seconds).max(0.001), "/s")?;
        let each = (checked.peak - none.peak).max(0.0) * KIB / rows as f64;
        // In a small file a few buffers outweigh the rows.
        let bound = if rows >= 1_000_000 { Bound::AtMost(64.0, 52.0) } else { Bound::None };
        report.hold(bytes, each, "B", bound)?;
    }
    Ok(())
}

/// A file of `rows` addresses for the firm's `users` users; where there are more rows than users, they come again.
fn file(rows: usize, users: usize) -> Vec<u8> {
    let mut file = b"participant_code,user_id,email\n".to_vec();
    for n in 0..rows {
        let n = n % users + 1;
        file.extend(format!("{PARTICIPANT},{},new.{}\n", User::name(n), User::mail_address(n)).into_bytes());
    }
    file
}

/// What uploads of one size cost.
struct Uploaded {
    seconds: Spread,
    rows_a_second: Spread,
    memory: f64,
}

async fn upload(server: &Server, maker: &mut User, rows: usize, rounds: usize) -> Outcome<Uploaded> {
    let file = file(rows, rows);
    let mut seconds = Vec::new();
    let mut memory = 0.0_f64;
    for _ in 0..rounds {
        // From here on the kernel counts the most anew (proc(5), clear_refs).
        fs::write(format!("/proc/{}/clear_refs", server.pid()), "5")?;
        let before = usage::memory(server.pid(), "VmRSS")?;
        let begun = Instant::now();
        maker.upload(&file).await?;
        seconds.push(begun.elapsed().as_secs_f64());
        memory = memory.max(usage::memory(server.pid(), "VmHWM")? - before);
    }
    let rates = seconds.iter().map(|seconds| rows as f64 / seconds).collect::<Vec<_>>();
    Ok(Uploaded { seconds: Spread::median(seconds), rows_a_second: Spread::median(rates), memory: memory / KIB })
}

/// What the refusal of one file cost.
struct Refused {
    seconds: f64,
    /// When the answer came, in KiB.
    sent: f64,
}

/// Announces a form of `length` bytes and sends `body` as browsers do, that is without waiting, until the answer comes.
async fn refuse(installation: &Installation, maker: &User, length: usize, body: &[u8]) -> Outcome<Refused> {
    let head = format!(
        "POST /portal/upload HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\n\
         content-type: multipart/form-data; boundary={BOUNDARY}\r\ncontent-length: {}\r\n\r\n",
        installation.address,
        maker.cookies(),
        length
    );
    let stream = TcpStream::connect(installation.address).await?;
    let begun = Instant::now();
    let (mut from, mut to) = stream.into_split();
    to.write_all(head.as_bytes()).await?;
    let mut sent = 0;
    let mut answer = vec![0; 64];
    let sending = async {
        for piece in body.chunks(64 * 1024) {
            if to.write_all(piece).await.is_err() {
                break;
            }
            sent += piece.len();
        }
        std::future::pending::<()>().await;
    };
    let count = tokio::select! {
        count = timeout(PATIENCE, from.read(&mut answer)) => count??,
        () = sending => 0,
    };
    let seconds = begun.elapsed().as_secs_f64();
    let status = StatusCode::PAYLOAD_TOO_LARGE;
    if !answer[..count].starts_with(format!("HTTP/1.1 {}", status.as_u16()).as_bytes()) {
        return Err(format!("not {status}: {}", String::from_utf8_lossy(&answer[..count])).into());
    }
    Ok(Refused { seconds, sent: sent as f64 / KIB })
}

/// What a check by the command cost.
struct Checked {
    seconds: f64,
    /// The most that the process held, in KiB.
    peak: f64,
}

async fn check(installation: &Installation, rows: usize, users: usize) -> Outcome<Checked> {
    fs::write(installation.folder().join("check.csv"), file(rows, users))?;
    let mut command = installation.command();
    command.args(["import", "emails", "check.csv", "--dry-run"]).stdout(Stdio::null()).stderr(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn()?;
    let mut peak = 0.0_f64;
    loop {
        if let Some(ended) = child.try_wait()? {
            let seconds = begun.elapsed().as_secs_f64();
            return if ended.success() { Ok(Checked { seconds, peak }) } else { Err(format!("check: {ended}").into()) };
        }
        // The last look is a few milliseconds before the end, after everything was held.
        peak = usage::memory(child.id(), "VmHWM").unwrap_or(peak).max(peak);
        if begun.elapsed() > PATIENCE {
            child.kill()?;
            return Err("a check did not end in time".into());
        }
        sleep(Duration::from_millis(5)).await;
    }
}
