//! Registration: the directory of firms and users, their addresses, activation and set-up.

pub mod acts;
pub mod import;
pub mod invite;
pub mod life;
pub mod operator;
pub mod policy;
pub mod roster;
pub mod second_proof;
pub mod setup;
pub mod staff;
pub mod staff_route;
pub mod standing;
pub mod upload;
pub mod wave;
