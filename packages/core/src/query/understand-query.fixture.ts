import { channelId, userId } from '../ids.ts'
import type { QueryNames } from './query-names.ts'
import { understandQuery } from './understand-query.ts'
import type { UnderstoodQuery } from './understood-query.ts'

/** Friday, 20 November 2026, 12:00 in Berlin. */
export const NOW_MS = Date.parse('2026-11-20T11:00:00Z')
export const BERLIN = 'Europe/Berlin'

export const NAMES: QueryNames = {
  channels: new Map([
    ['billing', channelId('C1')],
    ['eng-ops', channelId('C2')],
    ['general', channelId('C3')],
    ['development', channelId('C4')],
    ['support', channelId('C5')],
    ['random', channelId('C6')],
    ['caf\u00e9', channelId('C7')],
    ['production', channelId('C8')],
  ]),
  people: [
    { id: userId('U1'), names: ['ada', 'Ada Lovelace', 'ada.l', 'ada@acme.test'] },
    { id: userId('U2'), names: ['sarah.k', 'Sarah Klein'] },
    { id: userId('U3'), names: ['sarah.m', 'Sarah Meyer'] },
    { id: userId('U4'), names: ['bob', 'Bob'] },
  ],
  user: (id) => ({ U1: 'Ada', U2: 'Sarah Klein', U4: 'Bob' })[id],
}

export const understand = (text: string, changes: { nowMs?: number; timeZone?: string } = {}): UnderstoodQuery =>
  understandQuery({ text, names: NAMES, nowMs: NOW_MS, timeZone: BERLIN, teamUrl: 'https://acme.slack.com/', ...changes })
