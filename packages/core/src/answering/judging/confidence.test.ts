import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brierScore, calibratedScore, calibrationOf, type JudgedAnswer } from './calibration.ts'
import { answerConfidence, confidenceBand, type MeasuredAnswer } from './confidence.ts'

const quote: MeasuredAnswer = {
  topRelevance: null,
  coverage: 0.95,
  supportedShare: null,
  independentSources: 1,
  disagreements: 0,
  newestAgeDays: 3,
}

test('bands begin at 80, 60 and 40', () => {
  expect([100, 80, 79, 60, 59, 40, 39, 0].map(confidenceBand)).toEqual([
    'high',
    'high',
    'medium',
    'medium',
    'low',
    'low',
    'very_low',
    'very_low',
  ])
})

test('a quote that holds most of the question is sure, one that holds too little is not', () => {
  expect(answerConfidence(quote).band).toBe('high')
  expect(answerConfidence({ ...quote, coverage: 0.8 }).band).toBe('medium')
  expect(answerConfidence({ ...quote, coverage: 0.65 }).band).toBe('low')
  expect(answerConfidence({ ...quote, coverage: 0.5 }).band).toBe('very_low')
})

test('what was not measured counts for nothing, and without any source there is no confidence', () => {
  expect(answerConfidence({ ...quote, coverage: null }).score).toBe(0)
  expect(answerConfidence({ ...quote, independentSources: 0 }).score).toBe(0)
  expect(answerConfidence({ ...quote, newestAgeDays: null }).parts.freshness).toBeNull()
  expect(answerConfidence({ ...quote, topRelevance: 0.885, supportedShare: 0.885 }).score).toBe(answerConfidence(quote).score)
})

test('messages that disagree make it less sure', () => {
  expect(answerConfidence({ ...quote, disagreements: 1 }).score).toBeLessThan(answerConfidence(quote).score)
})

test('no part that gets better lowers the score, and it stays between 0 and 100', () => {
  const part = fc.option(fc.double({ min: 0, max: 1, noNaN: true }))
  const measured = fc.record({
    topRelevance: part,
    coverage: part,
    supportedShare: part,
    independentSources: fc.nat(6),
    disagreements: fc.nat(4),
    newestAgeDays: fc.option(fc.integer({ min: 0, max: 4_000 })),
  })
  fc.assert(
    fc.property(measured, fc.double({ min: 0, max: 1, noNaN: true }), (given, gain) => {
      const { score } = answerConfidence(given)
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(100)
      const more = (value: number | null): number | null => (value === null ? null : Math.min(1, value + gain))
      for (const name of ['topRelevance', 'coverage', 'supportedShare'] as const)
        expect(answerConfidence({ ...given, [name]: more(given[name]) }).score).toBeGreaterThanOrEqual(score)
      expect(answerConfidence({ ...given, independentSources: given.independentSources + 1 }).score).toBeGreaterThanOrEqual(score)
      expect(answerConfidence({ ...given, disagreements: given.disagreements + 1 }).score).toBeLessThanOrEqual(score)
    }),
  )
})

test('before 50 judgements a score stays as it is', () => {
  const few: JudgedAnswer[] = Array.from({ length: 49 }, () => ({ score: 70, isRight: true }))
  expect(calibrationOf(few)).toEqual({ kind: 'uncalibrated', judgements: 49 })
  expect(calibratedScore(70, calibrationOf(few))).toBe(70)
})

test('scores that promise too much are brought down to what is true', () => {
  const judged: JudgedAnswer[] = Array.from({ length: 200 }, (_, at) => ({ score: at / 2, isRight: at % 4 === 0 && at > 60 }))
  const calibration = calibrationOf(judged)
  if (calibration.kind !== 'calibrated') throw new Error('is calibrated')
  expect(calibration.brier).toBeLessThan(calibration.brierBefore)
  expect(calibration.brier).toBeLessThanOrEqual(0.2)
  expect(calibratedScore(95, calibration)).toBeLessThan(40)
})

test('a calibration keeps the order of scores', () => {
  const judged = fc.array(fc.record({ score: fc.integer({ min: 0, max: 100 }), isRight: fc.boolean() }), { minLength: 50, maxLength: 200 })
  fc.assert(
    fc.property(judged, (given) => {
      const calibration = calibrationOf(given)
      const scores = Array.from({ length: 101 }, (_, score) => calibratedScore(score, calibration))
      expect(scores).toEqual(scores.toSorted((a, b) => a - b))
      for (const score of scores) expect(score >= 0 && score <= 100).toBe(true)
    }),
  )
})

test('a Brier score is 0 for certainty that is right and 1 for certainty that is wrong', () => {
  expect(
    brierScore([
      { score: 100, isRight: true },
      { score: 0, isRight: false },
    ]),
  ).toBe(0)
  expect(brierScore([{ score: 100, isRight: false }])).toBe(1)
  expect(brierScore([])).toBe(0)
})
