//! `/briefings`: sessions and seats, for whoever is logged in.

use app::{
    ports::briefing::{BriefingNotice, SeatProblem},
    render::Page,
};
use axum::extract::{Path, Query};
use domain::account::{AccountId, UserId};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        paper_form,
        visitor::Visitor,
    },
    portal::present_or_away,
    see_other,
};
use crate::{
    briefing::{
        seats::{self, SeatError},
        view,
    },
    session::Present,
    store::papers,
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let mut page = view::offers(&visitor.app, &present, visitor.language(Some(&present))).await?;
    page.notice = BriefingNotice::parse(&asked.done);
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Briefings(Box::new(page))))
}

/// POST: seats and places on the waiting list, taken or given back.
pub async fn submit(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let for_others = matches!(fields.one("action"), "sign-up-users" | "wait-users" | "give-back-user");
    if present.account.id.is_staff() || for_others && present.administrator().is_none() {
        return Err(No::FORBIDDEN);
    }
    match done(&visitor, &present, &fields).await {
        Ok(notice) => Ok(see_other(&format!("/briefings?done={}", notice.name()), [])),
        Err(SeatError::Gone) => Err(No::NOT_FOUND),
        Err(SeatError::Store(error)) => Err(error.into()),
        Err(SeatError::Problem(problem)) => refused(&visitor, &present, &fields, problem).await,
    }
}

async fn done(visitor: &Visitor, present: &Present, fields: &Fields) -> Result<BriefingNotice, SeatError> {
    let (app, scribe) = (&visitor.app, visitor.scribe_of(present));
    let briefing = fields.one("briefing");
    let own = std::slice::from_ref(present.id());
    let by = present.administrator();
    let (users, wait): (Vec<AccountId>, bool) = match (fields.one("action"), by) {
        ("sign-up", _) => (own.to_vec(), false),
        ("wait", _) => (own.to_vec(), true),
        ("sign-up-users", Some(by)) => (seats::named(app, by, fields.one("users")).await?, false),
        ("wait-users", Some(by)) => (seats::named(app, by, fields.one("users")).await?, true),
        ("give-back", _) => {
            seats::give_back(app, &scribe, briefing, present.id()).await?;
            return Ok(BriefingNotice::GivenBack);
        }
        ("give-back-user", Some(by)) => {
            let user = UserId::parse(fields.one("user")).map_err(|_| SeatError::Gone)?;
            let id = AccountId { participant: by.firm().clone(), user };
            seats::give_back(app, &scribe, briefing, &id).await?;
            return Ok(BriefingNotice::GivenBack);
        }
        _ => return Err(SeatError::Gone),
    };
    let waits = seats::sign_up(app, &scribe, &present.account, briefing, &users, wait).await?;
    Ok(if waits { BriefingNotice::Waits } else { BriefingNotice::SignedUp })
}

async fn refused(visitor: &Visitor, present: &Present, fields: &Fields, problem: SeatProblem) -> Answer {
    let mut page = view::offers(&visitor.app, present, visitor.language(Some(present))).await?;
    page.problem = Some((fields.one("briefing").to_owned(), problem));
    page.users = fields.one("users").chars().take(1000).collect();
    let at_page = visitor.at("/briefings");
    Ok(at_page.page(StatusCode::UNPROCESSABLE_ENTITY, Some(present), Page::Briefings(Box::new(page))))
}

/// GET `/briefings/materials/{paper}`
pub async fn material(visitor: Visitor, Path(paper): Path<String>) -> Answer {
    let _present = present_or_away!(visitor);
    let mut reader = visitor.app.store.reader().await?;
    let found = papers::find_material(&mut reader, &paper).await?.ok_or(No::NOT_FOUND)?;
    drop(reader);
    paper_form::attachment(&visitor.app, &found).await
}
