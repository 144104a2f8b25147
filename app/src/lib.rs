//! What people see of Changeover.
//!
//! * [`ports`]: the models that pages show, and the trait behind the server functions.
//! * `pages`: pure functions from a model to a view, rendered on the server by `render`. A page never looks anything up.
//!   They are written with `markup`: Leptos, in which every view is of one type.
//! * [`islands`]: the few parts that move. They load after the page can be used, and every page works without them.
//! * `words`: everything that is said, in two languages; the texts stand in `locales/`.
//!
//! Built twice: with `ssr` into the server, with `hydrate` into the browser's bundle. Never with both.
//!
//! # Adding a page
//!
//! 1. Its model in [`ports`]: what the page shows, no more.
//! 2. Its view in `pages`, out of `components`; each form posts to its own page's URL and works without a script.
//! 3. A variant of `render::Page`, with its title.
//! 4. Its words in `locales/en` and `locales/zh-HK`; `tests/words.rs` names what is missing or left over.
//! 5. Its states in `examples/gallery.rs`, to be looked at in both languages, both themes, wide and narrow.

mod browser;
#[cfg(feature = "ssr")]
pub mod components;
pub mod islands;
#[cfg(feature = "ssr")]
mod markup;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod ports;
#[cfg(feature = "ssr")]
pub mod render;
#[cfg(feature = "ssr")]
pub mod server_functions;
#[cfg(feature = "ssr")]
pub mod words;

/// Wakes the islands of the page; the bundle's loader calls it once.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
