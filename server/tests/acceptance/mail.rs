//! Mail: what it says, and how it leaves.

mod bounces;
mod desk;
mod domains;
mod notices;
mod suppression;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use domain::{address::EmailAddress, code::Reference, language::Language, role::StaffRole};
use server::{
    mail::{
        Kind,
        letter::Finished,
        outbox,
        relay::{Relay, RelayError},
    },
    registration::staff,
    store::{
        accounts,
        activations::{self, Activation},
        outbox as mails,
    },
};

use crate::support::{ADDRESS, Backend, Capture, Mood, PASSWORD, TestServer, USER, address_of, id, on_both};

on_both! {
    a_relay_that_is_down_holds_nobody_up_and_loses_nothing,
    a_code_that_waited_too_long_is_never_sent,
    another_press_of_send_again_joins_a_mail_that_still_waits,
    relays_are_tried_in_their_order,
    a_refused_recipient_is_shown_and_not_tried_again,
    two_instances_send_every_mail_once,
    mail_left_by_an_instance_that_ended_is_sent_by_another,
    thousands_of_mails_are_put_in_at_once,
    a_mail_whose_sending_panics_is_soon_tried_again,
    codes_never_wait_for_bulk_mail,
    a_code_overtakes_notices_that_have_waited_longer,
    no_field_that_reaches_a_mail_adds_a_line_or_a_recipient,
    answers_of_relays_are_kept_without_the_recipient,
    the_code_mail_says_what_it_should,
    the_code_mail_begins_in_the_readers_language,
    the_activation_mail_says_what_it_should,
    the_activation_mail_asks_for_the_hand_over_code,
    notices_say_what_they_should,
}

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

async fn a_relay_that_is_down_holds_nobody_up_and_loses_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.mails.set_mood(Mood::Down);
    let browser = server.browser();
    let answer = browser.log_in("CAAA", "CAAA001", PASSWORD).await;
    assert_eq!(answer.status, 303);
    server.until("SELECT COUNT(*) FROM outbox WHERE answer IS NOT NULL", 1).await;
    let page = browser.follow(&answer).await;
    assert!(page.words().contains("Mail is slow at the moment. We keep trying"), "{}", page.words());
    assert_eq!(delivery(&browser).await, "Mail is slow at the moment. We keep trying; you need not do anything.");
    for _ in 0..3 {
        server.advance(10 * SECOND);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(server.mails.tries() >= 2 && server.mails.all().is_empty());

    server.mails.set_mood(Mood::Takes);
    server.advance(10 * SECOND);
    let code = server.mails.code_to(ADDRESS).await;
    server.quiet().await;
    let sent = format!(
        "Left our mail system at {} HKT",
        domain::time::clock_seconds(server.app.clock.now(), Language::En).trim_end_matches(" HKT")
    );
    assert_eq!(delivery(&browser).await, sent);
    assert!(browser.look().await.words().contains(&sent));
    for _ in 0..3 {
        server.advance(10 * SECOND);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(server.mails.all().len(), 1, "nothing twice");
    browser.type_code(&code).await.assert_sees("/account");
}

/// What the page's island learns of the mail.
async fn delivery(browser: &crate::support::Browser) -> String {
    let answer = browser.post("/api/page/delivery", &[("login", &browser.tag()), ("language", "en")]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let news: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    news["words"].as_str().unwrap_or_default().to_owned()
}

async fn a_code_that_waited_too_long_is_never_sent(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.mails.set_mood(Mood::Down);
    let browser = server.browser();
    assert_eq!(browser.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    server.until("SELECT COUNT(*) FROM outbox WHERE answer IS NOT NULL", 1).await;
    server.advance(10 * MINUTE);
    server.mails.set_mood(Mood::Takes);
    server.until("SELECT COUNT(*) FROM outbox WHERE state = 'useless'", 1).await;
    assert!(server.mails.all().is_empty());
    // One that was overtaken by its login's end is not sent either.
    server.mails.set_mood(Mood::Down);
    let browser = server.browser();
    assert_eq!(browser.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    server.until("SELECT COUNT(*) FROM outbox WHERE answer IS NOT NULL", 1).await;
    let mut tx = server.app.store.begin().await.unwrap();
    accounts::set_address(&mut tx, &id(USER), Some(&EmailAddress::parse("other@caaa.example").unwrap())).await.unwrap();
    tx.commit().await.unwrap();
    server.mails.set_mood(Mood::Takes);
    server.advance(10 * SECOND);
    server.until("SELECT COUNT(*) FROM outbox WHERE state = 'useless'", 2).await;
    assert!(server.mails.all().is_empty());
}

async fn another_press_of_send_again_joins_a_mail_that_still_waits(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.mails.set_mood(Mood::Down);
    let browser = server.browser();
    assert_eq!(browser.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    for _ in 0..3 {
        server.advance(MINUTE);
        assert_eq!(browser.resend().await.status, 303);
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM outbox").await, 1);
    server.mails.set_mood(Mood::Takes);
    server.advance(MINUTE);
    let code = server.mails.code_to(ADDRESS).await;
    browser.type_code(&code).await.assert_sees("/account");
}

async fn relays_are_tried_in_their_order(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let [first, second, third] = ["relay-1", "relay-2", "relay-3"].map(|name| Arc::new(Capture::named(name)));
    let relays: Vec<Arc<dyn Relay>> = vec![Arc::clone(&first) as _, Arc::clone(&second) as _, Arc::clone(&third) as _];
    let server = server.with_relays(relays).await;
    let settled = "SELECT relay FROM outbox WHERE state = 'sent' ORDER BY created_at DESC";
    for (mood, taken_by) in [(Mood::Takes, [1, 0, 0]), (Mood::Down, [1, 1, 0])] {
        first.set_mood(mood);
        assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
        server.quiet().await;
        assert_eq!([&first, &second, &third].map(|relay| relay.all().len()), taken_by);
        server.advance(SECOND);
    }
    assert_eq!(server.rows(settled).await, [["relay-2"], ["relay-1"]]);
    // A recipient that is refused for good is not offered to the next.
    first.set_mood(Mood::Refuses);
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    server.quiet().await;
    assert_eq!([second.tries(), third.tries()], [1, 0]);
}

async fn a_refused_recipient_is_shown_and_not_tried_again(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.mails.set_mood(Mood::Refuses);
    let browser = server.browser();
    assert_eq!(browser.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    server.until("SELECT COUNT(*) FROM outbox WHERE state = 'refused'", 1).await;
    let page = browser.look().await;
    assert!(
        page.words().contains("Your mail system refused the mail. Ask your Delegated Administrator"),
        "{}",
        page.words()
    );
    server.advance(MINUTE);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.mails.tries(), 1);
    // The mailbox is mended: the same code by a fresh mail.
    server.mails.set_mood(Mood::Takes);
    assert_eq!(browser.resend().await.status, 303);
    let code = server.mails.code_to(ADDRESS).await;
    browser.type_code(&code).await.assert_sees("/account");
}

async fn two_instances_send_every_mail_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    let accounts: Vec<String> = (0..12).map(|place| format!("CAAA/U{place}")).collect();
    for account in &accounts {
        server.ready(account).await;
    }
    for (place, account) in accounts.iter().enumerate() {
        let (here, there) = if place % 2 == 0 { (&server, &other) } else { (&other, &server) };
        let (participant, user) = account.split_once('/').unwrap();
        assert_eq!(here.browser().log_in(participant, user, PASSWORD).await.status, 303);
        there.app.outbox.ring();
    }
    server.quiet().await;
    for account in &accounts {
        assert_eq!(server.mails.all_to(&address_of(account)).len(), 1, "{account}");
    }
    assert_eq!(server.mails.tries(), 12);
}

async fn mail_left_by_an_instance_that_ended_is_sent_by_another(backend: Backend) {
    let mut server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.stop_worker();
    let browser = server.browser();
    assert_eq!(browser.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    // Taken, and never settled.
    let far = server.app.clock.now().plus(2 * MINUTE).as_millis();
    server.meddle(&format!("UPDATE outbox SET leased_by = 'gone', leased_until = {far}, tries = 1")).await;
    let other = server.another().await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(server.mails.all().is_empty());
    other.advance(2 * MINUTE);
    let code = server.mails.code_to(ADDRESS).await;
    browser.type_code(&code).await.assert_sees("/account");
}

/// A relay that panics so often, and then takes what it is brought.
struct Clumsy(AtomicUsize, Arc<Capture>);

#[async_trait]
impl Relay for Clumsy {
    fn name(&self) -> &str {
        self.1.name()
    }

    async fn take(&self, mail: &Finished) -> Result<String, RelayError> {
        let left = self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        assert!(left.is_err(), "a mistake in a relay");
        self.1.take(mail).await
    }
}

// As many as a change of the schedule writes in a house of a thousand firms: more than a statement takes values.
async fn thousands_of_mails_are_put_in_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let mut tx = server.app.store.begin().await.unwrap();
    let waiting = mails::waiting(&mut tx).await.unwrap().0;
    let scribe = server.operator();
    let letters: Vec<_> = (0..2_100).map(|_| outbox::told(&scribe, Kind::ScheduleChanged, &id(USER))).collect();
    mails::add_all(&mut tx, &letters).await.unwrap();
    assert_eq!(mails::waiting(&mut tx).await.unwrap().0, waiting + 2_100);
}

async fn a_mail_whose_sending_panics_is_soon_tried_again(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let mails = Arc::clone(&server.mails);
    let server = server.with_relays(vec![Arc::new(Clumsy(AtomicUsize::new(3), mails))]).await;
    // One of each class: codes, and bulk mail.
    let browser = server.browser();
    assert_eq!(browser.log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    server.invited("CAAA/BULK").await;
    let deferred = "SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND leased_until = 0
                    AND answer = 'sending it panicked'";
    server.until(deferred, 2).await;
    assert!(server.mails.all().is_empty());
    // As after any failure, and long before a lease would end.
    for _ in 0..3 {
        server.advance(4 * SECOND);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let code = server.mails.code_to(ADDRESS).await;
    server.mails.next_to(&address_of("CAAA/BULK")).await;
    server.quiet().await;
    browser.type_code(&code).await.assert_sees("/account");
    assert_eq!(server.mails.all().len(), 2);
}

async fn codes_never_wait_for_bulk_mail(backend: Backend) {
    let server = TestServer::with(backend, |config| config.mail.bulk_per_second = 1).await;
    server.ready(USER).await;
    for place in 0..10 {
        server.invited(&format!("CAAA/BULK{place}")).await;
    }
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    assert!(server.count("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND bulk = 1").await >= 7);
    browser.type_code(&code).await.assert_sees("/account");
}

async fn no_field_that_reaches_a_mail_adds_a_line_or_a_recipient(backend: Backend) {
    let hostile = "Harbour\r\nBcc: eve@evil.example\r\n\r\n.\r\nMAIL FROM:<eve@evil.example>";
    let server = TestServer::with(backend, |config| {
        // The configuration's own check refuses line ends; a lone dot, markup and a second address it takes.
        config.organisation.name_en = "<eve@evil.example>, \"Harbour\" =?utf-8?q?=0d=0aBcc:?=".into();
        config.support.hotline = ".".into();
        config.support.email = "..".into();
    })
    .await;
    server.ready_person(USER, |p| p.name_en = hostile.to_owned()).await;
    for address in [
        "ann@house.example\r\nBcc: eve@evil.example",
        "ann@house.example\0",
        "ann@house.example, eve@evil.example",
        "\r\n.\r\n@house.example",
        "Ann <ann@house.example>",
        "ann@house.example\n.\n",
    ] {
        let scribe = server.operator();
        let added = staff::add(&server.app, &scribe, "ANN", address, StaffRole::Viewer).await;
        // White space around it is dropped; anything else is no address.
        assert!(added.is_err(), "{address:?}");
    }
    let browser = server.browser();
    let path = "/login?lang=en%0d%0aBcc:eve@evil.example";
    let fields = [("participant", "CAAA\r\n"), ("user", "CAAA001"), ("password", PASSWORD)];
    let answer = browser.post(path, &fields).await;
    assert_eq!(answer.status, 303);
    let mail = server.mails.next_to(ADDRESS).await;
    let head = assert_one_message(&mail, ADDRESS);
    // A sender's name is quoted or encoded: one address follows it.
    let unfolded = head.replace("\r\n ", " ");
    let from = unfolded.split("\r\n").find(|line| line.starts_with("From:")).unwrap();
    assert!(from.ends_with(" <login@harbour-clearing.example>"), "{from}");
    assert_eq!((from.matches('<').count(), from.matches(',').count()), (1, 0), "{from}");
    assert_eq!(mail.text.lines().next().unwrap().len(), 6, "the code still stands first, alone");
}

async fn answers_of_relays_are_kept_without_the_recipient(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    server.quiet().await;
    assert_eq!(server.rows("SELECT relay, answer FROM outbox").await, [["relay-1", "250 queued for <recipient>"]]);
    server.advance(SECOND);
    server.mails.set_mood(Mood::Refuses);
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    server.quiet().await;
    assert_eq!(
        server.rows("SELECT answer FROM outbox WHERE state = 'refused'").await,
        [["550 no mailbox <recipient>"]]
    );
}

/// A mail must be one message to one recipient, whatever its fields hold. Gives its head.
fn assert_one_message(mail: &Finished, to: &str) -> String {
    let recipients: Vec<String> = mail.message.envelope().to().iter().map(ToString::to_string).collect();
    assert_eq!(recipients, [to]);
    let bytes = String::from_utf8(mail.message.formatted()).unwrap();
    let (head, body) = bytes.split_once("\r\n\r\n").unwrap();
    let mut names: Vec<String> = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split(':').next().unwrap().to_lowercase())
        .collect();
    names.sort();
    let expected = [
        "auto-submitted",
        "content-type",
        "date",
        "from",
        "message-id",
        "mime-version",
        "subject",
        "to",
        "x-auto-response-suppress",
    ];
    assert_eq!(names, expected, "{head}");
    // No line of the body begins with a dot, no CR or LF stands alone, and all of it is ASCII.
    assert!(body.split("\r\n").all(|line| !line.starts_with('.') && !line.contains(['\r', '\n', '\0'])));
    assert!(bytes.is_ascii());
    head.to_owned()
}

/// A mail as its reader has it, but for what is new in each.
pub(crate) fn read(mail: &Finished) -> String {
    let text = format!("To: {}\nSubject: {}\n\n{}", mail.to, mail.subject, mail.text);
    let code = mail.text.lines().next().unwrap_or_default();
    let is_code = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let text = if is_code { text.replacen(code, "[code]", 1) } else { text };
    let reference = ["reference ", "參考編號 "].iter().find_map(|word| {
        mail.subject
            .split_once(word)
            .map(|(_, rest)| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>())
    });
    reference
        .filter(|reference| reference.len() == 4)
        .map_or(text.clone(), |reference| text.replace(&reference, "[reference]"))
}

/// A mail must hold no link, and say the same in both of its parts.
pub(crate) fn assert_sound(mail: &Finished) {
    let whole = String::from_utf8(mail.message.formatted()).unwrap();
    assert!(!mail.text.contains("http") && !mail.text.contains("www."));
    // A file may stand beside it.
    let said = whole.split_once("multipart/alternative").unwrap().1;
    let boundary = said.split_once("boundary=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let parts: Vec<String> = whole
        .split(&format!("--{boundary}\r\n"))
        .skip(1)
        .map(|part| {
            let (head, body) = part.split_once("\r\n\r\n").unwrap();
            assert!(head.contains("Content-Transfer-Encoding: base64"), "{head}");
            let body: String = body.split("--").next().unwrap().split_whitespace().collect();
            String::from_utf8(data_encoding::BASE64.decode(body.as_bytes()).unwrap()).unwrap()
        })
        .collect();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0].replace("\r\n", "\n"), mail.text);
    assert!(!parts[1].contains("href") && !parts[1].contains("http") && !parts[1].contains("<img"));
    let (head, body) = parts[1].split_once("</title>").unwrap();
    assert_eq!(plain(head.split_once("<title>").unwrap().1), [&*mail.subject]);
    let text: Vec<&str> = mail.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(plain(body), text);
}

/// The lines that a reader of HTML sees.
fn plain(html: &str) -> Vec<String> {
    let mut lines = html.to_owned();
    for end in ["<br>", "</p>", "</tr>", "</caption>"] {
        lines = lines.replace(end, "\n");
    }
    for (end, next) in [("</th>", "<th"), ("</th>", "<td"), ("</td>", "<td")] {
        lines = lines.replace(&format!("{end}{next}"), &format!(" | {next}"));
    }
    while let Some((start, end)) = lines.find('<').zip(lines.find('>')) {
        lines.replace_range(start..=end, "");
    }
    let lines = lines.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    lines.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

async fn the_code_mail_says_what_it_should(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    let mail = server.mails.next_to(ADDRESS).await;
    assert_sound(&mail);
    insta::assert_snapshot!("code_mail", read(&mail));
}

async fn the_code_mail_begins_in_the_readers_language(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();
    assert_eq!(browser.get("/login?lang=zh-HK").await.status, 200);
    let code = server.ask_code(&browser, USER).await;
    browser.type_code(&code).await.assert_sees("/account");
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    let mail = server.mails.next_to(ADDRESS).await;
    assert_sound(&mail);
    insta::assert_snapshot!("code_mail_chinese_first", read(&mail));
}

async fn the_activation_mail_says_what_it_should(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.invited(USER).await;
    let mail = server.mails.next_to(ADDRESS).await;
    assert_sound(&mail);
    insta::assert_snapshot!("activation_mail", read(&mail));
}

async fn the_activation_mail_asks_for_the_hand_over_code(backend: Backend) {
    let server = TestServer::start(backend).await;
    let account = server.add_user(USER).await;
    server.register(&account).await;
    let scribe = server.operator();
    let activation = Activation {
        id: "an-activation".to_owned(),
        account: account.clone(),
        reference: Reference::parse("K7Q2").unwrap(),
        address: EmailAddress::parse(ADDRESS).unwrap(),
        created_at: scribe.now,
        expires_at: scribe.now.plus(60 * MINUTE),
        used_at: None,
        hand_over: true,
    };
    let mut tx = server.app.store.begin().await.unwrap();
    activations::add(&mut tx, &activation).await.unwrap();
    outbox::post(&mut tx, &scribe, Kind::Activation, &account, &activation.id, activation.expires_at).await.unwrap();
    tx.commit().await.unwrap();
    let mail = server.mails.next_to(ADDRESS).await;
    assert_sound(&mail);
    insta::assert_snapshot!("activation_mail_hand_over", read(&mail));
}

async fn notices_say_what_they_should(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 1).await;
    let user = server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    let fields = [("current", PASSWORD), ("password", "nine copper wheels at dusk")];
    assert_eq!(browser.post("/account/password", &fields).await.status, 303);
    let changed = server.mails.next_to(ADDRESS).await;
    for _ in 0..2 {
        server.browser().log_in("CAAA", "CAAA001", "not the password at all").await;
    }
    let paused = server.mails.next_to(ADDRESS).await;
    server.set_status(&user, domain::life::Status::Disabled).await;
    browser.log_in("CAAA", "CAAA001", "nine copper wheels at dusk").await;
    let closed = server.mails.next_to(ADDRESS).await;
    let all = [changed, paused, closed].map(|mail| {
        assert_sound(&mail);
        read(&mail)
    });
    insta::assert_snapshot!("notices", all.join("\n=====\n"));
}

async fn a_code_overtakes_notices_that_have_waited_longer(backend: Backend) {
    let mut server = TestServer::start(backend).await;
    server.stop_worker();
    let user = server.ready(USER).await;
    for kind in [Kind::LoginPaused, Kind::PasswordChanged, Kind::Code, Kind::LoginPaused] {
        let scribe = server.operator();
        let mut tx = server.app.store.begin().await.unwrap();
        outbox::post(&mut tx, &scribe, kind, &user, "", scribe.now.plus(MINUTE * 10)).await.unwrap();
        tx.commit().await.unwrap();
        server.advance(SECOND);
    }
    let mut leased = Vec::new();
    for _ in 0..4 {
        let now = server.app.clock.now();
        let mut tx = server.app.store.begin().await.unwrap();
        let one = mails::lease(&mut tx, "worker", false, 1, now, now.plus(MINUTE)).await.unwrap();
        tx.commit().await.unwrap();
        leased.extend(one.into_iter().map(|letter| letter.kind));
    }
    assert_eq!(leased, ["code", "login-paused", "password-changed", "login-paused"]);
}
