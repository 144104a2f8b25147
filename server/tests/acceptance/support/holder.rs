//! Holders of smartcards and passkeys, as far as a server can tell: the card answers what the page asks.

use domain::{account::AccountId, card::CardState, code::ActivationCode, life::Status, time::Instant};
use serde_json::Value;
use server::{
    config::Config,
    random::opaque_id,
    store::{
        bindings::{self, Binding},
        credentials::{self, Credential, Kind},
    },
};
use softcard::{Card, Export, Flaws, Issuer};
use webauthn_rs::prelude::{
    AttestationFormat, AttestationMetadata, COSEKey, Credential as Key, ParsedAttestation, ParsedAttestationData,
};
use webauthn_rs_core::proto::{RegisteredExtensions, UserVerificationPolicy};

use super::{
    Answer, Backend, Browser, TestServer,
    people::{PASSWORD, id},
    server::PUBLIC_URL,
};

/// An issuer of cards that go wrong in every way.
pub fn forge() -> Issuer {
    Issuer::new(softcard::Kind::Forge).unwrap()
}

/// Lets servers bind the cards of these issuers.
pub fn trust(config: &mut Config, issuers: &[&Issuer]) {
    let entries = issuers.iter().enumerate().map(|(place, issuer)| {
        let file = format!("issuer-{place}.pem");
        std::fs::write(config.folder.join(&file), issuer.certificate_pem()).unwrap();
        format!("{file}#{}", issuer.aaguid()).as_str().into()
    });
    config.smartcard.attestation_ca = entries.collect::<Vec<_>>().into();
}

/// A card that was made for this address, and that no server knows.
pub fn unknown(mut card: Card) -> Card {
    let options = serde_json::json!({
        "rp": { "id": "localhost", "name": "Harbour Clearing" },
        "user": { "id": "AAECAwQFBgcICQoLDA0ODw", "name": "CAAA/CAAA001", "displayName": "Chan Tai Man" },
        "challenge": "AAECAwQFBgcICQoLDA0ODw",
        "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }],
        "authenticatorSelection": { "residentKey": "required" },
        "attestation": "direct",
    });
    card.create(PUBLIC_URL, &options, &Flaws::default()).unwrap();
    card
}

/// What a page asks card or passkey.
#[derive(Clone, Debug)]
pub struct Question {
    /// The page's URL, to which its form posts.
    pub page: String,
    pub tag: String,
    pub options: Value,
    /// The page itself.
    pub answer: Answer,
}

impl Question {
    /// What a program asks that does not care whose card it is.
    pub fn of_anybody(&self) -> Value {
        let mut options = self.options.clone();
        options["allowCredentials"] = Value::Array(Vec::new());
        options
    }

    /// The card's answer to a request for one that is known.
    pub fn signed(&self, card: &mut Card, flaws: &Flaws) -> Value {
        card.get(PUBLIC_URL, &self.options, flaws).unwrap()
    }

    /// The same of a card that was not asked.
    pub fn signed_unasked(&self, card: &mut Card, flaws: &Flaws) -> Value {
        card.get(PUBLIC_URL, &self.of_anybody(), flaws).unwrap()
    }

    /// The card's answer to a request for a new credential.
    pub fn made(&self, card: &mut Card, flaws: &Flaws) -> Value {
        card.create(PUBLIC_URL, &self.options, flaws).unwrap()
    }
}

impl Browser {
    /// Goes to the page that asks card or passkey, and reads what it asks.
    pub async fn question(&self, begun: &Answer) -> Question {
        assert_eq!(begun.status, 303, "{:?}", begun.problems());
        let page = begun.location().to_owned();
        let answer = self.get(&page).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.words());
        let options = answer.island()["options"].as_str().unwrap().parse().unwrap();
        Question { tag: answer.hidden("ceremony").unwrap(), page, options, answer }
    }

    /// Sends what card or passkey answered, as the page's form does.
    pub async fn answer(&self, question: &Question, credential: &Value) -> Answer {
        self.answer_at(&question.page, &question.tag, credential).await
    }

    /// Sends what card or passkey answered, to a page of the sender's choice.
    pub async fn answer_at(&self, page: &str, tag: &str, credential: &Value) -> Answer {
        let answer = self.post(page, &[("ceremony", tag), ("credential", &credential.to_string())]).await;
        self.note(&answer);
        answer
    }

    /// The first step of a login by card; without names for a card that finds its holder by itself.
    pub async fn ask_card(&self, account: &str) -> Answer {
        let (participant, user) = account.split_once('/').unwrap_or_default();
        self.post("/login/smartcard", &[("participant", participant), ("user", user), ("action", "read")]).await
    }

    /// The page that asks for the card of `account`.
    pub async fn card_question(&self, account: &str) -> Question {
        self.question(&self.ask_card(account).await).await
    }

    /// A whole login by card.
    pub async fn card_login(&self, card: &mut Card, account: &str) -> Answer {
        let question = self.card_question(account).await;
        self.answer(&question, &question.signed(card, &Flaws::default())).await
    }

    /// "Set up two-factor login now", by somebody who is logged in by card.
    pub async fn begin_set_up(&self) -> Answer {
        let answer = self.post("/setup", &[("action", "card")]).await;
        self.note(&answer);
        answer
    }

    /// The first step of binding a card.
    pub async fn ask_binding(&self, account: &str, code: &str) -> Answer {
        let (participant, user) = account.split_once('/').unwrap_or_default();
        let fields = [("participant", participant), ("user", user), ("binding", code), ("action", "bind")];
        self.post("/login/smartcard?bind=1", &fields).await
    }

    /// Binds a card, whatever is wrong with it.
    pub async fn bind_card(&self, card: &mut Card, account: &str, code: &str, flaws: &Flaws) -> Answer {
        let question = self.question(&self.ask_binding(account, code).await).await;
        self.answer(&question, &question.made(card, flaws)).await
    }

    /// The first step of adding a passkey.
    pub async fn ask_passkey(&self, name: &str, password: &str) -> Answer {
        self.post("/account/passkeys", &[("action", "add"), ("name", name), ("current", password)]).await
    }

    /// Adds a passkey to one's own account, by everybody's password.
    pub async fn add_passkey(&self, passkey: &mut Card, name: &str) -> Answer {
        let question = self.question(&self.ask_passkey(name, PASSWORD).await).await;
        self.answer(&question, &question.made(passkey, &Flaws::default())).await
    }

    /// The page that asks for a passkey.
    pub async fn passkey_question(&self) -> Question {
        self.question(&self.post("/login/passkey", &[("action", "begin")]).await).await
    }

    /// A whole login by passkey.
    pub async fn passkey_login(&self, passkey: &mut Card) -> Answer {
        let question = self.passkey_question().await;
        self.answer(&question, &question.signed(passkey, &Flaws::default())).await
    }
}

impl TestServer {
    /// An instance that binds the cards of these issuers.
    pub async fn trusting(backend: Backend, issuers: &[&Issuer], change: impl FnOnce(&mut Config)) -> Self {
        Self::with(backend, |config| {
            trust(config, issuers);
            change(config);
        })
        .await
    }

    /// A code with which `account` may bind a card for a day.
    pub async fn binding_code(&self, account: &str) -> String {
        let request = opaque_id(&*self.app.random);
        let participant = id(account).participant;
        self.meddle(&format!(
            "INSERT INTO requests (id, participant, kind, origin, maker, reason, file, hash, rows_all, rows_waiting,
                                   revision, created_at, expires_at, settled_at)
             VALUES ('{request}', '{participant}', 'bind-card', 'staff', 'operator', '', '', '', 1, 0, 1, 0, 0, 0)"
        ))
        .await;
        let now = self.app.clock.now();
        let binding = Binding {
            id: opaque_id(&*self.app.random),
            account: id(account),
            request,
            created_at: now,
            expires_at: now.plus(std::time::Duration::from_secs(86_400)),
            used_at: None,
        };
        let mut tx = self.app.store.begin().await.unwrap();
        bindings::issue(&mut tx, &binding).await.unwrap();
        tx.commit().await.unwrap();
        ActivationCode::binding(&self.app.keys.code, &binding.id).expose().to_owned()
    }

    /// A card of this issuer, bound to `account`.
    pub async fn bound(&self, issuer: &Issuer, account: &str) -> Card {
        let mut card = issuer.card();
        let code = self.binding_code(account).await;
        let answer = self.browser().bind_card(&mut card, account, &code, &Flaws::default()).await;
        answer.assert_sees("/login/smartcard?bound=1");
        card
    }

    /// A card of this issuer that a card-management system made for `account`, and that was imported.
    pub async fn imported(&self, issuer: &Issuer, account: &str) -> Card {
        let card = unknown(issuer.card());
        let export = card.exports().remove(0);
        let now = self.app.clock.now();
        self.import_card(&id(account), &export, now).await;
        card
    }

    async fn import_card(&self, account: &AccountId, export: &Export, now: Instant) {
        let public_key: serde_cbor_2::Value = serde_cbor_2::from_slice(&export.public_key.0).unwrap();
        let key = Key {
            cred_id: export.credential_id.0.clone(),
            cred: COSEKey::try_from(&public_key).unwrap(),
            counter: export.counter,
            transports: None,
            user_verified: true,
            backup_eligible: false,
            backup_state: false,
            registration_policy: UserVerificationPolicy::Required,
            extensions: RegisteredExtensions::none(),
            attestation: ParsedAttestation { data: ParsedAttestationData::None, metadata: AttestationMetadata::None },
            attestation_format: AttestationFormat::None,
        };
        let card = Credential {
            id: data_encoding::BASE64URL_NOPAD.encode(&export.credential_id.0),
            account: account.clone(),
            kind: Kind::Card,
            name: "0012 3456".to_owned(),
            key: serde_json::to_string(&key).unwrap(),
            aaguid: export.aaguid.to_string(),
            transports: Vec::new(),
            counter: export.counter,
            state: CardState::Issued,
            created_at: now,
            changed_at: now,
            last_used_at: None,
        };
        let mut tx = self.app.store.begin().await.unwrap();
        credentials::add(&mut tx, &card).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Moves every card of `account` to `state`.
    pub async fn move_cards(&self, account: &str, state: CardState) {
        let mut tx = self.app.store.begin().await.unwrap();
        credentials::move_cards(&mut tx, &id(account), &CardState::ALL, state, self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Somebody who can log in and has a passkey, and the browser in which it was added.
    pub async fn with_passkey(&self, account: &str) -> (Card, Browser) {
        if self.count(&format!("SELECT COUNT(*) FROM accounts WHERE account = '{account}'")).await == 0 {
            self.ready(account).await;
        }
        let browser = self.logged_in(account).await;
        let mut passkey = Card::passkey();
        browser.add_passkey(&mut passkey, "Desk").await.assert_sees("/account/passkeys?notice=added");
        (passkey, browser)
    }

    /// Events of `kind`, oldest first: the account, and what is said of it.
    pub async fn told(&self, kind: &str) -> Vec<(String, Value)> {
        self.rows(&format!("SELECT account, detail FROM events WHERE kind = '{kind}' ORDER BY at, id"))
            .await
            .into_iter()
            .map(|row| (row[0].clone(), row[1].parse().unwrap()))
            .collect()
    }

    /// Everything that the database holds besides its own journal: what a refusal leaves as it was.
    pub async fn held(&self) -> String {
        let journal = ["events:", "ceremonies:", "seals:", "budgets:", "marks:"];
        let dump = self.dump().await;
        dump.lines().filter(|line| !journal.iter().any(|table| line.starts_with(table))).collect::<Vec<_>>().join("\n")
    }

    /// Puts an account out of use.
    pub async fn disable(&self, account: &str) {
        self.set_status(&id(account), Status::Disabled).await;
    }
}
