//! PDFs on their way in and out.

use app::ports::guide::{PaperLink, PaperProblem, PaperTyped};
use domain::language::Language;

use crate::{approval::propose::tidy_reason as tidy, audit::Scribe, random::sortable_id, store::papers::Paper};

/// The most bytes of a PDF.
pub const MOST_BYTES: u64 = 10 * 1024 * 1024;

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 80;

/// How a PDF begins (ISO 32000-2, 7.5.2).
const BEGINS: &[u8] = b"%PDF-";

/// A PDF as pages link to it.
pub fn link(paper: &Paper, url: String, language: Language) -> PaperLink {
    PaperLink {
        id: paper.id.clone(),
        url,
        title: paper.title(language).to_owned(),
        language: paper.language,
        size: paper.size,
    }
}

/// The name under which a PDF is saved: letters and digits of ASCII, so that every browser reads the header alike.
fn file_name(given: &str) -> String {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.strip_suffix(".pdf").or_else(|| name.strip_suffix(".PDF")).unwrap_or(name);
    let kept: String =
        stem.chars().take(LONGEST_NAME).map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    let kept = kept.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let kept = kept.trim_matches('.');
    if kept.is_empty() { "document.pdf".to_owned() } else { format!("{kept}.pdf") }
}

/// What was sent as a PDF, or everything that is wrong with it.
///
/// # Errors
/// [`PaperProblem`] says what.
pub fn read(scribe: &Scribe<'_>, typed: &PaperTyped, name: &str, file: &[u8]) -> Result<Paper, Vec<PaperProblem>> {
    let mut problems = Vec::new();
    if file.is_empty() && name.is_empty() {
        problems.push(PaperProblem::NoFile);
    } else if !file.starts_with(BEGINS) {
        problems.push(PaperProblem::NotPdf);
    }
    let (title_en, title_zh) = (tidy(&typed.title_en), tidy(&typed.title_zh));
    for (field, text) in [("title_en", &title_en), ("title_zh", &title_zh)] {
        if text.is_empty() {
            problems.push(PaperProblem::Missing(field));
        }
    }
    match Language::ALL.into_iter().find(|language| language.tag() == typed.language) {
        Some(language) if problems.is_empty() => Ok(Paper {
            id: sortable_id(scribe.now, scribe.random),
            title_en,
            title_zh,
            language,
            file: file_name(name),
            size: file.len() as u64,
            uploaded_at: scribe.now,
        }),
        Some(_) => Err(problems),
        None => {
            problems.push(PaperProblem::Missing("language"));
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_is_saved_under_a_name_that_no_header_breaks_on() {
        for (given, kept) in [
            ("Guide 1.2.pdf", "Guide-1.2.pdf"),
            ("C:\\fakepath\\a.PDF", "a.pdf"),
            ("用戶指南.pdf", "document.pdf"),
            ("a\"; filename=b\r\n.pdf", "a-filename-b.pdf"),
            ("..", "document.pdf"),
            ("", "document.pdf"),
        ] {
            assert_eq!(file_name(given), kept, "{given:?}");
        }
    }
}
