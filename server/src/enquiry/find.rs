//! Looking people up.

use std::collections::HashMap;

use app::ports::enquiry::{Advice, FoundUser, Referred, Search};
use domain::{
    account::{AccountId, UserId},
    enquiry::{Failure, Sought},
    language::Language,
};
use sqlx::AnyConnection;

use crate::{
    app::App,
    store::{
        StoreError, accounts,
        accounts::Account,
        directory, enquiries,
        events::{self, Recorded},
    },
};

/// People on a page.
const PAGE: u32 = 20;
/// Events shown of one reference, at most: fewer than the [`directory::BATCH`] of people that are looked up at once.
const REFERRED: u32 = 20;

/// Looks up what was typed, from after the account `after` on.
///
/// # Errors
/// When the database cannot be read.
pub async fn search(app: &App, q: &str, after: &str, language: Language) -> Result<Search, StoreError> {
    let begun = !after.is_empty();
    let Some(sought) = Sought::read(q) else { return Ok(Search::default()) };
    let db = &mut *app.store.reader().await?;
    let referred = if begun { Vec::new() } else { referred(db, &sought, language).await? };
    let (users, next) = users(db, &sought, after).await?;
    let advice = (referred.is_empty() && users.is_empty() && !begun).then(|| match sought.number {
        _ if sought.secret => Advice::Secret,
        Some(number) if number.at() <= app.clock.now() => Advice::Shown(number.at()),
        _ => Advice::Nobody,
    });
    let users = users.into_iter().map(|account| found(account, language)).collect();
    Ok(Search { q: q.to_owned(), referred, users, next, begun, advice })
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
    let mut found = enquiries::search(db, &sought.words, after, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next = found.last().filter(|_| more).map(|last| last.id.to_string());
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
