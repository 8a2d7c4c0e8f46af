/** What a spreadsheet would take for a formula. Source: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r]/

/** A line of CSV: every cell quoted, none of them a formula. */
export const csvLine = (cells: readonly unknown[]): string => `${cells.map(cell).join(',')}\r\n`

function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  const safe = typeof value !== 'number' && FORMULA.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
