import { contentStems } from '../text/content-stems.ts'
import type { Evidence } from './evidence.ts'

/** Fewer of a sentence's words known, and it is about something else. */
const MIN_KNOWN = 0.2
/** Of fewer words one must be known; of a single one nothing can be said. */
const FEW = 4

/** How much of a sentence its sources hold. */
export interface Support {
  /** Share of its content words, numbers aside, 0 to 1; null when it has none or when they cannot be compared. */
  share: number | null
  /** False when hardly a word of it is known from its sources or from the question. */
  isAboutThem: boolean
}

/** Words can be compared when the language of the sentence is known and a source is in it. @param asked stems of the question. */
export function supportOf(
  sentence: string,
  evidence: readonly Evidence[],
  { language, asked }: { language: Evidence['language']; asked: ReadonlySet<string> },
): Support {
  const stems = [...new Set(contentStems(sentence))].filter((stem) => !/\d/.test(stem))
  const isComparable = language !== null && evidence.some((each) => each.language === null || each.language === language)
  if (stems.length === 0 || !isComparable) return { share: null, isAboutThem: true }
  const isHeld = (stem: string): boolean => evidence.some((each) => each.stems.has(stem))
  const held = stems.filter(isHeld).length
  const known = stems.filter((stem) => asked.has(stem) || isHeld(stem)).length
  return { share: held / stems.length, isAboutThem: stems.length < FEW ? stems.length < 2 || known > 0 : known / stems.length >= MIN_KNOWN }
}
