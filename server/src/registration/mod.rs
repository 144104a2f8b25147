//! Registration: the directory of firms and users, their addresses, activation and set-up.

pub mod import;
pub mod invite;
pub mod life;
pub mod setup;
pub mod staff;
pub mod standing;
pub mod upload;
