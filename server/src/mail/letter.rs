//! Writing a mail: text and HTML say the same, in the reader's language first.

use app::words::Words;
use domain::{
    code::{ActivationCode, OneTimeCode},
    language::Language,
    time::{Instant, clock_seconds, clock_time, date_time},
};
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};

use super::Kind;
use crate::{
    app::App,
    store::{
        StoreError,
        accounts::{self, Account},
        activations, logins,
        logins::Stage,
        outbox::Letter,
    },
};

/// A mail ready for a relay.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The whole message.
    pub message: Message,
    /// Its recipient.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// When it was written.
    pub sent_at: Instant,
}

/// Why a mail was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Nobody wants it any more: its subject is over.
    #[error("useless")]
    Useless,
    /// The library does not take the address or the sender.
    #[error("{0}")]
    Form(String),
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a mail says in one language.
struct Version {
    subject: String,
    paragraphs: Vec<String>,
    facts: Vec<String>,
    close: Vec<String>,
}

/// What a mail is about.
struct Matter {
    /// The code that stands on the first line.
    code: Option<String>,
    reference: String,
    asked_at: Instant,
    until: Option<Instant>,
    to: String,
}

/// Writes `letter`.
///
/// # Errors
/// [`WriteError`] says why there is nothing to send.
pub async fn write(app: &App, letter: &Letter) -> Result<Finished, WriteError> {
    let kind = Kind::parse(&letter.kind).ok_or(WriteError::Useless)?;
    let mut reader = app.store.reader().await?;
    let account = accounts::find(&mut reader, &letter.account).await?.ok_or(WriteError::Useless)?;
    let address = account.address.as_ref().map(|a| a.as_str().to_owned());
    let matter = match kind {
        Kind::Code => {
            let login = logins::find(&mut reader, &letter.subject).await?.ok_or(WriteError::Useless)?;
            let alive = login.stage == Stage::Code && login.epoch == account.epoch;
            let asked = login.asked.filter(|a| alive && a.expires_at > app.clock.now()).ok_or(WriteError::Useless)?;
            let code = OneTimeCode::derive(&app.keys.code, &asked.code_id, app.config.code_digits());
            Matter {
                code: Some(code.expose().to_owned()),
                reference: asked.reference.to_string(),
                asked_at: asked.asked_at,
                until: Some(asked.expires_at),
                to: address.ok_or(WriteError::Useless)?,
            }
        }
        Kind::Activation => {
            let activation = activations::find_open(&mut reader, &letter.account)
                .await?
                .filter(|activation| activation.id == letter.subject)
                .ok_or(WriteError::Useless)?;
            let code = ActivationCode::derive(&app.keys.code, &activation.id);
            Matter {
                code: Some(code.expose().to_owned()),
                reference: activation.reference.to_string(),
                asked_at: activation.created_at,
                until: Some(activation.expires_at),
                to: activation.address.as_str().to_owned(),
            }
        }
        _ => Matter {
            code: None,
            reference: String::new(),
            asked_at: letter.created_at,
            until: None,
            to: letter.recipient.as_ref().map(|to| to.as_str().to_owned()).or(address).ok_or(WriteError::Useless)?,
        },
    };
    drop(reader);
    compose(app, kind, &account, &matter, &letter.id)
}

fn compose(app: &App, kind: Kind, account: &Account, matter: &Matter, id: &str) -> Result<Finished, WriteError> {
    let first = account.language.unwrap_or_default();
    let second = if first == Language::En { Language::ZhHk } else { Language::En };
    let versions = [version(app, kind, account, matter, first), version(app, kind, account, matter, second)];
    let text = as_text(matter.code.as_deref(), &versions);
    let html = as_html(matter.code.as_deref(), &versions, [first, second]);
    let subject = versions[0].subject.clone();

    let form = |word: &dyn std::fmt::Display| WriteError::Form(word.to_string());
    let sender = if app.config.mail.from.is_empty() { "no-reply@localhost.example" } else { &app.config.mail.from };
    let from: Address = sender.parse().map_err(|e| form(&e))?;
    let to: Address = matter.to.parse().map_err(|e| form(&e))?;
    let part = |content: ContentType, body: String| {
        // Encoded whatever it holds: no line of a body can then be taken for the end of the mail.
        SinglePart::builder().header(content).header(ContentTransferEncoding::Base64).body(body)
    };
    let house = house(app, Language::En);
    let sent_at = app.clock.now();
    let message_id = format!("<{id}@{}>", from.domain());
    let message = Message::builder()
        .from(Mailbox::new(Some(house), from))
        .to(Mailbox::new(None, to))
        .subject(subject.clone())
        .date(std::time::UNIX_EPOCH + sent_at.since(Instant::from_millis(0)))
        // The same for every try of this mail: where a relay took it and its answer was lost, the next can tell.
        .message_id(Some(message_id))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, text.clone()))
                .singlepart(part(ContentType::TEXT_HTML, html)),
        )
        .map_err(|e| form(&e))?;
    Ok(Finished { message, to: matter.to.clone(), subject, text, sent_at })
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn house(app: &App, language: Language) -> String {
    let configured = match language {
        Language::En => &*app.config.organisation.name_en,
        Language::ZhHk => &*app.config.organisation.name_zh,
    };
    if configured.is_empty() { Words::of(language).get("mail-house-unnamed") } else { configured.to_owned() }
}

fn version(app: &App, kind: Kind, account: &Account, matter: &Matter, language: Language) -> Version {
    let words = Words::of(language);
    let house = house(app, language);
    let time = clock_seconds(matter.asked_at, language);
    let minutes = app.config.login.budget_window.as_secs().div_ceil(60);
    let subject = |key| words.with(key, &[("time", (&time).into())]);
    let referenced = |key| words.with(key, &[("reference", (&matter.reference).into())]);
    let purpose = |key| words.with(key, &[("house", (&house).into())]);
    let (subject, paragraphs) = match kind {
        Kind::Code => (
            words.with("mail-code-subject", &[("time", (&time).into()), ("reference", (&matter.reference).into())]),
            vec![purpose("mail-code-purpose"), words.get("mail-code-warning")],
        ),
        Kind::Activation => (
            referenced("mail-activation-subject"),
            vec![
                purpose("mail-activation-purpose"),
                words.get("mail-activation-how"),
                words.get("mail-activation-warning"),
            ],
        ),
        Kind::LoginPaused => (
            subject("mail-paused-subject"),
            vec![
                words.with("mail-paused-purpose", &[("house", (&house).into()), ("minutes", minutes.into())]),
                words.get("mail-paused-way"),
            ],
        ),
        Kind::AccountClosed => {
            (subject("mail-closed-subject"), vec![purpose("mail-closed-purpose"), words.get("mail-closed-way")])
        }
        _ => (subject("mail-password-subject"), vec![purpose("mail-password-purpose"), words.get("mail-password-way")]),
    };
    let fact = |label: &str, value: &str| {
        words.with("mail-fact", &[("label", (&words.get(label)).into()), ("value", value.into())])
    };
    let mut facts = Vec::new();
    if !matter.reference.is_empty() {
        facts.push(fact("mail-label-reference", &matter.reference));
    }
    facts.push(fact("mail-label-account", &account.id.to_string()));
    let asked = if matter.code.is_some() { "mail-label-asked" } else { "mail-label-when" };
    facts.push(fact(asked, &date_time(matter.asked_at, language)));
    if let Some(until) = matter.until {
        let same_day = until.since(matter.asked_at).as_secs() < 3600;
        let shown = if same_day { clock_time(until, language) } else { date_time(until, language) };
        facts.push(fact("mail-label-until", &shown));
    }
    let support = &app.config.support;
    let mut close = Vec::new();
    if !support.hotline.is_empty() {
        close.push(words.with("mail-call", &[("hotline", (&*support.hotline).into())]));
    }
    if !support.email.is_empty() {
        close.push(words.with("mail-write", &[("email", (&*support.email).into())]));
    }
    Version { subject, paragraphs, facts, close }
}

fn as_text(code: Option<&str>, versions: &[Version; 2]) -> String {
    let mut text = String::new();
    if let Some(code) = code {
        text.push_str(&format!("{code}\n\n"));
    }
    for (place, version) in versions.iter().enumerate() {
        if place > 0 {
            text.push_str("\n* * *\n\n");
        }
        text.push_str(&version.paragraphs[0]);
        text.push_str("\n\n");
        for fact in &version.facts {
            text.push_str(&format!("{fact}\n"));
        }
        for paragraph in &version.paragraphs[1..] {
            text.push_str(&format!("\n{paragraph}\n"));
        }
        if !version.close.is_empty() {
            text.push_str(&format!("\n{}\n", version.close.join("\n")));
        }
    }
    text
}

fn as_html(code: Option<&str>, versions: &[Version; 2], languages: [Language; 2]) -> String {
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"font:16px/24px sans-serif;max-width:34em\">",
        languages[0].html_lang(),
        escaped(&versions[0].subject)
    );
    if let Some(code) = code {
        html.push_str(&format!("<p style=\"font:bold 28px/36px monospace;letter-spacing:2px\">{}</p>", escaped(code)));
    }
    for (place, (version, language)) in versions.iter().zip(languages).enumerate() {
        if place > 0 {
            html.push_str("<p>* * *</p>");
        }
        html.push_str(&format!("<div lang=\"{}\"><p>{}</p><p>", language.html_lang(), escaped(&version.paragraphs[0])));
        let facts: Vec<String> = version.facts.iter().map(|fact| escaped(fact)).collect();
        html.push_str(&facts.join("<br>"));
        html.push_str("</p>");
        for paragraph in &version.paragraphs[1..] {
            html.push_str(&format!("<p>{}</p>", escaped(paragraph)));
        }
        if !version.close.is_empty() {
            let lines: Vec<String> = version.close.iter().map(|line| escaped(line)).collect();
            html.push_str(&format!("<p>{}</p>", lines.join("<br>")));
        }
        html.push_str("</div>");
    }
    html.push_str("</body></html>");
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
