import type { FakeSlack } from '@backscroll/fake-slack'
import fc from 'fast-check'

const METHODS = ['conversations.history', 'conversations.replies', 'conversations.members', 'conversations.info', 'users.list'] as const
const KINDS = ['http500', 'http503', 'reset', 'truncated', '429', '429-no-header', 'html'] as const

const trouble = fc.record({
  method: fc.constantFrom(...METHODS),
  kind: fc.constantFrom(...KINDS),
  nth: fc.integer({ min: 1, max: 3 }),
  times: fc.integer({ min: 1, max: 2 }),
})

/** Slack's API failing now and then, drawn from a seed. */
export function troubles(slack: FakeSlack, seed: number) {
  const drawn = fc.sample(fc.tuple(trouble, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), { numRuns: 1_000, seed })
  let at = 0
  return {
    /** The next call of some method fails, once or twice. */
    next() {
      at += 1
      const [rule] = drawn[at % drawn.length] ?? []
      if (rule) slack.faults.add(rule)
    },
    /** A number in [0, 1) that goes with the current trouble. */
    share: (): number => drawn[at % drawn.length]?.[1] ?? 0,
    end: () => slack.faults.clear(),
  }
}
