//! A reader of one message out of an input of several.

use kmip::format::{Detail, Failed, Fault, Item, Reader};
use kmip::items::Value;

/// A reader of one message whose offsets count from the start of the input.
pub(crate) struct Shift<R> {
    pub(crate) inner: R,
    /// The place in the input at which the message starts.
    pub(crate) start: usize,
}

impl<'a, R: Reader<'a>> Reader<'a> for Shift<R> {
    fn next(&mut self) -> Item {
        self.inner.next()
    }

    fn text(&mut self, item: Item) -> Option<&'a str> {
        self.inner.text(item)
    }

    fn bytes(&mut self, item: Item) -> Option<&'a [u8]> {
        self.inner.bytes(item)
    }

    fn held_text(&self) -> Result<&str, Failed> {
        self.inner.held_text()
    }

    fn held_bytes(&self) -> Result<&[u8], Failed> {
        self.inner.held_bytes()
    }

    fn fault(&self) -> Fault {
        self.inner.fault().shifted(self.start)
    }

    fn detail(&self) -> Option<Detail> {
        self.inner.detail()
    }

    fn value(&mut self, item: Item) -> Result<Value<'a>, Fault> {
        self.inner.value(item).map_err(|fault| fault.shifted(self.start))
    }

    fn offset(&self, item: Item) -> usize {
        self.inner.offset(item).saturating_add(self.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kmip::format::{Decode, Decoder};
    use kmip::{Bytes, ErrorKind, ItemType, Tag, Text};

    /// A reader whose text and bytes are its own; the third item is wrong.
    struct Holding {
        items: Vec<Item>,
    }

    impl Reader<'static> for Holding {
        fn next(&mut self) -> Item {
            self.items.pop().unwrap_or(Item::END)
        }

        fn text(&mut self, _: Item) -> Option<&'static str> {
            None
        }

        fn bytes(&mut self, _: Item) -> Option<&'static [u8]> {
            None
        }

        fn held_text(&self) -> Result<&str, Failed> {
            if self.items.is_empty() { Err(Failed) } else { Ok("held") }
        }

        fn held_bytes(&self) -> Result<&[u8], Failed> {
            Ok(&[1, 2])
        }

        fn fault(&self) -> Fault {
            Fault::new(ErrorKind::Utf8, Tag::COMMENT, 0)
        }

        fn offset(&self, _: Item) -> usize {
            0
        }
    }

    #[test]
    fn what_the_inner_reader_holds_is_passed_on() {
        let text = Item::body(Tag::COMMENT, ItemType::TEXT_STRING, 4);
        let bytes = Item::body(Tag::DATA, ItemType::BYTE_STRING, 2);
        let mut reader = Shift { inner: Holding { items: vec![text, bytes, text] }, start: 8 };
        let mut d = Decoder::new(&mut reader);
        let item = d.next_item();
        assert_eq!((d.offset(item), Text::decode(item, &mut d)), (8, Ok(Text::from("held"))));
        let item = d.next_item();
        assert_eq!(Bytes::decode(item, &mut d), Ok(Bytes::from(&[1, 2][..])));
        let item = d.next_item();
        assert_eq!(Text::decode(item, &mut d), Err(Fault::new(ErrorKind::Utf8, Tag::COMMENT, 8)));
    }
}
