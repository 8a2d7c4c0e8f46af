import { createHash } from 'node:crypto'
import { type ErasureTarget, type TeamId, targetFrom, targetText, teamId } from '@backscroll/core'
import { verifyReceipt } from '@backscroll/db'
import { z } from 'zod'

/** A receipt with the ids that it holds the hashes of, and nothing else: the hashes prove the ids, and the signature the hashes. */
export const receiptNote = z.object({
  receipt: z.string(),
  team: z.string(),
  kind: z.enum(['channel', 'person', 'team', 'message', 'thread', 'period']),
  target: z.string(),
  /** When the last backup is gone that may hold what was erased: nobody needs the note afterwards. */
  backupsExpireAt: z.iso.datetime(),
})
export type ReceiptNote = z.output<typeof receiptNote>

/** What a receipt says, with the ids that were proved by it. */
export interface ProvedErasure {
  receiptId: string
  jws: string
  counts: unknown
  teamId: TeamId
  target: ErasureTarget
  requestedAtMs: number
  finishedAtMs: number
}

/** What stands in a receipt in place of an id. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const said = z.object({
  receiptId: z.uuid(),
  kind: z.string(),
  team: z.string(),
  target: z.string(),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  counts: z.unknown(),
})

/** Proves a note by its signature and its hashes. @returns null for anything that was not signed like this. */
export async function proved(text: string, keys: unknown): Promise<ProvedErasure | null> {
  const note = receiptNote.safeParse(jsonOf(text))
  if (!note.success) return null
  const { receipt, team, kind, target } = note.data
  const says = said.safeParse(await verifyReceipt(receipt, keys))
  if (!says.success) return null
  const { receiptId, counts } = says.data
  if (says.data.kind !== kind || says.data.team !== hashOf(team) || says.data.target !== hashOf(`${team}/${target}`)) return null
  return {
    receiptId,
    jws: receipt,
    counts,
    teamId: teamId(team),
    target: targetFrom(kind, target),
    requestedAtMs: Date.parse(says.data.requestedAt),
    finishedAtMs: Date.parse(says.data.finishedAt),
  }
}

/** Whether a receipt of the database proves the same erasure: a worker that was killed after signing has signed once more. */
export function provesTheSame(jws: string, { teamId: team, target, requestedAtMs }: ProvedErasure): boolean {
  const says = said.safeParse(payloadOf(jws))
  return says.success && says.data.target === hashOf(`${team}/${targetText(target)}`) && Date.parse(says.data.requestedAt) === requestedAtMs
}

/** What a receipt says, unproved. */
export const payloadOf = (jws: string): unknown => jsonOf(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'))

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
