/** A generator of numbers in [0, 1): the same seed gives the same text on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const SYLLABLES = [
  'ba',
  'ke',
  'li',
  'mo',
  'nu',
  'ra',
  'se',
  'ti',
  'vo',
  'za',
  'dor',
  'fen',
  'gal',
  'hum',
  'jin',
  'pol',
  'qua',
  'sur',
  'tex',
  'win',
]
const VOCABULARY = 60_000

const word = (rank: number): string => {
  let text = ''
  for (let rest = rank + 7; rest > 0; rest = Math.floor(rest / 20)) text += SYLLABLES[rest % 20]
  return rank % 7 === 0 ? `${text}ing` : text
}
const WORDS = Array.from({ length: VOCABULARY }, (_, rank) => word(rank))
const CUMULATIVE = new Float64Array(VOCABULARY)
for (let rank = 0, sum = 0; rank < VOCABULARY; rank += 1) CUMULATIVE[rank] = sum += (rank + 2.7) ** -1.07

/** A word by Zipf's law. */
export function zipfWord(random: () => number): string {
  const target = random() * (CUMULATIVE[VOCABULARY - 1] ?? 1)
  let [low, high] = [0, VOCABULARY - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((CUMULATIVE[middle] ?? 0) < target) low = middle + 1
    else high = middle
  }
  return WORDS[low] ?? ''
}

/** A message of about 22 words. */
export function zipfMessage(random: () => number): string {
  const length = Math.min(150, 6 + Math.floor(-Math.log(1 - random()) * 16))
  return Array.from({ length }, () => zipfWord(random)).join(' ')
}

/** A question of three words, from frequent to rare. */
export const zipfQuestion = (random: () => number): string =>
  [
    [20, 200],
    [200, 1_500],
    [1_000, 8_000],
  ]
    .map(([from = 0, span = 1]) => WORDS[from + Math.floor(random() * span)])
    .join(' ')
