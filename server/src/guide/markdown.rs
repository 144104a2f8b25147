//! Pages from Markdown: CommonMark without HTML of its own. Headings get ids by their order, the same in every language.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html::push_html};

/// A text as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// HTML that was made here and nowhere else.
    pub html: String,
    /// Ids and headings of its sections.
    pub sections: Vec<(String, String)>,
    /// The levels of all headings, in their order.
    levels: Vec<HeadingLevel>,
}

impl Text {
    /// What must be the same in every language: its headings.
    pub fn shape(&self) -> &[HeadingLevel] {
        &self.levels
    }
}

/// Makes a page of `source`. HTML in it is text; a link that leaves our own pages is none; an image is its own
/// description.
pub fn render(source: &str) -> Text {
    let mut text = Text::default();
    let mut heading: Option<(String, String)> = None;
    let mut events = Vec::new();
    for event in Parser::new(source) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                text.levels.push(level);
                let id = format!("section-{}", text.levels.len());
                let tag = Tag::Heading { level, id: Some(id.clone().into()), classes: vec![], attrs: vec![] };
                heading = (level == HeadingLevel::H2).then(|| (id, String::new()));
                events.push(Event::Start(tag));
            }
            Event::End(TagEnd::Heading(level)) => {
                text.sections.extend(heading.take());
                events.push(Event::End(TagEnd::Heading(level)));
            }
            Event::Html(html) | Event::InlineHtml(html) => events.push(Event::Text(html)),
            Event::Start(Tag::Link { ref dest_url, .. }) if !is_ours(dest_url) => {}
            // The end of a link does not say where it led: an end without a beginning is dropped below.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::End(TagEnd::Link) => {
                let open = events.iter().filter(|event| matches!(event, Event::Start(Tag::Link { .. }))).count();
                let closed = events.iter().filter(|event| matches!(event, Event::End(TagEnd::Link))).count();
                if open > closed {
                    events.push(Event::End(TagEnd::Link));
                }
            }
            other => {
                if let (Some((_, words)), Event::Text(said) | Event::Code(said)) = (&mut heading, &other) {
                    words.push_str(said);
                }
                events.push(other);
            }
        }
    }
    push_html(&mut text.html, events.into_iter());
    text
}

/// A path of ours, or a place on the page.
fn is_ours(target: &CowStr<'_>) -> bool {
    target.starts_with('#') || target.starts_with('/') && !target.starts_with("//") && !target.starts_with("/\\")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::render;

    #[test]
    fn html_comes_out_as_text() {
        for (source, html) in [
            ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
            ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
            ("a <!-- b --> c", "<p>a &lt;!-- b --&gt; c</p>\n"),
        ] {
            assert_eq!(render(source).html, html, "{source}");
        }
        let block = render("one\n\n<div>\n<script src=/x></script>\n</div>\n\ntwo").html;
        assert!(block.contains("&lt;script src=/x&gt;") && block.ends_with("<p>two</p>\n"), "{block}");
    }

    #[test]
    fn links_stay_here() {
        assert_eq!(render("[a](/help)").html, "<p><a href=\"/help\">a</a></p>\n");
        assert_eq!(render("[a](#section-1)").html, "<p><a href=\"#section-1\">a</a></p>\n");
        for target in ["https://evil.example", "//evil.example", "javascript:alert(1)", "data:text/html,x", "/\\\\evil"]
        {
            assert_eq!(render(&format!("[a](<{target}>) [b](/c)")).html, "<p>a <a href=\"/c\">b</a></p>\n", "{target}");
        }
        assert_eq!(render("![a](/x.png)").html, "<p>a</p>\n");
    }

    #[test]
    fn headings_have_ids_by_their_order() {
        let text = render("## One `x`\n\n### Two\n\n## 三\n");
        assert_eq!(
            text.html,
            "<h2 id=\"section-1\">One <code>x</code></h2>\n<h3 id=\"section-2\">Two</h3>\n<h2 id=\"section-3\">三</h2>\n"
        );
        let sections: Vec<_> = text.sections.iter().map(|(id, words)| (id.as_str(), words.as_str())).collect();
        assert_eq!(sections, [("section-1", "One x"), ("section-3", "三")]);
        assert_eq!(text.shape().len(), 3);
    }

    proptest! {
        #[test]
        fn no_text_brings_an_element_of_its_own(source in "[a-z<>/!\\[\\]()#*`\"' =\n&;:-]{0,200}") {
            let html = render(&source).html;
            for tag in html.split('<').skip(1) {
                let name: String =
                    tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
                let known = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "em", "strong", "code",
                    "pre", "blockquote", "hr", "br"];
                prop_assert!(known.contains(&name.as_str()), "<{tag} of {source:?}");
            }
        }
    }
}
