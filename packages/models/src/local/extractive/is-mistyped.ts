/** Shorter words have too many neighbours. */
const MIN_LETTERS = 5
/** From this length on two letters may be wrong. */
const LONG_LETTERS = 9

/**
 * Whether one word is likely the other one mistyped: the same first letter, and one letter missing, added, changed or swapped with its neighbour; two of these in
 * words of nine letters or more. Words with digits are never: another number is another thing.
 */
export function isMistyped(word: string, other: string): boolean {
  const shorter = Math.min(word.length, other.length)
  if (word === other || shorter < MIN_LETTERS || word[0] !== other[0] || /\d/.test(word + other)) return false
  return distance(word, other) <= (shorter >= LONG_LETTERS ? 2 : 1)
}

/** Edits from one word to the other; a swap of neighbours is one (optimal string alignment). Words that differ in length by more than 2 are 3 apart. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let edits = Math.min((row[j - 1] ?? 0) + 1, (above[j] ?? 0) + 1, (above[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, (before[j - 2] ?? 0) + 1)
      row.push(edits)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 3
}
