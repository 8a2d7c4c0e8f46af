import type { ErasureRow, ExportRow } from '@backscroll/contracts'
import { hoursAgo, maya, tom } from './answers-of-company.ts'

const exported = (id: string, state: ExportRow['state'], more: Partial<ExportRow> = {}): ExportRow => ({
  id: `0f8b6f5e-6c1b-4f0b-9b63-00000000000${id}`,
  requestedBy: maya,
  parts: ['messages', 'answers', 'audit', 'settings'],
  person: null,
  format: 'jsonl',
  state,
  reason: null,
  rows: null,
  sizeBytes: null,
  createdAt: hoursAgo(Number(id)),
  expiresAt: null,
  href: null,
  ...more,
})
export const exportRows = [
  exported('1', 'running', { rows: 40_200 }),
  exported('2', 'ready', {
    rows: 182_004,
    sizeBytes: 48_200_000,
    expiresAt: hoursAgo(-20),
    href: '/v1/exports/0f8b6f5e-6c1b-4f0b-9b63-000000000002/content',
  }),
  exported('3', 'failed', { reason: 'The disk of the server was full. Ask for it again.' }),
  exported('4', 'expired', { person: tom, parts: ['messages', 'answers'], format: 'csv', rows: 811, sizeBytes: 90_400 }),
]

const erased = (id: string, more: Partial<ErasureRow>): ErasureRow => ({
  id: `0f8b6f5e-6c1b-4f0b-9b63-00000000001${id}`,
  kind: 'channel',
  target: 'C0OFFSITE',
  targetName: '#offsite-2024',
  requestedBy: maya,
  state: 'finished',
  createdAt: hoursAgo(5),
  finishedAt: hoursAgo(4.9),
  counts: {},
  receipt: null,
  ...more,
})
export const erasureRows = [
  erased('1', {
    state: 'running',
    kind: 'person',
    target: 'U0GONE',
    targetName: 'Gil Gone',
    finishedAt: null,
    counts: { messages: { before: 800, after: 420 } },
  }),
  erased('2', {
    counts: { messages: { before: 1_802, after: 0 }, passages: { before: 1_100, after: 0 }, answers: { before: 12, after: 0 } },
    receipt: 'eyJhbGciOiJFZERTQSJ9.eyJraW5kIjoiY2hhbm5lbCJ9.c2lnbmF0dXJl',
  }),
  erased('3', {
    kind: 'period',
    target: '2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z:C0OFFSITE',
    counts: { messages: { before: 212, after: 0 }, posts: { before: 4, after: 1 } },
  }),
  erased('4', { kind: 'thread', target: 'C0SECRET:1767225600.000100', targetName: null, counts: { messages: { before: 9, after: 0 } } }),
]
