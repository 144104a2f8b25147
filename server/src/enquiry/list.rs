//! Users by their firm and by what the figures count, and the same as files.
//!
//! A list goes firm by firm, and the figures say which firms have any: it never looks through more users than those of
//! the firms on the page, however many there are.

use app::ports::enquiry::AskedUsers;
use domain::{
    account::{AccountId, ParticipantCode},
    adoption::{Figures, Part},
    enquiry::Sought,
};
use sqlx::AnyConnection;

use crate::{
    adoption::{self, FirmOrder, FirmQuery},
    store::{
        StoreError,
        accounts::Account,
        enquiries::{self, People},
    },
};

/// What is asked for, read.
#[derive(Debug)]
pub struct Listing {
    words: Vec<String>,
    part: Option<Part>,
    /// The firms that have any, in order; none: all are looked through.
    firms: Option<Vec<ParticipantCode>>,
    /// How many there are, where a figure says so.
    pub found: Option<u64>,
}

impl Listing {
    /// Reads what is asked for. Of a firm that there is not, nobody is found.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(db: &mut AnyConnection, asked: &AskedUsers) -> Result<Self, StoreError> {
        let words = Sought::read(&asked.q).map(|sought| sought.words).unwrap_or_default();
        let part = asked.only;
        let count = |figures: &Figures| match part {
            Some(part) => part.of(figures),
            None => figures.active() + figures.dormant + figures.disabled,
        };
        let named = (!asked.participant.is_empty()).then(|| ParticipantCode::parse(&asked.participant).ok());
        let (firms, found) = match named {
            // No figure tells of staff.
            Some(Some(code)) if code.is_staff() => (Some(if part.is_some() { vec![] } else { vec![code] }), None),
            Some(code) => {
                let firm = match &code {
                    Some(code) => adoption::firm(db, code, None).await?,
                    None => None,
                };
                let count = firm.as_ref().map_or(0, |firm| count(&firm.figures));
                (Some(firm.into_iter().filter(|_| count > 0).map(|firm| firm.code).collect()), Some(count))
            }
            // Nobody knows how many are called so, nor where.
            None if !words.is_empty() => (None, None),
            None => {
                let query = FirmQuery { limit: u32::MAX, order: FirmOrder::Code, ..FirmQuery::default() };
                let all = adoption::firms(db, &query).await?;
                let found = all.iter().map(|firm| count(&firm.figures)).sum();
                let mut any: Vec<_> =
                    all.into_iter().filter(|firm| count(&firm.figures) > 0).map(|firm| firm.code).collect();
                any.sort_unstable();
                (Some(any), Some(found))
            }
        };
        let found = found.filter(|_| words.is_empty());
        Ok(Self { words, part, firms, found })
    }

    /// Users from after the account `after` on, at most `limit` of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(
        &self,
        db: &mut AnyConnection,
        after: Option<&AccountId>,
        limit: u32,
    ) -> Result<Vec<Account>, StoreError> {
        let asked = People { words: &self.words, firm: None, part: self.part };
        let Some(firms) = &self.firms else {
            let after = after.map(ToString::to_string).unwrap_or_default();
            return enquiries::people(db, &asked, &after, limit).await;
        };
        let mut found = Vec::new();
        for firm in firms.iter().filter(|firm| after.is_none_or(|after| **firm >= after.participant)) {
            let left = limit - u32::try_from(found.len()).unwrap_or(limit);
            let after = after.filter(|after| after.participant == *firm).map_or("", |after| after.user.as_str());
            found.extend(enquiries::people(db, &People { firm: Some(firm), ..asked }, after, left).await?);
            if found.len() >= limit as usize {
                break;
            }
        }
        Ok(found)
    }
}
