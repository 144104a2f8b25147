//! `/portal/users`: the first page of delegated administrators.

use app::{
    ports::portal::{Firm, Rights, Users},
    render::Page,
};
use http::StatusCode;

use super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    to_login,
};
use crate::{registration::standing, session::account::firm_name, store::participants};

/// GET
pub async fn show(visitor: Visitor) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(visitor.here()));
    };
    if !present.account.da.any() {
        return Err(No::FORBIDDEN);
    }
    let participant = &present.id().participant;
    let mut reader = visitor.app.store.reader().await?;
    let firm = participants::find(&mut reader, participant).await?.ok_or(No::NOT_FOUND)?;
    let page = Users {
        firm: Firm { participant: participant.to_string(), name: firm_name(&firm, visitor.language(Some(&present))) },
        rights: Rights { maker: present.account.da.maker, checker: present.account.da.checker, sole_until: None },
        standing: standing::count(&mut reader, Some(participant)).await?,
        ..Users::default()
    };
    drop(reader);
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Users(Box::new(page))))
}
