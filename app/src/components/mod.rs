//! What pages are made of.

pub(crate) mod chart;
mod field;
mod frame;
mod inputs;
mod listing;
mod navigation;
mod parts;
mod shell;

pub use field::*;
pub use frame::*;
pub use inputs::*;
pub use listing::*;
pub use navigation::*;
pub use parts::*;
pub use shell::*;
