import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { FromOnePlace } from '../../../ports/requests/request-dialect.ts'
import { longestName } from '../../../wording/shown-party.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { purposes } from '../purposes.ts'
import { propertyOf } from '../requests/properties.ts'

type Given = Pick<ConsentRequest, 'scopes' | 'annotations'>

/** What a consent lets the supplier do, by metering point. */
export const describeGiven = (
  { renderer }: Pick<ElhubTools, 'renderer'>,
  given: Given,
  language: Language,
): readonly FromOnePlace[] =>
  given.scopes.map(({ permission, resourceId }) => {
    const address = plainText(propertyOf(given, 'requestedForMeteringPointAddress') ?? '', longestName)
    const purpose = purposes().find(({ permissions }) => permissions.includes(permission))
    const point = renderer.text('elhub.given.from', language, { point: resourceId, address })
    return {
      from: point,
      intro: `${point}:`,
      what: [purpose?.name[language] ?? permission],
    }
  })
