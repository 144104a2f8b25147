//! A browser, as far as a server can tell: cookies, origin, source address. It follows nothing by itself.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use cookie::{Cookie, SameSite};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

use super::{page::Answer, server::PUBLIC_URL};

pub struct Browser {
    client: Client<HttpConnector, Full<Bytes>>,
    server: String,
    jar: Mutex<Vec<(String, String)>>,
    /// Where the login under way stands: the URL of its newest page.
    page: Mutex<String>,
    source: String,
    user_agent: String,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Browser {
    /// A new browser, at an address of its own.
    pub fn of(server: String) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let host = NEXT.fetch_add(1, Ordering::Relaxed);
        let source = Ipv4Addr::from(u32::from(Ipv4Addr::new(10, 1, 0, 0)) + host);
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            server,
            jar: Mutex::default(),
            page: Mutex::default(),
            source: IpAddr::V4(source).to_string(),
            user_agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/150.0 Safari/537.36 Edg/150.0".to_owned(),
        }
    }

    /// The same browser with all its cookies, at another address.
    pub fn moved_to(&self, source: &str) -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            server: self.server.clone(),
            jar: Mutex::new(lock(&self.jar).clone()),
            page: Mutex::new(lock(&self.page).clone()),
            source: source.to_owned(),
            user_agent: self.user_agent.clone(),
        }
    }

    /// Somebody who has a copy of all its cookies, at the same address.
    pub fn copied(&self) -> Self {
        self.moved_to(&self.source)
    }

    /// The same browser, talking to another instance.
    pub fn at_instance(&self, server: &super::TestServer) -> Self {
        Self { server: server.authority(), ..self.copied() }
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<String> {
        lock(&self.jar).iter().find(|(held, _)| held == name).map(|(_, value)| value.clone())
    }

    /// The names of all cookies.
    pub fn cookies(&self) -> Vec<(String, String)> {
        lock(&self.jar).clone()
    }

    /// Plants a cookie.
    pub fn plant(&self, name: &str, value: &str) {
        let mut jar = lock(&self.jar);
        match jar.iter_mut().find(|(held, _)| held == name) {
            Some(held) => value.clone_into(&mut held.1),
            None => jar.push((name.to_owned(), value.to_owned())),
        }
    }

    pub fn forget(&self, name: &str) {
        lock(&self.jar).retain(|(held, _)| held != name);
    }

    /// The URL of the newest page of the login under way.
    pub fn page(&self) -> String {
        lock(&self.page).clone()
    }

    /// The tag of the login under way.
    pub fn tag(&self) -> String {
        let page = self.page();
        page.split_once("login=")
            .map(|(_, tag)| tag.split('&').next().unwrap_or_default().to_owned())
            .unwrap_or_default()
    }

    /// The secret of the login under way.
    pub fn secret(&self) -> Option<String> {
        self.cookie(&format!("__Host-login-{}", self.tag()))
    }

    /// Sends any request, with this browser's cookies, and keeps those of the answer.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.server))
            .body(Full::new(body.into()))
            .unwrap();
        let mut put = |name: &str, value: &str| {
            let name: HeaderName = name.parse().unwrap();
            request.headers_mut().insert(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        };
        put("host", "localhost:8080");
        put("x-forwarded-for", &self.source);
        put("user-agent", &self.user_agent);
        put("accept-language", "en");
        let jar: Vec<String> = self.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !jar.is_empty() {
            put("cookie", &jar.join("; "));
        }
        for (name, value) in headers {
            put(name, value);
        }
        let answer = self.client.request(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        self.keep(&parts.headers);
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Keeps cookies as browsers do, and fails where a browser would drop one (RFC 6265bis §4.1.3) or a secret would
    /// lie open to scripts and other sites.
    fn keep(&self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let cookie = Cookie::parse(line.to_str().unwrap().to_owned()).unwrap();
            let name = cookie.name().to_owned();
            assert_eq!((cookie.secure(), cookie.http_only()), (Some(true), Some(true)), "{name}");
            assert_eq!((cookie.path(), cookie.same_site()), (Some("/"), Some(SameSite::Lax)), "{name}");
            assert!(name.starts_with("__Host-") && cookie.domain().is_none(), "{name}");
            if cookie.max_age().is_some_and(|age| age.is_zero()) {
                self.forget(&name);
            } else {
                self.plant(&name, cookie.value());
            }
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[("sec-fetch-site", "none")], "").await
    }

    /// Posts a form of a page of ours.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let own = [("origin", PUBLIC_URL), ("sec-fetch-site", "same-origin")];
        self.post_with(path, fields, &own).await
    }

    /// Posts a form, with only these headers beside the usual ones.
    pub async fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/x-www-form-urlencoded"));
        self.send(Method::POST, path, &headers, form(fields)).await
    }

    /// Goes where a redirect leads.
    pub async fn follow(&self, answer: &Answer) -> Answer {
        assert_eq!(answer.status, 303, "{:?}", answer.problems());
        self.get(answer.location()).await
    }

    /// The password step.
    pub async fn log_in(&self, participant: &str, user: &str, password: &str) -> Answer {
        let fields = [("participant", participant), ("user", user), ("password", password)];
        let answer = self.post("/login", &fields).await;
        self.note(&answer);
        answer
    }

    /// The password step of a test login.
    pub async fn test(&self, participant: &str, user: &str, password: &str) -> Answer {
        let names = [("participant", participant), ("user", user), ("password", password)];
        let answer = self.post("/connectivity", &[&[("action", "log-in")][..], &names[..]].concat()).await;
        self.note(&answer);
        answer
    }

    /// The first step of set-up.
    pub async fn activate(&self, participant: &str, user: &str, activation: &str) -> Answer {
        let fields = [("participant", participant), ("user", user), ("activation", activation)];
        let answer = self.post("/setup", &fields).await;
        self.note(&answer);
        answer
    }

    /// The second step of set-up.
    pub async fn choose_password(&self, password: &str) -> Answer {
        let answer = self.post(&self.page(), &[("login", &self.tag()), ("password", password)]).await;
        self.note(&answer);
        answer
    }

    /// Types a code into the page of the login or set-up under way.
    pub async fn type_code(&self, code: &str) -> Answer {
        self.post(&self.page(), &[("login", &self.tag()), ("code", code)]).await
    }

    /// Presses "Send the mail again".
    pub async fn resend(&self) -> Answer {
        self.post(&self.page(), &[("login", &self.tag()), ("action", "resend")]).await
    }

    /// The page of the login under way, loaded again.
    pub async fn look(&self) -> Answer {
        self.get(&self.page()).await
    }

    /// The status of `/api/authz/auth-request`.
    pub async fn terminal(&self) -> u16 {
        self.get("/api/authz/auth-request").await.status.as_u16()
    }

    pub(super) fn note(&self, answer: &Answer) {
        if answer.location().contains("login=") {
            answer.location().clone_into(&mut lock(&self.page));
        }
    }
}

/// A form's body.
pub fn form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
