//! kmip-ttlv
