//! Values that are no structures.

use kmip::items::{Node, NodeValue};
use kmip::tables::{self, Holds, ListTable};
use kmip::{BigInteger, ItemType, Tag};

use crate::builder::Builder;
use crate::facts;
use crate::random::{pick, place};

/// The lengths of text and bytes: every padding, and two blocks of some encodings.
const LENGTHS: [usize; 10] = [1, 0, 8, 3, 7, 9, 16, 24, 33, 64];

/// Characters of one to four bytes, and those that some encodings escape.
///
/// All of them can stand in XML.
const CHARACTERS: [char; 24] = [
    'a', 'b', 'Z', '0', '9', '-', '_', ' ', '<', '&', '>', '"', '\'', '\\', '/', '\n', '\t', ']', '=', 'é', 'ß', '☃',
    '漢', '🗝',
];

/// Common numbers, and those at which types end or encodings write otherwise.
const INTEGERS: [i64; 14] =
    [0, 1, -1, 2, 7, 128, 255, 256, 2_048, 65_537, 0x7FFF_FFFF, -0x8000_0000, 1 << 52, i64::MIN];

/// POSIX seconds: common ones, the ends of the years 1 and 9999, and beyond them.
const DATES: [i64; 8] =
    [1_205_495_800, 0, -1, 4_102_444_800, 253_402_300_799, 253_402_300_800, -62_135_596_800, i64::MAX];

impl Builder<'_> {
    /// A value of a type, under a tag whose meaning can bound it.
    ///
    /// `None` for a structure or a type that nobody knows.
    pub(crate) fn scalar(&mut self, tag: Tag, item_type: ItemType) -> Option<NodeValue<'static>> {
        Some(match item_type {
            ItemType::INTEGER => NodeValue::Integer(i32::try_from(self.number(tag)).unwrap_or(1)),
            ItemType::LONG_INTEGER => NodeValue::LongInteger(self.number(tag)),
            ItemType::BIG_INTEGER => {
                let bytes = self.bytes();
                NodeValue::BigInteger(kmip::IntoOwned::into_owned(BigInteger::from_bytes(&bytes)))
            }
            ItemType::ENUMERATION => NodeValue::Enumeration(u32::try_from(self.random.below(1 << 32)).unwrap_or(1)),
            ItemType::BOOLEAN => NodeValue::Boolean(self.chance(2)),
            ItemType::TEXT_STRING => NodeValue::TextString(self.text().into()),
            ItemType::BYTE_STRING => NodeValue::ByteString(self.bytes().into()),
            ItemType::DATE_TIME => NodeValue::DateTime(self.date()),
            ItemType::INTERVAL => NodeValue::Interval(u32::try_from(self.random.below(1 << 32)).unwrap_or(1)),
            ItemType::DATE_TIME_EXTENDED => NodeValue::DateTimeExtended(self.date().saturating_mul(1_000_000)),
            ItemType::IDENTIFIER => NodeValue::Identifier(self.text().into()),
            ItemType::REFERENCE => NodeValue::Reference(self.text().into()),
            ItemType::NAME_REFERENCE => NodeValue::NameReference(self.text().into()),
            _ => return None,
        })
    }

    /// Returns a value of an enumeration that the version has.
    ///
    /// Seldom, it is one that the standard leaves to vendors.
    pub(crate) fn enumeration(&mut self, tag: Tag, list: &'static ListTable) -> Option<NodeValue<'static>> {
        if facts::is_attribute_tag(tag) {
            return self.attribute_tag();
        }
        let left = list.extensions.iter().find(|left| left.versions.intersects(self.versions));
        let values = self.values_of(list);
        if let (Some(left), true) = (left, values.is_empty() || self.chance(32)) {
            return Some(NodeValue::Enumeration(left.fixed | 1));
        }
        Some(NodeValue::Enumeration(*pick(self.random, &values)?))
    }

    /// The values of a list that the version has.
    pub(crate) fn values_of(&self, list: &'static ListTable) -> Vec<u32> {
        let names = list.values.names().iter().filter(|name| name.versions.intersects(self.versions));
        let mut values: Vec<u32> = names.map(|name| name.value).collect();
        values.dedup();
        values
    }

    /// Some of the bits of a mask that the version has.
    pub(crate) fn mask(&mut self, list: &'static ListTable) -> NodeValue<'static> {
        let mut mask = 0;
        for bit in self.values_of(list) {
            mask |= if self.chance(4) { bit } else { 0 };
        }
        NodeValue::Integer(mask.cast_signed())
    }

    /// A value of any type of the version; a structure holds an item that is none.
    pub(crate) fn any_value(&mut self) -> NodeValue<'static> {
        let value = self.any_scalar();
        if self.chance(8) { NodeValue::Structure(vec![Node::new(self.vendor_tag(), value)]) } else { value }
    }

    fn any_scalar(&mut self) -> NodeValue<'static> {
        let types: Vec<ItemType> = (ItemType::INTEGER.value()..=ItemType::NAME_REFERENCE.value())
            .map(ItemType::new)
            .filter(|item_type| item_type.versions().intersects(self.versions))
            .collect();
        let item_type = pick(self.random, &types).copied().unwrap_or(ItemType::INTEGER);
        self.scalar(Tag::ATTRIBUTE_VALUE, item_type).unwrap_or(NodeValue::Boolean(true))
    }

    /// An item where any can stand: of a vendor, or of the standard and no structure.
    pub(crate) fn free_item(&mut self) -> Node<'static> {
        let known: Vec<_> = tables::tags().iter().filter(|tag| tag.versions.intersects(self.versions)).collect();
        let form = pick(self.random, &known).and_then(|tag| {
            let form = tag.forms.iter().find(|form| form.versions.intersects(self.versions))?;
            matches!(form.holds, Holds::Plain).then_some((tag.tag, form.item_type?))
        });
        if let (Some((tag, item_type)), true) = (form, self.chance(2))
            && let Some(value) = self.scalar(tag, item_type)
        {
            return Node::new(tag, value);
        }
        Node::new(self.vendor_tag(), self.any_value())
    }

    /// A tag of the range that the standard leaves to vendors.
    pub(crate) fn vendor_tag(&mut self) -> Tag {
        Tag::new(0x54_0000 | u32::try_from(self.random.below(0x1_0000)).unwrap_or_default())
    }

    pub(crate) fn text(&mut self) -> String {
        let length = self.length();
        (0..length).map(|_| pick(self.random, &CHARACTERS).copied().unwrap_or('a')).collect()
    }

    pub(crate) fn bytes(&mut self) -> Vec<u8> {
        let length = self.length();
        (0..length).map(|_| u8::try_from(self.random.below(256)).unwrap_or_default()).collect()
    }

    fn length(&mut self) -> usize {
        LENGTHS.get(place(self.random, LENGTHS.len())).copied().unwrap_or_default()
    }

    fn number(&mut self, tag: Tag) -> i64 {
        let number = if self.chance(4) {
            i64::try_from(self.random.below(1 << 31)).unwrap_or_default()
        } else {
            pick(self.random, &INTEGERS).copied().unwrap_or_default()
        };
        if tables::relations::is_never_negative(tag) { number.checked_abs().unwrap_or_default() } else { number }
    }

    fn date(&mut self) -> i64 {
        if self.chance(4) {
            return i64::try_from(self.random.below(1 << 33)).unwrap_or_default();
        }
        pick(self.random, &DATES).copied().unwrap_or_default()
    }
}
