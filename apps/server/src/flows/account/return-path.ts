const HOME = '/dashboard'
const LONGEST = 1_000

/** Where a browser goes after a sign-in: the page of the dashboard that it asked for, and never another place. */
export function returnPath(wish: string | null | undefined): string {
  if (!wish || wish.length > LONGEST || !wish.startsWith('/')) return HOME
  // read as a browser reads it: "//host", "/\host" and tabs in between lead elsewhere
  const base = 'http://backscroll.invalid'
  const target = URL.parse(wish, base)
  if (target?.origin !== base) return HOME
  const isDashboard = target.pathname === HOME || target.pathname.startsWith(`${HOME}/`)
  return isDashboard ? `${target.pathname}${target.search}${target.hash}` : HOME
}
