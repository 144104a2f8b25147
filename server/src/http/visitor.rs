//! One request's visitor: browser, language, cookies, and the frame of the page that answers.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use app::{
    ports::{Chrome, Clearing, SignedIn, Support, contingency::MailDelay},
    render::{Page, render},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    response::{IntoResponse as _, Response},
};
use domain::{
    language::Language,
    phase::{Act, Phase, Rule},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};

use super::{assets, cookies::Cookies, guard};
use crate::{
    app::App,
    audit::Scribe,
    campaign::announcements::for_reader,
    config::Config,
    login::Browser,
    passkey::are_taken,
    random::request_number,
    schedule::news::News,
    session::{self, Present, browser::label},
    store::{StoreError, events::Actor},
};

/// The listener for cards with X.509 certificates, where a request came to it and not to the pages.
#[derive(Clone, Debug)]
pub struct CardsOrigin(pub Arc<str>);

/// Who asks, as far as one request tells.
#[derive(Clone)]
pub struct Visitor {
    /// The application.
    pub app: Arc<App>,
    /// The request's id.
    pub request_id: Arc<str>,
    /// What the browser sent.
    pub cookies: Arc<Cookies>,
    /// The language that URL, browser or headers ask for.
    asked_language: Option<Language>,
    accepted_language: Option<Language>,
    /// Path and query without `lang`.
    here: Arc<str>,
    source: IpAddr,
    user_agent: Arc<str>,
    encrypted: bool,
    cards_origin: Option<CardsOrigin>,
    /// What the schedule says to everybody.
    pub news: Arc<News>,
}

impl Visitor {
    /// Reads the visitor from a request.
    pub fn of(app: &Arc<App>, parts: &Parts) -> Self {
        let now = app.clock.now();
        let text = |name| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let (here, in_url) = without_language(parts.uri.path(), parts.uri.query().unwrap_or_default());
        let cookies = Cookies::read(&app.config, &parts.headers);
        let chosen = cookies.language().and_then(Language::parse);
        let cards_origin = parts.extensions.get::<CardsOrigin>().cloned();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map_or(Ipv4Addr::LOCALHOST.into(), |c| c.0.ip());
        Self {
            app: Arc::clone(app),
            request_id: request_number(now, &*app.random).to_string().into(),
            cookies: Arc::new(cookies),
            asked_language: in_url.or(chosen),
            accepted_language: Language::negotiate(text(header::ACCEPT_LANGUAGE)),
            here: here.into(),
            source: match cards_origin {
                // TLS ends here: whatever a header says, no proxy has written it.
                Some(_) => peer,
                None => source(&app.config, peer, &parts.headers),
            },
            user_agent: text(header::USER_AGENT).into(),
            encrypted: encrypted(&app.config, peer, text(HeaderName::from_static("x-forwarded-proto"))),
            cards_origin,
            news: Arc::new(News::unknown(app)),
        }
    }

    /// The phase in force for somebody who is logged in, or for everybody.
    pub fn phase(&self, present: Option<&Present>) -> Phase {
        present.map_or_else(|| self.news.phase(self.app.clock.now()), |present| present.phase)
    }

    /// The browser that a step comes from.
    pub fn browser(&self) -> Browser {
        Browser { source: self.source, token: self.cookies.browser(), label: label(&self.user_agent) }
    }

    /// Whether the request came encrypted as far as a trusted proxy says, or from this machine itself.
    pub fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// The origin of the pages that are served here, as browsers write it.
    pub fn origin(&self) -> String {
        self.cards_origin.as_ref().map_or_else(|| self.app.config.origin(), |cards| cards.0.to_string())
    }

    /// Whether this is the listener for cards: the pages of people who are logged in are elsewhere.
    pub fn is_at_cards(&self) -> bool {
        self.cards_origin.is_some()
    }

    /// The scribe of this request, for somebody not proved to be anyone.
    pub fn scribe(&self) -> Scribe<'_> {
        Scribe::of_request(&self.app, Actor::Anonymous, &self.request_id)
    }

    /// The scribe of this request, for somebody logged in.
    pub fn scribe_of(&self, present: &Present) -> Scribe<'_> {
        Scribe::of_request(&self.app, Actor::Account(present.id().clone()), &self.request_id)
    }

    /// Who is logged in here; the session counts as used.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn present(&self) -> Result<Option<Present>, StoreError> {
        match self.cookies.session(&self.app.config) {
            Some(token) => session::check(&self.app, &token).await,
            None => Ok(None),
        }
    }

    /// Who is logged in here; nothing is noted.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn glance(&self) -> Result<Option<Present>, StoreError> {
        match self.cookies.session(&self.app.config) {
            Some(token) => session::look(&self.app, &token).await,
            None => Ok(None),
        }
    }

    /// The language chosen by URL or in this browser, if any was.
    pub fn chosen_language(&self) -> Option<Language> {
        self.asked_language
    }

    /// The language of the answer.
    pub fn language(&self, present: Option<&Present>) -> Language {
        let account = present.and_then(|present| present.account.language);
        self.asked_language.or(account).or(self.accepted_language).unwrap_or_default()
    }

    /// The page's path and query, without `lang`.
    pub fn here(&self) -> &str {
        &self.here
    }

    /// What stands around a page.
    pub fn chrome(&self, present: Option<&Present>) -> Chrome {
        let config = &self.app.config;
        let language = self.language(present);
        let assets = assets::site();
        Chrome {
            language,
            here: self.here.to_string(),
            clearing: Clearing {
                name_en: config.organisation.name_en.to_string(),
                name_zh: config.organisation.name_zh.to_string(),
            },
            support: Support { hotline: config.support.hotline.to_string(), email: config.support.email.to_string() },
            signed_in: present.map(|present| SignedIn {
                account: present.id().clone(),
                name: present.account.name(language).to_owned(),
                delegated_administrator: present.account.da.any(),
                staff: present.account.staff_role.is_some(),
                ends_at: present.ends_at,
                at_absolute_limit: present.at_absolute_limit,
            }),
            phase: self.phase(present),
            exception: present.and_then(|present| present.exception),
            coming: self.news.coming.clone(),
            mail_delay: self.news.mail_delayed_at.map(|since| MailDelay {
                since,
                passkeys: are_taken(&self.app),
                cards: self.phase(present).rule(Act::SmartcardLogin) != Rule::No,
            }),
            announcements: for_reader(&self.news.announcements, present),
            now: self.app.clock.now(),
            request_id: self.request_id.to_string(),
            demo_mail: config.demo.mail,
            bundle: assets.bundle_folder.clone(),
            style: assets.style_url.clone(),
            desk_style: assets.desk_style_url.clone(),
        }
    }

    /// The same visitor at another path and query of ours, to which the page's forms then post.
    pub fn at(&self, here: &str) -> Self {
        Self { here: here.into(), ..self.clone() }
    }

    /// Answers with a page.
    pub fn page(&self, status: StatusCode, present: Option<&Present>, page: Page) -> Response {
        let rendered = render(self.chrome(present), page);
        let mut response = (status, rendered.html).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(policy) = HeaderValue::from_str(&guard::page_policy(self, &rendered.nonce)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = StatusCode;

    /// [`guard::around`] has read it already.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// Splits `lang` off a query. A path that browsers would read as another host, where a link of ours repeats it, is
/// taken for the first page.
fn without_language(path: &str, query: &str) -> (String, Option<Language>) {
    let path = if path.starts_with("//") || path.starts_with("/\\") { "/" } else { path };
    let mut language = None;
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| match pair.strip_prefix("lang=") {
            Some(tag) => {
                language = Language::parse(tag).or(language);
                false
            }
            None => !pair.is_empty(),
        })
        .collect();
    let here = if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) };
    (here, language)
}

/// Whether what a trusted proxy says of the connection, if it says anything, is that it was encrypted. Without TLS only
/// a loopback address is served.
fn encrypted(config: &Config, peer: IpAddr, forwarded: &str) -> bool {
    let trusted = config.server.trusted_proxies.iter().any(|network| network.contains(peer));
    let plain = trusted && forwarded.split(',').any(|hop| hop.trim().eq_ignore_ascii_case("http"));
    !plain || config.origin().starts_with("http:")
}

/// Where a request comes from. Forwarded headers count only as far as every proxy that added to them is trusted: the
/// list is read from its end, and the first address that is no trusted proxy is the source.
fn source(config: &Config, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let trusted = |ip: IpAddr| config.server.trusted_proxies.iter().any(|network| network.contains(ip));
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let mut source = peer;
    for hop in forwarded.iter().rev() {
        if !trusted(source) {
            break;
        }
        match hop.trim().parse() {
            Ok(ip) => source = ip,
            Err(_) => break,
        }
    }
    source
}
