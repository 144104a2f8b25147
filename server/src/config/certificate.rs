//! The keys `smartcard.x509_*`: a second listener for cards with X.509 certificates.

use std::{net::SocketAddr, path::PathBuf, str::FromStr};

use serde::{Deserialize, Deserializer, de::Error as _};
use url::Url;

use super::{Config, ConfigError, value::Text};

/// How a certificate names its user. Whatever does not have exactly this form names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateUser {
    /// The subject's common name is `CAAA/CAAA001` or `CAAA-CAAA001`.
    SubjectCn,
    /// The subject's serial number (2.5.4.5) is, in the same form.
    SubjectSerial,
    /// The subject's organisational unit is the participant code, its common name the user ID.
    SubjectOuCn,
    /// The user principal name among the alternative names is `USER@PARTICIPANT`, followed by a dot and this suffix
    /// where there is one.
    Upn(Option<String>),
}

impl FromStr for CertificateUser {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let suffix = |suffix: &str| {
            let sound = !suffix.starts_with('.')
                && !suffix.is_empty()
                && suffix.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
            sound.then(|| suffix.to_ascii_lowercase())
        };
        match text.split_once(':') {
            None if text == "subject-cn" => return Ok(Self::SubjectCn),
            None if text == "subject-serial" => return Ok(Self::SubjectSerial),
            None if text == "subject-ou-cn" => return Ok(Self::SubjectOuCn),
            None if text == "upn" => return Ok(Self::Upn(None)),
            Some(("upn", rest)) => {
                if let Some(suffix) = suffix(rest) {
                    return Ok(Self::Upn(Some(suffix)));
                }
            }
            _ => {}
        }
        Err(format!(
            "{text:?}: allowed are subject-cn, subject-serial, subject-ou-cn, upn and upn:SUFFIX, as \
             upn:cards.clearing.example"
        ))
    }
}

impl<'de> Deserialize<'de> for CertificateUser {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Text::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// What the listener for cards with X.509 certificates works with, paths resolved.
#[derive(Clone, Debug)]
pub struct CertificateCards {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The origin at which people reach it.
    pub origin: String,
    /// Its own certificate, and the chain above it.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
    /// Certificates of the cards' issuers.
    pub issuers: Vec<PathBuf>,
    /// Their revocation lists; none: nothing is ever revoked.
    pub lists: Vec<PathBuf>,
    /// How a certificate names its user.
    pub user: CertificateUser,
    /// Whether it is reached at another host name than the pages, so that cookies have to name a domain.
    pub other_host: bool,
}

impl Config {
    /// What the listener for cards with X.509 certificates works with; `None` where there is none.
    ///
    /// # Errors
    /// Names the key that is missing or wrong beside `smartcard.x509_listen`.
    pub fn certificate_cards(&self) -> Result<Option<CertificateCards>, ConfigError> {
        let keys = &self.smartcard;
        let Some(listen) = keys.x509_listen else {
            return Ok(None);
        };
        let missing =
            |key, what| ConfigError::Key(format!("smartcard.{key} is needed beside smartcard.x509_listen: {what}"));
        let file = |path: &Option<PathBuf>| path.as_ref().map(|path| self.folder.join(path));
        let files = |paths: &[Text]| paths.iter().map(|path| self.folder.join(&**path)).collect::<Vec<_>>();
        let url = self.certificate_url()?;
        let own = |what| missing("x509_certificate", what);
        let certificate =
            file(&keys.x509_certificate).ok_or_else(|| own("the PEM file of the listener's own chain"))?;
        let key = file(&keys.x509_key)
            .ok_or_else(|| missing("x509_key", "the PEM file of the key of smartcard.x509_certificate"))?;
        if keys.x509_ca.is_empty() {
            return Err(missing("x509_ca", "a list of PEM files with the certificates of those who issue cards"));
        }
        let lists = keys.x509_crl.as_ref().ok_or_else(|| {
            missing(
                "x509_crl",
                "a list of files with the revocation list of each issuer; [] to let revoked cards in as well",
            )
        })?;
        let user = keys.x509_user.clone().ok_or_else(|| {
            missing("x509_user", "how a certificate names its user: subject-cn, subject-serial, subject-ou-cn or upn")
        })?;
        Ok(Some(CertificateCards {
            listen,
            other_host: url.host_str() != self.public_url()?.host_str(),
            origin: url.origin().ascii_serialization(),
            certificate,
            key,
            issuers: files(&keys.x509_ca),
            lists: files(lists),
            user,
        }))
    }

    /// The page at which cards with X.509 certificates log in, if there is one.
    pub fn certificate_login(&self) -> Option<String> {
        let cards = self.certificate_cards().ok()??;
        Some(format!("{}/login/certificate", cards.origin))
    }

    /// The URL, at a host that shares its cookies with the pages: cookies know hosts, and no ports (RFC 6265 §8.5).
    fn certificate_url(&self) -> Result<Url, ConfigError> {
        let text = &*self.smartcard.x509_url;
        let wrong = |what: String| ConfigError::Key(format!("smartcard.x509_url: {what}"));
        let url = Url::parse(text).ok().filter(|url| {
            url.scheme() == "https"
                && url.path() == "/"
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
                && url.password().is_none()
        });
        let url = url.ok_or_else(|| {
            wrong(format!("{text:?} is not https, host and port only, as https://login.clearing.example:8443"))
        })?;
        let public = self.public_url()?;
        if url.origin() == public.origin() {
            return Err(wrong("it must have a host or port of its own, not those of server.public_url".into()));
        }
        let covered = |host: &str| {
            self.session.cookie_domain.as_ref().is_some_and(|domain| {
                let domain = domain.trim_start_matches('.');
                host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
            })
        };
        let hosts = [url.host_str().unwrap_or_default(), public.host_str().unwrap_or_default()];
        if hosts[0] != hosts[1] && !hosts.iter().all(|host| covered(host)) {
            return Err(wrong(format!(
                "its host {} must be that of server.public_url, {} (another port will do), or session.cookie_domain \
                 must be a parent of both: else the session would not reach the pages",
                hosts[0], hosts[1]
            )));
        }
        Ok(url)
    }
}
