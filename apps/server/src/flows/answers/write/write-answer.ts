import { type AnswerRequest, ModelError, redacted, redactedSource, type Statement, unredactedPart } from '@backscroll/core'
import type { Context } from '../../../context.ts'
import { inModelScope } from '../../../model-scope.ts'
import { reserveCall } from '../../accounting/reserve-call.ts'
import { cachedAnswer, cacheKey, keepAnswer } from './answer-cache.ts'
import { type Checked, checkEvents } from './check-events.ts'
import type { Degraded, WriteRequest, Written } from './written.ts'

/** Characters of all sources together in a prompt: some twelve thousand tokens. */
const PROMPT_CHARACTERS = 48_000

/**
 * Writes an answer with the model that the team's settings name, out of the cache when the same was asked of the same messages, within the
 * day's budget. Without a model, without budget, or when the model fails before its first word, quotes take its place and the answer says so.
 * @param show hears of statements as soon as they are checked. @throws what `signal` was aborted with.
 */
export async function writeAnswer(ctx: Context, request: WriteRequest, show: (statements: readonly Statement[]) => void): Promise<Written> {
  const answerer = ctx.answererFor(request.settings.answer_model)
  if (answerer.style === 'extractive') return quote(ctx, request, null)
  const { rules, teamId, questionId, signal, stopped } = request
  const isRedacted = request.settings.redact_pii !== 'off'
  const offered = withinPrompt(request.sources)
  // what is written from a text without addresses is checked against that text; what is shown of a message is the message
  const sources = isRedacted ? offered.map(redactedSource) : offered
  const question = isRedacted ? redacted(request.question) : request.question
  const asWritten = isRedacted ? withQuotesOf(offered) : (statements: readonly Statement[]) => statements
  const asked = { style: answerer.style, question, sources }
  const made = { style: answerer.style, model: answerer.model, promptVersion: rules.promptVersion, degraded: null } as const
  const key = cacheKey({ model: answerer.model, question, sources, rules, isRedacted })
  const known = await cachedAnswer(ctx, teamId, key)
  if (known) {
    const checked = await checkEvents(known, asked, { show: (more) => show(asWritten(more)) })
    return { ...made, ...checked, statements: asWritten(checked.statements), isCached: true, firstTextMs: null }
  }
  const prompt: AnswerRequest = { question, sources, rules: rules.rules, maxOutputTokens: rules.maxOutputTokens }
  const reserved = await reserveCall(ctx, { ...request, provider: answerer.provider, model: answerer.model, prompt })
  if (reserved === 'over-budget') return quote(ctx, request, 'budget_reached')
  const startedMs = ctx.clock.nowMs()
  let firstTextMs: number | null = null
  const timed = (more: readonly Statement[]) => {
    firstTextMs ??= ctx.clock.nowMs() - startedMs
    show(asWritten(more))
  }
  const scope = { teamId, purpose: 'answer', ref: questionId, promptVersion: rules.promptVersion, callId: reserved.callId } as const
  let checked: Checked
  try {
    // the call is made within its scope: what it cost settles the reservation
    const write = () => checkEvents(answerer.answer(prompt, AbortSignal.any([signal, stopped])), asked, { show: timed, stopped })
    checked = await ctx.telemetry.answerStep('write', () => inModelScope(scope, write))
  } catch (error) {
    if (signal.aborted || !(error instanceof ModelError)) throw error
    ctx.telemetry.notice('no model answers, quotes take its place', { teamId, questionId, reason: error.reason })
    return quote(ctx, request, error.reason === 'rate_limited' ? 'rate_limited' : 'model_unavailable')
  }
  for (const [reason, count] of Object.entries(checked.report.dropped)) ctx.telemetry.citationsDropped({ reason, count })
  if (checked.finish === 'complete' && checked.statements.length > 0)
    await keepAnswer(ctx, teamId, { key, sources, events: checked.events })
  return { ...made, ...checked, statements: asWritten(checked.statements), isCached: false, firstTextMs }
}

/** Quotes, which need no model and are there at once: nothing is shown before the whole. */
async function quote(ctx: Context, { question, sources, signal }: WriteRequest, degraded: Degraded | null): Promise<Written> {
  const said = ctx.extractive.answer({ question, sources, rules: '', maxOutputTokens: 0 }, signal)
  const asked = { style: 'extractive', question, sources } as const
  const checked = await ctx.telemetry.answerStep('write', () => checkEvents(said, asked, { show: () => {} }))
  return { ...checked, style: 'extractive', model: ctx.extractive.model, promptVersion: null, degraded, isCached: false, firstTextMs: null }
}

/** Quotes of redacted sources become what the messages say at these places: whoever reads an answer may read them. */
function withQuotesOf(offered: WriteRequest['sources']): (statements: readonly Statement[]) => readonly Statement[] {
  const texts = new Map(offered.map(({ id, text }) => [id, text]))
  return (statements) =>
    statements.map((statement) => ({
      ...statement,
      quotes: statement.quotes.map(({ sourceId, text }) => ({ sourceId, text: unredactedPart(texts.get(sourceId) ?? '', text) })),
    }))
}

/** The best sources that fit together; the first one always does, cut by the prompt's own bound. */
function withinPrompt<Each extends { text: string; context?: string }>(sources: readonly Each[]): Each[] {
  let used = 0
  return sources.filter(({ text, context = '' }, at) => {
    used += text.length + context.length
    return at === 0 || used <= PROMPT_CHARACTERS
  })
}
