import { InvalidInputError, NotFoundError, type SynonymGroup, type TeamId, WORKPLACE_SYNONYMS } from '@backscroll/core'
import { auditOf, synonymGroupsOf, type TenantTx, teamsOf } from '@backscroll/db'
import type { Storage } from '../../context.ts'

/** A change of a team's synonyms. A group is known by its first member. */
export type SynonymChange =
  /** A group of its own, or its own words for a group that everybody has. */
  | { kind: 'put'; members: readonly string[] }
  /** A group that everybody has, switched off. */
  | { kind: 'off'; groupId: string }
  /** Back to what everybody has. */
  | { kind: 'reset'; groupId: string }

const MOST_GROUPS = 500
const MOST_MEMBERS = 20
const MOST_CHARACTERS = 50

/** Changes what a team's searches look for besides the words that were asked; counts from the next search on. @throws InvalidInputError, NotFoundError */
export async function changeSynonyms(
  storage: Pick<Storage, 'db' | 'clock'>,
  { teamId, change, actor }: { teamId: TeamId; change: SynonymChange; actor: string },
): Promise<void> {
  const atMs = storage.clock.nowMs()
  await storage.db.withTenant(teamId, async (tx) => {
    if (!(await teamsOf(tx).get())) throw new NotFoundError(`Backscroll does not know the workspace ${teamId}.`)
    const target = await applied(tx, change, actor, atMs)
    const diff = change.kind === 'put' ? { members: membersOf(change.members) } : undefined
    await auditOf(tx).append({ actor, actorKind: 'operator', action: `synonyms.${change.kind}`, target, diff, atMs })
  })
}

async function applied(tx: TenantTx, change: SynonymChange, by: string, atMs: number): Promise<string> {
  const groups = synonymGroupsOf(tx)
  if (change.kind === 'reset') {
    if (!(await groups.remove(change.groupId))) throw new NotFoundError(`This workspace has not changed a group "${change.groupId}".`)
    return change.groupId
  }
  if (change.kind === 'off') {
    if (!WORKPLACE_SYNONYMS.some(({ id }) => id === change.groupId))
      throw new NotFoundError(`There is no group "${change.groupId}". "synonyms list" shows all of them; one is named by its first word.`)
    await groups.put({ groupId: change.groupId, members: [], by, atMs })
    return change.groupId
  }
  const members = membersOf(change.members)
  if ((await groups.count()) >= MOST_GROUPS) throw new InvalidInputError(`A workspace has at most ${MOST_GROUPS} groups of its own.`)
  const groupId = members[0] ?? ''
  await groups.put({ groupId, members, by, atMs })
  return groupId
}

function membersOf(given: readonly string[]): string[] {
  const members = [...new Set(given.map((member) => member.trim().toLowerCase().replaceAll(/\s+/g, ' ')))].filter(Boolean)
  if (members.length < 2 || members.length > MOST_MEMBERS) throw new InvalidInputError(`A group has 2 to ${MOST_MEMBERS} words or phrases.`)
  const wrong = members.find((member) => member.length > MOST_CHARACTERS || !/^[\p{L}\p{N}' -]+$/u.test(member))
  if (wrong !== undefined)
    throw new InvalidInputError(
      `A member of a group is a word or a phrase of letters and digits, at most ${MOST_CHARACTERS} characters long.`,
    )
  return members
}

/** What a team's searches use, its own groups first, and what it has switched off. */
export async function listSynonyms(
  storage: Pick<Storage, 'db'>,
  teamId: TeamId,
): Promise<{ own: readonly SynonymGroup[]; off: readonly string[]; everybodys: readonly SynonymGroup[] }> {
  const { added, off } = await storage.db.withTenant(teamId, (tx) => synonymGroupsOf(tx).changes())
  const own = new Set(added.map(({ id }) => id))
  return { own: added, off: off.filter((id) => !own.has(id)), everybodys: WORKPLACE_SYNONYMS.filter(({ id }) => !off.includes(id)) }
}
