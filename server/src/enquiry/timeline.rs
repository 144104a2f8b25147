//! What happened to one account: events and mails, newest first, a page at a time.

use app::ports::enquiry::{Entry, MailEntry, MailFate};
use domain::{account::AccountId, language::Language};
use sqlx::AnyConnection;

use super::find::failure;
use crate::{
    audit::trail::{self, Reader},
    store::{
        StoreError,
        enquiries::{self, Posted},
        events,
    },
};

/// Entries of a page, events and mails together.
const PAGE: u32 = 50;

/// A page of a timeline.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// The key of the older page.
    pub older: Option<String>,
}

/// The page of `account` that comes after the entry whose id is `before`; without one the newest. What of it holds an
/// address is left out where `reader` sees none.
///
/// Ids of events and of mails begin with their instant alike, so that one key pages both and nothing is left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    db: &mut AnyConnection,
    account: &AccountId,
    before: Option<&str>,
    reader: Reader,
    language: Language,
) -> Result<Timeline, StoreError> {
    let filter = events::Filter { account: Some(account.clone()), ..events::Filter::default() };
    let mut events = events::list(db, &filter, before, PAGE + 1).await?;
    let mut mails = enquiries::mails(db, account, before, PAGE + 1).await?;
    let ids = events.iter().map(|event| &event.id).chain(mails.iter().map(|mail| &mail.id));
    let mut ids: Vec<String> = ids.cloned().collect();
    ids.sort_unstable_by(|one, other| other.cmp(one));
    let more = ids.len() > PAGE as usize;
    ids.truncate(PAGE as usize);
    let oldest = ids.last().cloned().unwrap_or_default();
    events.retain(|event| event.id >= oldest);
    mails.retain(|mail| mail.id >= oldest);

    let said: Vec<_> = events
        .iter()
        .map(|event| (event.id.clone(), failure(event), event.request.clone().unwrap_or_default()))
        .collect();
    let moments = trail::moments(db, events, reader, language).await?;
    let mut entries: Vec<(String, Entry)> =
        mails.into_iter().map(|mail| (mail.id.clone(), Entry::Mail(posted(mail)))).collect();
    for ((id, failure, number), mut moment) in said.into_iter().zip(moments) {
        moment.detail.retain(|(name, _)| !failure.is_some_and(|failure| failure.says(name)));
        entries.push((id, Entry::Event(moment, failure, number)));
    }
    entries.sort_unstable_by(|(one, _), (other, _)| other.cmp(one));
    Ok(Timeline { entries: entries.into_iter().map(|(_, entry)| entry).collect(), older: more.then_some(oldest) })
}

fn posted(mail: Posted) -> MailEntry {
    // What the mail system says beside its number may name the address.
    let answer = mail.answer.as_deref().unwrap_or_default();
    let number: String = answer.chars().take_while(char::is_ascii_digit).take(3).collect();
    MailEntry {
        at: mail.at,
        kind: mail.kind,
        fate: match mail.state.as_str() {
            "sent" => MailFate::Accepted,
            "refused" => MailFate::Refused,
            "waiting" if mail.answer.is_some() => MailFate::Deferred,
            "waiting" => MailFate::Waiting,
            _ => MailFate::Useless,
        },
        settled_at: mail.settled_at,
        answer: number,
    }
}
