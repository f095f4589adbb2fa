//! The examples do what they say: each asserts what it prints.

#![cfg(all(feature = "ttlv", feature = "xml", feature = "json", feature = "cbor"))]

#[cfg(test)]
#[path = "../examples"]
mod examples {
    pub(crate) mod create_locate_get;
    pub(crate) mod one_field;
    #[expect(dead_code, reason = "the tests call the server without its connections")]
    #[path = "server/main.rs"]
    pub(crate) mod server;
    pub(crate) mod socket_buffer;
    pub(crate) mod transcode;
}

#[cfg(test)]
#[path = "examples/server.rs"]
mod server;

#[cfg(test)]
mod tests {
    use super::examples;

    #[test]
    fn a_key_is_created_found_and_read_in_every_version() {
        examples::create_locate_get::main().unwrap();
    }

    #[test]
    fn one_field_is_read() {
        examples::one_field::main().unwrap();
    }

    #[test]
    fn messages_are_found_in_a_buffer() {
        examples::socket_buffer::main().unwrap();
    }

    #[test]
    fn a_message_goes_through_the_encodings() {
        examples::transcode::main().unwrap();
    }
}
