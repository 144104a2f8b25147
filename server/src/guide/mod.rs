//! The user guide: documents of the program and uploaded PDFs, who has acknowledged them, and who is told.
//!
//! * [`shelf`] holds the documents that come with the program, [`markdown`] makes pages of them.
//! * [`paper`] takes PDFs in, [`publish`] makes them documents.
//! * [`acknowledge`] records that a version was read, [`tell`] mails of new versions.
//! * [`view`] shows all of it, [`file`] writes acknowledgements as a file.
//!
//! *To add a document*: a file of the same name in `docs/user-guide/en` and `docs/user-guide/zh-HK`. *To change one*:
//! raise its `version` in both; whoever is to acknowledge it is asked again.

pub mod acknowledge;
pub mod file;
pub mod markdown;
pub mod paper;
pub mod publish;
pub mod shelf;
pub mod tell;
pub mod view;

use domain::{
    guide::{Acknowledge, Audience},
    language::Language,
    time::Instant,
};
use sqlx::AnyConnection;

use crate::store::{
    StoreError,
    guides::{self, GuidePaper, Version},
};

/// The version of a document that holds, wherever it comes from.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id in URLs.
    pub id: String,
    /// Its version.
    pub version: String,
    /// When the version was made.
    pub date: Instant,
    /// Whom it is for.
    pub audience: Audience,
    /// Who acknowledges it.
    pub acknowledge: Acknowledge,
    /// What it is.
    pub form: Form,
}

/// What a document is.
#[derive(Clone, Debug)]
pub enum Form {
    /// A page in both languages.
    Page(&'static shelf::Pair),
    /// An uploaded PDF.
    Paper(GuidePaper),
}

impl Document {
    /// Its title in `language`.
    pub fn title(&self, language: Language) -> &str {
        match &self.form {
            Form::Page(pair) => &pair.of(language).title,
            Form::Paper(paper) => paper.paper.title(language),
        }
    }

    /// The version, as statements ask for it.
    pub fn key(&self) -> Version<'_> {
        Version { document: &self.id, version: &self.version, audience: self.audience, acknowledge: self.acknowledge }
    }

    fn of_paper(paper: GuidePaper) -> Self {
        Self {
            id: paper.document.clone(),
            version: paper.version.clone(),
            date: paper.paper.uploaded_at,
            audience: paper.audience,
            acknowledge: paper.acknowledge,
            form: Form::Paper(paper),
        }
    }
}

/// Every document, in the version that holds: those of the program first, then PDFs, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn documents(db: &mut AnyConnection) -> Result<Vec<Document>, StoreError> {
    let papers = guides::current(db).await?.into_iter().map(Document::of_paper);
    Ok(shelf::pages().chain(papers).collect())
}

/// One document, in the version that holds.
///
/// # Errors
/// When the database cannot be read.
pub async fn document(db: &mut AnyConnection, id: &str) -> Result<Option<Document>, StoreError> {
    Ok(documents(db).await?.into_iter().find(|document| document.id == id))
}
