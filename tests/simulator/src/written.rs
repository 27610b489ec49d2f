//! Scripts that models have written: each section is a model's or the embedded writer's, and the files are those of the script.

use job::Job;
use pipeline::{Commit, Handled, Store, StoreError};
use protocol::{ChangeOutline, Line, PlannedSection, Redactions, Style, embedded_hosts};
use script::{Document, Outline, Turn};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::clients::answered;
use crate::faults::Fault;
use crate::run::Counts;
use crate::world::{State, World};

/// A finished script, as another job is told to write it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dictation {
    /// The texts of its documents.
    pub(crate) texts: Vec<String>,
    pub(crate) style: Style,
    /// `None` for the embedded writer's.
    pub(crate) outline: Option<ChangeOutline>,
    /// The answer for each section; `None` for those of the embedded writer.
    answers: Vec<Option<Value>>,
    pub(crate) edits: Vec<Line>,
    pub(crate) is_of_several: bool,
    pub(crate) is_skipped: bool,
    pub(crate) has_other_voices: bool,
}

impl Dictation {
    /// The answer to a request; none is a refusal.
    pub(crate) fn answer(&self, body: &Value) -> Value {
        let question = body.to_string();
        let section = question.split("Write the turns of section ").nth(1);
        let number = section.and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok());
        let answer = number.and_then(|number| self.answers.get(number.checked_sub(1)?)?.clone());
        answer.unwrap_or_default()
    }

    /// All that the episode's files follow from.
    pub(crate) fn key(&self) -> Vec<String> {
        let edits = self.edits.iter().map(|line| format!("{} {}", line.turn, line.text));
        let flags = format!("{:?} {} {}", self.style, self.is_skipped, self.has_other_voices);
        self.texts.iter().cloned().chain(edits).chain([flags]).collect()
    }
}

impl State {
    fn document<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_str(self.object.documents.get(key)?).ok()
    }

    /// The script of a job that models may have written.
    ///
    /// # Errors
    /// A text that nobody has written, or that another has than the job says; or a reason that is none.
    pub(crate) fn dictation(&self) -> Result<Dictation, String> {
        let job = self.object.job().ok_or("there is no job")?;
        let document: Document = self.document("document").ok_or("there is no document")?;
        let outline: Outline = self.document("outline").ok_or("there is no outline")?;
        let writing = job.view().writing.ok_or("nobody has written")?;
        let style = job.spec().style.clone();
        let is_own_outline = writing.outline.as_ref().is_some_and(protocol::Writer::is_embedded);
        if is_own_outline && script::outline_in(&document, &style).0 != outline {
            return Err("the outline is not the embedded writer's".to_owned());
        }
        self.check_reason(job, writing.outline.as_ref().and_then(|writer| writer.because.as_deref()))?;
        let sound: Vec<Value> = self.models.sound.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
        let hosts = job.hosts().clone().map(|host| host.name);
        let (mut answers, mut is_of_several) = (Vec::new(), false);
        for chapter in 0..outline.chapters.len() {
            let key = section_key(u16::try_from(chapter).unwrap_or(u16::MAX));
            let turns: Vec<Turn> = self.document(&key).ok_or_else(|| format!("{key} is not there"))?;
            let writer =
                writing.sections.get(chapter).cloned().flatten().ok_or_else(|| format!("{key} has no writer"))?;
            let read = |answer: &&Value| {
                script::read_section(answer, &document, &outline, chapter, &style, &hosts)
                    .is_ok_and(|read| read == turns)
            };
            let answer = if writer.is_embedded() { None } else { sound.iter().find(read).cloned() };
            let is_own = |outline: &Outline| {
                script::write_in(&document, outline, chapter, &hosts, &style).is_ok_and(|own| own == turns)
            };
            let is_embedded = writer.is_embedded() && self.models.outlines.iter().any(is_own);
            is_of_several |= is_embedded && !is_own(&outline);
            if answer.is_none() && !is_embedded {
                return Err(format!("{key} is not the text of {}", writer.writer));
            }
            self.check_reason(job, writer.because.as_deref())?;
            answers.push(answer);
        }
        let sections = outline.chapters.iter().map(|plan| PlannedSection {
            title: plan.title.clone(),
            says: plan.says.clone(),
            paragraphs: script::paragraphs_of(plan),
            words: plan.words,
        });
        let outline = (!is_own_outline).then(|| ChangeOutline { sections: sections.collect() });
        let turns = job.turns().unwrap_or_default();
        let edited = turns.iter().filter(|turn| turn.is_edited);
        let edits = edited.filter_map(|turn| {
            let text = self.object.documents.get(&format!("edit/{:03}", turn.number))?.clone();
            Some(Line { turn: turn.number, text })
        });
        Ok(Dictation {
            texts: self.texts(),
            style,
            outline,
            answers,
            edits: edits.collect(),
            is_of_several,
            is_skipped: turns.iter().any(|turn| turn.is_skipped),
            has_other_voices: *job.hosts() != embedded_hosts(),
        })
    }

    /// The texts of its outline and its sections.
    pub(crate) fn texts(&self) -> Vec<String> {
        let sections = (0..self.object.job().and_then(Job::chapter_count).unwrap_or_default()).map(section_key);
        let keys = ["outline".to_owned()].into_iter().chain(sections);
        keys.map(|key| self.object.documents.get(&key).cloned().unwrap_or_default()).collect()
    }

    pub(crate) fn counts(&self) -> Counts {
        if !self.models.is_on {
            return Counts::default();
        }
        let writing = self.object.job().and_then(|job| job.view().writing).unwrap_or_default();
        let count = |is_embedded: bool| {
            writing.sections.iter().flatten().filter(|writer| writer.is_embedded() == is_embedded).count() as u64
        };
        let (charges, lost) = (self.models.paid.charges, self.models.paid.lost);
        Counts { worlds: 1, charges, lost, by_models: count(false), embedded: count(true) }
    }

    /// The embedded writer has written for a reason that this world has.
    fn check_reason(&self, job: &Job, because: Option<&str>) -> Result<(), String> {
        let fault = match because {
            // Of attempts that no model is asked in: those before have died.
            None | Some("unavailable") => return Ok(()),
            Some("budget") if job.budget().is_some() => return Ok(()),
            Some("tenant_budget") if self.models.spending.budget.is_some() => return Ok(()),
            Some("refused") => Fault::ModelRefuses,
            Some("length") => Fault::ModelCutShort,
            Some("money") => Fault::ModelQuota,
            Some("pace") if self.faults.counts.contains_key(&Fault::ModelBusy) => Fault::ModelBusy,
            Some("pace") => Fault::ModelBusyForLong,
            Some("outage") => Fault::ModelBroken,
            Some("unanswered") => Fault::ModelAnswerLost,
            Some("timeout") if self.faults.counts.contains_key(&Fault::ModelLate) => Fault::ModelLate,
            Some("timeout") => Fault::ModelHangs,
            Some("breaker") => Fault::ModelLeftAlone,
            Some("shape") => Fault::ModelAnswersProse,
            Some(_) => Fault::ModelAnswersUnsound,
        };
        if self.faults.counts.contains_key(&fault) {
            return Ok(());
        }
        Err(format!(
            "the embedded writer has written because of {}, which has not happened",
            because.unwrap_or_default()
        ))
    }

    /// Of a commit with another outline: a section that is as it was, and where it was, is not written again.
    pub(crate) fn check_sections(&mut self, before: Option<&Job>, commit: &Commit<'_>) {
        let job = commit.job;
        let outline = commit.documents.iter().find(|document| document.key == "outline");
        let Some(outline) = outline.and_then(|kept| serde_json::from_str::<Outline>(&kept.body).ok()) else { return };
        self.models.outlines.push(outline.clone());
        let Some(was) = self.document::<Outline>("outline") else { return };
        let (ends, ended) = (outline.chapters.len(), was.chapters.len());
        for (chapter, (plan, old)) in outline.chapters.iter().zip(&was.chapters).enumerate() {
            let is_same = plan == old && (chapter + 1 == ends) == (chapter + 1 == ended);
            let key = job::StepKind::Script.at(u16::try_from(chapter).unwrap_or(u16::MAX));
            let is_done =
                |job: &Job| job.step(key).is_some_and(|step| matches!(step.status, job::StepStatus::Done { .. }));
            if is_same && before.is_some_and(is_done) && !is_done(job) {
                self.violate(format!("{key} is written again, and nothing of it has changed"));
            }
        }
    }
}

fn section_key(chapter: u16) -> String {
    format!("script/{chapter:02}")
}

impl World<'_> {
    /// A client reads the outline, and sends it back changed.
    pub(crate) fn change_outline(&self, number: u64) -> Result<(), StoreError> {
        let Some(stored) = self.load()? else { return Ok(()) };
        let view = pipeline::outline_view(self, &stored.job).map_err(|failure| StoreError::Failed(failure.detail))?;
        let Some(view) = view else { return Ok(()) };
        let sections = view.sections.into_iter().map(PlannedSection::from);
        let request = ChangeOutline { sections: changed(sections.collect(), number) };
        match pipeline::change_outline(self, &self.providers, request, Redactions::new())? {
            Handled::Refused(problem) => answered(problem.code),
            Handled::Done(_) | Handled::NoJob => Ok(()),
        }
    }
}

const TITLES: [&str; 4] = ["In other words", "Seen from afar", "Once more", "Told anew"];

/// Sections as a client changes them, by a number: one has another title, two change places, the last one is left out.
fn changed(mut sections: Vec<PlannedSection>, number: u64) -> Vec<PlannedSection> {
    let count = sections.len();
    let at = (number / 16) as usize % count.max(1);
    match number % 4 {
        0 | 1 => {
            let title = TITLES.get((number / 4 % 4) as usize).copied().unwrap_or_default();
            if let Some(section) = sections.get_mut(at) {
                section.title = title.to_owned();
            }
        }
        2 if at + 1 < count => sections.swap(at, at + 1),
        3 if count > 1 => sections.truncate(count - 1),
        _ => {}
    }
    sections
}
