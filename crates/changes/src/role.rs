//! The role of a file in its project, from its path.

use crate::model::Role;

const LOCKS: [&str; 22] = [
    "cargo.lock",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lock",
    "bun.lockb",
    "go.sum",
    "go.work.sum",
    "poetry.lock",
    "pdm.lock",
    "uv.lock",
    "pipfile.lock",
    "gemfile.lock",
    "composer.lock",
    "flake.lock",
    "mix.lock",
    "podfile.lock",
    "pubspec.lock",
    "deno.lock",
    "gradle.lockfile",
    "packages.lock.json",
];
const VENDORED: [&str; 9] = [
    "vendor",
    "vendored",
    "node_modules",
    "third_party",
    "third-party",
    "thirdparty",
    "bower_components",
    "pods",
    "external",
];
const GENERATED_FOLDERS: [&str; 7] =
    ["generated", "__generated__", "dist", "gen", "__snapshots__", "autogen", "_generated"];
const GENERATED_ENDS: [&str; 19] = [
    ".min.js",
    ".min.css",
    ".bundle.js",
    ".map",
    ".snap",
    ".pb.go",
    ".pb.cc",
    ".pb.h",
    "_pb2.py",
    "_pb2_grpc.py",
    ".g.dart",
    ".generated.ts",
    ".generated.cs",
    ".designer.cs",
    "_gen.go",
    ".gen.go",
    "_generated.rs",
    ".tsbuildinfo",
    ".prebuilt",
];
const BINARY_ENDS: [&str; 30] = [
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".bmp", ".pdf", ".zip", ".gz", ".xz", ".bz2", ".tar", ".jar",
    ".war", ".exe", ".dll", ".so", ".dylib", ".a", ".o", ".woff", ".woff2", ".ttf", ".otf", ".mp3", ".wav", ".mp4",
    ".wasm", ".bin",
];
const DOC_ENDS: [&str; 9] = [".md", ".markdown", ".rst", ".adoc", ".txt", ".texi", ".1", ".3", ".8"];
const DOC_NAMES: [&str; 9] =
    ["license", "licence", "copying", "authors", "news", "changelog", "changes", "readme", "contributing"];
const DOC_FOLDERS: [&str; 3] = ["docs", "doc", "documentation"];
const CONFIG_ENDS: [&str; 14] = [
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".ini",
    ".cfg",
    ".conf",
    ".properties",
    ".xml",
    ".gradle",
    ".lock",
    ".env",
    ".cmake",
    ".gemspec",
];
const CONFIG_NAMES: [&str; 16] = [
    "makefile",
    "dockerfile",
    "rakefile",
    "gemfile",
    "procfile",
    "jenkinsfile",
    "cmakelists.txt",
    "configure.ac",
    "makefile.am",
    "codeowners",
    "requirements.txt",
    "setup.cfg",
    "go.mod",
    "justfile",
    "vagrantfile",
    "brewfile",
];
const TEST_FOLDERS: [&str; 9] =
    ["test", "tests", "spec", "specs", "__tests__", "testdata", "fixtures", "e2e", "testing"];

/// The role of a path; a file whose diff is binary is `Binary` whatever its path says.
pub fn role(path: &str) -> Role {
    let path = path.to_lowercase();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let in_folder = |names: &[&str]| folders.split('/').any(|folder| names.contains(&folder));
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if LOCKS.contains(&name) {
        return Role::Lock;
    }
    if in_folder(&VENDORED) {
        return Role::Vendored;
    }
    if in_folder(&GENERATED_FOLDERS) || ends(&GENERATED_ENDS) {
        return Role::Generated;
    }
    if ends(&BINARY_ENDS) {
        return Role::Binary;
    }
    if is_test(folders, name) || in_folder(&TEST_FOLDERS) {
        return Role::Test;
    }
    if CONFIG_NAMES.contains(&name) {
        return Role::Config;
    }
    let stem = name.split('.').next().unwrap_or(name);
    if ends(&DOC_ENDS) || (DOC_NAMES.contains(&stem) && !name.contains(".rs")) || in_folder(&DOC_FOLDERS) {
        return Role::Docs;
    }
    let hidden = name.starts_with('.') || folders.split('/').any(|folder| folder.starts_with('.') && folder.len() > 1);
    if hidden || ends(&CONFIG_ENDS) { Role::Config } else { Role::Source }
}

/// True for a file of tests by its name: `parse_test.go`, `test_parse.py`, `Parse.spec.ts`, `ParserTest.java`.
fn is_test(folders: &str, name: &str) -> bool {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    let java = matches!(end, "java" | "kt" | "scala" | "cs") && (stem.ends_with("test") || stem.ends_with("tests"));
    let marked =
        [".test", ".spec", "_test", "_tests", "_spec", "-test", ".tests"].iter().any(|mark| stem.ends_with(mark));
    marked
        || java
        || stem.starts_with("test_")
        || stem == "tests"
        || stem == "conftest"
        || folders.contains("src/test/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_the_role() {
        for (path, expected) in [
            ("src/lib.rs", Role::Source),
            ("src/parse_test.go", Role::Test),
            ("tests/api/client.rs", Role::Test),
            ("lib/__tests__/a.js", Role::Test),
            ("gson/src/test/java/com/A.java", Role::Test),
            ("core/src/main/java/LatestTime.java", Role::Source),
            ("docs/guide.md", Role::Docs),
            ("README", Role::Docs),
            ("Cargo.lock", Role::Lock),
            ("web/package-lock.json", Role::Lock),
            ("Cargo.toml", Role::Config),
            (".github/workflows/ci.yml", Role::Config),
            ("requirements.txt", Role::Config),
            ("CMakeLists.txt", Role::Config),
            ("vendor/zlib/zlib.c", Role::Vendored),
            ("web/dist/app.js", Role::Generated),
            ("jq.1.prebuilt", Role::Generated),
            ("api/user.pb.go", Role::Generated),
            ("logo.png", Role::Binary),
        ] {
            assert_eq!(role(path), expected, "{path}");
        }
    }
}
