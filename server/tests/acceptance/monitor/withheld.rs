//! A viewer sees no address, wherever they look.

use domain::{role::StaffRole, schedule::EventKind};
use server::{http::routes, store::operator_acts};

use super::{DAY, VIEWER};
use crate::{
    campaigns,
    support::{APPROVER, Backend, CHECKER, MAKER, Mood, OPERATOR, TestServer, USER, on_both},
};

on_both! {
    no_page_and_no_file_of_staff_shows_a_viewer_an_address,
}

/// What stands in the place of a parameter of a route.
struct Places {
    campaign: String,
    requests: Vec<String>,
    briefing: String,
}

impl Places {
    /// Every address of a route.
    fn fill(&self, path: &str) -> Vec<String> {
        let ids = match path {
            _ if path.starts_with("/monitor/campaigns") => vec![self.campaign.clone()],
            _ if path.starts_with("/monitor/approvals") => self.requests.clone(),
            _ => vec![self.briefing.clone()],
        };
        let views = ["funnel", "readiness", "logins", "firms", "blocked", "help", "mail", "proofs"];
        let events = ["two-factor-only", campaigns::EVENT];
        let expanded = |paths: Vec<String>, name: &str, values: &[String]| -> Vec<String> {
            let one = |path: String| match path.contains(name) {
                true => values.iter().map(|value| path.replace(name, value)).collect(),
                false => vec![path],
            };
            paths.into_iter().flat_map(one).collect()
        };
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let mut paths = vec![path.to_owned()];
        for (name, values) in [
            ("{id}", ids),
            ("{view}", texts(&views)),
            ("{code}", texts(&["CAAA", "CBBB"])),
            ("{participant}/{user}", texts(&[USER, "CBBB/CBBB001", MAKER, OPERATOR])),
            ("{event}", texts(&events)),
            ("{document}", texts(&["two-factor-login"])),
        ] {
            paths = expanded(paths, name, &values);
        }
        paths
    }
}

/// Something with an address in it wherever there can be.
async fn full_house(server: &TestServer) -> Places {
    server.staff(OPERATOR, StaffRole::Operator).await;
    server.staff(APPROVER, StaffRole::Approver).await;
    server.staff(VIEWER, StaffRole::Viewer).await;
    server.administrator(MAKER, "da-maker").await;
    server.administrator(CHECKER, "da-checker").await;
    server.ready(USER).await;
    server.logged_in(USER).await;
    campaigns::set_event(server, 30).await;
    campaigns::users(server, &["CAAA/CAAA002"]).await;
    let page = campaigns::running(server, &[]).await;
    server.plan(EventKind::TwoFactorOnly, server.app.clock.now().plus(60 * DAY)).await;
    let (maker, checker) = (server.session_of(MAKER).await, server.session_of(CHECKER).await);
    let mut requests = Vec::new();
    for user in ["CAAA003", "CAAA004", "CAAA005"] {
        server.add_user(&format!("CAAA/{user}")).await;
        requests.push(maker.propose(user, &format!("{user}@caaa.example")).await);
    }
    checker.approve(&requests[0]).await;
    let reason = [("reason", "not caaa004@caaa.example")];
    assert_eq!(checker.press("portal", &requests[1], "reject-all", &reason).await.status, 303);
    let fields = [
        ("kind", "address"),
        ("participant", "CBBB"),
        ("user", "CBBB005"),
        ("email", "cbbb005@cbbb.example"),
        ("reason", "asked by caaa001@caaa.example"),
    ];
    server.add_user("CBBB/CBBB005").await;
    let operator = server.session_of(OPERATOR).await;
    let answer = operator.post("/monitor/approvals/new", &fields).await;
    requests.push(crate::support::proposed(&answer));
    server.quiet().await;
    server.mails.set_mood(Mood::Refuses);
    server.invited("CBBB/CBBB001").await;
    server.quiet().await;
    server
        .meddle(
            "INSERT INTO credentials (id, account, kind, name, key, aaguid, transports, counter, state, created_at, changed_at)
             VALUES ('x509:1', 'CAAA/CAAA001', 'certificate', 'CN=Chan, emailAddress=caaa001@caaa.example', '', '', '', 0,
                     'issued', 0, 0)",
        )
        .await;
    let mut tx = server.app.store.begin().await.unwrap();
    let facts = vec![("address".to_owned(), "c•••@caaa.example".to_owned())];
    let act =
        operator_acts::Act { id: "01A".to_owned(), at: server.app.clock.now(), what: "staff-added".to_owned(), facts };
    operator_acts::add(&mut tx, &act).await.unwrap();
    tx.commit().await.unwrap();
    let briefing = server.briefing(&operator, &[]).await;
    Places { campaign: page.trim_start_matches("/monitor/campaigns/").to_owned(), requests, briefing }
}

async fn no_page_and_no_file_of_staff_shows_a_viewer_an_address(backend: Backend) {
    let server = TestServer::start(backend).await;
    let places = full_house(&server).await;
    // Whoever listens for the figures is told that the server ends: nobody waits here for what comes.
    server.app.live.end();
    let viewer = server.session_of(VIEWER).await;
    let operator = server.session_of(OPERATOR).await;
    let (mut found, mut seen, mut shown) = (Vec::new(), 0, 0);
    let own = |path: &&str| path.starts_with("/monitor") && !path.starts_with("/monitor/cards");
    for path in routes(&server.app).iter().map(|route| route.path).filter(own) {
        for path in places.fill(path) {
            assert!(!path.contains('{'), "{path}: nothing stands for it here");
            let answer = viewer.get(&path).await;
            let status = answer.status.as_u16();
            assert!([200, 403, 405].contains(&status), "{path}: {status}");
            seen += usize::from(status == 200);
            // Masked or not.
            let addresses = |body: &str| {
                let body = body.to_lowercase();
                ["@caaa.example", "@cbbb.example", "@staff.example"].iter().any(|end| body.contains(end))
            };
            if addresses(&answer.body) {
                found.push(path.clone());
            }
            shown += usize::from(addresses(&operator.get(&path).await.body));
        }
    }
    assert!(found.is_empty(), "{found:?}");
    assert!(seen > 60, "{seen}");
    assert!(shown > 8, "operators see them there: {shown}");
}
