//! The documents that come with the program: Markdown in `docs/user-guide`, read once.
//!
//! A file begins with lines between two `---`: `id`, `title`, `version`, `date`, `audience` (user, da) and `acknowledge`
//! (none, user, firm). Its sections begin with `##`; the heading of the page is the title.

use std::sync::LazyLock;

use domain::{
    guide::{Acknowledge, Audience},
    language::Language,
    time::{Instant, hong_kong_day},
};
use rust_embed::RustEmbed;

use super::{
    Document, Form,
    markdown::{self, Text},
};

/// The files, in the program itself in a release.
#[derive(RustEmbed)]
#[folder = "../docs/user-guide"]
struct Files;

/// One document in both languages.
#[derive(Debug)]
pub struct Pair {
    english: Page,
    chinese: Page,
}

impl Pair {
    /// The page in `language`.
    pub fn of(&self, language: Language) -> &Page {
        match language {
            Language::En => &self.english,
            Language::ZhHk => &self.chinese,
        }
    }
}

/// A document in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its id: the same in both languages.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version: the same in both languages.
    pub version: String,
    /// When the version was made.
    pub date: Instant,
    /// Whom it is for.
    pub audience: Audience,
    /// Who acknowledges it.
    pub acknowledge: Acknowledge,
    /// What it says.
    pub text: Text,
}

/// Why a file is no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}: {1}")]
pub struct Flaw(String, &'static str);

impl Page {
    /// Reads one.
    ///
    /// # Errors
    /// [`Flaw`] says what is wrong with it.
    pub fn parse(name: &str, source: &str) -> Result<Self, Flaw> {
        let flaw = |what| Flaw(name.to_owned(), what);
        let rest = source.strip_prefix("---\n").ok_or(flaw("does not begin with ---"))?;
        let (head, body) = rest.split_once("\n---\n").ok_or(flaw("has no second ---"))?;
        let field = |wanted: &str| {
            head.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| *key == wanted).map(|(_, v)| v.trim())
        };
        let text = |wanted, what| field(wanted).filter(|value| !value.is_empty()).ok_or(flaw(what));
        let id = text("id", "has no id")?;
        if !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
            return Err(flaw("its id is not of small letters and hyphens"));
        }
        Ok(Self {
            id: id.to_owned(),
            title: text("title", "has no title")?.to_owned(),
            version: text("version", "has no version")?.to_owned(),
            date: field("date").and_then(hong_kong_day).ok_or(flaw("has no date, as 2026-11-22"))?,
            audience: text("audience", "has no audience")?.parse().map_err(|_| flaw("its audience is unknown"))?,
            acknowledge: text("acknowledge", "does not say who acknowledges it")?
                .parse()
                .map_err(|_| flaw("says in no known way who acknowledges it"))?,
            text: markdown::render(body),
        })
    }
}

fn page(language: Language, file: &str) -> Result<Page, Flaw> {
    let name = format!("{}/{file}", language.tag());
    let held = Files::get(&name).ok_or_else(|| Flaw(name.clone(), "is missing"))?;
    let source = std::str::from_utf8(&held.data).map_err(|_| Flaw(name.clone(), "is not UTF-8"))?;
    Page::parse(&name, source)
}

/// Reads every document, by file name.
///
/// # Errors
/// [`Flaw`] says which file is none, or not the same in both languages.
fn read() -> Result<Vec<Pair>, Flaw> {
    let paths: Vec<_> = Files::iter().collect();
    let mut names: Vec<&str> = paths.iter().filter_map(|path| path.split_once('/')).map(|(_, file)| file).collect();
    names.sort_unstable();
    names.dedup();
    names
        .iter()
        .map(|file| {
            let (english, chinese) = (page(Language::En, file)?, page(Language::ZhHk, file)?);
            let same =
                |page: &Page| (page.id.clone(), page.version.clone(), page.date, page.audience, page.acknowledge);
            if same(&english) != same(&chinese) || english.text.shape() != chinese.text.shape() {
                return Err(Flaw((*file).to_owned(), "is not the same in both languages"));
            }
            Ok(Pair { english, chinese })
        })
        .collect()
}

/// The documents of the program. A test makes sure that all of them can be read.
static SHELF: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    read().unwrap_or_else(|flaw| {
        tracing::error!(%flaw, "the documents of the user guide cannot be read");
        Vec::new()
    })
});

/// Every document of the program.
pub(super) fn pages() -> impl Iterator<Item = Document> {
    SHELF.iter().map(|pair| {
        let english = &pair.english;
        Document {
            id: english.id.clone(),
            version: english.version.clone(),
            date: english.date,
            audience: english.audience,
            acknowledge: english.acknowledge,
            form: Form::Page(pair),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_there_in_both_languages_and_the_same_in_both() {
        let shelf = read().unwrap();
        assert!(shelf.len() >= 2);
        let mut ids: Vec<_> = shelf.iter().map(|pair| pair.english.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), shelf.len(), "an id stands there twice");
        for pair in &shelf {
            let (english, chinese) = (&pair.english, &pair.chinese);
            assert_eq!((&english.id, &english.version), (&chinese.id, &chinese.version));
            assert_eq!(english.text.shape(), chinese.text.shape(), "headings of {}", english.id);
            assert!(!english.text.sections.is_empty(), "{}", english.id);
            assert_ne!(english.title, chinese.title, "{}", english.id);
        }
    }

    #[test]
    fn what_is_written_for_hong_kong_has_full_width_punctuation() {
        let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
        for pair in read().unwrap() {
            let html: Vec<char> = pair.chinese.text.html.chars().collect();
            for two in html.windows(2) {
                assert!(!(han(two[0]) && ",.;:!?()".contains(two[1])), "{}: {two:?}", pair.chinese.id);
                assert!(!(han(two[1]) && ",;:!?)".contains(two[0])), "{}: {two:?}", pair.chinese.id);
            }
        }
    }

    #[test]
    fn a_flaw_is_named_with_its_file() {
        let whole =
            "---\nid: a\ntitle: A\nversion: 1\ndate: 2026-11-22\naudience: user\nacknowledge: none\n---\n## B\n";
        assert_eq!(Page::parse("f", whole).map(|page| page.text.sections.len()), Ok(1));
        for (without, what) in [
            ("id: a\n", "has no id"),
            ("title: A\n", "has no title"),
            ("date: 2026-11-22\n", "has no date, as 2026-11-22"),
            ("audience: user\n", "has no audience"),
        ] {
            assert_eq!(Page::parse("f", &whole.replace(without, "")), Err(Flaw("f".to_owned(), what)));
        }
        let odd = whole.replace("acknowledge: none", "acknowledge: all");
        let unknown = Flaw("f".to_owned(), "says in no known way who acknowledges it");
        assert_eq!(Page::parse("f", &odd), Err(unknown));
    }
}
