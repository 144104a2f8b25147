//! Who would be blocked, what helps, and doing it: for one, for several, by telephone.

use std::time::Duration;

use domain::{phase::Phase, role::StaffRole, schedule::EventKind};
use serde_json::Value;
use server::config::FixedPhase;

use crate::support::{APPROVER, Answer, Backend, Browser, MAKER, OPERATOR, TestServer, address_of, on_both, proposed};

on_both! {
    each_is_shown_with_what_helps_and_the_way_to_do_it,
    the_counts_are_the_list_in_both_orders_and_in_every_file,
    a_campaign_is_drafted_of_exactly_those_chosen,
    everybody_found_is_meant_only_as_long_as_they_are_as_many,
    extensions_are_proposed_for_those_whom_they_let_in,
    whoever_rests_on_mail_that_does_not_arrive_is_offered_a_pass,
    the_call_list_says_whom_to_call_and_what_to_say,
    forms_are_filled_in_by_the_links_that_lead_to_them,
}

const DAY: Duration = Duration::from_secs(86_400);
const VIEWER: &str = "STAFF/VIEWER";

/// A house that closes cards in thirty days: on 22 December 2026 at 18:00 in Hong Kong. The firm CAAA has a working
/// pair, CBBB has not; a user stands in every way.
async fn house(backend: Backend) -> TestServer {
    let server = TestServer::with(backend, |config| config.schedule.phase = FixedPhase(None)).await;
    server.plan(EventKind::TwoFactorOnly, server.within(DAY * 30)).await;
    server.meddle("UPDATE timeline SET phase = 'parallel-run', former = 'parallel-run', since = 0").await;
    for (account, role) in
        [(OPERATOR, StaffRole::Operator), (APPROVER, StaffRole::Approver), (VIEWER, StaffRole::Viewer)]
    {
        server.staff(account, role).await;
    }
    server.administrator(MAKER, "da-maker").await;
    server.administrator("CAAA/CHECKER", "da-checker").await;
    for account in ["CAAA/CAAA001", "CAAA/CAAA002", "CBBB/CBBB001"] {
        server.add_user(account).await;
    }
    server.session_of(MAKER).await.propose("CAAA002", "caaa002@caaa.example").await;
    server.invited("CAAA/CAAA003").await;
    for account in ["CAAA/CAAA004", "CAAA/CAAA005", "CBBB/CBBB005"] {
        let id = server.add_user(account).await;
        server.register(&id).await;
    }
    server.invited("CAAA/CAAA006").await;
    server.meddle("UPDATE accounts SET mail_refused_at = 1 WHERE user_id IN ('CAAA005', 'CBBB005')").await;
    server.meddle("UPDATE activations SET expires_at = 1 WHERE account = 'CAAA/CAAA006'").await;
    server.quiet().await;
    server
}

/// What helps each of them.
const HELPS: [(&str, &str); 8] = [
    ("CAAA/CAAA001", "register"),
    ("CAAA/CAAA002", "approve"),
    ("CAAA/CAAA003", "set-up"),
    ("CAAA/CAAA004", "invite"),
    ("CAAA/CAAA005", "correct"),
    ("CAAA/CAAA006", "invite"),
    ("CBBB/CBBB001", "staff-register"),
    ("CBBB/CBBB005", "staff-correct"),
];

/// Gives users a smartcard that proves.
async fn with_cards(server: &TestServer, accounts: &[&str]) {
    for account in accounts {
        let card = format!(
            "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at,
                 changed_at) VALUES ('card {account}', '{account}', 'card', '1', '', '', '', 0, 'bound', 0, 0)"
        );
        server.meddle(&card).await;
    }
}

async fn json(browser: &Browser, query: &str) -> Value {
    let answer = browser.get(&format!("/monitor/blocked.json{query}")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    serde_json::from_str(&answer.body).unwrap()
}

/// Whom a document lists, and what helps them.
fn listed(document: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let users = document["users"].as_array().unwrap();
    users.iter().map(|user| (text(&user["account"]), text(&user["helps"]))).collect()
}

async fn choose(by: &Browser, query: &str, action: &str, users: &[&str], more: &[(&str, &str)]) -> Answer {
    let mut fields: Vec<_> = users.iter().map(|user| ("user", *user)).collect();
    fields.push(("action", action));
    fields.extend(more);
    by.post(&format!("/monitor/blocked{query}"), &fields).await
}

async fn each_is_shown_with_what_helps_and_the_way_to_do_it(backend: Backend) {
    let server = house(backend).await;
    with_cards(&server, &["CAAA/CAAA001"]).await;
    let operator = server.session_of(OPERATOR).await;
    let page = operator.get("/monitor/blocked").await;
    let words = page.words().replace('\n', " ");
    assert!(words.contains("8 of 10 active users would be blocked, in 2 firms"), "{words}");
    assert!(words.contains("1 of the firms cannot help itself"), "{words}");
    for wanted in [
        "No e-mail address The firm’s maker registers an address.",
        "No e-mail address Staff register one: the firm has no working pair.",
        "Address not approved The firm’s checker approves the address.",
        "The address refuses mail. The firm’s maker registers the right one.",
        "No activation code works. An administrator sends a new one.",
        "The activation code is out. The user sets up.",
    ] {
        assert!(words.contains(wanted), "{wanted}: {words}");
    }
    let found: Vec<(String, String)> = HELPS.map(|(account, help)| (account.to_owned(), help.to_owned())).into();
    assert_eq!(listed(&json(&operator, "").await), found);
    for link in [
        "/monitor/exceptions/new?scope=user&amp;participant=CAAA&amp;user=CAAA001&amp;kind=extension",
        "/monitor/approvals/new?kind=address&amp;participant=CBBB&amp;user=CBBB001",
        "/monitor/users/CAAA/CAAA001",
        "/monitor/blocked/call-list?event=two-factor-only&amp;reason=no-address&amp;help=register",
    ] {
        assert!(page.body.contains(&format!("href=\"{link}")), "{link}");
    }
    // An extension is no help to somebody without a card.
    assert!(!page.body.contains("user=CAAA002&amp;kind=extension"));
    // Whoever reads only is shown the same, and nothing to press.
    for reader in [VIEWER, APPROVER] {
        let reader = server.session_of(reader).await;
        let page = reader.get("/monitor/blocked?by=firm").await;
        assert!(page.words().contains("Staff register one"), "{}", page.words());
        for action in ["method=\"post\" action=\"/monitor/blocked", "type=\"checkbox\"", "/monitor/exceptions/new"] {
            assert!(!page.body.contains(action), "{action}");
        }
        assert!(!page.body.contains("@caaa.example") && !page.body.contains("@cbbb.example"), "no address");
        assert_eq!(choose(&reader, "", "remind", &["CAAA/CAAA001"], &[]).await.status, 403);
    }
    // Before set-up is open, an activation cannot help: it leaves by itself.
    server.meddle("UPDATE timeline SET phase = 'registration', former = 'registration'").await;
    let early = json(&server.session_of(OPERATOR).await, "?event=two-factor-only&help=wait").await;
    let waiting: Vec<String> = listed(&early).into_iter().map(|(account, _)| account).collect();
    assert_eq!(waiting, ["CAAA/CAAA003", "CAAA/CAAA004", "CAAA/CAAA006"]);
}

async fn the_counts_are_the_list_in_both_orders_and_in_every_file(backend: Backend) {
    let server = house(backend).await;
    let viewer = server.session_of(VIEWER).await;
    let whole = json(&viewer, "").await;
    assert_eq!((whole["blocked"]["users"].as_u64(), whole["found"].as_u64()), (Some(8), Some(8)));
    assert_eq!(whole["at"], server.within(DAY * 30).to_string());
    assert_eq!(whole["counted_at"], server.app.clock.now().to_string());
    assert_eq!(whole["phase"], Phase::TwoFactorOnly.name());
    // Each line of the order by reason, and each of the order by firm, is as long as the list that it leads to.
    for line in whole["by_reason"].as_array().unwrap() {
        let (missing, helps) = (line["missing"].as_str().unwrap(), line["helps"].as_str().unwrap());
        let part = json(&viewer, &format!("?reason={missing}&help={helps}")).await;
        let wanted: Vec<_> = HELPS.iter().filter(|(_, help)| *help == helps).map(|(account, _)| *account).collect();
        let found: Vec<String> = listed(&part).into_iter().map(|(account, _)| account).collect();
        assert_eq!((found.len() as u64, line["users"].as_u64()), (wanted.len() as u64, Some(wanted.len() as u64)));
        assert_eq!(found, wanted);
        let csv = viewer.get(&format!("/monitor/blocked.csv?reason={missing}&help={helps}")).await.body;
        assert_eq!(csv.lines().count(), wanted.len() + 1, "{csv}");
    }
    let firms: Vec<(&str, u64, u64, bool)> = whole["by_firm"]
        .as_array()
        .unwrap()
        .iter()
        .map(|firm| {
            let count = |name: &str| firm[name].as_u64().unwrap();
            (firm["participant"].as_str().unwrap(), count("blocked"), count("active"), firm["working_pair"] == true)
        })
        .collect();
    assert_eq!(firms, [("CBBB", 2, 2, false), ("CAAA", 6, 8, true)], "wholly shut out first");
    let by_firm = viewer.get("/monitor/blocked/groups.csv?by=firm").await.body;
    assert!(by_firm.contains("\nCBBB,2,2,0,no,2026-12-22T"), "{by_firm}");
    let by_reason = viewer.get("/monitor/blocked/groups.csv?by=reason&firm=caaa").await.body;
    assert!(by_reason.contains("\nnot-set-up,invite,2,1,0,"), "{by_reason}");
    assert!(!by_reason.contains("staff-register"), "of one firm: {by_reason}");
    let page = viewer.get("/monitor/blocked?by=firm").await.words();
    assert!(page.contains("2 of 2") && page.contains("6 of 8") && page.contains("No working pair"), "{page}");
    assert_eq!(viewer.get("/monitor/blocked.json?firm=%21").await.status, 400);
}

async fn a_campaign_is_drafted_of_exactly_those_chosen(backend: Backend) {
    let server = house(backend).await;
    let operator = server.session_of(OPERATOR).await;
    choose(&operator, "", "remind", &[], &[]).await.assert_refused(422, "Choose at least one user");
    choose(&operator, "", "nothing", &["CAAA/CAAA003"], &[]).await.assert_refused(422, "Choose what to do");
    // Who is not blocked is nobody to choose, whatever was posted.
    choose(&operator, "", "remind", &[MAKER, "CAAA/NOBODY"], &[]).await.assert_refused(422, "Choose at least one user");
    let users = ["CAAA/CAAA003", "CAAA/CAAA004", "CBBB/CBBB001"];
    let asked = choose(&operator, "", "remind", &users, &[]).await;
    assert_eq!((asked.status.as_u16(), asked.heading().as_str()), (200, "Draft a campaign for 3 users?"));
    assert!(asked.words().contains("CAAA/CAAA003, CAAA/CAAA004, CBBB/CBBB001"), "{}", asked.words());
    assert_eq!(server.count("SELECT COUNT(*) FROM campaigns").await, 0);
    let drafted = choose(&operator, "", "remind", &users, &[("confirmed", "3")]).await;
    let page = drafted.location().to_owned();
    assert!(drafted.status == 303 && page.starts_with("/monitor/campaigns/"), "{page}");
    let shown = operator.get(&page).await;
    assert!(shown.words().contains("3 users, chosen by name"), "{}", shown.words());
    // Exactly those who can be written to: and still so once the draft was changed.
    let change = [
        ("title", "Blocked, by telephone too"),
        ("goal", "ready"),
        ("event", "two-factor-only"),
        ("days", "60, 2"),
        ("administrators", ""),
        ("staff", ""),
        ("daily", "5000"),
    ];
    assert_eq!(operator.post(&format!("{page}/edit"), &change).await.status, 303);
    let file = operator.get(&format!("{page}/recipients.csv?step=60")).await.body;
    let users: Vec<&str> = file.lines().filter(|line| line.contains(",user,")).collect();
    assert!(users.len() == 2 && file.contains("CAAA003") && file.contains("CAAA004"), "{file}");
    let seen = operator.get(&page).await.hidden("seen").unwrap();
    let fields = [("action", "propose"), ("seen", &*seen), ("reason", "as announced")];
    let request = proposed(&operator.post(&page, &fields).await);
    let approver = server.session_of(APPROVER).await;
    assert!(approver.look_at("monitor", &request).await.words().contains("Only these"), "the approver is told");
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    server::campaign::round::round(&server.app).await.unwrap();
    server.quiet().await;
    for (account, reminded) in [("CAAA/CAAA003", 1), ("CAAA/CAAA004", 1), ("CAAA/CAAA006", 0)] {
        assert_eq!(server.letters("campaign-reminder", account).await, reminded, "{account}");
    }
    // The firm whose user has no address is told of that one alone.
    let digests = server.count("SELECT COUNT(*) FROM outbox WHERE kind = 'campaign-firm-digest'").await;
    assert_eq!(digests, 0, "nobody in that firm can be told: staff are");
    assert!(server.mails.all_to(&address_of(OPERATOR)).iter().any(|mail| mail.text.contains("CBBB")));
}

async fn everybody_found_is_meant_only_as_long_as_they_are_as_many(backend: Backend) {
    let server = house(backend).await;
    let operator = server.session_of(OPERATOR).await;
    let all = [("all", "yes"), ("confirmed", "2")];
    let query = "?reason=not-set-up&help=invite";
    let asked = choose(&operator, query, "remind", &[], &all[..1]).await;
    assert_eq!(asked.heading(), "Draft a campaign for 2 users?");
    let id = server.add_user("CAAA/CAAA009").await;
    server.register(&id).await;
    let again = choose(&operator, query, "remind", &[], &all).await;
    assert_eq!((again.status.as_u16(), again.heading().as_str()), (200, "Draft a campaign for 3 users?"));
    assert_eq!(server.count("SELECT COUNT(*) FROM campaigns").await, 0);
    let drafted = choose(&operator, query, "remind", &[], &[("all", "yes"), ("confirmed", "3")]).await;
    assert_eq!(drafted.status, 303);
    assert!(operator.get(drafted.location()).await.words().contains("3 users, chosen by name"));
    // Beside a line its own button means that line alone, whatever else is shown.
    let line = [("all", "yes"), ("only", "register")];
    assert_eq!(choose(&operator, "", "remind", &[], &line).await.heading(), "Draft a campaign for 1 user?");
    // Nothing closes any more: nothing to remind of.
    server.meddle("UPDATE schedule_events SET state = 'held'").await;
    let none = choose(&operator, query, "remind", &[], &all[..1]).await;
    none.assert_refused(422, "No event that closes a way in has a confirmed date");
}

async fn extensions_are_proposed_for_those_whom_they_let_in(backend: Backend) {
    let server = house(backend).await;
    with_cards(&server, &["CAAA/CAAA001", "CAAA/CAAA003", "CBBB/CBBB001"]).await;
    let operator = server.session_of(OPERATOR).await;
    let none = choose(&operator, "", "extend", &["CAAA/CAAA002"], &[]).await;
    none.assert_refused(422, "An extension would let in none of them");
    let users = ["CAAA/CAAA001", "CAAA/CAAA002", "CBBB/CBBB001"];
    let asked = choose(&operator, "", "extend", &users, &[]).await;
    let words = asked.words();
    assert_eq!(asked.heading(), "Propose an extension for 2 users?");
    assert!(words.contains("1 user is left out") && !words.contains("CAAA002"), "{words}");
    let confirmed = |until, reason| [("confirmed", "2"), ("until", until), ("reason", reason)];
    for (until, reason, why) in [
        ("", "asked for", "Enter"),
        ("2026-12-01", "asked for", "must last longer than the instant"),
        ("2028-12-01", "asked for", "366"),
        ("2027-01-15", " ", "Enter the reason"),
    ] {
        let fields = confirmed(until, reason);
        choose(&operator, "", "extend", &users, &fields).await.assert_refused(422, why);
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM requests WHERE kind = 'exception'").await, 0);
    let done = choose(&operator, "", "extend", &users, &confirmed("2027-01-15", "new desks arrive late")).await;
    assert!(done.location().ends_with("proposed=1&unfit=1"), "{}", done.location());
    let request = server.rows("SELECT id FROM requests WHERE kind = 'exception'").await.concat().concat();
    // Who has asked already is not asked for again.
    let again = choose(&operator, "", "extend", &users, &confirmed("2027-01-15", "again")).await;
    again.assert_refused(422, "An extension would let in none of them");
    let approver = server.session_of(APPROVER).await;
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    assert_eq!(server.states(&request).await, ["done", "done"]);
    let left = json(&server.session_of(OPERATOR).await, "?event=two-factor-only&reason=no-address").await;
    assert!(listed(&left).is_empty(), "they would come in by card");
    let later = json(&server.session_of(OPERATOR).await, "?at=2027-01-16T00:00:00Z&phase=two-factor-only").await;
    assert_eq!(later["found"], 8, "until it is over");
}

async fn whoever_rests_on_mail_that_does_not_arrive_is_offered_a_pass(backend: Backend) {
    let server = house(backend).await;
    for account in ["CAAA/CAAA010", "CAAA/CAAA011", "CAAA/CAAA012"] {
        server.ready(account).await;
    }
    server.meddle("UPDATE accounts SET mail_refused_at = 1 WHERE user_id IN ('CAAA010', 'CAAA011')").await;
    let passkey =
        "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at,
                       changed_at) VALUES ('p', 'CAAA/CAAA011', 'passkey', '1', '', '', '', 0, 'bound', 0, 0)";
    server.meddle(passkey).await;
    let operator = server.session_of(OPERATOR).await;
    let names = async || {
        let found = json(&server.session_of(OPERATOR).await, "?by=mail").await;
        listed(&found).into_iter().map(|(account, _)| account).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["CAAA/CAAA010"], "a passkey needs no mail");
    let page = operator.get("/monitor/blocked?by=mail").await;
    assert!(page.words().contains("1 user of 1 firm is not blocked"), "{}", page.words());
    let link = "/monitor/contingency?participant=CAAA&amp;scope=user&amp;user=CAAA010#ask";
    assert!(page.body.contains(link), "the pass beside whom it helps");
    assert!(!page.body.contains("type=\"checkbox\""), "nobody to remind");
    let viewer = server.session_of(VIEWER).await.get("/monitor/blocked?by=mail").await;
    assert!(viewer.body.contains("CAAA010") && !viewer.body.contains("scope=user"));
    // While mail is delayed, everybody who has nothing else.
    let approver = server.session_of(APPROVER).await;
    approver.post("/monitor/contingency", &[("action", "mail-delayed")]).await;
    assert_eq!(names().await, ["CAAA/CAAA010", "CAAA/CAAA012", "CAAA/CHECKER", "CAAA/MAKER"]);
    assert!(operator.get("/monitor/blocked?by=mail").await.words().contains("Mail is delayed"));
}

async fn the_call_list_says_whom_to_call_and_what_to_say(backend: Backend) {
    let server = house(backend).await;
    server.meddle("UPDATE participants SET call_back = '+852 5550 0188' WHERE code = 'CAAA'").await;
    let operator = server.session_of(OPERATOR).await;
    let page = operator.get("/monitor/blocked/call-list").await;
    let words = page.words();
    let (first, second) = (words.find("CBBB").unwrap(), words.find("CAAA").unwrap());
    assert!(first < second, "worst first: {words}");
    for wanted in [
        "8 users in 2 firms would be blocked",
        "+852 5550 0188",
        "No number on file",
        "Person CAAA/MAKER (MAKER)",
        "2 users have no activation code that works. Please send new ones from the portal.",
        "1 user has no e-mail address, and your firm has nobody to register it.",
    ] {
        assert!(words.contains(wanted), "{wanted}: {words}");
    }
    let one = operator.get("/monitor/blocked/call-list?help=staff-register").await.words();
    assert!(one.contains("1 user in 1 firm") && !one.contains("Person CAAA/MAKER"), "{one}");
    let csv = operator.get("/monitor/blocked/call-list.csv").await.body;
    assert!(csv.lines().nth(1).is_some_and(|line| line.starts_with("CBBB,")), "{csv}");
    assert!(csv.contains("Person CAAA/MAKER (CAAA/MAKER)"), "{csv}");
    assert!(csv.contains("'+852 5550 0188"), "no cell of it runs in a spreadsheet: {csv}");
    // Whoever does not call sees no number; nobody sees an address.
    let viewer = server.session_of(VIEWER).await;
    for path in ["/monitor/blocked/call-list", "/monitor/blocked/call-list.csv"] {
        let seen = viewer.get(path).await.body;
        assert!(seen.contains("CHECKER") && !seen.contains("5550 0188"), "{path}");
        for body in [seen, operator.get(path).await.body] {
            assert!(!body.contains("@caaa.example") && !body.contains("@cbbb.example"), "{path}");
        }
    }
}

async fn forms_are_filled_in_by_the_links_that_lead_to_them(backend: Backend) {
    let server = house(backend).await;
    let operator = server.session_of(OPERATOR).await;
    for (path, wanted) in [
        (
            "/monitor/exceptions/new?scope=user&participant=CAAA&user=CAAA001&kind=extension",
            vec!["value=\"CAAA\"", "value=\"CAAA001\"", "value=\"user\" checked", "value=\"extension\" checked"],
        ),
        (
            "/monitor/contingency?participant=CAAA&scope=user&user=CAAA001",
            vec!["value=\"CAAA001\"", "value=\"user\" checked"],
        ),
        (
            "/monitor/approvals/new?kind=address&participant=CBBB&user=CBBB001",
            vec!["value=\"CBBB\"", "value=\"CBBB001\""],
        ),
    ] {
        let page = operator.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for wanted in wanted {
            assert!(page.body.contains(wanted), "{path}: {wanted}\n{}", page.body);
        }
    }
    // What is only looked for is not asked for.
    let looked = operator.get("/monitor/contingency?participant=CAAA").await.body;
    assert!(!looked.contains("id=\"ask-participant\" name=\"participant\" type=\"text\" value=\"CAAA\""));
}
