//! The lines from which a vendor's structures and enumerations are made.

/// A structure of a vendor's, read and written like those of the standard.
///
/// Each field has its type, how often it occurs (`required`, `optional`, `repeated`: `T`, `Option<T>`, `Vec<T>`), and its
/// tag. The structure derives `Default`; it may have one lifetime. Items under other tags are dropped when it is read,
/// unless the last line is `..` with a field that keeps them, to be written again in their places.
///
/// ```
/// use kmip_types::items::Extra;
/// use kmip_types::{Operation, ProtocolVersion, RequestMessage, Tag, Text};
///
/// const SHARD: Tag = Tag::new(0x54_0001);
/// const REGION: Tag = Tag::new(0x54_0002);
///
/// kmip_types::vendor_structure! {
///     /// Where a key is stored.
///     #[derive(Debug, Default, PartialEq)]
///     pub struct Placement<'a> {
///         /// The number of the shard.
///         pub shard: i32 = required SHARD,
///         /// The region, if it matters.
///         pub region: Option<Text<'a>> = optional REGION,
///         ..extra: Extra<'a>
///     }
/// }
///
/// let mut placement = Placement::default();
/// placement.shard = 7;
/// let mut request = RequestMessage::new(ProtocolVersion::V2_1);
/// request.push_vendor(Operation::new(0x8000_0001), &placement)?;
/// assert_eq!(request.batch_items[0].request_payload.decode_vendor()?, Some(placement));
/// # Ok::<(), kmip_types::Error>(())
/// ```
#[macro_export]
macro_rules! vendor_structure {
    (
        $(#[$about:meta])*
        $vis:vis struct $name:ident $(<$life:lifetime>)? {
            $($(#[$field_about:meta])* $field_vis:vis $field:ident: $type:ty = $how:ident $tag:path,)*
            $(..$extra:ident: $kept:ty)?
        }
    ) => {
        $(#[$about])*
        $vis struct $name $(<$life>)? {
            $($(#[$field_about])* $field_vis $field: $type,)*
            $(
                /// Items under other tags, each with its place.
                pub $extra: $kept,
            )?
        }

        const _: () = {
            use $crate::format::{Decode, Decoder, Encode, Encoder, Fault, Fields, Item};

            #[allow(dead_code, non_camel_case_types)]
            enum Bit {
                $($field,)*
            }

            impl<'d $(, $life)?> Decode<'d> for $name $(<$life>)?
            where
                $('d: $life, $life: 'd,)?
            {
                fn fill(&mut self, item: Item, d: &mut Decoder<'d, '_>) -> Result<(), Fault> {
                    const REQUIRED: u64 = 0 $(| $crate::vendor_structure!(@bit $how Bit::$field))*;
                    let mut scope = d.open(item)?;
                    while let Some(field) = d.read()? {
                        match field.tag() {
                            $($tag => $crate::vendor_structure!(@read $how d scope Bit::$field, self.$field, field),)*
                            _ => $crate::vendor_structure!(@other d scope field $(self.$extra)?),
                        }
                    }
                    d.close(scope, item, REQUIRED, &[$($tag),*])
                }
            }

            impl $(<$life>)? Fields for $name $(<$life>)? {
                fn fields(&self, e: &mut Encoder<'_>) -> Result<(), Fault> {
                    $($crate::vendor_structure!(@write $how e $tag, self.$field);)*
                    Ok(())
                }

                fn takes(&self, tag: $crate::Tag) -> bool {
                    [$($tag),*].contains(&tag)
                }
            }

            impl $(<$life>)? Encode for $name $(<$life>)? {
                fn encode(&self, tag: $crate::Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
                    e.structure(tag, self, $crate::vendor_structure!(@extra $(self.$extra)?))
                }
            }
        };
    };
    (@bit required $place:expr) => { 1_u64 << ($place as u32) };
    (@bit $how:ident $place:expr) => { 0_u64 };
    (@read repeated $d:ident $scope:ident $place:expr, $slot:expr, $item:ident) => {
        $d.many(&mut $scope, $place as u32, &mut $slot, $item)?
    };
    (@read $how:ident $d:ident $scope:ident $place:expr, $slot:expr, $item:ident) => {
        $d.once(&mut $scope, $place as u32, &mut $slot, $item)?
    };
    (@other $d:ident $scope:ident $item:ident) => { $d.skip($item)? };
    (@other $d:ident $scope:ident $item:ident $extra:expr) => { $d.other($scope, &mut $extra, $item)? };
    (@write repeated $e:ident $tag:path, $list:expr) => { $e.all($tag, &$list)? };
    (@write $how:ident $e:ident $tag:path, $value:expr) => { $e.put($tag, &$value)? };
    (@extra) => { &$crate::items::Extra::NONE };
    (@extra $extra:expr) => { &$extra };
}

/// Defines an enumeration of a vendor's.
///
/// It is a number with names for some values, open like those of the standard.
///
/// ```
/// use kmip_types::{Tag, VendorAttribute};
///
/// kmip_types::vendor_enumeration! {
///     /// A tier of storage.
///     pub struct Tier {
///         /// Keys in daily use.
///         HOT = 0x8000_0001,
///         /// Keys of archives.
///         COLD = 0x8000_0002,
///     }
/// }
///
/// let tier = VendorAttribute::with_typed_value("x", "tier", &Tier::COLD)?;
/// assert_eq!(tier.attribute_value.ok_or("no value")?.decode::<Tier>()?.value(), 0x8000_0002);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! vendor_enumeration {
    (
        $(#[$about:meta])*
        $vis:vis struct $name:ident {
            $($(#[$value_about:meta])* $value:ident = $number:literal),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis struct $name(u32);

        #[allow(dead_code)]
        impl $name {
            $($(#[$value_about])* pub const $value: Self = Self($number);)*

            /// The value with this number.
            #[must_use]
            pub const fn new(value: u32) -> Self {
                Self(value)
            }

            /// The number of this value.
            #[must_use]
            pub const fn value(self) -> u32 {
                self.0
            }
        }

        const _: () = {
            use $crate::format::{Decode, Decoder, Encode, Encoder, Fault, Item, WordItem};

            impl<'a> Decode<'a> for $name {
                fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
                    match item.as_enumeration() {
                        Some(value) => self.0 = value,
                        None => return Err(d.wrong_type(item, $crate::ItemType::ENUMERATION)),
                    }
                    Ok(())
                }
            }

            impl Encode for $name {
                fn encode(&self, tag: $crate::Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
                    e.word(WordItem::enumeration(tag, self.0))
                }
            }
        };
    };
}
