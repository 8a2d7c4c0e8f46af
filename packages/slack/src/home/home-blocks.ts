import type { SlackBlock } from '../block.ts'
import { adminBlocks } from './admin-blocks.ts'
import type { AdminHome, MemberHome } from './home-input.ts'
import { memberBlocks } from './member-blocks.ts'

/** Renders the Home tab: what everybody sees, and below it what only an admin may see. At most 100 blocks. */
export const homeBlocks = ({ member, admin }: { member: MemberHome; admin?: AdminHome }): SlackBlock[] => [
  ...memberBlocks(member),
  ...(admin ? adminBlocks(admin) : []),
]
