//! An encoding that is chosen when the program runs.

#![cfg(all(feature = "ttlv", feature = "xml", feature = "json", feature = "cbor"))]
#![allow(missing_docs, clippy::unwrap_used)]

use kmip::encoding::Encoding;
use kmip::format::{Fault, Writer};
use kmip::items::Value;
use kmip::xml::WriterOptions;
use kmip::{ErrorKind, GetRequest, Limits, ProtocolVersion, ReaderOptions, RequestMessage, Tag};

fn request() -> RequestMessage<'static> {
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(GetRequest::with_id("5d0c8f1e"));
    request
}

#[test]
fn each_has_a_name_and_is_found_by_it() {
    let names = Encoding::ALL.iter().map(|encoding| encoding.name());
    assert_eq!(names.collect::<Vec<_>>(), ["ttlv", "xml", "json", "cbor"]);
    for encoding in Encoding::ALL {
        assert_eq!(encoding.to_string().parse(), Ok(*encoding));
    }
    let unknown = "yaml".parse::<Encoding>().unwrap_err();
    assert_eq!(unknown.to_string(), "unknown encoding");
    assert_eq!(Encoding::ALL.iter().map(|encoding| encoding.is_text()).collect::<Vec<_>>(), [false, true, true, false]);
}

#[test]
fn each_reads_and_converts_what_each_writes() {
    for &from in Encoding::ALL {
        let written = from.encode(&request()).unwrap();
        assert_eq!(Encoding::detect(&written), Some(from));
        assert_eq!(from.decode::<RequestMessage<'_>>(&written), Ok(request()));
        for &to in Encoding::ALL {
            assert_eq!(from.convert(&written, to), to.encode(&request()), "{from} to {to}");
        }
        let short = ReaderOptions::default().with_limits(Limits::DEFAULT.with_items(3));
        let error = from.decode_with::<RequestMessage<'_>>(&written, &short).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooManyItems, "{from}");
    }
    assert_eq!(Encoding::detect(b"[1]"), None);
    assert_eq!(Encoding::detect(b" \n"), None);
}

#[test]
fn options_reach_the_writer() {
    let pretty = Encoding::Json.encode_with(&request(), &WriterOptions::default().pretty()).unwrap();
    assert!(pretty.starts_with(b"{\"tag\":\"RequestMessage\", \"value\":[\n"));
}

#[test]
fn errors_have_a_path_on_either_side() {
    let mut write = |writer: &mut dyn Writer| -> Result<(), Fault> {
        writer.open(Tag::BATCH_ITEM)?;
        writer.write(Tag::COMMENT, Value::TextString("\0"))?;
        writer.end()
    };
    let options = WriterOptions::default();
    let error = Encoding::Xml.write(&options, &mut write).unwrap_err();
    assert_eq!((error.kind(), error.path().to_string()), (ErrorKind::NotInXml, "BatchItem/Comment".to_owned()));
    let mut bytes = Encoding::Ttlv.write(&options, &mut write).unwrap();
    let error = Encoding::Ttlv.convert(&bytes, Encoding::Xml).unwrap_err();
    assert_eq!((error.kind(), error.path().to_string()), (ErrorKind::NotInXml, "BatchItem/Comment".to_owned()));
    *bytes.last_mut().unwrap() = 1;
    for to in Encoding::ALL {
        let error = Encoding::Ttlv.convert(&bytes, *to).unwrap_err();
        assert_eq!((error.kind(), error.path().to_string()), (ErrorKind::Padding, "BatchItem/Comment".to_owned()));
    }
    let error = Encoding::Json.items(b"{\"tag\":\"Comment\",\"value\":\"\xFF\"}").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Utf8, Some(26)));
}
