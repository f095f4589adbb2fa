//! The items of a message that are not read typed.
//!
//! They are set aside, unknown, or out of place.

use alloc::vec::Vec;
use core::fmt;

use super::lenient::decided;
use super::owning::Owning;
use super::replay::{Entry, Level, Replay};
use super::{EncodeOptions, check_root, encode_root_with};
use crate::codec::Root;
use crate::error::{Detail, Fault};
use crate::item::Item;
use crate::names::custom_attribute;
use crate::path::Trail;
use crate::stream::{Reader, Replaying as _, Untyped};
use crate::tree::{Node, NodeReader, NodeWriter};
use crate::{Error, ErrorKind, ItemType, Message, Path, RequestMessage, ResponseMessage, Step, Tag, tables};

/// An item that is kept untyped, since it is not what the tables have in its place.
///
/// That is a field of a later version or of a vendor, a field that belongs elsewhere, what lenient reading has set aside, the
/// payload of a vendor's operation or of an item that failed, and an attribute that is neither of the standard nor custom.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnexpectedItem<'a> {
    /// The tags from the message down to it.
    pub path: Path,
    /// The byte offset at which it starts, where it was read from an input.
    pub offset: Option<usize>,
    /// The error that kept it from being read typed.
    ///
    /// `None` if it is just not in the tables.
    pub error: Option<Error>,
    /// The item, with everything in it.
    pub item: Node<'a>,
    why: Untyped,
}

impl UnexpectedItem<'_> {
    /// The tag of the item.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.item.tag()
    }
}

impl<'a> UnexpectedItem<'a> {
    /// Copies what it borrows, so that it can be kept longer than the input.
    #[must_use]
    pub fn into_owned(self) -> UnexpectedItem<'static> {
        let Self { path, offset, error, item, why } = self;
        UnexpectedItem { path, offset, error, item: item.into_owned(), why }
    }

    /// Returns why it is not read typed, in words.
    #[must_use]
    pub fn reason(&self) -> impl fmt::Display + use<'_, 'a> {
        Reason(self)
    }
}

/// Says where it is, and why it is not read typed.
impl fmt::Display for UnexpectedItem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason())
    }
}

/// The reason why an item is not read typed.
struct Reason<'u, 'a>(&'u UnexpectedItem<'a>);

impl fmt::Display for Reason<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(UnexpectedItem { path, error, why, .. }) = self;
        match (error, why) {
            (Some(error), _) if error.path() == path => {
                write!(f, "set aside: {}", error.kind())?;
                let place = error.expected().zip(error.found());
                place.map_or(Ok(()), |(expected, found)| write!(f, ", found {found}, expected {expected}"))
            }
            (Some(error), _) => write!(f, "set aside: {error}"),
            (None, Untyped::Unselected) => f.write_str("what it holds depends on a value that no table has"),
            (None, Untyped::Unlisted) => Owners(self.0.tag()).fmt(f),
        }
    }
}

/// The structures to which an item belongs that stands in another place.
struct Owners(Tag);

/// The most structures that are named as places to which an item belongs.
const FEW: usize = 3;

impl fmt::Display for Owners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if tables::tag(self.0).is_none() {
            return f.write_str("no table has this tag");
        }
        let payloads = tables::operations().iter().flat_map(|operation| [operation.request, operation.response]);
        let structures = tables::structures().iter().copied().chain(payloads);
        let mut owners = structures.filter(|table| table.field(self.0).is_some()).map(|table| table.name);
        let Some(first) = owners.next() else { return f.write_str("not a field of this structure") };
        write!(f, "not a field of this structure, but of {first}")?;
        owners.by_ref().take(FEW.saturating_sub(1)).try_for_each(|owner| write!(f, ", {owner}"))?;
        match owners.count() {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// Iterates over the items of a message that are not read typed.
///
/// They come in the order of the message.
///
/// Each item is made when it is asked for: there can be very many.
#[derive(Debug, Default)]
pub struct UnexpectedItems<'a> {
    /// The items of the message, of which some are marked.
    ///
    /// `None` for a message that cannot be read again.
    replay: Option<Replay<'a>>,
    walk: Walk,
    /// True if the offsets are those of an input.
    has_input: bool,
}

impl<'a> UnexpectedItems<'a> {
    /// Returns what is kept untyped of a message of type `T`.
    ///
    /// The reader is that of an input, or of a message that is held as a value.
    fn of<T: Root<'a>>(reader: &mut dyn Reader<'a>, has_input: bool) -> Result<Self, Fault> {
        let mut replay = decided::<T>(reader)?;
        check_root::<T>(&mut replay)?;
        Ok(Self { replay: Some(replay), walk: Walk::default(), has_input })
    }
}

impl<'a> Iterator for UnexpectedItems<'a> {
    type Item = UnexpectedItem<'a>;

    fn next(&mut self) -> Option<UnexpectedItem<'a>> {
        let replay = self.replay.as_mut()?;
        let found = replay.unexpected(&mut self.walk)?;
        if self.has_input {
            return Some(found);
        }
        let error = found.error.map(Error::drop_offset);
        Some(UnexpectedItem { offset: None, error, ..found })
    }
}

/// Returns the items of a message of type `T` that are not read typed.
///
/// It is read leniently, whatever the reader is.
///
/// # Errors
/// What lenient reading refuses too.
pub fn unexpected_items<'a, T: Root<'a>>(reader: &mut dyn Reader<'a>) -> Result<UnexpectedItems<'a>, Fault> {
    UnexpectedItems::of::<T>(reader, true)
}

/// The items of a message that is held as a value.
fn unexpected_in<T: Root<'static>>(nodes: &[Node<'_>]) -> UnexpectedItems<'static> {
    // What holds a message that cannot be read again has nothing to tell.
    UnexpectedItems::of::<T>(&mut Owning::new(NodeReader::new(nodes)), false).unwrap_or_default()
}

/// Adds the questions that can be asked of any message.
macro_rules! asked {
    ($($message:ident)+) => {$(
        impl $message<'_> {
            /// Returns the items of the message that are not read typed.
            ///
            /// They are set aside leniently, unknown, or out of place.
            ///
            /// A server asks before it acts on a request. A Locate whose criteria it reads only in part finds more than was meant:
            ///
            /// ```
            /// use kmip_types::items::{Node, NodeValue};
            /// use kmip_types::{LocateRequest, ProtocolVersion, RequestMessage, RequestPayload, ResultReason, Tag};
            ///
            /// let mut locate = LocateRequest::default();
            /// locate.extra.push(Node::new(Tag::new(0x54_0001), NodeValue::TextString("only in Europe".into())));
            /// let mut request = RequestMessage::new(ProtocolVersion::V1_4);
            /// request.push(locate);
            ///
            /// let mut refusals = Vec::new();
            /// for unexpected in request.unexpected_items() {
            ///     // What a Message Extension that is not critical holds, or a header, may be ignored; a criterion may not.
            ///     if unexpected.path.steps().iter().any(|step| step.tag == Tag::REQUEST_PAYLOAD) {
            ///         refusals.push((ResultReason::INVALID_FIELD, format!("{} is not understood", unexpected.path)));
            ///     }
            /// }
            /// assert_eq!(refusals.len(), 1);
            /// assert_eq!(refusals[0].1, "RequestMessage/BatchItem/RequestPayload/0x540001 is not understood");
            /// ```
            ///
            /// The items are found by reading the message once more, so ask once a message. The steps of a path count the
            /// items as they stand in the message, also those that are set aside.
            #[must_use]
            pub fn unexpected_items(&self) -> UnexpectedItems<'static> {
                let mut writer = NodeWriter::default();
                match encode_root_with(self, &mut writer, &EncodeOptions::as_read()) {
                    Ok(()) => unexpected_in::<$message<'static>>(&writer.into_nodes()),
                    Err(_) => UnexpectedItems::default(),
                }
            }
        }
    )+};
}

asked!(RequestMessage ResponseMessage Message);

impl<'a> Replay<'a> {
    /// The next item that was kept untyped, with its path.
    fn unexpected(&mut self, walk: &mut Walk) -> Option<UnexpectedItem<'a>> {
        loop {
            let number = walk.advance(self)?;
            let Some(why) = self.entry(number)?.kept.filter(|_| !self.is_custom(number, walk)) else { continue };
            let path = walk.path();
            let error = self.error(number, &path);
            let offset = Some(self.entry(number)?.offset());
            let item = self.tree(number).ok()?;
            return Some(UnexpectedItem { path, offset, error, item, why });
        }
    }

    /// Returns the error for which an item was set aside.
    ///
    /// It has the path to what it is about: this item, or one in it.
    fn error(&self, number: u32, path: &Path) -> Option<Error> {
        let entry = self.entry(number)?;
        let fault = entry.aside?;
        let about = self.at(fault).filter(|about| (number..entry.end).contains(about)).unwrap_or(number);
        let mut walk = Walk::from(number, path);
        while walk.number < about {
            walk.advance(self)?;
        }
        Some(error(fault, self.entry(about)?.item, walk.path()))
    }

    /// The item that a fault is about.
    fn at(&self, fault: Fault) -> Option<u32> {
        let offset = u32::try_from(fault.offset()?).ok()?;
        // In every format a structure starts before what stands in it.
        let number = self.entries.partition_point(|entry| entry.offset < offset);
        self.entries.get(number).filter(|entry| entry.offset == offset)?;
        u32::try_from(number).ok()
    }

    /// The item with this number as a tree.
    fn tree(&mut self, number: u32) -> Result<Node<'a>, Fault> {
        let Some(entry) = self.entry(number) else { return Ok(Node::default()) };
        let (item, parent) = (entry.item, entry.parent);
        self.open.clear();
        self.open.push(Level { structure: parent, last: number, before: 0 });
        if item.item_type() == ItemType::STRUCTURE {
            self.open.push(Level::new(number));
        }
        self.current = number;
        self.in_input_order(true);
        let node = Node::read(item, self);
        self.in_input_order(false);
        node
    }

    /// Returns whether it is the value of a custom attribute.
    ///
    /// The standard leaves such a value to those who name it.
    ///
    /// What is found of an attribute is remembered while it is open: it can have very many values.
    fn is_custom(&self, number: u32, walk: &mut Walk) -> bool {
        let Some(value) = self.entry(number).filter(|entry| entry.item.tag() == Tag::ATTRIBUTE_VALUE) else {
            return false;
        };
        let is_custom = || self.has_custom_name(value.parent);
        let attribute = walk.open.last_mut().filter(|_| value.aside.is_none());
        attribute.is_some_and(|attribute| *attribute.is_custom.get_or_insert_with(is_custom))
    }

    /// Returns whether the structure has the name of a custom attribute.
    ///
    /// The first Attribute Name in it counts.
    fn has_custom_name(&self, attribute: u32) -> bool {
        let mut sibling = self.entry(attribute).map_or(0, |parent| parent.child);
        while let Some(entry) = self.entry(sibling).filter(|_| sibling != 0) {
            if entry.item.tag() == Tag::ATTRIBUTE_NAME {
                return entry.text().is_some_and(|name| custom_attribute(name).is_some());
            }
            sibling = entry.sibling;
        }
        false
    }
}

/// A way through the list, in the order of the message.
#[derive(Debug, Default)]
struct Walk {
    /// The item that it has come to, and its step; 0 and none at the start.
    number: u32,
    step: Option<Step>,
    /// The path around it.
    trail: Trail,
    open: Vec<Open>,
}

/// A structure that is open.
#[derive(Debug)]
struct Open {
    /// Behind the last item in it.
    end: u32,
    /// True if it is a custom attribute; `None` until that is asked.
    is_custom: Option<bool>,
}

impl Walk {
    /// A way that begins at the item with this number and path.
    fn from(number: u32, path: &Path) -> Self {
        let mut walk = Self { number, step: path.steps().last().copied(), ..Self::default() };
        let around = path.steps().split_last().map(|(_, around)| around).unwrap_or_default();
        around.iter().for_each(|step| walk.trail.open(*step));
        walk
    }

    /// Goes to the next item; its number, or `None` behind the last one.
    fn advance(&mut self, replay: &Replay<'_>) -> Option<u32> {
        let structure = replay.entry(self.number).filter(|entry| entry.item.item_type() == ItemType::STRUCTURE);
        if let (Some(step), Some(Entry { end, .. })) = (self.step.take(), structure) {
            self.trail.open(step);
            self.open.push(Open { end: *end, is_custom: None });
        }
        self.number = self.number.saturating_add(1);
        while self.open.last().is_some_and(|open| open.end <= self.number) {
            self.open.pop();
            self.trail.close();
        }
        let entry = replay.entry(self.number)?;
        self.step = Some(self.trail.step(entry.item.tag()));
        Some(self.number)
    }

    /// The path to the item that it has come to.
    fn path(&self) -> Path {
        self.step.map(|step| self.trail.path(step)).unwrap_or_default()
    }
}

/// The error at an item that has this path.
fn error(fault: Fault, item: Item, mut path: Path) -> Error {
    if fault.kind() == ErrorKind::Missing {
        path.push(Step::first(fault.tag()));
    }
    let error = Error::with_path(fault, Some(item.item_type()), path);
    let selector = (fault.kind() == ErrorKind::Selector).then(|| Detail::of_selector(fault.tag()));
    error.with_detail(selector)
}
