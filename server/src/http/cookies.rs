//! Cookies: read from a request, written for an answer.

use cookie::{Cookie, SameSite, time::Duration};
use http::{HeaderMap, HeaderValue, header};

use crate::{ceremony, config::Config, login::Ticket, random::Token};

/// A known browser is remembered this long: the longest that browsers keep a cookie (RFC 6265bis §5.5).
const BROWSER_DAYS: i64 = 400;

const BROWSER: &str = "__Host-browser";
const LANGUAGE: &str = "__Host-language";
/// What the connectivity test looks for.
const PROBE: &str = "__Host-probe";
const LOGIN: &str = "__Host-login-";
const CEREMONY: &str = "__Host-ceremony-";
/// The same, where it goes on at another host than the one where it was begun.
const SHARED_LOGIN: &str = "__Secure-login-";

/// What a browser sent.
#[derive(Clone, Debug, Default)]
pub struct Cookies {
    held: Vec<(String, String)>,
    /// Whether hosts of one domain share their logins.
    shared: bool,
}

impl Cookies {
    /// Reads every `Cookie` header.
    pub fn read(config: &Config, headers: &HeaderMap) -> Self {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let held = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { held, shared: config.session.cookie_domain.is_some() }
    }

    fn find(&self, name: &str) -> Option<&str> {
        self.held.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }

    /// The session's token.
    pub fn session(&self, config: &Config) -> Option<Token> {
        self.find(session_name(config)).and_then(Token::received)
    }

    /// The browser's own token.
    pub fn browser(&self) -> Option<Token> {
        self.find(BROWSER).and_then(Token::received)
    }

    /// The language chosen in this browser.
    pub fn language(&self) -> Option<&str> {
        self.find(LANGUAGE)
    }

    /// Whether the probe of the connectivity test came back.
    pub fn probe(&self) -> bool {
        self.find(PROBE).is_some()
    }

    /// The ticket of the login `tag`; without a tag the one that this browser began last, which browsers send last.
    pub fn ticket(&self, tag: Option<&str>) -> Option<Ticket> {
        let mut tickets = self.held.iter().filter_map(|(name, value)| {
            let tag = name.strip_prefix(LOGIN)?;
            Some(Ticket { tag: tag.to_owned(), secret: Token::received(value)? })
        });
        match tag {
            // From its second step on, a login has a secret of this host alone.
            Some(tag) => tickets.find(|ticket| ticket.tag == tag).or_else(|| self.shared_ticket(tag)),
            None => tickets.next_back(),
        }
    }

    /// The ticket of the ceremony `tag`.
    pub fn ceremony(&self, tag: &str) -> Option<Ticket> {
        let secret = self.find(&format!("{CEREMONY}{tag}")).and_then(Token::received)?;
        Some(Ticket { tag: tag.to_owned(), secret })
    }

    /// Any host of the domain can write this one: it counts only where they share sessions anyway.
    fn shared_ticket(&self, tag: &str) -> Option<Ticket> {
        let value = self.find(&format!("{SHARED_LOGIN}{tag}")).filter(|_| self.shared)?;
        Some(Ticket { tag: tag.to_owned(), secret: Token::received(value)? })
    }
}

fn session_name(config: &Config) -> &'static str {
    // A `__Host-` cookie may not name a domain (RFC 6265bis §4.1.3.2).
    if config.session.cookie_domain.is_some() { "__Secure-session" } else { "__Host-session" }
}

fn secret(name: String, value: &str) -> Cookie<'static> {
    Cookie::build((name, value.to_owned())).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build()
}

fn written(cookie: &Cookie<'_>) -> HeaderValue {
    // Names and values are of our own making: letters, digits, `-` and `_`.
    HeaderValue::from_str(&cookie.to_string()).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Keeps the session in the browser until it is closed.
pub fn keep_session(config: &Config, token: &Token) -> HeaderValue {
    written(&with_domain(config, secret(session_name(config).to_owned(), token.expose())))
}

/// Drops the session from the browser.
pub fn drop_session(config: &Config) -> HeaderValue {
    let mut cookie = with_domain(config, secret(session_name(config).to_owned(), ""));
    cookie.set_max_age(Duration::ZERO);
    written(&cookie)
}

fn with_domain(config: &Config, mut cookie: Cookie<'static>) -> Cookie<'static> {
    if let Some(domain) = &config.session.cookie_domain {
        cookie.set_domain(domain.to_string());
    }
    cookie
}

/// Keeps the secret of a login under way.
pub fn keep_login(ticket: &Ticket) -> HeaderValue {
    let mut cookie = secret(format!("{LOGIN}{}", ticket.tag), ticket.secret.expose());
    cookie.set_max_age(Duration::hours(1));
    written(&cookie)
}

/// Keeps the secret of a login that goes on at another host of the domain that shares the session.
pub fn keep_shared_login(config: &Config, ticket: &Ticket) -> HeaderValue {
    let mut cookie = secret(format!("{SHARED_LOGIN}{}", ticket.tag), ticket.secret.expose());
    cookie.set_max_age(Duration::hours(1));
    written(&with_domain(config, cookie))
}

/// Keeps the secret of a ceremony under way, as long as that may take.
pub fn keep_ceremony(ticket: &Ticket) -> HeaderValue {
    let mut cookie = secret(format!("{CEREMONY}{}", ticket.tag), ticket.secret.expose());
    let life = i64::try_from(ceremony::LIFETIME.as_secs()).unwrap_or(i64::MAX);
    cookie.set_max_age(Duration::seconds(life));
    written(&cookie)
}

/// Drops the secret of a ceremony that is over.
pub fn drop_ceremony(tag: &str) -> HeaderValue {
    let mut cookie = secret(format!("{CEREMONY}{tag}"), "");
    cookie.set_max_age(Duration::ZERO);
    written(&cookie)
}

/// Drops the secret of a login that is over.
pub fn drop_login(tag: &str) -> HeaderValue {
    let mut cookie = secret(format!("{LOGIN}{tag}"), "");
    cookie.set_max_age(Duration::ZERO);
    written(&cookie)
}

/// Keeps the probe of the connectivity test for as long as one may take.
pub fn keep_probe() -> HeaderValue {
    let mut cookie = secret(PROBE.to_owned(), "1");
    cookie.set_max_age(Duration::hours(1));
    written(&cookie)
}

/// Keeps the browser's own token.
pub fn keep_browser(token: &Token) -> HeaderValue {
    let mut cookie = secret(BROWSER.to_owned(), token.expose());
    cookie.set_max_age(Duration::days(BROWSER_DAYS));
    written(&cookie)
}

/// Keeps the language that was chosen.
pub fn keep_language(tag: &str) -> HeaderValue {
    let mut cookie = secret(LANGUAGE.to_owned(), tag);
    cookie.set_max_age(Duration::days(BROWSER_DAYS));
    written(&cookie)
}
