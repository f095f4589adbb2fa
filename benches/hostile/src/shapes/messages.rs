//! Messages: batch items, headers, payloads.

use kmip::format::{Fault, Writer};
use kmip::items::Value;
use kmip::{ItemType, Tag};

use super::Shape;

pub(super) type Done = Result<(), Fault>;

/// A structure with what `body` writes.
pub(super) fn structure(w: &mut dyn Writer, tag: Tag, body: impl FnOnce(&mut dyn Writer) -> Done) -> Done {
    w.open(tag)?;
    body(w)?;
    w.end()
}

pub(super) fn text(w: &mut dyn Writer, tag: Tag, text: &str) -> Done {
    w.text(tag, ItemType::TEXT_STRING, text)
}

pub(super) fn number(w: &mut dyn Writer, tag: Tag, number: usize) -> Done {
    w.write(tag, Value::Integer(i32::try_from(number).unwrap_or(i32::MAX)))
}

pub(super) fn choice(w: &mut dyn Writer, tag: Tag, value: u32) -> Done {
    w.write(tag, Value::Enumeration(value))
}

/// Returns what `write` writes, so many times.
pub(super) fn times(w: &mut dyn Writer, count: usize, mut write: impl FnMut(&mut dyn Writer, usize) -> Done) -> Done {
    (0..count).try_for_each(|index| write(w, index))
}

fn version(w: &mut dyn Writer, (major, minor): (usize, usize)) -> Done {
    structure(w, Tag::PROTOCOL_VERSION, |w| {
        number(w, Tag::PROTOCOL_VERSION_MAJOR, major)?;
        number(w, Tag::PROTOCOL_VERSION_MINOR, minor)
    })
}

/// A request of a version with so many batch items, which `body` writes.
pub(super) fn request(
    w: &mut dyn Writer,
    numbers: (usize, usize),
    count: usize,
    body: impl FnOnce(&mut dyn Writer) -> Done,
) -> Done {
    headed_request(w, numbers, count, |_| Ok(()), body)
}

/// A request whose header has something between version and count.
fn headed_request(
    w: &mut dyn Writer,
    numbers: (usize, usize),
    count: usize,
    head: impl FnOnce(&mut dyn Writer) -> Done,
    body: impl FnOnce(&mut dyn Writer) -> Done,
) -> Done {
    structure(w, Tag::REQUEST_MESSAGE, |w| {
        structure(w, Tag::REQUEST_HEADER, |w| {
            version(w, numbers)?;
            head(w)?;
            number(w, Tag::BATCH_COUNT, count)
        })?;
        body(w)
    })
}

/// A response of a version with so many batch items, which `body` writes.
pub(super) fn response(
    w: &mut dyn Writer,
    numbers: (usize, usize),
    count: usize,
    body: impl FnOnce(&mut dyn Writer) -> Done,
) -> Done {
    structure(w, Tag::RESPONSE_MESSAGE, |w| {
        structure(w, Tag::RESPONSE_HEADER, |w| {
            version(w, numbers)?;
            w.write(Tag::TIME_STAMP, Value::DateTime(0))?;
            number(w, Tag::BATCH_COUNT, count)
        })?;
        body(w)
    })
}

/// A batch item of a request with this operation.
pub(super) fn asks(w: &mut dyn Writer, operation: u32, payload: impl FnOnce(&mut dyn Writer) -> Done) -> Done {
    structure(w, Tag::BATCH_ITEM, |w| {
        choice(w, Tag::OPERATION, operation)?;
        structure(w, Tag::REQUEST_PAYLOAD, payload)
    })
}

/// A successful batch item of a response to this operation.
pub(super) fn answers(w: &mut dyn Writer, operation: u32, payload: impl FnOnce(&mut dyn Writer) -> Done) -> Done {
    structure(w, Tag::BATCH_ITEM, |w| {
        choice(w, Tag::OPERATION, operation)?;
        choice(w, Tag::RESULT_STATUS, 0)?;
        structure(w, Tag::RESPONSE_PAYLOAD, payload)
    })
}

/// An operation that the standard has, one after another.
fn operation(index: usize) -> u32 {
    u32::try_from(index % 0x33).unwrap_or_default() + 1
}

fn empty(w: &mut dyn Writer, tag: Tag) -> Done {
    structure(w, tag, |_| Ok(()))
}

fn credential(w: &mut dyn Writer, _: usize) -> Done {
    structure(w, Tag::CREDENTIAL, |w| {
        choice(w, Tag::CREDENTIAL_TYPE, 1)?;
        structure(w, Tag::CREDENTIAL_VALUE, |w| text(w, Tag::USERNAME, ""))
    })
}

fn authenticated(w: &mut dyn Writer, body: impl FnOnce(&mut dyn Writer) -> Done) -> Done {
    let head = |w: &mut dyn Writer| structure(w, Tag::AUTHENTICATION, body);
    headed_request(w, (1, 4), 1, head, |w| asks(w, 0x0A, |_| Ok(())))
}

/// An item of no standard.
pub(super) fn unknown(w: &mut dyn Writer, _: usize) -> Done {
    number(w, Tag::new(0x54_0001), 0)
}

pub(super) fn all() -> impl Iterator<Item = Shape> {
    [
        Shape::items("empty batch items", |w, n| {
            request(w, (1, 4), n, |w| times(w, n, |w, _| empty(w, Tag::BATCH_ITEM)))
        }),
        Shape::items("empty batch items of a response", |w, n| {
            response(w, (1, 4), n, |w| times(w, n, |w, _| empty(w, Tag::BATCH_ITEM)))
        }),
        Shape::items("response items with a status", |w, n| {
            response(w, (1, 4), n, |w| {
                times(w, n, |w, _| structure(w, Tag::BATCH_ITEM, |w| choice(w, Tag::RESULT_STATUS, 0)))
            })
        }),
        Shape::items("response items that failed", |w, n| {
            response(w, (2, 1), n, |w| {
                times(w, n, |w, _| {
                    structure(w, Tag::BATCH_ITEM, |w| {
                        choice(w, Tag::RESULT_STATUS, 1)?;
                        choice(w, Tag::RESULT_REASON, 1)?;
                        text(w, Tag::RESULT_MESSAGE, "")
                    })
                })
            })
        }),
        Shape::items("requests of one operation", |w, n| {
            request(w, (1, 4), n, |w| times(w, n, |w, _| asks(w, 0x0A, |_| Ok(()))))
        }),
        Shape::items("requests of the largest payload", |w, n| {
            request(w, (1, 4), n, |w| times(w, n, |w, _| asks(w, 0x1D, |_| Ok(()))))
        }),
        Shape::items("requests, then a broken one", |w, n| {
            request(w, (1, 4), n + 1, |w| {
                times(w, n, |w, _| asks(w, 0x0A, |_| Ok(())))?;
                asks(w, 0x0A, |w| text(w, Tag::KEY_FORMAT_TYPE, ""))
            })
        }),
        Shape::items("response items, then a broken one", |w, n| {
            response(w, (1, 4), n + 1, |w| {
                times(w, n, |w, _| structure(w, Tag::BATCH_ITEM, |w| choice(w, Tag::RESULT_STATUS, 0)))?;
                structure(w, Tag::BATCH_ITEM, |w| number(w, Tag::RESULT_STATUS, 0))
            })
        }),
        Shape::items("requests of all operations", |w, n| {
            request(w, (2, 1), n, |w| times(w, n, |w, i| asks(w, operation(i), |_| Ok(()))))
        }),
        Shape::items("responses of all operations", |w, n| {
            response(w, (2, 1), n, |w| times(w, n, |w, i| answers(w, operation(i), |_| Ok(()))))
        }),
        Shape::items("responses of an unknown operation", |w, n| {
            response(w, (1, 4), n, |w| times(w, n, |w, _| answers(w, 0x8000_0001, |_| Ok(()))))
        }),
        Shape::items("payloads before their operations", |w, n| {
            request(w, (1, 4), n, |w| {
                times(w, n, |w, _| {
                    structure(w, Tag::BATCH_ITEM, |w| {
                        structure(w, Tag::REQUEST_PAYLOAD, |w| text(w, Tag::UNIQUE_IDENTIFIER, ""))?;
                        choice(w, Tag::OPERATION, 0x0A)
                    })
                })
            })
        }),
        Shape::items("batch items with an ID", |w, n| {
            request(w, (1, 4), n, |w| {
                times(w, n, |w, i| {
                    structure(w, Tag::BATCH_ITEM, |w| {
                        choice(w, Tag::OPERATION, 0x0A)?;
                        let id = i.to_be_bytes();
                        w.bytes(Tag::UNIQUE_BATCH_ITEM_ID, ItemType::BYTE_STRING, &id)?;
                        empty(w, Tag::REQUEST_PAYLOAD)
                    })
                })
            })
        }),
        Shape::items("batch items with an extension", |w, n| {
            request(w, (1, 4), n, |w| {
                times(w, n, |w, _| {
                    structure(w, Tag::BATCH_ITEM, |w| {
                        choice(w, Tag::OPERATION, 0x0A)?;
                        empty(w, Tag::REQUEST_PAYLOAD)?;
                        structure(w, Tag::MESSAGE_EXTENSION, |w| {
                            text(w, Tag::VENDOR_IDENTIFICATION, "")?;
                            w.write(Tag::CRITICALITY_INDICATOR, Value::Boolean(false))?;
                            structure(w, Tag::VENDOR_EXTENSION, |w| unknown(w, 0))
                        })
                    })
                })
            })
        }),
        Shape::items("a field many times", |w, n| {
            request(w, (1, 4), 1, |w| {
                structure(w, Tag::BATCH_ITEM, |w| {
                    times(w, n, |w, _| choice(w, Tag::OPERATION, 0x0A))?;
                    empty(w, Tag::REQUEST_PAYLOAD)
                })
            })
        }),
        Shape::items("fields of another type", |w, n| {
            request(w, (1, 4), n, |w| {
                times(w, n, |w, _| {
                    asks(w, 0x0A, |w| {
                        number(w, Tag::UNIQUE_IDENTIFIER, 1)?;
                        text(w, Tag::KEY_FORMAT_TYPE, "")
                    })
                })
            })
        }),
        Shape::items("fields of other structures", |w, n| {
            request(w, (1, 4), 1, |w| asks(w, 0x0A, |w| times(w, n, |w, _| number(w, Tag::CRITICALITY_INDICATOR, 0))))
        }),
        Shape::items("credentials", |w, n| authenticated(w, |w| times(w, n, credential))),
        Shape::items("unknown items, then credentials", |w, n| {
            authenticated(w, |w| {
                times(w, n / 2, unknown)?;
                times(w, n / 2, credential)
            })
        }),
        Shape::items("several correlation values", |w, n| {
            headed_request(
                w,
                (2, 1),
                1,
                |w| times(w, n, |w, _| text(w, Tag::CLIENT_CORRELATION_VALUE, "")),
                |w| asks(w, 0x0A, |_| Ok(())),
            )
        }),
    ]
    .into_iter()
}
