//! The file of binding codes that an approved request issued: taken once, to be delivered by post.

use std::collections::HashMap;

use app::ports::approval::CodesFile;
use domain::{account::AccountId, approval::ChangeKind, code::ActivationCode};
use serde_json::json;
use sqlx::AnyConnection;

use crate::{
    app::App,
    audit::Scribe,
    rights::Guardian,
    sheet::Sheet,
    store::{
        StoreError, bindings,
        directory::{self, BATCH},
        requests::{self, Request},
    },
};

const COLUMNS: [&str; 8] = [
    "participant_code",
    "participant_name",
    "user_id",
    "name_en",
    "name_zh",
    "delegated_administrator",
    "binding_code",
    "expires",
];

/// Why no file was made.
#[derive(Debug, thiserror::Error)]
pub enum CodesError {
    /// It is no request for binding codes, or none was issued that still works.
    #[error("there are no codes")]
    None,
    /// Rows still wait for a decision.
    #[error("rows still wait")]
    Waits,
    /// The file was taken before.
    #[error("the file was taken before")]
    Taken,
    /// One of the codes is for somebody with the reader's own mailbox.
    #[error("one of them is the reader's own")]
    Own,
    /// The file could not be written.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CodesError {
    /// The name in the audit, where it is a refusal.
    const fn name(&self) -> Option<&'static str> {
        match self {
            Self::Waits => Some("rows still wait"),
            Self::Taken => Some("taken before"),
            Self::Own => Some("the reader’s own mailbox"),
            Self::None | Self::Csv(_) | Self::Store(_) => None,
        }
    }
}

/// How the file of a request stands.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing(
    db: &mut AnyConnection,
    request: &Request,
    now: domain::time::Instant,
) -> Result<CodesFile, StoreError> {
    if request.kind != ChangeKind::BindCard || request.waiting > 0 {
        return Ok(CodesFile::None);
    }
    if let Some(taken) = request.codes_taken_at {
        return Ok(CodesFile::Taken(taken));
    }
    Ok(match bindings::count_of_request(db, &request.id, now).await? {
        0 => CodesFile::None,
        codes => CodesFile::ToTake(codes),
    })
}

/// Makes the file, once: who loses it proposes again, and earlier codes stop working. Whoever takes it is none of those
/// whom it is for.
///
/// # Errors
/// [`CodesError`] says why there is none; a refusal is in the audit.
pub async fn take(app: &App, scribe: &Scribe<'_>, by: Guardian<'_>, request: &Request) -> Result<Vec<u8>, CodesError> {
    let taken = take_once(app, scribe, by, request).await;
    if let Err(error) = &taken
        && let Some(why) = error.name()
    {
        let mut tx = app.store.begin().await?;
        let mut detail = request.told();
        detail["why"] = json!(why);
        scribe.firm_event(&mut tx, "card.codes-refused", &request.participant, detail).await?;
        tx.commit().await?;
    }
    taken
}

async fn take_once(app: &App, scribe: &Scribe<'_>, by: Guardian<'_>, request: &Request) -> Result<Vec<u8>, CodesError> {
    let mut tx = app.store.begin().await?;
    let request = requests::find(&mut tx, &request.id).await?.ok_or(CodesError::None)?;
    if request.kind != ChangeKind::BindCard {
        return Err(CodesError::None);
    }
    if request.waiting > 0 {
        return Err(CodesError::Waits);
    }
    if let Some(address) = &by.account().address
        && requests::concerns_mailbox(&mut tx, &request.id, &address.key()).await?
    {
        return Err(CodesError::Own);
    }
    if !requests::take_codes(&mut tx, &request.id, scribe.now).await? {
        return Err(CodesError::Taken);
    }
    let codes = bindings::of_request(&mut tx, &request.id, scribe.now).await?;
    if codes.is_empty() {
        return Err(CodesError::None);
    }
    let mut held = HashMap::new();
    let users: Vec<&AccountId> = codes.iter().map(|code| &code.account).collect();
    for some in users.chunks(BATCH) {
        held.extend(directory::accounts(&mut tx, some).await?);
    }
    let firms = directory::participants(&mut tx).await?;
    let firms: HashMap<_, _> = firms.into_iter().map(|firm| (firm.code, firm.name_en)).collect();
    let mut lines: Vec<_> = codes.iter().filter_map(|code| Some((held.get(&code.account)?, code))).collect();
    lines.sort_by_key(|(account, _)| (!account.da.any(), &account.id));

    let mut sheet = Sheet::of(COLUMNS)?;
    for (account, code) in &lines {
        sheet.record([
            account.id.participant.as_str(),
            firms.get(&account.id.participant).map_or("", String::as_str),
            account.id.user.as_str(),
            &account.name_en,
            &account.name_zh,
            if account.da.any() { "yes" } else { "no" },
            ActivationCode::binding(&app.keys.code, &code.id).expose(),
            &code.expires_at.to_string(),
        ])?;
    }
    let body = sheet.end()?;
    let mut detail = request.told();
    detail["codes"] = json!(lines.len());
    scribe.firm_event(&mut tx, "card.codes-taken", &request.participant, detail).await?;
    tx.commit().await?;
    Ok(body)
}
