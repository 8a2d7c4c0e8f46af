/** What a line of a model is that belongs to no answer: our own renderer says these things, from what was measured. */
export type StrayLine = 'sources' | 'confidence' | 'footer'

const LEAD = String.raw`^[\s>*_#\-\u2022~|(\[\d.]{0,12}`
const SOURCES = new RegExp(
  `${LEAD}(?:sources?|references?|citations?|cited (?:sources|messages)|quellen?|belege|sources? utilisées|références|fuentes|источники?|источник|ссылки|出典|参考|来源)(?: (?:used|cited|list|liste))?[*_\\])]{0,4}\\s*(?:[:\uFF1A]|$)`,
  'iu',
)
const CONFIDENCE = new RegExp(
  `${LEAD}(?:(?:my |overall |answer )?(?:confidence|certainty|reliability)|konfidenz|sicherheit der antwort|confiance|niveau de confiance|confianza|уверенность|достоверность|確信度|信頼度|置信度)(?: (?:level|score|rating|in this answer))?[*_\\])]{0,4}\\s*(?:[:\uFF1A=(]|\\d|high|medium|low|$)`,
  'iu',
)
const CONFIDENCE_INSIDE = /\b(?:confidence|certainty)\s*(?:level|score)?\s*[:=(]\s*(?:\d|high|medium|low|very)/i
const FOOTER = new RegExp(
  `${LEAD}(?:searched \\d+ (?:of|channels)|\\d+ (?:files?|channels?) not (?:readable|searched)|(?:answered|verified|powered|approved|checked) by (?:backscroll|the (?:assistant|system|model)|an? (?:ai|model)|cohere|openai)|this answer (?:is|was|has been) (?:verified|checked|approved|generated)|quotes, no summary|written from the linked messages|you asked:)`,
  'iu',
)

/** Whether a line is a list of sources, a statement about confidence, or an imitated footer; null for everything else. */
export function strayLine(line: string): StrayLine | null {
  const start = line.slice(0, 300)
  if (SOURCES.test(start)) return 'sources'
  if (CONFIDENCE.test(start) || CONFIDENCE_INSIDE.test(start)) return 'confidence'
  return FOOTER.test(start) ? 'footer' : null
}
