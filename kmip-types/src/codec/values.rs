//! Text, octets and numbers that a typed value takes.
//!
//! They are borrowed where the reader can lend them, and copied where not.

use alloc::string::String;
use alloc::vec::Vec;

use crate::codec::Decoder;
use crate::error::Fault;
use crate::item::Item;
use crate::stream::Failed;
use crate::{BigInteger, Bytes, ItemType, Text};

impl<'a> Decoder<'a, '_> {
    /// The text of an item of this text type.
    ///
    /// # Errors
    /// Another type, or text that is not UTF-8.
    #[inline]
    pub fn text(&mut self, item: Item, item_type: ItemType) -> Result<Text<'a>, Fault> {
        if item.item_type() != item_type {
            return Err(self.wrong_type(item, item_type));
        }
        self.any_text(item)
    }

    /// The text of an item of any text type: for those who have looked at the type.
    ///
    /// # Errors
    /// Text that is not UTF-8.
    #[inline]
    pub fn any_text(&mut self, item: Item) -> Result<Text<'a>, Fault> {
        match self.reader.text(item) {
            Some(text) => Ok(Text::from(text)),
            None => self.held_text(),
        }
    }

    /// The octets of a Byte String.
    ///
    /// # Errors
    /// Another type, or padding that is wrong.
    #[inline]
    pub fn bytes(&mut self, item: Item) -> Result<Bytes<'a>, Fault> {
        if item.item_type() != ItemType::BYTE_STRING {
            return Err(self.wrong_type(item, ItemType::BYTE_STRING));
        }
        match self.reader.bytes(item) {
            Some(bytes) => Ok(Bytes::from(bytes)),
            None => self.held_bytes(),
        }
    }

    /// The number of a Big Integer.
    ///
    /// # Errors
    /// Another type, or a number that is not minimal.
    #[inline]
    pub fn big_integer(&mut self, item: Item) -> Result<BigInteger<'a>, Fault> {
        if item.item_type() != ItemType::BIG_INTEGER {
            return Err(self.wrong_type(item, ItemType::BIG_INTEGER));
        }
        match self.reader.bytes(item) {
            Some(bytes) => Ok(BigInteger::from_bytes(bytes)),
            None => self.held_big_integer(),
        }
    }

    /// A copy of the text that the reader holds.
    ///
    /// Takes nothing but the decoder: who reads borrowed text would save across the call whatever else this needed.
    #[inline(never)]
    fn held_text(&self) -> Result<Text<'a>, Fault> {
        let held = self.reader.held_text().map(|text| Text::from(String::from(text)));
        held.map_err(|Failed| self.reader.fault())
    }

    /// A copy of the octets of a Byte String that the reader holds.
    #[inline(never)]
    fn held_bytes(&self) -> Result<Bytes<'a>, Fault> {
        let held = self.reader.held_bytes().map(|bytes| Bytes::from(Vec::from(bytes)));
        held.map_err(|Failed| self.reader.fault())
    }

    /// A copy of the number of a Big Integer that the reader holds.
    #[inline(never)]
    fn held_big_integer(&self) -> Result<BigInteger<'a>, Fault> {
        let held = self.reader.held_bytes().map(|bytes| BigInteger::from_bytes(bytes).into_owned());
        held.map_err(|Failed| self.reader.fault())
    }
}
