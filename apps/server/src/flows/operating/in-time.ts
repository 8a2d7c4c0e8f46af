import { RetryLaterError } from '@backscroll/core'

/** What the work comes to, if it does so in time; the work itself goes on. @throws RetryLaterError with that reason. */
export async function inTime<T>(ms: number, reason: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RetryLaterError(reason, ms)), ms)
  })
  work.catch(() => {})
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
