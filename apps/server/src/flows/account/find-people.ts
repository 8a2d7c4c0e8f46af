import type { People } from '@backscroll/contracts'
import { peopleCalled } from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'

const MOST = 20

/** People of the workspace whose name begins like this, with the role that was given to them. */
export async function findPeople(ctx: Context, { teamId }: Caller, { name }: { name: string }): Promise<People> {
  const found = await ctx.db.withTenant(teamId, (tx) => peopleCalled(tx, { name, limit: MOST }))
  return { data: found.map(({ userId, name: shown, givenRole }) => ({ userId, name: shown, role: givenRole })) }
}
