//! A demonstration: firms, users, delegated administrators and staff who live through months of the announced schedule,
//! in an empty database.
//!
//! [`plan`] is the script: who does what on which day, drawn from a seed. [`live`] plays it day by day with a clock that
//! is set to the past ([`past`]). What staff and firms do is done by the use cases that their pages call ([`house`],
//! [`firms`]); what users do by the thousand is written in bulk ([`crowd`]), which a test proves equal to their steps.

pub mod calendar;
pub mod crowd;
pub mod dice;
pub mod files;
mod firms;
mod house;
pub mod live;
pub mod names;
pub mod past;
pub mod plan;
mod post;

use std::{io::Write as _, time::Duration};

use app::ports::portal::Show;
use domain::{
    account::AccountId,
    adoption::Day,
    approval::{Change, ChangeKind},
    code::ActivationCode,
    life::State,
    password::Password,
    time::Instant,
};

use crate::{
    app::{App, StartError},
    approval::{
        decide::DecideError,
        propose::{Proposal, ProposeError, Proposer, propose},
    },
    cli::DemoArgs,
    login::hasher::HashError,
    random::opaque_id,
    rights,
    store::{
        StoreError, accounts, activations, bindings, events::Actor, marks, participants, requests::Subject, roster,
    },
};
use crowd::{Crowd, InBulk};
use past::Past;
use plan::{Plan, Size};

/// The password of every login that the demonstration prints.
pub const PASSWORD: &str = "ferry lantern rainy teapot";

/// The mark of a database that holds a demonstration, and what it says while that is made and once it is there.
const MARK: &str = "demo";
const BEGUN: &str = "begun";
const DONE: &str = "done";

/// The most participants, and the most days.
const MOST: (u32, u32) = (2_000, 400);

/// Nothing happens in the last minutes before now: what it leads to has happened too.
const QUIET: Duration = Duration::from_secs(20 * 60);

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database is in use.
    #[error("the database holds participants already: a demonstration goes into an empty one")]
    NotEmpty,
    /// It was interrupted.
    #[error("the database holds a part of a demonstration that was interrupted: delete it to begin anew")]
    Interrupted,
    /// More firms, users or days than a demonstration has.
    #[error("a demonstration has 1 to 2000 participants, at least 3 users for each, and lasts for 1 to 400 days")]
    Size,
    /// The script asks for what the product refuses.
    #[error("the demonstration's script went wrong: {0}")]
    Script(String),
    /// The past could not be opened.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A password could not be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something could not be proposed.
    #[error(transparent)]
    Propose(#[from] ProposeError),
    /// Something could not be decided.
    #[error(transparent)]
    Decide(#[from] DecideError),
    /// Standard output is closed.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

impl DemoError {
    fn script(error: impl std::fmt::Display) -> Self {
        Self::Script(error.to_string())
    }
}

/// Fills the database if it is empty, and prints the logins to try either way.
///
/// # Errors
/// [`DemoError`] says why there is none.
pub async fn fill(app: &App, args: &DemoArgs) -> Result<(), DemoError> {
    let fits = (1..=MOST.0).contains(&args.participants) && (1..=MOST.1).contains(&args.days_in);
    if !fits || args.users / 3 < args.participants {
        return Err(DemoError::Size);
    }
    let size = Size {
        participants: args.participants,
        users: args.users,
        seed: args.seed,
        days_in: u16::try_from(args.days_in).map_err(|_| DemoError::Size)?,
        visits: 100,
    };
    if begin(app).await? {
        populate(app, size).await?;
    }
    print(app).await
}

/// Takes an empty database for a demonstration; false where there is one.
async fn begin(app: &App) -> Result<bool, DemoError> {
    let mut tx = app.store.begin().await?;
    match marks::find(&mut tx, MARK).await?.as_deref() {
        Some(BEGUN) => return Err(DemoError::Interrupted),
        Some(_) => return Ok(false),
        None if participants::count(&mut tx).await? > 0 => return Err(DemoError::NotEmpty),
        None => marks::put(&mut tx, MARK, BEGUN).await?,
    }
    tx.commit().await?;
    Ok(true)
}

async fn populate(app: &App, size: Size) -> Result<(), DemoError> {
    let known = app.hasher.hash(&Password::typed(PASSWORD), &*app.random).await?;
    // Nobody knows this one: users who are ready, but whose logins are not for trying.
    let unknown = app.hasher.hash(&Password::typed(&opaque_id(&*app.random)), &*app.random).await?;
    let mut crowd = InBulk::new(unknown, known.clone(), (1..=3).filter_map(first_firm).collect());
    populate_by(app, size, &mut crowd, &known).await
}

/// Fills an empty database with a demonstration whose users `crowd` plays. `hash` is of the password that the staff log
/// in by.
///
/// # Errors
/// [`DemoError`] says why there is none.
pub async fn populate_by(app: &App, size: Size, crowd: &mut impl Crowd, hash: &str) -> Result<(), DemoError> {
    let now = app.clock.now();
    let past = Past::of(app).await?;
    let plan = Plan::draw(size, Day::of(now));
    let until = now.minus(QUIET);
    live::live(&past, &plan, until, crowd, hash).await?;
    past.set(until);
    propose_addresses(&past, &plan).await?;
    issue_binding(&past).await?;
    leave_nothing_to_send(&past, &plan, now).await?;
    let mut tx = app.store.begin().await?;
    marks::put(&mut tx, MARK, DONE).await?;
    tx.commit().await?;
    past.app.store.close().await;
    Ok(())
}

async fn leave_nothing_to_send(past: &Past, plan: &Plan, now: Instant) -> Result<(), DemoError> {
    post::deliver(past, plan, now).await?;
    past.set(now);
    past.keep().await
}

/// A user of the first firm.
fn first_firm(number: u32) -> Option<AccountId> {
    AccountId::parse_parts("DAAA", &format!("DAAA{number:03}")).ok()
}

/// Who logs in with [`PASSWORD`], and who has an activation to try.
fn cast() -> [(&'static str, &'static str, &'static str); 3] {
    [("user", "DAAA", "DAAA003"), ("delegated administrator", "DAAA", "DAAA001"), ("staff", "STAFF", "GRACE")]
}

/// Who else logs in with [`PASSWORD`]: what one proposes, another decides.
fn others() -> [(&'static str, &'static str, &'static str); 4] {
    [
        ("the firm's checker", "DAAA", "DAAA002"),
        ("staff who propose", "STAFF", "HENRY"),
        ("staff who also decide", "STAFF", "JUNE"),
        ("staff who read", "STAFF", "IRIS"),
    ]
}

/// The user whose set-up can be tried.
const NEWCOMER: (&str, &str) = ("DAAA", "DAAA004");

/// The user who can bind a smartcard, and set up with it.
const CARDHOLDER: (&str, &str) = ("DAAA", "DAAA005");

/// Leaves something to decide: the first firm's maker has proposed addresses for some who have none.
async fn propose_addresses(past: &Past, plan: &Plan) -> Result<(), DemoError> {
    let firm = names::code(0);
    let mut reader = past.app.store.reader().await?;
    let administrators = accounts::administrators(&mut reader, &firm).await?;
    let Some(maker) = administrators.iter().find_map(|account| rights::Administrator::of(account)?.maker()) else {
        return Ok(());
    };
    let query = roster::Query { show: Show::State(State::Authorised), ..roster::Query::default() };
    let (waiting, _) = roster::list(&mut reader, &firm, &query, 0, 3).await?;
    drop(reader);
    let address = |id: &AccountId| (1..=plan.firms[0].users).find(|n| first_firm(*n).as_ref() == Some(id));
    let changes: Vec<_> = waiting
        .iter()
        .filter_map(|user| {
            let who = plan.find(0, address(&user.id)?)?;
            Some((Subject::Account(user.id.clone()), Change::Address { address: plan.address(who) }))
        })
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    let kind = ChangeKind::Address;
    let proposal = Proposal { participant: &firm, kind, changes, reason: "Joined this week", file: "" };
    propose(&past.app, &past.scribe_of(&maker.account().id), Proposer::Firm(maker), proposal).await?;
    Ok(())
}

/// Two of the staff agree on a code with which somebody can bind a smartcard.
async fn issue_binding(past: &Past) -> Result<(), DemoError> {
    let Ok(holder) = AccountId::parse_parts(CARDHOLDER.0, CARDHOLDER.1) else { return Ok(()) };
    if accounts::find(&mut *past.app.store.reader().await?, &holder).await?.is_none() {
        return Ok(());
    }
    let proposal = Proposal {
        participant: &holder.participant,
        kind: ChangeKind::BindCard,
        changes: vec![(Subject::Account(holder.clone()), Change::BindCard)],
        reason: "A new card was handed out",
        file: "",
    };
    let request = propose(&past.app, &past.scribe(Actor::Operator), Proposer::Command, proposal).await?;
    house::agree(past, &request.id).await
}

async fn print(app: &App) -> Result<(), DemoError> {
    let mut reader = app.store.reader().await?;
    let newcomer = AccountId::parse_parts(NEWCOMER.0, NEWCOMER.1).ok();
    let activation = match &newcomer {
        Some(id) => activations::find_open(&mut reader, id).await?,
        None => None,
    };
    let binding = match AccountId::parse_parts(CARDHOLDER.0, CARDHOLDER.1) {
        Ok(id) => bindings::find_open(&mut reader, &id).await?,
        Err(_) => None,
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nThree logins to try, each with the password  {PASSWORD}\n")?;
    writeln!(out, "  {:<24} {:<13} user", "", "participant")?;
    for (who, participant, user) in cast() {
        writeln!(out, "  {who:<24} {participant:<13} {user}")?;
    }
    writeln!(out, "\nWith the same password, for what takes two:\n")?;
    for (who, participant, user) in others() {
        writeln!(out, "  {who:<24} {participant:<13} {user}")?;
    }
    if let Some(activation) = activation {
        let code = ActivationCode::derive(&app.keys.code, &activation.id);
        let account = &activation.account;
        writeln!(
            out,
            "\nTo try set-up: participant {}, user {}, activation code {}",
            account.participant,
            account.user,
            code.expose()
        )?;
    }
    if let Some(binding) = binding {
        let code = ActivationCode::binding(&app.keys.code, &binding.id);
        let account = &binding.account;
        writeln!(
            out,
            "To try a smartcard, with any security key: participant {}, user {}, binding code {}",
            account.participant,
            account.user,
            code.expose()
        )?;
    }
    if app.config.demo.mail {
        writeln!(out, "Mail is caught and shown at {}/demo/mail", app.config.server.public_url.trim_end_matches('/'))?;
    }
    writeln!(out)?;
    Ok(())
}
