//! The envelope of a message: its header and its batch items.

use crate::error::Fault;
use crate::no_alloc::ProtocolVersion;
use crate::view::BatchItemViews;
use crate::view::{FromView, ItemView};
use crate::{DateTime, ErrorKind, Tag};

/// A field that can occur once: takes its value at the first occurrence.
pub(super) fn once<'a, V: ItemView<'a>, T: FromView<'a, V>>(slot: &mut Option<T>, field: V) -> Result<(), Fault> {
    if slot.is_some() {
        return Err(Fault::new(ErrorKind::Duplicate, field.tag(), field.offset()));
    }
    *slot = Some(T::from_view(field)?);
    Ok(())
}

pub(super) fn missing<'a>(view: impl ItemView<'a>, tag: Tag) -> Fault {
    Fault::new(ErrorKind::Missing, tag, view.offset())
}

/// The header of a Request Message or a Response Message.
///
/// KMIP 2.1 §8.2, §8.5; since 1.0. What it has was taken when the message was opened; the rest is found by its tag
/// in [`view`](Self::view).
#[derive(Clone, Copy, Debug)]
pub struct HeaderView<'a, V> {
    view: V,
    version: ProtocolVersion,
    batch_count: Option<i32>,
    maximum_response_size: Option<i32>,
    time_stamp: Option<DateTime>,
    client_correlation_value: Option<&'a str>,
    server_correlation_value: Option<&'a str>,
}

impl<'a, V: ItemView<'a>> HeaderView<'a, V> {
    fn new(view: V) -> Result<Self, Fault> {
        let mut version = None;
        let mut header = Self {
            view,
            version: ProtocolVersion::default(),
            batch_count: None,
            maximum_response_size: None,
            time_stamp: None,
            client_correlation_value: None,
            server_correlation_value: None,
        };
        for field in view.structure()?.children() {
            let field = field?;
            match field.tag() {
                Tag::PROTOCOL_VERSION => once(&mut version, field)?,
                Tag::BATCH_COUNT => once(&mut header.batch_count, field)?,
                Tag::MAXIMUM_RESPONSE_SIZE => once(&mut header.maximum_response_size, field)?,
                Tag::TIME_STAMP => once(&mut header.time_stamp, field)?,
                Tag::CLIENT_CORRELATION_VALUE => once(&mut header.client_correlation_value, field)?,
                Tag::SERVER_CORRELATION_VALUE => once(&mut header.server_correlation_value, field)?,
                _ => {}
            }
        }
        match version {
            Some(version) => header.version = version,
            None => return Err(missing(view, Tag::PROTOCOL_VERSION)),
        }
        Ok(header)
    }

    /// The Request Header or Response Header itself.
    pub const fn view(&self) -> V {
        self.view
    }

    /// Protocol Version: an answer in the same version starts with it.
    #[must_use]
    pub const fn protocol_version(&self) -> ProtocolVersion {
        self.version
    }

    /// Batch Count; versions 1.0-2.1, where every message has it.
    #[must_use]
    pub const fn batch_count(&self) -> Option<i32> {
        self.batch_count
    }

    /// Maximum Response Size, in bytes of TTLV; only in requests.
    #[must_use]
    pub const fn maximum_response_size(&self) -> Option<i32> {
        self.maximum_response_size
    }

    /// Time Stamp; required in responses.
    #[must_use]
    pub const fn time_stamp(&self) -> Option<DateTime> {
        self.time_stamp
    }

    /// Client Correlation Value; since 1.4.
    #[must_use]
    pub const fn client_correlation_value(&self) -> Option<&'a str> {
        self.client_correlation_value
    }

    /// Server Correlation Value; since 1.4.
    #[must_use]
    pub const fn server_correlation_value(&self) -> Option<&'a str> {
        self.server_correlation_value
    }
}

impl<'a, V: ItemView<'a>> FromView<'a, V> for ProtocolVersion {
    fn from_view(view: V) -> Result<Self, Fault> {
        Ok(Self::new(view.require(&[Tag::PROTOCOL_VERSION_MAJOR])?, view.require(&[Tag::PROTOCOL_VERSION_MINOR])?))
    }
}

/// The header of the message, if that has the tag that it has to have.
fn open<'a, V: ItemView<'a>>(view: V, message: Tag, header: Tag) -> Result<HeaderView<'a, V>, Fault> {
    if view.tag() != message {
        return Err(Fault::new(ErrorKind::WrongTag, view.tag(), view.offset()));
    }
    let header = view.child(header)?.ok_or_else(|| missing(view, header))?;
    HeaderView::new(header)
}

/// A message of one direction.
macro_rules! message_view {
    ($(#[$doc:meta])* $name:ident, $message:ident, $header:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'a, V> {
            view: V,
            header: HeaderView<'a, V>,
        }

        impl<'a, V: ItemView<'a>> $name<'a, V> {
            /// Takes the header; batch items are looked at when they are asked for.
            ///
            /// # Errors
            /// [`WrongTag`](ErrorKind::WrongTag) if it is another message, [`Missing`](ErrorKind::Missing) if it has no
            /// header or no version, or whatever is wrong with the header.
            pub fn new(view: V) -> Result<Self, Fault> {
                Ok(Self { view, header: open(view, Tag::$message, Tag::$header)? })
            }

            /// The message itself.
            pub const fn view(&self) -> V {
                self.view
            }

            /// The header.
            #[must_use]
            pub const fn header(&self) -> &HeaderView<'a, V> {
                &self.header
            }

            /// The batch items in their order.
            pub fn batch_items(&self) -> BatchItemViews<'a, V> {
                BatchItemViews::new(self.view)
            }
        }

        impl<'a, V: ItemView<'a>> FromView<'a, V> for $name<'a, V> {
            fn from_view(view: V) -> Result<Self, Fault> {
                Self::new(view)
            }
        }
    };
}

message_view! {
    /// A Request Message: header and batch items, each a view.
    ///
    /// KMIP 2.1 §8.1; since 1.0.
    RequestView, REQUEST_MESSAGE, REQUEST_HEADER
}

message_view! {
    /// A Response Message: header and batch items, each a view.
    ///
    /// KMIP 2.1 §8.4; since 1.0.
    ResponseView, RESPONSE_MESSAGE, RESPONSE_HEADER
}
