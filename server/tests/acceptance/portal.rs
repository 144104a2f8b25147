//! The delegated administrators' pages: their own firm and nothing else, and what one of them does alone.

use std::time::Duration;

use domain::life::Status;

use crate::{
    support::{Answer, Backend, Browser, CHECKER, MAKER, PASSWORD, TestServer, address_of, id, on_both, roles},
    uniformity::shown,
};

on_both! {
    nothing_of_another_firm_is_reached_shown_or_changed,
    what_is_no_id_is_nobodys,
    what_ends_a_users_access_ends_it_on_every_instance_at_once,
    putting_out_of_use_takes_one_person_and_bringing_back_takes_two,
    nobody_puts_themselves_out_of_use,
    a_change_of_address_makes_the_former_activation_void,
    activations_are_sent_again_by_one_person_a_few_times_a_day,
    pauses_are_cleared_by_one_person_a_few_times_a_day,
    cells_that_a_spreadsheet_would_run_are_escaped,
}

/// Everything but what happened and when a session was used.
async fn standing(server: &TestServer) -> String {
    // That a page said no is written in the audit, as often as its budget has it.
    let around = ["events:", "sessions:", "budgets: told:page:"];
    let dump = server.dump().await;
    dump.lines().filter(|line| !around.iter().any(|around| line.starts_with(around))).collect()
}

async fn nothing_of_another_firm_is_reached_shown_or_changed(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.administrator("CAAA/BOTH", "da-maker;da-checker").await;
    server.administrator("CBBB/MAKER", "da-maker").await;
    server.administrator("CBBB/CHECKER", "da-checker").await;
    server.add_user("CAAA/CAAA010").await;
    server.ready("CBBB/CBBB010").await;
    server.add_user("CBBB/CBBB011").await;
    let theirs = server.logged_in("CBBB/MAKER").await.propose("CBBB011", "secret.name@cbbb.example").await;
    server.advance(Duration::from_secs(121));
    server.quiet().await;
    let nobodys: String = theirs.chars().rev().collect();
    let browser = server.logged_in("CAAA/BOTH").await;
    server.quiet().await;
    let before = standing(&server).await;
    let mut refused = 0;

    let same = |there: &Answer, not: &Answer, ids: [&str; 2], place: &str| {
        assert_eq!((there.status.as_u16(), not.status.as_u16()), (404, 404), "{place}");
        let text = |answer: &Answer, id: &str| shown(answer, &[]).replace(id, "[id]");
        assert_eq!(text(there, ids[0]), text(not, ids[1]), "{place}");
        assert!(!there.body.contains("secret.name"), "{place}");
    };
    let acts = [
        "propose-address",
        "propose-roles",
        "remove-address",
        "reset",
        "enable",
        "invite",
        "unlock",
        "end-sessions",
        "disable",
        "dormant",
        "nothing",
        "",
    ];
    let fields = |action| {
        [
            ("action", action),
            ("email", "x@caaa.example"),
            ("confirm", "yes"),
            ("confirmed", "yes"),
            ("reason", "because"),
            ("maker", "yes"),
        ]
    };
    for user in ["CBBB010", "CBBB011"] {
        let (path, other) = (format!("/portal/users/{user}"), "/portal/users/CBBB999");
        same(&browser.get(&path).await, &browser.get(other).await, [user, "CBBB999"], &path);
        refused += 1;
        for act in acts {
            let (there, not) = (browser.post(&path, &fields(act)).await, browser.post(other, &fields(act)).await);
            same(&there, &not, [user, "CBBB999"], act);
            refused += 1;
        }
        // Among one's own users as well: nothing is done to anybody.
        for act in &acts[2..10] {
            let bulk = |user| [&fields(act)[..], &[("user", "CAAA010"), ("user", user)]].concat();
            let there = browser.post("/portal/users", &bulk(user)).await;
            let not = browser.post("/portal/users", &bulk("CBBB999")).await;
            same(&there, &not, [user, "CBBB999"], act);
            refused += 1;
        }
        // A filter is no object: it finds nothing, like one for nobody.
        let [there, not] = [user, "CBBB999"].map(|user| format!("/portal/audit?user={user}"));
        let (there, not) = (browser.get(&there).await, browser.get(&not).await);
        assert_eq!((there.status.as_u16(), not.status.as_u16()), (200, 200));
        let text = |answer: &Answer, id: &str| shown(answer, &[]).replace(id, "[id]");
        assert_eq!(text(&there, user), text(&not, "CBBB999"));
        let searched = browser.get(&format!("/portal/users?q={user}")).await;
        assert!(!searched.body.replace(&format!("q={user}"), "").contains(&format!("CBBB/{user}")));
    }
    let (path, other) = (format!("/portal/approvals/{theirs}"), format!("/portal/approvals/{nobodys}"));
    same(&browser.get(&path).await, &browser.get(&other).await, [&theirs, &nobodys], "request");
    refused += 1;
    let seen = server.seen(&theirs).await;
    let buttons =
        ["approve", "approve-all", "reject", "reject-all", "withdraw", "withdraw-all", "hand-over", "nothing", ""];
    for action in buttons {
        let fields = [("action", action), ("seen", &*seen), ("row", "1"), ("reason", "because")];
        let (there, not) = (browser.post(&path, &fields).await, browser.post(&other, &fields).await);
        same(&there, &not, [&theirs, &nobodys], action);
        refused += 1;
    }
    for action in ["approve", "reject"] {
        let fields = |request| [("action", action), ("reason", "because"), ("request", request)];
        let there = browser.post("/portal/approvals", &fields(&theirs)).await;
        let not = browser.post("/portal/approvals", &fields(&nobodys)).await;
        same(&there, &not, [&theirs, &nobodys], action);
        refused += 1;
    }
    for path in ["/portal/users", "/portal/approvals", "/portal/domains", "/portal/audit"] {
        let page = browser.get(path).await.body;
        assert!(!page.contains("CBBB") && !page.contains("cbbb.example") && !page.contains(&theirs), "{path}");
    }
    for user in ["CBBB010", "CBBB999"] {
        let file = browser.post(&format!("/portal/audit?user={user}"), &[("format", "csv")]).await;
        assert_eq!((file.status.as_u16(), file.body.lines().count()), (200, 1), "{}", file.body);
    }
    assert_eq!(server.events("other-firm.refused").await, refused);
    assert_eq!(standing(&server).await, before);
    // Both sides: the other firm's own people reach it.
    let checker = server.logged_in("CBBB/CHECKER").await;
    checker.approve(&theirs).await.assert_sees(&format!("/portal/approvals/{theirs}?done=1"));
}

async fn what_is_no_id_is_nobodys(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.administrator("CAAA/BOTH", "da-maker;da-checker").await;
    server.add_user("CAAA/CAAA010").await;
    let browser = server.logged_in("CAAA/BOTH").await;
    for odd in ["%00", "a%00b", "%E2%80%8B", "%27%20OR%201=1--", "%25", "CAAA010%2F..", "%EF%BC%A1"] {
        for path in [format!("/portal/users/{odd}"), format!("/portal/approvals/{odd}")] {
            assert_eq!(browser.get(&path).await.status, 404, "{path}");
            assert_eq!(browser.post(&path, &[("action", "approve-all")]).await.status, 404, "{path}");
        }
        for path in ["/portal/users?q=", "/portal/audit?before=", "/portal/audit?family=", "/portal/approvals?show="] {
            assert_eq!(browser.get(&format!("{path}{odd}")).await.status, 200, "{path}{odd}");
        }
    }
    let nul = [("action", "approve"), ("request", "\u{0}")];
    assert_eq!(browser.post("/portal/approvals", &nul).await.status, 404);
    // Capitals and spaces are forgiven, and lead to one user.
    assert_eq!(browser.get("/portal/users/caaa010").await.status, 200);
    // Reasons are one line without control characters.
    let fields = [("action", "propose-roles"), ("maker", "yes"), ("reason", "a\u{0}b\r\nc")];
    assert_eq!(browser.post("/portal/users/CAAA010", &fields).await.status, 303);
    assert_eq!(server.rows("SELECT reason FROM requests").await.concat(), ["a b c"]);
}

type Form = &'static [(&'static str, &'static str)];

async fn what_ends_a_users_access_ends_it_on_every_instance_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    let (maker, checker) = server.pair().await;
    // What is done, whether a second person is asked, and whether a session that does not rest on the mailbox stays.
    let acts: [(&str, Form, bool); 7] = [
        ("DISABLE", &[("action", "disable")], false),
        ("DORMANT", &[("action", "dormant")], false),
        ("END", &[("action", "end-sessions")], false),
        ("RESET", &[("action", "reset")], false),
        ("REMOVE", &[("action", "remove-address")], false),
        ("ADDRESS", &[("action", "propose-address"), ("email", "other@caaa.example"), ("confirm", "yes")], true),
        ("ROLES", &[("action", "propose-roles")], false),
    ];
    for (user, fields, stays) in acts {
        let account = format!("CAAA/{user}");
        server.administrator(&account, "da-maker").await;
        let here = server.logged_in(&account).await;
        let there = server.logged_in(&account).await.at_instance(&other);
        let passkey = server.session_of(&account).await.at_instance(&other);
        let under_way = server.browser();
        let code = server.ask_code(&under_way, &account).await;
        for browser in [&here, &there, &passkey] {
            assert_eq!((browser.get("/account").await.status.as_u16(), browser.terminal().await), (200, 200), "{user}");
        }
        let fields = [fields, &[("reason", "asked for")]].concat();
        let answer = maker.post(&format!("/portal/users/{user}"), &fields).await;
        assert_eq!(answer.status, 303, "{user}: {}", answer.words());
        let request = server
            .rows(&format!("SELECT request FROM request_rows WHERE subject = '{account}' AND state = 'waiting'"))
            .await
            .concat();
        if let [request] = &request[..] {
            assert_eq!(here.terminal().await, 200, "{user}: nothing before it is agreed on");
            checker.approve(request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
        }
        for browser in [&here, &there] {
            assert_eq!(browser.terminal().await, 401, "{user}");
            assert!(browser.get("/account").await.location().starts_with("/login"), "{user}");
            assert_ne!(browser.post("/account", &[("action", "end-all")]).await.status, 200, "{user}");
        }
        assert_eq!(passkey.terminal().await, if stays { 200 } else { 401 }, "{user}");
        // A code under way is void, here and there.
        for browser in [under_way.at_instance(&other), under_way.copied()] {
            assert!(!browser.type_code(&code).await.location().starts_with("/account"), "{user}");
            assert_eq!(browser.terminal().await, 401, "{user}");
        }
        let ended = server
            .rows(&format!("SELECT detail FROM events WHERE account = '{account}' AND detail LIKE '%sessions_ended%'"))
            .await
            .concat()
            .concat();
        let sessions = if stays { 2 } else { 3 };
        assert!(ended.contains(&format!("\"sessions_ended\":{sessions}")), "{user}: {ended}");
    }
}

async fn putting_out_of_use_takes_one_person_and_bringing_back_takes_two(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    let old = server.invited("CAAA/CAAA010").await;
    let setup = server.browser();
    assert_eq!(setup.activate("CAAA", "CAAA010", &old).await.status, 303);
    // A checker alone.
    let answer = checker.post("/portal/users/CAAA010", &[("action", "disable")]).await;
    answer.assert_sees("/portal/users/CAAA010?done=act&act=disable&count=1");
    let user = id("CAAA/CAAA010");
    assert_eq!(server.account(&user).await.status, Status::Disabled);
    assert_eq!(server.letters("account-disabled", "CAAA/CAAA010").await, 1);
    assert!(setup.choose_password(PASSWORD).await.location().contains("start-again"), "the set-up is over");
    server.browser().activate("CAAA", "CAAA010", &old).await.assert_refused(422, "do not match");

    let enable = [("action", "enable"), ("reason", "back from leave")];
    assert_eq!(checker.post("/portal/users/CAAA010", &enable).await.status, 403, "checkers propose nothing");
    assert_eq!(maker.post("/portal/users/CAAA010", &enable[..1]).await.status, 422, "no reason");
    let request = maker.propose_act(&server, "CAAA010", &[("action", "enable")]).await;
    assert_eq!(maker.post("/portal/users/CAAA010", &enable).await.status, 422, "one waits");
    assert_eq!(server.account(&user).await.status, Status::Disabled);
    assert_eq!(server.forge(&maker, "portal", &request, "approve-all", &[]).await.status, 403);
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert_eq!(server.account(&user).await.status, Status::Active);
    server.browser().activate("CAAA", "CAAA010", &old).await.assert_refused(422, "do not match");
    server.quiet().await;
    let mails = server.mails.all_to(&address_of("CAAA/CAAA010"));
    let new = mails.iter().map(crate::support::first_line).rfind(|line| !line.contains(' ')).unwrap();
    assert_ne!(new, old);
    assert_eq!(server.browser().activate("CAAA", "CAAA010", &new).await.status, 303);

    // Several at once, and confirmed before.
    for user in ["CAAA011", "CAAA012"] {
        server.ready(&format!("CAAA/{user}")).await;
    }
    let chosen = [("user", "CAAA011"), ("user", "CAAA012"), ("user", "CAAA011"), ("action", "disable")];
    let answer = checker.post("/portal/users", &chosen).await;
    assert_eq!(answer.status, 200, "asks first");
    assert_eq!(server.account(&id("CAAA/CAAA011")).await.status, Status::Active);
    let answer = checker.post("/portal/users", &[&chosen[..], &[("confirmed", "yes")]].concat()).await;
    answer.assert_sees("/portal/users?done=act&act=disable&count=2&left=0");
    assert_eq!(server.events("user.disabled").await, 3);
    assert_eq!(checker.post("/portal/users", &[("action", "disable"), ("confirmed", "yes")]).await.status, 422);
}

async fn nobody_puts_themselves_out_of_use(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    let before = server.account(&id(MAKER)).await;
    for action in ["disable", "dormant", "end-sessions"] {
        assert_eq!(maker.post("/portal/users/MAKER", &[("action", action)]).await.status, 422, "{action}");
        let bulk = [("user", "MAKER"), ("action", action), ("confirmed", "yes")];
        assert!(maker.post("/portal/users", &bulk).await.location().contains("count=0&left=1"), "{action}");
    }
    assert_eq!(server.account(&id(MAKER)).await, before);
    // What takes two, the other agrees on.
    let roles = [("action", "propose-roles"), ("maker", "yes"), ("checker", "yes"), ("reason", "on leave")];
    let request = crate::support::proposed(&checker_proposes(&server, &roles).await);
    assert_eq!(server.forge(&maker, "portal", &request, "approve-all", &[]).await.status, 403);
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert_eq!(server.account(&id(MAKER)).await.da, self::roles("da-maker;da-checker"));
    assert_eq!(maker.terminal().await, 200, "a role more ends nothing");
}

async fn checker_proposes(server: &TestServer, fields: &[(&str, &str)]) -> Answer {
    let maker: Browser = server.session_of(MAKER).await;
    maker.post("/portal/users/MAKER", fields).await
}

async fn a_change_of_address_makes_the_former_activation_void(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    let old = server.invited("CAAA/CAAA010").await;
    let setup = server.browser();
    assert_eq!(setup.activate("CAAA", "CAAA010", &old).await.status, 303);
    let request = maker.propose("CAAA010", "new@caaa.example").await;
    checker.approve(&request).await.assert_sees(&format!("/portal/approvals/{request}?done=1"));
    assert!(setup.choose_password(PASSWORD).await.location().contains("start-again"));
    server.browser().activate("CAAA", "CAAA010", &old).await.assert_refused(422, "do not match");
    let new = server.mails.code_to("new@caaa.example").await;
    assert_eq!(server.browser().activate("CAAA", "CAAA010", &new).await.status, 303);
    server.quiet().await;
    assert_eq!(server.letters("address-left", "CAAA/CAAA010").await, 1);
    // The same address, or one that waits, is not proposed again.
    let again = [("action", "propose-address"), ("email", "NEW@caaa.example"), ("confirm", "yes")];
    assert_eq!(maker.post("/portal/users/CAAA010", &again).await.status, 422);
    maker.propose("CAAA010", "third@caaa.example").await;
    let other = [("action", "propose-address"), ("email", "fourth@caaa.example"), ("confirm", "yes")];
    assert_eq!(maker.post("/portal/users/CAAA010", &other).await.status, 422);
}

async fn activations_are_sent_again_by_one_person_a_few_times_a_day(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    let first = server.invited("CAAA/CAAA010").await;
    for round in 0..6 {
        let by = if round % 2 == 0 { &maker } else { &checker };
        let answer = by.post("/portal/users/CAAA010", &[("action", "invite")]).await;
        if round < 5 {
            answer.assert_sees("/portal/users/CAAA010?done=act&act=invite&count=1");
        } else {
            assert_eq!(answer.status, 422, "capped");
        }
    }
    // Nor from the list.
    let answer = checker.post("/portal/users", &[("user", "CAAA010"), ("action", "invite")]).await;
    assert!(answer.location().contains("count=0&left=1"), "{}", answer.location());
    assert_eq!(server.events("activation.sent").await, 6);
    assert_eq!(server.count("SELECT COUNT(*) FROM activations WHERE revoked_at IS NULL").await, 1);
    server.browser().activate("CAAA", "CAAA010", &first).await.assert_refused(422, "do not match");
    let by = server.rows("SELECT actor FROM events WHERE kind = 'activation.sent' ORDER BY id").await.concat();
    assert_eq!(by[1..], [MAKER, CHECKER, MAKER, CHECKER, MAKER]);
    server.advance(Duration::from_secs(86_401));
    let checker = server.logged_in(CHECKER).await;
    assert_eq!(checker.post("/portal/users/CAAA010", &[("action", "invite")]).await.status, 303);
    // Nobody without an address, or set up already.
    server.add_user("CAAA/CAAA011").await;
    server.ready("CAAA/CAAA012").await;
    for user in ["CAAA011", "CAAA012"] {
        assert_eq!(checker.post(&format!("/portal/users/{user}"), &[("action", "invite")]).await.status, 422, "{user}");
    }
}

async fn pauses_are_cleared_by_one_person_a_few_times_a_day(backend: Backend) {
    let server = TestServer::with(backend, |config| config.login.budget_failures = 2).await;
    let (_, checker) = server.pair().await;
    server.ready("CAAA/CAAA010").await;
    assert_eq!(checker.post("/portal/users/CAAA010", &[("action", "unlock")]).await.status, 422, "not paused");
    for round in 0..6 {
        for _ in 0..2 {
            let answer = server.browser().log_in("CAAA", "CAAA010", "not the password at all").await;
            assert_eq!(answer.status, 422);
        }
        assert_eq!(server.browser().log_in("CAAA", "CAAA010", PASSWORD).await.status, 429, "paused");
        let answer = checker.post("/portal/users/CAAA010", &[("action", "unlock")]).await;
        if round < 5 {
            answer.assert_sees("/portal/users/CAAA010?done=act&act=unlock&count=1");
        } else {
            assert_eq!(answer.status, 422, "capped");
            assert_eq!(server.browser().log_in("CAAA", "CAAA010", PASSWORD).await.status, 429);
        }
    }
    assert_eq!(server.events("pause.cleared").await, 5);
}

async fn cells_that_a_spreadsheet_would_run_are_escaped(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (maker, checker) = server.pair().await;
    server.add_user("CAAA/-CAAA010").await;
    // Words of a person stand in the trail: a checker's reason, and user ids that begin like a formula.
    let reasons = ["=HYPERLINK(\"http://evil.example\")", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"];
    for reason in reasons {
        let request = maker.propose("-CAAA010", "x@caaa.example").await;
        let answer = checker.press("portal", &request, "reject-all", &[("reason", reason)]).await;
        answer.assert_sees(&format!("/portal/approvals/{request}?rejected=1"));
    }
    server
        .meddle("UPDATE events SET actor = '=1+1', request = '@x', kind = '-x.y' WHERE kind = 'change.rejected'")
        .await;
    let answer = checker.post("/portal/audit", &[("format", "csv")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"audit.csv\"");
    let mut csv = csv::Reader::from_reader(answer.body.trim_start_matches('\u{FEFF}').as_bytes());
    let mut escaped = 0;
    for record in csv.records() {
        for cell in &record.unwrap() {
            let bare = cell.trim_start_matches([' ', '\'']);
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
            // Nobody, as an actor, is a dash.
            let dash = cell == "'-";
            escaped += usize::from(!dash && cell.starts_with('\'') && bare.starts_with(['=', '+', '-', '@']));
        }
    }
    assert_eq!(escaped, 3 * reasons.len());
}
