import fs from 'node:fs'
import path from 'node:path'
import { isAlive } from './process.ts'

/**
 * Makes this process the owner of a server unless another living process is. Call it under the start lock.
 * @returns whether this process owns the server now, and so is the one to stop it.
 */
export function becomeOwner(root: string): boolean {
  const file = path.join(root, 'owner')
  if (hasLivingOwner(file)) return false
  fs.writeFileSync(file, String(process.pid))
  return true
}

function hasLivingOwner(file: string): boolean {
  try {
    const owner = Number(fs.readFileSync(file, 'utf8'))
    return owner > 0 && owner !== process.pid && isAlive(owner)
  } catch {
    return false
  }
}
