//! kmip-cli
