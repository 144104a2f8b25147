//! What every page says of the schedule, read once a request.

use app::ports::frame::Coming;
use domain::{
    phase::Phase,
    schedule::{Exception, ExceptionKind, Terms, Timeline, upcoming},
    time::Instant,
};

use crate::{
    app::App,
    store::{
        StoreError,
        announcements::{self, Announcement},
        schedule,
    },
};

/// What every page says of the schedule.
#[derive(Clone, Debug)]
pub struct News {
    /// Which phase is in force for everybody.
    pub timeline: Timeline,
    /// The next confirmed event.
    pub coming: Option<Coming>,
    /// What staff tell, to whomever.
    pub announcements: Vec<Announcement>,
    /// When smartcards stop opening the terminal, as planned.
    pub cards_close_at: Option<Instant>,
    /// Since when everybody is told that mail is delayed.
    pub mail_delayed_at: Option<Instant>,
}

impl News {
    /// What can be said without the database.
    pub fn unknown(app: &App) -> Self {
        let phase = app.config.schedule.phase.0.unwrap_or(Phase::ParallelRun);
        Self {
            timeline: Timeline { phase, former: phase, ..Timeline::START },
            coming: None,
            announcements: vec![],
            cards_close_at: None,
            mail_delayed_at: None,
        }
    }

    /// Reads it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(app: &App) -> Result<Self, StoreError> {
        let now = app.clock.now();
        let mut reader = app.store.reader().await?;
        let timeline = super::timeline(app, &mut reader, now).await?;
        let events = schedule::list(&mut reader).await?;
        // A phase that is fixed by the configuration waits for no event.
        let upcoming = if app.config.schedule.phase.0.is_none() { upcoming(&events) } else { Vec::new() };
        let coming = upcoming.iter().find_map(|event| {
            let at = event.due_at().filter(|at| *at > now)?;
            Some(Coming { kind: event.plan.kind, title: event.plan.title.clone(), at })
        });
        let closing = upcoming.iter().find(|event| event.plan.kind.opens() == Some(Phase::TwoFactorOnly));
        Ok(Self {
            timeline,
            coming,
            announcements: announcements::shown(&mut reader, now).await?,
            cards_close_at: closing.and_then(|event| event.due_at()),
            mail_delayed_at: schedule::mail_delayed_at(&mut reader).await?,
        })
    }

    /// The phase in force for everybody.
    pub fn phase(&self, now: Instant) -> Phase {
        Terms::of(self.timeline).phase(now)
    }

    /// In how many days smartcards stop opening the terminal for somebody with `exception`; none where no instant is
    /// set.
    pub fn days_of_cards(&self, exception: Option<Exception>, now: Instant) -> Option<u32> {
        let extended = exception.filter(|exception| exception.kind == ExceptionKind::Extension);
        let closed = (self.timeline.phase == Phase::TwoFactorOnly).then_some(now);
        let at = self.cards_close_at.or(closed)?.max(extended.map_or(now, |exception| exception.until));
        u32::try_from(at.since(now).as_secs().div_ceil(86_400)).ok()
    }
}
