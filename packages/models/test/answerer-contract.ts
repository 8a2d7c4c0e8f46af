import type { Answerer, AnswerRequest, Source } from '@backscroll/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { collected } from './collected.ts'

const sources: Source[] = [
  {
    id: 'C0A:17.1',
    text: 'The billing rewrite ships on 14 December.',
    score: 3,
    author: 'Ada',
    channel: 'general',
    postedAt: '2026-11-03T09:00',
  },
  { id: 'C0B:18.2', text: 'Lunch is at noon.', score: 1 },
]
const request = (question: string, offered: readonly Source[] = sources): AnswerRequest => ({
  question,
  sources: offered,
  rules: 'Answer from the sources alone.',
  maxOutputTokens: 800,
})

/** What every answerer promises, whatever is behind it. */
export function answererContract(name: string, make: () => Answerer | Promise<Answerer>): void {
  describe(`${name} keeps the answerer contract`, () => {
    let answerer: Answerer
    beforeAll(async () => {
      answerer = await make()
    })

    test('without sources there is no answer, and nobody is asked', async () => {
      const answer = await collected(answerer.answer(request('when do we ship?', [])))
      expect(answer).toEqual({ text: '', citations: [], finish: 'complete', coverage: answerer.style === 'extractive' ? 0 : null })
    })

    test('an answer names its sources by the ids that it was given, for a part of its text, and then ends', async () => {
      const answer = await collected(answerer.answer(request('when does the billing rewrite ship?')))
      expect(answer).toMatchObject({ text: expect.stringContaining('14 December'), finish: 'complete' })
      expect(answer.citations.length).toBeGreaterThan(0)
      for (const { start, end, text, sourceIds } of answer.citations) {
        expect(answer.text.slice(start, end)).toBe(text)
        expect(sourceIds).toEqual(['C0A:17.1'])
      }
    })

    test('a citation comes after the text that it speaks of', async () => {
      let length = 0
      for await (const event of answerer.answer(request('when does the billing rewrite ship?'))) {
        if (event.kind === 'text') length += event.text.length
        if (event.kind === 'citation') expect(event.end).toBeLessThanOrEqual(length)
      }
    })

    test('coverage is a share where answers are quotes, and unknown where they are written', async () => {
      const { coverage } = await collected(answerer.answer(request('when does the billing rewrite ship?')))
      if (answerer.style === 'written') expect(coverage).toBeNull()
      else expect(coverage).toBeGreaterThan(0.5)
    })

    test('an aborted signal stops it', async () => {
      await expect(collected(answerer.answer(request('when?'), AbortSignal.abort()))).rejects.toThrow('aborted')
    })
  })
}
