import type { BackfillRun } from '@backscroll/db'
import type { ReadingProgress } from '../flows/reading/reading-progress.ts'

const BAR = 24

/** One line: bar, what is read, and when it is expected to end. */
export function progressText({ run, channelsDone, left, rateClass }: ReadingProgress): string {
  if (run === null || left === null) return ''
  const done = run.messagesSeen / Math.max(1, run.messagesSeen + left.messages)
  const full = Math.round(done * BAR)
  const bar = `${'='.repeat(full)}${' '.repeat(BAR - full)}`
  const pace = rateClass === 'capped' ? ', Slack grants 15 messages a minute' : ''
  return `[${bar}] ${channelsDone}/${run.channels.length} channels, ${run.messagesSeen} messages read, about ${left.messages} left, ${span(left.lowMinutes, left.highMinutes)}${run.state === 'paused' ? ', paused' : pace}`
}

/** What a person sees of the state of the reading. */
export function statusLines(progress: ReadingProgress, runs: readonly BackfillRun[]): string[] {
  const { run, left, rateClass, schedule } = progress
  const now = run === null ? 'Nothing has been read yet.' : left === null ? runLine(run) : progressText(progress)
  const limits = { unknown: 'not measured yet', full: 'full', capped: 'one request a minute, 15 messages each' }[rateClass]
  return [now, `Limits: ${limits}. Compared with Slack: ${schedule}.`, ...runs.filter((one) => one !== run).map(runLine)]
}

function runLine(run: BackfillRun): string {
  const counts = `${run.messagesSeen} messages seen, ${run.messagesStored} stored, ${run.repliesStored} replies, ${run.messagesDeleted} deleted, ${run.historyRequests + run.replyRequests} requests`
  return `${new Date(run.startedAtMs).toISOString().slice(0, 16)}  ${run.trigger.padEnd(12)}  ${run.state.padEnd(9)}  ${run.channels.length} channels: ${counts}`
}

const span = (low: number, high: number): string => (high < 1 ? 'less than a minute' : `${words(low)} to ${words(high)}`)
const words = (minutes: number): string => (minutes < 120 ? `${Math.ceil(minutes)} min` : `${(minutes / 60).toFixed(1)} h`)
