import type { Session } from '@backscroll/contracts'
import { ForbiddenError, NotFoundError } from '@backscroll/core'
import { loginSessionsOf, teamsOf, usersOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { SESSION_IDLE_MS } from '../access/authenticate-session.ts'
import type { Caller } from '../access/caller.ts'
import { iso } from '../access/iso.ts'
import { personNamed } from '../access/person-named.ts'
import { readSettings } from '../settings/read-settings.ts'

/** Who is signed in, with what every page has to know. */
export async function readSession(ctx: Context, { teamId, userId, role, isOperator, via }: Caller): Promise<Session> {
  if (via.kind !== 'session') throw new ForbiddenError('Only a browser has a session.')
  const { team, names, session, settings } = await ctx.db.withTenant(teamId, async (tx) => ({
    team: await teamsOf(tx).get(),
    names: await usersOf(tx).names([userId]),
    session: await loginSessionsOf(tx).get(via.sessionHash),
    settings: await readSettings(tx),
  }))
  if (!team || !session) throw new NotFoundError('This session is over.')
  const answerer = ctx.answererFor(settings.answer_model)
  return {
    team: { id: teamId, name: team.name, domain: team.domain },
    user: personNamed(names, userId),
    role,
    csrfToken: via.csrfToken,
    expiresAt: iso(Math.min(session.expiresAtMs, ctx.clock.nowMs() + SESSION_IDLE_MS)),
    isOperator,
    search: { label: ctx.embedder.label, isLexical: ctx.embedder.label !== 'semantic' },
    answerModel: answerer === ctx.extractive ? null : answerer.model,
  }
}
