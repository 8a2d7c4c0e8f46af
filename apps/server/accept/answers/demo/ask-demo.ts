import { type Answered, ask } from '../ask.ts'
import { both, type Judgement, judge, placeOf } from '../judge.ts'
import type { Stage } from '../stage.ts'
import { textsIn } from '../stage.ts'
import type { DemoCompany, JudgedQuestion } from './demo-company.ts'

/** A judged question with what came of it. */
export interface JudgedAnswer extends JudgedQuestion {
  state: string
  /** As it is shown or would be, 0 to 100. */
  confidence: number
  isAnswered: boolean
  /** One of its links leads to a message that answers. */
  isRight: boolean
}

/** Asks questions with `/ask`, as several people who may read the same at once. */
export async function askDemo(
  { world, db, admin }: Stage,
  { company, outsiders, channelId }: DemoCompany,
  questions: readonly JudgedQuestion[],
): Promise<{ answers: JudgedAnswer[]; judgement: Judgement }> {
  const { slack } = world
  const texts = await textsIn(db, company.id)
  const waiting = [...questions]
  const answers: JudgedAnswer[] = []
  let judgement: Judgement = { links: 0, linksOpen: 0, quotes: 0, quotesHold: 0, troubles: [] }
  const lane = async (asker: string): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const answer = await ask({ slack, admin }, { teamId: company.id, asker, surface: 'ask', channelId, question: next.question })
      judgement = both(judgement, await judge({ slack, texts }, answer))
      answers.push({ ...next, ...verdictOf(next, answer) })
    }
  }
  await Promise.all(outsiders.map(lane))
  return { answers, judgement }
}

function verdictOf({ expect }: JudgedQuestion, { state, confidence, shown }: Answered): Omit<JudgedAnswer, keyof JudgedQuestion> {
  const linked = shown.links.map(placeOf).map(({ channelId, ts }) => `${channelId}:${ts}`)
  const isAnswered = state === 'answered'
  return {
    state,
    confidence: shown.confidence ?? confidence ?? 0,
    isAnswered,
    isRight: isAnswered && linked.some((place) => expect.includes(place)),
  }
}
