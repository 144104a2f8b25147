//! The schedule, as two people have agreed on it.

use std::time::Duration;

use domain::{
    phase::Phase,
    schedule::{Arming, Bilingual, Event, EventKind, Exception, Plan},
    time::Instant,
};
use serde_json::json;
use server::{
    config::{Config, FixedPhase},
    random::Token,
    schedule::{arming, plan},
    session::{self, Present},
    store::{exceptions, requests::Subject, schedule},
};

use super::{Browser, TestServer};

/// By the schedule, and not by the configuration.
pub fn by_schedule(config: &mut Config) {
    config.schedule.phase = FixedPhase(None);
}

/// The event that opens a phase.
pub fn opening(phase: Phase) -> EventKind {
    EventKind::ALL.into_iter().find(|kind| kind.opens() == Some(phase)).unwrap()
}

/// What is planned of an event of that kind.
pub fn plan_of(kind: EventKind, at: Option<Instant>) -> Plan {
    let title = Bilingual { en: format!("Event {kind}"), zh: format!("事項{kind}") };
    let when = match at {
        Some(_) => Bilingual::default(),
        None => Bilingual { en: "late Q2 2027".to_owned(), zh: "2027年第二季末".to_owned() },
    };
    Plan { kind, at, when, title, text: Bilingual::default() }
}

impl TestServer {
    /// The present instant, and so much later.
    pub fn within(&self, span: Duration) -> Instant {
        self.app.clock.now().plus(span)
    }

    /// Plans an event, named after its kind, at an instant.
    pub async fn plan(&self, kind: EventKind, at: Instant) {
        self.plan_as(kind.name(), kind, Some(at)).await;
    }

    /// Plans an event.
    pub async fn plan_as(&self, id: &str, kind: EventKind, at: Option<Instant>) {
        let mut tx = self.app.store.begin().await.unwrap();
        plan::set(&mut tx, &self.operator(), id, plan_of(kind, at), false, None, json!({})).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// An event as it stands.
    pub async fn event(&self, id: &str) -> Event {
        let mut reader = self.app.store.reader().await.unwrap();
        schedule::find(&mut reader, id).await.unwrap().unwrap()
    }

    /// Arms an event on the count of users that it shuts out, as two people would.
    pub async fn arm(&self, id: &str) {
        let now = self.app.clock.now();
        let mut tx = self.app.store.begin().await.unwrap();
        let ground = arming::ground(&mut tx, id, now).await.unwrap().unwrap();
        let armed = Some(Arming { at: now, blocked: ground.blocked });
        assert!(schedule::put(&mut tx, &Event { armed, ..ground.event }).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// Puts the house into `phase`: the event that opens it, armed where that takes arming, and its instant.
    pub async fn move_to(&self, phase: Phase) {
        let kind = opening(phase);
        let name = format!("{kind}-{}", self.count("SELECT COUNT(*) FROM schedule_events").await);
        self.plan_as(&name, kind, Some(self.within(Duration::from_secs(60)))).await;
        self.arm(&name).await;
        self.advance(Duration::from_secs(60));
        assert_eq!(self.phase().await, phase);
    }

    /// The phase in force for everybody.
    pub async fn phase(&self) -> Phase {
        let mut reader = self.app.store.reader().await.unwrap();
        server::schedule::phase(&self.app, &mut reader, self.app.clock.now()).await.unwrap()
    }

    /// Grants an exception to a firm or a user.
    pub async fn except(&self, subject: &str, exception: Exception) {
        let now = self.app.clock.now();
        let subject = match subject.contains('/') {
            true => Subject::Account(subject.parse().unwrap()),
            false => Subject::Firm(subject.parse().unwrap()),
        };
        let granted = exceptions::Granted {
            id: format!("{}-{}", now.as_millis(), subject),
            subject,
            exception,
            reason: "as agreed".to_owned(),
            requester: "operator".to_owned(),
            approver: None,
            request: String::new(),
            created_at: now,
            ended_at: None,
        };
        let mut tx = self.app.store.begin().await.unwrap();
        exceptions::grant(&mut tx, &granted).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Whoever is logged in in `browser`.
    pub async fn present(&self, browser: &Browser) -> Present {
        let token = Token::received(&browser.cookie("__Host-session").unwrap()).unwrap();
        session::look(&self.app, &token).await.unwrap().unwrap()
    }
}
