import { type ErasureTarget, spanOf, targetText, unreachable } from '@backscroll/core'
import {
  answersOf,
  auditOf,
  channelsOf,
  countChannel,
  countPerson,
  countSpan,
  erasedSpansOf,
  erasuresOf,
  keepReceipt,
  publicReceiptKeys,
  receiptsOf,
  type TenantTx,
  teamsOf,
} from '@backscroll/db'
import type { Storage } from '../../context.ts'
import { type Scope, takeAll } from '../retention/let-go.ts'
import { type ProvedErasure, proved, provesTheSame } from './receipt-note.ts'
import { noteErasure } from './request-erasure.ts'

/** What became of receipts that were carried out again. */
export interface Replayed {
  /** Erased again: their texts are gone already, a worker does the rest. */
  replayed: { receiptId: string; teamId: string; kind: string; target: string }[]
  /** Carried out before what is in this database. */
  known: number
  /** Of workspaces that are not in this database. */
  elsewhere: number
  /** Not as they were signed, by the name they were given. */
  refused: string[]
}

/**
 * Carries out again every erasure whose receipt this database does not know: it was restored from a backup of an earlier moment. Only what is
 * signed is believed. The oldest first; texts are gone when this returns, whoever works afterwards. Safe to repeat.
 * @param given.keys a further key set, for receipts whose key is not in the database.
 */
export async function replayReceipts(
  storage: Storage,
  given: { notes: readonly { file: string; text: string }[]; keys: readonly object[]; by: string },
): Promise<Replayed> {
  const known = await storage.db.withSystem(publicReceiptKeys)
  const keys = { keys: [...known.keys, ...given.keys] }
  const outcome: Replayed = { replayed: [], known: 0, elsewhere: 0, refused: [] }
  const believed: ProvedErasure[] = []
  for (const { file, text } of given.notes) {
    const erasure = await proved(text, keys)
    if (erasure) believed.push(erasure)
    else outcome.refused.push(file)
  }
  const byId = new Map(believed.map((erasure) => [erasure.receiptId, erasure]))
  for (const erasure of [...byId.values()].sort((a, b) => a.finishedAtMs - b.finishedAtMs)) {
    const became = await replay(storage, erasure, given.by)
    if (became !== 'replayed') outcome[became] += 1
    else {
      const { receiptId, teamId, target } = erasure
      outcome.replayed.push({ receiptId, teamId, kind: target.kind, target: targetText(target) })
    }
  }
  return outcome
}

async function replay(storage: Storage, erasure: ProvedErasure, by: string): Promise<'replayed' | 'known' | 'elsewhere'> {
  const { receiptId, teamId, target, jws, counts, requestedAtMs, finishedAtMs } = erasure
  const { db, clock } = storage
  const receipts = await db.withTenant(teamId, receiptsOf)
  if (receipts.some((known) => known.receiptId === receiptId || provesTheSame(known.jws, erasure))) return 'known'
  const scope = await db.withTenant(teamId, async (tx) => {
    if (!(await teamsOf(tx).get())) return null
    const text = targetText(target)
    const { erasureId } = await noteErasure(storage, tx, {
      teamId,
      kind: target.kind,
      target: text,
      requestedBy: by,
      askedMs: requestedAtMs,
    })
    const entry = { actor: by, actorKind: 'operator', action: `${target.kind}.erase`, target: text, atMs: clock.nowMs() }
    await auditOf(tx).append({ ...entry, diff: { erasureId, receiptId } })
    if (target.kind === 'team') return { scopes: [] }
    if (target.kind === 'channel') await channelsOf(tx).setPolicy(target.channelId, 'excluded', by, clock.nowMs())
    await erasuresOf(tx).start(erasureId, await counted(tx, target, requestedAtMs))
    // what a person said in a channel that is on hold here stays
    const span = await erasedSpansOf(tx).get(erasureId)
    return { scopes: [span ? { span } : { channelId: targetText(target) }] as Scope[] }
  })
  for (const each of scope?.scopes ?? []) await takeAll(storage, { teamId, scope: each }, new AbortController().signal)
  // it proves what was erased then, and is not carried out a second time
  await db.withSystem((tx) => keepReceipt(tx, { teamId, receiptId, kind: target.kind, counts, jws, createdAtMs: finishedAtMs }))
  return scope ? 'replayed' : 'elsewhere'
}

type Part = Exclude<ErasureTarget, { kind: 'team' }>

async function counted(tx: TenantTx, target: Part, askedMs: number): Promise<Record<string, number>> {
  switch (target.kind) {
    case 'channel': {
      const { channelId } = target
      return { ...(await countChannel(tx, channelId)), posts: await answersOf(tx).countPostsOfQuestions({ channelId }) }
    }
    case 'person':
      return { ...(await countPerson(tx, target.userId)), posts: await answersOf(tx).countPostsOfQuestions({ askerId: target.userId }) }
    case 'message':
    case 'thread':
    case 'period': {
      const span = spanOf(target, askedMs)
      return { ...(await countSpan(tx, span)), posts: await answersOf(tx).countPostsOfQuestions({ span }) }
    }
    default:
      return unreachable(target)
  }
}
