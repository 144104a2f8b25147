use leptos::prelude::*;

use crate::browser;

/// Notes in a hidden field that the bundle was loaded and runs: it does so by waking.
#[island]
pub fn BundleProbe(
    /// The field's id.
    field: String,
) -> impl IntoView {
    Effect::new(move |_| browser::fill(&field, "pass"));
    view! { <span hidden=true></span> }
}
