//! `/login/certificate`, at the listener for cards with X.509 certificates.

use domain::time::Instant;

/// Whose card it is, before it logs in. The form posts to its own URL and has no fields: the card has spoken in the TLS
/// handshake.
#[derive(Clone, Debug)]
pub struct CertificateLogin {
    /// Whose the certificate says it is.
    pub subject: String,
    /// Who it says has issued it.
    pub issuer: String,
    /// Until when it is valid.
    pub ends_at: Instant,
    /// The user it names, where it names one: `CAAA/CAAA001`.
    pub account: Option<String>,
    /// The origin of the pages, where the other ways to log in are.
    pub pages: String,
    /// Why the page is shown again.
    pub problem: Option<CertificateRefusal>,
}

/// Why a certificate lets nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateRefusal {
    /// Its time is over.
    Expired,
    /// Its time has not begun.
    NotYetValid,
    /// Its issuer revoked it.
    Revoked,
    /// Not of the issuers that are trusted here.
    ForeignIssuer,
    /// Made for something else, or not as it has to be.
    Unsuitable,
    /// Whether it is revoked cannot be known now: no certificate logs in.
    Unchecked,
    /// It does not name a user in the way that is configured.
    NamesNobody,
    /// The user it names is not registered.
    UnknownUser,
    /// It is registered for somebody else.
    OtherUser,
    /// It, or every card of its user, is suspended.
    Suspended,
    /// It, or every card of its user, is retired.
    Retired,
    /// The account cannot log in.
    NotAllowed,
    /// In this phase it opens nothing for this person.
    Closed,
    /// Too many failures: nothing is evaluated until then.
    ClosedUntil(Instant),
}
