//! Writes seeds and dictionaries for fuzzers: `seeds VECTORS OUT`.
//!
//! | in OUT | |
//! |---|---|
//! | `ttlv`, `xml`, `json`, `cbor` | the vectors, and a generated message of every kind |
//! | `answered` | in TTLV, requests with a response behind each |
//! | `choices` | bytes from which messages are generated |
//! | `dictionaries` | for libFuzzer and AFL, one an encoding |

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::items::NodeReader;
use kmip_generate::{Direction, GeneratedMessage, Kind, Random as _, Seed, dictionary, vectors};

/// The number of files of choices, and their length.
const CHOICES: (u64, u64) = (400, 400);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(from), Some(out)) = (arguments.next(), arguments.next()) else { return Err("seeds VECTORS OUT".into()) };
    let (from, out) = (Path::new(&from), Path::new(&out));
    for folder in ["answered", "choices", "dictionaries"] {
        fs::create_dir_all(out.join(folder))?;
    }
    for encoding in Encoding::ALL {
        let folder = out.join(encoding.name());
        vectors::unpack(from, &folder, *encoding)?;
        fs::create_dir_all(folder.join("generated"))?;
        let file = out.join("dictionaries").join(encoding.name()).with_extension("dict");
        fs::write(file, dictionary::of_encoding(*encoding))?;
    }
    for kind in Kind::all() {
        let name = kind.to_string().replace(' ', "-");
        let message = GeneratedMessage::of_kind(kind, &mut Seed::of_name(&name));
        for encoding in Encoding::ALL {
            let mut reader = NodeReader::for_node(message.items());
            let bytes = encoding.transcode(&mut reader, &WriterOptions::default())?;
            let file = format!("{name}.{}", encoding.name());
            fs::write(out.join(encoding.name()).join("generated").join(file), bytes)?;
        }
        let answer = Kind::new(kind.version(), kind.operation(), Direction::Response);
        if let Some(answer) = answer.filter(|_| kind.direction() == Direction::Request) {
            let answer = GeneratedMessage::of_kind(answer, &mut Seed::of_name(&name)).to_ttlv()?;
            fs::write(out.join("answered").join(name), [message.to_ttlv()?, answer].concat())?;
        }
    }
    let random = &mut Seed::of_name("choices");
    for number in 0..CHOICES.0 {
        let length = random.below(CHOICES.1);
        let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(random.below(256)).unwrap_or_default()).collect();
        fs::write(out.join("choices").join(number.to_string()), bytes)?;
    }
    Ok(())
}
