import type { Member, Role } from '@backscroll/contracts'
import { Text } from '@mantine/core'
import { useChange } from '../../api.ts'
import { SaveSelect } from '../../components/save-field.tsx'
import { useSession } from '../../shell/session.ts'
import { givenBy } from './role-rights.ts'
import { whyFixed } from './why-fixed.ts'

/** Somebody's role, to change; where it cannot be changed, the reason. */
export function MemberRole({ member }: { member: Member }) {
  const session = useSession()
  const { mutateAsync } = useChange('setMember', {
    touches: ['listMembers', 'getSession'],
    failure: `The role of ${member.user.name} was not changed`,
  })
  const reason = whyFixed(member, session)
  const offered = givenBy(session.role)
  const choices = offered.includes(member.role) ? offered : [member.role, ...offered]
  return (
    <>
      <SaveSelect
        label={`Role of ${member.user.name}`}
        value={member.role}
        isDisabled={reason !== null}
        options={choices.map((role) => [role, role] as const)}
        save={(role) => mutateAsync({ params: { userId: member.user.userId }, body: { role: role as Role } })}
        said={(role) => `${member.user.name} is ${role} now`}
      />
      {reason === null ? null : (
        <Text size="xs" c="dimmed" mt={4}>
          {reason}
        </Text>
      )}
    </>
  )
}
