//! What stands in for e-mail while it is down.
//!
//! * [`ask`]: who can get a one-time pass, and who asks for it. Two people agree by the mechanism of [`crate::approval`],
//!   whatever exception one of them has.
//! * [`issue`]: what agreeing does. Nobody has seen the pass then: it is derived under the server's key.
//! * [`pass_on`]: the one who asked sees it, once, after saying that the number on file was called; from then on it works
//!   for minutes. Whoever agreed never does.
//! * [`accept`]: at the login it replaces the code, never the password, and is paid for like a code.
//! * [`call_back`]: the number on file. [`delay`]: telling everybody that mail is delayed. [`desk`]: what pages show.

pub mod accept;
pub mod ask;
pub mod call_back;
pub mod delay;
pub mod desk;
pub mod issue;
pub mod pass_on;

use std::time::Duration;

/// A request for passes waits no longer, and nor does a pass that was agreed on to be shown.
pub const DAY: Duration = Duration::from_secs(86_400);
