import type { TeamId } from '@backscroll/core'
import { allReceipts, type Erasure, type SystemTx } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { payloadOf, type ReceiptNote, receiptNote } from './receipt-note.ts'

/**
 * Keeps a receipt outside of the database too, before it stands in it: a backup of an earlier day knows nothing of the erasure. An erasure does not
 * wait for a disk that takes nothing.
 */
export async function keepOutside(
  { receiptNotes, telemetry }: Pick<Context, 'receiptNotes' | 'telemetry'>,
  { teamId, erasure, receiptId, ...more }: { teamId: TeamId; erasure: Erasure; receiptId: string; jws: string; backupsExpireAt: string },
): Promise<void> {
  const note: ReceiptNote = {
    receipt: more.jws,
    team: teamId,
    kind: erasure.kind,
    target: erasure.target,
    backupsExpireAt: more.backupsExpireAt,
  }
  try {
    await receiptNotes.keep(receiptId, note)
  } catch (error) {
    telemetry.notice('a receipt could not be kept outside of the database', { teamId, receiptId, err: error })
  }
}

/** Removes receipts that no backup needs any more: they name who was erased. */
export async function sweepReceiptNotes({ receiptNotes, clock }: Pick<Context, 'receiptNotes' | 'clock'>): Promise<void> {
  for (const { file, text } of await receiptNotes.read()) {
    const note = receiptNote.safeParse(JSON.parse(text))
    if (note.success && Date.parse(note.data.backupsExpireAt) < clock.nowMs()) await receiptNotes.remove(file)
  }
}

/** Every receipt whose ids are known here, as notes: for a backup of them in another place. */
export async function notesInDatabase(tx: SystemTx): Promise<ReceiptNote[]> {
  return (await allReceipts(tx)).flatMap(({ jws, teamId, kind, target }) => {
    const says = payloadOf(jws) as { backupsExpireAt?: unknown } | null
    const note = receiptNote.safeParse({ receipt: jws, team: teamId, kind, target, backupsExpireAt: says?.backupsExpireAt })
    return note.success ? [note.data] : []
  })
}
