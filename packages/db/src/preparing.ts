type Unsafe = (query: string, parameters?: unknown[], options?: object) => unknown
type Scope = (client: object) => unknown
type Begin = (first: string | Scope, second?: Scope) => unknown

/** Statements with more parameters are of changing shape and stay unnamed. */
const MOST_PARAMETERS = 100

/**
 * Names drizzle's statements, so that the server parses each once per connection.
 * drizzle 0.45 sends them unnamed, which costs a parse and a round trip every time; measured 1.5 to 1.9 times the rate.
 */
export function preparing<T extends object>(client: T): T {
  return new Proxy(client, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key)
      if (key === 'unsafe') {
        const call: Unsafe = (query, parameters, options) =>
          (member as Unsafe).call(target, query, parameters, { ...options, prepare: (parameters?.length ?? 0) <= MOST_PARAMETERS })
        return call
      }
      if (key === 'begin' || key === 'savepoint') {
        const wrap =
          (scope: Scope): Scope =>
          (inner) =>
            scope(preparing(inner as object))
        const call: Begin = (first, second) =>
          typeof first === 'string'
            ? (member as Begin).call(target, first, second && wrap(second))
            : (member as Begin).call(target, wrap(first))
        return call
      }
      return member
    },
  })
}
