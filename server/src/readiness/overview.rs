//! How ready every firm is, for staff.

use std::cmp::Reverse;

use app::ports::readiness::{FirmRow, Overview, Show, Totals};
use domain::{account::ParticipantCode, language::Language, schedule::Exception};
use sqlx::AnyConnection;

use super::{Sight, choice, declaration, package};
use crate::{
    app::App,
    registration::roster::working,
    schedule::blocked::Summary,
    session::account::firm_name,
    store::{StoreError, directory, exceptions, participants::Participant, readiness, requests::Subject},
};

/// Firms on a page.
const PAGE: usize = 50;

/// Which firms are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What is searched for in codes and names; empty: nothing.
    pub q: String,
    /// Which.
    pub show: Show,
    /// The page, from 1.
    pub page: u64,
}

/// Every firm, those without a working pair first, then by how many the next closing shuts out.
///
/// # Errors
/// When the database cannot be read.
pub async fn firms(
    app: &App,
    db: &mut AnyConnection,
    sight: &Sight,
    language: Language,
) -> Result<Vec<(Participant, FirmRow)>, StoreError> {
    let closing = sight.closing().map(|(event, at)| (event.id.clone(), at));
    let usual = sight.usual();
    let summary = Summary::of(db, None, sight.supposed(&usual), usual.at).await?;
    let mut declarations = readiness::declarations(db, None).await?;
    let packages = readiness::packages(db, None).await?;
    let administrators = readiness::administrators(db).await?;
    let granted = exceptions::list(db, None, 0).await?;
    let version = package::of(&app.config).version;
    let mut firms = Vec::new();
    for firm in directory::participants(db).await? {
        let code = &firm.code;
        let (makers, checkers) = administrators.get(code).map_or((0, 0), |held| working(held, sight.now));
        let (blocked, active) = summary.firms.get(code).copied().unwrap_or_default();
        let held = declarations.remove(code);
        let (declared, void) = match &closing {
            Some((event, at)) => declaration::sort(held, event, *at),
            None => (None, None),
        };
        let row = FirmRow {
            participant: code.to_string(),
            name: firm_name(&firm, language),
            pair: makers > 0 && checkers > 0,
            active,
            blocked,
            declared: declared.map(|held| declaration::shown(held, &|name: &str| name.to_owned())),
            void: void.is_some(),
            package: packages.get(code).filter(|held| held.version == version).map(|held| held.agreed.at),
            exception: exception_of(&granted, code),
        };
        firms.push((firm, row));
    }
    firms.sort_by_key(|(_, row)| (row.pair, Reverse(row.blocked)));
    Ok(firms)
}

/// What a firm has as a whole.
fn exception_of(granted: &[exceptions::Granted], code: &ParticipantCode) -> Option<Exception> {
    let of_firm = |granted: &&exceptions::Granted| matches!(&granted.subject, Subject::Firm(firm) if firm == code);
    granted.iter().find(of_firm).map(|granted| granted.exception)
}

/// Whether a firm is wanted.
pub fn is_wanted(firm: &Participant, row: &FirmRow, wanted: &Wanted) -> bool {
    let q = wanted.q.to_lowercase();
    let texts = [firm.code.as_str(), &firm.name_en, &firm.name_zh];
    let shown = match wanted.show {
        Show::All => true,
        Show::NoPair => !row.pair,
        Show::NotDeclared => row.declared.is_none(),
        Show::NoPackage => row.package.is_none(),
        Show::Blocked => row.blocked > 0,
    };
    shown && (q.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&q)))
}

/// The page.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    app: &App,
    db: &mut AnyConnection,
    sight: &Sight,
    wanted: Wanted,
    language: Language,
) -> Result<Overview, StoreError> {
    let firms = firms(app, db, sight, language).await?;
    let count = |which: fn(&FirmRow) -> bool| firms.iter().filter(|(_, row)| which(row)).count() as u64;
    let totals = Totals {
        firms: firms.len() as u64,
        declared: count(|row| row.declared.is_some()),
        package: count(|row| row.package.is_some()),
        no_pair: count(|row| !row.pair),
        blocked: count(|row| row.blocked > 0),
    };
    let found: Vec<FirmRow> =
        firms.into_iter().filter(|(firm, row)| is_wanted(firm, row, &wanted)).map(|(_, row)| row).collect();
    let pages = found.len().div_ceil(PAGE).max(1);
    let page = usize::try_from(wanted.page).unwrap_or(usize::MAX).clamp(1, pages);
    Ok(Overview {
        closing: sight.closing().map(|(event, at)| choice(event, at)),
        version: package::of(&app.config).version,
        totals,
        q: wanted.q,
        show: wanted.show,
        found: found.len() as u64,
        page: (page as u64, pages as u64),
        rows: found.into_iter().skip((page - 1) * PAGE).take(PAGE).collect(),
    })
}
