//! `uniformity`: whether time tells an account that exists from one that does not. Recorded, held to nothing: the
//! server's tests show that the work is the same.

use std::time::Instant;

use hyper::StatusCode;

use crate::{
    Outcome, Scale,
    client::Browser,
    installation::Installation,
    report::Report,
    sample::{chance, millis, quantile, superiority},
    sink::Sink,
    user::{PARTICIPANT, User},
};

/// A user that is in no file, with a name as long as those that are.
const NOBODY: usize = 999;

/// Measures.
///
/// # Errors
/// When a wrong password is answered with anything but 422.
pub async fn run(scale: Scale, report: &mut Report) -> Outcome {
    let each = scale.of(2000, 200);
    let sink = Sink::start().await?;
    // Budgets would close the account at the twentieth failure.
    let installation = Installation::new(&sink, "[limits]\noff = true\n")?;
    installation.import_users(1)?;
    let server = installation.start().await?;
    installation.open_accounts(&sink, 1).await?;

    let names = [User::name(1), User::name(NOBODY)];
    let mut browser = Browser::open(installation.address).await?;
    let mut times = [Vec::new(), Vec::new()];
    let mut sizes = [0, 0];
    // The first few of each are thrown away.
    for pair in 0..each + 10 {
        // Known first, unknown first, in turn: what the one leaves behind meets the other as often.
        for place in 0..2 {
            let turn = (pair + place) % 2;
            let form = [("participant", PARTICIPANT), ("user", &names[turn]), ("password", "meadow-8-orbit lantern")];
            let begun = Instant::now();
            let answer = browser.post("/login", &form, StatusCode::UNPROCESSABLE_ENTITY).await?;
            if pair >= 10 {
                times[turn].push(millis(begun.elapsed()));
            }
            sizes[turn] = answer.body.len();
        }
    }
    drop(server);
    let [known, unknown] = times;
    let medians = [quantile(known.clone(), 0.5), quantile(unknown.clone(), 0.5)];
    report.note("wrong password, median", medians[0], "ms")?;
    report.note("unknown account, median", medians[1], "ms")?;
    report.note("wrong password, over an unknown account, medians", (medians[0] / medians[1] - 1.0) * 100.0, "%")?;
    let drawn = superiority(&known, &unknown) * 100.0;
    report.note("wrong password takes longer than unknown account, of 100 pairs", drawn, "%")?;
    report.note(
        "as much off 50 by chance alone, in 19 of 20 runs",
        chance(known.len(), unknown.len()) * 100.0,
        "±%",
    )?;
    report.note("wrong password, over an unknown account, bytes", sizes[0] as f64 - sizes[1] as f64, "B")
}
