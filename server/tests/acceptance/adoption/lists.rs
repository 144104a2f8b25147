//! The users whom a figure counts, as pages and files list them.

use std::collections::BTreeMap;

use domain::{
    account::AccountId,
    adoption::{Figures, Part},
    role::StaffRole,
};
use server::adoption::FirmLine;

use super::{
    counts, everybody,
    walk::{Walk, whole},
};
use crate::support::{Backend, Browser, OPERATOR, between, on_both};

on_both! {
    the_list_behind_each_figure_of_users_is_as_long_as_the_figure,
}

/// The users of a list, as its CSV file has them.
async fn listed(staff: &Browser, query: &str) -> Vec<AccountId> {
    let answer = staff.get(&format!("/monitor/users.csv?{query}")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(!answer.body.contains('@'), "{}", answer.body);
    let mut reader = csv::Reader::from_reader(answer.body.trim_start_matches('\u{feff}').as_bytes());
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    records.iter().map(|record| format!("{}/{}", &record[0], &record[1]).parse().unwrap()).collect()
}

/// The same, as its pages have them.
async fn paged(staff: &Browser, query: &str) -> Vec<AccountId> {
    let (mut all, mut next) = (Vec::new(), format!("/monitor/users?{query}"));
    loop {
        let page = staff.get(&next).await;
        let table = between(&page.body, "<tbody>", "</tbody>").unwrap_or_default();
        let links = table.split("href=\"/monitor/users/").skip(1).filter_map(|rest| rest.split('"').next());
        all.extend(links.map(|account| account.parse::<AccountId>().unwrap()));
        let Some(link) = page.body.split("<a rel=\"next\" href=\"").nth(1) else { return all };
        next = link.split('"').next().unwrap_or_default().replace("&amp;", "&");
    }
}

async fn the_list_behind_each_figure_of_users_is_as_long_as_the_figure(backend: Backend) {
    let mut walk = Walk::begin(backend).await;
    walk.go(&whole(90)).await;
    let server = &walk.server;
    // More than a page has.
    for number in 0..45 {
        server.add_user(&format!("CAAB/CAAB1{number:02}")).await;
    }
    server.quiet().await;
    server.staff(OPERATOR, StaffRole::Operator).await;
    let staff = server.session_of(OPERATOR).await;
    let mut counted = BTreeMap::new();
    for FirmLine { code, .. } in everybody(server, None).await {
        counted.insert(code.to_string(), counts::counted(server, code.as_str()).await);
    }
    let whole: Figures = counted.values().copied().sum();
    let mut some = 0;
    for part in Part::all() {
        let only = format!("only={}", part.name());
        let all = listed(&staff, &only).await;
        assert_eq!(all.len() as u64, part.of(&whole), "{only}");
        assert_eq!(paged(&staff, &only).await, all, "{only}");
        for (firm, figures) in &counted {
            let of_firm = listed(&staff, &format!("participant={firm}&{only}")).await;
            assert_eq!(of_firm.len() as u64, part.of(figures), "{firm} {only}");
            assert!(
                of_firm.iter().all(|user| all.contains(user) && user.participant.as_str() == firm),
                "{firm} {only}"
            );
        }
        let json: serde_json::Value =
            serde_json::from_str(&staff.get(&format!("/monitor/users.json?{only}")).await.body).unwrap();
        assert_eq!(json["found"], part.of(&whole), "{only}");
        assert_eq!(json["users"].as_array().unwrap().len(), all.len(), "{only}");
        some += usize::from(!all.is_empty());
    }
    assert!(some > 15, "the lists say something: {some}");
    // Names narrow a list, and staff are in none.
    let named = listed(&staff, "participant=CAAB&only=authorised&q=caab14").await;
    assert_eq!(named.len(), 5, "{named:?}");
    assert_eq!(listed(&staff, "only=authorised&q=caab14").await, named);
    assert!(listed(&staff, "participant=STAFF&only=active").await.is_empty());
    assert!(listed(&staff, "participant=NOBODY").await.is_empty());
    assert_eq!(paged(&staff, "participant=NOBODY").await, []);
}
