//! `login`: what a whole login costs, held against the bare Argon2id verification in it.
//!
//! One at a time, the server's CPU of a login is divided by the CPU of one bare verification.
//!
//! Sixteen at once, logins per second are divided by the verifications per second that the machine could have made
//! had it done nothing else, less the share that this generator took:
//! `bare per second on all cores × (cores × wall − generator's CPU) / (cores × wall)`. The generator plays browsers
//! and the mail relay, which run elsewhere in operation. What programs other than ours took is left out of both sides:
//! on a machine that is otherwise idle it comes to nothing, on a busy one the figure flatters a little, since what the
//! server leaves idle goes to them.

use std::{
    fs::File,
    io::Write as _,
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{
    Outcome, Scale,
    argon::{self, Bare, Done},
    installation::{Installation, Server},
    load::{AT_ONCE, Load, Person as _},
    report::{Bound, Report},
    sample::{Spread, millis, quantile},
    sink::Sink,
    usage::{Spent, Window, cores, memory},
    user::User,
};

/// Time for what has been begun to settle.
const SETTLE: Duration = Duration::from_secs(3);

/// KiB in a MiB.
const KIB: f64 = 1024.0;

/// Measures.
///
/// # Errors
/// When a login goes another way than it should.
pub async fn run(scale: Scale, report: &mut Report) -> Outcome {
    let accounts = scale.of(64, AT_ONCE);
    let sink = Sink::start().await?;
    let installation = Installation::new(&sink, "")?;
    installation.import_users(accounts)?;
    report.note("one small write to disk", disk(&installation)?, "ms")?;

    let server = start(scale, report, &installation, accounts).await?;
    sleep(SETTLE).await;
    let idle = memory(server.pid(), "VmRSS")? / KIB;
    report.hold("memory, idle", idle, "MiB", Bound::AtMost(40.0, 25.0))?;

    let bare = Bare::new()?;
    let mut users = installation.open_accounts(&sink, accounts).await?;
    one_at_a_time(scale, report, &server, &bare, &mut users).await?;
    at_once(scale, report, &server, &bare, users).await?;

    let argon = cores() as f64 * f64::from(argon::MEMORY) / KIB;
    let beyond = memory(server.pid(), "VmHWM")? / KIB - argon;
    report.hold("memory, most under load, beyond Argon2's own", beyond, "MiB", Bound::AtMost(60.0, 40.0))?;
    sleep(SETTLE).await;
    report.note("memory, after the load", memory(server.pid(), "VmRSS")? / KIB, "MiB")
}

/// How long a commit waits for the disk: a few KiB appended and on it, the median in milliseconds.
fn disk(installation: &Installation) -> Outcome<f64> {
    let mut file = File::create(installation.folder().join("disk"))?;
    let mut times = Vec::new();
    for _ in 0..50 {
        let begun = Instant::now();
        file.write_all(&[1; 8192])?;
        file.sync_data()?;
        times.push(millis(begun.elapsed()));
    }
    Ok(quantile(times, 0.5))
}

/// Starts the server a few times; the last stays.
async fn start(scale: Scale, report: &mut Report, installation: &Installation, accounts: usize) -> Outcome<Server> {
    let mut times = Vec::new();
    for _ in 1..scale.of(7, 3) {
        times.push(millis(installation.start().await?.ready_after));
    }
    let server = installation.start().await?;
    times.push(millis(server.ready_after));
    eprintln!("{accounts} users, {} starts", times.len());
    // Held to what a million users may take; few must not take longer.
    report.hold("start to ready, few users", Spread::median(times), "ms", Bound::AtMost(300.0, 100.0))?;
    Ok(server)
}

/// A bare verification before every login: memory and caches of a shared machine change their speed by the second.
async fn one_at_a_time(scale: Scale, report: &mut Report, server: &Server, bare: &Bare, users: &mut [User]) -> Outcome {
    let (rounds, pairs) = scale.of((8, 25), (2, 10));
    // CPU of bare verifications and of the server, in milliseconds.
    let mut measured: Vec<(f64, f64)> = Vec::new();
    let mut waits = Vec::new();
    bare.once()?;
    for round in 0..rounds {
        let window = Window::open(server.pid())?;
        let mut verifications = Duration::ZERO;
        for pair in 0..pairs {
            verifications += bare.once()?;
            let begun = Instant::now();
            let turn = (round * pairs + pair) % users.len();
            users[turn].log_in().await?;
            waits.push(millis(begun.elapsed()));
        }
        measured.push((millis(verifications), millis(window.close()?.server)));
    }
    let each = pairs as f64;
    report.note(
        "CPU of one bare verification",
        Spread::quotient(measured.iter().map(|(bare, _)| (*bare, each))),
        "ms",
    )?;
    report.note("server CPU of one login", Spread::quotient(measured.iter().map(|(_, cpu)| (*cpu, each))), "ms")?;
    report.note("one login, from form to session", quantile(waits, 0.5), "ms")?;
    report.hold(
        "server CPU of one login, over one bare verification",
        Spread::quotient(measured.iter().map(|(bare, cpu)| (*cpu, *bare))),
        "×",
        Bound::AtMost(1.15, 1.05),
    )
}

/// What a round of [`at_once`] saw.
struct Round {
    bare: Done,
    logins: f64,
    spent: Spent,
}

async fn at_once(scale: Scale, report: &mut Report, server: &Server, bare: &Bare, mut users: Vec<User>) -> Outcome {
    let (rounds, time) = scale.of((12, Duration::from_secs(3)), (3, Duration::from_secs(2)));
    let mut measured = Vec::new();
    let mut waits = Vec::new();
    for _ in 0..rounds {
        let bare = bare.on_all_cores(time / 2)?;
        let load = Load::begin(users);
        // Only from when all sixteen are in the middle of something.
        sleep(time / 6).await;
        let (window, before) = (Window::open(server.pid())?, load.completed());
        sleep(time).await;
        let (spent, after) = (window.close()?, load.completed());
        let ended = load.end().await?;
        users = ended.people;
        waits.extend(ended.waits);
        measured.push(Round { bare, logins: (after - before) as f64, spent });
    }
    let others = |spent: &Spent| (spent.others.as_secs_f64() * 100.0, spent.capacity());
    report.note(
        "bare verifications, all cores",
        Spread::median(measured.iter().map(|round| round.bare.per_second)),
        "/s",
    )?;
    report.note(
        "CPU taken by other programs, bare rounds",
        Spread::quotient(measured.iter().map(|round| others(&round.bare.spent))),
        "%",
    )?;
    report.note("logins, 16 at once", Spread::median(measured.iter().map(Round::per_second)), "/s")?;
    report.note(
        "CPU taken by other programs, 16 at once",
        Spread::quotient(measured.iter().map(|round| others(&round.spent))),
        "%",
    )?;
    report.note(
        "CPU taken by the generator, 16 at once",
        Spread::median(measured.iter().map(|round| round.spent.generator_share() * 100.0)),
        "%",
    )?;
    report.note(
        "server CPU of one login, 16 at once, over one bare verification",
        Spread::quotient(
            measured.iter().map(|round| (round.spent.server.as_secs_f64() / round.logins, round.bare.cpu_each())),
        ),
        "×",
    )?;
    report.note("one login, 16 at once, median", quantile(waits.clone(), 0.5), "ms")?;
    report.note("one login, 16 at once, 95 of 100", quantile(waits, 0.95), "ms")?;
    report.note(
        "the next, other programs not left out",
        Spread::median(
            measured
                .iter()
                .map(|round| round.per_second() / (round.bare.per_second * (1.0 - round.spent.generator_share()))),
        ),
        "×",
    )?;
    report.hold(
        "logins, 16 at once, over bare verifications, less the generator's CPU",
        Spread::median(measured.iter().map(|round| {
            let whole_machine = round.bare.per_second / round.bare.spent.left_by_others();
            round.per_second() / (whole_machine * (round.spent.left_by_others() - round.spent.generator_share()))
        })),
        "×",
        Bound::AtLeast(0.8, 0.95),
    )
}

impl Round {
    fn per_second(&self) -> f64 {
        self.logins / self.spent.wall.as_secs_f64()
    }
}
