//! domxml
