/** Markup that is safe to send: only `html` makes it. */
export interface Html {
  readonly markup: string
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)

type Value = Html | string | number | readonly Html[]

/** Template for pages: every value is escaped unless it is `Html` itself. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  const rendered = values.map((value) => {
    if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
    return 'markup' in value ? value.markup : value.map((item) => item.markup).join('')
  })
  return { markup: parts.map((part, index) => part + (rendered[index] ?? '')).join('') }
}
