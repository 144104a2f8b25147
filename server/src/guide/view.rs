//! What pages show of the user guide.

use app::ports::guide::{
    DocumentPage, Entry, Guide, Holding, Library, PaperForm, PaperPurpose, PaperTyped, ReaderRow, Readers, Reading,
};
use domain::{guide::Acknowledge, language::Language};
use sqlx::AnyConnection;

use super::{Document, Form, acknowledge, document, documents, paper};
use crate::{
    app::App,
    store::{
        StoreError,
        accounts::{self, Account},
        guides::{self, Acknowledged, GuidePaper},
    },
};

/// Firms on a page.
const PAGE: u32 = 50;

fn paper_url(paper: &GuidePaper) -> String {
    format!("/guide/papers/{}", paper.paper.id)
}

fn entry(document: &Document, language: Language, reader: Reading) -> Entry {
    let link = match &document.form {
        Form::Page(_) => None,
        Form::Paper(held) => Some(paper::link(&held.paper, paper_url(held), language)),
    };
    Entry {
        id: document.id.clone(),
        title: document.title(language).to_owned(),
        version: document.version.clone(),
        date: document.date,
        audience: document.audience,
        acknowledge: document.acknowledge,
        paper: link,
        reader,
    }
}

/// How `account` stands with a document.
async fn reading(
    db: &mut AnyConnection,
    document: &Document,
    account: &Account,
    held: &[Acknowledged],
    language: Language,
) -> Result<Reading, StoreError> {
    let Some(holder) = acknowledge::holder(document, account) else { return Ok(Reading::Free) };
    Ok(match acknowledge::found(document, &holder, held) {
        None => Reading::Asked,
        Some(found) if found.account == account.id => Reading::Done(String::new(), found.at),
        Some(found) => {
            let who = accounts::find(db, &found.account).await?;
            Reading::Done(who.map(|who| who.name(language).to_owned()).unwrap_or_default(), found.at)
        }
    })
}

/// `/guide`, for `account` or for anybody.
///
/// # Errors
/// When the database cannot be read.
pub async fn guide(app: &App, account: Option<&Account>, language: Language) -> Result<Guide, StoreError> {
    let db = &mut *app.store.reader().await?;
    let held = match account {
        Some(account) => guides::acknowledged(db, &account.id).await?,
        None => Vec::new(),
    };
    let mut entries = Vec::new();
    for document in documents(db).await? {
        let reader = match account {
            Some(account) => reading(db, &document, account, &held, language).await?,
            None => Reading::Free,
        };
        entries.push(entry(&document, language, reader));
    }
    entries.sort_by_key(|entry| entry.reader != Reading::Asked);
    Ok(Guide { entries })
}

/// `/guide/{document}`; `None` where there is none.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    app: &App,
    account: Option<&Account>,
    language: Language,
    id: &str,
) -> Result<Option<DocumentPage>, StoreError> {
    let db = &mut *app.store.reader().await?;
    let Some(document) = document(db, id).await? else { return Ok(None) };
    let reader = match account {
        Some(account) => {
            let held = guides::acknowledged(db, &account.id).await?;
            reading(db, &document, account, &held, language).await?
        }
        None => Reading::Free,
    };
    let text = match &document.form {
        Form::Page(pair) => pair.of(language).text.clone(),
        Form::Paper(_) => super::markdown::Text::default(),
    };
    Ok(Some(DocumentPage {
        entry: entry(&document, language, reader),
        html: text.html,
        sections: text.sections,
        thanked: false,
        overtaken: false,
    }))
}

async fn holding(db: &mut AnyConnection, document: &Document, language: Language) -> Result<Holding, StoreError> {
    let read = match document.acknowledge {
        Acknowledge::None => guides::Reading::default(),
        _ => guides::reading(db, document.key()).await?,
    };
    Ok(Holding {
        entry: entry(document, language, Reading::Free),
        asked: read.asked,
        done: read.done,
        firms: read.firms,
        firms_done: read.firms_done,
    })
}

/// `/monitor/guide`.
///
/// # Errors
/// When the database cannot be read.
pub async fn library(app: &App, operator: bool, language: Language) -> Result<Library, StoreError> {
    let db = &mut *app.store.reader().await?;
    let mut held = Vec::new();
    for document in documents(db).await? {
        held.push(holding(db, &document, language).await?);
    }
    let former = guides::all(db).await?.into_iter().filter_map(|paper| {
        let replaced = paper.replaced_at?;
        Some((entry(&Document::of_paper(paper), language, Reading::Free), replaced))
    });
    Ok(Library { operator, documents: held, former: former.collect(), published: false })
}

/// `/monitor/guide/{document}`; `None` where there is none, or nobody acknowledges it.
///
/// # Errors
/// When the database cannot be read.
pub async fn readers(
    app: &App,
    language: Language,
    id: &str,
    missing_only: bool,
    page: u64,
) -> Result<Option<Readers>, StoreError> {
    let db = &mut *app.store.reader().await?;
    let document = document(db, id).await?.filter(|document| document.acknowledge != Acknowledge::None);
    let Some(document) = document else { return Ok(None) };
    let holding = holding(db, &document, language).await?;
    let page = page.max(1);
    let rows = guides::by_firm(db, document.key(), missing_only, (page - 1) * u64::from(PAGE), PAGE).await?;
    let all = if missing_only { holding.firms - holding.firms_done } else { holding.firms };
    Ok(Some(Readers {
        holding,
        missing_only,
        page: (page, all.div_ceil(u64::from(PAGE)).max(1)),
        rows: rows
            .into_iter()
            .map(|firm| ReaderRow {
                name: if language == Language::ZhHk && !firm.name_zh.is_empty() { firm.name_zh } else { firm.name_en },
                participant: firm.participant.to_string(),
                asked: firm.asked,
                done: firm.done,
                last: firm.last,
                by: firm.by.map(|by| by.to_string()).unwrap_or_default(),
            })
            .collect(),
    }))
}

/// `/monitor/guide/new`.
///
/// # Errors
/// When the database cannot be read.
pub async fn form(app: &App, language: Language) -> Result<PaperForm, StoreError> {
    let held = guides::current(&mut *app.store.reader().await?).await?;
    let documents = held
        .iter()
        .map(|held| (held.document.clone(), format!("{} ({})", held.paper.title(language), held.version)))
        .collect();
    Ok(PaperForm {
        purpose: PaperPurpose::Guide(documents),
        most_bytes: paper::MOST_BYTES,
        typed: PaperTyped::default(),
        problems: Vec::new(),
    })
}
