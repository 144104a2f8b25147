//! How events and seals are hashed. Pure, and written so that an auditor can write it again.
//!
//! Every hash is SHA-256 (FIPS 180-4), shown as 64 lower-case hexadecimal digits, over a sequence of fields. A field
//! that is absent is the byte `00`. A field that is there is the byte `01`, the number of its bytes as 8 bytes with the
//! highest first, and its bytes: text in UTF-8, a number as decimal text, an instant as decimal milliseconds since 1970
//! in UTC, a hash as its 64 digits. So no two sequences of fields have the same bytes. The first field names the hash:
//!
//! | hash | fields |
//! | --- | --- |
//! | who | `changeover.audit.who.1`, who_salt, account, actor |
//! | detail | `changeover.audit.detail.1`, detail_salt, detail |
//! | event | `changeover.audit.event.1`, id, at, kind, participant, request, who hash, detail hash |
//! | seal | `changeover.audit.seal.1`, number, at, first_place, last_place, events, previous, content |
//!
//! `content` is SHA-256 over the event hashes of the seal in the order of their places, 64 digits each and nothing
//! between them. `previous` is the hash of the seal before, absent in the first.
//!
//! Who and detail enter by their own hashes. When retention takes one of them away, its salt goes too and its hash
//! stays: the chain still holds, and without the salt nobody can find out by trying what stood there.

use data_encoding::HEXLOWER;
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// An event with its place in the chain, as it stands in the database and in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Place in the chain, from 1.
    pub place: i64,
    /// The event's id.
    pub id: String,
    /// When it happened.
    pub at: Instant,
    /// What, as `family.happening`.
    pub kind: String,
    /// The firm that it concerns.
    pub participant: Option<String>,
    /// The request that did it.
    pub request: Option<String>,
    /// The account that it concerns; none once it has expired.
    pub account: Option<String>,
    /// Who did it; none once it has expired.
    pub actor: Option<String>,
    /// Salt of account and actor; none once they have expired.
    pub who_salt: Option<String>,
    /// The hash of account and actor, once they have expired.
    pub who_hash: Option<String>,
    /// The particulars, JSON text as it was written; none once they have expired.
    pub detail: Option<String>,
    /// Salt of the particulars; none once they have expired.
    pub detail_salt: Option<String>,
    /// The hash of the particulars, once they have expired.
    pub detail_hash: Option<String>,
    /// The event's hash.
    pub hash: String,
}

impl Record {
    /// The hash of account and actor. `None` if they are neither there with their salt nor expired.
    pub fn who(&self) -> Option<String> {
        match (&self.who_salt, &self.actor, &self.who_hash) {
            (Some(salt), Some(actor), None) => {
                Some(Fields::of("changeover.audit.who.1").text(salt).maybe(self.account.as_deref()).text(actor).hash())
            }
            (None, None, Some(hash)) if self.account.is_none() => Some(hash.clone()),
            _ => None,
        }
    }

    /// The hash of the particulars. `None` if they are neither there with their salt nor expired.
    pub fn particulars(&self) -> Option<String> {
        match (&self.detail_salt, &self.detail, &self.detail_hash) {
            (Some(salt), Some(detail), None) => {
                Some(Fields::of("changeover.audit.detail.1").text(salt).text(detail).hash())
            }
            (None, None, Some(hash)) => Some(hash.clone()),
            _ => None,
        }
    }

    /// The hash that the event should have. `None` if who or detail is neither there nor expired.
    pub fn expected_hash(&self) -> Option<String> {
        let fields = Fields::of("changeover.audit.event.1")
            .text(&self.id)
            .number(self.at.as_millis())
            .text(&self.kind)
            .maybe(self.participant.as_deref())
            .maybe(self.request.as_deref())
            .text(&self.who()?)
            .text(&self.particulars()?);
        Some(fields.hash())
    }

    /// Whether retention has taken something of it away.
    pub fn expired(&self) -> bool {
        self.who_hash.is_some() || self.detail_hash.is_some()
    }
}

/// A seal over a batch of events, chained to the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// Its number, from 1.
    pub number: i64,
    /// When it was made.
    pub at: Instant,
    /// Place of its first event.
    pub first_place: i64,
    /// Place of its last event.
    pub last_place: i64,
    /// How many events it covers.
    pub events: i64,
    /// The hash of the seal before; none in the first.
    pub previous: Option<String>,
    /// Its own hash.
    pub hash: String,
}

impl Seal {
    /// The hash that the seal should have over events with this content.
    pub fn expected_hash(&self, content: &Content) -> String {
        Fields::of("changeover.audit.seal.1")
            .number(self.number)
            .number(self.at.as_millis())
            .number(self.first_place)
            .number(self.last_place)
            .number(self.events)
            .maybe(self.previous.as_deref())
            .text(&content.hash())
            .hash()
    }
}

/// The event hashes of a seal, taken in one by one in the order of their places.
#[derive(Clone, Debug, Default)]
pub struct Content(Sha256);

impl Content {
    /// The next event.
    pub fn add(&mut self, hash: &str) {
        self.0.update(hash.as_bytes());
    }

    fn hash(&self) -> String {
        HEXLOWER.encode(&self.0.clone().finalize())
    }
}

/// Fields on their way into a hash.
pub(super) struct Fields(Sha256);

impl Fields {
    pub(super) fn of(name: &str) -> Self {
        Self(Sha256::new()).text(name)
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.0.update([1]);
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
        self
    }

    pub(super) fn maybe(mut self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(text),
            None => {
                self.0.update([0]);
                self
            }
        }
    }

    pub(super) fn number(self, number: i64) -> Self {
        self.text(&number.to_string())
    }

    pub(super) fn hash(self) -> String {
        HEXLOWER.encode(&self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn record() -> Record {
        Record {
            place: 1,
            id: "0193520ad0007abc8def0123456789ab".to_owned(),
            at: Instant::from_millis(1_795_331_109_007),
            kind: "login.completed".to_owned(),
            participant: Some("CAAA".to_owned()),
            request: None,
            account: Some("CAAA/CAAA001".to_owned()),
            actor: Some("CAAA/CAAA001".to_owned()),
            who_salt: Some("00112233445566778899aabbccddeeff".to_owned()),
            who_hash: None,
            detail: Some(r#"{"method":"two-factor","名":"é"}"#.to_owned()),
            detail_salt: Some("ffeeddccbbaa99887766554433221100".to_owned()),
            detail_hash: None,
            hash: String::new(),
        }
    }

    /// Computed apart, by a few lines of Python after the table above: exports of years ago must verify for ever.
    #[test]
    fn the_hashes_are_those_of_the_description() {
        let record = record();
        assert_eq!(record.who().unwrap(), "a8daae3d8e57376c783f779c4dd219409414a764806b446cdf641ad9d9812b08");
        assert_eq!(record.particulars().unwrap(), "9ea73d8a723338fb2cabc29a5bd0bff952f985a4a52c5d2b9e27153be44a0ffd");
        assert_eq!(record.expected_hash().unwrap(), "62aba7eb12cb02d8f8b876afd91a3add4dc60b711e8f054ac7efea49d5c79943");
        let seal = Seal {
            number: 2,
            at: Instant::from_millis(1_795_331_110_000),
            first_place: 1,
            last_place: 1,
            events: 1,
            previous: Some("ab".repeat(32)),
            hash: String::new(),
        };
        let mut content = Content::default();
        content.add(&record.expected_hash().unwrap());
        assert_eq!(seal.expected_hash(&content), "5e056a39c03bdd43f949ff12e18e2275827dec468a3e7ac711b561a09267bcac");
        assert_eq!(
            Seal { number: 1, previous: None, ..seal }.expected_hash(&content),
            "f481301b0a23b71200a759bd1ff54588a4f5b27aa3fb615c8887009c10b4feae"
        );
    }

    #[test]
    fn what_has_expired_keeps_the_events_hash() {
        let whole = record();
        let mut left = whole.clone();
        (left.detail, left.detail_salt, left.detail_hash) = (None, None, whole.particulars());
        assert_eq!(left.expected_hash(), whole.expected_hash());
        (left.account, left.actor, left.who_salt, left.who_hash) = (None, None, None, whole.who());
        assert_eq!(left.expected_hash(), whole.expected_hash());
        assert!(left.expired() && !whole.expired());
    }

    #[test]
    fn something_half_expired_has_no_hash() {
        let mut half = record();
        half.detail_hash = half.particulars();
        assert_eq!(half.expected_hash(), None);
        let mut half = record();
        half.who_salt = None;
        assert_eq!(half.expected_hash(), None);
        let mut half = record();
        (half.who_hash, half.who_salt, half.actor) = (half.who(), None, None);
        assert_eq!(half.expected_hash(), None, "the account still stands there");
    }

    #[test]
    fn moving_text_from_one_field_to_the_next_changes_the_hash() {
        let hash = |parts: [Option<&str>; 2]| Fields::of("x").maybe(parts[0]).maybe(parts[1]).hash();
        let all = [[Some("ab"), Some("c")], [Some("a"), Some("bc")], [Some("abc"), None], [None, Some("abc")]];
        let hashes: std::collections::HashSet<String> = all.into_iter().map(hash).collect();
        assert_eq!(hashes.len(), all.len());
    }
}
