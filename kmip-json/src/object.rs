//! The shape of a document.
//!
//! It has objects, their members in any order, and the arrays in them.
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

use crate::cursor::Cursor;
use crate::queue::{Event, Queue};
use crate::text::Text;

/// The state that the visitors fill.
pub(crate) struct State<'a, 'n> {
    pub(crate) cursor: Cursor<'a>,
    pub(crate) queue: Queue<'a, 'n>,
    /// The error because of which the visitors gave up.
    pub(crate) fault: Option<Fault>,
}

/// The facts known about an item while its members are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Members<'a> {
    /// The place at which the object starts.
    pub(crate) start: usize,
    pub(crate) tag: Option<Tag>,
    pub(crate) item_type: Option<ItemType>,
    has_label: bool,
    content: Content<'a>,
}

/// The content of the member `value`.
#[derive(Clone, Copy, Debug)]
enum Content<'a> {
    Absent,
    /// Anything but an array, as it stands.
    Token(&'a str),
    /// An array whose items have been read.
    ///
    /// The number is the place where its opening waits for its tag, if it does.
    Children(Option<usize>),
}

/// The member that a key announces.
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

    /// Returns whether a member has come before.
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
pub(crate) struct Object<'p, 'a, 'n>(pub(crate) &'p mut State<'a, 'n>);

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
        let state = self.0;
        let mut members = Members::new(state.cursor.advance(b'{'));
        while let Some(text) = map.next_key_seed(Verbatim)? {
            let text = state.cursor.pass_string(text);
            let key = state.key(text, &members);
            match (state.check(key)?, state.cursor.next_byte()) {
                (Key::Value, Some(b'[')) => {
                    let place = state.open(&members);
                    members.content = Content::Children(state.check(place)?);
                    state.cursor.advance(b'[');
                    map.next_value_seed(Array(state))?;
                }
                (Key::Value, _) => {
                    members.content = Content::Token(state.cursor.pass(map.next_value::<&RawValue>()?.get()));
                }
                (Key::Other, _) => {
                    state.cursor.pass(map.next_value::<&RawValue>()?.get());
                }
                (key, Some(b'"')) => {
                    let text = map.next_value_seed(Verbatim)?;
                    let text = state.cursor.pass_string(text);
                    let result = state.member(key, text, &mut members);
                    state.check(result)?;
                }
                _ => {
                    map.next_value::<&RawValue>()?;
                    state.check(Err(members.fault(ErrorKind::Syntax)))?;
                }
            }
        }
        let result = state.complete(&members);
        state.check(result)
    }
}

/// Reads a string that is no secret, and returns the text between its quotes.
///
/// `None` if the string has escapes.
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
struct Array<'p, 'a, 'n>(&'p mut State<'a, 'n>);

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

impl<'a> State<'a, '_> {
    /// Notes an error, so that it survives the way out through the visitors.
    fn check<T, E: Error>(&mut self, result: Result<T, Fault>) -> Result<T, E> {
        result.map_err(|fault| {
            self.fault = Some(fault);
            E::custom("")
        })
    }

    /// Begins the array of a structure.
    ///
    /// Where its tag is not known, the place that waits for it is returned.
    fn open(&mut self, members: &Members<'a>) -> Result<Option<usize>, Fault> {
        if members.item_type.is_some_and(|item_type| item_type != ItemType::STRUCTURE) {
            return Err(members.fault(ErrorKind::Syntax));
        }
        self.queue.open(members.tag, members.start)
    }

    /// A structure without children.
    fn empty(&mut self, members: &Members<'a>, end: usize) -> Result<(), Fault> {
        self.open(members)?;
        self.queue.close(end)
    }

    /// Returns which member a key announces that has to be a new one.
    #[inline]
    fn key(&mut self, text: Text<'a>, members: &Members<'a>) -> Result<Key, Fault> {
        let key = match text {
            Text::Plain("tag") => Key::Tag,
            Text::Plain("type") => Key::Type,
            Text::Plain("value") => Key::Value,
            text => self.key_slow(text).map_err(|kind| members.fault(kind))?,
        };
        if members.has(key) || (key == Key::Other && !self.queue.items.lenient) {
            return Err(members.fault(ErrorKind::Syntax));
        }
        Ok(key)
    }

    /// Returns which member this is, by its name with escapes or without.
    #[cold]
    fn key_slow(&mut self, text: Text<'a>) -> Result<Key, ErrorKind> {
        Ok(match text.read(&mut self.queue.items.scratch)? {
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
                let tag = self.queue.items.tag(text);
                let tag = tag.map_err(|kind| self.queue.items.unnamed(text, members.fault(kind)))?;
                members.tag = Some(tag);
                if let Content::Children(Some(place)) = members.content {
                    return self.queue.name(tag, members.start, place);
                }
            }
            Key::Type => {
                let item_type = self.queue.items.item_type(text);
                let item_type = item_type.map_err(|kind| self.queue.items.unnamed(text, members.fault(kind)))?;
                members.item_type = Some(item_type);
            }
            _ => members.has_label = true,
        }
        Ok(())
    }

    /// Ends an object: all its members are known.
    #[inline]
    fn complete(&mut self, members: &Members<'a>) -> Result<(), Fault> {
        let end = self.cursor.advance(b'}').saturating_add(1);
        let Some(tag) = members.tag else { return Err(members.fault(ErrorKind::Syntax)) };
        match (members.item_type.unwrap_or(ItemType::STRUCTURE), members.content) {
            (ItemType::STRUCTURE, Content::Children(_)) => self.queue.close(end),
            (ItemType::STRUCTURE, Content::Token("null")) => self.empty(members, end),
            (ItemType::STRUCTURE, Content::Absent) if self.queue.items.lenient => self.empty(members, end),
            (ItemType::STRUCTURE, _) | (_, Content::Absent | Content::Children(_)) => {
                Err(members.fault(ErrorKind::Syntax))
            }
            (item_type, Content::Token(token)) => {
                self.queue.put(Event::Scalar { tag, item_type, token, start: members.start })
            }
        }
    }
}
