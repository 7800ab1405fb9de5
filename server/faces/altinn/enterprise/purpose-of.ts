import type { ConsentTemplate } from '../../../domain/requests/consent-template.ts'
import type { Purpose } from '../../../domain/requests/purpose.ts'
import type { LocalizedText } from '../../../domain/text/text.ts'
import type { RegistryStore } from '../../../ports/registry/registry-store.ts'

/** Requests say themselves when they end. */
const ageOfAges = 10_000 * 366 * 24 * 3600

const names: Readonly<Record<'consent' | 'authority', LocalizedText>> = {
  consent: { nb: 'Dele opplysninger', nn: 'Dele opplysningar', en: 'Sharing information' },
  authority: { nb: 'Gi fullmakt', nn: 'Gje fullmakt', en: 'Granting authority' },
}

const generalDescription: LocalizedText = {
  nb: 'Det du blir bedt om å godta, står i forespørselen.',
  nn: 'Det du blir beden om å godta, står i førespurnaden.',
  en: 'What you are asked to agree to is stated in the request.',
}

const whenDeclined: LocalizedText = {
  nb: 'Sier du nei, blir ingenting delt. Den som spør, får vite at du har svart nei.',
  nn: 'Seier du nei, blir ingenting delt. Den som spør, får vite at du har svart nei.',
  en: 'If you decline, nothing is shared. The one who asks is told that you declined.',
}

/** The id of the purpose of requests worded by a template; registers it unless it is there. */
export async function ensurePurpose(
  registry: Pick<RegistryStore, 'findPurpose' | 'putPurpose'>,
  template: ConsentTemplate,
): Promise<string> {
  const wanted = purposeOf(template)
  const standing = await registry.findPurpose(wanted.id)
  if (!standing || !sameWords(standing, wanted)) await registry.putPurpose(wanted)
  return wanted.id
}

const purposeOf = (template: ConsentTemplate): Purpose => ({
  id: `altinn-${template.id}`,
  version: 0,
  name: names[template.isPowerOfAttorney ? 'authority' : 'consent'],
  description: template.message && !hasPlaceholder(template.message) ? template.message : generalDescription,
  whenDeclined,
  permissions: ['*'],
  singleUse: false,
  defaultSeconds: ageOfAges,
  longestSeconds: ageOfAges,
  loginLevel: 'low',
})

const hasPlaceholder = ({ nb, nn, en }: LocalizedText): boolean => /[{}]/.test(nb + nn + en)

const sameWords = (a: Purpose, b: Purpose): boolean =>
  a.name.nb === b.name.nb && a.description.nb === b.description.nb && a.whenDeclined.nb === b.whenDeclined.nb
