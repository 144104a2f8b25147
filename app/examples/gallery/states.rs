//! Every page in every state, with made-up people: what the gallery shows and the tests hold.

#[path = "states/adoption.rs"]
mod adoption;
#[path = "states/approvals.rs"]
mod approvals;
#[path = "states/audit.rs"]
mod audit;
#[path = "states/blocked.rs"]
mod blocked;
#[path = "states/campaigns.rs"]
mod campaigns;
#[path = "states/cards.rs"]
mod cards;
#[path = "states/certificate.rs"]
mod certificate;
#[path = "states/connectivity.rs"]
mod connectivity;
#[path = "states/contingency.rs"]
mod contingency;
#[path = "states/enquiry.rs"]
mod enquiry;
#[path = "states/guide.rs"]
mod guide;
#[path = "states/mail.rs"]
mod mail;
#[path = "states/portal.rs"]
mod portal;
#[path = "states/readiness.rs"]
mod readiness;
#[path = "states/registry.rs"]
mod registry;
#[path = "states/schedule.rs"]
mod schedule;

use std::time::Duration;

use app::{
    ports::{
        Chrome, Clearing, SignedIn, Support,
        account::{Account, AccountNotice, ChangePassword, ChangeRefusal, SessionRow},
        login::{CodeForm, CodeRefusal, Delivery, LoginNotice, MethodChoice, PasswordForm, PasswordRefusal},
        mailbox::CaughtMail,
        overview::Standing,
        refusal::Refusal,
        setup::{ActivationForm, ActivationRefusal, NewPassword, Setup, SetupDone},
    },
    render::Page,
};
use domain::{
    account::AccountId,
    code::Reference,
    language::Language,
    life::State,
    method::Method,
    password::PasswordProblem,
    phase::{Act, Phase},
    time::Instant,
};

/// One page in one state.
pub struct Exhibit {
    /// Its name, as a file is named.
    pub name: String,
    /// What stands around it.
    pub chrome: Chrome,
    /// The page.
    pub page: Page,
}

/// The moment at which all pages are made.
fn now() -> Instant {
    "2026-11-22T07:05:00Z".parse().expect("an instant")
}

fn chrome(language: Language, here: &str, phase: Phase) -> Chrome {
    Chrome {
        language,
        here: here.to_owned(),
        clearing: Clearing { name_en: "Harbour Clearing House".to_owned(), name_zh: "海港結算所".to_owned() },
        support: Support { hotline: "+852 5550 0123".to_owned(), email: "help@clearing.example".to_owned() },
        signed_in: None,
        phase,
        exception: None,
        coming: None,
        mail_delay: None,
        announcements: vec![],
        now: now(),
        request_id: "1N8ZQ4-T07KXM".to_owned(),
        demo_mail: false,
        bundle: "/pkg/0".to_owned(),
        style: "style.css".to_owned(),
        desk_style: "desk.css".to_owned(),
    }
}

fn person(language: Language, account: &str, administrator: bool, staff: bool) -> SignedIn {
    SignedIn {
        account: account.parse::<AccountId>().expect("an account"),
        name: match language {
            Language::En => "Chan Tai Man",
            Language::ZhHk => "陳大文",
        }
        .to_owned(),
        delegated_administrator: administrator,
        staff,
        ends_at: now().plus(Duration::from_secs(3600)),
        at_absolute_limit: false,
    }
}

fn firm(language: Language) -> String {
    match language {
        Language::En => "Kestrel Futures Limited",
        Language::ZhHk => "紅隼期貨有限公司",
    }
    .to_owned()
}

fn code(delivery: Delivery, problem: Option<CodeRefusal>) -> CodeForm {
    CodeForm {
        login: "q7h3".to_owned(),
        masked_address: "s•••@kestrel-001.example".to_owned(),
        reference: Reference::from_bits(0x9_5C37),
        digits: 6,
        asked_at: now(),
        expires_at: now().plus(Duration::from_secs(600)),
        resend_at: now().plus(Duration::from_secs(60)),
        resends_left: 3,
        resend_wait: 60,
        lifetime_minutes: 10,
        delivery,
        just_resent: false,
        pass: false,
        problem,
    }
}

fn new_password(problem: Option<PasswordProblem>, busy: bool) -> NewPassword {
    NewPassword {
        login: "q7h3".to_owned(),
        masked_address: "s•••@kestrel-001.example".to_owned(),
        username: "CAAA/CAAA001".to_owned(),
        min_length: 15,
        names: vec!["CAAA001".to_owned(), "Kestrel Futures Limited".to_owned()],
        problem,
        busy,
    }
}

fn standing(counts: [u64; 7]) -> Standing {
    Standing { by_state: State::ALL.into_iter().zip(counts).collect(), dormant: 14, disabled: 3 }
}

/// Every page in every state, in one language.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let mut all = Vec::new();
    let usual = Phase::ParallelRun;
    let mut add = |name: &str, chrome: Chrome, page: Page| {
        all.push(Exhibit { name: name.to_owned(), chrome, page });
    };

    for phase in Phase::ALL {
        let choice = MethodChoice {
            passkeys: true,
            smartcard: phase.rule(Act::SmartcardLogin),
            extensions: false,
            two_factor: phase.rule(Act::TwoFactorLogin),
            set_up: phase.rule(Act::SetUpTwoFactor) == domain::phase::Rule::Yes,
        };
        add(&format!("methods-{}", phase.name()), chrome(language, "/", phase), Page::Methods(choice));
    }

    let extended = MethodChoice {
        passkeys: true,
        smartcard: domain::phase::Rule::No,
        extensions: true,
        two_factor: domain::phase::Rule::Yes,
        set_up: true,
    };
    add("methods-extensions", chrome(language, "/", Phase::TwoFactorOnly), Page::Methods(extended));

    let login = |problem, notice| {
        Page::Login(PasswordForm {
            passkeys: true,
            participant: "CAAA".to_owned(),
            user: "CAAA001".to_owned(),
            return_to: Some("/account".to_owned()),
            problem,
            notice,
        })
    };
    add("login", chrome(language, "/login", usual), Page::Login(PasswordForm::default()));
    for (name, notice) in [
        ("logged-out", LoginNotice::LoggedOut),
        ("login-needed", LoginNotice::LoginNeeded),
        ("start-again", LoginNotice::StartAgain),
        ("password-changed", LoginNotice::PasswordChanged),
    ] {
        add(&format!("login-notice-{name}"), chrome(language, "/login", usual), login(None, Some(notice)));
    }
    for (name, refusal) in [
        ("missing", PasswordRefusal::Missing { participant: true, user: true, password: true }),
        ("refused", PasswordRefusal::Refused),
        ("closed", PasswordRefusal::ClosedUntil(now().plus(Duration::from_secs(3000)))),
        ("paused", PasswordRefusal::Paused),
        ("busy", PasswordRefusal::Busy),
        ("stale", PasswordRefusal::Stale),
        ("not-open", PasswordRefusal::NotOpenYet),
    ] {
        add(&format!("login-{name}"), chrome(language, "/login?return_to=/account", usual), login(Some(refusal), None));
    }

    let at_code = || chrome(language, "/login/code?login=q7h3", usual);
    let sent = Delivery::Sent(now().plus(Duration::from_secs(9)));
    for (name, delivery) in
        [("queued", Delivery::Queued), ("sent", sent), ("slow", Delivery::Slow), ("undeliverable", Delivery::Refused)]
    {
        add(&format!("code-{name}"), at_code(), Page::Code(code(delivery, None)));
    }
    add("code-resent", at_code(), Page::Code(CodeForm { just_resent: true, resends_left: 2, ..code(sent, None) }));
    add("code-last-mail", at_code(), Page::Code(CodeForm { resends_left: 0, ..code(sent, None) }));
    for (name, refusal) in [
        ("empty", CodeRefusal::Empty),
        ("shape", CodeRefusal::Shape { digits: 6 }),
        ("wrong", CodeRefusal::Wrong { left: 4 }),
        ("wrong-last", CodeRefusal::Wrong { left: 1 }),
        ("expired", CodeRefusal::Expired),
        ("used-up", CodeRefusal::UsedUp),
        ("closed", CodeRefusal::ClosedUntil(now().plus(Duration::from_secs(3000)))),
        ("paused", CodeRefusal::Paused),
        ("resend-too-soon", CodeRefusal::ResendTooSoon(now().plus(Duration::from_secs(41)))),
        ("no-more-mails", CodeRefusal::NoMoreMails),
        ("not-open", CodeRefusal::NotOpenYet),
    ] {
        add(&format!("code-{name}"), at_code(), Page::Code(code(sent, Some(refusal))));
    }

    let at_setup = || chrome(language, "/setup", usual);
    let in_setup = || chrome(language, "/setup?login=q7h3", usual);
    add("setup-activation", at_setup(), Page::Setup(Setup::Activation(ActivationForm::default())));
    for (name, refusal) in [
        ("missing", ActivationRefusal::Missing { participant: true, user: true, activation: true }),
        ("shape", ActivationRefusal::Shape),
        ("refused", ActivationRefusal::Refused),
        ("closed", ActivationRefusal::ClosedUntil(now().plus(Duration::from_secs(3000)))),
        ("not-open", ActivationRefusal::NotOpenYet),
        ("start-again", ActivationRefusal::StartAgain),
    ] {
        let form = ActivationForm {
            participant: "CAAA".to_owned(),
            user: "CAAA001".to_owned(),
            activation: "7K3M-Q2XA".to_owned(),
            problem: Some(refusal),
            ..ActivationForm::default()
        };
        add(&format!("setup-activation-{name}"), at_setup(), Page::Setup(Setup::Activation(form)));
    }
    add("setup-password", in_setup(), Page::Setup(Setup::Password(new_password(None, false))));
    add("setup-password-busy", in_setup(), Page::Setup(Setup::Password(new_password(None, true))));
    for (name, problem) in [
        ("empty", PasswordProblem::Empty),
        ("short", PasswordProblem::TooShort { min: 15, have: 9 }),
        ("long", PasswordProblem::TooLong { max: 128 }),
        ("names", PasswordProblem::RestsOnNames),
        ("guessable", PasswordProblem::Guessable),
        ("blocklisted", PasswordProblem::Blocklisted),
        ("same", PasswordProblem::SameAsNow),
    ] {
        let form = new_password(Some(problem), false);
        add(&format!("setup-password-{name}"), in_setup(), Page::Setup(Setup::Password(form)));
    }
    add("setup-code", in_setup(), Page::Setup(Setup::Code(code(sent, None))));
    add("setup-code-used-up", in_setup(), Page::Setup(Setup::Code(code(sent, Some(CodeRefusal::UsedUp)))));
    for (name, can_log_in, own_pages) in [("now", true, false), ("own-pages", true, true), ("later", false, false)] {
        let done = SetupDone {
            reference: Reference::from_bits(0x9_5C37),
            masked_address: "s•••@kestrel-001.example".to_owned(),
            can_log_in,
            own_pages,
        };
        add(&format!("setup-done-{name}"), in_setup(), Page::Setup(Setup::Done(done)));
    }

    let signed_in = |here: &str, administrator, staff| Chrome {
        signed_in: Some(person(language, if staff { "STAFF/IPS" } else { "CAAA/CAAA001" }, administrator, staff)),
        ..chrome(language, here, usual)
    };
    let session = |id: &str, current, browser: &str, minutes: i64| SessionRow {
        id: id.to_owned(),
        current,
        method: Method::TwoFactor,
        opened_at: Instant::from_millis(now().as_millis() - minutes * 60_000),
        last_seen_at: Instant::from_millis(now().as_millis() - 60_000),
        browser: browser.to_owned(),
    };
    let account = Account {
        firm: firm(language),
        masked_address: "s•••@kestrel-001.example".to_owned(),
        password_since: Some(Instant::from_millis(now().as_millis() - 30 * 86_400_000)),
        last_login: Some((Instant::from_millis(now().as_millis() - 86_400_000), Method::TwoFactor)),
        failures_since: 0,
        guides: 0,
        sessions: vec![session("s1", true, "Edge on Windows", 5)],
        cards: vec![],
        passkeys: vec![],
        may_have_passkeys: true,
        may_set_up: false,
        may_test: false,
        terminal: true,
        notice: None,
    };
    add("account", signed_in("/account", true, false), Page::Account(account.clone()));
    add(
        "account-several",
        signed_in("/account", false, false),
        Page::Account(Account {
            failures_since: 2,
            guides: 1,
            terminal: false,
            notice: Some(AccountNotice::SessionEnded),
            sessions: vec![
                session("s1", true, "Edge on Windows", 5),
                session("s2", false, "Chrome on Windows", 300),
                session("s3", false, "", 400),
            ],
            ..account.clone()
        }),
    );
    add(
        "account-first",
        signed_in("/account", false, true),
        Page::Account(Account {
            firm: String::new(),
            last_login: None,
            notice: Some(AccountNotice::PasswordChanged),
            ..account
        }),
    );
    let change = |problem| {
        Page::ChangePassword(ChangePassword {
            username: "CAAA/CAAA001".to_owned(),
            min_length: 15,
            names: vec!["CAAA001".to_owned()],
            problem,
        })
    };
    add("change-password", signed_in("/account/password", false, false), change(None));
    for (name, refusal) in [
        ("missing", ChangeRefusal::CurrentMissing),
        ("wrong", ChangeRefusal::CurrentWrong),
        ("closed", ChangeRefusal::ClosedUntil(now().plus(Duration::from_secs(3000)))),
        ("names", ChangeRefusal::New(PasswordProblem::RestsOnNames)),
        ("busy", ChangeRefusal::Busy),
    ] {
        let page = change(Some(refusal));
        add(&format!("change-password-{name}"), signed_in("/account/password", false, false), page);
    }

    add("forgot-password", chrome(language, "/forgot-password", usual), Page::ForgotPassword);
    add("help", chrome(language, "/help", usual), Page::Help);
    let unsupported =
        Chrome { support: Support::default(), clearing: Clearing::default(), ..chrome(language, "/help", usual) };
    add("help-unconfigured", unsupported, Page::Help);
    let demo = || Chrome { demo_mail: true, ..chrome(language, "/demo/mail", usual) };
    add("demo-mail-empty", demo(), Page::DemoMail(vec![]));
    let mail = CaughtMail {
        at: now(),
        to: "someone@kestrel-001.example".to_owned(),
        subject: "Your login at 15:05 HKT".to_owned(),
        text: "123456\n\nThis is your one-time code. It works until 15:15 HKT.\nReference: K7Q2\n".to_owned(),
    };
    add("demo-mail", demo(), Page::DemoMail(vec![mail.clone(), mail]));
    for (name, refusal) in [
        ("not-found", Refusal::NotFound),
        ("cross-site", Refusal::CrossSite),
        ("forbidden", Refusal::Forbidden),
        ("failed", Refusal::Failed),
        ("busy", Refusal::Busy),
        ("too-large", Refusal::TooLarge),
        ("malformed", Refusal::Malformed),
        ("method", Refusal::Method),
    ] {
        add(&format!("refusal-{name}"), chrome(language, "/somewhere", usual), Page::Refusal(refusal));
    }
    all.extend(adoption::exhibits(language));
    all.extend(portal::exhibits(language));
    all.extend(approvals::exhibits(language));
    all.extend(cards::exhibits(language));
    all.extend(certificate::exhibits(language));
    all.extend(connectivity::exhibits(language));
    all.extend(contingency::exhibits(language));
    all.extend(readiness::exhibits(language));
    all.extend(registry::exhibits(language));
    all.extend(enquiry::exhibits(language));
    all.extend(guide::exhibits(language));
    all.extend(schedule::exhibits(language));
    all.extend(blocked::exhibits(language));
    all.extend(campaigns::exhibits(language));
    all.extend(audit::exhibits(language));
    all.extend(mail::exhibits(language));
    all
}
