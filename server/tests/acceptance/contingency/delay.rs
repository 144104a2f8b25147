//! Everybody is told that mail is delayed: one press on, one press off.

use domain::{phase::Phase, role::StaffRole};
use server::config::FixedPhase;

use super::{MAKER, OPERATOR, USER, at_the_code};
use crate::support::{Backend, Browser, TestServer, on_both};

on_both! {
    one_of_the_staff_tells_everybody_and_one_ends_it,
    what_to_do_meanwhile_is_what_the_phase_leaves,
}

const TOLD: &str = "E-mail is delayed";

async fn press(by: &Browser, action: &str) -> u16 {
    by.post("/monitor/contingency", &[("action", action)]).await.status.as_u16()
}

async fn one_of_the_staff_tells_everybody_and_one_ends_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let other = server.another().await;
    let (operator, approver) = server.house().await;
    server.staff("STAFF/VIEWER", StaffRole::Viewer).await;
    server.administrator(MAKER, "da-maker").await;
    server.ready(USER).await;
    let visitor = server.browser();
    let at_code = at_the_code(&server, USER).await;
    let told = async |page: &str| at_code.at_instance(&other).get(page).await.words().contains(TOLD);
    assert!(!told("/login").await);

    for (account, status) in [("STAFF/VIEWER", 403), (MAKER, 403), (USER, 403)] {
        assert_eq!(press(&server.session_of(account).await, "mail-delayed").await, status, "{account}");
    }
    assert_eq!(press(&visitor, "mail-delayed").await, 303, "to the login");
    assert!(!told("/login").await);

    operator
        .post("/monitor/contingency", &[("action", "mail-delayed")])
        .await
        .assert_sees("/monitor/contingency?switched=1");
    for page in ["/", "/login", &at_code.page(), "/setup"] {
        assert!(told(page).await, "{page}");
    }
    let page = visitor.get("/login").await.words();
    assert!(page.contains("Since 22 November 2026") && page.contains("ask your Delegated Administrator"), "{page}");
    let set_up = visitor.get("/setup").await.words();
    assert!(set_up.contains("nothing stands in for it") && !set_up.contains("one-time pass"), "{set_up}");
    // Pages that wait for no mail do not repeat it.
    assert!(!visitor.get("/help").await.words().contains(TOLD));

    // It stands since the first press.
    server.advance(std::time::Duration::from_secs(600));
    assert_eq!(press(&approver, "mail-delayed").await, 303);
    assert_eq!(server.events("mail-delay.announced").await, 1);
    assert_eq!(press(&approver, "mail-arrives").await, 303);
    assert!(!told("/login").await);
    let ended =
        format!("SELECT COUNT(*) FROM events WHERE kind = 'mail-delay.ended' AND actor = '{}'", "STAFF/APPROVER");
    assert_eq!(server.count(&ended).await, 1);
    assert_eq!(
        server
            .count(&format!("SELECT COUNT(*) FROM events WHERE kind = 'mail-delay.announced' AND actor = '{OPERATOR}'"))
            .await,
        1
    );
}

async fn what_to_do_meanwhile_is_what_the_phase_leaves(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (operator, _) = server.house().await;
    assert_eq!(press(&operator, "mail-delayed").await, 303);
    let after = server.another_with(|config| config.schedule.phase = FixedPhase(Some(Phase::TwoFactorOnly))).await;
    let words = server.browser().get("/login").await.words();
    assert!(words.contains("Log in with your smartcard") && words.contains("If you have a passkey"), "{words}");
    let words = after.browser().get("/login").await.words();
    assert!(!words.contains("Log in with your smartcard") && words.contains(TOLD), "{words}");
}
