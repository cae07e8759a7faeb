//! A key with its accessors, and the reading and writing of the keys of one level.

use domxml_schema::report::Finding;
use serde_json::{Map, Value};

use super::field_value::FieldValue as _;
use super::info::{KeyInfo, Target};
use super::object;
use super::state::State;
use super::value_type::ValueType;

/// A key of the VM or of a device `D`, and how it is read and written. `D` is `()` for keys of the VM.
pub(super) struct Key<D> {
    pub(super) info: KeyInfo,
    /// The keys whose values the setter looks at.
    pub(super) after: &'static [&'static str],
    set: fn(&mut D, &mut State, &Value),
    absent: fn(&mut D, &mut State),
    get: fn(&D, &State) -> Option<Value>,
    is_written: fn(&D, &State) -> bool,
    /// The number of units of the map in one unit of the field.
    scale: u64,
}

/// Constructors.
impl<D> Key<D> {
    /// A key with a setter, which is given values in normal form, and a getter. A key for a single field is declared
    /// with [`field!`], so that both follow from its path.
    pub(super) const fn new(
        name: &'static str,
        value_type: ValueType,
        meaning: &'static str,
        target: Target,
        set: fn(&mut D, &mut State, &Value),
        get: fn(&D, &State) -> Option<Value>,
    ) -> Self {
        let info = KeyInfo { name, old: &[], value_type, default: None, meaning, target, checked: true };
        Self { info, after: &[], set, absent: |_, _| {}, get, is_written: |_, _| true, scale: 1 }
    }

    /// A key without a field, whose value is preserved.
    pub(super) const fn preserved(name: &'static str, value_type: ValueType, meaning: &'static str) -> Self {
        Self::new(name, value_type, meaning, Target::Preserved, |_, _, _| {}, |_, _| None).unchecked()
    }

    /// A key without a field, which hosts report for a running VM.
    pub(super) const fn runtime(name: &'static str, meaning: &'static str) -> Self {
        Self::new(name, ValueType::Any, meaning, Target::Runtime, |_, _, _| {}, |_, _| None).unchecked()
    }

    /// A key without a field, whose value is always the same when a map is written.
    pub(super) const fn constant(
        name: &'static str,
        value_type: ValueType,
        meaning: &'static str,
        word: &'static str,
    ) -> Self {
        Self::new(name, value_type, meaning, Target::Constant(word), |_, _, _| {}, |_, _| None).unchecked()
    }

    /// A key without a field, whose value is derived when a map is written.
    pub(super) const fn derived(
        name: &'static str,
        value_type: ValueType,
        meaning: &'static str,
        rule: &'static str,
        get: fn(&D, &State) -> Option<Value>,
    ) -> Self {
        Self::new(name, value_type, meaning, Target::Derived(rule), |_, _, _| {}, get).unchecked()
    }
}

/// Properties.
impl<D> Key<D> {
    /// Names that older engines used.
    pub(super) const fn old(mut self, old: &'static [&'static str]) -> Self {
        self.info.old = old;
        self
    }

    /// The value that an absent key stands for.
    pub(super) const fn default(mut self, default: &'static str) -> Self {
        self.info.default = Some(default);
        self
    }

    /// Values that the VM does not represent are reported.
    pub(super) const fn checked(mut self) -> Self {
        self.info.checked = true;
        self
    }

    /// Values that the VM does not represent are not reported.
    pub(super) const fn unchecked(mut self) -> Self {
        self.info.checked = false;
        self
    }

    /// The keys whose values the setter looks at: they are read before.
    pub(super) const fn after(mut self, names: &'static [&'static str]) -> Self {
        self.after = names;
        self
    }

    /// A setter for values of a key without a field.
    pub(super) const fn sets(mut self, set: fn(&mut D, &mut State, &Value)) -> Self {
        self.set = set;
        self
    }

    /// The effect of an absent key that has no fixed default.
    pub(super) const fn if_absent(mut self, absent: fn(&mut D, &mut State)) -> Self {
        self.absent = absent;
        self
    }

    /// The condition on which the key is written.
    pub(super) const fn written_if(mut self, condition: fn(&D, &State) -> bool) -> Self {
        self.is_written = condition;
        self
    }

    /// The number of units of the map in one unit of the field; reading rounds up.
    pub(super) const fn scaled(mut self, scale: u64) -> Self {
        self.scale = scale;
        self
    }

    fn read(&self, target: &mut D, state: &mut State, value: &Value) {
        match self.scale {
            1 => (self.set)(target, state, value),
            scale => (self.set)(target, state, &Value::String(u64::from_map(value).div_ceil(scale).to_string())),
        }
    }

    fn write(&self, source: &D, state: &State) -> Option<Value> {
        if !(self.is_written)(source, state) {
            return None;
        }
        match (self.info.target, self.scale) {
            (Target::Constant(word), _) => Some(word.into()),
            (_, 1) => (self.get)(source, state),
            (_, scale) => u64::from_map(&(self.get)(source, state)?).saturating_mul(scale).to_map(),
        }
    }
}

/// A key for one field of `vm`, `context` or a device, such as `vm.memory.size_mb` or `Disk.qos?.max_iops`, whose
/// optional steps are created by reading. The path is all of the declaration: getter, setter and target follow from it.
macro_rules! field {
    ($name:expr, $value_type:expr, $meaning:expr, vm . $($path:tt)+) => {
        $crate::properties::key::Key::new(
            $name,
            $value_type,
            $meaning,
            $crate::properties::info::Target::vm(field!(@path $($path)+)),
            |_, state, value| field!(@set value (state.vm) . $($path)+),
            |_, state| field!(@get (state.vm) . $($path)+),
        )
    };
    ($name:expr, $value_type:expr, $meaning:expr, context . $($path:tt)+) => {
        $crate::properties::key::Key::new(
            $name,
            $value_type,
            $meaning,
            $crate::properties::info::Target::context(field!(@path $($path)+)),
            |_, state, value| field!(@set value (state.context) . $($path)+),
            |_, state| field!(@get (state.context) . $($path)+),
        )
    };
    ($name:expr, $value_type:expr, $meaning:expr, $device:ident . $($path:tt)+) => {
        $crate::properties::key::Key::new(
            $name,
            $value_type,
            $meaning,
            $crate::properties::info::Target::device(field!(@path $($path)+)),
            |device: &mut $device, _, value| field!(@set value (device) . $($path)+),
            |device, _| field!(@get (device) . $($path)+),
        )
    };
    (@path $field:ident) => { stringify!($field) };
    (@path $field:ident . $($rest:tt)+) => { concat!(stringify!($field), ".", field!(@path $($rest)+)) };
    (@path $field:ident ? . $($rest:tt)+) => { field!(@path $field . $($rest)+) };
    (@get ($($at:tt)+)) => { $crate::properties::field_value::FieldValue::to_map(&$($at)+) };
    (@get ($($at:tt)+) . $field:ident $($rest:tt)*) => { field!(@get ($($at)+ . $field) $($rest)*) };
    (@get ($($at:tt)+) ? $($rest:tt)+) => { field!(@get ($($at)+ . as_ref()?) $($rest)+) };
    (@set $value:ident ($($at:tt)+)) => { $($at)+ = $crate::properties::field_value::FieldValue::from_map($value) };
    (@set $value:ident ($($at:tt)+) . $field:ident $($rest:tt)*) => {
        field!(@set $value ($($at)+ . $field) $($rest)*)
    };
    (@set $value:ident ($($at:tt)+) ? $($rest:tt)+) => {
        field!(@set $value ($($at)+ . get_or_insert_default()) $($rest)+)
    };
}

pub(super) use field;

/// Reads the keys of a level, each after those that its setter looks at.
pub(super) fn read<D>(
    keys: &[Key<D>],
    target: &mut D,
    state: &mut State,
    map: &Map<String, Value>,
    path: &str,
    errors: &mut Vec<Finding>,
) {
    for key in in_order(keys) {
        match key.info.normal(map, path) {
            Ok(Some(value)) => key.read(target, state, &value),
            Ok(None) => (key.absent)(target, state),
            Err(error) => errors.push(error),
        }
    }
}

/// Writes the keys of a level.
pub(super) fn write<D>(keys: &[Key<D>], source: &D, state: &State) -> Map<String, Value> {
    let mut map = Map::new();
    for key in keys {
        if let Some(value) = key.write(source, state) {
            object::insert(&mut map, key.info.name, value);
        }
    }
    map
}

/// The keys in an order in which each follows those that its setter looks at.
fn in_order<D>(keys: &[Key<D>]) -> Vec<&Key<D>> {
    let mut ordered: Vec<&Key<D>> = Vec::new();
    let mut rest: Vec<&Key<D>> = keys.iter().collect();
    while !rest.is_empty() {
        let waits = |key: &Key<D>| key.after.iter().any(|name| rest.iter().any(|other| other.info.name == *name));
        let (later, now): (Vec<_>, Vec<_>) = rest.iter().partition(|key| waits(key));
        // Keys that wait for each other are read in the order of their declaration.
        let stuck = now.is_empty();
        ordered.extend(if stuck { &later } else { &now });
        rest = if stuck { Vec::new() } else { later };
    }
    ordered
}
