//! The rules for a file of addresses. Nothing here reads or writes the database: the command and the portal's upload
//! check by the same rules, each against the directory it may see.
//!
//! A file is checked in two passes. The first takes every record down by [`Check::note`]; [`Check::settle`] then knows
//! what only the whole file can tell: repeated records, contradictions, and who would share an address once the file
//! is taken. The second pass asks the settled [`Ledger`] record by record.

use domain::{
    account::{AccountId, ParticipantCode, UserId},
    address::{AddressError, EmailAddress},
    life::Status,
};

use super::{directory::Directory, ledger::Ledger, reader::Record, verdict::Reason};
use crate::config::{Policy, Registration};

/// Columns of a file of addresses.
pub const COLUMNS: &[&str] = &["participant_code", "user_id", "email"];

/// What the configuration says of addresses.
#[derive(Clone, Debug)]
pub struct Rules {
    shared: Policy,
    /// Lower case, A-labels; empty: any.
    domains: Vec<String>,
}

impl Rules {
    /// The rules of `[registration]`.
    pub fn of(config: &Registration) -> Self {
        let stored = |domain: &str| match EmailAddress::parse(&format!("a@{domain}")) {
            Ok(address) => address.domain().to_owned(),
            Err(_) => domain.to_lowercase(),
        };
        let any = config.domains.iter().any(|domain| domain.eq_ignore_ascii_case("any"));
        let listed = config.domains.iter().map(|domain| stored(domain));
        Self { shared: config.shared_address, domains: listed.filter(|_| !any).collect() }
    }

    /// Whether the clearing house takes addresses of that mail domain.
    pub fn takes(&self, address: &EmailAddress) -> bool {
        self.domains.is_empty() || self.domains.iter().any(|domain| domain == address.domain())
    }
}

/// Reads whom a record is about and the address it gives.
///
/// # Errors
/// What is wrong with the address.
pub fn address(record: &Record<'_>) -> Result<EmailAddress, Reason> {
    EmailAddress::parse(record.cell(2)).map_err(|error| match error {
        AddressError::NotPlain => Reason::NotPlainAddress,
        AddressError::NonAsciiMailbox => Reason::NonAsciiMailbox,
    })
}

/// Reads whom a record is about, and finds that user.
fn user(record: &Record<'_>, directory: &Directory) -> Result<(AccountId, usize), Reason> {
    record.sound()?;
    let participant = ParticipantCode::parse(record.cell(0)).map_err(|_| Reason::UnknownParticipant)?;
    if participant.is_staff() {
        return Err(Reason::Staff);
    }
    if !directory.has_participant(&participant) {
        return Err(Reason::UnknownParticipant);
    }
    let user = UserId::parse(record.cell(1)).map_err(|_| Reason::UnknownUser)?;
    let id = AccountId { participant, user };
    match directory.find(&id) {
        Some(place) => Ok((id, place)),
        None if directory.has_user(&id.user) => Err(Reason::ElsewhereUser),
        None => Err(Reason::UnknownUser),
    }
}

/// Whose upload a file is, and what is asked of its records beyond what the command asks.
#[derive(Clone, Debug)]
pub struct Firm {
    /// Its code. Records of anybody else are [`Reason::NotYours`], and nothing is looked up for them.
    pub participant: ParticipantCode,
    /// What becomes of an address for a dormant user.
    pub dormant: Policy,
    /// Whether a change of address waits for the user at each place of the directory.
    pub waits: Vec<bool>,
}

/// Reads whom a record is about, and finds that user in a directory that holds the firm alone.
fn user_of_firm(record: &Record<'_>, directory: &Directory, firm: &Firm) -> Result<usize, Reason> {
    let participant = ParticipantCode::parse(record.cell(0));
    if participant.as_ref().is_ok_and(|participant| *participant != firm.participant) {
        return Err(Reason::NotYours);
    }
    record.sound()?;
    let (Ok(participant), Ok(user)) = (participant, UserId::parse(record.cell(1))) else {
        return Err(Reason::NotYours);
    };
    directory.find(&AccountId { participant, user }).ok_or(Reason::NotYours)
}

/// A check under way.
#[derive(Debug)]
pub struct Check<'d> {
    directory: &'d Directory,
    rules: &'d Rules,
    firm: Option<&'d Firm>,
    ledger: Ledger,
}

impl<'d> Check<'d> {
    /// Begins a check against a sorted `directory`.
    pub fn new(directory: &'d Directory, rules: &'d Rules) -> Self {
        Self { directory, rules, firm: None, ledger: Ledger::default() }
    }

    /// Begins a check of a firm's own upload against a sorted `directory` that holds the firm alone.
    pub fn of_firm(directory: &'d Directory, rules: &'d Rules, firm: &'d Firm) -> Self {
        Self { firm: Some(firm), ..Self::new(directory, rules) }
    }

    /// Takes down the next record.
    pub fn note(&mut self, record: &Record<'_>) {
        let found = match self.firm {
            None => user(record, self.directory).map(|(_, place)| place),
            Some(firm) => user_of_firm(record, self.directory, firm),
        };
        let (key, content) = match found {
            Ok(place) => (place as u64, self.content(place, record)),
            // Not taken, and yet in the file: a user of the firm who would have the same address is to be looked at.
            Err(Reason::NotYours) => {
                let content = address(record).map_or(0, |address| self.directory.address(&address.key()));
                return self.ledger.note_refused(content, Reason::NotYours);
            }
            Err(reason) => (0, Err(reason)),
        };
        self.ledger.note(key, content);
    }

    fn content(&self, place: usize, record: &Record<'_>) -> Result<u64, Reason> {
        if self.directory.status(place) == Status::Disabled {
            return Err(Reason::Disabled);
        }
        let address = address(record)?;
        if !self.rules.takes(&address) {
            return Err(Reason::DomainNotListed);
        }
        let content = self.directory.address(&address.key());
        match self.firm {
            Some(firm) if content != self.directory.address_of(place) => {
                if firm.dormant == Policy::Block && self.directory.status(place) == Status::Dormant {
                    return Err(Reason::DormantRefused);
                }
                if firm.waits.get(place).copied().unwrap_or_default() {
                    return Err(Reason::Waits);
                }
                Ok(content)
            }
            _ => Ok(content),
        }
    }

    /// Settles what only the whole file can tell.
    #[must_use]
    pub fn settle(self) -> Ledger {
        let Self { directory, rules, firm, mut ledger } = self;
        ledger.settle(Reason::TwoAddresses);
        let mut movers = Vec::new();
        for (index, row) in (0_u32..).zip(&mut ledger.rows).filter(|(_, row)| row.finding.is_none()) {
            if directory.address_of(row.key as usize) == row.content {
                row.finding = Some(Reason::Unchanged);
            } else {
                movers.push(index);
            }
        }
        match rules.shared {
            Policy::Allow => {}
            Policy::Warn => judge_sharing(directory, &mut ledger, &mut movers, Reason::Shared),
            Policy::Block => judge_sharing(directory, &mut ledger, &mut movers, Reason::SharedRefused),
        }
        if firm.is_some_and(|firm| firm.dormant == Policy::Warn) {
            for row in ledger.rows.iter_mut().filter(|row| row.finding.is_none()) {
                if directory.status(row.key as usize) == Status::Dormant {
                    row.finding = Some(Reason::Dormant);
                }
            }
        }
        ledger
    }
}

/// Finds the `movers` (records that would give their user another address) that end up with an address that somebody
/// else has as well. What counts is how all stand once the file is taken: two users may change places. A record that
/// is refused leaves its user where the user was, which may refuse another.
fn judge_sharing(directory: &Directory, ledger: &mut Ledger, movers: &mut [u32], reason: Reason) {
    let rows = &mut ledger.rows;
    movers.sort_unstable_by_key(|&mover| rows[mover as usize].content);
    let mut moves = vec![false; directory.len()];
    let mut twice: Vec<u64> = Vec::new();
    for pair in movers.windows(2).map(|pair| [rows[pair[0] as usize].content, rows[pair[1] as usize].content]) {
        if pair[0] == pair[1] && twice.last() != Some(&pair[0]) {
            twice.push(pair[0]);
        }
    }
    for &mover in movers.iter() {
        moves[rows[mover as usize].key as usize] = true;
    }
    let stays = moves.iter().enumerate().filter(|(_, moves)| !**moves).map(|(place, _)| directory.address_of(place));
    for held in stays.filter(|&address| address != 0) {
        if movers.binary_search_by_key(&held, |&mover| rows[mover as usize].content).is_ok() {
            twice.push(held);
        }
    }
    let beside = rows.iter().filter(|row| row.finding == Some(Reason::NotYours) && row.content != 0);
    let beside: Vec<u64> = beside.map(|row| row.content).collect();
    for address in beside {
        if movers.binary_search_by_key(&address, |&mover| rows[mover as usize].content).is_ok() {
            twice.push(address);
        }
    }
    while let Some(address) = twice.pop() {
        let from = movers.partition_point(|&mover| rows[mover as usize].content < address);
        for &mover in &movers[from..] {
            let row = &mut rows[mover as usize];
            if row.content != address {
                break;
            }
            let back = directory.address_of(row.key as usize);
            if row.finding.replace(reason).is_none() && reason == Reason::SharedRefused && back != 0 {
                twice.push(back);
            }
        }
    }
}
