//! A browser as far as a server sees it: one connection kept alive, cookies, and the headers that browsers send.

use std::{collections::BTreeMap, net::SocketAddr, time::Duration};

use http_body_util::{BodyExt as _, Full};
use hyper::{
    HeaderMap, Method, Request, StatusCode,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header::{self, HeaderValue},
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};
use url::form_urlencoded;

use crate::Outcome;

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// Divides the parts of a form with a file.
pub const BOUNDARY: &str = "----changeover-bench";

/// A form with the field `file`.
pub fn multipart(file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"addresses.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    );
    [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body as it came over the wire.
    pub body: Bytes,
}

impl Answer {
    /// A header's text, or nothing.
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// One connection.
#[derive(Debug)]
pub struct Connection {
    address: SocketAddr,
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub async fn open(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // It ends with the sender; what goes wrong on it is told to whoever sends.
        tokio::spawn(connection);
        Ok(Self { address, sender })
    }

    /// Sends a request and reads the whole answer; connects again where the server has closed the connection.
    ///
    /// # Errors
    /// When no answer comes in time.
    pub async fn send(&mut self, request: Request<Full<Bytes>>) -> Outcome<Answer> {
        if self.sender.ready().await.is_err() {
            *self = Self::open(self.address).await?;
        }
        let path = request.uri().clone();
        let exchange = async {
            let (parts, body) = self.sender.send_request(request).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok(Answer { status: parts.status, headers: parts.headers, body })
        };
        timeout(PATIENCE, exchange).await.unwrap_or_else(|_| Err(format!("{path}: no answer in time").into()))
    }
}

/// The headers of a request that a browser sends without being told to.
pub fn as_a_browser(address: SocketAddr) -> Outcome<HeaderMap> {
    let text = HeaderValue::from_static;
    let agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
    let pairs = [
        (header::HOST, HeaderValue::from_str(&address.to_string())?),
        (header::USER_AGENT, text(agent)),
        (header::ACCEPT, text("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")),
        (header::ACCEPT_ENCODING, text("gzip, deflate, br, zstd")),
        (header::ACCEPT_LANGUAGE, text("en-GB,en;q=0.9,zh-HK;q=0.8")),
        (header::HeaderName::from_static("sec-fetch-site"), text("same-origin")),
        (header::HeaderName::from_static("sec-fetch-mode"), text("navigate")),
        (header::HeaderName::from_static("sec-fetch-dest"), text("document")),
    ];
    Ok(pairs.into_iter().collect())
}

/// A browser.
#[derive(Debug)]
pub struct Browser {
    connection: Connection,
    headers: HeaderMap,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Opens one, without cookies.
    ///
    /// # Errors
    /// When the server does not listen.
    pub async fn open(address: SocketAddr) -> Outcome<Self> {
        let (connection, headers) = (Connection::open(address).await?, as_a_browser(address)?);
        Ok(Self { connection, headers, cookies: BTreeMap::new() })
    }

    /// From now on it takes answers only as they are.
    pub fn unpacks_nothing(&mut self) {
        self.headers.remove(header::ACCEPT_ENCODING);
    }

    /// The cookies, as a request carries them.
    pub fn cookies(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Plants a cookie.
    pub fn plant(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// GET
    ///
    /// # Errors
    /// When no answer comes, or another than `wanted`.
    pub async fn get(&mut self, path: &str, wanted: StatusCode) -> Outcome<Answer> {
        self.send(Method::GET, path, Bytes::new(), wanted).await
    }

    /// POST of a form.
    ///
    /// # Errors
    /// When no answer comes, or another than `wanted`.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)], wanted: StatusCode) -> Outcome<Answer> {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(Method::POST, path, form.into(), wanted).await
    }

    /// POST of a form with the field `file`.
    ///
    /// # Errors
    /// When no answer comes, or another than `wanted`.
    pub async fn upload(&mut self, path: &str, file: &[u8], wanted: StatusCode) -> Outcome<Answer> {
        let kind = HeaderValue::from_str(&format!("multipart/form-data; boundary={BOUNDARY}"))?;
        self.send_as(Method::POST, path, multipart(file).into(), kind, wanted).await
    }

    async fn send(&mut self, method: Method, path: &str, body: Bytes, wanted: StatusCode) -> Outcome<Answer> {
        self.send_as(method, path, body, FORM, wanted).await
    }

    async fn send_as(
        &mut self,
        method: Method,
        path: &str,
        body: Bytes,
        kind: HeaderValue,
        wanted: StatusCode,
    ) -> Outcome<Answer> {
        let mut request = Request::builder().method(&method).uri(path).body(Full::new(body))?;
        request.headers_mut().clone_from(&self.headers);
        if method == Method::POST {
            request.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        if !self.cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, HeaderValue::from_str(&self.cookies())?);
        }
        let answer = self.connection.send(request).await?;
        if answer.status != wanted {
            return Err(format!("{method} {path} was answered with {}, not {wanted}", answer.status).into());
        }
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str()?);
        }
        Ok(answer)
    }

    fn keep(&mut self, cookie: &str) {
        let mut parts = cookie.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        if parts.any(|part| part.eq_ignore_ascii_case("max-age=0")) {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
