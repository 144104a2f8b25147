//! `smartcard`: what a login by smartcard costs, held against the bare verification of the signature in it.
//!
//! The cards are imported as a card-management system has them. A login is what a browser does: the form, the page
//! that asks for the card, the card's answer. The signature is verified here by the call that the server makes; it is
//! the one thing in a login by card that cannot be spared, and a small part of it.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use data_encoding::BASE64URL_NOPAD;
use hyper::{StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use softcard::{Card, Flaws, Issuer, Kind};
use tokio::time::sleep;
use webauthn_rs_core::proto::COSEKey;

use crate::{
    Outcome, Scale,
    client::Browser,
    installation::{Installation, Server},
    load::{AT_ONCE, Load, Person},
    report::Report,
    sample::{Spread, millis, quantile},
    sink::Sink,
    usage::{Spent, Window, thread_cpu},
    user::{PARTICIPANT, User},
};

/// Credentials belong to a host with a name.
const HOST: &str = "localhost";

/// Everybody comes from one address: no source is to run out of tries or ceremonies.
const BUDGETS: &str = "source_failures = 1000000\n";

/// Measures.
///
/// # Errors
/// When a login goes another way than it should.
pub async fn run(scale: Scale, report: &mut Report) -> Outcome {
    let holders = scale.of(64, AT_ONCE);
    let sink = Sink::start().await?;
    let installation = Installation::at_host(HOST, &sink, BUDGETS)?;
    installation.import_users(holders)?;
    let origin = format!("http://{HOST}:{}", installation.address.port());
    let issuer = Issuer::new(Kind::Forge)?;
    let cards = (0..holders).map(|_| issued(&issuer, &origin)).collect::<Outcome<Vec<_>>>()?;
    installation.import_cards(cards.iter().enumerate().map(|(place, card)| row(place + 1, card)))?;

    let server = installation.start().await?;
    let bare = Bare::new(issued(&issuer, &origin)?, &origin)?;
    let mut people = Vec::with_capacity(holders);
    for (place, card) in cards.into_iter().enumerate() {
        let mut holder = Holder::new(place + 1, card, &origin, installation.address).await?;
        holder.log_in().await?;
        holder.see_account().await?;
        people.push(holder);
    }
    one_at_a_time(scale, report, &server, &bare, &mut people).await?;
    at_once(scale, report, &server, &bare, people).await
}

/// A card with a credential for the host, as the card-management system leaves it.
fn issued(issuer: &Issuer, origin: &str) -> Outcome<Card> {
    let options = json!({
        "rp": { "id": HOST, "name": "Cards" },
        "user": { "id": BASE64URL_NOPAD.encode(&[7; 16]), "name": "holder", "displayName": "holder" },
        "challenge": BASE64URL_NOPAD.encode(&[7; 32]),
        "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }],
        "authenticatorSelection": { "residentKey": "required" },
    });
    let mut card = issuer.card();
    card.create(origin, &options, &Flaws::default())?;
    Ok(card)
}

/// A row of the file that is imported.
fn row(n: usize, card: &Card) -> String {
    let export = card.exports().remove(0);
    let (id, key) = (BASE64URL_NOPAD.encode(&export.credential_id.0), BASE64URL_NOPAD.encode(&export.public_key.0));
    format!("{PARTICIPANT},{},{id},{key},{},smart-card,{},card {n}", User::name(n), export.aaguid, export.counter)
}

/// Somebody with a card and a browser.
struct Holder {
    name: String,
    card: Card,
    origin: String,
    browser: Browser,
}

impl Holder {
    async fn new(n: usize, card: Card, origin: &str, address: SocketAddr) -> Outcome<Self> {
        let mut browser = Browser::open(address).await?;
        browser.unpacks_nothing();
        Ok(Self { name: User::name(n), card, origin: origin.to_owned(), browser })
    }

    async fn see_account(&mut self) -> Outcome {
        self.browser.get("/account", StatusCode::OK).await.map(drop)
    }
}

impl Person for Holder {
    async fn log_in(&mut self) -> Outcome {
        self.browser.get("/login/smartcard", StatusCode::OK).await?;
        let who = [("participant", PARTICIPANT), ("user", &self.name), ("return_to", ""), ("action", "read")];
        let begun = self.browser.post("/login/smartcard", &who, StatusCode::SEE_OTHER).await?;
        let page = begun.header(header::LOCATION).to_owned();
        let (_, tag) = page.split_once("ceremony=").ok_or_else(|| format!("the first step led to {page}"))?;
        let asked = self.browser.get(&page, StatusCode::OK).await?;
        let options = options(&String::from_utf8_lossy(&asked.body))?;
        let answer = self.card.get(&self.origin, &options, &Flaws::default())?.to_string();
        let fields = [("ceremony", tag), ("credential", &answer)];
        self.browser.post(&page, &fields, StatusCode::SEE_OTHER).await?;
        Ok(())
    }
}

/// What a page asks the card: it stands in what its island is given.
fn options(page: &str) -> Outcome<Value> {
    let given = page.split_once("data-props=\"").and_then(|(_, rest)| rest.split_once('"'));
    let (given, _) = given.ok_or("a page asks no card")?;
    let given = given.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let given: Value = serde_json::from_str(&given)?;
    Ok(serde_json::from_str(given["options"].as_str().ok_or("a page asks no card")?)?)
}

/// A signature of a card, verified over and over.
struct Bare {
    key: COSEKey,
    signed: Vec<u8>,
    signature: Vec<u8>,
}

impl Bare {
    fn new(mut card: Card, origin: &str) -> Outcome<Self> {
        let options = json!({ "rpId": HOST, "challenge": BASE64URL_NOPAD.encode(&[7; 32]) });
        let answer = card.get(origin, &options, &Flaws::default())?;
        let part = |name: &str| -> Outcome<Vec<u8>> {
            let text = answer["response"][name].as_str().unwrap_or_default();
            Ok(BASE64URL_NOPAD.decode(text.as_bytes())?)
        };
        // What an authenticator signs (WebAuthn L3 §6.3.3).
        let signed = [part("authenticatorData")?, Sha256::digest(part("clientDataJSON")?).to_vec()].concat();
        let written: serde_cbor_2::Value = serde_cbor_2::from_slice(&card.exports().remove(0).public_key.0)?;
        let key = COSEKey::try_from(&written).map_err(|error| format!("{error:?}"))?;
        Ok(Self { key, signed, signature: part("signature")? })
    }

    /// Verifies `count` times on this thread, and says what CPU that took.
    fn verify(&self, count: u32) -> Outcome<Duration> {
        let before = thread_cpu()?;
        for _ in 0..count {
            if !self.key.verify_signature(&self.signature, &self.signed).map_err(|error| format!("{error:?}"))? {
                return Err("a right signature was refused".into());
            }
        }
        Ok(thread_cpu()?.saturating_sub(before))
    }
}

/// Bare verifications before every login: the speed of a shared machine changes by the second.
async fn one_at_a_time(
    scale: Scale,
    report: &mut Report,
    server: &Server,
    bare: &Bare,
    people: &mut [Holder],
) -> Outcome {
    const BARE: u32 = 10;
    // The kernel counts the server's CPU in hundredths of a second: many logins a round.
    let (rounds, pairs) = scale.of((8, 200), (2, 50));
    let mut measured: Vec<(f64, f64)> = Vec::new();
    let mut waits = Vec::new();
    bare.verify(BARE)?;
    for round in 0..rounds {
        let window = Window::open(server.pid())?;
        let mut verifications = Duration::ZERO;
        for pair in 0..pairs {
            verifications += bare.verify(BARE)? / BARE;
            let begun = Instant::now();
            let turn = (round * pairs + pair) % people.len();
            people[turn].log_in().await?;
            waits.push(millis(begun.elapsed()));
        }
        measured.push((millis(verifications), millis(window.close()?.server)));
    }
    let each = pairs as f64;
    report.note(
        "CPU of one bare verification of a signature",
        Spread::quotient(measured.iter().map(|(bare, _)| (*bare, each))),
        "ms",
    )?;
    report.note(
        "server CPU of one login by card",
        Spread::quotient(measured.iter().map(|(_, cpu)| (*cpu, each))),
        "ms",
    )?;
    report.note("one login by card, from form to session", quantile(waits, 0.5), "ms")?;
    report.note(
        "server CPU of one login by card, over one bare verification",
        Spread::quotient(measured.iter().map(|(bare, cpu)| (*cpu, *bare))),
        "×",
    )
}

/// What a round of [`at_once`] saw.
struct Round {
    /// CPU of one bare verification, in seconds.
    bare: f64,
    logins: f64,
    spent: Spent,
}

async fn at_once(scale: Scale, report: &mut Report, server: &Server, bare: &Bare, mut people: Vec<Holder>) -> Outcome {
    const BARE: u32 = 500;
    let (rounds, time) = scale.of((8, Duration::from_secs(3)), (3, Duration::from_secs(1)));
    let mut measured = Vec::new();
    let mut waits = Vec::new();
    for _ in 0..rounds {
        let bare = bare.verify(BARE)?.as_secs_f64() / f64::from(BARE);
        let load = Load::begin(people);
        // Only from when all sixteen are in the middle of something.
        sleep(time / 6).await;
        let (window, before) = (Window::open(server.pid())?, load.completed());
        sleep(time).await;
        let (spent, after) = (window.close()?, load.completed());
        let ended = load.end().await?;
        people = ended.people;
        waits.extend(ended.waits);
        measured.push(Round { bare, logins: (after - before) as f64, spent });
    }
    let share = |part: fn(&Spent) -> Duration| {
        Spread::quotient(measured.iter().map(move |r| (part(&r.spent).as_secs_f64() * 100.0, r.spent.capacity())))
    };
    report.note(
        "logins by card, 16 at once",
        Spread::median(measured.iter().map(|round| round.logins / round.spent.wall.as_secs_f64())),
        "/s",
    )?;
    report.note(
        "server CPU of one login by card, 16 at once",
        Spread::quotient(measured.iter().map(|round| (millis(round.spent.server), round.logins))),
        "ms",
    )?;
    report.note(
        "server CPU of one login by card, 16 at once, over one bare verification",
        Spread::median(measured.iter().map(|r| r.spent.server.as_secs_f64() / r.logins / r.bare)),
        "×",
    )?;
    report.note("CPU taken by the generator, 16 at once", share(|spent| spent.generator), "%")?;
    report.note("CPU taken by other programs, 16 at once", share(|spent| spent.others), "%")?;
    report.note("one login by card, 16 at once, median", quantile(waits.clone(), 0.5), "ms")?;
    report.note("one login by card, 16 at once, 95 of 100", quantile(waits, 0.95), "ms")
}
