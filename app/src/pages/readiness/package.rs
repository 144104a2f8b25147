//! The information package, as a page and as a text file: both are the same sections.

use super::{
    READINESS,
    standing::{package_words, waits},
};
use crate::{
    components::{Frame, Problem, fact},
    markup::*,
    ports::readiness::{Host, Package, PackagePage, PackageProblem, Purpose, edition},
    render::Sheet,
};

/// One section: facts to be copied, and what to do with them.
struct Section {
    title: String,
    facts: Vec<(String, String)>,
    lines: Vec<String>,
}

fn sections(frame: &Frame, package: &Package) -> Vec<Section> {
    let own = package.hosts.iter().find(|host| host.purpose == Purpose::Pages);
    let own = own.map(|host| host.name.clone()).unwrap_or_default();
    let at_own = |key: &str| frame.with(key, &[("host", (&own).into())]);
    let domain = package.sender.rsplit_once('@').map(|(_, domain)| domain.trim_end_matches('>').to_owned());
    let certificates = package.hosts.iter().any(|host| host.purpose == Purpose::Certificates);
    let mut mail = vec![(frame.get("package-sender"), sender(frame, package))];
    mail.extend(domain.map(|domain| (frame.get("package-sender-domain"), domain)));
    let mut hosts = vec![frame.get("package-hosts-outgoing")];
    hosts.extend(certificates.then(|| frame.get("package-hosts-certificates")));
    let mut browsers = vec![
        frame.get("package-browsers-which"),
        at_own("package-browsers-scripts"),
        at_own("package-browsers-wasm"),
        at_own("package-browsers-webauthn"),
    ];
    browsers.extend(package.attestation.then(|| at_own("package-browsers-attestation")));
    vec![
        Section {
            title: frame.get("package-mail"),
            facts: mail,
            lines: vec![
                frame.get("package-mail-through"),
                frame.with("package-mail-soon", &[("minutes", package.code_minutes.into())]),
                frame.get("package-mail-plain"),
            ],
        },
        Section {
            title: frame.get("package-hosts"),
            facts: package.hosts.iter().map(|host| (purpose(frame, host), place(frame, host))).collect(),
            lines: hosts,
        },
        Section { title: frame.get("package-browsers"), facts: vec![], lines: browsers },
        Section {
            title: frame.get("package-clock"),
            facts: vec![],
            lines: vec![frame.get("package-clock-right"), frame.get("package-clock-zone")],
        },
    ]
}

fn sender(frame: &Frame, package: &Package) -> String {
    if package.sender.is_empty() { frame.get("package-sender-none") } else { package.sender.clone() }
}

fn purpose(frame: &Frame, host: &Host) -> String {
    frame.get(match host.purpose {
        Purpose::Pages => "package-host-pages",
        Purpose::Certificates => "package-host-certificates",
        Purpose::Terminal => "package-host-terminal",
    })
}

fn place(frame: &Frame, host: &Host) -> String {
    let key = if host.secure { "package-host-secure" } else { "package-host-plain" };
    frame.with(key, &[("host", (&host.name).into()), ("port", host.port.to_string().into())])
}

fn heading(frame: &Frame, package: &Package) -> String {
    frame.with("package-edition", &[("edition", edition(package.version).into())])
}

/// The package as a text file.
pub(crate) fn package_text(frame: &Frame, package: &Package) -> String {
    let mut text = format!("{}\n{}\n{}\n", frame.get("package-title"), frame.house(), heading(frame, package));
    for section in sections(frame, package) {
        text += &format!("\n\n{}\n\n", section.title);
        for (label, value) in section.facts {
            text += &format!("{label}: {value}\n");
        }
        for line in section.lines {
            text += &format!("- {line}\n");
        }
    }
    text
}

/// `/portal/package`.
pub(super) fn package(frame: &Frame, model: PackagePage) -> Sheet {
    let title = frame.get("package-title");
    let problems: Vec<_> = model
        .problem
        .map(|problem| {
            Problem::of_form(frame.get(match problem {
                PackageProblem::Changed => "package-changed",
                PackageProblem::Waits => "package-waits",
                PackageProblem::NotMaker => "not-maker",
            }))
        })
        .into_iter()
        .collect();
    let shown = sections(frame, &model.package)
        .into_iter()
        .map(|section| {
            let facts = (!section.facts.is_empty()).then(|| {
                let facts = section.facts.into_iter().map(|(label, value)| fact(label, value)).collect_view();
                view! { <dl class="facts card">{facts}</dl> }
            });
            let lines = section.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <h2>{section.title}</h2>
                {facts}
                <ul>{lines}</ul>
            }
        })
        .collect_view();
    let form = match (&model.standing.waits, &model.standing.has) {
        (Some(request), _) => Some(waits(frame, "package-waits", request)),
        (None, Some(_)) => None,
        (None, None) if !model.rights.maker => Some(view! { <p class="inset">{frame.get("user-not-maker")}</p> }),
        (None, None) => Some(view! {
            <form class="card" method="post" action=frame.chrome.here.clone()>
                <input type="hidden" name="version" value=model.package.version.to_string() />
                <p>{frame.get("package-word")}</p>
                <button class="button" type="submit" name="action" value="acknowledge">
                    {frame.get("package-propose")}
                </button>
                <p class="beside">{frame.get("works-when-approved")}</p>
            </form>
        }),
    };
    let body = view! {
        <p class="back"><a href=READINESS>{frame.get("readiness-back")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="muted under">{heading(frame, &model.package)}</p>
        <p class="lead">{frame.get("package-lead")}</p>
        <p class="hide-in-print">
            <a href="/portal/package.txt" download="">{frame.get("package-download")}</a>
            {frame.gap()} {frame.get("package-print")}
        </p>
        {shown}
        <div class="hide-in-print">
            <h2>{frame.get("package-yours")}</h2>
            <p>{package_words(frame, &model.standing)}</p>
            {form}
        </div>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}
