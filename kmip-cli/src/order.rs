//! Finds items of a message that stand in another order than they are written in.

use kmip::format::{Fault, Item, Reader, WordItem, Writer};
use kmip::{ItemType, Tag};

/// A writer that compares written items with read ones, and reports reordering.
///
/// It does so for each structure whose order differs.
///
/// Of a structure that differs, what follows is passed over.
pub(crate) struct Order<'r, 'i, T: FnMut(&str)> {
    reader: &'r mut dyn Reader<'i>,
    /// The function that takes the path to a structure.
    tell: T,
    /// The path to the open structure, and the length of the path to each around it.
    path: String,
    around: Vec<usize>,
    /// The number of open structures that are passed over on the writing side.
    passed: usize,
    /// The fault with which the reader failed.
    pub(crate) fault: Option<Fault>,
}

impl<'r, 'i, T: FnMut(&str)> Order<'r, 'i, T> {
    pub(crate) fn new(reader: &'r mut dyn Reader<'i>, tell: T) -> Self {
        Self { reader, tell, path: String::new(), around: Vec::new(), passed: 0, fault: None }
    }

    fn next(&mut self) -> Result<Item, Fault> {
        let item = self.reader.next();
        if item.is_failed() {
            let fault = self.reader.fault();
            self.fault = Some(fault);
            return Err(fault);
        }
        Ok(item)
    }

    /// Reads on to the end of the open structure, with `depth` open ones in it.
    fn pass_over(&mut self, mut depth: usize) -> Result<(), Fault> {
        loop {
            let item = self.next()?;
            if item.item_type() == ItemType::STRUCTURE {
                depth = depth.saturating_add(1);
            } else if item.is_end() {
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return Ok(()),
                }
            }
        }
    }

    fn leave(&mut self) {
        self.path.truncate(self.around.pop().unwrap_or_default());
    }

    /// An item is written; a structure opens.
    fn item(&mut self, tag: Tag, is_structure: bool) -> Result<(), Fault> {
        if self.passed > 0 {
            self.passed = self.passed.saturating_add(usize::from(is_structure));
            return Ok(());
        }
        let read = self.next()?;
        let is_read_structure = read.item_type() == ItemType::STRUCTURE;
        if read.is_end() || read.tag() != tag || is_read_structure != is_structure {
            (self.tell)(&self.path);
            if !read.is_end() {
                self.pass_over(usize::from(is_read_structure))?;
            }
            self.leave();
            self.passed = 1_usize.saturating_add(usize::from(is_structure));
        } else if is_structure {
            self.around.push(self.path.len());
            if !self.path.is_empty() {
                self.path.push('/');
            }
            self.path.push_str(&tag.to_string());
        }
        Ok(())
    }
}

impl<T: FnMut(&str)> Writer for Order<'_, '_, T> {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        self.item(item.tag(), false)
    }

    fn text(&mut self, tag: Tag, _: ItemType, _: &str) -> Result<(), Fault> {
        self.item(tag, false)
    }

    fn bytes(&mut self, tag: Tag, _: ItemType, _: &[u8]) -> Result<(), Fault> {
        self.item(tag, false)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.item(tag, true)
    }

    fn end(&mut self) -> Result<(), Fault> {
        if self.passed > 0 {
            self.passed = self.passed.saturating_sub(1);
            return Ok(());
        }
        let read = self.next()?;
        if !read.is_end() {
            (self.tell)(&self.path);
            self.pass_over(usize::from(read.item_type() == ItemType::STRUCTURE))?;
        }
        self.leave();
        Ok(())
    }
}
