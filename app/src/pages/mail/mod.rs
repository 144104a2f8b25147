//! Mail as the staff see it: the outbox, the domains, and who refuses mail.

mod domains;
mod outbox;
mod suppressed;
mod words;

pub(crate) use domains::domains;
pub(crate) use outbox::outbox;
pub(crate) use suppressed::suppressed;

use domain::account::{AccountId, ParticipantCode};

use crate::{components::Frame, markup::*};

const MAIL: &str = "/monitor/mail";
const DOMAINS: &str = "/monitor/mail/domains";
const SUPPRESSED: &str = "/monitor/mail/suppressed";

/// A user, as a link to their page.
fn user_link(account: &AccountId) -> impl IntoView + use<> {
    let url = format!("/monitor/users/{}/{}", account.participant, account.user);
    view! { <a href=url>{account.to_string()}</a> }
}

/// A firm, as a link to its page.
fn firm_link(firm: &ParticipantCode) -> impl IntoView + use<> {
    view! { <a href=format!("/monitor/participants/{firm}")>{firm.to_string()}</a> }
}

/// What is not there.
fn nothing() -> AnyView {
    view! { <span class="muted">"–"</span> }
}

/// The way back to the outbox, above a page.
fn back(frame: &Frame) -> impl IntoView + use<> {
    view! { <p class="step"><a href=MAIL>{frame.get("maildesk-title")}</a></p> }
}

/// What is shown, as files.
fn files(frame: &Frame, csv: String, json: String) -> impl IntoView + use<> {
    view! {
        <p>
            <a href=csv download>{frame.get("maildesk-csv")}</a>
            " · "
            <a href=json download>{frame.get("maildesk-json")}</a>
            " "
            <span class="muted">{frame.get("maildesk-files-mean")}</span>
        </p>
    }
}
