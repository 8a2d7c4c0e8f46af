import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  anyOf,
  type ChannelId,
  type MessageTs,
  type PassageQuery,
  type PassageRow,
  type TeamId,
  type UserId,
  type VisibleChannels,
  type WriteLease,
} from '@backscroll/core'

/** Length of the vectors in these tests. */
export const DIMENSIONS = 32
export const team = 'T0TESTS' as TeamId
export const held: WriteLease = { assert: async () => {} }
export const visible = (...ids: string[]): VisibleChannels => ids as unknown as VisibleChannels
/** The channels that `row` spreads its rows over. */
export const channels = Array.from({ length: 25 }, (_, index) => `C${index}`)
export const fusion: PassageQuery['fusion'] = { kind: 'score', alpha: 0.3 }

/** A query over every channel that looks for any word of `text`. */
export const asked = ({ text = '', ...over }: Partial<PassageQuery> & { text?: string }): PassageQuery => ({
  visible: visible(...channels),
  terms: anyOf(text),
  fusion,
  ...over,
})

/** A vector that depends on `seed` alone and points its own way. */
export function vectorOf(seed: number): Float32Array {
  let state = seed * 2 + 1
  return Float32Array.from({ length: DIMENSIONS }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 - 0.5
  })
}

/** Row `n`, one message of channel `C<n mod 25>`. */
export function row(n: number, over: Partial<PassageRow> = {}): PassageRow {
  const ts = `${1_700_000_000 + n}.000100` as MessageTs
  const channelId = `C${n % channels.length}` as ChannelId
  return {
    id: `${channelId}:${ts}:m0`,
    kind: 'message',
    channelId,
    userId: `U${n % 9}` as UserId,
    ts,
    threadTs: ts,
    firstTs: ts,
    lastTs: ts,
    traits: [],
    postedAtMs: (1_700_000_000 + n) * 1000,
    version: 1n,
    contentHash: `h${n}`,
    text: `message ${n} about the ${n % 2 ? 'database migration' : 'café menu'}`,
    vector: vectorOf(n),
    ...over,
  }
}

export const rows = (from: number, to: number): PassageRow[] => Array.from({ length: to - from }, (_, index) => row(from + index))

/** A directory that is removed when the test ends. */
export function temporaryDirectory(): { path: string } & Disposable {
  const directory = mkdtempSync(path.join(tmpdir(), 'backscroll-search-'))
  return { path: directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) }
}
