//! Values as the configuration writes them.

use std::{net::IpAddr, ops::Deref, str::FromStr, time::Duration};

use domain::{code::CodeDigits, time::parse_duration};
use serde::{Deserialize, Deserializer, de::Error as _};

/// Text; a number or a flag that stands there for text (the environment has no quotes) is taken as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(String);

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl FromStr for Text {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.into())
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Flag(bool),
    Whole(i64),
    Real(f64),
    Text(String),
}

impl Scalar {
    fn text(self) -> String {
        match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Real(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(Scalar::deserialize(from)?.text()))
    }
}

/// A list, or one text with commas.
#[derive(Clone, Debug, Default)]
pub struct List<T>(Vec<T>);

impl<T> Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Items {
    Many(Vec<Scalar>),
    One(Scalar),
}

impl<'de, T: FromStr<Err: std::fmt::Display>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let items: Vec<String> = match Items::deserialize(from)? {
            Items::Many(items) => items.into_iter().map(Scalar::text).collect(),
            Items::One(one) => one.text().split(',').map(str::to_owned).collect(),
        };
        let items = items.iter().map(|item| item.trim()).filter(|item| !item.is_empty());
        items.map(|item| item.parse().map_err(D::Error::custom)).collect::<Result<_, _>>().map(Self)
    }
}

macro_rules! from_text {
    ($type:ident, $parse:expr) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = Text::deserialize(from)?;
                let parse: fn(&str) -> Result<Self, String> = $parse;
                parse(&text).map_err(D::Error::custom)
            }
        }
    };
}

/// What another program shows to be let in: 32 characters at least that a header can carry. It is never shown again.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl FromStr for Secret {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err("allowed are 32 characters and more: letters, digits and signs of ASCII, no spaces".to_owned())
        }
    }
}

from_text!(Secret, |text| text.parse());

/// A length of time: `90s`, `10m`, `12h`, `14d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span(Duration);

impl Deref for Span {
    type Target = Duration;
    fn deref(&self) -> &Duration {
        &self.0
    }
}

impl From<Duration> for Span {
    fn from(duration: Duration) -> Self {
        Self(duration)
    }
}

from_text!(Span, |text| parse_duration(text).map(Span).map_err(|e| e.to_string()));

/// Digits of a one-time code, 6 to 8.
#[derive(Clone, Copy, Debug, Default)]
pub struct Digits(pub CodeDigits);

from_text!(Digits, |text| text
    .parse::<u8>()
    .ok()
    .and_then(|digits| CodeDigits::new(digits).ok())
    .map(Digits)
    .ok_or_else(|| format!("{text:?}: allowed are 6, 7 and 8")));

/// Least length of a password, 15 to 64: NIST SP 800-63B-4 §3.1.1.2 asks for 15 where the password stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinLength(pub usize);

impl Default for MinLength {
    fn default() -> Self {
        Self(15)
    }
}

from_text!(MinLength, |text| match text.parse() {
    Ok(length) if (15..=64).contains(&length) => Ok(MinLength(length)),
    _ => Err(format!("{text:?}: allowed are 15 to 64 characters")),
});

/// Costs of Argon2id (RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// Costs of Argon2id as `m=19456,t=2,p=1`; never below that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArgonCosts(pub Argon);

impl Default for ArgonCosts {
    fn default() -> Self {
        Self(Argon { memory: 19_456, passes: 2, lanes: 1 })
    }
}

impl Deref for ArgonCosts {
    type Target = Argon;
    fn deref(&self) -> &Argon {
        &self.0
    }
}

from_text!(ArgonCosts, |text| {
    let wrong = || {
        format!(
            "{text:?}: written as m=19456,t=2,p=1, with m from 19456 to 1048576 (KiB), t from 2 to 16, p from 1 to 16"
        )
    };
    let mut costs = Argon { memory: 0, passes: 0, lanes: 0 };
    for part in text.split(',') {
        let (name, number) = part.trim().split_once('=').ok_or_else(wrong)?;
        let number = number.parse().map_err(|_| wrong())?;
        match name {
            "m" => costs.memory = number,
            "t" => costs.passes = number,
            "p" => costs.lanes = number,
            _ => return Err(wrong()),
        }
    }
    let sound = (19_456..=1_048_576).contains(&costs.memory)
        && (2..=16).contains(&costs.passes)
        && (1..=16).contains(&costs.lanes);
    if sound { Ok(ArgonCosts(costs)) } else { Err(wrong()) }
});

/// A network whose forwarded-for headers count: an address, or `address/bits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// The type's name for other modules.
pub type TrustedProxy = Network;

impl Network {
    /// Whether `ip` is in it.
    pub fn contains(&self, ip: IpAddr) -> bool {
        fn shared(a: &[u8], b: &[u8], bits: u8) -> bool {
            let (whole, rest) = (usize::from(bits / 8), bits % 8);
            a[..whole] == b[..whole] && (rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0)
        }
        match (self.address, ip.to_canonical()) {
            (IpAddr::V4(a), IpAddr::V4(b)) => shared(&a.octets(), &b.octets(), self.bits),
            (IpAddr::V6(a), IpAddr::V6(b)) => shared(&a.octets(), &b.octets(), self.bits),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no IP address or network such as 10.0.0.0/8");
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| wrong())?;
        if bits <= most { Ok(Self { address, bits }) } else { Err(wrong()) }
    }
}

/// What the reader has to know of a configuration error, one line each.
pub fn plain(error: &figment::Error) -> String {
    let lines: Vec<String> = error
        .clone()
        .into_iter()
        .map(|one| {
            let place = one.metadata.as_ref().map(|m| {
                let source = m.source.as_ref().map_or_else(String::new, |s| format!(" {s}"));
                format!(" ({}{source})", m.name)
            });
            let key = if one.path.is_empty() { String::new() } else { format!("{}: ", one.path.join(".")) };
            format!("{key}{}{}", one.kind, place.unwrap_or_default())
        })
        .collect();
    lines.join("; ")
}
