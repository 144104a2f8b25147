//! Smartcards: used, refused; what a question tells, and what a phase closes.

mod binding;

use std::time::Duration;

use domain::{card::CardState, phase::Phase};
use serde_json::{Value, json};
use server::config::FixedPhase;
use softcard::{Card, Flaws, Issuer, UserHandle};
use tokio::task::JoinSet;

use crate::{
    support::{Answer, Backend, Browser, PASSWORD, Question, TestServer, USER, forge, on_both, unknown},
    uniformity::shown,
};

on_both! {
    a_bound_card_logs_in_by_name_and_by_itself,
    an_imported_card_is_bound_by_its_first_use,
    whatever_is_wrong_with_an_answer_nobody_is_let_in,
    a_card_that_proves_nobody_here_lets_nobody_in,
    a_copied_card_is_found_out_by_its_counter,
    a_ceremony_is_over_after_one_answer_and_after_five_minutes,
    a_ceremony_belongs_to_its_browser_and_its_purpose,
    of_fifty_equal_answers_at_once_one_opens_a_session,
    what_begins_at_one_instance_ends_at_another_and_is_over_at_both,
    what_is_no_answer_is_refused,
    a_question_tells_nothing_of_accounts_and_cards,
    cards_closed_meanwhile_open_nothing_but_the_set_up,
    closed_cards_are_not_asked_but_for_the_set_up,
    a_holder_out_of_use_is_refused,
}

const OTHER: &str = "CAAA/CAAA002";

/// A server that trusts one issuer, and a ready user with a bound card of it.
async fn with_card(backend: Backend) -> (TestServer, Issuer, Card) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |_| {}).await;
    server.ready(USER).await;
    let card = server.bound(&issuer, USER).await;
    server.quiet().await;
    (server, issuer, card)
}

fn in_phase(phase: Phase) -> impl FnOnce(&mut server::config::Config) {
    move |config| config.schedule.phase = FixedPhase(Some(phase))
}

/// What a refusal is measured against.
struct Before {
    held: String,
    events: i64,
}

impl Before {
    async fn of(server: &TestServer) -> Self {
        Self { held: server.held().await, events: server.count("SELECT COUNT(*) FROM events").await }
    }

    /// Asserts that `answer` refused, that nothing was written but one event of `kind`, and that it says why.
    async fn assert_refused(&self, server: &TestServer, answer: &Answer, kind: &str, why: &str, detail: &str) {
        let name = format!("{why}: {detail}");
        assert_eq!(answer.status, 422, "{name}: {}", answer.location());
        assert!(!answer.problems().is_empty(), "{name}: {}", answer.words());
        assert!(answer.headers.get("set-cookie").is_none(), "{name}");
        let text = format!("SELECT detail FROM events WHERE kind = '{kind}' ORDER BY id DESC LIMIT 1");
        let told: Value = server.rows(&text).await.concat().concat().parse().unwrap_or_default();
        assert_eq!(told, json!({ "why": why, "detail": detail }), "{name}");
        assert_eq!(server.count("SELECT COUNT(*) FROM events").await, self.events + 1, "{name}");
        assert_eq!(server.held().await, self.held, "{name}");
    }
}

async fn method_of(browser: &Browser) -> (u16, String) {
    let answer = browser.get("/api/authz/auth-request").await;
    (answer.status.as_u16(), answer.header("remote-method").to_owned())
}

async fn a_bound_card_logs_in_by_name_and_by_itself(backend: Backend) {
    let issuers = [forge(), Issuer::new(softcard::Kind::Token).unwrap()];
    let server = TestServer::trusting(backend, &[&issuers[0], &issuers[1]], |_| {}).await;
    for (issuer, account) in issuers.iter().zip([USER, OTHER]) {
        server.ready(account).await;
        let mut card = issuer.card();
        let browser = server.browser();
        let code = server.binding_code(account).await;
        let question = browser.question(&browser.ask_binding(account, &code).await).await;
        assert_eq!(question.options["attestation"], "direct", "{}", question.options);
        let bound = browser.answer(&question, &question.made(&mut card, &Flaws::default())).await;
        bound.assert_sees("/login/smartcard?bound=1");
        assert_eq!(browser.cookies(), [], "a card that is bound is no login");
        assert!(browser.follow(&bound).await.words().contains("bound"));
        assert_eq!(server.told("card.bound").await.len(), usize::from(account == OTHER) + 1);
        assert_eq!(server.letters("card-bound", account).await, 1);

        let counter = format!("SELECT counter FROM credentials WHERE account = '{account}'");
        let mut last = server.count(&counter).await;
        for name in [account, ""] {
            let browser = server.browser();
            let question = browser.card_question(name).await;
            assert_eq!(question.options["userVerification"], "required");
            assert_eq!(question.options["rpId"], "localhost");
            browser.answer(&question, &question.signed(&mut card, &Flaws::default())).await.assert_sees("/account");
            assert_eq!(method_of(&browser).await, (200, "smartcard".to_owned()), "{name:?}");
            let names: Vec<_> = browser.cookies().into_iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), 2, "session and browser, no ceremony: {names:?}");
            let now = server.count(&counter).await;
            assert!(now > last, "{account}: {now} after {last}");
            last = now;
            let page = browser.get("/account").await.words();
            let shown =
                server.rows(&format!("SELECT name FROM credentials WHERE account = '{account}'")).await.concat();
            assert!(page.contains("Smartcards") && page.contains(&shown.concat()), "{page}");
        }
        assert_eq!(server.life(account).await, "ready", "a login by card is no step");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM ceremonies").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM credentials WHERE state = 'bound'").await, 2);
}

async fn an_imported_card_is_bound_by_its_first_use(backend: Backend) {
    let issuers = [forge(), Issuer::new(softcard::Kind::Token).unwrap()];
    // No issuer is trusted: of an imported card nothing is attested.
    let server = TestServer::start(backend).await;
    for (issuer, account) in issuers.iter().zip([USER, OTHER]) {
        server.ready(account).await;
        let mut card = server.imported(issuer, account).await;
        let state = format!("SELECT state FROM credentials WHERE account = '{account}'");
        assert_eq!(server.rows(&state).await.concat(), ["issued"]);
        let browser = server.browser();
        let question = browser.card_question(account).await;
        assert_eq!(question.options["allowCredentials"][0]["transports"], json!(["smart-card", "usb", "nfc"]));
        browser.answer(&question, &question.signed(&mut card, &Flaws::default())).await.assert_sees("/account");
        assert_eq!(server.rows(&state).await.concat(), ["bound"]);
        // It was made elsewhere, under a handle of its own.
        server.browser().card_login(&mut card, "").await.assert_sees("/account");
    }
}

async fn whatever_is_wrong_with_an_answer_nobody_is_let_in(backend: Backend) {
    let (server, _, mut card) = with_card(backend).await;
    let flaws = Flaws::default;
    let origin = |origin: &str| Flaws { origin: Some(origin.to_owned()), ..flaws() };
    let cases = [
        ("not-genuine", "InvalidRPOrigin", origin("http://evil.example")),
        ("not-genuine", "InvalidRPOrigin", origin("https://localhost:8080")),
        ("not-genuine", "InvalidRPOrigin", origin("http://localhost")),
        ("not-genuine", "InvalidRPOrigin", origin("http://terminal.localhost:8080")),
        ("not-genuine", "InvalidRPIDHash", Flaws { rp_id: Some("evil.example".to_owned()), ..flaws() }),
        ("not-genuine", "InvalidClientDataType", Flaws { ceremony: Some("webauthn.create".to_owned()), ..flaws() }),
        ("not-genuine", "MismatchedChallenge", Flaws { challenge: Some(vec![7; 32].into()), ..flaws() }),
        ("not-verified", "UserNotVerified", Flaws { unverified: true, ..flaws() }),
        ("not-genuine", "UserNotPresent", Flaws { absent: true, ..flaws() }),
        ("not-genuine", "CredentialCrossOrigin", Flaws { cross_origin: true, ..flaws() }),
        (
            "not-genuine",
            "CredentialCrossOrigin",
            Flaws { cross_origin: true, top_origin: Some("http://evil.example".to_owned()), ..flaws() },
        ),
        (
            "not-genuine",
            "CredentialCrossOrigin",
            Flaws { top_origin: Some("http://evil.example".to_owned()), ..flaws() },
        ),
        ("not-genuine", "AuthenticationFailure", Flaws { broken_signature: true, ..flaws() }),
        ("not-genuine", "CredentialBackupEligibilityInconsistent", Flaws { synced: true, ..flaws() }),
        ("synced", "CredentialMayNotBeHardwareBound", Flaws { backed_up_only: true, ..flaws() }),
        ("unknown", "no such credential", Flaws { credential_id: Some(vec![7; 32].into()), ..flaws() }),
    ];
    for named in [USER, ""] {
        for (why, detail, flaws) in &cases {
            let browser = server.browser();
            let question = browser.card_question(named).await;
            let signed = question.signed(&mut card, flaws);
            let before = Before::of(&server).await;
            let answer = browser.answer(&question, &signed).await;
            before.assert_refused(&server, &answer, "smartcard.refused", why, detail).await;
            assert_eq!(browser.terminal().await, 401, "{detail}");
        }
    }
    // Whose the card is goes by its id; the handle is a browser's word.
    for user_handle in [UserHandle::Absent, UserHandle::Other(vec![7; 16].into())] {
        let browser = server.browser();
        let question = browser.card_question(USER).await;
        let signed = question.signed(&mut card, &Flaws { user_handle, ..Flaws::default() });
        browser.answer(&question, &signed).await.assert_sees("/account");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 2);
}

async fn a_card_that_proves_nobody_here_lets_nobody_in(backend: Backend) {
    let (server, issuer, mut card) = with_card(backend).await;
    let (mut passkey, _) = server.with_passkey(OTHER).await;
    let mut of_other = server.bound(&issuer, OTHER).await;
    let mut unknown = unknown(issuer.card());
    server.quiet().await;
    let right = Flaws::default();

    let cases = [
        ("", 0, "unknown", "no such credential"),
        (USER, 0, "unknown", "no such credential"),
        (USER, 1, "other-user", "a credential of another account"),
        ("", 2, "unknown", "a passkey"),
        (OTHER, 2, "unknown", "a passkey"),
    ];
    for (named, which, why, detail) in cases {
        let card = match which {
            0 => &mut unknown,
            1 => &mut of_other,
            _ => &mut passkey,
        };
        let browser = server.browser();
        let question = browser.card_question(named).await;
        let signed = question.signed_unasked(card, &right);
        let before = Before::of(&server).await;
        let answer = browser.answer(&question, &signed).await;
        before.assert_refused(&server, &answer, "smartcard.refused", why, detail).await;
    }
    // Of somebody else's credential, under its own id.
    let browser = server.browser();
    let question = browser.card_question(USER).await;
    let claimed = of_other.exports()[0].credential_id.clone();
    let signed = question.signed(&mut card, &Flaws { credential_id: Some(claimed.clone()), ..Flaws::default() });
    let before = Before::of(&server).await;
    let answer = browser.answer(&question, &signed).await;
    before.assert_refused(&server, &answer, "smartcard.refused", "not-genuine", "AuthenticationFailure").await;
    let question = browser.card_question("").await;
    let signed = question.signed(&mut card, &Flaws { credential_id: Some(claimed), ..Flaws::default() });
    let before = Before::of(&server).await;
    let answer = browser.answer(&question, &signed).await;
    before.assert_refused(&server, &answer, "smartcard.refused", "not-genuine", "AuthenticationFailure").await;
    // A card is no passkey either.
    let question = browser.passkey_question().await;
    let signed = question.signed(&mut of_other, &right);
    let before = Before::of(&server).await;
    let answer = browser.answer(&question, &signed).await;
    before.assert_refused(&server, &answer, "passkey.refused", "unknown", "a card").await;

    // Stopped: said to whoever holds the card, and to nobody who does not.
    for (state, why) in [(CardState::Suspended, "suspended"), (CardState::Retired, "retired")] {
        server.move_cards(USER, state).await;
        let browser = server.browser();
        let question = browser.card_question(USER).await;
        let signed = question.signed(&mut card, &right);
        let before = Before::of(&server).await;
        let answer = browser.answer(&question, &signed).await;
        before.assert_refused(&server, &answer, "smartcard.refused", why, why).await;
        let question = browser.card_question(USER).await;
        let signed = question.signed(&mut card, &Flaws { broken_signature: true, ..Flaws::default() });
        let before = Before::of(&server).await;
        let answer = browser.answer(&question, &signed).await;
        before.assert_refused(&server, &answer, "smartcard.refused", "not-genuine", "AuthenticationFailure").await;
    }
    // Stopped while its PIN is typed.
    server.move_cards(USER, CardState::Bound).await;
    let browser = server.browser();
    let question = browser.card_question(USER).await;
    let signed = question.signed(&mut card, &right);
    server.move_cards(USER, CardState::Suspended).await;
    assert_eq!(browser.answer(&question, &signed).await.status, 422);
    server.move_cards(USER, CardState::Bound).await;
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
}

async fn a_copied_card_is_found_out_by_its_counter(backend: Backend) {
    let (server, _, mut card) = with_card(backend).await;
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
    let mut copy = card.clone();
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");
    for counter in [Some(2), Some(1), Some(0)] {
        let browser = server.browser();
        let question = browser.card_question(USER).await;
        let signed = question.signed(&mut copy, &Flaws { counter, ..Flaws::default() });
        let before = Before::of(&server).await;
        let answer = browser.answer(&question, &signed).await;
        before.assert_refused(&server, &answer, "smartcard.refused", "copied", "CredentialPossibleCompromise").await;
    }
    server.browser().card_login(&mut card, USER).await.assert_sees("/account");

    // Both at the same moment, at two instances, each with the next count: one of them gets in.
    let mut copy = card.clone();
    let other = server.another().await;
    let (here, there) = (server.browser(), other.browser());
    let (one, two) = (here.card_question(USER).await, there.card_question(USER).await);
    let (mine, theirs) = (one.signed(&mut card, &Flaws::default()), two.signed(&mut copy, &Flaws::default()));
    let sessions = server.count("SELECT COUNT(*) FROM sessions").await;
    let (a, b) = tokio::join!(here.answer(&one, &mine), there.answer(&two, &theirs));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, sessions + 1);
}

async fn a_ceremony_is_over_after_one_answer_and_after_five_minutes(backend: Backend) {
    let (server, _, mut card) = with_card(backend).await;
    let right = Flaws::default();

    // Answered, and answered again with all that the first answer had.
    let browser = server.browser();
    let question = browser.card_question(USER).await;
    let again = browser.copied();
    let signed = question.signed(&mut card, &right);
    browser.answer(&question, &signed).await.assert_sees("/account");
    let before = Before::of(&server).await;
    let over = "no such ceremony in this browser: finished before, or never begun";
    let answer = again.answer(&question, &signed).await;
    before.assert_refused(&server, &answer, "smartcard.refused", "over", over).await;
    assert_eq!(again.get(&question.page).await.hidden("ceremony"), None, "its page is gone");

    // A wrong answer is one, too.
    let question = again.card_question(USER).await;
    let wrong = question.signed(&mut card, &Flaws { unverified: true, ..Flaws::default() });
    assert_eq!(again.answer(&question, &wrong).await.status, 422);
    let signed = question.signed(&mut card, &right);
    let before = Before::of(&server).await;
    let answer = again.answer(&question, &signed).await;
    before.assert_refused(&server, &answer, "smartcard.refused", "over", over).await;

    // In time, and a moment too late.
    let in_time = server.browser();
    let question = in_time.card_question(USER).await;
    let late = server.browser();
    let late_question = late.card_question("").await;
    server.advance(Duration::from_secs(299));
    in_time.answer(&question, &question.signed(&mut card, &right)).await.assert_sees("/account");
    server.advance(Duration::from_secs(2));
    let signed = late_question.signed(&mut card, &right);
    let before = Before::of(&server).await;
    let answer = late.answer(&late_question, &signed).await;
    before.assert_refused(&server, &answer, "smartcard.refused", "over", "later than five minutes").await;
}

async fn a_ceremony_belongs_to_its_browser_and_its_purpose(backend: Backend) {
    let (server, issuer, mut card) = with_card(backend).await;
    let (mut passkey, adding) = server.with_passkey(OTHER).await;
    server.quiet().await;
    let right = Flaws::default();

    // A stranger's browser has no ticket, or a forged one, or one of its own.
    let browser = server.browser();
    let question = browser.card_question(USER).await;
    let signed = question.signed(&mut card, &right);
    let stranger = server.browser();
    let before = Before::of(&server).await;
    let answer = stranger.answer(&question, &signed).await;
    let none = "a ceremony of another browser, or none";
    before.assert_refused(&server, &answer, "smartcard.refused", "over", none).await;
    assert_eq!(stranger.get(&question.page).await.hidden("ceremony"), None);
    let theirs = stranger.card_question(USER).await;
    let secret = stranger.cookie(&format!("__Host-ceremony-{}", theirs.tag)).unwrap();
    stranger.plant(&format!("__Host-ceremony-{}", question.tag), &secret);
    let before = Before::of(&server).await;
    let answer = stranger.answer(&question, &signed).await;
    let none = "no such ceremony in this browser: finished before, or never begun";
    before.assert_refused(&server, &answer, "smartcard.refused", "over", none).await;
    // The answer to one question is none to another.
    let before = Before::of(&server).await;
    let answer = stranger.answer(&theirs, &signed).await;
    before.assert_refused(&server, &answer, "smartcard.refused", "not-genuine", "MismatchedChallenge").await;
    // Nobody has spoilt it for whoever began it.
    browser.answer(&question, &signed).await.assert_sees("/account");

    // A ceremony is good for nothing else than what it began for.
    let other = "a ceremony of another purpose";
    let browser = server.browser();
    let question = browser.passkey_question().await;
    let signed = question.signed(&mut card, &right);
    let before = Before::of(&server).await;
    let answer = browser.answer_at("/login/smartcard", &question.tag, &signed).await;
    before.assert_refused(&server, &answer, "smartcard.refused", "over", other).await;
    let question = browser.card_question("").await;
    let signed = question.signed(&mut passkey, &right);
    let before = Before::of(&server).await;
    let answer = browser.answer_at("/login/passkey", &question.tag, &signed).await;
    before.assert_refused(&server, &answer, "passkey.refused", "over", other).await;
    let question = adding.question(&adding.ask_passkey("Phone", PASSWORD).await).await;
    let made = question.made(&mut issuer.card(), &right);
    let before = Before::of(&server).await;
    let answer = adding.answer_at("/login/smartcard?bind=1", &question.tag, &made).await;
    before.assert_refused(&server, &answer, "binding.refused", "over", other).await;
    let code = server.binding_code(OTHER).await;
    let question = adding.question(&adding.ask_binding(OTHER, &code).await).await;
    let made = question.made(&mut Card::passkey(), &right);
    let before = Before::of(&server).await;
    let answer = adding.answer_at("/account/passkeys", &question.tag, &made).await;
    before.assert_refused(&server, &answer, "passkey.refused", "over", other).await;
    // What was made is not what was asked, and the other way round.
    let question = browser.card_question(USER).await;
    let made = Question { options: adding_options(&question), ..question.clone() }.made(&mut issuer.card(), &right);
    let before = Before::of(&server).await;
    let answer = browser.answer(&question, &made).await;
    before.assert_refused(&server, &answer, "smartcard.refused", "not-genuine", "not the JSON of a credential").await;
}

/// Options for a new credential under the challenge of another question.
fn adding_options(question: &Question) -> Value {
    json!({
        "rp": { "id": "localhost", "name": "x" },
        "user": { "id": "AAECAwQFBgcICQoLDA0ODw", "name": "x", "displayName": "x" },
        "challenge": question.options["challenge"],
        "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }],
    })
}

async fn of_fifty_equal_answers_at_once_one_opens_a_session(backend: Backend) {
    let (server, _, mut card) = with_card(backend).await;
    let other = server.another().await;
    let browser = server.browser();
    let question = browser.card_question(USER).await;
    let signed = question.signed(&mut card, &Flaws::default());
    let mut posts = JoinSet::new();
    for place in 0..50 {
        let hand = if place % 2 == 0 { browser.copied() } else { browser.at_instance(&other) };
        let (question, signed) = (question.clone(), signed.clone());
        posts.spawn(async move { hand.answer(&question, &signed).await.status.as_u16() });
    }
    let mut statuses = posts.join_all().await;
    statuses.sort_unstable();
    assert_eq!((statuses[0], statuses[49]), (303, 422), "{statuses:?}");
    assert_eq!(statuses[1], 422, "{statuses:?}");
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 1);
    assert_eq!(server.events("login.completed").await, 1);
    assert_eq!(server.events("smartcard.refused").await, 49);
    assert_eq!(server.count("SELECT counter FROM credentials").await, 1);
}

async fn what_begins_at_one_instance_ends_at_another_and_is_over_at_both(backend: Backend) {
    let (server, issuer, mut card) = with_card(backend).await;
    let other = server.another().await;
    let right = Flaws::default();
    let here = server.browser();
    let question = here.card_question(USER).await;
    let (there, later) = (here.at_instance(&other), here.copied());
    assert_eq!(there.get(&question.page).await.hidden("ceremony"), Some(question.tag.clone()));
    let signed = question.signed(&mut card, &right);
    there.answer(&question, &signed).await.assert_sees("/account");
    assert_eq!(method_of(&there.at_instance(&server)).await, (200, "smartcard".to_owned()));
    for replay in [&later, &later.at_instance(&other)] {
        assert_eq!(replay.answer(&question, &signed).await.status, 422);
        assert_eq!(replay.terminal().await, 401);
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 1);
    // Bindings too.
    server.ready(OTHER).await;
    let code = server.binding_code(OTHER).await;
    let question = here.question(&here.ask_binding(OTHER, &code).await).await;
    let made = question.made(&mut issuer.card(), &right);
    here.at_instance(&other).answer(&question, &made).await.assert_sees("/login/smartcard?bound=1");
    assert_eq!(here.answer(&question, &made).await.status, 422);
}

async fn what_is_no_answer_is_refused(backend: Backend) {
    let (server, _, mut card) = with_card(backend).await;
    let browser = server.browser();
    let question = browser.card_question(USER).await;
    let right = question.signed(&mut card, &Flaws::default());
    let mut answers: Vec<String> =
        ["", "null", "{}", "[]", "\"\"", "{\"id\":\"\"}", "nonsense", "\u{0}"].map(str::to_owned).to_vec();
    for path in
        ["/id", "/rawId", "/response", "/response/clientDataJSON", "/response/authenticatorData", "/response/signature"]
    {
        for value in [Value::Null, json!(""), json!("!"), json!("AA"), json!(["AA"]), json!({ "a": 1 })] {
            let mut answer = right.clone();
            *answer.pointer_mut(path).unwrap() = value;
            // The id is said twice, and read once.
            if answer["rawId"] != right["rawId"] || path.starts_with("/response") {
                answers.push(answer.to_string());
            }
        }
    }
    let deep = format!("{}1{}", "[".repeat(9000), "]".repeat(9000));
    answers.push(deep);
    for (place, text) in answers.iter().enumerate() {
        let question = browser.card_question(USER).await;
        let before = Before::of(&server).await;
        let fields = [("ceremony", question.tag.as_str()), ("credential", text.as_str())];
        let answer = browser.post(&question.page, &fields).await;
        assert_eq!(answer.status, 422, "{place}: {text:.200}");
        assert_eq!(server.held().await, before.held, "{place}: {text:.200}");
        assert_eq!(server.count("SELECT COUNT(*) FROM events").await, before.events + 1, "{place}: {text:.200}");
        server.meddle("DELETE FROM budgets").await;
    }
    // Longer than any form is.
    let question = browser.card_question(USER).await;
    let long = "A".repeat(3_000_000);
    let answer = browser.post(&question.page, &[("ceremony", &question.tag), ("credential", &long)]).await;
    assert_eq!(answer.status, 413);
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 0);
}

/// A question, without what is new in each.
fn neutral(question: &Question, account: &str) -> (String, Value) {
    let (_, user) = account.split_once('/').unwrap_or_default();
    let mut options = question.options.clone();
    options["challenge"] = json!("[challenge]");
    let mut text = shown(&question.answer, &[]);
    let id = options["allowCredentials"][0]["id"].as_str().unwrap_or("-").to_owned();
    let challenge = question.options["challenge"].as_str().unwrap();
    for (new, mark) in [(challenge, "[challenge]"), (&id, "[id]"), (&question.tag, "[tag]"), (user, "[user]")] {
        text = text.replace(new, mark);
    }
    for allowed in options["allowCredentials"].as_array_mut().unwrap() {
        allowed["id"] = json!("[id]");
    }
    (text, options)
}

async fn a_question_tells_nothing_of_accounts_and_cards(backend: Backend) {
    let (server, issuer, mut card) = with_card(backend).await;
    server.ready("CAAA/NOCARD1").await;
    server.ready("CAAA/SHUT001").await;
    server.bound(&issuer, "CAAA/SHUT001").await;
    server.disable("CAAA/SHUT001").await;
    server.add_user("CAAA/RETIRED").await;
    server.bound(&issuer, "CAAA/RETIRED").await;
    server.move_cards("CAAA/RETIRED", CardState::Retired).await;
    server.with_passkey("CAAA/PASSKEY").await;
    let mut seen = Vec::new();
    let accounts =
        [USER, "CAAA/NOCARD1", "CAAA/SHUT001", "CAAA/RETIRED", "CAAA/PASSKEY", "CAAA/NOBODY1", "ZZZZ/NOBODY1"];
    for account in accounts {
        let question = server.browser().card_question(account).await;
        assert_eq!(question.options["allowCredentials"].as_array().unwrap().len(), 1, "{account}");
        let allowed = &question.options["allowCredentials"][0];
        let again = server.browser().card_question(account).await;
        assert_eq!(allowed, &again.options["allowCredentials"][0], "{account}: always the same");
        assert_ne!(question.options["challenge"], again.options["challenge"]);
        let typed = account.to_lowercase();
        let folded = server.browser().card_question(&typed).await;
        assert_eq!(allowed, &folded.options["allowCredentials"][0], "{account}: however it is typed");
        let length = allowed["id"].as_str().unwrap().len();
        assert_eq!(length, 43, "{account}: 32 bytes, as of most cards");
        seen.push((account, neutral(&question, account), allowed["id"].clone()));
    }
    let (_, expected, _) = seen[0].clone();
    for (account, found, _) in &seen {
        assert_eq!(found.1, expected.1, "{account}");
        let words = |text: &str| text.replace("ZZZZ", "CAAA").replace("[user]", "").replace(USER, "");
        assert_eq!(words(&found.0), words(&expected.0), "{account}");
    }
    let mut ids: Vec<_> = seen.iter().map(|(_, _, id)| id.to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), accounts.len(), "no id is anybody else's");

    // Nor does the answer: a good card of somebody else is told the same of all of them.
    for account in ["CAAA/NOCARD1", "CAAA/SHUT001", "CAAA/NOBODY1", "ZZZZ/NOBODY1"] {
        let browser = server.browser();
        let question = browser.card_question(account).await;
        let signed = question.signed_unasked(&mut card, &Flaws::default());
        let before = Before::of(&server).await;
        let answer = browser.answer(&question, &signed).await;
        let detail = "a credential of another account";
        before.assert_refused(&server, &answer, "smartcard.refused", "other-user", detail).await;
    }
    // Nor does a forged one, under the very id that is asked for, whether anybody holds it or not.
    let mut told = Vec::new();
    let mut forger = unknown(forge().card());
    for account in [USER, "CAAA/SHUT001", "CAAA/NOCARD1", "ZZZZ/NOBODY1"] {
        let browser = server.browser();
        let question = browser.card_question(account).await;
        let asked = question.options["allowCredentials"][0]["id"].clone();
        let flaws = Flaws { credential_id: serde_json::from_value(asked).ok(), ..Flaws::default() };
        let signed = question.signed_unasked(&mut forger, &flaws);
        told.push(browser.answer(&question, &signed).await.problems());
    }
    assert!(told.iter().all(|said| *said == told[0] && !said.is_empty()), "{told:?}");
    // Without names nobody's are allowed.
    let question = server.browser().card_question("").await;
    assert_eq!(question.options["allowCredentials"], json!([]));
    for (participant, user) in [("CAAA", ""), ("", "CAAA001"), ("C A", "CAAA001"), ("CAAA", "\u{202e}")] {
        let fields = [("participant", participant), ("user", user), ("action", "read")];
        let answer = server.browser().post("/login/smartcard", &fields).await;
        assert_eq!(answer.status, 422, "{participant}/{user}");
        assert!(answer.headers.get("set-cookie").is_none());
    }
}

async fn cards_closed_meanwhile_open_nothing_but_the_set_up(backend: Backend) {
    let (server, issuer, mut card) = with_card(backend).await;
    let registered = server.add_user(OTHER).await;
    server.register(&registered).await;
    server.add_user("CAAA/CAAA003").await;
    let mut of_registered = server.bound(&issuer, OTHER).await;
    let mut of_bare = server.bound(&issuer, "CAAA/CAAA003").await;
    let code = server.binding_code("CAAA/CAAA003").await;
    let inside = server.browser();
    inside.card_login(&mut card, USER).await.assert_sees("/account");
    let right = Flaws::default();
    let closed = server.another_with(in_phase(Phase::TwoFactorOnly)).await;

    for (account, card) in [(USER, &mut card), ("CAAA/CAAA003", &mut of_bare)] {
        let browser = server.browser();
        let question = browser.card_question(account).await;
        let there = browser.at_instance(&closed);
        let answer = there.answer(&question, &question.signed(card, &right)).await;
        assert_eq!(answer.status, 403, "{account}: {}", answer.location());
        assert_eq!((there.terminal().await, browser.terminal().await), (401, 401));
    }
    let told = server.told("login.phase-closed").await;
    assert_eq!(told.len(), 2);
    for (_, detail) in told {
        assert_eq!(detail, json!({ "phase": "two-factor-only", "method": "smartcard" }));
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 1);
    assert_eq!(inside.at_instance(&closed).terminal().await, 401, "sessions by card end with them");

    // Who has an address and is not set up is led to the set-up, and to nothing else.
    let browser = server.browser();
    let question = browser.card_question(OTHER).await;
    let there = browser.at_instance(&closed);
    let answer = there.answer(&question, &question.signed(&mut of_registered, &right)).await;
    assert!(answer.status == 303 && answer.location().starts_with("/setup?login="), "{}", answer.location());
    assert_eq!(there.terminal().await, 401);
    set_up(&closed, &there, OTHER).await;
    assert_eq!(
        server.rows("SELECT state, set_up_by FROM accounts WHERE user_id = 'CAAA002'").await,
        [["ready", "card"]]
    );

    // A binding that began before is not ended any more.
    let question = browser.question(&browser.ask_binding("CAAA/CAAA003", &code).await).await;
    let made = question.made(&mut issuer.card(), &right);
    let before = server.held().await;
    let answer = browser.at_instance(&closed).answer(&question, &made).await;
    assert_eq!(answer.status, 403, "{}", answer.location());
    assert_eq!(server.held().await, before);
    let told = server.told("binding.refused").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0], ("CAAA/CAAA003".to_owned(), json!({ "why": "closed", "detail": "two-factor-only" })));
}

/// Password and code of a set-up that a card began.
async fn set_up(server: &TestServer, browser: &Browser, account: &str) {
    let answer = browser.choose_password(PASSWORD).await;
    assert_eq!(answer.status, 303, "{:?}", answer.problems());
    let code = server.mails.code_to(&crate::support::address_of(account)).await;
    let answer = browser.type_code(&code).await;
    assert_eq!(browser.follow(&answer).await.heading(), "You are set up");
}

async fn closed_cards_are_not_asked_but_for_the_set_up(backend: Backend) {
    let (server, issuer, mut card) = with_card(backend).await;
    let other = server.add_user(OTHER).await;
    server.register(&other).await;
    let mut of_other = server.bound(&issuer, OTHER).await;
    let code = server.binding_code(USER).await;
    let closed = server.another_with(in_phase(Phase::TwoFactorOnly)).await;
    let prove = async |browser: &Browser, account: &str| {
        let (participant, user) = account.split_once('/').unwrap_or_default();
        browser.post("/login/smartcard", &[("participant", participant), ("user", user), ("action", "prove")]).await
    };
    for account in [USER, "", "CAAA/NOBODY1"] {
        let browser = closed.browser();
        let answer = browser.ask_card(account).await;
        assert_eq!((answer.status.as_u16(), browser.cookies().len()), (403, 0), "{account}");
    }
    assert_eq!(closed.browser().ask_binding(USER, &code).await.status, 403);
    assert_eq!(server.count("SELECT COUNT(*) FROM ceremonies").await, 0);

    for account in [OTHER, ""] {
        let browser = closed.browser();
        let question = browser.question(&prove(&browser, account).await).await;
        let answer = browser.answer(&question, &question.signed(&mut of_other, &Flaws::default())).await;
        assert!(answer.location().starts_with("/setup?login="), "{account}: {}", answer.location());
        assert_eq!(browser.follow(&answer).await.status, 200);
        assert_eq!(browser.terminal().await, 401);
    }
    // Who is set up has nothing to set up.
    let browser = closed.browser();
    let question = browser.question(&prove(&browser, USER).await).await;
    let answer = browser.answer(&question, &question.signed(&mut card, &Flaws::default())).await;
    assert_eq!(answer.status, 403, "{}", answer.location());
    assert_eq!(server.count("SELECT COUNT(*) FROM sessions").await, 0);

    // Before set-up is open to users, a card proves nobody for it, and logs in.
    let registration = server.another_with(in_phase(Phase::Registration)).await;
    assert_eq!(prove(&registration.browser(), OTHER).await.status, 403);
    let browser = registration.browser();
    browser.card_login(&mut of_other, OTHER).await.assert_sees("/account");
    assert_eq!(method_of(&browser).await, (200, "smartcard".to_owned()));
}

async fn a_holder_out_of_use_is_refused(backend: Backend) {
    let (server, issuer, mut card) = with_card(backend).await;
    let code = server.binding_code(USER).await;
    let (one, two) = (server.browser(), server.browser());
    let question = one.card_question(USER).await;
    let binding = two.question(&two.ask_binding(USER, &code).await).await;
    server.disable(USER).await;
    let sessions = "SELECT COUNT(*) FROM sessions";
    let answer = one.answer(&question, &question.signed(&mut card, &Flaws::default())).await;
    assert_eq!((answer.status.as_u16(), server.count(sessions).await), (422, 0));
    let answer = server.browser().card_login(&mut card, "").await;
    assert_eq!((answer.status.as_u16(), server.count(sessions).await), (422, 0));
    let told = server.told("login.refused").await;
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|told| *told == (USER.to_owned(), json!({ "why": "disabled", "method": "smartcard" }))));
    let answer = two.answer(&binding, &binding.made(&mut issuer.card(), &Flaws::default())).await;
    assert_eq!(answer.status, 422);
    assert_eq!(server.told("binding.refused").await.len(), 1);
    assert_eq!(server.browser().ask_binding(USER, &code).await.status, 422);
    assert_eq!(server.count("SELECT COUNT(*) FROM credentials").await, 1);
}
