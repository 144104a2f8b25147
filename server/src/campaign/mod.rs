//! Campaigns: reminders that leave by themselves before an event of the schedule, once two people agreed on them.
//!
//! * [`audience`] says which mails a step is made of: the preview shows them, [`round`] puts them in.
//! * [`draft`] writes a campaign down and proposes it; [`agree`] lets it run, as `approval` asks. The same two let one
//!   that was paused go on.
//! * [`round`] puts in what is due: each mail once, by whichever instance comes first, one a person and day over all
//!   campaigns. What is true of a reader is asked again as the mail is written (`mail::letter`).
//! * [`stop`] pauses and stops, by one person and at once.
//! * [`view`] fills the pages; [`announcements`] are told above pages instead of by mail.

pub mod agree;
pub mod announcements;
pub mod audience;
pub mod draft;
pub mod round;
pub mod stop;
pub mod view;

use domain::{
    campaign::Plan,
    schedule::{Event, EventState},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::store::{StoreError, schedule};

/// What the outbox knows the mails of a campaign by.
pub fn cause(id: &str) -> String {
    format!("campaign:{id}")
}

/// The event that a campaign leads to, and its instant; none while it has none, or is held or cancelled.
///
/// # Errors
/// When the database cannot be read.
pub async fn event(db: &mut AnyConnection, plan: &Plan) -> Result<Option<(Event, Instant)>, StoreError> {
    let event = schedule::find(db, &plan.event).await?;
    Ok(event.filter(stands).and_then(|event| event.plan.at.map(|at| (event, at))))
}

/// Whether an event comes, or has come: to somebody with an extension it may be still ahead.
fn stands(event: &Event) -> bool {
    matches!(event.state, EventState::Confirmed | EventState::Done)
}
