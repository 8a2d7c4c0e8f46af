import { answered, type CheckedQuestion, notAnswered } from './check-questions.ts'
import { installDemo } from './install-demo.ts'
import type { Demo } from './run-demo.ts'

/** The one line that `npm start -- --check` prints. */
export interface CheckResult {
  ok: boolean
  /** From the start of the program to everything readable. */
  readyMs: number
  messagesIndexed: number
  questions: CheckedQuestion[]
  error?: string
}

/** Walks install, backfill and questions as people do, over HTTP and the stand-in's own actions. */
export async function checkDemo(demo: Demo, startedAtMs: number): Promise<CheckResult> {
  const { place, ownerId, messagesIndexed } = await installDemo(demo)
  const readyMs = Math.round(performance.now() - startedAtMs)
  const { threadReply, privateChannel, unanswerable } = demo.world.questions
  const { member, stranger, question, contains } = privateChannel
  const questions = [
    await answered('thread reply', place, ownerId, threadReply),
    await answered('private channel, asked by a member', place, member, privateChannel),
    await notAnswered('private channel, asked by a stranger', place, stranger, question, contains),
    await notAnswered('unanswerable', place, ownerId, unanswerable.question, ''),
  ]
  return { ok: messagesIndexed > 0 && questions.every(({ ok }) => ok), readyMs, messagesIndexed, questions }
}
