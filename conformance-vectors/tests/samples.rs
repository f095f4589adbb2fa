//! Tests of the messages in `samples/`: XML and TTLV beside each other.
//!
//! Each form is made from the other, with types and without.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use conformance_vectors::hex;
use kmip::Message;
use kmip::encoding::Encoding::{self, Ttlv, Xml};

/// The number of samples: none may get lost.
const COUNT: usize = 20;

fn samples() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "xml") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Name, XML without the white space between the elements, TTLV.
fn sample(path: &Path) -> Result<(String, String, Vec<u8>), Box<dyn Error>> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let xml = fs::read_to_string(path)?.lines().map(str::trim).collect();
    let digits: String = fs::read_to_string(path.with_extension("hex"))?.lines().collect();
    let ttlv = hex::decode(&digits).ok_or_else(|| format!("{name}.hex is not hexadecimal"))?;
    Ok((name, xml, ttlv))
}

#[test]
fn each_form_is_made_from_the_other() -> Result<(), Box<dyn Error>> {
    let samples = samples()?;
    assert_eq!(samples.len(), COUNT);
    for path in samples {
        let (name, xml, ttlv) = sample(&path)?;
        let text = fs::read(&path)?;
        let in_name = |error| format!("{name}: {error}");

        assert_eq!(hex::encode(&Xml.convert(&text, Ttlv).map_err(in_name)?), hex::encode(&ttlv), "{name}: XML to TTLV");
        assert_eq!(String::from_utf8(Ttlv.convert(&ttlv, Xml).map_err(in_name)?)?, xml, "{name}: TTLV to XML");

        let from_xml = Xml.decode::<Message<'_>>(&text).map_err(in_name)?;
        let from_ttlv = Ttlv.decode::<Message<'_>>(&ttlv).map_err(in_name)?;
        assert_eq!(from_xml, from_ttlv, "{name}");
        assert_eq!(hex::encode(&Ttlv.encode(&from_xml).map_err(in_name)?), hex::encode(&ttlv), "{name}: typed TTLV");
        assert_eq!(String::from_utf8(Xml.encode(&from_ttlv).map_err(in_name)?)?, xml, "{name}: typed XML");
    }
    Ok(())
}

#[test]
fn every_encoding_carries_every_sample() -> Result<(), Box<dyn Error>> {
    for path in samples()? {
        let (name, _, ttlv) = sample(&path)?;
        let message = Ttlv.decode::<Message<'_>>(&ttlv)?;
        for &encoding in Encoding::ALL {
            let written = encoding.encode(&message)?;
            assert_eq!(encoding.decode::<Message<'_>>(&written)?, message, "{name}: {}", encoding.name());
            assert_eq!(Ttlv.convert(&ttlv, encoding)?, written, "{name}: {}", encoding.name());
            assert_eq!(encoding.convert(&written, Ttlv)?, ttlv, "{name}: {}", encoding.name());
        }
    }
    Ok(())
}

#[test]
fn names_end_in_the_version_and_every_version_is_there() -> Result<(), Box<dyn Error>> {
    let mut versions = BTreeSet::new();
    for path in samples()? {
        let (name, _, ttlv) = sample(&path)?;
        let version = Ttlv.decode::<Message<'_>>(&ttlv)?.protocol_version().to_string();
        assert!(name.ends_with(&format!("-{version}")), "{name} is a message of {version}");
        versions.insert(version);
    }
    let all = ["1.0", "1.1", "1.2", "1.3", "1.4", "2.0", "2.1", "3.0"];
    assert_eq!(versions.iter().map(String::as_str).collect::<Vec<_>>(), all);
    Ok(())
}
