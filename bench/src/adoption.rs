//! `adoption`: the monitor's first page with a million users, held against the same page with a thousand; in peace, and
//! while logins are written as fast as the database takes them, held against peace in the same round.
//!
//! Every house has its own server and its own database, as large as its users need. They are asked in turn, so that a
//! busy machine disturbs all alike, and each is held against the smallest within the same round. What writes logins is
//! the generator: it writes what a login writes, without the password.

mod house;

use std::{env, time::Instant};

use hyper::StatusCode;

use self::house::{House, Place};
use crate::{
    Outcome, Scale,
    report::{Bound, Report},
    sample::{Spread, millis, quantile},
    sink::Sink,
};

/// The page.
const PAGE: &str = "/monitor";

/// Times that a page is asked for in a turn.
const ASKED: usize = 10;

/// Measures, on SQLite and, where `CHANGEOVER_TEST_POSTGRES` names a server, on PostgreSQL.
///
/// # Errors
/// When the page is not answered, or the database does not take what is written.
pub async fn run(scale: Scale, report: &mut Report) -> Outcome {
    let sink = Sink::start().await?;
    let mut places = vec![Place::Sqlite];
    match env::var("CHANGEOVER_TEST_POSTGRES").ok().filter(|url| !url.is_empty()) {
        Some(server) => places.push(Place::Postgres(server)),
        None => eprintln!("PostgreSQL: not measured, CHANGEOVER_TEST_POSTGRES names no server"),
    }
    for place in places {
        measure(scale, report, &sink, &place).await?;
    }
    Ok(())
}

/// What was found for one house, round by round.
#[derive(Clone, Debug, Default)]
struct Rounds {
    peace: Vec<f64>,
    busy: Vec<f64>,
    logins: Vec<f64>,
}

async fn measure(scale: Scale, report: &mut Report, sink: &Sink, place: &Place) -> Outcome {
    let sizes: &[u32] = scale.of(&[1_000, 100_000, 1_000_000], &[1_000, 100_000]);
    let mut houses = Vec::new();
    for users in sizes {
        houses.push(House::open(sink, place, *users).await?);
    }
    let name = place.name();
    for house in &houses {
        let (users, firms) = (counted(house.users), house.firms);
        report.note(format!("{name}: start to ready, {users} users in {firms} firms"), house.ready(), "ms")?;
    }
    // For each house, each round's times in peace and while logins are written, and the logins written a second.
    let mut found = vec![Rounds::default(); houses.len()];
    for round in 0..scale.of(24, 6) {
        // Each goes first, second and third equally often.
        for turn in 0..houses.len() {
            let at = (round + turn) % houses.len();
            found[at].peace.push(ask(&mut houses[at], false).await?.0);
            let (time, logins) = ask(&mut houses[at], true).await?;
            found[at].busy.push(time);
            found[at].logins.push(logins);
        }
    }
    let median = |values: &[f64]| Spread::median(values.iter().copied());
    let quotient = |parts: &[f64], wholes: &[f64]| Spread::median(parts.iter().zip(wholes).map(|(a, b)| a / b));
    for (at, (house, rounds)) in houses.iter().zip(&found).enumerate() {
        let users = counted(house.users);
        let page = format!("{name}: adoption page, {users} users");
        report.note(format!("{page}, in peace"), median(&rounds.peace), "ms")?;
        report.note(format!("{page}, while logins are written"), median(&rounds.busy), "ms")?;
        report.note(format!("{name}: logins written meanwhile, {users} users"), median(&rounds.logins), "/s")?;
        let cost = quotient(&rounds.busy, &rounds.peace);
        report.hold(format!("{page}, while logins are written over in peace"), cost, "×", Bound::AtMost(2.0, 1.5))?;
        if at > 0 {
            for (when, larger, smaller) in [
                ("in peace", &rounds.peace, &found[0].peace),
                ("while logins are written", &rounds.busy, &found[0].busy),
            ] {
                let growth = quotient(larger, smaller);
                report.hold(format!("{page} over 1,000, {when}"), growth, "×", Bound::AtMost(2.0, 1.2))?;
            }
        }
    }
    for house in houses {
        house.close().await?;
    }
    Ok(())
}

/// Asks for the page in a row, while logins are written if that is wanted. Gives the median time in milliseconds, and
/// the logins a second.
async fn ask(house: &mut House, busy: bool) -> Outcome<(f64, f64)> {
    let writer = busy.then(|| house.write_logins());
    let (begun, mut times) = (Instant::now(), Vec::with_capacity(ASKED));
    for _ in 0..ASKED {
        let asked = Instant::now();
        house.browser.get(PAGE, StatusCode::OK).await?;
        times.push(millis(asked.elapsed()));
    }
    let logins = match writer {
        None => 0.0,
        Some(writer) => writer.end().await? as f64 / begun.elapsed().as_secs_f64(),
    };
    Ok((quantile(times, 0.5), logins))
}

/// With thousands separators.
fn counted(users: u32) -> String {
    let (millions, thousands) = (users / 1_000_000, users / 1_000 % 1_000);
    if millions > 0 { format!("{millions},{thousands:03},000") } else { format!("{thousands},000") }
}
