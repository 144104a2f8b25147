//! What is kept of each record between the two passes over a file.

use std::hash::{DefaultHasher, Hasher as _};

use super::verdict::Reason;

/// One record: whom it is about, what it says, and what was found so far. Hashes, not text: 24 bytes whatever the
/// cells hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) key: u64,
    pub(super) content: u64,
    pub(super) finding: Option<Reason>,
}

/// The records of a file in their order. With the sorted index that settling needs, 28 bytes a record, 52 while the
/// vector grows.
#[derive(Debug, Default)]
pub struct Ledger {
    pub(super) rows: Vec<Row>,
}

impl Ledger {
    /// Takes down the next record: whom it is about (0 where that cannot be told) and what it says, or why it is not
    /// taken.
    pub(super) fn note(&mut self, key: u64, content: Result<u64, Reason>) {
        let finding = content.err();
        self.rows.push(Row { key, content: content.unwrap_or_default(), finding });
    }

    /// Takes down a record that is refused for `reason` and yet says something that others are held against.
    pub(super) fn note_refused(&mut self, content: u64, reason: Reason) {
        self.rows.push(Row { key: 0, content, finding: Some(reason) });
    }

    /// How many records it holds.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The place in the directory of the user whom the record at `index` is about. Of a record that is not taken it
    /// means nothing.
    pub fn place(&self, index: usize) -> usize {
        self.rows.get(index).map_or(0, |row| row.key as usize)
    }

    /// What was found of the record at `index`, counted from the first after the header. `None`: it is taken.
    pub fn finding(&self, index: usize) -> Option<Reason> {
        self.rows.get(index).and_then(|row| row.finding)
    }

    /// Of records about one key that all say the same the first stands; where they differ, none does, for
    /// `contradiction`. Records that were not taken for a reason of their own contradict nobody.
    pub(super) fn settle(&mut self, contradiction: Reason) {
        self.rows.shrink_to_fit();
        let rows = &mut self.rows;
        let mut order: Vec<u32> =
            (0_u32..).zip(rows.iter()).filter(|(_, row)| row.finding.is_none()).map(|(index, _)| index).collect();
        order.sort_unstable_by_key(|&index| (rows[index as usize].key, index));
        let mut rest = order.as_slice();
        while let Some(&first) = rest.first() {
            let first = rows[first as usize];
            let same_key = rest.iter().take_while(|&&index| rows[index as usize].key == first.key).count();
            let (group, others) = rest.split_at(same_key);
            let agree = group.iter().all(|&index| rows[index as usize].content == first.content);
            let (from, reason) = if agree { (1, Reason::Repeated) } else { (0, contradiction) };
            for &index in &group[from..] {
                rows[index as usize].finding = Some(reason);
            }
            rest = others;
        }
    }

    /// The keys of all records, taken or not, sorted.
    pub(super) fn into_keys(self) -> Vec<u64> {
        let mut keys: Vec<u64> = self.rows.into_iter().map(|row| row.key).collect();
        keys.sort_unstable();
        keys
    }
}

/// A hash of `parts` under a `seed` that nobody outside can know; never 0, which stands for nothing. At a million
/// records the odds that any two of them meet are below one in ten million; who is written is then looked up by name.
pub(super) fn hash(seed: u64, parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_u64(seed);
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xFF); // In no UTF-8: keeps the parts apart.
    }
    hasher.finish().max(1)
}

/// Draws the seed of one import.
pub(crate) fn seed(random: &dyn crate::random::Randomness) -> u64 {
    let mut bytes = [0; 8];
    random.fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_costs_at_most_64_bytes_while_the_ledger_grows() {
        assert!(2 * size_of::<Row>() + size_of::<u32>() <= 64);
    }

    #[test]
    fn the_first_of_equals_stands_and_contradictions_fall() {
        let mut ledger = Ledger::default();
        for (key, content) in [(1, Ok(5)), (2, Ok(5)), (1, Ok(5)), (2, Ok(6)), (3, Err(Reason::Staff)), (3, Ok(1))] {
            ledger.note(key, content);
        }
        ledger.settle(Reason::TwoRecords);
        let found: Vec<_> = (0..7).map(|index| ledger.finding(index)).collect();
        let two = Some(Reason::TwoRecords);
        assert_eq!(found, [None, two, Some(Reason::Repeated), two, Some(Reason::Staff), None, None]);
    }
}
