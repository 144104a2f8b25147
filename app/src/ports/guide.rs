//! The user guide: `/guide` for everybody, and `/monitor/guide` for staff. PDFs as pages link to them.

use domain::{
    guide::{Acknowledge, Audience},
    language::Language,
    time::Instant,
};

/// A PDF to be taken home.
#[derive(Clone, Debug)]
pub struct PaperLink {
    /// Its id, in the field `paper`.
    pub id: String,
    /// Where it is.
    pub url: String,
    /// Its title in the page's language.
    pub title: String,
    /// The language it is written in.
    pub language: Language,
    /// How many bytes it has.
    pub size: u64,
}

/// The version of a document that holds, in the page's language.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id in URLs.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The version.
    pub version: String,
    /// When that version was made.
    pub date: Instant,
    /// Whom it is for.
    pub audience: Audience,
    /// Who acknowledges it.
    pub acknowledge: Acknowledge,
    /// The PDF, where it is one.
    pub paper: Option<PaperLink>,
    /// What of the acknowledgement is the reader's.
    pub reader: Reading,
}

/// How a reader stands with a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Nothing is asked of them.
    #[default]
    Free,
    /// They are to acknowledge it.
    Asked,
    /// They have, or somebody has for the firm: who (empty: they themselves) and when.
    Done(String, Instant),
}

/// `/guide`.
#[derive(Clone, Debug, Default)]
pub struct Guide {
    /// Documents, those that are to be acknowledged by the reader first.
    pub entries: Vec<Entry>,
}

/// `/guide/{document}`. Its form posts `action=acknowledge` and `version`.
#[derive(Clone, Debug)]
pub struct DocumentPage {
    /// The document.
    pub entry: Entry,
    /// What it says, as HTML that the server made of Markdown; empty for a PDF.
    pub html: String,
    /// Its sections: ids and headings.
    pub sections: Vec<(String, String)>,
    /// Whether it was acknowledged just now.
    pub thanked: bool,
    /// Whether another version took its place since the page was opened.
    pub overtaken: bool,
}

/// `/monitor/guide`.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Whether the reader uploads.
    pub operator: bool,
    /// Documents with the versions that hold.
    pub documents: Vec<Holding>,
    /// Versions of uploaded documents that were replaced, the newest first.
    pub former: Vec<(Entry, Instant)>,
    /// Whether a PDF was just published.
    pub published: bool,
}

/// A document and how far it was acknowledged.
#[derive(Clone, Debug)]
pub struct Holding {
    /// The document.
    pub entry: Entry,
    /// Acknowledgements that are asked for: users, or firms.
    pub asked: u64,
    /// Those that there are.
    pub done: u64,
    /// Firms of which any is asked for.
    pub firms: u64,
    /// Firms of which none is missing.
    pub firms_done: u64,
}

/// `/monitor/guide/{document}`: firm by firm. In the URL: `show=missing`, `page`.
#[derive(Clone, Debug)]
pub struct Readers {
    /// The document, and how far it was acknowledged.
    pub holding: Holding,
    /// Whether only firms from which something is missing are shown.
    pub missing_only: bool,
    /// The page, from 1, and how many there are.
    pub page: (u64, u64),
    /// The firms shown, 50 at most.
    pub rows: Vec<ReaderRow>,
}

/// A firm and a document.
#[derive(Clone, Debug)]
pub struct ReaderRow {
    /// The firm's code.
    pub participant: String,
    /// Its name in the page's language.
    pub name: String,
    /// Acknowledgements that are asked of it.
    pub asked: u64,
    /// Those that there are.
    pub done: u64,
    /// The newest.
    pub last: Option<Instant>,
    /// Who acknowledged for the firm; empty where each user does.
    pub by: String,
}

/// A form with a PDF: `/monitor/guide/new` and `/monitor/briefings/{id}/materials`. Fields: `file`, and those of
/// [`PaperTyped`], of which a material has only the first three.
#[derive(Clone, Debug)]
pub struct PaperForm {
    /// What for.
    pub purpose: PaperPurpose,
    /// The most bytes of a file.
    pub most_bytes: u64,
    /// What was typed.
    pub typed: PaperTyped,
    /// Why it was not taken.
    pub problems: Vec<PaperProblem>,
}

/// What a PDF is uploaded for.
#[derive(Clone, Debug)]
pub enum PaperPurpose {
    /// The user guide. The uploaded documents that it can be a new version of: ids and titles.
    Guide(Vec<(String, String)>),
    /// A briefing: its id and title.
    Material(String, String),
}

/// What is typed beside a PDF.
#[derive(Clone, Debug, Default)]
pub struct PaperTyped {
    /// `title_en`
    pub title_en: String,
    /// `title_zh`
    pub title_zh: String,
    /// `language`: `en` or `zh-HK`.
    pub language: String,
    /// `document`: the one that it is a new version of; empty: a new one.
    pub document: String,
    /// `version`
    pub version: String,
    /// `audience`
    pub audience: String,
    /// `acknowledge`
    pub acknowledge: String,
}

/// Why a PDF was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperProblem {
    /// A field is empty, or holds none of its values: its name.
    Missing(&'static str),
    /// No file was chosen.
    NoFile,
    /// The file does not begin as a PDF does.
    NotPdf,
    /// The file is too large.
    TooLarge,
    /// The form could not be read.
    Unreadable,
    /// The document has that version already.
    SameVersion,
}
