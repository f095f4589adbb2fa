//! The vectors of this repository, unpacked.

use std::path::Path;
use std::{env, fs};

use kmip::encoding::Encoding;

use crate::vectors::unpack;

#[test]
fn every_vector_is_a_file_in_every_encoding() {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance-vectors/vectors");
    // A packed crate is not in the repository, which has them.
    if !vectors.parent().is_some_and(Path::is_dir) {
        return;
    }
    let out = env::temp_dir().join(format!("kmip-generate-vectors-{}", std::process::id()));
    for encoding in Encoding::ALL {
        let count = unpack(&vectors, &out, *encoding).unwrap();
        assert!(count > 1_500, "{encoding:?}: {count}");
        let name = encoding.name();
        let get = fs::read(out.join(format!("valid/operations/get-request-full-2.1.{name}"))).unwrap();
        assert!(encoding.decode::<kmip::Message<'_>>(&get).is_ok(), "{encoding:?}");
    }
    fs::remove_dir_all(&out).unwrap();
    assert!(unpack(&out, &out, Encoding::Ttlv).is_err());
}
