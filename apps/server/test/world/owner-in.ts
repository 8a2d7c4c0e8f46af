import type { LivedInWorld } from './a-world.ts'
import { type SignedIn, signedInAs } from './signed-in.ts'
import { ACME } from './small-company.ts'

/** Signs in as an owner, as whoever installed the app is one. */
export async function ownerIn(world: LivedInWorld, userId: string): Promise<SignedIn> {
  await world.admin`insert into team_members (team_id, user_id, role, granted_by, granted_at) values (${ACME}, ${userId}, 'owner', 'test', now())
    on conflict (team_id, user_id) do update set role = 'owner'`
  return signedInAs(world, userId)
}
