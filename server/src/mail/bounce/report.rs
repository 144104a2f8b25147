//! Reading a report of a mail server: `multipart/report` (RFC 6522) with a `message/delivery-status` (RFC 3464).

use data_encoding::HEXLOWER;
use domain::address::EmailAddress;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use sha2::{Digest as _, Sha256};

use crate::mail::answer::without_addresses;

/// Recipients of one report at most: each mail of ours has one.
const MOST_RECIPIENTS: usize = 100;

/// The length of an id of the outbox, and so of the left side of a Message-ID of ours.
const ID: usize = 32;

/// What is wrong with what was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// No mail.
    #[error("this is no mail")]
    NoMail,
    /// Another kind of mail.
    #[error("not a report on delivery: its Content-Type is not multipart/report")]
    NoReport,
    /// A report without what a program can read.
    #[error("the report has no part message/delivery-status")]
    NoStatus,
    /// Nobody is reported of.
    #[error("message/delivery-status names no recipient: Final-Recipient is missing")]
    NoRecipient,
    /// More recipients than one mail has.
    #[error("message/delivery-status names more than 100 recipients")]
    TooMany,
    /// Not an address, or of another kind than mail.
    #[error("Final-Recipient is no e-mail address, as in: Final-Recipient: rfc822; ann@firm.example")]
    Recipient,
    /// None of the five actions.
    #[error("Action is none of failed, delayed, delivered, relayed, expanded")]
    Action,
    /// No code of RFC 3463, or one that contradicts the action.
    #[error("Status does not fit: a failure has 4.x.x or 5.x.x, a delay 4.x.x, as in: Status: 5.1.1")]
    Status,
}

/// A report.
#[derive(Clone, Debug)]
pub struct Report {
    /// The id of the mail in the outbox that it is about, if it carries a Message-ID that may be one of ours.
    pub mail: Option<String>,
    /// SHA-256 over what the server says.
    pub fingerprint: String,
    /// Whom it is about, one at least.
    pub recipients: Vec<Recipient>,
}

/// What a report says of one recipient.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// As the sender wrote it, if that is told, then as the reporting server knows it. One at least.
    pub addresses: Vec<EmailAddress>,
    /// What happened.
    pub action: Action,
    /// RFC 3463.
    pub status: String,
    /// What the server said, without addresses; may be empty.
    pub diagnostic: String,
}

impl Recipient {
    /// The address, as it is named first.
    pub fn address(&self) -> &EmailAddress {
        &self.addresses[0]
    }
}

/// What happened to a mail (RFC 3464 §2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It never arrives.
    Failed,
    /// It may still arrive.
    Delayed,
    /// It arrived, or was handed on.
    Delivered,
}

impl Report {
    /// Reads one.
    ///
    /// # Errors
    /// [`Malformed`] says what is wrong.
    pub fn parse(mail: &[u8]) -> Result<Self, Malformed> {
        let parser = MessageParser::default();
        let mail = parser.parse(mail).filter(|mail| !mail.parts.is_empty()).ok_or(Malformed::NoMail)?;
        // Its own parts alone: what a returned mail holds is somebody else's word.
        let parts: Vec<&MessagePart<'_>> = match (&mail.parts[0].body, is(&mail.parts[0], "multipart", &["report"])) {
            (PartType::Multipart(parts), true) => parts.iter().filter_map(|part| mail.part(*part)).collect(),
            _ => return Err(Malformed::NoReport),
        };
        let status = ["delivery-status", "global-delivery-status"];
        let status = parts.iter().find(|part| is(part, "message", &status)).ok_or(Malformed::NoStatus)?;
        let said = String::from_utf8_lossy(status.contents()).replace("\r\n", "\n");
        let recipients = said
            .split("\n\n")
            .filter_map(|group| recipient(&parser, group.trim_start_matches('\n')).transpose())
            .take(MOST_RECIPIENTS + 1)
            .collect::<Result<Vec<_>, _>>()?;
        match recipients.len() {
            0 => Err(Malformed::NoRecipient),
            1..=MOST_RECIPIENTS => Ok(Self {
                mail: returned(&parser, &parts).or_else(|| answered(&mail)),
                fingerprint: HEXLOWER.encode(&Sha256::digest(said.trim())),
                recipients,
            }),
            _ => Err(Malformed::TooMany),
        }
    }
}

fn is(part: &MessagePart<'_>, wanted: &str, subtypes: &[&str]) -> bool {
    part.content_type().is_some_and(|held| {
        held.ctype().eq_ignore_ascii_case(wanted)
            && held.subtype().is_some_and(|held| subtypes.iter().any(|wanted| held.eq_ignore_ascii_case(wanted)))
    })
}

/// One group of fields; none where it is not about a recipient.
fn recipient(parser: &MessageParser, group: &str) -> Result<Option<Recipient>, Malformed> {
    // The fields of a report have the form of a mail's (RFC 3464 §2.1).
    let Some(fields) = parser.parse_headers(group.as_bytes()) else { return Ok(None) };
    let field = |name| {
        let mut held = fields.headers_raw().filter(|(held, _)| str::eq_ignore_ascii_case(held, name));
        held.next().map(|(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let Some(named) = field("Final-Recipient") else {
        let about_somebody = ["Original-Recipient", "Action", "Status"].into_iter().any(|name| field(name).is_some());
        return if about_somebody { Err(Malformed::NoRecipient) } else { Ok(None) };
    };
    let mut addresses: Vec<_> = field("Original-Recipient").as_deref().and_then(address).into_iter().collect();
    addresses.push(address(&named).ok_or(Malformed::Recipient)?);
    addresses.dedup_by_key(|address| address.key());
    let action = match field("Action").unwrap_or_default().to_ascii_lowercase().as_str() {
        "failed" => Action::Failed,
        "delayed" => Action::Delayed,
        "delivered" | "relayed" | "expanded" => Action::Delivered,
        _ => return Err(Malformed::Action),
    };
    let status = field("Status").unwrap_or_default();
    let status = status.split(' ').next().unwrap_or_default();
    let fits = match action {
        Action::Failed => status.starts_with(['4', '5']),
        Action::Delayed => status.starts_with('4'),
        Action::Delivered => true,
    };
    if !fits || (action != Action::Delivered && !is_status(status)) {
        return Err(Malformed::Status);
    }
    let diagnostic = field("Diagnostic-Code").unwrap_or_default();
    let said = diagnostic.split_once(';').map_or(diagnostic.as_str(), |(_, said)| said);
    Ok(Some(Recipient { addresses, action, status: status.to_owned(), diagnostic: without_addresses(said) }))
}

/// `rfc822; ann@firm.example`, in angle brackets or not.
fn address(field: &str) -> Option<EmailAddress> {
    let (kind, named) = field.split_once(';')?;
    let kind = kind.trim();
    if !kind.eq_ignore_ascii_case("rfc822") && !kind.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    let named = named.trim();
    EmailAddress::parse(named.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(named)).ok()
}

/// RFC 3463 §2.
fn is_status(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    let number = |text: &&str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts[0].len() == 1 && parts.iter().all(number)
}

/// The mail that was returned, whole or its head alone.
fn returned(parser: &MessageParser, parts: &[&MessagePart<'_>]) -> Option<String> {
    parts.iter().find_map(|part| match &part.body {
        PartType::Message(mail) => mail.message_id().and_then(ours),
        _ if is(part, "text", &["rfc822-headers"]) || is(part, "message", &["rfc822-headers", "global-headers"]) => {
            parser.parse_headers(part.contents()).as_ref().and_then(Message::message_id).and_then(ours)
        }
        _ => None,
    })
}

/// What the report says that it answers, where it returns nothing.
fn answered(mail: &Message<'_>) -> Option<String> {
    [mail.in_reply_to(), mail.references()]
        .into_iter()
        .find_map(|ids| ids.as_text_list().and_then(|ids| ids.iter().find_map(|id| ours(id))))
}

/// The id of a mail of ours, if a Message-ID may hold one.
fn ours(message_id: &str) -> Option<String> {
    let (id, _) = message_id.trim_matches(['<', '>', ' ']).split_once('@')?;
    (id.len() == ID && id.bytes().all(|b| b.is_ascii_hexdigit())).then(|| id.to_ascii_lowercase())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
