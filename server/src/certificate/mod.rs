//! Cards with X.509 certificates: those that were issued before WebAuthn.
//!
//! TLS proves that somebody holds the key of a certificate, and nothing else. [`issuers`] judges whose certificate it
//! is to be believed from, [`user`] reads whom it names, and [`login`] lets them in. Every reason for a no is a
//! [`Doubt`]: the audit has it, the page shows what helps.

pub mod issuers;
pub mod login;
pub mod presented;
pub mod user;

use app::ports::certificate::CertificateRefusal;

pub use issuers::Issuers;
pub use presented::Presented;

/// Why a certificate lets nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Its time is over.
    Expired,
    /// Its time has not begun.
    NotYetValid,
    /// Its issuer, or an issuer above, revoked it.
    Revoked,
    /// It leads to none of the configured issuers that is valid itself.
    ForeignIssuer,
    /// It is for something else than proving a client.
    OtherPurpose,
    /// It is not made as RFC 5280 asks, or by an algorithm that is taken no more.
    Unsound,
    /// No revocation list of its issuer is configured.
    NoList,
    /// A revocation list cannot be read.
    ListUnreadable,
    /// A revocation list is past its own date.
    ListStale,
    /// Its names are not what `smartcard.x509_user` asks for.
    NamesNobody,
    /// The user it names is not in the directory.
    UnknownUser,
    /// It is registered for somebody else.
    OtherUser,
    /// It is suspended, or every card of its user is.
    Suspended,
    /// It is retired, or every card of its user is.
    Retired,
}

impl Doubt {
    /// The reason, as the audit says it.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::NotYetValid => "not yet valid",
            Self::Revoked => "revoked",
            Self::ForeignIssuer => "foreign issuer",
            Self::OtherPurpose => "other purpose",
            Self::Unsound => "unsound",
            Self::NoList => "no crl of its issuer",
            Self::ListUnreadable => "crl unreadable",
            Self::ListStale => "crl stale",
            Self::NamesNobody => "no user",
            Self::UnknownUser => "unknown user",
            Self::OtherUser => "of another user",
            Self::Suspended => "suspended",
            Self::Retired => "retired",
        }
    }

    /// What its holder is told.
    pub const fn shown(self) -> CertificateRefusal {
        match self {
            Self::Expired => CertificateRefusal::Expired,
            Self::NotYetValid => CertificateRefusal::NotYetValid,
            Self::Revoked => CertificateRefusal::Revoked,
            Self::ForeignIssuer => CertificateRefusal::ForeignIssuer,
            Self::OtherPurpose | Self::Unsound => CertificateRefusal::Unsuitable,
            Self::NoList | Self::ListUnreadable | Self::ListStale => CertificateRefusal::Unchecked,
            Self::NamesNobody => CertificateRefusal::NamesNobody,
            Self::UnknownUser => CertificateRefusal::UnknownUser,
            Self::OtherUser => CertificateRefusal::OtherUser,
            Self::Suspended => CertificateRefusal::Suspended,
            Self::Retired => CertificateRefusal::Retired,
        }
    }

    /// Whether it is the clearing house's own affair, for which nobody's budget pays.
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::NoList | Self::ListUnreadable | Self::ListStale)
    }
}
