//! A reader of one message out of an input of several.

use kmip::{Fault, Item, Reader};

/// Passes on what another reader reads that knows only one message: offsets count from the start of the input.
pub(crate) struct Shift<R> {
    pub(crate) inner: R,
    /// Where in the input the message starts.
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

    fn fault(&self) -> Fault {
        shift_fault(self.inner.fault(), self.start)
    }

    fn offset(&self, item: Item) -> usize {
        self.inner.offset(item).saturating_add(self.start)
    }
}

/// The fault so many bytes further on.
fn shift_fault(fault: Fault, by: usize) -> Fault {
    let offset = fault.offset().saturating_add(by);
    match fault.expected() {
        Some(expected) => Fault::wrong_type(expected, fault.tag(), offset),
        None => Fault::new(fault.kind(), fault.tag(), offset),
    }
}
