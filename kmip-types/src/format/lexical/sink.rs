//! The sinks for text that is written piece by piece.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt::{self, Write};

use super::ascii::Ascii;
#[cfg(feature = "alloc")]
use crate::wipe::make_room;

/// A sink for text.
///
/// It can be anything that implements [`fmt::Write`](core::fmt::Write), or a [`Utf8Vec`].
///
/// A text format knows more about its pieces than that they are text: some are of ASCII characters, and some have more
/// text of a fixed size behind them. A sink that makes nothing of it writes them like any other text.
pub trait Sink {
    /// Writes text.
    ///
    /// # Errors
    /// The sink has no room for it, or does not work.
    fn put(&mut self, text: &str) -> fmt::Result;

    /// Writes `count` bytes of a long text from `start` on.
    ///
    /// They belong to a part of `N` bytes that can be copied in one step. Nothing grows for it: whether there is
    /// [room](Self::has_room) is asked before. `count` ends where a character does.
    ///
    /// # Errors
    /// There is no room for the whole part, or the text does not have it; nothing is written.
    fn put_part<const N: usize>(&mut self, text: &str, start: usize, count: usize) -> fmt::Result;

    /// Writes the first `count` of these characters.
    ///
    /// # Errors
    /// As for [`put`](Self::put).
    fn put_ascii<const N: usize>(&mut self, characters: &Ascii<N>, count: usize) -> fmt::Result;

    /// Writes what `format_args!` makes.
    ///
    /// # Errors
    /// As for [`put`](Self::put).
    fn put_formatted(&mut self, arguments: fmt::Arguments<'_>) -> fmt::Result;

    /// Returns whether so many bytes, in whole parts, can be written in place.
    ///
    /// Sinks that always have room say so in the type: a caller's other path is then left out of the program.
    #[inline(always)]
    fn has_room(&self, _count: usize) -> bool {
        true
    }
}

impl<W: Write + ?Sized> Sink for W {
    #[inline(always)]
    fn put(&mut self, text: &str) -> fmt::Result {
        self.write_str(text)
    }

    #[inline(always)]
    fn put_part<const N: usize>(&mut self, text: &str, start: usize, count: usize) -> fmt::Result {
        text.get(start..start.saturating_add(count)).map_or(Err(fmt::Error), |part| self.write_str(part))
    }

    #[inline]
    fn put_ascii<const N: usize>(&mut self, characters: &Ascii<N>, count: usize) -> fmt::Result {
        self.write_str(characters.first(count))
    }

    fn put_formatted(&mut self, arguments: fmt::Arguments<'_>) -> fmt::Result {
        self.write_fmt(arguments)
    }
}

/// Text as bytes at the end of a vector: the sink that takes the fewest steps.
///
/// Nobody has to find out that what is written is UTF-8, as for a `String`: all of it comes as text.
///
/// ```
/// use kmip_types::format::lexical::{Sink, Utf8Vec, write_hex};
///
/// let mut out = Utf8Vec(b"0x".to_vec());
/// write_hex(&mut out, &[0xC5, 0x0F, 0x77])?;
/// out.put(" ")?;
/// assert_eq!(out.0, b"0xc50f77 ");
/// # Ok::<(), std::fmt::Error>(())
/// ```
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Utf8Vec(pub Vec<u8>);

#[cfg(feature = "alloc")]
impl Utf8Vec {
    /// Copies a block of fixed size, and keeps the first `count` bytes of it.
    ///
    /// It does so if there is room for the block: a few instructions, no call.
    #[inline(always)]
    fn keep<const N: usize>(&mut self, block: &[u8; N], count: usize) -> fmt::Result {
        if !self.has_room(N) {
            return Err(fmt::Error);
        }
        let length = self.0.len() + count;
        self.0.extend_from_slice(block);
        self.0.truncate(length);
        Ok(())
    }

    /// Appends what there may be no room for.
    #[cold]
    #[inline(never)]
    fn append(&mut self, text: &[u8]) {
        make_room(&mut self.0, text.len());
        self.0.extend_from_slice(text);
    }
}

#[cfg(feature = "alloc")]
impl Sink for Utf8Vec {
    #[inline(always)]
    fn put(&mut self, text: &str) -> fmt::Result {
        if self.has_room(text.len()) {
            self.0.extend_from_slice(text.as_bytes());
        } else {
            self.append(text.as_bytes());
        }
        Ok(())
    }

    #[inline(always)]
    fn put_part<const N: usize>(&mut self, text: &str, start: usize, count: usize) -> fmt::Result {
        let block = text.as_bytes().get(start..).and_then(|rest| rest.first_chunk::<N>());
        block.map_or(Err(fmt::Error), |block| self.keep(block, count))
    }

    #[inline(always)]
    fn put_ascii<const N: usize>(&mut self, characters: &Ascii<N>, count: usize) -> fmt::Result {
        if self.keep(&characters.0, count).is_err() {
            self.append(characters.0.get(..count).unwrap_or_default());
        }
        Ok(())
    }

    fn put_formatted(&mut self, arguments: fmt::Arguments<'_>) -> fmt::Result {
        /// Takes what `core::fmt` writes into the vector.
        struct Formatter<'v>(&'v mut Utf8Vec);

        impl Write for Formatter<'_> {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.0.put(text)
            }
        }
        Formatter(self).write_fmt(arguments)
    }

    #[inline(always)]
    fn has_room(&self, count: usize) -> bool {
        self.0.capacity() - self.0.len() >= count
    }
}

#[cfg(test)]
#[cfg(feature = "alloc")]
mod tests {
    use alloc::string::String;

    use super::*;

    const TEXT: &str = "0123456789 is long enough – or is it?";

    /// Puts a part into both kinds of sink.
    fn both<const N: usize>(room: usize, start: usize, count: usize) -> String {
        let (mut text, mut vector) = (String::new(), Utf8Vec(Vec::with_capacity(room)));
        text.put_part::<N>(TEXT, start, count).unwrap();
        let has_room = vector.has_room(N);
        assert_eq!(has_room, vector.0.capacity() >= N);
        let done = vector.put_part::<N>(TEXT, start, count);
        assert_eq!(done.is_ok(), has_room && start + N <= TEXT.len(), "{room} {start}");
        if done.is_err() {
            assert!(vector.0.is_empty());
            vector.put(&text).unwrap();
        }
        for digits in [Ascii(*b"0123"), Ascii(*b"4567")] {
            text.put_ascii(&digits, count.min(4)).unwrap();
            vector.put_ascii(&digits, count.min(4)).unwrap();
        }
        text.put(TEXT).unwrap();
        vector.put(TEXT).unwrap();
        text.put_formatted(format_args!("{start:#x}{}", 'é')).unwrap();
        vector.put_formatted(format_args!("{start:#x}{}", 'é')).unwrap();
        assert_eq!(String::from_utf8(vector.0).unwrap(), text);
        text
    }

    #[test]
    fn a_vector_has_what_a_string_has() {
        for room in [0, 1, 3, 4, 7, 8, 9, 16, 200] {
            for start in 0..TEXT.len() {
                for count in 0..=8 {
                    // The dash has three bytes, and no part ends in it.
                    let Some(part) = TEXT.get(start..start + count) else { continue };
                    assert!(both::<8>(room, start, count).starts_with(part), "{start} {count}");
                }
            }
        }
    }

    #[test]
    fn a_part_that_is_none_is_refused() {
        let (mut text, mut vector) = (String::new(), Utf8Vec(Vec::with_capacity(64)));
        for (start, count) in [(TEXT.len(), 1), (TEXT.len() + 1, 0), (usize::MAX, 2), (TEXT.len() - 3, 4)] {
            assert!(text.put_part::<8>(TEXT, start, count).is_err(), "{start}");
            assert!(vector.put_part::<8>(TEXT, start, count).is_err(), "{start}");
        }
        assert_eq!((text.as_str(), vector), ("", Utf8Vec::default()));
    }

    #[test]
    fn a_full_sink_says_so() {
        let mut buffer = [0; 4];
        let mut text = crate::slice_text::SliceText::new(&mut buffer);
        assert!(text.put_part::<8>(TEXT, 0, 5).is_err());
        assert!(text.put_ascii(&Ascii(*b"01234567"), 5).is_err());
        assert!(text.put_formatted(format_args!("12345")).is_err());
        text.put_part::<8>(TEXT, 1, 4).unwrap();
        assert_eq!(text.as_str(), "1234");
    }
}
