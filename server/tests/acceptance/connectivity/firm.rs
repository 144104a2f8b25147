//! What a firm's administrators see of the tests of their users.

use crate::support::{Answer, Backend, CHECKER, MAKER, TestServer, on_both};

use super::{WELL, ask_code, checked};

on_both! {
    a_firm_sees_its_own_users_and_no_others,
    what_is_exported_is_what_is_shown_and_no_formula,
}

/// The users in the table, each with the newest result.
fn listed(page: &Answer) -> Vec<(String, String)> {
    let rows = page.body.split("<tbody>").nth(1).unwrap_or_default().split("<tr>").skip(1);
    let text = |row: &str, from: &str| {
        let rest = row.split(from).nth(1).unwrap_or_default();
        rest.split('>').nth(1).unwrap_or_default().split('<').next().unwrap_or_default().to_owned()
    };
    rows.map(|row| (text(row, "<a href="), text(row, "class=\"tag"))).collect()
}

/// Four users of one firm and one of another, with every kind of result.
async fn house(backend: Backend) -> TestServer {
    let server = TestServer::start(backend).await;
    for (account, roles) in [(MAKER, "da-maker"), (CHECKER, "da-checker"), ("CAAA/USER1", ""), ("CAAA/USER2", "")] {
        server.administrator(account, roles).await;
    }
    for account in ["CBBB/MAKER", "CBBB/OTHER"] {
        server.administrator(account, "da-maker").await;
    }
    for account in ["CAAA/USER1", "CBBB/OTHER"] {
        let browser = server.browser();
        let code = ask_code(&server, &browser, account).await;
        browser.type_code(&code).await;
    }
    checked(&server.session_of(CHECKER).await, &WELL).await;
    checked(&server.session_of("CAAA/USER2").await, &WELL).await;
    server.advance(std::time::Duration::from_secs(1));
    checked(&server.session_of("CAAA/USER2").await, &WELL[..3]).await;
    server
}

async fn a_firm_sees_its_own_users_and_no_others(backend: Backend) {
    let server = house(backend).await;
    let maker = server.session_of(MAKER).await;
    let page = maker.get("/portal/connectivity").await;
    let pairs =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    let all = pairs(&[
        ("CHECKER", "Browser checked, no test login"),
        ("MAKER", "Never tested"),
        ("USER1", "Passed"),
        ("USER2", "Failed"),
    ]);
    assert_eq!(listed(&page), all, "the newest result of each");
    assert!(page.words().contains("1 of 4 active users have passed."), "{}", page.words());
    assert!(page.words().contains("For the firm’s IT staff: Allow WebAssembly"), "{}", page.words());
    assert!(page.words().contains("Edge · Windows"));
    for (show, user) in [("passed", "USER1"), ("partly", "CHECKER"), ("failed", "USER2"), ("never", "MAKER")] {
        let page = maker.get(&format!("/portal/connectivity?show={show}")).await;
        assert_eq!(listed(&page).iter().map(|(user, _)| user.as_str()).collect::<Vec<_>>(), [user], "{show}");
    }
    let found = maker.get("/portal/connectivity?q=user2").await;
    assert_eq!(listed(&found), pairs(&[("USER2", "Failed")]));
    let nobody = maker.get("/portal/connectivity?q=OTHER").await;
    assert!(nobody.words().contains("No user matches") || listed(&nobody).is_empty());
    // Nothing of another firm, in page or file; and they see their own.
    for path in ["/portal/connectivity", "/portal/connectivity.csv", "/portal/connectivity.csv?q=CBBB"] {
        let page = maker.get(path).await;
        assert!(!page.body.contains("CBBB") || path.ends_with("CBBB") && page.body.lines().count() == 1, "{path}");
    }
    let theirs = server.session_of("CBBB/MAKER").await.get("/portal/connectivity").await;
    assert_eq!(listed(&theirs), pairs(&[("MAKER", "Never tested"), ("OTHER", "Passed")]));
    // The trail of the firm tells it in words.
    let trail = maker.get("/portal/audit?family=test").await;
    for words in ["Connectivity test passed", "Connectivity test failed", "Connectivity test: browser checked"] {
        assert!(trail.words().contains(words), "{words}: {}", trail.words());
    }
}

async fn what_is_exported_is_what_is_shown_and_no_formula(backend: Backend) {
    let server = house(backend).await;
    server.change("CAAA/USER2", |person| person.name_en = "=HYPERLINK(\"http://evil.example\")".to_owned()).await;
    let maker = server.session_of(MAKER).await;
    let file = maker.get("/portal/connectivity.csv").await;
    assert!(file.header("content-type").starts_with("text/csv"));
    let lines: Vec<_> = file.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0], "user,name,state,result,check,reason,browser,at,seconds_to_relay,seconds_to_typed");
    assert!(lines[2].starts_with("CAAA/MAKER,Person CAAA/MAKER,ready,never,,,,,,"), "{}", lines[2]);
    assert!(lines[3].starts_with("CAAA/USER1,Person CAAA/USER1,tested,passed,,,Edge · Windows,2026-11-22T01:"));
    assert!(lines[4].starts_with("CAAA/USER2,\"'=HYPERLINK(\"\"http://evil.example\"\")\",ready,failed,webassembly,"));
    let failed = maker.get("/portal/connectivity.csv?show=failed").await;
    assert_eq!(failed.body.lines().count(), 2);
}
