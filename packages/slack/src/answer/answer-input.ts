import type { CitedMessage } from '../mrkdwn/quote.ts'
import type { AnswerStatement } from '../mrkdwn/statement.ts'
import type { FailureReason } from './failure-words.ts'

/** What can be pressed below an answer. */
export type AnswerButton = 'share' | 'edit' | 'sources' | 'retry' | 'again' | 'onlyYou'

/** The controls below an answer; none but those that are named. */
export interface AnswerControls {
  /** The answer or the question: the value of every control. */
  id: string
  buttons: readonly AnswerButton[]
  /** Two thumbs. */
  feedback?: 'ask'
}

/** The small print of an answer, as plain text. */
export interface AnswerFooter {
  /** How sure the answer is; `value` is 0 to 100. */
  confidence?: { band: 'high' | 'medium' | 'low' | 'very_low'; value: number }
  /** The time that was searched, e.g. `last 30 days`. */
  window?: string
  /** What was searched, in sentences that are true for the asker. */
  coverage: string
  seconds?: number
}

/** What stands around every answer. All texts are untrusted plain text. */
interface Frame {
  /** As it was asked; left out where the question stands right above. */
  question?: string
  /** How a follow-up was understood. */
  standaloneQuestion?: string
  /** Something to know about how the answer was made, e.g. that no model was asked. */
  note?: string
  footer?: AnswerFooter
  controls?: AnswerControls
  /** The first answer in a channel says how to ask. */
  isFirstHere?: boolean
}

/** A message that statements name by its id. */
export interface NumberedSource extends CitedMessage {
  id: string
}

/** An answer that stands on messages: their own words, or statements with the numbers of their sources. */
export type Answered = Frame & { kind: 'answered' } & (
    | {
        style: 'extractive'
        /** How the answer was made; by default that it is quotes and no summary. */
        label?: string
        quotes: readonly CitedMessage[]
      }
    | {
        style: 'written'
        statements: readonly AnswerStatement[]
        /** In the order of their numbers. */
        sources: readonly NumberedSource[]
        /** Addresses that stand word for word in a cited message: only these become links in the statements. */
        links?: readonly string[]
      }
  )

/** Part of a summary: the words of one message. */
export interface SummaryItem {
  text: string
  source: CitedMessage
}

/** Somebody who knows about something, with messages that show it. */
export interface Expert {
  name: string
  /** In plain words, e.g. `answered 4 questions about it`. */
  evidence: string
  samples: readonly CitedMessage[]
}

/** What there is to say. All texts are untrusted plain text; this package alone turns them into mrkdwn. */
export type AnswerInput =
  | Answered
  /** A posted answer that is not what it was; `answer` is what remains of it. */
  | { kind: 'changed'; change: 'source_removed' | 'source_changed' | 'channel_removed'; answer: Answered }
  /** Nothing of a posted answer remains. */
  | (Frame & { kind: 'withdrawn'; cause: 'source_removed' | 'source_changed' | 'channel_removed' })
  /** The closest messages and no claim; three are shown. */
  | (Frame & { kind: 'not-confident'; closest: readonly CitedMessage[] })
  | (Frame & {
      kind: 'nothing-found'
      /** What narrowed the search besides the time, each in a few words: `in #billing`, `from Ann`. */
      filters?: readonly string[]
      /** One wider question. */
      suggestion?: string
    })
  | (Frame & {
      kind: 'failed'
      reason: FailureReason
      /** Said instead of the words for the reason. */
      detail?: string
      /** What leads to the log line. */
      reference?: string
      /** Where an admin can do something about it; our own address, not a person's. */
      link?: string
    })
  | (Frame & {
      kind: 'summary'
      messageCount: number
      points: readonly SummaryItem[]
      decisions: readonly SummaryItem[]
      openItems: readonly (SummaryItem & { owner: string | null })[]
    })
  | (Frame & { kind: 'related'; messages: readonly CitedMessage[] })
  | (Frame & { kind: 'experts'; topic: string; people: readonly Expert[] })
  /** `value` comes back when the person is chosen; ten are shown. */
  | (Frame & { kind: 'choose-person'; wanted: string; people: readonly { value: string; name: string; detail?: string }[] })
  /** For the asker alone: what the public answer leaves out. */
  | (Frame & { kind: 'only-you'; count: number })
  /** `channel`: the answer is for everybody there. */
  | { kind: 'searching'; question: string; audience?: 'channel' }
  /** What somebody asked elsewhere, above its answer. */
  | { kind: 'asked'; question: string }
  | { kind: 'help' }
  | { kind: 'greeting' }
  /** Once in a channel: that and how one can ask there. */
  | { kind: 'welcome' }
