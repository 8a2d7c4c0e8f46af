import type { Rendering } from './rendering.ts'

const styles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
}

const DAY_MS = 86_400_000

const format = (ms: number, style: Intl.DateTimeFormatOptions, timeZone: string) =>
  new Intl.DateTimeFormat('en-US', { ...style, timeZone }).format(ms)

const dayOf = (ms: number, timeZone: string) => format(ms, { year: 'numeric', month: '2-digit', day: '2-digit' }, timeZone)

const relativeDay = (ms: number, { nowMs, timeZone }: Rendering): string | null => {
  const day = dayOf(ms, timeZone)
  if (day === dayOf(nowMs, timeZone)) return 'today'
  if (day === dayOf(nowMs - DAY_MS, timeZone)) return 'yesterday'
  return day === dayOf(nowMs + DAY_MS, timeZone) ? 'tomorrow' : null
}

const ago = (ms: number, nowMs: number): string => {
  const minutes = Math.round((ms - nowMs) / 60_000)
  const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' })
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute')
  if (Math.abs(minutes) < 48 * 60) return relative.format(Math.round(minutes / 60), 'hour')
  return relative.format(Math.round(minutes / 1440), 'day')
}

/** Fills the placeholders of a `<!date^seconds^format|fallback>` token; the fallback stands for a time that is none. */
export const dateText = (seconds: string, template: string, fallback: string, rendering: Rendering): string => {
  const ms = Number(seconds) * 1000
  if (!/^\d{1,11}$/.test(seconds)) return fallback
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    if (name === 'ago') return ago(ms, rendering.nowMs)
    const pretty = name.endsWith('_pretty')
    const style = styles[pretty ? name.slice(0, -'_pretty'.length) : name]
    if (!style) return placeholder
    return (pretty && relativeDay(ms, rendering)) || format(ms, style, rendering.timeZone)
  })
}
