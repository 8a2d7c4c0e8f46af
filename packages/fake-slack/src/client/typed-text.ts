import { unescaped } from './render/unescape.ts'

/** Turns Slack's text back into what a person would type to write it again; `handle` names a person without the `@`. */
export const typedText = (text: string, handle: (userId: string) => string | undefined): string => {
  const flat = text.replace(/<([^<>\n]+)>/g, (_all, body: string) => {
    const [target = '', label = ''] = body.split('|')
    if (/^@[UWB]/.test(target)) return `@${handle(target.slice(1)) ?? (label || target.slice(1))}`
    if (target.startsWith('#')) return `#${label || target.slice(1)}`
    if (target.startsWith('!')) return label || `@${target.slice(1)}`
    return target.replace(/^mailto:/, '')
  })
  return unescaped(flat)
}
