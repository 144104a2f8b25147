//! What users do by the thousand, written in bulk: what their steps leave behind in the tables that stay, and none of
//! the sessions, logins and budgets that are forgotten within days. A test plays the same script through the steps
//! themselves and compares.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use domain::{
    account::AccountId,
    card::Proof,
    connectivity::{Check, Finding, Findings, Latency, Reason},
    life::Step,
    method::Method,
    phase::Door,
    time::Instant,
};
use serde_json::{Value, json};

use super::{
    DemoError,
    dice::mix,
    files,
    past::Past,
    plan::{
        Plan,
        day::{Act, Deed},
    },
};
use crate::{
    app::App,
    audit::Scribe,
    connectivity::{
        record,
        run::{Run, Seen},
    },
    guide,
    login::challenge::Untried,
    mail::{self, Kind},
    random::{opaque_id, reference, sortable_id},
    registration::life,
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        activations, credentials,
        directory::{self, BATCH},
        events::{Actor, Event},
        guides,
        outbox::{self, Letter},
    },
};

/// Acts of one transaction.
const AT_ONCE: usize = 5_000;

/// Who plays what users do.
pub trait Crowd {
    /// Plays the acts of a day, in order of time.
    ///
    /// # Errors
    /// When the database does not take it.
    fn play(&mut self, past: &Past, plan: &Plan, acts: &[Act]) -> impl Future<Output = Result<(), DemoError>>;
}

/// The crowd of a demonstration.
#[derive(Debug)]
pub struct InBulk {
    /// The hash of a password that nobody knows.
    unknown: String,
    /// The hash of the one that is printed, and whose it is.
    known: (String, HashSet<AccountId>),
    /// How often each card and each passkey was used.
    uses: HashMap<(u32, credentials::Kind), u32>,
}

impl InBulk {
    /// A crowd whose passwords nobody knows, but for those of `cast`.
    pub fn new(unknown: String, known: String, cast: HashSet<AccountId>) -> Self {
        Self { unknown, known: (known, cast), uses: HashMap::new() }
    }
}

impl Crowd for InBulk {
    async fn play(&mut self, past: &Past, plan: &Plan, acts: &[Act]) -> Result<(), DemoError> {
        for some in acts.chunks(AT_ONCE) {
            let mut tx = past.app.store.begin().await?;
            let document = guide::document(&mut tx, GUIDE).await?.map(|document| document.version);
            let mut rest = some;
            while !rest.is_empty() {
                // Each sees what their own last act left behind.
                let mut seen = HashSet::new();
                let many = rest.iter().take(BATCH).take_while(|act| seen.insert(act.who)).count();
                let (batch, later) = rest.split_at(many);
                self.write(&past.app, &mut tx, plan, batch, document.as_deref()).await?;
                rest = later;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

/// The document that users acknowledge.
pub const GUIDE: &str = "two-factor-login";

/// How long after its first step a step is taken.
const CODE_ASKED: Duration = Duration::from_secs(35);
const CODE_TYPED: Duration = Duration::from_secs(75);
/// When the code of a test that fails has been waited for in vain.
pub const GIVEN_UP: Duration = Duration::from_secs(11 * 60);

/// Rows that wait to be written together.
#[derive(Default)]
struct Rows {
    events: Vec<(&'static str, Instant, AccountId, Actor, Value, String)>,
    letters: Vec<Letter>,
}

impl Rows {
    fn tell(&mut self, scribe: &Scribe<'_>, kind: &'static str, account: &AccountId, detail: Value) {
        let id = sortable_id(scribe.now, scribe.random);
        self.events.push((kind, scribe.now, account.clone(), scribe.actor.clone(), detail, id));
    }

    /// A code is asked for: gives what its mail is about, and its reference.
    fn ask(&mut self, app: &App, scribe: &Scribe<'_>, account: &AccountId) -> (String, String) {
        let (tag, reference) = (opaque_id(scribe.random), reference(scribe.random).to_string());
        self.tell(scribe, "code.sent", account, json!({ "reference": reference }));
        let useless_at = scribe.now.plus(*app.config.login.code_lifetime);
        self.letters.push(mail::outbox::letter(scribe, Kind::Code, account, &tag, useless_at));
        (tag, reference)
    }

    async fn write(self, tx: &mut Tx) -> Result<(), StoreError> {
        let mut events = Vec::with_capacity(BATCH);
        for (kind, at, account, actor, detail, id) in &self.events {
            if events.len() == BATCH {
                directory::append_events(tx, std::mem::take(&mut events)).await?;
            }
            let (participant, account) = (Some(&account.participant), Some(account));
            let (id, actor, detail) = (id.clone(), actor.clone(), detail.clone());
            events.push(Event { id, at: *at, kind, participant, account, actor, request: None, detail });
        }
        directory::append_events(tx, events).await?;
        outbox::add_all(tx, &self.letters).await
    }
}

impl InBulk {
    async fn write(
        &mut self,
        app: &App,
        tx: &mut Tx,
        plan: &Plan,
        batch: &[Act],
        document: Option<&str>,
    ) -> Result<(), DemoError> {
        let ids: Vec<AccountId> = batch.iter().map(|act| plan.id(act.who)).collect();
        let held = directory::accounts(tx, &ids.iter().collect::<Vec<_>>()).await?;
        let mut rows = Rows::default();
        for (act, id) in batch.iter().zip(&ids) {
            let Some(account) = held.get(id) else { continue };
            let scribe = |after: Duration, actor: Actor| Scribe {
                now: act.at.plus(after),
                actor,
                request: None,
                random: &*app.random,
            };
            let own = |after| scribe(after, Actor::Account(id.clone()));
            match act.deed {
                Deed::SetUp => {
                    let proof = if plan.person(act.who).card { Proof::Card } else { Proof::Mailbox };
                    rows.tell(&own(Duration::ZERO), "setup.begun", id, json!({ "proof": proof.name() }));
                    rows.ask(app, &own(CODE_ASKED), id);
                    self.set_up(tx, &own(CODE_TYPED), account, proof).await?;
                    let detail = json!({ "sessions ended": 0, "proof": proof.name() });
                    rows.tell(&own(CODE_TYPED), "setup.completed", id, detail);
                }
                Deed::Passes => {
                    let (tag, _) = rows.ask(app, &scribe(Duration::ZERO, Actor::Anonymous), id);
                    life::step(tx, &own(CODE_TYPED), account, Step::PassTest).await?;
                    let mut findings = findings(|_| "pass");
                    let latency = Latency { relay: Some(Duration::from_secs(3)), typed: Some(CODE_TYPED) };
                    findings.note(Check::Mail, latency.finding(*app.config.login.code_lifetime));
                    findings.note(Check::Login, Finding::Pass);
                    let label = browser(act.who);
                    record::keep(tx, &own(CODE_TYPED), &tag, id, label, findings, latency).await?;
                }
                Deed::Fails(reason) => {
                    let (scribe, result, mut findings) = if reason.check() == Check::Mail {
                        let (tag, reference) = rows.ask(app, &scribe(Duration::ZERO, Actor::Anonymous), id);
                        let given_up = scribe(GIVEN_UP, Actor::Anonymous);
                        if reason != Reason::MailMissing {
                            // The mail came, too late for its code.
                            let detail = json!({ "why": Untried::Expired.name(), "reference": reference });
                            rows.tell(&given_up, "code.refused", id, detail);
                        }
                        (given_up, tag, findings(|_| "pass"))
                    } else {
                        let mut findings = findings(|check| seen_without(reason, check));
                        if plan.person(act.who).card {
                            findings.note(Check::Card, Finding::Pass);
                        }
                        (own(Duration::ZERO), opaque_id(&*app.random), findings)
                    };
                    if reason.check() == Check::Mail {
                        findings.fault(reason);
                    }
                    let (label, latency) = (browser(act.who), Latency::default());
                    record::keep(tx, &scribe, &result, id, label, findings, latency).await?;
                }
                Deed::LogsIn(method) => {
                    let mailed = method == Method::TwoFactor;
                    if mailed {
                        rows.ask(app, &scribe(Duration::ZERO, Actor::Anonymous), id);
                    }
                    let scribe = own(if mailed { CODE_TYPED } else { Duration::ZERO });
                    self.note_use(tx, plan, act.who, method, scribe.now).await?;
                    accounts::note_login(tx, id, method, scribe.now).await?;
                    let number = plan.calendar.number(domain::adoption::Day::of(act.at)).unwrap_or_default();
                    let terminal = method.door(plan.phase(act.who, number), account.standing()) == Door::Terminal;
                    if terminal && method.shows_two_factor() {
                        life::step(tx, &scribe, account, Step::UseTwoFactor).await?;
                    }
                    let mut detail = json!({ "method": method.name(), "terminal": terminal });
                    if account.last_login.is_none() {
                        detail["first"] = json!(true);
                    }
                    rows.tell(&scribe, "login.completed", id, detail);
                }
                Deed::Reads => {
                    let Some(version) = document else { continue };
                    let scribe = own(Duration::ZERO);
                    if guides::acknowledge(tx, GUIDE, version, &id.to_string(), id, scribe.now).await? {
                        let detail = json!({ "document": GUIDE, "edition": version, "for": "user" });
                        rows.tell(&scribe, "guide.acknowledged", id, detail);
                    }
                }
            }
        }
        Ok(rows.write(tx).await?)
    }

    /// What completing a set-up leaves behind of the account.
    async fn set_up(
        &self,
        tx: &mut Tx,
        scribe: &Scribe<'_>,
        account: &Account,
        proof: Proof,
    ) -> Result<(), StoreError> {
        let id = &account.id;
        match activations::find_open(tx, id).await?.filter(|_| proof == Proof::Mailbox) {
            Some(open) => drop(activations::complete(tx, &open.id, scribe.now).await?),
            None => activations::revoke_open(tx, id, scribe.now).await?,
        }
        let (known, cast) = &self.known;
        let hash = if cast.contains(id) { known } else { &self.unknown };
        accounts::set_password(tx, id, hash, scribe.now).await?;
        accounts::set_proof(tx, id, proof).await?;
        accounts::set_awaits(tx, id, false).await?;
        life::step(tx, scribe, account, Step::SetUp).await?;
        Ok(())
    }

    /// Moves the counter of the card or passkey that somebody logs in by.
    async fn note_use(
        &mut self,
        tx: &mut Tx,
        plan: &Plan,
        who: u32,
        method: Method,
        now: Instant,
    ) -> Result<(), StoreError> {
        let kind = match method {
            Method::Smartcard => credentials::Kind::Card,
            Method::Passkey => credentials::Kind::Passkey,
            _ => return Ok(()),
        };
        let uses = self.uses.entry((who, kind)).or_default();
        credentials::note_use(tx, &files::credential(plan, who, kind), *uses, *uses + 1, now).await?;
        *uses += 1;
        Ok(())
    }
}

/// What a run of the connectivity test finds in a browser that says `told` of itself.
fn findings(told: impl Fn(Check) -> &'static str) -> Findings {
    run(told).findings(None)
}

/// A run in a browser that says `told` of itself.
pub fn run(told: impl Fn(Check) -> &'static str) -> Run {
    let seen = Seen { encrypted: true, cookie: true };
    Run::of(true, seen, |name| Check::ALL.into_iter().find(|check| check.name() == name).map_or("", &told))
}

/// What a browser says of itself that fails for `reason`.
pub fn seen_without(reason: Reason, check: Check) -> &'static str {
    match reason {
        Reason::JavaScriptOff => "",
        Reason::WebAssemblyOff if check == Check::WebAssembly => "",
        _ => "pass",
    }
}

/// The browser that a user has.
pub fn browser(who: u32) -> &'static str {
    ["Edge on Windows", "Edge on Windows", "Chrome on Windows", "Chrome on macOS", "Firefox on Windows"]
        [mix(u64::from(who), 0, 0) as usize % 5]
}
