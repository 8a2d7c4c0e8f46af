const BROWSERS: [pattern: RegExp, name: string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [pattern: RegExp, name: string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** "Firefox on Windows", as far as a browser says it; what it says is shown whole on hover and can be made up. */
export function browserName(said: string | null): string {
  if (said === null || said.trim() === '') return 'A browser that says nothing of itself'
  const named = (table: typeof BROWSERS): string | undefined => table.find(([pattern]) => pattern.test(said))?.[1]
  const browser = named(BROWSERS)
  const system = named(SYSTEMS)
  if (browser === undefined) return said.slice(0, 60)
  return system === undefined ? browser : `${browser} on ${system}`
}
