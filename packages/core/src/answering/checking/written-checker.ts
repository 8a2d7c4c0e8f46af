import type { Source } from '../../ports.ts'
import type { Tally } from './check-report.ts'
import { checkSentence } from './check-sentence.ts'
import { type CitedSentence, citedSentences } from './cited-sentences.ts'
import type { StyleChecker } from './extractive-checker.ts'
import { answerSetting, sourceEvidence } from './source-evidence.ts'
import type { DropReason, Statement } from './statement.ts'

const MAX_STATEMENTS = 40

/** What can be said about a sentence now. */
type Verdict = { kind: 'shown'; statement: Statement } | { kind: 'dropped'; reason: DropReason } | { kind: 'open'; reason: DropReason }

/** Checks what a model writes, sentence by sentence. */
export function writtenChecker(question: string, sources: readonly Source[], counts: Tally): StyleChecker {
  const evidence = sourceEvidence(sources)
  const setting = answerSetting(question, sources)
  const sentences = citedSentences(evidence.has, counts)
  const shown = new Set<string>()
  let next = 0

  /** What does not hold is looked at again only when something more was cited for it. */
  let failed: { sentence: CitedSentence; sources: number; reason: DropReason } | null = null

  const verdictOn = (sentence: CitedSentence): Verdict => {
    const { raw, isStray, sourceIds } = sentence
    if (isStray) return { kind: 'dropped', reason: 'stray' }
    if (sourceIds.size === 0) return { kind: 'open', reason: 'uncited' }
    if (failed?.sentence === sentence && failed.sources === sourceIds.size) return { kind: 'open', reason: failed.reason }
    const ids = [...sourceIds]
    const checked = checkSentence(raw, evidence.of(ids), setting)
    if (checked.kind === 'fails') {
      failed = { sentence, sources: sourceIds.size, reason: checked.reason }
      return { kind: 'open', reason: checked.reason }
    }
    if (shown.has(checked.text) || shown.size >= MAX_STATEMENTS) return { kind: 'dropped', reason: 'repeated' }
    shown.add(checked.text)
    counts.keep(checked.support)
    return { kind: 'shown', statement: { text: checked.text, sourceIds: ids, quotes: evidence.quotes(ids, checked.text) } }
  }

  /** In order. @param outOfReach so many sentences get no further citation: what does not hold among them never will. */
  const release = (all: readonly CitedSentence[], outOfReach: number): Statement[] => {
    const released: Statement[] = []
    for (let sentence = all[next]; sentence; sentence = all[next]) {
      const verdict = verdictOn(sentence)
      if (verdict.kind === 'open' && next >= outOfReach) break
      if (verdict.kind === 'shown') released.push(verdict.statement)
      else counts.drop(verdict.reason)
      sentence.isDecided = true
      next += 1
    }
    return released
  }

  /** Citations come in the order of the text: those before the last cited sentence have theirs. */
  const passed = (): number =>
    sentences.isCitedBeyond() ? sentences.all.length : sentences.all.findLastIndex(({ sourceIds }) => sourceIds.size > 0)

  return {
    push(event) {
      if (event.kind === 'text') sentences.add(event.text)
      else sentences.cite(event)
      return release(sentences.all, passed())
    },
    end(finish) {
      if (finish === 'refused') return []
      sentences.end()
      const last = sentences.all.at(-1)
      const isBroken = finish === 'cut' && last !== undefined && !last.isDecided && (!last.isWhole || /\d\.$/.test(last.raw))
      if (!isBroken) return release(sentences.all, sentences.all.length)
      counts.drop('cut')
      return release(sentences.all.slice(0, -1), sentences.all.length - 1)
    },
  }
}
