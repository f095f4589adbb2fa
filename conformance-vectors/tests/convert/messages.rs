//! The messages that are converted.

use std::error::Error;
use std::fs;
use std::path::Path;

use conformance_vectors::{Corpus, hex};
use kmip::Message;
use kmip::encoding::Encoding::{Ttlv, Xml};
use serde_json::Value as Json;

/// A message and what it is called.
pub(crate) type Named = (String, Message<'static>);

/// The messages of the corpus.
///
/// `None`, and a note, where it is not at hand and need not be.
pub(crate) fn corpus() -> Result<Option<Vec<Named>>, Box<dyn Error>> {
    let Some(corpus) = Corpus::at_hand("no message was converted")? else { return Ok(None) };
    let mut messages = Vec::new();
    for case in corpus.cases {
        for message in case.messages {
            // The messages that the crates refuse are told apart by the test of the corpus.
            if let Ok(typed) = Xml.decode(message.xml.as_bytes()) {
                messages.push((format!("{} {}", case.path, message.index), typed));
            }
        }
    }
    Ok(Some(messages))
}

/// The valid messages of `vectors/`.
pub(crate) fn vectors() -> Result<Vec<Named>, Box<dyn Error>> {
    let mut messages = Vec::new();
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/valid"))? {
        for file in fs::read_dir(folder?.path())? {
            let json: Json = serde_json::from_slice(&fs::read(file?.path())?)?;
            let text = |member| json.get(member).and_then(Json::as_str);
            let (Some(id), Some(bytes)) = (text("id"), text("ttlv")) else {
                return Err("a vector without id or bytes".into());
            };
            if text("version").is_some() {
                messages.push((id.to_owned(), Ttlv.decode(&hex::decode(bytes).ok_or("bad digits")?)?));
            }
        }
    }
    messages.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(messages)
}
