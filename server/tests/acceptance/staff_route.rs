//! What staff do for firms that cannot help themselves, and what the operator at the command line does under their eyes.

use std::{io::Cursor, time::Duration};

use domain::role::StaffRole;
use server::registration::staff;

use crate::support::{
    APPROVER, Backend, Browser, CHECKER, MAKER, OPERATOR, TestServer, address_of, id, on_both, roles,
};

on_both! {
    staff_register_the_first_pair_of_a_firm,
    staff_leave_to_a_firm_what_it_can_do_itself,
    an_exception_for_a_sole_proprietor_has_a_date,
    who_proposed_as_operator_never_approves_it,
    viewers_see_addresses_covered,
    what_the_operator_does_is_shown_to_every_approver_until_acknowledged,
}

/// Proposes on the staff's page, and says which request it became.
async fn propose(operator: &Browser, fields: &[(&str, &str)]) -> String {
    let mut fields = fields.to_vec();
    fields.push(("reason", "the firm asked in writing"));
    let answer = operator.post("/monitor/approvals/new", &fields).await;
    crate::support::proposed(&answer)
}

async fn staff_register_the_first_pair_of_a_firm(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    let mut requests = Vec::new();
    for (account, held) in [(MAKER, "da-maker"), (CHECKER, "da-checker")] {
        server
            .add_person(account, |person| {
                person.name_en = account.to_owned();
                person.da = roles(held);
            })
            .await;
        let (participant, user) = account.split_once('/').unwrap();
        let address = address_of(account);
        let fields = [
            ("kind", "address"),
            ("participant", participant),
            ("user", user),
            ("email", &*address),
            ("confirm", "yes"),
        ];
        requests.push(propose(&operator, &fields).await);
        assert_eq!(server.life(account).await, "proposed");
    }
    assert_eq!(server.letters("requests-waiting", APPROVER).await, 1);
    let page = approver.get("/monitor/approvals").await;
    for request in &requests {
        assert!(page.body.contains(request));
        assert_eq!(server.forge(&operator, "monitor", request, "approve-all", &[]).await.status, 403);
        let answer = approver.press("monitor", request, "approve-all", &[]).await;
        answer.assert_sees(&format!("/monitor/approvals/{request}?done=1"));
    }
    for account in [MAKER, CHECKER] {
        let activation = server.mails.code_to(&address_of(account)).await;
        let (participant, user) = account.split_once('/').unwrap();
        assert_eq!(server.browser().activate(participant, user, &activation).await.status, 303);
    }
    assert_eq!(server.letters("request-decided", OPERATOR).await, 2);
}

async fn staff_leave_to_a_firm_what_it_can_do_itself(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, _) = server.house().await;
    server.administrator(MAKER, "da-maker").await;
    server.administrator(CHECKER, "da-checker").await;
    server.add_user("CAAA/CAAA010").await;
    let of = |user| [("participant", "CAAA"), ("user", user), ("reason", "asked"), ("confirm", "yes")];
    let kinds: [&[(&str, &str)]; 3] = [
        &[("kind", "address"), ("email", "x@caaa.example")],
        &[("kind", "roles"), ("maker", "yes"), ("checker", "yes")],
        &[("kind", "reset")],
    ];
    for kind in &kinds[..2] {
        let answer = operator.post("/monitor/approvals/new", &[&of("CAAA010")[..], kind].concat()).await;
        assert_eq!(answer.status, 422, "{kind:?}");
    }
    assert_eq!(operator.post("/monitor/approvals/new", &[&of("MAKER")[..], kinds[2]].concat()).await.status, 422);
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 0);
    // What concerns the only checker, nobody of the firm can decide.
    for (user, status) in [("CHECKER", 303), ("MAKER", 422)] {
        let answer = operator.post("/monitor/approvals/new", &[&of(user)[..], kinds[0]].concat()).await;
        assert_eq!(answer.status, status, "{user}");
    }
    // Nor can a firm whose only checker is out of use.
    server.set_status(&id(CHECKER), domain::life::Status::Disabled).await;
    let answer = operator.post("/monitor/approvals/new", &[&of("CAAA010")[..], kinds[0]].concat()).await;
    assert_eq!(answer.status, 303);
    // Staff are not of a firm, and nobody is proposed without a reason.
    for fields in [
        vec![("kind", "sole"), ("participant", "STAFF"), ("user", "APPROVER"), ("reason", "x")],
        vec![("kind", "address"), ("participant", "CAAA"), ("user", "CAAA010"), ("email", "y@caaa.example")],
        vec![("kind", "disable"), ("participant", "CAAA"), ("user", "CAAA010"), ("reason", "x")],
        vec![("kind", "domains"), ("participant", "CAAA"), ("user", "CAAA010"), ("reason", "x")],
        vec![
            ("kind", "address"),
            ("participant", "CAAA"),
            ("user", "NOBODY"),
            ("reason", "x"),
            ("email", "y@z.example"),
        ],
    ] {
        assert_eq!(operator.post("/monitor/approvals/new", &fields).await.status, 422, "{fields:?}");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 2);
}

async fn an_exception_for_a_sole_proprietor_has_a_date(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    server.administrator("CAAA/SOLE", "da-maker;da-checker").await;
    server.add_user("CAAA/CAAA010").await;
    let of = [("kind", "sole"), ("participant", "CAAA"), ("user", "SOLE")];
    for until in ["yesterday", "2026-11-21", "2028-01-01", "2026-02-30"] {
        let fields = [&of[..], &[("until", until), ("reason", "alone")]].concat();
        assert_eq!(operator.post("/monitor/approvals/new", &fields).await.status, 422, "{until}");
    }
    let request = propose(&operator, &[&of[..], &[("until", "2026-11-30")]].concat()).await;
    let sole = server.logged_in("CAAA/SOLE").await;
    assert_eq!(sole.look_at("portal", &request).await.status, 200, "the firm sees what concerns it");
    assert_eq!(server.forge(&sole, "portal", &request, "approve-all", &[]).await.status, 403);
    let own = sole.propose("CAAA010", &address_of("CAAA/CAAA010")).await;
    assert_eq!(server.forge(&sole, "portal", &own, "approve-all", &[]).await.status, 403, "not yet");
    approver.press("monitor", &request, "approve-all", &[]).await;
    let until = server.account(&id("CAAA/SOLE")).await.sole_until.unwrap();
    assert_eq!(until, "2026-11-30T16:00:00Z".parse().unwrap(), "the end of the day in Hong Kong");
    sole.approve(&own).await.assert_sees(&format!("/portal/approvals/{own}?done=1"));
    // It can be ended before.
    let end = propose(&operator, &[&of[..], &[("until", "")]].concat()).await;
    approver.press("monitor", &end, "approve-all", &[]).await.assert_sees(&format!("/monitor/approvals/{end}?done=1"));
    assert_eq!(server.account(&id("CAAA/SOLE")).await.sole_until, None);
    assert_eq!((server.events("sole.granted").await, server.events("sole.ended").await), (1, 1));
}

async fn who_proposed_as_operator_never_approves_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    server.add_user("CAAA/CAAA010").await;
    let fields = [
        ("kind", "address"),
        ("participant", "CAAA"),
        ("user", "CAAA010"),
        ("email", "caaa010@caaa.example"),
        ("confirm", "yes"),
    ];
    let request = propose(&operator, &fields).await;
    server.change(OPERATOR, |person| person.staff_role = Some(StaffRole::Approver)).await;
    for browser in [&operator, &server.logged_in(OPERATOR).await] {
        assert_eq!(server.forge(browser, "monitor", &request, "approve-all", &[]).await.status, 403);
    }
    // What an operator proposed who is none any more, nobody carries out.
    let answer = approver.press("monitor", &request, "approve-all", &[]).await;
    answer.assert_sees(&format!("/monitor/approvals/{request}?stale=1"));
    assert_eq!(server.whys(&request).await, ["maker-gone"]);
    assert_eq!(server.life("CAAA/CAAA010").await, "authorised");
}

async fn viewers_see_addresses_covered(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, approver) = server.house().await;
    server.staff("STAFF/VIEWER", StaffRole::Viewer).await;
    server.add_user("CAAA/CAAA010").await;
    let fields = [
        ("kind", "address"),
        ("participant", "CAAA"),
        ("user", "CAAA010"),
        ("email", "canary.address@caaa.example"),
        ("confirm", "yes"),
    ];
    let request = propose(&operator, &fields).await;
    let viewer = server.logged_in("STAFF/VIEWER").await;
    for (browser, sees) in [(&viewer, false), (&operator, true), (&approver, true)] {
        let page = browser.look_at("monitor", &request).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.words().contains("canary.address@caaa.example"), sees, "{}", page.words());
        assert!(sees || !page.body.contains("canary.address"));
    }
    for action in ["approve-all", "reject-all", "withdraw-all"] {
        let answer = server.forge(&viewer, "monitor", &request, action, &[("reason", "no")]).await;
        assert_eq!(answer.status, 403, "{action}");
        assert!(!answer.body.contains("canary.address"), "{action}");
    }
    assert!(!viewer.get("/monitor/approvals").await.body.contains("canary.address"));
}

struct Quiet;

impl server::registration::import::Watch for Quiet {
    fn line(&mut self, _: &server::registration::import::verdict::Line) -> std::io::Result<()> {
        Ok(())
    }

    fn missing(&mut self, _: &server::store::directory::User) -> std::io::Result<()> {
        Ok(())
    }

    fn progress(&mut self, _: u64, _: u64) {}
}

async fn import(server: &TestServer, text: &str) {
    use server::registration::import::{Options, What, import, reader::Sheet};
    let mut sheet =
        Sheet::new("firms.csv".to_owned(), Cursor::new(text.as_bytes()), What::Participants.columns()).unwrap();
    import(&server.app, &server.operator(), What::Participants, &mut sheet, Options::default(), &mut Quiet)
        .await
        .unwrap();
}

async fn what_the_operator_does_is_shown_to_every_approver_until_acknowledged(backend: Backend) {
    let server = TestServer::start(backend).await;
    let add = async |user: &str, role| {
        let address = address_of(&format!("STAFF/{user}"));
        staff::add(&server.app, &server.operator(), user, &address, role).await.unwrap();
    };
    // Until there are two approvers it is the start.
    server.staff(APPROVER, StaffRole::Approver).await;
    add("FIRST", StaffRole::Approver).await;
    assert_eq!(server.count("SELECT COUNT(*) FROM operator_acts").await, 0);
    server.staff("STAFF/SECOND", StaffRole::Approver).await;
    add("THIRD", StaffRole::Approver).await;
    import(
        &server,
        "participant_code,name_en,name_zh,category,da_model\nCZZZ,Heron Futures Limited,蒼鷺期貨有限公司,direct,pair\n",
    )
    .await;
    let acts = server.rows("SELECT id, what FROM operator_acts ORDER BY id").await;
    assert_eq!(acts.iter().map(|act| act[1].as_str()).collect::<Vec<_>>(), ["staff-added", "import"]);
    server.advance(Duration::from_secs(1));
    server.quiet().await;
    for approver in [APPROVER, "STAFF/SECOND", "STAFF/FIRST"] {
        assert_eq!(server.letters("operator-acted", approver).await, 2, "{approver}");
    }
    assert_eq!(server.letters("operator-acted", "STAFF/THIRD").await, 1, "the second act only");

    let first = server.logged_in(APPROVER).await;
    let second = server.logged_in("STAFF/SECOND").await;
    let page = first.get("/monitor/approvals").await;
    assert!(acts.iter().all(|act| page.body.contains(&act[0])), "{}", page.words());
    let acknowledge = [("action", "acknowledge"), ("act", &*acts[0][0])];
    first.post("/monitor/approvals", &acknowledge).await.assert_sees("/monitor/approvals?acknowledged=1");
    first.post("/monitor/approvals", &acknowledge).await.assert_sees("/monitor/approvals?acknowledged=1");
    assert_eq!(server.events("act.acknowledged").await, 1);
    let page = first.get("/monitor/approvals").await.body;
    assert!(!page.contains(&acts[0][0]) && page.contains(&acts[1][0]));
    assert!(second.get("/monitor/approvals").await.body.contains(&acts[0][0]), "each for themselves");
    // Nobody else acknowledges.
    server.staff(OPERATOR, StaffRole::Operator).await;
    server.administrator(CHECKER, "da-checker").await;
    assert_eq!(server.session_of(OPERATOR).await.post("/monitor/approvals", &acknowledge).await.status, 403);
    assert_eq!(server.session_of(CHECKER).await.post("/portal/approvals", &acknowledge).await.status, 403);
    let nul = [("action", "acknowledge"), ("act", "\u{0}")];
    assert_eq!(second.post("/monitor/approvals", &nul).await.status, 303);
}
