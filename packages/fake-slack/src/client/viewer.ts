import type { FakeSlack } from '../contract.ts'
import type { StoredUser, StoredWorkspace } from '../world/types.ts'

/** One person looking at one workspace. Everything a page shows is asked for in this person's name. */
export interface Viewer {
  readonly slack: FakeSlack
  readonly workspace: StoredWorkspace
  readonly user: StoredUser
}

/** People somebody can act as: no apps, nobody who left. */
export const peopleOf = (slack: FakeSlack, teamId: string): StoredUser[] =>
  slack.world.users(teamId).filter((user) => !user.isBot && !user.deleted)

const cookieName = (teamId: string) => `standin_as_${teamId}`

const cookieValue = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)?.[1]

/** The cookie that keeps the choice of a person in one workspace. */
export const choiceCookie = ({ workspace, user }: Viewer): string =>
  `${cookieName(workspace.id)}=${user.id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000`

/** Finds who looks: `as` when given, else the cookie's choice, else the first person. Null without such a workspace or person. */
export const viewerOf = (
  slack: FakeSlack,
  request: { domain: string; as?: string | undefined; cookie?: string | undefined },
): Viewer | null => {
  const workspace = slack.world.workspaceByDomain(request.domain)
  if (!workspace) return null
  const people = peopleOf(slack, workspace.id)
  const find = (userId: string | undefined) => people.find((user) => user.id === userId)
  const user = request.as ? find(request.as) : (find(cookieValue(request.cookie, cookieName(workspace.id))) ?? people[0])
  return user ? { slack, workspace, user } : null
}
