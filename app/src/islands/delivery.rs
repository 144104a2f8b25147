use std::time::Duration;

use domain::language::Language;
use leptos::{prelude::*, task::spawn_local};

use crate::browser;

/// How the mail with the code fares: what the page was made with, then what the server says every few seconds.
#[island]
pub fn DeliveryStatus(
    /// The login that the mail belongs to.
    login: String,
    /// The page's language.
    language: Language,
    /// What the page was made with.
    words: String,
    /// Whether nothing more will come.
    settled: bool,
) -> impl IntoView {
    let news = RwSignal::new(words);
    if !settled {
        Effect::new(move |_| ask_later(login.clone(), language, news, 0));
    }
    view! { <span role="status">{news}</span> }
}

/// Asks again until nothing more will come: often at first, then less, for about the life of a code.
fn ask_later(login: String, language: Language, news: RwSignal<String>, asked: u32) {
    let wait = match asked {
        0..5 => 2,
        5..60 => 10,
        _ => return,
    };
    set_timeout(
        move || {
            spawn_local(async move {
                let form = "login=".to_owned() + &login + "&language=" + language.tag();
                if let Some(answer) = browser::ask("/api/page/delivery", &form).await
                    && let Some(words) = browser::field(&answer, "words").as_string()
                {
                    let settled = browser::field(&answer, "settled").is_truthy();
                    if words != news.get_untracked() {
                        news.set(words);
                    }
                    if settled {
                        return;
                    }
                }
                ask_later(login, language, news, asked + 1);
            });
        },
        Duration::from_secs(wait),
    );
}
