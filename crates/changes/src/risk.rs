//! Rules that find what a reviewer looks at twice. Each looks at one file, and has a name.

use crate::language::{comment, definition};
use crate::model::{FileChange, Line, LineKind, Role, Side, Status};

/// A finding: the line it is about, or the file as a whole.
type Found = Option<Option<(u32, Side)>>;

/// A rule of risk.
#[derive(Debug)]
pub struct Rule {
    pub name: &'static str,
    /// The verb of what is told, of one file and of several.
    pub verbs: [&'static str; 2],
    /// The words behind the verb.
    pub tells: &'static str,
    find: fn(&FileChange) -> Found,
}

impl Rule {
    /// The line it is about, if the rule finds something: `Some(None)` for the file as a whole.
    pub fn find(&self, file: &FileChange) -> Option<Option<(u32, Side)>> {
        (self.find)(file)
    }
}

/// The rules, the gravest first.
pub const RULES: [Rule; 12] = [
    Rule { name: "tests_deleted", verbs: ["removes", "remove"], tells: "tests", find: tests_deleted },
    Rule {
        name: "authentication",
        verbs: ["touches", "touch"],
        tells: "authentication or permissions",
        find: authentication,
    },
    Rule { name: "cryptography", verbs: ["touches", "touch"], tells: "cryptography", find: cryptography },
    Rule { name: "secrets", verbs: ["touches", "touch"], tells: "a file where secrets are kept", find: secrets },
    Rule { name: "migration", verbs: ["changes", "change"], tells: "how data is stored", find: migration },
    Rule {
        name: "unsafe_code",
        verbs: ["adds", "add"],
        tells: "code that the language marks as unsafe",
        find: unsafe_code,
    },
    Rule {
        name: "execution",
        verbs: ["adds", "add"],
        tells: "a call that runs commands or code from text",
        find: execution,
    },
    Rule { name: "ci", verbs: ["changes", "change"], tells: "the automation that builds and releases", find: ci },
    Rule { name: "file_modes", verbs: ["changes", "change"], tells: "who may execute a file", find: file_modes },
    Rule { name: "dependencies", verbs: ["changes", "change"], tells: "dependencies", find: dependencies },
    Rule { name: "submodule", verbs: ["moves", "move"], tells: "a submodule to another commit", find: submodule },
    Rule { name: "links", verbs: ["adds", "add"], tells: "a symbolic link", find: links },
];

fn whole(is: bool, file: &FileChange) -> Found {
    is.then(|| file.first_line())
}

/// The words of a path: folders, names, and their parts.
fn has_word(path: &str, words: &[&str]) -> bool {
    let lower = path.to_lowercase();
    lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| words.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit())))
}

/// The first added line of code that has one of the texts.
fn added(file: &FileChange, texts: &[&str]) -> Found {
    if file.role != Role::Source {
        return None;
    }
    let is_code = |line: &&Line| line.kind == LineKind::Added && comment(&file.path, &line.text).is_none();
    let found = file.lines().filter(is_code).find(|line| texts.iter().any(|text| line.text.contains(text)))?;
    Some(found.changed_at())
}

fn tests_deleted(file: &FileChange) -> Found {
    if file.role != Role::Test {
        return None;
    }
    if file.status == Status::Deleted {
        return Some(file.first_line());
    }
    let is_test = |line: &Line| {
        let text = line.text.trim();
        let named = definition(&file.path, text)
            .is_some_and(|item| item.name.to_lowercase().starts_with("test") && item.kind != "class");
        let called = ["it(", "it '", "it \"", "test(", "#[test]", "@Test", "TEST(", "TEST_F("]
            .iter()
            .any(|mark| text.starts_with(mark));
        named || called
    };
    let count = |kind: LineKind| file.lines().filter(|line| line.kind == kind && is_test(line)).count();
    if count(LineKind::Removed) <= count(LineKind::Added) {
        return None;
    }
    file.lines().find(|line| line.kind == LineKind::Removed && is_test(line)).map(Line::changed_at)
}

fn authentication(file: &FileChange) -> Found {
    let words = [
        "auth",
        "authn",
        "authz",
        "oauth",
        "login",
        "logout",
        "signin",
        "session",
        "sessions",
        "permission",
        "permissions",
        "acl",
        "rbac",
        "password",
        "passwords",
        "authentication",
        "authorization",
        "csrf",
        "cors",
        "sudo",
    ];
    whole(matches!(file.role, Role::Source | Role::Config) && has_word(&file.path, &words), file)
}

fn cryptography(file: &FileChange) -> Found {
    let words = [
        "crypto",
        "cipher",
        "ciphers",
        "hmac",
        "tls",
        "ssl",
        "certificate",
        "certificates",
        "signature",
        "jwt",
        "pki",
        "cookie",
    ];
    whole(file.role == Role::Source && has_word(&file.path, &words), file)
}

fn secrets(file: &FileChange) -> Found {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let ends = [".pem", ".key", ".p12", ".pfx", ".jks"].iter().any(|end| name.ends_with(end));
    whole(ends || name == ".env" || name.starts_with("secrets.") || name == ".npmrc" || name == ".netrc", file)
}

fn migration(file: &FileChange) -> Found {
    let folder = has_word(&file.path, &["migration", "migrations", "migrate"]);
    whole(file.role != Role::Docs && (folder || file.path.ends_with(".sql") || file.path.ends_with("schema.rb")), file)
}

fn unsafe_code(file: &FileChange) -> Found {
    match file.path.rsplit('.').next().unwrap_or_default() {
        "rs" => added(file, &["unsafe {", "unsafe fn", "unsafe impl", "transmute"]),
        "go" => added(file, &["unsafe.Pointer", "//go:linkname"]),
        "c" | "cc" | "cpp" | "h" => added(file, &["strcpy(", "strcat(", "sprintf(", "gets(", "alloca("]),
        "java" => added(file, &["sun.misc.Unsafe", "setAccessible(true)"]),
        _ => None,
    }
}

fn execution(file: &FileChange) -> Found {
    match file.path.rsplit('.').next().unwrap_or_default() {
        "py" => added(file, &["eval(", "exec(", "os.system(", "shell=True", "pickle.load", "yaml.load("]),
        "js" | "ts" | "jsx" | "tsx" | "mjs" => {
            added(file, &["eval(", "new Function(", "child_process", "dangerouslySetInnerHTML", ".innerHTML ="])
        }
        "rb" => added(file, &["eval(", "instance_eval", "system(", "Marshal.load", "YAML.load("]),
        "go" => added(file, &["exec.Command("]),
        "rs" => added(file, &["Command::new("]),
        "c" | "cc" | "cpp" => added(file, &["system(", "popen(", "execvp("]),
        _ => None,
    }
}

fn ci(file: &FileChange) -> Found {
    let path = file.path.as_str();
    let folder = [".github/workflows/", ".github/actions/", ".circleci/", ".buildkite/", ".gitlab/ci", ".ci/"];
    let name = path.rsplit('/').next().unwrap_or_default();
    let named = [
        ".gitlab-ci.yml",
        ".travis.yml",
        "Jenkinsfile",
        "azure-pipelines.yml",
        "appveyor.yml",
        ".appveyor.yml",
        ".cirrus.yml",
    ];
    whole(folder.iter().any(|folder| path.starts_with(folder)) || named.contains(&name), file)
}

fn file_modes(file: &FileChange) -> Found {
    let made = file.modes.made_executable().is_some();
    (made && !file.modes.is_link() && file.status != Status::Deleted).then(|| file.first_line())
}

fn dependencies(file: &FileChange) -> Found {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let manifests = [
        "Cargo.toml",
        "package.json",
        "go.mod",
        "requirements.txt",
        "pyproject.toml",
        "setup.py",
        "setup.cfg",
        "Pipfile",
        "Gemfile",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "composer.json",
        "Package.swift",
        "pubspec.yaml",
    ];
    let is_manifest = manifests.contains(&name) || name.ends_with(".gemspec") || name.ends_with(".csproj");
    whole((is_manifest && file.role != Role::Vendored) || file.role == Role::Lock, file)
}

fn submodule(file: &FileChange) -> Found {
    whole(file.modes.is_submodule(), file)
}

fn links(file: &FileChange) -> Found {
    whole(file.modes.is_link() && file.status != Status::Deleted, file)
}
