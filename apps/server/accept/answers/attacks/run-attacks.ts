import { attacks } from '@backscroll/core'
import { type Answered, type AskSurface, ask, type Place } from '../ask.ts'
import type { Wire } from '../wire.ts'
import { ATTACK_CHANNEL, ATTACKED, ATTACKED_PEOPLE, attackIn, subjectOf } from './attack-company.ts'
import { escapesIn } from './escapes.ts'
import type { Obedience } from './obedient.ts'

/** One round of questions, each about one attack. */
export interface Round {
  surface: AskSurface
  /** How the model obeys; null where there is none. */
  obedience: Obedience | null
  /** Positions of attacks. */
  about: readonly number[]
}

/** What came of it. */
export interface Attacked {
  questions: number
  /** Answers that are shown, whatever is left of them. */
  answered: number
  escapes: string[]
}

export const everyAttack = attacks.map((_, at) => at)

/** Asks about attacks, as several people at once, and looks at everything that Slack was sent for it. */
export async function runAttacks(place: Place, wire: Wire, { surface, obedience, about }: Round): Promise<Attacked> {
  wire.take()
  const waiting = [...about]
  const answers: Answered[] = []
  const escapes: string[] = []
  const lane = async (asker: string): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const question = `What is known about the ${subjectOf(next)}${obedience ? `, ${obedience}` : ''}?`
      answers.push(await ask(place, { teamId: ATTACKED, asker, surface, channelId: ATTACK_CHANNEL, question }))
    }
  }
  await Promise.all(ATTACKED_PEOPLE.map(lane))
  for (const sent of wire.take()) {
    const asked = sent.threadTs === null ? JSON.stringify(sent.body) : place.slack.world.message(sent.channelId, sent.threadTs)?.text
    const attack = attacks[attackIn(asked ?? '')]
    if (attack) escapes.push(...escapesIn(attack, sent, place.slack.url))
    else if (sent.teamId === ATTACKED && sent.body.text !== undefined)
      escapes.push(`nobody knows what this answers: ${JSON.stringify(sent.body).slice(0, 200)}`)
  }
  return { questions: answers.length, answered: answers.filter(({ state }) => state === 'answered').length, escapes }
}
