//! Fills a document: what every text format has to check is checked here.

use alloc::vec::Vec;
use core::fmt;

use super::{Broken, Decoded, Document, DocumentItem, Span};
use crate::error::Detail;
use crate::error::Fault;
use crate::format::integer::{minimal, sign_extension};
use crate::growth;
use crate::item::Item;
use crate::path::locate;
use crate::word_item::WordItem;
use crate::{Error, ErrorKind, ItemType, Limits, ReaderOptions, Tag};

/// Fills a [`Document`]: a format calls it for each item, in the order of the text.
///
/// It enforces depth and number of items, refuses tags that no item can carry, and knows which structure is open. The
/// size of the input is for the format to check, before it starts.
///
/// Offsets are where an item starts in the text, in bytes. Where the text of an item is a part of the input it is
/// borrowed from there, else it is copied.
///
/// ```
/// use kmip_types::{ItemType, ReaderOptions, Tag};
/// use kmip_types::format::{DocumentBuilder, Item, Reader};
/// use kmip_types::items::Value;
///
/// let source = "Comment: hello";
/// let mut builder = DocumentBuilder::new(source, &ReaderOptions::default());
/// builder.text(Tag::COMMENT, ItemType::TEXT_STRING, source.get(9..).unwrap_or_default(), 0)?;
/// let document = builder.finish()?;
/// let mut reader = document.reader();
/// assert_eq!(reader.read()?, Some((Tag::COMMENT, Value::TextString("hello"))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct DocumentBuilder<'a> {
    source: &'a str,
    entries: Vec<DocumentItem>,
    decoded: Decoded,
    limits: Limits,
    lenient: bool,
    /// True if items whose values cannot be read are marked.
    ///
    /// If so, they do not end the document.
    marks: bool,
    items: usize,
    /// The number of open structures, and their indices, the outermost first.
    depth: usize,
    open: [usize; Limits::MAX_DEPTH],
}

impl<'a> DocumentBuilder<'a> {
    /// A builder of a document that stands in `source`, or in a part of it.
    #[must_use]
    pub fn new(source: &'a str, options: &ReaderOptions<'_>) -> Self {
        let limits = options.limits;
        // Room for the items of a usual text, which take sixty bytes and more; a small message at least.
        let entries = Vec::with_capacity((source.len() / 64).clamp(32, 1 << 12));
        let open = [0; Limits::MAX_DEPTH];
        let (decoded, lenient) = (Decoded::default(), options.lenient);
        Self { source, entries, decoded, limits, lenient, marks: false, items: 0, depth: 0, open }
    }

    /// Returns how many structures are open.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Adds an item, if it may be there.
    #[inline]
    fn push(&mut self, item: Item, offset: usize) -> Result<(), Fault> {
        if !item.tag().is_valid() {
            return Err(Fault::new(ErrorKind::InvalidTag, item.tag(), offset));
        }
        if self.items >= self.limits.items {
            return Err(Fault::new(ErrorKind::TooManyItems, item.tag(), offset));
        }
        self.items = self.items.saturating_add(1);
        growth::push(&mut self.entries, DocumentItem { item, offset });
        Ok(())
    }

    /// A structure opens.
    ///
    /// # Errors
    /// [`Depth`](ErrorKind::Depth), [`TooManyItems`](ErrorKind::TooManyItems), [`InvalidTag`](ErrorKind::InvalidTag).
    #[inline]
    pub fn open(&mut self, tag: Tag, offset: usize) -> Result<(), Fault> {
        if self.depth >= self.limits.depth {
            return Err(Fault::new(ErrorKind::Depth, tag, offset));
        }
        let depth = self.depth;
        let index = self.entries.len();
        let mark = u64::try_from(index).unwrap_or(u64::MAX);
        self.push(Item::from_words(Item::structure(tag, 0).head(), mark), offset)?;
        *self.open.get_mut(depth).ok_or_else(|| Fault::new(ErrorKind::Depth, tag, offset))? = index;
        self.depth = depth.saturating_add(1);
        Ok(())
    }

    /// Marks items whose values cannot be read, and goes on behind them.
    ///
    /// A reader that takes the value of such an item gets the fault; all else is read as if the value were right.
    pub const fn mark(&mut self) {
        self.marks = true;
    }

    /// Notes why the value of an item cannot be read, and what was expected.
    ///
    /// A builder that [marks](Self::mark) adds the item.
    ///
    /// # Errors
    /// The fault, unless the item is marked.
    #[cold]
    pub fn unreadable(&mut self, item_type: ItemType, fault: Fault, detail: Option<Detail>) -> Result<(), Fault> {
        self.note(fault, detail);
        let is_spelling = matches!(
            fault.kind(),
            ErrorKind::Syntax
                | ErrorKind::Hex
                | ErrorKind::Number
                | ErrorKind::Boolean
                | ErrorKind::Date
                | ErrorKind::UnknownName
                | ErrorKind::BigInteger
                | ErrorKind::Length
        );
        if !self.marks || !is_spelling {
            return Err(fault);
        }
        self.push(Item::body(fault.tag(), item_type, u32::MAX), fault.offset().unwrap_or_default())
    }

    /// Notes what was expected where this fault is, for the error that it becomes.
    #[cold]
    pub fn note(&mut self, fault: Fault, detail: Option<Detail>) {
        self.decoded.broken.push(Broken { fault, detail });
    }

    /// The innermost open structure ends; `offset` is just behind it.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if none is open.
    #[inline]
    pub fn end(&mut self, offset: usize) -> Result<(), Fault> {
        let depth = self.depth.checked_sub(1);
        self.depth = depth.ok_or_else(|| Fault::new(ErrorKind::Unbalanced, Tag::default(), offset))?;
        growth::push(&mut self.entries, DocumentItem { item: Item::END, offset });
        Ok(())
    }

    /// Adds an item whose value is one word.
    ///
    /// # Errors
    /// [`TooManyItems`](ErrorKind::TooManyItems), or [`InvalidTag`](ErrorKind::InvalidTag).
    #[inline]
    pub fn word(&mut self, item: WordItem, offset: usize) -> Result<(), Fault> {
        self.push(item.item(), offset)
    }

    /// Adds an item of one of the text types.
    ///
    /// # Errors
    /// [`TooManyItems`](ErrorKind::TooManyItems), [`InvalidTag`](ErrorKind::InvalidTag),
    /// [`TooLarge`](ErrorKind::TooLarge), or [`WrongType`](ErrorKind::WrongType) if the type is another.
    #[inline]
    pub fn text(&mut self, tag: Tag, item_type: ItemType, text: &str, offset: usize) -> Result<(), Fault> {
        if !item_type.is_text() {
            return Err(Fault::new(ErrorKind::WrongType, tag, offset));
        }
        let span = match position(text, self.source) {
            Some(start) => Span { is_borrowed: true, start },
            None => {
                let start = self.decoded.text.as_str().len();
                self.decoded.text.push_str(text);
                Span { is_borrowed: false, start }
            }
        };
        self.body(tag, item_type, &span, text.len(), offset)
    }

    /// Adds a Byte String or a Big Integer from its hexadecimal digits.
    ///
    /// A Big Integer has whole groups of eight bytes and none too many, unless the options are lenient: then any number
    /// of bytes counts, and none is zero.
    ///
    /// # Errors
    /// [`Hex`](ErrorKind::Hex); of a Big Integer [`BigInteger`](ErrorKind::BigInteger) and
    /// [`Length`](ErrorKind::Length); otherwise as for [`bytes`](Self::bytes).
    #[inline]
    pub fn hex(&mut self, tag: Tag, item_type: ItemType, digits: &str, offset: usize) -> Result<(), Fault> {
        let start = self.decoded.bytes.as_slice().len();
        self.decoded.bytes.push_hex(digits).map_err(|kind| Fault::new(kind, tag, offset))?;
        self.appended(tag, item_type, start, self.lenient, offset)
    }

    /// Adds a Byte String, or a Big Integer.
    ///
    /// A Big Integer is given as two's complement of any length, most significant byte first.
    ///
    /// # Errors
    /// [`TooManyItems`](ErrorKind::TooManyItems), [`InvalidTag`](ErrorKind::InvalidTag),
    /// [`TooLarge`](ErrorKind::TooLarge), or [`WrongType`](ErrorKind::WrongType) if the type is another.
    pub fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8], offset: usize) -> Result<(), Fault> {
        let start = self.decoded.bytes.as_slice().len();
        self.decoded.bytes.push(bytes);
        self.appended(tag, item_type, start, true, offset)
    }

    /// Adds the item whose bytes are the last ones of the buffer, from `start` on.
    fn appended(&mut self, tag: Tag, item_type: ItemType, start: usize, any: bool, offset: usize) -> Result<(), Fault> {
        if item_type == ItemType::BIG_INTEGER {
            self.big_integer(start, any).map_err(|kind| Fault::new(kind, tag, offset))?;
        } else if item_type != ItemType::BYTE_STRING {
            return Err(Fault::new(ErrorKind::WrongType, tag, offset));
        }
        let length = self.decoded.bytes.as_slice().len().saturating_sub(start);
        self.body(tag, item_type, &Span { is_borrowed: false, start }, length, offset)
    }

    /// Insists on the canonical length of a Big Integer, or gives it that length.
    ///
    /// It is the Big Integer from `start` on.
    fn big_integer(&mut self, start: usize, any: bool) -> Result<(), ErrorKind> {
        let buffer = &mut self.decoded.bytes;
        let bytes = buffer.as_slice().get(start..).unwrap_or_default();
        let length = bytes.len();
        let number = minimal(bytes);
        let (count, sign) = sign_extension(number);
        let superfluous = length.saturating_sub(number.len());
        if length == number.len().saturating_add(count) {
            return Ok(());
        }
        if !any {
            return Err(if length.is_multiple_of(8) { ErrorKind::BigInteger } else { ErrorKind::Length });
        }
        if length == 0 {
            buffer.push_repeated(0, 8);
            return Ok(());
        }
        buffer.remove(start, superfluous);
        buffer.insert(start, sign, count);
        Ok(())
    }

    #[inline]
    fn body(&mut self, tag: Tag, item_type: ItemType, span: &Span, length: usize, offset: usize) -> Result<(), Fault> {
        let length = u32::try_from(length).map_err(|_| Fault::new(ErrorKind::TooLarge, tag, offset))?;
        self.push(span.mark(Item::body(tag, item_type, length)), offset)
    }

    /// The document, if it holds something and no structure is open.
    ///
    /// # Errors
    /// [`Truncated`](ErrorKind::Truncated).
    pub fn finish(self) -> Result<Document<'a>, Error> {
        match self.unfinished() {
            Some(fault) => Err(self.fail(fault)),
            None => Ok(self.document(None)),
        }
    }

    /// The items so far; where something is missing, the document ends in that error.
    #[must_use]
    pub fn complete(self) -> Document<'a> {
        match self.unfinished() {
            Some(fault) => self.partial(fault),
            None => self.document(None),
        }
    }

    /// Takes one message out of a sequence, and starts the next one.
    ///
    /// It checks the message as [`complete`](Self::complete) does.
    ///
    /// The document has memory for its own items only, however long the text is.
    #[must_use]
    pub fn take(&mut self) -> Document<'a> {
        let fault = self.unfinished();
        if let Some(fault) = fault {
            self.entries.push(DocumentItem::failed(fault));
        }
        let document = Document {
            source: self.source,
            entries: self.entries.clone(),
            decoded: core::mem::take(&mut self.decoded).into_box(),
            fault,
        };
        self.entries.clear();
        (self.items, self.depth) = (0, 0);
        document
    }

    /// Returns what is missing at the end of the text.
    fn unfinished(&self) -> Option<Fault> {
        let is_complete = !self.entries.is_empty() && self.depth == 0;
        (!is_complete).then(|| self.innermost(ErrorKind::Truncated, self.source.len()))
    }

    fn document(self, fault: Option<Fault>) -> Document<'a> {
        let Self { source, mut entries, decoded, .. } = self;
        // A caller can keep very many small documents.
        if entries.len() < 8 {
            entries.shrink_to_fit();
        }
        Document { source, entries, decoded: decoded.into_box(), fault }
    }

    /// Creates an error that concerns the innermost open structure as a whole.
    ///
    /// It is an error at `offset` where no structure is open.
    #[cold]
    #[must_use]
    pub fn innermost(&self, kind: ErrorKind, offset: usize) -> Fault {
        let innermost = self.depth.checked_sub(1).and_then(|depth| self.open.get(depth));
        match innermost.and_then(|index| self.entries.get(*index)) {
            Some(entry) => Fault::new(kind, entry.item.tag(), entry.offset),
            None => Fault::new(kind, Tag::default(), offset),
        }
    }

    /// Adds the path to an error in the text behind the items so far.
    ///
    /// A fault whose tag is 0 concerns no item, but what stands between two: the path is that of the structure around it.
    #[cold]
    #[must_use]
    pub fn fail(self, fault: Fault) -> Error {
        let limits = self.limits;
        locate(&mut self.partial(fault).reader(), fault).with_detail(Detail::of_limit(fault.kind(), &limits))
    }

    /// Returns the items so far, followed by this error.
    ///
    /// It is for tools that show what can be read of a text that is wrong.
    #[cold]
    #[must_use]
    pub fn partial(mut self, fault: Fault) -> Document<'a> {
        self.entries.push(DocumentItem::failed(fault));
        self.document(Some(fault))
    }
}

/// Prints how much there is, never what.
impl fmt::Debug for DocumentBuilder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentBuilder({} bytes, {} items)", self.source.len(), self.items)
    }
}

/// Returns where in `source` this very text is, if it is a part of it.
fn position(text: &str, source: &str) -> Option<usize> {
    let start = text.as_ptr().addr().checked_sub(source.as_ptr().addr())?;
    let end = start.checked_add(text.len())?;
    (end <= source.len()).then_some(start)
}
