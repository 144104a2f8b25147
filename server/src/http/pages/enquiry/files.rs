//! Users and firms as files: everything that their pages find, as CSV, and as JSON. No file has an address.

use std::sync::Arc;

use axum::{
    Json,
    extract::Query,
    response::{IntoResponse as _, Response},
};
use domain::account::AccountId;
use http::{HeaderValue, header};
use serde_json::{Value, json};

use super::{
    super::{
        super::{
            guard::{Answer, No},
            visitor::Visitor,
        },
        files::{csv_file, csv_stream},
        portal::present_or_away,
    },
    firms, search,
};
use crate::{
    enquiry::{firms::every, list::Listing},
    store::accounts::Account,
};

/// Users read at a time, and in one answer of JSON; `next` says where the rest begins.
const AT_ONCE: u32 = 1_000;

fn flag(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn answer(document: Value) -> Response {
    let mut response = Json(document).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// GET `/monitor/users.csv`
pub async fn users_csv(visitor: Visitor, Query(asked): Query<search::Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let as_at = visitor.app.clock.now().to_string();
    let mut reader = visitor.app.store.reader().await?;
    let listing = Listing::of(&mut reader, &asked.read()).await?;
    let head = [
        "participant_code",
        "user_id",
        "name_en",
        "name_zh",
        "status",
        "state",
        "administrator",
        "last_login_at",
        "as_at",
    ];
    drop(reader);
    let (app, listing) = (Arc::clone(&visitor.app), Arc::new(listing));
    csv_stream("users.csv", head, move |after: Option<AccountId>| {
        let (app, listing, as_at) = (Arc::clone(&app), Arc::clone(&listing), as_at.clone());
        async move {
            let mut reader = app.store.reader().await?;
            let users = listing.read(&mut reader, after.as_ref(), AT_ONCE).await?;
            let next = users.get(AT_ONCE as usize - 1).map(|last| last.id.clone());
            let records = users.into_iter().map(|user| {
                [
                    user.id.participant.to_string(),
                    user.id.user.to_string(),
                    user.name_en,
                    user.name_zh,
                    user.status.to_string(),
                    user.state.to_string(),
                    flag(user.da.any()),
                    user.last_login.map(|(at, _)| at.to_string()).unwrap_or_default(),
                    as_at.clone(),
                ]
            });
            Ok((records.collect(), next))
        }
    })
}

/// GET `/monitor/users.json`: the first thousand after `after`.
pub async fn users_json(visitor: Visitor, Query(asked): Query<search::Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let as_at = visitor.app.clock.now();
    let mut reader = visitor.app.store.reader().await?;
    let listing = Listing::of(&mut reader, &asked.read()).await?;
    let after = asked.after.parse::<AccountId>().ok();
    let mut users = listing.read(&mut reader, after.as_ref(), AT_ONCE + 1).await?;
    drop(reader);
    let more = users.len() > AT_ONCE as usize;
    users.truncate(AT_ONCE as usize);
    let next = users.last().filter(|_| more).map(|user| user.id.to_string());
    let user = |user: Account| {
        json!({
            "participant": user.id.participant, "user": user.id.user, "name_en": user.name_en, "name_zh": user.name_zh,
            "status": user.status, "state": user.state, "administrator": user.da.any(),
            "last_login_at": user.last_login.map(|(at, _)| at),
        })
    };
    let users: Vec<_> = users.into_iter().map(user).collect();
    Ok(answer(json!({ "as_at": as_at, "found": listing.found, "users": users, "next": next })))
}

/// GET `/monitor/participants.csv`
pub async fn firms_csv(visitor: Visitor, Query(asked): Query<firms::Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let as_at = visitor.app.clock.now().to_string();
    let head = [
        "participant_code",
        "name_en",
        "name_zh",
        "active",
        "registered",
        "able",
        "used",
        "behind",
        "dormant",
        "disabled",
        "has_pair",
        "exception",
        "as_at",
    ];
    let rows = every(&visitor.app, &asked.q, asked.show()).await?.into_iter().map(|(firm, exception)| {
        let users = &firm.figures;
        let counts = [users.active(), users.registered(), users.ready(), users.used(), users.behind()];
        let apart = [users.dormant, users.disabled];
        let mut row = vec![firm.code.to_string(), firm.name_en, firm.name_zh];
        row.extend(counts.into_iter().chain(apart).map(|count| count.to_string()));
        row.extend([flag(firm.has_pair), flag(exception), as_at.clone()]);
        row
    });
    csv_file("participants.csv", head, rows)
}

/// GET `/monitor/participants.json`
pub async fn firms_json(visitor: Visitor, Query(asked): Query<firms::Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let as_at = visitor.app.clock.now();
    let firms = every(&visitor.app, &asked.q, asked.show()).await?.into_iter().map(|(firm, exception)| {
        let users = &firm.figures;
        json!({
            "participant": firm.code, "name_en": firm.name_en, "name_zh": firm.name_zh, "active": users.active(),
            "registered": users.registered(), "able": users.ready(), "used": users.used(), "behind": users.behind(),
            "dormant": users.dormant, "disabled": users.disabled, "has_pair": firm.has_pair, "exception": exception,
        })
    });
    Ok(answer(json!({ "as_at": as_at, "firms": firms.collect::<Vec<_>>() })))
}
