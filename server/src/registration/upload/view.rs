//! A page of an upload, judged anew each time: what it shows is what would be proposed now.

use std::collections::BTreeMap;

use app::ports::{
    portal::Firm,
    upload::{Finding, Preview, PreviewProblem, RecordRow, UploadForm},
};
use domain::{
    account::{AccountId, ParticipantCode},
    language::Language,
};

use super::{
    super::import::reader::Record,
    MOST_BYTES, MOST_RECORDS, UploadError, aside,
    check::{Judged, Judgement, NewDomains, Scene, told},
    room,
};
use crate::{
    app::App,
    rights::Administrator,
    session::account::firm_name,
    store::{StoreError, directory, participants, uploads},
};

/// Records of a page.
pub const ROWS: u64 = 50;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Only records with this finding.
    pub show: Option<Finding>,
    /// The page, from 1.
    pub page: u64,
    /// Whether records were just corrected.
    pub corrected: bool,
    /// The reason as typed.
    pub reason: String,
    /// Why it was not proposed or corrected.
    pub problem: Option<PreviewProblem>,
    /// What was typed and not taken, by record.
    pub typed: BTreeMap<u64, Typed>,
}

/// What was typed into a record's fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The user's cell.
    pub user: Option<String>,
    /// The address's cell.
    pub email: Option<String>,
}

async fn firm(db: &mut sqlx::AnyConnection, code: &ParticipantCode, language: Language) -> Result<Firm, StoreError> {
    let found = participants::find(db, code).await?;
    let name = found.map(|firm| firm_name(&firm, language)).unwrap_or_default();
    Ok(Firm { participant: code.to_string(), name })
}

/// The page that takes a file.
///
/// # Errors
/// When the database cannot be read.
pub async fn form(app: &App, by: Administrator<'_>, language: Language) -> Result<UploadForm, StoreError> {
    let mut reader = app.store.reader().await?;
    let open = match by.maker() {
        Some(maker) => uploads::open(&mut reader, by.firm(), &maker.account().id).await?,
        None => Vec::new(),
    };
    Ok(UploadForm {
        firm: firm(&mut reader, by.firm(), language).await?,
        maker: by.maker().is_some(),
        most_records: MOST_RECORDS,
        most_bytes: MOST_BYTES,
        open,
        problem: None,
    })
}

/// A page of the upload `id`, which `maker` made. Nothing changes.
///
/// # Errors
/// [`UploadError::Gone`] when they made none of that id.
pub async fn preview(
    app: &App,
    maker: &AccountId,
    language: Language,
    id: &str,
    ask: Ask,
) -> Result<Preview, UploadError> {
    let _room = room().await?;
    let code = &maker.participant;
    let mut reader = app.store.reader().await?;
    let upload = uploads::find(&mut reader, id, code, maker).await?.ok_or(UploadError::Gone)?;
    let firm = firm(&mut reader, code, language).await?;
    let scene = Scene::load(&mut reader, app, code, app.clock.now()).await?;
    drop(reader);
    let (content, show, wanted) = (upload.content, ask.show, ask.page);
    let sheet = aside(move || Shown::of(&scene, &content, show, wanted)).await?;

    let mut reader = app.store.reader().await?;
    let ids: Vec<&AccountId> = sheet.rows.iter().filter_map(|(id, _)| id.as_ref()).collect();
    let accounts = directory::accounts(&mut reader, &ids).await?;
    drop(reader);
    let rows = sheet.rows.into_iter().map(|(id, mut row)| {
        if let Some(account) = id.and_then(|id| accounts.get(&id)) {
            account.name(language).clone_into(&mut row.name);
            row.now = account.address.as_ref().map(|address| address.as_str().to_owned()).unwrap_or_default();
        }
        if let Some(typed) = ask.typed.get(&row.record) {
            row.email = typed.email.clone().unwrap_or(row.email);
            row.user = typed.user.clone().filter(|_| row.user_editable).unwrap_or(row.user);
        }
        row
    });
    let judgement = &sheet.judgement;
    Ok(Preview {
        firm,
        id: upload.id,
        file: upload.file,
        form: upload.form,
        counts: Finding::ALL.map(|finding| (finding, judgement.count(finding))).to_vec(),
        records: judgement.records(),
        registers: judgement.registers,
        changes: judgement.changes,
        sessions: judgement.sessions,
        new_domains: sheet.new_domains,
        show: ask.show,
        rows: rows.collect(),
        page: sheet.page,
        corrected: ask.corrected,
        reason: ask.reason,
        problem: ask.problem,
    })
}

/// What a page shows of an upload, but for what the directory says of its users.
struct Shown {
    judgement: Judgement,
    new_domains: Vec<(String, u64)>,
    rows: Vec<(Option<AccountId>, RecordRow)>,
    page: (u64, u64),
}

impl Shown {
    fn of(scene: &Scene, content: &str, show: Option<Finding>, wanted: u64) -> Result<Self, UploadError> {
        let judgement = scene.judge(content)?;
        let all = show.map_or_else(|| judgement.records(), |finding| judgement.count(finding));
        let pages = all.div_ceil(ROWS).max(1);
        let page = wanted.clamp(1, pages);
        let range = (page - 1) * ROWS..page * ROWS;
        let (mut rows, mut place, mut domains) = (Vec::new(), 0, NewDomains::default());
        scene.walk(content, &judgement, |judged| {
            domains.note(&judged);
            if show.is_none_or(|finding| finding == judged.finding) {
                if range.contains(&place) {
                    rows.push((scene.user(judged.record), row(scene, &judged)));
                }
                place += 1;
            }
            Ok(())
        })?;
        Ok(Self { judgement, new_domains: domains.most_used_first(), rows, page: (page, pages) })
    }
}

/// The longest cell that is shown whole, in characters. No address or user ID is longer.
const LONGEST_SHOWN: usize = 320;

fn shown(record: &Record<'_>, column: usize) -> String {
    record.cell(column).chars().take(LONGEST_SHOWN).collect()
}

fn row(scene: &Scene, judged: &Judged<'_, '_>) -> RecordRow {
    let record = judged.record;
    RecordRow {
        record: record.number,
        finding: judged.finding,
        reason: judged.reason.map(told),
        participant: shown(record, 0),
        user: shown(record, 1),
        email: shown(record, 2),
        name: String::new(),
        now: String::new(),
        new_domain: judged.new_domain,
        // No other user ID makes another firm's record one of this firm's.
        user_editable: judged.finding == Finding::Reject && scene.is_of_firm(record),
    }
}
