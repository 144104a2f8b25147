use domain::{adoption::Happening, method::Method};

use crate::{
    components::{Frame, Problem, Time, fact, none_found},
    markup::*,
    pages::trail::{Export, Field, Filters, Moments, Way, asked, event_words, family_words, paging},
    ports::{
        events::{FAMILIES, kinds_of},
        trail::{Counted, Seals, StaffAsked, StaffTrail},
    },
    render::Sheet,
    words::grouped,
};

const AUDIT: &str = "/monitor/audit";

/// `/monitor/audit`.
pub(crate) fn trail(frame: &Frame, model: StaffTrail) -> Sheet {
    let title = frame.get("trail-title");
    let problems: Vec<Problem> = model
        .wrong
        .map(|field| {
            let key = match field {
                "participant" => "audit-wrong-participant",
                "user" => "audit-wrong-user",
                "actor" => "audit-wrong-actor",
                "what" => "audit-wrong-what",
                "q" => "audit-wrong-q",
                _ => "audit-wrong-time",
            };
            Problem::at(field, frame.get(key))
        })
        .into_iter()
        .collect();
    let fields = fields(frame, &model.asked);
    let filtered = fields.iter().any(|field| !field.value.is_empty());
    let table = if model.listed.moments.is_empty() {
        let key = match (model.wrong, filtered) {
            (Some(_), _) => "trail-nothing-asked",
            (None, true) => "trail-no-match",
            (None, false) => "trail-empty",
        };
        none_found(frame, key, filtered.then(|| AUDIT.to_owned()))
    } else {
        let newest = model.listed.begun.then(|| asked(AUDIT, &fields, ("before", "")));
        let older = model.listed.older.as_ref().map(|key| asked(AUDIT, &fields, ("before", key)));
        view! {
            <Moments frame=frame.clone() moments=model.listed.moments staff=true />
            {paging(frame, newest, older)}
            <Export frame=frame.clone() />
        }
    };
    let addresses = frame.get(if model.sees_addresses { "audit-addresses-masked" } else { "audit-addresses-withheld" });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(model.as_of).into())])}</p>
        <p class="lead">{frame.get("audit-lead")} {Some(frame.gap()).filter(|gap| !gap.is_empty())} {addresses}</p>
        <SealState frame=frame.clone() seals=model.seals />
        <Filters frame=frame.clone() path=AUDIT fields problems=problems.clone() />
        {table}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// What the trail can be asked for.
fn fields(frame: &Frame, asked: &StaffAsked) -> Vec<Field> {
    let of_family = |family: &str, key: &str| {
        let every = (family.to_owned(), frame.with("audit-family", &[("family", frame.get(key).into())]));
        let kinds = kinds_of(family).into_iter().map(|kind| (kind.to_owned(), event_words(frame, kind)));
        (frame.get(key), std::iter::once(every).chain(kinds).collect())
    };
    let mut kinds = vec![(String::new(), vec![(String::new(), frame.get("trail-family-all"))])];
    kinds.extend(FAMILIES.iter().map(|(family, key)| of_family(family, key)));
    let counted = Counted::all().map(|counted| (counted.name(), counted_words(frame, counted)));
    kinds.push((frame.get("audit-counted"), counted.collect()));
    let what = match Counted::parse(&asked.what) {
        Some(counted) => frame.with("audit-chip-counted", &[("what", counted_words(frame, counted).into())]),
        None if asked.what.contains('.') => event_words(frame, &asked.what),
        None => frame.with("audit-family", &[("family", family_words(frame, &asked.what).into())]),
    };
    let line = |name, label: &str, value: &str, chip: &'static str, hint: &str| Field {
        name,
        label: frame.get(label),
        value: value.to_owned(),
        chip: frame.with(chip, &[("value", value.into())]),
        way: Way::Line("text", frame.get(hint)),
    };
    vec![
        line("participant", "participant", &asked.participant, "audit-chip-participant", "audit-hint-participant"),
        line("user", "user", &asked.user, "audit-chip-user", "audit-hint-user"),
        line("actor", "trail-who", &asked.actor, "audit-chip-actor", "audit-hint-actor"),
        Field {
            name: "what",
            label: frame.get("trail-family"),
            value: asked.what.clone(),
            chip: what,
            way: Way::Choice(kinds),
        },
        line("q", "audit-q", &asked.q, "audit-chip-q", "audit-hint-q"),
        line("from", "trail-from", &asked.from, "audit-chip-from", "audit-hint-time"),
        line("until", "trail-until", &asked.until, "audit-chip-until", "audit-hint-time"),
    ]
}

/// What a figure of the monitor counts.
fn counted_words(frame: &Frame, counted: Counted) -> String {
    let login = |key: &str| frame.with("audit-counted-login", &[("method", frame.get(key).into())]);
    match counted {
        Counted::Logins => frame.get("audit-counted-logins"),
        Counted::Each(Happening::Login(Method::TwoFactor)) => login("method-two-factor"),
        Counted::Each(Happening::Login(Method::Smartcard)) => login("method-smartcard"),
        Counted::Each(Happening::Login(Method::Passkey)) => login("method-passkey"),
        Counted::Each(Happening::Login(Method::X509)) => login("method-x509"),
        Counted::Each(Happening::Login(Method::OneTimePass)) => login("method-one-time-pass"),
        Counted::Each(Happening::Reset) => frame.get("column-resets"),
        Counted::Each(Happening::Unlock) => frame.get("column-unlocks"),
        Counted::Each(Happening::Pass) => frame.get("column-passes"),
    }
}

/// How far the audit is sealed, and how that is proved.
#[component]
fn SealState(
    /// Words and frame.
    frame: Frame,
    /// The seals.
    seals: Seals,
) -> impl IntoView {
    let head = match seals.head {
        None => view! { <p>{frame.get("audit-no-seal")}</p> },
        Some(head) => {
            let made = view! { <Time frame=frame.clone() at=head.at /> };
            let sent = match (seals.anchored, seals.anchor_sent_at) {
                (false, _) => frame.get("audit-anchor-nobody").into_any(),
                (true, Some(at)) => view! { <Time frame=frame.clone() at /> },
                (true, None) => frame.get("audit-anchor-not-yet").into_any(),
            };
            let waiting = if seals.waiting_more {
                frame.with("audit-waiting-more", &[("count", seals.waiting.into())])
            } else {
                grouped(seals.waiting)
            };
            view! {
                <dl class="facts card">
                    {fact(frame.get("audit-seal"), grouped(u64::try_from(head.number).unwrap_or_default()))}
                    {fact(frame.get("audit-sealed-at"), made)}
                    {fact(frame.get("audit-sealed-events"), grouped(head.events))}
                    {fact(frame.get("audit-head"), view! { <code class="hash">{head.hash}</code> })}
                    {fact(frame.get("audit-waiting"), waiting)}
                    {fact(frame.get("audit-anchor"), sent)}
                </dl>
            }
        }
    };
    view! {
        <section class="seals" aria-labelledby="seals">
            <h2 id="seals">{frame.get("audit-seals-title")}</h2>
            {head}
            <details>
                <summary>{frame.get("audit-verify-title")}</summary>
                <p>{frame.get("audit-verify")}</p>
                <ol>
                    <li>{frame.get("audit-verify-export")} " " <code>"changeover audit export --output audit.jsonl"</code></li>
                    <li>{frame.get("audit-verify-check")} " " <code>"changeover audit verify audit.jsonl --anchor anchors"</code></li>
                </ol>
            </details>
        </section>
    }
}
