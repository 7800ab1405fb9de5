import type { BaseBlock } from 'asn1js'
import { attributeValue } from '../cms/attribute-value.ts'
import { isTagged, partsOf } from '../../../x509/raw-parts.ts'
import type { Cms } from '../cms/read-cms.ts'
import { readable } from '../cms/readable.ts'
import { must } from '../refusal.ts'
import type { SecurityStore } from '../structure/security-store.ts'
import { readCrl } from './read-crl.ts'
import { readOcsp } from './read-ocsp.ts'
import type { RevocationDatum } from './revocation-datum.ts'

const archived = '1.2.840.113583.1.1.8'
const values = '1.2.840.113549.1.9.16.2.24'

/** Every revocation list and status answer of the document that can be read; at least one. */
export function collectData(
  messages: readonly Cms[],
  { revocationValues }: SecurityStore,
): RevocationDatum[] {
  const raw = [...revocationValues, ...messages.flatMap(inMessage)]
  const data = raw.map(one => readable(() => readCrl(one)) ?? readable(() => readOcsp(one)))
  const found = data.filter(one => one !== undefined)
  must(found.length > 0, 'evidence-missing', 'The document tells nothing of revocations')
  return found
}

function inMessage({ signer, revocationValues }: Cms): Uint8Array[] {
  const attributes = [
    attributeValue(signer.signedAttrs?.attributes, archived),
    attributeValue(signer.unsignedAttrs?.attributes, archived),
    attributeValue(signer.unsignedAttrs?.attributes, values),
  ]
  return [...revocationValues, ...attributes.filter(one => one !== undefined).flatMap(inAttribute)]
}

/** `[0]` lists, `[1]` status answers, each a tagged sequence of them. */
const inAttribute = (value: BaseBlock): Uint8Array[] =>
  partsOf(value)
    .filter(part => isTagged(part, 0) || isTagged(part, 1))
    .flatMap(partsOf)
    .flatMap(partsOf)
    .map(part => part.valueBeforeDecodeView)
