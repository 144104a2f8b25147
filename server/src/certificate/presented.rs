//! What a card presented in the TLS handshake.

use domain::time::Instant;
use rustls::pki_types::CertificateDer;
use sha2::{Digest as _, Sha256};
use x509_parser::{prelude::FromDer as _, x509::X509Name};

/// A certificate whose key its holder has used, with what it says of itself. Nothing of it is believed yet.
#[derive(Clone, Debug)]
pub struct Presented {
    /// The certificate.
    pub leaf: CertificateDer<'static>,
    /// What was sent above it.
    pub chain: Vec<CertificateDer<'static>>,
    /// Its SHA-256, in hex.
    pub fingerprint: String,
    /// Its serial number, in hex.
    pub serial: String,
    /// Whose it says it is.
    pub subject: String,
    /// Who it says has issued it.
    pub issuer: String,
    /// Until when it is valid.
    pub ends_at: Instant,
    /// When its time began.
    pub begins_at: Instant,
}

/// Longest name that is kept or shown, in characters.
const LONGEST_NAME: usize = 200;

impl Presented {
    /// Reads what a card presented. `None` where it is no certificate.
    pub fn read(leaf: &CertificateDer<'_>, chain: &[CertificateDer<'_>]) -> Option<Self> {
        let (rest, certificate) = x509_parser::certificate::X509Certificate::from_der(leaf).ok()?;
        if !rest.is_empty() {
            return None;
        }
        Some(Self {
            fingerprint: data_encoding::HEXLOWER.encode(&Sha256::digest(leaf)),
            serial: shortened(&data_encoding::HEXLOWER.encode(certificate.raw_serial())),
            subject: name(certificate.subject()),
            issuer: name(certificate.issuer()),
            ends_at: instant(certificate.validity().not_after),
            begins_at: instant(certificate.validity().not_before),
            leaf: leaf.clone().into_owned(),
            chain: chain.iter().map(|above| above.clone().into_owned()).collect(),
        })
    }

    /// Its id in the register of cards.
    pub fn id(&self) -> String {
        format!("x509:{}", self.fingerprint)
    }
}

/// An instant of a certificate, to the second.
pub(super) fn instant(time: x509_parser::time::ASN1Time) -> Instant {
    Instant::from_millis(time.timestamp().saturating_mul(1000))
}

fn name(name: &X509Name<'_>) -> String {
    shortened(&name.to_string())
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}
