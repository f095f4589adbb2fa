//! Items printed for people: an indented tree with names.

use core::fmt::{self, Write};

use crate::error::Fault;
use crate::format::integer::{minimal, sign_extension};
use crate::format::lexical;
use crate::names::VendorNameError;
use crate::names::{Naming, VendorNames, write_mask};
use crate::secrecy::Passing;
use crate::stream::{Reader, Writer};
use crate::value::Value;
use crate::word_item::WordItem;
use crate::{Error, ErrorKind, ItemType, Tag};

/// Prints items as an annotated tree: tag, type, length and named value a line.
///
/// As a [`Writer`] it prints whatever is written to it – a message, or the items of another encoding;
/// [`print`](Self::print) also shows where in the input each item starts. It works for items that nobody knows.
///
/// Secrets are shown as lengths: [`Secrecy`](crate::secrecy::Secrecy) says what is one.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::format::Writer;
/// use kmip_types::items::{Pretty, Value};
///
/// let mut text = String::new();
/// let mut pretty = Pretty::new(&mut text);
/// pretty.open(Tag::KEY_BLOCK)?;
/// pretty.write(Tag::KEY_FORMAT_TYPE, Value::Enumeration(1))?;
/// pretty.write(Tag::KEY_MATERIAL, Value::ByteString(&[7; 16]))?;
/// pretty.end()?;
/// assert_eq!(
///     text,
///     "KeyBlock  Structure\n  KeyFormatType  Enumeration(4)  Raw (0x00000001)\n  KeyMaterial  ByteString(16)  secret\n"
/// );
/// # Ok::<(), kmip_types::Error>(())
/// ```
pub struct Pretty<'w, 'n> {
    out: &'w mut (dyn Write + 'w),
    naming: Naming<'n>,
    depth: usize,
    place: Passing,
    show_secrets: bool,
    /// The remarks about the items, by the offset at which an item starts.
    remarks: Option<Remarks<'w>>,
}

/// Writes what is to be said of the item that starts at an offset.
type Remarks<'w> = &'w dyn Fn(usize, &mut dyn Write) -> fmt::Result;

impl<'w, 'n> Pretty<'w, 'n> {
    /// A printer to `out` that does not show secrets.
    pub fn new(out: &'w mut (dyn Write + 'w)) -> Self {
        Self { out, naming: Naming::default(), depth: 0, place: Passing::default(), show_secrets: false, remarks: None }
    }

    /// Prints with a vendor's names.
    ///
    /// # Errors
    /// The first entry that is no name, or that would change what a name or a number of the standard means.
    pub fn with_names(mut self, names: VendorNames<'n>) -> Result<Self, VendorNameError<'n>> {
        names.check()?;
        self.naming = Naming::new(names);
        Ok(self)
    }

    /// Prints secrets as they are, for eyes that may see keys and passwords.
    #[must_use]
    pub const fn with_secrets(mut self) -> Self {
        self.show_secrets = true;
        self
    }

    /// Adds remarks, printed behind the items that start at their offsets.
    #[must_use]
    pub const fn with_remarks(mut self, remarks: Remarks<'w>) -> Self {
        self.remarks = Some(remarks);
        self
    }

    /// Prints every item left in `reader`, each on a line led by its byte offset.
    ///
    /// An item whose value cannot be read is marked, with the reason, and the next one follows.
    ///
    /// # Errors
    /// The first thing that is wrong with the input, after everything that can be read has been printed;
    /// [`BufferFull`](ErrorKind::BufferFull) if `out` fails.
    pub fn print<'a>(&mut self, reader: &mut dyn Reader<'a>) -> Result<(), Error> {
        let outside = self.depth;
        let mut first = Ok(());
        loop {
            let item = reader.next();
            if item.is_failed() {
                return first.and(Err(reader.fault())).map_err(Error::from);
            }
            if item.is_end() {
                if self.depth <= outside {
                    return first.map_err(Error::from);
                }
                self.close();
                continue;
            }
            let (tag, item_type) = (item.tag(), item.item_type());
            let offset = reader.offset(item);
            // An encoding without lengths says 0 of every structure.
            let length = usize::try_from(item.length()).ok();
            let length = length.filter(|length| *length > 0 || item_type != ItemType::STRUCTURE);
            let value = reader.value(item);
            let length = length.filter(|_| value.is_ok() || item.length() != u32::MAX);
            self.line(Some(offset), tag, item_type, length, value).map_err(|_| full(tag))?;
            match value {
                Ok(Value::Structure) => self.opened(tag),
                Ok(_) => {}
                Err(fault) => first = first.and(Err(fault)),
            }
        }
    }

    /// One whole line; in place of a value that cannot be read, the reason.
    fn line(
        &mut self,
        offset: Option<usize>,
        tag: Tag,
        item_type: ItemType,
        length: Option<usize>,
        value: Result<Value<'_>, Fault>,
    ) -> fmt::Result {
        if let Some(offset) = offset {
            write!(self.out, "{offset:>6}  ")?;
        }
        for _ in 0..self.depth {
            self.out.write_str("  ")?;
        }
        match self.naming.tag_name(tag) {
            Some(name) => self.out.write_str(name)?,
            // The version does not have it, or nobody.
            None => write!(self.out, "{tag}")?,
        }
        write!(self.out, "  {item_type}")?;
        if let Some(length) = length {
            write!(self.out, "({length})")?;
        }
        match value {
            Ok(Value::Structure) => {}
            Err(fault) => write!(self.out, "  cannot be read: {}", fault.kind())?,
            Ok(value) if self.hides(tag, item_type) => {
                self.place.value(tag, value);
                self.out.write_str("  secret")?;
            }
            Ok(value) => {
                self.place.value(tag, value);
                self.out.write_str("  ")?;
                self.value(tag, value)?;
            }
        }
        if let (Some(remarks), Some(offset)) = (self.remarks, offset) {
            remarks(offset, self.out)?;
        }
        self.out.write_char('\n')
    }

    /// Returns whether the value of an item with this tag, here, is not to be shown.
    fn hides(&self, tag: Tag, item_type: ItemType) -> bool {
        !self.show_secrets && self.place.place().hides(tag, item_type)
    }

    fn value(&mut self, tag: Tag, value: Value<'_>) -> fmt::Result {
        match value {
            Value::Structure => Ok(()),
            Value::Integer(v) => {
                self.naming.word(WordItem::integer(tag, v));
                if !self.naming.is_mask(tag) {
                    return write!(self.out, "{v}");
                }
                write_mask(self.out, v.cast_unsigned(), "|", &self.naming, tag)?;
                write!(self.out, " ({v:#010x})")
            }
            Value::LongInteger(v) => write!(self.out, "{v}"),
            Value::Enumeration(v) => match self.naming.enumeration_name(tag, v) {
                Some(name) => write!(self.out, "{name} ({v:#010x})"),
                None => write!(self.out, "{v:#010x}"),
            },
            Value::Boolean(v) => write!(self.out, "{v}"),
            Value::Interval(v) => write!(self.out, "{v} s"),
            Value::DateTime(v) => lexical::write_date_time(self.out, v),
            Value::DateTimeExtended(v) => {
                lexical::write_date_time(self.out, v.div_euclid(1_000_000))?;
                write!(self.out, " ({v} us)")
            }
            Value::TextString(v) | Value::Identifier(v) | Value::Reference(v) | Value::NameReference(v) => {
                self.naming.text(tag, v);
                write!(self.out, "{v:?}")
            }
            Value::BigInteger(v) | Value::ByteString(v) => lexical::write_hex(self.out, v),
        }
    }

    fn opened(&mut self, tag: Tag) {
        self.naming.open(tag);
        self.depth = self.depth.saturating_add(1);
        self.place.open(tag);
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.place.close();
    }

    fn item(&mut self, tag: Tag, length: usize, value: Value<'_>) -> Result<(), Fault> {
        self.line(None, tag, value.item_type(), Some(length), Ok(value)).map_err(|_| full(tag))
    }
}

/// The text behind a printer cannot take more.
#[cold]
fn full(tag: Tag) -> Fault {
    Fault::without_offset(ErrorKind::BufferFull, tag)
}

impl fmt::Debug for Pretty<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pretty")
            .field("depth", &self.depth)
            .field("show_secrets", &self.show_secrets)
            .finish_non_exhaustive()
    }
}

/// Prints items as written; lengths are those of TTLV, structures have none yet.
impl Writer for Pretty<'_, '_> {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        self.item(item.tag(), usize::try_from(item.item().length()).unwrap_or_default(), item.value())
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        let value = Value::of_text(item_type, text).ok_or_else(|| Fault::without_offset(ErrorKind::WrongType, tag))?;
        self.item(tag, text.len(), value)
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        match item_type {
            ItemType::BYTE_STRING => self.item(tag, bytes.len(), Value::ByteString(bytes)),
            ItemType::BIG_INTEGER => {
                let bytes = minimal(bytes);
                let length = bytes.len().saturating_add(sign_extension(bytes).0);
                self.item(tag, length, Value::BigInteger(bytes))
            }
            _ => Err(Fault::without_offset(ErrorKind::WrongType, tag)),
        }
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.line(None, tag, ItemType::STRUCTURE, None, Ok(Value::Structure)).map_err(|_| full(tag))?;
        self.opened(tag);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        if self.depth == 0 {
            return Err(Fault::without_offset(ErrorKind::Unbalanced, Tag::default()));
        }
        self.close();
        Ok(())
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::*;
    use crate::tree::{Node, NodeReader, NodeValue};
    use alloc::string::String;
    use alloc::{vec, vec::Vec};

    const KEY: &[u8] = &[0xDE, 0xAD, 0xBE, 0xEF];

    /// Returns what one item prints, without the line's end.
    fn line(tag: Tag, value: Value<'_>) -> String {
        let mut text = String::new();
        assert_eq!(Pretty::new(&mut text).with_secrets().write(tag, value), Ok(()));
        assert_eq!(text.pop(), Some('\n'));
        text
    }

    /// Returns what a tree prints from a reader.
    fn print(nodes: &[Node<'_>], secrets: bool) -> String {
        let mut text = String::new();
        let pretty = Pretty::new(&mut text);
        let mut pretty = if secrets { pretty.with_secrets() } else { pretty };
        assert_eq!(pretty.print(&mut NodeReader::new(nodes)), Ok(()));
        text
    }

    fn structure(tag: Tag, children: Vec<Node<'static>>) -> Node<'static> {
        Node::new(tag, NodeValue::Structure(children))
    }

    #[test]
    fn every_type_has_its_form() {
        let vendor = Tag::new(0x54_0001);
        let cases = [
            (vendor, Value::Integer(-3), "0x540001  Integer(4)  -3"),
            (vendor, Value::LongInteger(1 << 40), "0x540001  LongInteger(8)  1099511627776"),
            (vendor, Value::BigInteger(&[0x01, 0x02]), "0x540001  BigInteger(8)  0102"),
            (Tag::OBJECT_TYPE, Value::Enumeration(2), "ObjectType  Enumeration(4)  SymmetricKey (0x00000002)"),
            (Tag::OBJECT_TYPE, Value::Enumeration(0x8000_0001), "ObjectType  Enumeration(4)  0x80000001"),
            (vendor, Value::Boolean(true), "0x540001  Boolean(8)  true"),
            (vendor, Value::TextString("a\"b\n"), "0x540001  TextString(4)  \"a\\\"b\\n\""),
            (vendor, Value::ByteString(KEY), "0x540001  ByteString(4)  deadbeef"),
            (vendor, Value::DateTime(1_205_495_800), "0x540001  DateTime(8)  2008-03-14T11:56:40+00:00"),
            (vendor, Value::Interval(864_000), "0x540001  Interval(4)  864000 s"),
            (vendor, Value::DateTimeExtended(-5), "0x540001  DateTimeExtended(8)  1969-12-31T23:59:59+00:00 (-5 us)"),
            (Tag::UNIQUE_IDENTIFIER, Value::Identifier("id"), "UniqueIdentifier  Identifier(2)  \"id\""),
            (vendor, Value::Reference("r"), "0x540001  Reference(1)  \"r\""),
            (vendor, Value::NameReference("n"), "0x540001  NameReference(1)  \"n\""),
        ];
        for (tag, value, text) in cases {
            assert_eq!(line(tag, value), text);
        }
    }

    #[test]
    fn masks_are_spelled_out() {
        let mask = |bits| line(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(bits));
        assert_eq!(mask(0x0C), "CryptographicUsageMask  Integer(4)  Encrypt|Decrypt (0x0000000c)");
        assert_eq!(mask(i32::MIN | 4), "CryptographicUsageMask  Integer(4)  Encrypt|0x80000000 (0x80000004)");
        assert_eq!(mask(i32::MIN), "CryptographicUsageMask  Integer(4)  0x80000000 (0x80000000)");
        assert_eq!(mask(0), "CryptographicUsageMask  Integer(4)  0 (0x00000000)");
    }

    #[test]
    fn an_attribute_value_is_named_by_its_attribute_name() {
        let attribute = structure(
            Tag::ATTRIBUTE,
            vec![
                Node::new(Tag::ATTRIBUTE_NAME, NodeValue::TextString("Cryptographic Algorithm".into())),
                Node::new(Tag::ATTRIBUTE_VALUE, NodeValue::Enumeration(3)),
            ],
        );
        assert!(print(&[attribute], false).ends_with("AttributeValue  Enumeration(4)  AES (0x00000003)\n"));
    }

    #[test]
    fn secrets_are_lengths_unless_asked_for() {
        let bytes = |tag| Node::new(tag, NodeValue::ByteString(KEY.into()));
        let number = |tag, value| Node::new(tag, NodeValue::Integer(value));
        let nested = structure(Tag::new(0x54_0001), vec![bytes(Tag::new(0x54_0002))]);
        let tree = [
            bytes(Tag::KEY_MATERIAL),
            bytes(Tag::KEY_VALUE),
            structure(Tag::KEY_MATERIAL, vec![nested, number(Tag::MODULUS, 77), number(Tag::new(0x54_0003), 78)]),
            bytes(Tag::IV_COUNTER_NONCE),
        ];
        let hidden = print(&tree, false);
        assert_eq!(hidden.matches("secret").count(), 4, "{hidden}");
        assert_eq!(hidden.matches("deadbeef").count(), 1, "{hidden}");
        assert!(hidden.contains("Modulus  Integer(4)  77") && !hidden.contains("78"), "{hidden}");
        assert!(hidden.contains("0x540002  ByteString(4)  secret"), "{hidden}");
        let shown = print(&tree, true);
        assert_eq!(shown.matches("deadbeef").count(), 4, "{shown}");
        assert!(shown.contains("78") && !shown.contains("secret"), "{shown}");
    }

    #[test]
    fn a_failing_input_is_printed_up_to_the_failure() {
        let good = Node::new(Tag::COMMENT, NodeValue::TextString("seen".into()));
        let bad = Node::new(Tag::new(0x43_0000), NodeValue::Integer(1));
        let tree = [structure(Tag::KEY_BLOCK, vec![good, bad])];
        let mut text = String::new();
        let fault = Pretty::new(&mut text).print(&mut NodeReader::new(&tree)).unwrap_err();
        assert_eq!(fault.kind(), ErrorKind::InvalidTag);
        assert_eq!(text, "     1  KeyBlock  Structure\n     2    Comment  TextString(4)  \"seen\"\n");
    }

    #[test]
    fn vendor_names_and_versions_are_used() {
        const NAMES: VendorNames<'_> = VendorNames {
            tags: &[(Tag::new(0x54_0001), "ShardIndex")],
            values: &[(Tag::CRYPTOGRAPHIC_ALGORITHM, 0x8000_0001, "HouseCipher")],
        };
        let mut text = String::new();
        let mut pretty = Pretty::new(&mut text).with_names(NAMES).unwrap();
        pretty.write(Tag::new(0x54_0001), Value::Integer(1)).unwrap();
        pretty.write(Tag::CRYPTOGRAPHIC_ALGORITHM, Value::Enumeration(0x8000_0001)).unwrap();
        assert_eq!(
            text,
            "ShardIndex  Integer(4)  1\nCryptographicAlgorithm  Enumeration(4)  HouseCipher (0x80000001)\n"
        );
    }

    #[test]
    fn a_writer_is_not_closed_too_often() {
        let mut text = String::new();
        let mut pretty = Pretty::new(&mut text);
        pretty.open(Tag::KEY_BLOCK).unwrap();
        pretty.end().unwrap();
        assert_eq!(pretty.end().unwrap_err().kind(), ErrorKind::Unbalanced);
    }
}
