//! Smartcards and passkeys, in every state.

use std::time::Duration;

use app::{
    ports::{
        Chrome,
        account::{Account, SessionRow},
        card::{BindingProblem, CardBinding, CardLogin, CardProblem, CardRow, SetUpReminder},
        ceremony::{Ceremony, CeremonyRefusal, Purpose},
        login::{PasswordForm, PasswordRefusal},
        passkey::{PasskeyForm, PasskeyNotice, PasskeyProblem, PasskeyRow, Passkeys, WhyNone},
        setup::{ActivationForm, ActivationRefusal, Setup},
    },
    render::Page,
};
use domain::{
    card::CardState,
    language::Language,
    method::Method,
    phase::{Phase, Rule},
    time::Instant,
};

use super::{Exhibit, chrome, firm, now, person};

const REFUSALS: [(&str, CeremonyRefusal); 13] = [
    ("over", CeremonyRefusal::Over),
    ("unknown", CeremonyRefusal::Unknown),
    ("other-user", CeremonyRefusal::OtherUser),
    ("suspended", CeremonyRefusal::Suspended),
    ("retired", CeremonyRefusal::Retired),
    ("not-verified", CeremonyRefusal::NotVerified),
    ("copied", CeremonyRefusal::Copied),
    ("not-genuine", CeremonyRefusal::NotGenuine),
    ("untrusted", CeremonyRefusal::Untrusted),
    ("synced", CeremonyRefusal::Synced),
    ("held-already", CeremonyRefusal::HeldAlready),
    ("not-allowed", CeremonyRefusal::NotAllowed),
    ("closed", CeremonyRefusal::Closed),
];

fn ago(days: i64) -> Instant {
    Instant::from_millis(now().as_millis() - days * 86_400_000)
}

fn card_login(rule: Rule, problem: Option<CardProblem>) -> CardLogin {
    CardLogin {
        participant: "CAAA".to_owned(),
        user: "CAAA001".to_owned(),
        return_to: Some("/account".to_owned()),
        rule,
        extensions: false,
        certificate_url: Some("https://card.clearing.example/".to_owned()),
        problem,
        bound: false,
    }
}

fn binding(problem: Option<BindingProblem>) -> CardBinding {
    CardBinding {
        participant: "CAAA".to_owned(),
        user: "CAAA001".to_owned(),
        code: "7K3M-Q2XA".to_owned(),
        demonstration: false,
        problem,
    }
}

fn ceremony(purpose: Purpose) -> Ceremony {
    let asked = if purpose.creates() {
        r#"{"rp":{"name":"Harbour"},"user":{"id":"AAAA","name":"CAAA/CAAA001","displayName":"Chan"},"challenge":"AAAA","pubKeyCredParams":[]}"#
    } else {
        r#"{"challenge":"AAAA","userVerification":"required"}"#
    };
    Ceremony {
        tag: "q7h3".to_owned(),
        purpose,
        options: asked.to_owned(),
        account: Some("CAAA/CAAA001".to_owned()),
        expires_at: now().plus(Duration::from_secs(300)),
        demonstration: false,
    }
}

fn passkey(language: Language, id: &str, days: i64, last_used: Option<Instant>) -> PasskeyRow {
    let name = match language {
        Language::En => "Windows Hello on my desk",
        Language::ZhHk => "辦公桌上的電腦",
    };
    PasskeyRow { id: id.to_owned(), name: name.to_owned(), created_at: ago(days), last_used }
}

fn card(name: &str, state: CardState, certificate: bool) -> CardRow {
    let last_used = (state == CardState::Bound).then(|| ago(1));
    CardRow { name: name.to_owned(), state, since: ago(400), last_used, certificate }
}

/// Every page about smartcards and passkeys in every state, in one language.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let mut add = |name: &str, chrome: Chrome, page: Page| {
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };
    let usual = Phase::ParallelRun;

    let at_card = || chrome(language, "/login/smartcard", usual);
    let first = CardLogin {
        participant: String::new(),
        user: String::new(),
        return_to: None,
        certificate_url: None,
        ..card_login(Rule::Yes, None)
    };
    add("card", at_card(), Page::CardLogin(first));
    add("card-typed", at_card(), Page::CardLogin(card_login(Rule::Yes, None)));
    let extended = CardLogin { extensions: true, ..card_login(Rule::No, None) };
    add("card-extensions", at_card(), Page::CardLogin(extended));
    add("card-bound", at_card(), Page::CardLogin(CardLogin { bound: true, ..card_login(Rule::Yes, None) }));
    let ended = chrome(language, "/login/smartcard", Phase::TwoFactorOnly);
    add("card-ended", ended, Page::CardLogin(card_login(Rule::No, None)));
    for (name, problem) in [
        ("half-participant", CardProblem::Half { participant: true }),
        ("half-user", CardProblem::Half { participant: false }),
        ("no-such-names", CardProblem::NoSuchNames),
        ("unavailable", CardProblem::Unavailable),
    ] {
        add(&format!("card-{name}"), at_card(), Page::CardLogin(card_login(Rule::Yes, Some(problem))));
    }
    for (name, refusal) in REFUSALS {
        let problem = Some(CardProblem::Refused(refusal));
        add(&format!("card-refused-{name}"), at_card(), Page::CardLogin(card_login(Rule::Yes, problem)));
    }

    let at_binding = || chrome(language, "/login/smartcard?bind=1", usual);
    add("binding", at_binding(), Page::CardBinding(CardBinding::default()));
    let demonstration = CardBinding { demonstration: true, ..CardBinding::default() };
    add("binding-demonstration", at_binding(), Page::CardBinding(demonstration));
    for (name, problem) in [
        ("missing", BindingProblem::Missing { participant: true, user: true, code: true }),
        ("shape", BindingProblem::Shape),
        ("refused", BindingProblem::Refused),
        ("until", BindingProblem::ClosedUntil(now().plus(Duration::from_secs(3000)))),
        ("ended", BindingProblem::Closed),
        ("unavailable", BindingProblem::Unavailable),
    ] {
        add(&format!("binding-{name}"), at_binding(), Page::CardBinding(binding(Some(problem))));
    }
    for (name, refusal) in REFUSALS {
        let page = Page::CardBinding(binding(Some(BindingProblem::Card(refusal))));
        add(&format!("binding-refused-{name}"), at_binding(), page);
    }

    let signed_in = |here: &str| Chrome {
        signed_in: Some(person(language, "CAAA/CAAA001", false, false)),
        ..chrome(language, here, usual)
    };
    for (name, here, purpose) in [
        ("card", "/login/smartcard?ceremony=q7h3", Purpose::CardLogin),
        ("binding", "/login/smartcard?ceremony=q7h3", Purpose::CardBinding),
        ("passkey", "/login/passkey?ceremony=q7h3", Purpose::PasskeyLogin),
    ] {
        add(&format!("ceremony-{name}"), chrome(language, here, usual), Page::Ceremony(ceremony(purpose)));
    }
    let nobody = Ceremony { account: None, demonstration: true, ..ceremony(Purpose::CardBinding) };
    add("ceremony-demonstration", at_binding(), Page::Ceremony(nobody));
    add(
        "ceremony-adding",
        signed_in("/account/passkeys?ceremony=q7h3"),
        Page::Ceremony(ceremony(Purpose::PasskeyAdding)),
    );
    let at_proof = chrome(language, "/setup?ceremony=q7h3", usual);
    add("setup-proof", at_proof, Page::Setup(Setup::Proof(ceremony(Purpose::Proof))));
    for (name, refusal) in REFUSALS {
        let form = ActivationForm {
            participant: "CAAA".to_owned(),
            user: "CAAA001".to_owned(),
            problem: Some(ActivationRefusal::Proof(refusal)),
            ..ActivationForm::default()
        };
        let page = Page::Setup(Setup::Activation(form));
        add(&format!("setup-proof-refused-{name}"), chrome(language, "/setup", usual), page);
    }

    let login = |problem| {
        Page::Login(PasswordForm {
            passkeys: true,
            return_to: Some("/account".to_owned()),
            problem,
            ..PasswordForm::default()
        })
    };
    add("login-passkeys", chrome(language, "/login", usual), login(None));
    for (name, refusal) in REFUSALS {
        let page = login(Some(PasswordRefusal::Passkey(refusal)));
        add(&format!("login-passkey-{name}"), chrome(language, "/login", usual), page);
    }

    let account = Account {
        firm: firm(language),
        masked_address: "s•••@kestrel-001.example".to_owned(),
        password_since: Some(ago(30)),
        cards: vec![
            card("HSC-0004711", CardState::Retired, true),
            card("HSC-0009001", CardState::Suspended, false),
            card("HSC-0009002", CardState::Bound, false),
            card("CN=CAAA001,O=Kestrel Futures Limited,C=HK", CardState::Issued, true),
        ],
        passkeys: vec![passkey(language, "p1", 20, Some(ago(1))), passkey(language, "p2", 3, None)],
        may_have_passkeys: true,
        may_set_up: false,
        may_test: false,
        last_login: Some((ago(1), Method::Passkey)),
        failures_since: 0,
        guides: 0,
        sessions: vec![SessionRow {
            id: "s1".to_owned(),
            current: true,
            method: Method::X509,
            opened_at: ago(0),
            last_seen_at: ago(0),
            browser: "Edge on Windows".to_owned(),
        }],
        terminal: true,
        notice: None,
    };
    add("account-cards", signed_in("/account"), Page::Account(account.clone()));
    let by_card = Account {
        password_since: None,
        cards: vec![card("HSC-0009002", CardState::Bound, false)],
        passkeys: vec![],
        may_have_passkeys: false,
        may_set_up: true,
        may_test: false,
        last_login: Some((ago(1), Method::Smartcard)),
        failures_since: 2,
        ..account
    };
    add("account-by-card", signed_in("/account"), Page::Account(by_card.clone()));
    let no_address = Account { masked_address: String::new(), may_set_up: false, ..by_card };
    add("account-no-address", signed_in("/account"), Page::Account(no_address));

    let at_passkeys = || signed_in("/account/passkeys");
    let some = Passkeys {
        passkeys: vec![passkey(language, "p1", 20, Some(ago(1))), passkey(language, "p2", 3, None)],
        username: "CAAA/CAAA001".to_owned(),
        name: "Edge on Windows, 22 November 2026".to_owned(),
        ..Passkeys::default()
    };
    let with = |form, problem| Passkeys { problem: Some((form, problem)), ..some.clone() };
    let of = || PasskeyForm::Of("p2".to_owned());
    add("passkeys", at_passkeys(), Page::Passkeys(some.clone()));
    add("passkeys-none", at_passkeys(), Page::Passkeys(Passkeys { passkeys: vec![], ..some.clone() }));
    for (name, notice) in
        [("added", PasskeyNotice::Added), ("renamed", PasskeyNotice::Renamed), ("removed", PasskeyNotice::Removed)]
    {
        let page = Page::Passkeys(Passkeys { notice: Some(notice), ..some.clone() });
        add(&format!("passkeys-{name}"), at_passkeys(), page);
    }
    for (name, why) in [
        ("not-ready", WhyNone::NotReady),
        ("policy", WhyNone::Policy),
        ("too-many", WhyNone::TooMany),
        ("unavailable", WhyNone::Unavailable),
    ] {
        let page = Page::Passkeys(Passkeys { may_add: Some(why), ..some.clone() });
        add(&format!("passkeys-{name}"), at_passkeys(), page);
    }
    let later = now().plus(Duration::from_secs(3000));
    for (name, form, problem) in [
        ("add-name-missing", PasskeyForm::Add, PasskeyProblem::NameMissing),
        ("add-current-wrong", PasskeyForm::Add, PasskeyProblem::CurrentWrong),
        ("add-refused", PasskeyForm::Add, PasskeyProblem::Passkey(CeremonyRefusal::HeldAlready)),
        ("rename-too-long", of(), PasskeyProblem::NameTooLong(64)),
        ("remove-current-missing", of(), PasskeyProblem::CurrentMissing),
        ("remove-until", of(), PasskeyProblem::ClosedUntil(later)),
        ("remove-busy", of(), PasskeyProblem::Busy),
    ] {
        add(&format!("passkeys-{name}"), at_passkeys(), Page::Passkeys(with(form, problem)));
    }

    for (name, masked_address, days_left, again_in) in [
        ("reminder", Some("s•••@kestrel-001.example"), Some(12), 7),
        ("reminder-last-day", Some("s•••@kestrel-001.example"), Some(1), 0),
        ("reminder-some-day", Some("s•••@kestrel-001.example"), None, 7),
        ("reminder-no-address", None, Some(12), 1),
    ] {
        let reminder = SetUpReminder {
            masked_address: masked_address.map(ToOwned::to_owned),
            days_left,
            again_in,
            return_to: "/account".to_owned(),
        };
        add(name, signed_in("/account/set-up"), Page::SetUpReminder(reminder));
    }
    all
}
