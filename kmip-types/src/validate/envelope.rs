//! The envelope of a message, as far as it is kept.
//!
//! It is the version, and what the header says of the items.

/// The most Unique Batch Item IDs kept to be compared with later ones.
const IDS: usize = 64;

/// The facts of the header, and those of the items needed at the end.
pub(super) struct Envelope {
    /// True if the root is a message.
    ///
    /// Nothing else has an envelope.
    pub(super) in_message: bool,
    pub(super) major: Option<i32>,
    pub(super) minor: Option<i32>,
    /// The Batch Count, and where it stands.
    pub(super) batch_count: Option<(i32, usize, u32)>,
    pub(super) batch_order: Option<bool>,
    pub(super) batch_items: i32,
    /// True if the item that is open has an ID.
    pub(super) has_id: bool,
    /// The place of the first item, if it has no ID.
    ///
    /// It needs one as soon as there is a second item.
    pub(super) first_without_id: Option<usize>,
    /// The IDs so far.
    ids: [Id; IDS],
}

impl Envelope {
    pub(super) const NEW: Self = Self {
        in_message: false,
        major: None,
        minor: None,
        batch_count: None,
        batch_order: None,
        batch_items: 0,
        has_id: false,
        first_without_id: None,
        ids: [Id::NONE; IDS],
    };

    /// Notes the ID of the Batch Item that is open; whether an item before has it.
    pub(super) fn note_id(&mut self, id: &[u8]) -> bool {
        let id = Id::new(id);
        let number = usize::try_from(self.batch_items).unwrap_or(usize::MAX).saturating_sub(1);
        let is_known = self.ids.get(..number).unwrap_or(&self.ids).contains(&id);
        if let Some(slot) = self.ids.get_mut(number) {
            *slot = id;
        }
        self.has_id = true;
        is_known
    }
}

/// An ID, as far as it is kept.
///
/// It is all its bytes, up to the length of a UUID as text; of a longer one, its start and a sum.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Id {
    /// Its length; the largest number where an item has no ID.
    length: u32,
    head: [u8; Self::HEAD],
    /// The sum of the bytes behind the head: FNV-1a, 64 bits.
    sum: u64,
}

impl Id {
    /// The length of a UUID as text.
    const HEAD: usize = 36;

    const NONE: Self = Self { length: u32::MAX, head: [0; Self::HEAD], sum: 0 };

    fn new(bytes: &[u8]) -> Self {
        let mut id = Self { length: u32::try_from(bytes.len()).unwrap_or(u32::MAX), ..Self::NONE };
        for (to, from) in id.head.iter_mut().zip(bytes) {
            *to = *from;
        }
        let rest = bytes.get(Self::HEAD..).unwrap_or_default();
        id.sum = rest
            .iter()
            .fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3));
        id
    }
}
