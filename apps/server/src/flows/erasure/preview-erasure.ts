import type { ErasurePreview, ErasureQuery } from '@backscroll/contracts'
import { type ErasedSpan, type ErasureTarget, spanOf, type TeamId, targetText } from '@backscroll/core'
import { answersOf, countAnswersFrom, countChannel, countPerson, countSpan, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { askedInAddress, meantErasure } from './meant-erasure.ts'
import { assertThere, holdAgainst } from './request-erasure.ts'

/** How much an erasure would take out, and what has to be typed for it; nothing is changed and no text is shown. @throws NotFoundError */
export async function previewErasure(ctx: Context, { teamId }: Caller, query: ErasureQuery): Promise<ErasurePreview> {
  const nowMs = ctx.clock.nowMs()
  return ctx.db.withTenant(teamId, async (tx) => {
    const { target, word } = await meantErasure(tx, { team: teamId, nowMs }, askedInAddress(query))
    return { kind: query.kind, target: targetText(target), confirm: word, ...(await countErasure(tx, teamId, target, nowMs)) }
  })
}

/** What would go, and what a hold has against it. @throws NotFoundError for what is not stored here. */
export async function countErasure(
  tx: TenantTx,
  teamId: TeamId,
  target: ErasureTarget,
  nowMs: number,
): Promise<Pick<ErasurePreview, 'messages' | 'questions' | 'answersFromThem' | 'posts' | 'obstacle'>> {
  await assertThere(tx, teamId, target)
  const { span, counts } = await counted(tx, target, nowMs)
  const { messages = 0, questions = 0 } = counts
  const scope = target.kind === 'channel' ? { channelId: target.channelId } : span && { span }
  return {
    messages,
    questions,
    answersFromThem: scope ? await countAnswersFrom(tx, scope) : 0,
    posts: await answersOf(tx).countPostsOfQuestions(scope ?? 'team'),
    obstacle: await holdAgainst(tx, target),
  }
}

async function counted(
  tx: TenantTx,
  target: ErasureTarget,
  nowMs: number,
): Promise<{ span: ErasedSpan | null; counts: Record<string, number> }> {
  if (target.kind === 'team') return { span: null, counts: {} }
  if (target.kind === 'channel') return { span: null, counts: await countChannel(tx, target.channelId) }
  const span = spanOf(target, nowMs)
  return { span, counts: span.userId === null ? await countSpan(tx, span) : await countPerson(tx, span.userId) }
}
