//! Writes every page in every state, in both languages, into a folder of HTML files to be looked at:
//! `cargo run -p app --features ssr --example gallery -- FOLDER`. The second argument, if any, is the folder of the
//! browser bundle as a URL.

mod states;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use app::render::render;
use domain::language::Language;

/// In the order in which the server joins them.
const STYLE: [&str; 4] = ["tokens.css", "base.css", "components.css", "pages.css"];
const DESK: [&str; 5] = ["portal.css", "approvals.css", "guide.css", "schedule.css", "monitor.css"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned()));
    let bundle = std::env::args().nth(2);
    fs::create_dir_all(&folder)?;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
    for (name, parts) in [("style.css", &STYLE[..]), ("desk.css", &DESK[..])] {
        let read = parts.iter().map(|file| fs::read_to_string(source.join(file)));
        fs::write(folder.join(name), read.collect::<Result<String, _>>()?)?;
    }
    let mut index = String::from("<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Gallery</title><ul>");
    for language in Language::ALL {
        for mut exhibit in states::exhibits(language) {
            if let Some(bundle) = &bundle {
                exhibit.chrome.bundle.clone_from(bundle);
            }
            let file = format!("{}.{}.html", exhibit.name, language.tag());
            fs::write(folder.join(&file), render(exhibit.chrome, exhibit.page).html)?;
            index += &format!("<li><a href={file}>{file}</a>");
        }
    }
    fs::write(folder.join("index.html"), index + "</ul>")?;
    eprintln!("wrote {}; {}", folder.display(), cost());
    Ok(())
}

/// What one page takes, over all of them.
#[expect(clippy::disallowed_methods, reason = "a stopwatch, which no injected clock can be")]
fn cost() -> String {
    let mut spent = std::time::Duration::ZERO;
    let mut pages = 0;
    for _ in 0..20 {
        for exhibit in states::exhibits(Language::En) {
            let start = Instant::now();
            std::hint::black_box(render(exhibit.chrome, exhibit.page));
            spent += start.elapsed();
            pages += 1;
        }
    }
    format!("{} µs a page, over {pages} pages", (spent / pages).as_micros())
}
