//! What is taken away from `/monitor/blocked`: the list and its groups as CSV, all of it as JSON, and the call list.

use std::sync::Arc;

use app::{
    ports::rehearsal::{By, say_word},
    render::Page,
    words::Words,
};
use axum::{
    extract::Query,
    response::{IntoResponse as _, Response},
};
use domain::{schedule::Bilingual, time::Instant};
use http::{HeaderValue, StatusCode, header};
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
    blocked::{Asked, question},
};
use crate::{
    rights::Viewer,
    schedule::{
        call_list,
        rehearsal::Question,
        relief::{self, Fate, Ground, Relief},
    },
    session::Present,
    store::{StoreError, schedule::Member},
};

/// Users in one answer of JSON; `next` says where the rest begins.
const AT_ONCE: usize = 1_000;

/// The question of a URL that a program asks: what cannot be read is refused.
async fn asked(visitor: &Visitor, asked: Asked) -> Result<Question, No> {
    let question = question(visitor, asked).await?;
    if question.wrong.is_some() { Err(No::of(StatusCode::BAD_REQUEST)) } else { Ok(question) }
}

fn staff(present: &Present) -> Result<Viewer<'_>, No> {
    present.staff().ok_or(No::FORBIDDEN)
}

fn instant(at: Option<Instant>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

fn yes(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

/// What is missing and what helps, in the names of files.
fn names(fate: Fate) -> (String, String) {
    let name = |help: Option<String>| help.unwrap_or_default();
    (name(fate.help.map(|help| help.against().to_string())), name(fate.help.map(|help| help.to_string())))
}

/// Users read at a time for the file of all of them.
const PAGE: usize = 500;

/// The first record of that file.
const HEAD: [&str; 14] = [
    "participant_code",
    "user_id",
    "name_en",
    "name_zh",
    "missing",
    "helps",
    "extension_helps",
    "pass_helps",
    "state",
    "administrator",
    "mail_refused_at",
    "last_login_at",
    "at",
    "counted_at",
];

/// GET `/monitor/blocked.csv`: everybody whom the page finds, read page by page while it is sent.
pub async fn users(visitor: Visitor, Query(url): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    staff(&present)?;
    let question = asked(&visitor, url).await?;
    let app = Arc::clone(&visitor.app);
    csv_stream("blocked.csv", HEAD, move |after: Option<String>| {
        let (app, ground, wanted) = (Arc::clone(&app), question.ground.clone(), question.wanted.clone());
        async move {
            let mut reader = app.store.reader().await?;
            let after = after.unwrap_or_default();
            let found = relief::page(&mut reader, &ground, &wanted, (&after, PAGE)).await?;
            let next = found.get(PAGE - 1).map(|(last, _)| last.id.to_string());
            let records = found.into_iter().map(|(member, fate)| record(&ground, member, fate)).collect();
            Ok((records, next))
        }
    })
}

fn record(ground: &Ground, member: Member, fate: Fate) -> [String; 14] {
    let (missing, helps) = names(fate);
    [
        member.id.participant.to_string(),
        member.id.user.to_string(),
        member.name.0,
        member.name.1,
        missing,
        helps,
        yes(fate.extension),
        yes(fate.pass),
        member.case.state.name().to_owned(),
        yes(member.administrator),
        instant(member.mail_refused_at),
        instant(member.last_login_at),
        ground.at.to_string(),
        ground.now.to_string(),
    ]
}

/// GET `/monitor/blocked/groups.csv`: the counts of the order that the page is in, by reason or by firm.
pub async fn groups(visitor: Visitor, Query(url): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    staff(&present)?;
    let question = asked(&visitor, url).await?;
    let ground = &question.ground;
    let relief = Relief::of(&mut *visitor.app.store.reader().await?, ground, question.wanted.firm.as_ref()).await?;
    let as_at = [ground.at.to_string(), ground.now.to_string()];
    if question.asked.by == By::Firm {
        let head = ["participant_code", "blocked", "active", "extension_helps", "working_pair", "at", "counted_at"];
        let rows = relief.worst_first(ground).into_iter().map(|(code, tally)| {
            let [at, counted] = as_at.clone();
            let count = |number: u64| number.to_string();
            let pair = yes(ground.has_pair(code));
            [code.to_string(), count(tally.blocked), count(tally.active), count(tally.extendable), pair, at, counted]
        });
        return csv_file("blocked-by-firm.csv", head, rows);
    }
    let head = ["missing", "helps", "users", "firms", "extension_helps", "at", "counted_at"];
    let rows = relief.helps.iter().map(|(help, tally)| {
        let [at, counted] = as_at.clone();
        let count = |number: u64| number.to_string();
        let (users, firms, extendable) = (count(tally.users), count(tally.firms.len() as u64), count(tally.extendable));
        [help.against().to_string(), help.to_string(), users, firms, extendable, at, counted]
    });
    csv_file("blocked-by-reason.csv", head, rows)
}

/// GET `/monitor/blocked.json`: both orders, and the users whom the page finds, the first thousand after `after`.
pub async fn json(visitor: Visitor, Query(url): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    staff(&present)?;
    let question = asked(&visitor, url).await?;
    let mut reader = visitor.app.store.reader().await?;
    let relief = Relief::of(&mut reader, &question.ground, question.wanted.firm.as_ref()).await?;
    let after = (question.asked.after.as_str(), AT_ONCE + 1);
    let found = relief::page(&mut reader, &question.ground, &question.wanted, after).await?;
    drop(reader);
    Ok(as_json(&document(&question, &relief, &found)))
}

fn document(question: &Question, relief: &Relief, found: &[(Member, Fate)]) -> Value {
    let ground = &question.ground;
    let by_reason: Vec<Value> = relief
        .helps
        .iter()
        .map(|(help, tally)| {
            json!({
                "missing": help.against(), "helps": help, "users": tally.users, "firms": tally.firms.len(),
                "extension_helps": tally.extendable,
            })
        })
        .collect();
    let by_firm: Vec<Value> = relief
        .worst_first(ground)
        .into_iter()
        .map(|(code, tally)| {
            json!({
                "participant": code, "blocked": tally.blocked, "active": tally.active,
                "extension_helps": tally.extendable, "working_pair": ground.has_pair(code),
            })
        })
        .collect();
    let users: Vec<Value> = found
        .iter()
        .take(AT_ONCE)
        .map(|(member, fate)| {
            json!({
                "account": member.id, "name_en": member.name.0, "name_zh": member.name.1,
                "missing": fate.help.map(domain::reach::Help::against), "helps": fate.help,
                "extension_helps": fate.extension, "pass_helps": fate.pass, "state": member.case.state,
                "administrator": member.administrator, "mail_refused_at": member.mail_refused_at,
                "last_login_at": member.last_login_at,
            })
        })
        .collect();
    let next = found.get(AT_ONCE).and_then(|_| found.get(AT_ONCE - 1)).map(|(member, _)| &member.id);
    json!({
        "at": ground.at, "counted_at": ground.now, "phase": question.phase(),
        "blocked": relief.blocked, "active": relief.active, "firms_shut_out": relief.shut_out(),
        "by_reason": by_reason, "by_firm": by_firm,
        "found": relief.count(&question.wanted), "users": users, "next": next,
    })
}

fn as_json(document: &Value) -> Response {
    let json = HeaderValue::from_static("application/json");
    let kept = HeaderValue::from_static("no-store");
    ([(header::CONTENT_TYPE, json), (header::CACHE_CONTROL, kept)], document.to_string()).into_response()
}

/// Whom to call, as `question` asks.
async fn to_call(visitor: &Visitor, question: &Question) -> Result<Vec<call_list::Line>, StoreError> {
    call_list::lines(&mut *visitor.app.store.reader().await?, question).await
}

/// GET `/monitor/blocked/call-list`
pub async fn call_list(visitor: Visitor, Query(url): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let numbers = staff(&present)?.guardian().is_some();
    let question = asked(&visitor, url).await?;
    let lines = to_call(&visitor, &question).await?;
    let page = call_list::page(question, lines, numbers, visitor.language(Some(&present)));
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::CallList(Box::new(page))))
}

/// GET `/monitor/blocked/call-list.csv`
pub async fn call_list_file(visitor: Visitor, Query(url): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let numbers = staff(&present)?.guardian().is_some();
    let question = asked(&visitor, url).await?;
    let lines = to_call(&visitor, &question).await?;
    let words = Words::of(visitor.language(Some(&present)));
    let head = [
        "participant_code",
        "name_en",
        "name_zh",
        "call_back",
        "administrators",
        "blocked",
        "active",
        "working_pair",
        "say",
        "at",
        "counted_at",
    ];
    let rows = lines.into_iter().map(|line| {
        let person = |account: &crate::store::accounts::Account| {
            let (en, zh) = (account.name_en.clone(), account.name_zh.clone());
            format!("{} ({})", Bilingual { en, zh }.get(words.language()), account.id)
        };
        let people: Vec<String> = line.administrators.iter().map(person).collect();
        let say: Vec<String> =
            line.helps.iter().map(|(help, users)| words.with(say_word(*help), &[("count", (*users).into())])).collect();
        [
            line.firm.code.to_string(),
            line.firm.name_en,
            line.firm.name_zh,
            if numbers { line.firm.call_back } else { String::new() },
            people.join("; "),
            line.tally.blocked.to_string(),
            line.tally.active.to_string(),
            yes(line.has_pair),
            say.join(" "),
            question.ground.at.to_string(),
            question.ground.now.to_string(),
        ]
    });
    csv_file("call-list.csv", head, rows)
}
