//! What pages are made of.

mod field;
mod frame;
mod parts;
mod shell;

pub use field::*;
pub use frame::*;
pub use parts::*;
pub use shell::*;
