//! The second listener: cards with X.509 certificates, by TLS client authentication. Off by default.
//!
//! A handshake proves that somebody holds the key of some certificate; whose it is to be believed from is judged behind
//! it, so that whoever is refused gets a page that says why, and the audit the reason. One page stands here, and what
//! it needs to be shown.

mod tls;

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Extension, Router,
    extract::{ConnectInfo, DefaultBodyLimit},
    middleware,
    routing::get,
};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tower_http::catch_panic::CatchPanicLayer;

use super::{LARGEST_FORM, assets, guard, pages::certificate, visitor::CardsOrigin};
use crate::{
    app::App,
    certificate::{Issuers, Presented},
    config::{CertificateCards, CertificateUser},
};

/// Connections at once; those that come on top wait.
const MOST: usize = 1024;
/// Connections of one source at once.
const MOST_OF_ONE: u32 = 64;
/// A PIN may be typed within the handshake.
const HANDSHAKE: Duration = Duration::from_secs(60);
/// Between two requests of one connection, and for the head of one.
const HEAD: Duration = Duration::from_secs(30);
/// The longest life of a connection.
const LIFE: Duration = Duration::from_secs(120);
/// For what is under way when the server ends.
const FAREWELL: Duration = Duration::from_secs(5);
/// Largest head of a request, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;

/// What cards are judged by, and how the listener proves itself.
pub struct Cards {
    pub(super) issuers: Arc<Issuers>,
    pub(super) user: CertificateUser,
    pub(super) other_host: bool,
    origin: Arc<str>,
    tls: TlsAcceptor,
}

impl Cards {
    /// Reads certificates and keys.
    ///
    /// # Errors
    /// Names the key of the configuration and the file that is wrong.
    pub fn open(app: &App, config: &CertificateCards) -> Result<Arc<Self>, String> {
        let issuers = Arc::new(Issuers::open(config)?);
        if !issuers.has_lists() {
            tracing::warn!("smartcard.x509_crl is empty: revoked cards get in as well");
        }
        if let Err(word) = issuers.ready(app.clock.now()) {
            tracing::error!(word, "smartcard: cards with X.509 certificates cannot log in until this is put right");
        }
        Ok(Arc::new(Self {
            tls: tls::acceptor(config, issuers.names())?,
            issuers,
            user: config.user.clone(),
            other_host: config.other_host,
            origin: config.origin.as_str().into(),
        }))
    }
}

fn router(app: &Arc<App>, cards: &Arc<Cards>) -> Router {
    Router::new()
        .route("/", get(certificate::first))
        .route("/login/certificate", get(certificate::show).post(certificate::submit))
        .route("/help", get(certificate::help))
        .route("/style/{file}", get(assets::style))
        .route("/pkg/{hash}/{*file}", get(assets::bundle))
        .fallback(guard::nothing_here)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(Arc::clone(app), guard::around))
        .layer(Extension(CardsOrigin(Arc::clone(&cards.origin))))
        .layer(Extension(Arc::clone(cards)))
        .with_state(Arc::clone(app))
}

/// Serves until `stop` is done, then finishes what is under way.
pub async fn serve(
    app: &Arc<App>,
    cards: &Arc<Cards>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let router = router(app, cards);
    let places = Arc::new(Semaphore::new(MOST));
    let sources = Sources::default();
    let (ending, ended) = watch::channel(false);
    let mut connections = JoinSet::new();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        while connections.try_join_next().is_some() {}
        let Some((stream, peer, place)) = accepted else { break };
        // Behind a proxy that passes TLS on, everybody comes from the proxy.
        let shared = app.config.server.trusted_proxies.iter().any(|proxy| proxy.contains(peer.ip()));
        let Some(seat) = sources.seat(peer.ip(), shared) else {
            tracing::debug!(%peer, "cards: too many connections of one source");
            continue;
        };
        let (cards, router, ended) = (Arc::clone(cards), router.clone(), ended.clone());
        connections.spawn(async move {
            let _held = (place, seat);
            // Whoever is too slow is let go: a handshake, or a whole connection.
            let _ = timeout(HANDSHAKE + LIFE, connection(&cards, router, stream, peer, ended)).await;
        });
    }
    let _ = ending.send(true);
    let _ = timeout(FAREWELL, async { while connections.join_next().await.is_some() {} }).await;
}

/// The next connection, once there is a place for it. `None` only at the end of everything.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return Some((stream, peer, place)),
            Err(error) => {
                tracing::warn!(%error, "cards: a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

async fn connection(
    cards: &Cards,
    router: Router,
    stream: TcpStream,
    peer: SocketAddr,
    mut ended: watch::Receiver<bool>,
) {
    let stream = match timeout(HANDSHAKE, cards.tls.accept(stream)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return tracing::debug!(%peer, %error, "cards: no handshake"),
        Err(_) => return tracing::debug!(%peer, "cards: the handshake took too long"),
    };
    let presented = match stream.get_ref().1.peer_certificates() {
        Some([leaf, chain @ ..]) => Presented::read(leaf, chain),
        _ => None,
    };
    // The handshake takes only what can be read.
    let Some(presented) = presented else { return };
    let service = router.layer(Extension(ConnectInfo(peer))).layer(Extension(Arc::new(presented)));
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let serving = timeout(LIFE, serving);
    let ended = async {
        let _ = ended.wait_for(|ended| *ended).await;
    };
    tokio::pin!(serving);
    tokio::select! {
        _ = &mut serving => {}
        () = ended => {
            // What was asked is answered; nothing further is.
            let _ = timeout(FAREWELL, serving).await;
        }
    }
}

/// How many connections each source has.
#[derive(Clone, Default)]
struct Sources(Arc<Mutex<HashMap<IpAddr, u32>>>);

/// One connection's seat, given back when it is dropped.
struct Seat(Option<(Sources, IpAddr)>);

impl Sources {
    fn seat(&self, source: IpAddr, shared: bool) -> Option<Seat> {
        if shared {
            return Some(Seat(None));
        }
        let source = source.to_canonical();
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seats = held.entry(source).or_default();
        if *seats == MOST_OF_ONE {
            return None;
        }
        *seats += 1;
        Some(Seat(Some((self.clone(), source))))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some((sources, source)) = self.0.take() else { return };
        let mut held = sources.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seats) = held.get_mut(&source) {
            *seats -= 1;
            if *seats == 0 {
                held.remove(&source);
            }
        }
    }
}
