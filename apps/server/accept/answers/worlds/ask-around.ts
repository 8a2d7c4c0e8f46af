import fc from 'fast-check'
import { type Answered, type AskSurface, ask } from '../ask.ts'
import { both, type Judgement, judge } from '../judge.ts'
import { type Stage, textsIn } from '../stage.ts'
import type { Wire } from '../wire.ts'
import { leaksIn } from './leaks.ts'
import { canaryOf, changesIn, channelAt, companyAt, nameOf, personAt, type RandomCompany, SUBJECTS } from './random-company.ts'

/** What came of asking around in a workspace. */
export interface AskedAround {
  questions: number
  /** Answers that drew on a channel. */
  answered: number
  judgement: Judgement
  leaks: string[]
}

const WORDINGS = [
  (subject: string) => `what do we use for the ${subject}?`,
  (subject: string) => `which thing do we use for the ${subject} since spring?`,
  (subject: string) => `${subject}`,
]

/** Edits and deletes messages, and takes people out of channels, as people do in Slack. */
export function liveThrough({ world: { slack } }: Pick<Stage, 'world'>, world: number, company: RandomCompany, nowMs: number): void {
  const team = companyAt(world)
  for (const { channelId, ts, user, text } of changesIn(world, company, nowMs))
    if (text === null) slack.as(team, user).remove(channelId, ts)
    else slack.as(team, user).edit(channelId, ts, text)
  for (const [at, { leaver, members }] of company.channels.entries())
    if (leaver !== null && members.length > 1 && members.includes(leaver))
      slack.as(team, personAt(world, leaver)).leave(channelAt(world, at))
}

/** Everybody asks about every subject, each time in another way; a few name a channel, hidden or not. */
export async function askAround(
  stage: Stage,
  wire: Wire,
  world: number,
  company: RandomCompany,
  surfaces: readonly AskSurface[],
): Promise<AskedAround> {
  const { slack } = stage.world
  const teamId = companyAt(world)
  const texts = await textsIn(stage.db, teamId)
  const plans = company.people.map((_, at) => plansOf(stage, world, company, at, surfaces))
  const answers: Answered[] = []
  const lane = async (own: (typeof plans)[number]): Promise<void> => {
    for (const plan of own) answers.push(await ask({ slack, admin: stage.admin }, { teamId, ...plan }))
  }
  await Promise.all(plans.map(lane))
  await stage.quiet()
  let judgement: Judgement = { links: 0, linksOpen: 0, quotes: 0, quotesHold: 0, troubles: [] }
  for (const answer of answers) judgement = both(judgement, await judge({ slack, texts }, answer))
  return {
    questions: answers.length,
    answered: answers.filter(({ shown }) => company.channels.some((_, at) => shown.all.includes(canaryOf(world, at)))).length,
    judgement,
    leaks: leaksIn(slack, wire.take(), answers),
  }
}

interface Plan {
  asker: string
  surface: AskSurface
  channelId: string
  question: string
}

function plansOf(
  { world: { slack } }: Stage,
  world: number,
  company: RandomCompany,
  person: number,
  surfaces: readonly AskSurface[],
): Plan[] {
  const asker = personAt(world, person)
  const homes = company.channels.map((_, at) => channelAt(world, at)).filter((id) => slack.world.isMember(id, asker))
  const drawn = fc.sample(
    fc.record({
      surface: fc.constantFrom(...surfaces),
      wording: fc.nat(WORDINGS.length - 1),
      home: fc.nat(20),
      named: fc.option(fc.nat(company.channels.length - 1), { freq: 3 }),
    }),
    { seed: world * 100 + person, numRuns: SUBJECTS.length },
  )
  return drawn.map(({ surface, wording, home, named }, at) => {
    const subject = SUBJECTS[at] ?? ''
    const channel = named === null ? '' : ` in #${nameOf(world, named, company.channels[named]?.policy ?? 'allowed')}`
    const channelId = homes[home % Math.max(1, homes.length)] ?? ''
    // in a thread nobody but the app is asked, so what follows there has to ask
    const worded = WORDINGS[surface === 'thread' ? 0 : wording]?.(subject) ?? subject
    // whoever is in no channel has the conversation with the app alone
    return {
      asker,
      surface: channelId === '' ? 'dm' : surface,
      channelId,
      question: `${worded}${channel}`,
    }
  })
}
