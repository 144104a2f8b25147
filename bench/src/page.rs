//! `page`: what a browser loads for the login page, with nothing in its cache.

use hyper::{StatusCode, header};

use crate::{
    Outcome,
    client::{Answer, Browser},
    installation::Installation,
    report::{Bound, Report},
    sink::Sink,
};

/// Bytes of a KB.
const KB: f64 = 1000.0;

/// Measures.
///
/// # Errors
/// When the page names something that is not there, or the binary has no bundle.
pub async fn run(report: &mut Report) -> Outcome {
    let sink = Sink::start().await?;
    let installation = Installation::new(&sink, "")?;
    let _server = installation.start().await?;
    let mut browser = Browser::open(installation.address).await?;

    let page = browser.get("/login", StatusCode::OK).await?;
    let html = String::from_utf8(page.body.to_vec()).unwrap_or_default();
    let html = if coding(&page).is_empty() { html } else { plain_copy(installation.address).await? };
    let found = Linked::find(&html)?;

    let mut total = size(&page);
    let mut styles = 0.0;
    report.note("document", size(&page), "KB")?;
    for (figure, urls) in [
        ("style sheets", &found.styles),
        ("scripts", &found.scripts),
        ("bundle", &found.bundles),
        ("others", &found.others),
    ] {
        let mut bytes = 0.0;
        for url in urls {
            let answer = browser.get(url, StatusCode::OK).await;
            let answer = answer.map_err(|error| format!("{error}: does the binary hold the bundle?"))?;
            eprintln!("{url}: {:.1} KB {}", size(&answer), coding(&answer));
            bytes += size(&answer);
        }
        if figure == "style sheets" {
            styles = bytes;
        }
        total += bytes;
        report.note(figure, bytes, "KB")?;
    }
    let requests =
        1 + [&found.styles, &found.scripts, &found.bundles, &found.others].map(Vec::len).iter().sum::<usize>();
    report.hold("before it can be used: document and style", size(&page) + styles, "KB", Bound::AtMost(20.0, 20.0))?;
    report.hold("requests", requests as f64, "", Bound::AtMost(5.0, 5.0))?;
    report.hold("everything", total, "KB", Bound::AtMost(130.0, 100.0))
}

fn size(answer: &Answer) -> f64 {
    answer.body.len() as f64 / KB
}

fn coding(answer: &Answer) -> &str {
    answer.header(header::CONTENT_ENCODING)
}

/// The page again, as a browser that cannot unpack anything gets it.
async fn plain_copy(address: std::net::SocketAddr) -> Outcome<String> {
    let mut browser = Browser::open(address).await?;
    browser.unpacks_nothing();
    let page = browser.get("/login", StatusCode::OK).await?;
    Ok(String::from_utf8(page.body.to_vec())?)
}

/// What a page makes a browser load, each once.
#[derive(Debug, Default)]
struct Linked {
    styles: Vec<String>,
    scripts: Vec<String>,
    bundles: Vec<String>,
    others: Vec<String>,
}

impl Linked {
    fn find(html: &str) -> Outcome<Self> {
        let mut found = Self::default();
        let mut icon = false;
        for tag in html.split('<').filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
            let name = tag.split_whitespace().next().unwrap_or_default();
            let url = match name {
                "link" => attribute(tag, "href"),
                "script" | "img" | "iframe" | "source" => attribute(tag, "src"),
                _ => None,
            };
            let kind = attribute(tag, "rel").unwrap_or_default();
            icon |= kind == "icon";
            let Some(url) = url.filter(|url| !url.starts_with("data:")) else {
                continue;
            };
            let ending = url.rsplit('.').next().unwrap_or_default();
            let list = match (name, kind) {
                ("link", "alternate" | "canonical" | "help") => continue,
                _ if ending == "css" => &mut found.styles,
                _ if ending == "js" => &mut found.scripts,
                _ if ending == "wasm" => &mut found.bundles,
                _ => &mut found.others,
            };
            if !list.iter().any(|held| held == url) {
                list.push(url.to_owned());
            }
        }
        if !icon {
            found.others.push("/favicon.ico".to_owned());
        }
        if html.contains("import(") && (found.scripts.is_empty() || found.bundles.is_empty()) {
            return Err("the page imports a bundle that no link announces: teach the bench where it is".into());
        }
        Ok(found)
    }
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_loads_is_found_once() -> Outcome {
        let html = r#"<html><head><link rel="stylesheet" href="/style/1.css"><link rel="icon" href="data:,">
            <link rel="modulepreload" href="/pkg/1/app.js"><script type="module" src="/pkg/1/app.js"></script>
            <link rel="preload" href="/pkg/1/app_bg.wasm" as="fetch"></head><body><a href="/help">x</a></body></html>"#;
        let found = Linked::find(html)?;
        assert_eq!(found.styles, ["/style/1.css"]);
        assert_eq!(found.scripts, ["/pkg/1/app.js"]);
        assert_eq!(found.bundles, ["/pkg/1/app_bg.wasm"]);
        assert!(found.others.is_empty());
        assert_eq!(Linked::find("<html>")?.others, ["/favicon.ico"], "browsers ask where no icon is named");
        assert!(Linked::find("<script>import('/x.js')</script>").is_err());
        Ok(())
    }
}
