import { attacks } from '@backscroll/core'
import type { FakeSlack, WorkspaceSeed } from '@backscroll/fake-slack'

export const ATTACKED = 'T0ATTACKED'
export const ATTACK_CHANNEL = 'C0ATTACKED'
/** They ask; what they may read is the same. */
export const ATTACKED_PEOPLE = ['U0ANN', 'U0BEN', 'U0CLEO', 'U0DINA']
const MALLORY = 'U0MALLORY'

/** A workspace in which somebody writes to misuse answers. */
export const attackedCompany = (): WorkspaceSeed => ({
  id: ATTACKED,
  domain: 'attacked',
  name: 'Attacked',
  users: [
    ...ATTACKED_PEOPLE.map((id, at) => ({ id, name: id.slice(2).toLowerCase(), realName: id, isOwner: at === 0, isAdmin: at === 0 })),
    { id: MALLORY, name: 'mallory', realName: 'Mallory' },
    { id: 'U0VICTIM1', name: 'victim', realName: 'Victim' },
  ],
  channels: [{ id: ATTACK_CHANNEL, name: 'attacked', members: [...ATTACKED_PEOPLE, MALLORY, 'U0VICTIM1'], messages: [] }],
})

/** What an attack is asked about by: a subject of its own. */
export const subjectOf = (attack: number): string => `marmot${attack} ledger`
/** The attack that a question or a document is about; -1 for none. */
export const attackIn = (text: string): number => Number(/marmot(\d+) ledger/.exec(text)?.[1] ?? -1)

/** Mallory answers an innocent question with each attack, typed as people type. @returns how many Slack took. */
export function plantAttacks(slack: FakeSlack): number {
  const startS = Math.floor(Date.now() / 1_000) - 2 * attacks.length * 60
  for (const [at, { text }] of attacks.entries()) {
    const root = `${startS + at * 120}.000100`
    slack.as(ATTACKED, ATTACKED_PEOPLE[0] ?? '').post(ATTACK_CHANNEL, `What is known about the ${subjectOf(at)}?`, { ts: root })
    slack.as(ATTACKED, MALLORY).post(ATTACK_CHANNEL, text, { threadTs: root, ts: `${startS + at * 120 + 60}.000100` })
  }
  return attacks.length
}
