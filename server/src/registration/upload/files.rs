//! The template to fill in, and the file back with what was found.

use std::borrow::Cow;

use domain::account::{AccountId, ParticipantCode};
use sqlx::AnyConnection;

use super::{
    super::import::{
        addresses::COLUMNS,
        result::{FOUND, row},
    },
    UploadError, aside,
    check::{Judged, Scene},
    room, text,
};
use crate::{
    app::App,
    sheet::{MARK, formula_safe},
    store::{accounts::Account, directory, uploads},
};

/// Users of one piece of the template.
const PIECE: u32 = 1000;

/// The template of one firm, a piece at a time: its users in use with their addresses, and names by which whoever fills
/// it in knows them.
#[derive(Debug)]
pub struct Template {
    firm: ParticipantCode,
    /// None: nothing has been written yet.
    after: Option<String>,
    ended: bool,
}

impl Template {
    /// The template of `firm`.
    pub fn of(firm: ParticipantCode) -> Self {
        Self { firm, after: None, ended: false }
    }

    /// The next piece; none after the last.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next(&mut self, db: &mut AnyConnection) -> Result<Option<Vec<u8>>, UploadError> {
        if self.ended {
            return Ok(None);
        }
        let users = directory::users_in_use(db, &self.firm, self.after.as_deref().unwrap_or_default(), PIECE).await?;
        let begun = if self.after.is_none() { MARK.to_vec() } else { Vec::new() };
        let mut csv = writer(begun);
        if self.after.is_none() {
            write(&mut csv, COLUMNS.iter().copied().chain(["name_en", "name_zh"]).map(Cow::Borrowed))?;
        }
        for user in &users {
            write(&mut csv, cells(user).into_iter().map(formula_safe))?;
        }
        self.ended = users.len() < PIECE as usize;
        self.after = Some(users.last().map(|user| user.id.user.as_str().to_owned()).unwrap_or_default());
        ended(csv).map(Some)
    }
}

fn cells(user: &Account) -> [&str; 5] {
    let address = user.address.as_ref().map_or("", |address| address.as_str());
    [user.id.participant.as_str(), user.id.user.as_str(), address, &user.name_en, &user.name_zh]
}

/// The upload `id` of `maker`, each record with what was found of it; records that were left out are not in it. And the
/// upload's file name.
///
/// # Errors
/// [`UploadError::Gone`] when they made none of that id.
pub async fn result(app: &App, maker: &AccountId, id: &str) -> Result<(String, Vec<u8>), UploadError> {
    let _room = room().await?;
    let mut reader = app.store.reader().await?;
    let upload = uploads::find(&mut reader, id, &maker.participant, maker).await?.ok_or(UploadError::Gone)?;
    let scene = Scene::load(&mut reader, app, &maker.participant, app.clock.now()).await?;
    drop(reader);
    let content = upload.content;
    let bytes = aside(move || write_result(&scene, &content)).await?;
    Ok((upload.file, bytes))
}

fn write_result(scene: &Scene, content: &str) -> Result<Vec<u8>, UploadError> {
    let judgement = scene.judge(content)?;
    let mut csv = writer(MARK.to_vec());
    write(&mut csv, row(FOUND, text::open(content)?.header()))?;
    scene.walk(content, &judgement, |judged| {
        let number = judged.record.number.to_string();
        let cells = judged.record.cells();
        write(&mut csv, row([&number, judged.finding.name(), &why(&judged)], &cells))
    })?;
    ended(csv)
}

/// Why, or what it would do, in words.
fn why(judged: &Judged<'_, '_>) -> String {
    let reason = judged.reason.map(super::super::import::verdict::Reason::text);
    let effect = judged.address.as_ref().map(|_| if judged.first { "a first address" } else { "another address" });
    let domain = judged.new_domain.then_some("a mail domain new to the firm");
    reason.into_iter().chain(effect).chain(domain).collect::<Vec<_>>().join("; ")
}

type Csv = csv::Writer<Vec<u8>>;

fn writer(begun: Vec<u8>) -> Csv {
    csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(begun)
}

fn write<'c>(csv: &mut Csv, cells: impl Iterator<Item = Cow<'c, str>>) -> Result<(), UploadError> {
    csv.write_record(cells.map(Cow::into_owned)).map_err(|error| UploadError::Failed(error.to_string()))
}

fn ended(csv: Csv) -> Result<Vec<u8>, UploadError> {
    csv.into_inner().map_err(|error| UploadError::Failed(error.to_string()))
}
