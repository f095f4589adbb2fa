//! The names of tags with the text around them, joined when the program is compiled.
//!
//! A text format writes about the same around the name of every tag. What is joined beforehand is copied in one step.

use core::fmt;
use core::num::NonZeroU32;

use super::Name;
use crate::generated::names::TAGS;
use crate::lexical::Sink;
use crate::{Tag, Versions};

/// The names of all tags in all spellings, in the order in which [`tag_heads`] joins them.
pub const TAG_NAMES: &[Name] = TAGS.names;

/// Which of the [`TAG_NAMES`] a tag has in some versions: place, versions and length in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling(NonZeroU32);

impl Spelling {
    const fn of(place: usize, name: &Name) -> Option<Self> {
        let ([p0, p1, ..], [length, ..]) = (place.to_le_bytes(), name.name.len().to_le_bytes());
        match NonZeroU32::new(u32::from_le_bytes([length, name.versions.bits(), p0, p1])) {
            Some(packed) => Some(Self(packed)),
            None => None,
        }
    }

    /// Its place among the [`TAG_NAMES`].
    #[inline]
    #[must_use]
    pub const fn place(self) -> u16 {
        let [_, _, p0, p1] = self.0.get().to_le_bytes();
        u16::from_le_bytes([p0, p1])
    }

    /// How many bytes the name has.
    #[inline]
    #[must_use]
    pub const fn length(self) -> u8 {
        let [length, ..] = self.0.get().to_le_bytes();
        length
    }

    /// The versions that spell the tag so.
    #[inline]
    #[must_use]
    pub const fn versions(self) -> Versions {
        let [_, versions, ..] = self.0.get().to_le_bytes();
        Versions::from_bits(versions)
    }
}

/// The first tag.
const FIRST: u32 = match TAG_NAMES {
    [first, ..] => first.value,
    [] => 0,
};

/// The newest spelling of each tag, from the first one on, as far as tags lie close; one of no version where there is none.
static NEWEST: [Spelling; TAGS.starts.len()] = newest();

const fn newest<const COUNT: usize>() -> [Spelling; COUNT] {
    let mut all = [Spelling(NonZeroU32::MIN); COUNT];
    let mut rest: &mut [Spelling] = &mut all;
    let (mut names, mut tag, mut place) = (TAG_NAMES, FIRST, 0);
    while let [slot, others @ ..] = rest {
        // Older spellings of the tag before.
        while let [name, more @ ..] = names
            && name.value < tag
        {
            (names, place) = (more, place + 1);
        }
        if let [name, ..] = names
            && name.value == tag
            && let Some(spelling) = Spelling::of(place, name)
        {
            *slot = spelling;
        }
        (rest, tag) = (others, tag + 1);
    }
    all
}

impl Tag {
    /// The spelling of this tag in the newest of these versions that has it: [`Tag::name_in`] for who joins names.
    #[inline]
    #[must_use]
    pub fn spelling_in(self, versions: Versions) -> Option<Spelling> {
        let index = usize::try_from(self.value().wrapping_sub(FIRST)).unwrap_or(usize::MAX);
        match NEWEST.get(index) {
            Some(spelling) if spelling.versions().intersects(versions) => Some(*spelling),
            _ => self.other_spelling(versions),
        }
    }

    /// The same where the newest spelling is not meant, or tags do not lie close.
    #[cold]
    #[inline(never)]
    fn other_spelling(self, versions: Versions) -> Option<Spelling> {
        let is_meant = |name: &Name| name.value == self.value() && name.versions.intersects(versions);
        let place = TAG_NAMES.iter().position(is_meant)?;
        Spelling::of(place, TAG_NAMES.get(place)?)
    }
}

/// Each of the [`TAG_NAMES`] between two texts, filled up with spaces to `WIDTH` bytes; what does not fit is not there.
///
/// ```
/// use kmip_types::names::{TAG_NAMES, tag_heads};
/// use kmip_types::{Tag, Versions};
///
/// static HEADS: [[u8; 48]; TAG_NAMES.len()] = tag_heads("<", ">");
///
/// let spelling = Tag::BATCH_ITEM.spelling_in(Versions::ALL).ok_or("no name")?;
/// assert_eq!(HEADS[usize::from(spelling.place())].trim_ascii_end(), b"<BatchItem>");
/// assert_eq!(usize::from(spelling.length()), "BatchItem".len());
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub const fn tag_heads<const WIDTH: usize, const COUNT: usize>(before: &str, after: &str) -> [[u8; WIDTH]; COUNT] {
    let mut heads = [[b' '; WIDTH]; COUNT];
    let (mut rest, mut names): (&mut [_], _) = (&mut heads, TAG_NAMES);
    // Loops over iterators are not for the compiler to run.
    while let ([head, others @ ..], [name, more @ ..]) = (rest, names) {
        let rest_of_head = put(head, before.as_bytes());
        let rest_of_head = put(rest_of_head, name.name.as_bytes());
        put(rest_of_head, after.as_bytes());
        (rest, names) = (others, more);
    }
    heads
}

/// Puts text at the start of `out`, as far as it has room, and returns the rest of it.
const fn put<'o>(mut out: &'o mut [u8], mut text: &[u8]) -> &'o mut [u8] {
    loop {
        match (out, text) {
            ([slot, rest @ ..], [byte, more @ ..]) => {
                *slot = *byte;
                (out, text) = (rest, more);
            }
            (rest, _) => return rest,
        }
    }
}

/// The rows of [`tag_heads`] as one text, of which a sink takes a part in one step: at most `LONGEST` bytes, from any of the
/// first `WIDTH - LONGEST + 1` of a row on.
///
/// ```
/// use kmip_types::names::{TAG_NAMES, TagHeads, tag_heads};
/// use kmip_types::{Tag, Versions};
///
/// static ROWS: [[u8; 50]; TAG_NAMES.len()] = tag_heads("><", ">");
/// const HEADS: TagHeads<48, 50> = TagHeads::of(&ROWS, "><", ">");
///
/// let name = Tag::BATCH_ITEM.spelling_in(Versions::ALL).ok_or("no name")?;
/// let mut text = String::new();
/// HEADS.write(&mut text, name, 1)?;
/// HEADS.write_through_name(&mut text, name, 1)?;
/// HEADS.write_name(&mut text, name)?;
/// assert_eq!(text, "<BatchItem><BatchItemBatchItem");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct TagHeads<const LONGEST: usize, const WIDTH: usize> {
    text: &'static str,
    /// How many bytes stand before a name, and behind it.
    before: usize,
    after: usize,
}

impl<const LONGEST: usize, const WIDTH: usize> TagHeads<LONGEST, WIDTH> {
    /// The rows that were made of these two texts.
    #[must_use]
    pub const fn of(rows: &'static [[u8; WIDTH]], before: &str, after: &str) -> Self {
        let text = match core::str::from_utf8(rows.as_flattened()) {
            Ok(text) => text,
            Err(_) => "",
        };
        Self { text, before: before.len(), after: after.len() }
    }

    /// Writes a head without its first bytes, which are `written` already.
    ///
    /// # Errors
    /// As for [`Sink::put`].
    #[inline(always)]
    pub fn write(&self, out: &mut impl Sink, name: Spelling, written: usize) -> fmt::Result {
        self.part(out, name, written, self.before + usize::from(name.length()) + self.after)
    }

    /// Writes a head up to the end of its name, without its first bytes, which are `written` already.
    ///
    /// # Errors
    /// As for [`Sink::put`].
    #[inline(always)]
    pub fn write_through_name(&self, out: &mut impl Sink, name: Spelling, written: usize) -> fmt::Result {
        self.part(out, name, written, self.before + usize::from(name.length()))
    }

    /// Writes a name alone.
    ///
    /// # Errors
    /// As for [`Sink::put`].
    #[inline(always)]
    pub fn write_name(&self, out: &mut impl Sink, name: Spelling) -> fmt::Result {
        self.part(out, name, self.before, self.before + usize::from(name.length()))
    }

    #[inline(always)]
    fn part(&self, out: &mut impl Sink, name: Spelling, start: usize, end: usize) -> fmt::Result {
        out.put_part::<LONGEST>(self.text, usize::from(name.place()) * WIDTH + start, end - start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_is_spelt_as_the_table_has_it() {
        let each = Versions::EACH.map(|(version, ..)| version);
        let last = TAG_NAMES.last().unwrap().value;
        let numbers = (FIRST - 2..=last + 2).chain([0, 0x54_0001, 0xFF_FFFF, u32::MAX]);
        let mut found = 0;
        for tag in numbers.map(Tag::new) {
            for versions in each.into_iter().chain([Versions::ALL, Versions::NONE, Versions::UP_TO_1_4]) {
                let spelling = tag.spelling_in(versions);
                let name = spelling.map(|spelling| TAG_NAMES[usize::from(spelling.place())].name);
                assert_eq!(name, tag.name_in(versions), "{tag} {versions}");
                assert_eq!(spelling.map(|spelling| usize::from(spelling.length())), name.map(str::len), "{tag}");
                let row = spelling.map(|spelling| TAG_NAMES[usize::from(spelling.place())].versions);
                assert_eq!(spelling.map(Spelling::versions), row, "{tag}");
                found += usize::from(versions == Versions::ALL && spelling.is_some());
            }
        }
        assert_eq!(found, TAG_NAMES.chunk_by(|a, b| a.value == b.value).count());
    }

    #[test]
    fn heads_are_joined_as_far_as_there_is_room() {
        let heads: [[u8; 24]; TAG_NAMES.len()] = tag_heads("((", ")");
        for (head, name) in heads.iter().zip(TAG_NAMES) {
            let mut whole = [b' '; 80];
            let text = [b"((", name.name.as_bytes(), b")"].concat();
            whole[..text.len()].copy_from_slice(&text);
            assert_eq!(head[..], whole[..24], "{}", name.name);
        }
        let [first, rest @ ..]: [[u8; 8]; TAG_NAMES.len() + 1] = tag_heads("", "");
        assert_eq!((&first, rest.last()), (b"Activati", Some(&[b' '; 8])));
    }
}
