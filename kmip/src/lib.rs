#![doc = include_str!("cookbook/links.md")]
#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

// Documentation alone. Its examples are tested with all features.
#[cfg(all(
    doc,
    any(
        not(doctest),
        all(
            feature = "ttlv",
            feature = "xml",
            feature = "json",
            feature = "cbor",
            feature = "serde",
            feature = "zeroize",
            feature = "tokio-util"
        )
    )
))]
pub mod cookbook;
#[cfg(all(feature = "alloc", any(feature = "ttlv", feature = "xml", feature = "json", feature = "cbor")))]
pub mod encoding;

#[cfg(feature = "cbor")]
pub use kmip_cbor as cbor;
#[cfg(feature = "json")]
pub use kmip_json as json;
#[cfg(feature = "ttlv")]
pub use kmip_ttlv as ttlv;
pub use kmip_types::*;
#[cfg(feature = "xml")]
pub use kmip_xml as xml;
