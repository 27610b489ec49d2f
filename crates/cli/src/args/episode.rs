//! The arguments that describe an episode: its source, hosts and style. `generate` and `estimate` take them.

use std::path::PathBuf;

use protocol::{
    AnySource, CreateJob, EpisodeFormat, Host, SourceFormat, Style, default_hosts, limits::EPISODE_MINUTES_MAX,
};

use crate::console::Console;
use crate::error::Error;
use crate::gather::GatherArgs;
use crate::pace::Pace;
use crate::source;

#[derive(clap::Args)]
pub(crate) struct EpisodeArgs {
    /// The source: a file, `-` for stdin, or the URL of a page; several become one episode
    #[arg(required_unless_present_any = ["repo", "pr"], conflicts_with_all = ["repo", "pr"], value_name = "SOURCE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    gathered: GatherArgs,
    /// The episode's title; by default the source's
    #[arg(long)]
    title: Option<String>,
    /// The source's format: markdown, text, html, diff, review, issue or changelog; by default from the file's extension
    #[arg(long, value_name = "FORMAT", value_parser = source_format)]
    source_format: Option<SourceFormat>,
    /// Name and voice of a host; give it twice, the host who asks first
    #[arg(long = "host", value_name = "NAME=VOICE", value_parser = host)]
    hosts: Vec<Host>,
    /// The episode's format: deep-dive, brief, critique, debate, explainer or round-up
    #[arg(long, value_parser = episode_format)]
    format: Option<EpisodeFormat>,
    /// Length of the episode in minutes
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=i64::from(EPISODE_MINUTES_MAX)))]
    minutes: Option<u16>,
    /// The subject to dwell on
    #[arg(long, value_name = "TEXT")]
    focus: Option<String>,
    /// Manner in which a host talks; give it twice, the host who asks first
    #[arg(long = "manner", value_name = "TEXT")]
    manners: Vec<String>,
}

impl EpisodeArgs {
    /// The request for the episode; reads or gathers the source. `None` if there is nothing new to tell.
    pub(crate) fn request(
        &self,
        pace: &Pace,
        console: &mut Console<'_>,
    ) -> Result<Option<CreateJob<AnySource>>, Error> {
        let hosts = pair("--host", &self.hosts)?.unwrap_or_else(default_hosts);
        let style = self.style()?;
        let source = if self.gathered.is_asked() {
            self.gathered.source(pace, console)?
        } else {
            Some(source::all(&self.files, self.source_format)?)
        };
        Ok(source.map(|source| CreateJob { title: self.title.clone(), hosts, style, ..CreateJob::new(source) }))
    }

    fn style(&self) -> Result<Style, Error> {
        let style = Style {
            format: self.format.unwrap_or_default(),
            minutes: self.minutes,
            focus: self.focus.clone(),
            manners: pair("--manner", &self.manners)?,
        };
        match style.fault() {
            Some(fault) => Err(Error::Usage(fault)),
            None => Ok(style),
        }
    }
}

/// The values of an option for the two hosts.
fn pair<T: Clone>(option: &str, values: &[T]) -> Result<Option<[T; 2]>, Error> {
    match values {
        [] => Ok(None),
        [asks, explains] => Ok(Some([asks.clone(), explains.clone()])),
        [_] | [_, _, _, ..] => Err(Error::Usage(format!("{option} has to be given twice, or not at all"))),
    }
}

/// Both `deep-dive` and the wire's `deep_dive`.
fn episode_format(text: &str) -> Result<EpisodeFormat, String> {
    EpisodeFormat::from_wire(&text.replace('-', "_")).ok_or_else(|| {
        if source_format(text).is_ok() {
            return format!("the source's format is given by --source-format {text}");
        }
        format!("one of {}", EpisodeFormat::ALL.map(EpisodeFormat::as_str).join(", ").replace('_', "-"))
    })
}

fn source_format(text: &str) -> Result<SourceFormat, String> {
    match text {
        "markdown" => Ok(SourceFormat::Markdown),
        "text" => Ok(SourceFormat::Text),
        "html" => Ok(SourceFormat::Html),
        "diff" => Ok(SourceFormat::Diff),
        "review" => Ok(SourceFormat::Review),
        "issue" => Ok(SourceFormat::Issue),
        "changelog" => Ok(SourceFormat::Changelog),
        _ => Err("one of markdown, text, html, diff, review, issue, changelog".to_owned()),
    }
}

fn host(text: &str) -> Result<Host, String> {
    match text.split_once('=') {
        Some((name, voice)) if !name.is_empty() && !voice.is_empty() => Ok(Host::new(name, voice)),
        Some(_) | None => Err("a host is NAME=VOICE, as in Nora=slt".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        episode: EpisodeArgs,
    }

    fn episode(options: &[&str]) -> Result<EpisodeArgs, String> {
        let line = ["generate", "-"].iter().chain(options);
        Only::try_parse_from(line).map(|only| only.episode).map_err(|error| error.to_string())
    }

    #[test]
    fn a_style_is_taken_from_the_options() {
        let line =
            ["--format", "round-up", "--minutes", "8", "--focus", "The sea", "--manner", "calm", "--manner", "dry"];
        let style = episode(&line).unwrap().style().unwrap();
        let manners = Some(["calm".to_owned(), "dry".to_owned()]);
        let expected =
            Style { format: EpisodeFormat::RoundUp, minutes: Some(8), focus: Some("The sea".to_owned()), manners };
        assert_eq!(style, expected);
        assert!(episode(&[]).unwrap().style().unwrap().is_default());
        assert_eq!(episode(&["--format", "deep_dive"]).unwrap().format, Some(EpisodeFormat::DeepDive));
    }

    #[test]
    fn hosts_and_manners_are_given_twice_or_not_at_all() {
        let hosts = |options: &[&str]| pair("--host", &episode(options).unwrap().hosts);
        assert_eq!(hosts(&[]).unwrap(), None);
        let two = hosts(&["--host", "Ada=slt", "--host", "Bo=rms=x"]).unwrap().unwrap();
        assert_eq!(two.map(|host| host.voice), ["slt", "rms=x"]);
        assert!(hosts(&["--host", "Ada=slt"]).is_err());
        for manners in [1, 3] {
            let style = episode(&["--manner", "calm"].repeat(manners)).unwrap().style();
            assert_eq!(style.unwrap_err().to_string(), "--manner has to be given twice, or not at all");
        }
        assert!(episode(&["--focus", " "]).unwrap().style().unwrap_err().to_string().starts_with("focus: "));
    }

    #[test]
    fn the_old_values_of_format_name_the_new_option() {
        for old in ["markdown", "text", "html"] {
            let error = episode(&["--format", old]).err().unwrap();
            assert!(error.contains(&format!("the source's format is given by --source-format {old}")), "{error}");
            assert!(episode(&["--source-format", old]).unwrap().source_format.is_some());
        }
        let error = episode(&["--format", "duet"]).err().unwrap();
        assert!(error.contains("deep-dive, brief, critique, debate, explainer, round-up"), "{error}");
    }

    #[test]
    fn invalid_values_are_rejected() {
        for [option, value] in [["--host", "Ada"], ["--source-format", "pdf"], ["--minutes", "0"], ["--minutes", "61"]]
        {
            assert!(episode(&[option, value]).is_err(), "{option} {value}");
        }
    }
}
