//! Who is in the directory, held compactly while a file of addresses is checked.

use std::cmp::Ordering;

use domain::{
    account::{AccountId, ParticipantCode, UserId},
    life::Status,
};

use super::ledger::hash;

/// A user: 16 bytes, and the name in a common text.
#[derive(Clone, Copy, Debug)]
struct Known {
    address: u64,
    name_from: u32,
    name_length: u8,
    participant_length: u8,
    status: Status,
}

/// Participants and users to check against: 20 bytes a user and as many as the name has (12 in `CAAA/CAAA001`). One
/// firm's upload is checked against a directory that holds that firm alone.
#[derive(Debug)]
pub struct Directory {
    seed: u64,
    participants: Vec<ParticipantCode>,
    names: String,
    users: Vec<Known>,
    /// Places in `users`, by the user's id alone.
    by_user: Vec<u32>,
}

impl Directory {
    /// An empty one. `seed` must be unknown outside, or addresses could be chosen that are taken for one another.
    pub fn new(seed: u64, mut participants: Vec<ParticipantCode>) -> Self {
        participants.sort_unstable();
        Self { seed, participants, names: String::new(), users: Vec::new(), by_user: Vec::new() }
    }

    /// Adds a user, with the key of the registered address.
    pub fn add(&mut self, id: &AccountId, status: Status, address_key: Option<&str>) {
        let Ok(name_from) = u32::try_from(self.names.len()) else { return };
        let (participant, user) = (id.participant.as_str(), id.user.as_str());
        // Codes and ids are of 8 and 32 characters at most.
        let length = |text: &str| u8::try_from(text.len()).unwrap_or(u8::MAX);
        self.names.push_str(participant);
        self.names.push_str(user);
        self.users.push(Known {
            address: address_key.map_or(0, |key| self.address(key)),
            name_from,
            name_length: length(participant) + length(user),
            participant_length: length(participant),
            status,
        });
    }

    /// Sorts it, after which it can be asked.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let (names, users) = (&self.names, &mut self.users);
        users.sort_unstable_by(|a, b| parts(names, a).cmp(&parts(names, b)));
        users.shrink_to_fit();
        self.by_user = (0_u32..).zip(users.iter()).map(|(place, _)| place).collect();
        self.by_user.sort_unstable_by_key(|&place| parts(names, &users[place as usize]).1);
        self
    }

    /// How many users it holds.
    pub fn len(&self) -> usize {
        self.users.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.users.is_empty()
    }

    pub(super) fn has_participant(&self, code: &ParticipantCode) -> bool {
        self.participants.binary_search(code).is_ok()
    }

    /// The user's place.
    pub(crate) fn find(&self, id: &AccountId) -> Option<usize> {
        let wanted = (id.participant.as_str(), id.user.as_str());
        self.users.binary_search_by(|known| parts(&self.names, known).cmp(&wanted)).ok()
    }

    /// Whether any participant has a user of that id. Staff are nobody's business.
    pub(super) fn has_user(&self, user: &UserId) -> bool {
        let at = |place: u32| parts(&self.names, &self.users[place as usize]);
        let from = self.by_user.partition_point(|&place| at(place).1.cmp(user.as_str()) == Ordering::Less);
        self.by_user[from..]
            .iter()
            .map(|&place| at(place))
            .take_while(|(_, id)| *id == user.as_str())
            .any(|(participant, _)| participant != ParticipantCode::staff().as_str())
    }

    /// The status of the user at `place`.
    pub(crate) fn status(&self, place: usize) -> Status {
        self.users[place].status
    }

    /// The hash of the user's registered address; 0 without one.
    pub(crate) fn address_of(&self, place: usize) -> u64 {
        self.users[place].address
    }

    /// The hash of an address by its key.
    pub(super) fn address(&self, key: &str) -> u64 {
        hash(self.seed, &[key])
    }
}

fn parts<'n>(names: &'n str, known: &Known) -> (&'n str, &'n str) {
    let from = known.name_from as usize;
    names[from..from + usize::from(known.name_length)].split_at(usize::from(known.participant_length))
}
