import { type Interval, pairedBootstrap } from './evaluation.ts'

/** What may be said about two systems over the same questions. */
export interface Verdict {
  difference: Interval
  verdict: 'better' | 'worse' | 'undecided'
  /** For people. */
  sentence: string
}

/** Fewer questions could all point the same way by chance more often than once in twenty: 2 * .5 ** 6 is .03. */
const FEWEST_QUESTIONS = 6

/**
 * Whether one system is better than another: the interval of the mean difference in nDCG@10 must not hold 0. The same differences give the
 * same verdict. @param differences one per question, the first system's score minus the second's.
 */
export function verdictOf(differences: readonly number[], { name, than }: { name: string; than: string }): Verdict {
  const difference = pairedBootstrap(differences, seededRandom())
  const questions = `${differences.length} ${differences.length === 1 ? 'question' : 'questions'}`
  const numbers = `${signed(difference.mean)} [${signed(difference.low)}, ${signed(difference.high)}]`
  if (differences.length < FEWEST_QUESTIONS || (difference.low <= 0 && difference.high >= 0))
    return {
      difference,
      verdict: 'undecided',
      sentence: `No difference between ${name} and ${than} can be told with ${questions}: ${numbers} nDCG@10.`,
    }
  const verdict = difference.low > 0 ? 'better' : 'worse'
  return { difference, verdict, sentence: `${name} is ${verdict} than ${than} by ${numbers} nDCG@10 over ${questions}.` }
}

const signed = (value: number): string =>
  value
    .toFixed(3)
    .replace(/^-0\.000$/, '0.000')
    .replace(/^(-?)0\./, '$1.')

/** Mulberry32: enough for resampling, and the same every time. */
function seededRandom(): () => number {
  let state = 0x5eed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
