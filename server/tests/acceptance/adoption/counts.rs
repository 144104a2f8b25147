//! Figures counted in the plainest way: one question a figure.

use domain::{
    adoption::Figures,
    life::{State, has_two_factor},
};
use server::adoption::{self, FirmOrder, FirmQuery};

use crate::support::TestServer;

const CARD: &str = "EXISTS (SELECT 1 FROM credentials c WHERE c.account = a.account AND c.kind <> 'passkey'
                            AND c.state IN ('issued', 'bound'))";

/// The figures of a firm, counted from its accounts.
pub async fn counted(server: &TestServer, firm: &str) -> Figures {
    let count = async |condition: String| {
        let text = format!("SELECT COUNT(*) FROM accounts a WHERE a.participant = '{firm}' AND {condition}");
        u64::try_from(server.count(&text).await).unwrap()
    };
    let active = async |condition: &str| count(format!("a.status = 'active' AND {condition}")).await;
    let mut figures = Figures::default();
    for (at, state) in State::ALL.into_iter().enumerate() {
        figures.by_state[at] = active(&format!("a.state = '{state}'")).await;
        figures.with_card[at] = active(&format!("a.state = '{state}' AND {CARD}")).await;
        if has_two_factor(state) {
            figures.by_mail_alone += active(&format!("a.state = '{state}' AND a.set_up_by = 'mailbox'")).await;
        }
    }
    figures.dormant = count("a.status = 'dormant'".to_owned()).await;
    figures.disabled = count("a.status = 'disabled'".to_owned()).await;
    let passkey = "EXISTS (SELECT 1 FROM credentials c WHERE c.account = a.account AND c.kind = 'passkey')";
    figures.with_passkey = active(passkey).await;
    figures.mail_refused = active("a.mail_refused_at IS NOT NULL").await;
    figures.administrators = active("a.da_maker + a.da_checker > 0").await;
    figures.administrators_seen = active("a.da_maker + a.da_checker > 0 AND a.last_login_at IS NOT NULL").await;
    figures
}

/// Everything that is kept is what is counted.
pub async fn agree(server: &TestServer) {
    let query = FirmQuery { limit: 1000, order: FirmOrder::Code, ..FirmQuery::default() };
    let kept = adoption::firms(&mut server.app.store.reader().await.unwrap(), &query).await.unwrap();
    let codes = server.rows("SELECT code FROM participants WHERE code <> 'STAFF' ORDER BY code").await.concat();
    assert_eq!(kept.iter().map(|firm| firm.code.to_string()).collect::<Vec<_>>(), codes);
    for firm in kept {
        let counted = counted(server, firm.code.as_str()).await;
        let differ = Figures::NAMES.iter().zip(firm.figures.values()).zip(counted.values());
        let differ: Vec<_> = differ.filter(|((_, kept), counted)| kept != counted).collect();
        assert!(differ.is_empty(), "{}: kept and counted differ: {differ:?}", firm.code);
    }
}
