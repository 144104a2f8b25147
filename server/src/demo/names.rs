//! Names that belong to nobody.

use domain::account::ParticipantCode;

use crate::store::participants::Participant;

const FIRMS: [(&str, &str); 12] = [
    ("Tai Mo Shan Futures", "大帽山期貨"),
    ("Star Ferry Derivatives", "天星衍生工具"),
    ("Lantau Clearing", "大嶼結算"),
    ("Kingfisher Markets", "翠鳥市場"),
    ("Bauhinia Securities", "洋紫荊證券"),
    ("Nine Dragons Capital", "九龍資本"),
    ("Typhoon Shelter Partners", "避風塘合夥"),
    ("Peak Tram Brokers", "山頂纜車經紀"),
    ("Sai Kung Options", "西貢期權"),
    ("Junk Bay Trading", "將軍澳貿易"),
    ("Egret Asset Management", "白鷺資產管理"),
    ("Victoria Harbour Futures", "維多利亞港期貨"),
];

const FAMILY: [(&str, &str); 16] = [
    ("Chan", "陳"),
    ("Wong", "黃"),
    ("Lee", "李"),
    ("Cheung", "張"),
    ("Lau", "劉"),
    ("Ng", "吳"),
    ("Leung", "梁"),
    ("Ho", "何"),
    ("Lam", "林"),
    ("Cheng", "鄭"),
    ("Tsang", "曾"),
    ("Yip", "葉"),
    ("Kwok", "郭"),
    ("Fung", "馮"),
    ("Tang", "鄧"),
    ("Mak", "麥"),
];

const GIVEN: [(&str, &str); 16] = [
    ("Ka Yan", "嘉欣"),
    ("Chi Ming", "志明"),
    ("Wing Sze", "詠詩"),
    ("Chun Kit", "俊傑"),
    ("Mei Ling", "美玲"),
    ("Ho Yin", "浩然"),
    ("Suk Fan", "淑芬"),
    ("Kin Wah", "健華"),
    ("Yuk Ying", "玉英"),
    ("Tsz Hin", "子軒"),
    ("Hoi Lam", "凱琳"),
    ("Man Wai", "文偉"),
    ("Pui Shan", "佩珊"),
    ("Kwok Keung", "國強"),
    ("Sin Yee", "倩儀"),
    ("Lok Man", "樂文"),
];

/// The code of the firm of that number: one of 17,576.
pub fn code(number: u32) -> ParticipantCode {
    let letter = |place: u32| char::from(b'A' + u8::try_from(number / 26_u32.pow(place) % 26).unwrap_or_default());
    let code: String = ['D', letter(2), letter(1), letter(0)].iter().collect();
    ParticipantCode::parse(&code).unwrap_or_else(|_| unreachable!("four letters"))
}

/// The firm of that number: code, names, category.
pub fn firm(number: u32) -> Participant {
    let (en, zh) = FIRMS[number as usize % FIRMS.len()];
    let round = number as usize / FIRMS.len();
    let (en, zh) = if round == 0 {
        (format!("{en} Limited"), format!("{zh}有限公司"))
    } else {
        (format!("{en} ({round}) Limited"), format!("{zh}（{round}）有限公司"))
    };
    Participant {
        code: code(number),
        name_en: en,
        name_zh: zh,
        category: if number.is_multiple_of(6) { "general-clearing" } else { "clearing" }.to_owned(),
        da_model: "pair".to_owned(),
        mail_domains: Vec::new(),
        call_back: format!("+852 5550 {:04}", number % 10_000),
        version: 0,
    }
}

/// A person's names, in English order and in Chinese.
pub fn person(roll: u32) -> (String, String) {
    let (family_en, family_zh) = FAMILY[roll as usize % FAMILY.len()];
    let (given_en, given_zh) = GIVEN[roll as usize / FAMILY.len() % GIVEN.len()];
    (format!("{family_en} {given_en}"), format!("{family_zh}{given_zh}"))
}
