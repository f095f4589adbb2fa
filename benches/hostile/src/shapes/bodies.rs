//! Payloads: attributes, references, links, names, keys.

use kmip::format::Writer;
use kmip::items::Value;
use kmip::{ItemType, Tag};

use super::Shape;
use super::messages::{Done, answers, asks, choice, number, request, response, structure, text, times, unknown};

/// A Create of 2.1 with attributes.
fn attributes(w: &mut dyn Writer, body: impl FnOnce(&mut dyn Writer) -> Done) -> Done {
    create(w, (2, 1), |w| structure(w, Tag::ATTRIBUTES, body))
}

/// A Create of 1.4 with attributes.
fn template(w: &mut dyn Writer, body: impl FnOnce(&mut dyn Writer) -> Done) -> Done {
    create(w, (1, 4), |w| structure(w, Tag::TEMPLATE_ATTRIBUTE, body))
}

fn create(w: &mut dyn Writer, version: (usize, usize), body: impl FnOnce(&mut dyn Writer) -> Done) -> Done {
    request(w, version, 1, |w| {
        asks(w, 1, |w| {
            choice(w, Tag::OBJECT_TYPE, 2)?;
            body(w)
        })
    })
}

fn named(w: &mut dyn Writer, name: &str, value: Value<'_>) -> Done {
    structure(w, Tag::ATTRIBUTE, |w| {
        text(w, Tag::ATTRIBUTE_NAME, name)?;
        w.write(Tag::ATTRIBUTE_VALUE, value)
    })
}

fn vendor(w: &mut dyn Writer, _: usize) -> Done {
    structure(w, Tag::ATTRIBUTE, |w| {
        text(w, Tag::VENDOR_IDENTIFICATION, "a")?;
        text(w, Tag::ATTRIBUTE_NAME, "b")?;
        number(w, Tag::ATTRIBUTE_VALUE, 0)
    })
}

fn link(w: &mut dyn Writer, index: usize) -> Done {
    structure(w, Tag::LINK, |w| {
        choice(w, Tag::LINK_TYPE, u32::try_from(index % 8).unwrap_or_default() + 0x101)?;
        text(w, Tag::LINKED_OBJECT_IDENTIFIER, "1")
    })
}

/// The attribute names of 1.4 that have one form of value each.
const NAMES: [(&str, Value<'static>); 8] = [
    ("Cryptographic Algorithm", Value::Enumeration(3)),
    ("Cryptographic Length", Value::Integer(128)),
    ("Cryptographic Usage Mask", Value::Integer(-1)),
    ("Operation Policy Name", Value::TextString("")),
    ("Activation Date", Value::DateTime(0)),
    ("Object Group", Value::TextString("g")),
    ("Contact Information", Value::TextString("c")),
    ("State", Value::Enumeration(1)),
];

fn key(w: &mut dyn Writer) -> Done {
    choice(w, Tag::OBJECT_TYPE, 2)?;
    text(w, Tag::UNIQUE_IDENTIFIER, "1")?;
    structure(w, Tag::SYMMETRIC_KEY, |w| {
        structure(w, Tag::KEY_BLOCK, |w| {
            choice(w, Tag::KEY_FORMAT_TYPE, 1)?;
            structure(w, Tag::KEY_VALUE, |w| w.bytes(Tag::KEY_MATERIAL, ItemType::BYTE_STRING, &[1; 16]))?;
            choice(w, Tag::CRYPTOGRAPHIC_ALGORITHM, 3)?;
            number(w, Tag::CRYPTOGRAPHIC_LENGTH, 128)
        })
    })
}

fn key_value(w: &mut dyn Writer, body: impl FnOnce(&mut dyn Writer) -> Done) -> Done {
    response(w, (1, 4), 1, |w| {
        answers(w, 0x0A, |w| {
            choice(w, Tag::OBJECT_TYPE, 4)?;
            text(w, Tag::UNIQUE_IDENTIFIER, "1")?;
            structure(w, Tag::PRIVATE_KEY, |w| {
                structure(w, Tag::KEY_BLOCK, |w| {
                    choice(w, Tag::KEY_FORMAT_TYPE, 0x0A)?;
                    structure(w, Tag::KEY_VALUE, |w| structure(w, Tag::KEY_MATERIAL, body))
                })
            })
        })
    })
}

pub(super) fn all() -> impl Iterator<Item = Shape> {
    [
        Shape::items("usage masks of -1", |w, n| {
            attributes(w, |w| times(w, n, |w, _| w.write(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(-1))))
        }),
        Shape::items("storage masks of -1", |w, n| {
            attributes(w, |w| times(w, n, |w, _| w.write(Tag::PROTECTION_STORAGE_MASK, Value::Integer(-1))))
        }),
        Shape::items("empty cryptographic parameters", |w, n| {
            attributes(w, |w| times(w, n, |w, _| structure(w, Tag::CRYPTOGRAPHIC_PARAMETERS, |_| Ok(()))))
        }),
        Shape::items("enumerations", |w, n| {
            attributes(w, |w| {
                times(w, n, |w, i| choice(w, Tag::CRYPTOGRAPHIC_ALGORITHM, u32::try_from(i % 70).unwrap_or(0)))
            })
        }),
        Shape::items("vendor attributes", |w, n| attributes(w, |w| times(w, n, vendor))),
        Shape::items("enumerations, then vendor attributes", |w, n| {
            attributes(w, |w| {
                times(w, n / 2, |w, _| choice(w, Tag::CRYPTOGRAPHIC_ALGORITHM, 3))?;
                times(w, n / 2, vendor)
            })
        }),
        Shape::items("links", |w, n| attributes(w, |w| times(w, n, link))),
        Shape::items("empty links", |w, n| attributes(w, |w| times(w, n, |w, _| structure(w, Tag::LINK, |_| Ok(()))))),
        Shape::items("links of 3.0", |w, n| {
            create(w, (3, 0), |w| {
                structure(w, Tag::ATTRIBUTES, |w| {
                    times(w, n, |w, _| w.text(Tag::PUBLIC_KEY_LINK, ItemType::REFERENCE, "1"))
                })
            })
        }),
        Shape::items("references, then links", |w, n| {
            request(w, (2, 1), 1, |w| {
                asks(w, 0x0B, |w| {
                    times(w, n / 2, |w, _| choice(w, Tag::ATTRIBUTE_REFERENCE, Tag::STATE.value()))?;
                    times(w, n / 2, |w, _| choice(w, Tag::ATTRIBUTE_REFERENCE, Tag::LINK.value()))
                })
            })
        }),
        Shape::items("references of 3.0", |w, n| {
            request(w, (3, 0), 1, |w| {
                asks(w, 0x0B, |w| {
                    times(w, n / 2, |w, _| choice(w, Tag::ATTRIBUTE_REFERENCE, Tag::STATE.value()))?;
                    times(w, n / 2, |w, _| choice(w, Tag::ATTRIBUTE_REFERENCE, Tag::PUBLIC_KEY_LINK.value()))
                })
            })
        }),
        Shape::items("attributes asked for by name", |w, n| {
            request(w, (1, 4), 1, |w| {
                asks(w, 0x0B, |w| {
                    times(w, n, |w, i| text(w, Tag::ATTRIBUTE_NAME, NAMES.get(i % 8).map_or("", |name| name.0)))
                })
            })
        }),
        Shape::items("attributes by name", |w, n| {
            template(w, |w| times(w, n, |w, i| NAMES.get(i % 8).map_or(Ok(()), |(name, value)| named(w, name, *value))))
        }),
        Shape::items("usage masks by name", |w, n| {
            template(w, |w| times(w, n, |w, _| named(w, "Cryptographic Usage Mask", Value::Integer(-1))))
        }),
        Shape::items("custom attributes", |w, n| {
            template(w, |w| times(w, n, |w, i| named(w, &format!("x-{i}"), Value::TextString(""))))
        }),
        Shape::items("custom attributes of one name", |w, n| {
            template(w, |w| times(w, n, |w, _| named(w, "x-a", Value::Integer(0))))
        }),
        Shape::items("unknown items, then custom attributes", |w, n| {
            template(w, |w| {
                times(w, n / 2, unknown)?;
                times(w, n / 2, |w, _| named(w, "x-a", Value::Integer(0)))
            })
        }),
        Shape::items("attributes of unknown names", |w, n| {
            template(w, |w| times(w, n, |w, i| named(w, &format!("{i}"), Value::Integer(0))))
        }),
        Shape::items("attributes with an index", |w, n| {
            template(w, |w| {
                times(w, n, |w, i| {
                    structure(w, Tag::ATTRIBUTE, |w| {
                        text(w, Tag::ATTRIBUTE_NAME, "Object Group")?;
                        number(w, Tag::ATTRIBUTE_INDEX, i)?;
                        text(w, Tag::ATTRIBUTE_VALUE, "g")
                    })
                })
            })
        }),
        Shape::items("attributes without a value", |w, n| {
            template(w, |w| times(w, n, |w, _| structure(w, Tag::ATTRIBUTE, |w| text(w, Tag::ATTRIBUTE_NAME, "State"))))
        }),
        Shape::items("values of one attribute", |w, n| {
            template(w, |w| structure(w, Tag::ATTRIBUTE, |w| times(w, n, |w, _| number(w, Tag::ATTRIBUTE_VALUE, 0))))
        }),
        Shape::items("names", |w, n| {
            attributes(w, |w| {
                times(w, n, |w, _| {
                    structure(w, Tag::NAME, |w| {
                        text(w, Tag::NAME_VALUE, "")?;
                        choice(w, Tag::NAME_TYPE, 1)
                    })
                })
            })
        }),
        Shape::items("a name as long as can be", |w, n| template(w, |w| named(w, &"x".repeat(n), Value::Integer(0)))),
        Shape::items("identifiers", |w, n| {
            response(w, (2, 1), 1, |w| answers(w, 8, |w| times(w, n, |w, _| text(w, Tag::UNIQUE_IDENTIFIER, "1"))))
        }),
        Shape::items("operations", |w, n| {
            response(w, (2, 1), 1, |w| answers(w, 0x18, |w| times(w, n, |w, _| choice(w, Tag::OPERATION, 1))))
        }),
        Shape::items("validation information", |w, n| {
            response(w, (2, 1), 1, |w| {
                answers(w, 0x18, |w| times(w, n, |w, _| structure(w, Tag::VALIDATION_INFORMATION, |_| Ok(()))))
            })
        }),
        Shape::items("capability information", |w, n| {
            response(w, (2, 1), 1, |w| {
                answers(w, 0x18, |w| times(w, n, |w, _| structure(w, Tag::CAPABILITY_INFORMATION, |_| Ok(()))))
            })
        }),
        Shape::items("versions", |w, n| {
            request(w, (1, 4), 1, |w| {
                asks(w, 0x1E, |w| {
                    times(w, n, |w, _| {
                        structure(w, Tag::PROTOCOL_VERSION, |w| {
                            number(w, Tag::PROTOCOL_VERSION_MAJOR, 1)?;
                            number(w, Tag::PROTOCOL_VERSION_MINOR, 4)
                        })
                    })
                })
            })
        }),
        Shape::items("keys", |w, n| response(w, (1, 4), n, |w| times(w, n, |w, _| answers(w, 0x0A, key)))),
        Shape::items("numbers of a key", |w, n| {
            key_value(w, |w| times(w, n, |w, _| w.bytes(Tag::MODULUS, ItemType::BIG_INTEGER, &[1; 8])))
        }),
        Shape::items("unknown items in key material", |w, n| key_value(w, |w| times(w, n, unknown))),
    ]
    .into_iter()
}
