//! The style sheet and the browser's bundle, inside the program in a release.

use std::sync::OnceLock;

use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest as _, Sha256};

/// What Trunk built, with what `cargo xtask` compressed beside it. A development build reads the folder at run time.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Bundle;

/// The style sheet, in the order in which its parts build on each other.
const STYLE: &str = concat!(
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/components.css"),
    include_str!("../../../style/pages.css"),
);

/// What the pages of administrators and staff need besides: nobody who logs in waits for it.
const DESK: &str = concat!(
    include_str!("../../../style/portal.css"),
    include_str!("../../../style/approvals.css"),
    include_str!("../../../style/guide.css"),
    include_str!("../../../style/schedule.css"),
    include_str!("../../../style/monitor.css"),
);

/// Where the assets are: their URLs carry a hash of what they hold, and so they can be kept for ever.
pub struct Site {
    /// `/pkg/<hash>`.
    pub bundle_folder: String,
    /// `/style/base-<hash>.css`.
    pub style_url: String,
    /// `/style/desk-<hash>.css`.
    pub desk_style_url: String,
    style_brotli: Vec<u8>,
    desk_style_brotli: Vec<u8>,
}

/// The assets of this program.
pub fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let mut hash = Sha256::new();
        for name in ["app.js", "app_bg.wasm"] {
            if let Some(file) = Bundle::get(name) {
                hash.update(file.metadata.sha256_hash());
            }
        }
        let short = |digest: &[u8]| data_encoding::HEXLOWER.encode(&digest[..8]);
        Site {
            bundle_folder: format!("/pkg/{}", short(&hash.finalize())),
            style_url: format!("/style/base-{}.css", short(&Sha256::digest(STYLE.as_bytes()))),
            desk_style_url: format!("/style/desk-{}.css", short(&Sha256::digest(DESK.as_bytes()))),
            style_brotli: brotli(STYLE.as_bytes()),
            desk_style_brotli: brotli(DESK.as_bytes()),
        }
    })
}

/// Whether a path is one of files or machines: what answers there is no page.
pub fn is_at(path: &str) -> bool {
    ["/style/", "/pkg/", "/healthz", "/readyz", "/metrics"].iter().any(|prefix| path.starts_with(prefix))
}

/// Compresses the style sheet, once: a few milliseconds.
fn brotli(plain: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    match brotli::BrotliCompress(&mut &*plain, &mut compressed, &params) {
        Ok(_) => compressed,
        // Memory is written to: there is nothing that could fail, and an empty file is never served.
        Err(_) => Vec::new(),
    }
}

/// A style sheet, at whatever hash: an old page in a tab still gets its style.
pub async fn style(Path(file): Path<String>, headers: HeaderMap) -> Response {
    if !file.ends_with(".css") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (plain, compressed) = match file.starts_with("desk-") {
        true => (DESK, &site().desk_style_brotli),
        false => (STYLE, &site().style_brotli),
    };
    let brotli = accepts(&headers, "br") && !compressed.is_empty();
    let mut response = if brotli { compressed.clone().into_response() } else { plain.into_response() };
    forever(response.headers_mut(), "text/css; charset=utf-8");
    if brotli {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

/// Whether the browser takes answers in that coding (RFC 9110 §12.5.3, without weights: browsers send none).
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|part| part.split(';').next().map(str::trim) == Some(coding))
}

/// A file of the bundle, compressed as the browser can take it.
pub async fn bundle(Path((_, file)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let kind = match file.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let compressed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(&headers, coding))
        .find_map(|(coding, ending)| Some((coding, Bundle::get(&format!("{file}.{ending}"))?)));
    let (coding, found): (Option<&'static str>, EmbeddedFile) = match compressed {
        Some((coding, found)) => (Some(coding), found),
        None => match Bundle::get(&file) {
            Some(found) => (None, found),
            None => return StatusCode::NOT_FOUND.into_response(),
        },
    };
    let mut response = found.data.into_owned().into_response();
    forever(response.headers_mut(), kind);
    if let Some(coding) = coding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn forever(headers: &mut HeaderMap, kind: &'static str) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
}
