//! PDFs that staff uploaded, and what each is: a material of a briefing.

use domain::{language::Language, time::Instant};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{Columns as _, StoreError};

/// A PDF without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its id, which sorts by when it was uploaded.
    pub id: String,
    /// Its title in English.
    pub title_en: String,
    /// Its title in Traditional Chinese.
    pub title_zh: String,
    /// The language it is written in.
    pub language: Language,
    /// The name under which it is saved.
    pub file: String,
    /// How many bytes it has.
    pub size: u64,
    /// When it was uploaded.
    pub uploaded_at: Instant,
}

impl Paper {
    /// The title in `language`.
    pub fn title(&self, language: Language) -> &str {
        match language {
            Language::En => &self.title_en,
            Language::ZhHk => &self.title_zh,
        }
    }

    /// Reads one from a row with all columns of `papers` but its content.
    pub(super) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text("id")?,
            title_en: row.text("title_en")?,
            title_zh: row.text("title_zh")?,
            language: row
                .maybe_parsed("language", "language", Language::parse)?
                .ok_or(StoreError::Row { value: String::new(), wanted: "language" })?,
            file: row.text("file")?,
            size: u64::try_from(row.number("size")?).unwrap_or_default(),
            uploaded_at: row.instant("uploaded_at")?,
        })
    }
}

/// Every column but the content: a list must not read megabytes.
pub(super) const COLUMNS: &str = "p.id, p.title_en, p.title_zh, p.language, p.file, p.size, p.uploaded_at";

/// Adds a PDF.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, new: &Paper, content: Vec<u8>) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO papers (id, title_en, title_zh, language, file, size, content, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new.id.clone())
    .bind(new.title_en.clone())
    .bind(new.title_zh.clone())
    .bind(new.language.tag())
    .bind(new.file.clone())
    .bind(i64::try_from(new.size).unwrap_or(i64::MAX))
    .bind(content)
    .bind(new.uploaded_at.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// What a PDF holds from the byte `start` on, at most `most` bytes of it; empty at its end, and of a PDF that is gone.
///
/// # Errors
/// When the database cannot be read.
pub async fn piece(db: &mut AnyConnection, id: &str, start: u64, most: u32) -> Result<Vec<u8>, StoreError> {
    // Both databases count from 1, and PostgreSQL counts in 32 bits: more than the largest PDF has.
    let row = sqlx::query(
        "SELECT SUBSTR(content, CAST($2 AS INTEGER), CAST($3 AS INTEGER)) AS piece FROM papers WHERE id = $1",
    )
    .bind(id.to_owned())
    .bind(i64::try_from(start).unwrap_or(i64::MAX - 1) + 1)
    .bind(i64::from(most))
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.try_get("piece")).transpose()?.unwrap_or_default())
}

/// Makes a PDF a material of a briefing.
///
/// # Errors
/// When the database does not take it.
pub async fn add_material(db: &mut AnyConnection, paper: &str, briefing: &str) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO briefing_materials (paper, briefing) VALUES ($1, $2)")
        .bind(paper.to_owned())
        .bind(briefing.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// Deletes a material of a briefing, and what it holds. False where there is none.
///
/// # Errors
/// When the database does not take it.
pub async fn remove_material(db: &mut AnyConnection, paper: &str, briefing: &str) -> Result<bool, StoreError> {
    let gone = sqlx::query("DELETE FROM briefing_materials WHERE paper = $1 AND briefing = $2")
        .bind(paper.to_owned())
        .bind(briefing.to_owned())
        .execute(&mut *db)
        .await?;
    if gone.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("DELETE FROM papers WHERE id = $1").bind(paper.to_owned()).execute(db).await?;
    Ok(true)
}

/// The materials of every briefing that begins at `from` or later, each with its briefing, in the order of uploading.
///
/// # Errors
/// When the database cannot be read.
pub async fn materials(db: &mut AnyConnection, from: Instant) -> Result<Vec<(String, Paper)>, StoreError> {
    let text = format!(
        "SELECT m.briefing, {COLUMNS} FROM papers p JOIN briefing_materials m ON m.paper = p.id
         JOIN briefings b ON b.id = m.briefing WHERE b.starts_at >= $1 ORDER BY p.id"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(text)).bind(from.as_millis()).fetch_all(db).await?;
    rows.iter().map(|row| Ok((row.text("briefing")?, Paper::from_row(row)?))).collect()
}

/// The materials of one briefing, in the order of uploading.
///
/// # Errors
/// When the database cannot be read.
pub async fn materials_of(db: &mut AnyConnection, briefing: &str) -> Result<Vec<Paper>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS} FROM papers p JOIN briefing_materials m ON m.paper = p.id WHERE m.briefing = $1 ORDER BY p.id"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(text)).bind(briefing.to_owned()).fetch_all(db).await?;
    rows.iter().map(Paper::from_row).collect()
}

/// Finds a material of any briefing.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_material(db: &mut AnyConnection, paper: &str) -> Result<Option<Paper>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM papers p JOIN briefing_materials m ON m.paper = p.id WHERE p.id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(text)).bind(paper.to_owned()).fetch_optional(db).await?;
    row.map(|row| Paper::from_row(&row)).transpose()
}
