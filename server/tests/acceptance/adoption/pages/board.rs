//! What the first page is to say beside its views.

use app::words::grouped;

use super::{
    super::plain::{STATES, day_of},
    CARDS, Counted, DAYS, Expected, percent_of,
};
use crate::{monitor::beside, support::Answer};

impl Counted<'_> {
    /// Everything on the first page that is no view.
    pub(super) async fn first_page(&self, page: &Answer, views: &[Expected]) {
        let (house, words) = (&self.house, page.words());
        let (ready, active, behind) = (house.ready(), house.of("active"), house.behind());
        let (firms, firms_ready) = (house.of("firms"), house.of("firms_ready"));
        let mut said = vec![
            format!("Are we ready?\n{}%\n{ready} of {active} active users are ready.", percent_of(ready, active)),
            format!("{firms_ready} of {firms} firms are ready."),
            format!(
                "Who is not?\n{}\nusers are not ready. {} of {firms} firms are not.",
                grouped(behind),
                firms - firms_ready
            ),
        ];
        // The worst three.
        let worst = views.iter().find(|view| view.name == "firms").unwrap();
        for firm in worst.rows.iter().take(3) {
            let code = firm["participant_code"].as_str().unwrap();
            let behind = self.log.firms(self.last)[code].behind();
            if behind > 0 {
                said.push(format!("{code} {} {behind}", firm["name"].as_str().unwrap()));
            }
        }
        let week_ago = self.last.later(-7);
        let moved = i64::try_from(ready).unwrap() - i64::try_from(self.log.house(week_ago).ready()).unwrap();
        said.push(match (self.log.began() <= week_ago, moved) {
            (false, _) => "What moves it?\n–\n".to_owned(),
            (true, ..0) => format!("What moves it?\n−{}\n", -moved),
            (true, 0..) => format!("What moves it?\n+{moved}\n"),
        });
        if let Some(closes) = self.closes.filter(|closes| behind > 0 && *closes > self.last) {
            let days = u64::try_from(self.last.days_until(closes)).unwrap();
            said.push(format!("\n{} a day are needed", behind.div_ceil(days)));
        }
        for (state, one, many) in [
            ("authorised", "1 needs an address", "need an address"),
            ("proposed", "1 waits for", "wait for"),
            ("registered", "1 has to set up", "have to set up"),
        ] {
            match house.of(state) {
                0 => assert!(!words.contains(one) && !words.contains(many), "{state}: {words}"),
                1 => said.push(one.to_owned()),
                count => said.push(format!("\n{count} {many}")),
            }
        }
        for said in said {
            assert!(words.contains(&said), "{said:?}: {words}");
        }
        for (term, figure) in [
            ("Firms without a working pair of DAs", "firms_without_pair"),
            ("Firms whose DAs never came in", "firms_never_came"),
            ("Users whose address refuses mail", "mail_refused"),
            ("Users set up by mail alone", "by_mail_alone"),
            ("Users with a passkey", "with_passkey"),
            ("Dormant users, counted apart", "dormant"),
            ("Disabled users, counted apart", "disabled"),
        ] {
            assert_eq!(beside(page, term), house.of(figure).to_string(), "{term}");
        }
        if self.day.is_none() {
            self.of_now(page).await;
        }
    }

    /// What is known of now alone, and is no matter of events.
    async fn of_now(&self, page: &Answer) {
        let now = self.server.app.clock.now().as_millis();
        let acts = "SELECT COUNT(*) FROM operator_acts o
                    WHERE NOT EXISTS (SELECT 1 FROM acknowledgements a WHERE a.act = o.id)";
        let passes = format!(
            "SELECT COUNT(*) FROM passes p JOIN accounts a ON a.account = p.account WHERE a.status = 'active'
             AND a.epoch = p.epoch AND p.used_at IS NULL AND p.revoked_at IS NULL AND p.expires_at > {now}"
        );
        for (term, text) in [("The operator’s acts not acknowledged", acts), ("One-time passes open", &passes)] {
            assert_eq!(beside(page, term), self.server.count(text).await.to_string(), "{term}");
        }
        let reconciled = "SELECT value FROM marks WHERE name = 'directory.reconciled'";
        let reconciled = self.server.rows(reconciled).await.concat();
        let ago = reconciled.first().map(|at| day_of(at).days_until(self.last));
        let said = beside(page, "Users last compared with the firms’ lists");
        let expected = match ago {
            None => "never".to_owned(),
            Some(0) => "today".to_owned(),
            Some(1) => "1 day ago".to_owned(),
            Some(days) => format!("{days} days ago"),
        };
        assert!(said.starts_with(&expected), "{said}, {expected}");
        if let Some(closes) = self.closes {
            let left = match self.last.days_until(closes) {
                1 => "1 day left".to_owned(),
                days => format!("{days} days left"),
            };
            assert!(page.words().contains(&left), "{left}: {}", page.words());
        }
    }

    /// The numbers that charts are labelled with.
    pub(super) fn charts(&self, page: &Answer) {
        let house = &self.house;
        let days = DAYS.0;
        let mut said = vec![
            format!("Users {}%", thousandths(house.ready(), house.of("active"))),
            format!("Firms {}%", thousandths(house.of("firms_ready"), house.of("firms"))),
            format!("Passkeys: {}", house.of("with_passkey")),
            format!("Mail alone: {}", house.of("by_mail_alone")),
            format!("Password and code: {}", grouped(self.happened(&["login by two-factor"], days, 0))),
            format!("Smartcard: {}", grouped(self.happened(&CARDS, days, 0))),
            format!(
                "Passkey or one-time pass: {}",
                grouped(self.happened(&["login by passkey", "login by one-time-pass"], days, 0))
            ),
            format!("Resets: {}", self.happened(&["access.reset"], days, 0)),
            format!("Pauses cleared: {}", self.happened(&["pause.cleared"], days, 0)),
            format!("One-time passes: {}", self.happened(&["pass.issued"], days, 0)),
        ];
        for at in 0..STATES.len() {
            let reached = house.reached(at);
            said.push(format!("{} · {}%", grouped(reached), percent_of(reached, house.of("active"))));
        }
        for said in said {
            assert!(page.body.contains(&said), "{said}: {}", page.words());
        }
    }
}

/// A share that was rounded down to thousandths before it is said in percent.
fn thousandths(part: u64, whole: u64) -> u64 {
    percent_of((part * 1000).checked_div(whole).unwrap_or_default(), 1000)
}
