//! Old and new side by side.

use std::collections::BTreeSet;

use domain::{role::DaRoles, time::Instant};

use crate::{
    components::Frame,
    markup::*,
    pages::registry::change_words,
    ports::approval::{Diff, DiffField},
};

/// What a field is called.
pub(in crate::pages) fn field(frame: &Frame, field: DiffField) -> String {
    frame.get(match field {
        DiffField::Address => "approval-field-address",
        DiffField::Password => "approval-field-password",
        DiffField::Roles => "approval-field-roles",
        DiffField::Status => "approval-field-status",
        DiffField::Sole => "approval-field-sole",
        DiffField::Domains => "approval-field-domains",
        DiffField::Cards => "approval-field-cards",
        DiffField::Said(key) => key,
    })
}

/// What holds now.
pub(in crate::pages) fn now(frame: &Frame, diff: &Diff) -> AnyView {
    match diff.field {
        DiffField::Password => frame.get("approval-password-now").into_any(),
        DiffField::Domains => {
            let after = split(&diff.proposed);
            domains(frame, &diff.now, &after, "approval-tag-removed")
        }
        _ => value(frame, diff.field, &diff.now),
    }
}

/// What would hold, and in words what is to be looked at.
pub(in crate::pages) fn proposed(frame: &Frame, diff: &Diff) -> AnyView {
    let shown = match diff.field {
        DiffField::Password => return frame.get("approval-password-proposed").into_any(),
        DiffField::Domains => {
            let before = split(&diff.now);
            return domains(frame, &diff.proposed, &before, "approval-tag-new");
        }
        _ => value(frame, diff.field, &diff.proposed),
    };
    let change = match (diff.now.is_empty(), diff.proposed.is_empty()) {
        (true, _) => "approval-tag-new",
        (false, true) => "approval-tag-removed",
        (false, false) => "approval-tag-changed",
    };
    view! {
        {shown}
        <span class="flags">
            <span class="tag">{frame.get(change)}</span>
            {diff.new_domain.then(|| view! { " " <span class="tag look">{frame.get("approval-tag-new-domain")}</span> })}
            {diff.shared.then(|| view! { " " <span class="tag look">{frame.get("approval-tag-shared")}</span> })}
        </span>
    }
}

fn value(frame: &Frame, field: DiffField, value: &str) -> AnyView {
    if value.is_empty() && field != DiffField::Roles {
        return view! { <span class="muted">{frame.get("approval-none")}</span> };
    }
    let words = match field {
        DiffField::Address => return address(value),
        DiffField::Roles => roles(frame, value),
        DiffField::Status => status(frame, value),
        DiffField::Sole => value
            .parse::<Instant>()
            .map(|until| frame.with("approval-sole-until", &[("time", frame.when(until).into())]))
            .unwrap_or_else(|_| value.to_owned()),
        DiffField::Cards => change_words(frame, value),
        DiffField::Password | DiffField::Domains | DiffField::Said(_) => value.to_owned(),
    };
    words.into_any()
}

/// In letters that tell l from I and 0 from O, to be broken before the `@` first.
fn address(address: &str) -> AnyView {
    let at = address.rfind('@').unwrap_or(address.len());
    let (local, domain) = address.split_at(at);
    view! { <span class="letters"><span>{local.to_owned()}</span><span>{domain.to_owned()}</span></span> }
}

fn roles(frame: &Frame, value: &str) -> String {
    match DaRoles::parse(value) {
        Ok(DaRoles { maker: true, checker: true }) => frame.get("approval-roles-both"),
        Ok(DaRoles { maker: true, .. }) => frame.get("approval-roles-maker"),
        Ok(DaRoles { checker: true, .. }) => frame.get("approval-roles-checker"),
        Ok(_) => frame.get("approval-roles-none"),
        Err(_) => value.to_owned(),
    }
}

fn status(frame: &Frame, value: &str) -> String {
    match value {
        "active" => frame.get("approval-status-active"),
        "dormant" => frame.get("approval-status-dormant"),
        "disabled" => frame.get("approval-status-disabled"),
        other => other.to_owned(),
    }
}

fn split(domains: &str) -> BTreeSet<&str> {
    domains.split(',').map(str::trim).filter(|domain| !domain.is_empty()).collect()
}

/// One domain a line; a word beside those that the other side lacks.
fn domains(frame: &Frame, value: &str, other: &BTreeSet<&str>, differs: &str) -> AnyView {
    let all = split(value);
    if all.is_empty() {
        return view! { <span class="muted">{frame.get("approval-domains-none")}</span> };
    }
    let lines = all
        .into_iter()
        .map(|domain| {
            let tag = (!other.contains(domain)).then(|| view! { " " <span class="tag">{frame.get(differs)}</span> });
            view! { <li><span class="letters"><span>{domain.to_owned()}</span></span>{tag}</li> }
        })
        .collect_view();
    view! { <ul class="lines">{lines}</ul> }
}
