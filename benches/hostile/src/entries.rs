//! Entry points: everything that a hostile input can reach.

mod commands;
mod decode;
mod output;
mod tree;

use kmip::encoding::Encoding;

use crate::input::{Input, Outcome};

/// Something that takes an input.
pub(crate) struct Entry {
    /// The name in a table.
    pub(crate) name: &'static str,
    /// The bound of memory that applies.
    pub(crate) group: Group,
    /// The number of inputs of that size that are given.
    pub(crate) inputs: usize,
    /// True if the format has it.
    pub(crate) has: fn(Encoding) -> bool,
    pub(crate) call: fn(Input<'_>) -> Outcome,
}

/// The work of an entry point, as far as the bounds ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// It only reads.
    Decode,
    /// It does something with what was read: reading is part of what is measured.
    Use,
}

impl Entry {
    const fn decode(name: &'static str, call: fn(Input<'_>) -> Outcome) -> Self {
        Self { name, group: Group::Decode, inputs: 1, has: |_| true, call }
    }

    const fn of(name: &'static str, call: fn(Input<'_>) -> Outcome) -> Self {
        Self { name, group: Group::Use, inputs: 1, has: |_| true, call }
    }

    const fn given(mut self, inputs: usize) -> Self {
        self.inputs = inputs;
        self
    }

    const fn only(mut self, has: fn(Encoding) -> bool) -> Self {
        self.has = has;
        self
    }

    /// Every entry point.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        decode::all().chain(tree::all()).chain(output::all()).chain(commands::all())
    }
}

const fn is_binary(encoding: Encoding) -> bool {
    !encoding.is_text()
}
