//! Server functions, and the port that they call.

use std::sync::Arc;

use app::ports::{
    login::Delivery,
    visit::{SessionClock, Visit},
};
use async_trait::async_trait;
use axum::{extract::Request, response::IntoResponse};
use leptos::context::provide_context;

use super::visitor::Visitor;
use crate::{
    login::{Failure, view},
    session::Present,
    store::logins::Kind,
};

/// Any server function.
pub async fn call(visitor: Visitor, request: Request) -> impl IntoResponse {
    let visit: Arc<dyn Visit> = Arc::new(visitor);
    leptos_axum::handle_server_fns_with_context(move || provide_context(Arc::clone(&visit)), request).await
}

impl Visitor {
    fn clock_of(&self, present: &Present) -> SessionClock {
        SessionClock {
            now: self.app.clock.now(),
            ends_at: present.ends_at,
            at_absolute_limit: present.at_absolute_limit,
        }
    }
}

#[async_trait]
impl Visit for Visitor {
    async fn session(&self) -> Option<SessionClock> {
        self.glance().await.ok().flatten().map(|present| self.clock_of(&present))
    }

    async fn extend(&self) -> Option<SessionClock> {
        self.present().await.ok().flatten().map(|present| self.clock_of(&present))
    }

    async fn delivery(&self, login: String) -> Option<Delivery> {
        let ticket = self.cookies.ticket(Some(&login))?;
        for kind in [Kind::Login, Kind::Setup, Kind::Test] {
            let found: Result<_, Failure<()>> = view::look(&self.app, &ticket, kind).await;
            if let Ok((login, _)) = found {
                return view::delivery(&self.app, &login).await.ok();
            }
        }
        None
    }
}
