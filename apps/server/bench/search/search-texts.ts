import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { realData } from '../../accept/real-data.ts'
import { randomFrom, zipfMessage, zipfQuestion } from '../random-text.ts'

/** What the messages of the search bench say, and what is asked. */
export interface SearchTexts {
  /** How many different messages there are. */
  most: number
  textOf(n: number): string
  questionOf(n: number): string
}

/** Which texts; the bounds are about `random`. */
export type Questions = 'random' | 'real'

/** Words by Zipf's law, about 22 in a message, three in a question. */
const randomTexts: SearchTexts = {
  most: Number.POSITIVE_INFINITY,
  textOf: (n) => zipfMessage(randomFrom(n * 40_503 + 11)),
  questionOf: (n) => zipfQuestion(randomFrom(n * 104_729 + 17)),
}

/** Prime to the number of questions, so that a run meets questions of every channel and day. */
const STRIDE = 1_009

/** @returns null for `real` where the data are not beside the checkout. */
export function textsOf(questions: Questions): SearchTexts | null {
  if (questions === 'random') return randomTexts
  const [chat, replies] = [realData('irc-chat'), realData('eval/irc-reply')]
  if (!chat || !replies) return null
  const texts = new Map<string, string>()
  for (const { id, text } of records(path.join(chat, 'messages.jsonl.gz'))) texts.set(String(id), String(text))
  for (const { _id, text } of records(path.join(replies, 'corpus.jsonl.gz'))) texts.set(String(_id), String(text))
  const messages = [...texts.values()]
  const asked = records(path.join(replies, 'queries.jsonl')).map(({ text }) => String(text))
  return {
    most: messages.length,
    textOf: (n) => messages[n % messages.length] ?? '',
    questionOf: (n) => asked[(n * STRIDE) % asked.length] ?? '',
  }
}

function records(file: string): Record<string, unknown>[] {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
