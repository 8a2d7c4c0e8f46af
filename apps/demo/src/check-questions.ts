import { type FakeSlack, openVisitor } from '@backscroll/fake-slack'
import { until } from './until.ts'
import type { DemoQuestion } from './world/questions.ts'

/** One question of the check, with what came back. */
export interface CheckedQuestion {
  name: string
  question: string
  asker: string
  answer: string
  permalinks: { url: string; opened: boolean }[]
  ok: boolean
}

const ANSWER_LIMIT_MS = 30_000

/** Where questions are asked. */
export interface Place {
  slack: FakeSlack
  teamId: string
  channelId: string
}

/** Right when the text holds what it must and every link opens one of the expected messages. */
export async function answered(name: string, place: Place, asker: string, wanted: DemoQuestion): Promise<CheckedQuestion> {
  const { text, blocks } = await ask(place, asker, wanted.question)
  const permalinks = await openLinks(place, asker, blocks)
  const expected = wanted.expect.map(({ channelId, ts }) => place.slack.world.permalink(channelId, ts))
  const ok =
    wanted.contains.split('|').some((part) => text.includes(part)) &&
    permalinks.every((link) => link.opened) &&
    permalinks.some((link) => expected.includes(link.url))
  return { name, question: wanted.question, asker, answer: text, permalinks, ok }
}

/** Right when nothing is claimed, nothing is linked and the secret is nowhere in the answer. */
export async function notAnswered(name: string, place: Place, asker: string, question: string, secret: string): Promise<CheckedQuestion> {
  const { text, blocks } = await ask(place, asker, question)
  const permalinks = await openLinks(place, asker, blocks)
  const ok = permalinks.length === 0 && /nothing found/i.test(text) && (secret === '' || !(text + blocks).includes(secret))
  return { name, question, asker, answer: text, permalinks, ok }
}

/** What the asker alone sees in the end: the text for notifications, and the blocks as JSON. */
async function ask({ slack, teamId, channelId }: Place, asker: string, question: string): Promise<{ text: string; blocks: string }> {
  const person = slack.as(teamId, asker)
  const known = person.ephemerals(channelId).length
  const outcome = await person.slash(channelId, '/ask', question)
  if (!outcome.ok) throw new Error(`/ask was refused: ${outcome.error}`)
  const newest = () => person.ephemerals(channelId).slice(known).at(-1)
  await until(ANSWER_LIMIT_MS, `the answer to "${question}"`, () => {
    const text = newest()?.text ?? ''
    return Promise.resolve(text !== '' && !text.startsWith('Searching the messages'))
  })
  return { text: newest()?.text ?? '', blocks: JSON.stringify(newest()?.blocks ?? []) }
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
