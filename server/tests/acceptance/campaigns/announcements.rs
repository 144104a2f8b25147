//! Announcements: who sees which, and until when.

use std::time::Duration;

use domain::role::StaffRole;

use crate::support::{APPROVER, Backend, MAKER, OPERATOR, TestServer, USER, on_both};

on_both! {
    everybody_sees_what_is_for_them_and_nothing_else,
    one_makes_it_and_any_who_guards_ends_it,
}

async fn house(backend: Backend) -> TestServer {
    let server = TestServer::start(backend).await;
    for (account, role) in
        [(OPERATOR, StaffRole::Operator), (APPROVER, StaffRole::Approver), ("STAFF/VIEWER", StaffRole::Viewer)]
    {
        server.staff(account, role).await;
    }
    server.ready(USER).await;
    server.administrator(MAKER, "da-maker").await;
    server.ready("CBBB/CBBB001").await;
    server
}

fn fields<'f>(text: &'f str, audience: &'f str, firm: &'f str) -> [(&'f str, &'f str); 7] {
    [
        ("action", "announce"),
        ("text_en", text),
        ("text_zh", "中文"),
        ("audience", audience),
        ("firm", firm),
        ("from", "2026-11-23"),
        ("until", "2026-11-24"),
    ]
}

async fn everybody_sees_what_is_for_them_and_nothing_else(backend: Backend) {
    let server = house(backend).await;
    let operator = server.session_of(OPERATOR).await;
    for (text, audience, firm) in [
        ("For all & <b>sundry</b>", "everybody", ""),
        ("For administrators", "administrators", ""),
        ("For staff", "staff", ""),
        ("For CAAA", "firm", "caaa"),
    ] {
        operator
            .post("/monitor/announcements", &fields(text, audience, firm))
            .await
            .assert_sees("/monitor/announcements");
    }
    assert_eq!(server.events("announcement.made").await, 4);
    let told = async |account: Option<&str>| {
        let (browser, path) = match account {
            Some(account) => (server.session_of(account).await, "/account"),
            None => (server.browser(), "/login"),
        };
        let body = browser.get(path).await.body;
        let block = body.split("class=\"announced\">").nth(1).and_then(|rest| rest.split("</section>").next());
        assert!(body.find("<h1") > body.find("class=\"announced\""));
        let texts = block.unwrap_or_default().split("<p>").skip(1);
        texts.filter_map(|text| text.split("</p>").next()).map(str::to_owned).collect::<Vec<_>>()
    };
    // From the first day on.
    assert!(told(None).await.is_empty());
    server.advance(Duration::from_secs(15 * 3600));
    let all = "For all &amp; &lt;b&gt;sundry&lt;/b&gt;";
    assert_eq!(told(None).await, [all]);
    assert_eq!(told(Some("CBBB/CBBB001")).await, [all]);
    assert_eq!(told(Some(USER)).await, [all, "For CAAA"]);
    assert_eq!(told(Some(MAKER)).await, [all, "For administrators", "For CAAA"]);
    assert_eq!(told(Some("STAFF/VIEWER")).await, [all, "For staff"]);
    // A refusal is a page as well, and so is the other language.
    assert!(server.browser().get("/nowhere").await.body.contains(all));
    assert!(server.browser().get("/login?lang=zh-HK").await.body.contains("<p>中文</p>"));
    // The whole of the last day, and no longer.
    server.advance(Duration::from_secs(2 * 86_400 - 1));
    assert_eq!(told(None).await, [all]);
    server.advance(Duration::from_secs(1));
    assert!(told(None).await.is_empty());
}

async fn one_makes_it_and_any_who_guards_ends_it(backend: Backend) {
    let server = house(backend).await;
    let here = "/monitor/announcements";
    let (operator, approver) = (server.session_of(OPERATOR).await, server.session_of(APPROVER).await);
    let viewer = server.session_of("STAFF/VIEWER").await;
    for (browser, status) in [(&approver, 403), (&viewer, 403)] {
        assert_eq!(browser.post(here, &fields("Text", "everybody", "")).await.status, status);
    }
    for (change, words) in [
        (("text_en", ""), "Give the English text"),
        (("text_zh", " "), "Give the Chinese text"),
        (("audience", "nobody"), "Choose whom it is for."),
        (("from", "tomorrow"), "Give the first day."),
        (("until", "2026-11-20"), "Give a last day"),
        (("until", "2028-11-20"), "Give a last day"),
    ] {
        let fields = fields("Text", "everybody", "").map(|field| if field.0 == change.0 { change } else { field });
        operator.post(here, &fields).await.assert_refused(422, words);
    }
    operator.post(here, &fields("Text", "firm", "CZZZ")).await.assert_refused(422, "no participant of that code");
    operator.post(here, &fields(&"x".repeat(401), "staff", "")).await.assert_refused(422, "400 characters");
    assert_eq!(server.count("SELECT COUNT(*) FROM announcements").await, 0);

    operator.post(here, &fields("Text", "everybody", "")).await.assert_sees(here);
    server.advance(Duration::from_secs(86_400));
    // Sessions do not last that long.
    let (approver, viewer) = (server.session_of(APPROVER).await, server.session_of("STAFF/VIEWER").await);
    let id = approver.get(here).await.hidden("announcement").unwrap();
    let end = [("action", "end"), ("announcement", &*id)];
    assert_eq!(viewer.post(here, &end).await.status, 403);
    assert!(viewer.get(here).await.hidden("announcement").is_none());
    assert!(server.browser().get("/login").await.body.contains("<p>Text</p>"));
    approver.post(here, &end).await.assert_sees(here);
    assert!(!server.browser().get("/login").await.body.contains("<p>Text</p>"));
    approver.post(here, &end).await.assert_refused(422, "It is over already.");
    approver.post(here, &[("action", "end"), ("announcement", "\0")]).await.assert_refused(422, "It is over already.");
    assert_eq!(server.events("announcement.ended").await, 1);
}
