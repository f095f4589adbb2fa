//! Tests of custom attributes whose names are nearly those of the standard.
//!
//! In every version and encoding they stay what they are.

#![cfg(all(feature = "ttlv", feature = "xml", feature = "json", feature = "cbor"))]

#[cfg(test)]
#[allow(dead_code, reason = "every test uses its own part of the support")]
mod support {
    pub(crate) mod encodings;
}

#[cfg(test)]
mod tests {
    use kmip::convert::Conversion;
    use kmip::encoding::Encoding;
    use kmip::items::NodeValue;
    use kmip::names::attribute_tag;
    use kmip::ttlv::View;
    use kmip::view::ResponseView;
    use kmip::{
        Attribute, Attributes, DateTime, GetAttributesResponse, Message, NamedAttribute, Operation, ProtocolVersion,
        ResponseBatchItem, ResponseMessage, ResponsePayload, ResultStatus, Tag, UniqueIdentifier, VendorAttribute,
        Version,
    };

    use crate::support::encodings::to_ttlv;

    /// Names of 1.x that are of no attribute of the standard.
    ///
    /// Each is one in its normal form. They have the vendor and the name in later versions.
    const NAMES: [(&str, &str, &str); 6] = [
        ("x-509 Certificate Subject", "x", "509 Certificate Subject"),
        ("x-509 Certificate Issuer", "x", "509 Certificate Issuer"),
        ("x-509CertificateIdentifier", "x", "509CertificateIdentifier"),
        ("x-509_Certificate (Subject)", "x", "509_Certificate (Subject)"),
        ("x-Name", "x", "Name"),
        ("y-State", "y", "State"),
    ];

    fn values() -> [NodeValue<'static>; 4] {
        [
            NodeValue::TextString("mine".into()),
            NodeValue::Integer(12),
            NodeValue::Enumeration(3),
            NodeValue::Structure(Vec::new()),
        ]
    }

    /// The response to Get Attributes with one custom attribute.
    fn message(
        version: &ProtocolVersion<'static>,
        names: (&str, &str, &str),
        value: NodeValue<'static>,
    ) -> Message<'static> {
        let (name, vendor, own) = names;
        let is_3_0 = version.version() >= Some(Version::V3_0);
        let id = if is_3_0 { UniqueIdentifier::Identifier("7".into()) } else { "7".into() };
        let mut payload = GetAttributesResponse::new(id);
        if version.version() <= Some(Version::V1_4) {
            payload.named_attributes.push(NamedAttribute::custom(name.to_owned(), value));
        } else {
            let attribute = VendorAttribute::with_value(vendor.to_owned(), own.to_owned(), value);
            payload.attributes = Some(Attributes::from([attribute.into()]));
        }
        let mut response = ResponseMessage::new(version.clone(), DateTime(1_700_000_000));
        let mut item = ResponseBatchItem::new(ResultStatus::SUCCESS);
        item.operation = Some(Operation::GET_ATTRIBUTES);
        item.response_payload = Some(payload.into());
        response.push(item);
        Message::Response(response)
    }

    /// Every version, name and value.
    fn messages() -> impl Iterator<Item = (String, (&'static str, &'static str, &'static str), Message<'static>)> {
        ProtocolVersion::ALL.into_iter().flat_map(|version| {
            NAMES.into_iter().flat_map(move |names| {
                values().map(|value| {
                    let what = format!("{} in {version}: {value:?}", names.0);
                    (what, names, message(&version, names, value))
                })
            })
        })
    }

    fn payload<'m>(message: &'m Message<'_>) -> &'m GetAttributesResponse<'m> {
        let Message::Response(message) = message else { panic!("a request") };
        let Some(ResponsePayload::GetAttributes(payload)) = &message.batch_items[0].response_payload else {
            panic!("another payload")
        };
        payload
    }

    /// The tags that a view gives the attributes of a response.
    fn tags(wire: &[u8]) -> Vec<Option<Tag>> {
        let view = ResponseView::new(View::new(wire).unwrap()).unwrap();
        let attributes = view.batch_items().flat_map(|item| item.unwrap().attributes());
        attributes.map(|attribute| attribute.unwrap().tag()).collect()
    }

    #[test]
    fn they_are_read_as_they_were_written() {
        for (what, (_, vendor, name), message) in messages() {
            let wire = kmip::ttlv::to_vec(&message).unwrap();
            for &encoding in Encoding::ALL {
                let bytes = encoding.encode(&message).unwrap_or_else(|e| panic!("{what}, {encoding}: {e}"));
                let read = encoding.decode(&bytes).unwrap_or_else(|e| panic!("{what}, {encoding}: {e}"));
                assert_eq!(read, message, "{what}, {encoding}");
                assert_eq!(to_ttlv(encoding, &bytes).as_deref(), Ok(&*wire), "{what}, {encoding}");
                assert!(payload(&read).attributes().vendor(vendor, name).is_some(), "{what}, {encoding}");
            }
        }
    }

    #[test]
    fn they_are_valid() {
        for (what, _, message) in messages() {
            let findings = message.validate().unwrap();
            assert!(findings.is_empty(), "{what}: {findings}");
        }
    }

    #[test]
    fn a_view_gives_them_no_tag() {
        for (what, _, message) in messages() {
            assert_eq!(tags(&kmip::ttlv::to_vec(&message).unwrap()), [None], "{what}");
        }
    }

    #[test]
    fn every_version_has_them() {
        for (what, names, message) in messages() {
            let value = values().into_iter().find(|value| what.ends_with(&format!("{value:?}"))).unwrap();
            for version in &ProtocolVersion::ALL {
                let Conversion { message: other, report, .. } =
                    message.convert_to(version.clone()).unwrap_or_else(|e| panic!("{what}, to {version}: {e}"));
                assert!(report.is_empty(), "{what}, to {version}: {report}");
                assert_eq!(other, self::message(version, names, value.clone()), "{what}, to {version}");
                let wire = kmip::ttlv::to_vec(&other).unwrap_or_else(|e| panic!("{what}, to {version}: {e}"));
                assert_eq!(kmip::ttlv::from_slice::<Message<'_>>(&wire).unwrap(), other, "{what}, to {version}");
            }
        }
    }

    #[test]
    fn a_prefix_is_in_lower_case() {
        for (name, tag) in [("X-509 Certificate Subject", true), ("X.509 Certificate Subject", true), ("X-Name", false)]
        {
            assert_eq!(attribute_tag(name).is_some(), tag, "{name}");
        }
    }

    /// Names of the tables that are no attributes are those of nothing.
    ///
    /// They are names of tags, and of the structure around vendors' attributes.
    #[test]
    fn other_names_of_the_tables_are_those_of_nothing() {
        for name in ["Attribute", "Vendor Attribute", "Password", "Batch Item", "Attribute Value"] {
            for value in values() {
                let message = message(&ProtocolVersion::V1_4, (name, "", ""), value.clone());
                let wire = kmip::ttlv::to_vec(&message).unwrap();
                let read: Message<'_> = kmip::ttlv::from_slice(&wire).unwrap_or_else(|e| panic!("{name}: {e}"));
                assert_eq!(read, message, "{name}");
                assert_eq!(tags(&wire), [None], "{name}");
                for version in &ProtocolVersion::ALL {
                    let other =
                        message.convert_to(version.clone()).unwrap_or_else(|e| panic!("{name}, {version}: {e}"));
                    let wire = kmip::ttlv::to_vec(&other.message).unwrap_or_else(|e| panic!("{name}, {version}: {e}"));
                    assert_eq!(
                        kmip::ttlv::from_slice::<Message<'_>>(&wire).unwrap(),
                        other.message,
                        "{name}, {version}"
                    );
                }
            }
        }
    }

    /// A standard's value that somebody put under a custom name.
    #[test]
    fn a_typed_value_does_not_make_a_custom_name_the_standards() {
        let mut named = NamedAttribute::new("x-509 Certificate Subject");
        named.attribute_value = Some(Attribute::CryptographicLength(256));
        let expected = VendorAttribute::with_value("x", "509 Certificate Subject", 256);
        assert_eq!(named.into_attribute(), Ok(expected.into()));
    }
}
