//! `/portal/package`: what a firm's IT needs to know, and the firm's word that it has passed it on.

use app::{
    ports::readiness::{PackagePage, PackageProblem, Sheet, edition},
    render::{Page, package_text},
};
use axum::response::IntoResponse as _;
use domain::approval::{Change, ChangeKind};
use http::{HeaderValue, StatusCode, header};

use super::{
    super::{
        super::{
            fields::Fields,
            guard::{Answer, No},
            visitor::Visitor,
        },
        portal::{administrator, present_or_away, users::no},
        see_other,
    },
    named,
};
use crate::{
    approval::propose::{self, Proposal, ProposeError, Proposer},
    readiness::package,
    registration::roster,
    rights::Administrator,
    session::Present,
    store::requests::Subject,
};

/// GET `/portal/package`
pub async fn show(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    page(&visitor, &present, by, None).await
}

async fn page(visitor: &Visitor, present: &Present, by: Administrator<'_>, problem: Option<PackageProblem>) -> Answer {
    let app = &visitor.app;
    let language = visitor.language(Some(present));
    let package = package::of(&app.config);
    let mut reader = app.store.reader().await?;
    let model = PackagePage {
        firm: roster::firm(&mut reader, by, language).await?,
        rights: roster::rights(by, app.clock.now()),
        standing: package::standing(&mut reader, by.firm(), package.version, named(language, false)).await?,
        package,
        problem,
    };
    drop(reader);
    let status = match problem {
        None => StatusCode::OK,
        Some(PackageProblem::NotMaker) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(visitor.page(status, Some(present), Page::Readiness(Sheet::Package(Box::new(model)))))
}

/// GET `/portal/package.txt`
pub async fn text(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    administrator(&present)?;
    let package = package::of(&visitor.app.config);
    let name = format!("attachment; filename=\"information-package-{}.txt\"", edition(package.version));
    let mut response = package_text(visitor.chrome(Some(&present)), &package).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// POST `/portal/package`
pub async fn submit(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    match acknowledged(&visitor, &present, by, &fields).await? {
        Ok(request) => Ok(see_other(&format!("/portal/approvals/{request}?proposed=1"), [])),
        Err(problem) => page(&visitor, &present, by, Some(problem)).await,
    }
}

/// Proposes that the firm has the package; says which request it became.
async fn acknowledged(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    fields: &Fields,
) -> Result<Result<String, PackageProblem>, No> {
    let Some(maker) = by.maker() else { return Ok(Err(PackageProblem::NotMaker)) };
    let version = package::of(&visitor.app.config).version;
    if fields.one("version").parse() != Ok(version) {
        return Ok(Err(PackageProblem::Changed));
    }
    let proposal = Proposal {
        participant: by.firm(),
        kind: ChangeKind::Package,
        changes: vec![(Subject::Firm(by.firm().clone()), Change::Package { version })],
        reason: "",
        file: "",
    };
    match propose::propose(&visitor.app, &visitor.scribe_of(present), Proposer::Firm(maker), proposal).await {
        Ok(request) => Ok(Ok(request.id)),
        Err(ProposeError::Waits(_)) => Ok(Err(PackageProblem::Waits)),
        Err(error) => Err(no(error)),
    }
}
