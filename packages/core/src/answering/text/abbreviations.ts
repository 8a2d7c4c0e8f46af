const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** A name or a word follows, whatever its case. */
const BEFORE_ANYTHING = words(
  'mr mrs ms dr prof st mt fig cf vs viz e.g i.e eg ie z.b d.h u.a s.o s.u v.a bzw bspw ggf evtl inkl exkl hr fr dipl ing mme mlle p.ex env т.е т.к т.н см им ул д-р проф гл',
)
/** A number follows. */
const BEFORE_NUMBER = words(
  'no nr nos pp ver vol sec ch ca approx about jan feb mar apr jun jul aug sep sept oct nov dec art abs tel ext ст п стр рис',
)
/** The sentence goes on in lower case. */
const BEFORE_LOWER = words(
  'etc al inc ltd corp co dept est max min resp usw mio mrd tsd std min sek approx avg a.m p.m u.s u.k g.m.b.h т.д т.п др г гг руб тыс коп млн млрд чел',
)
const MONTH =
  /^(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|märz|janv|févr|mars|avr|juin|juil|août|déc|янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек|quartal|kw|uhr|stock|tag|woche)/iu

/**
 * Whether the full stop after a word belongs to the word instead of ending the sentence.
 * @param word what stands before the stop, back to the last space. @param next what follows after the spaces: its first letter, or eight after a number.
 */
export function isAbbreviation(word: string, next: string): boolean {
  const bare = word.replace(/^[\p{Ps}\p{Pi}"'*_]+/u, '').toLowerCase()
  if (BEFORE_ANYTHING.has(bare)) return true
  if (BEFORE_NUMBER.has(bare)) return /^\d/.test(next)
  if (BEFORE_LOWER.has(bare)) return /^[\p{Ll}\d]/u.test(next)
  // an initial of a name, or initials with stops between
  if (/^\p{Lu}(?:\.\p{Lu})*$/u.test(word) && word !== 'I') return /^[\p{L}\d]/u.test(next)
  // the 3. of a German date, and of a list
  return /^\d{1,2}$/.test(bare) && MONTH.test(next)
}
