//! Crockford's base 32: no I, L, O or U, so that a code survives being read out over the telephone.

const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// The lowest `5 * length` bits, most significant symbol first.
pub(crate) fn symbols(bits: u64, length: u32) -> impl Iterator<Item = char> {
    (0..length).rev().map(move |place| {
        let five = bits.checked_shr(5 * place).unwrap_or(0) & 31;
        ALPHABET[five as usize]
    })
}

/// What a symbol of the alphabet counts.
pub(crate) fn value(symbol: char) -> Option<u64> {
    (0..).zip(ALPHABET).find_map(|(value, known)| (known == symbol).then_some(value))
}

/// The symbol that a person meant: case-free, O for 0, I and L for 1, full-width forms of an input method for the
/// plain ones. `None` for anything that is no symbol.
pub(crate) fn meant(typed: char) -> Option<char> {
    match half_width(typed).to_ascii_uppercase() {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        plain => ALPHABET.contains(&plain).then_some(plain),
    }
}

/// Full-width ASCII (U+FF01 to U+FF5E), as Chinese input methods type it, to its plain form.
pub(crate) fn half_width(typed: char) -> char {
    match typed {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(typed) - 0xFEE0).unwrap_or(typed),
        other => other,
    }
}

/// What people and mail programs put between the groups of a code: white space of every width, and hyphens.
pub(crate) fn separates(typed: char) -> bool {
    typed.is_whitespace() || matches!(half_width(typed), '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_lacks_what_is_misread() {
        assert!(!ALPHABET.iter().any(|symbol| "ILOU".contains(*symbol)));
        assert!(ALPHABET.is_sorted());
    }

    #[test]
    fn symbols_come_most_significant_first() {
        assert_eq!(symbols(1, 4).collect::<String>(), "0001");
        assert_eq!(symbols(u64::MAX, 12).collect::<String>(), "Z".repeat(12));
        assert_eq!(symbols(0b00010_00001, 2).collect::<String>(), "21");
    }

    #[test]
    fn misread_and_full_width_symbols_are_understood() {
        assert_eq!(meant('o'), Some('0'));
        assert_eq!(meant('l'), Some('1'));
        assert_eq!(meant('Ｋ'), Some('K'));
        assert_eq!(meant('ｉ'), Some('1'));
        assert_eq!(meant('u'), None);
        assert_eq!(meant('К'), None, "a Cyrillic look-alike is no symbol");
    }
}
