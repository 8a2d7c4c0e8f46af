import { type Role, roles } from '@backscroll/contracts'
import { Definitions } from '../../components/definitions.tsx'
import { Section } from '../../components/section.tsx'
import { rights } from './role-rights.ts'

/** What each role may do. */
export function RolesExplained() {
  return (
    <Section
      title="What each role may do"
      about="Each may also do what those below it may. No role shows messages that its person may not read in Slack."
    >
      <Definitions lines={roles.map((role: Role) => [role, rights[role]] as const)} />
    </Section>
  )
}
