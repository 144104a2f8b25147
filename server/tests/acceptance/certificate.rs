//! Cards with X.509 certificates: who gets in at the second listener, who does not and why, and what comes after.

use std::time::Duration;

use domain::{card::CardState, life::Status, phase::Phase};
use rcgen::{ExtendedKeyUsagePurpose, date_time_ymd};
use server::{
    http::card_listener::Cards,
    store::credentials::{self, Credential, Kind},
};
use tokio::io::AsyncReadExt as _;

mod house;

use crate::support::{ADDRESS, Backend, PASSWORD, USER, id, on_both};
use house::{Authority, CARDS_URL, House, NEXT, PAGE, request};

on_both! {
    a_card_of_the_configured_issuer_logs_in,
    each_certificate_that_is_not_to_be_believed_is_refused_for_its_reason,
    a_certificate_that_names_no_user_here_is_refused,
    suspending_and_retiring_stop_a_certificate_and_any_other_of_its_holder,
    a_card_that_was_never_seen_here_is_stopped_with_the_others,
    revocation_lists_are_read_anew_and_without_them_nobody_gets_in,
    without_lists_nobody_is_revoked,
    an_issuer_counts_only_while_it_is_valid,
    once_cards_are_closed_they_lead_to_set_up,
    a_card_opens_nothing_for_whoever_may_not_log_in,
    without_a_certificate_there_is_no_connection,
    the_listener_has_one_page_and_changes_nothing_by_get,
    posts_from_elsewhere_are_refused,
    failures_close_a_certificate_and_no_account,
    at_another_host_of_the_domain_set_up_goes_on,
    wrong_files_are_named_with_their_key,
}

async fn a_card_of_the_configured_issuer_logs_in(backend: Backend) {
    let house = House::open(backend).await;
    house.server.add_user(USER).await;
    let card = house.issuer.card("CAAA/CAAA001");

    let page = house.get(&card, PAGE).await;
    assert_eq!((page.status.as_u16(), page.heading().as_str()), (200, "Log in with a card certificate"));
    let words = page.words();
    assert!(words.contains("CN=CAAA/CAAA001") && words.contains("CN=Harbour Card CA"), "{words}");

    let answer = house.press(&card).await;
    // Password and code are still to be set up.
    answer.assert_sees("http://localhost:8080/account/set-up");
    let browser = house.browser_with(&answer);
    let told = browser.get("/api/authz/auth-request").await;
    assert_eq!(
        (told.status.as_u16(), told.header("remote-user"), told.header("remote-method")),
        (200, "CAAA/CAAA001", "x509")
    );
    assert!(browser.cookie("__Host-browser").is_some());

    let held = "SELECT account, kind, state, name, key FROM credentials";
    let row = ["CAAA/CAAA001", "certificate", "bound", "CN=CAAA/CAAA001", ""].map(str::to_owned).to_vec();
    assert_eq!(house.server.rows(held).await, std::slice::from_ref(&row));
    let id = house.server.rows("SELECT id FROM credentials").await.concat().concat();
    assert!(id.strip_prefix("x509:").is_some_and(|hash| hash.len() == 64), "{id}");
    assert_eq!(house.server.events("certificate.registered").await, 1);

    // The second time nothing is registered, and it leads where the terminal asked for it.
    house.server.advance(Duration::from_secs(60));
    let target = format!("{PAGE}?return_to=https%3A%2F%2Fterminal.example%2Fdesk");
    let asked = "http://localhost:8080/account/set-up?return_to=https%3A%2F%2Fterminal.example%2Fdesk";
    house.press_at(&card, &target).await.assert_sees(asked);
    let evil = format!("{PAGE}?return_to=https%3A%2F%2Fevil.example");
    house.press_at(&card, &evil).await.assert_sees("http://localhost:8080/account/set-up");
    assert_eq!(house.server.rows(held).await, [row]);
    assert_eq!(house.server.events("certificate.registered").await, 1);
    assert_eq!(house.server.events("login.completed").await, 3);
    assert_eq!(house.server.events("certificate.refused").await, 0);
}

async fn each_certificate_that_is_not_to_be_believed_is_refused_for_its_reason(backend: Backend) {
    let house = House::open(backend).await;
    house.server.add_user(USER).await;
    let (issuer, name) = (&house.issuer, "CAAA/CAAA001");

    // Expired by every clock, not only by the server's.
    let expired = issuer.card_with(name, |params| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    });
    house.assert_refused(&expired, 403, "has expired", "expired").await;

    let early = issuer.card_with(name, |params| params.not_before = date_time_ymd(2026, 11, 24));
    house.assert_refused(&early, 403, "not valid yet", "not yet valid").await;

    let revoked = issuer.card(name);
    house.publish(issuer.list(&[&revoked], NEXT));
    house.assert_refused(&revoked, 403, "was revoked", "revoked").await;

    let foreign = Authority::named("Another CA").card(name);
    house.assert_refused(&foreign, 403, "not of an issuer", "foreign issuer").await;
    let impostor = Authority::named("Harbour Card CA").card(name);
    house.assert_refused(&impostor, 403, "not of an issuer", "foreign issuer").await;

    let server =
        issuer.card_with(name, |params| params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth]);
    house.assert_refused(&server, 403, "cannot be used to log in", "other purpose").await;

    assert_eq!(house.server.count("SELECT COUNT(*) FROM credentials").await, 0);
    // Whose account a certificate that nobody believes speaks of is not noted as fact.
    let about = "SELECT COUNT(*) FROM events WHERE kind = 'certificate.refused' AND account IS NOT NULL";
    assert_eq!(house.server.count(about).await, 0);

    // It is the server's own clock that judges.
    house.server.advance(Duration::from_secs(2 * 86_400));
    house.log_in(&early).await;
    house.log_in(&issuer.card(name)).await;
}

async fn a_certificate_that_names_no_user_here_is_refused(backend: Backend) {
    let house = House::open(backend).await;
    house.server.add_user(USER).await;
    house.server.add_user("CAAA/CAAA002").await;
    let nobody = house.issuer.card("Chan Tai Man");
    house.assert_refused(&nobody, 403, "does not name a participant", "no user").await;
    let unknown = house.issuer.card("CAAA/CAAA999");
    house.assert_refused(&unknown, 403, "not registered here", "unknown user").await;

    let card = house.issuer.card("CAAA-CAAA001");
    house.log_in(&card).await;
    house.server.meddle("UPDATE credentials SET account = 'CAAA/CAAA002'").await;
    house.assert_refused(&card, 403, "registered for another user", "of another user").await;
}

async fn suspending_and_retiring_stop_a_certificate_and_any_other_of_its_holder(backend: Backend) {
    let house = House::open(backend).await;
    house.server.add_user(USER).await;
    let (card, fresh) = (house.issuer.card("CAAA/CAAA001"), house.issuer.card("CAAA/CAAA001"));
    house.log_in(&card).await;
    let stop = async |state| {
        let mut tx = house.server.app.store.begin().await.unwrap();
        let now = house.server.app.clock.now();
        credentials::move_cards(&mut tx, &id(USER), &CardState::ALL, state, now).await.unwrap();
        tx.commit().await.unwrap();
    };
    for (state, words, reason) in
        [(CardState::Suspended, "is suspended", "suspended"), (CardState::Retired, "has been retired", "retired")]
    {
        stop(state).await;
        house.assert_refused(&card, 403, words, reason).await;
        house.assert_refused(&fresh, 403, words, reason).await;
    }
    assert_eq!(house.server.count("SELECT COUNT(*) FROM credentials").await, 1);

    // A card in use beside the one that was stopped: whoever holds it may have a certificate as well.
    let now = house.server.app.clock.now();
    let mut tx = house.server.app.store.begin().await.unwrap();
    let other = Credential {
        id: "webauthn-card".to_owned(),
        account: id(USER),
        kind: Kind::Card,
        name: "K-2".to_owned(),
        key: String::new(),
        aaguid: String::new(),
        transports: Vec::new(),
        counter: 0,
        state: CardState::Bound,
        created_at: now,
        changed_at: now,
        last_used_at: None,
    };
    credentials::add(&mut tx, &other).await.unwrap();
    tx.commit().await.unwrap();
    house.log_in(&fresh).await;
    house.assert_refused(&card, 403, "has been retired", "retired").await;

    stop(CardState::Bound).await;
    house.log_in(&card).await;
}

async fn a_card_that_was_never_seen_here_is_stopped_with_the_others(backend: Backend) {
    let house = House::open(backend).await;
    house.server.add_user(USER).await;
    house.server.administrator("CAAA/MAKER", "da-maker").await;
    let maker = house.server.logged_in("CAAA/MAKER").await;
    let stolen = house.issuer.card(USER);
    maker.post("/portal/users/CAAA001", &[("action", "suspend-card"), ("confirmed", "yes")]).await;
    assert_eq!(house.server.events("card.suspended").await, 1);
    house.assert_refused(&stolen, 403, "is suspended", "suspended").await;
    // One that was issued since is another card.
    house.server.advance(Duration::from_secs(3 * 86_400));
    let next = house.issuer.card_with(USER, |params| params.not_before = date_time_ymd(2026, 11, 24));
    house.press(&next).await.assert_sees("http://localhost:8080/account/set-up");
    house.assert_refused(&stolen, 403, "is suspended", "suspended").await;
}

async fn revocation_lists_are_read_anew_and_without_them_nobody_gets_in(backend: Backend) {
    let house = House::open(backend).await;
    house.server.add_user(USER).await;
    let card = house.issuer.card("CAAA/CAAA001");
    house.log_in(&card).await;
    let shut = "cannot be checked at the moment";

    house.publish("-----BEGIN X509 CRL-----\nhalf a li");
    house.assert_refused(&card, 503, shut, "crl unreadable").await;
    house.publish([0x30, 0x03, 0x02, 0x01, 0x01]);
    house.assert_refused(&card, 503, shut, "crl unreadable").await;
    house.publish("");
    house.assert_refused(&card, 503, shut, "crl unreadable").await;
    std::fs::remove_file(house.folder.join("cards.crl")).unwrap();
    house.assert_refused(&card, 503, shut, "crl unreadable").await;

    // Somebody else's list, and one that only bears the issuer's name.
    house.publish(Authority::named("Another CA").list(&[], NEXT));
    house.assert_refused(&card, 503, shut, "no crl of its issuer").await;
    house.publish(Authority::named("Harbour Card CA").list(&[], NEXT));
    house.assert_refused(&card, 503, shut, "crl unreadable").await;

    // In DER as well as in PEM, and at once.
    let list = house.issuer.list(&[], NEXT);
    let body: String = list.lines().filter(|line| !line.starts_with('-')).collect();
    house.publish(data_encoding::BASE64.decode(body.trim().as_bytes()).unwrap());
    house.log_in(&card).await;

    house.server.advance(Duration::from_secs(7 * 86_400));
    house.assert_refused(&card, 503, shut, "crl stale").await;
    house.publish(house.issuer.list(&[], (2026, 12, 6)));
    house.log_in(&card).await;
    house.publish(house.issuer.list(&[&card], (2026, 12, 6)));
    house.assert_refused(&card, 403, "was revoked", "revoked").await;
}

async fn without_lists_nobody_is_revoked(backend: Backend) {
    let house = House::with(backend, |config| config.smartcard.x509_crl = Some(Vec::new().into())).await;
    house.server.add_user(USER).await;
    house.log_in(&house.issuer.card("CAAA/CAAA001")).await;
    let foreign = Authority::named("Another CA").card("CAAA/CAAA001");
    house.assert_refused(&foreign, 403, "not of an issuer", "foreign issuer").await;
}

async fn an_issuer_counts_only_while_it_is_valid(backend: Backend) {
    let brief = Authority::until("Harbour Card CA 1", 2027);
    let house = House::with(backend, |config| {
        std::fs::write(config.folder.join("brief.pem"), brief.pem()).unwrap();
        config.smartcard.x509_ca = vec!["cards.pem".into(), "brief.pem".into()].into();
        config.smartcard.x509_crl = Some(Vec::new().into());
    })
    .await;
    house.server.add_user(USER).await;
    let (card, other) = (brief.card("CAAA/CAAA001"), house.issuer.card("CAAA/CAAA001"));
    house.log_in(&card).await;
    house.server.advance(Duration::from_secs(60 * 86_400));
    house.assert_refused(&card, 403, "not of an issuer", "foreign issuer").await;
    house.log_in(&other).await;
}

async fn once_cards_are_closed_they_lead_to_set_up(backend: Backend) {
    let house = House::with(backend, |config| config.schedule.phase.0 = Some(Phase::TwoFactorOnly)).await;
    let user = house.server.add_user(USER).await;
    house.server.register(&user).await;
    let card = house.issuer.card("CAAA/CAAA001");
    let answer = house.press(&card).await;
    let (target, tag) = answer.location().split_once("/setup?login=").unwrap();
    assert_eq!((answer.status.as_u16(), target), (303, "http://localhost:8080"));
    let browser = house.browser_with(&answer);
    assert_eq!(browser.terminal().await, 401);
    assert_eq!(house.server.count("SELECT COUNT(*) FROM sessions").await, 0);
    // The card was used, and is in the register.
    assert_eq!(house.server.events("certificate.registered").await, 1);

    let page = format!("/setup?login={tag}");
    let next = browser.post(&page, &[("login", tag), ("password", PASSWORD)]).await;
    assert_eq!(next.status, 303, "{:?}", next.problems());
    let code = house.server.mails.code_to(ADDRESS).await;
    let done = browser.post(&page, &[("login", tag), ("code", &code)]).await;
    assert_eq!(done.status, 303, "{:?}", done.problems());
    let proof = house.server.rows("SELECT set_up_by FROM accounts WHERE account = 'CAAA/CAAA001'").await;
    assert_eq!(proof.concat(), ["card"]);

    // Set up: the card opens nothing any more.
    house.press(&card).await.assert_refused(403, "no longer open the terminal");
    assert_eq!(house.server.events("login.phase-closed").await, 1);
}

async fn a_card_opens_nothing_for_whoever_may_not_log_in(backend: Backend) {
    let house = House::open(backend).await;
    let user = house.server.add_user(USER).await;
    let card = house.issuer.card("CAAA/CAAA001");
    for status in [Status::Dormant, Status::Disabled] {
        house.server.set_status(&user, status).await;
        house.press(&card).await.assert_refused(403, "cannot log in at the moment");
    }
    let told = house.server.rows("SELECT detail FROM events WHERE kind = 'login.refused'").await.concat().concat();
    assert!(told.contains("dormant") && told.contains("disabled") && told.contains("x509"), "{told}");
    assert_eq!(house.server.count("SELECT COUNT(*) FROM sessions").await, 0);
    assert_eq!(house.server.count("SELECT COUNT(*) FROM credentials").await, 0);
}

async fn without_a_certificate_there_is_no_connection(backend: Backend) {
    let house = House::open(backend).await;
    let refused = house.connect(None).await.read_u8().await.unwrap_err().to_string();
    assert!(refused.contains("CertificateRequired"), "{refused}");
    assert_eq!(house.server.count("SELECT COUNT(*) FROM events").await, 0);
}

async fn the_listener_has_one_page_and_changes_nothing_by_get(backend: Backend) {
    let house = House::open(backend).await;
    house.server.add_user(USER).await;
    let card = house.issuer.card("CAAA/CAAA001");
    let before = house.server.dump().await;
    house.get(&card, "/").await.assert_sees(PAGE);
    house.get(&card, "/help").await.assert_sees("http://localhost:8080/help");
    let page = house.get(&card, PAGE).await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("form-action 'self' https://terminal.example http://localhost:8080;"), "{policy}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), value);
    }
    let style = page.body.split("href=\"/style/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(house.get(&card, &format!("/style/{style}")).await.status, 200);
    // Not even for somebody who is logged in there.
    for path in ["/login", "/account", "/portal/users", "/monitor", "/api/authz/auth-request", "/healthz", "/metrics"] {
        assert_eq!(house.get(&card, path).await.status, 404, "{path}");
    }
    for revoked in [house.issuer.card("CAAA/CAAA001"), Authority::named("Another CA").card("CAAA/CAAA001")] {
        assert_eq!(house.get(&revoked, PAGE).await.status, 200);
    }
    assert_eq!(house.server.dump().await, before);
    // And not at the pages.
    assert_eq!(house.server.browser().get(PAGE).await.status, 404);
}

async fn posts_from_elsewhere_are_refused(backend: Backend) {
    let house = House::open(backend).await;
    house.server.add_user(USER).await;
    let card = house.issuer.card("CAAA/CAAA001");
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site"), ("origin", "http://localhost:8080")],
        &[("origin", "http://localhost:8080")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
    ] {
        let answer = house.send(&card, request("POST", PAGE, headers)).await;
        assert_eq!(answer.status, 403, "{headers:?}");
        assert!(answer.headers.get("set-cookie").is_none());
    }
    assert_eq!(house.server.count("SELECT COUNT(*) FROM events").await, 0);
    let own = house.send(&card, request("POST", PAGE, &[("origin", CARDS_URL)])).await;
    assert_eq!(own.status, 303);
}

async fn failures_close_a_certificate_and_no_account(backend: Backend) {
    let house = House::with(backend, |config| config.login.budget_failures = 3).await;
    house.server.add_user(USER).await;
    let forged = Authority::named("Another CA").card("CAAA/CAAA001");
    for _ in 0..3 {
        house.assert_refused(&forged, 403, "not of an issuer", "foreign issuer").await;
    }
    house.press(&forged).await.assert_refused(429, "too many failures");
    house.press(&forged).await.assert_refused(429, "too many failures");
    assert_eq!(house.refusals("foreign issuer").await, 3);
    assert_eq!(house.server.events("certificate.paused").await, 1);
    let budgets = house.server.rows("SELECT name FROM budgets").await.concat();
    assert!(budgets.contains(&"source:127.0.0.1".to_owned()), "{budgets:?}");
    let card = house.issuer.card("CAAA/CAAA001");
    house.log_in(&card).await;

    // What is the clearing house's own fault is paid by nobody.
    house.publish("");
    for _ in 0..5 {
        house.assert_refused(&card, 503, "cannot be checked", "crl unreadable").await;
    }
    house.publish(house.issuer.list(&[], NEXT));
    house.log_in(&card).await;
    // A header inside TLS is no proxy's: it buys no other source.
    let headers = [("origin", CARDS_URL), ("x-forwarded-for", "203.0.113.7")];
    house.send(&Authority::named("X").card("A"), request("POST", PAGE, &headers)).await;
    let budgets = house.server.rows("SELECT name FROM budgets").await.concat();
    assert!(!budgets.iter().any(|name| name.contains("203.0.113.7")), "{budgets:?}");
}

async fn at_another_host_of_the_domain_set_up_goes_on(backend: Backend) {
    let house = House::with(backend, |config| {
        config.schedule.phase.0 = Some(Phase::TwoFactorOnly);
        config.server.public_url = "https://login.clearing.example".into();
        config.smartcard.x509_url = "https://cards.clearing.example".into();
        config.session.cookie_domain = Some("clearing.example".into());
    })
    .await;
    let user = house.server.add_user(USER).await;
    house.server.register(&user).await;
    let card = house.issuer.card("CAAA/CAAA001");
    let own = [("origin", "https://cards.clearing.example")];
    let answer = house.send(&card, request("POST", PAGE, &own)).await;
    let (target, tag) = answer.location().split_once("/setup?login=").unwrap();
    assert_eq!(target, "https://login.clearing.example");
    let kept = answer.header("set-cookie");
    assert!(kept.starts_with("__Secure-login-") && kept.contains("Domain=clearing.example"), "{kept}");

    let browser = house.browser_with(&answer);
    let page = browser.get(&format!("/setup?login={tag}")).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("type=\"password\""), "{}", page.words());
}

async fn wrong_files_are_named_with_their_key(backend: Backend) {
    let house = House::open(backend).await;
    let config = house.server.app.config.certificate_cards().unwrap().unwrap();
    let refused = |config: &server::config::CertificateCards| Cards::open(&house.server.app, config).err().unwrap();
    let (missing, empty) = (house.folder.join("missing.pem"), house.folder.join("empty.pem"));
    std::fs::write(&empty, "").unwrap();
    for path in [missing, empty, house.folder.join("own.key"), house.folder.join("own.pem")] {
        let word = refused(&server::config::CertificateCards { issuers: vec![path.clone()], ..config.clone() });
        assert!(word.starts_with("smartcard.x509_ca") && word.contains(path.to_str().unwrap()), "{word}");
    }
    for path in [house.folder.join("missing.pem"), house.folder.join("empty.pem"), house.folder.join("cards.pem")] {
        let word = refused(&server::config::CertificateCards { certificate: path.clone(), ..config.clone() });
        assert!(word.starts_with("smartcard.x509_certificate") && word.contains(path.to_str().unwrap()), "{word}");
    }
    for path in [house.folder.join("missing.pem"), house.folder.join("own.pem")] {
        let word = refused(&server::config::CertificateCards { key: path.clone(), ..config.clone() });
        assert!(word.starts_with("smartcard.x509_key") && word.contains(path.to_str().unwrap()), "{word}");
    }
}
