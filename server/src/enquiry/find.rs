//! Looking people up.

use std::collections::HashMap;

use app::ports::enquiry::{Advice, AskedUsers, FoundUser, Referred, Search};
use domain::{
    account::{AccountId, UserId},
    enquiry::{Failure, Sought},
    language::Language,
};
use sqlx::AnyConnection;

use super::list::Listing;
use crate::{
    app::App,
    store::{
        StoreError, accounts,
        accounts::Account,
        directory,
        enquiries::{self, People},
        events::{self, Recorded},
    },
};

/// People on a page.
const PAGE: u32 = 20;
/// Events shown of one reference, at most: fewer than the [`directory::BATCH`] of people that are looked up at once.
const REFERRED: u32 = 20;

/// Looks up what is asked for, from after the account `after` on.
///
/// # Errors
/// When the database cannot be read.
pub async fn search(app: &App, asked: AskedUsers, after: &str, language: Language) -> Result<Search, StoreError> {
    if asked.is_nothing() {
        return Ok(Search::default());
    }
    let begun = !after.is_empty();
    let db = &mut *app.store.reader().await?;
    // What a caller says is one thing; with a filter it is a list that is searched.
    let said = asked.participant.is_empty() && asked.only.is_none();
    let (mut referred, mut advice) = (Vec::new(), None);
    let (users, next, found_in_all) = match Sought::read(&asked.q).filter(|_| said) {
        None => {
            let listing = Listing::of(db, &asked).await?;
            let after = after.parse::<AccountId>().ok();
            let (users, next) = cut(listing.read(db, after.as_ref(), PAGE + 1).await?);
            (users, next, listing.found)
        }
        Some(sought) => {
            if !begun {
                referred = self::referred(db, &sought, language).await?;
            }
            let (users, next) = users(db, &sought, after).await?;
            advice = (referred.is_empty() && users.is_empty() && !begun).then(|| match sought.number {
                _ if sought.secret => Advice::Secret,
                Some(number) if number.at() <= app.clock.now() => Advice::Shown(number.at()),
                _ => Advice::Nobody,
            });
            (users, next, None)
        }
    };
    let users = users.into_iter().map(|account| found(account, language)).collect();
    Ok(Search { asked, found: found_in_all, referred, users, next, begun, advice })
}

/// A page of `found`, which is one longer where there is another, and the key of that.
fn cut(mut found: Vec<Account>) -> (Vec<Account>, Option<String>) {
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next = found.last().filter(|_| more).map(|last| last.id.to_string());
    (found, next)
}

fn found(account: Account, language: Language) -> FoundUser {
    let (name, other_name) = names(&account, language);
    FoundUser {
        name,
        other_name,
        status: account.status,
        state: account.state,
        last_login: account.last_login.map(|(at, _)| at),
        account: account.id,
    }
}

/// The name in the page's language, and in the other one where it is another.
pub(super) fn names(account: &Account, language: Language) -> (String, String) {
    let other = match language {
        Language::En => Language::ZhHk,
        Language::ZhHk => Language::En,
    };
    let (name, other_name) = (account.name(language).to_owned(), account.name(other).to_owned());
    let other_name = if other_name == name { String::new() } else { other_name };
    (name, other_name)
}

/// Whom the words name, those of exactly that ID first, and the key of the next page.
async fn users(
    db: &mut AnyConnection,
    sought: &Sought,
    after: &str,
) -> Result<(Vec<Account>, Option<String>), StoreError> {
    if let Some(id) = &sought.account
        && let Some(account) = accounts::find(db, id).await?
    {
        return Ok((vec![account], None));
    }
    let mut exact = match &sought.words[..] {
        [word] => match UserId::parse(word) {
            Ok(user) => enquiries::called(db, &user, PAGE).await?,
            Err(_) => Vec::new(),
        },
        _ => Vec::new(),
    };
    let asked = People { words: &sought.words, ..People::default() };
    let (mut found, next) = cut(enquiries::people(db, &asked, after, PAGE + 1).await?);
    found.retain(|account| !exact.iter().any(|known| known.id == account.id));
    if !after.is_empty() {
        exact.clear();
    }
    exact.extend(found);
    Ok((exact, next))
}

/// What the number of a request or the reference of a mail stands for, newest first.
async fn referred(db: &mut AnyConnection, sought: &Sought, language: Language) -> Result<Vec<Referred>, StoreError> {
    let number = sought.number.map(|number| number.to_string());
    let reference = sought.reference.map(|reference| reference.to_string());
    let Some(named) = number.or(reference) else { return Ok(Vec::new()) };
    let filter = events::Filter { named: Some(named), ..events::Filter::default() };
    let found = events::list(db, &filter, None, REFERRED).await?;
    let ids: Vec<&AccountId> = found.iter().filter_map(|event| event.account.as_ref()).collect();
    let people: HashMap<AccountId, Account> = directory::accounts(db, &ids).await?;
    Ok(found
        .iter()
        .map(|event| Referred {
            at: event.at,
            kind: event.kind.clone(),
            failure: failure(event),
            // Names that were typed and are nobody's have no page.
            user: event
                .account
                .as_ref()
                .and_then(|id| people.get_key_value(id))
                .map(|(id, account)| (id.clone(), account.name(language).to_owned())),
        })
        .collect())
}

/// What an event tells of that failed.
pub(super) fn failure(event: &Recorded) -> Option<Failure> {
    Failure::of_event(&event.kind, |name| event.detail[name].as_str().unwrap_or_default())
}
