//! A clearing house with a card issuer of its own, and what browsers with cards ask of it.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use http::{Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, RevokedCertParams, SerialNumber,
    date_time_ymd,
};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName},
};
use server::{
    config::Config,
    http::card_listener::{self, Cards},
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::support::{Answer, Backend, Browser, TestServer};

/// Where holders of cards think they are.
pub const CARDS_URL: &str = "https://localhost:8443";
pub const PAGE: &str = "/login/certificate";

/// Somebody who issues certificates.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    der: CertificateDer<'static>,
    pem: String,
}

/// A card: certificate and key.
pub struct Card {
    chain: Vec<CertificateDer<'static>>,
    key: Vec<u8>,
    pub serial: u64,
}

impl Authority {
    pub fn named(name: &str) -> Self {
        Self::until(name, 2040)
    }

    pub fn until(name: &str, year: i32) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.not_after = date_time_ymd(year, 1, 1);
        let made = params.self_signed(&key).unwrap();
        Self { der: made.der().clone(), pem: made.pem(), issuer: Issuer::new(params, key) }
    }

    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// A card for whoever `name` names.
    pub fn card(&self, name: &str) -> Card {
        self.card_with(name, |_| {})
    }

    pub fn card_with(&self, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Card {
        static NEXT: AtomicU64 = AtomicU64::new(1000);
        let serial = NEXT.fetch_add(1, Ordering::Relaxed);
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.serial_number = Some(SerialNumber::from(serial));
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2036, 1, 1);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        change(&mut params);
        let made = params.signed_by(&key, &self.issuer).unwrap();
        Card { chain: vec![made.der().clone()], key: key.serialize_der(), serial }
    }

    /// A revocation list, as PEM.
    pub fn list(&self, revoked: &[&Card], next: (i32, u8, u8)) -> String {
        let revoked_certs = revoked.iter().map(|card| RevokedCertParams {
            serial_number: SerialNumber::from(card.serial),
            revocation_time: date_time_ymd(2026, 11, 1),
            reason_code: None,
            invalidity_date: None,
        });
        let params = CertificateRevocationListParams {
            this_update: date_time_ymd(2026, 11, 20),
            next_update: date_time_ymd(next.0, next.1, next.2),
            crl_number: SerialNumber::from(7),
            issuing_distribution_point: None,
            revoked_certs: revoked_certs.collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        params.signed_by(&self.issuer).unwrap().pem().unwrap()
    }
}

/// When the next revocation list is due, in most tests.
pub const NEXT: (i32, u8, u8) = (2026, 11, 29);

/// A server with the listener for cards.
pub struct House {
    pub server: TestServer,
    /// Issues the house's cards.
    pub issuer: Authority,
    /// Issued the listener's own certificate.
    own: Authority,
    pub folder: PathBuf,
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl House {
    pub async fn open(backend: Backend) -> Self {
        Self::with(backend, |_| {}).await
    }

    pub async fn with(backend: Backend, change: impl FnOnce(&mut Config)) -> Self {
        let (issuer, own) = (Authority::named("Harbour Card CA"), Authority::named("Harbour TLS CA"));
        let server = TestServer::with(backend, |config| {
            let write = |name: &str, text: &str| std::fs::write(config.folder.join(name), text).unwrap();
            write("cards.pem", &issuer.pem);
            write("cards.crl", &issuer.list(&[], NEXT));
            let listener = own.card_with("localhost", |params| {
                params.subject_alt_names = CertificateParams::new(["localhost".to_owned()]).unwrap().subject_alt_names;
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
                params.not_before = date_time_ymd(1975, 1, 1);
            });
            write("own.pem", &pem("CERTIFICATE", &listener.chain[0]));
            write("own.key", &pem("PRIVATE KEY", &listener.key));
            let keys = &mut config.smartcard;
            keys.x509_listen = Some("127.0.0.1:0".parse().unwrap());
            keys.x509_url = CARDS_URL.into();
            keys.x509_certificate = Some("own.pem".into());
            keys.x509_key = Some("own.key".into());
            keys.x509_ca = vec!["cards.pem".into()].into();
            keys.x509_crl = Some(vec!["cards.crl".into()].into());
            keys.x509_user = Some("subject-cn".parse().unwrap());
            change(config);
        })
        .await;
        let config = server.app.config.certificate_cards().unwrap().unwrap();
        let cards = Cards::open(&server.app, &config).unwrap();
        let listener = TcpListener::bind(config.listen).await.unwrap();
        let (address, app) = (listener.local_addr().unwrap(), Arc::clone(&server.app));
        let serving = tokio::spawn(async move {
            card_listener::serve(&app, &cards, listener, std::future::pending()).await;
        });
        Self { folder: server.folder().to_owned(), server, issuer, own, address, serving }
    }

    /// Replaces the revocation list.
    pub fn publish(&self, list: impl AsRef<[u8]>) {
        std::fs::write(self.folder.join("cards.crl"), list).unwrap();
    }

    /// A connection, as far as the client can tell: in TLS 1.3 it learns only afterwards that it was refused.
    pub async fn connect(&self, card: Option<&Card>) -> TlsStream<TcpStream> {
        let mut roots = RootCertStore::empty();
        roots.add(self.own.der.clone()).unwrap();
        let builder = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots);
        let config = match card {
            Some(card) => {
                let key = PrivateKeyDer::try_from(card.key.clone()).unwrap();
                builder.with_client_auth_cert(card.chain.clone(), key).unwrap()
            }
            None => builder.with_no_client_auth(),
        };
        let stream = TcpStream::connect(self.address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap()
    }

    /// Sends one request over a connection of its own.
    pub async fn send(&self, card: &Card, request: Request<Full<Bytes>>) -> Answer {
        let stream = TokioIo::new(self.connect(Some(card)).await);
        let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await.unwrap();
        let connection = tokio::spawn(connection);
        let (parts, body) = sender.send_request(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        connection.abort();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    pub async fn get(&self, card: &Card, path: &str) -> Answer {
        self.send(card, request("GET", path, &[])).await
    }

    /// Presses the button on the page.
    pub async fn press(&self, card: &Card) -> Answer {
        self.press_at(card, PAGE).await
    }

    pub async fn press_at(&self, card: &Card, path: &str) -> Answer {
        let own = [("origin", CARDS_URL), ("sec-fetch-site", "same-origin")];
        self.send(card, request("POST", path, &own)).await
    }

    /// Logs in, and goes on at the pages with the cookies that came.
    pub async fn log_in(&self, card: &Card) -> Browser {
        let answer = self.press(card).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
        self.browser_with(&answer)
    }

    /// A browser at the pages that has kept what `answer` gave it.
    pub fn browser_with(&self, answer: &Answer) -> Browser {
        let browser = self.server.browser();
        for line in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie::Cookie::parse(line.to_str().unwrap().to_owned()).unwrap();
            assert_eq!((cookie.secure(), cookie.http_only(), cookie.path()), (Some(true), Some(true), Some("/")));
            browser.plant(cookie.name(), cookie.value());
        }
        browser
    }

    /// How often a certificate was refused for `reason`.
    pub async fn refusals(&self, reason: &str) -> i64 {
        let found = self.server.rows("SELECT detail FROM events WHERE kind = 'certificate.refused'").await.concat();
        let why = |detail: &String| serde_json::from_str::<serde_json::Value>(detail).unwrap()["why"] == reason;
        i64::try_from(found.iter().filter(|detail| why(detail)).count()).unwrap()
    }

    /// Asserts that `card` is refused: status and words of the page, the reason in the audit, and no session.
    pub async fn assert_refused(&self, card: &Card, status: u16, words: &str, reason: &str) {
        let before = (self.refusals(reason).await, self.server.events("certificate.refused").await);
        let sessions = self.server.count("SELECT COUNT(*) FROM sessions").await;
        let answer = self.press(card).await;
        answer.assert_refused(status, words);
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{reason}");
        let after = (self.refusals(reason).await, self.server.events("certificate.refused").await);
        assert_eq!(after, (before.0 + 1, before.1 + 1), "{reason}");
        assert_eq!(self.server.count("SELECT COUNT(*) FROM sessions").await, sessions, "{reason}");
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

pub fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<Full<Bytes>> {
    let mut request = Request::builder().method(method).uri(path).header("host", "localhost:8443");
    request = request.header("accept-language", "en");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Full::default()).unwrap()
}

fn pem(kind: &str, der: &[u8]) -> String {
    format!("-----BEGIN {kind}-----\n{}\n-----END {kind}-----\n", data_encoding::BASE64.encode(der))
}
