//! What the clearing house's staff see.

mod card_proposal;
mod cards;
mod trail;

pub(crate) use card_proposal::card_proposal;
pub(crate) use cards::{cards, suspension};
pub(crate) use trail::trail;

use domain::role::StaffRole;
use leptos::prelude::*;

use super::{
    registry::state_word,
    standing::{Figures, Reach, StandingTable},
};
use crate::{
    components::{Frame, Time, fact},
    ports::overview::Monitor,
    render::Sheet,
    words::grouped,
};

/// `/monitor`: how the change stands.
pub(crate) fn monitor(frame: &Frame, model: Monitor) -> Sheet {
    let title = frame.get("monitor-title");
    let role = match model.role {
        StaffRole::Viewer => "role-viewer",
        StaffRole::Operator => "role-operator",
        StaffRole::Approver => "role-approver",
    };
    let reach = Reach::of(&model.standing);
    let cards = model
        .cards
        .iter()
        .map(|(state, count)| {
            let state = state_word(frame, *state);
            fact(frame.with("monitor-cards", &[("state", state.into())]), grouped(*count))
        })
        .collect_view();
    let gone = model.decommissioned_at.map(|at| {
        let guards = model.role.guards();
        let pack = view! {
            <form method="post" action="/monitor/closing-pack">
                <button class="button second" type="submit">{frame.get("closing-pack-link")}</button>
            </form>
        };
        view! {
            <p>{frame.with("monitor-decommissioned", &[("time", frame.when(at).into())])}</p>
            {guards.then_some(pack)}
        }
    });
    let figures = if model.participants == 0 {
        view! { <p class="empty">{frame.get("monitor-empty")}</p> }.into_any()
    } else {
        let values =
            [("able", reach.able.into()), ("active", reach.active.into()), ("participants", model.participants.into())];
        view! {
            <p class="lead">{frame.with("monitor-takeaway", &values)}</p>
            <Figures frame=frame.clone() reach />
            <StandingTable frame=frame.clone() caption=frame.get("monitor-table") standing=model.standing />
            <h2>{frame.get("monitor-credentials-title")}</h2>
            <dl class="facts card">
                {fact(frame.get("monitor-passkey-holders"), grouped(model.passkey_holders))}
                {fact(frame.get("monitor-by-mailbox-alone"), grouped(model.by_mailbox_alone))}
                {cards}
            </dl>
            {gone}
            <p><a href="/monitor/cards">{frame.get("registry-link")}</a></p>
        }
        .into_any()
    };
    let oldest = model.mail_oldest.map(|at| {
        let time = view! { <Time frame=frame.clone() at /> };
        fact(frame.get("mail-oldest"), time)
    });
    let delayed = model.mail_delayed_at.map(|since| {
        view! { <p class="inset">{frame.with("contingency-on", &[("time", frame.when(since).into())])}</p> }
    });
    let passes = frame.with("monitor-passes", &[("count", model.passes.into())]);
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(model.as_of).into())])}</p>
        {figures}
        <h2>{frame.get("monitor-mail-title")}</h2>
        {if model.mail_waiting == 0 {
            view! { <p>{frame.get("mail-none-waiting")}</p> }.into_any()
        } else {
            view! {
                <dl class="facts card">
                    {fact(frame.get("mail-waiting"), grouped(model.mail_waiting))}
                    {oldest}
                </dl>
            }.into_any()
        }}
        {delayed}
        <p>{passes} " " <a href="/monitor/contingency">{frame.get("contingency-link")}</a></p>
        <h2>{frame.get("role-title")}</h2>
        <p>{frame.get(role)}</p>
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}
