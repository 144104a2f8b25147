//! Who issues cards, and what they have revoked.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use domain::time::Instant;
use rustls::{
    CertificateError, DistinguishedName, RootCertStore,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, CertificateRevocationListDer, UnixTime, pem::PemObject as _},
    server::{WebPkiClientVerifier, danger::ClientCertVerifier},
};
use x509_parser::{certificate::X509Certificate, prelude::FromDer as _, revocation_list::CertificateRevocationList};

use super::{Doubt, Presented, presented::instant};
use crate::config::CertificateCards;

/// The configured issuers and their revocation lists.
pub struct Issuers {
    issuers: Vec<Issuer>,
    lists: Vec<PathBuf>,
    provider: Arc<CryptoProvider>,
    /// What was built of files and issuers when they were looked at last.
    judge: Mutex<Option<Judge>>,
}

struct Issuer {
    certificate: CertificateDer<'static>,
    begins_at: Instant,
    ends_at: Instant,
}

/// Judges as long as the files and the issuers that are valid stay the same.
#[derive(Clone)]
struct Judge {
    stamps: Vec<Stamp>,
    valid: Vec<bool>,
    verdict: Verdicts,
}

#[derive(Clone)]
struct Verdicts {
    verifier: Arc<dyn ClientCertVerifier>,
    /// When the first of the lists is past its date.
    stale_at: Option<Instant>,
}

/// By what a changed file is told.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    changed: Option<SystemTime>,
    length: u64,
}

impl Issuers {
    /// Reads the issuers' certificates. Revocation lists are read when somebody comes: one that is missing shuts cards
    /// out, and nothing else.
    ///
    /// # Errors
    /// Names the key and the file that cannot be read or holds no certificate.
    pub fn open(config: &CertificateCards) -> Result<Self, String> {
        let mut issuers = Vec::new();
        for path in &config.issuers {
            let wrong = |word: String| format!("smartcard.x509_ca: {}: {word}", path.display());
            let before = issuers.len();
            for certificate in CertificateDer::pem_file_iter(path).map_err(|error| wrong(error.to_string()))? {
                let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
                issuers.push(issuer(certificate).ok_or_else(|| wrong("holds no certificate of an issuer".into()))?);
            }
            if issuers.len() == before {
                return Err(wrong("holds no certificate; PEM is expected".into()));
            }
        }
        let provider = Arc::new(ring::default_provider());
        Ok(Self { issuers, lists: config.lists.clone(), provider, judge: Mutex::default() })
    }

    /// The issuers' names, by which browsers offer the right certificate.
    pub fn names(&self) -> Vec<DistinguishedName> {
        self.roots(&vec![true; self.issuers.len()]).subjects()
    }

    /// Whether revocation lists are asked at all.
    pub fn has_lists(&self) -> bool {
        !self.lists.is_empty()
    }

    /// Whether the lists can be used now, and every issuer is valid.
    ///
    /// # Errors
    /// What is wrong, for the log.
    pub fn ready(&self, now: Instant) -> Result<(), String> {
        if let Some(place) = self.valid(now).iter().position(|valid| !valid) {
            return Err(format!("smartcard.x509_ca: certificate number {} is not valid now", place + 1));
        }
        self.judge(now).map(drop).map_err(|doubt| doubt.reason().to_owned())
    }

    /// Judges what was presented: issuer, signatures, purpose, time and revocation, at `now`.
    ///
    /// # Errors
    /// The first reason not to believe it.
    pub async fn verify(self: &Arc<Self>, presented: &Presented, now: Instant) -> Result<(), Doubt> {
        let (issuers, presented) = (Arc::clone(self), presented.clone());
        // Lists may be large, and their files are read here.
        let judged = tokio::task::spawn_blocking(move || issuers.verify_now(&presented, now)).await;
        judged.unwrap_or(Err(Doubt::ListUnreadable))
    }

    fn verify_now(&self, presented: &Presented, now: Instant) -> Result<(), Doubt> {
        let verdicts = self.judge(now)?;
        let millis = u64::try_from(now.as_millis()).unwrap_or_default();
        let time = UnixTime::since_unix_epoch(Duration::from_millis(millis));
        match verdicts.verifier.verify_client_cert(&presented.leaf, &presented.chain, time) {
            Ok(_) => Ok(()),
            Err(rustls::Error::InvalidCertificate(error)) => Err(doubt(&error)),
            // A list that is not signed by the issuer whose name it bears.
            Err(rustls::Error::InvalidCertRevocationList(_)) => Err(Doubt::ListUnreadable),
            Err(_) => Err(Doubt::Unsound),
        }
    }

    /// What judges now: built anew when a list's file has changed or an issuer's time has come or gone.
    fn judge(&self, now: Instant) -> Result<Verdicts, Doubt> {
        let unreadable = |path: &Path, error: &dyn std::fmt::Display| {
            tracing::error!(list = %path.display(), %error, "smartcard.x509_crl: nobody gets in by certificate");
            Doubt::ListUnreadable
        };
        let mut stamps = Vec::new();
        for path in &self.lists {
            stamps.push(stamp(path).map_err(|error| unreadable(path, &error))?);
        }
        let valid = self.valid(now);
        if !valid.contains(&true) {
            tracing::error!("smartcard.x509_ca: no certificate is valid now: nobody gets in by certificate");
            return Err(Doubt::ForeignIssuer);
        }
        let mut held = self.judge.lock().unwrap_or_else(PoisonError::into_inner);
        let verdict = match &*held {
            Some(judge) if judge.stamps == stamps && judge.valid == valid => judge.verdict.clone(),
            _ => {
                let verdict = self.build(&valid, unreadable)?;
                *held = Some(Judge { stamps, valid, verdict: verdict.clone() });
                verdict
            }
        };
        drop(held);
        if verdict.stale_at.is_some_and(|stale_at| stale_at <= now) {
            tracing::error!("smartcard.x509_crl: a list is past its date: nobody gets in by certificate");
            return Err(Doubt::ListStale);
        }
        Ok(verdict)
    }

    fn build(
        &self,
        valid: &[bool],
        unreadable: impl Fn(&Path, &dyn std::fmt::Display) -> Doubt,
    ) -> Result<Verdicts, Doubt> {
        let mut lists = Vec::new();
        let mut stale_at: Option<Instant> = None;
        for path in &self.lists {
            let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
            for list in read_lists(&bytes).map_err(|error| unreadable(path, &error))? {
                // RFC 5280 §5.1.2.5: every list says when the next one is due.
                let due =
                    due(&list).ok_or_else(|| unreadable(path, &"not a revocation list with a date for the next"))?;
                stale_at = Some(stale_at.map_or(due, |earlier| earlier.min(due)));
                lists.push(list);
            }
        }
        let builder =
            WebPkiClientVerifier::builder_with_provider(Arc::new(self.roots(valid)), Arc::clone(&self.provider));
        let builder = match self.has_lists() {
            true => builder.with_crls(lists).enforce_revocation_expiration(),
            false => builder.allow_unknown_revocation_status(),
        };
        let first = self.lists.first().map_or_else(|| Path::new(""), PathBuf::as_path);
        let verifier = builder.build().map_err(|error| unreadable(first, &error))?;
        Ok(Verdicts { verifier, stale_at })
    }

    fn valid(&self, now: Instant) -> Vec<bool> {
        self.issuers.iter().map(|issuer| issuer.begins_at <= now && now <= issuer.ends_at).collect()
    }

    /// The issuers as trust anchors. Verifying paths, nobody asks whether an anchor itself is still valid: we do.
    fn roots(&self, valid: &[bool]) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        let valid = self.issuers.iter().zip(valid).filter(|(_, valid)| **valid).map(|(issuer, _)| issuer);
        roots.add_parsable_certificates(valid.map(|issuer| issuer.certificate.clone()));
        roots
    }
}

fn issuer(certificate: CertificateDer<'static>) -> Option<Issuer> {
    // Parsable by whom verifies, too.
    RootCertStore::empty().add(certificate.clone()).ok()?;
    let (_, read) = X509Certificate::from_der(&certificate).ok()?;
    if !read.is_ca() {
        return None;
    }
    let (begins_at, ends_at) = (instant(read.validity().not_before), instant(read.validity().not_after));
    Some(Issuer { certificate, begins_at, ends_at })
}

fn stamp(path: &Path) -> io::Result<Stamp> {
    let file = fs::metadata(path)?;
    Ok(Stamp { changed: file.modified().ok(), length: file.len() })
}

/// One list in DER, or those of a PEM file.
fn read_lists(bytes: &[u8]) -> Result<Vec<CertificateRevocationListDer<'static>>, String> {
    if !bytes.trim_ascii_start().starts_with(b"-----BEGIN") {
        return Ok(vec![bytes.to_vec().into()]);
    }
    let lists: Result<Vec<_>, _> = CertificateRevocationListDer::pem_slice_iter(bytes).collect();
    let lists = lists.map_err(|error| error.to_string())?;
    if lists.is_empty() { Err("holds no revocation list".to_owned()) } else { Ok(lists) }
}

/// When the list after this one is due.
fn due(list: &CertificateRevocationListDer<'_>) -> Option<Instant> {
    let (rest, read) = CertificateRevocationList::from_der(list).ok()?;
    rest.is_empty().then(|| read.next_update().map(instant)).flatten()
}

fn doubt(error: &CertificateError) -> Doubt {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Doubt::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Doubt::NotYetValid,
        CertificateError::Revoked => Doubt::Revoked,
        CertificateError::UnknownIssuer | CertificateError::BadSignature => Doubt::ForeignIssuer,
        CertificateError::UnknownRevocationStatus => Doubt::NoList,
        CertificateError::ExpiredRevocationList | CertificateError::ExpiredRevocationListContext { .. } => {
            Doubt::ListStale
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => Doubt::OtherPurpose,
        _ => Doubt::Unsound,
    }
}
