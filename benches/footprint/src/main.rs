//! Tells the length of the key in a response to Get.
//!
//! It writes a Get request to standard output, and reads the response from standard input.

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};

#[cfg(feature = "client")]
fn talk(identifier: String) -> Result<(), Box<dyn Error>> {
    use kmip::{GetRequest, ManagedObject, ProtocolVersion, RequestMessage, ResponseMessage, ResponsePayload};

    let mut get = GetRequest::default();
    get.unique_identifier = Some(identifier.as_str().into());
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(get);
    stdout().write_all(&kmip::ttlv::to_vec(&request)?)?;

    let mut received = Vec::new();
    stdin().read_to_end(&mut received)?;
    let response: ResponseMessage<'_> = kmip::ttlv::from_slice(&received)?;
    for item in &response.batch_items {
        if let Some(ResponsePayload::Get(get)) = &item.response_payload
            && let ManagedObject::SymmetricKey(key) = &get.managed_object
        {
            eprintln!("{:?} bits", key.key_block.cryptographic_length);
        }
    }
    Ok(())
}

/// Sends and receives bytes in the same way, with nothing known of KMIP.
#[cfg(not(feature = "client"))]
fn talk(identifier: String) -> Result<(), Box<dyn Error>> {
    stdout().write_all(identifier.as_bytes())?;
    let mut received = Vec::new();
    stdin().read_to_end(&mut received)?;
    eprintln!("{:?} bits", received.first());
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    talk(std::env::args().nth(1).unwrap_or_default())
}
