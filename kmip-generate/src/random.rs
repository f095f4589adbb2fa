//! Sources of randomness.

/// A source of randomness, which gives numbers below a bound.
///
/// All that is random in a message or a mutant is such a number.
///
/// Every closure that returns 64 random bits is one. 0 is the simplest choice: a field that is not there, the first of several
/// values, a short text. So a source that has run dry returns 0.
///
/// ```
/// use kmip_generate::Random;
///
/// let mut four = || 4_u64;
/// assert_eq!(four.below(10), 4);
/// ```
pub trait Random {
    /// A number below `bound`; 0 if that is 0.
    fn below(&mut self, bound: u64) -> u64;
}

impl<F: FnMut() -> u64> Random for F {
    fn below(&mut self, bound: u64) -> u64 {
        self().checked_rem(bound).unwrap_or_default()
    }
}

/// Numbers that follow from a seed: the same seed gives the same messages.
///
/// ```
/// use kmip_generate::{Random, Seed};
///
/// assert_eq!(Seed::new(7).below(1_000), Seed::new(7).below(1_000));
/// ```
// SplitMix64.
#[derive(Clone, Debug)]
#[expect(missing_copy_implementations, reason = "a copy that nobody sees would give the same numbers again")]
pub struct Seed(u64);

impl Seed {
    /// The numbers of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The numbers of a seed that has a name, such as that of a test.
    // FNV-1a, 64 bits.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let sum = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        Self(name.bytes().fold(0xCBF2_9CE4_8422_2325, sum))
    }
}

impl Random for Seed {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)).checked_rem(bound).unwrap_or_default()
    }
}

/// Takes choices from bytes, such as those of a fuzzer.
///
/// Each number takes as few bytes as its bound needs.
///
/// Behind the last byte every number is 0. So a part of the bytes, and bytes with smaller values, give simpler messages.
///
/// ```
/// use kmip_generate::{Choices, Random};
///
/// let mut choices = Choices::new(&[3, 1, 44]);
/// assert_eq!([choices.below(5), choices.below(1), choices.below(1_000), choices.below(9)], [3, 0, 300, 0]);
/// ```
#[derive(Clone, Debug)]
pub struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    /// The choices in these bytes.
    #[must_use]
    pub const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }
}

impl Random for Choices<'_> {
    fn below(&mut self, bound: u64) -> u64 {
        let (mut number, mut greatest) = (0_u64, bound.saturating_sub(1));
        while greatest > 0 {
            let Some((first, rest)) = self.bytes.split_first() else { break };
            (number, self.bytes) = (number << 8 | u64::from(*first), rest);
            greatest >>= 8;
        }
        number.checked_rem(bound).unwrap_or_default()
    }
}

/// A place in a list with this many entries.
pub(crate) fn place(random: &mut dyn Random, count: usize) -> usize {
    let bound = u64::try_from(count).unwrap_or(u64::MAX);
    usize::try_from(random.below(bound)).unwrap_or_default()
}

/// One of these.
pub(crate) fn pick<'t, T>(random: &mut dyn Random, of: &'t [T]) -> Option<&'t T> {
    if of.is_empty() { None } else { of.get(place(random, of.len())) }
}
