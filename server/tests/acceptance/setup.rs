//! Set-up: an activation, a password, a first code.

use std::time::Duration;

use domain::{
    address::EmailAddress,
    life::Status,
    phase::{Phase, may_set_up_in},
    role::{DaRoles, StaffRole},
};
use server::{
    config::FixedPhase,
    registration::staff,
    store::{accounts, sessions},
};

use crate::{
    login::other_than,
    support::{ADDRESS, Answer, Backend, Browser, PASSWORD, TestServer, USER, address_of, id, on_both},
};

on_both! {
    activation_password_and_code_make_a_user_ready,
    the_activation_mail_carries_the_code_that_works,
    a_phase_decides_who_may_set_up,
    a_phase_that_closes_meanwhile_refuses_at_the_code_and_costs_no_activation,
    an_activation_that_is_expired_used_revoked_or_anothers_is_refused_alike,
    another_invitation_ends_the_earlier_and_a_set_up_under_way_with_it,
    a_password_is_refused_for_what_is_wrong_with_it,
    wrong_codes_end_a_set_up_and_the_activation_begins_another,
    a_second_set_up_ends_every_session_and_tells_the_owner,
    two_set_ups_of_one_activation_complete_once,
    strangers_guesses_never_close_an_activation_to_its_owner,
    staff_are_added_set_up_and_reach_the_monitor,
    activation_codes_are_read_as_people_type_them,
    somebody_dormant_sets_up_and_cannot_log_in_yet,
    a_change_that_commits_while_a_set_up_is_completed_has_the_last_word,
}

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(86_400);
const OTHER: &str = "CAAA/CAAA002";

/// A whole set-up of `account`, and the page that it ends with.
async fn set_up(server: &TestServer, browser: &Browser, account: &str, activation: &str, password: &str) -> Answer {
    let (participant, user) = account.split_once('/').unwrap();
    let answer = browser.activate(participant, user, activation).await;
    assert_eq!(answer.status, 303, "{:?}", answer.problems());
    let answer = browser.choose_password(password).await;
    assert_eq!(answer.status, 303, "{:?}", answer.problems());
    let code = one_time_code(server, account).await;
    let answer = browser.type_code(&code).await;
    assert_eq!(answer.status, 303, "{:?}", answer.problems());
    browser.follow(&answer).await
}

/// The next one-time code for `account`; activations are passed over.
async fn one_time_code(server: &TestServer, account: &str) -> String {
    loop {
        let code = server.mails.code_to(&address_of(account)).await;
        if !code.contains('-') {
            return code;
        }
    }
}

async fn activation_password_and_code_make_a_user_ready(backend: Backend) {
    let server = TestServer::start(backend).await;
    let activation = server.invited(USER).await;
    let browser = server.browser();
    browser.log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(422, "do not match");

    let answer = browser.activate("CAAA", "CAAA001", &activation).await;
    let page = browser.follow(&answer).await;
    assert_eq!(page.heading(), "Choose a password");
    assert!(page.words().contains("Your one-time codes will go to c•••@caaa.example"), "{}", page.words());
    let answer = browser.choose_password(PASSWORD).await;
    assert_eq!(answer.status, 303);
    let page = browser.follow(&answer).await;
    assert_eq!(page.heading(), "Prove your mailbox with a code");
    // Nothing counts before the mailbox is proved.
    assert_eq!(server.account(&id(USER)).await.password_hash, None);
    server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(422, "do not match");

    let mail = loop {
        let mail = server.mails.next_to(ADDRESS).await;
        if mail.subject.contains(&page.reference()) {
            break mail;
        }
    };
    let answer = browser.type_code(mail.text.lines().next().unwrap()).await;
    let done = browser.follow(&answer).await;
    assert_eq!((done.heading(), done.reference()), ("You are set up".to_owned(), page.reference()));
    assert_eq!(browser.terminal().await, 401, "set up is not logged in");
    assert_eq!(server.account(&id(USER)).await.state.name(), "ready");
    assert_eq!(server.events("setup.completed").await, 1);
    server.logged_in(USER).await;
}

async fn the_activation_mail_carries_the_code_that_works(backend: Backend) {
    let server = TestServer::start(backend).await;
    let activation = server.invited(USER).await;
    let mail = server.mails.next_to(ADDRESS).await;
    assert_eq!(mail.text.lines().next().unwrap(), activation);
    assert_eq!(activation.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
    assert!(!mail.subject.contains(&activation));
    assert_eq!(server.browser().activate("CAAA", "CAAA001", &activation).await.status, 303);
}

async fn a_phase_decides_who_may_set_up(backend: Backend) {
    let server = TestServer::start(backend).await;
    let accounts = ["CAAA/USER", "CAAA/ADMIN", "STAFF/ANN"];
    let mut activations = Vec::new();
    for account in accounts {
        let id = server
            .add_person(account, |p| {
                p.da.maker = account.ends_with("ADMIN");
            })
            .await;
        server.register(&id).await;
        activations.push((account, server.invite(account).await));
    }
    for phase in Phase::ALL {
        let server = server.another_with(|config| config.schedule.phase = FixedPhase(Some(phase))).await;
        for (account, activation) in &activations {
            let (participant, user) = account.split_once('/').unwrap();
            let answer = server.browser().activate(participant, user, activation).await;
            let standing = server.account(&id(account)).await.standing();
            if may_set_up_in(phase, standing) {
                assert_eq!(answer.status, 303, "{account} in {phase}");
            } else {
                assert_eq!((*account, phase), ("CAAA/USER", Phase::Registration));
                answer.assert_refused(403, "Set-up is not open yet");
                // Who has no right code is told nothing of the phase.
                let answer = server.browser().activate(participant, user, "0000-0000-0000").await;
                answer.assert_refused(422, "These three do not match");
            }
        }
    }
    // What the last page says of logging in.
    let preparation = server.another_with(|config| config.schedule.phase = FixedPhase(Some(Phase::Preparation))).await;
    let (account, activation) = &activations[0];
    let done = set_up(&preparation, &preparation.browser(), account, activation, PASSWORD).await;
    assert!(done.words().contains("do not open the terminal yet"), "{}", done.words());
    let (account, activation) = &activations[1];
    let done = set_up(&preparation, &preparation.browser(), account, activation, PASSWORD).await;
    assert!(done.words().contains("It opens your own pages"), "{}", done.words());
}

async fn a_phase_that_closes_meanwhile_refuses_at_the_code_and_costs_no_activation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let activation = server.invited(USER).await;
    let browser = server.browser();
    assert_eq!(browser.activate("CAAA", "CAAA001", &activation).await.status, 303);
    assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
    let code = one_time_code(&server, USER).await;
    let closed = server.another_with(|config| config.schedule.phase = FixedPhase(Some(Phase::Registration))).await;
    browser.at_instance(&closed).type_code(&code).await.assert_refused(403, "do not open the terminal yet");
    assert_eq!(server.account(&id(USER)).await.password_hash, None);
    let done = set_up(&server, &server.browser(), USER, &activation, PASSWORD).await;
    assert_eq!(done.heading(), "You are set up");
}

async fn an_activation_that_is_expired_used_revoked_or_anothers_is_refused_alike(backend: Backend) {
    let server = TestServer::start(backend).await;
    let used = server.invited("CAAA/USED01").await;
    set_up(&server, &server.browser(), "CAAA/USED01", &used, PASSWORD).await;
    let expired = server.invited("CAAA/LATE01").await;
    server.advance(14 * DAY - Duration::from_secs(1));
    assert_eq!(server.browser().activate("CAAA", "LATE01", &expired).await.status, 303);
    server.advance(Duration::from_secs(1));
    let revoked = server.invited("CAAA/TWICE1").await;
    server.invite("CAAA/TWICE1").await;
    let mine = server.invited("CAAA/OWNER1").await;
    let closed = server.invited("CAAA/CLOSED").await;
    server.set_status(&id("CAAA/CLOSED"), Status::Disabled).await;
    server.add_user("CAAA/NOMAIL").await;

    let mut bodies = Vec::new();
    for (user, activation) in [
        ("USED01", used.as_str()),
        ("LATE01", &expired),
        ("TWICE1", &revoked),
        ("CLOSED", &closed),
        ("NOMAIL", &mine),
        ("NOBODY", &mine),
        ("OWNER1", "0000-0000-0000"),
    ] {
        let answer = server.browser().activate("CAAA", user, activation).await;
        answer.assert_refused(422, "These three do not match, or the activation code was used or has expired");
        bodies.push(crate::uniformity::shown(&answer, &[user, activation]));
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "{bodies:#?}");
    assert_eq!(server.browser().activate("CAAA", "OWNER1", &mine).await.status, 303);
}

async fn another_invitation_ends_the_earlier_and_a_set_up_under_way_with_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let earlier = server.invited(USER).await;
    let browser = server.browser();
    assert_eq!(browser.activate("CAAA", "CAAA001", &earlier).await.status, 303);
    assert_eq!(browser.choose_password("nine copper wheels at dusk").await.status, 303);
    let code = one_time_code(&server, USER).await;
    let newer = server.invite(USER).await;
    server.browser().activate("CAAA", "CAAA001", &earlier).await.assert_refused(422, "These three do not match");
    browser.type_code(&code).await.assert_sees("/setup?notice=start-again");
    assert_eq!(server.account(&id(USER)).await.password_hash, None);
    let done = set_up(&server, &server.browser(), USER, &newer, PASSWORD).await;
    assert_eq!(done.heading(), "You are set up");
    // A mail that still waits for its turn does not carry a code that is void.
    server.quiet().await;
    let codes = server.mails.all_to(ADDRESS).iter().filter(|mail| mail.subject.contains("Set up")).count();
    assert!(codes <= 2);
    server.invite(USER).await;
}

async fn a_password_is_refused_for_what_is_wrong_with_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let activation = server.invited(USER).await;
    let browser = server.browser();
    assert_eq!(browser.activate("CAAA", "CAAA001", &activation).await.status, 303);
    for (password, words) in [
        ("", "Enter a new password"),
        ("fourteen chars", "Your password has 14 characters. Use at least 15."),
        ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "Your password has 8 characters"),
        ("Harbour Clearing Kestrel", "rests on your name"),
        ("caaa001@caaa.example!", "rests on your name"),
        ("qwertyuiopasdfghjkl", "too easy to guess"),
    ] {
        let answer = browser.choose_password(password).await;
        answer.assert_refused(422, words);
        assert!(password.is_empty() || !answer.body.contains(password), "{password} is shown again");
    }
    assert_eq!(browser.choose_password(&"x!y".repeat(50)).await.status, 422);
    // Composed or not, it is the same password.
    assert_eq!(browser.choose_password("caf\u{e9} lantern granite dusk").await.status, 303);
    let code = one_time_code(&server, USER).await;
    assert_eq!(browser.type_code(&code).await.status, 303);
    let answer = server.browser().log_in("CAAA", "CAAA001", "cafe\u{301} lantern granite dusk").await;
    assert_eq!(answer.status, 303);
    let answer = server.browser().log_in("CAAA", "CAAA001", "Caf\u{e9} lantern granite dusk").await;
    assert_eq!(answer.status, 422);
}

async fn wrong_codes_end_a_set_up_and_the_activation_begins_another(backend: Backend) {
    let server = TestServer::start(backend).await;
    let activation = server.invited(USER).await;
    let browser = server.browser();
    assert_eq!(browser.activate("CAAA", "CAAA001", &activation).await.status, 303);
    assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
    let code = one_time_code(&server, USER).await;
    for _ in 0..4 {
        browser.type_code(&other_than(&code)).await.assert_refused(422, "That is not the code");
    }
    browser.type_code(&other_than(&code)).await.assert_refused(422, "This login has had all its tries");
    browser.type_code(&code).await.assert_refused(422, "This login has had all its tries");
    assert_eq!(server.account(&id(USER)).await.password_hash, None);

    // A resend repeats the code here too.
    let browser = server.browser();
    assert_eq!(browser.activate("CAAA", "CAAA001", &activation).await.status, 303);
    assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
    let code = one_time_code(&server, USER).await;
    server.quiet().await;
    browser.resend().await.assert_refused(429, "A mail has only just been sent");
    server.advance(MINUTE);
    browser.resend().await.assert_sees(&format!("/setup?login={}&sent=1", browser.tag()));
    assert_eq!(one_time_code(&server, USER).await, code);
    let answer = browser.type_code(&code).await;
    assert_eq!(browser.follow(&answer).await.heading(), "You are set up");
    // It is over: the code has done its work.
    browser.type_code(&code).await.assert_sees("/setup?notice=start-again");
}

async fn a_second_set_up_ends_every_session_and_tells_the_owner(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let session = server.logged_in(USER).await;
    let under_way = server.browser();
    let old_code = server.ask_code(&under_way, USER).await;
    let activation = server.invite(USER).await;
    let new = "nine copper wheels at dusk";
    set_up(&server, &server.browser(), USER, &activation, new).await;
    assert_eq!(session.terminal().await, 401);
    under_way.type_code(&old_code).await.assert_sees("/login?notice=start-again");
    server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(422, "do not match");
    assert_eq!(server.browser().log_in("CAAA", "CAAA001", new).await.status, 303);
    server.quiet().await;
    assert!(server.mails.subjects().iter().any(|subject| subject.contains("Your password was changed")));
    let mut reader = server.app.store.reader().await.unwrap();
    assert!(sessions::list(&mut reader, &id(USER)).await.unwrap().is_empty());
}

async fn two_set_ups_of_one_activation_complete_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let activation = server.invited(USER).await;
    let (mine, theirs) = (server.browser(), server.browser());
    for browser in [&mine, &theirs] {
        assert_eq!(browser.activate("CAAA", "CAAA001", &activation).await.status, 303);
    }
    assert_eq!(mine.choose_password(PASSWORD).await.status, 303);
    let my_code = one_time_code(&server, USER).await;
    assert_eq!(theirs.choose_password("nine copper wheels at dusk").await.status, 303);
    let their_code = one_time_code(&server, USER).await;
    // The code of one is none of the other.
    theirs.type_code(&my_code).await.assert_refused(422, "That is not the code");
    let (my, their) = tokio::join!(mine.type_code(&my_code), theirs.type_code(&their_code));
    let done = [&my, &their].iter().filter(|answer| answer.location().contains("login=")).count();
    assert_eq!(done, 1, "{} and {}", my.location(), their.location());
    assert_eq!(server.events("setup.completed").await, 1);
}

async fn strangers_guesses_never_close_an_activation_to_its_owner(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 5).await;
    let activation = server.invited(USER).await;
    let stranger = server.browser();
    for _ in 0..5 {
        stranger.activate("CAAA", "CAAA001", "0000-0000-0000").await.assert_refused(422, "These three do not match");
    }
    stranger.activate("CAAA", "CAAA001", &activation).await.assert_refused(429, "There were too many tries");
    stranger
        .moved_to("198.51.100.1")
        .activate("CAAA", "NOBODY", "0000-0000-0000")
        .await
        .assert_refused(422, "do not match");
    let done = set_up(&server, &server.browser(), USER, &activation, PASSWORD).await;
    assert_eq!(done.heading(), "You are set up");
}

async fn staff_are_added_set_up_and_reach_the_monitor(backend: Backend) {
    let server = TestServer::start(backend).await;
    let scribe = server.operator();
    let added = staff::add(&server.app, &scribe, "ann", "ann@harbour-clearing.example", StaffRole::Approver).await;
    assert_eq!(added.unwrap().0, id("STAFF/ANN"));
    let again = staff::add(&server.app, &scribe, "ANN", "eve@evil.example", StaffRole::Approver).await;
    assert!(again.unwrap_err().to_string().contains("is there already"));
    let activation = server.mails.code_to("ann@harbour-clearing.example").await;
    let browser = server.browser();
    assert_eq!(browser.activate("STAFF", "ANN", &activation).await.status, 303);
    assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
    let code = server.mails.code_to("ann@harbour-clearing.example").await;
    assert_eq!(browser.type_code(&code).await.status, 303);
    assert_eq!(browser.log_in("staff", "ann", PASSWORD).await.status, 303);
    let code = server.mails.code_to("ann@harbour-clearing.example").await;
    browser.type_code(&code).await.assert_sees("/monitor");
    let page = browser.get("/monitor").await;
    assert_eq!((page.status.as_u16(), page.heading().as_str()), (200, "Adoption of two-factor login"));
    assert!(page.words().contains("decide on what others have asked for"), "{}", page.words());

    // A delegated administrator of a firm, by the same steps.
    let admin = server.add_person("CAAA/ADMIN", |p| p.da = DaRoles { maker: true, checker: false }).await;
    server.register(&admin).await;
    let activation = server.invite("CAAA/ADMIN").await;
    let browser = server.browser();
    set_up(&server, &browser, "CAAA/ADMIN", &activation, PASSWORD).await;
    server.log_in(&browser, "CAAA/ADMIN").await.assert_sees("/portal/users");
    assert_eq!(browser.get("/portal/users").await.status, 200);
    server.add_user(OTHER).await;
}

async fn activation_codes_are_read_as_people_type_them(backend: Backend) {
    let server = TestServer::start(backend).await;
    let activation = server.invited(USER).await;
    let full_width: String = activation.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
    for typed in [
        activation.to_lowercase(),
        activation.replace('-', ""),
        activation.replace('-', " "),
        format!("\u{3000}{activation}\r\n"),
        full_width,
    ] {
        assert_eq!(server.browser().activate("caaa", "caaa001", &typed).await.status, 303, "{typed:?}");
    }
    for typed in ["7K3M-Q2XA", "7K3M-Q2XA-9DTE-1", "7K3M-Q2XA-9DT!", "7K3M-Q2XA-9DTU", "7K3M\u{0}Q2XA9DTE"] {
        let answer = server.browser().activate("CAAA", "CAAA001", typed).await;
        answer.assert_refused(422, "An activation code is three groups of four");
    }
    let answer = server.browser().activate("", " ", "").await;
    assert_eq!(answer.problems().len(), 3);
}

async fn somebody_dormant_sets_up_and_cannot_log_in_yet(backend: Backend) {
    let server = TestServer::start(backend).await;
    let user = server.add_person(USER, |p| p.status = Status::Dormant).await;
    server.register(&user).await;
    let activation = server.invite(USER).await;
    let done = set_up(&server, &server.browser(), USER, &activation, PASSWORD).await;
    assert_eq!(done.heading(), "You are set up");
    server.browser().log_in("CAAA", "CAAA001", PASSWORD).await.assert_refused(422, "do not match");
    server.set_status(&user, Status::Active).await;
    server.logged_in(USER).await;
}

async fn a_change_that_commits_while_a_set_up_is_completed_has_the_last_word(backend: Backend) {
    let server = TestServer::start(backend).await;
    let activation = server.invited(USER).await;
    let browser = server.browser();
    assert_eq!(browser.activate("CAAA", "CAAA001", &activation).await.status, 303);
    assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
    let code = one_time_code(&server, USER).await;
    server.quiet().await;

    // The address turns out to be another's.
    let mut tx = server.app.store.begin().await.unwrap();
    let other = EmailAddress::parse("other@caaa.example").unwrap();
    accounts::set_address(&mut tx, &id(USER), Some(&other)).await.unwrap();
    let trying = browser.copied();
    let trying = tokio::spawn(async move { trying.type_code(&code).await });
    // Long enough to come to where it has to wait for the change.
    tokio::time::sleep(Duration::from_millis(300)).await;
    tx.commit().await.unwrap();
    trying.await.unwrap().assert_sees("/setup?notice=start-again");
    assert_eq!(server.account(&id(USER)).await.password_hash, None);
}
