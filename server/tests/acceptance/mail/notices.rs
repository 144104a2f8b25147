//! Notices: what they say in both languages, whom they reach, and what a text of others can do to them.

use std::time::Duration;

use domain::{account::AccountId, address::EmailAddress, language::Language, role::StaffRole};
use serde_json::{Value, json};
use server::{
    mail::{self, Kind, letter::Finished},
    store::{accounts, outbox::Letter},
};

use super::{assert_one_message, assert_sound, read};
use crate::support::{Backend, Mood, PASSWORD, TestServer, USER, address_of, on_both};

on_both! {
    every_notice_says_what_it_should,
    every_notice_begins_in_the_readers_language,
    what_became_of_a_request_is_said_by_what_there_is_to_say,
    roles_are_said_in_words,
    no_text_of_others_adds_a_line_or_a_recipient,
    notices_reach_whom_they_are_for,
    a_code_goes_to_the_registered_address_whatever_its_letter_says,
    a_detail_that_cannot_be_read_is_not_the_mailboxs_fault,
    a_checker_gets_one_digest,
}

const MINUTE: Duration = Duration::from_secs(60);
/// A former address.
const FORMER: &str = "former@caaa.example";

/// A notice of every kind, but for the digest: nothing waits here.
fn notices() -> Vec<(Kind, Value)> {
    let decided = json!({
        "kind": "address", "about": "emails.csv", "done": 1200, "rejected": 1, "stale": 3, "expired": 2,
    });
    let imported = json!({ "what": "import", "facts": [["File", "users.csv"], ["Disabled", "2"]] });
    let moved = json!({
        "title": { "en": "Parallel run ends", "zh": "並行運作結束" }, "cancelled": false,
        "former_at": null, "former_when": { "en": "late Q2 2027", "zh": "2027年第二季末" },
        "at": "2027-06-25T10:00:00Z", "when": { "en": "", "zh": "" },
    });
    let held = json!({ "title": { "en": "Parallel run ends", "zh": "並行運作結束" }, "why": "grown", "reason": "" });
    let granted = json!({
        "about": "CAAA", "kind": "extension", "ended": false,
        "from": "2027-06-25T10:00:00Z", "until": "2027-07-25T10:00:00Z",
    });
    let added = json!({ "what": "staff-added", "facts": [["Account", "STAFF/ANN"], ["Role", "approver"]] });
    vec![
        (Kind::AddressRegistered, json!({})),
        (Kind::AddressLeft, json!({})),
        (Kind::AddressRemoved, json!({})),
        (Kind::AccessReset, json!({})),
        (Kind::RolesChanged, json!({ "roles": "da-maker" })),
        (Kind::AccountDisabled, json!({})),
        (Kind::AccountEnabled, json!({})),
        (Kind::CardSuspended, json!({})),
        (Kind::CardRetired, json!({})),
        (Kind::CardRestored, json!({})),
        (Kind::RequestDecided, decided),
        (Kind::OperatorActed, imported),
        (Kind::OperatorActed, added),
        (Kind::CardBound, json!({})),
        (Kind::PasskeyAdded, json!({ "name": "My desk\r\nBcc: somebody else" })),
        (Kind::PasskeyRemoved, json!({ "name": "My desk" })),
        (Kind::ScheduleChanged, moved),
        (Kind::EventHeld, held),
        (Kind::ExceptionGranted, granted),
        (Kind::PassIssued, json!({})),
        (Kind::PassUsed, json!({})),
        (Kind::CallBackChanged, json!({ "from": "", "to": "+852 5555 0100" })),
        (Kind::FirmReminder, json!({ "closing": "2027-06-25T10:00:00Z" })),
        (Kind::Probe, json!({})),
    ]
}

/// Whose notice of that kind is: staff's, if staff alone get it.
fn reader_of(kind: Kind, place: usize) -> String {
    let firm = if matches!(kind, Kind::OperatorActed | Kind::EventHeld) { "STAFF" } else { "CAAA" };
    format!("{firm}/READER{place}")
}

/// Somebody with a registered address.
async fn reader(server: &TestServer, account: &str, language: Language) -> AccountId {
    let id = server.add_person(account, |p| p.staff_role = p.staff_role.map(|_| StaffRole::Approver)).await;
    server.register(&id).await;
    let mut tx = server.app.store.begin().await.unwrap();
    accounts::set_language(&mut tx, &id, language).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Puts a notice in.
pub async fn tell(server: &TestServer, kind: Kind, account: &AccountId, change: impl FnOnce(&mut Letter)) {
    let mut letter = mail::outbox::told(&server.operator(), kind, account);
    change(&mut letter);
    let mut tx = server.app.store.begin().await.unwrap();
    server::store::outbox::add(&mut tx, &letter).await.unwrap();
    tx.commit().await.unwrap();
    server.app.outbox.ring();
}

/// A notice of every kind, as readers of `language` get them.
async fn sent(server: &TestServer, language: Language) -> Vec<(Kind, Finished)> {
    let mut readers = Vec::new();
    for (place, (kind, detail)) in notices().into_iter().enumerate() {
        let account = reader_of(kind, place);
        let id = reader(server, &account, language).await;
        let former = matches!(kind, Kind::AddressLeft | Kind::AddressRemoved);
        let to = if former { format!("former{place}@caaa.example") } else { address_of(&account) };
        tell(server, kind, &id, |letter| {
            letter.recipient = former.then(|| EmailAddress::parse(&to).unwrap());
            letter.detail = detail;
        })
        .await;
        readers.push((kind, to));
    }
    let mut mails = Vec::new();
    for (kind, to) in readers {
        let mail = server.mails.next_to(&to).await;
        assert_sound(&mail);
        assert!(
            !mail.text.contains('@') || mail.text.matches('@').count() == 2,
            "nobody's address but the help desk's"
        );
        mails.push((kind, mail));
    }
    mails
}

async fn every_notice_says_what_it_should(backend: Backend) {
    let server = TestServer::start(backend).await;
    let mails = sent(&server, Language::En).await;
    let told: Vec<Kind> = mails.iter().map(|(kind, _)| *kind).collect();
    for kind in Kind::ALL {
        let elsewhere = [
            Kind::Code,
            Kind::Activation,
            Kind::LoginPaused,
            Kind::AccountClosed,
            Kind::PasswordChanged,
            Kind::RequestsWaiting,
            Kind::BriefingConfirmed,
            Kind::BriefingSeat,
            Kind::BriefingReminder,
            Kind::BriefingMoved,
            Kind::BriefingCalledOff,
            Kind::GuideVersion,
            Kind::AuditAnchor,
            Kind::WeeklyReport,
            // Of campaigns: what they say rests on them.
            Kind::CampaignReminder,
            Kind::CampaignFirmDigest,
            Kind::CampaignHouseDigest,
        ];
        assert!(told.contains(&kind) != elsewhere.contains(&kind), "{kind:?}");
    }
    for (place, (kind, mail)) in mails.iter().enumerate() {
        insta::assert_snapshot!(format!("notice_{place}_{}", kind.name()), read(mail));
    }
}

async fn every_notice_begins_in_the_readers_language(backend: Backend) {
    let server = TestServer::start(backend).await;
    let mut begins = Vec::new();
    for (_, mail) in sent(&server, Language::ZhHk).await {
        begins.push(format!("{}\n  {}", mail.subject, mail.text.lines().next().unwrap_or_default()));
        assert!(mail.subject.contains("（香港時間）"));
        assert!(mail.text.find("海港結算所") < mail.text.find("Harbour Clearing"));
    }
    insta::assert_snapshot!("notices_chinese_first", begins.join("\n"));
}

async fn what_became_of_a_request_is_said_by_what_there_is_to_say(backend: Backend) {
    let server = TestServer::start(backend).await;
    let maker = reader(&server, USER, Language::En).await;
    for (kind, words) in [
        ("address", "registering e-mail addresses"),
        ("remove-address", "taking e-mail addresses away"),
        ("reset", "resetting access"),
        ("roles", "changing roles of Delegated Administrators"),
        ("enable", "putting users back into use"),
        ("disable", "putting users out of use"),
        ("sole", "letting one person check what they made"),
        ("domains", "changing the firm’s mail domains"),
        ("bind-card", "issuing codes to bind smartcards"),
        ("retire-cards", "retiring smartcards"),
        ("restore-cards", "bringing smartcards back into use"),
    ] {
        tell(&server, Kind::RequestDecided, &maker, |l| l.detail = json!({ "kind": kind, "rejected": 1 })).await;
        let mail = server.mails.next_to(&address_of(USER)).await;
        assert!(
            mail.text.contains(&format!("\nRequest: {words}\nRows carried out: 0\nRows rejected: 1\n\n")),
            "{kind}"
        );
        assert!(!mail.text.contains("stale") && !mail.text.contains("expired") && !mail.text.contains("About"));
        assert!(mail.text.contains("on the Approvals page of the portal."));
    }
    let staff = reader(&server, "STAFF/ANN", Language::En).await;
    tell(&server, Kind::RequestDecided, &staff, |l| l.detail = json!({ "kind": "sole", "done": 1 })).await;
    let mail = server.mails.next_to(&address_of("STAFF/ANN")).await;
    assert!(mail.text.contains("on the Approvals page for staff."), "{}", mail.text);
}

async fn roles_are_said_in_words(backend: Backend) {
    let server = TestServer::start(backend).await;
    let mut said = Vec::new();
    for (place, roles) in ["", "da-maker", "da-checker", "da-maker;da-checker"].into_iter().enumerate() {
        let account = format!("CAAA/DA{place}");
        let id = reader(&server, &account, Language::En).await;
        tell(&server, Kind::RolesChanged, &id, |letter| letter.detail = json!({ "roles": roles })).await;
        let mail = server.mails.next_to(&address_of(&account)).await;
        said.extend(
            mail.text
                .lines()
                .filter(|l| l.starts_with("Your roles now") || l.starts_with("你現時的角色"))
                .map(str::to_owned),
        );
    }
    insta::assert_snapshot!("roles_in_words", said.join("\n"));
}

async fn no_text_of_others_adds_a_line_or_a_recipient(backend: Backend) {
    let server = TestServer::start(backend).await;
    let long = "x".repeat(100_000);
    for (place, hostile) in [
        "a\r\nBcc: eve@evil.example\r\n\r\n.\r\nMAIL FROM:<eve@evil.example>",
        "\0\n.\n..\r.\r\n",
        "\u{2028}Code: 123456\u{202e}\u{200b}\u{85}",
        "see https://evil.example/?a=<b>&\"c\" or WWW.evil.example",
        "=?utf-8?q?=0d=0aBcc:_eve=40evil.example?=",
        "{ $house } { mail-code-purpose }",
        &long,
    ]
    .into_iter()
    .enumerate()
    {
        let (maker, approver) = (format!("CAAA/MAKER{place}"), format!("STAFF/APPROVER{place}"));
        let id = reader(&server, &maker, Language::En).await;
        let decided = json!({ "kind": "address", "about": hostile, "done": 1 });
        tell(&server, Kind::RequestDecided, &id, |letter| letter.detail = decided).await;
        let id = reader(&server, &approver, Language::En).await;
        let acted = json!({ "what": "import", "facts": [[hostile, hostile], ["Rows", "7"]] });
        tell(&server, Kind::OperatorActed, &id, |letter| letter.detail = acted).await;
        for (reader, facts) in [(maker, 5), (approver, 4)] {
            let to = address_of(&reader);
            let mail = server.mails.next_to(&to).await;
            assert_one_message(&mail, &to);
            assert_sound(&mail);
            assert!(mail.subject.is_ascii() && !mail.subject.contains("evil"), "{}", mail.subject);
            assert!(!mail.text.to_lowercase().contains("://") && !mail.text.contains("WWW."), "{}", mail.text);
            assert!(mail.text.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", mail.text);
            assert!(!mail.text.contains(['\u{2028}', '\u{202e}', '\u{200b}']));
            // The facts stay as many lines as there are facts.
            let shown = mail.text.split("\n\n").nth(1).unwrap();
            assert_eq!(shown.lines().count(), facts, "{shown}");
            assert!(mail.text.len() < 8_000);
        }
    }
    assert_eq!(server.mails.all().len(), 14);
}

async fn notices_reach_whom_they_are_for(backend: Backend) {
    let server = TestServer::start(backend).await;
    let with = reader(&server, USER, Language::En).await;
    let without = server.add_user("CAAA/NOBODY").await;
    let useless = "SELECT COUNT(*) FROM outbox WHERE state = 'useless'";
    // Nobody to tell; and what a former address is told is not for the one registered now.
    tell(&server, Kind::AccountDisabled, &without, |_| {}).await;
    tell(&server, Kind::AddressLeft, &with, |_| {}).await;
    tell(&server, Kind::AddressRemoved, &with, |_| {}).await;
    server.until(useless, 3).await;
    assert!(server.mails.all().is_empty());

    let former = EmailAddress::parse(FORMER).unwrap();
    for (kind, account) in
        [(Kind::AddressLeft, &with), (Kind::AddressRemoved, &without), (Kind::AccountDisabled, &with)]
    {
        tell(&server, kind, account, |letter| letter.recipient = Some(former.clone())).await;
        let mail = server.mails.next_to(FORMER).await;
        assert_one_message(&mail, FORMER);
    }
    assert_eq!(server.mails.all().len(), 3);
    assert!(server.mails.all_to(&address_of(USER)).is_empty());
}

async fn a_code_goes_to_the_registered_address_whatever_its_letter_says(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    server.mails.set_mood(Mood::Down);
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.status, 303);
    server.until("SELECT COUNT(*) FROM outbox WHERE answer IS NOT NULL", 1).await;
    server.meddle(&format!("UPDATE outbox SET recipient = '{FORMER}'")).await;
    server.mails.set_mood(Mood::Takes);
    server.advance(MINUTE);
    server.mails.code_to(&address_of(USER)).await;
    assert!(server.mails.all_to(FORMER).is_empty());
}

async fn a_detail_that_cannot_be_read_is_not_the_mailboxs_fault(backend: Backend) {
    let server = TestServer::start(backend).await;
    let id = reader(&server, USER, Language::En).await;
    let broken = [
        (Kind::RolesChanged, json!({})),
        (Kind::RolesChanged, json!({ "roles": "da-king" })),
        (Kind::RequestDecided, json!({ "kind": "none of ours" })),
        (Kind::OperatorActed, json!({ "what": "import", "facts": [["one"]] })),
        (Kind::OperatorActed, json!(null)),
    ];
    let all = i64::try_from(broken.len()).unwrap();
    for (kind, detail) in broken {
        tell(&server, kind, &id, |letter| letter.detail = detail).await;
    }
    server.until("SELECT COUNT(*) FROM outbox WHERE state = 'useless'", all).await;
    assert!(server.mails.all().is_empty());
    assert_eq!(server.account(&id).await.mail_refused_at, None);
}

async fn a_checker_gets_one_digest(backend: Backend) {
    let server = TestServer::start(backend).await;
    let checker = reader(&server, USER, Language::En).await;
    let other = reader(&server, "CAAA/OTHER", Language::En).await;
    let remind = async |checker: &AccountId| {
        let mut tx = server.app.store.begin().await.unwrap();
        mail::outbox::remind(&mut tx, &server.operator(), checker, 10 * MINUTE).await.unwrap();
        tx.commit().await.unwrap();
    };
    let digests = "SELECT COUNT(*) FROM outbox WHERE kind = 'requests-waiting'";
    let left = "SELECT COUNT(*) FROM outbox WHERE kind = 'requests-waiting' AND state <> 'waiting'";
    for _ in 0..3 {
        remind(&checker).await;
        server.advance(MINUTE);
    }
    assert_eq!(server.count(digests).await, 1);
    remind(&other).await;
    assert_eq!(server.count(digests).await, 2);
    // Not before its time; and what is proposed just then may not be counted any more, so it gets one of its own.
    server.advance(7 * MINUTE - Duration::from_secs(1));
    for _ in 0..3 {
        remind(&checker).await;
    }
    assert_eq!(server.count(digests).await, 3);
    assert_eq!(server.count(left).await, 0);
    // Nothing waits here: none is sent.
    server.advance(Duration::from_secs(1));
    server.until(left, 1).await;
    server.advance(10 * MINUTE);
    server.until(left, 3).await;
    assert!(server.mails.all().is_empty());
}
