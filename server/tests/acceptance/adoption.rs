//! The adoption's figures: kept beside what they count.

mod counts;

use std::time::Duration;

use domain::{
    adoption::{Day, Happening},
    method::Method,
};
use server::{
    adoption::{self, FirmOrder, FirmQuery},
    registration::import::What,
};

use crate::support::{Backend, TestServer, id, on_both};

on_both!(a_figure_moves_with_what_it_counts,);

const FIRMS: &str = "participant_code,name_en,name_zh,category,da_model\nCAAA,Kestrel Securities Limited,紅隼證券有限公司,direct,pair\nCAAB,Heron Futures Limited,蒼鷺期貨有限公司,direct,sole\n";

const USERS: &str = "participant_code,user_id,name_en,name_zh,da_roles,status
CAAA,MAKER,Person CAAA/MAKER,,da-maker,active
CAAA,CHECKER,Person CAAA/CHECKER,,da-checker,active
CAAA,CAAA001,Chan Tai Man,陳大文,,active
CAAA,CAAA002,Lee Siu Ming,李小明,,active
CAAB,CAAB001,Ho Ka Yan,何嘉欣,da-maker;da-checker,active
CAAB,CAAB002,Ng Wai,吳偉,,dormant
";

async fn directory(server: &TestServer) {
    server.import(What::Participants, FIRMS.into()).await;
    server.import(What::Users, USERS.into()).await;
}

async fn a_figure_moves_with_what_it_counts(backend: Backend) {
    let server = TestServer::start(backend).await;
    directory(&server).await;
    counts::agree(&server).await;
    let db = &mut *server.app.store.reader().await.unwrap();
    let house = adoption::house(db, None).await.unwrap();
    assert_eq!((house.firms, house.firms_ready, house.firms_without_pair, house.firms_never_came), (2, 0, 2, 2));
    assert_eq!((house.users.active(), house.users.dormant, house.users.administrators), (5, 1, 3));
    let query = FirmQuery { limit: 10, order: FirmOrder::Worst, ..FirmQuery::default() };
    let firms = adoption::firms(db, &query).await.unwrap();
    let lines: Vec<_> = firms.iter().map(|firm| (firm.code.as_str(), firm.figures.behind())).collect();
    assert_eq!(lines, [("CAAA", 4), ("CAAB", 1)]);
    let _ = (id("CAAA/CAAA001"), Duration::ZERO, Happening::Login(Method::TwoFactor), Day::from_number(0));
}
