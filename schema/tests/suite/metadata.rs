//! Typed access to `<metadata>`: what is read, what is written, what stays, and what is refused.

use domxml_schema::domain::Metadata;
use domxml_schema::domain::metadata::{ErrorKind, Owner, Vocabulary};
use domxml_schema::{Domain, Element};
use pretty_assertions::assert_eq;
use yaserde::{YaDeserialize, YaSerialize};

const APP: &str = "http://example.org/app";

#[derive(Clone, Debug, Default, PartialEq, YaDeserialize, YaSerialize)]
#[yaserde(rename = "app", prefix = "a", namespaces = { "a" = "http://example.org/app" })]
struct App {
    #[yaserde(attribute = true)]
    level: Option<u8>,
    #[yaserde(prefix = "a")]
    team: Option<String>,
    #[yaserde(prefix = "a")]
    limits: Option<Limits>,
    #[yaserde(prefix = "a", rename = "mount")]
    mounts: Vec<Mount>,
}

#[derive(Clone, Debug, Default, PartialEq, YaDeserialize, YaSerialize)]
#[yaserde(prefix = "a", namespaces = { "a" = "http://example.org/app" })]
struct Limits {
    #[yaserde(prefix = "a")]
    cpus: Option<u32>,
}

#[derive(Clone, Debug, Default, PartialEq, YaDeserialize, YaSerialize)]
#[yaserde(prefix = "a", namespaces = { "a" = "http://example.org/app" })]
struct Mount {
    #[yaserde(attribute = true)]
    path: Option<String>,
}

impl Vocabulary for App {
    const NAMESPACE: &'static str = APP;
    const ELEMENT: &'static str = "app";
}

fn team(team: &str) -> App {
    App { team: Some(team.to_owned()), ..App::default() }
}

/// A domain with this metadata, and with declarations on the root.
fn domain(declarations: &str, metadata: &str) -> Domain {
    Domain::parse(&format!("<domain type='kvm' {declarations}><metadata>{metadata}</metadata></domain>")).unwrap()
}

fn metadata(metadata: &str) -> Metadata {
    domain("", metadata).metadata.unwrap()
}

/// What is written between the tags of `<metadata>`.
fn inner(domain: &Domain) -> String {
    let text = domain.to_xml().unwrap();
    assert!(Domain::read(&text).unwrap().findings.is_empty());
    let (_, rest) = text.split_once("<metadata>\n").unwrap();
    rest.split_once("  </metadata>").unwrap().0.to_owned()
}

#[test]
fn a_value_is_found_by_name_space_whatever_its_prefix() {
    let declared_on_the_domain = domain("xmlns:q='http://example.org/app'", "<q:app><q:team>web</q:team></q:app>");
    for metadata in [
        metadata("<a:app xmlns:a='http://example.org/app'><a:team>web</a:team></a:app>"),
        metadata("<app xmlns='http://example.org/app'><team>web</team></app>"),
        metadata(
            "<x:app xmlns:x='http://example.org/app'><y:team xmlns:y='http://example.org/app'>web</y:team></x:app>",
        ),
        declared_on_the_domain.metadata.unwrap(),
    ] {
        assert_eq!(metadata.get::<App>(), Ok(Some(team("web"))));
    }
    assert_eq!(metadata("<a:app xmlns:a='http://example.org/other'/>").get::<App>(), Ok(None));
    assert_eq!(Metadata::default().get::<App>(), Ok(None));
}

#[test]
fn owners_are_listed() {
    let metadata = metadata("<a:x xmlns:a='u:a'/><y/><!-- - --><z xmlns='u:z'/>");
    let owner = |namespace: Option<&str>, name: &str| Owner { namespace: namespace.map(Into::into), name: name.into() };
    let owners: Vec<Owner> = metadata.owners().collect();
    assert_eq!(owners, [owner(Some("u:a"), "x"), owner(None, "y"), owner(Some("u:z"), "z")]);
}

#[test]
fn others_stay_as_they_are_and_where_they_are() {
    let (before, after) = ("<b:x   xmlns:b='u:b'\n a = \"1\"><!-- 1 --> <b:y></b:y></b:x>", "<c:z xmlns:c=\"u:c\" />");
    let mut domain = domain("", &format!("{before}<a:app xmlns:a='{APP}'/><!-- between -->{after}"));
    domain.set_metadata(&team("mail")).unwrap();
    let written = format!(
        "    {before}\n    <a:app xmlns:a='{APP}'>\n      <a:team>mail</a:team>\n    </a:app>\n    <!-- between -->\n    {after}\n"
    );
    assert_eq!(inner(&domain), written);
    let metadata = domain.metadata.as_mut().unwrap();
    assert_eq!(metadata.remove::<App>().len(), 1);
    assert_eq!(metadata.get::<App>(), Ok(None));
    assert_eq!(inner(&domain), format!("    {before}\n    <!-- between -->\n    {after}\n"));
}

#[test]
fn a_new_value_is_declared_where_it_must_be() {
    let written = |declarations: &str| {
        let mut domain = domain(declarations, "");
        domain.set_metadata(&team("web")).unwrap();
        inner(&domain)
    };
    let element = |start: &str, prefix: &str| {
        format!("    {start}\n      <{prefix}:team>web</{prefix}:team>\n    </{prefix}:app>\n")
    };
    assert_eq!(written(""), element("<a:app xmlns:a='http://example.org/app'>", "a"));
    assert_eq!(written("xmlns:a='http://example.org/app'"), element("<a:app>", "a"));
    assert_eq!(written("xmlns:mine='http://example.org/app'"), element("<mine:app>", "mine"));
    // The prefix means something else outside.
    assert_eq!(written("xmlns:a='u:other'"), element("<a:app xmlns:a='http://example.org/app'>", "a"));
}

#[test]
fn the_prefix_that_stands_there_is_kept() {
    let mut domain = domain("xmlns:q='http://example.org/app'", "<q:app><q:team>web</q:team></q:app>");
    domain.metadata.as_mut().unwrap().set(&team("mail")).unwrap();
    assert_eq!(inner(&domain), "    <q:app>\n      <q:team>mail</q:team>\n    </q:app>\n");
}

#[test]
fn declarations_on_metadata_itself_are_used_and_not_shadowed() {
    let source = format!("<domain xmlns:o='{APP}'><metadata xmlns:o='u:other'/></domain>");
    let mut domain = Domain::parse(&source).unwrap();
    domain.set_metadata(&team("web")).unwrap();
    let text = domain.to_xml().unwrap();
    assert!(text.contains("<a:app xmlns:a='http://example.org/app'>"), "{text}");
    assert_eq!(Domain::parse(&text).unwrap().metadata.unwrap().get(), Ok(Some(team("web"))));
}

#[test]
fn what_the_type_does_not_know_stays() {
    let unknown = "<a:app xmlns:a='http://example.org/app' level='3' mood='good' xmlns:x='u:x'>
      <!-- kept -->
      <a:team>web</a:team>
      <x:more x:deep='1'>text <b/> text</x:more>
      <a:limits unit='n'>
        <a:cpus>4</a:cpus>
        <a:disks>2</a:disks>
      </a:limits>
      <bare/>
    </a:app>";
    let mut domain = domain("", unknown);
    let metadata = domain.metadata.as_mut().unwrap();
    let mut app: App = metadata.get().unwrap().unwrap();
    assert_eq!(app.limits, Some(Limits { cpus: Some(4) }));
    let path = "/domain/metadata/a:app";
    let paths = ["/@mood", "/x:more", "/a:limits/@unit", "/a:limits/a:disks", "/bare"];
    assert_eq!(metadata.unknown::<App>().unwrap(), paths.map(|rest| format!("{path}{rest}")));
    app.team = Some("mail".to_owned());
    app.limits = Some(Limits { cpus: Some(8) });
    app.level = None;
    metadata.set(&app).unwrap();
    assert_eq!(
        inner(&domain),
        "    <a:app xmlns:a='http://example.org/app' xmlns:x='u:x' mood=\"good\">
      <!-- kept -->
      <a:team>mail</a:team>
      <x:more x:deep=\"1\">text <b/> text</x:more>
      <a:limits unit=\"n\">
        <a:cpus>8</a:cpus>
        <a:disks>2</a:disks>
      </a:limits>
      <bare/>
    </a:app>
"
    );
}

#[test]
fn what_has_not_changed_stays_as_it_is_written() {
    let text = "    <a:app xmlns:a='http://example.org/app' level=\"07\">
      <a:team> web </a:team>
      <a:mount path=\"/a\"/>
      <!-- about b -->
      <a:mount path=\"/b\" mode=\"ro\">
        <a:opt/>
      </a:mount>
    </a:app>
";
    let mut domain = domain("", text);
    let metadata = domain.metadata.as_mut().unwrap();
    let mut app: App = metadata.get().unwrap().unwrap();
    assert_eq!((app.level, app.team.as_deref()), (Some(7), Some("web")));
    metadata.set(&app).unwrap();
    assert_eq!(inner(&domain), text);

    let mixed = format!("    <a:app  xmlns:a='{APP}'>text <a:team>x</a:team></a:app>\n");
    let mut other = self::domain("", &mixed);
    other.set_metadata(&team("x")).unwrap();
    assert_eq!(inner(&other), mixed);
    assert_eq!(other.set_metadata(&team("y")).unwrap_err().kind(), ErrorKind::WouldLose);

    let mount = |path: &str| Mount { path: Some(path.to_owned()) };
    app.mounts = vec![mount("/new"), mount("/b")];
    app.level = Some(8);
    domain.set_metadata(&app).unwrap();
    let changed = text.replace("07", "8").replace("/a\"", "/new\"");
    assert_eq!(inner(&domain), changed);
}

#[test]
fn what_cannot_stay_is_no_silent_loss() {
    for (content, lost) in [
        ("<a:mount path='/a'/><a:mount path='/b' mode='ro'/>", "a:mount[2]/@mode"),
        ("<a:mount path='/a'/><a:mount path='/b'><a:opt/></a:mount>", "a:mount[2]/a:opt"),
        ("<a:team>web</a:team><a:team>mail</a:team>", "a:team[2]"),
    ] {
        let text = format!("<a:app xmlns:a='{APP}'>{content}</a:app>");
        let mut metadata = metadata(&text);
        let mut app: App = metadata.get().unwrap().unwrap();
        app.mounts.iter_mut().for_each(|mount| mount.path = Some("/c".to_owned()));
        app.team = app.team.map(|team| team + "-2");
        let before = metadata.clone();
        let error = metadata.set(&app).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WouldLose);
        assert!(error.message().contains(&format!("/domain/metadata/a:app/{lost}")), "{error}");
        assert_eq!(metadata, before);
        assert_eq!(metadata.overwrite(&app).unwrap().len(), 1);
        assert_eq!(metadata.get(), Ok(Some(app)));
    }
}

#[test]
fn mistakes_have_a_path_a_cause_and_a_remedy() {
    let two = format!("<a:app xmlns:a='{APP}'/><x xmlns='{APP}'/>");
    let of = |text: &str| metadata(text).get::<App>().unwrap_err();
    let error = of(&two);
    assert_eq!((error.kind(), error.path()), (ErrorKind::Duplicate, "/domain/metadata/x"));
    assert_eq!(
        error.to_string(),
        "duplicate element of the namespace `http://example.org/app` at /domain/metadata/x; \
         keep one of them; libvirt drops all but the first"
    );
    assert_eq!(metadata(&two).set(&team("web")).unwrap_err().kind(), ErrorKind::Duplicate);
    assert_eq!(metadata(&two).remove::<App>().len(), 2);

    let error = of(&format!("<a:application xmlns:a='{APP}'/>"));
    assert_eq!((error.kind(), error.path()), (ErrorKind::OtherElement, "/domain/metadata/a:application"));

    let error = of(&format!("<a:app xmlns:a='{APP}' level='high'/>"));
    assert_eq!((error.kind(), error.path()), (ErrorKind::Unreadable, "/domain/metadata/a:app"));
    assert!(error.help().contains("`App`"), "{error}");
}

#[test]
fn an_ill_typed_value_has_a_place() {
    let source = "<domain xmlns:a='http://example.org/app'>\n  <metadata>\n    <a:app>\n      <a:limits>\n        <a:cpus>four</a:cpus>\n      </a:limits>\n    </a:app>\n  </metadata>\n</domain>";
    let parsed = Domain::read(source).unwrap();
    let error = parsed.value.metadata.unwrap().get::<App>().unwrap_err();
    assert_eq!(error.path(), "/domain/metadata/a:app/a:limits/a:cpus");
    assert_eq!(parsed.source_map.place(error.path()).map(|place| place.line), Some(5));
}

#[test]
fn a_type_that_contradicts_its_vocabulary_is_refused() {
    #[derive(Default, YaDeserialize, YaSerialize)]
    #[yaserde(rename = "app")]
    struct Bare {}
    impl Vocabulary for Bare {
        const NAMESPACE: &'static str = APP;
        const ELEMENT: &'static str = "app";
    }
    let error = Metadata::default().set(&Bare {}).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unwritable);
    assert!(error.message().contains("`Bare`"), "{error}");

    let mut domain = Domain::default();
    assert!(domain.set_metadata(&Bare {}).is_err());
    assert_eq!(domain, Domain::default());

    let error = Metadata::default().set(&team("bell \u{7}")).unwrap_err();
    assert_eq!((error.kind(), error.path()), (ErrorKind::Unwritable, "/domain/metadata/a:app/a:team"));
}
