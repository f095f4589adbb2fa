//! kmip-xml
