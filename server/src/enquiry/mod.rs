//! The help desk: staff find whoever calls, see what is wrong and what to say, and help.
//!
//! * [`find`] looks people up, by name, ID, or the reference that a page or mail shows them.
//! * [`list`] are users by their firm and by what the figures count.
//! * [`person`] is everything about one of them, [`timeline`] what happened to them; what is wrong is said by
//!   [`domain::enquiry`].
//! * [`firms`] are all firms, [`firm`] is everything about one.
//! * [`noted`] writes down who and what was looked for, and that a page said no to somebody.

pub mod find;
pub mod firm;
pub mod firms;
pub mod list;
pub mod noted;
pub mod person;
pub mod timeline;

use domain::role::StaffRole;

use crate::{audit::trail::Reader, rights::Viewer};

/// What of the trail somebody of the staff may see.
fn reader(by: Viewer<'_>) -> Reader {
    Reader::of(by.account().staff_role.unwrap_or(StaffRole::Viewer))
}

/// What of `text` a reader may see who sees no address: whatever holds one is left out.
pub fn without_addresses(text: &str) -> String {
    let shown = |word: &str| if word.contains('@') { "…".to_owned() } else { word.to_owned() };
    text.split(' ').map(shown).collect::<Vec<_>>().join(" ")
}
