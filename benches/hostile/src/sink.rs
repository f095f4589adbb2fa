//! A sink that counts what is written to it, and throws it away.

use core::fmt;
use std::io;

#[derive(Debug, Default)]
pub(crate) struct Sink {
    /// The number of bytes that were written.
    pub(crate) bytes: usize,
}

impl fmt::Write for Sink {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes = self.bytes.saturating_add(text.len());
        Ok(())
    }
}

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns how many bytes something takes when it is printed.
pub(crate) fn written(shown: &dyn fmt::Display) -> usize {
    let mut sink = Sink::default();
    // The sink takes everything.
    let _ = fmt::write(&mut sink, format_args!("{shown}"));
    sink.bytes
}
