//! `/monitor/users/{participant}/{user}`: one of them.

use app::{
    ports::{
        enquiry::{Person, user_path},
        portal::{UserAct, WhyNot},
    },
    render::Page,
};
use axum::extract::{Path, Query};
use domain::account::AccountId;
use http::StatusCode;
use serde::Deserialize;

use super::super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::present_or_away,
    query, see_other,
};
use crate::{
    enquiry::{noted, person},
    registration::acts,
    rights::Viewer,
    session::Present,
    store::accounts::{self, Account},
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: String,
    done: String,
}

async fn find(visitor: &Visitor, participant: &str, user: &str) -> Result<Account, No> {
    let id = AccountId::parse_parts(participant, user).map_err(|_| No::NOT_FOUND)?;
    accounts::find(&mut *visitor.app.store.reader().await?, &id).await?.ok_or(No::NOT_FOUND)
}

/// The page, written down as a look at somebody.
async fn page(
    visitor: &Visitor,
    present: &Present,
    by: Viewer<'_>,
    account: &Account,
    asked: &Asked,
) -> Result<Person, No> {
    noted::looked_up(&visitor.app, &visitor.scribe_of(present), by, &account.id).await?;
    let before = Some(asked.before.as_str()).filter(|before| !before.is_empty());
    Ok(person::page(&visitor.app, by, account, before, visitor.language(Some(present))).await?)
}

/// GET
pub async fn show(
    visitor: Visitor,
    Path((participant, user)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().ok_or(No::FORBIDDEN)?;
    let account = find(&visitor, &participant, &user).await?;
    let mut page = page(&visitor, &present, by, &account, &asked).await?;
    page.done = UserAct::parse(&asked.done);
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Person(Box::new(page))))
}

/// POST: what one of the staff does at once.
pub async fn submit(visitor: Visitor, Path((participant, user)): Path<(String, String)>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().ok_or(No::FORBIDDEN)?;
    by.guardian().ok_or(No::FORBIDDEN)?;
    let account = find(&visitor, &participant, &user).await?;
    let act = UserAct::parse(fields.one("action")).filter(|act| person::ACTS.contains(act)).ok_or(No::NOT_FOUND)?;
    let hand = person::hand(by, act).ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let mut tx = app.store.begin().await?;
    match acts::act(app, &mut tx, &visitor.scribe_of(&present), hand, &account.id, act).await? {
        Ok(()) => {
            tx.commit().await?;
            app.outbox.ring();
            Ok(see_other(&format!("{}?{}", user_path(&account.id), query(&[("done", act.name())])), []))
        }
        Err(why) => {
            // What was found out by trying a cap stays written.
            match why {
                WhyNot::Capped => tx.commit().await?,
                _ => drop(tx),
            }
            let mut page = page(&visitor, &present, by, &account, &Asked::default()).await?;
            page.problem = Some((act, why));
            Ok(visitor.page(StatusCode::UNPROCESSABLE_ENTITY, Some(&present), Page::Person(Box::new(page))))
        }
    }
}
