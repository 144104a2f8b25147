//! Firms and users, put in through the product's own use cases.

use domain::{
    account::AccountId,
    address::EmailAddress,
    code::ActivationCode,
    life::{Status, Step},
    password::Password,
    role::{DaRoles, StaffRole},
};
use server::{
    audit::Scribe,
    registration::{invite, life},
    store::{
        accounts::{self, Account, Particulars},
        events::Actor,
        participants::{self, Participant},
    },
};

use super::server::TestServer;

/// The user of most tests.
pub const USER: &str = "CAAA/CAAA001";
/// The mailbox of [`USER`].
pub const ADDRESS: &str = "caaa001@caaa.example";
/// Everybody's password.
pub const PASSWORD: &str = "umber kettle drawn sideways";

pub fn id(account: &str) -> AccountId {
    account.parse().unwrap()
}

/// The mailbox of an account.
pub fn address_of(account: &str) -> String {
    let (participant, user) = account.split_once('/').unwrap();
    format!("{}@{}.example", user.to_lowercase(), participant.to_lowercase())
}

impl TestServer {
    /// A user of the directory, without an address.
    pub async fn add_user(&self, account: &str) -> AccountId {
        self.add_person(account, |_| {}).await
    }

    /// A person of the directory, without an address.
    pub async fn add_person(&self, account: &str, change: impl FnOnce(&mut Particulars)) -> AccountId {
        let id = id(account);
        let code = &id.participant;
        let firm = Participant {
            code: code.clone(),
            name_en: "Kestrel Securities Limited".to_owned(),
            name_zh: "紅隼證券有限公司".to_owned(),
            category: "direct".to_owned(),
            da_model: "pair".to_owned(),
            mail_domains: Vec::new(),
            call_back: String::new(),
            version: 0,
        };
        let mut person = Particulars {
            id: id.clone(),
            name_en: "Chan Tai Man".to_owned(),
            name_zh: "陳大文".to_owned(),
            da: DaRoles::default(),
            staff_role: code.is_staff().then_some(StaffRole::Viewer),
            status: Status::Active,
        };
        change(&mut person);
        let mut tx = self.app.store.begin().await.unwrap();
        participants::put(&mut tx, &firm, self.app.clock.now()).await.unwrap();
        accounts::add(&mut tx, &person, self.app.clock.now()).await.unwrap();
        tx.marks().firm(code.clone(), self.app.clock.now());
        tx.commit().await.unwrap();
        id
    }

    /// Registers the person's address.
    pub async fn register(&self, account: &AccountId) {
        let address = EmailAddress::parse(&address_of(&account.to_string())).unwrap();
        let mut tx = self.app.store.begin().await.unwrap();
        accounts::set_address(&mut tx, account, Some(&address)).await.unwrap();
        let held = accounts::find(&mut tx, account).await.unwrap().unwrap();
        life::step(&mut tx, &self.operator(), &held, Step::Register).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A user with a registered address, and the activation code that the mail to it carries.
    pub async fn invited(&self, account: &str) -> String {
        let id = self.add_user(account).await;
        self.register(&id).await;
        self.invite(account).await
    }

    /// Sends an activation, and gives its code.
    pub async fn invite(&self, account: &str) -> String {
        let activation = invite::again(&self.app, &self.operator(), &id(account)).await.unwrap();
        ActivationCode::derive(&self.app.keys.code, &activation.id).expose().to_owned()
    }

    /// A user who can log in with [`PASSWORD`].
    pub async fn ready(&self, account: &str) -> AccountId {
        self.ready_person(account, |_| {}).await
    }

    /// A person who can log in with [`PASSWORD`].
    pub async fn ready_person(&self, account: &str, change: impl FnOnce(&mut Particulars)) -> AccountId {
        let id = self.add_person(account, change).await;
        self.register(&id).await;
        let hash = self.app.hasher.hash(&Password::typed(PASSWORD), &*self.app.random).await.unwrap();
        let mut tx = self.app.store.begin().await.unwrap();
        accounts::set_password(&mut tx, &id, &hash, self.app.clock.now()).await.unwrap();
        let held = accounts::find(&mut tx, &id).await.unwrap().unwrap();
        life::step(&mut tx, &self.operator(), &held, Step::SetUp).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Puts an account out of use, or into use again.
    pub async fn set_status(&self, account: &AccountId, status: Status) {
        let held = self.account(account).await;
        let person = Particulars {
            id: held.id,
            name_en: held.name_en,
            name_zh: held.name_zh,
            da: held.da,
            staff_role: held.staff_role,
            status,
        };
        let mut tx = self.app.store.begin().await.unwrap();
        accounts::set_particulars(&mut tx, &person).await.unwrap();
        tx.marks().firm(account.participant.clone(), self.app.clock.now());
        tx.commit().await.unwrap();
    }

    /// An account as it stands.
    pub async fn account(&self, account: &AccountId) -> Account {
        let mut reader = self.app.store.reader().await.unwrap();
        accounts::find(&mut reader, account).await.unwrap().unwrap()
    }

    /// The scribe of somebody at the command line.
    pub fn operator(&self) -> Scribe<'_> {
        Scribe::of_command(&self.app, Actor::Operator)
    }
}
