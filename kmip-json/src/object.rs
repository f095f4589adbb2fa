//! The shape of a document: objects, their members in any order, and the arrays in them.
//!
//! ```text
//! {"tag": NAME or "0x540001", "name": LABEL, "type": NAME, "value": VALUE}
//! ```
//! KMIP Profiles 2.1 §5.5.1. The visitors go two levels deep for each structure that may be open, and no deeper.

use core::fmt;

use kmip_types::format::Fault;
use kmip_types::{ErrorKind, ItemType, Tag};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::parser::{Event, Parser};
use crate::text::Text;

/// What is known about an item while its members are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Members<'a> {
    /// Where the object starts.
    pub(crate) start: usize,
    pub(crate) tag: Option<Tag>,
    pub(crate) item_type: Option<ItemType>,
    has_label: bool,
    content: Content<'a>,
}

/// What the member `value` is.
#[derive(Clone, Copy, Debug)]
enum Content<'a> {
    Absent,
    /// Anything but an array, as it stands.
    Token(&'a str),
    /// An array, whose items have been read; and the place where its opening waits for its tag, if it does.
    Children(Option<usize>),
}

/// Which member a key announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Tag,
    Label,
    Type,
    Value,
    Other,
}

impl Members<'_> {
    const fn new(start: usize) -> Self {
        Self { start, tag: None, item_type: None, has_label: false, content: Content::Absent }
    }

    /// An error of the item as a whole.
    #[cold]
    pub(crate) fn fault(&self, kind: ErrorKind) -> Fault {
        Fault::new(kind, self.tag.unwrap_or_default(), self.start)
    }

    /// Whether a member has come before.
    const fn has(&self, key: Key) -> bool {
        match key {
            Key::Tag => self.tag.is_some(),
            Key::Label => self.has_label,
            Key::Type => self.item_type.is_some(),
            Key::Value => !matches!(self.content, Content::Absent),
            Key::Other => false,
        }
    }
}

/// Reads one object.
pub(crate) struct Object<'p, 'a, 'n>(pub(crate) &'p mut Parser<'a, 'n>);

impl<'a> DeserializeSeed<'a> for Object<'_, 'a, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Object<'_, 'a, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let parser = self.0;
        let mut members = Members::new(parser.advance(b'{'));
        while let Some(text) = map.next_key_seed(Verbatim)? {
            let text = parser.pass_string(text);
            let key = parser.key(text, &members);
            match (parser.check(key)?, parser.next_byte()) {
                (Key::Value, Some(b'[')) => {
                    let place = parser.open(&members);
                    members.content = Content::Children(parser.check(place)?);
                    parser.advance(b'[');
                    map.next_value_seed(Array(parser))?;
                }
                (Key::Value, _) => {
                    members.content = Content::Token(parser.pass(map.next_value::<&RawValue>()?.get()));
                }
                (Key::Other, _) => {
                    parser.pass(map.next_value::<&RawValue>()?.get());
                }
                (key, Some(b'"')) => {
                    let text = map.next_value_seed(Verbatim)?;
                    let text = parser.pass_string(text);
                    let result = parser.member(key, text, &mut members);
                    parser.check(result)?;
                }
                _ => {
                    map.next_value::<&RawValue>()?;
                    parser.check(Err(members.fault(ErrorKind::Syntax)))?;
                }
            }
        }
        let result = parser.complete(&members);
        parser.check(result)
    }
}

/// Reads a string that is no secret: the text between its quotes, `None` if it has escapes.
struct Verbatim;

impl<'a> DeserializeSeed<'a> for Verbatim {
    type Value = Option<&'a str>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for Verbatim {
    type Value = Option<&'a str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<Self::Value, E> {
        Ok(Some(text))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// Reads an array of objects.
struct Array<'p, 'a, 'n>(&'p mut Parser<'a, 'n>);

impl<'a> DeserializeSeed<'a> for Array<'_, 'a, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a> Visitor<'a> for Array<'_, 'a, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut array: A) -> Result<(), A::Error> {
        while array.next_element_seed(Object(self.0))?.is_some() {}
        Ok(())
    }
}

impl<'a> Parser<'a, '_> {
    /// Notes an error, so that it survives the way out through the visitors.
    fn check<T, E: Error>(&mut self, result: Result<T, Fault>) -> Result<T, E> {
        result.map_err(|fault| {
            self.fault = Some(fault);
            E::custom("")
        })
    }

    /// Which member a key announces that has to be a new one.
    #[inline]
    fn key(&mut self, text: Text<'a>, members: &Members<'a>) -> Result<Key, Fault> {
        let key = match text {
            Text::Plain("tag") => Key::Tag,
            Text::Plain("type") => Key::Type,
            Text::Plain("value") => Key::Value,
            text => self.unusual_key(text).map_err(|kind| members.fault(kind))?,
        };
        if members.has(key) || (key == Key::Other && !self.is_lenient()) {
            return Err(members.fault(ErrorKind::Syntax));
        }
        Ok(key)
    }

    /// The same of a key with escapes, too.
    #[cold]
    fn unusual_key(&mut self, text: Text<'a>) -> Result<Key, ErrorKind> {
        Ok(match text.read(&mut self.scratch)? {
            "tag" => Key::Tag,
            "name" => Key::Label,
            "type" => Key::Type,
            "value" => Key::Value,
            _ => Key::Other,
        })
    }

    /// Takes one of the members that are strings.
    #[inline]
    fn member(&mut self, key: Key, text: Text<'a>, members: &mut Members<'a>) -> Result<(), Fault> {
        match key {
            Key::Tag => {
                let tag = self.tag(text).map_err(|kind| members.fault(kind))?;
                members.tag = Some(tag);
                if let Content::Children(Some(place)) = members.content {
                    return self.name(tag, members.start, place);
                }
            }
            Key::Type => members.item_type = Some(self.item_type(text).map_err(|kind| members.fault(kind))?),
            _ => members.has_label = true,
        }
        Ok(())
    }

    /// Ends an object: all its members are known.
    #[inline]
    fn complete(&mut self, members: &Members<'a>) -> Result<(), Fault> {
        let end = self.advance(b'}').saturating_add(1);
        let Some(tag) = members.tag else { return Err(members.fault(ErrorKind::Syntax)) };
        match (members.item_type.unwrap_or(ItemType::STRUCTURE), members.content) {
            (ItemType::STRUCTURE, Content::Children(_)) => self.close(end),
            (ItemType::STRUCTURE, Content::Token("null")) => self.empty(members, end),
            (ItemType::STRUCTURE, Content::Absent) if self.is_lenient() => self.empty(members, end),
            (ItemType::STRUCTURE, _) | (_, Content::Absent | Content::Children(_)) => {
                Err(members.fault(ErrorKind::Syntax))
            }
            (item_type, Content::Token(token)) => {
                self.put(Event::Scalar { tag, item_type, token, start: members.start })
            }
        }
    }
}
