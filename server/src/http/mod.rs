//! HTTP: routes, what stands around every request, and pages. No rules stand here.
//!
//! To add a page: a file in `pages/` with its handlers, and a line in [`routes`].

mod assets;
mod authz;
mod bounces;
pub mod card_listener;
mod cookies;
mod fields;
mod functions;
mod guard;
mod health;
mod incoming;
mod pages;
mod paper_form;
mod routes;
mod visitor;

pub use routes::Route;

use std::{net::SocketAddr, sync::Arc};

use axum::{Router, extract::DefaultBodyLimit, middleware};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use routes::at;

/// No form of ours is larger than this, in bytes.
const LARGEST_FORM: usize = 64 * 1024;

/// Every route.
pub fn routes(app: &App) -> Vec<Route> {
    use pages::{portal::approvals, readiness};
    let mut routes = vec![
        at("/").get(pages::home::show),
        at("/login").get(pages::login::show).post(pages::login::submit),
        at("/login/code").get(pages::code::show).post(pages::code::submit),
        at("/login/smartcard").get(pages::smartcard::show).post(pages::smartcard::submit),
        at("/login/passkey").get(pages::passkey::show).post(pages::passkey::submit),
        at("/setup").get(pages::setup::show).post(pages::setup::submit),
        at("/connectivity").get(pages::connectivity::show).post(pages::connectivity::submit),
        at("/account").get(pages::account::show).post(pages::account::submit),
        at("/account/password").get(pages::password::show).post(pages::password::submit),
        at("/account/passkeys").get(pages::passkeys::show).post(pages::passkeys::submit),
        at("/account/set-up").get(pages::set_up_reminder::show).post(pages::set_up_reminder::submit),
        at("/logout").post(pages::account::log_out),
        // A firm's delegated administrators.
        at("/portal/users").get(pages::portal::users::show).post(pages::portal::users::submit),
        at("/portal/users/{user}").get(pages::portal::user::show).post(pages::portal::user::submit),
        at("/portal/approvals").get(approvals::portal).post(approvals::portal_submit),
        at("/portal/approvals/{id}").get(approvals::portal_request).post(approvals::portal_decide),
        // A firm's file of addresses: these two alone take more than other forms.
        at("/portal/upload").get(pages::upload::show).post(pages::upload::submit).of_at_most(pages::upload::LARGEST),
        at("/portal/upload/{id}")
            .get(pages::upload::preview)
            .post(pages::upload::act)
            .of_at_most(pages::upload::LARGEST_CORRECTION),
        at("/portal/upload/template.csv").get(pages::upload::template),
        at("/portal/upload/{id}/result.csv").get(pages::upload::result),
        at("/portal/domains").get(pages::portal::domains::show).post(pages::portal::domains::submit),
        at("/portal/connectivity").get(pages::portal::connectivity::show),
        at("/portal/connectivity.csv").get(pages::portal::connectivity::export),
        at("/portal/contingency").get(pages::contingency::portal).post(pages::contingency::portal_submit),
        at("/portal/readiness").get(readiness::firm::show).post(readiness::firm::submit),
        at("/portal/readiness.csv").get(readiness::firm::export),
        at("/portal/exceptions").get(readiness::exceptions::show).post(readiness::exceptions::submit),
        at("/portal/package").get(readiness::package::show).post(readiness::package::submit),
        at("/portal/package.txt").get(readiness::package::text),
        at("/portal/audit").get(pages::portal::trail::show).post(pages::portal::trail::export),
        // The clearing house's staff.
        at("/monitor").get(pages::monitor::show),
        at("/monitor/live").get(pages::monitor::live::listen),
        at("/monitor/figures/{view}").get(pages::monitor::figures::show),
        at("/monitor/closing-pack").post(pages::closing_pack::submit),
        at("/monitor/cards").get(pages::cards::show).post(pages::cards::submit),
        at("/monitor/cards/new").get(pages::cards::show_proposal).post(pages::cards::propose),
        at("/monitor/contingency").get(pages::contingency::monitor).post(pages::contingency::monitor_submit),
        at("/monitor/participants/{code}/call-back")
            .get(pages::contingency::call_back)
            .post(pages::contingency::call_back_submit),
        at("/monitor/participants").get(pages::enquiry::firms::show),
        at("/monitor/participants.csv").get(pages::enquiry::files::firms_csv),
        at("/monitor/participants.json").get(pages::enquiry::files::firms_json),
        at("/monitor/participants/{code}").get(pages::enquiry::firms::show_one),
        at("/monitor/users").get(pages::enquiry::search::show),
        at("/monitor/users.csv").get(pages::enquiry::files::users_csv),
        at("/monitor/users.json").get(pages::enquiry::files::users_json),
        at("/monitor/users/{participant}/{user}")
            .get(pages::enquiry::person::show)
            .post(pages::enquiry::person::submit),
        at("/monitor/readiness").get(readiness::staff::show),
        at("/monitor/readiness.csv").get(readiness::staff::export),
        at("/monitor/exceptions").get(readiness::register::show).post(readiness::register::submit),
        at("/monitor/exceptions.csv").get(readiness::register::export),
        at("/monitor/exceptions/new").get(readiness::register::show_proposal).post(readiness::register::propose),
        at("/monitor/schedule").get(pages::schedule::desk),
        at("/monitor/schedule/new").get(pages::schedule::event::show_new).post(pages::schedule::event::submit_new),
        at("/monitor/schedule/{event}").get(pages::schedule::event::show).post(pages::schedule::event::submit),
        at("/monitor/blocked").get(pages::schedule::blocked::show).post(pages::schedule::blocked::submit),
        at("/monitor/blocked.csv").get(pages::schedule::blocked_files::users),
        at("/monitor/blocked.json").get(pages::schedule::blocked_files::json),
        at("/monitor/blocked/groups.csv").get(pages::schedule::blocked_files::groups),
        at("/monitor/blocked/call-list").get(pages::schedule::blocked_files::call_list),
        at("/monitor/blocked/call-list.csv").get(pages::schedule::blocked_files::call_list_file),
        at("/monitor/campaigns").get(pages::campaigns::list),
        at("/monitor/campaigns/new").get(pages::campaigns::show_new).post(pages::campaigns::add),
        at("/monitor/campaigns/{id}").get(pages::campaigns::show).post(pages::campaigns::act),
        at("/monitor/campaigns/{id}/edit").get(pages::campaigns::show_edit).post(pages::campaigns::edit),
        at("/monitor/campaigns/{id}/recipients.csv").get(pages::campaigns::recipients),
        at("/monitor/campaigns/{id}/log.csv").get(pages::campaigns::log),
        at("/monitor/audit").get(pages::trail::show).post(pages::trail::export),
        at("/monitor/announcements").get(pages::announcements::show).post(pages::announcements::submit),
        at("/monitor/mail").get(pages::mail::show),
        at("/monitor/mail.csv").get(pages::mail::csv),
        at("/monitor/mail.json").get(pages::mail::json),
        at("/monitor/mail/domains").get(pages::mail::domains::show).post(pages::mail::domains::submit),
        at("/monitor/mail/domains.csv").get(pages::mail::domains::csv),
        at("/monitor/mail/domains.json").get(pages::mail::domains::json),
        at("/monitor/mail/suppressed").get(pages::mail::suppressed::show).post(pages::mail::suppressed::submit),
        at("/monitor/mail/suppressed.csv").get(pages::mail::suppressed::csv),
        at("/monitor/mail/suppressed.json").get(pages::mail::suppressed::json),
        at("/monitor/approvals").get(approvals::monitor).post(approvals::monitor_submit),
        at("/monitor/approvals/new").get(pages::staff::show).post(pages::staff::submit),
        at("/monitor/approvals/{id}").get(approvals::monitor_request).post(approvals::monitor_decide),
        // Briefings and the user guide. Forms with a PDF take more than others.
        at("/briefings").get(pages::briefings::show).post(pages::briefings::submit),
        at("/briefings/materials/{paper}").get(pages::briefings::material),
        at("/monitor/briefings").get(pages::calendar::show),
        at("/monitor/briefings/new").get(pages::calendar::show_new).post(pages::calendar::create),
        at("/monitor/briefings/attendance").get(pages::calendar::attendance),
        at("/monitor/briefings/attendance.csv").get(pages::calendar::attendance_file),
        at("/monitor/briefings/{id}").get(pages::calendar::show_one).post(pages::calendar::act),
        at("/monitor/briefings/{id}/change").get(pages::calendar::show_change).post(pages::calendar::change),
        at("/monitor/briefings/{id}/materials")
            .get(pages::calendar::show_materials)
            .post(pages::calendar::add_material)
            .of_at_most(paper_form::LARGEST),
        at("/guide").get(pages::guide::show),
        at("/guide/{document}").get(pages::guide::show_one).post(pages::guide::read),
        at("/guide/papers/{paper}").get(pages::guide::paper),
        at("/monitor/guide").get(pages::guide::library),
        at("/monitor/guide.csv").get(pages::guide::export),
        at("/monitor/guide/new").get(pages::guide::show_new).post(pages::guide::upload).of_at_most(paper_form::LARGEST),
        at("/monitor/guide/{document}").get(pages::guide::readers),
        at("/forgot-password").get(pages::fixed::forgot_password),
        at("/schedule").get(pages::schedule::public),
        at("/schedule.ics").get(pages::schedule::calendar),
        at("/help").get(pages::fixed::help),
        // Machines.
        at("/api/authz/auth-request").any(authz::auth_request),
        at("/api/mail/bounces").post(bounces::take).of_at_most(bounces::LARGEST),
        at("/api/page/passkey-offer").post(pages::passkey::offer),
        at("/api/page/{*function}").any(functions::call),
        at("/healthz").get(health::alive),
        at("/readyz").get(health::ready),
        at("/metrics").get(health::metrics),
        at("/style/{file}").get(assets::style),
        at("/pkg/{hash}/{*file}").get(assets::bundle),
    ];
    if app.config.demo.mail {
        routes.push(at("/demo/mail").get(pages::fixed::demo_mail));
    }
    routes
}

/// The router over [`routes`].
pub fn router(app: &Arc<App>) -> Router {
    let router = routes(app).into_iter().fold(Router::new(), |router, route| router.route(route.path, route.router));
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
    let ending = Arc::clone(app);
    let stop = async move {
        stop.await;
        // Whoever listens would be waited for without end.
        ending.live.end();
    };
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
