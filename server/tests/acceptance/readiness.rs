//! The DA's share: whom of a firm an instant shuts out, reminders, exceptions, the information package, declarations.

use std::time::Duration;

use domain::{
    account::ParticipantCode,
    phase::Phase,
    reach::WhyBlocked,
    schedule::{EventKind, Exception, ExceptionKind, planned},
    time::Instant,
};
use server::{
    config::FixedPhase,
    readiness::laggards::Survey,
    schedule::blocked,
    store::{Tx, terms},
};
use softcard::{Card, Flaws, Issuer};

use crate::support::{Answer, Backend, Browser, CHECKER, MAKER, TestServer, forge, on_both, proposed};

on_both! {
    the_firms_list_is_its_part_of_the_whole_and_nobody_elses,
    what_is_looked_at_is_said_in_one_sentence_and_what_cannot_be_read_at_its_field,
    laggards_are_reminded_once_a_day,
    a_reminder_by_hand_and_one_of_a_campaign_are_one_a_day,
    before_two_factors_open_the_terminal_nobody_is_asked_for_a_card,
    a_passkey_stands_in_for_mail_that_is_refused,
    many_are_written_to_only_once_it_is_confirmed,
    an_extension_lets_the_firms_cards_in_until_its_instant,
    an_early_move_refuses_the_card_and_lets_two_factor_in,
    the_makers_count_of_whom_it_shuts_out_is_asked_for,
    a_users_own_exception_goes_before_the_firms,
    an_exception_ends_early_when_two_people_agree,
    what_an_exception_closes_is_over_for_good,
    an_early_move_goes_stale_when_it_shuts_out_many_more,
    a_declaration_is_made_by_two_and_void_once_the_event_moves,
    a_declaration_goes_stale_when_more_are_shut_out,
    a_firm_with_one_checker_has_the_clearing_house_decide,
    a_new_edition_of_the_package_asks_again,
    nothing_of_another_firms_readiness_is_reached,
    staff_see_who_cannot_help_themselves_first,
    cells_that_a_spreadsheet_would_run_are_escaped,
}

const DAY: Duration = Duration::from_secs(86_400);
/// When the parallel run ends, in the tests: thirty days after they begin.
const SWITCH: &str = "2026-12-22T10:00:00Z";

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

impl TestServer {
    /// A phase in force, whatever led to it.
    async fn in_phase(&self, phase: Phase) {
        self.meddle(&format!("UPDATE timeline SET phase = '{phase}', former = '{phase}', since = 0 WHERE one = 1"))
            .await;
    }

    fn clock_at(&self, instant: Instant) {
        self.clock.advance(instant.since(self.app.clock.now()));
    }

    async fn tx(&self) -> Tx {
        self.app.store.begin().await.unwrap()
    }
}

/// A server in the parallel run, whose end is planned.
async fn parallel(backend: Backend) -> TestServer {
    let server = TestServer::with(backend, |config| config.schedule.phase = FixedPhase(None)).await;
    scheduled(&server).await;
    server
}

async fn scheduled(server: &TestServer) {
    server.plan(EventKind::TwoFactorOnly, at(SWITCH)).await;
    server.in_phase(Phase::ParallelRun).await;
}

/// The same, for holders of cards.
async fn with_cards(backend: Backend) -> (TestServer, Issuer) {
    let issuer = forge();
    let server = TestServer::trusting(backend, &[&issuer], |config| config.schedule.phase = FixedPhase(None)).await;
    scheduled(&server).await;
    (server, issuer)
}

/// A user without two factors who holds a card.
async fn card_holder(server: &TestServer, issuer: &Issuer, account: &str) -> Card {
    server.add_user(account).await;
    server.bound(issuer, account).await
}

/// Makes the planned switch happen as if it had been armed.
async fn switch(server: &TestServer) {
    server.clock_at(at(SWITCH));
    let mut tx = server.tx().await;
    let mut event = server::store::schedule::find(&mut tx, "two-factor-only").await.unwrap().unwrap();
    let blocked = domain::schedule::Blocked { users: 1000, firms: 1000 };
    event.armed = Some(domain::schedule::Arming { at: at(SWITCH), blocked });
    assert!(server::store::schedule::put(&mut tx, &event).await.unwrap());
    tx.commit().await.unwrap();
    assert!(server::schedule::settle::round(&server.app).await.unwrap());
}

async fn the_firms_list_is_its_part_of_the_whole_and_nobody_elses(backend: Backend) {
    let (server, issuer) = with_cards(backend).await;
    server.administrator(MAKER, "da-maker").await;
    server.administrator("CBBB/MAKER", "da-maker").await;
    for firm in ["CAAA", "CBBB"] {
        server.add_user(&format!("{firm}/{firm}001")).await;
        let registered = server.add_user(&format!("{firm}/{firm}002")).await;
        server.register(&registered).await;
        card_holder(&server, &issuer, &format!("{firm}/{firm}003")).await;
        server.ready(&format!("{firm}/{firm}004")).await;
    }
    let browser = server.session_of(MAKER).await;
    let firm = ParticipantCode::parse("CAAA").unwrap();
    for (asked, instant, wanted) in [
        ("", SWITCH, vec!["CAAA001", "CAAA002", "CAAA003"]),
        ("?at=2026-11-30+18:00", "2026-11-30T10:00:00Z", vec!["CAAA001", "CAAA002"]),
        ("?event=two-factor-only&why=not-set-up", SWITCH, vec!["CAAA002"]),
        ("?q=caaa003", SWITCH, vec!["CAAA003"]),
    ] {
        let page = browser.get(&format!("/portal/readiness{asked}")).await;
        let csv = browser.get(&format!("/portal/readiness.csv{asked}")).await;
        let listed: Vec<_> = csv.body.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().to_owned()).collect();
        assert_eq!(listed, wanted, "{asked}");
        for user in ["CAAA001", "CAAA002", "CAAA003", "CAAA004"] {
            let ticked = page.body.contains(&format!("value=\"{user}\""));
            assert_eq!(ticked, wanted.contains(&user), "{asked} {user}");
        }
        assert!(!page.body.contains("CBBB") && !csv.body.contains("CBBB"), "{asked}");
        // The rule is the one that the whole house is counted by.
        let mut reader = server.app.store.reader().await.unwrap();
        let (now, _) = terms::timeline(&mut reader).await.unwrap();
        let events = server::store::schedule::list(&mut reader).await.unwrap();
        let instant = at(instant);
        let timeline = planned(now, &events, instant);
        let of_firm = blocked::list(&mut reader, Some(&firm), timeline, instant).await.unwrap();
        let mut of_all = blocked::list(&mut reader, None, timeline, instant).await.unwrap();
        of_all.retain(|shut| shut.member.id.participant == firm);
        assert_eq!(of_firm, of_all, "{asked}");
        let survey = Survey::of(&mut reader, &firm, timeline, instant).await.unwrap();
        assert_eq!(survey.shut, of_all, "{asked}");
        let found = of_all.iter().filter(|shut| !asked.contains("why") || shut.why == WhyBlocked::NotSetUp);
        let found: Vec<_> = found.map(|shut| shut.member.id.user.to_string()).collect();
        assert!(wanted.iter().all(|user| found.contains(&(*user).to_owned())), "{asked}: {found:?}");
    }
}

async fn what_is_looked_at_is_said_in_one_sentence_and_what_cannot_be_read_at_its_field(backend: Backend) {
    let server = parallel(backend).await;
    server.administrator(MAKER, "da-maker").await;
    server.add_user("CAAA/CAAA001").await;
    server.ready("CAAA/CAAA002").await;
    server.meddle("UPDATE accounts SET mail_refused_at = 1 WHERE user_id = 'CAAA002'").await;
    let browser = server.session_of(MAKER).await;
    let page = browser.get("/portal/readiness").await;
    let says = "1 of your 3 users could not reach the terminal after 22 December 2026, 18:00 HKT.";
    assert!(page.words().contains(says), "{}", page.words());
    assert!(page.words().contains("in 30 days"), "{}", page.words());
    // Whose mailbox refuses mail reaches the terminal by code alone.
    let (_, risks) = page.body.split_once("At risk").unwrap();
    assert!(risks.contains("CAAA002") && !risks.contains("CAAA001"), "{}", page.words());
    for typed in ["2026-11-30+18:00", "2026-11-30T18:00"] {
        let page = browser.get(&format!("/portal/readiness?at={typed}")).await;
        let says = "1 of your 3 users could not reach the terminal at 30 November 2026, 18:00 HKT.";
        assert!(page.status == 200 && page.words().contains(says), "{typed}: {}", page.words());
    }
    let wrong = "Enter a date and a time in Hong Kong time, for example 2027-06-30 18:00";
    for (asked, why) in [
        ("at=tomorrow", wrong),
        ("at=2026-11-30", wrong),
        ("at=30/11/2026+18:00", wrong),
        ("at=2026-11-30+25:00", wrong),
        ("at=2026-11-01+18:00", "Enter a time that is still to come"),
        ("event=parallel-run", "That event is not to come. Choose another one"),
    ] {
        browser.get(&format!("/portal/readiness?{asked}")).await.assert_refused(422, why);
        assert_eq!(browser.get(&format!("/portal/readiness.csv?{asked}")).await.status, 400, "{asked}");
    }
}

async fn laggards_are_reminded_once_a_day(backend: Backend) {
    let server = parallel(backend).await;
    let (maker, checker) = server.pair().await;
    for account in ["CAAA/CAAA001", "CAAA/CAAA002"] {
        let user = server.add_user(account).await;
        server.register(&user).await;
    }
    server.add_user("CAAA/CAAA003").await;
    let send = async |by: &Browser, action: &str, users: &[&str]| {
        let mut fields: Vec<_> = users.iter().map(|user| ("user", *user)).collect();
        fields.push(("action", action));
        by.post("/portal/readiness?why=not-set-up", &fields).await
    };
    send(&maker, "remind", &[]).await.assert_refused(422, "Choose at least one user");
    send(&maker, "nothing", &["CAAA001"]).await.assert_refused(422, "");
    // One with no address is left out; a checker sends as a maker does.
    let sent = send(&checker, "remind", &["CAAA001", "CAAA003"]).await;
    sent.assert_sees("/portal/readiness?why=not-set-up&done=remind&sent=1&left=1");
    assert!(checker.follow(&sent).await.words().contains("A reminder was sent to 1 user. Nothing was sent to 1 other"));
    let mail = server.mails.next_to("caaa001@caaa.example").await;
    assert!(mail.text.contains("22 December 2026, 18:00 HKT"), "{}", mail.text);
    send(&maker, "invite", &["CAAA001", "CAAA002"])
        .await
        .assert_sees("/portal/readiness?why=not-set-up&done=invite&sent=1&left=1");
    assert_eq!(server.letters("activation", "CAAA/CAAA001").await, 0);
    assert_eq!(server.letters("activation", "CAAA/CAAA002").await, 1);
    assert_eq!((server.events("reminder.sent").await, server.events("activation.sent").await), (1, 1));
    server.advance(DAY);
    let maker = server.session_of(MAKER).await;
    send(&maker, "invite", &["CAAA001"])
        .await
        .assert_sees("/portal/readiness?why=not-set-up&done=invite&sent=1&left=0");
    // Another firm's user is nobody's.
    server.add_user("CBBB/CBBB001").await;
    assert_eq!(send(&maker, "remind", &["CBBB001"]).await.status, 404);
}

async fn a_reminder_by_hand_and_one_of_a_campaign_are_one_a_day(backend: Backend) {
    let server = parallel(backend).await;
    let (maker, _) = server.pair().await;
    let (operator, approver) = server.house().await;
    for account in ["CAAA/CAAA001", "CAAA/CAAA002"] {
        let user = server.add_user(account).await;
        server.register(&user).await;
    }
    let remind = |user| [("user", user), ("action", "remind")];
    maker
        .post("/portal/readiness", &remind("CAAA001"))
        .await
        .assert_sees("/portal/readiness?done=remind&sent=1&left=0");
    // A campaign whose step is under way begins on the same day.
    let plan = [
        ("title", "Before the end"),
        ("goal", "ready"),
        ("event", "two-factor-only"),
        ("days", "60, 2"),
        ("daily", "5000"),
    ];
    let drafted = operator.post("/monitor/campaigns/new", &plan).await;
    let page = drafted.location().to_owned();
    let seen = operator.get(&page).await.hidden("seen").unwrap();
    let fields = [("action", "propose"), ("seen", &*seen), ("reason", "as announced")];
    let request = proposed(&operator.post(&page, &fields).await);
    // Its approval says what it is, and leads there.
    let shown = approver.look_at("monitor", &request).await;
    assert!(shown.words().contains("Before the end (2 users of 1 firm)"), "{}", shown.words());
    assert!(shown.body.contains(&format!("href=\"{page}\"")), "leads to the campaign");
    assert!(approver.get("/monitor/approvals").await.words().contains("Before the end (2 users of 1 firm)"));
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    let campaigns = async || server.rows("SELECT account FROM outbox WHERE kind = 'campaign-reminder'").await.concat();
    server::campaign::round::round(&server.app).await.unwrap();
    assert_eq!(campaigns().await, ["CAAA/CAAA002"]);
    // And the other way round.
    let maker = server.session_of(MAKER).await;
    maker
        .post("/portal/readiness", &remind("CAAA002"))
        .await
        .assert_sees("/portal/readiness?done=remind&sent=0&left=1");
    server.advance(DAY);
    server::campaign::round::round(&server.app).await.unwrap();
    let mut both = campaigns().await;
    both.sort();
    assert_eq!(both, ["CAAA/CAAA001", "CAAA/CAAA002"], "the step lasts: whoever had to wait gets it the next day");
    let maker = server.session_of(MAKER).await;
    maker
        .post("/portal/readiness", &remind("CAAA002"))
        .await
        .assert_sees("/portal/readiness?done=remind&sent=1&left=0");
}

async fn before_two_factors_open_the_terminal_nobody_is_asked_for_a_card(backend: Backend) {
    let server = TestServer::with(backend, |config| config.schedule.phase = FixedPhase(None)).await;
    let (maker, _) = server.pair().await;
    server.staff("STAFF/VIEWER", domain::role::StaffRole::Viewer).await;
    server.add_user("CAAA/CAAA001").await;
    server.plan_as("two-factor-only", EventKind::TwoFactorOnly, None).await;
    for phase in [Phase::Registration, Phase::Preparation, Phase::ConnectivityTest] {
        server.in_phase(phase).await;
        let words = maker.get("/portal/readiness").await.words();
        let says = "1 of your 3 users could not reach the terminal if two factors alone opened it now.";
        assert!(words.contains(says), "{phase}: {words}");
        let csv = maker.get("/portal/readiness.csv").await.body;
        assert!(csv.contains("CAAA001,") && csv.contains("no-address") && csv.lines().count() == 2, "{csv}");
        let viewer = server.session_of("STAFF/VIEWER").await;
        let words = viewer.get("/monitor/blocked").await.words();
        assert!(words.contains("1 of 3 active users would be blocked"), "{words}");
        let firms = viewer.get("/monitor/readiness.csv").await.body;
        assert!(firms.lines().any(|line| line.starts_with("CAAA,") && line.contains(",3,1,")), "{firms}");
    }
    // An event that opens something is no closing, though it is the next and takes the phase elsewhere.
    server.in_phase(Phase::ParallelRun).await;
    server.plan_as("registration", EventKind::Registration, None).await;
    let viewer = server.session_of("STAFF/VIEWER").await;
    let words = viewer.get("/monitor/blocked").await.words();
    assert!(words.contains("1 of 3 active users would be blocked"), "{words}");
}

async fn a_passkey_stands_in_for_mail_that_is_refused(backend: Backend) {
    let server = parallel(backend).await;
    let (maker, _) = server.pair().await;
    server.ready("CAAA/CAAA001").await;
    server.ready("CAAA/CAAA002").await;
    server.meddle("UPDATE accounts SET mail_refused_at = 1 WHERE user_id IN ('CAAA001', 'CAAA002')").await;
    let passkey =
        "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at,
                       changed_at) VALUES ('p', 'CAAA/CAAA001', 'passkey', '1', '', '', '', 0, 'bound', 0, 0)";
    server.meddle(passkey).await;
    let page = maker.get("/portal/readiness").await;
    let words = page.words();
    let (_, risk) = words.split_once("At risk: mailbox refuses mail").unwrap_or_default();
    assert!(risk.contains("CAAA002") && !risk.contains("CAAA001"), "{}", page.words());
}

async fn many_are_written_to_only_once_it_is_confirmed(backend: Backend) {
    let server = parallel(backend).await;
    server.administrator(MAKER, "da-maker").await;
    for number in 0..21 {
        let user = server.add_user(&format!("CAAA/CAAA{number:03}")).await;
        server.register(&user).await;
    }
    let maker = server.session_of(MAKER).await;
    let all = [("all", "yes"), ("action", "remind")];
    let asked = maker.post("/portal/readiness", &all).await;
    assert_eq!((asked.status.as_u16(), asked.heading().as_str()), (200, "Send a reminder to 21 users?"));
    assert_eq!(server.events("reminder.sent").await, 0);
    // Of everybody found there may be others by now.
    let user = server.add_user("CAAA/CAAA021").await;
    server.register(&user).await;
    let confirm = |count| [("all", "yes"), ("action", "remind"), ("confirmed", count)];
    assert_eq!(maker.post("/portal/readiness", &confirm("21")).await.heading(), "Send a reminder to 22 users?");
    maker.post("/portal/readiness", &confirm("22")).await.assert_sees("/portal/readiness?done=remind&sent=22&left=0");
    assert_eq!(server.events("reminder.sent").await, 22);
}

/// What a maker types for an exception of the whole firm.
fn wish<'t>(kind: &'t str, from: &'t str, until: &'t str) -> Vec<(&'t str, &'t str)> {
    vec![
        ("action", "propose"),
        ("scope", "firm"),
        ("kind", kind),
        ("from", from),
        ("until", until),
        ("reason", "new desks arrive late"),
    ]
}

/// Asks for an exception and has it granted.
async fn grant(server: &TestServer, maker: &Browser, approver: &Browser, fields: &[(&str, &str)]) -> String {
    let request = proposed(&maker.post("/portal/exceptions", fields).await);
    // The firm's own checker has no say in it.
    let answer = server.session_of(CHECKER).await.press("portal", &request, "approve-all", &[]).await;
    assert!(answer.status != 303, "{}", answer.location());
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    assert_eq!(server.states(&request).await, ["done"], "{:?}", server.whys(&request).await);
    request
}

async fn by_card(server: &TestServer, card: &mut Card, account: &str) -> u16 {
    let browser = server.browser();
    let begun = browser.ask_card(account).await;
    // Where cards are closed to everybody they are not asked at all.
    if begun.status == 303 {
        let question = browser.question(&begun).await;
        browser.answer(&question, &question.signed(card, &Flaws::default())).await;
    }
    browser.terminal().await
}

async fn an_extension_lets_the_firms_cards_in_until_its_instant(backend: Backend) {
    let (server, issuer) = with_cards(backend).await;
    let (maker, _) = server.pair().await;
    let (_, approver) = server.house().await;
    let mut ours = card_holder(&server, &issuer, "CAAA/CAAA001").await;
    let mut theirs = card_holder(&server, &issuer, "CBBB/CBBB001").await;
    grant(&server, &maker, &approver, &wish("extension", "2026-12-20", "2026-12-31 18:00")).await;
    assert_eq!(by_card(&server, &mut theirs, "CBBB/CBBB001").await, 200);
    switch(&server).await;
    assert_eq!(by_card(&server, &mut ours, "CAAA/CAAA001").await, 200);
    assert_ne!(by_card(&server, &mut theirs, "CBBB/CBBB001").await, 200);
    let browser = server.session_of(MAKER).await;
    for page in ["/portal/exceptions", "/portal/readiness", "/portal/users/CAAA001"] {
        let words = browser.get(page).await.words();
        assert!(words.contains("31 December 2026, 18:00 HKT"), "{page}: {words}");
    }
    // One second before its end, and at its end.
    server.clock_at(at("2026-12-31T09:59:59Z"));
    let inside = server.browser();
    inside.card_login(&mut ours, "CAAA/CAAA001").await;
    assert_eq!(inside.terminal().await, 200);
    server.clock_at(at("2026-12-31T10:00:00Z"));
    assert_ne!(inside.terminal().await, 200);
    assert_ne!(by_card(&server, &mut ours, "CAAA/CAAA001").await, 200);
    server::schedule::settle::round(&server.app).await.unwrap();
    assert_eq!(server.events("exception.over").await, 1);
    let words = server.session_of(MAKER).await.get("/portal/exceptions").await.words();
    assert!(words.contains("Over") && !words.contains("ended early"), "{words}");
}

async fn an_early_move_refuses_the_card_and_lets_two_factor_in(backend: Backend) {
    let (server, issuer) = with_cards(backend).await;
    let (maker, _) = server.pair().await;
    let (_, approver) = server.house().await;
    server.ready("CAAA/CAAA001").await;
    let mut card = server.bound(&issuer, "CAAA/CAAA001").await;
    let mut theirs = card_holder(&server, &issuer, "CBBB/CBBB001").await;
    assert_eq!(by_card(&server, &mut card, "CAAA/CAAA001").await, 200);
    let mut fields = wish("early-move", "2026-11-22", "2026-12-31");
    fields.extend([("confirmed", "yes"), ("count", "0")]);
    grant(&server, &maker, &approver, &fields).await;
    assert_ne!(by_card(&server, &mut card, "CAAA/CAAA001").await, 200);
    assert_eq!(server.logged_in("CAAA/CAAA001").await.terminal().await, 200);
    assert_eq!(by_card(&server, &mut theirs, "CBBB/CBBB001").await, 200);
}

async fn the_makers_count_of_whom_it_shuts_out_is_asked_for(backend: Backend) {
    let (server, issuer) = with_cards(backend).await;
    server.administrator(MAKER, "da-maker").await;
    card_holder(&server, &issuer, "CAAA/CAAA001").await;
    card_holder(&server, &issuer, "CAAA/CAAA002").await;
    // Shut out with and without it: not by it.
    server.add_user("CAAA/CAAA003").await;
    let maker = server.session_of(MAKER).await;
    let fields = wish("early-move", "2026-12-01 09:00", "2026-12-31");
    let shown = maker.post("/portal/exceptions", &fields).await;
    assert_eq!(shown.status, 200);
    let says = "From 1 December 2026, 09:00 HKT, 2 users could no longer reach the terminal because of it.";
    assert!(shown.words().contains(says), "{}", shown.words());
    assert!(shown.body.contains("CAAA/CAAA002") && !shown.body.contains("CAAA/CAAA003"));
    let typed = |count| {
        let mut fields = fields.clone();
        fields.extend([("confirmed", "yes"), ("count", count)]);
        fields
    };
    for wrong in ["", "1", "3", "two"] {
        maker.post("/portal/exceptions", &typed(wrong)).await.assert_refused(422, "Enter exactly how many users");
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM requests WHERE kind = 'exception'").await, 0);
    proposed(&maker.post("/portal/exceptions", &typed("2")).await);
    maker.post("/portal/exceptions", &typed("2")).await.assert_refused(422, "waits already");
    for (name, value, why) in [
        ("scope", "", "Choose whether"),
        ("kind", "", "Choose an extension"),
        ("from", "soon", "Enter from when"),
        ("until", "2026-13-01", "Enter until when"),
        ("until", "2026-12-01 08:59", "after the beginning"),
        ("until", "2027-12-31", "at most 366 days"),
        ("reason", " ", "Enter the reason"),
    ] {
        let mut fields = fields.clone();
        for field in &mut fields {
            if field.0 == name {
                field.1 = value;
            }
        }
        let answer = maker.post("/portal/exceptions", &fields).await;
        answer.assert_refused(422, why);
        assert_eq!(answer.body.contains("2026-12-01 09:00"), name != "from", "{name}: what was typed stays");
    }
    let mut other = wish("extension", "2026-12-01", "2026-12-31");
    other[1] = ("scope", "user");
    other.push(("user", "CBBB001"));
    server.add_user("CBBB/CBBB001").await;
    maker.post("/portal/exceptions", &other).await.assert_refused(422, "There is no such user in use");
}

async fn a_users_own_exception_goes_before_the_firms(backend: Backend) {
    let (server, issuer) = with_cards(backend).await;
    let (maker, _) = server.pair().await;
    let (operator, approver) = server.house().await;
    server.ready("CAAA/CAAA001").await;
    server.ready("CAAA/CAAA002").await;
    let mut own = server.bound(&issuer, "CAAA/CAAA001").await;
    let mut other = server.bound(&issuer, "CAAA/CAAA002").await;
    let mut fields = wish("early-move", "2026-11-22", "2026-12-31");
    fields.extend([("confirmed", "yes"), ("count", "0")]);
    grant(&server, &maker, &approver, &fields).await;
    // Staff propose for one user; it reaches beyond a firm, and another of the staff decides.
    let fields = [
        ("scope", "user"),
        ("participant", "caaa"),
        ("user", "caaa001"),
        ("kind", "extension"),
        ("from", "2026-11-22"),
        ("until", "2026-12-31"),
        ("reason", "asked for by telephone"),
    ];
    let request = proposed(&operator.post("/monitor/exceptions/new", &fields).await);
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    assert_eq!(by_card(&server, &mut own, "CAAA/CAAA001").await, 200);
    assert_ne!(by_card(&server, &mut other, "CAAA/CAAA002").await, 200);
    let words = maker.get("/portal/users/CAAA001").await.words();
    assert!(words.contains("The user’s own: Extension") && words.contains("The firm’s: Early move"), "{words}");
    let csv = approver.get("/monitor/exceptions.csv?kind=extension").await.body;
    assert!(csv.contains("CAAA/CAAA001,extension,in-force") && !csv.contains("early-move"), "{csv}");
    for (filter, found) in
        [("participant=CAAA", 2), ("participant=CBBB", 0), ("standing=to-come", 0), ("participant=%21", 0)]
    {
        let csv = operator.get(&format!("/monitor/exceptions.csv?{filter}")).await.body;
        assert_eq!(csv.lines().count(), found + 1, "{filter}: {csv}");
    }
}

async fn an_exception_ends_early_when_two_people_agree(backend: Backend) {
    let (server, issuer) = with_cards(backend).await;
    let (maker, _) = server.pair().await;
    let (_, approver) = server.house().await;
    let mut card = card_holder(&server, &issuer, "CAAA/CAAA001").await;
    grant(&server, &maker, &approver, &wish("extension", "2026-12-01", "2027-01-31")).await;
    switch(&server).await;
    assert_eq!(by_card(&server, &mut card, "CAAA/CAAA001").await, 200);
    let (maker, approver) = (server.session_of(MAKER).await, server.session_of(crate::support::APPROVER).await);
    let shown = maker.post("/portal/exceptions", &[("action", "end"), ("subject", "CAAA")]).await;
    assert!(shown.status == 200 && shown.words().contains("1 user could no longer reach"), "{}", shown.words());
    let end = |reason, count| {
        [("action", "end"), ("subject", "CAAA"), ("confirmed", "yes"), ("reason", reason), ("count", count)]
    };
    maker.post("/portal/exceptions", &end("all have moved", "0")).await.assert_refused(422, "Enter exactly");
    maker.post("/portal/exceptions", &end("", "1")).await.assert_refused(422, "Enter the reason");
    let request = proposed(&maker.post("/portal/exceptions", &end("all have moved", "1")).await);
    assert_eq!(by_card(&server, &mut card, "CAAA/CAAA001").await, 200);
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    assert_ne!(by_card(&server, &mut card, "CAAA/CAAA001").await, 200);
    assert!(maker.get("/portal/exceptions").await.words().contains("ended early: 22 December 2026"));
    maker.post("/portal/exceptions", &end("again", "1")).await.assert_refused(422, "no exception to end");
    // Another firm's is nobody's.
    let other = maker.post("/portal/exceptions", &[("action", "end"), ("subject", "CBBB")]).await;
    other.assert_refused(422, "no exception to end");
}

/// Grants an exception that holds from now on, as two people would.
async fn except(server: &TestServer, kind: ExceptionKind, span: Duration) {
    let now = server.app.clock.now();
    server.except("CAAA", Exception { kind, from: now, until: now.plus(span) }).await;
    server::schedule::settle::round(&server.app).await.unwrap();
}

async fn what_an_exception_closes_is_over_for_good(backend: Backend) {
    let (server, issuer) = with_cards(backend).await;
    let (maker, _) = server.pair().await;
    let (_, approver) = server.house().await;
    server.ready("CAAA/CAAA001").await;
    let mut card = server.bound(&issuer, "CAAA/CAAA001").await;
    let mut theirs = card_holder(&server, &issuer, "CBBB/CBBB001").await;
    let minute = Duration::from_secs(60);
    let enter = async |card: &mut Card, account: &str| {
        let browser = server.browser();
        browser.card_login(card, account).await;
        assert_eq!(browser.terminal().await, 200);
        browser
    };
    let other = enter(&mut theirs, "CBBB/CBBB001").await;
    // Granted by two people: what it closes at once is over, whatever becomes of it.
    let before = enter(&mut card, "CAAA/CAAA001").await;
    let mut fields = wish("early-move", "2026-11-22", "2026-12-31");
    fields.extend([("confirmed", "yes"), ("count", "0")]);
    grant(&server, &maker, &approver, &fields).await;
    assert_eq!(before.terminal().await, 401);
    let end = [("action", "end"), ("subject", "CAAA"), ("confirmed", "yes"), ("reason", "too early"), ("count", "0")];
    let request = proposed(&maker.post("/portal/exceptions", &end).await);
    assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
    assert_eq!(server.states(&request).await, ["done"]);
    assert_eq!(before.terminal().await, 401, "cards open the terminal again, and this session does not come back");
    // Begun by itself.
    let before = enter(&mut card, "CAAA/CAAA001").await;
    let now = server.app.clock.now();
    let early = Exception { kind: ExceptionKind::EarlyMove, from: now.plus(minute), until: now.plus(minute * 3) };
    server.except("CAAA", early).await;
    server.advance(minute);
    server::schedule::settle::round(&server.app).await.unwrap();
    server.advance(minute * 2);
    server::schedule::settle::round(&server.app).await.unwrap();
    assert_eq!(by_card(&server, &mut card, "CAAA/CAAA001").await, 200, "it is over");
    assert_eq!(before.terminal().await, 401);
    assert_eq!(other.terminal().await, 200, "nobody else's session ended");
    // An extension that is over by itself, and the next that is granted within the hour.
    switch(&server).await;
    except(&server, ExceptionKind::Extension, minute * 5).await;
    let before = enter(&mut card, "CAAA/CAAA001").await;
    server.advance(minute * 5);
    server::schedule::settle::round(&server.app).await.unwrap();
    except(&server, ExceptionKind::Extension, minute * 5).await;
    assert_eq!(before.terminal().await, 401);
    assert_eq!(by_card(&server, &mut card, "CAAA/CAAA001").await, 200);
}

async fn an_early_move_goes_stale_when_it_shuts_out_many_more(backend: Backend) {
    let (server, issuer) = with_cards(backend).await;
    server.administrator(MAKER, "da-maker").await;
    let (_, approver) = server.house().await;
    card_holder(&server, &issuer, "CAAA/CAAA001").await;
    let maker = server.session_of(MAKER).await;
    let mut fields = wish("early-move", "2026-12-01 09:00", "2026-12-31");
    fields.extend([("confirmed", "yes"), ("count", "1")]);
    let propose = async || proposed(&maker.post("/portal/exceptions", &fields).await);
    let request = propose().await;
    let words = approver.look_at("monitor", &request).await.words();
    let (_, shut_out) = words.split_once("Shut out by it").unwrap_or_default();
    assert!(shut_out.trim_start().starts_with("None\n1 user"), "the approver sees how many: {words}");
    for number in 2..=7 {
        card_holder(&server, &issuer, &format!("CAAA/CAAA{number:03}")).await;
    }
    approver.press("monitor", &request, "approve-all", &[]).await;
    assert_eq!(server.states(&request).await, ["stale"], "six more than agreed, and five are tolerated");
    let mut fields = fields.clone();
    fields.retain(|(name, _)| *name != "count");
    fields.push(("count", "7"));
    let request = proposed(&maker.post("/portal/exceptions", &fields).await);
    card_holder(&server, &issuer, "CAAA/CAAA008").await;
    approver.press("monitor", &request, "approve-all", &[]).await;
    assert_eq!(server.states(&request).await, ["done"]);
}

/// Presses "declare" as the page shows it.
async fn declare(maker: &Browser) -> Answer {
    let page = maker.get("/portal/readiness").await;
    let shown = |name| page.hidden(name).unwrap_or_default();
    let (event, at, blocked) = (shown("event"), shown("at"), shown("blocked"));
    let fields = [("action", "declare"), ("event", &event), ("at", &at), ("blocked", &blocked), ("reason", "")];
    maker.post("/portal/readiness", &fields).await
}

async fn a_declaration_is_made_by_two_and_void_once_the_event_moves(backend: Backend) {
    let server = parallel(backend).await;
    let (maker, checker) = server.pair().await;
    server.add_user("CAAA/CAAA001").await;
    let (_, approver) = server.house().await;
    // What was seen is what is declared.
    let stale = [("action", "declare"), ("event", "two-factor-only"), ("at", SWITCH), ("blocked", "0")];
    maker.post("/portal/readiness", &stale).await.assert_refused(422, "The figures have changed");
    checker.post("/portal/readiness", &stale).await.assert_refused(403, "You may not propose");
    let request = proposed(&declare(&maker).await);
    assert!(maker.get("/portal/readiness").await.words().contains("A declaration waits for approval."));
    assert_eq!(server.count("SELECT COUNT(*) FROM declarations").await, 0);
    assert_eq!(checker.approve(&request).await.status, 303);
    let words = maker.get("/portal/readiness").await.words();
    let says = "by CAAA/MAKER, approved by CAAA/CHECKER, with 1 user shut out.";
    assert!(words.contains(says) && !words.contains("Declare that we are ready"), "{words}");
    assert_eq!(server.events("readiness.declared").await, 1);
    assert!(maker.get("/portal/audit?family=readiness").await.words().contains("Readiness declared"));
    let declared = |csv: &str| csv.lines().filter(|line| line.contains("CAAA/MAKER")).count();
    assert_eq!(declared(&approver.get("/monitor/readiness.csv").await.body), 1);
    server.plan(EventKind::TwoFactorOnly, at(SWITCH).plus(DAY)).await;
    let words = maker.get("/portal/readiness").await.words();
    assert!(words.contains("It no longer counts.") && words.contains("has not declared"), "{words}");
    assert_eq!(declared(&approver.get("/monitor/readiness.csv").await.body), 0);
    proposed(&declare(&maker).await);
}

async fn a_declaration_goes_stale_when_more_are_shut_out(backend: Backend) {
    let server = parallel(backend).await;
    let (maker, checker) = server.pair().await;
    let request = proposed(&declare(&maker).await);
    server.add_user("CAAA/CAAA001").await;
    checker.approve(&request).await;
    assert_eq!(server.states(&request).await, ["stale"]);
    // Moved while it waits: stale as well; fewer than declared: carried out.
    let request = proposed(&declare(&maker).await);
    server.plan(EventKind::TwoFactorOnly, at(SWITCH).plus(DAY)).await;
    checker.approve(&request).await;
    assert_eq!(server.states(&request).await, ["stale"]);
    let request = proposed(&declare(&maker).await);
    server.disable("CAAA/CAAA001").await;
    checker.approve(&request).await;
    assert_eq!(server.states(&request).await, ["done"]);
    assert_eq!(server.count("SELECT COUNT(*) FROM declarations").await, 1);
}

async fn a_firm_with_one_checker_has_the_clearing_house_decide(backend: Backend) {
    let server = parallel(backend).await;
    server.administrator("CAAA/BOTH", "da-maker;da-checker").await;
    let (_, approver) = server.house().await;
    let both = server.logged_in("CAAA/BOTH").await;
    let page = both.get("/portal/package").await;
    let version = page.hidden("version").unwrap();
    let fields = [("action", "acknowledge"), ("version", version.as_str())];
    let package = proposed(&both.post("/portal/package", &fields).await);
    let readiness = proposed(&declare(&both).await);
    for request in [package, readiness] {
        server.forge(&both, "portal", &request, "approve-all", &[]).await;
        assert_eq!(server.states(&request).await, ["waiting"]);
        assert_eq!(approver.press("monitor", &request, "approve-all", &[]).await.status, 303);
        assert_eq!(server.states(&request).await, ["done"]);
    }
    // To the firm, staff have no names.
    let words = both.get("/portal/package").await.words();
    assert!(words.contains("Your firm confirmed on") && !words.contains("STAFF/"), "{words}");
}

async fn a_new_edition_of_the_package_asks_again(backend: Backend) {
    let server = parallel(backend).await;
    let (maker, checker) = server.pair().await;
    let page = maker.get("/portal/package").await;
    for told in [
        "login@harbour-clearing.example",
        "harbour-clearing.example",
        "localhost, TCP port 8080 (HTTP)",
        "terminal.example, TCP port 443 (HTTPS)",
    ] {
        assert!(page.words().contains(told), "{told}: {}", page.words());
        assert!(maker.get("/portal/package.txt").await.body.contains(told), "{told}");
    }
    let version = page.hidden("version").unwrap();
    maker.post("/portal/package", &[("version", "1")]).await.assert_refused(422, "There is a newer edition");
    checker.post("/portal/package", &[("version", &version)]).await.assert_refused(403, "You may not propose");
    let request = proposed(&maker.post("/portal/package", &[("version", &version)]).await);
    maker.post("/portal/package", &[("version", &version)]).await.assert_refused(422, "waits for approval");
    let other =
        server.another_with(|config| config.login.return_targets = vec!["https://new.example/".into()].into()).await;
    // The edition changed while it waited.
    assert_eq!(checker.at_instance(&other).approve(&request).await.status, 303);
    assert_eq!(server.states(&request).await, ["stale"]);
    let request = proposed(&maker.post("/portal/package", &[("version", &version)]).await);
    checker.approve(&request).await;
    assert!(maker.get("/portal/readiness").await.words().contains("Your firm confirmed on"));
    let words = maker.at_instance(&other).get("/portal/package").await.words();
    assert!(
        words.contains("Your firm has an earlier edition.") && words.contains("We have it and passed it on"),
        "{words}"
    );
}

async fn nothing_of_another_firms_readiness_is_reached(backend: Backend) {
    let server = parallel(backend).await;
    let (maker, _) = server.pair().await;
    server.administrator("CBBB/MAKER", "da-maker").await;
    server.administrator("CBBB/CHECKER", "da-checker").await;
    let theirs = server.session_of("CBBB/MAKER").await;
    let version = theirs.get("/portal/package").await.hidden("version").unwrap();
    let requests = [
        proposed(&declare(&theirs).await),
        proposed(&theirs.post("/portal/package", &[("version", &version)]).await),
        proposed(&theirs.post("/portal/exceptions", &wish("extension", "2026-12-01", "2026-12-31")).await),
    ];
    for request in &requests {
        assert_eq!(maker.look_at("portal", request).await.status, 404);
        server.forge(&maker, "portal", request, "approve-all", &[]).await;
        assert_eq!(server.states(request).await, ["waiting"]);
    }
    for page in ["/portal/readiness", "/portal/exceptions", "/portal/package", "/portal/readiness.csv"] {
        let body = maker.get(page).await.body;
        assert!(!body.contains("CBBB") && requests.iter().all(|request| !body.contains(request)), "{page}");
    }
    // It tells nothing of the one that there is.
    let there = maker.post("/portal/exceptions", &[("action", "end"), ("subject", "CBBB")]).await;
    let not = maker.post("/portal/exceptions", &[("action", "end"), ("subject", "CCCC")]).await;
    assert_eq!((there.status, there.problems()), (not.status, not.problems()));
}

async fn staff_see_who_cannot_help_themselves_first(backend: Backend) {
    let server = parallel(backend).await;
    server.pair().await;
    server.administrator("CBBB/MAKER", "da-maker").await;
    server.administrator("CCCC/MAKER", "da-maker").await;
    server.administrator("CCCC/CHECKER", "da-checker").await;
    server.add_user("CCCC/CCCC001").await;
    let (operator, _) = server.house().await;
    let firms = async |query: &str| {
        let csv = operator.get(&format!("/monitor/readiness.csv{query}")).await.body;
        csv.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(firms("").await, ["CBBB", "CCCC", "CAAA"]);
    assert_eq!(firms("?show=no-pair").await, ["CBBB"]);
    assert_eq!(firms("?show=blocked").await, ["CCCC"]);
    assert_eq!(firms("?q=cccc&show=not-declared").await, ["CCCC"]);
    assert_eq!(firms("?q=nobody").await, Vec::<String>::new());
    let words = operator.get("/monitor/readiness").await.words();
    assert!(words.contains("0 of 3 participants have declared that they are ready."), "{words}");
}

async fn cells_that_a_spreadsheet_would_run_are_escaped(backend: Backend) {
    let server = parallel(backend).await;
    let (maker, _) = server.pair().await;
    let (operator, approver) = server.house().await;
    server.add_person("CAAA/CAAA001", |person| person.name_en = "=HYPERLINK(\"x\")".to_owned()).await;
    let mut fields = wish("extension", "2026-12-01", "2026-12-31");
    fields[5] = ("reason", "+1 more month");
    grant(&server, &maker, &approver, &fields).await;
    assert!(maker.get("/portal/readiness.csv").await.body.contains("'=HYPERLINK"));
    assert!(operator.get("/monitor/exceptions.csv").await.body.contains("'+1 more month"));
    server.meddle("UPDATE participants SET name_en = '@firm' WHERE code = 'CAAA'").await;
    assert!(operator.get("/monitor/readiness.csv").await.body.contains("'@firm"));
}
