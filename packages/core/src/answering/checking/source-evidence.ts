import { INDEX_STOP_WORDS } from '../../analysis.ts'
import type { Source } from '../../ports.ts'
import { type Evidence, evidenceOf } from '../facts/evidence.ts'
import { contentStems } from '../text/content-stems.ts'
import { excerptsOf } from '../text/excerpt.ts'
import { FUNCTION_WORDS, languageOf } from '../text/languages.ts'
import type { AnswerSetting } from './check-sentence.ts'
import type { StatementQuote } from './statement.ts'

/** The offered sources, each read once, when it is first cited. */
export interface SourceEvidence {
  has: (id: string) => boolean
  of: (ids: readonly string[]) => Evidence[]
  /** What each of the sources says about a statement, word for word. */
  quotes: (ids: readonly string[], statement: string) => StatementQuote[]
}

const WORDS = /[\p{L}\p{N}\p{M}]+/gu
/** Words in names of apps, which begin sentences, too. */
const OF_APPS = new Set(
  'app apps bot bots alert alerts deploy deploys deployment build builds release status page support service team monitor monitoring report reports calendar incident incidents update updates'.split(
    ' ',
  ),
)
const MAX_QUESTION = 4_000

/** @param sources untrusted, unique by id. */
export function sourceEvidence(sources: readonly Source[]): SourceEvidence {
  const byId = new Map(sources.map((source) => [source.id, source]))
  const read = new Map<string, { evidence: Evidence; excerpt: (statement: string) => string }>()
  const entry = (id: string) => {
    const source = byId.get(id)
    if (!source) return []
    const known = read.get(id) ?? { evidence: evidenceOf(source), excerpt: excerptsOf(source.text) }
    read.set(id, known)
    return [known]
  }
  return {
    has: (id) => byId.has(id),
    of: (ids) => ids.flatMap((id) => entry(id).map(({ evidence }) => evidence)),
    quotes: (ids, statement) =>
      ids.flatMap((sourceId) =>
        entry(sourceId).flatMap(({ excerpt }) => {
          const text = excerpt(statement)
          return text === '' ? [] : [{ sourceId, text }]
        }),
      ),
  }
}

/** What names and short sentences of an answer are read by. */
export function answerSetting(question: string, sources: readonly Source[]): AnswerSetting {
  const askedText = question.slice(0, MAX_QUESTION).normalize('NFKC').toLowerCase()
  const people = sources.flatMap(({ author = '' }) => author.slice(0, 200).toLowerCase().match(WORDS) ?? [])
  return {
    people: new Set(
      people.filter((word) => word.length > 2 && !INDEX_STOP_WORDS.has(word) && !FUNCTION_WORDS.has(word) && !OF_APPS.has(word)),
    ),
    asked: new Set(askedText.match(WORDS) ?? []),
    askedText,
    askedStems: new Set(contentStems(askedText)),
    language: languageOf(question),
  }
}
