//! `changeover serve`.

use std::{sync::Arc, time::Duration};

use tokio::{net::TcpListener, signal, sync::oneshot, task::JoinHandle};

use crate::{
    adoption,
    app::App,
    approval::expire,
    audit::{anchor, retention, seal},
    briefing::remind,
    campaign,
    config::Config,
    decommission,
    guide::tell,
    http::{
        self,
        card_listener::{self, Cards},
    },
    mail::{
        relay::{Catcher, Relay, Smtp},
        worker,
    },
    registration::wave,
    schedule::settle,
    store::{StoreError, budgets, ceremonies, logins, sessions},
};

/// How often what is over is forgotten.
const TIDY_EVERY: Duration = Duration::from_secs(600);

/// How often events that wait are sealed.
const SEAL_EVERY: Duration = Duration::from_secs(10);

/// How often requests and waiting activations are looked at.
const REGISTER_EVERY: Duration = Duration::from_secs(10);

/// How often what closes the listener for cards, and what is due of the schedule, is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Between two seals when more than one is due: whoever logs in goes first.
const SEAL_PAUSE: Duration = Duration::from_millis(50);

/// Serves until interrupted or told to end.
pub(super) async fn serve(config: Config) -> Result<(), Box<dyn std::error::Error>> {
    let app = App::open(config).await?;
    let relays = relays(&app)?;
    if relays.is_empty() {
        tracing::warn!("mail.relays is empty: mail waits in the outbox");
    }
    let listener = TcpListener::bind(app.config.server.listen)
        .await
        .map_err(|error| format!("server.listen {}: {error}", app.config.server.listen))?;
    let (stop_cards, stopped) = oneshot::channel::<()>();
    let cards = cards(&app, stopped).await?;
    let worker = worker::start(&app, relays);
    let tidier = tokio::spawn(tidy(Arc::clone(&app)));
    let sealer = tokio::spawn(seal(Arc::clone(&app)));
    let registrar = tokio::spawn(register(Arc::clone(&app)));
    let timekeeper = tokio::spawn(keep_time(Arc::clone(&app)));
    tracing::info!(listen = %listener.local_addr()?, public_url = %&*app.config.server.public_url, "serving");
    http::serve(&app, listener, end()).await?;
    drop(stop_cards);
    if let Some(cards) = cards {
        let _ = cards.await;
    }
    drop(worker);
    tidier.abort();
    sealer.abort();
    registrar.abort();
    timekeeper.abort();
    app.store.close().await;
    Ok(())
}

/// Begins to listen for cards with X.509 certificates, where that is configured.
async fn cards(app: &Arc<App>, stopped: oneshot::Receiver<()>) -> Result<Option<JoinHandle<()>>, String> {
    let Some(config) = app.config.certificate_cards().map_err(|error| error.to_string())? else {
        return Ok(None);
    };
    if decommission::is_done(app).await.map_err(|error| error.to_string())? {
        tracing::warn!("smartcards are decommissioned: smartcard.x509_listen is passed over");
        return Ok(None);
    }
    let cards = Cards::open(app, &config)?;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("smartcard.x509_listen {}: {error}", config.listen))?;
    tracing::info!(listen = %config.listen, url = config.origin, "serving cards with X.509 certificates");
    let app = Arc::clone(app);
    Ok(Some(tokio::spawn(async move {
        let watching = Arc::clone(&app);
        let stopped = async move {
            tokio::select! {
                _ = stopped => {}
                () = gone(&watching) => tracing::info!("smartcards are decommissioned: nobody is listened to with one"),
            }
        };
        card_listener::serve(&app, &cards, listener, stopped).await;
    })))
}

/// Waits until smartcards are out of use for good.
async fn gone(app: &App) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        match decommission::is_done(app).await {
            Ok(true) => return,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the schedule cannot be read; tried again later"),
        }
    }
}

/// The configured relays in their order; in a demonstration the catcher alone.
fn relays(app: &App) -> Result<Vec<Arc<dyn Relay>>, String> {
    if app.config.demo.mail {
        return Ok(vec![Arc::new(Catcher(app.caught.clone()))]);
    }
    app.config.mail.relays.iter().map(|url| Ok(Arc::new(Smtp::new(url)?) as Arc<dyn Relay>)).collect()
}

async fn end() {
    let interrupted = signal::ctrl_c();
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut told) => {
            tokio::select! {
                _ = interrupted => {}
                _ = told.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
    tracing::info!("ending");
}

/// Ends requests that nobody decided, sends the activations that set-up is open for now, and tells of briefings and of
/// new versions of the user guide.
async fn register(app: Arc<App>) {
    loop {
        if let Err(error) = expire::round(&app).await {
            tracing::warn!(%error, "requests could not be ended; tried again later");
        }
        if let Err(error) = adoption::end_sole(&app).await {
            tracing::warn!(%error, "exceptions of sole proprietors could not be ended; tried again later");
        }
        if let Err(error) = campaign::round::round(&app).await {
            tracing::warn!(%error, "reminders could not be put in; tried again later");
        }
        let sent = wave::round(&app).await.inspect_err(|error| {
            tracing::warn!(%error, "activations could not be written; tried again later");
        });
        if let Err(error) = remind::round(&app).await {
            tracing::warn!(%error, "nobody could be reminded of a briefing; tried again later");
        }
        let told = tell::round(&app).await.inspect_err(|error| {
            tracing::warn!(%error, "mails about the user guide could not be written; tried again later");
        });
        let sent = sent.and_then(|sent| Ok(sent + told?));
        // A wave has more to come: the outbox paces what leaves, logins get their turn between.
        let pause = if sent.is_ok_and(|sent| sent > 0) { SEAL_PAUSE } else { REGISTER_EVERY };
        tokio::time::sleep(pause).await;
    }
}

/// Settles what is due of the schedule, though nobody asks for a page.
async fn keep_time(app: Arc<App>) {
    loop {
        if let Err(error) = settle::round(&app).await {
            tracing::error!(%error, "the schedule could not be settled; tried again at once");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Forgets what is over: logins, sessions and untouched budgets; and keeps the figures of days that are.
async fn tidy(app: Arc<App>) {
    loop {
        if let Err(error) = tidy_once(&app).await {
            tracing::warn!(%error, "what is over could not be forgotten; tried again later");
        }
        loop {
            match retention::round(&app).await {
                Ok(true) => tokio::time::sleep(SEAL_PAUSE).await,
                Ok(false) => break,
                Err(error) => {
                    tracing::warn!(%error, "what has been kept long enough could not be taken away; tried again later");
                    break;
                }
            }
        }
        loop {
            match adoption::settle::round(&app).await {
                Ok(true) => tokio::time::sleep(SEAL_PAUSE).await,
                Ok(false) => break,
                Err(error) => {
                    tracing::warn!(%error, "the figures of days that are over could not be kept; tried again later");
                    break;
                }
            }
        }
        tokio::time::sleep(TIDY_EVERY).await;
    }
}

/// Seals what was written.
async fn seal(app: Arc<App>) {
    loop {
        let pause = match seal::round(&app).await {
            Ok(Some(seal)) if seal.events == i64::from(seal::MOST) => SEAL_PAUSE,
            Ok(_) => SEAL_EVERY,
            Err(error) => {
                tracing::error!(%error, "audit: events could not be sealed; tried again later");
                SEAL_EVERY
            }
        };
        if let Err(error) = anchor::round(&app).await {
            tracing::error!(%error, "audit: the day's anchor could not be mailed; tried again later");
        }
        tokio::time::sleep(pause).await;
    }
}

async fn tidy_once(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    let day_ago = domain::time::Instant::from_millis(now.as_millis() - 86_400_000);
    let idle = i64::try_from(app.config.session.idle.as_millis()).unwrap_or(i64::MAX);
    let mut tx = app.store.begin().await?;
    logins::prune(&mut tx, day_ago).await?;
    ceremonies::prune(&mut tx, now).await?;
    sessions::prune(&mut tx, now, domain::time::Instant::from_millis(now.as_millis() - idle)).await?;
    let window = i64::try_from(app.config.login.budget_window.as_millis()).unwrap_or(i64::MAX);
    let before = now.as_millis().saturating_sub(window.max(86_400_000));
    budgets::prune(&mut tx, domain::time::Instant::from_millis(before)).await?;
    tx.commit().await
}
