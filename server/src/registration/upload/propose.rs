//! One request made of an upload.

use app::ports::upload::{Finding, PreviewProblem};
use domain::{
    account::AccountId,
    approval::{Change, ChangeKind},
    phase::{Act, Rule},
};
use serde_json::json;

use super::{UploadError, aside, check::Scene, room};
use crate::{
    app::App,
    approval::propose::{Proposal, ProposeError, Proposer, propose_in},
    audit::Scribe,
    rights::Maker,
    schedule,
    store::{requests::Subject, uploads},
};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// The request with this id was made, and the upload is gone.
    Request(String),
    /// Nothing was proposed.
    Not(PreviewProblem),
    /// Somebody else proposed for one of the users in the same moment: the preview shows whom.
    Overtaken,
}

/// Proposes the addresses of all records of the upload `id` that are taken, warned ones included, as one request.
/// `confirmed` says that the maker has looked at those that are to be looked at.
///
/// # Errors
/// [`UploadError::Gone`] when `by` made none of that id, or has proposed it already.
pub async fn propose(
    app: &App,
    scribe: &Scribe<'_>,
    by: Maker<'_>,
    id: &str,
    reason: &str,
    confirmed: bool,
) -> Result<Proposed, UploadError> {
    let _room = room().await?;
    let maker = &by.account().id;
    let firm = &maker.participant;
    let mut tx = app.store.begin().await?;
    if schedule::phase_of(app, &mut tx, maker, scribe.now).await?.rule(Act::RegisterAddress) != Rule::Yes {
        return Ok(Proposed::Not(PreviewProblem::PhaseClosed));
    }
    let upload = uploads::hold(&mut tx, id, firm, maker).await?.ok_or(UploadError::Gone)?;
    // As the firm stands in this transaction, not as it stood when the preview was shown.
    let scene = Scene::load(&mut tx, app, firm, scribe.now).await?;
    let content = upload.content;
    let gathered = aside(move || Gathered::of(&scene, &content)).await?;
    if gathered.changes.is_empty() {
        return Ok(Proposed::Not(PreviewProblem::NothingToPropose));
    }
    if gathered.look > 0 && !confirmed {
        return Ok(Proposed::Not(PreviewProblem::Confirm));
    }
    uploads::delete(&mut tx, id).await?;
    let rows = gathered.changes.len();
    let proposal = Proposal {
        participant: firm,
        kind: ChangeKind::Address,
        changes: gathered.changes,
        reason,
        file: &upload.file,
    };
    let request = match propose_in(app, &mut tx, scribe, Proposer::Firm(by), proposal).await {
        Ok(request) => request,
        Err(ProposeError::Waits(_)) => return Ok(Proposed::Overtaken),
        Err(ProposeError::NoRight) => return Err(UploadError::NoRight),
        Err(ProposeError::Store(error)) => return Err(error.into()),
        Err(error @ (ProposeError::Nothing | ProposeError::NotOfFirm(_))) => {
            return Err(UploadError::Failed(error.to_string()));
        }
    };
    let detail = json!({
        "upload": id, "request": request.id, "records": upload.records, "rows": rows,
        "registers": gathered.registers, "changes": gathered.readdresses, "confirmed": gathered.look,
    });
    scribe.events(&mut tx, "upload.proposed", firm, vec![(None, detail)]).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(Proposed::Request(request.id))
}

/// What an upload would change.
struct Gathered {
    changes: Vec<(Subject, Change)>,
    /// How many of them somebody is to look at.
    look: u64,
    registers: u64,
    readdresses: u64,
}

impl Gathered {
    fn of(scene: &Scene, content: &str) -> Result<Self, UploadError> {
        let judgement = scene.judge(content)?;
        let (registers, readdresses) = (judgement.registers, judgement.changes);
        let mut gathered = Self { changes: Vec::new(), look: 0, registers, readdresses };
        scene.walk(content, &judgement, |judged| {
            let id = AccountId::parse_parts(judged.record.cell(0), judged.record.cell(1));
            if let (Some(address), Ok(id)) = (judged.address, id) {
                gathered.look += u64::from(judged.new_domain || judged.finding == Finding::Warn);
                gathered.changes.push((Subject::Account(id), Change::Address { address }));
            }
            Ok(())
        })?;
        Ok(gathered)
    }
}
