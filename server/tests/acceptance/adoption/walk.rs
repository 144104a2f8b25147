//! A directory in which everything happens that figures follow, in any order.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use data_encoding::BASE64URL_NOPAD;
use domain::{
    account::AccountId,
    address::EmailAddress,
    adoption::Day,
    approval::Change,
    life::{State, Status, Step, has_two_factor},
    password::Password,
    role::{DaRoles, StaffRole},
    schedule::{Blocked, Exception, ExceptionKind},
};
use proptest::prelude::*;
use server::{
    adoption::{self, FirmLine},
    approval::propose::{Proposal, Proposer, propose},
    registration::{import::What, invite, life},
    store::{accounts::Account, requests::Subject},
};
use softcard::{Card, Issuer};

use super::{FIRMS, USERS, everybody};
use crate::support::{
    APPROVER, Backend, Browser, CHECKER, MAKER, Mood, PASSWORD, TestServer, address_of, forge, id, unknown,
};

/// Users whom things happen to.
const USERS_OF_WALK: [&str; 8] = [
    "CAAA/CAAA001",
    "CAAA/CAAA002",
    "CAAA/CAAA003",
    "CAAA/CAAA004",
    "CAAA/CAAA005",
    "CAAB/CAAB001",
    "CAAB/CAAB002",
    "CAAB/CAAB003",
];

const HOUR: Duration = Duration::from_secs(3600);

/// Something that is to happen: what, to whom first, and what else is left to chance.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    what: u32,
    first: u32,
    dice: u32,
}

/// Any history of at most so many turns.
pub fn histories(most: usize) -> impl Strategy<Value = Vec<Turn>> {
    let turn = (0..30_u32, 0..8_u32, any::<u32>()).prop_map(|(what, first, dice)| Turn { what, first, dice });
    proptest::collection::vec(turn, 1..=most)
}

/// A history in which everything gets its turn, again and again.
pub fn whole(turns: u32) -> Vec<Turn> {
    // Any numbers: they only have to be the same each time.
    let dice = |turn: u32| turn.wrapping_mul(2_654_435_761).rotate_left(turn % 32);
    (1..=turns).map(|turn| Turn { what: turn * 7 % 30, first: dice(turn) % 8, dice: dice(!turn) }).collect()
}

/// A firm as it stood when a day ended.
pub type Ended = BTreeMap<Day, Vec<FirmLine>>;

pub struct Walk {
    pub server: TestServer,
    /// What is left to chance in the turn under way.
    dice: Cell<u32>,
    issuer: Issuer,
    maker: Browser,
    checker: Browser,
    pub approver: Browser,
    cards: BTreeMap<String, Card>,
    added: u32,
    /// How all firms stood as each day ended that is over.
    pub ended: Ended,
    /// What was done.
    pub done: BTreeSet<&'static str>,
}

/// Somebody of the directory chooses [`PASSWORD`], without the way there.
pub async fn make_ready(server: &TestServer, account: &str) {
    let id = id(account);
    server.register(&id).await;
    let hash = server.app.hasher.hash(&Password::typed(PASSWORD), &*server.app.random).await.unwrap();
    let mut tx = server.app.store.begin().await.unwrap();
    server::store::accounts::set_password(&mut tx, &id, &hash, server.app.clock.now()).await.unwrap();
    let held = server::store::accounts::find(&mut tx, &id).await.unwrap().unwrap();
    life::step(&mut tx, &server.operator(), &held, Step::SetUp).await.unwrap();
    tx.commit().await.unwrap();
}

impl Walk {
    pub async fn begin(backend: Backend) -> Self {
        let issuer = forge();
        let server = TestServer::trusting(backend, &[&issuer], |config| config.limits.off = true).await;
        server.import(What::Participants, FIRMS.into()).await;
        server.import(What::Users, USERS.into()).await;
        server.staff(APPROVER, StaffRole::Approver).await;
        for account in [MAKER, CHECKER, "CAAA/CAAA001", "CAAA/CAAA002", "CAAB/CAAB001", "CAAB/CAAB002"] {
            make_ready(&server, account).await;
        }
        let (maker, checker) = (server.logged_in(MAKER).await, server.logged_in(CHECKER).await);
        let approver = server.logged_in(APPROVER).await;
        let (dice, cards) = (Cell::new(0), BTreeMap::new());
        let (ended, done) = (BTreeMap::new(), BTreeSet::new());
        Self { server, dice, issuer, maker, checker, approver, cards, added: 0, ended, done }
    }

    fn roll(&self, sides: u32) -> u32 {
        let dice = self.dice.get();
        self.dice.set(dice / sides);
        dice % sides
    }

    /// One thing after the other happens, each with the first that it is possible with; then the day goes on.
    pub async fn go(&mut self, history: &[Turn]) {
        for Turn { what, first, dice } in history {
            self.dice.set(*dice);
            for account in (0..8).map(|place| USERS_OF_WALK[(first + place) as usize % 8]) {
                if let Some(done) = self.step(account, *what).await {
                    self.done.insert(done);
                    break;
                }
            }
        }
        self.wait().await;
        self.server.quiet().await;
    }

    async fn step(&mut self, account: &str, what: u32) -> Option<&'static str> {
        let id = id(account);
        let held = self.server.account(&id).await;
        let active = held.status == Status::Active;
        let able = active && has_two_factor(held.state);
        match what {
            0..=2 => {
                let address = EmailAddress::parse(&address_of(account)).unwrap();
                self.agree(&id, Change::Address { address }).await.then_some("address")
            }
            3..=5 if active => self.set_up(account).await,
            6 | 7 | 28 | 29 if able => {
                self.log_in(account).await;
                Some("login")
            }
            8 if held.state >= State::Ready => self.agree(&id, Change::Reset).await.then_some("reset"),
            9 => self.act(account, "dormant").await,
            10 => self.act(account, "disable").await,
            // Nobody stays out of use for long.
            11 | 12 | 26..=29 if !active => self.agree(&id, Change::Enable).await.then_some("enable"),
            13 => {
                let roles = ["none", "da-maker", "da-checker", "da-maker;da-checker"][self.roll(4) as usize];
                let roles = DaRoles::parse(roles.trim_start_matches("none")).unwrap();
                self.agree(&id, Change::Roles { roles }).await.then_some("roles")
            }
            14 if active && !self.cards.contains_key(account) => Some(self.card(account).await),
            15 if active && self.cards.contains_key(account) => {
                let mut card = self.cards.remove(account).unwrap();
                let browser = self.server.browser();
                browser.card_login(&mut card, account).await;
                self.cards.insert(account.to_owned(), card);
                Some("card login")
            }
            16 => self.act(account, "suspend-card").await,
            12 | 17 => self.agree(&id, Change::RestoreCards).await.then_some("restore"),
            18 => self.agree(&id, Change::RetireCards).await.then_some("retire"),
            19 if able => Some(self.passkey(account).await),
            20 => self.refuse(&held).await,
            21 => Some(self.import(account, &held).await),
            22 => self.agree(&id, Change::RemoveAddress).await.then_some("remove address"),
            23 | 26 | 27 if held.state >= State::Ready => {
                let mut tx = self.server.app.store.begin().await.unwrap();
                life::step(&mut tx, &self.server.operator(), &held, Step::PassTest).await.unwrap();
                tx.commit().await.unwrap();
                Some("test")
            }
            24 => self.except(&id).await,
            25 => {
                self.wait().await;
                Some("time")
            }
            _ => None,
        }
    }

    /// Two people agree on a change to a user. False where it is not possible.
    async fn agree(&self, id: &AccountId, change: Change) -> bool {
        let scribe = self.server.operator();
        let kind = change.kind();
        let changes = vec![(Subject::Account(id.clone()), change)];
        let proposal = Proposal { participant: &id.participant, kind, changes, reason: "as asked", file: "" };
        let Ok(request) = propose(&self.server.app, &scribe, Proposer::Command, proposal).await else { return false };
        let answer = self.approver.press("monitor", &request.id, "approve-all", &[]).await;
        answer.location().contains("done=1")
    }

    /// An administrator of the firm does something alone; of the other firm a colleague does.
    async fn act(&self, account: &str, act: &str) -> Option<&'static str> {
        let (_, user) = account.split_once('/').filter(|(firm, _)| *firm == "CAAA")?;
        let by = if self.roll(2) == 0 { &self.maker } else { &self.checker };
        let fields = [("action", act), ("confirmed", "yes"), ("reason", "left the firm")];
        let answer = by.post(&format!("/portal/users/{user}"), &fields).await;
        let acts = ["dormant", "disable", "suspend-card"];
        acts.into_iter().find(|known| *known == act).filter(|_| answer.location().contains("done=act"))
    }

    /// An activation, a password, a code.
    async fn set_up(&self, account: &str) -> Option<&'static str> {
        let activation = invite::again(&self.server.app, &self.server.operator(), &id(account)).await.ok()?;
        let code = domain::code::ActivationCode::derive(&self.server.app.keys.code, &activation.id);
        let browser = self.server.browser();
        let (participant, user) = account.split_once('/').unwrap();
        let answer = browser.activate(participant, user, code.expose()).await;
        // Whoever holds a card or a passkey is asked for it first: they come no further.
        if answer.status != 303 || browser.follow(&answer).await.heading() != "Choose a password" {
            return None;
        }
        assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
        let code = self.code(account).await;
        (browser.type_code(&code).await.status == 303).then_some("set-up")
    }

    /// The next one-time code; activations are passed over.
    async fn code(&self, account: &str) -> String {
        loop {
            let code = self.server.mails.code_to(&address_of(account)).await;
            if !code.contains('-') {
                return code;
            }
        }
    }

    async fn log_in(&self, account: &str) -> Browser {
        let browser = self.server.browser();
        let (participant, user) = account.split_once('/').unwrap();
        assert_eq!(browser.log_in(participant, user, PASSWORD).await.status, 303, "{account}");
        let answer = browser.type_code(&self.code(account).await).await;
        assert_eq!(answer.status, 303, "{:?}", answer.problems());
        browser
    }

    /// A card of the register, or one that its holder binds.
    async fn card(&mut self, account: &str) -> &'static str {
        if self.roll(2) == 0 {
            let card = self.server.bound(&self.issuer, account).await;
            self.cards.insert(account.to_owned(), card);
            return "bind";
        }
        let card = unknown(self.issuer.card());
        let export = card.exports().remove(0);
        let (participant, user) = account.split_once('/').unwrap();
        let (id, key) = (BASE64URL_NOPAD.encode(&export.credential_id.0), BASE64URL_NOPAD.encode(&export.public_key.0));
        let file = format!(
            "participant_code,user_id,credential_id,public_key,aaguid,transports,counter,label\n\
             {participant},{user},{id},{key},{},usb,{},\n",
            export.aaguid, export.counter
        );
        self.server.import(What::Cards, file.into_bytes()).await;
        self.cards.insert(account.to_owned(), card);
        "import card"
    }

    /// Adds a passkey, or removes one.
    async fn passkey(&self, account: &str) -> &'static str {
        let browser = self.log_in(account).await;
        let held = format!("SELECT id FROM credentials WHERE account = '{account}' AND kind = 'passkey'");
        match self.server.rows(&held).await.concat().first() {
            Some(held) => {
                let fields = [("action", "remove"), ("passkey", held.as_str()), ("current", PASSWORD)];
                assert_eq!(browser.post("/account/passkeys", &fields).await.status, 303);
                "remove passkey"
            }
            None => {
                let answer = browser.add_passkey(&mut Card::passkey(), "Desk").await;
                assert_eq!(answer.status, 303, "{:?}", answer.problems());
                "add passkey"
            }
        }
    }

    /// The mailbox refuses a mail, or takes one again.
    async fn refuse(&self, held: &Account) -> Option<&'static str> {
        self.server.quiet().await;
        let refuses = held.mail_refused_at.is_none();
        self.server.mails.set_mood(if refuses { Mood::Refuses } else { Mood::Takes });
        let sent = invite::again(&self.server.app, &self.server.operator(), &held.id).await.is_ok();
        self.server.app.outbox.ring();
        self.server.quiet().await;
        self.server.mails.set_mood(Mood::Takes);
        sent.then_some(if refuses { "refuse" } else { "take again" })
    }

    /// A file says something else of a user, or has a new one.
    async fn import(&mut self, account: &str, held: &Account) -> &'static str {
        let status = Status::ALL[self.roll(3) as usize];
        let header = USERS.lines().next().unwrap();
        let (participant, user) = account.split_once('/').unwrap();
        let (user, done) = if self.roll(3) == 0 {
            self.added += 1;
            (format!("NEW{}", self.added), "import new")
        } else {
            (user.to_owned(), "import change")
        };
        let roles = ["", "da-maker"][self.roll(2) as usize];
        let name = &held.name_en;
        let file = format!("{header}\n{participant},{user},{name},,{roles},{status}\n");
        self.server.import(What::Users, file.into_bytes()).await;
        done
    }

    /// Somebody may check what they made, or keeps their card, for some days.
    async fn except(&self, id: &AccountId) -> Option<&'static str> {
        let now = self.server.app.clock.now();
        if self.roll(2) == 0 {
            let until = Some(now.plus(HOUR * (1 + self.roll(48))));
            return self.agree(id, Change::Sole { until }).await.then_some("sole");
        }
        let exception = Exception { kind: ExceptionKind::Extension, from: now, until: now.plus(HOUR * 30) };
        self.agree(id, Change::Exception { exception, blocked: Blocked::default() }).await.then_some("exception")
    }

    /// Some hours pass. How everything stood at midnight is remembered.
    pub async fn wait(&mut self) {
        self.server.quiet().await;
        let (today, stand) = (Day::of(self.server.app.clock.now()), everybody(&self.server, None).await);
        self.server.advance(HOUR * (1 + self.roll(20)));
        if Day::of(self.server.app.clock.now()) > today {
            self.ended.insert(today, stand);
        }
        adoption::end_sole(&self.server.app).await.unwrap();
        // Sessions may have ended while nobody was there.
        self.maker = self.server.logged_in(MAKER).await;
        self.checker = self.server.logged_in(CHECKER).await;
        self.approver = self.server.logged_in(APPROVER).await;
    }
}
