//! A card at the end of a pipe: browser tests replace `navigator.credentials` by it.
//!
//! It reads one JSON object a line and answers each by a line, in order, until its input ends. The card's memory ends
//! with it; the issuer outlives it if `--issuer` names a file.

mod bridge;

use std::{
    io::{BufRead as _, Write as _, stdin, stdout},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, ValueEnum};

use bridge::Bridge;

/// A smartcard or a passkey provider, asked in JSON lines.
///
/// {"id":1,"op":"create","origin":"https://…","options":{…},"flaws":{…}} is answered by {"id":1,"ok":{…}} or
/// {"id":1,"error":{"name":"NotAllowedError","message":"…"}}. `options` are the inner object, without `publicKey`, as
/// JSON; `flaws` may be left out. Operations: create; get; issuer (answers pem and aaguid); credentials (what a card
/// management system exports); remove and insert (the card from and into the reader); replace (by another card of the
/// same issuer, without credentials).
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// What to play.
    #[arg(long, value_enum, default_value_t = Play::Forge)]
    kind: Play,
    /// File of the issuer: read if it is there, written if not. Without it the issuer is new. A token's certificate
    /// runs out after some days, when the file has to go.
    #[arg(long, value_name = "FILE")]
    issuer: Option<PathBuf>,
    /// What getTransports() answers, between commas.
    #[arg(long, value_delimiter = ',')]
    transports: Option<Vec<String>>,
    /// A card without a signature counter.
    #[arg(long)]
    without_counter: bool,
}

/// What the bridge plays.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Play {
    /// A card of our own, with any flaw.
    Forge,
    /// A card by webauthn-authenticator-rs, with flaws of the browser only.
    Token,
    /// A synchronising passkey provider, with any flaw.
    Passkey,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "softcard: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let mut bridge = Bridge::new(arguments)?;
    let mut answers = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line?;
        if !line.trim().is_empty() {
            writeln!(answers, "{}", bridge.answer(&line))?;
            answers.flush()?;
        }
    }
    Ok(())
}
