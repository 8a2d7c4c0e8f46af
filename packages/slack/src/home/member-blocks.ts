import { HOME_ACTIONS } from '../action-ids.ts'
import type { RenderedAnswer } from '../answer/rendered-answer.ts'
import { actions, context, header, type SlackBlock, section } from '../block.ts'
import { button } from '../element.ts'
import { cutToFit } from '../mrkdwn/cut-text.ts'
import { closedCode, fittedMrkdwn, plainMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import { nameOf, safeLink } from '../mrkdwn/source-link.ts'
import { packLines } from '../mrkdwn/split-text.ts'
import { visibleLine } from '../mrkdwn/visible-text.ts'
import type { MemberHome, RecentQuestion } from './home-input.ts'

const MAX_NAMES = 20
const MAX_RECENT = 5
const MAX_QUESTION = 120

const HOW_TO = [
  'Ask what was said in the channels you can read, and get an answer with links to the messages.',
  '• `/ask` and a question: only you see the answer. `/askall` answers for the whole channel.',
  '• Mention me in a channel, or write to me in the Messages tab. In a thread I answer follow-ups.',
  '• `#channel`, `last week` and `from:@somebody` narrow the search, anywhere in the question.',
].join('\n')

const PRIVACY =
  'You find only what you could read in Slack yourself. An answer in a channel uses only what everybody there can read. Direct messages between people are never read.'

const STATES: Readonly<Record<RecentQuestion['state'], string>> = {
  pending: 'being answered',
  answered: 'answered',
  not_confident: 'not sure enough',
  nothing_found: 'nothing found',
  failed: 'failed',
  withdrawn: 'withdrawn',
}

/** What is searched for a person, as a message. */
export function statusBlocks({
  searchable,
  reading,
  searchLine,
}: Pick<MemberHome, 'searchable' | 'reading' | 'searchLine'>): RenderedAnswer {
  const said = `${searchable.count > 0 ? 'Searched for you: ' : ''}${searchableText(searchable)}`
  return { text: said, blocks: [section(said), ...smallPrint(reading, searchLine)] }
}

/** What the Home tab says to anybody: how to ask, what is searched for them, their own last questions, what stays private. */
export const memberBlocks = ({ searchable, reading, searchLine, recent }: MemberHome): SlackBlock[] => [
  section(HOW_TO),
  actions([{ ...button(HOME_ACTIONS.ask, 'Ask a question', 'ask'), style: 'primary' }]),
  header('What is searched for you'),
  section(searchableText(searchable)),
  ...smallPrint(reading, searchLine),
  header('Your last questions'),
  ...recentBlocks(recent),
  context(PRIVACY),
]

const smallPrint = (reading: MemberHome['reading'], searchLine: string): SlackBlock[] => [
  ...(reading.length > 0 ? [context(fittedMrkdwn(readingText(reading), 2_000))] : []),
  ...(searchLine ? [context(fittedMrkdwn(searchLine, 500) || 'Search')] : []),
]

function searchableText({ count, names }: MemberHome['searchable']): string {
  if (count === 0) return 'No channel that you can read is searched yet. An admin chooses the channels.'
  const shown = names.slice(0, MAX_NAMES).map((name) => `#${plainMrkdwn(nameOf(name))}`)
  const left = count - shown.length
  const list = [...shown, ...(left > 0 ? [`${left} more`] : [])].join(', ')
  return `${count.toLocaleString('en')} ${count === 1 ? 'channel' : 'channels'} that you can read${list ? `: ${list}` : ''}.`
}

function readingText(reading: MemberHome['reading']): string {
  const shown = reading
    .slice(0, MAX_NAMES)
    .map(({ name, percent }) => `#${nameOf(name)}${percent === null ? '' : ` (${Math.round(percent)} %)`}`)
  const left = reading.length - shown.length
  return `Still being read: ${[...shown, ...(left > 0 ? [`${left} more`] : [])].join(', ')}. Newer messages come first.`
}

function recentBlocks(recent: readonly RecentQuestion[]): SlackBlock[] {
  if (recent.length === 0) return [section('None yet.')]
  return packLines(recent.slice(0, MAX_RECENT).map(recentLine)).map(section)
}

function recentLine({ question, state, dateText, permalink }: RecentQuestion): string {
  const asked = closedCode(cutToFit(visibleLine(question), (candidate) => candidate.length <= MAX_QUESTION)) || 'a question'
  const linked = permalink === null ? plainMrkdwn(asked) : safeLink(permalink, asked)
  return `• ${linked} (${STATES[state]}, ${plainMrkdwn(nameOf(dateText))})`
}
