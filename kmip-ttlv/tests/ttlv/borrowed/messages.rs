//! Headers, batches, buffers, and structures of a user's own.

use kmip_ttlv::{encoded_len, to_slice};
use kmip_types::format::{Encode, Encoder, Fault};
use kmip_types::*;

use super::{VERSIONS, of_model, written};

/// What the header can say, several items, and their numbers.
#[test]
fn headers_and_batches() {
    let user = || {
        let mut user = UsernameAndPasswordCredentialValue::new("me");
        user.password = Some(Secret::new("secret".into()));
        user
    };
    let mut slim_user = no_alloc::UsernameAndPasswordCredentialValue::new("me");
    slim_user.password = Some("secret".into());
    let credentials = [no_alloc::Credential::new(CredentialType::USERNAME_AND_PASSWORD, &slim_user)];
    let authentication = no_alloc::Authentication::new(&credentials);
    let (activate, destroy) = (no_alloc::ActivateRequest::default(), no_alloc::DestroyRequest::default());
    let mut sizes = Vec::new();
    for (version, slim) in VERSIONS {
        let versions = Versions::possible(version.version());
        let mut message = RequestMessage::new(version);
        message.push(ActivateRequest::default());
        message.push(DestroyRequest::default());
        let payloads: [&dyn no_alloc::RequestPayload; 2] = [&activate, &destroy];
        let mut borrowed = no_alloc::RequestMessage::new(slim, &payloads);
        assert_eq!(written(&borrowed), of_model(&message), "{versions}");
        let header = &mut message.request_header;
        header.maximum_response_size = Some(4096);
        header.time_stamp = Some(DateTime(1_400_000_000));
        header.batch_error_continuation_option = Some(BatchErrorContinuationOption::STOP);
        header.authentication =
            Some(Authentication::new([Credential::new(CredentialType::USERNAME_AND_PASSWORD, user())]));
        let header = &mut borrowed.request_header;
        header.maximum_response_size = Some(4096);
        header.time_stamp = Some(DateTime(1_400_000_000));
        header.batch_error_continuation_option = Some(BatchErrorContinuationOption::STOP);
        header.authentication = Some((&authentication).into());
        assert_eq!(written(&borrowed), of_model(&message), "{versions}");
        sizes.push(written(&borrowed).map(|bytes| bytes.len()));
        message.request_header.client_correlation_value = Some("c".into());
        message.request_header.asynchronous_indicator = Some(AsynchronousIndicator::Boolean(true));
        borrowed.request_header.client_correlation_value = Some("c");
        borrowed.request_header.asynchronous_indicator = Some(no_alloc::AsynchronousIndicator::Boolean(true));
        assert_eq!(written(&borrowed), of_model(&message), "{versions}");
    }
    // In 3.0 there is no Batch Count and no Unique Batch Item ID.
    assert_eq!(sizes, [&[Ok(288); 7][..], &[Ok(240)]].concat());
}

#[test]
fn a_full_buffer_tells_how_many_bytes_are_needed() {
    let mut get = no_alloc::GetRequest::default();
    get.unique_identifier = Some("5d0c8f1e".into());
    let payloads: [&dyn no_alloc::RequestPayload; 1] = [&get];
    let message = no_alloc::RequestMessage::new(no_alloc::ProtocolVersion::V2_1, &payloads);
    let size = encoded_len(&message).unwrap();
    assert_eq!(size, 120);
    let mut buffer = [0; 120];
    for short in 0..size {
        let error = to_slice(&message, &mut buffer[..short]).unwrap_err();
        assert_eq!((error.kind(), error.needed()), (ErrorKind::BufferFull, Some(size)), "{short}");
        assert!(error.to_string().starts_with("buffer full, 120 bytes needed in RequestMessage"), "{error}");
    }
    assert_eq!(to_slice(&message, &mut buffer), Ok(size));
}

/// A user's own structure, with what it repeats in a slice.
struct Shards<'a> {
    names: &'a [&'a str],
    weight: Option<i64>,
    key: &'a [u8],
}

impl Encode for Shards<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.open(tag)?;
        e.put(Tag::new(0x54_0002), self.names)?;
        e.gated(Tag::new(0x54_0003), Versions::only(Version::V2_1), &self.weight)?;
        e.put(Tag::new(0x54_0004), self.key)?;
        e.end()
    }
}

impl no_alloc::RequestPayload for Shards<'_> {
    fn operation(&self) -> Operation {
        Operation::new(0x8000_0001)
    }

    fn versions(&self) -> Versions {
        Version::V2_0 | Version::V2_1
    }
}

#[test]
fn a_users_own_structure() {
    let mut shards = Shards { names: &["a", "b"], weight: None, key: &[1, 2, 3] };
    let request = |shards: &Shards<'_>, version| written(&no_alloc::RequestMessage::new(version, &[shards]));
    use no_alloc::ProtocolVersion as V;
    assert_eq!(request(&shards, V::V1_4), Err((ErrorKind::NotInVersion, Tag::REQUEST_PAYLOAD)));
    let payload = "420079 01 00000030 540002 07 00000001 6100000000000000 540002 07 00000001 6200000000000000
        540004 08 00000003 0102030000000000";
    let bytes = request(&shards, V::V2_0).unwrap();
    assert_eq!(bytes[bytes.len() - 56..], crate::hex(payload));
    shards.weight = Some(-2);
    assert_eq!(request(&shards, V::V2_0), Err((ErrorKind::NotInVersion, Tag::new(0x54_0003))));
    assert_eq!(request(&shards, V::V2_1).map(|bytes| bytes.len()), Ok(bytes.len() + 16));
}

#[test]
fn debug_shows_no_secret() {
    let user = no_alloc::UsernameAndPasswordCredentialValue::new("me");
    let mut user = user;
    user.password = Some("hunter2".into());
    let text = format!("{user:?}");
    assert!(text.contains("Secret") && !text.contains("hunter2"), "{text}");
}
