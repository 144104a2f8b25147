//! What delegated administrators see of their firm: users, uploads, the trail, mail domains.

mod confirm;
mod domains;
mod preview;
mod sayings;
mod trail;
mod upload;
mod user;
mod users;

pub(crate) use confirm::confirm;
pub(crate) use domains::domains;
pub(crate) use preview::preview;
pub(in crate::pages) use sayings::{act_means, act_word, roles_word, state_word, status_word, waits_word, why_not};
pub(crate) use trail::trail;
pub(crate) use upload::upload;
pub(crate) use user::user;
pub(crate) use users::users;

/// The list of users.
const USERS: &str = "/portal/users";

/// The page of a user.
pub(in crate::pages) fn user_path(account: &domain::account::AccountId) -> String {
    format!("{USERS}/{}", account.user.as_str())
}
