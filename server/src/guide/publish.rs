//! Uploaded PDFs become documents of the user guide.

use app::ports::guide::{PaperProblem, PaperTyped};
use domain::guide::Acknowledge;
use serde_json::json;

use super::paper;
use crate::{
    app::App,
    approval::propose::tidy_reason as tidy,
    audit::Scribe,
    briefing::desk::still,
    rights::Operator,
    store::{
        StoreError,
        guides::{self, GuidePaper},
        papers,
    },
};

/// The longest version, in characters.
const LONGEST_VERSION: usize = 20;

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The right to do it went meanwhile.
    #[error("the right to do it is gone")]
    NoRight,
    /// What was sent does not do.
    #[error("not taken: {0:?}")]
    Problems(Vec<PaperProblem>),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Publishes a PDF: a new document, or a new version that takes the place of the former one. Whoever is to acknowledge
/// it is told by mail.
///
/// # Errors
/// [`PublishError`] says why it was not.
pub async fn publish(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    typed: &PaperTyped,
    name: &str,
    file: Vec<u8>,
) -> Result<(), PublishError> {
    let mut problems = Vec::new();
    let paper = paper::read(scribe, typed, name, &file).map_err(|found| problems.extend(found)).ok();
    let version: String = tidy(&typed.version);
    if version.is_empty() || version.chars().count() > LONGEST_VERSION {
        problems.push(PaperProblem::Missing("version"));
    }
    let audience = typed.audience.parse().map_err(|_| problems.push(PaperProblem::Missing("audience"))).ok();
    let acknowledge = typed.acknowledge.parse().map_err(|_| problems.push(PaperProblem::Missing("acknowledge"))).ok();

    let mut tx = app.store.begin().await?;
    if !still(&mut tx, by).await? {
        return Err(PublishError::NoRight);
    }
    if !typed.document.is_empty() {
        let held = guides::versions(&mut tx, &typed.document).await?;
        if held.is_empty() {
            problems.push(PaperProblem::Missing("document"));
        } else if held.iter().any(|held| held.version == version) {
            problems.push(PaperProblem::SameVersion);
        }
    }
    let (Some(paper), Some(audience), Some(acknowledge), true) = (paper, audience, acknowledge, problems.is_empty())
    else {
        return Err(PublishError::Problems(problems));
    };
    let document = if typed.document.is_empty() { paper.id.clone() } else { typed.document.clone() };
    papers::add(&mut tx, &paper, file).await?;
    guides::replace(&mut tx, &document, scribe.now).await?;
    let tell = acknowledge != Acknowledge::None;
    guides::begin_telling(&mut tx, &document, &version, tell, scribe.now).await?;
    let new = GuidePaper { paper, document, version, audience, acknowledge, replaced_at: None };
    guides::add(&mut tx, &new).await?;
    let detail = json!({
        "document": new.document, "edition": new.version, "title": new.paper.title_en, "bytes": new.paper.size,
        "audience": audience.name(), "acknowledge": acknowledge.name(),
    });
    scribe.event(&mut tx, "guide.published", None, detail).await?;
    tx.commit().await?;
    Ok(())
}
