#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kmip_fuzz::generated::mutant(data));
