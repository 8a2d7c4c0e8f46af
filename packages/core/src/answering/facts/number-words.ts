const LISTS: readonly string[] = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince',
  'ноль один два три четыре пять шесть семь восемь девять десять',
]
const FURTHER: Record<string, number> = {
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  dozen: 12,
  dreißig: 30,
  vierzig: 40,
  fünfzig: 50,
  hundert: 100,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  cent: 100,
  две: 2,
  двух: 2,
  трёх: 3,
  трех: 3,
  двадцать: 20,
  тридцать: 30,
  сто: 100,
}
const VALUES = new Map<string, number>(Object.entries(FURTHER))
for (const list of LISTS) for (const [value, word] of list.split(' ').entries()) VALUES.set(word, value)

/** The number that a lower-case word says: `twelve`, `twenty-five`, `zwei`; undefined for other words. */
export function numberWord(word: string): number | undefined {
  const known = VALUES.get(word)
  if (known !== undefined || !word.includes('-')) return known
  const [tens, ones] = word.split('-').map((part) => VALUES.get(part))
  return tens !== undefined && ones !== undefined && tens >= 20 && tens < 100 && ones < 10 ? tens + ones : undefined
}

/** What a number is multiplied by when one of these words or endings follows it. */
const MAGNITUDES = new Map<string, number>([
  ...['k', 'thousand', 'tsd', 'tausend', 'mille', 'mil', 'тыс', 'тысяч', 'тысячи'].map((word) => [word, 1e3] as const),
  ...['mn', 'mio', 'million', 'millions', 'millionen', 'million', 'millones', 'млн'].map((word) => [word, 1e6] as const),
  ...['bn', 'mrd', 'billion', 'billions', 'milliarden', 'milliard', 'milliards', 'млрд'].map((word) => [word, 1e9] as const),
  ['万', 1e4],
  ['億', 1e8],
])
export const magnitudeOf = (word: string): number | undefined => MAGNITUDES.get(word)
