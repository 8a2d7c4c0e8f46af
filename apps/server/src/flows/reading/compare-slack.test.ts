import { channelId, contentHash, type MessageChange, messageTs, tsMicros } from '@backscroll/core'
import type { SlackWindow, WindowMessage } from '@backscroll/db'
import { aMessageState } from '@backscroll/testkit'
import { describe, expect, test } from 'vitest'
import { compareWindow } from './compare-slack.ts'

const CHANNEL = channelId('C0GENERAL')
const at = (n: number) => messageTs(`${1_700_000_000 + n}.000100`)
const window: SlackWindow = { channelId: CHANNEL, after: at(0), upTo: at(100) }
const NOW_MS = 1_800_000_000_000

function shown(n: number, over: { text?: string; threadTs?: number; version?: bigint } = {}): MessageChange {
  const threadTs = over.threadTs === undefined ? null : at(over.threadTs)
  const state = aMessageState({ channelId: CHANNEL, ts: at(n), threadTs, mrkdwn: over.text ?? `remark ${n}` })
  return { kind: 'put', version: over.version ?? tsMicros(at(n)), source: 'backfill', state }
}

const stored = (n: number, over: Partial<WindowMessage> = {}): WindowMessage => ({
  channelId: CHANNEL,
  ts: at(n),
  threadTs: null,
  version: tsMicros(at(n)),
  contentHash: contentHash({ mrkdwn: `remark ${n}`, appendix: '' }),
  deleted: false,
  isErased: false,
  ...over,
})

const causes = (rows: WindowMessage[], changes: MessageChange[]) =>
  compareWindow(window, rows, changes, NOW_MS).map(({ cause, mend }) => [cause, mend.kind === 'put' ? mend.state.ts : mend.ts])

describe('a window of Slack against what is stored', () => {
  test('equal ones agree, a deleted message that Slack does not show either included', () => {
    expect(causes([stored(1), stored(2, { deleted: true, contentHash: null })], [shown(1)])).toEqual([])
  })

  test('what is missing, marked as deleted, different or too much is named with the change that mends it', () => {
    const rows = [stored(2, { deleted: true, contentHash: null }), stored(3), stored(4)]
    expect(causes(rows, [shown(1), shown(2), shown(3, { text: 'other words' })])).toEqual([
      ['missing', at(1)],
      ['missing', at(2)],
      ['stale', at(3)],
      ['extra', at(4)],
    ])
  })

  test('Slack wins over a stored version that says it is newer', () => {
    const [drift] = compareWindow(window, [stored(3, { version: tsMicros(at(50)) })], [shown(3, { text: 'other words' })], NOW_MS)
    expect(drift?.mend.version).toBe(tsMicros(at(50)) + 1n)
  })

  test('a reply is judged with the window of its root', () => {
    expect(causes([], [shown(150, { threadTs: 1 }), shown(5, { threadTs: -3 })])).toEqual([['missing', at(150)]])
  })

  test('what changed within the last five seconds is not judged', () => {
    const young = BigInt(NOW_MS - 4_000) * 1_000n
    expect(causes([stored(2, { version: young })], [shown(1, { version: young })])).toEqual([])
  })
})
