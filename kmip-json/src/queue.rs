//! The items in their order, whatever the order of the members.
//!
//! A structure's children can be read only once its tag is known, since the tag can say what their names mean. Where the
//! member `tag` comes after `value`, what is read waits as a list of events until it has come; then the list is worked
//! off. So every part of the text is looked at once.

use alloc::vec::Vec;

use kmip_types::format::Fault;
use kmip_types::{ErrorKind, ItemType, Limits, ReaderOptions, Tag};

use crate::value::Items;

/// A queue of what was read: put into the document or waiting for a tag.
pub(crate) struct Queue<'a, 'n> {
    pub(crate) items: Items<'a, 'n>,
    max_depth: usize,
    /// The number of open structures.
    depth: usize,
    /// The number of events that wait for their tag.
    nameless: usize,
    /// The events that wait for the tag of a structure around them.
    pub(crate) waiting: Vec<Event<'a>>,
    /// The number of times that an event was put somewhere.
    #[cfg(test)]
    pub(crate) steps: usize,
}

/// A step of the document, in its order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event<'a> {
    /// The place of a structure's opening whose tag is not known yet.
    Nameless,
    /// A structure opens.
    Open { tag: Tag, start: usize },
    /// The innermost structure ends.
    End { end: usize },
    /// Any other item, with its value as it stands.
    Scalar { tag: Tag, item_type: ItemType, token: &'a str, start: usize },
}

impl<'a, 'n> Queue<'a, 'n> {
    pub(crate) fn new(text: &'a str, options: &ReaderOptions<'n>) -> Self {
        Self {
            items: Items::new(text, options),
            max_depth: options.limits.depth.min(Limits::MAX_DEPTH),
            depth: 0,
            nameless: 0,
            waiting: Vec::new(),
            #[cfg(test)]
            steps: 0,
        }
    }

    /// Begins the array of a structure.
    ///
    /// Where its tag is not known, the place that waits for it is returned.
    pub(crate) fn open(&mut self, tag: Option<Tag>, start: usize) -> Result<Option<usize>, Fault> {
        // The builder knows only what does not wait.
        if self.depth >= self.max_depth {
            return Err(Fault::new(ErrorKind::Depth, tag.unwrap_or_default(), start));
        }
        self.depth = self.depth.saturating_add(1);
        if let Some(tag) = tag {
            self.put(Event::Open { tag, start })?;
            return Ok(None);
        }
        self.nameless = self.nameless.saturating_add(1);
        self.wait(Event::Nameless);
        Ok(self.waiting.len().checked_sub(1))
    }

    /// The tag has come for which a structure waits that opened in this place.
    pub(crate) fn name(&mut self, tag: Tag, start: usize, place: usize) -> Result<(), Fault> {
        if let Some(event) = self.waiting.get_mut(place) {
            *event = Event::Open { tag, start };
        }
        self.nameless = self.nameless.saturating_sub(1);
        if self.nameless == 0 { self.work_off() } else { Ok(()) }
    }

    /// The innermost structure ends.
    pub(crate) fn close(&mut self, end: usize) -> Result<(), Fault> {
        self.depth = self.depth.saturating_sub(1);
        self.put(Event::End { end })
    }

    /// Takes the next step, at once or when what waits is worked off.
    pub(crate) fn put(&mut self, event: Event<'a>) -> Result<(), Fault> {
        if self.nameless == 0 {
            return self.take(event);
        }
        self.wait(event);
        Ok(())
    }

    /// Adds an event to those that wait.
    fn wait(&mut self, event: Event<'a>) {
        #[cfg(test)]
        {
            self.steps += 1;
        }
        self.waiting.push(event);
    }

    /// Works off what waits: every structure has its tag.
    fn work_off(&mut self) -> Result<(), Fault> {
        core::mem::take(&mut self.waiting).into_iter().try_for_each(|event| self.take(event))
    }

    /// Adds what an event says to the document.
    fn take(&mut self, event: Event<'a>) -> Result<(), Fault> {
        #[cfg(test)]
        {
            self.steps += 1;
        }
        match event {
            Event::Nameless => Ok(()),
            Event::Open { tag, start } => self.items.open(tag, start),
            Event::End { end } => self.items.builder.end(end),
            Event::Scalar { tag, item_type, token, start } => self.items.item(tag, item_type, token, start),
        }
    }
}
