//! Smartcards: logging in, binding, the ceremony in the browser, and what comes after.

mod card_binding;
mod card_login;
mod ceremony;
mod refused;
mod set_up_reminder;

pub(crate) use card_binding::card_binding;
pub(crate) use card_login::card_login;
pub(crate) use ceremony::{ceremony, proof};
pub(crate) use refused::{Holder, refused};
pub(crate) use set_up_reminder::set_up_reminder;
