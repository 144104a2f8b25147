//! What the tests are written in: servers, browsers, mailboxes.

mod browser;
mod calendar;
mod database;
mod files;
mod firm;
mod holder;
mod mail;
mod page;
mod people;
mod server;

pub use browser::Browser;
pub use calendar::{by_schedule, opening};
pub use database::Backend;
pub use files::data;
pub use firm::{APPROVER, CHECKER, MAKER, OPERATOR, proposed, roles};
pub use holder::{Question, forge, unknown};
pub use mail::{Capture, Mood, first_line};
pub use page::{Answer, between, plain};
pub use people::{ADDRESS, PASSWORD, USER, address_of, id};
pub use server::{Ground, PUBLIC_URL, TestServer};

/// Runs each of the named `async fn(Backend)` on SQLite, and on PostgreSQL where `CHANGEOVER_TEST_POSTGRES` names a
/// server.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        $(mod $name {
            use crate::support::Backend;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(Backend::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match Backend::postgres() {
                    Some(backend) => super::$name(backend).await,
                    None => eprintln!("not run: CHANGEOVER_TEST_POSTGRES names no server"),
                }
            }
        })+
    };
}
pub(crate) use on_both;
