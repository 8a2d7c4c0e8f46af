import type { Found } from './found.ts'

/** Nothing that belongs to a longer number, an identifier, a version or a path stands before a phone number. */
const BEFORE = '(?<![\\p{L}\\p{N}+._@/=#-])'
/** Nor another group of digits before one that begins with 0: that is an account. */
const ALONE = `(?<!\\d[ -])${BEFORE}`
const BEHIND = '(?![\\p{L}\\p{N}]|[._/:-]\\d)'
/** A step to the next digit, but not into a date. */
const STEP = '(?:(?! \\d{4}-\\d\\d-\\d\\d)[ ().\\/-]{0,3}\\d)'

/** Every pattern is of bounded length and begins with its own sign or digit: linear in the text. */
const SHAPES: readonly RegExp[] = [
  // +49 171 1234567, +1 (555) 123-4567
  new RegExp(`${BEFORE}\\+[1-9]${STEP}{6,14}(?!\\d)`, 'gu'),
  // 0049 171 1234567
  new RegExp(`${ALONE}00[1-9]\\d{0,2}[ /-]${STEP}{5,12}${BEHIND}`, 'gu'),
  // (555) 123-4567, 555-123-4567, 1-800-555-0199
  new RegExp(`${BEFORE}(?:1[ .-])?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[.-])\\d{3}[.-]\\d{4}${BEHIND}`, 'gu'),
  // 0171 2345678, 030 / 901820
  new RegExp(`${ALONE}0[1-9]\\d{1,3}(?: ?[/-] ?| )\\d{2,8}(?:[ -]\\d{2,5}){0,3}${BEHIND}`, 'gu'),
  // 06 12 34 56 78
  new RegExp(`${ALONE}0[1-9]([ .-])\\d{2}(?:\\1\\d{2}){3}${BEHIND}`, 'gu'),
]
/** A number that is said to be one. */
const SAID =
  /(?<!\p{L})(?:tel|phone|telephone|telefon|mobile|mobil|handy|cell|fax|whatsapp)(?:\.| (?:no|nr|number)\.?)?(?:: ?| )(?!\d{4}-\d\d-\d\d)(\(?\d[ ()./-]{0,2}(?:\d[ ()./-]{0,2}){5,13}\d)(?![\p{L}\p{N}]|[._/:-]\d)/giu
/** 12 345 678 is an amount. */
const AMOUNT = /^\+\d{1,3}(?:[ .]\d{3})+$/

/** Phone numbers, as people write them in several countries. */
export function findPhones(text: string): Found[] {
  const shaped = SHAPES.flatMap((shape) => [...text.matchAll(shape)].map((match) => ({ start: match.index, said: match[0] })))
  const named = [...text.matchAll(SAID)].map((match) => {
    const said = match[1] ?? ''
    return { start: match.index + match[0].length - said.length, said }
  })
  return [...shaped.filter(({ said }) => isNumber(said)), ...named.filter(({ said }) => digitsOf(said) >= 7)].map(({ start, said }) => ({
    kind: 'phone',
    start,
    end: start + said.length,
  }))
}

const digitsOf = (said: string): number => said.replaceAll(/\D/g, '').length

function isNumber(said: string): boolean {
  const digits = digitsOf(said)
  if (said.startsWith('+')) return digits >= 8 && digits <= 15 && !(digits <= 9 && AMOUNT.test(said))
  return digits >= 9 && digits <= 15
}
