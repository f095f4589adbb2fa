//! conformance-vectors
