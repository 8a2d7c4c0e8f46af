import type { Role } from '@backscroll/contracts'
import { NativeSelect } from '@mantine/core'
import { useSession } from '../../shell/session.ts'
import { givenBy, rights } from './role-rights.ts'

/** One of the roles that the viewer may give, and what it may do. */
export const RoleSelect = ({ role, onChoose }: { role: Role; onChoose: (role: Role) => void }) => (
  <NativeSelect
    label="Role"
    description={rights[role]}
    value={role}
    data={givenBy(useSession().role).map((offer) => ({ value: offer, label: offer }))}
    onChange={({ currentTarget }) => onChoose(currentTarget.value as Role)}
  />
)
