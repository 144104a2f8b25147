//! What happened to one account: events and mails, newest first, a page at a time.

use app::ports::enquiry::{Entry, MailEntry, MailFate};
use domain::{account::AccountId, language::Language, time::Instant};
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

/// Events of a page; and as many mails at most.
const PAGE: u32 = 50;

/// A page of a timeline.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// The key of the older page.
    pub older: Option<String>,
}

/// The page of `account` that comes after the event `before`; without one the newest. What of it holds an
/// address is left out where `reader` sees none.
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
    let mut found = events::list(db, &filter, before, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let older = found.last().filter(|_| more).map(|last| last.id.clone());
    // Mails of the same span: from after the page before to this page's oldest event.
    let until = before.map_or(Instant::from_millis(i64::MAX), instant_of);
    let from = if more { found.last().map_or(until, |last| last.at) } else { Instant::from_millis(0) };
    let mails = enquiries::mails(db, account, from, until, PAGE).await?;
    let said: Vec<_> =
        found.iter().map(|event| (event.at, failure(event), event.request.clone().unwrap_or_default())).collect();
    let moments = trail::moments(db, found, reader, language).await?;
    let mut entries: Vec<(Instant, Entry)> =
        mails.into_iter().map(|mail| (mail.at, Entry::Mail(posted(mail)))).collect();
    for ((at, failure, number), mut moment) in said.into_iter().zip(moments) {
        if failure.is_some() {
            // The words of the failure say it.
            moment.detail.retain(|(name, _)| !matches!(name.as_str(), "why" | "detail" | "what"));
        }
        entries.push((at, Entry::Event(moment, failure, number)));
    }
    // Mails stay before the events of the same instant that wrote them.
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(Timeline { entries: entries.into_iter().map(|(_, entry)| entry).collect(), older })
}

/// When the event of that id was written: ids begin with their instant, in milliseconds as twelve hexadecimal digits
/// (RFC 9562 §5.7). What is no id is as old as can be.
fn instant_of(id: &str) -> Instant {
    Instant::from_millis(id.get(..12).and_then(|digits| i64::from_str_radix(digits, 16).ok()).unwrap_or_default())
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
