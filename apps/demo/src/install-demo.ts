import { openVisitor } from '@backscroll/fake-slack'
import type { Place } from './check-questions.ts'
import type { Demo } from './run-demo.ts'
import { until } from './until.ts'

const READ_LIMIT_MS = 180_000

/** What an installed and read demo offers to a check. */
export interface ReadDemo {
  /** Where questions are asked. */
  place: Place
  ownerId: string
  messagesIndexed: number
}

/** Presses "Add to Slack" and Allow as the owner of the company, and waits until everything allowed can be searched. */
export async function installDemo(demo: Demo): Promise<ReadDemo> {
  const [company] = demo.world.workspaces
  const owner = company?.users.find((user) => user.isOwner)
  const channel = company?.channels.find((candidate) => candidate.isGeneral)
  if (!company || !owner || !channel) throw new Error('the demo has no company with an owner and a general channel')
  const visitor = openVisitor()
  const landing = await visitor.open(demo.serverUrl)
  if (!landing.text.includes('href="/slack/install"')) throw new Error('the first page has no Add to Slack button')
  const choice = { teamId: company.id, userId: owner.id, decision: 'allow' } as const
  const installed = await visitor.decide(`${demo.serverUrl}/slack/install`, choice)
  if (!installed.url.endsWith('/slack/installed'))
    throw new Error(`the install ended on ${new URL(installed.url).pathname} with status ${installed.status}`)
  const progress = () => visitor.open(`${demo.serverUrl}/slack/installed/progress`)
  await until(READ_LIMIT_MS, 'the channels to be read', async () => (await progress()).headers.get('x-progress-state') === 'ready')
  const ready = /Ready: ([\d,]+) messages/.exec((await progress()).text)?.[1] ?? '0'
  return {
    place: { slack: demo.slack, teamId: company.id, channelId: channel.id },
    ownerId: owner.id,
    messagesIndexed: Number(ready.replaceAll(',', '')),
  }
}
