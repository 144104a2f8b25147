//! The port behind the server functions: what an island may ask for the person it runs for.

use domain::time::Instant;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::login::Delivery;

/// The server's word on how long a session still lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionClock {
    /// The server's clock.
    pub now: Instant,
    /// When the session ends.
    pub ends_at: Instant,
    /// Whether it is the absolute limit, which nothing extends.
    pub at_absolute_limit: bool,
}

/// One visitor's request, as far as an island is concerned. The server puts an `Arc<dyn Visit>` into the context of
/// each server function.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Visit: Send + Sync {
    /// How long the session lasts; asking does not extend it. `None` without a session.
    async fn session(&self) -> Option<SessionClock>;
    /// Uses the session, as any page does, and so extends it up to its absolute limit. `None` without a session.
    async fn extend(&self) -> Option<SessionClock>;
    /// How the newest mail of this browser's login fares. `None` when the login is not this browser's.
    async fn delivery(&self, login: String) -> Option<Delivery>;
}
