//! What an operator's monitoring asks.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};

use super::visitor::Visitor;
use crate::store::{StoreError, outbox};

/// `/healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `/readyz`: the database answers too.
pub async fn ready(visitor: Visitor) -> Response {
    match mail(&visitor).await {
        Ok(_) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// `/metrics`, in the text format of Prometheus.
pub async fn metrics(visitor: Visitor) -> Response {
    let Ok((waiting, oldest)) = mail(&visitor).await else {
        return (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response();
    };
    let age = oldest.map_or(0.0, |oldest| visitor.app.clock.now().since(oldest).as_secs_f64());
    let text = format!(
        "# HELP changeover_outbox_waiting Mails that wait to be sent.\n\
         # TYPE changeover_outbox_waiting gauge\n\
         changeover_outbox_waiting {waiting}\n\
         # HELP changeover_outbox_oldest_seconds Age of the oldest waiting mail.\n\
         # TYPE changeover_outbox_oldest_seconds gauge\n\
         changeover_outbox_oldest_seconds {age}\n"
    );
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

async fn mail(visitor: &Visitor) -> Result<(u64, Option<domain::time::Instant>), StoreError> {
    outbox::waiting(&mut *visitor.app.store.reader().await?).await
}
