import { contentStems } from './content-stems.ts'
import type { Evidence } from './evidence.ts'

/**
 * Share of a sentence's content words, numbers aside, that its sources hold, 0 to 1; null when it has none, or when
 * its words cannot be compared: its language is not known, or no source is in it.
 */
export function supportOf(sentence: string, evidence: readonly Evidence[], language: Evidence['language']): number | null {
  const stems = new Set(contentStems(sentence).filter((stem) => !/\d/.test(stem)))
  if (stems.size === 0) return null
  const share = [...stems].filter((stem) => evidence.some((each) => each.stems.has(stem))).length / stems.size
  const isComparable = language !== null && evidence.some((each) => each.language === null || each.language === language)
  return isComparable ? share : null
}
