use super::{
    DOMAINS, MAIL, back, files, firm_link, nothing, user_link,
    words::{fate_look, fate_words, span_words},
};
use crate::{
    components::{Frame, Notice, Problem, Time, href, turn},
    markup::*,
    pages::approvals::gap,
    ports::mail_desk::{DomainLine, Fate, MailDomains, NoProbe, Probe},
    render::Sheet,
    words::grouped,
};

/// `/monitor/mail/domains`.
pub(crate) fn domains(frame: &Frame, model: MailDomains) -> Sheet {
    let title = frame.get("maildomains-title");
    let problems: Vec<_> = model
        .problem
        .map(|why| {
            Problem::of_form(frame.get(match why {
                NoProbe::Unknown => "maildomains-no-probe-unknown",
                NoProbe::Today => "maildomains-no-probe-today",
                NoProbe::Nobody => "maildomains-no-probe-nobody",
            }))
        })
        .into_iter()
        .collect();
    let probed = model.probed.as_ref().map(|domain| {
        view! { <Notice words=frame.with("maildomains-probed", &[("domain", domain.into())]) /> }
    });
    let (never, users) = model.never;
    let (all, _) = model.all;
    let takeaway = match (all, never) {
        (0, _) => frame.get("maildomains-empty"),
        (_, 0) => frame.with("maildomains-takeaway-good", &[("all", all.into())]),
        _ => {
            frame.with("maildomains-takeaway", &[("never", never.into()), ("all", all.into()), ("users", users.into())])
        }
    };
    let coming = frame.chrome.coming.as_ref().filter(|_| never > 0).map(|coming| {
        let title = coming.title.get(frame.language()).to_owned();
        let when = frame.when(coming.at);
        let words = frame.with("maildomains-before", &[("event", title.into()), ("time", when.into())]);
        view! { <p class="inset">{words}</p> }
    });
    let list = (!model.lines.is_empty()).then(|| view! { <List frame=frame.clone() model=model.clone() /> });
    let body = view! {
        {back(frame)}
        <h1>{title.clone()}</h1>
        {probed}
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(model.as_of).into())])}</p>
        <p class="lead">{takeaway}</p>
        {coming}
        {list}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// The domains, worst first.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: MailDomains,
) -> impl IntoView {
    let first = model.begun.then(|| ("maildesk-first", DOMAINS.to_owned()));
    let next = model.after.as_ref().map(|key| ("maildesk-next-page", href(DOMAINS, &[("after", key)])));
    let operator = model.operator;
    let rows = model.lines.into_iter().map(|line| view! { <Row frame=frame.clone() line operator /> }).collect_view();
    let heads =
        ["maildesk-domain", "maildomains-users", "maildomains-accepted", "maildomains-refused", "maildomains-probe"]
            .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
            .into_iter()
            .collect_view();
    view! {
        <table class="rows domains">
            <caption>{frame.get("maildomains-caption")}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {turn(&frame, first, next)}
        <p class="muted">{frame.get("maildomains-probe-means")}</p>
        {files(&frame, format!("{DOMAINS}.csv"), format!("{DOMAINS}.json"))}
    }
}

/// One domain.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// The domain.
    line: DomainLine,
    /// Whether the reader sends probes.
    operator: bool,
) -> impl IntoView {
    let largest = line.largest.as_ref().map(|firm| view! { <span class="second-line">{firm_link(firm)}</span> });
    let accepted = match line.accepted_at {
        Some(at) => {
            let after = line.accepted_after.map(|span| {
                let words = frame.with("maildesk-took", &[("span", span_words(&frame, span).into())]);
                view! { <span class="second-line">{words}</span> }
            });
            view! { <Time frame=frame.clone() at /> {after} }
        }
        None => view! { <span class="tag bad">{frame.get("maildomains-never")}</span> },
    };
    let url = href(MAIL, &[("state", Fate::Refused.name()), ("domain", &line.domain)]);
    let last = line.refused_at.map(|at| view! { <span class="second-line"><Time frame=frame.clone() at /></span> });
    let refused = match line.refused {
        0 => view! { "0" {last} },
        count => {
            let shown = match line.refused_more {
                true => frame.with("maildesk-at-least", &[("count", count.into())]),
                false => grouped(count),
            };
            view! { <a href=url>{shown}</a> {last} }
        }
    };
    let mails = href(MAIL, &[("domain", &line.domain)]);
    let send = (operator && line.can_probe).then(|| {
        view! {
            <form method="post" action=frame.chrome.here.clone()>
                <input type="hidden" name="domain" value=line.domain.clone() />
                <button class="button second small" type="submit" name="action" value="probe">
                    {frame.get("maildomains-send")} {gap(&frame)} <span class="unseen">{line.domain.clone()}</span>
                </button>
            </form>
        }
    });
    let probe = line.probe.map(|probe| view! { <Sent frame=frame.clone() probe /> });
    let none = (probe.is_none() && send.is_none()).then(nothing);
    view! {
        <tr>
            <th scope="row"><a href=mails>{line.domain.clone()}</a></th>
            <td data-label=frame.get("maildomains-users")><div>{grouped(line.users)} {largest}</div></td>
            <td data-label=frame.get("maildomains-accepted")><div>{accepted}</div></td>
            <td data-label=frame.get("maildomains-refused")><div>{refused}</div></td>
            <td data-label=frame.get("maildomains-probe")><div>{probe} {send} {none}</div></td>
        </tr>
    }
}

/// What became of a probe.
#[component]
fn Sent(
    /// Words and frame.
    frame: Frame,
    /// The probe.
    probe: Probe,
) -> impl IntoView {
    let fate = probe.fate.map(|fate| {
        let words = match fate {
            Fate::Sent => frame.get("maildomains-accepted-probe"),
            _ => fate_words(&frame, fate),
        };
        view! { <span class=fate_look(fate)>{words}</span> }
    });
    let took = probe.latency.map(|span| {
        let words = frame.with("maildesk-took", &[("span", span_words(&frame, span).into())]);
        view! { <span class="second-line">{words}</span> }
    });
    let answer = (!probe.answer.is_empty()).then(|| view! { <span class="second-line">{probe.answer}</span> });
    let whom = probe.account.as_ref().map(|account| view! { <span class="second-line">{user_link(account)}</span> });
    view! {
        {fate}
        {took}
        {answer}
        {whom}
        <span class="second-line"><Time frame=frame.clone() at=probe.at /></span>
    }
}
