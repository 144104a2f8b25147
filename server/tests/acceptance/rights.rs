//! Who gets which answer where: a table over the router's own. A route without a line here fails, and a line without
//! a route.

use std::collections::{BTreeMap, BTreeSet};

use domain::role::StaffRole;
use http::Method;
use server::http::routes;

use crate::support::{APPROVER, Backend, Browser, CHECKER, MAKER, OPERATOR, TestServer, USER, on_both};

on_both! {
    every_route_answers_each_role_as_the_table_says,
}

/// The columns of [`TABLE`].
const ROLES: [&str; 7] = ["nobody", "user", "maker", "checker", "viewer", "operator", "approver"];

/// Method, route, and what each role gets: a status; `303 /login` where only the login page is right. A POST is empty
/// but for its `action`, so that whoever may do it is told what is missing.
const TABLE: &[(&str, &str, [&str; 7])] = &[
    // method, path               nobody        user   maker  checker viewer operator approver
    ("GET", "/", ["200"; 7]),
    ("POST", "/", ["405"; 7]),
    ("GET", "/login", ["200"; 7]),
    ("POST", "/login", ["422"; 7]),
    ("GET", "/login/code", ["303 /login"; 7]),
    ("POST", "/login/code", ["303 /login"; 7]),
    ("GET", "/setup", ["200"; 7]),
    ("GET", "/login/smartcard", ["200"; 7]),
    ("POST", "/login/smartcard", ["422"; 7]),
    ("GET", "/login/passkey", ["303 /login"; 7]),
    ("POST", "/login/passkey", ["422"; 7]),
    ("POST", "/setup", ["303 /setup"; 7]),
    ("GET", "/connectivity", ["200"; 7]),
    ("POST", "/connectivity", ["404"; 7]),
    ("GET", "/account", ["303 /login", "200", "200", "200", "200", "200", "200"]),
    ("POST", "/account", ["303 /login", "404", "404", "404", "404", "404", "404"]),
    ("GET", "/account/password", ["303 /login", "200", "200", "200", "200", "200", "200"]),
    ("POST", "/account/password", ["303 /login", "422", "422", "422", "422", "422", "422"]),
    ("GET", "/account/passkeys", ["303 /login", "200", "200", "200", "200", "200", "200"]),
    ("POST", "/account/passkeys", ["303 /login", P, P, P, P, P, P]),
    ("GET", "/account/set-up", FIRST_PAGES),
    ("POST", "/account/set-up", FIRST_PAGES),
    ("GET", "/logout", ["405"; 7]),
    ("POST", "/logout", ["303 /login"; 7]),
    ("GET", "/portal/users", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/users", ["303 /login", "403", "422", "422", "403", "403", "403"]),
    ("GET", "/portal/users/{user}", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/users/{user}", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("GET", "/portal/users/{other}", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("POST", "/portal/users/{other}", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("GET", "/portal/approvals", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/approvals", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("GET", "/portal/approvals/{id}", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/approvals/{id}", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("GET", "/portal/approvals/{other}", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("POST", "/portal/approvals/{other}", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("GET", "/portal/upload", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/upload", ["303 /login", "403", "422", "403", "403", "403", "403"]),
    ("GET", "/portal/upload/{id}", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("POST", "/portal/upload/{id}", ["303 /login", "403", "404", "403", "403", "403", "403"]),
    ("GET", "/portal/upload/template.csv", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/upload/template.csv", ["405"; 7]),
    ("GET", "/portal/upload/{id}/result.csv", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("POST", "/portal/upload/{id}/result.csv", ["405"; 7]),
    ("GET", "/portal/domains", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/domains", ["303 /login", "403", "422", "403", "403", "403", "403"]),
    ("GET", "/portal/connectivity", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/connectivity", ["405"; 7]),
    ("GET", "/portal/connectivity.csv", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/connectivity.csv", ["405"; 7]),
    ("GET", "/portal/contingency", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/contingency", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("GET", "/portal/audit", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/audit", ["303 /login", "403", "404", "404", "403", "403", "403"]),
    ("GET", "/portal/readiness", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/readiness", ["303 /login", "403", "422", "422", "403", "403", "403"]),
    ("GET", "/portal/readiness.csv", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/readiness.csv", ["405"; 7]),
    ("GET", "/portal/exceptions", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/exceptions", ["303 /login", "403", "422", "403", "403", "403", "403"]),
    ("GET", "/portal/package", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/package", ["303 /login", "403", "422", "403", "403", "403", "403"]),
    ("GET", "/portal/package.txt", ["303 /login", "403", "200", "200", "403", "403", "403"]),
    ("POST", "/portal/package.txt", ["405"; 7]),
    ("GET", "/monitor", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor", ["405"; 7]),
    ("GET", "/monitor/live", ["204", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/live", ["405"; 7]),
    ("GET", "/monitor/figures/{view}", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/figures/{view}", ["405"; 7]),
    ("GET", "/monitor/closing-pack", ["405"; 7]),
    ("POST", "/monitor/closing-pack", ["303 /login", "403", "403", "403", "403", "404", "404"]),
    ("GET", "/monitor/participants", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/participants", ["405"; 7]),
    ("GET", "/monitor/participants.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/participants.csv", ["405"; 7]),
    ("GET", "/monitor/participants.json", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/participants.json", ["405"; 7]),
    ("GET", "/monitor/participants/{code}", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/participants/{code}", ["405"; 7]),
    ("GET", "/monitor/users", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/users", ["405"; 7]),
    ("GET", "/monitor/users.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/users.csv", ["405"; 7]),
    ("GET", "/monitor/users.json", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/users.json", ["405"; 7]),
    ("GET", "/monitor/users/{participant}/{user}", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/users/{participant}/{user}", ["303 /login", "403", "403", "403", "403", "404", "404"]),
    ("GET", "/monitor/readiness", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/readiness", ["405"; 7]),
    ("GET", "/monitor/readiness.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/readiness.csv", ["405"; 7]),
    ("GET", "/monitor/exceptions", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/exceptions", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/exceptions.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/exceptions.csv", ["405"; 7]),
    ("GET", "/monitor/exceptions/new", ["303 /login", "403", "403", "403", "403", "200", "403"]),
    ("POST", "/monitor/exceptions/new", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/cards", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/cards", ["303 /login", "403", "403", "403", "403", "404", "404"]),
    ("GET", "/monitor/cards/new", ["303 /login", "403", "403", "403", "403", "200", "403"]),
    ("POST", "/monitor/cards/new", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/contingency", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/contingency", ["303 /login", "403", "403", "403", "403", "404", "404"]),
    ("GET", "/monitor/participants/{code}/call-back", ["303 /login", "403", "403", "403", "403", "200", "403"]),
    ("POST", "/monitor/participants/{code}/call-back", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/schedule", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/schedule", ["405"; 7]),
    ("GET", "/monitor/schedule/new", ["303 /login", "403", "403", "403", "403", "200", "403"]),
    ("POST", "/monitor/schedule/new", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("GET", "/monitor/schedule/{event}", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/schedule/{event}", ["303 /login", "403", "403", "403", "403", "404", "404"]),
    ("GET", "/monitor/blocked", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/blocked", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/blocked.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/blocked.csv", ["405"; 7]),
    ("GET", "/monitor/blocked.json", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/blocked.json", ["405"; 7]),
    ("GET", "/monitor/blocked/groups.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/blocked/groups.csv", ["405"; 7]),
    ("GET", "/monitor/blocked/call-list", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/blocked/call-list", ["405"; 7]),
    ("GET", "/monitor/blocked/call-list.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/blocked/call-list.csv", ["405"; 7]),
    ("GET", "/monitor/campaigns", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/campaigns", ["405"; 7]),
    ("GET", "/monitor/campaigns/new", ["303 /login", "403", "403", "403", "403", "200", "403"]),
    ("POST", "/monitor/campaigns/new", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/campaigns/{id}", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("POST", "/monitor/campaigns/{id}", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("GET", "/monitor/campaigns/{id}/edit", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("POST", "/monitor/campaigns/{id}/edit", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("GET", "/monitor/campaigns/{id}/recipients.csv", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("POST", "/monitor/campaigns/{id}/recipients.csv", ["405"; 7]),
    ("GET", "/monitor/campaigns/{id}/log.csv", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("POST", "/monitor/campaigns/{id}/log.csv", ["405"; 7]),
    ("GET", "/monitor/audit", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/audit", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("GET", "/monitor/announcements", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/announcements", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("GET", "/monitor/mail", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/mail", ["405"; 7]),
    ("GET", "/monitor/mail.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/mail.csv", ["405"; 7]),
    ("GET", "/monitor/mail.json", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/mail.json", ["405"; 7]),
    ("GET", "/monitor/mail/domains", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/mail/domains", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("GET", "/monitor/mail/domains.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/mail/domains.csv", ["405"; 7]),
    ("GET", "/monitor/mail/domains.json", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/mail/domains.json", ["405"; 7]),
    ("GET", "/monitor/mail/suppressed", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/mail/suppressed", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("GET", "/monitor/mail/suppressed.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/mail/suppressed.csv", ["405"; 7]),
    ("GET", "/monitor/mail/suppressed.json", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/mail/suppressed.json", ["405"; 7]),
    ("GET", "/monitor/approvals", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/approvals", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("GET", "/monitor/approvals/new", ["303 /login", "403", "403", "403", "403", "200", "403"]),
    ("POST", "/monitor/approvals/new", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/approvals/{id}", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/approvals/{id}", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("GET", "/monitor/approvals/{other}", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/approvals/{other}", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("GET", "/briefings", ["303 /login", "200", "200", "200", "200", "200", "200"]),
    ("POST", "/briefings", ["303 /login", "404", "404", "404", "403", "403", "403"]),
    ("GET", "/briefings/materials/{paper}", ["303 /login", "404", "404", "404", "404", "404", "404"]),
    ("POST", "/briefings/materials/{paper}", ["405"; 7]),
    ("GET", "/monitor/briefings", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/briefings", ["405"; 7]),
    ("GET", "/monitor/briefings/new", OPERATORS),
    ("POST", "/monitor/briefings/new", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/briefings/attendance", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/briefings/attendance", ["405"; 7]),
    ("GET", "/monitor/briefings/attendance.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/briefings/attendance.csv", ["405"; 7]),
    ("GET", "/monitor/briefings/{id}", ["303 /login", "403", "403", "403", "404", "404", "404"]),
    ("POST", "/monitor/briefings/{id}", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("GET", "/monitor/briefings/{briefing}", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/briefings/{briefing}", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("GET", "/monitor/briefings/{id}/change", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("POST", "/monitor/briefings/{id}/change", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("GET", "/monitor/briefings/{briefing}/change", OPERATORS),
    ("POST", "/monitor/briefings/{briefing}/change", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/briefings/{briefing}/materials", OPERATORS),
    ("POST", "/monitor/briefings/{briefing}/materials", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/briefings/{id}/materials", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("POST", "/monitor/briefings/{id}/materials", ["303 /login", "403", "403", "403", "403", "404", "403"]),
    ("GET", "/guide", ["200"; 7]),
    ("POST", "/guide", ["405"; 7]),
    ("GET", "/guide/{document}", ["200"; 7]),
    ("POST", "/guide/{document}", ["303 /login", "404", "404", "404", "404", "404", "404"]),
    ("GET", "/guide/papers/{paper}", ["404"; 7]),
    ("POST", "/guide/papers/{paper}", ["405"; 7]),
    ("GET", "/monitor/guide", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/guide", ["405"; 7]),
    ("GET", "/monitor/guide.csv", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/guide.csv", ["405"; 7]),
    ("GET", "/monitor/guide/new", OPERATORS),
    ("POST", "/monitor/guide/new", ["303 /login", "403", "403", "403", "403", "422", "403"]),
    ("GET", "/monitor/guide/{document}", ["303 /login", "403", "403", "403", "200", "200", "200"]),
    ("POST", "/monitor/guide/{document}", ["405"; 7]),
    ("GET", "/forgot-password", ["200"; 7]),
    ("POST", "/forgot-password", ["405"; 7]),
    ("GET", "/schedule", ["200"; 7]),
    ("POST", "/schedule", ["405"; 7]),
    ("GET", "/schedule.ics", ["200"; 7]),
    ("POST", "/schedule.ics", ["405"; 7]),
    ("GET", "/help", ["200"; 7]),
    ("POST", "/help", ["405"; 7]),
    ("GET", "/api/authz/auth-request", ["401", "200", "200", "200", "403", "403", "403"]),
    ("POST", "/api/authz/auth-request", ["401", "200", "200", "200", "403", "403", "403"]),
    ("GET", "/api/mail/bounces", ["405"; 7]),
    ("POST", "/api/mail/bounces", ["404"; 7]),
    ("GET", "/api/page/passkey-offer", ["405"; 7]),
    ("POST", "/api/page/passkey-offer", ["200"; 7]),
    ("GET", "/api/page/{*function}", ["400"; 7]),
    ("POST", "/api/page/{*function}", ["400"; 7]),
    ("GET", "/healthz", ["200"; 7]),
    ("POST", "/healthz", ["405"; 7]),
    ("GET", "/readyz", ["200"; 7]),
    ("POST", "/readyz", ["405"; 7]),
    ("GET", "/metrics", ["200"; 7]),
    ("POST", "/metrics", ["405"; 7]),
    ("GET", "/style/{file}", ["200"; 7]),
    ("POST", "/style/{file}", ["405"; 7]),
    ("GET", "/pkg/{hash}/{*file}", ["404"; 7]),
    ("POST", "/pkg/{hash}/{*file}", ["405"; 7]),
    ("GET", "/demo/mail", ["200"; 7]),
    ("POST", "/demo/mail", ["405"; 7]),
    ("GET", "/{nowhere}", ["404"; 7]),
    ("POST", "/{nowhere}", ["404"; 7]),
];

/// What operators of the staff alone open.
const OPERATORS: [&str; 7] = ["303 /login", "403", "403", "403", "403", "200", "403"];
/// Where a form that says nothing leads back to.
const P: &str = "303 /account/passkeys";
/// Whoever has set up goes on to their own first page.
const FIRST_PAGES: [&str; 7] = [
    "303 /login",
    "303 /account",
    "303 /portal/users",
    "303 /portal/users",
    "303 /monitor",
    "303 /monitor",
    "303 /monitor",
];

/// What stands for a parameter: of the reader's own firm, and of another.
fn filled(path: &str, requests: &[String; 2], briefing: &str) -> String {
    let other_user = if path.contains("/users/") { "CBBB010" } else { requests[1].as_str() };
    path.replace("{user}", "CAAA010")
        .replace("{participant}", "CAAA")
        .replace("{briefing}", briefing)
        .replace("{document}", "two-factor-login")
        .replace("{paper}", "nothing")
        .replace("{view}", "funnel")
        .replace("{code}", "CAAA")
        .replace("{id}", &requests[0])
        .replace("{other}", other_user)
        .replace("{*function}", "nothing")
        .replace("{file}", "nothing.css")
        .replace("{hash}", "nothing")
        .replace("{*file}", "nothing.js")
        .replace("{event}", "two-factor-only")
        .replace("{nowhere}", "nowhere")
}

async fn every_route_answers_each_role_as_the_table_says(backend: Backend) {
    let server = TestServer::with(backend, |config| config.demo.mail = true).await;
    // Who listens for the figures is told that the server ends: nobody waits here for what comes.
    server.app.live.end();
    for (account, roles) in [(USER, ""), (MAKER, "da-maker"), (CHECKER, "da-checker"), ("CBBB/MAKER", "da-maker")] {
        server.administrator(account, roles).await;
    }
    for (account, role) in
        [("STAFF/VIEWER", StaffRole::Viewer), (OPERATOR, StaffRole::Operator), (APPROVER, StaffRole::Approver)]
    {
        server.staff(account, role).await;
    }
    let mut requests = Vec::new();
    for (maker, user) in [(MAKER, "CAAA/CAAA010"), ("CBBB/MAKER", "CBBB/CBBB010")] {
        server.add_user(user).await;
        let (firm, user) = user.split_once('/').unwrap();
        let email = format!("{user}@{firm}.example");
        requests.push(server.session_of(maker).await.propose(user, &email).await);
    }
    let requests: [String; 2] = requests.try_into().unwrap();
    let briefing = server.briefing(&server.session_of(OPERATOR).await, &[]).await;
    // Told of in words, it switches nothing.
    crate::schedule_pages::announce(&server, "two-factor-only", None).await;
    server.meddle("UPDATE timeline SET phase = 'parallel-run', former = 'parallel-run'").await;
    let accounts = [None, Some(USER), Some(MAKER), Some(CHECKER), Some("STAFF/VIEWER"), Some(OPERATOR), Some(APPROVER)];

    // Every route has its lines, and every line its route.
    let mut known: BTreeMap<&str, BTreeSet<Method>> = BTreeMap::new();
    for route in routes(&server.app) {
        known.insert(route.path, route.methods.into_iter().collect());
    }
    let mut placed: BTreeSet<(&str, String)> = BTreeSet::new();
    for (method, path, _) in TABLE {
        let route = match *path {
            "/portal/users/{other}" => "/portal/users/{user}",
            "/portal/approvals/{other}" => "/portal/approvals/{id}",
            "/monitor/approvals/{other}" => "/monitor/approvals/{id}",
            "/monitor/briefings/{briefing}" => "/monitor/briefings/{id}",
            "/monitor/briefings/{briefing}/change" => "/monitor/briefings/{id}/change",
            "/monitor/briefings/{briefing}/materials" => "/monitor/briefings/{id}/materials",
            "/{nowhere}" => continue,
            path => path,
        };
        assert!(known.contains_key(route), "{route} is gone from the router");
        placed.insert((route, (*method).to_owned()));
    }
    for (path, methods) in &known {
        for method in ["GET", "POST"] {
            assert!(placed.contains(&(path, method.to_owned())), "{method} {path} has no line in the table");
        }
        let others: Vec<_> = methods.iter().filter(|method| !["GET", "POST"].contains(&method.as_str())).collect();
        assert!(others.is_empty(), "{path}: {others:?} are not asked for here");
    }

    let mut wrong = Vec::new();
    for (method, path, wanted) in TABLE {
        for (role, wanted) in wanted.iter().enumerate() {
            let browser: Browser = match accounts[role] {
                Some(account) => server.session_of(account).await,
                None => server.browser(),
            };
            let path = filled(path, &requests, &briefing);
            let answer = match *method {
                "GET" => browser.get(&path).await,
                _ => browser.post(&path, &[("action", "nothing")]).await,
            };
            let status = answer.status.as_u16().to_string();
            let (wanted_status, target) = wanted.split_once(' ').unwrap_or((wanted, ""));
            let location = answer.location().split('?').next().unwrap_or_default();
            if status != wanted_status || location != target {
                wrong.push(format!("{method} {path} as {}: {status} {location}, not {wanted}", ROLES[role]));
            }
            if ["/portal", "/monitor", "/account"].iter().any(|own| path.starts_with(own)) {
                let kept = answer.header("cache-control");
                assert!(kept.contains("no-store"), "{method} {path}: {kept}");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    // None of it did anything.
    for request in &requests {
        assert_eq!(server.states(request).await, ["waiting"]);
    }
    assert_eq!(server.count("SELECT COUNT(*) FROM requests").await, 2);
    assert_eq!(server.count("SELECT COUNT(*) FROM briefing_seats").await, 0);
    assert_eq!(server.count("SELECT COUNT(*) FROM papers").await, 0);
    assert_eq!(server.count("SELECT version FROM briefings").await, 0);
}
