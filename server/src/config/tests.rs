#![allow(clippy::unwrap_used)]

use std::path::Path;

use super::*;

fn refused(text: &str) -> String {
    Config::parse(text, Path::new(".")).unwrap_err().to_string()
}

#[test]
fn an_empty_file_gives_the_documented_defaults() {
    let config = Config::parse("", Path::new("/srv")).unwrap();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.origin(), "http://localhost:8080");
    assert_eq!(config.database_url(), "sqlite:/srv/changeover.sqlite");
    assert_eq!(config.keys_file(), Path::new("/srv/changeover.keys"));
    assert_eq!(config.schedule.phase.0, None);
    assert_eq!(*config.login.code_lifetime, Duration::from_secs(600));
    assert_eq!(config.password.min_length.0, 15);
}

#[test]
fn an_unknown_key_is_named_with_what_is_allowed() {
    let word = refused("[server]\nlisten_on = \"x\"");
    assert!(word.contains("listen_on") && word.contains("public_url"), "{word}");
    let word = refused("[sever]\nlisten = \"x\"");
    assert!(word.contains("sever") && word.contains("database"), "{word}");
}

#[test]
fn a_wrong_value_is_named_with_its_key_and_what_is_allowed() {
    for (text, key, allowed) in [
        ("[login]\ncode_digits = 5", "login.code_digits", "6, 7 and 8"),
        ("[login]\ncode_lifetime = \"soon\"", "login.code_lifetime", "10m"),
        ("[schedule]\nphase = \"christmas\"", "schedule.phase", "parallel-run"),
        ("[report]\nweekly = \"mondays\"", "report.weekly", "monday 08:00"),
        ("[password]\nargon2 = \"m=1,t=1,p=1\"", "password.argon2", "m=19456"),
        ("[password]\nmin_length = 8", "password.min_length", "15"),
        ("[server]\ntrusted_proxies = \"10.0.0.0/99\"", "server.trusted_proxies", "10.0.0.0/8"),
        ("[audit]\nanchor_to = \"a@b.example, nobody\"", "audit.anchor_to", "e-mail address"),
        ("[mail]\nbounce_token = \"too short\"", "mail.bounce_token", "32 characters"),
        ("[registration]\nshared_address = \"maybe\"", "registration.shared_address", "warn"),
    ] {
        let word = refused(text);
        assert!(word.contains(key) && word.contains(allowed), "{word}");
    }
}

#[test]
fn what_is_for_tests_is_refused_where_the_public_url_is_not_loopback() {
    for key in ["[limits]\noff = true", "[test]\nclock = \"now\"", "[demo]\nmail = true"] {
        let word = refused(&format!("[server]\npublic_url = \"https://login.example\"\n{key}"));
        assert!(word.contains("for tests"), "{word}");
        for url in ["http://localhost:1", "http://127.9.9.9", "http://[::1]:8080"] {
            Config::parse(&format!("[server]\npublic_url = \"{url}\"\n{key}"), Path::new(".")).unwrap();
        }
    }
}

#[test]
fn lists_are_taken_as_lists_and_with_commas() {
    for text in ["relays = [\"smtp://a\", \"smtp://b\"]", "relays = \"smtp://a, smtp://b\""] {
        let config = Config::parse(&format!("[mail]\n{text}\nfrom = \"a@b.example\""), Path::new(".")).unwrap();
        assert_eq!(config.mail.relays.iter().map(|r| r.to_string()).collect::<Vec<_>>(), ["smtp://a", "smtp://b"]);
    }
}

#[test]
fn a_network_contains_its_addresses_and_no_others() {
    let network: TrustedProxy = "10.1.0.0/20".parse().unwrap();
    assert!(network.contains("10.1.15.255".parse().unwrap()));
    assert!(!network.contains("10.1.16.0".parse().unwrap()));
    assert!(network.contains("::ffff:10.1.0.1".parse().unwrap()));
}

#[test]
fn what_reaches_a_mail_is_one_line() {
    for key in ["organisation.name_en", "organisation.name_zh", "support.hotline", "support.email"] {
        let (section, name) = key.split_once('.').unwrap();
        for text in ["Harbour\\r\\nBcc: x@evil.example", "Harbour\\u0000", "\\n.\\n"] {
            let word = refused(&format!("[{section}]\n{name} = \"{text}\""));
            assert!(word.contains(key) && word.contains("control characters"), "{word}");
        }
    }
}

const CARDS: &str = "[server]\npublic_url = \"https://login.clearing.example\"\n[smartcard]\nx509_listen = \"127.0.0.1:8443\"\n\
    x509_url = \"https://login.clearing.example:8443\"\nx509_certificate = \"own.pem\"\nx509_key = \"own.key\"\n\
    x509_ca = \"ca.pem\"\nx509_crl = \"ca.crl\"\nx509_user = \"subject-cn\"\n";

#[test]
fn the_listener_for_certificates_is_off_unless_all_of_it_is_configured() {
    assert!(Config::parse("", Path::new(".")).unwrap().certificate_cards().unwrap().is_none());
    let config = Config::parse(CARDS, Path::new("/srv")).unwrap();
    let cards = config.certificate_cards().unwrap().unwrap();
    assert_eq!((cards.lists, cards.other_host), (vec![PathBuf::from("/srv/ca.crl")], false));
    assert_eq!(config.certificate_login().unwrap(), "https://login.clearing.example:8443/login/certificate");
    for key in ["x509_url", "x509_certificate", "x509_key", "x509_ca", "x509_crl", "x509_user"] {
        let without: String = CARDS.lines().filter(|line| !line.starts_with(key)).map(|l| format!("{l}\n")).collect();
        let word = refused(&without);
        assert!(word.contains(&format!("smartcard.{key}")), "{word}");
    }
    let none = CARDS.replace("x509_crl = \"ca.crl\"", "x509_crl = []");
    assert!(Config::parse(&none, Path::new(".")).unwrap().certificate_cards().unwrap().unwrap().lists.is_empty());
}

#[test]
fn the_listener_for_certificates_is_where_its_cookies_reach_the_pages() {
    let at = |url: &str, domain: &str| {
        let text = CARDS.replace("https://login.clearing.example:8443", url);
        Config::parse(&format!("{text}[session]\n{domain}"), Path::new("."))
    };
    let parent = "cookie_domain = \"clearing.example\"";
    for (url, domain) in [("https://login.clearing.example:444", ""), ("https://cards.clearing.example", parent)] {
        let cards = at(url, domain).unwrap().certificate_cards().unwrap().unwrap();
        assert_eq!(cards.other_host, !domain.is_empty());
    }
    for (url, domain) in [
        ("https://cards.clearing.example", ""),
        ("https://cards.evilclearing.example", parent),
        ("https://cards.clearing.example", "cookie_domain = \"login.clearing.example\""),
        ("https://login.clearing.example", ""),
        ("http://login.clearing.example:8443", ""),
        ("https://login.clearing.example:8443/cards", ""),
        ("login.clearing.example:8443", ""),
    ] {
        let word = at(url, domain).unwrap_err().to_string();
        assert!(word.contains("smartcard.x509_url"), "{url}: {word}");
    }
}

#[test]
fn how_a_certificate_names_its_user_is_one_of_few_ways() {
    for (text, way) in [
        ("subject-cn", CertificateUser::SubjectCn),
        ("subject-serial", CertificateUser::SubjectSerial),
        ("subject-ou-cn", CertificateUser::SubjectOuCn),
        ("upn", CertificateUser::Upn(None)),
        ("upn:Cards.Clearing.example", CertificateUser::Upn(Some("cards.clearing.example".to_owned()))),
    ] {
        assert_eq!(text.parse(), Ok(way));
    }
    for text in ["", "cn", "upn:", "upn:.x", "upn:a b", "subject-cn:x"] {
        let word = refused(&format!("[smartcard]\nx509_user = \"{text}\""));
        assert!(word.contains("smartcard.x509_user") && word.contains("subject-ou-cn"), "{word}");
    }
}

#[test]
fn a_one_time_pass_lives_for_minutes_and_never_for_days() {
    for (text, taken) in [("59s", false), ("1m", true), ("4h", true), ("4h 1s", false), ("1d", false)] {
        let config = Config::parse(&format!("[login]\npass_lifetime = \"{text}\""), Path::new("."));
        assert_eq!(config.is_ok(), taken, "{text}");
        if let Err(error) = config {
            assert!(error.to_string().contains("login.pass_lifetime"), "{error}");
        }
    }
}
