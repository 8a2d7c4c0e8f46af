import type { Found } from './found.ts'

/** Digits in groups, parted by one space or one dash. Each place of a text is looked at once: nothing follows that could fail. */
const GROUPS = /\d+(?:[ -]\d+)*/g
const SHORTEST = 13
const LONGEST = 19

/** How the number of an issuer begins, and how long it is. Source: ISO/IEC 7812, the ranges that the networks publish. */
const ISSUERS: readonly (readonly [begins: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^3(?:0[0-5]|[689])/, [14, 16]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^62/, [16, 17, 18, 19]],
]

/** Numbers of payment cards: of a known issuer, of its length, and right by Luhn's sum. */
export function findCards(text: string): Found[] {
  const found: Found[] = []
  for (const match of text.matchAll(GROUPS)) {
    if (match[0].length < SHORTEST || /[\p{L}\p{N}_.+/=-]$/u.test(text.slice(Math.max(0, match.index - 1), match.index))) continue
    const groups = [...match[0].matchAll(/\d+/g)].map((group) => ({ digits: group[0], start: match.index + group.index }))
    for (let first = 0; first < groups.length; first += 1) {
      const last = lastOfCard(groups, first, text)
      const [begin, end] = [groups[first], groups[last]]
      if (!begin || !end) continue
      found.push({ kind: 'card', start: begin.start, end: end.start + end.digits.length })
      first = last
    }
  }
  return found
}

/** @returns the group with which a card that begins here ends; -1 where none begins. */
function lastOfCard(groups: readonly { digits: string; start: number }[], first: number, text: string): number {
  let digits = ''
  for (let at = first; at < groups.length && digits.length < LONGEST; at += 1) {
    const group = groups[at]
    if (!group) break
    digits += group.digits.slice(0, LONGEST + 1)
    const next = text.slice(group.start + group.digits.length, group.start + group.digits.length + 2)
    if (isCard(digits) && !/^(?:[\p{L}_]|[-./]\p{L}|\.\d)/u.test(next)) return at
  }
  return -1
}

const isCard = (digits: string): boolean =>
  digits.length >= SHORTEST && ISSUERS.some(([begins, lengths]) => lengths.includes(digits.length) && begins.test(digits)) && luhn(digits)

function luhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const value = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? value * 2 : value
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
