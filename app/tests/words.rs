//! The words of both languages: none missing, left over, untranslated or miswritten.
#![cfg(feature = "ssr")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

type Texts = BTreeMap<String, String>;

/// Texts that are the same in both languages, having no words of their own.
const ALIKE: [&str; 1] = ["title"];

/// Characters that only the simplified script writes, as far as pages like these could need them.
const SIMPLIFIED: &str = "\
    这们为国会时说请发码录户电邮证验应两个对经过还关开门问题试设输选择认删页络线东车长书见观现觉钥银钱错\
    误锁须顺额马龙专业丢严临举义乐习乡买乱争亚产亲亿仅从仓仪众传伤伪侧侨债倾偿储兰兴养兽内册写军农冲决况\
    冻净备凉减凤凭击创别则刚办务动劳势区医华协单卖卫厅历压县参双变叙叶号启员响唤啰团园围图圆场块坚坛壳处\
    够头夹夺奋奖妆妇妈娱孙学宝实审宽宾导寻层属岁岂岛币师帐带帮库废弃张弥弯归当彻径忆态总恋恳悬惧惯战执扩\
    扫扬抚抢护报担拟拥挡挤损换掷摄摆摇撑敌数断无旧显暂术杀杂权条来标栏树样档桥检楼残毁汇汉没沟泪泽浅测济\
    浏浓涛涨温湾湿满滚灭灯灵灾炼烂热爱爷牵状犹独狭猎环画畅疗疯监盖盘矿础积称稳穷窃竞笔签简类粮紧红约级\
    纪纯纲纳纵纷纸纽组细织终绍绑结给绝统继绩续维绿编缓缘缩缴罗罚职联聪肃胁脑脚脱节艺苏获虑虽补装规视览计\
    订讨让训议讯记讲许论访评识诉词译话询该详语诸读谁调谈谢谨谱贝负财责败账货质购贯贴费贺赖资赞赠赢赵趋跃\
    践转轮软轻载较辑边达迁运进远违连迟递遗郑释针钟钢链销键镜闭间闻阅队阶际陆陈险随隐难雾静韩顶项顾顿预领\
    频颜风飞饮馆驱骗鱼鸟麦黄齐龄\
";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of one file, by key, each with the lines that continue it.
fn texts(language: &str, file: &str) -> Texts {
    let source = fs::read_to_string(root().join("locales").join(language).join(file)).expect("a file of words");
    let mut texts = Texts::new();
    let mut key = None;
    for line in source.lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            key = None;
        } else if line.starts_with([' ', '}']) {
            let key: &String = key.as_ref().unwrap_or_else(|| panic!("{language}/{file}: {line}"));
            texts.get_mut(key).expect("begun").push_str(&format!("\n{line}"));
        } else {
            let (name, text) = line.split_once(" =").unwrap_or_else(|| panic!("{language}/{file}: {line}"));
            let twice = texts.insert(name.to_owned(), text.trim().to_owned());
            assert!(twice.is_none(), "{language}/{file}: {name} stands there twice");
            key = Some(name.to_owned());
        }
    }
    texts
}

fn pairs() -> Vec<(Texts, Texts)> {
    [
        "pages.ftl",
        "adoption.ftl",
        "portal.ftl",
        "approvals.ftl",
        "cards.ftl",
        "registry.ftl",
        "certificate.ftl",
        "connectivity.ftl",
        "briefings.ftl",
        "guide.ftl",
        "contingency.ftl",
        "enquiry.ftl",
        "readiness.ftl",
        "agreements.ftl",
        "audit.ftl",
        "report.ftl",
        "schedule.ftl",
        "blocked.ftl",
        "campaigns.ftl",
        "maildesk.ftl",
        "mails.ftl",
    ]
    .map(|file| (texts("en", file), texts("zh-HK", file)))
    .into()
}

fn sources(folder: &Path, into: &mut String) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push_str(&fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// The names of a text's placeholders.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('$')
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').next().unwrap_or(""))
        .collect()
}

/// What is said, without placeholders and the marks of selection.
fn said(text: &str) -> String {
    let mut said = String::new();
    let mut depth = 0_u32;
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' if depth > 0 => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted => depth = depth.saturating_sub(1),
            '\n' if !quoted => depth = 0,
            _ if depth == 0 || quoted => said.push(c),
            _ => {}
        }
    }
    said
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[test]
fn both_languages_have_the_same_keys() {
    for (english, chinese) in pairs() {
        let english: BTreeSet<_> = english.keys().collect();
        let chinese: BTreeSet<_> = chinese.keys().collect();
        assert_eq!(english.difference(&chinese).collect::<Vec<_>>(), Vec::<&&String>::new(), "not in Chinese");
        assert_eq!(chinese.difference(&english).collect::<Vec<_>>(), Vec::<&&String>::new(), "not in English");
    }
}

#[test]
fn every_key_is_used() {
    let mut code = String::new();
    sources(&root().join("src"), &mut code);
    sources(&root().join("../server/src"), &mut code);
    let unused: Vec<_> = pairs()
        .into_iter()
        .flat_map(|(english, _)| english.into_keys())
        .filter(|key| !key.starts_with('-') && !code.contains(&format!("\"{key}\"")))
        .collect();
    assert_eq!(unused, Vec::<String>::new(), "no source names them");
}

#[test]
fn every_key_asked_for_is_there() {
    let mut code = String::new();
    for folder in ["pages", "components"] {
        sources(&root().join("src").join(folder), &mut code);
    }
    let keys: BTreeSet<_> = pairs().into_iter().flat_map(|(english, _)| english.into_keys()).collect();
    let missing: Vec<_> = ["frame.get(\"", "frame.with(\"", "words.get(\"", "words.with(\""]
        .into_iter()
        .flat_map(|call| code.split(call).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .filter(|key| !keys.contains(*key))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "no words for them");
}

#[test]
fn nothing_is_left_untranslated() {
    for (english, chinese) in pairs() {
        for (key, text) in &english {
            let other = &chinese[key];
            assert!(!other.is_empty(), "{key} is empty in Chinese");
            let wordless = !said(text).contains(char::is_alphabetic);
            let latin = said(other).contains(|c: char| c.is_ascii_alphabetic());
            let alike = text == other || (latin && !said(other).contains(is_han));
            assert!(!alike || wordless || ALIKE.contains(&key.as_str()), "{key} is the same in both: {text}");
        }
    }
}

#[test]
fn both_languages_fill_in_the_same() {
    for (english, chinese) in pairs() {
        for (key, text) in &english {
            assert_eq!(placeholders(text), placeholders(&chinese[key]), "{key}");
        }
    }
}

#[test]
fn punctuation_beside_chinese_is_full_width() {
    for (_, chinese) in pairs() {
        for (key, text) in &chinese {
            let said: Vec<char> = said(text).chars().collect();
            for (place, c) in said.iter().enumerate() {
                let beside = [place.checked_sub(1), Some(place + 1)]
                    .into_iter()
                    .flatten()
                    .filter_map(|place| said.get(place))
                    .any(|c| is_han(*c));
                assert!(!(beside && ",.;:!?()'\"".contains(*c)), "{key}: {c} in {text}");
            }
        }
    }
}

#[test]
fn no_simplified_characters() {
    for (_, chinese) in pairs() {
        for (key, text) in &chinese {
            let simplified: Vec<_> = text.chars().filter(|c| SIMPLIFIED.contains(*c)).collect();
            assert_eq!(simplified, Vec::<char>::new(), "{key}: {text}");
        }
    }
}

#[test]
fn the_code_is_never_called_a_security_code() {
    for (english, chinese) in pairs() {
        for (key, text) in english.iter().chain(&chinese) {
            let lower = text.to_lowercase();
            assert!(!lower.contains("security code") && !lower.contains("安全碼"), "{key}: {text}");
        }
    }
}
