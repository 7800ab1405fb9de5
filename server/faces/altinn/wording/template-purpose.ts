import type { ConsentTemplate } from '../../../domain/requests/consent-template.ts'
import type { Purpose } from '../../../domain/requests/purpose.ts'
import { canonicalJson } from '../../../domain/text/canonical-json.ts'
import type { LocalizedText } from '../../../domain/text/text.ts'
import type { RegistryStore } from '../../../ports/registry/registry-store.ts'

/** Requests say themselves when they end. */
const ageOfAges = 10_000 * 366 * 24 * 3600

interface Words {
  readonly name: LocalizedText
  readonly whenDeclined: LocalizedText
}

const consent: Words = {
  name: { nb: 'Dele opplysninger', nn: 'Dele opplysningar', en: 'Sharing information' },
  whenDeclined: {
    nb: 'Sier du nei, blir ingenting delt. Den som spør, får vite at du har svart nei.',
    nn: 'Seier du nei, blir ingenting delt. Den som spør, får vite at du har svart nei.',
    en: 'If you decline, nothing is shared. The one who asks is told that you declined.',
  },
}

const authority: Words = {
  name: { nb: 'Fullmakt', nn: 'Fullmakt', en: 'Authority to act' },
  whenDeclined: {
    nb: 'Sier du nei, blir det ikke gitt noen fullmakt. Den som spør, får vite at du har svart nei.',
    nn: 'Seier du nei, blir det ikkje gjeve noka fullmakt. Den som spør, får vite at du har svart nei.',
    en: 'If you decline, no authority is granted. The one who asks is told that you declined.',
  },
}

const wordsOf = ({ isPowerOfAttorney }: ConsentTemplate): Words => (isPowerOfAttorney ? authority : consent)

/** What a no means to a question that a template words. */
export const whenDeclined = (template: ConsentTemplate): LocalizedText => wordsOf(template).whenDeclined

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
  const words = wordsOf(template)
  return {
    ...words,
    id: `altinn-${template.id}`,
    version: 0,
    isPowerOfAttorney: template.isPowerOfAttorney || undefined,
    description: template.purpose ?? words.name,
    permissions: ['*'],
    singleUse: false,
    defaultSeconds: ageOfAges,
    longestSeconds: ageOfAges,
    loginLevel: 'low',
    privacy: template.privacy,
    ...(template.retention && { retention: template.retention }),
    wordedBy: template.id,
  }
}

const sameWords = (a: Purpose, b: Purpose): boolean => content(a) === content(b)

const content = (purpose: Purpose): string => canonicalJson({ ...purpose, version: undefined })
