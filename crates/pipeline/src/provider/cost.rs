//! Cost of a script before it is written.

use protocol::{CostRange, EpisodeFormat, Host, Money, Style, Timestamp, Tokens};
use script::{Document, Outline, Question};
use writer::{Cache, Price, Prompt, Provider, Request, Usage};

/// The system text is the same for all sections of an episode, which are asked for within minutes.
pub(crate) const CACHE: Cache = Cache::FiveMinutes;

/// Bytes of ten tokens of a request: English prose as JSON, measured on the recorded scripts by o200k_base.
const BYTES_TEN_TOKENS: u64 = 45;
/// Tokens of a section in an outline's answer.
const TOKENS_A_SECTION: u64 = 70;

/// Bytes of a token that is sent back, at most about.
const TOKEN_BYTES_MAX: u64 = 5;

/// Tokens of an answer for a hundred words that are asked for, with the JSON around them: models fall short of a length, most of
/// all in the brief formats. Measured like the above.
const fn tokens_of_words(format: EpisodeFormat) -> u64 {
    match format {
        EpisodeFormat::DeepDive => 178,
        EpisodeFormat::Brief => 140,
        EpisodeFormat::Critique => 176,
        EpisodeFormat::Debate => 167,
        EpisodeFormat::Explainer => 188,
        EpisodeFormat::RoundUp => 145,
    }
}

/// Calls, tokens and cost of one provider's script, if no answer is repaired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Likely {
    pub(crate) calls: u32,
    pub(crate) tokens: Tokens,
    pub(crate) cost: CostRange,
}

/// A question, and the tokens its answer is likely to have.
type Asked = (Question, u64);

/// Cost of writing all sections by the first provider that has a price; `None` where that costs nothing.
pub(crate) fn cost_of_script(
    providers: &[Provider],
    (document, outline): (&Document, &Outline),
    style: &Style,
    hosts: &[Host; 2],
    now: Timestamp,
) -> Option<CostRange> {
    let questions = sections(document, outline, style, hosts);
    let likely = providers.iter().find_map(|provider| sum(provider, questions.iter(), now))?;
    (!likely.cost.most.is_zero()).then_some(likely.cost)
}

/// Cost of an outline and all its sections by one provider; `None` if it has no price.
pub(crate) fn likely_cost(
    provider: &Provider,
    document: &Document,
    outline: &Outline,
    style: &Style,
    hosts: &[Host; 2],
    now: Timestamp,
) -> Option<Likely> {
    let count = outline.chapters.len() as u64;
    let first = (script::ask_outline(document, style), count.saturating_mul(TOKENS_A_SECTION));
    let questions = sections(document, outline, style, hosts);
    sum(provider, [first].iter().chain(&questions), now)
}

fn sections(document: &Document, outline: &Outline, style: &Style, hosts: &[Host; 2]) -> Vec<Asked> {
    let names = hosts.clone().map(|host| host.name);
    let question = |(chapter, plan): (usize, &script::ChapterPlan)| {
        let tokens = u64::from(plan.words).saturating_mul(tokens_of_words(style.format)) / 100;
        (script::ask_section(document, outline, chapter, style, &names), tokens)
    };
    outline.chapters.iter().enumerate().map(question).collect()
}

fn sum<'q>(provider: &Provider, questions: impl Iterator<Item = &'q Asked>, now: Timestamp) -> Option<Likely> {
    let price = provider.price_at(now)?;
    let mut likely = Likely::default();
    for (question, output) in questions {
        let request = request(provider, question)?;
        let input = (request.body.len() as u64).saturating_mul(10) / BYTES_TEN_TOKENS;
        likely.calls = likely.calls.saturating_add(1);
        likely.tokens.input = likely.tokens.input.saturating_add(input);
        likely.tokens.output = likely.tokens.output.saturating_add(*output);
        let once = price.cost(&Usage { input, output: *output, ..Usage::default() })?;
        likely.cost.likely = likely.cost.likely.plus(once);
        likely.cost.most = likely.cost.most.plus(most(&price, &request, question.max_output_tokens)?);
    }
    Some(likely)
}

/// The most that a question and its repair can cost: the second is sent the answer to the first as well.
fn most(price: &Price, request: &Request, output_max: u32) -> Option<Money> {
    let first = price.most(request.input_tokens_max(), output_max, CACHE)?;
    let answered = u64::from(output_max).saturating_mul(TOKEN_BYTES_MAX);
    let repair = price.most(request.input_tokens_max().saturating_add(answered), output_max, CACHE)?;
    Some(first.plus(repair))
}

fn request(provider: &Provider, question: &Question) -> Option<Request> {
    let prompt = prompt(provider, question, None);
    writer::build(provider.contract, &prompt, None).ok()
}

/// The prompt of a question, or of its repair.
pub(crate) fn prompt<'a>(
    provider: &'a Provider,
    question: &'a Question,
    repair: Option<writer::Repair<'a>>,
) -> Prompt<'a> {
    let Question { system, source, ask, schema_name, schema, max_output_tokens } = question;
    Prompt {
        model: &provider.model,
        system,
        source,
        ask,
        schema_name,
        schema,
        max_output_tokens: *max_output_tokens,
        cache: CACHE,
        is_streamed: true,
        repair,
    }
}
