//! Between approval and set-up: notices while set-up is closed, waves once it opens, and codes that are handed over.

use domain::{life::Status, phase::Phase};
use server::{
    approval::expire,
    config::{Config, SecondProof},
    registration::wave,
};

use crate::support::{
    Answer, Backend, Browser, CHECKER, PASSWORD, TestServer, address_of, first_line, id, on_both, roles,
};

on_both! {
    before_set_up_is_open_a_notice_goes_out_and_administrators_are_activated_at_once,
    once_set_up_opens_each_activation_leaves_exactly_once,
    those_who_cannot_be_activated_yet_keep_nobody_else_waiting,
    set_up_takes_the_code_that_the_checker_hands_over,
    the_code_is_shown_once_to_whoever_approved_and_to_nobody_else,
    who_shares_a_mailbox_needs_the_code,
    the_code_comes_with_the_wave_too,
    an_earlier_checker_does_not_see_a_later_code,
    what_else_happens_to_the_account_leaves_the_code_as_it_is,
}

fn registration(config: &mut Config) {
    config.schedule.phase.0 = Some(Phase::Registration);
}

fn required(config: &mut Config) {
    config.setup.second_proof = SecondProof::Required;
}

/// Proposes and approves the usual address of a user; says which request it was.
async fn register(maker: &Browser, checker: &Browser, account: &str, address: &str) -> String {
    let request = maker.propose(account.rsplit('/').next().unwrap(), address).await;
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    request
}

/// The first lines of all mails to an account's usual address.
async fn lines(server: &TestServer, account: &str) -> Vec<String> {
    server.quiet().await;
    server.mails.all_to(&address_of(account)).iter().map(first_line).collect()
}

fn is_code(line: &str) -> bool {
    line.len() == 14 && line.matches('-').count() == 2
}

async fn before_set_up_is_open_a_notice_goes_out_and_administrators_are_activated_at_once(backend: Backend) {
    let server = TestServer::with(backend, registration).await;
    let (maker, checker) = server.pair().await;
    for (account, held) in [("CAAA/CAAA010", ""), ("CAAA/CAAA011", "da-maker")] {
        server.add_person(account, |person| person.da = roles(held)).await;
        register(&maker, &checker, account, &address_of(account)).await;
        assert_eq!(server.life(account).await, "registered");
    }
    let told = lines(&server, "CAAA/CAAA010").await;
    assert_eq!(told.len(), 1);
    assert!(!is_code(&told[0]), "{told:?}");
    assert_eq!(server.letters("address-registered", "CAAA/CAAA010").await, 1);
    assert_eq!(server.count("SELECT COUNT(*) FROM activations").await, 1);
    let told = lines(&server, "CAAA/CAAA011").await;
    assert!(told.len() == 1 && is_code(&told[0]), "{told:?}");
    assert_eq!(server.browser().activate("CAAA", "CAAA011", &told[0]).await.status, 303);
    assert_eq!(wave::round(&server.app).await.unwrap(), 0, "not yet");
    assert_eq!(checker.post("/portal/users/CAAA010", &[("action", "invite")]).await.status, 422, "not yet");
}

async fn once_set_up_opens_each_activation_leaves_exactly_once(backend: Backend) {
    let server = TestServer::with(backend, registration).await;
    let (maker, checker) = server.pair().await;
    let users = ["CAAA/CAAA010", "CAAA/CAAA011", "CAAA/CAAA012"];
    for account in users {
        server.add_user(account).await;
        register(&maker, &checker, account, &address_of(account)).await;
    }
    server.set_status(&id("CAAA/CAAA012"), Status::Disabled).await;
    let open = |config: &mut Config| config.schedule.phase.0 = Some(Phase::Preparation);
    let (one, two) = (server.another_with(open).await, server.another_with(open).await);
    let (here, there) = tokio::join!(wave::round(&one.app), wave::round(&two.app));
    assert_eq!(here.unwrap() + there.unwrap(), 2);
    assert_eq!(wave::round(&one.app).await.unwrap() + wave::round(&two.app).await.unwrap(), 0);
    for account in users {
        let codes = lines(&server, account).await.into_iter().filter(|line| is_code(line)).collect::<Vec<_>>();
        let wanted = usize::from(account != "CAAA/CAAA012");
        assert_eq!(codes.len(), wanted, "{account}");
        for code in codes {
            let (participant, user) = account.split_once('/').unwrap();
            assert_eq!(one.browser().activate(participant, user, &code).await.status, 303);
        }
    }
    assert_eq!(expire::round(&one.app).await.unwrap(), 0);
}

async fn those_who_cannot_be_activated_yet_keep_nobody_else_waiting(backend: Backend) {
    let server = TestServer::with(backend, registration).await;
    // More than a round takes, all before the one in order.
    for number in 0..210 {
        server.add_user(&format!("CAAA/A{number:03}")).await;
    }
    let last = server.add_user("CAAA/Z999").await;
    server.register(&last).await;
    server
        .meddle(
            "UPDATE accounts SET awaits_activation = 1, state = 'registered', email = 'x@caaa.example',
                    email_key = 'x@caaa.example' WHERE user_id LIKE 'A%'",
        )
        .await;
    server.meddle("UPDATE accounts SET awaits_activation = 1 WHERE user_id = 'Z999'").await;
    // Made an administrator meanwhile: set-up is open to them in every phase.
    server.change("CAAA/Z999", |person| person.da = roles("da-checker")).await;
    assert_eq!(wave::round(&server.app).await.unwrap(), 1);
    assert_eq!(server.count("SELECT COUNT(*) FROM activations WHERE account = 'CAAA/Z999'").await, 1);
    // And once it opens to all, those out of use stand before nobody.
    server.meddle("UPDATE accounts SET status = 'disabled' WHERE user_id LIKE 'A%'").await;
    server.meddle("UPDATE accounts SET awaits_activation = 1, da_checker = 0 WHERE user_id = 'Z999'").await;
    let open = server.another_with(|config| config.schedule.phase.0 = Some(Phase::Preparation)).await;
    assert_eq!(wave::round(&open.app).await.unwrap(), 1);
}

/// The codes on a page: account, code.
fn codes_on(answer: &Answer) -> Vec<String> {
    let words = answer.words();
    words.split_whitespace().filter(|word| is_code(word)).map(str::to_owned).collect()
}

/// The checker has the codes shown.
async fn shown_to(checker: &Browser, request: &str) -> Vec<String> {
    let answer = checker.post(&format!("/portal/approvals/{request}"), &[("action", "hand-over")]).await;
    assert_eq!(answer.status, 200);
    codes_on(&answer)
}

async fn begin(server: &TestServer, account: &str, activation: &str, hand_over: &str) -> Answer {
    let (participant, user) = account.split_once('/').unwrap();
    let fields = [("participant", participant), ("user", user), ("activation", activation), ("handover", hand_over)];
    server.browser().post("/setup", &fields).await
}

async fn set_up_takes_the_code_that_the_checker_hands_over(backend: Backend) {
    let server = TestServer::with(backend, required).await;
    let (maker, checker) = server.pair().await;
    for account in ["CAAA/CAAA010", "CAAA/CAAA011"] {
        server.add_user(account).await;
    }
    let request = register(&maker, &checker, "CAAA/CAAA010", &address_of("CAAA/CAAA010")).await;
    let others = register(&maker, &checker, "CAAA/CAAA011", &address_of("CAAA/CAAA011")).await;
    let activation = server.mails.code_to(&address_of("CAAA/CAAA010")).await;
    let [code] = &shown_to(&checker, &request).await[..] else { panic!("one code") };
    let [of_another] = &shown_to(&checker, &others).await[..] else { panic!("one code") };
    assert_ne!(code, of_another);
    let mails: String = server.mails.all().iter().map(|mail| mail.text.clone()).collect();
    assert!(!mails.contains(code.as_str()), "it never goes by mail");

    // A missing one is asked for, whoever it is; a wrong one is refused like a wrong activation.
    for account in ["CAAA/CAAA010", "CAAA/NOBODY9"] {
        assert_eq!(begin(&server, account, &activation, "").await.status, 422, "{account}");
    }
    let text = |answer: &Answer| (answer.status.as_u16(), answer.problems());
    let wrong = begin(&server, "CAAA/CAAA010", &activation, of_another).await;
    wrong.assert_refused(422, "do not match");
    let nobody = begin(&server, "CAAA/NOBODY9", &activation, of_another).await;
    let wrong_mail = begin(&server, "CAAA/CAAA010", "0000-0000-0000", code).await;
    assert_eq!(text(&wrong), text(&nobody));
    assert_eq!(text(&wrong), text(&wrong_mail));
    let twice = begin(&server, "CAAA/CAAA010", code, code).await;
    assert_eq!(text(&wrong), text(&twice), "one code is not the other");

    // Sending the activation again leaves the code as it is.
    assert_eq!(maker.post("/portal/users/CAAA010", &[("action", "invite")]).await.status, 303);
    let again = server.mails.code_to(&address_of("CAAA/CAAA010")).await;
    assert_ne!(again, activation);
    begin(&server, "CAAA/CAAA010", &again, of_another).await.assert_refused(422, "do not match");
    let (participant, user) = ("CAAA", "CAAA010");
    let browser = server.browser();
    let fields = [("participant", participant), ("user", user), ("activation", &*again), ("handover", code)];
    let answer = browser.post("/setup", &fields).await;
    assert_eq!(answer.status, 303, "{:?}", answer.problems());
}

async fn the_code_is_shown_once_to_whoever_approved_and_to_nobody_else(backend: Backend) {
    let server = TestServer::with(backend, required).await;
    let (maker, checker) = server.pair().await;
    server.administrator("CAAA/SECOND", "da-checker").await;
    server.add_user("CAAA/CAAA010").await;
    let request = register(&maker, &checker, "CAAA/CAAA010", &address_of("CAAA/CAAA010")).await;
    let second = server.logged_in("CAAA/SECOND").await;
    for browser in [&maker, &second] {
        assert!(shown_to(browser, &request).await.is_empty());
        assert!(codes_on(&browser.look_at("portal", &request).await).is_empty());
    }
    assert!(codes_on(&checker.look_at("portal", &request).await).is_empty(), "a GET shows none");
    // Two windows at once.
    let other = server.another().await;
    let there = checker.at_instance(&other);
    let (one, two) = tokio::join!(shown_to(&checker, &request), shown_to(&there, &request));
    assert_eq!(one.len() + two.len(), 1, "once");
    assert!(shown_to(&checker, &request).await.is_empty());
    assert!(codes_on(&checker.look_at("portal", &request).await).is_empty());
    assert_eq!(server.events("hand-over.shown").await, 1);
}

async fn who_shares_a_mailbox_needs_the_code(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    let shared = "desk@caaa.example";
    for account in ["CAAA/CAAA010", "CAAA/CAAA011"] {
        server.add_user(account).await;
    }
    // Not confirmed, it is not proposed: that somebody has it is said first.
    let first = register(&maker, &checker, "CAAA/CAAA010", shared).await;
    let alone = server.mails.code_to(shared).await;
    let unconfirmed = [("action", "propose-address"), ("email", shared)];
    assert_eq!(maker.post("/portal/users/CAAA011", &unconfirmed).await.status, 422);
    let request = register(&maker, &checker, "CAAA/CAAA011", shared).await;
    let activation = server.mails.code_to(shared).await;
    assert!(shown_to(&checker, &first).await.is_empty(), "nobody shared it then");
    assert_eq!(begin(&server, "CAAA/CAAA010", &alone, "").await.status, 303);
    begin(&server, "CAAA/CAAA011", &activation, "").await.assert_refused(422, "do not match");
    let [code] = &shown_to(&checker, &request).await[..] else { panic!("one code") };
    assert_eq!(begin(&server, "CAAA/CAAA011", &activation, code).await.status, 303);
    // Sent again, it is needed still; and by the first one too, who shares the mailbox now.
    assert_eq!(maker.post("/portal/users/CAAA011", &[("action", "invite")]).await.status, 303);
    let again = server.mails.code_to(shared).await;
    begin(&server, "CAAA/CAAA011", &again, "").await.assert_refused(422, "do not match");
    assert_eq!(begin(&server, "CAAA/CAAA011", &again, code).await.status, 303);
    assert_eq!(maker.post("/portal/users/CAAA010", &[("action", "invite")]).await.status, 303);
    let again = server.mails.code_to(shared).await;
    begin(&server, "CAAA/CAAA010", &again, "").await.assert_refused(422, "do not match");
    let [code] = &shown_to(&checker, &first).await[..] else { panic!("one code") };
    assert_eq!(begin(&server, "CAAA/CAAA010", &again, code).await.status, 303);
}

async fn the_code_comes_with_the_wave_too(backend: Backend) {
    let server = TestServer::with(backend, |config| {
        registration(config);
        required(config);
    })
    .await;
    let (maker, checker) = server.pair().await;
    server.add_user("CAAA/CAAA010").await;
    let request = register(&maker, &checker, "CAAA/CAAA010", &address_of("CAAA/CAAA010")).await;
    assert!(shown_to(&checker, &request).await.is_empty(), "nothing to hand over yet");
    let open = server.another_with(|config| config.schedule.phase.0 = Some(Phase::Preparation)).await;
    assert_eq!(wave::round(&open.app).await.unwrap(), 1);
    let activation = lines(&server, "CAAA/CAAA010").await.into_iter().find(|line| is_code(line)).unwrap();
    begin(&open, "CAAA/CAAA010", &activation, "0000-0000-0000").await.assert_refused(422, "do not match");
    let [code] = &shown_to(&checker.at_instance(&open), &request).await[..] else { panic!("one code") };
    assert_eq!(begin(&open, "CAAA/CAAA010", &activation, code).await.status, 303);

    // Shared mailboxes need it in the wave as well.
    let server = TestServer::with(server.backend().clone(), registration).await;
    let (maker, checker) = server.pair().await;
    let mut requests = Vec::new();
    for account in ["CAAA/CAAA010", "CAAA/CAAA011"] {
        server.add_user(account).await;
        requests.push(register(&maker, &checker, account, "desk@caaa.example").await);
    }
    let open = server.another_with(|config| config.schedule.phase.0 = Some(Phase::Preparation)).await;
    assert_eq!(wave::round(&open.app).await.unwrap(), 2);
    assert_eq!(server.count("SELECT COUNT(*) FROM activations WHERE hand_over = 1").await, 2);
    for request in &requests {
        assert_eq!(shown_to(&checker.at_instance(&open), request).await.len(), 1);
    }
}

async fn an_earlier_checker_does_not_see_a_later_code(backend: Backend) {
    let server = TestServer::with(backend, required).await;
    let (maker, checker) = server.pair().await;
    server.administrator("CAAA/SECOND", "da-checker").await;
    let second = server.logged_in("CAAA/SECOND").await;
    server.add_user("CAAA/CAAA010").await;
    let first = register(&maker, &checker, "CAAA/CAAA010", &address_of("CAAA/CAAA010")).await;
    // The first checker has not looked; now the address is another, and somebody else agreed on that.
    server.change(CHECKER, |person| person.da = roles("da-maker;da-checker")).await;
    let later = register(&checker, &second, "CAAA/CAAA010", "other@caaa.example").await;
    assert!(shown_to(&checker, &first).await.is_empty(), "the maker of the later request");
    assert_eq!(shown_to(&second, &later).await.len(), 1);
}

async fn what_else_happens_to_the_account_leaves_the_code_as_it_is(backend: Backend) {
    let server = TestServer::with(backend, required).await;
    let (maker, checker) = server.pair().await;
    server.add_user("CAAA/CAAA010").await;
    let request = register(&maker, &checker, "CAAA/CAAA010", &address_of("CAAA/CAAA010")).await;
    let [code] = &shown_to(&checker, &request).await[..] else { panic!("one code") };
    let roles = [("action", "propose-roles"), ("maker", "yes"), ("reason", "new")];
    let roles = crate::support::proposed(&maker.post("/portal/users/CAAA010", &roles).await);
    checker.approve(&roles).await.assert_sees(&format!("/portal/approvals/{roles}?done=1"));
    let activation = lines(&server, "CAAA/CAAA010").await.into_iter().find(|line| is_code(line)).unwrap();
    assert_eq!(begin(&server, "CAAA/CAAA010", &activation, code).await.status, 303);
    // A reset brings another.
    let browser = server.browser();
    let fields = [("participant", "CAAA"), ("user", "CAAA010"), ("activation", &*activation), ("handover", code)];
    let answer = browser.post("/setup", &fields).await;
    let path = answer.location().to_owned();
    let tag = path.split_once("login=").unwrap().1;
    assert_eq!(browser.post(&path, &[("login", tag), ("password", PASSWORD)]).await.status, 303);
    let digits = |line: &String| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit());
    let mailed = lines(&server, "CAAA/CAAA010").await.into_iter().rfind(digits).unwrap();
    assert_eq!(browser.post(&path, &[("login", tag), ("code", &mailed)]).await.status, 303);
    assert_eq!(server.life("CAAA/CAAA010").await, "ready");
    assert!(shown_to(&checker, &request).await.is_empty(), "what was used is over");
    let reset = maker.propose_act(&server, "CAAA010", &[("action", "reset")]).await;
    checker.approve(&reset).await.assert_sees(&format!("/portal/approvals/{reset}?done=1"));
    let [new] = &shown_to(&checker, &reset).await[..] else { panic!("one code") };
    assert_ne!(new, code);
    let activation = lines(&server, "CAAA/CAAA010").await.into_iter().rfind(|line| is_code(line)).unwrap();
    begin(&server, "CAAA/CAAA010", &activation, code).await.assert_refused(422, "do not match");
    assert_eq!(begin(&server, "CAAA/CAAA010", &activation, new).await.status, 303);
}
