//! The register of smartcards: stopping cards at once, and what takes two people: codes to bind them, retiring them,
//! bringing them back.

use std::time::Duration;

use domain::{
    account::ParticipantCode,
    approval::{Change, ChangeKind},
    card::CardState,
    code::ActivationCode,
    life::{Status, Step},
    method::Method,
    role::StaffRole,
};
use server::{
    approval::propose::{self, Proposal, ProposeError, Proposer},
    registration::life,
    store::{
        accounts::Particulars,
        bindings,
        credentials::{self, Credential, Kind},
        directory,
        requests::Subject,
    },
};

use crate::support::{
    APPROVER, Answer, Backend, Browser, CHECKER, MAKER, OPERATOR, TestServer, address_of, id, on_both, proposed, roles,
};

on_both! {
    a_binding_code_takes_two_people_and_its_file_is_taken_once,
    codes_for_all_administrators_are_one_approval_and_each_firm_reads_its_own,
    codes_for_a_firm_leave_out_whom_they_do_not_fit,
    whoever_shares_a_mailbox_with_a_receiver_takes_no_codes,
    an_administrator_stops_cards_at_once_also_their_own,
    staff_stop_cards_at_once_and_viewers_do_not,
    retiring_takes_two_people_and_can_be_reversed,
    what_was_stopped_after_a_proposal_is_not_brought_back_unseen,
    a_card_request_is_told_what_is_wrong_with_it,
    no_firm_proposes_what_staff_alone_decide,
    the_register_is_searched_and_counted,
}

/// Gives `account` a card.
async fn give(server: &TestServer, account: &str, number: u32, state: CardState) -> String {
    give_any(server, account, &format!("8852 {number:04}"), Kind::Card, state).await
}

async fn give_any(server: &TestServer, account: &str, name: &str, kind: Kind, state: CardState) -> String {
    let now = server.app.clock.now();
    let card = Credential {
        id: format!("{account}-{name}"),
        account: id(account),
        kind,
        name: name.to_owned(),
        key: String::new(),
        aaguid: String::new(),
        transports: vec!["usb".to_owned()],
        counter: 0,
        state,
        created_at: now,
        changed_at: now,
        last_used_at: None,
    };
    let mut tx = server.app.store.begin().await.unwrap();
    credentials::add(&mut tx, &card).await.unwrap();
    tx.commit().await.unwrap();
    card.id
}

/// The states of an account's cards and passkeys, in order.
async fn held(server: &TestServer, account: &str) -> Vec<String> {
    server.rows(&format!("SELECT state FROM credentials WHERE account = '{account}' ORDER BY id")).await.concat()
}

/// A browser with a session of `account` by `method`.
async fn session_by(server: &TestServer, account: &str, method: Method) -> Browser {
    let account = server.account(&id(account)).await;
    let mut tx = server.app.store.begin().await.unwrap();
    let opened = server::session::open(&server.app, &mut tx, &server.operator(), &account, method, "").await.unwrap();
    tx.commit().await.unwrap();
    let browser = server.browser();
    browser.plant("__Host-session", opened.token.expose());
    browser
}

/// How many sessions `account` has by `method`.
async fn sessions(server: &TestServer, account: &str, method: Method) -> i64 {
    let text = format!("SELECT COUNT(*) FROM sessions WHERE account = '{account}' AND method = '{method}'");
    server.count(&text).await
}

async fn post(operator: &Browser, kind: &str, scope: &str, participant: &str, user: &str) -> Answer {
    let fields = [
        ("kind", kind),
        ("scope", scope),
        ("participant", participant),
        ("user", user),
        ("reason", "asked in writing"),
    ];
    operator.post("/monitor/cards/new", &fields).await
}

/// Proposes something about one user's cards, and says which request it became.
async fn propose_one(operator: &Browser, kind: &str, account: &str) -> String {
    let (participant, user) = account.split_once('/').unwrap();
    proposed(&post(operator, kind, "user", participant, user).await)
}

/// Whom a request that was just proposed is about, and how many it leaves out.
fn with_left_out(answer: &Answer) -> (String, u64) {
    assert_eq!(answer.status, 303, "{}", answer.words());
    let (path, query) = answer.location().split_once('?').unwrap();
    let unfit = query.split_once("unfit=").map_or(0, |(_, count)| count.parse().unwrap());
    (path.rsplit('/').next().unwrap().to_owned(), unfit)
}

async fn approve(approver: &Browser, request: &str, done: u64) {
    let answer = approver.press("monitor", request, "approve-all", &[]).await;
    answer.assert_sees(&format!("/monitor/approvals/{request}?done={done}"));
}

async fn take(by: &Browser, request: &str) -> Answer {
    by.post(&format!("/monitor/approvals/{request}"), &[("action", "take-codes")]).await
}

/// The records of a file of codes, by column.
fn records(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(answer.header("cache-control").contains("no-store"));
    let text = answer.body.trim_start_matches('\u{FEFF}');
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let columns =
        "participant_code,participant_name,user_id,name_en,name_zh,delegated_administrator,binding_code,expires";
    assert_eq!(csv.headers().unwrap().iter().collect::<Vec<_>>().join(","), columns);
    csv.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

async fn a_binding_code_takes_two_people_and_its_file_is_taken_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    server.staff("STAFF/VIEWER", StaffRole::Viewer).await;
    server.add_person("CAAA/CAAA010", |person| person.name_en = "=1+1".to_owned()).await;
    let request = propose_one(&operator, "bind-card", "CAAA/CAAA010").await;
    assert_eq!(server.letters("requests-waiting", APPROVER).await, 1);
    assert_eq!(server.forge(&operator, "monitor", &request, "approve-all", &[]).await.status, 403);
    assert_eq!(server.count("SELECT COUNT(*) FROM bindings").await, 0);
    take(&approver, &request).await.assert_refused(422, "once every change of the request is decided");
    assert_eq!(server.events("card.codes-refused").await, 1);

    approve(&approver, &request, 1).await;
    let binding = bindings::find_open(&mut server.app.store.reader().await.unwrap(), &id("CAAA/CAAA010")).await;
    let binding = binding.unwrap().unwrap();
    assert_eq!(binding.expires_at, server.app.clock.now().plus(Duration::from_secs(30 * 86_400)));
    let events = server.rows("SELECT participant FROM events WHERE kind = 'card.binding-issued'").await.concat();
    assert_eq!(events, ["CAAA"]);

    // It is offered to those who may take it, and to nobody else.
    let viewer = server.session_of("STAFF/VIEWER").await;
    assert!(!viewer.look_at("monitor", &request).await.body.contains("take-codes"));
    assert_eq!(take(&viewer, &request).await.status, 403);
    let answer = approver.look_at("monitor", &request).await;
    assert!(answer.body.contains("take-codes") && answer.words().contains("1 code is ready"), "{}", answer.words());
    let code = ActivationCode::binding(&server.app.keys.code, &binding.id).expose().to_owned();
    assert!(!answer.body.contains(&code));
    let answer = take(&operator, &request).await;
    let name = format!("attachment; filename=\"binding-codes-{request}.csv\"");
    assert_eq!(answer.header("content-disposition"), name);
    let rows = records(&answer);
    let until = binding.expires_at.to_string();
    let firm = "Kestrel Securities Limited";
    assert_eq!(rows, [["CAAA", firm, "CAAA010", "'=1+1", "陳大文", "no", &*code, &*until]]);
    // Once, whoever asks.
    for browser in [&operator, &approver] {
        take(browser, &request).await.assert_refused(409, "taken before");
    }
    assert_eq!((server.events("card.codes-taken").await, server.events("card.codes-refused").await), (1, 3));
    let told = server.rows("SELECT detail FROM events WHERE kind = 'card.codes-taken'").await.concat().concat();
    assert!(told.contains("\"codes\":1") && !told.contains(&code), "{told}");
    assert!(!server.dump().await.contains(&code), "the code stands nowhere");
    assert!(!operator.look_at("monitor", &request).await.body.contains("value=\"take-codes\""));

    // Lost: the next one makes the first void.
    let again = propose_one(&operator, "bind-card", "CAAA/CAAA010").await;
    approve(&approver, &again, 1).await;
    let rows = records(&take(&approver, &again).await);
    assert_ne!(rows[0][6], code);
    assert_eq!(server.count("SELECT COUNT(*) FROM bindings WHERE revoked_at IS NULL").await, 1);
}

async fn codes_for_all_administrators_are_one_approval_and_each_firm_reads_its_own(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    let (maker, _) = server.pair().await;
    server.administrator("CBBB/MAKER", "da-maker").await;
    server.add_user("CBBB/CBBB010").await;
    // Has a card that works; and is out of use.
    server.administrator("CBBB/CARD", "da-checker").await;
    give(&server, "CBBB/CARD", 1, CardState::Issued).await;
    let dormant = server.administrator("CBBB/DORMANT", "da-checker").await;
    server.set_status(&dormant, Status::Dormant).await;
    // One that is stopped does not count as one that works.
    give(&server, "CBBB/MAKER", 2, CardState::Retired).await;

    let (request, unfit) = with_left_out(&post(&operator, "bind-card", "administrators", "", "").await);
    assert_eq!(unfit, 1);
    let page = operator.get(&format!("/monitor/approvals/{request}?proposed=1&unfit=1")).await.words();
    assert!(page.contains("1 user was left out") && page.contains("All participants"), "{page}");
    let subjects = server.rows("SELECT subject FROM request_rows ORDER BY number").await.concat();
    assert_eq!(subjects, [CHECKER, MAKER, "CBBB/MAKER"]);
    // Each firm finds its own users' events in its trail, the others' not; the request is none of theirs.
    let trail = maker.get("/portal/audit").await;
    assert!(trail.words().contains("Smartcards") || trail.words().contains("proposed"), "{}", trail.words());
    assert!(!trail.body.contains("CBBB") && !trail.body.contains(&format!("/portal/approvals/{request}")));
    assert_eq!(maker.look_at("portal", &request).await.status, 404);
    let page = maker.get("/portal/users/CHECKER").await;
    assert!(page.words().contains("A code to bind a smartcard"), "{}", page.words());
    assert!(!page.body.contains(&format!("/portal/approvals/{request}")));

    approve(&approver, &request, 3).await;
    let events = "SELECT participant FROM events WHERE kind = 'card.binding-issued' ORDER BY participant";
    assert_eq!(server.rows(events).await.concat(), ["CAAA", "CAAA", "CBBB"]);
    let rows = records(&take(&approver, &request).await);
    let who: Vec<_> = rows.iter().map(|row| format!("{}/{} {}", row[0], row[2], row[5])).collect();
    assert_eq!(who, ["CAAA/CHECKER yes", "CAAA/MAKER yes", "CBBB/MAKER yes"]);
}

async fn codes_for_a_firm_leave_out_whom_they_do_not_fit(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    server.pair().await;
    for number in 10..14 {
        server.add_user(&format!("CAAA/CAAA0{number}")).await;
    }
    server.add_user("CBBB/CBBB010").await;
    give(&server, "CAAA/CAAA010", 1, CardState::Bound).await;
    give_any(&server, "CAAA/CAAA011", "phone", Kind::Passkey, CardState::Bound).await;
    let waits = propose_one(&operator, "bind-card", "CAAA/CAAA012").await;
    // Delegated administrators first; without who has a card and for whom one waits.
    let (request, unfit) = with_left_out(&post(&operator, "bind-card", "firm", "caaa", "").await);
    assert_eq!(unfit, 2);
    let of = format!("SELECT subject FROM request_rows WHERE request = '{request}' ORDER BY number");
    assert_eq!(server.rows(&of).await.concat(), [CHECKER, MAKER, "CAAA/CAAA011", "CAAA/CAAA013"]);
    let maker = server.session_of(MAKER).await;
    assert_eq!(maker.look_at("portal", &request).await.status, 200, "the firm sees what concerns it");
    assert_eq!(server.forge(&maker, "portal", &request, "take-codes", &[]).await.status, 404);
    // Meanwhile somebody got a card otherwise, and somebody was put out of use.
    give(&server, "CAAA/CAAA011", 2, CardState::Issued).await;
    server.set_status(&id("CAAA/CAAA013"), Status::Dormant).await;
    let answer = approver.press("monitor", &request, "approve-all", &[]).await;
    answer.assert_sees(&format!("/monitor/approvals/{request}?done=2&stale=2"));
    assert_eq!(server.states(&request).await, ["done", "done", "stale", "stale"]);
    assert_eq!(records(&take(&operator, &request).await).len(), 2);
    // A code that was stopped since is in no file.
    approve(&approver, &waits, 1).await;
    let checker = server.session_of(CHECKER).await;
    let stop = [("action", "suspend-card")];
    checker
        .post("/portal/users/CAAA012", &stop)
        .await
        .assert_sees("/portal/users/CAAA012?done=act&act=suspend-card&count=1");
    take(&approver, &waits).await.assert_refused(422, "no file of codes");
}

async fn whoever_shares_a_mailbox_with_a_receiver_takes_no_codes(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    server.ready("CAAA/CAAA010").await;
    let request = propose_one(&operator, "bind-card", "CAAA/CAAA010").await;
    approve(&approver, &request, 1).await;
    let address = address_of(OPERATOR);
    server
        .meddle(&format!("UPDATE accounts SET email = '{address}', email_key = '{address}' WHERE user_id = 'CAAA010'"))
        .await;
    take(&operator, &request).await.assert_refused(403, "your own mailbox");
    let told = server.rows("SELECT actor FROM events WHERE kind = 'card.codes-refused'").await.concat();
    assert_eq!(told, [OPERATOR]);
    assert_eq!(records(&take(&approver, &request).await).len(), 1);
}

async fn an_administrator_stops_cards_at_once_also_their_own(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    let (maker, checker) = server.pair().await;
    let user = server.ready("CAAA/CAAA010").await;
    server.add_user("CBBB/CBBB010").await;
    give(&server, "CAAA/CAAA010", 1, CardState::Issued).await;
    give_any(&server, "CAAA/CAAA010", "CN=CAAA010", Kind::Certificate, CardState::Bound).await;
    give_any(&server, "CAAA/CAAA010", "phone", Kind::Passkey, CardState::Bound).await;
    give(&server, "CBBB/CBBB010", 2, CardState::Bound).await;
    give(&server, MAKER, 3, CardState::Bound).await;
    for method in [Method::Smartcard, Method::X509, Method::Passkey, Method::TwoFactor] {
        session_by(&server, "CAAA/CAAA010", method).await;
    }
    let epoch = server.account(&user).await.epoch;
    let page = checker.get("/portal/users/CAAA010").await.words();
    assert!(page.contains("8852 0001") && page.contains("Issued") && page.contains("By certificate"), "{page}");
    assert!(page.contains("2 open sessions end."), "{page}");
    let stop = [("action", "suspend-card")];
    let done = "/portal/users/CAAA010?done=act&act=suspend-card&count=1";
    checker.post("/portal/users/CAAA010", &stop).await.assert_sees(done);
    assert_eq!(held(&server, "CAAA/CAAA010").await, ["suspended", "suspended", "bound"]);
    assert_eq!(sessions(&server, "CAAA/CAAA010", Method::Smartcard).await, 0);
    assert_eq!(sessions(&server, "CAAA/CAAA010", Method::X509).await, 0);
    assert_eq!(sessions(&server, "CAAA/CAAA010", Method::TwoFactor).await, 1);
    assert_eq!(sessions(&server, "CAAA/CAAA010", Method::Passkey).await, 1);
    assert!(server.account(&user).await.epoch > epoch, "what was under way ends too");
    assert_eq!((server.events("card.suspended").await, server.letters("card-suspended", "CAAA/CAAA010").await), (1, 1));
    // Again: there is nothing to stop, nor for somebody else's user.
    assert_eq!(checker.post("/portal/users/CAAA010", &stop).await.status, 422);
    assert_eq!(checker.post("/portal/users/CBBB010", &stop).await.status, 404);
    assert_eq!(held(&server, "CBBB/CBBB010").await, ["bound"]);
    assert_eq!(server.events("card.suspended").await, 1);

    // One's own, several at once, after a page that asks.
    let several = [("action", "suspend-card"), ("user", "MAKER"), ("user", "CAAA010")];
    let page = maker.post("/portal/users", &several).await;
    assert!(page.words().contains("Suspend the smartcards of 1 user?"), "{}", page.words());
    let confirmed = [&several[..], &[("confirmed", "yes")]].concat();
    maker.post("/portal/users", &confirmed).await.assert_sees("/portal/users?done=act&act=suspend-card&count=1&left=1");
    assert_eq!(held(&server, MAKER).await, ["suspended"]);

    // Back takes two.
    let restore = propose_one(&operator, "restore-cards", "CAAA/CAAA010").await;
    let page = approver.look_at("monitor", &restore).await.words();
    assert!(page.contains("Suspended, Suspended"), "{page}");
    approve(&approver, &restore, 1).await;
    assert_eq!(held(&server, "CAAA/CAAA010").await, ["bound", "bound", "bound"]);
    assert_eq!((server.life("CAAA/CAAA010").await, server.events("card.restored").await), ("ready", 1));
}

async fn staff_stop_cards_at_once_and_viewers_do_not(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    server.staff("STAFF/VIEWER", StaffRole::Viewer).await;
    let viewer = server.session_of("STAFF/VIEWER").await;
    for (number, user) in ["CAAA/CAAA010", "CAAA/CAAA011"].into_iter().enumerate() {
        server.ready(user).await;
        give(&server, user, u32::try_from(number).unwrap(), CardState::Bound).await;
        session_by(&server, user, Method::Smartcard).await;
    }
    let stop = |account| [("action", "suspend"), ("account", account)];
    let sure = |account| [("action", "suspend"), ("account", account), ("confirmed", "yes")];
    assert_eq!(viewer.post("/monitor/cards", &sure("CAAA/CAAA010")).await.status, 403);
    assert!(!viewer.get("/monitor/cards").await.body.contains("value=\"suspend\""));
    for (browser, account) in [(&operator, "CAAA/CAAA010"), (&approver, "CAAA/CAAA011")] {
        let page = browser.post("/monitor/cards", &stop(account)).await;
        assert!(page.status == 200 && page.words().contains("1 open session ends."), "{}", page.words());
        assert_eq!(held(&server, account).await, ["bound"], "not before it is confirmed");
        let (firm, user) = account.split_once('/').unwrap();
        let target = format!("/monitor/cards?participant={firm}&user={user}&suspended={firm}%2F{user}");
        browser.post("/monitor/cards", &sure(account)).await.assert_sees(&target);
        assert!(browser.get(&target).await.words().contains(&format!("The smartcards of {account} are suspended.")));
        assert_eq!(held(&server, account).await, ["suspended"]);
        assert_eq!(sessions(&server, account, Method::Smartcard).await, 0);
        for fields in [&stop(account)[..], &sure(account)[..]] {
            browser.post("/monitor/cards", fields).await.assert_refused(422, "holds no smartcard that works");
        }
    }
    for account in ["CAAA/NOBODY", "STAFF/APPROVER", "nonsense"] {
        operator.post("/monitor/cards", &sure(account)).await.assert_refused(422, "holds no smartcard that works");
    }
    let actors = server.rows("SELECT actor FROM events WHERE kind = 'card.suspended' ORDER BY id").await.concat();
    assert_eq!(actors, [OPERATOR, APPROVER]);
}

async fn retiring_takes_two_people_and_can_be_reversed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    let user = server.ready("CAAA/CAAA010").await;
    server.add_user("CAAA/CAAA011").await;
    let mut tx = server.app.store.begin().await.unwrap();
    let account = server.account(&user).await;
    life::step(&mut tx, &server.operator(), &account, Step::UseTwoFactor).await.unwrap();
    // More than one statement takes.
    let many: Vec<Particulars> = (100..220)
        .map(|number| Particulars {
            id: id(&format!("CAAA/MANY{number}")),
            name_en: format!("Many {number}"),
            name_zh: String::new(),
            da: roles(""),
            staff_role: None,
            status: Status::Active,
        })
        .collect();
    for some in many.chunks(directory::BATCH) {
        let some: Vec<&Particulars> = some.iter().collect();
        directory::add_users(&mut tx, &some, server.app.clock.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    for person in &many {
        give(&server, &person.id.to_string(), 1, CardState::Issued).await;
    }
    give(&server, "CAAA/CAAA010", 1, CardState::Bound).await;
    give(&server, "CAAA/CAAA011", 2, CardState::Suspended).await;
    let disabled = server.add_user("CBBB/CBBB010").await;
    give(&server, "CBBB/CBBB010", 3, CardState::Bound).await;
    server.set_status(&disabled, Status::Disabled).await;
    server.add_user("CBBB/CBBB011").await;
    let by_card = session_by(&server, "CAAA/CAAA010", Method::Smartcard).await;
    let by_code = session_by(&server, "CAAA/CAAA010", Method::TwoFactor).await;

    // One user.
    let one = propose_one(&operator, "retire-cards", "CAAA/CAAA010").await;
    assert_eq!(by_card.terminal().await, 200, "nothing changes before it is agreed on");
    let page = approver.look_at("monitor", &one).await.words();
    assert!(page.contains("Approving ends 1 session.") && page.contains("Retired"), "{page}");
    approve(&approver, &one, 1).await;
    assert_eq!((by_card.terminal().await, by_code.terminal().await), (401, 200));
    assert_eq!(
        (held(&server, "CAAA/CAAA010").await, server.life("CAAA/CAAA010").await),
        (vec!["retired".to_owned()], "two-factor-only")
    );
    assert_eq!(server.letters("card-retired", "CAAA/CAAA010").await, 1);

    // Everybody: one request over the firms. Whoever lacks a card is left out.
    let (all, unfit) = with_left_out(&post(&operator, "retire-cards", "everybody", "", "").await);
    assert_eq!(unfit, 2);
    approve(&approver, &all, 122).await;
    assert_eq!(server.count("SELECT COUNT(*) FROM credentials WHERE state <> 'retired'").await, 0);
    assert_eq!(server.life("CAAA/CAAA011").await, "authorised");
    let firms = "SELECT participant FROM events WHERE kind = 'card.retired' GROUP BY participant ORDER BY participant";
    assert_eq!(server.rows(firms).await.concat(), ["CAAA", "CBBB"]);
    assert_eq!(
        server.count("SELECT COUNT(*) FROM events WHERE participant = 'STAFF' AND account NOT LIKE 'STAFF/%'").await,
        0
    );

    // And back, of a firm, and of everybody but who is disabled.
    let (firm, _) = with_left_out(&post(&operator, "restore-cards", "firm", "CAAA", "").await);
    approve(&approver, &firm, 122).await;
    assert_eq!(server.life("CAAA/CAAA010").await, "two-factor");
    assert_eq!(held(&server, "CAAA/CAAA011").await, ["bound"]);
    assert_eq!(server.letters("card-restored", "CAAA/CAAA010").await, 1);
    post(&operator, "restore-cards", "everybody", "", "").await.assert_refused(422, "fits none of these users");
    assert_eq!(held(&server, "CBBB/CBBB010").await, ["retired"]);
}

async fn what_was_stopped_after_a_proposal_is_not_brought_back_unseen(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    let (_, checker) = server.pair().await;
    for user in ["CAAA/CAAA010", "CAAA/CAAA011"] {
        server.add_user(user).await;
        give(&server, user, 1, CardState::Bound).await;
        give(&server, user, 2, CardState::Retired).await;
    }
    let restore = propose_one(&operator, "restore-cards", "CAAA/CAAA010").await;
    let retire = propose_one(&operator, "retire-cards", "CAAA/CAAA011").await;
    for user in ["CAAA010", "CAAA011"] {
        let answer = checker.post(&format!("/portal/users/{user}"), &[("action", "suspend-card")]).await;
        assert_eq!(answer.status, 303);
    }
    let answer = approver.press("monitor", &restore, "approve-all", &[]).await;
    answer.assert_sees(&format!("/monitor/approvals/{restore}?stale=1"));
    assert_eq!(server.whys(&restore).await, ["account-changed"]);
    assert_eq!(held(&server, "CAAA/CAAA010").await, ["suspended", "retired"]);
    // Retiring is meant whatever became of the card.
    approve(&approver, &retire, 1).await;
    assert_eq!(held(&server, "CAAA/CAAA011").await, ["retired", "retired"]);
}

async fn a_card_request_is_told_what_is_wrong_with_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, _) = server.house().await;
    server.add_user("CAAA/CAAA010").await;
    for (fields, words) in [
        (["", "firm", "CAAA", "", "x"], "Choose what"),
        (["address", "firm", "CAAA", "", "x"], "Choose what"),
        (["bind-card", "", "CAAA", "", "x"], "Choose for whom"),
        (["bind-card", "everybody", "", "", "x"], "Choose another"),
        (["retire-cards", "administrators", "", "", "x"], "Choose another"),
        (["bind-card", "firm", "CZZZ", "", "x"], "no such participant"),
        (["bind-card", "firm", "STAFF", "", "x"], "no such participant"),
        (["bind-card", "user", "CAAA", "NOBODY", "x"], "no such user"),
        (["bind-card", "user", "STAFF", "APPROVER", "x"], "no such user"),
        (["bind-card", "firm", "CAAA", "", " "], "reason"),
        (["retire-cards", "firm", "CAAA", "", "x"], "fits none"),
    ] {
        let [kind, scope, participant, user, reason] = fields;
        let fields =
            [("kind", kind), ("scope", scope), ("participant", participant), ("user", user), ("reason", reason)];
        let answer = operator.post("/monitor/cards/new", &fields).await;
        let problems = answer.problems().join(" ");
        assert_eq!((answer.status.as_u16(), problems.contains(words)), (422, true), "{fields:?}: {problems}");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 0);
}

async fn no_firm_proposes_what_staff_alone_decide(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.pair().await;
    server.add_user("CAAA/CAAA010").await;
    let browser = server.session_of(MAKER).await;
    let token = server::random::Token::received(&browser.cookie("__Host-session").unwrap()).unwrap();
    let present = server::session::check(&server.app, &token).await.unwrap().unwrap();
    let maker = present.administrator().and_then(|by| by.maker()).unwrap();
    for participant in ["CAAA", "STAFF"] {
        let proposal = Proposal {
            participant: &ParticipantCode::parse(participant).unwrap(),
            kind: ChangeKind::BindCard,
            changes: vec![(Subject::Account(id("CAAA/CAAA010")), Change::BindCard)],
            reason: "",
            file: "",
        };
        let done = propose::propose(&server.app, &server.operator(), Proposer::Firm(maker), proposal).await;
        assert!(matches!(done, Err(ProposeError::NoRight)), "{done:?}");
    }
}

async fn the_register_is_searched_and_counted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, _) = server.house().await;
    assert!(operator.get("/monitor/cards").await.words().contains("No smartcard is known yet"));
    for number in 10..72_u32 {
        let user = format!("CAAA/CAAA0{number}");
        server.add_user(&user).await;
        give(&server, &user, number, if number < 20 { CardState::Issued } else { CardState::Bound }).await;
    }
    let user = server.ready("CBBB/CBBB010").await;
    give(&server, "CBBB/CBBB010", 1, CardState::Suspended).await;
    give_any(&server, "CBBB/CBBB010", "phone", Kind::Passkey, CardState::Bound).await;
    give_any(&server, "CBBB/CBBB010", "laptop", Kind::Passkey, CardState::Bound).await;
    server.meddle(&format!("UPDATE accounts SET set_up_by = 'mailbox' WHERE account = '{user}'")).await;

    let page = operator.get("/monitor/cards").await.words();
    assert!(page.contains("The register holds 63 smartcards.") && page.contains("63 smartcards found"), "{page}");
    assert!(page.contains("CAAA/CAAA010") && !page.contains("CBBB") && !page.contains("phone"), "{page}");
    assert!(operator.get("/monitor/cards?page=2").await.words().contains("CBBB/CBBB010"));
    for (query, found, holds) in [
        ("participant=caaa", "62 smartcards found", "CAAA/CAAA010"),
        ("participant=CBBB&user=cbbb010", "1 smartcard found", "CBBB/CBBB010"),
        ("user=CAAA030", "1 smartcard found", "8852 0030"),
        ("state=issued", "10 smartcards found", "CAAA/CAAA019"),
        ("participant=CAAA&state=suspended", "No smartcard matches.", ""),
        ("participant=%3F%3F", "No smartcard matches.", ""),
        ("state=nonsense", "63 smartcards found", ""),
    ] {
        let page = operator.get(&format!("/monitor/cards?{query}")).await;
        assert!(
            page.status == 200 && page.words().contains(found) && page.words().contains(holds),
            "{query}: {}",
            page.words()
        );
    }
    server.recount().await;
    let page = operator.get("/monitor").await.words();
    for line in ["Users with a passkey\n1", "Users set up by mail alone\n1"] {
        assert!(page.contains(line), "{line}: {page}");
    }
}
