//! The fields that hold elements and flags: `Option`, `Vec`, `bool`, and the pointers to elements.

use super::{Element, ElementSlot, Fields, Held, Slot, SlotMut, StartView, TypedElements, TypedFlag};
use crate::xml::codec::extra::{Extra, KeptElement, Namespaces};
use crate::xml::codec::link::{Chained, Link};
use crate::xml::codec::table::ElementDef;

impl TypedFlag for bool {
    fn is_present(&self) -> bool {
        *self
    }
    fn slot(&self) -> Slot<'_> {
        Slot::Flag(self)
    }
    fn slot_mut(&mut self) -> SlotMut<'_> {
        SlotMut::Flag(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E: Element> TypedElements for Option<E> {
    const UNION: bool = E::UNION;

    fn schema() -> &'static ElementDef {
        E::DEF
    }
    fn is_present(&self) -> bool {
        self.count() > 0
    }
    fn slot(&self) -> Slot<'_> {
        Slot::Element(self)
    }
    fn slot_mut(&mut self) -> SlotMut<'_> {
        SlotMut::Element(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E: Element> TypedElements for Vec<E> {
    const UNION: bool = E::UNION;

    fn schema() -> &'static ElementDef {
        E::DEF
    }
    fn is_present(&self) -> bool {
        self.count() > 0
    }
    fn slot(&self) -> Slot<'_> {
        Slot::Element(self)
    }
    fn slot_mut(&mut self) -> SlotMut<'_> {
        SlotMut::Element(self)
    }
}

impl<E: Element> ElementSlot for Option<E> {
    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    fn get(&self, _: usize) -> Option<&dyn Fields> {
        self.as_ref().map(E::fields)
    }

    fn get_mut(&mut self, _: usize) -> Option<&mut dyn Fields> {
        self.as_mut().map(E::fields_mut)
    }

    fn begin(&mut self, start: &StartView<'_>) -> Option<(usize, &mut dyn Fields)> {
        match self {
            Some(_) => None,
            None => Some((0, self.insert(E::begin(start)).fields_mut())),
        }
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl<E: Element> ElementSlot for Vec<E> {
    fn count(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Fields> {
        <[E]>::get(self, index).map(E::fields)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Fields> {
        <[E]>::get_mut(self, index).map(E::fields_mut)
    }

    fn begin(&mut self, start: &StartView<'_>) -> Option<(usize, &mut dyn Fields)> {
        let count = self.len();
        self.push(E::begin(start));
        self.last_mut().map(|element| (count, element.fields_mut()))
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }
}

/// An element behind a pointer is the element.
macro_rules! pointer {
    ($pointer:ident, $bound:ident $(+ $more:ident)?) => {
        impl<E: $bound $(+ $more)?> Element for $pointer<E> {
            const DEF: &'static ElementDef = E::DEF;
            const UNION: bool = E::UNION;

            fn begin(start: &StartView<'_>) -> Self {
                Self::new(E::begin(start))
            }
            fn fields(&self) -> &dyn Fields {
                (**self).fields()
            }
            fn fields_mut(&mut self) -> &mut dyn Fields {
                (**self).fields_mut()
            }
        }

        impl<E: $bound $(+ $more)?> Fields for $pointer<E> {
            fn def(&self) -> &'static ElementDef {
                (**self).def()
            }
            fn element_name(&self) -> Option<&'static str> {
                (**self).element_name()
            }
            fn tag(&self) -> Option<(&'static str, &'static str)> {
                (**self).tag()
            }
            fn present<'a>(&'a self, base: usize, held: &mut Vec<Held<'a>>) {
                (**self).present(base, held);
            }
            fn slot(&self, index: usize) -> Slot<'_> {
                (**self).slot(index)
            }
            fn slot_mut(&mut self, index: usize) -> SlotMut<'_> {
                (**self).slot_mut(index)
            }
            fn extra(&self) -> Option<&Extra> {
                (**self).extra()
            }
            fn extra_mut(&mut self) -> Option<&mut Extra> {
                (**self).extra_mut()
            }
            fn namespaces(&self) -> Option<&Namespaces> {
                (**self).namespaces()
            }
            fn namespaces_mut(&mut self) -> Option<&mut Namespaces> {
                (**self).namespaces_mut()
            }
            fn inner(&self) -> &dyn Fields {
                (**self).inner()
            }
            fn inner_mut(&mut self) -> &mut dyn Fields {
                (**self).inner_mut()
            }
            fn kept(&self) -> Option<&KeptElement> {
                (**self).kept()
            }
            fn kept_mut(&mut self) -> Option<&mut KeptElement> {
                (**self).kept_mut()
            }
        }
    };
}

pointer!(Box, Element);
pointer!(Link, Element + Chained);
