//! What pages are written with: Leptos, in which every view is of one type.

pub(crate) use leptos::prelude::*;

/// A piece of a page. Of Leptos's own, the type spells out everything that is in it, and pages full of tables and forms
/// would keep the compiler busy for longer than all the rest together. What is written out is the same.
macro_rules! any_view {
    ($($markup:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { $($markup)* })
    };
}
pub(crate) use any_view as view;
