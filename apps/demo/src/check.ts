import { type FakeSlack, openVisitor } from '@backscroll/fake-slack'
import type { Demo } from './run-demo.ts'

/** One question of the check, with what came back. */
export interface CheckedQuestion {
  name: string
  question: string
  asker: string
  answer: string
  permalinks: { url: string; opened: boolean }[]
  ok: boolean
}

/** The one line that `npm start -- --check` prints. */
export interface CheckResult {
  ok: boolean
  /** From the start of the program to everything readable. */
  readyMs: number
  messagesIndexed: number
  questions: CheckedQuestion[]
  error?: string
}

const READ_LIMIT_MS = 180_000
const ANSWER_LIMIT_MS = 30_000

/** Walks install, backfill and questions as people do, over HTTP and the stand-in's own actions. */
export async function checkDemo(demo: Demo, startedAtMs: number): Promise<CheckResult> {
  const [company] = demo.world.workspaces
  if (!company) throw new Error('the demo has no company')
  const owner = company.users.find((user) => user.isOwner)
  const channel = company.channels.find((candidate) => candidate.isGeneral) ?? company.channels[0]
  if (!owner || !channel) throw new Error('the demo company has no owner or no channel')

  const visitor = openVisitor()
  const landing = await visitor.open(demo.serverUrl)
  if (!landing.text.includes('href="/slack/install"')) throw new Error('the first page has no Add to Slack button')
  const installed = await visitor.decide(`${demo.serverUrl}/slack/install`, { teamId: company.id, userId: owner.id, decision: 'allow' })
  if (!installed.url.endsWith('/slack/installed'))
    throw new Error(`the install ended on ${new URL(installed.url).pathname} with status ${installed.status}`)
  await until(READ_LIMIT_MS, 'the channels to be read', async () => {
    const progress = await visitor.open(`${demo.serverUrl}/slack/installed/progress`)
    return progress.headers.get('x-progress-state') === 'ready'
  })
  const readyMs = Math.round(performance.now() - startedAtMs)
  const summary = await visitor.open(`${demo.serverUrl}/slack/installed/progress`)
  const messagesIndexed = Number(/Ready: ([\d,]+) messages/.exec(summary.text)?.[1]?.replaceAll(',', '') ?? 0)

  const { threadReply, privateChannel, unanswerable } = demo.world.questions
  const place = { slack: demo.slack, teamId: company.id, channelId: channel.id }
  const questions = [
    await answered('thread reply', place, owner.id, threadReply),
    await answered('private channel, asked by a member', place, privateChannel.member, privateChannel),
    await notAnswered(
      'private channel, asked by a stranger',
      place,
      privateChannel.stranger,
      privateChannel.question,
      privateChannel.contains,
    ),
    await notAnswered('unanswerable', place, owner.id, unanswerable.question, ''),
  ]
  return { ok: messagesIndexed > 0 && questions.every((question) => question.ok), readyMs, messagesIndexed, questions }
}

interface Place {
  slack: FakeSlack
  teamId: string
  channelId: string
}

/** Right when the text holds what it must and every link opens one of the expected messages. */
async function answered(
  name: string,
  place: Place,
  asker: string,
  wanted: { question: string; contains: string; expect: { channelId: string; ts: string }[] },
): Promise<CheckedQuestion> {
  const answer = await ask(place, asker, wanted.question)
  const permalinks = await openLinks(place, asker, answer)
  const expected = wanted.expect.map(({ channelId, ts }) => place.slack.world.permalink(channelId, ts))
  const ok =
    wanted.contains.split('|').some((part) => answer.includes(part)) &&
    permalinks.every((link) => link.opened) &&
    permalinks.some((link) => expected.includes(link.url))
  return { name, question: wanted.question, asker, answer, permalinks, ok }
}

/** Right when nothing is claimed, nothing is linked and the secret is not in the text. */
async function notAnswered(name: string, place: Place, asker: string, question: string, secret: string): Promise<CheckedQuestion> {
  const answer = await ask(place, asker, question)
  const permalinks = await openLinks(place, asker, answer)
  const ok = permalinks.length === 0 && /nothing found/i.test(answer) && (secret === '' || !answer.includes(secret))
  return { name, question, asker, answer, permalinks, ok }
}

async function ask({ slack, teamId, channelId }: Place, asker: string, question: string): Promise<string> {
  const person = slack.as(teamId, asker)
  const before = new Set(person.ephemerals(channelId).map((message) => message.text))
  const outcome = await person.slash(channelId, '/ask', question)
  if (!outcome.ok) throw new Error(`/ask was refused: ${outcome.error}`)
  let answer = ''
  await until(ANSWER_LIMIT_MS, `the answer to "${question}"`, () => {
    const fresh = person.ephemerals(channelId).filter((message) => !before.has(message.text))
    const newest = fresh.at(-1)
    answer = newest ? JSON.stringify([newest.text, newest.blocks ?? []]) : ''
    return Promise.resolve(answer !== '' && !answer.includes('Searching the messages'))
  })
  return answer
}

/** Opens each permalink of an answer as the asker and looks for the message on the page. */
async function openLinks({ slack, teamId }: Place, asker: string, answer: string): Promise<{ url: string; opened: boolean }[]> {
  const domain = slack.world.workspace(teamId)?.domain ?? ''
  const links = new Set(
    [...answer.matchAll(/<(http:[^|>\s]+\/archives\/[^|>\s]+)/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&')),
  )
  const found = []
  for (const url of links) {
    const target = new URL(url)
    target.searchParams.set('as', asker)
    const page = await openVisitor().open(target.href)
    const ts = /\/p(\d{10})(\d{6})/.exec(url)
    const marker = `data-ts="${ts?.[1]}.${ts?.[2]}"`
    found.push({
      url,
      opened:
        target.pathname.startsWith(`/${domain}/`) &&
        page.status === 200 &&
        page.text.includes('permalink-target') &&
        page.text.includes(marker),
    })
  }
  return found
}

async function until(limitMs: number, what: string, isDone: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + limitMs; ; ) {
    if (await isDone()) return
    if (performance.now() > deadline) throw new Error(`waited ${limitMs / 1_000} s for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
