//! The form of a mail: text and HTML that say the same, and the message around them.

use domain::{language::Language, time::Instant};
use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};

use super::{
    Finished, WriteError,
    matter::Matter,
    version::{Tabled, Version, house},
};
use crate::app::App;

/// The message that says `versions`; its id is made of `id`.
pub(super) fn finish(app: &App, matter: &Matter, versions: &[Version; 2], id: &str) -> Result<Finished, WriteError> {
    let text = as_text(matter.code.as_deref(), versions);
    let html = as_html(matter.code.as_deref(), versions);
    let subject = versions[0].subject.clone();

    let form = |word: &dyn std::fmt::Display| WriteError::Form(word.to_string());
    let sender = if app.config.mail.from.is_empty() { "no-reply@localhost.example" } else { &app.config.mail.from };
    let from: Address = sender.parse().map_err(|e| form(&e))?;
    let recipient = matter.to.as_ref().ok_or(WriteError::Useless)?.as_str();
    let to: Address = recipient.parse().map_err(|e| form(&e))?;
    let part = |content: ContentType, body: String| {
        // Encoded whatever it holds: no line of a body can then be taken for the end of the mail.
        SinglePart::builder().header(content).header(ContentTransferEncoding::Base64).body(body)
    };
    let said = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, text.clone()))
        .singlepart(part(ContentType::TEXT_HTML, html));
    let whole = match &matter.file {
        None => said,
        Some(file) => {
            let csv = ContentType::parse("text/csv; charset=utf-8").map_err(|e| form(&e))?;
            MultiPart::mixed()
                .multipart(said)
                .singlepart(Attachment::new(file.name.clone()).body(file.content.clone(), csv))
        }
    };
    let sent_at = app.clock.now();
    let message_id = format!("<{id}@{}>", from.domain());
    let message = Message::builder()
        .from(Mailbox::new(Some(house(&app.config, Language::En)), from))
        .to(Mailbox::new(None, to))
        .subject(subject.clone())
        .date(std::time::UNIX_EPOCH + sent_at.since(Instant::from_millis(0)))
        // The same for every try of this mail: where a relay took it and its answer was lost, the next can tell.
        .message_id(Some(message_id))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .multipart(whole)
        .map_err(|e| form(&e))?;
    Ok(Finished { message, to: recipient.to_owned(), subject, text, sent_at })
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The text part.
pub(super) fn as_text(code: Option<&str>, versions: &[Version; 2]) -> String {
    let mut text = String::new();
    if let Some(code) = code {
        text.push_str(&format!("{code}\n\n"));
    }
    for (place, version) in versions.iter().enumerate() {
        if place > 0 {
            text.push_str("\n* * *\n\n");
        }
        text.push_str(&version.opening);
        text.push_str("\n\n");
        for fact in &version.facts {
            text.push_str(&format!("{fact}\n"));
        }
        for table in &version.tables {
            text.push_str(&format!("\n{}\n", table.title));
            for row in std::iter::once(&table.head).chain(&table.rows) {
                text.push_str(&format!("{}\n", row.join(" | ")));
            }
        }
        for paragraph in &version.paragraphs {
            text.push_str(&format!("\n{paragraph}\n"));
        }
        if !version.close.is_empty() {
            text.push_str(&format!("\n{}\n", version.close.join("\n")));
        }
    }
    text
}

fn as_html(code: Option<&str>, versions: &[Version; 2]) -> String {
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"font:16px/24px sans-serif;max-width:34em\">",
        versions[0].language.html_lang(),
        escaped(&versions[0].subject)
    );
    if let Some(code) = code {
        html.push_str(&format!("<p style=\"font:bold 28px/36px monospace;letter-spacing:2px\">{}</p>", escaped(code)));
    }
    for (place, version) in versions.iter().enumerate() {
        if place > 0 {
            html.push_str("<p>* * *</p>");
        }
        html.push_str(&format!("<div lang=\"{}\"><p>{}</p>", version.language.html_lang(), escaped(&version.opening)));
        html.push_str(&format!("<p>{}</p>", lines(&version.facts)));
        for table in &version.tables {
            html.push_str(&as_html_table(table));
        }
        for paragraph in &version.paragraphs {
            html.push_str(&format!("<p>{}</p>", escaped(paragraph)));
        }
        if !version.close.is_empty() {
            html.push_str(&format!("<p>{}</p>", lines(&version.close)));
        }
        html.push_str("</div>");
    }
    html.push_str("</body></html>");
    html
}

fn as_html_table(table: &Tabled) -> String {
    let cell = |(place, text): (usize, &String), head: bool| {
        let (tag, scope) = match (head, place) {
            (true, _) => ("th", " scope=\"col\""),
            (false, 0) => ("th", " scope=\"row\""),
            (false, _) => ("td", ""),
        };
        let style = "border-bottom:1px solid #6b7885;padding:4px 16px 4px 0;text-align:left;font-weight:normal";
        format!("<{tag}{scope} style=\"{style}\">{}</{tag}>", escaped(text))
    };
    let row = |row: &[String], head: bool| {
        format!("<tr>{}</tr>", row.iter().enumerate().map(|one| cell(one, head)).collect::<String>())
    };
    let rows: String = table.rows.iter().map(|cells| row(cells, false)).collect();
    format!(
        "<table style=\"border-collapse:collapse;margin:0 0 24px\">\
         <caption style=\"text-align:left;font-weight:bold\">{}</caption>{}{rows}</table>",
        escaped(&table.title),
        row(&table.head, true)
    )
}

fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
