import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'
import { grantId } from './grant-id.ts'

export const revokeGrant = (tools: Tools) =>
  onStorage(
    tools,
    verb('revoke <id>', 'take a grant back as the operator'),
    async ({ core }, { argument }) => {
      const { id } = await core.revokeGrant({ id: grantId(argument), reason: 'operator' })
      return { json: { revoked: id }, text: `Revoked ${id}; every code and token under it is dead`, acts: [] }
    },
  )
