//! What two people must agree on: who may decide, when, and what is there afterwards.

use std::time::Duration;

use domain::{
    account::ParticipantCode,
    address::EmailAddress,
    approval::{Change, ChangeKind},
    life::Status,
    phase::Phase,
    role::StaffRole,
};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config as Cases, TestRunner},
};
use server::{
    approval::{
        expire,
        propose::{self, Proposal, Proposer},
    },
    audit::Scribe,
    config::Policy,
    store::{
        accounts::Particulars,
        directory,
        events::Actor,
        requests::{Request, Subject},
    },
};

use crate::support::{
    APPROVER, Backend, Browser, CHECKER, MAKER, OPERATOR, PASSWORD, TestServer, address_of, id, on_both, roles,
};

on_both! {
    an_address_is_proposed_approved_proved_and_used,
    several_requests_make_one_digest_for_each_checker,
    nobody_approves_what_they_proposed_in_any_way,
    what_concerns_the_checker_goes_on_to_another_and_the_rest_proceeds,
    what_nobody_of_the_firm_may_decide_goes_to_staff_by_itself,
    a_sole_proprietor_checks_their_own_requests_until_a_date_and_never_their_own_account,
    nobody_gives_their_own_mailbox_to_another_user,
    of_two_approvals_at_once_one_counts_and_the_other_is_told,
    an_edit_between_view_and_approval_is_told_and_nothing_is_done,
    what_changed_while_it_waited_is_stale_and_the_rest_commits,
    a_decider_who_lost_the_right_decides_nothing,
    a_phase_moved_back_while_it_waits_stops_it,
    a_stale_row_of_another_kind_leaves_a_proposed_address_alone,
    rejected_withdrawn_and_expired_users_go_back_to_where_they_were,
    a_decision_that_fails_in_its_middle_leaves_nothing_behind,
    thousands_are_approved_in_one_go_or_not_at_all,
    whoever_decides_is_neither_maker_nor_subject_and_staff_get_the_rest,
}

async fn an_address_is_proposed_approved_proved_and_used(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    let user = server.add_user("CAAA/CAAA010").await;
    let address = address_of("CAAA/CAAA010");
    let mails = server.mails.all().len();

    let request = maker.propose("CAAA010", &address).await;
    assert_eq!(server.life("CAAA/CAAA010").await, "proposed");
    assert_eq!(server.account(&user).await.address, None);
    let page = maker.look_at("portal", &request).await.words();
    assert!(page.contains(&address), "{page}");
    server.advance(Duration::from_secs(121));
    server.quiet().await;
    assert!(server.mails.all_to(&address).is_empty(), "nobody hears of what is not agreed on");
    assert_eq!(server.mails.all().len(), mails + 1, "{:?}", server.mails.subjects());

    let page = checker.look_at("portal", &request).await;
    assert_eq!(page.status, 200);
    assert!(page.words().contains(&address) && page.words().contains("Person CAAA/MAKER"), "{}", page.words());
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert_eq!(server.life("CAAA/CAAA010").await, "registered");
    let activation = server.mails.code_to(&address).await;
    assert_eq!(server.events("address.registered").await, 1);

    let browser = server.browser();
    assert_eq!(browser.activate("CAAA", "CAAA010", &activation).await.status, 303);
    assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
    assert_eq!(browser.type_code(&server.mails.code_to(&address).await).await.status, 303);
    assert_eq!(server.life("CAAA/CAAA010").await, "ready");
    let session = server.logged_in("CAAA/CAAA010").await;
    assert_eq!((session.terminal().await, server.life("CAAA/CAAA010").await), (200, "two-factor"));

    // Another address: old and new side by side; what rests on the old mailbox ends, and both are told.
    let new = "chan@caaa.example";
    let request = maker.propose("CAAA010", new).await;
    assert_eq!(session.terminal().await, 200, "nothing changes before it is agreed on");
    let page = checker.look_at("portal", &request).await.words();
    assert!(page.contains(&address) && page.contains(new), "{page}");
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert_eq!((session.terminal().await, server.life("CAAA/CAAA010").await), (401, "registered"));
    server.quiet().await;
    assert_eq!(server.letters("address-left", "CAAA/CAAA010").await, 1);
    assert_eq!(server.mails.all_to(new).len(), 1);
    let refused = server.browser().log_in("CAAA", "CAAA010", PASSWORD).await;
    refused.assert_refused(422, "do not match");
    assert!(server.mails.code_to(new).await.contains('-'), "a new proof is needed");

    assert_eq!(server.letters("request-decided", MAKER).await, 2, "one for each request");
    for kind in ["request.proposed", "activation.sent"] {
        assert_eq!(server.events(kind).await, 2, "{kind}");
    }
    assert_eq!(server.events("address.changed").await, 1);
    let told = server.rows("SELECT actor FROM events WHERE kind LIKE 'address.%' ORDER BY id").await.concat();
    assert_eq!(told, [CHECKER, CHECKER]);
}

async fn several_requests_make_one_digest_for_each_checker(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    server.administrator("CAAA/SECOND", "da-checker").await;
    let mut requests = Vec::new();
    for user in ["CAAA010", "CAAA011", "CAAA012"] {
        server.add_user(&format!("CAAA/{user}")).await;
        requests.push(maker.propose(user, &format!("{user}@caaa.example")).await);
    }
    assert_eq!(server.letters("requests-waiting", CHECKER).await, 1);
    assert_eq!(server.letters("requests-waiting", "CAAA/SECOND").await, 1);
    assert_eq!(server.letters("requests-waiting", MAKER).await, 0);
    server.advance(Duration::from_secs(121));
    server.quiet().await;
    let digest = server.mails.all_to(&address_of("CAAA/SECOND")).pop().unwrap();
    assert!(digest.text.contains("3 "), "{}", digest.text);
    // Decided from the queue, with one press.
    let fields: Vec<(&str, &str)> = requests.iter().map(|request| ("request", &**request)).collect();
    let answer = checker.post("/portal/approvals", &[&fields[..], &[("action", "approve")]].concat()).await;
    answer.assert_sees("/portal/approvals?done=3");
    assert_eq!(server.letters("request-decided", MAKER).await, 3);
}

async fn nobody_approves_what_they_proposed_in_any_way(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.administrator("CAAA/BOTH", "da-maker;da-checker").await;
    server.administrator(CHECKER, "da-checker").await;
    // Other accounts of the same person: by the mailbox, and by the name.
    server.administrator("CAAA/MAILBOX", "da-checker").await;
    server.administrator("CAAA/NAME", "da-checker").await;
    server.change("CAAA/NAME", |person| person.name_en = "Person CAAA/BOTH".to_owned()).await;
    let browsers = [
        server.logged_in("CAAA/BOTH").await,
        server.logged_in("CAAA/BOTH").await,
        server.logged_in("CAAA/MAILBOX").await,
        server.logged_in("CAAA/NAME").await,
    ];
    let key = EmailAddress::parse(&address_of("CAAA/BOTH")).unwrap().key();
    server.meddle(&format!("UPDATE accounts SET email = '{key}', email_key = '{key}' WHERE user_id = 'MAILBOX'")).await;
    server.add_user("CAAA/CAAA010").await;
    let request = browsers[0].propose("CAAA010", &address_of("CAAA/CAAA010")).await;
    for (place, browser) in browsers.iter().enumerate() {
        for action in ["approve-all", "reject-all"] {
            let answer = server.forge(browser, "portal", &request, action, &[("reason", "no")]).await;
            assert_eq!(answer.status, 403, "{place} {action}");
        }
        let row = [("row", "1")];
        assert_eq!(server.forge(browser, "portal", &request, "approve", &row).await.status, 403, "{place}");
        let queue = [("request", &*request), ("action", "approve")];
        assert_eq!(browser.post("/portal/approvals", &queue).await.status, 403, "{place}");
        assert_eq!(browser.look_at("portal", &request).await.status, 200);
    }
    assert_eq!(server.states(&request).await, ["waiting"]);
    assert_eq!(server.life("CAAA/CAAA010").await, "proposed");

    // A change of roles in between makes nobody another person.
    server.change("CAAA/BOTH", |person| person.da = roles("da-checker")).await;
    assert_eq!(server.forge(&browsers[0], "portal", &request, "approve-all", &[]).await.status, 403);
    assert_eq!(server.states(&request).await, ["waiting"]);
    server.change("CAAA/BOTH", |person| person.da = roles("da-maker;da-checker")).await;
    let checker = server.logged_in(CHECKER).await;
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert_eq!(server.states(&request).await, ["done"]);
}

/// Proposes addresses for several users at once, as an upload does.
async fn propose_batch(server: &TestServer, maker: &Browser, users: &[&str]) -> String {
    let token = maker.cookie("__Host-session").unwrap();
    let token = server::random::Token::received(&token).unwrap();
    let present = server::session::check(&server.app, &token).await.unwrap().unwrap();
    let by = match present.administrator() {
        Some(administrator) => Proposer::Firm(administrator.maker().unwrap()),
        None => Proposer::Staff(present.staff().unwrap().operator().unwrap()),
    };
    batch(server, by, &Scribe::of_command(&server.app, Actor::Account(present.id().clone())), users).await.id
}

async fn batch(server: &TestServer, by: Proposer<'_>, scribe: &Scribe<'_>, users: &[&str]) -> Request {
    let changes = users.iter().map(|user| {
        let address = EmailAddress::parse(&format!("new.{}@caaa.example", user.to_lowercase())).unwrap();
        (Subject::Account(id(&format!("CAAA/{user}"))), Change::Address { address })
    });
    let proposal = Proposal {
        participant: &ParticipantCode::parse("CAAA").unwrap(),
        kind: ChangeKind::Address,
        changes: changes.collect(),
        reason: "",
        file: "addresses.csv",
    };
    propose::propose(&server.app, scribe, by, proposal).await.unwrap()
}

async fn what_concerns_the_checker_goes_on_to_another_and_the_rest_proceeds(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    server.administrator("CAAA/SECOND", "da-checker").await;
    server.staff(APPROVER, StaffRole::Approver).await;
    for user in ["CAAA010", "CAAA011"] {
        server.add_user(&format!("CAAA/{user}")).await;
    }
    let request = propose_batch(&server, &maker, &["CAAA010", "CHECKER", "CAAA011"]).await;
    assert_eq!(server.letters("requests-waiting", APPROVER).await, 0, "another checker is there");
    let answer = checker.approve(&request).await;
    answer.assert_sees(&format!("/portal/approvals/{request}?done=2&left=1"));
    assert_eq!(server.states(&request).await, ["done", "waiting", "done"]);
    // By row, and again by all: no.
    assert_eq!(server.forge(&checker, "portal", &request, "approve", &[("row", "2")]).await.status, 403);
    assert_eq!(server.forge(&checker, "portal", &request, "reject-all", &[("reason", "no")]).await.status, 403);
    let approver = server.logged_in(APPROVER).await;
    assert_eq!(server.forge(&approver, "monitor", &request, "approve-all", &[]).await.status, 403, "not staff's");
    let second = server.logged_in("CAAA/SECOND").await;
    second.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert_eq!(server.states(&request).await, ["done", "done", "done"]);
    let deciders = server.rows("SELECT decided_by FROM request_rows ORDER BY number").await.concat();
    assert_eq!(deciders, [CHECKER, "CAAA/SECOND", CHECKER]);
}

async fn what_nobody_of_the_firm_may_decide_goes_to_staff_by_itself(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    let (operator, approver) = server.house().await;
    for user in ["CAAA010", "CAAA011"] {
        server.add_user(&format!("CAAA/{user}")).await;
    }
    let request = propose_batch(&server, &maker, &["CAAA010", "CHECKER", "CAAA011"]).await;
    assert_eq!(server.letters("requests-waiting", APPROVER).await, 1);
    assert_eq!(server.letters("requests-waiting", OPERATOR).await, 0);
    assert!(approver.get("/monitor/approvals").await.body.contains(&request));
    // Staff decide exactly that row and no other.
    assert_eq!(server.forge(&approver, "monitor", &request, "approve", &[("row", "1")]).await.status, 403);
    assert_eq!(server.forge(&operator, "monitor", &request, "approve", &[("row", "2")]).await.status, 403);
    let answer = server.forge(&approver, "monitor", &request, "approve-all", &[]).await;
    answer.assert_sees(&format!("/monitor/approvals/{request}?done=1&left=2"));
    assert_eq!(server.states(&request).await, ["waiting", "done", "waiting"]);
    // The firm does not learn who of the staff it was.
    let page = maker.look_at("portal", &request).await;
    assert!(!page.body.contains("APPROVER"), "{}", page.words());
    // The checker's address is another now: until it is proved there is no checker, and staff may go on.
    assert!(checker.approve(&request).await.location().starts_with("/login"));
    let answer = server.forge(&approver, "monitor", &request, "approve-all", &[]).await;
    answer.assert_sees(&format!("/monitor/approvals/{request}?done=2"));

    // A firm without another checker: everything is for staff.
    server.administrator("CBBB/BOTH", "da-maker;da-checker").await;
    server.add_user("CBBB/CBBB010").await;
    let both = server.logged_in("CBBB/BOTH").await;
    let request = both.propose("CBBB010", &address_of("CBBB/CBBB010")).await;
    assert_eq!(server.forge(&both, "portal", &request, "approve-all", &[]).await.status, 403);
    let answer = server.forge(&approver, "monitor", &request, "approve-all", &[]).await;
    answer.assert_sees(&format!("/monitor/approvals/{request}?done=1"));
}

async fn a_sole_proprietor_checks_their_own_requests_until_a_date_and_never_their_own_account(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.administrator("CAAA/SOLE", "da-maker;da-checker").await;
    server.staff(APPROVER, StaffRole::Approver).await;
    for user in ["CAAA010", "CAAA011", "CAAA012"] {
        server.add_user(&format!("CAAA/{user}")).await;
    }
    let end = server.app.clock.now().plus(Duration::from_secs(3600)).as_millis();
    server.meddle(&format!("UPDATE accounts SET sole_until = {end} WHERE user_id = 'SOLE'")).await;
    let sole = server.logged_in("CAAA/SOLE").await;
    let request = propose_batch(&server, &sole, &["CAAA010", "SOLE"]).await;
    let late = propose_batch(&server, &sole, &["CAAA011"]).await;
    sole.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1&left=1"));
    assert_eq!(server.states(&request).await, ["done", "waiting"]);
    assert_eq!(server.letters("request-decided", "CAAA/SOLE").await, 0, "who decides it knows");
    assert_eq!(server.forge(&sole, "portal", &request, "approve", &[("row", "2")]).await.status, 403);
    let approver = server.logged_in(APPROVER).await;
    assert_eq!(server.forge(&approver, "monitor", &late, "approve-all", &[]).await.status, 403, "the firm can");

    server.advance(Duration::from_secs(3600));
    let sole = server.logged_in("CAAA/SOLE").await;
    assert_eq!(server.forge(&sole, "portal", &late, "approve-all", &[]).await.status, 403);
    assert_eq!(server.states(&late).await, ["waiting"]);
    let approver = server.logged_in(APPROVER).await;
    for request in [&late, &request] {
        let answer = server.forge(&approver, "monitor", request, "approve-all", &[]).await;
        answer.assert_sees(&format!("/monitor/approvals/{request}?done=1"));
    }
}

async fn nobody_gives_their_own_mailbox_to_another_user(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    server.staff(APPROVER, StaffRole::Approver).await;
    let approver = server.logged_in(APPROVER).await;
    server.add_user("CAAA/CAAA010").await;
    // In another case: it is the same mailbox.
    let request = maker.propose("CAAA010", &address_of(CHECKER).to_uppercase()).await;
    assert!(approver.get("/monitor/approvals").await.body.contains(&request), "nobody else of the firm is there");
    assert_eq!(server.forge(&checker, "portal", &request, "approve-all", &[]).await.status, 403);
    let answer = server.forge(&approver, "monitor", &request, "approve-all", &[]).await;
    answer.assert_sees(&format!("/monitor/approvals/{request}?done=1"));
}

async fn of_two_approvals_at_once_one_counts_and_the_other_is_told(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    let (maker, checker) = server.pair().await;
    server.administrator("CAAA/SECOND", "da-checker").await;
    let second = server.logged_in("CAAA/SECOND").await.at_instance(&other);
    for (round, user) in ["CAAA010", "CAAA011", "CAAA012", "CAAA013"].into_iter().enumerate() {
        let account = format!("CAAA/{user}");
        server.add_user(&account).await;
        let request = maker.propose(user, &address_of(&account)).await;
        let seen = server.seen(&request).await;
        let fields = [("request", &*request), ("action", "approve")];
        // On the request's page, and on the queue.
        let (one, two) = if round % 2 == 0 {
            tokio::join!(
                checker.press_having_seen("portal", &request, &seen, "approve-all", &[]),
                second.press_having_seen("portal", &request, &seen, "approve-all", &[]),
            )
        } else {
            tokio::join!(checker.post("/portal/approvals", &fields), second.post("/portal/approvals", &fields))
        };
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "{:?} {:?}", one.problems(), two.problems());
        let loser = if one.status == 409 { one } else { two };
        assert!(loser.words().contains("This changed while you were looking at it"), "{}", loser.words());
        assert_eq!(server.states(&request).await, ["done"]);
        assert_eq!(server.letters("activation", &account).await, 1);
        assert_eq!(server.count(&format!("SELECT COUNT(*) FROM activations WHERE account = '{account}'")).await, 1);
        let moved = format!("SELECT COUNT(*) FROM events WHERE kind = 'address.registered' AND account = '{account}'");
        assert_eq!(server.count(&moved).await, 1);
    }
}

async fn an_edit_between_view_and_approval_is_told_and_nothing_is_done(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    for user in ["CAAA010", "CAAA011"] {
        server.add_user(&format!("CAAA/{user}")).await;
    }
    let request = propose_batch(&server, &maker, &["CAAA010", "CAAA011"]).await;
    let seen = checker.look_at("portal", &request).await.hidden("seen").unwrap();
    let answer = maker.press("portal", &request, "withdraw", &[("row", "1")]).await;
    answer.assert_sees(&format!("/portal/approvals/{request}?withdrawn=1"));
    let answer = checker.press_having_seen("portal", &request, &seen, "approve-all", &[]).await;
    assert_eq!(answer.status, 409);
    assert!(answer.words().contains("This changed while you were looking at it"), "{}", answer.words());
    for made_up in ["", "0", "-1", &seen[..seen.len() - 1], "1-0000000000000000"] {
        let answer = checker.press_having_seen("portal", &request, made_up, "approve-all", &[]).await;
        assert_eq!(answer.status, 409, "{made_up:?}");
    }
    assert_eq!(server.states(&request).await, ["withdrawn", "waiting"]);
    assert_eq!((server.life("CAAA/CAAA010").await, server.life("CAAA/CAAA011").await), ("authorised", "proposed"));
    // The page that says so can be decided on.
    let seen = answer.hidden("seen").unwrap();
    let answer = checker.press_having_seen("portal", &request, &seen, "approve", &[("row", "1"), ("row", "2")]).await;
    answer.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert_eq!(server.states(&request).await, ["withdrawn", "done"]);
    assert_eq!(server.letters("activation", "CAAA/CAAA010").await, 0);
    // Only the maker takes back.
    server.add_user("CAAA/CAAA012").await;
    let request = maker.propose("CAAA012", &address_of("CAAA/CAAA012")).await;
    assert_eq!(server.forge(&checker, "portal", &request, "withdraw-all", &[]).await.status, 403);
    assert_eq!(server.states(&request).await, ["waiting"]);
}

async fn what_changed_while_it_waited_is_stale_and_the_rest_commits(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    for user in ["CAAA010", "CAAA011", "CAAA012", "CAAA013"] {
        server.add_user(&format!("CAAA/{user}")).await;
    }
    let request = propose_batch(&server, &maker, &["CAAA010", "CAAA011", "CAAA012", "CAAA013"]).await;
    server.set_status(&id("CAAA/CAAA010"), Status::Disabled).await;
    server.change("CAAA/CAAA011", |person| person.da = roles("da-maker")).await;
    // A policy that has come since: somebody else of the firm has the address.
    let strict = server.another_with(|config| config.registration.shared_address = Policy::Block).await;
    server.administrator("CAAA/OTHER", "").await;
    server
        .meddle(
            "UPDATE accounts SET email = 'new.caaa012@caaa.example', email_key = 'new.caaa012@caaa.example'
             WHERE user_id = 'OTHER'",
        )
        .await;
    let answer = checker.at_instance(&strict).approve(&request).await;
    answer.assert_sees(&format!("/portal/approvals/{request}?done=1&stale=3"));
    assert_eq!(server.states(&request).await, ["stale", "stale", "stale", "done"]);
    assert_eq!(server.whys(&request).await, ["disabled", "account-changed", "address-refused", ""]);
    for (user, state) in
        [("CAAA010", "authorised"), ("CAAA011", "authorised"), ("CAAA012", "authorised"), ("CAAA013", "registered")]
    {
        assert_eq!(server.life(&format!("CAAA/{user}")).await, state, "{user}");
        let mails = i64::from(state == "registered");
        assert_eq!(server.letters("activation", &format!("CAAA/{user}")).await, mails, "{user}");
    }
    assert_eq!(server.events("change.stale").await, 3);
    assert_eq!(server.letters("request-decided", MAKER).await, 1);
    // The maker may propose what went stale once more.
    let again = maker.propose("CAAA011", &address_of("CAAA/CAAA011")).await;
    checker.approve(&again).await.assert_sees(&format!("/portal/approvals/{again}?done=1"));

    // A maker who lost the right meanwhile has proposed nothing.
    for gone in ["demoted", "disabled"] {
        let user = format!("GONE-{gone}").to_uppercase();
        server.add_user(&format!("CAAA/{user}")).await;
        let maker_of = format!("CAAA/M-{}", gone.to_uppercase());
        server.administrator(&maker_of, "da-maker").await;
        let request = server.logged_in(&maker_of).await.propose(&user, &format!("{user}@caaa.example")).await;
        match gone {
            "demoted" => server.change(&maker_of, |person| person.da = roles("")).await,
            _ => server.set_status(&id(&maker_of), Status::Disabled).await,
        }
        checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?stale=1"));
        assert_eq!(server.whys(&request).await, ["maker-gone"]);
        assert_eq!(server.life(&format!("CAAA/{user}")).await, "authorised");
    }
}

async fn a_decider_who_lost_the_right_decides_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    server.add_user("CAAA/CAAA010").await;
    let request = maker.propose("CAAA010", &address_of("CAAA/CAAA010")).await;
    let seen = server.seen(&request).await;
    server.change(CHECKER, |person| person.da = roles("da-maker")).await;
    let answer = checker.press_having_seen("portal", &request, &seen, "approve-all", &[]).await;
    assert_eq!(answer.status, 403);
    server.change(CHECKER, |person| person.da = roles("")).await;
    assert_eq!(checker.press_having_seen("portal", &request, &seen, "approve-all", &[]).await.status, 403);
    server.set_status(&id(CHECKER), Status::Disabled).await;
    let answer = checker.press_having_seen("portal", &request, &seen, "approve-all", &[]).await;
    assert!(answer.location().starts_with("/login"), "{}", answer.location());
    assert_eq!(
        (server.states(&request).await.concat(), server.life("CAAA/CAAA010").await),
        ("waiting".into(), "proposed")
    );

    // The last checker is gone: staff decide, as long as they may.
    let (_, approver) = server.house().await;
    server.change(APPROVER, |person| person.staff_role = Some(StaffRole::Operator)).await;
    assert_eq!(approver.press_having_seen("monitor", &request, &seen, "approve-all", &[]).await.status, 403);
    server.change(APPROVER, |person| person.staff_role = Some(StaffRole::Approver)).await;
    let answer = approver.press_having_seen("monitor", &request, &seen, "approve-all", &[]).await;
    answer.assert_sees(&format!("/monitor/approvals/{request}?done=1"));
}

async fn a_phase_moved_back_while_it_waits_stops_it(backend: Backend) {
    let server = TestServer::with(backend, |config| config.schedule.phase.0 = Some(Phase::Preparation)).await;
    let (maker, checker) = server.pair().await;
    let user = server.ready("CAAA/CAAA010").await;
    let before = server.account(&user).await;
    let request = maker.propose_act(&server, "CAAA010", &[("action", "reset")]).await;
    let earlier = server.another_with(|config| config.schedule.phase.0 = Some(Phase::Registration)).await;
    let answer = checker.at_instance(&earlier).approve(&request).await;
    answer.assert_sees(&format!("/portal/approvals/{request}?stale=1"));
    assert_eq!(server.whys(&request).await, ["phase-closed"]);
    assert_eq!(server.account(&user).await, before, "who could set up no new password keeps the old one");
    assert_eq!(server.letters("activation", "CAAA/CAAA010").await, 0);

    let request = maker.propose_act(&server, "CAAA010", &[("action", "reset")]).await;
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert_eq!(server.life("CAAA/CAAA010").await, "registered");
    assert_eq!(server.letters("activation", "CAAA/CAAA010").await, 1);
}

async fn a_stale_row_of_another_kind_leaves_a_proposed_address_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    let user = server.add_user("CAAA/CAAA010").await;
    let roles =
        maker.post("/portal/users/CAAA010", &[("action", "propose-roles"), ("maker", "yes"), ("reason", "new")]).await;
    let roles = crate::support::proposed(&roles);
    server.meddle("UPDATE accounts SET version = version + 1 WHERE user_id = 'CAAA010'").await;
    let address = maker.propose("CAAA010", &address_of("CAAA/CAAA010")).await;
    checker.approve(&roles).await.assert_sees(&format!("/portal/approvals/{roles}?stale=1"));
    assert_eq!(server.life("CAAA/CAAA010").await, "proposed", "the address still waits");
    checker.approve(&address).await.assert_sees(&format!("/portal/approvals/{address}?done=1"));
    assert_eq!(server.account(&user).await.state.name(), "registered");
}

async fn rejected_withdrawn_and_expired_users_go_back_to_where_they_were(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    let mut requests = Vec::new();
    for user in ["CAAA010", "CAAA011", "CAAA012"] {
        server.add_user(&format!("CAAA/{user}")).await;
        requests.push(maker.propose(user, &format!("{user}@caaa.example")).await);
    }
    let answer = checker.press("portal", &requests[0], "reject-all", &[]).await;
    assert_eq!(answer.status, 422, "no reason");
    let reason = [("reason", "not\u{0}the\r\naddress")];
    let answer = checker.press("portal", &requests[0], "reject-all", &reason).await;
    answer.assert_sees(&format!("/portal/approvals/{}?rejected=1", requests[0]));
    assert_eq!(server.whys(&requests[0]).await, ["not the address"]);
    let answer = maker.press("portal", &requests[1], "withdraw-all", &[]).await;
    answer.assert_sees(&format!("/portal/approvals/{}?withdrawn=1", requests[1]));

    assert_eq!(expire::round(&server.app).await.unwrap(), 0);
    server.advance(Duration::from_secs(14 * 86_400));
    // At its last moment it is over, whether anybody has noted it or not.
    let checker = server.logged_in(CHECKER).await;
    let answer = server.forge(&checker, "portal", &requests[2], "approve-all", &[]).await;
    assert_eq!(answer.status, 409);
    let other = server.another().await;
    let (here, there) = tokio::join!(expire::round(&server.app), expire::round(&other.app));
    assert_eq!(here.unwrap() + there.unwrap(), 1);
    assert_eq!(server.states(&requests[2]).await, ["expired"]);
    for user in ["CAAA010", "CAAA011", "CAAA012"] {
        assert_eq!(server.life(&format!("CAAA/{user}")).await, "authorised", "{user}");
        assert_eq!(server.count("SELECT COUNT(*) FROM activations").await, 0);
    }
    assert_eq!(server.letters("request-decided", MAKER).await, 2, "of a rejection and an expiry, not of an own act");
    server.quiet().await;
    for kind in ["change.rejected", "request.withdrawn", "request.expired"] {
        assert_eq!(server.events(kind).await, 1, "{kind}");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM requests WHERE settled_at IS NULL").await, 0);
}

/// Everything there is, but that a page said no, which the help desk finds by its number.
async fn but_told(server: &TestServer) -> String {
    let dump = server.dump().await;
    let told = |line: &str| line.starts_with("budgets: told:page:") || line.contains(" | page.refused | ");
    dump.lines().filter(|line| !told(line)).collect()
}

async fn a_decision_that_fails_in_its_middle_leaves_nothing_behind(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    for user in ["CAAA010", "CAAA011"] {
        server.add_user(&format!("CAAA/{user}")).await;
    }
    let request = propose_batch(&server, &maker, &["CAAA010", "CAAA011"]).await;
    server.advance(Duration::from_secs(121));
    server.quiet().await;
    let seen = server.seen(&request).await;
    // Last use is noted, so that nothing but the decision is written below.
    assert_eq!(checker.get("/portal/approvals").await.status, 200);
    let failing = [
        ("approve-all", &["events", "outbox", "activations", "request_rows", "accounts"][..]),
        ("reject-all", &["events", "outbox", "request_rows"]),
    ];
    for (action, tables) in failing {
        for table in tables {
            let before = but_told(&server).await;
            server.meddle(&format!("ALTER TABLE {table} RENAME TO {table}_away")).await;
            let answer = checker.press_having_seen("portal", &request, &seen, action, &[("reason", "no")]).await;
            assert_eq!(answer.status, 500, "{table} {action}");
            server.meddle(&format!("ALTER TABLE {table}_away RENAME TO {table}")).await;
            assert_eq!(but_told(&server).await, before, "{table} {action}");
        }
    }
    let answer = checker.press_having_seen("portal", &request, &seen, "approve-all", &[]).await;
    answer.assert_sees(&format!("/portal/approvals/{request}?done=2"));
}

const THOUSANDS: usize = 2_500;

async fn thousands_are_approved_in_one_go_or_not_at_all(backend: Backend) {
    let server = TestServer::with(backend, |config| config.mail.bulk_per_second = 400).await;
    let other = server.another().await;
    let (maker, checker) = server.pair().await;
    let users: Vec<String> = (0..THOUSANDS).map(|number| format!("CAAA{number:04}")).collect();
    let mut tx = server.app.store.begin().await.unwrap();
    for some in users.chunks(directory::BATCH) {
        let people: Vec<Particulars> = some
            .iter()
            .map(|user| Particulars {
                id: id(&format!("CAAA/{user}")),
                name_en: user.clone(),
                name_zh: String::new(),
                da: roles(""),
                staff_role: None,
                status: Status::Active,
            })
            .collect();
        let people: Vec<&Particulars> = people.iter().collect();
        directory::add_users(&mut tx, &people, server.app.clock.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let users: Vec<&str> = users.iter().map(String::as_str).collect();
    let request = propose_batch(&server, &maker, &users).await;
    server.advance(Duration::from_secs(121));
    server.quiet().await;
    let mails = server.mails.all().len();
    let seen = server.seen(&request).await;

    // The last row cannot be carried out.
    let last = users[THOUSANDS - 1];
    let breaks = match server.backend() {
        Backend::Sqlite => vec![format!(
            "CREATE TRIGGER breaks BEFORE INSERT ON activations WHEN NEW.account = 'CAAA/{last}'
             BEGIN SELECT RAISE(ABORT, 'full'); END"
        )],
        Backend::Postgres(_) => vec![
            "CREATE FUNCTION breaks() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'full'; END $$ LANGUAGE plpgsql"
                .to_owned(),
            format!(
                "CREATE TRIGGER breaks BEFORE INSERT ON activations FOR EACH ROW
                 WHEN (NEW.account = 'CAAA/{last}') EXECUTE FUNCTION breaks()"
            ),
        ],
    };
    for text in breaks {
        server.meddle(&text).await;
    }
    let answer = checker.press_having_seen("portal", &request, &seen, "approve-all", &[]).await;
    assert_eq!(answer.status, 500);
    assert_eq!(server.count("SELECT COUNT(*) FROM request_rows WHERE state <> 'waiting'").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM activations").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM accounts WHERE state = 'proposed'").await, THOUSANDS as i64);
    assert_eq!((server.events("address.registered").await, server.mails.all().len()), (0, mails));
    let mends = match server.backend() {
        Backend::Sqlite => "DROP TRIGGER breaks",
        Backend::Postgres(_) => "DROP TRIGGER breaks ON activations",
    };
    server.meddle(mends).await;

    let answer = checker.press_having_seen("portal", &request, &seen, "approve-all", &[]).await;
    answer.assert_sees(&format!("/portal/approvals/{request}?done={THOUSANDS}"));
    assert_eq!(server.count("SELECT rows_waiting FROM requests").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM accounts WHERE state = 'registered'").await, THOUSANDS as i64);
    assert_eq!(server.count("SELECT COUNT(*) FROM outbox WHERE kind = 'activation'").await, THOUSANDS as i64);
    assert_eq!(server.events("address.registered").await, THOUSANDS as i64);
    // Two workers on one outbox, and nobody gets two.
    server.until("SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND kind = 'activation'", THOUSANDS as i64).await;
    drop(other);
    let mut to: Vec<String> = server.mails.all().into_iter().map(|mail| mail.to).collect();
    to.retain(|to| to.starts_with("new."));
    assert_eq!(to.len(), THOUSANDS);
    to.sort_unstable();
    to.dedup();
    assert_eq!(to.len(), THOUSANDS, "nobody gets two");
}

/// A firm as the property test draws it: roles, whether there is an exception, and whose mailbox is read besides.
#[derive(Clone, Debug)]
struct Firm {
    administrators: Vec<(bool, bool, bool, bool)>,
    batch: Vec<bool>,
}

async fn whoever_decides_is_neither_maker_nor_subject_and_staff_get_the_rest(backend: Backend) {
    let administrator = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.3), prop::bool::weighted(0.3));
    let firms = (prop::collection::vec(administrator, 1..=4), prop::collection::vec(any::<bool>(), 4))
        .prop_map(|(administrators, batch)| Firm { administrators, batch });
    let mut runner = TestRunner::new_with_rng(
        Cases::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let server = TestServer::start(backend).await;
    server.staff(APPROVER, StaffRole::Approver).await;
    let approver = server.session_of(APPROVER).await;
    for number in 0..24 {
        let firm = firms.new_tree(&mut runner).unwrap().current();
        decide_by_everybody(&server, &approver, number, &firm).await;
    }
}

async fn decide_by_everybody(server: &TestServer, approver: &Browser, number: usize, firm: &Firm) {
    let code = format!("P{number:03}");
    let mut people = Vec::new();
    let until = server.app.clock.now().plus(Duration::from_secs(86_400)).as_millis();
    for (place, (maker, checker, sole, shared)) in firm.administrators.iter().enumerate() {
        let account = format!("{code}/DA{place}");
        let da = domain::role::DaRoles { maker: *maker, checker: *checker };
        server.administrator(&account, &da.to_string()).await;
        if *sole {
            server.meddle(&format!("UPDATE accounts SET sole_until = {until} WHERE account = '{account}'")).await;
        }
        if *shared {
            let key = address_of(&format!("{code}/DA0"));
            server
                .meddle(&format!(
                    "UPDATE accounts SET email = '{key}', email_key = '{key}' WHERE account = '{account}'"
                ))
                .await;
        }
        people.push((account, da, *sole));
    }
    server.add_user(&format!("{code}/USER")).await;
    let Some((maker, ..)) = people.iter().find(|(_, da, _)| da.maker) else { return };
    let chosen =
        people.iter().zip(&firm.batch).filter(|(_, chosen)| **chosen).map(|((account, ..), _)| account.clone());
    let subjects: Vec<String> = chosen.chain([format!("{code}/USER")]).collect();
    let participant = ParticipantCode::parse(&code).unwrap();
    let by = server.session_of(maker).await;
    let token = server::random::Token::received(&by.cookie("__Host-session").unwrap()).unwrap();
    let present = server::session::check(&server.app, &token).await.unwrap().unwrap();
    let changes = subjects.iter().map(|account| {
        let address = EmailAddress::parse(&format!("new.{}", address_of(account))).unwrap();
        (Subject::Account(id(account)), Change::Address { address })
    });
    let proposal = Proposal {
        participant: &participant,
        kind: ChangeKind::Address,
        changes: changes.collect(),
        reason: "",
        file: "",
    };
    let scribe = Scribe::of_command(&server.app, Actor::Account(id(maker)));
    let proposer = Proposer::Firm(present.administrator().unwrap().maker().unwrap());
    let request = propose::propose(&server.app, &scribe, proposer, proposal).await.unwrap().id;

    let mailbox = |account: &str| {
        let place = account.rsplit("DA").next().and_then(|place| place.parse::<usize>().ok());
        match place.map(|place| firm.administrators[place].3) {
            Some(true) => address_of(&format!("{code}/DA0")),
            _ => address_of(account),
        }
    };
    // Who of the firm may decide which row, by the words of the rule and nothing else.
    let may = |checker: &(String, domain::role::DaRoles, bool), subject: &String| {
        let (account, da, sole) = checker;
        let own = account == subject || (subject != &format!("{code}/USER") && mailbox(account) == mailbox(subject));
        let made = account == maker && !sole;
        let other_self = account != maker && mailbox(account) == mailbox(maker);
        da.checker && !own && !made && !other_self
    };
    let for_staff: Vec<bool> =
        subjects.iter().map(|subject| !people.iter().any(|person| may(person, subject))).collect();
    // Each tries each row, staff first: a row is theirs to decide, or it stays as it is.
    for (place, subject) in subjects.iter().enumerate() {
        let row = (place + 1).to_string();
        let fields = [("row", &*row), ("reason", "looked at")];
        let staff = server.forge(approver, "monitor", &request, "reject", &fields).await.status.as_u16();
        assert_eq!(staff, if for_staff[place] { 303 } else { 403 }, "staff on {subject} of {firm:?}, made by {maker}");
        for person in &people {
            let waits = server.states(&request).await[place] == "waiting";
            let browser = server.session_of(&person.0).await;
            let status = server.forge(&browser, "portal", &request, "reject", &fields).await.status.as_u16();
            let allowed = may(person, subject);
            let wanted = match (waits, allowed && !for_staff[place]) {
                (true, true) => vec![303],
                // Settled already; or they were nobody to ask at all.
                (false, _) => vec![403, 409, 422],
                (true, false) => vec![403],
            };
            assert!(wanted.contains(&status), "{person:?} on {subject} of {firm:?}, made by {maker}: {status}");
        }
        assert_eq!(server.states(&request).await[place], "rejected", "somebody decides {subject} of {firm:?}");
    }
}
