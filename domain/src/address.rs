//! E-mail addresses: exactly one plain mailbox, so that a mail reaches one recipient or is never written.
//!
//! The shape is `dot-atom@domain` (RFC 5321, section 4.1.2; RFC 5322, section 3.4.1) without quoting, comments, display
//! names and address literals. Internationalised domains are stored as A-labels; a look-alike one is thereby visible
//! wherever the address is shown.

use std::{fmt, str::FromStr};

use idna::{
    AsciiDenyList,
    uts46::{DnsLength, Hyphens, Uts46},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest address, in octets (RFC 5321, section 4.5.3.1.3, less the angle brackets).
const MAX_ADDRESS: usize = 254;
/// The longest local part, in octets (RFC 5321, section 4.5.3.1.1).
const MAX_LOCAL: usize = 64;
/// The longest domain, in octets (RFC 1035, section 2.3.4, as text without the root).
const MAX_DOMAIN: usize = 253;
/// No domain that fits once encoded is longer than this in UTF-8; more is refused before it costs anything.
const MAX_TYPED_DOMAIN: usize = 4 * MAX_DOMAIN;

/// One plain e-mail address. `Debug` shows the masked form, since logs must not carry addresses.
///
/// Equality is that of the text, in which the case of the mailbox is kept as typed; whether two addresses are the
/// same mailbox is decided by [`EmailAddress::key`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress {
    text: String,
    /// Where the `@` stands.
    at: usize,
}

/// Why something is not taken as an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum AddressError {
    /// Not one plain address.
    #[error("not one plain e-mail address")]
    NotPlain,
    /// A sound address but for letters beyond ASCII before the `@` (RFC 6531).
    #[error("non-ASCII mailbox name: the mail relay would need SMTPUTF8")]
    NonAsciiMailbox,
}

impl EmailAddress {
    /// Reads exactly one address. ASCII white space around it is dropped, the domain is put in lower case and in
    /// A-labels; nothing else is repaired.
    ///
    /// # Errors
    /// [`AddressError`]; `NonAsciiMailbox` only where nothing else is wrong.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let (local, domain) = text.trim_ascii().split_once('@').ok_or(AddressError::NotPlain)?;
        let domain = domain_of(domain).ok_or(AddressError::NotPlain)?;
        if local.len() > MAX_LOCAL || local.len() + 1 + domain.len() > MAX_ADDRESS {
            return Err(AddressError::NotPlain);
        }
        if !is_dot_atom(local) {
            return Err(AddressError::NotPlain);
        }
        if !local.is_ascii() {
            return Err(AddressError::NonAsciiMailbox);
        }
        Ok(Self { text: format!("{local}@{domain}"), at: local.len() })
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The mailbox name, before the `@`, as typed.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.text[..self.at]
    }

    /// The domain, in lower case and A-labels.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.text[self.at + 1..]
    }

    /// What decides whether two addresses are the same mailbox and share a budget: all in lower case. The standard
    /// would let `Ann@` and `ann@` differ; no relay of note does.
    #[must_use]
    pub fn key(&self) -> String {
        self.text.to_ascii_lowercase()
    }

    /// What may be shown outside the firm and in the audit: `s•••@kestrel-001.example`. Of a mailbox name of one
    /// character nothing is shown.
    #[must_use]
    pub fn masked(&self) -> String {
        let shown = if self.at > 1 { &self.text[..1] } else { "" };
        format!("{shown}•••@{}", self.domain())
    }
}

/// Whether the local part is a dot-atom, letters and digits beyond ASCII counted as sound for now.
fn is_dot_atom(local: &str) -> bool {
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(|c| is_atext(c) || is_visible_letter(c)))
}

/// RFC 5322, section 3.2.3.
fn is_atext(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

/// A letter, digit or mark beyond ASCII that can be seen. Unicode counts fillers as letters and selectors as marks.
fn is_visible_letter(c: char) -> bool {
    let invisible = matches!(c,
        '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0100}'..='\u{E01EF}');
    !c.is_ascii() && !invisible && (c.is_alphanumeric() || is_combining_mark(c))
}

/// The domain as it is stored, or nothing where it is not a plain one.
fn domain_of(typed: &str) -> Option<String> {
    if typed.len() > MAX_TYPED_DOMAIN {
        return None;
    }
    let international = typed.split('.').any(|label| !label.is_ascii() || is_a_label(label));
    let stored = if international { encoded(typed)? } else { typed.to_ascii_lowercase() };
    is_host_name(&stored).then_some(stored)
}

/// Letters, digits and hyphens in at least two labels (RFC 1035, section 2.3.1; RFC 1123, section 2.1). A last label of
/// digits alone would make it the look-alike of an IPv4 address.
fn is_host_name(domain: &str) -> bool {
    let sound = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let Some((_, last)) = domain.rsplit_once('.') else {
        return false;
    };
    domain.len() <= MAX_DOMAIN && domain.split('.').all(sound) && !last.bytes().all(|b| b.is_ascii_digit())
}

/// A-labels for an internationalised domain (UTS #46, non-transitional, STD3), and only where the encoding changes
/// nothing that can be seen: UTS #46 would map full-width letters, ligatures and ideographic full stops to ASCII.
fn encoded(typed: &str) -> Option<String> {
    let uts46 = Uts46::new();
    let (unicode, verdict) = uts46.to_unicode(typed.as_bytes(), AsciiDenyList::STD3, Hyphens::Check);
    verdict.ok()?;
    let ascii = uts46.to_ascii(typed.as_bytes(), AsciiDenyList::STD3, Hyphens::Check, DnsLength::Verify).ok()?;
    let mut u_labels = unicode.split('.');
    let same = typed.split('.').all(|label| u_labels.next().is_some_and(|u_label| stays_itself(label, u_label)));
    (same && u_labels.next().is_none()).then(|| ascii.into_owned())
}

/// Whether a label is what its U-label shows, apart from case. Symbols and emoji are in no U-label of IDNA 2008
/// (RFC 5892), whether typed or hidden in an A-label.
fn stays_itself(typed: &str, u_label: &str) -> bool {
    let lettered = |c: char| c.is_ascii_alphanumeric() || c == '-' || is_visible_letter(c);
    if !u_label.chars().all(lettered) {
        return false;
    }
    // Some letters beyond ASCII, the Kelvin sign for one, have an ASCII letter as their lower case.
    let keeps_its_script = |c: char| c.is_ascii() || !c.to_lowercase().any(|lower| lower.is_ascii());
    typed.is_ascii()
        || (typed.nfc().eq(typed.chars()) && typed.chars().all(keeps_its_script) && typed.to_lowercase() == u_label)
}

fn is_a_label(label: &str) -> bool {
    label.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn--"))
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.masked())
    }
}

impl FromStr for EmailAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.text
    }
}
