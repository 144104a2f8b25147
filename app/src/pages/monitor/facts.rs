//! What else staff keep an eye on.

use domain::adoption::{Day, Part};

use crate::{
    components::{Frame, Time, fact, href},
    markup::*,
    pages::figures::{all_users_url, firms_url},
    ports::{
        adoption::{Monitor, Now, Only},
        contingency::PassState,
    },
    words::grouped,
};

fn linked(term: String, count: u64, href: &str) -> AnyView {
    fact(term, view! { <a href=href.to_owned()>{grouped(count)}</a> })
}

/// Firms and users to look after, and the state of the house.
pub(super) fn facts(frame: &Frame, model: &Monitor) -> AnyView {
    let (house, as_at) = (&model.house, model.as_at);
    let users = &house.users;
    let firms = [
        (Only::WithoutPair, "fact-without-pair", house.firms_without_pair),
        (Only::NeverCame, "fact-never-came", house.firms_never_came),
    ];
    let of_users = [
        (Part::MailRefused, "fact-mail-refused"),
        (Part::MailAlone, "fact-mail-alone"),
        (Part::Passkey, "fact-passkeys"),
        (Part::Dormant, "fact-dormant"),
        (Part::Disabled, "fact-disabled"),
    ];
    let firms = firms.map(|(only, key, count)| linked(frame.get(key), count, &firms_url(as_at, Some(only))));
    let of_users = of_users.map(|(part, key)| linked(frame.get(key), part.of(users), &all_users_url(as_at, part)));
    let house = model.now.as_ref().map(|now| {
        view! {
            <section class="panel card">
                <h2>{frame.get("facts-house")}</h2>
                <dl class="facts">{of_now(frame, now)}</dl>
                {decommissioned(frame, model, now)}
            </section>
        }
    });
    view! {
        <section class="panel card">
            <h2>{frame.get("facts-look-after")}</h2>
            <dl class="facts">{firms.into_iter().chain(of_users).collect_view()}</dl>
        </section>
        {house}
    }
}

/// Where the audit tells of lists of users that were taken in.
const RECONCILED: &str = "/monitor/audit?what=directory.imported";

fn of_now(frame: &Frame, now: &Now) -> AnyView {
    let passes = |state: PassState| href("/monitor/contingency", &[("state", state.name())]);
    let reconciled = match now.reconciled {
        None => view! { <a href=RECONCILED>{frame.get("fact-never-reconciled")}</a> },
        Some(at) => {
            let days = Day::of(at).days_until(Day::of(frame.chrome.now));
            let days = frame.with("fact-days-ago", &[("days", u64::try_from(days).unwrap_or_default().into())]);
            view! { <a href=RECONCILED>{days}</a> <span class="second-line muted"><Time frame=frame.clone() at /></span> }
        }
    };
    let delayed = now.mail_delayed_at.map(|since| {
        let since = view! { <a href="/monitor/contingency"><Time frame=frame.clone() at=since /></a> };
        fact(frame.get("fact-mail-delayed"), since)
    });
    view! {
        {fact(frame.get("fact-reconciled"), reconciled)}
        {linked(frame.get("fact-unacknowledged"), now.unacknowledged, "/monitor/approvals#acts")}
        {linked(frame.get("fact-passes-open"), now.passes, &passes(PassState::Open))}
        {linked(frame.get("fact-passes-waiting"), now.passes_waiting, &passes(PassState::Agreed))}
        {delayed}
    }
}

fn decommissioned(frame: &Frame, model: &Monitor, now: &Now) -> Option<AnyView> {
    now.decommissioned_at.map(|at| {
        let pack = model.role.guards().then(|| {
            view! {
                <form class="hide-in-print" method="post" action="/monitor/closing-pack">
                    <button class="button second" type="submit">{frame.get("closing-pack-link")}</button>
                </form>
            }
        });
        view! {
            <p>{frame.with("monitor-decommissioned", &[("time", frame.when(at).into())])}</p>
            {pack}
        }
    })
}
