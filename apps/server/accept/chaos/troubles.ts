import type { FakeSlack } from '@backscroll/fake-slack'
import fc from 'fast-check'
import { share } from './share.ts'

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
  const drawn = fc.sample(fc.tuple(trouble, share), { numRuns: 1_000, seed })
  const losses = fc.sample(share, { numRuns: 5_000, seed: seed + 1 })
  let at = 0
  let asked = 0
  let lost = 0
  return {
    /** The next call of some method fails, once or twice. */
    next() {
      at += 1
      const [rule] = drawn[at % drawn.length] ?? []
      if (rule) slack.faults.add(rule)
    },
    /** A number in [0, 1) that goes with the current trouble. */
    share: (): number => drawn[at % drawn.length]?.[1] ?? 0,
    /** Whether the next event never arrives: one in two hundred. */
    isLost(): boolean {
      asked += 1
      const isLost = (losses[asked % losses.length] ?? 1) < 0.005
      if (isLost) lost += 1
      return isLost
    },
    /** Events that never arrived. */
    lost: (): number => lost,
    end: () => slack.faults.clear(),
  }
}
