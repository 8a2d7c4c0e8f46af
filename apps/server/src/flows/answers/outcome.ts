import type { Confidence, UnderstoodQuery } from '@backscroll/core'
import type { StoredMessage } from '@backscroll/db'
import type { FailureReason } from '@backscroll/slack'
import type { Retrieved } from '../search/retrieve.ts'
import type { Asker } from './read-asker.ts'
import type { SearchWindow } from './search-windows.ts'
import type { Written } from './write/written.ts'

/** A search that was made for a question, and what was written from it. */
export interface Found {
  kind: 'found'
  state: 'answered' | 'not_confident' | 'nothing_found' | 'refused'
  asker: Asker
  /** As it was typed, plain text. */
  asked: string
  /** How a follow-up was understood; null when it was understandable by itself. */
  standalone: string | null
  query: UnderstoodQuery
  window: SearchWindow
  retrieved: Retrieved
  written: Written
  confidence: Confidence
  /** Cited messages that a later one says otherwise about, by source id. */
  superseded: ReadonlyMap<string, StoredMessage>
  /** Milliseconds by step. */
  timings: Record<string, number>
}

/** Somebody who has written about a topic. */
export interface ExpertFound {
  name: string
  evidence: string
  /** Best first. */
  samples: StoredMessage[]
}

/** Who knows about something; nobody is an answer, too. */
export interface ExpertsFound {
  kind: 'experts'
  asker: Asker
  asked: string
  topic: string
  people: ExpertFound[]
  timings: Record<string, number>
}

/** Everything that a question can come to. */
export type Outcome =
  | Found
  | ExpertsFound
  | { kind: 'help' }
  | { kind: 'greeting' }
  | { kind: 'failed'; reason: FailureReason; detail?: string; reference?: string; link?: string }
