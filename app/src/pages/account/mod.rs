//! One's own account.

mod overview;
mod password;

pub(crate) use overview::account;
pub(crate) use password::change_password;
