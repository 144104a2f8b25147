//! The head of the chain, to be kept where the operator cannot reach it.
//!
//! Whoever holds the database can write a whole new chain. Who holds an anchor of an older day sees it: the export no
//! longer contains that seal with that hash.

use std::fmt;

use domain::{
    account::{AccountId, ParticipantCode, UserId},
    address::EmailAddress,
    time::Instant,
};
use serde_json::json;

use super::{Scribe, chain::Seal};
use crate::{
    app::App,
    mail,
    store::{StoreError, Tx, events::Actor, marks, outbox, seals},
};

/// What an anchor's line begins with.
const NAME: &str = "changeover-anchor";

/// Whom the outbox names for mails to keepers of anchors, who have no account.
const KEEPER: &str = "ANCHOR-KEEPER";

/// The mark with the last day that was anchored.
const ANCHORED: &str = "audit.anchored";

/// Hong Kong is eight hours ahead of UTC all year.
const HONG_KONG: i64 = 8 * 3_600_000;

/// A seal's number and hash. Its text is one line: `changeover-anchor NUMBER HASH INSTANT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The seal's number.
    pub seal: i64,
    /// The seal's hash.
    pub hash: String,
    /// When the seal was made; for people, and not compared.
    pub at: Option<Instant>,
}

impl From<&Seal> for Anchor {
    fn from(seal: &Seal) -> Self {
        Self { seal: seal.number, hash: seal.hash.clone(), at: Some(seal.at) }
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{NAME} {} {}", self.seal, self.hash)?;
        self.at.map_or(Ok(()), |at| write!(f, " {at}"))
    }
}

/// A text holds no anchor, or a damaged one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// No anchor at all.
    #[error("no anchor: a line `{NAME} NUMBER HASH` is expected, as `changeover audit anchor` prints it")]
    None,
    /// What follows the name is no number and hash.
    #[error("damaged anchor: a seal's number and 64 hexadecimal digits must follow `{NAME}`")]
    Damaged,
}

impl Anchor {
    /// All anchors in a text, whatever stands around them: a saved mail, or the lines of many days. A line may have been
    /// broken at its spaces.
    ///
    /// # Errors
    /// [`AnchorError`] if there is none, or one of them is damaged.
    pub fn all_in(text: &str) -> Result<Vec<Self>, AnchorError> {
        let mut words = text.split_whitespace();
        let mut anchors = Vec::new();
        while words.any(|word| word == NAME) {
            let seal = words.next().and_then(|word| word.parse().ok()).filter(|seal| *seal > 0);
            let hash = words.next().map(str::to_ascii_lowercase);
            let hash = hash.filter(|hash| hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit()));
            let (Some(seal), Some(hash)) = (seal, hash) else { return Err(AnchorError::Damaged) };
            anchors.push(Self { seal, hash, at: None });
        }
        if anchors.is_empty() { Err(AnchorError::None) } else { Ok(anchors) }
    }
}

/// The head that is to be sent out, once in each day of Hong Kong. Notes in `tx` that the day has its anchor: put the
/// mails into the outbox in the same transaction. One of any number of instances gets it. `None` when the day has its
/// anchor, or nothing was ever sealed; a day without events has one too, so that a missing mail says something.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn take_due(tx: &mut Tx, now: Instant) -> Result<Option<Anchor>, StoreError> {
    // Held by its row, which a second instance waits for.
    seals::hold(tx).await?;
    let last = marks::find(tx, ANCHORED).await?.unwrap_or_default();
    let today = day(now).to_string();
    let Some(head) = seals::head(tx).await? else { return Ok(None) };
    if last == today {
        return Ok(None);
    }
    marks::put(tx, ANCHORED, &today).await?;
    Ok(Some(Anchor::from(&head)))
}

/// Mails the head of the day to those who are configured to keep it, if the day has not had its anchor.
///
/// # Errors
/// When the database does not take it; the day is tried again then.
pub async fn round(app: &App) -> Result<bool, StoreError> {
    if app.config.audit.anchor_to.is_empty() {
        return Ok(false);
    }
    let scribe = Scribe::of_command(app, Actor::System);
    let mut tx = app.store.begin().await?;
    let Some(anchor) = take_due(&mut tx, scribe.now).await? else { return Ok(false) };
    let keeper = keeper();
    for to in app.config.audit.anchor_to.iter().filter_map(|to| EmailAddress::parse(to).ok()) {
        let mut letter = mail::outbox::told(&scribe, mail::Kind::AuditAnchor, &keeper);
        letter.recipient = Some(to);
        letter.detail = json!({ "anchor": anchor.to_string() });
        outbox::add(&mut tx, &letter).await?;
    }
    tx.commit().await?;
    app.outbox.ring();
    Ok(true)
}

/// Whom mails to keepers of anchors go to in the outbox.
pub fn keeper() -> AccountId {
    AccountId {
        participant: ParticipantCode::staff(),
        user: UserId::parse(KEEPER).unwrap_or_else(|_| unreachable!("letters and hyphens")),
    }
}

/// Days since 1970 in Hong Kong.
fn day(at: Instant) -> i64 {
    at.as_millis().saturating_add(HONG_KONG).div_euclid(86_400_000)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn anchor(seal: i64, digit: &str) -> Anchor {
        Anchor { seal, hash: digit.repeat(64), at: None }
    }

    #[test]
    fn an_anchor_is_read_from_its_line_and_from_a_whole_mail() {
        let line = Anchor { at: Some(Instant::from_millis(0)), ..anchor(7, "a") }.to_string();
        assert_eq!(Anchor::all_in(&line).unwrap(), [anchor(7, "a")]);
        let broken = line.replace(' ', "\r\n");
        let mail = format!("Subject: head of the audit\r\n\r\nKeep this.\r\n{broken}\r\n\r\n{}\r\n", anchor(9, "B"));
        assert_eq!(Anchor::all_in(&mail).unwrap(), [anchor(7, "a"), anchor(9, "b")]);
    }

    #[test]
    fn a_text_without_a_whole_anchor_is_refused() {
        assert_eq!(Anchor::all_in("nothing"), Err(AnchorError::None));
        for text in ["changeover-anchor", "changeover-anchor 0 aa", "changeover-anchor 7 abc", "changeover-anchor x y"]
        {
            assert_eq!(Anchor::all_in(text), Err(AnchorError::Damaged), "{text}");
        }
    }

    #[test]
    fn the_day_is_that_of_hong_kong() {
        let at = |text: &str| day(text.parse().unwrap());
        assert_eq!(at("2026-11-22T15:59:59Z") + 1, at("2026-11-22T16:00:00Z"));
        assert_eq!(at("2026-11-22T16:00:00Z"), at("2026-11-23T15:59:59Z"));
    }
}
