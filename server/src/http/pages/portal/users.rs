//! `/portal/users`: the firm's users, and acts on several of them.

use app::{
    ports::portal::{Done, Listing, Outcome, Show, Sort, UserAct, UsersProblem},
    render::Page,
};
use axum::extract::Query;
use domain::{account::AccountId, approval::ChangeKind};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        super::{
            fields::Fields,
            guard::{Answer, No},
            visitor::Visitor,
        },
        see_other,
    },
    administrator, present_or_away,
};
use crate::{
    approval::propose::{self, Proposal, ProposeError, Proposer, tidy_reason},
    registration::{acts, roster},
    rights::Administrator,
    session::Present,
    store::{StoreError, accounts::Account, requests::Subject},
};

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    show: String,
    sort: String,
    order: String,
    page: String,
    done: String,
    act: String,
    count: String,
    left: String,
}

/// What is searched for, at most, in characters.
const LONGEST_SEARCH: usize = 100;

impl Asked {
    fn listing(&self) -> Listing {
        Listing {
            q: self.q.trim().chars().filter(|c| !c.is_control()).take(LONGEST_SEARCH).collect(),
            show: Show::parse(&self.show),
            sort: Sort::parse(&self.sort),
            descending: self.order == "down",
            page: self.page.parse().unwrap_or(1).clamp(1, 1_000_000),
            ..Listing::default()
        }
    }
}

/// What was just done, from the URL that a redirect leads to.
pub(super) fn outcome(done: &str, act: &str, count: &str, left: &str) -> Option<Outcome> {
    let done = match done {
        "act" => Done::Act(UserAct::parse(act)?),
        "proposed" => Done::Proposed(act.parse::<ChangeKind>().ok()?),
        _ => return None,
    };
    let number = |text: &str| text.parse().unwrap_or(0);
    Some(Outcome { act: done, count: number(count), left_out: number(left) })
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let notice = outcome(&asked.done, &asked.act, &asked.count, &asked.left);
    page(&visitor, &present, by, &asked, notice, None).await
}

async fn page(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    asked: &Asked,
    notice: Option<Outcome>,
    problem: Option<UsersProblem>,
) -> Answer {
    let mut page = roster::users(&visitor.app, by, asked.listing(), visitor.language(Some(present))).await?;
    let status = match problem {
        None => StatusCode::OK,
        Some(UsersProblem::NotMaker) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page.notice = notice;
    page.problem = problem;
    Ok(visitor.page(status, Some(present), Page::Users(Box::new(page))))
}

/// POST: an act on the chosen users.
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let Some(act) = UserAct::parse(fields.one("action")) else {
        return page(&visitor, &present, by, &asked, None, Some(UsersProblem::UnknownAct)).await;
    };
    let mut chosen = Vec::new();
    for user in fields.all("user") {
        let found = roster::find(&mut *visitor.app.store.reader().await?, by, user).await?;
        match found {
            Some(account) if chosen.iter().all(|held: &Account| held.id != account.id) => chosen.push(account),
            Some(_) => {}
            None => return Err(super::not_theirs(&visitor, &present, super::Asked::User(user)).await),
        }
    }
    if chosen.is_empty() {
        return page(&visitor, &present, by, &asked, None, Some(UsersProblem::NobodyChosen)).await;
    }
    if act.proposes() && by.maker().is_none() {
        return page(&visitor, &present, by, &asked, None, Some(UsersProblem::NotMaker)).await;
    }
    let reason = fields.one("reason");
    let reason_missing = act.proposes() && tidy_reason(reason).is_empty();
    if act.confirmed() && (!fields.ticked("confirmed") || reason_missing) {
        let language = visitor.language(Some(&present));
        let mut confirm = roster::confirm(&visitor.app, by, &chosen, act, language).await?;
        confirm.reason = reason.to_owned();
        confirm.reason_missing = fields.ticked("confirmed") && reason_missing;
        let status = if confirm.reason_missing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok(visitor.page(status, Some(&present), Page::Confirm(Box::new(confirm))));
    }
    let (done, left) = carry_out(&visitor, &present, by, &chosen, act, reason).await?;
    let (what, name) = match roster::change_of(act) {
        Some(change) => ("proposed", change.kind().name()),
        None => ("act", act.name()),
    };
    Ok(see_other(&format!("/portal/users?done={what}&act={name}&count={done}&left={left}"), []))
}

/// Does or proposes an act with those whom it fits; says with how many, and with how many not.
pub(super) async fn carry_out(
    visitor: &Visitor,
    present: &Present,
    by: Administrator<'_>,
    chosen: &[Account],
    act: UserAct,
    reason: &str,
) -> Result<(u64, u64), No> {
    let app = &visitor.app;
    let scribe = visitor.scribe_of(present);
    let all = chosen.len() as u64;
    let Some(change) = roster::change_of(act) else {
        let mut tx = app.store.begin().await?;
        let mut done = 0;
        for account in chosen {
            done += u64::from(acts::act(app, &mut tx, &scribe, by, &account.id, act).await?.is_ok());
        }
        tx.commit().await?;
        app.outbox.ring();
        return Ok((done, all - done));
    };
    let Some(maker) = by.maker() else { return Err(No::FORBIDDEN) };
    let mut fitting: Vec<&AccountId> = Vec::new();
    for account in chosen {
        let mut reader = app.store.reader().await?;
        if roster::fits(app, &mut reader, by, account, act).await?.is_ok() {
            fitting.push(&account.id);
        }
    }
    if fitting.is_empty() {
        return Ok((0, all));
    }
    let proposal = Proposal {
        participant: by.firm(),
        kind: change.kind(),
        changes: fitting.iter().map(|id| (Subject::Account((*id).clone()), change.clone())).collect(),
        reason,
        file: "",
    };
    propose::propose(app, &scribe, Proposer::Firm(maker), proposal).await.map_err(no)?;
    Ok((fitting.len() as u64, all - fitting.len() as u64))
}

/// What a proposal that was not taken is, where the page has no words of its own.
pub(in crate::http) fn no(error: ProposeError) -> No {
    match error {
        ProposeError::Store(error) => error.into(),
        ProposeError::NoRight => No::FORBIDDEN,
        ProposeError::NotOfFirm(_) => No::NOT_FOUND,
        // Somebody was faster: the same again shows how it stands.
        ProposeError::Waits(_) | ProposeError::Nothing => StoreError::Overtaken.into(),
    }
}
