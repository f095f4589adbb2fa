//! `kmip explain`.

mod entry;
mod look_up;
mod schema;
mod show;

use std::fmt::Write;

use crate::Failure;
use crate::args::Explain;
use schema::Schema;

/// Explains each name and number of the standard in sentences of our own.
///
/// # Errors
/// The first name that nobody knows, with those that may be meant.
pub fn explain(options: &Explain, output: &mut dyn Write) -> Result<(), Failure> {
    let schema = Schema::read();
    let mut is_first = true;
    let mut show = |entries: &[entry::Entry<'_>]| {
        for entry in entries {
            let blank = if is_first || options.json || options.since.is_some() { "" } else { "\n" };
            is_first = false;
            // If nobody reads the output any more, there is nothing to be done.
            let _ = match (options.json, options.since) {
                (true, _) => writeln!(output, "{}", show::object(&schema, entry, options.version)),
                (false, Some(_)) => writeln!(output, "{}", entry.head()),
                (false, None) => write!(output, "{blank}{}", show::text(&schema, entry, options.version)),
            };
        }
    };
    if let Some(since) = options.since {
        show(&schema.since(since));
    }
    for name in &options.names {
        let found = look_up::find(&schema, name, options.version);
        if found.is_empty() {
            let meant = look_up::meant(&schema, name);
            return Err(Failure::UnknownName { name: name.clone(), meant });
        }
        show(&found);
    }
    Ok(())
}
