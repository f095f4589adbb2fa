//! Text on its way to where it is printed.

use std::fmt;
use std::io::{self, BufWriter, Write};

use crate::Failure;
use crate::failure::written;

/// A text that is printed piece by piece, of which little is held.
pub(crate) struct Printed<W: Write> {
    output: BufWriter<W>,
    /// The result so far: after an error, nothing more is printed.
    result: io::Result<()>,
}

impl<W: Write> Printed<W> {
    pub(crate) fn new(output: W) -> Self {
        Self { output: BufWriter::new(output), result: Ok(()) }
    }

    /// Prints a text.
    pub(crate) fn head(&mut self, text: &str) {
        if self.result.is_ok() {
            self.result = self.output.write_all(text.as_bytes());
        }
    }

    pub(crate) fn end(mut self) -> Result<(), Failure> {
        written(self.result.and_then(|()| self.output.flush()))
    }
}

impl<W: Write> fmt::Write for Printed<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.head(text);
        Ok(())
    }
}
