//! Who may decide what.
//!
//! A firm's request is decided by the firm's checkers who can log in. A row that none of them may decide, because it
//! concerns the only one or because there is none besides the maker, goes to the clearing house's approvers by itself;
//! the others proceed. What staff propose, staff decide.

use domain::{
    account::{AccountId, ParticipantCode},
    address::EmailAddress,
    approval::{Change, NotYours, Party, may_decide},
    life::{Status, has_two_factor},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::{
    rights,
    store::{
        StoreError,
        accounts::{self, Account},
        requests::{self, Origin, Request},
    },
};

/// Who decides.
#[derive(Clone, Copy, Debug)]
pub enum Decider<'d> {
    /// A checker of the firm.
    Firm(rights::Checker<'d>),
    /// An approver of the staff.
    Staff(rights::Approver<'d>),
}

impl<'d> Decider<'d> {
    /// Who it is.
    pub fn account(self) -> &'d Account {
        match self {
            Self::Firm(checker) => checker.account(),
            Self::Staff(approver) => approver.account(),
        }
    }
}

/// The account as the rules see it.
pub fn party(account: &Account, now: Instant) -> Party {
    Party {
        account: account.id.clone(),
        mailbox: account.address.as_ref().map(EmailAddress::key),
        becomes: None,
        name: (account.name_en.clone(), account.name_zh.clone()),
        sole: account.sole_until.is_some_and(|until| until > now),
    }
}

/// The account that a row is about, with the mailbox that the row would give it.
pub fn subject(account: &Account, change: &Change, now: Instant) -> Party {
    let becomes = match change {
        Change::Address { address } => Some(address.key()),
        _ => None,
    };
    Party { becomes, ..party(account, now) }
}

/// Whether somebody is there to decide: in use, and able to log in.
pub fn able(account: &Account) -> bool {
    account.status == Status::Active && has_two_factor(account.state)
}

/// Who may decide the rows of one request.
#[derive(Clone, Debug)]
pub struct Jury {
    origin: Origin,
    staff_only: bool,
    /// Whether a sole proprietor's exception counts.
    sole_may: bool,
    maker: Option<Party>,
    /// The firm's checkers who may decide what this maker proposes, as long as it is not about themselves.
    checkers: Vec<Party>,
}

impl Jury {
    /// Of one request, as things stand.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(db: &mut AnyConnection, request: &Request, now: Instant) -> Result<Self, StoreError> {
        let maker = match &request.maker {
            Some(id) => accounts::find(&mut *db, id).await?.map(|account| party(&account, now)),
            None => None,
        };
        let checkers = match request.origin {
            Origin::Firm => checkers(db, &request.participant, now).await?,
            Origin::Staff => Vec::new(),
        };
        let sole_may = !request.kind.always_takes_two();
        let checkers = checkers
            .into_iter()
            .map(|checker| Party { sole: checker.sole && sole_may, ..checker })
            .filter(|checker| may_decide(checker, maker.as_ref(), None).is_ok())
            .collect();
        Ok(Self { origin: request.origin, staff_only: request.kind.decided_by_staff(), sole_may, maker, checkers })
    }

    /// Whether staff decide a row about `subject`.
    fn is_for_staff(&self, subject: Option<&Party>) -> bool {
        self.origin == Origin::Staff
            || self.staff_only
            || !self.checkers.iter().any(|checker| may_decide(checker, self.maker.as_ref(), subject).is_ok())
    }

    /// Why `account`, deciding for the firm or for staff, may not decide a row about `subject`; none: they may.
    pub fn not_yours(&self, account: &Account, now: Instant, subject: Option<&Party>) -> Option<NotYours> {
        let reader = party(account, now);
        let reader = Party { sole: reader.sole && self.sole_may, ..reader };
        let staff = account.id.is_staff();
        let right =
            if staff { account.staff_role == Some(domain::role::StaffRole::Approver) } else { account.da.checker };
        let for_staff = self.is_for_staff(subject);
        // What concerns them, or what they made, is said before where it goes.
        if let Err(why) = may_decide(&reader, self.maker.as_ref(), subject) {
            return Some(if right || why == NotYours::OwnAccount { why } else { NotYours::NoRight });
        }
        match (right, staff, for_staff) {
            (false, ..) => Some(NotYours::NoRight),
            (true, true, false) => Some(NotYours::ForFirm),
            (true, false, true) => Some(NotYours::ForStaff),
            _ => None,
        }
    }

    /// The accounts of the firm's checkers who may decide something here.
    pub fn firm_checkers(&self) -> Vec<AccountId> {
        self.checkers.iter().map(|checker| checker.account.clone()).collect()
    }

    /// How many rows that wait are for staff to decide.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_for_staff(&self, db: &mut AnyConnection, request: &Request) -> Result<u64, StoreError> {
        if self.is_for_staff(None) {
            return Ok(request.waiting);
        }
        let touching = self.touching(db, request, None).await?;
        Ok(touching.iter().filter(|subject| self.is_for_staff(Some(subject))).count() as u64)
    }

    /// How many rows that wait are `account`'s to decide.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_yours(
        &self,
        db: &mut AnyConnection,
        request: &Request,
        account: &Account,
        now: Instant,
    ) -> Result<u64, StoreError> {
        let reader = party(account, now);
        let usual = self.not_yours(account, now, None).is_none();
        // Only rows about the checkers themselves, or about the reader, can be other than usual.
        let unusual = self.touching(db, request, Some(&reader)).await?;
        let differing =
            unusual.iter().filter(|subject| self.not_yours(account, now, Some(subject)).is_none() != usual).count();
        let differing = differing as u64;
        Ok(if usual { request.waiting.saturating_sub(differing) } else { differing })
    }

    /// The subjects of waiting rows that are one of the checkers or `reader`, or share a mailbox with one.
    async fn touching(
        &self,
        db: &mut AnyConnection,
        request: &Request,
        reader: Option<&Party>,
    ) -> Result<Vec<Party>, StoreError> {
        let parties: Vec<&Party> = self.checkers.iter().chain(reader).collect();
        let accounts: Vec<String> = parties.iter().map(|party| party.account.to_string()).collect();
        let keys: Vec<String> = parties.iter().filter_map(|party| party.mailbox.clone()).collect();
        let found = requests::waiting_about(db, &request.id, &accounts, &keys).await?;
        Ok(found
            .into_iter()
            .map(|found| Party {
                account: found.account,
                mailbox: found.mailbox,
                becomes: found.becomes,
                name: (String::new(), String::new()),
                sole: false,
            })
            .collect())
    }
}

/// The firm's checkers who can log in.
async fn checkers(db: &mut AnyConnection, firm: &ParticipantCode, now: Instant) -> Result<Vec<Party>, StoreError> {
    let administrators = accounts::administrators(db, firm).await?;
    Ok(administrators.iter().filter(|a| a.da.checker && able(a)).map(|a| party(a, now)).collect())
}
