//! `/portal/domains`: the mail domains that a firm's addresses are expected in.

use app::{
    ports::domains::{Domains, DomainsProblem},
    render::Page,
};
use domain::{
    address::EmailAddress,
    approval::{Change, ChangeKind},
};
use http::StatusCode;

use super::{
    super::{
        super::{fields::Fields, guard::Answer, visitor::Visitor},
        see_other,
    },
    administrator, present_or_away,
    users::no,
};
use crate::{
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    registration::roster,
    rights::Administrator,
    session::Present,
    store::{participants, requests, requests::Subject},
};

/// The most domains of a firm.
const MOST: usize = 100;

/// GET
pub async fn show(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    page(&visitor, &present, by, None, "", None).await
}

async fn page(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    typed: Option<&str>,
    reason: &str,
    problem: Option<DomainsProblem>,
) -> Answer {
    let mut reader = visitor.app.store.reader().await?;
    let agreed = participants::find(&mut reader, by.firm()).await?.map(|firm| firm.mail_domains).unwrap_or_default();
    let waiting = requests::waiting_for(&mut reader, &[by.firm().to_string()]).await?;
    let page = Domains {
        firm: roster::firm(&mut reader, by, visitor.language(Some(present))).await?,
        rights: roster::rights(by, visitor.app.clock.now()),
        in_use: participants::domains_in_use(&mut reader, by.firm()).await?,
        waits: waiting.into_iter().find(|(_, kind, _)| *kind == ChangeKind::Domains).map(|(_, _, request)| request),
        typed: typed.map_or_else(|| agreed.join("\n"), str::to_owned),
        agreed,
        reason: reason.to_owned(),
        problem,
    };
    drop(reader);
    let status = match page.problem {
        None => StatusCode::OK,
        Some(DomainsProblem::NotMaker) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(visitor.page(status, Some(present), Page::Domains(page)))
}

/// Reads domains, one a line, as they are stored: lower case and A-labels.
fn read(typed: &str) -> Result<Vec<String>, DomainsProblem> {
    let mut domains = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let address = EmailAddress::parse(&format!("a@{line}"));
        let address = address.map_err(|_| DomainsProblem::NotDomain(line.chars().take(100).collect()))?;
        domains.push(address.domain().to_owned());
    }
    domains.sort_unstable();
    domains.dedup();
    if domains.len() > MOST { Err(DomainsProblem::TooMany) } else { Ok(domains) }
}

/// POST
pub async fn submit(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let (typed, reason) = (fields.one("domains"), fields.one("reason"));
    let proposed = match by.maker() {
        None => Err(DomainsProblem::NotMaker),
        Some(maker) => match read(typed) {
            Err(problem) => Err(problem),
            Ok(_) if tidy_reason(reason).is_empty() => Err(DomainsProblem::ReasonMissing),
            Ok(domains) => {
                let mut reader = visitor.app.store.reader().await?;
                let firm = participants::find(&mut reader, by.firm()).await?;
                drop(reader);
                if firm.is_some_and(|firm| firm.mail_domains == domains) {
                    Err(DomainsProblem::Same)
                } else {
                    let proposal = Proposal {
                        participant: by.firm(),
                        kind: ChangeKind::Domains,
                        changes: vec![(Subject::Firm(by.firm().clone()), Change::Domains { domains })],
                        reason,
                        file: "",
                    };
                    let scribe = visitor.scribe_of(&present);
                    match propose::propose(&visitor.app, &scribe, Proposer::Firm(maker), proposal).await {
                        Ok(request) => Ok(request.id),
                        Err(ProposeError::Waits(_)) => Err(DomainsProblem::Waits),
                        Err(error) => return Err(no(error)),
                    }
                }
            }
        },
    };
    match proposed {
        Ok(request) => Ok(see_other(&format!("/portal/approvals/{request}?proposed=1"), [])),
        Err(problem) => page(&visitor, &present, by, Some(typed), reason, Some(problem)).await,
    }
}
