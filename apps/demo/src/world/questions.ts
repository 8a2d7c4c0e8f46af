import { z } from 'zod/v4'
import { WorldFileError } from './errors.ts'

/** A place in the world: exactly one message. */
export interface MessagePlace {
  channelId: string
  ts: string
}

/** A question with the messages that answer it. */
export interface DemoQuestion {
  question: string
  /** Any of these is a right source; empty when nothing in the world answers. */
  expect: MessagePlace[]
  /** A short piece of the source's text that an answer must hold; empty when there is none. */
  contains: string
}

/** The questions that a check of the demo asks. All belong to the first workspace. */
export interface DemoQuestions {
  /** The answer stands in a thread reply only. */
  threadReply: DemoQuestion
  /** The answer stands in a private channel only: `member` can read it, `stranger` cannot (user ids). */
  privateChannel: DemoQuestion & { member: string; stranger: string }
  /** Nothing in the world answers. */
  unanswerable: DemoQuestion
  /** Further questions over the whole world, for measuring search. */
  more: DemoQuestion[]
}

const source = z.union([z.strictObject({ label: z.string() }), z.strictObject({ community: z.string() })])
const asked = z.strictObject({ question: z.string(), expect: z.array(source), contains: z.string() })
const questionFile = z.strictObject({
  threadReply: asked,
  privateChannel: asked.extend({ member: z.string(), stranger: z.string() }),
  unanswerable: asked,
  more: z.array(asked),
})

/** Finds what the question file names. */
interface Lookup {
  label(name: string): MessagePlace | undefined
  community(id: string): MessagePlace | undefined
  userId(handle: string): string | undefined
  fillDates(text: string): string
}

/**
 * Reads `questions.json` and resolves its labels to messages.
 * @throws WorldFileError naming the line of a label or handle that does not exist.
 */
export function parseQuestions(file: string, content: string, lookup: Lookup): DemoQuestions {
  const read = questionFile.safeParse(JSON.parse(content))
  if (!read.success) throw new WorldFileError(file, 1, `${read.error.issues[0]?.path.join('.')}: ${read.error.issues[0]?.message}`)
  const found = <T>(value: T | undefined, name: string): T => {
    if (value !== undefined) return value
    throw new WorldFileError(file, content.split('\n').findIndex((text) => text.includes(`"${name}"`)) + 1, `${name} does not exist.`)
  }
  const placeOf = (one: z.infer<typeof source>) =>
    'label' in one ? found(lookup.label(one.label), one.label) : found(lookup.community(one.community), one.community)
  const resolve = ({ question, expect, contains }: z.infer<typeof asked>): DemoQuestion => ({
    question,
    expect: expect.map(placeOf),
    contains: lookup.fillDates(contains),
  })
  const { threadReply, privateChannel, unanswerable, more } = read.data
  const userId = (handle: string) => found(lookup.userId(handle), handle)
  return {
    threadReply: resolve(threadReply),
    privateChannel: { ...resolve(privateChannel), member: userId(privateChannel.member), stranger: userId(privateChannel.stranger) },
    unanswerable: resolve(unanswerable),
    more: more.map(resolve),
  }
}
