//! Smartcards: logging in by them, binding them, and the register.

pub mod arrive;
pub mod binding;
pub mod codes;
pub mod desk;
pub mod login;
pub mod registry;
pub mod reminder;
