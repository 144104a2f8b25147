//! What a letter's detail tells, read into types; texts in it may come from users.

use std::ops::Range;

use domain::{approval::ChangeKind, role::DaRoles, time::Instant};
use serde::{Deserialize, de::DeserializeOwned};

use super::WriteError;
use crate::store::outbox::Letter;

/// The most characters of one text that a mail shows.
const LONGEST: usize = 200;
/// The most facts that a mail shows.
const MOST_FACTS: usize = 40;

/// The detail of [`super::Kind::RolesChanged`].
#[derive(Debug, Deserialize)]
pub(super) struct Roles {
    roles: DaRoles,
}

impl Roles {
    /// The key of the words for them.
    pub(super) fn words(&self) -> &'static str {
        match (self.roles.maker, self.roles.checker) {
            (true, true) => "mail-roles-both",
            (true, false) => "mail-roles-maker",
            (false, true) => "mail-roles-checker",
            (false, false) => "mail-roles-none",
        }
    }
}

/// The detail of mails about something that its holder has named.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    name: String,
}

impl Named {
    /// The name, as a mail shows it.
    pub(super) fn name(&self) -> String {
        one_line(&self.name)
    }
}

/// The detail of [`super::Kind::CallBackChanged`].
#[derive(Debug, Deserialize)]
pub(super) struct Numbers {
    from: String,
    to: String,
}

impl Numbers {
    /// The number before and the number now, as a mail shows them; empty: none.
    pub(super) fn shown(&self) -> [String; 2] {
        [one_line(&self.from), one_line(&self.to)]
    }
}

/// The detail of [`super::Kind::FirmReminder`].
#[derive(Debug, Deserialize)]
pub(super) struct Reminder {
    /// When something closes next.
    pub(super) closing: Option<Instant>,
}

/// The detail of [`super::Kind::RequestDecided`].
#[derive(Debug, Deserialize)]
pub(super) struct Decided {
    kind: ChangeKind,
    /// A file or an account.
    #[serde(default)]
    pub(super) about: String,
    /// Rows carried out.
    #[serde(default)]
    pub(super) done: u64,
    /// Rows rejected.
    #[serde(default)]
    pub(super) rejected: u64,
    /// Rows whose ground had changed.
    #[serde(default)]
    pub(super) stale: u64,
    /// Rows that nobody decided on in time.
    #[serde(default)]
    pub(super) expired: u64,
}

impl Decided {
    /// The key of the words for what was proposed.
    pub(super) fn words(&self) -> &'static str {
        match self.kind {
            ChangeKind::Address => "mail-change-address",
            ChangeKind::RemoveAddress => "mail-change-remove-address",
            ChangeKind::Reset => "mail-change-reset",
            ChangeKind::Roles => "mail-change-roles",
            ChangeKind::Enable => "mail-change-enable",
            ChangeKind::Disable => "mail-change-disable",
            ChangeKind::Sole => "mail-change-sole",
            ChangeKind::Domains => "mail-change-domains",
            ChangeKind::BindCard => "mail-change-bind-card",
            ChangeKind::RetireCards => "mail-change-retire-cards",
            ChangeKind::RestoreCards => "mail-change-restore-cards",
            ChangeKind::Schedule => "mail-change-schedule",
            ChangeKind::Arm => "mail-change-arm",
            ChangeKind::Exception => "mail-change-exception",
            ChangeKind::Campaign => "mail-change-campaign",
            ChangeKind::OneTimePass => "mail-change-one-time-pass",
            ChangeKind::CallBack => "mail-change-call-back",
            ChangeKind::Package => "mail-change-package",
            ChangeKind::Readiness => "mail-change-readiness",
        }
    }
}

/// The detail of [`super::Kind::OperatorActed`].
#[derive(Debug, Deserialize)]
pub(super) struct Acted {
    /// What was done.
    pub(super) what: Act,
    #[serde(default)]
    facts: Vec<(String, String)>,
}

/// What the operator did.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Act {
    /// A file was imported.
    Import,
    /// Somebody became staff.
    StaffAdded,
}

impl Acted {
    /// Labels and values, each on one line.
    pub(super) fn facts(&self) -> impl Iterator<Item = (String, String)> {
        self.facts.iter().take(MOST_FACTS).map(|(label, value)| (one_line(label), one_line(value)))
    }
}

/// The detail of `letter`. One that cannot be read is a mistake of the program: it is logged, and the mail is not
/// sent, since a refusal would be taken for the mailbox's.
pub(super) fn of<T: DeserializeOwned>(letter: &Letter) -> Result<T, WriteError> {
    serde_json::from_value(letter.detail.clone()).map_err(|error| {
        tracing::error!(mail = letter.id, kind = letter.kind, %error, "the detail of a mail cannot be read");
        WriteError::Useless
    })
}

/// `text` as a mail may show it: on one line, nothing in it that cannot be seen or turns the writing, of a sane
/// length, and no address of a page: mails hold none, and mail programs would make a link of it.
pub(super) fn one_line(text: &str) -> String {
    let seen: String = text.chars().take(LONGEST).map(|c| if hidden(c) { ' ' } else { c }).collect();
    let mut line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    while let Some(link) = link(&line) {
        line.replace_range(link, "");
    }
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// Where a text begins to be the address of a page: a scheme, or the name that servers of pages have.
fn link(line: &str) -> Option<Range<usize>> {
    if let Some(end) = line.find("://") {
        let scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        return Some(line[..end].trim_end_matches(scheme).len()..end + 3);
    }
    line.to_ascii_lowercase().find("www.").map(|start| start..start + 4)
}

/// Controls, and marks of no width that join, hide or turn what stands beside them.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, one_line};

    #[test]
    fn a_text_of_others_is_one_line_that_can_be_seen() {
        for (given, wanted) in [
            ("emails.csv", "emails.csv"),
            ("電郵 名單.csv", "電郵 名單.csv"),
            ("a\r\nBcc: eve@evil.example\r\n.\r\n", "a Bcc: eve@evil.example ."),
            ("\0\u{7f}a\u{85}b\u{2028}c\u{202e}vsc.exe", "a b c vsc.exe"),
            ("see HTTPS://evil.example/a", "see evil.example/a"),
            ("hthttp://tp://a ://b 見https://c", "a b 見c"),
            ("WWW.evil.example wwwwww..x", "evil.example x"),
            ("", ""),
        ] {
            assert_eq!(one_line(given), wanted, "{given:?}");
        }
        assert_eq!(one_line(&"字".repeat(LONGEST + 1)), format!("{}…", "字".repeat(LONGEST)));
        assert_eq!(one_line(&"字".repeat(LONGEST)), "字".repeat(LONGEST));
    }
}
