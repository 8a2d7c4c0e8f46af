import type { AnswerModels, AnswersQuery, Received } from '@backscroll/contracts'
import { momentAt, plusDays, startOfDay } from '@backscroll/core'
import { answersOf, type LogFilter, type TenantTx } from '@backscroll/db'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { readPlace, writePlace } from '../access/page-place.ts'
import { zoneOf } from '../overview/zone-of.ts'
import { answerRows } from './answer-rows.ts'

const place = z.strictObject({ micros: z.string().regex(/^\d{1,20}$/), answerId: z.uuid() })

/** A page of the log, newest first. */
export async function listAnswers(ctx: Context, caller: Caller, query: AnswersQuery) {
  return ctx.db.withTenant(caller.teamId, async (tx) => page(tx, caller, await filterOf(ctx, tx, caller, query), query))
}

/** A page of what the caller asked, newest first. */
export async function listHistory(ctx: Context, caller: Caller, query: Received<'listHistory'>['query']) {
  return ctx.db.withTenant(caller.teamId, (tx) => page(tx, caller, { askerId: caller.userId }, query))
}

/** A page of what the caller keeps, the newest answer first. */
export async function listSaved(ctx: Context, caller: Caller, query: Received<'listSaved'>['query']) {
  return ctx.db.withTenant(caller.teamId, (tx) => page(tx, caller, { savedBy: caller.userId }, query))
}

/** What has written answers, by name. */
export const listAnswerModels = (ctx: Context, { teamId }: Caller): Promise<AnswerModels> =>
  ctx.db.withTenant(teamId, async (tx) => ({ data: await answersOf(tx).models() }))

async function page(tx: TenantTx, caller: Caller, filter: LogFilter, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const logged = await answersOf(tx).log({ filter, after: readPlace(place, cursor), limit: limit + 1 })
  const shown = logged.slice(0, limit)
  const hasMore = logged.length > limit
  return {
    data: await answerRows(tx, caller, shown),
    nextCursor: writePlace(hasMore ? (shown.at(-1)?.place ?? null) : null),
    hasMore,
  }
}

/** Days are those of the viewer; the last one counts as a whole. */
async function filterOf(ctx: Context, tx: TenantTx, { userId }: Caller, query: AnswersQuery): Promise<LogFilter> {
  const { state, surface, asker, model, feedback, unanswered, from, to } = query
  const zone = await zoneOf(tx, userId, ctx.clock.nowMs())
  return {
    ...(state ? { states: state } : {}),
    ...(surface ? { surfaces: surface } : {}),
    ...(asker ? { askerId: asker } : {}),
    ...(model ? { model } : {}),
    ...(feedback ? { verdict: feedback } : {}),
    ...(unanswered ? { unanswered: true as const } : {}),
    ...(from ? { fromMs: startOfDay(dayOf(from), zone) } : {}),
    ...(to ? { toMs: startOfDay(plusDays(dayOf(to), 1), zone) } : {}),
  }
}

const dayOf = (text: string) => momentAt(Date.parse(text), 'UTC').today
