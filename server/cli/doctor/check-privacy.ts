import { membersOfPurpose, unsaidIn } from '../../domain/registry/privacy-information.ts'
import { unsaidBy } from '../../registry/findings/privacy-findings.ts'
import { privacyNames } from '../../registry/privacy-entry.ts'
import type { Storage } from '../storage.ts'
import { type Finding, ill, well } from './finding.ts'

/** Says who may ask without telling givers how their information is handled. That ails production alone. */
export async function checkPrivacy({
  clients,
  registry,
  demandsPrivacy,
}: Pick<Storage, 'clients' | 'registry' | 'demandsPrivacy'>): Promise<Finding> {
  if (!demandsPrivacy) return well('privacy: what givers are told is not looked at outside production')
  const purposes = new Map((await registry.listPurposes()).map(one => [one.id, one]))
  const silent = [
    ...(await clients.list()).map(client => ({ id: client.id, unsaid: unsaidBy(client, purposes) })),
    ...(await registry.consentTemplates.list()).map(({ id, privacy }) => ({
      id,
      unsaid: unsaidIn(privacy, membersOfPurpose),
    })),
  ].filter(({ unsaid }) => unsaid.length > 0)
  if (silent.length === 0) return well('privacy: all who ask say how the information is handled')
  const named = silent.map(({ id, unsaid }) => `${id} (${privacyNames(unsaid)})`)
  return ill(
    `privacy: givers are not told how the information is handled by ${named.join(', ')}`,
    'give them privacy in the registry file (GDPR article 13) and run: samtykke apply',
  )
}
