//! The parts of a page that move.
//!
//! Each loads after the page can be used and adds to what already works. What an island says comes as a property,
//! already translated: the bundle carries no words.

#![allow(missing_docs, reason = "the macro makes a struct of each island's properties, whose docs it does not take")]

mod clock;
mod connectivity;
mod countdown;
mod credential;
mod delivery;
mod figures;
mod password;
mod session;

pub use connectivity::*;
pub use countdown::*;
pub use credential::*;
pub use delivery::*;
pub use figures::*;
pub use password::*;
pub use session::*;
