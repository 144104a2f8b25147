//! The way in: choice of method, password, code.

mod code;
mod methods;
mod pass;
mod password;

pub(crate) use code::{Purpose, code, code_sheet};
pub(crate) use methods::methods;
pub(crate) use password::{password, problems as password_problems};
