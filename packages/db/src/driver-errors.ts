import { AppError, ConfigurationError, RetryLaterError } from '@backscroll/core'
import { DrizzleQueryError } from 'drizzle-orm'

/** The database refused a statement. Names the SQLSTATE and the constraint or table; never SQL, parameters or row contents. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  /** Five characters, see Postgres' appendix A; or the driver's own code. */
  readonly sqlState: string
  constructor(sqlState: string, place: string | undefined) {
    super(`the database refused a statement: ${sqlState}${place ? ` on ${place}` : ''}`)
    this.sqlState = sqlState
  }
}

/** Connection errors, of the driver, of the operating system and of the server that starts or stops (57P*, 53*, 08*). */
const UNREACHABLE =
  /^(CONNECTION_\w+|CONNECT_TIMEOUT|E(CONNREFUSED|CONNRESET|PIPE|NOTFOUND|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN)|08\w{3}|53\w{3}|57P\w{2})$/
/** Deadlock, serialization failure, lock not available: the same work succeeds a moment later. */
const COLLISION = /^(40P01|40001|55P03)$/
const WRONG_LOGIN = /^(28000|28P01|3D000)$/
const DRIVER_CODE = /^([0-9A-Z]{5}|UNDEFINED_VALUE|MAX_PARAMETERS_EXCEEDED|SASL_\w+|NOT_TAGGED_CALL|UNSAFE_TRANSACTION)$/

/**
 * Turns what drizzle and the driver throw into errors that are safe to show and to log; anything else passes unchanged.
 * The original is dropped on purpose, also as `cause`: its message holds SQL with every parameter, and loggers walk causes.
 */
export function translated(error: unknown): unknown {
  if (error instanceof AppError || error instanceof DatabaseError) return error
  const inner: unknown = error instanceof DrizzleQueryError ? error.cause : error
  // several addresses were tried: the first failure tells
  const origin: unknown = inner instanceof AggregateError ? inner.errors[0] : inner
  if (origin instanceof AppError) return origin
  const code = field(origin, 'code')
  if (code !== undefined && UNREACHABLE.test(code)) return new RetryLaterError(`the database cannot be reached (${code})`, 2_000)
  if (code !== undefined && COLLISION.test(code)) return new RetryLaterError(`the database asks to repeat the work (${code})`, 200)
  if (code !== undefined && WRONG_LOGIN.test(code)) {
    return new ConfigurationError(`the database refuses the login or does not exist (${code}): check DATABASE_URL`)
  }
  if (error instanceof DrizzleQueryError) return new DatabaseError(code ?? 'unknown', placeOf(origin))
  if (code !== undefined && DRIVER_CODE.test(code) && field(error, 'syscall') === undefined) return new DatabaseError(code, placeOf(origin))
  return error
}

/** Runs work and translates what it throws. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translated(error)
  }
}

const placeOf = (error: unknown): string | undefined => field(error, 'constraint_name') ?? field(error, 'table_name')

function field(error: unknown, name: string): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
  return typeof value === 'string' ? value : undefined
}
