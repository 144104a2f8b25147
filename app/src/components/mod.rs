//! What pages are made of.

mod field;
mod frame;
mod inputs;
mod listing;
mod parts;
mod shell;

pub use field::*;
pub use frame::*;
pub use inputs::*;
pub use listing::*;
pub use parts::*;
pub use shell::*;
