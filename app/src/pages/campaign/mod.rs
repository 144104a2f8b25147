//! Campaigns and announcements.

mod announcements;
mod form;
mod list;
mod log;
mod one;
mod preview;

pub(crate) use announcements::announcements;
pub(crate) use form::form;
pub(crate) use list::campaigns;
pub(crate) use one::campaign;

use domain::{
    account::ParticipantCode,
    campaign::{Role, Stage},
    life::State,
};

use crate::{components::Frame, ports::campaign::goal_word};

/// The list of campaigns.
const CAMPAIGNS: &str = "/monitor/campaigns";

/// What a campaign leads to.
fn goal(frame: &Frame, goal: State) -> String {
    frame.get(goal_word(goal))
}

/// One firm, or all.
fn scope(frame: &Frame, firm: Option<&ParticipantCode>) -> String {
    firm.map_or_else(|| frame.get("campaign-all-firms"), ToString::to_string)
}

/// Where a campaign stands.
fn stage(frame: &Frame, stage: Stage, waits: bool) -> String {
    frame.get(match stage {
        _ if waits => "campaign-stage-waiting",
        Stage::Draft => "campaign-stage-draft",
        Stage::Running => "campaign-stage-running",
        Stage::Paused => "campaign-stage-paused",
        Stage::Stopped => "campaign-stage-stopped",
        Stage::Done => "campaign-stage-done",
    })
}

/// How its mark looks.
const fn look(stage: Stage) -> &'static str {
    match stage {
        Stage::Running => "tag good",
        Stage::Stopped | Stage::Done => "tag off",
        Stage::Draft | Stage::Paused => "tag",
    }
}

/// To whom a mail goes.
fn role(frame: &Frame, role: Role) -> String {
    frame.get(match role {
        Role::User => "campaign-role-user",
        Role::Administrator => "campaign-role-administrator",
        Role::Staff => "campaign-role-staff",
    })
}

/// So many days before the event.
fn step(frame: &Frame, days: u16) -> String {
    frame.with("campaign-days-before", &[("days", u64::from(days).into())])
}
