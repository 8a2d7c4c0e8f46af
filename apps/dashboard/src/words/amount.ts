const whole = new Intl.NumberFormat('en')

/** "1,842". */
export const count = (value: number): string => whole.format(value)

/** "1 channel", "2 channels". */
export const counted = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`

/** "94 %", or a dash where nothing was counted. @param value 0 to 1. */
export const share = (value: number | null): string =>
  value === null ? '–' : `${(100 * value).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`

/** "$24.80"; cents are written out where they matter. */
export const money = (usd: number): string =>
  usd !== 0 && Math.abs(usd) < 0.01
    ? `$${usd.toFixed(4)}`
    : `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`

/** "820 ms", "1.8 s", or a dash. */
export const milliseconds = (value: number | null): string =>
  value === null ? '–' : value < 1_000 ? `${Math.round(value)} ms` : `${(value / 1_000).toFixed(1)} s`

/** "40 s", "3 min", "2 h 10 min", "4 d". */
export const duration = (seconds: number): string => {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return `${Math.round(hours / 24)} d`
}

/** "0 bytes", "14 kB", "2.1 MB". */
export const bytes = (value: number): string => {
  if (value < 1_000) return `${count(value)} bytes`
  const [unit, of] =
    value < 1_000_000 ? (['kB', 1_000] as const) : value < 1_000_000_000 ? (['MB', 1_000_000] as const) : (['GB', 1_000_000_000] as const)
  return `${(value / of).toFixed(value / of < 10 ? 1 : 0)} ${unit}`
}
