//! The connectivity test: what a login will need, proved before it counts.
//!
//! [`run`] puts together what server and browser found, [`test`] is the whole test login, by the same steps as a
//! login, [`record`] keeps results of users who are proved, [`page`] is what the tester sees and [`firm`] what
//! their administrators see.

pub mod firm;
pub mod page;
pub mod record;
pub mod run;
pub mod test;
