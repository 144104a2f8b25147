use std::time::Duration;

use domain::password::MIN_BESIDE_NAMES;
use leptos::prelude::*;

use crate::browser;

/// A button that shows what is typed into a password field, and hides it again when the form is sent.
#[island]
pub fn ShowPassword(
    /// The field's id.
    field: String,
    /// What the button says while the password is hidden.
    show: String,
    /// What it says while the password is shown.
    hide: String,
) -> impl IntoView {
    let awake = RwSignal::new(false);
    let revealed = RwSignal::new(false);
    let of_form = field.clone();
    Effect::new(move |_| {
        awake.set(true);
        browser::on_submit(&of_form, move |_| revealed.set(false));
    });
    let of_effect = field.clone();
    Effect::new(move |_| browser::set_revealed(&of_effect, revealed.get()));
    view! {
        <button
            type="button"
            class="reveal"
            aria-controls=field
            hidden=move || !awake.get()
            on:click=move |_| revealed.update(|it| *it = !*it)
        >
            {move || if revealed.get() { hide.clone() } else { show.clone() }}
        </button>
    }
}

/// Says while a new password is typed whether it is long enough and more than names. The server alone decides.
#[island]
pub fn PasswordHint(
    /// The field's id.
    field: String,
    /// Least number of characters.
    min_length: usize,
    /// What the password must not rest on, in lower case: names as a whole, and each word of them.
    names: Vec<String>,
    /// What stands between the count and the least number.
    of: String,
    /// What stands after them.
    characters: String,
    /// What to say when it rests on names.
    on_names: String,
    /// What to say when length and names are right.
    enough: String,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        let of_look = field.clone();
        // Waits for a pause, so that a screen reader is not talked over at each key.
        let mut look = debounce(Duration::from_millis(400), move |()| typed.set(browser::folded(&of_look)));
        browser::on_input(&field, move |_| look(()));
    });
    let said = move || {
        let typed = typed.get();
        match typed.chars().count() {
            0 => String::new(),
            have if have < min_length => have.to_string() + &of + &min_length.to_string() + &characters,
            _ if beside(&typed, &names) < MIN_BESIDE_NAMES => on_names.clone(),
            _ => enough.clone(),
        }
    };
    view! { <p class="hint live" role="status">{said}</p> }
}

/// How many characters of a text belong to none of the names. A hint only: `PasswordRules` has the rule, and with it
/// tables of Unicode that are half as large as the whole bundle.
fn beside(text: &str, names: &[String]) -> usize {
    let mut named = vec![false; text.len()];
    for name in names {
        for (start, found) in text.match_indices(name.as_str()) {
            named[start..start + found.len()].fill(true);
        }
    }
    text.char_indices().filter(|(start, _)| !named[*start]).count()
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn what_names_leave_over_is_counted_in_characters() {
        let names = ["caaa001".to_owned(), "陳大文".to_owned()];
        assert_eq!(beside("caaa001caaa001-陳大文-é", &names), 3);
        assert_eq!(beside("nothing of them", &names), 15);
    }
}
