import { fittedMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import type { AnswerFooter } from './answer-input.ts'

const MAX_LENGTH = 2_000

/** The small print on one line: how sure, which time, what was searched, how long it took. */
export function footerMrkdwn({ confidence, window, coverage, seconds }: AnswerFooter): string {
  const sure = confidence && `Confidence: ${confidence.band.replace('_', ' ')}, ${Math.round(confidence.value)} of 100`
  const took = seconds === undefined ? undefined : `${seconds.toFixed(1)} s`
  return fittedMrkdwn([sure, window && capitalized(window), coverage, took].filter(Boolean).join(' · '), MAX_LENGTH) || 'Backscroll'
}

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
