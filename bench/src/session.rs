//! `session`: checks of a session by a reverse proxy, held against a handler that makes one indexed read on the same
//! database file, and for the record against one that does nothing.
//!
//! All three get the same requests from the same generator, in turn. The generator's own CPU weighs on each alike and
//! so pulls the quotient of their rates towards 1; the quotient of the servers' CPU a request is free of it. Rates that
//! are compared are those in the CPU that other programs left, which on an otherwise idle machine is all of it.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use http_body_util::Full;
use hyper::{HeaderMap, Request, StatusCode, body::Bytes, header, header::HeaderValue};
use tokio::{task::JoinSet, time::sleep};

use crate::{
    Outcome, Scale,
    client::{Connection, as_a_browser},
    installation::Installation,
    reference::{BARE, INDEXED},
    report::{Bound, Report},
    sample::{Spread, millis},
    sink::Sink,
    usage::{Spent, Window},
};

/// Connections that a proxy keeps open, and people with a session.
const CONNECTIONS: usize = 16;

const CHECK: &str = "/api/authz/auth-request";

/// Measures.
///
/// # Errors
/// When a check is answered with anything but 200.
pub async fn run(scale: Scale, report: &mut Report) -> Outcome {
    let sink = Sink::start().await?;
    let installation = Installation::new(&sink, "")?;
    installation.import_users(CONNECTIONS)?;
    let server = installation.start().await?;
    let users = installation.open_accounts(&sink, CONNECTIONS).await?;
    let sessions: Vec<String> = users.iter().map(|user| user.cookies()).collect();
    let reference = Reference::start(&installation.database())?;

    let targets = [
        Target { address: installation.address, pid: server.pid(), path: CHECK },
        Target { address: reference.address, pid: reference.child.id(), path: INDEXED },
        Target { address: reference.address, pid: reference.child.id(), path: BARE },
    ];
    let (rounds, time) = scale.of((24, Duration::from_secs(1)), (6, Duration::from_millis(500)));
    let mut rounds_of: [Vec<Round>; 3] = Default::default();
    for round in 0..rounds {
        // Each goes first, second and third equally often.
        for place in 0..targets.len() {
            let turn = (round + place) % targets.len();
            rounds_of[turn].push(targets[turn].load(&sessions, time).await?);
        }
    }
    let [checks, indexed, bare] = rounds_of;
    for (figure, rounds) in
        [("session checks", &checks), ("handler with one indexed read", &indexed), ("bare handler", &bare)]
    {
        report.note(figure, Spread::quotient(rounds.iter().map(|r| (r.answers, r.spent.wall.as_secs_f64()))), "/s")?;
    }
    for (figure, rounds) in [
        ("server CPU of a session check", &checks),
        ("server CPU of one indexed read", &indexed),
        ("server CPU of a bare answer", &bare),
    ] {
        report.note(
            figure,
            Spread::quotient(rounds.iter().map(|r| (millis(r.spent.server) * 1e3, r.answers))),
            "µs",
        )?;
    }
    let share = |part: fn(&Spent) -> Duration| {
        Spread::quotient(checks.iter().map(move |r| (part(&r.spent).as_secs_f64() * 100.0, r.spent.capacity())))
    };
    report.note("CPU taken by the generator", share(|spent| spent.generator), "%")?;
    report.note("CPU taken by other programs", share(|spent| spent.others), "%")?;
    let pairs = |held: &[Round]| {
        let rates = |rounds: &[Round]| rounds.iter().map(Round::rate).collect::<Vec<_>>();
        Spread::median(rates(&checks).into_iter().zip(rates(held)).map(|(checks, held)| checks / held))
    };
    report.note("session checks per second, over the bare handler", pairs(&bare), "×")?;
    report.note(
        "CPU of one indexed read, over that of a session check",
        Spread::median(indexed.iter().zip(&checks).map(|(read, check)| read.cpu_each() / check.cpu_each())),
        "×",
    )?;
    report.hold("session checks per second, over one indexed read", pairs(&indexed), "×", Bound::AtLeast(0.8, 0.95))
}

/// A handler in a process.
struct Target {
    address: SocketAddr,
    pid: u32,
    path: &'static str,
}

/// What a round saw.
struct Round {
    answers: f64,
    spent: Spent,
}

impl Round {
    fn rate(&self) -> f64 {
        self.answers / (self.spent.wall.as_secs_f64() * self.spent.left_by_others())
    }

    fn cpu_each(&self) -> f64 {
        self.spent.server.as_secs_f64() / self.answers
    }
}

impl Target {
    /// Asks over and over on a connection for each session, for `time` after all have begun.
    async fn load(&self, sessions: &[String], time: Duration) -> Outcome<Round> {
        let (answers, stop) = (Arc::<AtomicU64>::default(), Arc::<AtomicBool>::default());
        let mut connections = JoinSet::new();
        for session in sessions {
            let mut headers = as_a_browser(self.address)?;
            headers.insert(header::COOKIE, HeaderValue::from_str(session)?);
            let connection = Connection::open(self.address).await?;
            connections.spawn(ask(connection, self.path, headers, Arc::clone(&answers), Arc::clone(&stop)));
        }
        sleep(time / 5).await;
        let (window, before) = (Window::open(self.pid)?, answers.load(Ordering::Relaxed));
        sleep(time).await;
        let (spent, after) = (window.close()?, answers.load(Ordering::Relaxed));
        stop.store(true, Ordering::Relaxed);
        while let Some(ended) = connections.join_next().await {
            ended??;
        }
        Ok(Round { answers: (after - before) as f64, spent })
    }
}

async fn ask(
    mut connection: Connection,
    path: &'static str,
    headers: HeaderMap,
    answers: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
) -> Outcome {
    while !stop.load(Ordering::Relaxed) {
        let mut request = Request::get(path).body(Full::<Bytes>::default())?;
        request.headers_mut().clone_from(&headers);
        let answer = connection.send(request).await?;
        if answer.status != StatusCode::OK {
            return Err(format!("{path} was answered with {}", answer.status).into());
        }
        answers.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// The reference in its own process; dropped, it is killed.
struct Reference {
    child: Child,
    address: SocketAddr,
}

impl Reference {
    fn start(database: &str) -> Outcome<Self> {
        let child = Command::new(std::env::current_exe()?)
            .args(["reference", database])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut reference = Self { child, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        let mut line = String::new();
        if let Some(out) = reference.child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        reference.address = line.trim().parse().map_err(|_| "the reference did not start")?;
        Ok(reference)
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
