import { useNavigate, useSearch } from '@tanstack/react-router'

type Reader<Value extends string = string> = (raw: unknown) => Value | undefined
type Shape = Record<string, Reader>
export type FiltersOf<S extends Shape> = { [Name in keyof S]?: Exclude<ReturnType<S[Name]>, undefined> }

/** One of these values. */
export const oneOf =
  <const Value extends string>(values: readonly Value[]): Reader<Value> =>
  (raw) =>
    values.find((value) => value === raw)

/** Any text up to a length. */
export const words =
  (most: number): Reader =>
  (raw) =>
    (typeof raw === 'string' && raw.trim() !== '' && raw.slice(0, most)) || undefined

/** A day such as 2026-03-01. */
export const day: Reader = (raw) => (typeof raw === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw) ? raw : undefined)

/** Reads what an address says about a page; what it does not know is left out. */
export const filters =
  <S extends Shape>(shape: S) =>
  (raw: Record<string, unknown>): FiltersOf<S> =>
    Object.fromEntries(
      Object.entries(shape).flatMap(([name, read]) => {
        const value = read(raw[name])
        return value === undefined ? [] : [[name, value]]
      }),
    ) as FiltersOf<S>

/**
 * The filters of the page that is open, from its address, and how to change them. A change of anything but the cursor goes back to the first page.
 */
export function useFilters<F extends { [name: string]: string | undefined }>(
  read: (raw: Record<string, unknown>) => F,
): [F, (change: Partial<F>) => void] {
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = (change: Partial<F>): void => {
    const next = (before: Record<string, unknown>) => ({ ...before, ...('cursor' in change ? {} : { cursor: undefined }), ...change })
    // The pages' own types hold the names; the router cannot know which page calls.
    void navigate({ to: '.', search: next as never, replace: !('cursor' in change) })
  }
  return [read(raw), set]
}
