//! One's own account.

mod overview;
mod passkeys;
mod password;

pub(crate) use overview::account;
pub(in crate::pages) use overview::{last_used, method_name};
pub(crate) use passkeys::passkeys;
pub(crate) use password::change_password;
