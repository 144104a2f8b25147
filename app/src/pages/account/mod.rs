//! One's own account.

mod overview;
mod passkeys;
mod password;

pub(crate) use overview::account;
pub(crate) use passkeys::passkeys;
pub(crate) use password::change_password;
