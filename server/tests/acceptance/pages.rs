//! What pages say, in both languages. Where a change of words is meant, `INSTA_UPDATE=always` takes it over.

use domain::role::{DaRoles, StaffRole};

use crate::{
    login::other_than,
    support::{ADDRESS, Answer, Backend, Browser, PASSWORD, TestServer, USER, address_of, on_both},
};

on_both! {
    pages_say_in_english_what_they_should,
    pages_say_in_chinese_what_they_should,
    the_language_is_the_chosen_one_then_the_persons_then_the_browsers,
    what_was_typed_is_shown_as_text,
}

async fn pages_say_in_english_what_they_should(backend: Backend) {
    insta::assert_snapshot!("pages_en", walk(backend, "en").await);
}

async fn pages_say_in_chinese_what_they_should(backend: Backend) {
    insta::assert_snapshot!("pages_zh", walk(backend, "zh-HK").await);
}

/// A walk through every page, as it is read.
async fn walk(backend: Backend, language: &str) -> String {
    let server = TestServer::start(backend).await;
    let mut told = String::new();
    let mut tell = |place: &str, answer: &Answer| {
        let words = answer.words();
        let words = words.replace(answer.header("x-request-id"), "[request]");
        let reference = answer.reference();
        let words = if reference.is_empty() { words } else { words.replace(&reference, "[reference]") };
        told.push_str(&format!("## {place}: {}\n{}\n{words}\n\n", answer.status.as_u16(), answer.title()));
    };
    let activation = server.invited("CAAA/CAAA002").await;
    let browser = server.browser();
    tell("first page", &browser.get(&format!("/?lang={language}")).await);
    tell("login", &browser.get("/login").await);
    tell("login needed", &browser.get("/login?return_to=/account").await);
    tell("nothing typed", &browser.log_in("", "", "").await);
    tell("refused", &browser.log_in("CAAA", "CAAA009", PASSWORD).await);

    server.ready(USER).await;
    let code = server.ask_code(&browser, USER).await;
    server.quiet().await;
    tell("code", &browser.look().await);
    tell("no code", &browser.type_code("").await);
    tell("malformed code", &browser.type_code("12").await);
    tell("wrong code", &browser.type_code(&other_than(&code)).await);
    tell("too soon", &browser.resend().await);
    let late = browser.copied();
    browser.type_code(&code).await.assert_sees("/account");
    assert_eq!(late.look().await.status, 303);
    tell("account", &browser.get("/account").await);
    tell("change password", &browser.get("/account/password").await);
    tell(
        "wrong password",
        &browser.post("/account/password", &[("current", "x"), ("password", "nine copper wheels at dusk")]).await,
    );
    tell("not theirs", &browser.get("/monitor").await);
    assert_eq!(browser.post("/logout", &[]).await.status, 303);
    tell("logged out", &browser.get("/login?notice=logged-out").await);

    tell("set-up", &browser.get("/setup").await);
    tell("set-up refused", &browser.activate("CAAA", "CAAA002", "0000-0000-0000").await);
    assert_eq!(browser.activate("CAAA", "CAAA002", &activation).await.status, 303);
    tell("password", &browser.look().await);
    tell("short password", &browser.choose_password("short").await);
    assert_eq!(browser.choose_password(PASSWORD).await.status, 303);
    let code = loop {
        let code = server.mails.code_to(&address_of("CAAA/CAAA002")).await;
        if !code.contains('-') {
            break code;
        }
    };
    server.quiet().await;
    tell("set-up code", &browser.look().await);
    assert_eq!(browser.type_code(&code).await.status, 303);
    tell("set up", &browser.look().await);

    for account in ["CAAA/ADMIN", "STAFF/ANN"] {
        let change = |p: &mut server::store::accounts::Particulars| {
            p.da = DaRoles { maker: account == "CAAA/ADMIN", checker: false };
            p.staff_role = (account == "STAFF/ANN").then_some(StaffRole::Operator);
        };
        server.ready_person(account, change).await;
        let browser = server.browser();
        browser.get(&format!("/?lang={language}")).await;
        let first = server.log_in(&browser, account).await;
        server.quiet().await;
        tell(account, &browser.follow(&first).await);
    }
    tell("forgotten", &browser.get("/forgot-password").await);
    tell("help", &browser.get("/help").await);
    tell("nothing", &browser.get("/nowhere").await);
    tell("cross-site", &browser.post_with("/login", &[], &[("origin", "https://evil.example")]).await);
    tell("method", &browser.post("/help", &[]).await);
    told
}

async fn language(browser: &Browser) -> String {
    let answer = browser.get("/help").await;
    answer.body.split_once("<html lang=\"").unwrap().1.split('"').next().unwrap().to_owned()
}

async fn the_language_is_the_chosen_one_then_the_persons_then_the_browsers(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();
    let chinese = [("accept-language", "zh-TW,zh;q=0.9,en;q=0.1")];
    let answer = browser.send(http::Method::GET, "/help", &chinese, "").await;
    assert!(answer.body.contains("<html lang=\"zh-Hant-HK\""), "{}", &answer.body[..200]);
    assert_eq!(language(&browser).await, "en-HK");
    // Chosen, and kept in this browser.
    browser.get("/help?lang=zh-HK").await;
    assert_eq!(language(&browser).await, "zh-Hant-HK");
    let code = server.ask_code(&browser, USER).await;
    browser.type_code(&code).await.assert_sees("/account");
    // The person's, in a browser in which none was chosen.
    let other = server.logged_in(USER).await;
    assert_eq!(language(&other).await, "zh-Hant-HK");
    assert_eq!(other.get("/help?lang=en").await.body.matches("<html lang=\"en").count(), 1);
    // An unknown one is none.
    let fresh = server.browser();
    fresh.get("/help?lang=xx%22%3E%3Cscript%3E").await;
    assert!(fresh.cookies().is_empty());
    assert_eq!(server.mails.all_to(ADDRESS).len(), 2);
}

async fn what_was_typed_is_shown_as_text(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = server.browser();
    let hostile = "\"><script>alert(1)</script><x y='";
    let answer = browser.log_in(hostile, hostile, "x").await;
    assert_eq!(answer.status, 422);
    assert!(!answer.body.contains("<script>alert") && answer.body.contains("&lt;script&gt;"));
    let answer = browser.activate(hostile, hostile, hostile).await;
    assert!(!answer.body.contains("<script>alert"));
    let query: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("x", hostile).finish();
    for path in
        [format!("/help?{query}"), format!("/nowhere/{query}"), format!("/login?notice={query}&return_to=/{query}")]
    {
        assert!(!browser.get(&path).await.body.contains("<script>alert"), "{path}");
    }
    server.ready_person(USER, |p| p.name_en = hostile.to_owned()).await;
    let page = server.logged_in(USER).await.get("/account").await;
    assert!(!page.body.contains("<script>alert") && page.body.contains("&lt;script&gt;"));
}
