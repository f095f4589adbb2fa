//! Attributes in both wire forms.
//!
//! ```text
//! 1.x   Attribute { Attribute Name, Attribute Index?, Attribute Value? }          in a payload, or in
//!       Template-Attribute, Common –, Private Key –, Public Key Template-Attribute { Name*, Attribute* }
//! 2.0   Attributes, Common –, Private Key –, Public Key Attributes, New Attribute, Current Attribute { by tag … }
//!       where Attribute { Vendor Identification, Attribute Name, Attribute Value? } is a vendor's
//! ```

use core::marker::PhantomData;

use crate::error::Fault;
use crate::generated::conversions::around_attributes;
use crate::names::{AttributeKind, attribute_tag, custom_prefix};
use crate::view::message::{missing, once};
use crate::view::{FromView, ItemView};
use crate::{ErrorKind, Tag};

/// One attribute: what names it, its index, and its value as an item.
///
/// KMIP 1.4 §2.1.1 (Attribute), 2.1 §5.1 (Attributes), §5.2 (Vendor Attribute).
#[derive(Clone, Copy, Debug)]
pub struct AttributeView<'a, V> {
    view: V,
    name: Option<&'a str>,
    vendor: Option<&'a str>,
    index: Option<i32>,
    value: Option<V>,
}

impl<'a, V: ItemView<'a>> AttributeView<'a, V> {
    /// Creates the view of the attribute that this item is.
    ///
    /// It goes by name if the item is an Attribute, else by its tag.
    ///
    /// # Errors
    /// An Attribute without a name, with a field twice, or with one of a wrong type.
    pub fn new(view: V) -> Result<Self, Fault> {
        let mut attribute = Self { view, name: None, vendor: None, index: None, value: Some(view) };
        if view.tag() != Tag::ATTRIBUTE {
            return Ok(attribute);
        }
        attribute.value = None;
        for field in view.structure()?.children() {
            let field = field?;
            match field.tag() {
                Tag::ATTRIBUTE_NAME => once(&mut attribute.name, field)?,
                Tag::VENDOR_IDENTIFICATION => once(&mut attribute.vendor, field)?,
                Tag::ATTRIBUTE_INDEX => once(&mut attribute.index, field)?,
                Tag::ATTRIBUTE_VALUE if attribute.value.is_some() => {
                    return Err(Fault::new(ErrorKind::Duplicate, field.tag(), field.offset()));
                }
                Tag::ATTRIBUTE_VALUE => attribute.value = Some(field),
                _ => {}
            }
        }
        if attribute.name.is_none() {
            return Err(missing(view, Tag::ATTRIBUTE_NAME));
        }
        Ok(attribute)
    }

    /// The item that holds the attribute.
    pub const fn view(&self) -> V {
        self.view
    }

    /// Attribute Name, of an attribute that has one: all until 1.4, vendors' since 2.0.
    #[must_use]
    pub const fn name(&self) -> Option<&'a str> {
        self.name
    }

    /// Vendor Identification, of a vendor's attribute since 2.0.
    #[must_use]
    pub const fn vendor_identification(&self) -> Option<&'a str> {
        self.vendor
    }

    /// Attribute Index: which of several values this is; until 1.4, absent means 0.
    #[must_use]
    pub const fn index(&self) -> Option<i32> {
        self.index
    }

    /// The value; absent in a Notify that tells of a deleted attribute.
    #[must_use]
    pub const fn value(&self) -> Option<V> {
        self.value
    }

    /// The value as one of this type; `None` if it is absent.
    ///
    /// # Errors
    /// [`WrongType`](crate::ErrorKind::WrongType), or whatever is wrong with the value.
    pub fn get<T: FromView<'a, V>>(&self) -> Result<Option<T>, Fault> {
        self.value.map(T::from_view).transpose()
    }

    /// Returns the attribute's tag, in either wire form.
    ///
    /// It is the attribute's own since 2.0, and that of its name until 1.4.
    ///
    /// `None` for a name that no attribute of the standard has. Looking a name up needs the table of all tags: where every
    /// byte of program counts, compare [`name`](Self::name).
    #[must_use]
    pub fn tag(&self) -> Option<Tag> {
        match (self.vendor, self.name) {
            (Some(_), _) => None,
            (None, Some(name)) => attribute_tag(name),
            (None, None) => Some(self.view.tag()),
        }
    }

    /// Returns whether this is an attribute of the standard, in either wire form.
    ///
    /// ```
    /// use kmip_types::names::AttributeKind;
    /// use kmip_types::view::{AttributeView, ItemView};
    ///
    /// fn is_state<'a>(attribute: &AttributeView<'a, impl ItemView<'a>>) -> bool {
    ///     attribute.is(AttributeKind::STATE)
    /// }
    /// ```
    #[must_use]
    pub fn is(&self, kind: AttributeKind) -> bool {
        match self.name {
            Some(own) => self.vendor.is_none() && kind.name() == Some(own),
            None => self.view.tag() == kind.tag(),
        }
    }

    /// Returns whether this is the attribute of this vendor with this name.
    ///
    /// In 1.x those of the vendors `x` and `y` are custom attributes.
    #[must_use]
    pub fn is_vendors(&self, vendor: &str, name: &str) -> bool {
        let Some(own) = self.name else { return false };
        match self.vendor {
            Some(own_vendor) => own_vendor == vendor && own == name,
            None => custom_prefix(vendor).and_then(|prefix| own.strip_prefix(prefix)) == Some(name),
        }
    }
}

impl<'a, V: ItemView<'a>> FromView<'a, V> for AttributeView<'a, V> {
    fn from_view(view: V) -> Result<Self, Fault> {
        Self::new(view)
    }
}

/// The attributes in a structure, in both wire forms.
///
/// The structure can be a payload, or any other that holds some.
#[derive(Clone, Debug)]
pub struct AttributeViews<'a, V: ItemView<'a>> {
    /// The rest of the structure.
    outer: Option<V::Children>,
    /// The rest of the list of attributes inside it.
    ///
    /// The second value tells whether every item there is an attribute.
    inner: Option<(V::Children, bool)>,
    input: PhantomData<&'a [u8]>,
}

impl<'a, V: ItemView<'a>> AttributeViews<'a, V> {
    pub(super) fn new(payload: Option<V>) -> Self {
        Self { outer: payload.map(V::children), inner: None, input: PhantomData }
    }

    /// The attributes in this structure and in the lists of attributes that it holds.
    pub fn within(structure: V) -> Self {
        match around_attributes(structure.tag()) {
            Some(by_tag) => Self { outer: None, inner: Some((structure.children(), by_tag)), input: PhantomData },
            None => Self::new(Some(structure)),
        }
    }

    /// The next item that is an attribute.
    fn advance(&mut self) -> Option<Result<V, Fault>> {
        loop {
            if let Some((children, by_tag)) = &mut self.inner {
                match children.next() {
                    Some(Ok(child)) if !*by_tag && child.tag() != Tag::ATTRIBUTE => continue,
                    Some(child) => return Some(child),
                    None => self.inner = None,
                }
            }
            let child = match self.outer.as_mut()?.next()? {
                Ok(child) => child,
                Err(fault) => return Some(Err(fault)),
            };
            if child.tag() == Tag::ATTRIBUTE {
                return Some(Ok(child));
            }
            if let Some(by_tag) = around_attributes(child.tag()) {
                match child.structure() {
                    Ok(child) => self.inner = Some((child.children(), by_tag)),
                    Err(fault) => return Some(Err(fault)),
                }
            }
        }
    }
}

impl<'a, V: ItemView<'a>> Iterator for AttributeViews<'a, V> {
    type Item = Result<AttributeView<'a, V>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.advance()?.and_then(AttributeView::new))
    }
}
