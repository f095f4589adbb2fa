//! `kmip dump`.

use std::cell::RefCell;
use std::fmt::Write;

use kmip::items::Pretty;

use crate::Failure;
use crate::args::Dump;
use crate::input::Input;

/// Prints the messages of `input` to `text`, an item a line; one whose value cannot be read with the reason.
///
/// # Errors
/// The first thing that is wrong with the input; what can be read has been printed.
pub fn dump(input: &[u8], options: &Dump, text: &mut dyn Write) -> Result<(), Failure> {
    let mut input = Input::new(input, options.source.from, options.source.lenient)?;
    let broken = input.take_broken();
    let result = print(&input, options, text);
    // A text that is broken is the reason why its last message is, too.
    broken.map_or(result, Err)
}

fn print(input: &Input<'_>, options: &Dump, text: &mut dyn Write) -> Result<(), Failure> {
    let messages = input.marked_messages()?;
    let several = messages.several;
    let mut first = Ok(());
    for (number, message) in (1..).zip(messages) {
        if several {
            // If nobody reads the output any more, the check still goes on to its end.
            let _ = writeln!(text, "# message {number}");
        }
        // Both come in the order of the message.
        let unexpected = RefCell::new(message.unexpected_items().peekable());
        let remark = |offset: usize, line: &mut dyn Write| {
            let mut unexpected = unexpected.borrow_mut();
            while unexpected.next_if(|item| item.offset.is_some_and(|its_offset| its_offset < offset)).is_some() {}
            let item = unexpected.next_if(|item| item.offset == Some(offset));
            item.map_or(Ok(()), |item| write!(line, "  <- {}", item.reason()))
        };
        let pretty = Pretty::new(text).with_remarks(&remark);
        let mut pretty = if options.show_secrets { pretty.with_secrets() } else { pretty };
        let result = pretty.print(&mut *message.reader());
        // Looked for once: finding a place takes reading again.
        if let (Err(fault), Ok(())) = (result, &first) {
            first = Err(Failure::at(message.locate(fault), number, several));
        }
    }
    first
}
