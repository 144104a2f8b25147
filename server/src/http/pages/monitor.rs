//! `/monitor`: the first page of staff.

use app::{ports::overview::Monitor, render::Page};
use http::StatusCode;

use super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    to_login,
};
use crate::{
    contingency::desk,
    registration::standing,
    store::{accounts, credentials, outbox, participants, schedule},
};

/// GET
pub async fn show(visitor: Visitor) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(visitor.here()));
    };
    let role = present.account.staff_role.ok_or(No::FORBIDDEN)?;
    let mut reader = visitor.app.store.reader().await?;
    let (mail_waiting, mail_oldest) = outbox::waiting(&mut reader).await?;
    let page = Monitor {
        role,
        participants: participants::count(&mut reader).await?,
        standing: standing::count(&mut reader, None).await?,
        passkey_holders: credentials::passkey_holders(&mut reader).await?,
        by_mailbox_alone: accounts::count_by_mailbox_alone(&mut reader).await?,
        decommissioned_at: schedule::decommissioned_at(&mut reader).await?,
        cards: credentials::count_cards(&mut reader).await?,
        passes: desk::count_open(&visitor.app, &mut reader).await?,
        mail_delayed_at: visitor.news.mail_delayed_at,
        mail_waiting,
        mail_oldest,
        as_of: visitor.app.clock.now(),
    };
    drop(reader);
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Monitor(page)))
}
