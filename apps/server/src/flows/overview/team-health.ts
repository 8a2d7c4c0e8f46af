import type { TeamHealth } from '@backscroll/contracts'
import type { TeamFacts } from '@backscroll/db'

type Part = TeamHealth['parts'][number]

/** What the health of a workspace is judged by. */
export interface HealthFacts extends TeamFacts {
  isInstalled: boolean
  /** Null while it is not paused. */
  pausedReason: string | null
  /** When the token expires that Slack renews no more; null while all is well. */
  tokenEndsMs: number | null
  /** Chosen user groups decide who may ask, and the app may not read them. */
  isBlindToGroups: boolean
  hasModel: boolean
  spentUsd: number
  budgetUsd: number
  alertPercent: number
  isCapped: boolean
  failedJobs: number
  /** How long the oldest job that could run has waited. */
  waitingSeconds: number
  /** How long the database took to say a word. */
  databaseMs: number
}

const PER_ISSUE = 25
/** Messages that wait for the index while all is well. */
const USUAL_BACKLOG = 1_000
/** A job waits no longer while all is well. */
const USUAL_WAIT_SECONDS = 300
/** A database that takes longer for a word slows every answer down. */
const SLOW_DATABASE_MS = 2_000
/** Of the calls of an hour. */
const MANY_FAILURES = 0.2

/** Judges the parts of a workspace: 100, less 25 for each part with something to do about. */
export function teamHealth(facts: HealthFacts): TeamHealth {
  const parts = [
    slackPart(facts),
    channelsPart(facts),
    indexPart(facts),
    modelPart(facts),
    budgetPart(facts),
    databasePart(facts),
    queuePart(facts),
    workersPart(facts),
  ]
  const issues = parts.filter(({ state }) => state === 'warning' || state === 'failed').length
  const score = Math.max(0, 100 - PER_ISSUE * issues)
  return { score, state: issues === 0 ? 'healthy' : score >= 50 ? 'warning' : 'failing', parts }
}

const ok = (name: string, detail: string): Part => ({ name, state: 'ok', detail, remedy: null })

function slackPart({ isInstalled, pausedReason, deadEvents, tokenEndsMs, isBlindToGroups }: HealthFacts): Part {
  const name = 'slack'
  if (pausedReason !== null)
    return { name, state: 'failed', detail: pausedReason, remedy: 'Install the app again, or resume the workspace.' }
  if (!isInstalled)
    return { name, state: 'failed', detail: 'The app is not installed in this workspace.', remedy: 'Install it again from the start page.' }
  if (tokenEndsMs !== null)
    return {
      name,
      state: 'failed',
      detail: `Slack renews the token no more. From ${new Date(tokenEndsMs).toISOString().slice(0, 16).replace('T', ' ')} UTC on nothing is read or answered.`,
      remedy: 'Install the app again; nothing is lost.',
    }
  if (isBlindToGroups)
    return {
      name,
      state: 'warning',
      detail: 'User groups decide who may ask, and the app may not read them: their people are not answered.',
      remedy: 'Install the app again with the permission usergroups:read, or choose people.',
    }
  if (deadEvents > 0)
    return {
      name,
      state: 'warning',
      detail: `${deadEvents} events of Slack could not be applied.`,
      remedy: 'Compare with Slack: it brings what is missing.',
    }
  return ok(name, 'Slack is connected and its events are applied.')
}

function channelsPart({ allowed, withoutApp }: HealthFacts): Part {
  const name = 'channels'
  if (allowed === 0)
    return { name, state: 'warning', detail: 'No channel is allowed, so there is nothing to answer from.', remedy: 'Allow channels.' }
  if (withoutApp > 0)
    return {
      name,
      state: 'warning',
      detail: `The app is not in ${withoutApp} of ${allowed} allowed channels.`,
      remedy: 'Let it join them, or invite it in Slack with /invite @Backscroll.',
    }
  return ok(name, `${allowed} channels are read.`)
}

function indexPart({ stored, indexed }: HealthFacts): Part {
  const waiting = Math.max(0, stored - indexed)
  if (waiting > USUAL_BACKLOG)
    return {
      name: 'index',
      state: 'warning',
      detail: `${waiting} of ${stored} messages cannot be searched yet.`,
      remedy: 'It catches up by itself; when it does not, have a channel indexed again, or ask whoever runs the server.',
    }
  return ok('index', `${indexed} of ${stored} messages can be searched.`)
}

function modelPart({ hasModel, calls, failedCalls }: HealthFacts): Part {
  const name = 'model'
  if (!hasModel) return { name, state: 'off', detail: 'Answers are quotes: no model writes them.', remedy: null }
  if (calls > 0 && failedCalls / calls > MANY_FAILURES)
    return {
      name,
      state: 'warning',
      detail: `${failedCalls} of ${calls} calls of the last hour failed.`,
      remedy: 'Look at the provider of the model, and at its key; until then answers are quotes.',
    }
  return ok(
    name,
    calls === 0 ? 'No model was called within an hour.' : `${calls - failedCalls} of ${calls} calls of the last hour went well.`,
  )
}

function budgetPart({ spentUsd, budgetUsd, alertPercent, isCapped }: HealthFacts): Part {
  const name = 'budget'
  const detail = `${spentUsd.toFixed(2)} of ${budgetUsd.toFixed(2)} dollars are spent today.`
  if (spentUsd > 0 && spentUsd >= budgetUsd)
    return {
      name,
      state: isCapped ? 'failed' : 'warning',
      detail,
      remedy: isCapped
        ? 'Answers are quotes until tomorrow. Raise the budget to have them written.'
        : 'Raise the budget, or let it end the calls.',
    }
  if (spentUsd > 0 && spentUsd >= (budgetUsd * alertPercent) / 100)
    return { name, state: 'warning', detail, remedy: 'Raise the budget if the day is to be written to its end.' }
  return ok(name, detail)
}

function databasePart({ databaseMs }: HealthFacts): Part {
  const name = 'database'
  const detail = `It answers within ${Math.max(1, Math.round(databaseMs))} ms.`
  if (databaseMs > SLOW_DATABASE_MS)
    return { name, state: 'warning', detail, remedy: 'Ask whoever runs the server to look at the database: everything waits for it.' }
  return ok(name, detail)
}

function queuePart({ failedJobs }: HealthFacts): Part {
  const name = 'queue'
  if (failedJobs > 0)
    return { name, state: 'warning', detail: `${failedJobs} jobs of the last day failed.`, remedy: 'Try them again on the page of work.' }
  return ok(name, 'No job of the last day failed.')
}

function workersPart({ waitingSeconds }: HealthFacts): Part {
  const name = 'workers'
  if (waitingSeconds > USUAL_WAIT_SECONDS)
    return {
      name,
      state: 'warning',
      detail: `A job waits since ${Math.round(waitingSeconds / 60)} minutes.`,
      remedy: 'Ask whoever runs the server whether a worker is running.',
    }
  return ok(name, 'What comes up is taken up.')
}
