//! `told KIND FILE [numstat|action|model]`: a source in words; or the lines of each file, the open points, or the model.

use changes::{Source, SourceKind};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let kind = match arguments.next().as_deref() {
        Some("diff") => SourceKind::Diff,
        Some("review") => SourceKind::Review,
        Some("issue") => SourceKind::Issue,
        Some("changelog") => SourceKind::Changelog,
        Some(_) | None => return Err("diff, review, issue or changelog".into()),
    };
    let path = arguments.next().ok_or("a file")?;
    let bytes = std::fs::read(path)?;
    let source = changes::parse(kind, &String::from_utf8_lossy(&bytes))?;
    match (arguments.next().as_deref(), &source) {
        (Some("numstat"), Source::Change(change)) => {
            for file in &change.files {
                let (added, removed) = (file.added, file.removed);
                let counts = if file.is_binary { "-\t-".to_owned() } else { format!("{added}\t{removed}") };
                println!("{counts}\t{}", file.path);
            }
        }
        (Some("action"), source) => println!("{}", changes::action(source).unwrap_or_default()),
        (Some("model"), source) => println!("{source:#?}"),
        (Some(_) | None, source) => print(&changes::tell(source)),
    }
    Ok(())
}

fn print(told: &changes::Told) {
    println!("# {}", told.title);
    for section in &told.sections {
        println!("\n{} {}\n", "#".repeat(usize::from(section.level)), section.heading);
        for paragraph in &section.paragraphs {
            let at = paragraph
                .at
                .as_ref()
                .map(|at| format!("  [{}:{} {:?}]", at.path, at.line, at.side))
                .unwrap_or_default();
            println!("{}{}{at}", if paragraph.is_item { "- " } else { "" }, paragraph.sentences.join(" "));
        }
    }
    println!("\n{:?}", told.untold);
}
