//! A demonstration: firms, users, delegated administrators and staff in different states, in an empty database.

mod names;

use std::io::Write as _;

use app::ports::portal::Show;
use domain::{
    account::{AccountId, ParticipantCode, UserId},
    address::EmailAddress,
    approval::{Change, ChangeKind},
    code::ActivationCode,
    life::{State, Status, Step},
    password::Password,
    role::{DaRoles, StaffRole},
};
use serde_json::json;

use crate::{
    app::App,
    approval::{
        decide::{DecideError, Pick, Verdict, decide},
        jury::Decider,
        propose::{Proposal, ProposeError, Proposer, propose, propose_in},
    },
    audit::Scribe,
    cli::DemoArgs,
    login::hasher::HashError,
    random::{Randomness as _, SeededRandomness, opaque_id, reference},
    registration::life,
    rights,
    store::{
        StoreError, Tx,
        accounts::{self, Particulars},
        activations::{self, Activation},
        bindings,
        events::Actor,
        marks,
        participants::{self, Participant},
        requests::Subject,
        roster,
    },
};

/// The password of every login that the demonstration prints.
pub const PASSWORD: &str = "ferry lantern rainy teapot";

/// The mark of a database that holds a demonstration.
const MARK: &str = "demo";

/// Days from the beginning of registration until everybody who will register has done so.
const REGISTRATION_DAYS: u32 = 180;

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database is in use.
    #[error("the database holds participants already: a demonstration goes into an empty one")]
    NotEmpty,
    /// More firms than four letters name, or fewer users than firms need.
    #[error("a demonstration has 1 to 2000 participants and at least 3 users for each")]
    Size,
    /// A password could not be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What waits for a decision could not be proposed.
    #[error(transparent)]
    Propose(#[from] ProposeError),
    /// What two of the staff agree on could not be decided.
    #[error(transparent)]
    Decide(#[from] DecideError),
    /// Standard output is closed.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

/// Fills the database if it is empty, and prints the logins to try either way.
///
/// # Errors
/// [`DemoError`] says why there is none.
pub async fn fill(app: &App, args: &DemoArgs) -> Result<(), DemoError> {
    if !(1..=2000).contains(&args.participants) || args.users < 3 * args.participants {
        return Err(DemoError::Size);
    }
    let mut tx = app.store.begin().await?;
    if marks::find(&mut tx, MARK).await?.is_none() {
        if participants::count(&mut tx).await? > 0 {
            return Err(DemoError::NotEmpty);
        }
        populate(app, &mut tx, args).await?;
        tx.commit().await?;
        issue_binding(app).await?;
    } else {
        drop(tx);
    }
    print(app).await
}

/// Who logs in with [`PASSWORD`], and who has an activation to try.
fn cast() -> [(&'static str, &'static str, &'static str); 3] {
    [("user", "DAAA", "DAAA003"), ("delegated administrator", "DAAA", "DAAA001"), ("staff", "STAFF", "GRACE")]
}

/// Who else logs in with [`PASSWORD`]: what one proposes, another decides.
fn others() -> [(&'static str, &'static str, &'static str); 3] {
    [
        ("the firm's checker", "DAAA", "DAAA002"),
        ("staff who propose", "STAFF", "HENRY"),
        ("staff who read", "STAFF", "IRIS"),
    ]
}

/// The user whose set-up can be tried.
const NEWCOMER: (&str, &str) = ("DAAA", "DAAA004");

/// The user who can bind a smartcard, and set up with it.
const CARDHOLDER: (&str, &str) = ("DAAA", "DAAA005");

async fn populate(app: &App, tx: &mut Tx, args: &DemoArgs) -> Result<(), DemoError> {
    let scribe = Scribe::of_command(app, Actor::System);
    let dice = SeededRandomness::new(args.seed);
    let roll = |sides: u32| {
        let mut bytes = [0; 4];
        dice.fill(&mut bytes);
        u32::from_le_bytes(bytes) % sides.max(1)
    };
    let known = app.hasher.hash(&Password::typed(PASSWORD), scribe.random).await?;
    // Nobody knows this one: users who are ready, but whose logins are not for trying.
    let unknown = app.hasher.hash(&Password::typed(&opaque_id(scribe.random)), scribe.random).await?;
    staff(app, tx, &scribe, &known).await?;

    for firm in 0..args.participants {
        let participant = names::firm(firm);
        participants::put(tx, &participant, scribe.now).await?;
        let detail = json!({
            "participant": participant.code.as_str(), "category": participant.category, "da_model": participant.da_model,
        });
        scribe.event(tx, "participant.added", None, detail).await?;
        let share = args.users / args.participants + u32::from(firm < args.users % args.participants);
        // Firms begin in their own time: some at once, some have not begun yet.
        let began = if firm == 0 { 0 } else { roll(REGISTRATION_DAYS) };
        for number in 1..=share {
            let mut person = user(&participant.code, number, roll(4096));
            let id = person.id.clone();
            let is = |who: (&str, &str)| id.participant.as_str() == who.0 && id.user.as_str() == who.1;
            person.status = match roll(40) {
                0 if number > 5 => Status::Disabled,
                1 if number > 5 => Status::Dormant,
                _ => Status::Active,
            };
            accounts::add(tx, &person, scribe.now).await?;
            let detail = json!({ "status": person.status.name(), "da_roles": person.da.to_string() });
            scribe.event(tx, "user.added", Some(&id), detail).await?;
            let takes = began + roll(60);
            let mut plays = cast().into_iter().chain(others());
            let in_cast = plays.any(|(_, participant, user)| is((participant, user)));
            // The first firm has just got new people: something to propose, and to decide.
            let new = firm == 0 && number > 7;
            let tries = is(NEWCOMER) || is(CARDHOLDER);
            if !in_cast && !tries && (takes > args.days_in || new) {
                continue;
            }
            register(tx, &scribe, &person.id).await?;
            if in_cast || (!tries && takes + 30 < args.days_in && roll(3) > 0 && person.status == Status::Active) {
                let hash = if in_cast { &known } else { &unknown };
                set_up(tx, &scribe, &person.id, hash).await?;
            }
            if is(NEWCOMER) {
                activate(app, tx, &scribe, &person.id).await?;
            }
        }
    }
    propose_addresses(app, tx, &scribe).await?;
    marks::put(tx, MARK, &args.seed.to_string()).await?;
    Ok(())
}

/// Leaves something to decide: the first firm's maker has proposed addresses for some who have none.
async fn propose_addresses(app: &App, tx: &mut Tx, scribe: &Scribe<'_>) -> Result<(), DemoError> {
    let firm = names::firm(0).code;
    let administrators = accounts::administrators(tx, &firm).await?;
    let Some(maker) = administrators.iter().find_map(|account| rights::Administrator::of(account)?.maker()) else {
        return Ok(());
    };
    let query = roster::Query { show: Show::State(State::Authorised), ..roster::Query::default() };
    let (waiting, _) = roster::list(tx, &firm, &query, 0, 3).await?;
    let address = |id: &AccountId| EmailAddress::parse(&format!("{}@{firm}.example", id.user).to_ascii_lowercase());
    let changes: Vec<_> = waiting
        .iter()
        .filter_map(|user| {
            Some((Subject::Account(user.id.clone()), Change::Address { address: address(&user.id).ok()? }))
        })
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    let scribe = scribe.acting(Actor::Account(maker.account().id.clone()));
    let kind = ChangeKind::Address;
    let proposal = Proposal { participant: &firm, kind, changes, reason: "Joined this week", file: "" };
    propose_in(app, tx, &scribe, Proposer::Firm(maker), proposal).await?;
    Ok(())
}

/// Two of the staff agree on a code with which somebody can bind a smartcard.
async fn issue_binding(app: &App) -> Result<(), DemoError> {
    let scribe = Scribe::of_command(app, Actor::System);
    let mut reader = app.store.reader().await?;
    let Ok(holder) = AccountId::parse_parts(CARDHOLDER.0, CARDHOLDER.1) else { return Ok(()) };
    let approver = accounts::approvers(&mut reader).await?.into_iter().next();
    let (Some(approver), Some(_)) = (approver, accounts::find(&mut reader, &holder).await?) else { return Ok(()) };
    drop(reader);
    let proposal = Proposal {
        participant: &holder.participant,
        kind: ChangeKind::BindCard,
        changes: vec![(Subject::Account(holder.clone()), Change::BindCard)],
        reason: "A new card was handed out",
        file: "",
    };
    let request = propose(app, &scribe, Proposer::Command, proposal).await?;
    let scribe = scribe.acting(Actor::Account(approver.id.clone()));
    let Some(approver) = rights::Approver::of(&approver) else { return Ok(()) };
    decide(app, &scribe, Decider::Staff(approver), &request.id, None, Pick::All, Verdict::Approve).await?;
    Ok(())
}

fn user(firm: &ParticipantCode, number: u32, roll: u32) -> Particulars {
    let (name_en, name_zh) = names::person(roll);
    let id = AccountId {
        participant: firm.clone(),
        user: UserId::parse(&format!("{firm}{number:03}")).unwrap_or_else(|_| unreachable!("letters and digits")),
    };
    let da = DaRoles { maker: number == 1, checker: number == 2 };
    Particulars { id, name_en, name_zh, da, staff_role: None, status: Status::Active }
}

async fn register(tx: &mut Tx, scribe: &Scribe<'_>, id: &AccountId) -> Result<(), DemoError> {
    let local = id.user.as_str().to_ascii_lowercase();
    let host = id.participant.as_str().to_ascii_lowercase();
    let address = EmailAddress::parse(&format!("{local}@{host}.example"))
        .unwrap_or_else(|_| unreachable!("letters, digits and one dot"));
    accounts::set_address(tx, id, Some(&address)).await?;
    if let Some(account) = accounts::find(tx, id).await? {
        life::step(tx, scribe, &account, Step::Register).await?;
    }
    Ok(())
}

async fn set_up(tx: &mut Tx, scribe: &Scribe<'_>, id: &AccountId, hash: &str) -> Result<(), DemoError> {
    accounts::set_password(tx, id, hash, scribe.now).await?;
    if let Some(account) = accounts::find(tx, id).await? {
        life::step(tx, scribe, &account, Step::SetUp).await?;
    }
    Ok(())
}

async fn staff(app: &App, tx: &mut Tx, scribe: &Scribe<'_>, hash: &str) -> Result<(), DemoError> {
    let house = Participant {
        code: ParticipantCode::staff(),
        name_en: app.config.organisation.name_en.to_string(),
        name_zh: app.config.organisation.name_zh.to_string(),
        category: "clearing-house".to_owned(),
        da_model: "sole".to_owned(),
        mail_domains: Vec::new(),
        call_back: String::new(),
        version: 0,
    };
    participants::put(tx, &house, scribe.now).await?;
    for (user, name_en, name_zh, role) in [
        ("GRACE", "Grace Tam", "譚詠恩", StaffRole::Approver),
        ("HENRY", "Henry Mok", "莫浩然", StaffRole::Operator),
        ("IRIS", "Iris Poon", "潘曉彤", StaffRole::Viewer),
    ] {
        let id = AccountId {
            participant: ParticipantCode::staff(),
            user: UserId::parse(user).unwrap_or_else(|_| unreachable!("letters")),
        };
        let new = Particulars {
            id: id.clone(),
            name_en: name_en.to_owned(),
            name_zh: name_zh.to_owned(),
            da: DaRoles::default(),
            staff_role: Some(role),
            status: Status::Active,
        };
        accounts::add(tx, &new, scribe.now).await?;
        register(tx, scribe, &id).await?;
        set_up(tx, scribe, &id, hash).await?;
    }
    Ok(())
}

/// An activation that is in no mail: its code is printed.
async fn activate(app: &App, tx: &mut Tx, scribe: &Scribe<'_>, id: &AccountId) -> Result<(), DemoError> {
    let Some(address) = accounts::find(tx, id).await?.and_then(|account| account.address) else {
        return Ok(());
    };
    let activation = Activation {
        id: opaque_id(scribe.random),
        account: id.clone(),
        reference: reference(scribe.random),
        address,
        created_at: scribe.now,
        expires_at: scribe.now.plus(*app.config.setup.activation_lifetime),
        used_at: None,
        hand_over: false,
    };
    activations::add(tx, &activation).await?;
    Ok(())
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
