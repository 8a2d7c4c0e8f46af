import { AsyncLocalStorage } from 'node:async_hooks'
import { inspect } from 'node:util'
import type { ModelUsage } from '@backscroll/core'
import { type AnswerEvent, type Answerer, ModelError, type Rewriter, type Source } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { collected } from './collected.ts'
import type { JumpingTime } from './jumping-time.ts'

/** How a stand-in of a provider can be made to fail; each knows all of these. */
export type ChatFailure =
  | ('400' | '401' | '402' | '429' | '429-silent' | '500' | '503')
  | ('reset' | 'hang' | 'late' | 'stall-early' | 'cut-early')
  | ('stall' | 'cut' | 'no-json' | 'no-end' | 'error' | 'max-tokens' | 'refused')
  | ('empty' | 'unknown-event' | 'unknown-source')

/** An adapter over a stand-in, in a time of its own. */
export interface ChatWorld extends AsyncDisposable {
  fake: {
    requests: readonly unknown[]
    fail(failure: ChatFailure, times?: number): void
    heal(): void
    release(): void
    open(): number
    say(...answers: { text: string }[]): void
  }
  time: JumpingTime
  used: ModelUsage[]
  answerer: Answerer
  rewriter: Rewriter
}

const QUESTION = 'when does the billing rewrite ship, and when is lunch?'
const sources: Source[] = [
  { id: 'C0A:17.1', text: 'The billing rewrite ships on 14 December.', score: 3 },
  { id: 'C0B:18.2', text: 'Lunch is at noon.', score: 1 },
]
const WHOLE = 'The billing rewrite ships on 14 December.\nLunch is at noon.'
const request = { question: QUESTION, sources, rules: 'Answer from the sources alone.', maxOutputTokens: 800 }
const POLL = { interval: 2 }

/** How work fails; null when it does not. */
export const failing = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

/** What every model that chats promises when its provider fails, whatever the provider. */
export function chatContract(name: string, open: () => Promise<ChatWorld>): void {
  const ask = ({ answerer }: ChatWorld, signal?: AbortSignal) => collected(answerer.answer(request, signal))
  /** Reads in the background; `text` is what has come so far. */
  const reading = (events: AsyncIterable<AnswerEvent>) => {
    const state = { text: '', ended: Promise.resolve<unknown>(null) }
    state.ended = (async () => {
      for await (const event of events) {
        if (event.kind === 'text') state.text += event.text
        if (event.kind === 'done') return event.finish
      }
      return null
    })().catch((error: unknown) => error)
    return state
  }

  describe(`${name} when it answers`, () => {
    test('the whole answer is cited, and the meter is told what it cost', async () => {
      await using world = await open()
      const answer = await ask(world)
      expect(answer).toMatchObject({ text: WHOLE, finish: 'complete', coverage: null })
      expect(answer.citations.map(({ sourceIds }) => sourceIds)).toEqual([['C0A:17.1'], ['C0B:18.2']])
      for (const { start, end, text } of answer.citations) expect(answer.text.slice(start, end)).toBe(text)
      expect(world.used).toEqual([
        {
          provider: expect.any(String),
          operation: 'chat',
          model: world.answerer.model,
          inputTokens: expect.any(Number),
          outputTokens: expect.any(Number),
          searchUnits: null,
          latencyMs: 0,
          firstTokenMs: 0,
          retries: 0,
          outcome: 'ok',
        },
      ])
      await expect.poll(() => world.fake.open(), POLL).toBe(0)
    })

    test('a first byte that is slow is waited for, and the meter knows how long', async () => {
      await using world = await open()
      world.fake.fail('late', 1)
      const work = ask(world)
      await expect.poll(() => world.fake.requests.length, POLL).toBe(1)
      world.time.pass(14_999)
      world.fake.release()
      expect(await work).toMatchObject({ text: WHOLE, finish: 'complete' })
      expect(world.used).toMatchObject([{ firstTokenMs: 14_999, outcome: 'ok' }])
    })

    test('what it says in other kinds of events is ignored', async () => {
      await using world = await open()
      world.fake.fail('unknown-event')
      expect(await ask(world)).toMatchObject({ text: WHOLE, finish: 'complete' })
    })

    test('a source that nobody gave is passed on under an id that no source has', async () => {
      await using world = await open()
      world.fake.fail('unknown-source')
      const { citations } = await ask(world)
      const ids = citations.flatMap(({ sourceIds }) => sourceIds)
      expect(ids.filter((id) => !sources.some((source) => source.id === id)).every((id) => id.startsWith('unsent:'))).toBe(true)
      expect(ids).toEqual(expect.arrayContaining(['C0A:17.1', 'C0B:18.2', 'unsent:99']))
    })

    test('an answer without a text has none', async () => {
      await using world = await open()
      world.fake.fail('empty')
      expect(await ask(world)).toEqual({ text: '', citations: [], finish: 'complete', coverage: null })
      expect(world.used).toMatchObject([{ firstTokenMs: null, outcome: 'ok' }])
    })

    test('a refusal is one, and one that has grown too long is cut; neither is a failure', async () => {
      await using world = await open()
      world.fake.fail('refused', 1)
      expect(await ask(world)).toMatchObject({ finish: 'refused' })
      world.fake.fail('max-tokens', 1)
      expect(await ask(world)).toMatchObject({ finish: 'cut' })
      expect(world.used.map(({ outcome }) => outcome)).toEqual(['ok', 'ok'])
    })

    test('the meter is told in the context of the call, whoever reads the answer', async () => {
      const context = new AsyncLocalStorage<string>()
      const told: (string | undefined)[] = []
      await using world = await open()
      world.used.push = () => told.push(context.getStore())
      const events = context.run('team A', () => world.answerer.answer(request))
      await context.run('somebody else', () => collected(events))
      await context.run('team B', () => world.rewriter.rewrite({ question: 'and when?', turns: [] }))
      expect(told).toEqual(['team A', 'team B'])
    })
  })

  describe(`${name} when it fails`, () => {
    test.each(['429', '429-silent', '500', '503', 'reset', 'cut-early'] as const)(
      '%s before the first text is tried again, and for ever it is an error that may pass',
      async (failure) => {
        await using world = await open()
        world.fake.fail(failure, 2)
        expect(await ask(world)).toMatchObject({ text: WHOLE, finish: 'complete' })
        expect(world.used.at(-1)).toMatchObject({ retries: 2, outcome: 'ok' })
        world.time.pass(60_000)
        world.fake.fail(failure)
        const before = world.fake.requests.length
        const error = await failing(ask(world))
        expect(error).toBeInstanceOf(ModelError)
        const reason = failure.startsWith('429') ? 'rate_limited' : failure === 'cut-early' ? 'cut' : 'unavailable'
        expect(error).toMatchObject({ reason, retryAfterMs: expect.any(Number) })
        expect(world.fake.requests.length - before).toBe(3)
      },
    )

    test.each(['400', '401', '402'] as const)('%s is not repeated', async (failure) => {
      await using world = await open()
      world.fake.fail(failure)
      expect(await failing(ask(world))).toMatchObject({ reason: failure === '400' ? 'invalid' : 'unauthorised', retryAfterMs: null })
      expect(world.fake.requests).toHaveLength(1)
    })

    test.each(['cut', 'no-json', 'no-end', 'error'] as const)(
      '%s after some text keeps it, ends as cut and is not repeated',
      async (failure) => {
        await using world = await open()
        world.fake.fail(failure)
        const { text, finish } = await ask(world)
        expect(finish).toBe('cut')
        expect(text.length).toBeGreaterThan(10)
        expect(WHOLE.startsWith(text)).toBe(true)
        expect(world.fake.requests).toHaveLength(1)
        const outcome = failure === 'cut' || failure === 'no-end' ? 'cut' : 'unavailable'
        expect(world.used).toMatchObject([{ outcome, firstTokenMs: 0 }])
      },
    )

    test('silence of 15 s in the middle ends as cut with what was said, and the provider is let go', async () => {
      await using world = await open()
      world.fake.fail('stall')
      const answer = reading(world.answerer.answer(request))
      await expect.poll(() => answer.text.length, POLL).toBeGreaterThan(20)
      world.time.pass(14_999)
      expect(world.used).toEqual([])
      world.time.pass(1)
      expect(await answer.ended).toBe('cut')
      expect(world.used).toMatchObject([{ outcome: 'timed_out', latencyMs: 15_000 }])
      await expect.poll(() => world.fake.open(), POLL).toBe(0)
    })

    test.each(['hang', 'stall-early'] as const)(
      '%s: silence of 15 s before any text is an error, and nobody asks twice',
      async (failure) => {
        await using world = await open()
        world.fake.fail(failure)
        const work = failing(ask(world))
        await expect.poll(() => world.fake.requests.length, POLL).toBe(1)
        // the first sign of life begins the silence anew
        const passing = () => {
          world.time.pass(15_000)
          return world.used.length
        }
        await expect.poll(passing, POLL).toBe(1)
        expect(await work).toMatchObject({ reason: 'timed_out' })
        expect(world.fake.requests).toHaveLength(1)
      },
    )

    test('an answer that is not whole after 90 s is cut, whoever was slow', async () => {
      await using world = await open()
      world.fake.fail('stall')
      let finish: string | undefined
      let passes = 0
      for await (const event of world.answerer.answer(request)) {
        if (event.kind === 'text' && passes++ === 0) world.time.pass(90_000)
        if (event.kind === 'done') finish = event.finish
      }
      expect(finish).toBe('cut')
      expect(world.used).toMatchObject([{ outcome: 'timed_out', latencyMs: 90_000 }])
    })

    test('a caller that gives up in the middle, or a reader that leaves, ends the call at the provider and counts for nothing', async () => {
      await using world = await open()
      world.fake.fail('stall')
      for (let n = 1; n <= 6; n += 1) {
        const stop = new AbortController()
        const answer = reading(world.answerer.answer(request, stop.signal))
        await expect.poll(() => answer.text.length, POLL).toBeGreaterThan(0)
        stop.abort(new Error('no longer wanted'))
        expect(await answer.ended).toMatchObject({ message: 'no longer wanted' })
      }
      for await (const event of world.answerer.answer(request)) if (event.kind === 'text') break
      expect(world.used.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 7 }, () => 'aborted'))
      await expect.poll(() => world.fake.open(), POLL).toBe(0)
      world.fake.heal()
      expect(await ask(world)).toMatchObject({ finish: 'complete' })
    })

    test('after five broken answers in 30 s nobody is asked, then one call asks', async () => {
      await using world = await open()
      world.fake.fail('cut')
      for (let n = 0; n < 5; n += 1) expect(await ask(world)).toMatchObject({ finish: 'cut' })
      expect(await failing(ask(world))).toMatchObject({ reason: 'unavailable' })
      expect(world.fake.requests).toHaveLength(5)
      world.fake.heal()
      world.time.pass(30_000)
      expect(await ask(world)).toMatchObject({ finish: 'complete' })
    })

    test.each(['400', '429', '500'] as const)(
      'an error of %s, with its causes, holds nothing of what was sent or said back',
      async (failure) => {
        await using world = await open()
        world.fake.fail(failure)
        expect(inspect(await failing(ask(world)), { depth: 10, showHidden: true })).not.toMatch(/billing|December|key-1/)
      },
    )
  })
}
