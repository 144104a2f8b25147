//! Smartcards: logging in by them, binding them, and the register.

pub mod arrive;
