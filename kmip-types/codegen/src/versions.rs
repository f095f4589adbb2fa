//! Sets of versions and numbers, as the schema writes them.
//!
//! Examples are `1.0-1.4 3.0` and `0x42000D`.

/// The number that a hexadecimal text such as `0x42000D` stands for.
pub(crate) fn number(text: &str) -> Result<u32, String> {
    let digits = text.strip_prefix("0x").and_then(|digits| u32::from_str_radix(digits, 16).ok());
    digits.ok_or_else(|| format!("no number: {text:?}"))
}

const ALL: [&str; 8] = ["1.0", "1.1", "1.2", "1.3", "1.4", "2.0", "2.1", "3.0"];

/// A set of versions; bit 0 is 1.0, bit 7 is 3.0; there is room for sixteen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Versions(pub(crate) u16);

impl Versions {
    pub(crate) const ALL: Self = Self((1 << ALL.len()) - 1);

    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut bits = 0_u16;
        for range in text.split_whitespace() {
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            let place = |v: &str| ALL.iter().position(|a| *a == v).ok_or_else(|| format!("no such version: {v:?}"));
            let (from, to) = (place(from)?, place(to)?);
            if from > to {
                return Err(format!("versions out of order: {range:?}"));
            }
            for (index, _) in ALL.iter().enumerate().filter(|(i, _)| (from..=to).contains(i)) {
                bits |= 1 << index;
            }
        }
        Ok(Self(bits))
    }

    pub(crate) const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Ranges, for documentation.
    pub(crate) fn text(self) -> String {
        let name = |index: usize| ALL.get(index).copied().unwrap_or_default();
        let ranges = self
            .runs()
            .into_iter()
            .map(|(a, b)| if a == b { name(a).to_owned() } else { format!("{}-{}", name(a), name(b)) });
        ranges.collect::<Vec<_>>().join(" ")
    }

    /// The set as documentation of code has it: `versions 1.4-3.0`, `version 3.0 only`.
    pub(crate) fn words(self) -> String {
        let one = self.0.is_power_of_two();
        format!("version{} {}{}", if one { "" } else { "s" }, self.text(), if one { " only" } else { "" })
    }

    fn runs(self) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for index in (0..ALL.len()).filter(|index| self.0 & (1 << index) != 0) {
            match runs.last_mut() {
                Some((_, to)) if *to + 1 == index => *to = index,
                _ => runs.push((index, index)),
            }
        }
        runs
    }

    /// The set as generated lines have it: `[V1_4..]`; `[]` is all versions.
    pub(crate) fn code(self) -> String {
        if self == Self::ALL {
            return "[]".to_owned();
        }
        let name = |index: usize| format!("V{}", ALL.get(index).copied().unwrap_or_default().replace('.', "_"));
        let range = |(from, to): &(usize, usize)| match (*from, *to) {
            (from, to) if to + 1 == ALL.len() => format!("[{}..]", name(from)),
            (from, to) if from == to => format!("[{}]", name(from)),
            (0, to) => format!("[..={}]", name(to)),
            (from, to) => format!("[{}..={}]", name(from), name(to)),
        };
        match self.runs().as_slice() {
            [] => "[none]".to_owned(),
            [one] => range(one),
            several => format!("[{}]", several.iter().map(range).collect::<Vec<_>>().join(", ")),
        }
    }

    /// The set as an expression.
    pub(crate) fn expression(self) -> String {
        format!("versions!({})", self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_ranges() {
        assert_eq!(Versions::parse("1.0-1.4 3.0"), Ok(Versions(0b1001_1111)));
        assert_eq!(Versions(0b1001_1111).text(), "1.0-1.4 3.0");
        assert_eq!(Versions::parse("2.1"), Ok(Versions(0b0100_0000)));
        assert_eq!(Versions(0b0100_0000).text(), "2.1");
        assert_eq!(Versions::parse("1.0-3.0"), Ok(Versions::ALL));
        assert_eq!(Versions(0b1001_1111).code(), "[[..=V1_4], [V3_0..]]");
        assert_eq!([Versions::ALL.code(), Versions::default().code()], ["[]", "[none]"]);
        assert_eq!([Versions(0xF0).code(), Versions(0x7F).code()], ["[V1_4..]", "[..=V2_1]"]);
        assert_eq!([Versions(1).code(), Versions(0x1E).code()], ["[V1_0]", "[V1_1..=V1_4]"]);
        assert!(Versions::parse("1.5").is_err());
        assert!(Versions::parse("2.0-1.4").is_err());
    }

    #[test]
    fn numbers_are_hexadecimal() {
        assert_eq!(number("0x42000D"), Ok(0x42_000D));
        assert!(number("42000D").is_err());
        assert!(number("0x").is_err());
        assert!(number("0x42000G").is_err());
    }
}
