//! Smartcards: logging in by them, binding them, and the register.

pub mod arrive;
pub mod codes;
pub mod desk;
pub mod registry;
