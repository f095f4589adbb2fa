//! Decodes messages from a socket's buffer, however the network cuts them.
//!
//! `cargo run -p kmip --example socket_buffer`

use std::error::Error;
use std::io::{self, Read};

use kmip::{GetRequest, Limits, ProtocolVersion, QueryFunction, QueryRequest, RequestMessage, RequestPayload};

/// The bytes that a connection has delivered and nobody has taken yet.
#[derive(Default)]
struct Inbox {
    buffer: Vec<u8>,
    taken: usize,
}

impl Inbox {
    /// The next message, borrowing from the buffer.
    ///
    /// `None` if the peer has closed the connection between messages.
    fn next(&mut self, connection: &mut impl Read) -> Result<Option<RequestMessage<'_>>, Box<dyn Error>> {
        self.buffer.drain(..self.taken);
        let length = loop {
            // Eight bytes are enough to refuse what is no message, or one that is too large.
            if let Some(length) = kmip::ttlv::frame(&self.buffer, &Limits::DEFAULT)? {
                break length;
            }
            let mut piece = [0; 4096];
            match (connection.read(&mut piece)?, self.buffer.is_empty()) {
                (0, true) => return Ok(None),
                (0, false) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
                (read, _) => self.buffer.extend_from_slice(piece.get(..read).unwrap_or_default()),
            }
        };
        self.taken = length;
        Ok(Some(kmip::ttlv::from_slice(self.buffer.get(..length).unwrap_or_default())?))
    }
}

/// A connection that delivers a few bytes at a time.
struct Slow<'b>(&'b [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(buffer.len());
        (&mut self.0).take(u64::try_from(count).unwrap_or_default()).read(buffer)
    }
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let mut get = RequestMessage::new(ProtocolVersion::V1_4);
    get.push(GetRequest::with_id("5d0c8f1e"));
    let mut query = RequestMessage::new(ProtocolVersion::V2_1);
    query.push(QueryRequest::new([QueryFunction::QUERY_OPERATIONS]));
    let sent = [kmip::ttlv::to_vec(&get)?, kmip::ttlv::to_vec(&query)?].concat();

    for piece in [1, 7, 100, 4096] {
        let (mut inbox, mut connection) = (Inbox::default(), Slow(&sent, piece));
        let mut operations = Vec::new();
        while let Some(request) = inbox.next(&mut connection)? {
            for item in &request.batch_items {
                if let RequestPayload::Get(get) = &item.request_payload {
                    assert_eq!(get.unique_identifier, Some("5d0c8f1e".into()));
                }
                operations.push(item.operation.to_string());
            }
        }
        println!("{piece} bytes at a time: {}", operations.join(", "));
        assert_eq!(operations, ["Get", "Query"]);
    }

    // Half a message, and something else altogether.
    let mut connection = Slow(sent.get(..100).unwrap_or_default(), 100);
    assert!(Inbox::default().next(&mut connection).is_err());
    let (mut inbox, mut connection) = (Inbox::default(), &b"GET / HTTP/1.1\r\n"[..]);
    let Err(refused) = inbox.next(&mut connection) else { return Err("not refused".into()) };
    println!("what a browser sends: {refused}");
    assert_eq!(refused.to_string(), "invalid tag at byte 0");
    Ok(())
}
