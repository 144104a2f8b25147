//! Judging a kept text: by the rules of the command, against the firm alone.

use std::collections::BTreeMap;

use app::ports::upload::{Finding, RecordReason};
use domain::{
    account::{AccountId, ParticipantCode},
    address::EmailAddress,
    approval::ChangeKind,
    method::Method,
    time::Instant,
};
use sqlx::AnyConnection;

use super::{
    super::import::{
        addresses::{Check, Firm, Rules, address},
        directory::Directory,
        ledger::{Ledger, seed},
        reader::Record,
        verdict::{Reason, Verdict},
    },
    UploadError, before, text,
};
use crate::{
    app::App,
    store::{StoreError, directory, participants, requests, sessions},
};

/// What an upload of one firm is judged by: the firm's users and nobody else.
#[derive(Debug)]
pub struct Scene {
    directory: Directory,
    rules: Rules,
    firm: Firm,
    /// The firm's known mail domains, sorted; none: nothing is new.
    domains: Vec<String>,
    /// Open sessions that rest on the mailbox, by the user's place in the directory.
    sessions: Vec<u64>,
}

impl Scene {
    /// The firm as it stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn load(
        db: &mut AnyConnection,
        app: &App,
        firm: &ParticipantCode,
        now: Instant,
    ) -> Result<Self, StoreError> {
        let mut users = Directory::new(seed(&*app.random), vec![firm.clone()]);
        directory::for_each_user_of(db, firm, |user| users.add(&user.id, user.status, user.address_key.as_deref()))
            .await?;
        let users = users.sorted();
        let mut waits = vec![false; users.len()];
        for subject in requests::waiting_subjects(db, firm, ChangeKind::Address).await? {
            if let Some(place) = subject.parse::<AccountId>().ok().and_then(|id| users.find(&id)) {
                waits[place] = true;
            }
        }
        let mut open = vec![0; users.len()];
        let idle_since = before(now, *app.config.session.idle);
        for (id, count) in sessions::count_of_firm(db, firm, Method::TwoFactor, now, idle_since).await? {
            if let Some(place) = users.find(&id) {
                open[place] = count;
            }
        }
        let agreed = participants::find(db, firm).await?.map(|firm| firm.mail_domains).unwrap_or_default();
        let mut domains: Vec<String> = if agreed.is_empty() {
            let in_use = participants::domains_in_use(db, firm).await?;
            in_use.into_iter().map(|(domain, _)| domain).collect()
        } else {
            agreed
        };
        domains.sort_unstable();
        let config = &app.config.registration;
        Ok(Self {
            directory: users,
            rules: Rules::of(config),
            firm: Firm { participant: firm.clone(), dormant: config.dormant, waits },
            domains,
            sessions: open,
        })
    }

    /// Judges every record of a kept text.
    ///
    /// # Errors
    /// When the text cannot be read.
    pub fn judge(&self, content: &str) -> Result<Judgement, UploadError> {
        let mut sheet = text::open(content)?;
        let mut check = Check::of_firm(&self.directory, &self.rules, &self.firm);
        let mut records = sheet.records()?;
        while let Some(record) = records.next_record()? {
            if !text::left_out(&record) {
                check.note(&record);
            }
        }
        let ledger = check.settle();
        let mut judgement = Judgement { counts: [0; 5], registers: 0, changes: 0, sessions: 0, ledger };
        for index in 0..judgement.ledger.len() {
            let finding = finding(judgement.ledger.finding(index));
            judgement.counts[finding as usize] += 1;
            if taken(finding) {
                let place = judgement.ledger.place(index);
                if self.directory.address_of(place) == 0 {
                    judgement.registers += 1;
                } else {
                    judgement.changes += 1;
                    judgement.sessions += self.sessions.get(place).copied().unwrap_or_default();
                }
            }
        }
        Ok(judgement)
    }

    /// Shows every judged record to `each`, in the order of the text.
    ///
    /// # Errors
    /// When the text cannot be read, and what `each` says.
    pub fn walk(
        &self,
        content: &str,
        judgement: &Judgement,
        mut each: impl FnMut(Judged<'_, '_>) -> Result<(), UploadError>,
    ) -> Result<(), UploadError> {
        let mut sheet = text::open(content)?;
        let mut records = sheet.records()?;
        let mut index = 0;
        while let Some(record) = records.next_record()? {
            if text::left_out(&record) {
                continue;
            }
            let reason = judgement.ledger.finding(index);
            let finding = finding(reason);
            let address = if taken(finding) { address(&record).ok() } else { None };
            let first = self.directory.address_of(judgement.ledger.place(index)) == 0;
            let new_domain = address.as_ref().is_some_and(|address| self.is_new(address.domain()));
            each(Judged { record: &record, finding, reason, address, first, new_domain })?;
            index += 1;
        }
        Ok(())
    }

    fn is_new(&self, domain: &str) -> bool {
        !self.domains.is_empty() && self.domains.binary_search_by(|known| known.as_str().cmp(domain)).is_err()
    }

    /// The user of the firm whom a record names, if it names one.
    pub fn user(&self, record: &Record<'_>) -> Option<AccountId> {
        let id = AccountId::parse_parts(record.cell(0), record.cell(1)).ok()?;
        self.directory.find(&id).map(|_| id)
    }

    /// Whether a record is about the firm, whoever the user.
    pub fn is_of_firm(&self, record: &Record<'_>) -> bool {
        of_firm(record, &self.firm.participant)
    }
}

/// Whether a record is about `firm`, whoever the user.
pub fn of_firm(record: &Record<'_>, firm: &ParticipantCode) -> bool {
    ParticipantCode::parse(record.cell(0)).is_ok_and(|participant| participant == *firm)
}

/// The most mail domains that a page tells of: a file can have another one in each record.
const MOST_DOMAINS: usize = 50;

/// Counts mail domains that are new to the firm.
#[derive(Debug, Default)]
pub struct NewDomains(BTreeMap<String, u64>);

impl NewDomains {
    /// Counts a record's domain, if it is new.
    pub fn note(&mut self, judged: &Judged<'_, '_>) {
        if let Some(address) = judged.address.as_ref().filter(|_| judged.new_domain) {
            match self.0.get_mut(address.domain()) {
                Some(count) => *count += 1,
                None => drop(self.0.insert(address.domain().to_owned(), 1)),
            }
        }
    }

    /// The domains with how many records have each, as many as a page can show.
    pub fn most_used_first(self) -> Vec<(String, u64)> {
        let mut domains: Vec<_> = self.0.into_iter().collect();
        domains.sort_by_key(|(_, records)| std::cmp::Reverse(*records));
        domains.truncate(MOST_DOMAINS);
        domains
    }
}

/// What was found of the records of a text: a few figures, and at most 64 bytes a record.
#[derive(Debug)]
pub struct Judgement {
    counts: [u64; 5],
    /// How many users would get a first address.
    pub registers: u64,
    /// How many users would get another address.
    pub changes: u64,
    /// How many sessions that rest on a mailbox would end.
    pub sessions: u64,
    ledger: Ledger,
}

impl Judgement {
    /// How many records have a finding.
    pub fn count(&self, finding: Finding) -> u64 {
        self.counts[finding as usize]
    }

    /// All records.
    pub fn records(&self) -> u64 {
        self.ledger.len() as u64
    }
}

/// One record, judged.
#[derive(Debug)]
pub struct Judged<'j, 'r> {
    /// The record.
    pub record: &'j Record<'r>,
    /// What it would do.
    pub finding: Finding,
    /// Why it is not simply taken.
    pub reason: Option<Reason>,
    /// The address, of a record that is taken.
    pub address: Option<EmailAddress>,
    /// Of a record that is taken: whether the user has no address yet.
    pub first: bool,
    /// Of a record that is taken: whether the mail domain is new to the firm.
    pub new_domain: bool,
}

/// What a record would do.
pub fn finding(reason: Option<Reason>) -> Finding {
    match reason.map_or(Verdict::Accept, Reason::verdict) {
        Verdict::Accept => Finding::Accept,
        Verdict::Unchanged => Finding::Unchanged,
        Verdict::Skip => Finding::Skip,
        Verdict::Warn => Finding::Warn,
        Verdict::Reject => Finding::Reject,
    }
}

/// Whether a record with that finding is proposed.
pub fn taken(finding: Finding) -> bool {
    matches!(finding, Finding::Accept | Finding::Warn)
}

/// What a page says of a reason.
pub fn told(reason: Reason) -> RecordReason {
    match reason {
        Reason::Unchanged => RecordReason::Unchanged,
        Reason::EmptyRow => RecordReason::EmptyRow,
        Reason::Repeated => RecordReason::Repeated,
        Reason::Shared => RecordReason::Shared,
        Reason::SharedRefused => RecordReason::SharedRefused,
        Reason::Undecodable => RecordReason::Undecodable,
        Reason::CellMissing => RecordReason::CellMissing,
        Reason::CellTooMany => RecordReason::CellTooMany,
        Reason::Disabled => RecordReason::Disabled,
        Reason::Dormant | Reason::DormantRefused => RecordReason::Dormant,
        Reason::NotPlainAddress => RecordReason::NotPlainAddress,
        Reason::NonAsciiMailbox => RecordReason::NonAsciiMailbox,
        Reason::DomainNotListed => RecordReason::DomainNotListed,
        Reason::TwoAddresses => RecordReason::TwoAddresses,
        Reason::Waits => RecordReason::Waits,
        // The others are of other files and of the command; a check of a firm's upload finds none of them.
        _ => RecordReason::NotYours,
    }
}
