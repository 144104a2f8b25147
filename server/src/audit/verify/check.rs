//! What must hold from one line to the next.

use std::io::BufRead;

use super::{Judged, Lines, Proof, VerifyError, Wrong, fault};
use crate::audit::{
    anchor::Anchor,
    chain::{Content, Record, Seal},
    file::{Header, Line},
};

/// How far the chain holds.
pub(super) struct Check<'a> {
    proof: Proof,
    anchors: &'a [Anchor],
    found: Vec<bool>,
    /// The number that the next seal must have; none where nothing was sealed.
    number: Option<i64>,
    /// The number of the last seal that the header announces.
    last: Option<i64>,
    /// The hash of the seal before; unknown before the first seal of an export that begins later.
    previous: Option<String>,
    /// The place that the next event must have; unknown before the first event of an export that begins later.
    place: Option<i64>,
    /// The events since the last seal.
    batch: Batch,
}

#[derive(Default)]
struct Batch {
    content: Content,
    count: i64,
    first: Option<i64>,
    last_id: String,
}

impl<'a> Check<'a> {
    pub(super) fn new(header: &Header, anchors: &'a [Anchor]) -> Self {
        let clearing_house = header.clearing_house.clone();
        Self {
            proof: Proof { clearing_house, first_seal: header.first_seal, ..Proof::default() },
            anchors,
            found: vec![false; anchors.len()],
            number: header.first_seal,
            last: header.last_seal,
            previous: None,
            place: (header.first_seal == Some(1)).then_some(1),
            batch: Batch::default(),
        }
    }

    pub(super) fn event(&mut self, record: &Record) -> Judged {
        if self.number > self.last || self.number.is_none() {
            return Err((Wrong::EventInserted, "event inserted: the header announces no more".to_owned()));
        }
        let place = record.place;
        let wanted = self.place.unwrap_or(place);
        if place > wanted {
            return Err((Wrong::EventMissing, format!("event missing: place {wanted} is not here but {place}")));
        }
        if place < wanted {
            let why = format!("event inserted: place {place} has been passed already, {wanted} comes next");
            return Err((Wrong::EventInserted, why));
        }
        if record.expected_hash().as_ref() != Some(&record.hash) {
            return Err((Wrong::EventAltered, format!("event altered: place {place} does not have its hash")));
        }
        if self.batch.count > 0 && record.id <= self.batch.last_id {
            let why = format!("event moved: place {place} has an earlier id than the place before");
            return Err((Wrong::EventMoved, why));
        }
        self.batch.content.add(&record.hash);
        self.batch.count += 1;
        self.batch.first.get_or_insert(place);
        self.batch.last_id.clone_from(&record.id);
        self.place = Some(place.saturating_add(1));
        self.proof.events += 1;
        self.proof.expired += u64::from(record.expired());
        self.proof.from = Some(self.proof.from.map_or(record.at, |from| from.min(record.at)));
        self.proof.until = Some(self.proof.until.map_or(record.at, |until| until.max(record.at)));
        Ok(())
    }

    pub(super) fn seal(&mut self, seal: &Seal) -> Judged {
        let number = seal.number;
        let wanted = match self.number {
            Some(wanted) if self.number <= self.last => wanted,
            _ => return Err((Wrong::SealInserted, format!("seal {number} inserted: the header announces no more"))),
        };
        if number > wanted {
            return Err((Wrong::SealMissing, format!("seal missing: {wanted} is not here but {number}")));
        }
        if number < wanted {
            let why = format!("seal inserted: {number} has been passed already, {wanted} comes next");
            return Err((Wrong::SealInserted, why));
        }
        let later = self.proof.seals > 0 || number == 1;
        if later && seal.previous != self.previous {
            return Err((Wrong::SealAltered, format!("seal altered: {number} does not follow the seal before it")));
        }
        let batch = std::mem::take(&mut self.batch);
        if batch.count < seal.events {
            let why = format!("event missing: seal {number} is over {} events, {} are here", seal.events, batch.count);
            return Err((Wrong::EventMissing, why));
        }
        if batch.count > seal.events {
            let why = format!("event inserted: seal {number} is over {} events, {} are here", seal.events, batch.count);
            return Err((Wrong::EventInserted, why));
        }
        let last = self.place.map(|place| place - 1);
        if batch.count < 1 || batch.first != Some(seal.first_place) || last != Some(seal.last_place) {
            return Err((
                Wrong::SealAltered,
                format!("seal altered: {number} names other places than its events have"),
            ));
        }
        if seal.hash != seal.expected_hash(&batch.content) {
            let why =
                format!("seal {number} does not fit: it was altered, or an event under it together with its hash");
            return Err((Wrong::SealAltered, why));
        }
        self.anchored(seal)?;
        self.previous = Some(seal.hash.clone());
        self.number = number.checked_add(1);
        self.proof.seals += 1;
        self.proof.last_seal = Some(number);
        self.proof.head = Some(seal.hash.clone());
        self.proof.sealed_at = Some(seal.at);
        Ok(())
    }

    /// Compares the anchors of this seal; of the one before an export's first, too, which the first one names.
    fn anchored(&mut self, seal: &Seal) -> Judged {
        for (anchor, found) in self.anchors.iter().zip(&mut self.found) {
            let hash = match anchor.seal {
                held if held == seal.number => Some(&seal.hash),
                held if held == seal.number - 1 && self.proof.seals == 0 => seal.previous.as_ref(),
                _ => continue,
            };
            if hash != Some(&anchor.hash) {
                let why = format!("not the chain of the anchor: its seal {} has another hash", anchor.seal);
                return Err((Wrong::Anchor, why));
            }
            *found = true;
        }
        Ok(())
    }

    /// Whether the place that `record` stands in stead of is further down.
    pub(super) fn stands_later(&self, record: &Record, lines: &mut Lines<impl BufRead>) -> Result<bool, VerifyError> {
        let wanted = self.place.unwrap_or(record.place);
        loop {
            match lines.next() {
                Ok(Some(Line::Event(later))) if later.place == wanted => return Ok(true),
                Ok(Some(_)) => {}
                Ok(None) | Err(VerifyError::Wrong { .. }) => return Ok(false),
                Err(error) => return Err(error),
            }
        }
    }

    pub(super) fn end(self, line: u64) -> Result<Proof, VerifyError> {
        if self.batch.count > 0 {
            let why = "cut off: the seal over the last events is not here".to_owned();
            return Err(fault(line, Wrong::CutOff, why));
        }
        if self.number.is_some() && self.number <= self.last {
            let why = match (self.proof.last_seal, self.last) {
                (Some(held), Some(last)) => format!("cut off: ends with seal {held}, the header announces {last}"),
                _ => "cut off: the seals that the header announces are not here".to_owned(),
            };
            return Err(fault(line, Wrong::CutOff, why));
        }
        if let Some((anchor, _)) = self.anchors.iter().zip(&self.found).find(|(_, found)| !**found) {
            let held = match (self.proof.first_seal, self.proof.last_seal) {
                (Some(first), Some(last)) => format!("it holds the seals {first} to {last}"),
                _ => "it holds no seal".to_owned(),
            };
            let why = format!("the anchor's seal {} is not in this export: {held}", anchor.seal);
            return Err(fault(line, Wrong::Anchor, why));
        }
        Ok(Proof { anchors: self.anchors.len(), ..self.proof })
    }
}
