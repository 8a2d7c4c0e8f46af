import type { Answerer, Source } from '@backscroll/core'
import { describe, expect, test } from 'vitest'

const sources: Source[] = [
  { id: 'a', text: 'The billing rewrite ships on 14 December.', score: 3 },
  { id: 'b', text: 'Lunch is at noon.', score: 1 },
]

/** What every answerer promises, whatever is behind it. */
export function answererContract(name: string, make: () => Answerer): void {
  describe(`${name} keeps the answerer contract`, () => {
    const answerer = make()

    test('without sources there is no answer', async () => {
      expect(await answerer.answer('when do we ship?', [])).toEqual({ kind: 'nothing-found', confidence: 0 })
    })

    test('every part names at least one of the sources it was given', async () => {
      const answer = await answerer.answer('when does the billing rewrite ship?', sources)
      if (answer.kind !== 'answered') throw new Error('expected an answer')
      expect(answer.parts.length).toBeGreaterThan(0)
      for (const part of answer.parts) {
        expect(part.sourceIds.length).toBeGreaterThan(0)
        for (const id of part.sourceIds) expect(['a', 'b']).toContain(id)
      }
      expect(answer.confidence).toBeGreaterThan(0)
      expect(answer.confidence).toBeLessThanOrEqual(1)
    })

    test('an aborted signal stops it', async () => {
      await expect(answerer.answer('when?', sources, AbortSignal.abort())).rejects.toThrow('aborted')
    })
  })
}
