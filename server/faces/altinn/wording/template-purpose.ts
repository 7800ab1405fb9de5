import type { ConsentTemplate } from '../../../domain/requests/consent-template.ts'
import type { Purpose } from '../../../domain/requests/purpose.ts'
import { canonicalJson } from '../../../domain/text/canonical-json.ts'
import type { LocalizedText } from '../../../domain/text/text.ts'
import type { RegistryStore } from '../../../ports/registry/registry-store.ts'

/** Requests say themselves when they end. */
const ageOfAges = 10_000 * 366 * 24 * 3600

const names: Readonly<Record<'consent' | 'authority', LocalizedText>> = {
  consent: { nb: 'Dele opplysninger', nn: 'Dele opplysningar', en: 'Sharing information' },
  authority: { nb: 'Gi fullmakt', nn: 'Gje fullmakt', en: 'Granting authority' },
}

const whenDeclined: LocalizedText = {
  nb: 'Sier du nei, blir ingenting delt. Den som spør, får vite at du har svart nei.',
  nn: 'Seier du nei, blir ingenting delt. Den som spør, får vite at du har svart nei.',
  en: 'If you decline, nothing is shared. The one who asks is told that you declined.',
}

/** The purpose of requests worded by a template, in the version of its words; registers it unless it is there. */
export async function ensurePurpose(
  registry: Pick<RegistryStore, 'findPurpose' | 'putPurpose'>,
  template: ConsentTemplate,
): Promise<Pick<Purpose, 'id' | 'version'>> {
  const wanted = purposeOf(template)
  const standing = await registry.findPurpose(wanted.id)
  return standing && sameWords(standing, wanted) ? standing : registry.putPurpose(wanted)
}

function purposeOf(template: ConsentTemplate): Purpose {
  const name = names[template.isPowerOfAttorney ? 'authority' : 'consent']
  return {
    id: `altinn-${template.id}`,
    version: 0,
    name,
    description: template.purpose ?? name,
    whenDeclined,
    permissions: ['*'],
    singleUse: false,
    defaultSeconds: ageOfAges,
    longestSeconds: ageOfAges,
    loginLevel: 'low',
  }
}

const sameWords = (a: Purpose, b: Purpose): boolean => content(a) === content(b)

const content = (purpose: Purpose): string => canonicalJson({ ...purpose, version: undefined })
