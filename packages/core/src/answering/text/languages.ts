/** Languages that are told apart: enough to know which rules of writing hold. */
export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'ru' | 'ja' | 'zh' | 'ko'

const MARKS: readonly (readonly [Language, string])[] = [
  [
    'en',
    'the is are was were and of to in for on with that this it by be has have had will not we they who what when where which how does did do from at',
  ],
  [
    'de',
    'der die das und ist nicht ein eine einen mit auf für wird von zu den dem des im am wir werden sind hat wer wann wie warum wurde bei nach bis auch',
  ],
  ['fr', 'le la les l de d des est et une un pour dans sur avec pas que du nous sont au aux qui quand où il elle par a été ce cette'],
  ['es', 'el la los las de es y un una para en con no que del por se está son quién cuándo qué cómo lo'],
  ['it', 'il lo la gli le è e un una per con non che di del della sono da in chi quando come'],
  ['pt', 'o a os as de é e um uma para em com não que do da dos das são por quem quando como'],
  ['nl', 'de het een en is van op met niet voor dat zijn wordt wie wanneer hoe in te er ook'],
]
const LANGUAGES_OF = new Map<string, Language[]>()
for (const [language, words] of MARKS)
  for (const word of words.split(' ')) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language])

/** Words that say nothing by themselves, of every language that is told apart. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(LANGUAGES_OF.keys())

const WORD = /[\p{L}\p{M}]+/gu
const LOOKED_AT = 400

/** The language that a text is most likely written in; null when nothing tells, as in names and code. */
export function languageOf(text: string): Language | null {
  const start = text.slice(0, LOOKED_AT)
  const script = scriptOf(start)
  if (script !== null) return script
  const counts = new Map<Language, number>()
  for (const [word] of start.toLowerCase().matchAll(WORD))
    for (const language of LANGUAGES_OF.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1)
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a)
  return first && first[1] > (second?.[1] ?? 0) ? first[0] : null
}

function scriptOf(text: string): Language | null {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  const letters = count(/\p{L}/gu)
  const kana = count(/[\p{sc=Hiragana}\p{sc=Katakana}]/gu)
  const han = count(/\p{sc=Han}/gu)
  if (letters === 0) return null
  if ((kana + han) * 3 > letters) return kana > 0 ? 'ja' : 'zh'
  if (count(/\p{sc=Hangul}/gu) * 3 > letters) return 'ko'
  return count(/\p{sc=Cyrillic}/gu) * 2 > letters ? 'ru' : null
}
