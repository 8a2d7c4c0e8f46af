import type { FakeSlack, StoredMessage } from '@backscroll/fake-slack'
import { expect } from 'vitest'
import { readAnswer, type ShownAnswer } from './read-answer.ts'

export interface Asking {
  /** Runs `/ask` as a person and waits for what they alone see. The channel defaults to the first one the person is in. */
  ask(userId: string, question: string, options?: { channelId?: string }): Promise<ShownAnswer>
  /** Mentions the app in a channel and waits for its reply in the thread. */
  mention(userId: string, channelId: string, question: string, options?: { threadTs?: string }): Promise<ShownAnswer & { ts: string }>
  /** Writes to the app in private and waits for its reply. */
  tell(userId: string, text: string): Promise<ShownAnswer & { channelId: string; ts: string }>
  /** What the app posted in a thread, oldest first. */
  repliesIn(channelId: string, threadTs: string): StoredMessage[]
}

const PATIENCE = { timeout: 20_000, interval: 20 }

/** How people of a workspace ask. */
export function askingIn({ slack, team, botUser }: { slack: FakeSlack; team: string; botUser: (team?: string) => string }): Asking {
  const teamOf = (userId: string) => slack.world.user(userId)?.teamId ?? team
  const home = (userId: string) => {
    const mine = slack.world.channels(teamOf(userId)).find((channel) => channel.kind === 'channel' && channel.members.includes(userId))
    return mine?.id ?? slack.as(teamOf(userId), userId).channels()[0]?.id ?? ''
  }
  const repliesIn = (channelId: string, threadTs: string) =>
    slack.world.thread(channelId, threadTs).filter((message) => message.botId !== null && message.ts !== threadTs)
  const answerIn = async (channelId: string, threadTs: string, known: number) => {
    await expect.poll(() => repliesIn(channelId, threadTs).length, PATIENCE).toBeGreaterThan(known)
    const [reply] = repliesIn(channelId, threadTs).slice(known)
    return readAnswer(reply ?? { text: '', blocks: null })
  }
  return {
    repliesIn,
    async ask(userId, question, { channelId = home(userId) } = {}) {
      const person = slack.as(teamOf(userId), userId)
      const known = person.ephemerals(channelId).length
      const outcome = await person.slash(channelId, '/ask', question)
      if (!outcome.ok) throw new Error(`/ask was refused: ${outcome.error}`)
      const shown = () => person.ephemerals(channelId).slice(known)
      await expect.poll(() => shown().find((message) => !isWaitingLine(message)), PATIENCE).toBeDefined()
      return readAnswer(shown().find((message) => !isWaitingLine(message)) ?? { text: '', blocks: null })
    },
    async mention(userId, channelId, question, { threadTs } = {}) {
      const known = threadTs ? repliesIn(channelId, threadTs).length : 0
      const text = `<@${botUser(teamOf(userId))}> ${question}`
      const { ts } = slack.as(teamOf(userId), userId).post(channelId, text, threadTs ? { threadTs } : {})
      return { ...(await answerIn(channelId, threadTs ?? ts, known)), ts }
    },
    async tell(userId, text) {
      const person = slack.as(teamOf(userId), userId)
      const { id } = person.openDm(botUser(teamOf(userId)))
      const { ts } = person.post(id, text)
      return { ...(await answerIn(id, ts, 0)), channelId: id, ts }
    },
  }
}

const isWaitingLine = (message: StoredMessage): boolean => message.text.startsWith('Searching the messages you can read')
