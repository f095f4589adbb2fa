//! `kmip dump`.

use std::fmt::Write;

use kmip::items::Pretty;

use crate::Failure;
use crate::args::Dump;
use crate::input::Input;

/// Prints the messages of `input` to `text`, an item a line.
///
/// # Errors
/// The first thing that is wrong with the input; what stands before it has been printed.
pub fn dump(input: &[u8], options: &Dump, text: &mut String) -> Result<(), Failure> {
    let mut input = Input::new(input, options.source.from, options.source.lenient)?;
    let broken = input.take_broken();
    let result = print(&input, options, text);
    // A text that is broken is the reason why its last message is, too.
    broken.map_or(result, Err)
}

fn print(input: &Input<'_>, options: &Dump, text: &mut String) -> Result<(), Failure> {
    let messages = input.messages()?;
    let several = messages.several;
    for (number, message) in (1..).zip(messages) {
        if several {
            // Writing to a String does not fail.
            let _ = writeln!(text, "# message {number}");
        }
        let pretty = Pretty::new(text);
        let mut pretty = if options.show_secrets { pretty.with_secrets() } else { pretty };
        let result = pretty.print(&mut *message.reader()).map_err(|fault| message.locate(fault));
        result.map_err(|error| Failure::at(error, number, several))?;
    }
    Ok(())
}
