//! Where a request comes from, where it was sent to, and what stands on every answer.

use http::{Method, StatusCode};

use crate::support::{ADDRESS, Backend, Browser, PASSWORD, TestServer, USER, on_both};

on_both! {
    posts_from_other_sites_are_refused_at_every_form_and_function,
    posts_from_our_own_pages_are_taken_however_a_browser_says_so,
    a_hostile_host_moves_no_redirect_and_enters_no_mail,
    every_answer_carries_the_headers_that_protect_it,
    pages_are_not_kept_and_assets_are_for_ever,
    the_policy_of_a_page_names_its_nonce_and_every_target,
    a_method_that_a_page_has_not_is_told_which_it_has,
    a_form_that_is_too_large_or_malformed_is_refused_with_a_page,
    a_session_shared_with_a_parent_domain_says_so,
}

/// Every place that takes a post.
const PLACES: [&str; 9] = [
    "/login",
    "/login/code",
    "/setup",
    "/account",
    "/account/password",
    "/logout",
    "/api/page/session-clock",
    "/api/page/extend-session",
    "/api/page/delivery",
];

/// What a page of another site can make a browser say.
const FOREIGN: [&[(&str, &str)]; 13] = [
    &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
    &[("origin", "https://evil.example")],
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("origin", "http://localhost:8080"), ("sec-fetch-site", "same-site")],
    &[("origin", "null"), ("sec-fetch-site", "cross-site")],
    &[("origin", "null")],
    &[("origin", "http://localhost:8080.evil.example")],
    &[("origin", "http://localhost:80801")],
    &[("origin", "https://localhost:8080")],
    &[("origin", "http://localhost:8080/")],
    &[("origin", "http://LOCALHOST:8080 https://evil.example")],
    &[("origin", "")],
];

async fn posts_from_other_sites_are_refused_at_every_form_and_function(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let activation = server.invited("CAAA/CAAA002").await;
    let browser = server.logged_in(USER).await;
    let code = server.ask_code(&browser, USER).await;
    server.quiet().await;
    server.advance(std::time::Duration::from_secs(120));
    let tag = browser.tag();
    let before = server.dump().await;
    // All that any of the forms would need.
    let fields = [
        ("participant", "CAAA"),
        ("user", "CAAA001"),
        ("password", PASSWORD),
        ("login", &tag),
        ("code", &code),
        ("action", "end-all"),
        ("current", PASSWORD),
        ("language", "en"),
    ];
    for place in PLACES {
        for headers in FOREIGN {
            let answer = browser.post_with(place, &fields, headers).await;
            assert_eq!(answer.status, 403, "{place} with {headers:?}");
            assert!(!answer.headers.contains_key("set-cookie") && answer.location().is_empty());
        }
    }
    let cross = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("content-type", "text/plain")];
    for place in PLACES {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(browser.send(method, place, &cross, "code=1").await.status, 403);
        }
    }
    let setup = [("participant", "CAAA"), ("user", "CAAA002"), ("activation", activation.as_str())];
    let answer = browser.post_with("/setup", &setup, FOREIGN[1]).await;
    assert_eq!((answer.status.as_u16(), answer.heading().as_str()), (403, "We did not accept that"));
    assert_eq!(server.dump().await, before);
    assert_eq!(browser.terminal().await, 200);
}

async fn posts_from_our_own_pages_are_taken_however_a_browser_says_so(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let fields = [("participant", "CAAA"), ("user", "CAAA001"), ("password", PASSWORD)];
    let own: [&[(&str, &str)]; 4] = [
        &[("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")],
        &[("origin", "http://localhost:8080")],
        &[("sec-fetch-site", "same-origin")],
        // A program, or a browser too old to say.
        &[],
    ];
    for headers in own {
        assert_eq!(server.browser().post_with("/login", &fields, headers).await.status, 303, "{headers:?}");
    }
    server.ready("CAAA/CAAA002").await;
    let browser = server.logged_in("CAAA/CAAA002").await;
    let clock = browser.post("/api/page/session-clock", &[]).await;
    assert_eq!(clock.status, 200);
    assert!(clock.body.contains("ends_at"), "{}", clock.body);
    let nobody = server.browser().post("/api/page/session-clock", &[]).await;
    assert_eq!((nobody.status.as_u16(), nobody.body.as_str()), (200, "null"));
    let others = server.browser().post("/api/page/delivery", &[("login", &browser.tag()), ("language", "en")]).await;
    assert_eq!((others.status.as_u16(), others.body.as_str()), (200, "null"));
}

async fn a_hostile_host_moves_no_redirect_and_enters_no_mail(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let hostile = [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "javascript"),
        ("x-forwarded-prefix", "//evil.example"),
        ("forwarded", "for=1.2.3.4;host=evil.example;proto=https"),
        ("x-original-url", "https://evil.example/"),
        ("x-rewrite-url", "/logout"),
        ("referer", "https://evil.example/"),
        ("origin", "http://localhost:8080"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let browser = server.browser();
    let mut answers = Vec::new();
    for page in ["/", "/login", "/login/code", "/setup", "/account", "/portal/users", "/monitor", "/help", "/nowhere"] {
        answers.push(browser.send(Method::GET, page, &hostile, "").await);
    }
    let form = format!("participant=CAAA&user=CAAA001&password={}", PASSWORD.replace(' ', "+"));
    let answer = browser.send(Method::POST, "/login", &hostile, form).await;
    assert_eq!(answer.status, 303);
    let mail = server.mails.next_to(ADDRESS).await;
    let code = mail.text.lines().next().unwrap().to_owned();
    answers.push(browser.send(Method::GET, answer.location(), &hostile, "").await);
    let place = answer.location().to_owned();
    answers.push(answer);
    let answer = browser.send(Method::POST, &place, &hostile, format!("code={code}")).await;
    assert_eq!(answer.location(), "/account");
    answers.push(answer);
    answers.push(browser.send(Method::GET, "/account", &hostile, "").await);
    answers.push(browser.send(Method::POST, "/logout", &hostile, "").await);
    for answer in answers {
        let location = answer.location();
        assert!(location.is_empty() || (location.starts_with('/') && !location.starts_with("//")), "{location}");
        assert!(!answer.body.contains("evil.example") && !format!("{:?}", answer.headers).contains("evil"));
    }
    assert!(!String::from_utf8_lossy(&mail.message.formatted()).contains("evil"));
    assert!(!mail.text.contains("evil") && !mail.text.contains("localhost") && !mail.text.contains("http"));
    // A whole URL as the target, as proxies ask, and no Host at all.
    let absolute = server
        .raw(b"GET http://evil.example/account HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        .await;
    assert!(absolute.contains("location: /login?return_to=%2Faccount\r\n"), "{absolute}");
    let hostless = server.raw(b"GET /account HTTP/1.0\r\n\r\n").await;
    assert!(hostless.contains("location: /login?return_to=%2Faccount\r\n"), "{hostless}");
    let double =
        server.raw(b"GET //evil.example/account HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    assert!(double.starts_with("HTTP/1.1 404") && !double.contains("location:"), "{double}");
    let back = server.raw(b"GET /\\evil.example HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    for page in [double, back] {
        assert!(!page.contains("evil.example"), "a link of ours leads away: {page}");
    }
}

/// One answer of every kind.
async fn answers(server: &TestServer, browser: &Browser) -> Vec<(&'static str, StatusCode, crate::support::Answer)> {
    let own = [("origin", "http://localhost:8080"), ("content-type", "application/x-www-form-urlencoded")];
    let get = async |path: &str| browser.get(path).await;
    let large = "x".repeat(70_000);
    let mut answers = vec![
        ("page", StatusCode::OK, get("/").await),
        ("login", StatusCode::OK, get("/login").await),
        ("account", StatusCode::OK, get("/account").await),
        ("redirect", StatusCode::SEE_OTHER, get("/login/code").await),
        ("nothing", StatusCode::NOT_FOUND, get("/nowhere").await),
        ("nothing below", StatusCode::NOT_FOUND, get("/style/nothing").await),
        ("no asset", StatusCode::NOT_FOUND, get("/pkg/0/nothing.js").await),
        ("another's", StatusCode::FORBIDDEN, get("/monitor").await),
        ("style", StatusCode::OK, get("/style/x.css").await),
        ("alive", StatusCode::OK, get("/healthz").await),
        ("ready", StatusCode::OK, get("/readyz").await),
        ("metrics", StatusCode::OK, get("/metrics").await),
        ("method", StatusCode::METHOD_NOT_ALLOWED, get("/logout").await),
        ("head", StatusCode::OK, browser.send(Method::HEAD, "/login", &[], "").await),
        ("options", StatusCode::METHOD_NOT_ALLOWED, browser.send(Method::OPTIONS, "/login", &[], "").await),
        ("proxy", StatusCode::OK, get("/api/authz/auth-request").await),
        ("no function", StatusCode::BAD_REQUEST, browser.post("/api/page/nothing", &[]).await),
        ("refused", StatusCode::UNPROCESSABLE_ENTITY, browser.post("/login", &[]).await),
        (
            "cross-site",
            StatusCode::FORBIDDEN,
            browser.post_with("/login", &[], &[("origin", "https://evil.example")]).await,
        ),
        ("too large", StatusCode::PAYLOAD_TOO_LARGE, browser.send(Method::POST, "/login", &own, large).await),
        ("malformed", StatusCode::BAD_REQUEST, browser.send(Method::POST, "/login", &own[..1], "{}").await),
    ];
    let proxy = server.browser().get("/api/authz/auth-request").await;
    answers.push(("proxy, nobody", StatusCode::UNAUTHORIZED, proxy));
    answers
}

async fn every_answer_carries_the_headers_that_protect_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    let mut all = answers(&server, &browser).await;
    server.app.store.close().await;
    all.push(("failure", StatusCode::INTERNAL_SERVER_ERROR, browser.get("/account").await));
    all.push(("not ready", StatusCode::SERVICE_UNAVAILABLE, browser.get("/readyz").await));
    all.push(("proxy, unknown", StatusCode::SERVICE_UNAVAILABLE, browser.get("/api/authz/auth-request").await));
    let mut ids = Vec::new();
    for (kind, status, answer) in &all {
        assert_eq!(answer.status, *status, "{kind}");
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{kind}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{kind}: {policy}");
        for (name, value) in [
            ("strict-transport-security", "max-age=31536000"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), value, "{kind}: {name}");
        }
        assert!(!answer.headers.contains_key("server") && !answer.headers.contains_key("x-powered-by"), "{kind}");
        let id = answer.header("x-request-id");
        assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [6, 6], "{kind}");
        ids.push(id.to_owned());
        // Whoever reads the page out on the telephone names the request.
        let page = answer.header("content-type").starts_with("text/html");
        if page && status.as_u16() >= 400 && *kind != "refused" {
            assert!(answer.body.contains(id), "{kind}");
        }
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all.len(), "no two requests share an id");
}

async fn pages_are_not_kept_and_assets_are_for_ever(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.logged_in(USER).await;
    for (kind, _, answer) in answers(&server, &browser).await {
        let expected = if kind == "style" { "public, max-age=31536000, immutable" } else { "no-store" };
        assert_eq!(answer.header("cache-control"), expected, "{kind}");
    }
    // The page names the style sheet that is there.
    let page = browser.get("/login").await;
    let style = page.body.split_once("href=\"/style/").unwrap().1.split('"').next().unwrap().to_owned();
    let answer = browser.get(&format!("/style/{style}")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/css; charset=utf-8"));
}

async fn the_policy_of_a_page_names_its_nonce_and_every_target(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = server.browser();
    let (first, second) = (browser.get("/login").await, browser.get("/login").await);
    let nonce = |answer: &crate::support::Answer| {
        let policy = answer.header("content-security-policy").to_owned();
        policy.split_once("'nonce-").unwrap().1.split('\'').next().unwrap().to_owned()
    };
    assert_ne!(nonce(&first), nonce(&second));
    for answer in [&first, &second] {
        let nonce = nonce(answer);
        assert!(nonce.len() >= 22, "{nonce}");
        let scripts = answer.body.matches("<script").count();
        assert!(scripts > 0);
        assert_eq!(answer.body.matches(&format!("nonce=\"{nonce}\"")).count(), scripts);
        // Neither style attributes nor handlers, which the policy would refuse.
        assert!(
            !answer.body.contains(" style=") && !answer.body.contains(" onclick=") && !answer.body.contains("<style")
        );
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("'wasm-unsafe-eval'") && policy.contains("form-action 'self' https://terminal.example"),
            "{policy}"
        );
    }
}

async fn a_method_that_a_page_has_not_is_told_which_it_has(backend: Backend) {
    let server = TestServer::start(backend).await;
    let browser = server.browser();
    let answer = browser.get("/logout").await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"));
    assert_eq!(answer.heading(), "That does not work here");
    let answer = browser.post("/help", &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET,HEAD"));
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
        let own = [("origin", "http://localhost:8080")];
        assert_eq!(browser.send(method.clone(), "/login", &own, "").await.status, 405, "{method}");
    }
}

async fn a_form_that_is_too_large_or_malformed_is_refused_with_a_page(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.ready(USER).await;
    let browser = server.browser();
    let password = "x".repeat(70_000);
    let answer = browser.log_in("CAAA", "CAAA001", &password).await;
    assert_eq!((answer.status.as_u16(), answer.heading().as_str()), (413, "That was too much"));
    let form = [("origin", "http://localhost:8080"), ("content-type", "application/x-www-form-urlencoded")];
    for (headers, body) in [(&form[..], "user=%FF%FE"), (&form[..], "user=a&user=b"), (&form[..1], "user=a")] {
        let answer = browser.send(Method::POST, "/login", headers, body).await;
        assert!([400, 422].contains(&answer.status.as_u16()), "{body}: {}", answer.status);
        assert!(answer.header("content-type").starts_with("text/html"), "{body}");
    }
    // A password as long as the form allows is refused like any other, after the same work.
    let password = "x".repeat(60_000);
    let answer = browser.log_in("CAAA", "CAAA001", &password).await;
    answer.assert_refused(422, "do not match");
    assert!(!answer.body.contains(&password[..100]));
    let answer = browser.get(&format!("/login?return_to=/{}", "x".repeat(5_000))).await;
    assert_eq!((answer.status.as_u16(), answer.hidden("return_to")), (200, None));
    assert_eq!(browser.get("/login?lang=en&lang=zh-HK&return_to=/a&return_to=/b").await.status, 400);
}

async fn a_session_shared_with_a_parent_domain_says_so(backend: Backend) {
    let shared = |config: &mut server::config::Config| config.session.cookie_domain = Some("house.example".into());
    let server = TestServer::with(backend, shared).await;
    server.ready(USER).await;
    let browser = server.browser();
    let code = server.ask_code(&browser, USER).await;
    let body = format!("code={code}&login={}", browser.tag());
    let request = format!(
        "POST /login/code HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:8080\r\nConnection: close\r\n\
         Cookie: __Host-login-{}={}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        browser.tag(),
        browser.secret().unwrap(),
        body.len()
    );
    let answer = server.raw(request.as_bytes()).await;
    let cookie = answer.lines().find(|line| line.starts_with("set-cookie: __Secure-session=")).unwrap();
    for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/", "; Domain=house.example"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let token = cookie.split_once('=').unwrap().1.split(';').next().unwrap();
    let thief = server.browser();
    thief.plant("__Host-session", token);
    assert_eq!(thief.terminal().await, 401, "the other name is not read");
    thief.plant("__Secure-session", token);
    assert_eq!(thief.terminal().await, 200);
}
