//! Fast path: the starts of items, joined when the program is compiled.
//!
//! A text format writes the same text around the name of every tag, and most tags have items of one type only. So what
//! stands in front of a value is known beforehand, and is copied in one step instead of four.

use core::fmt;

use crate::ItemType;
use crate::format::lexical::Sink;
use crate::names::{Spelling, TAG_NAMES, TAG_SPELLINGS};

/// The text between the name of a tag and the value of an item.
///
/// There is one for each number of an item type.
///
/// The first text is for tags whose items can have any type.
#[derive(Clone, Copy, Debug)]
pub struct TypeTexts(pub [&'static str; 16]);

impl TypeTexts {
    /// The text of a type; none for a number that no type has.
    #[inline(always)]
    #[must_use]
    pub fn of_type(&self, item_type: ItemType) -> &'static str {
        let number = usize::try_from(item_type.value()).unwrap_or(usize::MAX);
        self.0.get(number).copied().unwrap_or_default()
    }

    /// Returns the text of a type, as [`of`](Self::of) does, at compile time.
    ///
    /// The compiler runs no conversion of numbers.
    const fn joined(&self, item_type: ItemType) -> &'static str {
        let (mut texts, mut before) = (self.0.as_slice(), item_type.value());
        while let [text, others @ ..] = texts {
            if before == 0 {
                return text;
            }
            (texts, before) = (others, before - 1);
        }
        ""
    }
}

/// Joins each of the [`TAG_NAMES`] with the text before it and that of its type.
///
/// A row is filled up with spaces to `WIDTH` bytes; what does not fit is not there.
///
/// ```
/// use kmip_types::names::TAG_NAMES;
/// use kmip_types::format::text::{TypeTexts, start_tags};
/// use kmip_types::{Tag, Versions};
///
/// const AFTER: TypeTexts =
///     TypeTexts(["", ">", ":", ":", ":", "=", ":", ":", ":", ":", ":", ":", ":", ":", ":", ""]);
/// static START_TAGS: [[u8; 48]; TAG_NAMES.len()] = start_tags("<", &AFTER);
///
/// let item = Tag::BATCH_ITEM.spelling_in(Versions::ALL).ok_or("no name")?;
/// assert_eq!(START_TAGS[usize::from(item.place())].trim_ascii_end(), b"<BatchItem>");
/// let operation = Tag::OPERATION.spelling_in(Versions::ALL).ok_or("no name")?;
/// assert_eq!(START_TAGS[usize::from(operation.place())].trim_ascii_end(), b"<Operation=");
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub const fn start_tags<const WIDTH: usize, const COUNT: usize>(
    before: &str,
    after: &TypeTexts,
) -> [[u8; WIDTH]; COUNT] {
    let mut rows = [[b' '; WIDTH]; COUNT];
    let (mut rest, mut names, mut spellings): (&mut [_], _, _) = (&mut rows, TAG_NAMES, TAG_SPELLINGS.as_slice());
    // Loops over iterators are not for the compiler to run.
    while let [spelling, more_spellings @ ..] = spellings {
        spellings = more_spellings;
        if spelling.versions().is_empty() {
            // There is no such tag.
            continue;
        }
        let ([start_tag, others @ ..], [name, more_names @ ..]) = (rest, names) else { break };
        let rest_of_tag = put(start_tag, before.as_bytes());
        let rest_of_tag = put(rest_of_tag, name.name.as_bytes());
        put(rest_of_tag, after.joined(spelling.item_type()).as_bytes());
        (rest, names) = (others, more_names);
    }
    rows
}

/// Puts text at the start of `out`, as far as it has room.
///
/// Returns the rest of `out`.
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

/// The rows of [`start_tags`] as one text.
///
/// A sink takes a part of it in one step.
///
/// A part has at most `LONGEST` bytes, and at most `NAME` up to the end of a name. It begins at one of the first
/// `WIDTH - LONGEST + 1` bytes of a row.
///
/// ```
/// use kmip_types::names::TAG_NAMES;
/// use kmip_types::format::text::{StartTags, TypeTexts, start_tags};
/// use kmip_types::{ItemType, Tag, Versions};
///
/// const AFTER: TypeTexts =
///     TypeTexts(["", ">", ":", ":", ":", "=", ":", ":", ":", ":", ":", ":", ":", ":", ":", ""]);
/// static ROWS: [[u8; 50]; TAG_NAMES.len()] = start_tags("><", &AFTER);
/// const START_TAGS: StartTags<40, 48, 50> = StartTags::new(&ROWS, "><", AFTER);
///
/// let name = Tag::OPERATION.spelling_in(Versions::ALL).ok_or("no name")?;
/// let mut text = String::new();
/// START_TAGS.write(&mut text, name, ItemType::ENUMERATION, 1)?;
/// START_TAGS.write(&mut text, name, ItemType::INTEGER, 0)?;
/// START_TAGS.write_through_name(&mut text, name, 1)?;
/// START_TAGS.write_name(&mut text, name)?;
/// assert_eq!(text, "<Operation=><Operation:<OperationOperation");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct StartTags<const NAME: usize, const LONGEST: usize, const WIDTH: usize> {
    text: &'static str,
    /// The number of bytes that stand before a name.
    before: usize,
    after: TypeTexts,
}

impl<const NAME: usize, const LONGEST: usize, const WIDTH: usize> StartTags<NAME, LONGEST, WIDTH> {
    /// The rows that were made of these texts.
    #[must_use]
    pub const fn new(rows: &'static [[u8; WIDTH]], before: &str, after: TypeTexts) -> Self {
        let text = match core::str::from_utf8(rows.as_flattened()) {
            Ok(text) => text,
            Err(_) => "",
        };
        Self { text, before: before.len(), after }
    }

    /// Writes the start of an item, without its first `written` bytes.
    ///
    /// Those bytes are written already.
    ///
    /// # Errors
    /// As for [`Sink::put_part`].
    #[inline(always)]
    pub fn write(&self, out: &mut impl Sink, name: Spelling, item_type: ItemType, written: usize) -> fmt::Result {
        if name.item_type() == item_type {
            return self.write_joined(out, name, item_type, written);
        }
        self.write_through_name(out, name, written)?;
        out.put(self.after.of_type(item_type))
    }

    /// Writes the start of an item of the type that is joined with the name.
    ///
    /// # Errors
    /// As for [`Sink::put_part`].
    #[inline(always)]
    pub fn write_joined(
        &self,
        out: &mut impl Sink,
        name: Spelling,
        item_type: ItemType,
        written: usize,
    ) -> fmt::Result {
        let end = self.before + usize::from(name.length()) + self.after.of_type(item_type).len();
        self.part::<LONGEST>(out, name, written, end)
    }

    /// Writes the start of an item up to its name, without its first `written` bytes.
    ///
    /// Those bytes are written already.
    ///
    /// # Errors
    /// As for [`Sink::put_part`].
    #[inline(always)]
    pub fn write_through_name(&self, out: &mut impl Sink, name: Spelling, written: usize) -> fmt::Result {
        self.part::<NAME>(out, name, written, self.before + usize::from(name.length()))
    }

    /// Writes a name alone.
    ///
    /// # Errors
    /// As for [`Sink::put_part`].
    #[inline(always)]
    pub fn write_name(&self, out: &mut impl Sink, name: Spelling) -> fmt::Result {
        self.part::<NAME>(out, name, self.before, self.before + usize::from(name.length()))
    }

    #[inline(always)]
    fn part<const BLOCK: usize>(&self, out: &mut impl Sink, name: Spelling, start: usize, end: usize) -> fmt::Result {
        out.put_part::<BLOCK>(self.text, usize::from(name.place()) * WIDTH + start, end - start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of each type as text.
    ///
    /// Nothing stands for no type and for the last number.
    const AFTER: TypeTexts =
        TypeTexts(["", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", ""]);

    #[test]
    fn start_tags_are_joined_as_far_as_there_is_room() {
        let rows: [[u8; 24]; TAG_NAMES.len()] = start_tags("((", &AFTER);
        let spellings = TAG_SPELLINGS.iter().filter(|spelling| !spelling.versions().is_empty());
        for ((start_tag, name), spelling) in rows.iter().zip(TAG_NAMES).zip(spellings) {
            let mut whole = [b' '; 80];
            let number = AFTER.of_type(spelling.item_type());
            let text = [b"((", name.name.as_bytes(), number.as_bytes()].concat();
            whole[..text.len()].copy_from_slice(&text);
            assert_eq!(start_tag[..], whole[..24], "{}", name.name);
        }
        let [first, rest @ ..]: [[u8; 8]; TAG_NAMES.len() + 1] = start_tags("", &AFTER);
        assert_eq!((&first, rest.last()), (b"Activati", Some(&[b' '; 8])));
    }

    #[test]
    fn each_type_has_its_text() {
        for number in 0..20 {
            let expected = AFTER.0.get(usize::try_from(number).unwrap()).copied().unwrap_or_default();
            assert_eq!(AFTER.of_type(ItemType::new(number)), expected);
            assert_eq!(AFTER.joined(ItemType::new(number)), expected);
        }
    }
}
