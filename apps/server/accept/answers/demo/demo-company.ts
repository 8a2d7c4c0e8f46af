import { readFileSync } from 'node:fs'
import type { MessageSeed, WorkspaceSeed } from '@backscroll/fake-slack'
import { z } from 'zod'
import { loadDemoWorld } from '../../../../demo/src/world/load-world.ts'

/** A question about the demo company with the messages that answer it, `channel:ts`; none when nothing that its askers may read does. */
export interface JudgedQuestion {
  question: string
  expect: readonly string[]
}

/** The company of the demo, and what is asked about it. */
export interface DemoCompany {
  company: WorkspaceSeed
  /** Questions of the demo's own checks; its answerer was made with them in view. */
  known: JudgedQuestion[]
  /** Questions that nothing was made with in view. */
  judged: JudgedQuestion[]
  /** People who are in no private channel: what stands there may not reach them. */
  outsiders: string[]
  /** Names of the channels that are read. */
  allowed: string[]
  /** Where they ask. */
  channelId: string
  /** Words that occur only in private channels of the company, or only in the other workspace. */
  secrets: ReadonlySet<string>
}

const OUTSIDERS = ['U0YWTOMSZ1', 'U0YW00DAN1', 'U0YW00ZOE1', 'U0YWLEILA1']
/** The demo's admin has not allowed it. */
const NOT_ALLOWED = 'random'
const questionFile = z.strictObject({
  answerable: z.array(z.strictObject({ question: z.string(), says: z.array(z.string()).min(1) })),
  unanswerable: z.array(z.string()),
})

/** Reads the demo's company and the questions about it. @throws Error when a question names words that no one message holds. */
export function demoCompany(nowMs: number): DemoCompany {
  const { workspaces, questions } = loadDemoWorld(nowMs)
  const [company, other] = workspaces
  if (!company || !other) throw new Error('the demo has no company')
  const { answerable, unanswerable } = questionFile.parse(JSON.parse(readFileSync(new URL('questions.json', import.meta.url), 'utf8')))
  const said = messagesOf(company)
  const known = [questions.threadReply, ...questions.more].map(({ question, expect }) => ({
    question,
    expect: expect.map(({ channelId, ts }) => `${channelId}:${ts}`),
  }))
  const isClosed = new Set(company.channels.flatMap(({ id, isPrivate, name }) => (isPrivate || name === NOT_ALLOWED ? [id] : [])))
  const open = wordsOf(said.filter(({ channelId }) => !isClosed.has(channelId)))
  const closed = wordsOf([...said.filter(({ channelId }) => isClosed.has(channelId)), ...messagesOf(other)])
  const asked = wordsOf(
    [...known, ...answerable].map(({ question }) => ({ text: question })).concat(unanswerable.map((text) => ({ text }))),
  )
  return {
    company,
    known: [...known, { question: questions.unanswerable.question, expect: [] }],
    judged: [
      ...answerable.map(({ question, says }) => ({ question, expect: says.map((piece) => placeSaying(piece, said)) })),
      ...unanswerable.map((question) => ({ question, expect: [] })),
    ],
    outsiders: OUTSIDERS,
    allowed: company.channels.flatMap(({ name }) => (name === NOT_ALLOWED ? [] : [name])),
    channelId: company.channels.find(({ isGeneral }) => isGeneral)?.id ?? '',
    secrets: new Set([...closed].filter((word) => !open.has(word) && !asked.has(word))),
  }
}

type Said = MessageSeed & { channelId: string }

const messagesOf = ({ channels }: WorkspaceSeed): Said[] =>
  channels.flatMap(({ id, messages = [] }) => messages.map((message) => ({ ...message, channelId: id })))

/** Long enough to mean something. */
const wordsOf = (texts: readonly { text: string }[]): Set<string> =>
  new Set(texts.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{N}]{6,}/gu) ?? []))

function placeSaying(piece: string, said: readonly Said[]): string {
  const found = said.filter(({ text }) => text.includes(piece))
  const [one] = found
  if (!one || found.length > 1) throw new Error(`${found.length} messages say "${piece}"`)
  return `${one.channelId}:${one.ts}`
}
