/**
 * Stands in for zod in the browser (vite.config.ts): the dashboard calls routes by method and path and trusts its own server, so 35 kB of
 * checking (gzip) stay out of the first load. Names, lists of values and types of the contracts are all there.
 */
const schema: unknown = new Proxy(() => undefined, {
  get: (_, name) => {
    if (name === 'parse' || name === 'safeParse') throw new Error('Schemas stay on the server: nothing is parsed in the browser.')
    return schema
  },
  apply: () => schema,
})
export const z = schema
