//! Smartcards: logging in by them, binding them, and the register.

pub mod arrive;
pub mod binding;
pub mod login;
pub mod reminder;
