//! HTTP: routes, what stands around every request, and pages. No rules stand here.
//!
//! To add a page: a file in `pages/` with its handlers, and a line in [`router`].

mod assets;
mod authz;
mod cookies;
mod functions;
mod guard;
mod health;
mod incoming;
mod pages;
mod visitor;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{any, get, post},
};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;

/// No form of ours is larger than this, in bytes.
const LARGEST_FORM: usize = 64 * 1024;

/// Every route.
pub fn router(app: &Arc<App>) -> Router {
    let mut router = Router::new()
        .route("/", get(pages::home::show))
        .route("/login", get(pages::login::show).post(pages::login::submit))
        .route("/login/code", get(pages::code::show).post(pages::code::submit))
        .route("/setup", get(pages::setup::show).post(pages::setup::submit))
        .route("/account", get(pages::account::show).post(pages::account::submit))
        .route("/account/password", get(pages::password::show).post(pages::password::submit))
        .route("/logout", post(pages::account::log_out))
        .route("/portal/users", get(pages::portal::show))
        // A firm's upload of addresses. These two alone take more than other forms.
        .route(
            "/portal/upload",
            get(pages::upload::show).post(pages::upload::submit).layer(DefaultBodyLimit::max(pages::upload::LARGEST)),
        )
        .route(
            "/portal/upload/{id}",
            get(pages::upload::preview)
                .post(pages::upload::act)
                .layer(DefaultBodyLimit::max(pages::upload::LARGEST_CORRECTION)),
        )
        .route("/portal/upload/template.csv", get(pages::upload::template))
        .route("/portal/upload/{id}/result.csv", get(pages::upload::result))
        .route("/monitor", get(pages::monitor::show))
        .route("/forgot-password", get(pages::fixed::forgot_password))
        .route("/help", get(pages::fixed::help))
        .route("/api/authz/auth-request", any(authz::auth_request))
        .route("/api/page/{*function}", any(functions::call))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/style/{file}", get(assets::style))
        .route("/pkg/{hash}/{*file}", get(assets::bundle));
    if app.config.demo.mail {
        router = router.route("/demo/mail", get(pages::fixed::demo_mail));
    }
    router
        .fallback(guard::nothing_here)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        // A panic of ours ends one request, not the connection, and is answered like any fault.
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(Arc::clone(app), guard::around))
        .with_state(Arc::clone(app))
}

/// Serves until `stop` is done, then finishes what is under way.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    app: &Arc<App>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
