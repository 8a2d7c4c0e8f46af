import { publicReceiptKeys } from '@backscroll/db'
import type { Context } from '../../context.ts'

/** The public keys by which receipts are verified: a JSON Web Key Set, empty before the first receipt. */
export const publicKeys = ({ db }: Pick<Context, 'db'>) => db.withSystem(publicReceiptKeys)
