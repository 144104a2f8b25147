//! Around a list that is too long for one page, or shows a part.

use std::fmt::Write as _;

use crate::markup::*;

use super::Frame;

/// A path with what is asked for; empty values are left out.
pub fn href(path: &str, query: &[(&str, &str)]) -> String {
    let mut url = path.to_owned();
    let mut joint = '?';
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        url.push(joint);
        url.push_str(name);
        url.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => url.push(char::from(byte)),
                _ => _ = write!(url, "%{byte:02X}"),
            }
        }
        joint = '&';
    }
    url
}

/// What a list is narrowed by; each is a link that widens it again.
#[component]
pub fn Chips(
    /// Words and frame.
    frame: Frame,
    /// What is set, in words, and the URL without it.
    chips: Vec<(String, String)>,
) -> impl IntoView {
    (!chips.is_empty()).then(|| {
        let chips = chips
            .into_iter()
            .map(|(words, url)| {
                view! {
                    <li>
                        <a class="chip" href=url>
                            <span class="unseen">{frame.get("listing-clear")}</span>
                            <span>{words}</span>
                            <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
                                <path d="m2 2 8 8m0-8-8 8" />
                            </svg>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="chips" aria-label=frame.get("listing-filters")>{chips}</ul> }
    })
}

/// The ways to the neighbouring pages of a list.
#[component]
pub fn Paging(
    /// Words and frame.
    frame: Frame,
    /// The page, from 1, and how many there are.
    page: (u64, u64),
    /// The URLs of the page before and the page after.
    urls: (String, String),
) -> impl IntoView {
    let (page, pages) = page;
    (pages > 1).then(|| {
        let (before, after) = urls;
        view! {
            <nav class="paging" aria-label=frame.get("listing-pages")>
                {(page > 1).then(|| view! { <a rel="prev" href=before>{frame.get("listing-before")}</a> })}
                <span>{frame.with("listing-page", &[("page", page.into()), ("pages", pages.into())])}</span>
                {(page < pages).then(|| view! { <a rel="next" href=after>{frame.get("listing-after")}</a> })}
            </nav>
        }
    })
}

/// The ways to the first and to the next page of a list that is read on from where the last page ended: the words of each,
/// and its URL. None where all is shown.
pub(crate) fn turn(frame: &Frame, first: Option<(&str, String)>, next: Option<(&str, String)>) -> AnyView {
    if first.is_none() && next.is_none() {
        return ().into_any();
    }
    view! {
        <nav class="paging" aria-label=frame.get("listing-pages")>
            {first.map(|(key, url)| view! { <a rel="first" href=url>{frame.get(key)}</a> })}
            {next.map(|(key, url)| view! { <a rel="next" href=url>{frame.get(key)}</a> })}
        </nav>
    }
}

/// What stands in the place of a list in which nothing is, and the way to all of it where that is more.
pub(crate) fn none_found(frame: &Frame, key: &str, all: Option<String>) -> AnyView {
    view! {
        <div class="empty">
            <p>{frame.get(key)}</p>
            {all.map(|url| view! { <p><a href=url>{frame.get("listing-clear-all")}</a></p> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::href;

    #[test]
    fn what_is_asked_for_is_escaped_and_the_rest_left_out() {
        assert_eq!(href("/portal/users", &[("q", ""), ("page", "")]), "/portal/users");
        assert_eq!(
            href("/portal/users", &[("q", "陳 &a@b"), ("page", "2")]),
            "/portal/users?q=%E9%99%B3%20%26a%40b&page=2"
        );
    }
}
