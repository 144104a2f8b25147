//! An answer, read as far as tests need it.

use http::{HeaderMap, StatusCode, header};

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where a redirect leads; empty without one.
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    /// The document's title.
    pub fn title(&self) -> String {
        plain(between(&self.body, "<title>", "</title>").unwrap_or_default())
    }

    /// The heading.
    pub fn heading(&self) -> String {
        let inner = between(&self.body, "<h1", "</h1>").unwrap_or_default();
        plain(inner.split_once('>').map_or("", |(_, text)| text))
    }

    /// What the summary of problems says.
    pub fn problems(&self) -> Vec<String> {
        let Some(summary) = between(&self.body, "id=\"problems\"", "</ul>") else {
            return Vec::new();
        };
        summary.split("<li>").skip(1).map(plain).collect()
    }

    /// The reference that ties page and mail.
    pub fn reference(&self) -> String {
        plain(between(&self.body, "class=\"reference\">", "</strong>").unwrap_or_default())
    }

    /// The value of the hidden field `name`.
    pub fn hidden(&self, name: &str) -> Option<String> {
        self.body.split("<input type=\"hidden\"").skip(1).find_map(|rest| {
            let tag = rest.split('>').next()?;
            tag.contains(&format!("name=\"{name}\""))
                .then(|| unescaped(between(tag, "value=\"", "\"").unwrap_or_default()))
        })
    }

    /// What the page's one island was given.
    pub fn island(&self) -> serde_json::Value {
        let given = between(&self.body, "data-props=\"", "\"").unwrap_or_default();
        serde_json::from_str(&unescaped(given)).unwrap()
    }

    /// Everything that can be read on the page, a line for each piece.
    pub fn words(&self) -> String {
        let main = between(&self.body, "<main", "</main>").unwrap_or_default();
        let main = main.split_once('>').map_or("", |(_, rest)| rest);
        let mut lines: Vec<String> = Vec::new();
        for piece in main.split('<') {
            let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
            let inline = [
                "a ",
                "/a",
                "strong",
                "/strong",
                "span",
                "/span",
                "b",
                "/b",
                "!",
                "code",
                "/code",
                "time",
                "/time",
                "leptos-island",
                "/leptos-island",
            ]
            .iter()
            .any(|inline| tag.starts_with(inline) && !tag.starts_with("button"));
            let text = unescaped(text);
            if inline && !lines.is_empty() {
                if let Some(last) = lines.last_mut() {
                    last.push_str(&text);
                }
            } else {
                lines.push(text);
            }
        }
        let tidy = lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        tidy.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Asserts status and problem at once: a refusal that is one for another reason is none.
    #[track_caller]
    pub fn assert_refused(&self, status: u16, words: &str) {
        let problems = self.problems().join(" | ");
        assert_eq!(
            (self.status.as_u16(), problems.contains(words)),
            (status, true),
            "problems: {problems:?}, wanted {words:?}; to {:?}; {}",
            self.location(),
            self.heading()
        );
    }

    /// Asserts a redirect with 303.
    #[track_caller]
    pub fn assert_sees(&self, target: &str) {
        assert_eq!((self.status.as_u16(), self.location()), (303, target), "{:?}", self.problems());
    }
}

/// What stands between two marks.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let rest = text.split_once(from)?.1;
    Some(rest.split_once(to)?.0)
}

/// HTML without tags and comments.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    for (place, piece) in html.split('<').enumerate() {
        text.push_str(if place == 0 { piece } else { piece.split_once('>').map_or("", |(_, rest)| rest) });
    }
    unescaped(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}
