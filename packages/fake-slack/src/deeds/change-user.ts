import { SlackRefusal } from '../refusal.ts'
import type { UserSeed } from '../seeds.ts'
import { nowTs, type Stage } from '../stage.ts'
import { wireUser } from '../wire/user.ts'
import { storedUser } from '../world/seeding.ts'
import { addUser } from '../world/state.ts'
import type { StoredUser } from '../world/types.ts'

/** What an administrator or the person can change. */
export type UserChange = Partial<Omit<UserSeed, 'id' | 'isBot'>>

/** Tells each app of a person; the e-mail address only to those that may read it. */
function tellOfUser(stage: Stage, type: 'user_change' | 'team_join', user: StoredUser): void {
  stage.changed({ teamId: user.teamId, kind: 'user' })
  for (const { appId, teamId, scopes, isActive } of stage.state.installations) {
    if (teamId !== user.teamId || !isActive) continue
    const wire = wireUser(stage, user, { withEmail: scopes.includes('users:read.email') })
    const times = type === 'user_change' ? { cache_ts: Math.floor(stage.clock.nowMs() / 1000) } : {}
    const event = { type, user: wire, ...times, event_ts: nowTs(stage) }
    stage.emit({ teamId, channelId: null, event, onlyApp: appId, onlyTeam: teamId })
  }
}

/** Changes names, roles, guest flags or the life of an account. A deactivated person stays where they are, but cannot act. */
export function changeUser(stage: Stage, user: StoredUser, change: UserChange): void {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  Object.assign(user, given)
  tellOfUser(stage, 'user_change', user)
}

/** Brings a new person into a workspace, in no channel yet. */
export function addPerson(stage: Stage, teamId: string, seed: UserSeed): void {
  if (!stage.state.workspaces.has(teamId)) throw new SlackRefusal('team_not_found')
  if (stage.state.users.has(seed.id)) throw new SlackRefusal('id_taken') // ours
  const user = storedUser(teamId, seed)
  addUser(stage.state, user)
  tellOfUser(stage, 'team_join', user)
}
