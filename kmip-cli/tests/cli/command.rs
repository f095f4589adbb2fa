//! Runs the command, and makes what it is given.

use kmip::{
    Attribute, Attributes, Bytes, CreateRequest, CryptographicAlgorithm, CryptographicUsageMask, DateTime, GetResponse,
    KeyBlock, KeyFormatType, KeyMaterial, KeyValueStructure, Message, ObjectType, Operation, ProtocolVersion,
    RequestMessage, ResponseBatchItem, ResponseMessage, ResultStatus, Secret, SymmetricKey, cbor, json, ttlv, xml,
};
use kmip_cli::Streams;

/// The key in the response: its bytes occur nowhere else.
pub(crate) const KEY: &[u8; 16] = b"\xC0\xFF\xEE\xC0\xFF\xEE\xC0\xFF\xEE\xC0\xFF\xEE\xC0\xFF\xEE\x5A";

/// The end of a run: exit code and output.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Run {
    /// Standard output as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap()
    }
}

/// Runs `kmip` with these arguments and this standard input.
///
/// It runs in this process: a process for each would take most of the time. The README is run as the program that it is.
pub(crate) fn kmip(arguments: &[&str], mut input: &[u8]) -> Run {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut streams = Streams { input: &mut input, output: &mut stdout, errors: &mut stderr, is_terminal: false };
    let code = kmip_cli::main(["kmip"].iter().chain(arguments), &mut streams);
    Run { code: code.into(), stdout, stderr: String::from_utf8(stderr).unwrap() }
}

/// A request that creates a key, in TTLV.
pub(crate) fn create() -> Vec<u8> {
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.attributes = Some(Attributes::from(vec![
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        Attribute::CryptographicLength(256),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
    ]));
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(create);
    ttlv::to_vec(&request).unwrap()
}

/// A response with a key, in TTLV.
pub(crate) fn get_response() -> Vec<u8> {
    let mut block = KeyBlock::new(KeyFormatType::RAW);
    let material = KeyMaterial::ByteString(Secret::new(Bytes::from(KEY)));
    block.key_value = Some(KeyValueStructure::new(material).into());
    block.cryptographic_algorithm = Some(CryptographicAlgorithm::AES);
    block.cryptographic_length = Some(128);
    let get = GetResponse::new(ObjectType::SYMMETRIC_KEY, "5d0c8f1e", SymmetricKey::new(block));
    let mut item = ResponseBatchItem::new(ResultStatus::SUCCESS);
    item.operation = Some(Operation::GET);
    item.response_payload = Some(get.into());
    let mut response = ResponseMessage::new(ProtocolVersion::V1_4, DateTime(1_400_000_000));
    response.push(item);
    ttlv::to_vec(&response).unwrap()
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that hexadecimal digits spell.
pub(crate) fn words(digits: &str) -> Vec<u8> {
    let digits: Vec<_> = digits.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
}

/// Messages as an XML file.
pub(crate) fn xml(messages: &[Vec<u8>]) -> String {
    let texts: String = messages
        .iter()
        .map(|bytes| {
            let message: Message<'_> = ttlv::from_slice(bytes).unwrap();
            xml::to_string_with(&message, &xml::WriterOptions::default().pretty()).unwrap() + "\n"
        })
        .collect();
    if messages.len() > 1 { format!("<KMIP>\n{texts}</KMIP>\n") } else { texts }
}

/// Messages as a file of JSON documents.
pub(crate) fn json(messages: &[Vec<u8>]) -> String {
    let text = |bytes: &Vec<u8>| {
        let message: Message<'_> = ttlv::from_slice(bytes).unwrap();
        json::to_string_with(&message, &json::WriterOptions::default().pretty()).unwrap() + "\n"
    };
    messages.iter().map(text).collect()
}

/// A message in CBOR.
pub(crate) fn cbor(bytes: &[u8]) -> Vec<u8> {
    cbor::to_vec(&ttlv::from_slice::<Message<'_>>(bytes).unwrap()).unwrap()
}

/// Every encoding by name, and these messages in it.
pub(crate) fn encodings(messages: &[Vec<u8>]) -> [(&'static str, Vec<u8>); 6] {
    let lines = |messages: &[Vec<u8>]| -> String { messages.iter().map(|message| hex(message) + "\n").collect() };
    let cbor: Vec<_> = messages.iter().map(|message| cbor(message)).collect();
    [
        ("ttlv", messages.concat()),
        ("hex", lines(messages).into_bytes()),
        ("xml", xml(messages).into_bytes()),
        ("json", json(messages).into_bytes()),
        ("cbor", cbor.concat()),
        ("cbor-hex", lines(&cbor).into_bytes()),
    ]
}

/// Where in a text something is, as an error has it.
pub(crate) fn place(text: &str, offset: usize) -> String {
    let (line, column) = kmip::format::text::position(text, offset).unwrap();
    format!("byte {offset}, line {line}, column {column}")
}
