//! `/monitor/audit`: the whole trail, and its export.

use std::time::Duration;

use app::{
    ports::{
        events::{kinds_of, known},
        trail::{Counted, Listed, StaffAsked, StaffTrail},
    },
    render::Page,
};
use axum::extract::Query;
use domain::{
    account::{AccountId, ParticipantCode},
    code::Reference,
    time::{Instant, hong_kong_day, hong_kong_moment},
};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::{
        present_or_away,
        trail::{copy, format, listed},
    },
};
use crate::{
    audit::trail::{Reader, seals},
    session::Present,
    store::events::Filter,
};

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    participant: String,
    user: String,
    actor: String,
    what: String,
    q: String,
    from: String,
    until: String,
    before: String,
}

/// The filter that was asked for, or the field that could not be read.
fn filter(asked: &Asked) -> Result<Filter, &'static str> {
    let given = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
    let participant =
        given(&asked.participant).map(|code| ParticipantCode::parse(&code).map_err(|_| "participant")).transpose()?;
    let account = match (given(&asked.user), &participant) {
        (None, _) => None,
        // As the terminal writes it, or as a form asks for it.
        (Some(user), None) => Some(user.parse::<AccountId>().map_err(|_| "user")?),
        (Some(user), Some(firm)) => {
            let id = user.parse().or_else(|_| AccountId::parse_parts(firm.as_str(), &user)).map_err(|_| "user")?;
            Some(id)
        }
    };
    let actor = match given(&asked.actor) {
        None => None,
        Some(actor) if ["operator", "system", "-"].contains(&&*actor) => Some(actor),
        Some(actor) => Some(actor.parse::<AccountId>().map_err(|_| "actor")?.to_string()),
    };
    let counted = given(&asked.what).and_then(|what| Counted::parse(&what));
    let kinds = match (given(&asked.what), counted) {
        (None, _) => Vec::new(),
        (Some(_), Some(Counted::Logins)) => vec!["login.completed"],
        (Some(_), Some(Counted::Each(happening))) => vec![happening.event().0],
        (Some(what), None) => match known(&what) {
            Some(kind) => vec![kind],
            None => Some(kinds_of(&what)).filter(|kinds| !kinds.is_empty()).ok_or("what")?,
        },
    };
    let method = match counted {
        Some(Counted::Each(happening)) => happening.event().1,
        _ => None,
    };
    // A reference is read in any spelling, as where a code is asked for.
    let named = given(&asked.q).map(|typed| Reference::parse(&typed).map_or(typed, |read| read.to_string()));
    if named
        .as_ref()
        .is_some_and(|named| named.len() > 64 || !named.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    {
        return Err("q");
    }
    Ok(Filter {
        // The account's own firm says nothing more; another firm's is a filter that lets nothing through.
        participant: participant.filter(|firm| account.as_ref().is_none_or(|account| account.participant != *firm)),
        account,
        actor,
        kinds,
        method,
        of_firms: counted.is_some(),
        named,
        from: bound(&asked.from, Duration::ZERO, Duration::ZERO).map_err(|()| "from")?,
        until: bound(&asked.until, DAY, MINUTE).map_err(|()| "until")?,
    })
}

const DAY: Duration = Duration::from_secs(86_400);
const MINUTE: Duration = Duration::from_secs(60);

/// A day, or a day and a time, in Hong Kong; `day` or `minute` later.
fn bound(text: &str, day: Duration, minute: Duration) -> Result<Option<Instant>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => match (hong_kong_moment(text), hong_kong_day(text)) {
            (Some(at), _) => Ok(Some(at.plus(minute))),
            (None, Some(at)) => Ok(Some(at.plus(day))),
            (None, None) => Err(()),
        },
    }
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    page(&visitor, &present, asked).await
}

async fn page(visitor: &Visitor, present: &Present, asked: Asked) -> Answer {
    let role = present.account.staff_role.filter(|_| present.staff().is_some()).ok_or(No::FORBIDDEN)?;
    let (app, language) = (&visitor.app, visitor.language(Some(present)));
    let by = Reader::of(role);
    let mut reader = app.store.reader().await?;
    let (listed, wrong) = match filter(&asked) {
        Ok(filter) => (listed(&mut reader, &filter, &asked.before, by, language).await?, None),
        Err(field) => (Listed::default(), Some(field)),
    };
    let page = StaffTrail {
        wrong,
        listed,
        seals: seals(&mut reader, &app.config).await?,
        sees_addresses: by == Reader::Staff,
        as_of: app.clock.now(),
        asked: StaffAsked {
            participant: asked.participant,
            user: asked.user,
            actor: asked.actor,
            what: asked.what,
            q: asked.q,
            from: asked.from,
            until: asked.until,
        },
    };
    drop(reader);
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(present), Page::StaffTrail(Box::new(page))))
}

/// POST: everything that the filters let through, as a file.
pub async fn export(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let role = present.account.staff_role.filter(|_| present.staff().is_some()).ok_or(No::FORBIDDEN)?;
    let format = format(&fields)?;
    let Ok(filter) = filter(&asked) else { return page(&visitor, &present, asked).await };
    let told = [
        ("participant", &*asked.participant),
        ("user", &asked.user),
        ("actor", &asked.actor),
        ("family", &asked.what),
        ("q", &asked.q),
        ("from", &asked.from),
        ("until", &asked.until),
    ];
    let scribe = visitor.scribe_of(&present);
    copy(&visitor, &scribe, &ParticipantCode::staff(), Reader::of(role), format, filter, &told).await
}
