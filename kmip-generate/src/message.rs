//! Whole messages.

use kmip::format::decode_root;
use kmip::items::{Node, NodeReader};
use kmip::{Error, Message, tables};

use crate::Kind;
use crate::builder::Builder;
use crate::random::{Random, place};

/// A random message that is valid by the tables of its version, and its kind.
///
/// A validator finds neither an error nor a warning in it. Notes it can have: of vendors' items and values, and of what the version
/// advises against.
///
/// ```
/// use kmip::{Operation, Version};
/// use kmip_generate::{Direction, GeneratedMessage, Kind, Seed};
///
/// let kind = Kind::new(Version::V2_1, Operation::REGISTER, Direction::Request).ok_or("2.1 has it")?;
/// let generated = GeneratedMessage::of_kind(kind, &mut Seed::new(1));
/// let bytes = kmip::ttlv::to_vec(&generated.message()?)?;
/// assert_eq!(bytes, generated.to_ttlv()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedMessage {
    kind: Kind,
    items: Node<'static>,
}

impl GeneratedMessage {
    /// A message of any operation, version and direction.
    #[must_use]
    pub fn new(random: &mut dyn Random) -> Self {
        let kinds: Vec<Kind> = Kind::all().collect();
        let kind = kinds.get(place(random, kinds.len())).copied();
        // The tables have operations.
        let kind = kind.unwrap_or(Kind::SIMPLEST);
        Self::of_kind(kind, random)
    }

    /// Makes a message whose first batch item is of this kind.
    ///
    /// Batch items of any operation can follow.
    #[must_use]
    pub fn of_kind(kind: Kind, random: &mut dyn Random) -> Self {
        let mut operations = vec![kind.operation()];
        let others: Vec<Kind> =
            Kind::of_version(kind.version()).filter(|other| other.direction() == kind.direction()).collect();
        for _ in 0..random.below(4).saturating_sub(1) {
            operations.extend(others.get(place(random, others.len())).map(|other| other.operation()));
        }
        let mut builder = Builder::new(random, kind, operations);
        let tag = kind.direction().tag();
        let items = tables::message(tag).map(|table| builder.structure(tag, table));
        Self { kind, items: items.unwrap_or_default() }
    }

    /// Its operation, version and direction.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The message as untyped items.
    #[must_use]
    pub const fn items(&self) -> &Node<'static> {
        &self.items
    }

    /// The message as untyped items, out of this.
    #[must_use]
    pub fn into_items(self) -> Node<'static> {
        self.items
    }

    /// The typed message.
    ///
    /// # Errors
    /// None, unless the tables and the model contradict each other.
    pub fn message(&self) -> Result<Message<'static>, Error> {
        let message: Message<'_> = decode_root(&mut NodeReader::for_node(&self.items)).map_err(Error::from)?;
        Ok(message.into_owned())
    }

    /// The message in TTLV.
    ///
    /// # Errors
    /// None, as for [`message`](Self::message).
    pub fn to_ttlv(&self) -> Result<Vec<u8>, Error> {
        crate::bytes::to_ttlv(&self.items)
    }
}
